// What every form does: the error summary takes the focus, a password can be shown, a form is sent once,
// a long code can be copied. Also the entry of pages without navigation.

const SENT_FOR = 10_000; // milliseconds; a download answers without leaving the page

export function enhance(root) {
  root.querySelector("[data-error-summary]")?.focus();
  for (const button of root.querySelectorAll("[data-show-password]")) showPassword(button);
  for (const button of root.querySelectorAll("[data-copy]")) copy(button);
}

function showPassword(button) {
  const input = document.getElementById(button.dataset.showPassword);
  if (!input) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    input.focus();
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
}

function copy(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  const word = button.querySelector("span");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = word.textContent;
    word.textContent = button.dataset.done;
    setTimeout(() => { word.textContent = before; }, 3000);
  });
}

function sendOnce(event) {
  const form = event.target;
  const method = event.submitter?.getAttribute("formmethod") ?? form.method;
  if (event.defaultPrevented || method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  setTimeout(() => mark(form, true));
  setTimeout(() => release(form), SENT_FOR);
}

function mark(form, sent) {
  for (const button of form.querySelectorAll("button[type=submit]")) {
    if (sent) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

function release(form) {
  delete form.dataset.sent;
  mark(form, false);
}

// The browser shows fragments under sticky bars; a field that a link leads to is also focused.
function followErrorLink(event) {
  const link = event.target.closest("[data-error-summary] a");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}

document.addEventListener("submit", sendOnce);
document.addEventListener("click", followErrorLink);
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});
enhance(document);

// Keys: / and Ctrl+K go to the search, ? shows the help, Ctrl+Enter sends the form.
// Single keys can be switched off (WCAG 2.1.4) and never act while somebody is typing.

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "k") goToSearch(event);
    else if (control && event.key === "Enter") sendForm(event);
    else if (!control && !event.altKey && singleKeysOn() && !isTyping(event.target)) single(event);
  });
}

function single(event) {
  if (event.key === "/") goToSearch(event);
  if (event.key === "?") {
    event.preventDefault();
    document.getElementById("keyboard-help")?.showModal();
  }
}

function goToSearch(event) {
  const field = document.querySelector("[data-search], .filters input:not([type=hidden])");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select?.();
}

function sendForm(event) {
  const form = event.target.form ?? document.getElementById("main-form");
  if (!form || form.method === "get") return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.primary[type=submit], button.danger[type=submit]"));
}

function singleKeysOn() {
  return document.documentElement.dataset.shortcuts !== "off";
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input, select, textarea, [role=combobox]");
}

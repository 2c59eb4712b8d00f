// Leaving a page with something typed and not sent asks first; the browser says it in its own words.

const changed = new Set();

export function start() {
  for (const form of document.querySelectorAll("form[data-guarded]")) {
    if (form.querySelector("[data-error-summary]") || document.querySelector("[data-kept]")) changed.add(form);
  }
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guarded]")) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.delete(event.target);
  });
  document.addEventListener("reset", (event) => changed.delete(event.target));
  addEventListener("beforeunload", (event) => {
    for (const form of changed) if (!form.isConnected) changed.delete(form);
    if (changed.size) event.preventDefault();
  });
}

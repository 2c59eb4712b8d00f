// On a phone only the first filter is in view, so that the list is; the others come with a button.
// The style sheet folds them, and only where there are scripts.

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-unfold-filters]");
    if (!button) return;
    const open = button.closest("form").classList.toggle("unfolded");
    button.setAttribute("aria-expanded", String(open));
  });
}

// What an officer's last cases had most often, by one press.

import { choose } from "./fields.js";

export function start(form) {
  for (const box of form.querySelectorAll("[data-usual]")) {
    const select = form.elements.namedItem(box.dataset.usual);
    if (!select) continue;
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      choose(select, button.value);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

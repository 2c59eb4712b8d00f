// The list under a picker. The focus stays in the input, which names the active option.

import { make, optionFor } from "./picker-parts.js";

const SHOWN = 80;

export class PickerList {
  constructor(input) {
    this.input = input;
    const label = input.labels[0]?.textContent.trim() ?? "";
    this.element = make("ul", { role: "listbox", id: `${input.id}-list`, hidden: "", "aria-label": label });
    this.active = -1;
  }

  get shut() {
    return this.element.hidden;
  }

  get current() {
    return this.element.children[this.active];
  }

  show(found, typed, chosen) {
    const options = found.slice(0, SHOWN).map((each, place) => optionFor(each, {
      id: `${this.input.id}-${place}`, typed, chosen: each.value === chosen,
    }));
    this.element.replaceChildren(...options);
    this.open(found.length > 0);
    this.activate(typed && found.length ? 0 : found.findIndex((each) => each.value === chosen));
  }

  open(shown) {
    this.element.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    this.activate(-1);
  }

  move(step) {
    const count = this.element.children.length;
    if (count) this.activate((this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count);
  }

  activate(place) {
    this.element.querySelector(".active")?.classList.remove("active");
    this.active = place;
    this.input.removeAttribute("aria-activedescendant");
    if (!this.current) return;
    this.current.classList.add("active");
    this.current.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.current.id);
  }
}

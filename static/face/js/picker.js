// Turns a select into a field with suggestions (ARIA Authoring Practices: editable combobox with list).
// The select stays in the form and holds the value; without this module it is an ordinary select.

import { marked, matches } from "./matching.js";
import { remote } from "./suggestions.js";

const SHOWN = 80;

export function enhance(root) {
  for (const box of root.querySelectorAll("[data-picker-box]:not([data-ready])")) new Picker(box);
}

class Picker {
  constructor(box) {
    box.dataset.ready = "true";
    this.box = box;
    this.select = box.querySelector("select");
    this.input = this.makeInput();
    box.append(this.input);
    this.list = this.make("ul", { role: "listbox", id: `${this.input.id}-list`, hidden: "", "aria-label": this.input.labels[0]?.textContent.trim() ?? "" });
    this.status = this.make("span", { role: "status", class: "visually-hidden" });
    this.clear = this.make("button", { type: "button", class: "picker-clear", tabindex: "-1", "aria-label": box.dataset.clear });
    this.clear.append(box.querySelector("[data-clear-icon]").content.cloneNode(true));
    box.append(this.clear, this.list, this.status);
    this.select.hidden = true;
    this.active = -1;
    this.showChosen();
    this.listen();
  }

  make(tag, attributes, text = "") {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  makeInput() {
    const { id } = this.select;
    this.select.id = `${id}-value`;
    const role = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${id}-list` };
    const input = this.make("input", { type: "text", id, autocomplete: "off", spellcheck: "false", ...role });
    for (const name of ["aria-describedby", "aria-invalid", "required", "disabled", "data-width"]) {
      if (this.select.hasAttribute(name)) input.setAttribute(name, this.select.getAttribute(name));
    }
    return input;
  }

  listen() {
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("click", () => (this.list.hidden ? this.open("") : this.close()));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.clear.addEventListener("click", () => { this.take("", ""); this.input.focus(); });
  }

  key(event) {
    const shut = this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      shut ? this.open("").then(() => step < 0 && this.move(-1)) : this.move(step);
    } else if (event.key === "Enter" && !shut && !event.ctrlKey) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    } else if (event.key === "Escape" && (!shut || this.input.value !== this.chosenText())) {
      event.stopPropagation();
      this.close();
      this.showChosen();
    }
  }

  async open(typed) {
    this.typed = typed;
    const found = this.select.dataset.url ? await remote(this.select.dataset.url, typed) : this.local(typed);
    if (this.typed !== typed || document.activeElement !== this.input || !found) return;
    this.list.replaceChildren(...found.slice(0, SHOWN).map((one, place) => this.option(one, place, typed)));
    const { nothing, one, many } = this.box.dataset;
    if (!found.length) this.list.append(this.make("li", { class: "nothing" }, nothing));
    this.status.textContent = [nothing, one][found.length] ?? many.replace("{number}", found.length);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(typed && found.length ? 0 : found.findIndex((each) => each.value === this.select.value));
  }

  local(typed) {
    return [...this.select.options].filter((each) => each.value && matches(each.text, typed));
  }

  option({ value, text, detail }, place, typed) {
    const chosen = String(value === this.select.value);
    const option = this.make("li", { role: "option", id: `${this.input.id}-${place}`, "data-value": value, "aria-selected": chosen });
    option.append(...marked(text, typed), ...(detail ? [this.make("small", {}, detail)] : []));
    option.dataset.text = text;
    return option;
  }

  move(step) {
    const count = this.list.querySelectorAll("[role=option]").length;
    if (count) this.activate((this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count);
  }

  activate(place) {
    this.list.querySelector(".active")?.classList.remove("active");
    this.active = place;
    const option = this.list.querySelectorAll("[role=option]")[place];
    this.input.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.classList.add("active");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  choose(option) {
    if (option?.dataset.value) this.take(option.dataset.value, option.dataset.text);
  }

  take(value, text) {
    if (value && ![...this.select.options].some((each) => each.value === value)) this.select.add(new Option(text, value));
    this.select.value = value;
    this.close();
    this.showChosen();
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  leave() {
    if (!this.input.value.trim() && this.select.value) this.take("", "");
    this.close();
    this.showChosen();
  }

  close() {
    this.list.hidden = true;
    this.typed = null;
    this.input.setAttribute("aria-expanded", "false");
    this.activate(-1);
  }

  chosenText() {
    return this.select.value ? this.select.selectedOptions[0].text : "";
  }

  showChosen() {
    this.input.value = this.chosenText();
    this.clear.hidden = !this.select.value || this.input.disabled;
  }
}

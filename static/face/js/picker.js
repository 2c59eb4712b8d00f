// Turns a select into a field with suggestions (ARIA Authoring Practices: editable combobox with list).
// The select stays in the form and holds the value; without this module it is an ordinary select.
// With data-typed, what was typed and not chosen is sent as well: the server takes a code or an exact word.

import { matches } from "./matching.js";
import { PickerList } from "./picker-list.js";
import { clearButton, inputFor, make } from "./picker-parts.js";
import { Suggestions } from "./suggestions.js";

const PATIENCE = 350; // milliseconds before the page says that it is searching

export function enhance(root) {
  for (const box of root.querySelectorAll("[data-picker-box]:not([data-ready])")) new Picker(box);
}

class Picker {
  constructor(box) {
    box.dataset.ready = "true";
    this.box = box;
    this.select = box.querySelector("select");
    this.suggestions = this.select.dataset.url ? new Suggestions(this.select.dataset.url) : null;
    this.input = inputFor(this.select);
    box.append(this.input);
    this.list = new PickerList(this.input);
    this.status = make("span", { role: "status", class: "visually-hidden" });
    this.clear = clearButton(box);
    box.append(this.clear, this.list.element, this.status);
    this.select.hidden = true;
    this.showChosen();
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => { this.nameTyped(); this.open(this.input.value); });
    this.input.addEventListener("click", () => (this.list.shut ? this.open("") : this.close()));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.element.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.select.addEventListener("chosen", () => this.showChosen()); // by a script
    this.clear.addEventListener("click", () => { this.take("", ""); this.input.focus(); });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.shut) this.open(this.unresolved()).then(() => step < 0 && this.list.move(-1));
      else this.list.move(step);
    } else if (event.key === "Enter" && this.typed !== null && !event.ctrlKey) {
      event.preventDefault();
      this.choose(this.list.current);
    } else if (event.key === "Escape" && (!this.list.shut || this.input.value !== this.chosenText())) {
      event.stopPropagation();
      this.close();
      this.showChosen();
    }
  }

  async open(typed) {
    this.typed = typed;
    this.list.activate(-1); // so that Enter takes nothing that was found for other letters
    const { searching, away } = this.box.dataset;
    const slow = setTimeout(() => this.typed === typed && this.say(searching, true), PATIENCE);
    const found = this.suggestions ? await this.suggestions.ask(typed) : this.local(typed);
    clearTimeout(slow);
    if (this.typed !== typed || document.activeElement !== this.input || found === undefined) return;
    if (found) return this.show(found, typed);
    this.close();
    this.say(away, true);
  }

  show(found, typed) {
    const { nothing, one, many } = this.box.dataset;
    this.list.show(found, typed, this.select.value);
    this.say([nothing, one][found.length] ?? many.replace("{number}", found.length), !found.length);
  }

  // To those who hear the page; with `seen` to all.
  say(words, seen = false) {
    this.status.className = seen ? "picker-status" : "visually-hidden";
    this.status.textContent = words;
  }

  local(typed) {
    return [...this.select.options].filter((each) => each.value && !each.disabled && fits(each, typed));
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
    if (!this.input.name) this.showChosen();
  }

  close() {
    this.typed = null;
    this.list.open(false);
    this.say("");
  }

  // What was typed and is not what was chosen.
  unresolved() {
    const typed = this.input.value.trim();
    return typed === this.chosenText() ? "" : typed;
  }

  nameTyped() {
    this.input.name = "typed" in this.box.dataset && this.unresolved() ? `${this.select.name}-typed` : "";
  }

  chosenText() {
    return this.select.value ? this.select.selectedOptions[0].text : "";
  }

  showChosen() {
    this.input.value = this.chosenText();
    this.clear.hidden = !this.select.value || this.input.disabled;
    this.nameTyped();
  }
}

// By its words, or by others that mean the same.
function fits(option, typed) {
  return matches(`${option.text} ${option.dataset.words ?? ""}`, typed);
}

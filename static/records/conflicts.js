// What was changed in two places at once: both values at the field, and a choice. Nothing is overwritten silently.

import { put, shown } from "./fields.js";

export class Conflicts {
  constructor(form, words, decided) {
    this.form = form;
    this.words = words;
    this.decided = decided;
  }

  // How many want a choice.
  show(conflicts) {
    for (const conflict of conflicts) this.draw(conflict);
    const standing = this.form.querySelectorAll("[data-conflict]");
    if (conflicts.length) standing[0]?.querySelector("button").focus();
    return standing.length;
  }

  draw({ path, theirs, mine }) {
    const cell = this.form.querySelector(`[data-path="${CSS.escape(path)}"]`);
    if (!cell) return;
    cell.querySelector("[data-conflict]")?.remove();
    const box = make("div", { class: "notice attention", role: "group", "data-conflict": path });
    const said = make("div", { class: "said entry-conflict" }, make("p", {}, this.words.elsewhere), make("p", {}, this.words.choose));
    const row = make("div", { class: "row" });
    for (const [word, value] of [[this.words.mine, mine], [this.words.theirs, theirs]]) {
      const button = make("button", { type: "button", class: "button small" }, `${word}: ${shown(this.form, path, value) || this.words.nothing}`);
      button.addEventListener("click", () => this.decide(box, path, value));
      row.append(button);
    }
    said.append(row);
    box.append(make("span", {}), said);
    cell.append(box);
  }

  decide(box, path, value) {
    box.remove();
    put(this.form, path, value);
    this.decided();
    this.form.querySelector("[data-conflict] button")?.focus();
  }
}

function make(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

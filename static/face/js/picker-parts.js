// What a picker is made of.

import { marked } from "./matching.js";

const COPIED = ["aria-describedby", "aria-invalid", "required", "disabled", "data-width"];

export function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

// The field that stands in the place of a select, and takes its label.
export function inputFor(select) {
  const { id } = select;
  select.id = `${id}-value`;
  const role = { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${id}-list` };
  const input = make("input", { type: "text", id, autocomplete: "off", spellcheck: "false", ...role });
  for (const name of COPIED) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  return input;
}

export function clearButton(box) {
  const button = make("button", { type: "button", class: "picker-clear", tabindex: "-1", "aria-label": box.dataset.clear });
  button.append(box.querySelector("[data-clear-icon]").content.cloneNode(true));
  return button;
}

export function optionFor({ value, text, detail }, { id, typed, chosen }) {
  const option = make("li", { role: "option", id, "data-value": value, "aria-selected": String(chosen) });
  option.append(...marked(text, typed), ...(detail ? [make("small", {}, detail)] : []));
  option.dataset.text = text;
  return option;
}

// Identifiers checked as they are typed, as the server checks them. Shown beside the field; nothing is ever blocked here.
// <input data-identifier="container">, and the words in <script type="application/json" id="identifier-words">.

import { check as container } from "./container.js";
import { check as coordinates } from "./coordinates.js";
import { postalItem, vin } from "./things.js";
import { awb, flight, imo, mmsi } from "./transport.js";

export const KINDS = { container, imo, mmsi, awb, flight, vin, postal_item: postalItem, coordinates };
const LONGEST = 4_000;
const UNFINISHED = /_(?:FORM|LENGTH|LETTERS)$/;

export function check(kind, text) {
  return KINDS[kind]([...text].slice(0, LONGEST).join(""));
}

export function enhance(root) {
  for (const input of root.querySelectorAll("input[data-identifier]")) {
    if (!KINDS[input.dataset.identifier] || input.dataset.checked) continue;
    input.dataset.checked = "true";
    const place = placeFor(input);
    input.addEventListener("input", () => show(input, place, { typing: true }));
    input.addEventListener("change", () => settle(input, place));
    if (input.value) show(input, place);
  }
}

// Where the findings stand; it is there before them, so that screen readers listen.
function placeFor(input) {
  const place = document.createElement("div");
  place.className = "hint";
  place.id = `${input.id}_finding`;
  place.setAttribute("aria-live", "polite");
  const described = [input.getAttribute("aria-describedby"), place.id].filter(Boolean).join(" ");
  input.setAttribute("aria-describedby", described);
  (input.closest(".with-unit") ?? input).after(place);
  return place;
}

// What is not finished yet is not called wrong while it is being typed.
function show(input, place, { typing = false } = {}) {
  const { findings, hints } = check(input.dataset.identifier, input.value);
  const told = findings.filter(({ code }) => !(typing && UNFINISHED.test(code)));
  const sentences = told.map(({ code, values }) => text(filled(code, values)));
  const shown = told.length && hints.length ? [...sentences, offers(input, place, hints)] : sentences;
  if (shown.map((part) => part.textContent).join("") !== place.textContent) place.replaceChildren(...shown);
}

function text(sentence) {
  const line = document.createElement("div");
  line.textContent = sentence;
  return line;
}

function offers(input, place, hints) {
  const row = document.createElement("div");
  row.className = "row";
  row.append(...hints.map((hint) => offer(input, place, hint)));
  return row;
}

function offer(input, place, { code, value }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button secondary small";
  button.textContent = filled(code, { value });
  button.addEventListener("click", () => {
    write(input, value);
    show(input, place);
    input.focus();
  });
  return button;
}

function settle(input, place) {
  const { value, findings } = check(input.dataset.identifier, input.value);
  if (value !== input.value && !findings.some(({ code }) => UNFINISHED.test(code))) write(input, value);
  show(input, place);
}

// Whoever keeps drafts hears of it as if it had been typed.
function write(input, value) {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

let words = null;
function filled(code, values) {
  words ??= JSON.parse(document.getElementById("identifier-words")?.textContent ?? "{}");
  return (words[code] ?? code).replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

enhance(document);
document.addEventListener("htmx:after:swap", (event) => enhance(event.target));

// Other fields apply once a commodity or a means of transport is chosen: the rows are drawn again by the server.

import * as narrowing from "./narrowing.js";
import { pairsOf } from "./fields.js";

export async function redraw(form, saver) {
  const rows = form.querySelector("[data-entry-rows]");
  const before = JSON.stringify(pairsOf(form));
  const answer = rows && await fetch(form.getAttribute("action")).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const drawn = page.querySelector("[data-entry-rows]");
  if (!drawn || saver.unsaved || JSON.stringify(pairsOf(form)) !== before) return; // somebody types on: next time
  const { id } = document.activeElement;
  rows.replaceChildren(...drawn.childNodes);
  rows.dispatchEvent(new CustomEvent("htmx:after:swap", { bubbles: true })); // pickers come alive as after any swap
  narrowing.start(rows);
  narrowing.fill(form, rows);
  if (id) document.getElementById(id)?.focus();
}

// Entering a record: saved as one types, in words; usual values by a button; codes narrowed by one another.
// Without this module the same form saves by its buttons.

import * as narrowing from "./narrowing.js";
import { redraw } from "./redrawing.js";
import { Saver } from "./saver.js";
import * as usual from "./usual.js";

const words = document.querySelector("[data-entry]");
const form = words?.closest("form");

if (form) {
  const saver = new Saver(form, words.dataset);
  narrowing.start(form);
  usual.start(form);
  form.addEventListener("input", () => saver.typed());
  form.addEventListener("change", (event) => {
    saver.typed();
    if ("redraws" in event.target.dataset) saver.now().then((saved) => saved && redraw(form, saver));
  });
  form.addEventListener("submit", (event) => { if (!event.defaultPrevented) saver.leaving(); });
  document.addEventListener("visibilitychange", () => document.hidden && saver.now());
  addEventListener("pagehide", () => saver.flush());
  addEventListener("pageshow", (event) => event.persisted && saver.back());
  addEventListener("online", () => saver.now());
  addEventListener("beforeunload", (event) => { if (saver.unsaved) event.preventDefault(); });
  if ("unsaved" in words.dataset) saver.typed();
}

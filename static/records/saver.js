// Sends what was typed a second after the last change, tries again where that fails, and says in words how it stands.

import { Conflicts } from "./conflicts.js";
import { pairsOf, put } from "./fields.js";

const PAUSE = 1000; // milliseconds after the last change
const AGAIN = [10, 20, 40, 60]; // seconds
const PATIENCE = 20_000;

export class Saver {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.conflicts = new Conflicts(form, words, () => this.typed());
    this.line = document.querySelector("[data-save-status]");
    this.sent = JSON.stringify(pairsOf(form));
    this.tries = 0;
    this.isLeaving = this.isOver = this.isWaiting = false;
    if (this.form.elements.based_on.value !== "0") this.line.dataset.state = "saved";
  }

  get body() {
    return JSON.stringify(pairsOf(this.form));
  }

  get unsaved() {
    return !this.isLeaving && (this.isWaiting || this.isTrying || this.tries > 0 || this.isOver);
  }

  typed() {
    if (this.isOver) return;
    this.isWaiting = true;
    if (!this.tries) this.say(this.words.typing, "typing");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  // True once all that was typed is kept.
  async now() {
    clearTimeout(this.timer);
    if (this.isOver || this.isLeaving) return false;
    if (this.isTrying) return this.isTrying.then(() => this.now());
    if (!this.isWaiting && !this.tries) return true;
    this.isTrying = this.tryOnce();
    const saved = await this.isTrying;
    this.isTrying = null;
    return saved;
  }

  async tryOnce() {
    this.isWaiting = false;
    const pairs = pairsOf(this.form);
    if (!this.tries) this.say(this.words.saving, "saving");
    const answer = await this.ask(pairs, AbortSignal.timeout(PATIENCE));
    if (answer?.ok) {
      this.tries = 0;
      this.taken(await answer.json());
      return !this.isWaiting;
    }
    this.isWaiting = true;
    return this.failed(answer);
  }

  ask(pairs, signal, keepalive = false) {
    const { csrfmiddlewaretoken, based_on } = this.form.elements;
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfmiddlewaretoken.value };
    const body = JSON.stringify({ based_on: Number(based_on.value), pairs });
    const asked = { method: "PUT", headers, body, signal, keepalive, redirect: "manual" };
    return fetch(this.form.getAttribute("action"), asked).catch(() => null);
  }

  taken(told) {
    this.form.elements.based_on.value = told.revision;
    for (const [path, value] of Object.entries(told.changed)) put(this.form, path, value);
    const standing = this.conflicts.show(told.conflicts);
    if (told.url !== location.pathname) history.replaceState(null, "", told.url);
    if (!this.isWaiting) this.say(standing ? this.words.undecided : told.words, standing ? "lost" : "saved");
  }

  failed(answer) {
    const over = { 403: this.words.refused, 404: this.words.gone };
    const signedOut = answer?.type === "opaqueredirect";
    if (signedOut || over[answer?.status]) {
      this.isOver = !signedOut;
      this.say(signedOut ? this.words.signedOut : over[answer.status], "stopped");
      if (signedOut) this.tries = Math.max(this.tries, 1);
      return false;
    }
    const seconds = AGAIN[Math.min(this.tries, AGAIN.length - 1)];
    this.tries += 1;
    this.say((answer ? this.words.trouble : this.words.lost).replace("{seconds}", seconds), "lost");
    this.timer = setTimeout(() => this.now(), seconds * 1000);
    return false;
  }

  // The last moment of the page: what is not kept yet is sent without waiting for an answer.
  flush() {
    if (!this.isLeaving && !this.isOver && this.isWaiting) this.ask(pairsOf(this.form), undefined, true);
  }

  leaving() {
    this.isLeaving = true;
    setTimeout(() => this.back(), 10_000);
  }

  back() {
    this.isLeaving = false;
  }

  say(text, state) {
    this.line.dataset.state = state;
    const place = this.line.querySelector("[data-save-words]");
    if (place.textContent !== text) place.textContent = text;
  }
}

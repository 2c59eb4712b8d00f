// Says five minutes before the end that the session is about to end, and extends it by a button.
// Every tab counts: what one of them asks of the server is written down for the others.

const WARN = 5 * 60;
const LOOK_EVERY = 10_000;
const SEEN = "vigie.seen";
const { idleSeconds, extendUrl } = document.body.dataset;

export function start() {
  const box = document.querySelector("[data-session-warning]");
  if (!box || !extendUrl || !Number(idleSeconds)) return;
  seen();
  document.addEventListener("htmx:after:request", ({ detail }) => "X-Poll" in (detail.ctx?.request.headers ?? {}) || seen());
  box.querySelector("[data-extend]").addEventListener("click", () => extend(box));
  setInterval(() => look(box), LOOK_EVERY);
  document.addEventListener("visibilitychange", () => look(box));
}

function seen() {
  try {
    localStorage.setItem(SEEN, String(Date.now()));
  } catch {
    // A browser without storage: each tab counts for itself.
  }
  loadedAt = Date.now();
}

let loadedAt = Date.now();

function secondsLeft() {
  let last = loadedAt;
  try {
    last = Math.max(last, Number(localStorage.getItem(SEEN)));
  } catch {
    // As above.
  }
  return Number(idleSeconds) - (Date.now() - last) / 1000;
}

function look(box) {
  const left = secondsLeft();
  box.hidden = left > WARN;
  if (box.hidden) return;
  const line = box.querySelector("[data-minutes-one]");
  const minutes = Math.ceil(left / 60);
  let words = line.dataset.minutesMany.replace("{number}", String(minutes));
  if (minutes === 1) words = line.dataset.minutesOne;
  if (minutes < 1) words = line.dataset.over;
  if (line.textContent !== words) line.textContent = words;
  box.querySelector("[data-extend]").hidden = minutes < 1;
}

async function extend(box) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { "X-CSRFToken": token, Accept: "application/json" };
  const answer = await fetch(extendUrl, { method: "POST", headers, redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  seen();
  box.hidden = true;
}

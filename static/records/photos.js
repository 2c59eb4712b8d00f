// The form for files of a record: a file goes in pieces and tells in words how far it is. Without this module, or
// where the browser lacks what it needs, the plain form sends the file at once.

import { fingerprint, smaller } from "./shrinking.js";
import { begin, examined, sendRest } from "./sending.js";

const box = document.querySelector("[data-photos]");
const form = box?.querySelector("form");
if (form && window.crypto?.subtle && window.fetch) prepare();

function prepare() {
  const choice = box.querySelector("[data-smaller]");
  const link = navigator.connection;
  choice.hidden = false;
  choice.querySelector("input").checked = !link || link.saveData || link.effectiveType !== "4g" || link.downlink < 5;
  form.addEventListener("submit", (event) => {
    const file = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files])[0];
    if (!file || !form.elements.kind.value) return; // the page says what is missing
    event.preventDefault();
    event.stopImmediatePropagation();
    send(file, choice.querySelector("input").checked);
  }, { capture: true });
}

async function send(file, makeSmaller) {
  const state = shown();
  if (file.size > Number(box.dataset.most) && !(makeSmaller && file.type.startsWith("image/"))) {
    state.say(box.dataset.tooLarge);
    return;
  }
  state.busy(true);
  state.say(box.dataset.preparing);
  try {
    const original = await fingerprint(file);
    const content = makeSmaller ? await smaller(file) : file;
    const told = { size: content.size, sha256: await fingerprint(content), original_sha256: original,
      file_name: file.name, taken_at: new Date(file.lastModified).toISOString() };
    const begun = await begin(form, told);
    await goOn(begun, content, state);
  } catch (error) {
    state.busy(false);
    state.say(error.words ?? box.dataset.stopped);
    state.again(() => send(file, makeSmaller));
  }
}

async function goOn(begun, content, state) {
  const secret = form.elements.csrfmiddlewaretoken.value;
  const tell = {
    progress: (received) => state.progress(received, content.size),
    lost: () => state.say(box.dataset.lost),
  };
  const sent = await sendRest(begun, content, { secret, piece: Number(box.dataset.piece), tell });
  state.say(sent.progress === "REFUSED" ? sent.detail : box.dataset.examining);
  if (sent.progress !== "REFUSED") await examined(sent.address);
  delete form.dataset.guarded;
  window.location.replace(window.location.pathname);
}

function shown() {
  const place = box.querySelector("[data-state]");
  const bar = place.querySelector("progress");
  const words = place.querySelector("[role=status]");
  const button = place.querySelector("[data-again]");
  const count = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 });
  const kilobytes = (bytes) => `${count.format(bytes / 1000)} ${box.dataset.unit}`;
  place.hidden = false;
  button.hidden = true;
  return {
    say(text) { words.textContent = text; },
    busy(is) { for (const one of form.querySelectorAll("button[type=submit]")) one.disabled = is; },
    progress(received, size) {
      bar.value = received / size;
      words.textContent = box.dataset.sending.replace("{done}", kilobytes(received)).replace("{all}", kilobytes(size));
    },
    again(act) {
      button.hidden = false;
      button.onclick = () => { button.hidden = true; act(); };
      button.focus();
    },
  };
}

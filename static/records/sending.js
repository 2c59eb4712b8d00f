// Sends a file in pieces, and goes on from where the server says after the connection was lost.

const TRIES = 8; // without a byte getting through
const PAUSE = 1500; // milliseconds before the second try; twice that before each further one
const LOOKS = 40;

class Refused extends Error {
  constructor(words) {
    super(words ?? "refused");
    this.words = words;
  }
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

async function answered(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!isJson) throw new Refused(); // signed out meanwhile: the sign-in page came instead
  const said = await response.json();
  if (!response.ok && said.received === undefined) throw new Refused(said.detail);
  return { ...said, ok: response.ok, status: response.status };
}

// Say which file comes; tells its address and how much of it is there.
export async function begin(form, told) {
  const said = new FormData(form);
  said.delete("file");
  said.delete("camera");
  for (const [name, value] of Object.entries(told)) said.set(name, value);
  const headers = { Accept: "application/json" };
  return answered(await fetch(window.location.pathname, { method: "POST", body: said, headers }));
}

export async function sendRest(begun, content, { secret, piece, tell }) {
  let state = begun;
  let tries = 0;
  let broken = 0;
  while (state.progress === "ARRIVING" && state.received < content.size) {
    tell.progress(state.received);
    try {
      const next = await sendPiece(state, content, { secret, piece });
      if (next.status === 507) throw new Refused(next.detail);
      if (!next.ok && next.received === 0 && state.received > 0 && (broken += 1) > 1) throw new Refused(next.detail);
      tries = next.received > state.received ? 0 : tries + 1;
      state = next;
      if (tries > TRIES) throw new Refused(next.detail);
    } catch (error) {
      if (error instanceof Refused || (tries += 1) > TRIES) throw error;
      tell.lost();
      await pause(PAUSE * 2 ** Math.min(tries, 4));
      state = await asked(state);
    }
  }
  tell.progress(state.received);
  return state;
}

async function sendPiece(state, content, { secret, piece }) {
  const end = Math.min(state.received + piece, content.size);
  const headers = {
    Accept: "application/json",
    "X-CSRFToken": secret,
    "Content-Type": "application/octet-stream",
    "Content-Range": `bytes ${state.received}-${end - 1}/${content.size}`,
  };
  return answered(await fetch(state.address, { method: "PUT", body: content.slice(state.received, end), headers }));
}

// How much has arrived; as before, where the server cannot be reached yet.
async function asked(state) {
  try {
    return await answered(await fetch(state.address, { headers: { Accept: "application/json" } }));
  } catch (error) {
    if (error instanceof Refused) throw error;
    return state;
  }
}

// Wait a little while the server examines the file; the page then shows what came of it.
export async function examined(address) {
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(500);
    try {
      const headers = { Accept: "application/json", "X-Poll": "1" };
      if ((await answered(await fetch(address, { headers }))).progress !== "WAITING") return;
    } catch {
      return;
    }
  }
}

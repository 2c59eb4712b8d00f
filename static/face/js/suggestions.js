// Suggestions from the server: [{value, text, detail}] for what was typed, asked once somebody stops typing.

const PAUSE = 180; // milliseconds

let waiting = null;
let asked = null;

export async function remote(url, typed) {
  clearTimeout(waiting);
  asked?.abort();
  await new Promise((resolve) => { waiting = setTimeout(resolve, typed ? PAUSE : 0); });
  asked = new AbortController();
  const address = new URL(url, location.href);
  address.searchParams.set("q", typed);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: asked.signal });
    return answer.ok ? await answer.json() : [];
  } catch {
    return null;
  }
}

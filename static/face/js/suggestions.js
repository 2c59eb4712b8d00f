// Suggestions from the server: [{value, text, detail}] for what was typed, asked once somebody stops typing.

const PAUSE = 180; // milliseconds
const PATIENCE = 12_000;

export class Suggestions {
  constructor(url) {
    this.url = url;
    this.known = new Map();
  }

  // What fits; null if the server does not answer; undefined if something else has been asked since.
  async ask(typed) {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    if (!this.known.has(typed)) await new Promise((resolve) => { setTimeout(resolve, typed ? PAUSE : 0); });
    if (asked.signal.aborted) return undefined;
    const found = this.known.get(typed) ?? await this.fetched(typed, asked);
    return this.asked === asked ? found : undefined;
  }

  async fetched(typed, asked) {
    const address = new URL(this.url, location.href);
    address.searchParams.set("q", typed);
    const late = setTimeout(() => asked.abort(), PATIENCE);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: asked.signal });
      if (!answer.ok || answer.redirected) return null;
      const found = await answer.json();
      this.known.set(typed, found);
      return found;
    } catch {
      return null;
    } finally {
      clearTimeout(late);
    }
  }
}

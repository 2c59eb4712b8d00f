// Finds words as people type them: without accents, in any order, and marks what was found.

export function fold(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}

export function matches(text, typed) {
  const folded = fold(text);
  return fold(typed).split(/\s+/).every((word) => folded.includes(word));
}

// The text as nodes, with the first place where it was found marked.
export function marked(text, typed) {
  const word = fold(typed.trim());
  const at = word && fold(text).length === text.length ? fold(text).indexOf(word) : -1;
  if (at < 0) return [document.createTextNode(text)];
  const mark = document.createElement("mark");
  mark.textContent = text.slice(at, at + word.length);
  return [text.slice(0, at), mark, text.slice(at + word.length)];
}

// One spelling for what people type in many, and what they may have meant; as cen_records/rules/identifiers/spelling.py.

const BETWEEN = /[ \t\r\n\-._/:#\u200b\u2010-\u2015\u2212]+/g;
const PAIRS = ["O0", "I1", "S5", "B8", "Z2", "G6", "17", "L1"];
const HINTS_AT_MOST = 3;
const lookAlikes = {};
for (const [one, other] of PAIRS) {
  lookAlikes[one] = (lookAlikes[one] ?? "") + other;
  lookAlikes[other] = (lookAlikes[other] ?? "") + one;
}

export function capitals(text) {
  return text.normalize("NFKC").toUpperCase().normalize("NFKC");
}

export function compact(text) {
  return capitals(text).replace(BETWEEN, "").normalize("NFKC");
}

export function without(text, prefix) {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}

const isDigit = (character) => /^[0-9]$/.test(character);

// Look-alikes put right by their place: A a letter, 9 a digit, * either.
export function fit(text, shape) {
  const characters = [...text];
  if (characters.length !== shape.length) return text;
  return characters.map((character, at) => fitting(character, shape[at])).join("");
}

function fitting(character, place) {
  if (place === "*" || isDigit(character) === (place === "9")) return character;
  const wanted = [...(lookAlikes[character] ?? "")].filter((other) => isDigit(other) === (place === "9"));
  return wanted[0] ?? character;
}

// The numbers that would be right and are one change away.
export function hints(text, holds, shape = "") {
  const found = new Map();
  for (const [code, value] of changes(text, shape)) {
    if (value !== text && !found.has(value) && holds(value)) found.set(value, code);
    if (found.size === HINTS_AT_MOST) break;
  }
  return [...found].map(([value, code]) => ({ code, value }));
}

function* changes(text, shape) {
  const characters = [...text];
  const changed = (at, ...others) => [...characters.slice(0, at), ...others, ...characters.slice(at + others.length)].join("");
  if (shape) yield ["LOOK_ALIKE", fit(text, shape)];
  for (const [at, character] of characters.entries()) {
    for (const other of lookAlikes[character] ?? "") yield ["LOOK_ALIKE", changed(at, other)];
  }
  for (let at = 0; at < characters.length - 1; at += 1) yield ["SWAPPED", changed(at, characters[at + 1], characters[at])];
}

export function right(value) {
  return { value, findings: [], hints: [] };
}

export function wrong(value, level, code, { shape = "", holds = null, offered = null, ...values } = {}) {
  return { value, findings: [{ level, code, values }], hints: offered ?? (holds ? hints(value, holds, shape) : []) };
}

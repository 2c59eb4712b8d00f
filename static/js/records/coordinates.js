// Points on the earth; as cen_records/rules/identifiers/coordinates.py, in whole numbers, so that both round alike.

import { right, wrong } from "./spelling.js";

const TOO_LONG = 200;
const HALVES = new Map();
for (const [half, words] of Object.entries({
  N: "N NORD NORTH NORTE", S: "S SUD SOUTH SUL SUR", E: "E L EST EAST ESTE LESTE", W: "W O OUEST WEST OESTE",
})) for (const word of words.split(" ")) HALVES.set(word, half);
const SILENT = new Set(["LAT", "LATITUDE", "LON", "LONG", "LONGITUDE", "GPS"]);
const MARKS = { "°": 0, DEG: 0, "'": 1, MIN: 1, '"': 2, SEC: 2 };
const SAME = [[/[\u00ba\u02da]/g, "°"], [/[\u2019\u2018\u2032\u00b4`]/g, "'"], [/[\u201d\u201c\u2033]/g, '"'],
  [/[\u2010\u2011\u2013\u2212]/g, "-"], [/''/g, '"']];
const TOKEN = /[+-]?[0-9]+(?:\.[0-9]+)?|[A-Z]+|[°'"]|[,;/|]|[=:.()\s]+|./gsu;
const MICRO = 1_000_000n;
const FURTHEST = { NS: 90n * MICRO, EW: 180n * MICRO };
const isSeparator = (token) => token !== undefined && ",;/|".includes(token);
const isSigned = (number) => number[0] === "+" || number[0] === "-";
const size = (number) => (number < 0n ? -number : number);

export function check(text) {
  const typed = text.trim().replace(/\s+/g, " ");
  if (!typed) return right("");
  const point = read(typed);
  if (!point) return wrong([...typed].slice(0, TOO_LONG).join(""), "BLOCKS", "COORDINATES_FORM");
  const [north, east] = point;
  const value = `${degrees(north)}, ${degrees(east)}`;
  if (size(north) > FURTHEST.NS || size(east) > FURTHEST.EW) {
    const turned = size(east) <= FURTHEST.NS && size(north) <= FURTHEST.EW;
    const offered = turned ? [{ code: "TURNED", value: `${degrees(east)}, ${degrees(north)}` }] : [];
    return wrong(value, "BLOCKS", "COORDINATES_RANGE", { offered });
  }
  return north || east ? right(value) : wrong(value, "ANSWER", "COORDINATES_ZERO");
}

function read(typed) {
  if ([...typed].length > TOO_LONG) return null;
  const folded = SAME.reduce((folding, [from, to]) => folding.replace(from, to), typed.normalize("NFC")).toUpperCase();
  const withPoints = folded.includes(".") ? null : pointOf(folded.replace(/([0-9]),([0-9])/g, "$1.$2"));
  return withPoints ?? pointOf(folded);
}

// Latitude and longitude in millionths of a degree; null where the text is no point.
function pointOf(folded) {
  const tokens = folded.match(TOKEN).filter((token) => /[^=:.() ]/.test(token) && !SILENT.has(token));
  let angles = anglesOf(tokens);
  if (!angles) return null;
  const axes = angles.map(({ half }) => half && ("NS".includes(half) ? "NS" : "EW"));
  if (axes[0] && axes[0] === axes[1]) return null;
  if (axes[0] === "EW") angles = angles.reverse();
  const point = [millionths(angles[0], 2), millionths(angles[1], 3)];
  return point.includes(null) ? null : point;
}

function anglesOf(tokens) {
  const halves = [...tokens.keys()].filter((at) => HALVES.has(tokens[at]));
  const parts = halves.length ? aroundLetters(tokens, halves) : withoutLetters(tokens);
  const angles = parts?.map((part, at) => ({ numbers: numbersOf(part), half: HALVES.get(tokens[halves[at]]) ?? "" }));
  return angles?.every(({ numbers }) => numbers) ? angles : null;
}

function aroundLetters(tokens, [first, second, ...more]) {
  if (second === undefined || more.length) return null;
  const last = tokens.length - 1;
  if (first !== 0 && second !== last) return null;
  const one = first === 0 ? tokens.slice(1, second) : tokens.slice(0, first);
  const other = first === 0 ? tokens.slice(second + 1) : tokens.slice(first + 1, last);
  return [isSeparator(one.at(-1)) ? one.slice(0, -1) : one, isSeparator(other[0]) ? other.slice(1) : other];
}

function withoutLetters(tokens) {
  const separators = [...tokens.keys()].filter((at) => isSeparator(tokens[at]));
  if (separators.length > 1) return null;
  if (separators.length) return [tokens.slice(0, separators[0]), tokens.slice(separators[0] + 1)];
  const middle = Math.floor(tokens.length / 2);
  const parts = [tokens.slice(0, middle), tokens.slice(middle)];
  const [one, other] = parts.map(numbersOf);
  return one && other && one.length === other.length ? parts : null;
}

function numbersOf(part) {
  const numbers = [];
  for (const token of part) {
    if (/^[+-]?[0-9]/.test(token)) numbers.push(token);
    else if (MARKS[token] !== numbers.length - 1) return null;
  }
  return numbers;
}

function millionths({ numbers: given, half }, width) {
  const numbers = split(given, half, width);
  if (numbers.length < 1 || numbers.length > 3 || numbers.slice(0, -1).some((number) => number.includes("."))) return null;
  if (numbers.slice(1).some(isSigned) || (half && isSigned(numbers[0]))) return null;
  const found = sizeOf([numbers[0].replace(/^[+-]/, ""), ...numbers.slice(1)]);
  return found !== null && (numbers[0][0] === "-" || half === "S" || half === "W") ? -found : found;
}

// Digits that run together: 1441N 01727W, 144130N 0172715W.
function split(numbers, half, width) {
  const number = numbers.length === 1 && half ? numbers[0] : "";
  if (!/^[0-9]+$/.test(number) || ![width + 2, width + 4].includes(number.length)) return numbers;
  return [number.slice(0, width), ...number.slice(width).match(/../g)];
}

function sizeOf(numbers) {
  const [last, fraction = ""] = numbers.at(-1).split(".");
  const whole = [...numbers.slice(0, -1), last].map(BigInt);
  if (whole.slice(1).some((part) => part >= 60n)) return null;
  const scale = 10n ** BigInt(fraction.length);
  let seconds = 0n;
  for (let place = 0; place < 3; place += 1) {
    seconds = seconds * 60n + (place < whole.length ? whole[place] * scale : 0n);
    if (place === whole.length - 1) seconds += BigInt(fraction || "0");
  }
  return (2n * seconds * MICRO + 3600n * scale) / (2n * 3600n * scale);
}

function degrees(number) {
  return `${number < 0n ? "-" : ""}${size(number) / MICRO}.${String(size(number) % MICRO).padStart(6, "0")}`;
}

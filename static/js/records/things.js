// Vehicles and postal items; as vin.py and postal_item.py in cen_records/rules/identifiers.

import { compact, right, without, wrong } from "./spelling.js";

const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const WORTH = Object.fromEntries(
  [..."ABCDEFGHJKLMNPRSTUVWXYZ0123456789"].map((character, at) => [character, Number("123456781234579234567890123456789"[at])]),
);
const MISREAD = { I: "1", O: "0", Q: "0" };
const ITEM = /^[A-Z]{2}[0-9]{9}[A-Z]{2}$/;
const ITEM_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

export function vin(text) {
  const value = without(compact(text), "VIN");
  const length = [...value].length;
  if (!value) return right("");
  if (length !== 17) return wrong(value, "ANSWER", "VIN_LENGTH", { found: String(length) });
  if (!VIN.test(value)) {
    const meant = value.replace(/[IOQ]/g, (letter) => MISREAD[letter]);
    return wrong(value, "ANSWER", "VIN_LETTERS", { offered: vinHolds(meant) ? [{ code: "LOOK_ALIKE", value: meant }] : [] });
  }
  if (vinHolds(value)) return right(value);
  return wrong(value, "ANSWER", "CHECK_DIGIT", { holds: vinHolds, found: value[8], expected: vinDigit(value) });
}

function vinDigit(value) {
  const rest = WEIGHTS.reduce((sum, weight, at) => sum + WORTH[value[at]] * weight, 0) % 11;
  return rest === 10 ? "X" : String(rest);
}

function vinHolds(value) {
  return VIN.test(value) && (!"12345".includes(value[0]) || vinDigit(value) === value[8]);
}

export function postalItem(text) {
  const value = compact(text);
  if (!value) return right("");
  if (!ITEM.test(value)) return wrong(value, "ANSWER", "POSTAL_FORM", { shape: "AA999999999AA", holds: itemHolds });
  const expected = itemDigit(value);
  if (value[10] !== expected) return wrong(value, "ANSWER", "CHECK_DIGIT", { holds: itemHolds, found: value[10], expected });
  return right(value);
}

function itemDigit(value) {
  const rest = 11 - (ITEM_WEIGHTS.reduce((sum, weight, at) => sum + Number(value[at + 2]) * weight, 0) % 11);
  return { 10: "0", 11: "5" }[rest] ?? String(rest);
}

function itemHolds(value) {
  return ITEM.test(value) && itemDigit(value) === value[10];
}

// Freight containers (ISO 6346); as cen_records/rules/identifiers/container.py.

import { compact, hints, right, wrong } from "./spelling.js";

const SHAPE = "AAAA9999999";
const FORM = /^[A-Z]{3}[UJZR][0-9]{7}$/;
const LETTERS = "0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ"; // 11, 22 and 33 stand for no letter
export const OWNERS = new Set(`
  ACLU APHU APZU ARKU BEAU BMOU BSIU CAAU CAIU CARU CAXU CBHU CCLU CGMU CMAU CNIU CRSU CRXU
  CSLU CSNU CSQU CXDU DFSU DRYU ECMU EGHU EISU EITU EMCU ESPU FCIU FFAU FSCU GATU GCNU GESU
  GLDU GRIU HAMU HASU HDMU HLBU HLCU HLXU HMMU IPXU KKFU KKTU KOCU MAEU MEDU MNBU MRKU MRSU
  MSCU MSDU MSKU MSMU MSWU MWCU NYKU OOCU OOLU PCIU PONU SEGU SEKU SLSU SUDU SZLU TCKU TCLU
  TCNU TEMU TGBU TGHU TIIU TLLU TOLU TRHU TRIU TRLU TTNU TXGU UACU UASU UETU WHLU WHSU XINU
  YMLU YMMU ZCSU ZIMU
`.trim().split(/\s+/));

export function check(text) {
  const value = compact(text);
  if (!value) return right("");
  if (!FORM.test(value)) return wrong(value, "BLOCKS", "CONTAINER_FORM", { shape: SHAPE, holds });
  const expected = checkDigit(value);
  if (value[10] !== expected) return wrong(value, "BLOCKS", "CHECK_DIGIT", { holds, found: value[10], expected });
  const owner = value.slice(0, 4);
  const likelier = OWNERS.has(owner) ? [] : hints(value, (other) => OWNERS.has(other.slice(0, 4)) && holds(other));
  return likelier.length ? wrong(value, "INFORMATION", "OWNER_RARE", { offered: likelier, owner }) : right(value);
}

function checkDigit(value) {
  const sum = [...value.slice(0, 10)].reduce((total, character, at) => total + LETTERS.indexOf(character) * 2 ** at, 0);
  return String((sum % 11) % 10);
}

function holds(value) {
  return FORM.test(value) && checkDigit(value) === value[10];
}

// Ships, their stations, air waybills and flights; as imo.py, mmsi.py, awb.py and flight.py in cen_records/rules/identifiers.

import { compact, fit, right, without, wrong } from "./spelling.js";

const IMO = /^[0-9]{7}$/;
const MMSI = /^[0-9]{9}$/;
const SHIP = /^[2-7]/;
const OTHER_STATION = /^(?:00[2-7]|0[2-7]|111[2-7]|8[2-7]|9(?:70|72|74|8[2-7]|9[2-7]))/;
const AWB = /^[0-9]{11}$/;
const FLIGHT = /^([A-Z]{3}|[A-Z][A-Z0-9]|[0-9][A-Z])([0-9]{1,4})([A-Z]?)$/;

export function imo(text) {
  const value = without(compact(text), "IMO");
  if (!value) return right("");
  if (!IMO.test(value)) return wrong(value, "ANSWER", "IMO_FORM", { shape: "9999999", holds: imoHolds });
  const expected = imoDigit(value);
  if (value[6] !== expected) return wrong(value, "ANSWER", "CHECK_DIGIT", { holds: imoHolds, found: value[6], expected });
  return right(value);
}

function imoDigit(value) {
  return String([...value.slice(0, 6)].reduce((sum, digit, at) => sum + Number(digit) * (7 - at), 0) % 10);
}

function imoHolds(value) {
  return IMO.test(value) && imoDigit(value) === value[6];
}

export function mmsi(text) {
  const value = without(compact(text), "MMSI");
  const shape = "999999999";
  if (!value) return right("");
  if (!MMSI.test(value)) {
    const holds = (other) => other === fit(value, shape) && MMSI.test(other) && isStation(other);
    return wrong(value, "ANSWER", "MMSI_FORM", { shape, holds });
  }
  if (!isStation(value)) return wrong(value, "ANSWER", "MMSI_STATION");
  return SHIP.test(value) ? right(value) : wrong(value, "INFORMATION", "MMSI_NO_SHIP");
}

function isStation(value) {
  return SHIP.test(value) || OTHER_STATION.test(value);
}

export function awb(text) {
  const value = without(compact(text), "AWB");
  if (!value) return right("");
  if (!AWB.test(value)) return wrong(value, "ANSWER", "AWB_FORM", { shape: "9".repeat(11), holds: awbHolds });
  const expected = String(Number(value.slice(3, 10)) % 7);
  if (value[10] !== expected) return wrong(value, "ANSWER", "CHECK_DIGIT", { holds: awbHolds, found: value[10], expected });
  return right(`${value.slice(0, 3)}-${value.slice(3)}`);
}

function awbHolds(value) {
  return AWB.test(value) && Number(value.slice(3, 10)) % 7 === Number(value[10]);
}

export function flight(text) {
  const value = compact(text);
  if (!value) return right("");
  const match = FLIGHT.exec(value);
  if (!match) return wrong(value, "ANSWER", "FLIGHT_FORM");
  const [, airline, number, suffix] = match;
  return right(`${airline}${number.replace(/^0+/, "") || "0"}${suffix}`);
}

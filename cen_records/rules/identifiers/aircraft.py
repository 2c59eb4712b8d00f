"""Aircraft: the mark of their nationality (ICAO Annex 7) and the mark of the aircraft."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Level
from cen_records.rules.identifiers.spelling import compact, wrong

THREE, FOUR, DIGITS = re.compile("[A-Z]{3}"), re.compile("[A-Z]{4}"), re.compile("[0-9A-Z]{4}")
AMERICAN = re.compile("[1-9](?:[0-9]{0,4}|[0-9]{0,3}[A-HJ-NP-Z]|[0-9]{0,2}[A-HJ-NP-Z]{2})")
# Where the marks are simple and often seen in the region; of the others nothing is said.
MARKS = {
    **dict.fromkeys(("6V", "6W"), ("SN", THREE)),
    **dict.fromkeys(("9Q", "9S", "9T"), ("CD", THREE)),
    **dict.fromkeys(("PP", "PR", "PS", "PT", "PU"), ("BR", THREE)),
    **dict.fromkeys(("ZS", "ZT", "ZU"), ("ZA", THREE)),
    "3C": ("GQ", THREE), "3X": ("GN", THREE), "5N": ("NG", THREE), "5T": ("MR", THREE), "5U": ("NE", THREE),
    "5V": ("TG", THREE), "5Y": ("KE", THREE), "7T": ("DZ", THREE), "9G": ("GH", THREE), "9L": ("SL", THREE),
    "D6": ("KM", THREE),
    "9U": ("BI", THREE), "9H": ("MT", THREE), "A6": ("AE", THREE), "A7": ("QA", THREE), "A8": ("LR", THREE),
    "B": ("CN", DIGITS),
    "C5": ("GM", THREE), "CN": ("MA", THREE), "CS": ("PT", THREE), "D": ("DE", FOUR),
    "D2": ("AO", THREE), "D4": ("CV", THREE), "EC": ("ES", THREE), "ET": ("ET", THREE), "F": ("FR", FOUR),
    "G": ("GB", FOUR), "HB": ("CH", THREE), "I": ("IT", FOUR), "J5": ("GW", THREE), "N": ("US", AMERICAN),
    "OO": ("BE", THREE), "PH": ("NL", THREE), "S9": ("ST", THREE), "SU": ("EG", THREE), "TC": ("TR", THREE),
    "TJ": ("CM", THREE), "TL": ("CF", THREE), "TN": ("CG", THREE), "TR": ("GA", THREE), "TS": ("TN", THREE),
    "TT": ("TD", THREE), "TU": ("CI", THREE), "TY": ("BJ", THREE), "TZ": ("ML", THREE), "XT": ("BF", THREE),
}  # fmt: skip
FORM = re.compile("[A-Z0-9]{3,7}")


def check(text: str) -> Checked:
    """Judge an aircraft's marks, written 6V-AIF; `details` hold the country of registration."""
    value = compact(text)
    if not value:
        return Checked("")
    if not FORM.fullmatch(value) or value.isdigit():
        return wrong(value, Level.ANSWER, "AIRCRAFT_FORM")
    mark = value[:2] if value[:2] in MARKS else value[:1]
    if mark not in MARKS:
        return wrong(value, Level.INFORMATION, "AIRCRAFT_UNKNOWN")
    country, form = MARKS[mark]
    rest = value[len(mark) :]
    spelt = value if mark == "N" else f"{mark}-{rest}"
    if not form.fullmatch(rest):
        return wrong(spelt, Level.ANSWER, "AIRCRAFT_MARK", mark=mark)
    return Checked(spelt, details={"country": country})

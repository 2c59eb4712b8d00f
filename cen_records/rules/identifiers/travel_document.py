"""Travel documents: the machine-readable lines of passports, cards and visas, as pasted or read (ICAO 9303)."""

from __future__ import annotations

import re

from cen_records.rules.findings import Checked, Finding, Hint, Level
from cen_records.rules.identifiers.mrz_layouts import LAYOUTS, Layout
from cen_records.rules.identifiers.spelling import capitals, fit

UNSEEN = re.compile("[\\s\u200b]+")
WRITTEN = re.compile("[A-Z0-9<]*")
WEIGHTS = (7, 3, 1)
LONGEST = 4_000


def check(text: str) -> Checked:
    """Judge the lines; `value` holds them one under the other, `details` the fields. All of it is personal."""
    letters = UNSEEN.sub("", capitals(text[:LONGEST])).replace("«", "<<").replace("\u2039", "<")
    if not letters:
        return Checked("")
    layout = LAYOUTS.get((len(letters), letters[0] == "V"))
    if not layout:
        return Checked(letters[:100], (Finding(Level.ANSWER, "MRZ_LENGTH", {"found": str(len(letters))}),))
    value = "\n".join(letters[start : start + layout.width] for start in range(0, len(letters), layout.width))
    if not WRITTEN.fullmatch(letters):
        strange = next(character for character in letters if not WRITTEN.fullmatch(character))
        return Checked(value, (Finding(Level.ANSWER, "MRZ_CHARACTER", {"found": strange}),))
    failing = _failing(letters, layout)
    if not failing:
        return Checked(value, tuple(_odd_dates(letters, layout)), details=_details(letters, layout))
    findings = tuple(Finding(Level.ANSWER, f"MRZ_{part.upper()}") for part in failing)
    return Checked(value, findings, _hints(letters, layout), _details(letters, layout))


def check_digit(text: str) -> str:
    """The check digit of a part: digits count as themselves, letters from 10, the filler as nothing."""
    worth = (0 if character == "<" else int(character, 36) for character in text)
    return str(sum(number * WEIGHTS[place % 3] for place, number in enumerate(worth)) % 10)


def _failing(letters: str, layout: Layout) -> list[str]:
    """The parts whose check digit is wrong. A filler stands for nought where the part is empty."""
    failing = []
    for name, part in layout.checked.items():
        covered, digit = part.read(letters), letters[part.digit]
        if name == "number" and digit == "<" and layout.runs_on:
            covered, digit = _long_number(letters, layout)
        empty = not covered.strip("<")
        if digit != check_digit(covered) and not (empty and digit == "<"):
            failing.append(name)
    return failing


def _long_number(letters: str, layout: Layout) -> tuple[str, str]:
    """A number of more than nine characters goes on in the optional part, with its check digit at the end."""
    rest = layout.fields["optional"].read(letters).partition("<")[0]
    return layout.fields["number"].read(letters) + rest[:-1], rest[-1:]


def _details(letters: str, layout: Layout) -> dict[str, str]:
    fields = {name: part.read(letters).strip("<").replace("<", " ") for name, part in layout.fields.items()}
    family, _, given = layout.fields["names"].read(letters).strip("<").partition("<<")
    del fields["names"]
    if letters[layout.checked["number"].digit] == "<" and layout.runs_on:
        fields["number"] = _long_number(letters, layout)[0].strip("<")
        fields["optional"] = layout.fields["optional"].read(letters).partition("<")[2].strip("<").replace("<", " ")
    fields["family_name"] = family.replace("<", " ").strip()
    fields["given_names"] = " ".join(given.replace("<", " ").split())
    fields["sex"] = fields["sex"] if fields["sex"] in {"F", "M"} else "X"
    return fields | _dates(fields)


def _dates(fields: dict[str, str]) -> dict[str, str]:
    """Days with their century. Nobody is born after the document ends; who is over ninety may be read as a child."""
    expiry, birth = fields["expiry"], fields["birth_date"]
    ends = 2000 + int(expiry[:2]) if len(expiry) == 6 and expiry.isdigit() else 0
    if ends >= 2080:
        ends -= 100
    born = 2000 + int(birth[:2]) if len(birth) == 6 and birth.isdigit() else 0
    if born and (not ends or born > ends):
        born -= 100 if ends or born > 2030 else 0
    return {
        "expiry": f"{ends}-{expiry[2:4]}-{expiry[4:]}" if ends else "",
        "birth_date": f"{born}-{birth[2:4]}-{birth[4:]}" if born else "",
    }


def _odd_dates(letters: str, layout: Layout) -> list[Finding]:
    return [
        Finding(Level.ANSWER, f"MRZ_{name.upper()}")
        for name in ("birth_date", "expiry")
        if not _is_day(layout.fields[name].read(letters))
    ]


def _is_day(text: str) -> bool:
    """Whether a date can be one; unknown parts are fillers."""
    month, day = text[2:4], text[4:]
    if month.isdigit() and not 1 <= int(month) <= 12:
        return False
    return not day.isdigit() or 1 <= int(day) <= 31


def _hints(letters: str, layout: Layout) -> tuple[Hint, ...]:
    """The lines with look-alikes put right by their place, where all check digits then hold."""
    meant = fit(letters.replace("<", "?"), layout.shape).replace("?", "<")
    if meant == letters or _failing(meant, layout):
        return ()
    lines = (meant[start : start + layout.width] for start in range(0, len(meant), layout.width))
    return (Hint("LOOK_ALIKE", "\n".join(lines)),)

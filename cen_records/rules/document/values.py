"""Reading what was typed: numbers, days and times as people of the region write them."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation

from cen_records.rules.findings import Level

SPACES = re.compile(r"[\s\u00a0\u202f']+")
AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)(?::\d{2})?|(\d{2})(\d{2})")
FIRST_YEAR = 1990


class Unreadable(ValueError):
    """What was typed cannot be read as what it should be; `code` says what is wrong."""

    def __init__(self, code: str, level: Level = Level.BLOCKS, **facts: object) -> None:
        super().__init__(code)
        self.code, self.level, self.facts = code, level, facts


def number(text: str, *, digits: int = 18, places: int = 4) -> Decimal:
    """A decimal number with comma or point and any thousands separators. Raises Unreadable.

    `1.234,5`, `1,234.5`, `1 234,5` are one number. A single comma or point is the decimal sign.
    """
    plain = SPACES.sub("", text).replace("−", "-")
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        whole, sign, rest = plain[:last], plain[last], plain[last + 1 :]
        if whole.count(sign):  # 1.234.567: they part thousands
            whole, rest = whole + rest, ""
        plain = f"{whole.replace('.', '').replace(',', '')}.{rest}"
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise Unreadable("NOT_A_NUMBER") from error
    if not value.is_finite() or not re.fullmatch(r"[-+]?\d*\.?\d*", plain):
        raise Unreadable("NOT_A_NUMBER")
    if abs(value) >= Decimal(10) ** (digits - places):
        raise Unreadable("NUMBER_TOO_LARGE", most=f"10^{digits - places}")
    if value != round(value, places):
        raise Unreadable("TOO_MANY_DECIMALS", most=places)
    return round(value, places)


def is_ambiguous(text: str) -> bool:
    """Whether a number could mean a thousand times as much: `1.234`, `12,500`."""
    return AMBIGUOUS.fullmatch(SPACES.sub("", text)) is not None


def whole_number(text: str, *, most: int = 2_147_483_647) -> int:
    """A number of things. Raises Unreadable."""
    value = number(text, digits=14, places=0)
    if value < 0:
        raise Unreadable("NEGATIVE")
    if value > most:
        raise Unreadable("NUMBER_TOO_LARGE", most=most)
    return int(value)


def day(text: str) -> date:
    """A day: `2026-11-20`, `20/11/2026`, `20.11.2026`. Years have four digits. Raises Unreadable."""
    plain = text.strip()
    if found := ISO_DAY.fullmatch(plain):
        year, month, of_month = map(int, found.groups())
    elif found := DAY.fullmatch(plain):
        of_month, month, year = map(int, found.groups())
    else:
        raise Unreadable("NOT_A_DAY")
    try:
        return date(year, month, of_month)
    except ValueError as error:
        raise Unreadable("NO_SUCH_DAY") from error


def clock(text: str) -> time:
    """A time of the day: `14:02`, `14h02`, `14h`, `1402`. Raises Unreadable."""
    found = CLOCK.fullmatch(text.strip())
    if not found:
        raise Unreadable("NOT_A_TIME")
    hour, minute = found.group(1) or found.group(3), found.group(2) or found.group(4) or "0"
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise Unreadable("NOT_A_TIME") from error


def line(text: str, *, most: int) -> str:
    """Words on one line. Raises Unreadable for more letters than there is room for."""
    plain = " ".join(text.split())
    if len(plain) > most:
        raise Unreadable("TOO_LONG", most=most, letters=len(plain))
    return plain


def words(text: str, *, most: int) -> str:
    """Words on several lines. Raises Unreadable."""
    plain = text.strip()
    if len(plain) > most:
        raise Unreadable("TOO_LONG", most=most, letters=len(plain))
    return plain

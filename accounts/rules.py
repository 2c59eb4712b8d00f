"""The numbers and the verdicts of this room, as pure functions: no Django, no database."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from enum import StrEnum

INVITATION_BY_MAIL_HOLDS = timedelta(days=7)
INVITATION_BY_SLIP_HOLDS = timedelta(days=14)  # a slip travels by hand

WARN_AFTER = timedelta(days=80)
BLOCK_AFTER = timedelta(days=90)
GRACE_AFTER_WARNING = timedelta(days=10)

TOKEN_HOLDS_AT_MOST = timedelta(days=365)
TOKEN_USE_NOTED_EACH = timedelta(minutes=10)
TOKENS_AT_MOST = 20  # live ones of one officer or program
TOKEN_ADDRESSES_KNOWN = 10

FIRST_DAY_BACK = timedelta(days=30)
LAST_DAY_AHEAD = timedelta(days=366 * 10)  # what is further away is a slip of the keys in the year

# Crockford's base 32: no I, L, O or U, and what is misread for a digit is read as that digit.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_LINES = "\n\r\t"
_TURNS_WRITING = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_DRAWN_EMPTY = frozenset(map(chr, [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0]))  # letters and signs without a shape
_FIT_SIGN_IN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


class Dormancy(StrEnum):
    """What the days since an officer was last seen call for."""

    AWAKE = "AWAKE"
    WARN = "WARN"
    WAIT = "WAIT"
    BLOCK = "BLOCK"


def dormancy(*, seen_on: date, warned_on: date | None, today: date) -> Dormancy:
    """Judge an account by the day its officer was last seen and the day of the warning, if there was one.

    Nobody is blocked without a warning that stood for the days of grace, however long the absence.
    """
    if today - seen_on < WARN_AFTER:
        return Dormancy.AWAKE
    if warned_on is None:
        return Dormancy.WARN
    return Dormancy.BLOCK if today >= blocking_day(seen_on=seen_on, warned_on=warned_on) else Dormancy.WAIT


def blocking_day(*, seen_on: date, warned_on: date) -> date:
    """The first day on which a warned officer who does not come back is blocked."""
    return max(seen_on + BLOCK_AFTER, warned_on + GRACE_AFTER_WARNING)


def invitation_expires_at(invited_at: datetime, *, by_mail: bool) -> datetime:
    """Until when an invitation can be accepted."""
    return invited_at + (INVITATION_BY_MAIL_HOLDS if by_mail else INVITATION_BY_SLIP_HOLDS)


def code_from_digest(digest: bytes) -> str:
    """The first 80 bits of a digest as sixteen characters that can be read aloud and typed."""
    number = int.from_bytes(digest[:10], "big")
    return "".join(CODE_ALPHABET[(number >> shift) & 31] for shift in range(75, -5, -5))


def shown_code(code: str) -> str:
    """A code in four groups, as it stands on a slip."""
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def typed_code(text: str) -> str:
    """A code as somebody typed it, made regular: any case, spaces and hyphens dropped, O and I read as digits."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())
    return letters.translate(_MISREAD)


def typed_sign_in_name(text: str) -> str:
    """A sign-in name as it is kept: without surrounding space and in small letters."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_fit_sign_in_name(name: str) -> bool:
    """Whether a name can be typed on any keyboard and cannot be taken for an e-mail address."""
    return _FIT_SIGN_IN_NAME.fullmatch(name) is not None


def is_too_far_ahead(day: date, *, today: date) -> bool:
    """Whether a day lies so far ahead that the year must be mistyped."""
    return day > today + LAST_DAY_AHEAD


def is_too_far_back(day: date, *, today: date) -> bool:
    """Whether a posting that begins on this day would rewrite what was long ago."""
    return day < today - FIRST_DAY_BACK


def has_unfit_characters(text: str, *, lines: bool = False) -> bool:
    """Whether a text has characters that could make it read as something else than it is.

    They are control characters (of which `lines` lets line breaks and tabs pass), breaks that only some
    programs draw, halves of characters, and those that turn the direction of writing round.
    """
    return any(
        letter in _TURNS_WRITING or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}
        for letter in text
        if not (lines and letter in _LINES)
    )


def visible_text(text: str) -> str:
    """The text without characters that nobody sees and without surrounding space; empty if then nothing is drawn."""
    kept = "".join(letter for letter in text if unicodedata.category(letter) != "Cf").strip()
    return kept if any(_is_drawn(letter) for letter in kept) else ""


def _is_drawn(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in _DRAWN_EMPTY

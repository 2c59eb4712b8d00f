"""How a token for programs is written: recognisable to scanners for leaked secrets, and checked before it is looked up.

`vigie_` and 52 letters and digits: eight by which it is found, 38 that are secret (226 bits), six that follow from
the others. Only a keyed hash of the whole is kept, so that the database alone opens nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PREFIX = "vigie_"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FINDER, SECRET, CHECK = 8, 38, 6
LENGTH = len(PREFIX) + FINDER + SECRET + CHECK
_SALT = "accounts.tokens"


@dataclass(frozen=True)
class Written:
    """A token as its holder has it, and what is kept of it."""

    text: str

    @property
    def finder(self) -> str:
        """The part by which its row is found. It is no secret."""
        return self.text[len(PREFIX) : len(PREFIX) + FINDER]

    @property
    def digest(self) -> str:
        """What is kept to know it by."""
        return _digest(self.text, settings.SECRET_KEY)

    def is_known_by(self, digest: str) -> bool:
        """Whether this is what was kept, under the present key or an earlier one. Always takes as long."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return any([constant_time_compare(_digest(self.text, str(key)), digest) for key in keys])  # noqa: C419


def new_token() -> Written:
    """One that nobody has."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(FINDER + SECRET))
    return Written(f"{PREFIX}{body}{_check(body)}")


def read_token(text: str) -> Written | None:
    """What a caller gave as a token; None for something that never was one."""
    if len(text) != LENGTH or not text.startswith(PREFIX) or not text.isascii() or not text[len(PREFIX) :].isalnum():
        return None
    body, check = text[len(PREFIX) : -CHECK], text[-CHECK:]
    return Written(text) if check == _check(body) else None


def _check(body: str) -> str:
    """The check letters, so that a mistyped or invented token costs no question to the database."""
    number, letters = crc32(body.encode()), ""
    for _ in range(CHECK):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters


def _digest(text: str, key: str) -> str:
    return salted_hmac(_SALT, text, secret=key, algorithm=sha256().name).hexdigest()

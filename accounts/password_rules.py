"""What a password must not be, because those who guess passwords begin there."""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.contrib.auth.base_user import AbstractBaseUser

LONGEST_RUN = 5  # neighbouring keys or characters of a sequence
SHORTEST_RUN = 3
LONGEST_GROUP = 6  # characters that make a whole password by being repeated

_KEYS = (  # rows of French, English and German keyboards; the first without Shift, accents taken off
    "&e\"'(-e_ca)=",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
)
_SEQUENCES = ("01234567890", "abcdefghijklmnopqrstuvwxyz")
_ROWS = tuple(chain.from_iterable((row, row[::-1]) for row in (*_KEYS, *_SEQUENCES)))

# French, Portuguese and English words, and those of this work, that passwords are made of.
_ONLY_WORDS = re.compile(
    r"""(?:
    admin | administrador | administrateur | aduana | afrique | africa | alfandega | alfandegas | amor
    | amour | azerty | bemvindo | bienvenue | bomdia | bonjour | bonsoir | coucou | customs | douane
    | douanes | douanier | douaniere | douaniers | doudou | famille | familia | jesus | jetaime | loulou
    | mdp | merci | minhasenha | monmotdepasse | motdepasse | motpasse | obrigada | obrigado
    | palavrachave | palavradepasse | palavrapasse | passe | passer | password | qwerty | salut | secret
    | secreto | segredo | senha | senhas | soleil | vigie | welcome
    )+""",
    re.VERBOSE,
)
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")


class HardToGuess:
    """Refuses rows of keys, sequences, repetitions, and well-known words with nothing but digits and signs added."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a password that is guessed first, whoever types it."""
        del user
        if has_run(password):
            raise ValidationError(
                _("This password follows the keys or the alphabet, like “azerty” or “123456”."), code="password_run"
            )
        if is_repetition(password):
            raise ValidationError(
                _("This password repeats the same few characters again and again."), code="password_repetition"
            )
        if is_known_word(password):
            raise ValidationError(
                _("This password is a word that many people choose, with digits or signs added."),
                code="password_known_word",
            )

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return _("Your password can’t be a row of keys, a repetition, or a well-known word with digits added.")


def has_run(password: str) -> bool:
    """Whether six neighbours stand in a row, forward or backward, or the password is shorter runs and nothing else."""
    plain = _plain(password)
    together = _kept(plain, str.isalnum)
    if any(length > LONGEST_RUN for text in (plain, together, _kept(plain, str.isalpha)) for length in _runs(text)):
        return True
    return bool(together) and all(length >= SHORTEST_RUN for length in _runs(together))


def is_repetition(password: str) -> bool:
    """Whether one character or a short group makes the whole password, digits and signs left aside or not."""
    plain = _plain(password)
    letters = _kept(plain, str.isalpha)
    texts = [plain, _kept(plain, str.isalnum), letters if len(letters) > LONGEST_GROUP else ""]
    return any(_repeats(text) for text in texts)


def is_known_word(password: str) -> bool:
    """Whether well-known words are all that is left without digits and signs, or with digits read as letters."""
    plain = _plain(password)
    bare = plain.strip("".join({sign for sign in plain if not sign.isalpha()}))
    words = (_kept(plain, str.isalpha), _kept(bare.translate(_LOOKALIKES), str.isalpha))
    return any(_ONLY_WORDS.fullmatch(word) for word in words)


def _plain(text: str) -> str:
    """In small letters and without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _kept(text: str, belongs: Callable[[str], bool]) -> str:
    return "".join(sign for sign in text if belongs(sign))


def _runs(text: str) -> Iterator[int]:
    """How long each run of neighbours is, from left to right, as long as possible each."""
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and any(text[start : end + 1] in row for row in _ROWS):
            end += 1
        yield end - start
        start = end


def _repeats(text: str) -> bool:
    return any(
        len(text) >= 2 * length and all(sign == text[place % length] for place, sign in enumerate(text))
        for length in range(1, LONGEST_GROUP + 1)
    )

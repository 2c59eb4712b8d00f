"""Passwords that are guessed first are refused; sentences of one's own are not."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.demo.people import DEMO_PASSWORD
from accounts.models import Officer
from accounts.password_rules import HardToGuess, has_run, is_known_word, is_repetition
from tests.people import PASSWORD


@pytest.mark.parametrize(
    "password",
    [
        "azertyuiop12", "AZERTYUIOP!!", "poiuytreza99", "qsdfghjklm2026", "qwertyuiop[]", "lkjhgfdsa-2026",
        "a1z2e3r4t5y6", "abcdef-Dakar-26", "Dakar-654321-Port", "&é\"'(-è_çà12", "azer-qsdf-1234", "azérty-au-bureau",
    ],
)  # fmt: skip
def test_rows_of_keys_and_sequences_are_refused(password: str) -> None:
    assert has_run(password)


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "------------", "abcabcabcabc", "Dakar-dakar-DAKAR", "été-été-été-été", "zozozozozo2026"],
)
def test_repetitions_are_refused(password: str) -> None:
    assert is_repetition(password)


@pytest.mark.parametrize(
    "password",
    [
        "motdepasse2026", "Mot-de-passe-1!", "M0tdep4sse2026", "bonjour12345!", "Bonjour-Bonjour", "2026-douanes-2026",
        "Alfândega.2026", "palavra-passe1", "senhasenha2026", "!!azerty!!2026", "douanedouane1",
    ],
)  # fmt: skip
def test_well_known_words_are_refused_whatever_stands_around_them(password: str) -> None:
    assert is_known_word(password)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD, DEMO_PASSWORD, "la pirogue rentre avant la pluie", "Bonjour-les-Martins-7",
        "mangue verte, sel et 3 piments",
        "senhora Dulce vende peixe", "o meu rio chega ao mar", "vK7-qpL2-xz9T-w",
        "douaniers du fleuve 1998", "éléphants à Waza",
    ],
)  # fmt: skip
def test_words_of_ones_own_are_taken(password: str) -> None:
    HardToGuess().validate(password)


def test_every_rule_is_asked_where_a_password_is_set() -> None:
    codes = set()
    for password in ("azertyuiop12", "dakar-dakar-dakar", "motdepasse2026"):
        with pytest.raises(ValidationError) as refused:
            validate_password(password)
        codes |= {error.code for error in refused.value.error_list}

    assert codes == {"password_run", "password_repetition", "password_known_word"}
    assert len(password_validators_help_texts()) == 4


def test_a_password_like_the_name_is_refused_in_words_of_the_page() -> None:
    officer = Officer(sign_in_name="awa.ndiaye.dakar", family_name="Ndiaye", given_names="Awa")

    with translation.override("en"), pytest.raises(ValidationError) as refused:
        validate_password("awa.ndiaye.dakar", officer)

    assert refused.value.messages[0] == "The password is too similar to the sign-in name."

"""Acts to be sealed, and a folder for their seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from audit.models import Act

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

STRANGE = {"é": "“Ça”", "number": 1.10, "big": 12345678901234567890, "deep": {"b": [1, None], "a": "\u2028"}}


def do(number: int) -> list[Act]:
    """Record so many acts, with letters and numbers that are easily spelt in two ways."""
    return [
        Act.objects.create(
            act="officer.corrected",
            operation="ALTERATION",
            by_id=None if place % 2 else place,
            by_name="Aïssatou “Aïcha” Lô\n",
            subject_kind="accounts.officer",
            subject_id=str(place),
            subject_label="Ndiaye \\ 'Fall'",
            reason="Mariage \U0001f48d",
            details={**STRANGE, "place": place},
        )
        for place in range(number)
    ]


@pytest.fixture
def seal_folder(settings: Settings, tmp_path: Path) -> Path:
    """Key and heads of this test alone."""
    settings.VIGIE_SEAL_KEY, settings.SEAL_KEY_FILE = "", tmp_path / "secrets" / "key"
    settings.SEAL_HEADS, settings.VIGIE_SEAL_MAIL = str(tmp_path / "seals" / "heads.log"), []
    return tmp_path / "seals"

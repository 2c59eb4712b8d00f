"""Somebody in front of the auditor's pages, and a folder for seals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts.roles import Auditor
from tests.accounts.pages.conftest import signed_in
from tests.audit.acts import seal_folder
from tests.audit.attacks import alone_at_last
from tests.people import person, post

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import Offices, People

__all__ = ["alone_at_last", "auditor", "seal_folder", "signed_in"]


@pytest.fixture
def auditor(offices: Offices, people: People) -> Officer:
    """Audits Senegal."""
    officer = person("aissatou", "Aïssatou", "Lô", language="en")
    post(officer, offices.senegal, Auditor)
    return officer

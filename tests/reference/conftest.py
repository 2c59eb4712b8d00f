"""Lists for the tests of this room: the shipped ones, loaded once a module and taken back at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from reference.actions.shipped import load_shipped_lists
from tests.people import offices, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

__all__ = ["offices", "people"]

SHORT = frozenset({
    "answer", "commodity", "concealment", "concealment_detail", "conveyance", "conveyance_type", "country",
    "detection_method", "direction", "location_type", "region_country", "specimen", "unit", "taxon", "cites_appendix",
})  # fmt: skip


@pytest.fixture(scope="module")
def short_lists(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Some of the short lists."""
    yield from _loaded(django_db_blocker, SHORT)


@pytest.fixture(scope="module")
def all_lists(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """All lists, with the hundred thousand places."""
    yield from _loaded(django_db_blocker, frozenset())


def _loaded(blocker: DjangoDbBlocker, only: frozenset[str]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        load_shipped_lists(only)
        connection.check_constraints()  # once, instead of at the end of each test
        yield
        transaction.set_rollback(True)

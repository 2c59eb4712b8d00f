"""The key to the second lock: PostgreSQL shows nominal rows of the administrations that were named, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection, transaction

from accounts.choices import OfficeKind
from accounts.permissions import Permission

if TYPE_CHECKING:
    from accounts.models import Office, Officer

SETTING = "vigie.administrations"  # what the policies of the nominal tables read (migration 0002)


@contextmanager
def nominal_of(officer: Officer) -> Iterator[None]:
    """While it lasts, the nominal rows of the officer's own administrations exist for this transaction.

    It only unlocks: which of those rows the officer may see is still for `visible_to` and `authority` to say. For an
    officer without a posting that enters records or views names, it unlocks nothing.
    """
    held = officer.postings.granting(Permission.RECORD_ENTER) | officer.postings.granting(Permission.NOMINAL_VIEW)
    with _unlocked(_administration_of(posting.office) for posting in held.select_related("office")):
        yield


@contextmanager
def nominal_within(administration: Office) -> Iterator[None]:
    """The same for work that no officer waits for (checks at night, erasure), one administration at a time."""
    with _unlocked([administration.pk]):
        yield


@contextmanager
def _unlocked(administrations: Iterable[int | None]) -> Iterator[None]:
    named = ",".join(str(pk) for pk in sorted({pk for pk in administrations if pk is not None}))
    with transaction.atomic():
        before = _tell(named)
        try:
            yield
        finally:
            if not connection.needs_rollback:  # what failed is undone, and the setting with it
                _tell(before)


def _tell(named: str) -> str:
    """Name the administrations for this transaction; returns what was named before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [SETTING])
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, named])
    return str(before)


def _administration_of(office: Office) -> int | None:
    return office.pk if office.kind == OfficeKind.ADMINISTRATION else office.administration_id

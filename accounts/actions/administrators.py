"""The system is never left without somebody who can let others in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Case, IntegerField, Min, Value, When

from accounts.actions import errors
from accounts.choices import OfficeKind
from accounts.models import Officer, Posting
from accounts.roles import Administrator

if TYPE_CHECKING:
    from accounts.querysets.postings import PostingQuerySet

HEIGHT = Case(
    *(When(office__kind=kind, then=Value(step)) for step, kind in enumerate(OfficeKind.values)),
    output_field=IntegerField(),
)


def keep_an_administrator(
    *, without_officer: Officer | None = None, without_posting: Posting | None = None, on: date
) -> None:
    """Raises LastAdministrator if, without them, nobody would hold that role at the top on that day.

    The top is the highest kind of office at which an active officer is an administrator now. Who
    gives up the role must leave somebody in it whose posting has no end; who is suspended, anybody.
    Two of the last two going at once are made to queue: the lock holds until the act is over.
    """
    _one_at_a_time()
    postings = Posting.objects.filter(role_code=Administrator.code, officer__is_active=True).annotate(height=HEIGHT)
    top = postings.current().aggregate(top=Min("height"))["top"]
    at_the_top = postings.filter(height=top)
    if not _concerned(at_the_top, without_officer, without_posting):
        return
    others = at_the_top.current(on)
    if without_officer:
        others = others.exclude(officer=without_officer)
    if without_posting:
        others = others.exclude(pk=without_posting.pk).filter(until_on__isnull=True)
    if not others.exists():
        raise errors.LastAdministrator


def _concerned(at_the_top: PostingQuerySet, officer: Officer | None, posting: Posting | None) -> bool:
    if officer:
        return at_the_top.current().filter(officer=officer).exists()
    return posting is not None and at_the_top.filter(pk=posting.pk).exists()


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('accounts.administrators'))")

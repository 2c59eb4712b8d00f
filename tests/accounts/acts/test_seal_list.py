"""The auditor's page of seals: how things stand, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.web.acts.seals import checked, name_of, sealed
from audit.actions.sealing import seal_books
from audit.choices import RunState
from audit.models import Act, Run, Seal
from audit.reports.protections import expected
from audit.reports.standing import standings
from audit.tasks import seal_books as task
from tests.audit.acts import do

if TYPE_CHECKING:
    from tests.accounts.pages.conftest import SignIn
    from tests.people import People

SEALS = reverse("accounts:seal-list")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seal_folder")]


def check(state: RunState, found: int = 0, ago: timedelta = timedelta()) -> None:
    now = timezone.now() - ago
    Run.objects.create(
        key=f"{Run.objects.count()}",
        kind="audit.verify_books",
        queue="long",
        state=state,
        finished_at=now,
        outcome="%(found)s found",
        outcome_values={"found": found},
    )


def test_heads_can_be_copied(signed_in: SignIn, people: People) -> None:
    do(3)
    seal_books()
    page = signed_in(people.kofi).get(SEALS)
    text = page.content.decode()
    seal = Seal.objects.get(book="audit_act")

    assert page.status_code == 200
    assert bytes(seal.head).hex() in text.replace(" ", "")
    assert seal.signed_head.line in page.context["head_lines"].splitlines()
    assert "data-print" in text


def test_without_a_seal_it_says_so(signed_in: SignIn, people: People) -> None:
    text = signed_in(people.kofi).get(SEALS).content.decode()

    assert "No seal yet" in text
    assert "Not checked yet" in text


def test_state_of_sealing() -> None:
    assert sealed(standings()).kind == "good"
    do(1)
    assert sealed(standings()).kind == "accent"
    seal_books()
    assert sealed(standings()).kind == "good"


def test_sealing_that_has_stopped_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_act (at, act, operation, recipients, by_name, by_office_code, role_code, office_code,"
            " subject_kind, subject_id, subject_label, reason, details, request_id)"
            " VALUES (now() - interval '1 hour', 'a.b', 'ALTERATION', '[]', 'X', '', '', '', 'k', '1',"
            " 'l', '', '{}', '')"
        )
    assert Act.objects.count() == 1
    assert sealed(standings()).kind == "stop"


def test_state_of_the_check() -> None:
    assert checked().kind == "attention"
    check(RunState.DONE)
    Run.objects.update(outcome="Nothing at all, so far", outcome_values={})
    assert (checked().kind, checked().text) == ("attention", "Nothing at all, so far")
    check(RunState.DONE, ago=timedelta(days=3))
    assert checked().kind == "attention"
    check(RunState.DONE)
    assert checked().kind == "good"
    check(RunState.DONE, found=2)
    assert (checked().kind, checked().text) == ("stop", "2 found")
    check(RunState.FAILED)
    assert checked().kind == "stop"


def test_every_book_of_the_product_has_a_name() -> None:
    books = [table for table in expected().tables if not table.startswith("trials_")]

    assert books
    assert [table for table in books if name_of(table) == table] == []


def test_the_books_tell_what_was_sent(signed_in: SignIn, people: People) -> None:
    do(1)
    task()
    page = signed_in(people.kofi).get(SEALS)
    books = {book.table: (str(name), book) for name, book in page.context["books"]}

    assert next(iter(books)) == "audit_act"
    name, acts = books["audit_act"]
    assert (name, acts.waiting, set(acts.sent)) == ("Acts", 0, {"FILE"})
    assert "not sent" in page.content.decode()  # by letter

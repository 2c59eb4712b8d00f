"""What is done leaves word, or is not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from accounts.models import Officer
from audit.acts import UnrecordedAct, act, already_done, record, request_id
from audit.choices import Operation
from audit.kinds import Kind
from audit.models import Act
from tests.house.databases import as_owner

if TYPE_CHECKING:
    from tests.people import People

RENAMED = Kind("officer.renamed", "%(subject)s was renamed.", Operation.ALTERATION)
WARNED = Kind("officer.warned", "%(subject)s was warned.", Operation.ALTERATION)


@act
def rename(*, by: Officer, officer: Officer, name: str) -> Officer:
    officer.family_name = name
    officer.save()
    record(RENAMED, by=by, subject=officer, office_code="SN", reason="Mariage", details={"name": name})
    return officer


def test_an_act_leaves_word(people: People) -> None:
    token = request_id.set("0192f0c1")
    try:
        result = rename(by=people.moussa, officer=people.awa, name="Diop-Sarr")
    finally:
        request_id.reset(token)

    assert result == people.awa
    entry = Act.objects.of(people.awa).get()
    assert (entry.act, entry.by_id, entry.by_name) == ("officer.renamed", people.moussa.pk, "Moussa Sarr")
    assert (entry.subject_kind, entry.subject_label) == ("accounts.officer", "Awa Diop-Sarr")
    assert (entry.office_code, entry.reason, entry.details) == ("SN", "Mariage", {"name": "Diop-Sarr"})
    assert entry.request_id == "0192f0c1"
    assert str(entry) == "officer.renamed by Moussa Sarr"


def test_the_system_acts_under_its_own_name(people: People) -> None:
    entry = record(WARNED, by=None, subject=people.awa)

    assert (entry.by_id, entry.by_name, entry.details) == (None, "Vigie", {})


def test_of_gives_the_newest_first_and_nothing_of_others(people: People) -> None:
    first, _other, second = (record(RENAMED, by=None, subject=one) for one in (people.awa, people.omar, people.awa))

    assert list(Act.objects.of(people.awa)) == [second, first]


def test_what_leaves_no_word_is_not_done(people: People) -> None:
    @act
    def forget(*, by: Officer, officer: Officer) -> None:
        officer.family_name = "X"
        officer.save()

    with pytest.raises(UnrecordedAct, match="forget"):
        forget(by=people.moussa, officer=people.awa)

    assert Officer.objects.get(pk=people.awa.pk).family_name == "Diop"


def test_when_the_word_cannot_be_written_nothing_is_done(people: People) -> None:
    @act
    def suspend(*, by: Officer, officer: Officer) -> None:
        officer.family_name = "X"
        officer.save()
        record(Kind("n" * 61, "Too long", Operation.ALTERATION), by=by, subject=officer)

    with pytest.raises(DataError):
        suspend(by=people.moussa, officer=people.awa)

    assert Officer.objects.get(pk=people.awa.pk).family_name == "Diop"
    assert not Act.objects.exists()


def test_when_the_table_is_closed_nothing_is_done(people: People) -> None:
    database = str(connection.settings_dict["NAME"])
    as_owner("REVOKE INSERT ON audit_act FROM vigie_app", database)
    try:
        with pytest.raises(ProgrammingError, match="permission denied"):
            rename(by=people.moussa, officer=people.awa, name="X")
    finally:
        as_owner("GRANT INSERT ON audit_act TO vigie_app", database)

    assert Officer.objects.get(pk=people.awa.pk).family_name == "Diop"


def test_done_before_leaves_no_second_word(people: People) -> None:
    @act
    def repeat(*, by: Officer) -> str:
        already_done()
        return "as before"

    assert repeat(by=people.moussa) == "as before"
    assert not Act.objects.exists()


def test_the_word_of_an_inner_act_that_failed_does_not_count_for_the_outer(people: People) -> None:
    @act
    def inner(*, by: Officer) -> None:
        record(WARNED, by=by, subject=by)
        raise ValueError("too late")

    @act
    def outer(*, by: Officer) -> None:
        with pytest.raises(ValueError, match="too late"):
            inner(by=by)

    with pytest.raises(UnrecordedAct):
        outer(by=people.moussa)


def test_the_word_of_an_inner_act_counts_for_the_outer(people: People) -> None:
    @act
    def outer(*, by: Officer) -> None:
        rename(by=by, officer=people.awa, name="Y")

    outer(by=people.moussa)

    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_act SET reason = 'other'",
        "DELETE FROM audit_act",
        "TRUNCATE audit_act",
        "ALTER TABLE audit_act DISABLE TRIGGER ALL",
        "DROP TABLE audit_act",
    ],
)
def test_the_application_cannot_change_what_is_written(people: People, statement: str) -> None:
    record(RENAMED, by=people.moussa, subject=people.awa)

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Act.objects.count() == 1


def test_the_application_cannot_give_itself_the_right(people: People) -> None:
    record(RENAMED, by=people.moussa, subject=people.awa)
    with connection.cursor() as cursor:
        cursor.execute("GRANT DELETE ON audit_act TO CURRENT_USER")  # PostgreSQL only warns

    with pytest.raises(ProgrammingError), transaction.atomic():
        Act.objects.all().delete()

    assert Act.objects.count() == 1


def test_a_long_name_is_cut_not_refused(people: People) -> None:
    people.awa.family_name, people.awa.given_names = "D" * 80, "A" * 80
    people.awa.save()

    assert len(record(RENAMED, by=people.awa, subject=people.awa).subject_label) == 161

"""The database keeps each version of a row, and says itself who made it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pgtrigger
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import F
from django.utils import timezone

from audit.acts import act, record, request_id
from audit.changes import by_virtue_of
from audit.choices import Operation
from audit.errors import ReasonOwed
from audit.history import fingerprint_of, version_of, versions_of
from audit.kinds import Kind
from audit.models import Act
from tests.house.databases import as_owner
from tests.trials.acts import EFFECT
from tests.trials.models import Parcel

if TYPE_CHECKING:
    from accounts.models import Officer
    from tests.people import People

pytestmark = pytest.mark.django_db


@act
def weigh(*, by: Officer, parcel: Parcel, weight: str) -> Parcel:
    by_virtue_of(role_code="UNIT_HEAD", office_code="SN-DKR")
    by_virtue_of(role_code="AUDITOR", office_code="SN")  # the first counts
    parcel.weight = Decimal(weight)
    parcel.save()
    record(EFFECT, by=by, subject=parcel)
    return parcel


def labels(parcel: Parcel) -> list[str]:
    return [version.pgh_label for version in versions_of(Parcel).of(parcel).order_by("pgh_id")]


def test_added_changed_and_removed_are_kept() -> None:
    parcel = Parcel.objects.create(label="A", tags=["red"])
    parcel.label = "B"
    parcel.save()
    number = parcel.pk
    parcel.delete()

    versions = versions_of(Parcel).filter(pgh_obj_id=number).order_by("pgh_id")
    assert [(one.pgh_label, one.label, one.tags) for one in versions] == [
        ("insert", "A", ["red"]),
        ("update", "B", ["red"]),
        ("delete", "B", ["red"]),
    ]
    assert [one.pgh_id for one in versions] == sorted(one.pgh_id for one in versions)
    assert [one.is_removal for one in versions] == [False, False, True]


def test_what_is_not_changed_is_not_kept_again() -> None:
    parcel = Parcel.objects.create(label="A")
    parcel.save()
    parcel.secret = "x"
    parcel.save()
    Parcel.objects.filter(pk=0).delete()

    assert labels(parcel) == ["insert"]


def test_every_row_of_a_statement_is_kept() -> None:
    Parcel.objects.bulk_create(Parcel(label=str(number), weight=number) for number in range(50))
    Parcel.objects.filter(weight__gte=10).update(weight=F("weight") * 2)
    Parcel.objects.filter(weight__lt=5).delete()

    kept = versions_of(Parcel)
    assert [kept.filter(pgh_label=label).count() for label in ("insert", "update", "delete")] == [50, 40, 5]


def test_an_upsert_is_kept_as_what_it_did() -> None:
    one = Parcel.objects.create(label="A")
    Parcel.objects.bulk_create(
        [Parcel(pk=one.pk, label="B"), Parcel(pk=one.pk + 1000, label="C")],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["label"],
    )

    assert labels(one) == ["insert", "update"]
    assert labels(Parcel(pk=one.pk + 1000)) == ["insert"]


def test_a_changed_key_hides_nothing() -> None:
    parcel = Parcel.objects.create(label="A")
    Parcel.objects.filter(pk=parcel.pk).update(id=parcel.pk + 1000)

    assert labels(Parcel(pk=parcel.pk + 1000)) == ["update"]


def test_a_version_says_who_where_and_by_which_act(people: People) -> None:
    parcel = Parcel.objects.create(label="A")
    token = request_id.set("0192f0c1")
    try:
        weigh(by=people.awa, parcel=parcel, weight="2.5")
    finally:
        request_id.reset(token)
    parcel.label = "B"
    parcel.save()

    after, by_awa, before = versions_of(Parcel).of(parcel)
    assert by_awa.said == {
        "by": people.awa.pk,
        "by_name": "Awa Diop",
        "function": "tests.audit.test_history.weigh",
        "role": "UNIT_HEAD",
        "office": "SN-DKR",
        "request": "0192f0c1",
    }
    assert by_awa.change_id == Act.objects.of(parcel).get().change_id
    assert by_awa.change_id.version == 7
    assert [(one.change_id, one.said) for one in (before, after)] == [(None, {})] * 2


def test_acts_within_an_act_are_one_change(people: People) -> None:
    @act
    def weigh_both(*, by: Officer) -> None:
        for parcel in parcels:
            weigh(by=by, parcel=parcel, weight="1")

    parcels = [Parcel.objects.create(label=label) for label in "AB"]
    weigh_both(by=people.awa)
    weigh(by=people.awa, parcel=parcels[0], weight="2")

    changes = [version.change_id for version in versions_of(Parcel).filter(pgh_label="update").order_by("pgh_id")]
    assert changes[0] == changes[1] != changes[2]
    assert list(Act.objects.order_by("id").values_list("change_id", flat=True)) == changes


def test_an_inner_act_that_failed_leaves_no_trace_on_the_outer(people: People) -> None:
    parcel = Parcel.objects.create(label="A")

    @act
    def fail(*, by: Officer) -> None:
        weigh(by=by, parcel=parcel, weight="9")
        raise ValueError("too late")

    @act
    def go_on(*, by: Officer) -> None:
        with pytest.raises(ValueError, match="too late"):
            fail(by=by)
        Parcel.objects.filter(pk=parcel.pk).update(label="B")
        record(EFFECT, by=by, subject=parcel)

    go_on(by=people.awa)

    latest = versions_of(Parcel).of(parcel)[0]
    assert labels(parcel) == ["insert", "update"]
    assert latest.weight is None
    assert "office" not in latest.said
    assert latest.change_id == Act.objects.get().change_id


def test_when_the_version_cannot_be_written_nothing_is_done(people: People) -> None:
    parcel = Parcel.objects.create(label="A")
    database = str(connection.settings_dict["NAME"])
    as_owner("REVOKE INSERT ON trials_parcelversion FROM vigie_owner", database)
    try:
        with pytest.raises(ProgrammingError, match="permission denied"):
            weigh(by=people.awa, parcel=parcel, weight="2.5")
    finally:
        as_owner("GRANT INSERT ON trials_parcelversion TO vigie_owner", database)

    parcel.refresh_from_db()
    assert parcel.weight is None
    assert not Act.objects.exists()
    assert labels(parcel) == ["insert"]


def test_a_record_can_be_read_as_it_was() -> None:
    start = timezone.now()
    parcel = Parcel.objects.create(label="A", weight=Decimal("1.5"), seen_on=date(2026, 3, 1), secret="x")
    other = Parcel.objects.create(label="Z")
    first = timezone.now()
    Parcel.objects.filter(pk=parcel.pk).update(label="B")
    second = timezone.now()
    number = parcel.pk
    parcel.delete()
    parcel.pk = number

    version = version_of(parcel, at=first)
    assert version
    was = version.as_record()
    assert (was.label, was.weight, was.seen_on, was.secret) == ("A", Decimal("1.500"), date(2026, 3, 1), "")  # type: ignore[attr-defined]
    assert version_of(parcel, at=second).label == "B"  # type: ignore[union-attr]
    assert version_of(parcel, at=timezone.now()) is None
    assert version_of(parcel, at=start) is None
    assert versions_of(Parcel).of(parcel).get(pk=version.pk).label == "A"
    assert {one.label for one in versions_of(Parcel).as_of(first)} == {"A", "Z"}
    assert [one.pgh_obj_id for one in versions_of(Parcel).as_of(timezone.now())] == [other.pk]
    assert not versions_of(Parcel).as_of(start - timedelta(days=1)).exists()


def test_each_version_knows_the_one_before() -> None:
    parcel = Parcel.objects.create(label="A")
    Parcel.objects.create(label="Z")
    Parcel.objects.filter(pk=parcel.pk).update(label="B")

    latest, first = versions_of(Parcel).of(parcel).with_previous()
    assert (latest.previous, first.previous) == (first, None)


def test_who_keeps_no_versions_says_so() -> None:
    with pytest.raises(LookupError, match=r"audit\.Act"):
        versions_of(type(Act()))


# --- attempts to get round it, as the application ---------------------------------------------------


def test_the_library_s_own_way_of_looking_away_does_nothing() -> None:
    with pgtrigger.ignore("trials.Parcel:keep_insert", "trials.Parcel:keep_update"):
        parcel = Parcel.objects.create(label="A")
        Parcel.objects.filter(pk=parcel.pk).update(label="B")

    assert labels(parcel) == ["insert", "update"]


@pytest.mark.parametrize(
    "setting",
    [
        "SET LOCAL pgtrigger.ignore = '{pgtrigger_keep_update_00000}'",
        "SET LOCAL search_path = pg_temp, public",
        "SET LOCAL vigie.change = 'no json'",
        "SET LOCAL check_function_bodies = off",
    ],
)
def test_no_setting_keeps_a_version_from_being_written(setting: str) -> None:
    """Whoever breaks what the trigger reads breaks the change with it."""
    parcel = Parcel.objects.create(label="A")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(setting)
            cursor.execute("UPDATE public.trials_parcel SET label = 'B' WHERE id = %s", [parcel.pk])
    except Exception:  # noqa: BLE001 - whatever it is, it must not be a change without a version
        parcel.refresh_from_db()
        assert parcel.label == "A"
    else:
        assert labels(parcel) == ["insert", "update"]


FORGED = """
CREATE TEMP TABLE forged (LIKE trials_parcel);
CREATE TRIGGER forge AFTER INSERT ON forged REFERENCING NEW TABLE AS new_values
FOR EACH STATEMENT EXECUTE FUNCTION {trigger}()
"""
ATTEMPTS = [
    "INSERT INTO trials_parcelversion SELECT * FROM trials_parcelversion",
    "UPDATE trials_parcelversion SET label = 'other'",
    "DELETE FROM trials_parcelversion",
    "TRUNCATE trials_parcelversion",
    "DROP TABLE trials_parcelversion",
    "ALTER TABLE trials_parcelversion DISABLE TRIGGER ALL",
    "ALTER TABLE trials_parcel DISABLE TRIGGER ALL",
    "ALTER TABLE trials_parcel DISABLE TRIGGER {trigger}",
    "DROP TRIGGER {trigger} ON trials_parcel",
    "DROP FUNCTION {trigger}() CASCADE",
    "CREATE OR REPLACE FUNCTION {trigger}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    FORGED,
    "CREATE RULE away AS ON UPDATE TO trials_parcel DO INSTEAD NOTHING",
    "TRUNCATE trials_parcel",
    "SET session_replication_role = replica",
    "SET ROLE vigie_owner",
    "ALTER TABLE trials_parcelversion OWNER TO vigie_app",
]


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_the_application_cannot_get_round_it(statement: str) -> None:
    parcel = Parcel.objects.create(label="A")
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'trials_parcel'::regclass AND tgname ~ 'insert'")
        (trigger,) = cursor.fetchone() or ("",)

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(trigger=trigger))

    assert labels(parcel) == ["insert"]


# --- operations that the product does not use yet -----------------------------------------------------

ERASED = Kind("parcel.erased", "A parcel was erased.", Operation.ERASURE, reason_owed=True)
JOINED = Kind("parcel.joined", "Two parcels were put together.", Operation.COMBINATION)


def test_two_records_put_together(people: People) -> None:
    @act
    def put_together(*, by: Officer, outer: Parcel, inner: Parcel) -> None:
        inner.inside = outer
        inner.save()
        record(JOINED, by=by, subject=outer, details={"with": inner.pk})

    outer, inner = (Parcel.objects.create(label=label) for label in "AB")
    put_together(by=people.awa, outer=outer, inner=inner)

    entry = Act.objects.get()
    assert (entry.operation, entry.details) == ("COMBINATION", {"with": inner.pk})
    assert versions_of(Parcel).get(pgh_context_id=entry.change_id).inside_id == outer.pk


@act
def erase(*, by: Officer, parcel: Parcel, reason: str) -> None:
    number, fingerprint = parcel.pk, fingerprint_of(parcel)
    parcel.delete()
    nameless = Parcel(pk=number, label=f"#{number}")
    record(ERASED, by=by, subject=nameless, reason=reason, details={"sha256": fingerprint})


def test_the_entry_of_an_erasure_holds_a_hash_and_nothing_of_the_content(people: People) -> None:
    parcel = Parcel.objects.create(label="Awa Diop, born 1980", tags=["secret thing"])
    expected = fingerprint_of(parcel)
    erase(by=people.awa, parcel=parcel, reason="Term over")

    entry = Act.objects.get()
    assert (entry.operation, entry.details, entry.reason) == ("ERASURE", {"sha256": expected}, "Term over")
    written = " ".join(str(value) for value in Act.objects.values_list().get())
    assert "1980" not in written
    assert "secret thing" not in written
    assert len(expected) == 64


def test_the_hash_tells_two_contents_apart_and_the_same_one_again() -> None:
    one = Parcel.objects.create(label="A", weight=Decimal("1.5"), seen_on=date(2026, 3, 1))
    same, other = Parcel.objects.get(pk=one.pk), Parcel(pk=one.pk, label="A", weight=Decimal("1.6"))
    same.secret = "not kept"

    assert fingerprint_of(same) == fingerprint_of(Parcel.objects.get(pk=one.pk)) != fingerprint_of(other)


def test_an_erasure_owes_a_reason(people: People) -> None:
    parcel = Parcel.objects.create(label="A")
    with pytest.raises(ReasonOwed):
        erase(by=people.awa, parcel=parcel, reason=" ")

    assert Parcel.objects.get().label == "A"

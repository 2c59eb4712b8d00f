"""Acts are closed in batches by signed heads, in the order of their ids, and the heads leave the database."""

from __future__ import annotations

import stat
from base64 import b64encode
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import psycopg2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction

from audit import merkle
from audit.actions import sealing
from audit.actions.seal_delivery import send_heads
from audit.actions.seal_keys import public_keys_file, signing_key
from audit.actions.sealing import seal_books
from audit.models import Act, Seal, SealDelivery
from audit.rules.heads import NOTHING_BEFORE, NotAHead, key_line, read_head, read_keys
from audit.tasks import seal_books as task
from tests.audit.acts import do
from tests.house.databases import url_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_django import Settings

    from audit.reports.sealed_log import Connection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seal_folder")]


def keys() -> dict[str, bytes]:
    return read_keys(public_keys_file().read_text().splitlines())


def heads_file(settings: Settings) -> list[str]:
    return Path(settings.SEAL_HEADS).read_text().splitlines()


def test_a_seal_says_what_the_log_holds(settings: Settings) -> None:
    do(3)
    assert seal_books() == 1

    seal, acts = Seal.objects.get(), list(Act.objects.order_by("id"))
    assert (seal.number, seal.first_id, seal.last_id, seal.count) == (1, acts[0].pk, acts[-1].pk, 3)
    assert seal.signed_head.holds(keys())
    assert seal.signed_head.previous == NOTHING_BEFORE
    leaves = [bytes(seal.leaves)[place : place + 32] for place in range(0, 96, 32)]
    assert merkle.head_of(leaves) == bytes(seal.head)
    assert bytes(seal.ids) == b"".join(act.pk.to_bytes(8, "big") for act in acts)
    assert str(seal) == "audit_act 1"


def test_batches_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 4)
    do(10)
    assert seal_books() == 3

    seals = list(Seal.objects.order_by("number"))
    assert [seal.count for seal in seals] == [4, 8, 10]
    for earlier, later in pairwise(seals):
        assert bytes(later.previous) == earlier.signed_head.digest
        assert later.first_id == earlier.last_id + 1


def test_nothing_new_makes_no_seal() -> None:
    assert seal_books() == 0
    do(2)
    assert (seal_books(), seal_books()) == (1, 0)


def second_connection() -> Connection:
    return psycopg2.connect(url_of(str(connection.settings_dict["NAME"])))


INSERT = """
INSERT INTO audit_act (at, act, operation, by_name, by_office_code, role_code, office_code, subject_kind, subject_id,
                       subject_label, reason, recipients, details, request_id)
VALUES (now(), 'a.b', 'ALTERATION', 'X', '', '', '', 'k', '1', 'l', '', '[]', '{}', '') RETURNING id
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("alone_at_last")
def test_a_late_lower_id_is_waited_for_not_skipped() -> None:
    """Two transactions: the first draws the lower id and ends last."""
    with closing(second_connection()) as slow, closing(second_connection()) as quick:
        with slow.cursor() as cursor:
            cursor.execute(INSERT)
            (lower,) = cursor.fetchone() or (0,)
        with quick.cursor() as cursor:
            cursor.execute(INSERT)
            (higher,) = cursor.fetchone() or (0,)
        quick.commit()
        assert lower < higher
        assert seal_books(patience=0.2) == 0  # the lower one is still under way

        waiting = Thread(target=slow.commit)
        waiting.start()
        assert seal_books(patience=10) == 1
        waiting.join()

    seal = Seal.objects.get()
    assert (seal.first_id, seal.last_id, seal.count) == (lower, higher, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("alone_at_last")
def test_an_id_that_was_rolled_back_is_a_gap_and_nothing_else() -> None:
    with closing(second_connection()) as undone:
        do(1)
        with undone.cursor() as cursor:
            cursor.execute(INSERT)
        do(1)
        assert seal_books(patience=0.2) == 0
        undone.rollback()
    assert seal_books() == 1

    seal = Seal.objects.get()
    assert (seal.last_id - seal.first_id, seal.count) == (2, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("alone_at_last")
def test_writers_that_come_later_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    do(1)
    before = sealing._open_writers
    with closing(second_connection()) as early, closing(second_connection()) as late:
        with early.cursor() as cursor:
            cursor.execute(INSERT)

        def look(tables: Iterable[str]) -> set[tuple[str, str]]:
            found = before(tables)
            if not late.info.transaction_status:
                with late.cursor() as cursor:
                    cursor.execute(INSERT)
                early.commit()
            return found

        monkeypatch.setattr(sealing, "_open_writers", look)
        assert seal_books(patience=10) == 1  # although `late` is still open
        late.rollback()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("alone_at_last")
def test_two_sealers_do_not_make_two_logs() -> None:
    do(5)
    with closing(second_connection()) as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [sealing.ONE_AT_A_TIME])
        assert seal_books() == 0
        cursor.execute("SELECT pg_advisory_unlock(%s)", [sealing.ONE_AT_A_TIME])
    assert seal_books() == 1


def test_nothing_is_put_on_top_of_a_broken_seal() -> None:
    do(2)
    seal_books()
    with transaction.atomic():
        do(1)
        seal = Seal.objects.get()
        seal.frontier = bytes(32)
        with pytest.raises(sealing.SealBrokenError, match="do not give its head"):
            sealing._where_it_stands(seal)
        seal.frontier = b""
        with pytest.raises(sealing.SealBrokenError, match="complete subtrees"):
            sealing._where_it_stands(seal)


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["audit_seal", "audit_sealdelivery"])
def test_the_application_cannot_change_a_seal(statement: str, table: str) -> None:
    do(1)
    task()
    statement = statement.replace("id", "number") if table == "audit_seal" else statement

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


# --- the key -----------------------------------------------------------------------------------


def test_the_key_of_one_machine_is_made_once_and_for_its_owner_alone(settings: Settings) -> None:
    first = signing_key().private_bytes_raw()

    assert signing_key().private_bytes_raw() == first
    assert stat.S_IMODE(Path(settings.SEAL_KEY_FILE).stat().st_mode) == 0o600


def test_production_demands_a_key(settings: Settings) -> None:
    settings.SEAL_KEY_FILE = None
    do(1)
    with pytest.raises(ImproperlyConfigured, match="VIGIE_SEAL_KEY is not set"):
        seal_books()
    assert not Seal.objects.exists()


@pytest.mark.parametrize("text", ["short", b64encode(bytes(31)).decode(), "é" * 44])
def test_a_key_that_is_none_is_refused(settings: Settings, text: str) -> None:
    settings.VIGIE_SEAL_KEY = text
    with pytest.raises(ImproperlyConfigured, match="not an Ed25519 key"):
        signing_key()


def test_a_new_key_goes_on_where_the_old_one_ended(settings: Settings) -> None:
    do(1)
    seal_books()
    settings.VIGIE_SEAL_KEY = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    do(1)
    seal_books()

    assert len(keys()) == 2
    assert all(seal.signed_head.holds(keys()) for seal in Seal.objects.all())
    assert len({seal.key_id for seal in Seal.objects.all()}) == 2


# --- heads on their way ------------------------------------------------------------------------


def test_heads_leave_by_file_and_by_letter(settings: Settings) -> None:
    settings.VIGIE_SEAL_MAIL = ["overseer@courts.example"]
    do(1)
    task()
    do(1)
    task()
    task()  # nothing new: nothing is sent

    lines = heads_file(settings)
    assert [read_head(line) for line in lines] == [seal.signed_head for seal in Seal.objects.order_by("number")]
    assert [letter.to for letter in mail.outbox] == [["overseer@courts.example"]] * 2
    assert lines[1] in mail.outbox[1].body
    assert key_line(*keys().values()) in mail.outbox[1].body
    assert SealDelivery.objects.count() == 4


def test_a_letter_that_does_not_leave_loses_no_seal_and_leaves_later(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.VIGIE_SEAL_MAIL = ["overseer@courts.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens
    do(1)
    task()

    assert Seal.objects.count() == 1
    assert "did not leave by MAIL" in caplog.text
    assert list(SealDelivery.objects.values_list("way", flat=True)) == ["FILE"]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_heads()
    assert len(mail.outbox) == 1


def test_a_torn_line_is_taken_away_and_its_head_comes_again(settings: Settings) -> None:
    do(1)
    seal_books()
    Path(settings.SEAL_HEADS).write_text('whole\n{"torn', encoding="ascii")
    send_heads()

    assert heads_file(settings) == ["whole", Seal.objects.get().signed_head.line]


def test_a_folder_that_cannot_be_written_loses_no_seal(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    do(1)
    seal_books()
    settings.SEAL_HEADS = "/proc/nowhere/heads.log"
    send_heads()

    assert "did not leave by FILE" in caplog.text
    assert not SealDelivery.objects.exists()


# --- what a head is ----------------------------------------------------------------------------


def test_a_line_reads_back_as_the_head() -> None:
    do(1)
    seal_books()
    head = Seal.objects.get().signed_head

    assert read_head(head.line) == head
    assert not head.holds({})
    assert not head.holds({head.key_id: bytes(32)})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vigie-seal/1", "vigie-seal/2"),
        ('"count":1', '"count":"1"'),
        ('"count":1', '"count":true'),
        ('"count":1', '"count":-1'),
        ('"number":1', '"number":1,"more":1'),
        ('"head":"', '"head":"00'),
        ('"signature":"', '"signature":"!'),
        ('"made_at":"', '"made_at":1,"x":"'),
        ('"columns":[', '"columns":[1,'),
        ('"columns":', '"columns":[],"x":'),
        ("{", "["),
        ("{", "{" * 100_000),
    ],
)
def test_what_is_not_a_head_is_refused(old: str, new: str) -> None:
    do(1)
    seal_books()
    line = Seal.objects.get().signed_head.line
    assert old in line

    with pytest.raises(NotAHead):
        read_head(line.replace(old, new, 1))


@pytest.mark.parametrize("line", ["abc", "0123456789abcdef AAAA", "é", "x " + b64encode(bytes(32)).decode()])
def test_what_is_not_a_public_key_is_refused(line: str) -> None:
    assert read_keys(["", "# a remark"]) == {}
    with pytest.raises(ValueError, match=r"."):
        read_keys([line])

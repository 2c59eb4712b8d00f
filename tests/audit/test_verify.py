"""Whoever owns the database can change it; `verify_audit` tells, and names the act."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.actions import sealing
from audit.actions.runs import start_run, work_on_next
from audit.actions.seal_checks import NOTHING_YET
from audit.actions.seal_keys import public_keys_file, signing_key
from audit.models import Run
from audit.reports.findings import Wrong
from audit.reports.verification import verify
from audit.rules.heads import read_keys
from audit.tasks import seal_books
from tests.audit.acts import do
from tests.audit.attacks import ACTS, check, command, found, outside, tamper

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seal_folder", "alone_at_last")]


def test_an_honest_log_gives_no_alarm(log: list[int], settings: Settings) -> None:
    do(2)
    report = check(outside(settings))

    assert (report.seals, report.entries, report.unsealed, report.outside_heads, report.found) == (3, 14, 2, 3, 0)
    code, said = command()
    assert code == 0
    assert "Everything is what was sealed." in said
    assert "2 newer ones are not sealed yet" in said


EDITS = [
    "act = 'a.b'", "at = at + interval '1 microsecond'", "by_id = 999", "by_id = NULL", "by_name = by_name || ' '",
    "by_office_code = 'X'", "role_code = 'X'", "office_code = 'X'", "subject_kind = 'X'", "subject_id = 'X'",
    "subject_label = 'X'", "reason = ''", "details = details || '{\"number\": 1.10}'", "request_id = 'X'",
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_each_column_counts(log: list[int], edit: str) -> None:
    tamper("UPDATE audit_act SET {edit} WHERE id = {id}", edit=edit, id=log[6])

    assert found(check()) == [(Wrong.CHANGED, log[6])]


def test_a_removed_act_is_named(log: list[int]) -> None:
    tamper("DELETE FROM audit_act WHERE id IN ({first}, {last})", first=log[0], last=log[7])

    assert found(check()) == [(Wrong.REMOVED, log[0]), (Wrong.REMOVED, log[7])]


COPY = """
INSERT INTO audit_act OVERRIDING SYSTEM VALUE
SELECT {id}, at, act, operation, by_id, by_name, by_office_code, role_code, office_code,
       subject_kind, subject_id, subject_label, reason, recipients, details, change_id, request_id
FROM audit_act WHERE id = {like}
"""


def test_an_inserted_act_is_named(log: list[int]) -> None:
    """A gap that a rolled-back transaction left is no place to slip something in."""
    tamper("SELECT nextval(pg_get_serial_sequence('audit_act', 'id'))")
    after = [act.pk for act in do(2)]
    seal_books()
    gap = after[0] - 1
    tamper(COPY, id=gap, like=log[0])
    tamper(COPY, id=-5, like=log[0])

    assert found(check()) == [(Wrong.INSERTED, -5), (Wrong.INSERTED, gap)]


def test_two_acts_that_change_places_are_named(log: list[int]) -> None:
    tamper(
        "UPDATE audit_act SET id = CASE id WHEN {one} THEN -1 ELSE -2 END WHERE id IN ({one}, {two});"
        "UPDATE audit_act SET id = CASE id WHEN -1 THEN {two} ELSE {one} END WHERE id < 0",
        one=log[2],
        two=log[9],
    )

    assert found(check()) == [(Wrong.CHANGED, log[2]), (Wrong.CHANGED, log[9])]


def test_one_change_does_not_hide_another_nor_invent_one(log: list[int]) -> None:
    tamper("UPDATE audit_act SET reason = 'x' WHERE id = {id}", id=log[1])
    tamper("DELETE FROM audit_act WHERE id = {id}", id=log[10])

    assert found(check()) == [(Wrong.CHANGED, log[1]), (Wrong.REMOVED, log[10])]


def test_what_is_not_sealed_yet_is_not_covered(log: list[int]) -> None:
    """Said plainly by the command: until the next round, at most five minutes later, nothing tells."""
    newest = do(2)[-1].pk
    tamper("DELETE FROM audit_act WHERE id = {id}", id=newest)
    report = check()

    assert (report.found, report.unsealed) == (0, 1)


# --- whoever changes acts and seals ------------------------------------------------------------


def test_with_the_list_of_hashes_changed_too_the_batch_is_told(log: list[int]) -> None:
    tamper("UPDATE audit_act SET reason = 'x' WHERE id = {id}", id=log[5])
    tamper("UPDATE audit_seal SET leaves = set_byte(leaves, 50, get_byte(leaves, 50) # 1) WHERE number = 2")
    report = check()

    assert found(report) == [(Wrong.BATCH, None)]
    assert (report.findings[0].first_id, report.findings[0].last_id) == (log[4], log[7])


FLIPS = {
    "ids": Wrong.LIST,
    "leaves": Wrong.LIST,
    "listed": Wrong.SIGNATURE,
    "head": Wrong.SIGNATURE,
    "previous": Wrong.SIGNATURE,
    "signature": Wrong.SIGNATURE,
    "frontier": Wrong.SUBTREES,
}


@pytest.mark.parametrize(("column", "wrong"), FLIPS.items())
@pytest.mark.parametrize("place", [0, 7, 31])
def test_a_flipped_bit_in_a_seal_is_found(log: list[int], column: str, wrong: Wrong, place: int) -> None:
    tamper(
        "UPDATE audit_seal SET {column} = set_byte({column}, {place}, get_byte({column}, {place}) # 1)"
        " WHERE number = 2",
        column=column,
        place=place,
    )
    report = check()

    assert wrong in dict(found(report))
    assert {finding.seal for finding in report.findings} <= {2, 3}
    assert {act_id for _wrong, act_id in found(report)} == {None}


@pytest.mark.parametrize(
    "change",
    ["first_id = first_id + 1", "last_id = -1", "count = 9", "made_at = now()", "key_id = 'x'", "last_id = 9e18"],
)
def test_a_changed_number_in_a_seal_is_found(log: list[int], change: str) -> None:
    tamper("UPDATE audit_seal SET {change} WHERE number = 2", change=change)
    report = check()

    assert (Wrong.SIGNATURE, None) in found(report)
    assert {act_id for _wrong, act_id in found(report)} == {None}


def test_a_removed_seal_is_named(log: list[int]) -> None:
    tamper("DELETE FROM audit_sealdelivery; DELETE FROM audit_sealsubtree; DELETE FROM audit_seal WHERE number = 2")
    tamper("UPDATE audit_act SET reason = 'x' WHERE id = {id}", id=log[9])
    report = check()

    assert [(finding.seal, finding.wrong) for finding in report.findings] == [
        (2, Wrong.SEAL_MISSING),
        (3, Wrong.CHANGED),
    ]


def test_an_emptied_table_is_found_by_the_heads_outside(log: list[int], settings: Settings) -> None:
    tamper(
        "DELETE FROM audit_sealdelivery; DELETE FROM audit_sealsubtree; DELETE FROM audit_seal; DELETE FROM audit_act"
    )

    assert check().found == 0  # as a new house would look
    assert found(check(outside(settings))) == [(Wrong.HEAD_LOST, None)] * 3


def test_an_old_backup_is_found_by_the_heads_outside(log: list[int], settings: Settings) -> None:
    tamper("DELETE FROM audit_sealdelivery; DELETE FROM audit_sealsubtree; DELETE FROM audit_seal WHERE number = 3")
    tamper("DELETE FROM audit_act WHERE id > {id}", id=log[7])

    assert check().found == 0
    assert found(check(outside(settings))) == [(Wrong.HEAD_LOST, None)]


def rewrite(log: list[int]) -> None:
    """Change one act, then seal everything anew with whatever key is there."""
    tamper("UPDATE audit_act SET reason = 'x' WHERE id = {id}", id=log[5])
    tamper("DELETE FROM audit_sealdelivery; DELETE FROM audit_sealsubtree; DELETE FROM audit_seal")
    sealing.seal_books()


def test_everything_sealed_anew_without_the_key_is_found(log: list[int], settings: Settings) -> None:
    kept = public_keys_file().read_text()
    Path(settings.SEAL_KEY_FILE).unlink()
    rewrite(log)
    report = verify(read_keys(kept.splitlines()), [])

    assert [finding.seal for finding in report.findings if finding.wrong is Wrong.SIGNATURE] == [1, 2, 3]


def test_everything_sealed_anew_with_the_stolen_key_is_found_by_the_heads_outside(
    log: list[int], settings: Settings
) -> None:
    kept = outside(settings)
    rewrite(log)

    assert check().found == 0  # said plainly: the command tells that it had no head from outside
    report = check(kept)
    changed = [finding for finding in report.findings if finding.first_id <= log[5] <= finding.last_id]
    assert [finding.wrong for finding in changed] == [Wrong.OTHER_HEAD]


def test_a_forged_head_is_refused(log: list[int], settings: Settings, tmp_path: Path) -> None:
    true = outside(settings)
    forged = replace(true[1], head=bytes(32))
    assert found(check([true[0], forged, true[2]])) == [(Wrong.FORGED_HEAD, None)]

    two_faced = replace(true[1], head=bytes(32)).signed(signing_key())
    assert (Wrong.OTHER_HEAD, None) in found(check([true[1], two_faced]))


def with_a_new_key(settings: Settings) -> None:
    settings.VIGIE_SEAL_KEY = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    do(1)
    seal_books()


def test_a_new_key_continues_what_the_old_one_sealed(log: list[int], settings: Settings) -> None:
    with_a_new_key(settings)
    report = check(outside(settings))

    assert (report.found, report.seals, len(public_keys_file().read_text().splitlines())) == (0, 4, 2)


def test_without_the_old_public_key_old_seals_cannot_be_checked(log: list[int], settings: Settings) -> None:
    """What is worth keeping is `keys.txt`; the old private key may be destroyed."""
    public_keys_file().unlink()
    with_a_new_key(settings)

    assert [(finding.wrong, finding.seal) for finding in check().findings] == [(Wrong.SIGNATURE, n) for n in (1, 2, 3)]


# --- the command -------------------------------------------------------------------------------


def test_the_command_names_the_act_and_ends_with_one(log: list[int], settings: Settings, tmp_path: Path) -> None:
    tamper("UPDATE audit_act SET reason = 'x' WHERE id = {id}", id=log[3])
    heads, keys = tmp_path / "kept-heads", tmp_path / "kept-keys"
    heads.write_text(Path(settings.SEAL_HEADS).read_text())
    keys.write_text(public_keys_file().read_text())

    code, said = command("--heads", str(heads), "--key", str(keys))
    assert (code, f"entry {log[3]} was changed" in said) == (1, True)
    code, said = command("--json")
    answer = json.loads(said[: said.rindex("}") + 1])
    assert (code, answer["findings"][0]["entry_id"], answer["found"]) == (1, log[3], 1)


def test_the_command_ends_with_two_where_it_cannot_tell(log: list[int], tmp_path: Path) -> None:
    torn, none = tmp_path / "torn", tmp_path / "none"
    torn.write_text("{")
    assert command("--heads", str(torn))[0] == 2
    assert command("--heads", str(none))[0] == 2
    assert command("--key", str(none))[0] == 2
    assert command("--key", str(torn))[0] == 2
    torn.write_text("# nobody\n")
    assert command("--key", str(torn))[0] == 2
    assert command("--prove", "audit_act", "987654321")[0] == 2
    assert command("--prove-growth", "audit_act", "1", "9")[0] == 2
    tamper("ALTER TABLE audit_seal RENAME TO hidden")
    assert command()[0] == 2


SCREENS = {
    "rule": "CREATE RULE quiet AS ON DELETE TO audit_act DO INSTEAD NOTHING",
    "policy": "ALTER TABLE audit_act ENABLE ROW LEVEL SECURITY",
    "view": "ALTER TABLE audit_act RENAME TO hidden; CREATE VIEW audit_act AS SELECT * FROM hidden",
    "gone": "ALTER TABLE audit_act RENAME TO hidden",
}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_what_is_put_before_the_table_is_seen(log: list[int], screen: str) -> None:
    tamper(screen)

    assert (Wrong.NOT_A_TABLE, None) in found(check())
    assert command()[0] == 1


# --- each night --------------------------------------------------------------------------------


def nightly() -> Run:
    start_run(by=None, kind="audit.verify_books")
    work_on_next("long", worker="tests")
    return Run.objects.latest("created_at")


def test_the_nightly_run_tells_what_it_found(log: list[int], caplog: pytest.LogCaptureFixture) -> None:
    assert nightly().outcome_values == {"entries": ACTS, "seals": 3, "found": 0}

    tamper("DELETE FROM audit_act WHERE id = {id}", id=log[3])
    run = nightly()
    assert (run.state, run.outcome_values["found"]) == ("DONE", 1)
    assert str(log[3]) in run.lines.get().sentence
    assert f"entry {log[3]} was removed" in caplog.text


def test_the_nightly_run_says_that_it_could_not_look(log: list[int]) -> None:
    public_keys_file().unlink()

    assert nightly().state == "FAILED"


def test_before_the_first_seal_there_is_nothing_to_compare() -> None:
    run = nightly()

    assert (run.state, run.outcome, run.outcome_values) == ("DONE", NOTHING_YET, {})

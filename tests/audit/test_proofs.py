"""Proofs hold without the database, and forged ones do not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from audit.reports import proofs
from tests.audit.attacks import command, tamper

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("seal_folder", "alone_at_last")]


def test_a_proof_holds_without_the_database(log: list[int], tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    for act_id in log:
        file.write_text(command("--prove", "audit_act", str(act_id))[1])
        code, said = command("--check-proof", str(file))
        assert (code, f"  id: {act_id}\n" in said) == (0, True)
    file.write_text(command("--prove-growth", "audit_act", "1", "3")[1])
    assert "begins with the whole log under seal 1" in command("--check-proof", str(file))[1]


FORGERIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another entry": lambda proof: proof.update(entry=proof["entry"].replace("Mariage", "Divorce")),
    "another place": lambda proof: proof.update(index=proof["index"] + 1),
    "no place": lambda proof: proof.update(index=True),
    "a step less": lambda proof: proof["path"].pop(),
    "a step more": lambda proof: proof["path"].append("00" * 32),
    "a long way": lambda proof: proof.update(path=["00" * 32] * 100_000),
    "another step": lambda proof: proof["path"].__setitem__(0, "00" * 32),
    "another head": lambda proof: proof["head"].update(head="00" * 32),
    "a smaller log": lambda proof: proof["head"].update(count=4),
    "another kind": lambda proof: proof.update(kind="consistency"),
    "a kind that is none": lambda proof: proof.update(kind="x"),
    "another form": lambda proof: proof.update(format="vigie-proof/2"),
    "no head": lambda proof: proof.pop("head"),
    "no path": lambda proof: proof.update(path=None),
    "no hash": lambda proof: proof.update(path=["zz"]),
}


@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_proof_is_refused(log: list[int], tmp_path: Path, forge: Callable[[dict[str, Any]], object]) -> None:
    proof = json.loads(command("--prove", "audit_act", str(log[6]))[1])
    forge(proof)
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof))

    assert command("--check-proof", str(file))[0] == 1


def test_what_is_no_proof_is_refused(log: list[int], tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    for text in ("", "[]", "null", "{}", "{" * 100_000, '{"format": 1}'):
        file.write_text(text)
        assert command("--check-proof", str(file))[0] == 1


def test_a_changed_act_is_not_proved(log: list[int]) -> None:
    tamper("UPDATE audit_act SET reason = 'x' WHERE id = {id}", id=log[3])

    with pytest.raises(proofs.NotProvableError, match="not what was sealed"):
        proofs.prove_entry("audit_act", log[3])

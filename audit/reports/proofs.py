"""Proofs that whoever keeps a head can check without Vigie's database (RFC 9162).

A proof is a JSON file. It is checked from nothing but itself and public keys that the checker kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from audit import merkle
from audit.reports import sealed_log
from audit.rules.heads import Head, NotAHead, read_head

if TYPE_CHECKING:
    from audit.reports.sealed_log import Connection

FORMAT = "vigie-proof/1"
MOST_STEPS = 64


class NotProvableError(LookupError):
    """There is no such proof: the act is not sealed, or is not what was sealed; a seal is not there."""


def prove_act(act_id: int) -> dict[str, Any]:
    """That an act, as it stands now, is in the log of the newest seal. Raises NotProvableError, CannotCheckError."""
    with sealed_log.one_view() as connection:
        sealed_log.require_shape(connection)
        leaves, heads = _sealed(connection)
        entry = sealed_log.entry(connection, act_id)
    place = next((place for place, (number, _leaf) in enumerate(leaves) if number == act_id), None)
    if place is None or entry is None:
        raise NotProvableError(f"act {act_id} is not there, or not sealed yet")
    if merkle.leaf_hash(entry.encode()) != leaves[place][1]:
        raise NotProvableError(f"act {act_id} is not what was sealed")
    path = merkle.inclusion_proof(place, [leaf for _number, leaf in leaves])
    head = heads[max(heads)]
    return _proof("inclusion", path, head) | {"entry": entry, "index": place}


def prove_growth(earlier: int, later: int) -> dict[str, Any]:
    """That the log of one seal begins with the whole log of an earlier one. Raises NotProvableError."""
    with sealed_log.one_view() as connection:
        leaves, heads = _sealed(connection)
    if not earlier <= later or not {earlier, later} <= heads.keys():
        raise NotProvableError(f"there are no seals {earlier} and {later}, one after the other")
    first, second = heads[earlier], heads[later]
    hashes = [leaf for _number, leaf in leaves[: second.count]]
    return _proof("consistency", merkle.consistency_proof(first.count, hashes), second) | {
        "earlier": json.loads(first.line)
    }


def holds(proof: Mapping[str, Any], keys: Mapping[str, bytes]) -> bool:
    """Whether a proof shows what it says under a head that one of these keys has signed. Never raises."""
    try:
        return proof["format"] == FORMAT and _holds(proof, keys)
    except (KeyError, TypeError, ValueError, AttributeError, UnicodeError):
        return False


def _holds(proof: Mapping[str, Any], keys: Mapping[str, bytes]) -> bool:
    head, path = read_head(proof["head"]), [bytes.fromhex(step) for step in proof["path"]]
    if len(path) > MOST_STEPS or not head.holds(keys):
        return False
    if proof["kind"] == "inclusion":
        leaf, place = merkle.leaf_hash(proof["entry"].encode()), proof["index"]
        return type(place) is int and merkle.proves_inclusion(leaf, place, head.count, path, head.head)
    if proof["kind"] == "consistency":
        first = read_head(proof["earlier"])
        return first.holds(keys) and merkle.proves_consistency(first.count, head.count, path, first.head, head.head)
    return False


def said(proof: Mapping[str, Any]) -> str:
    """What a proof that holds has shown. Raises NotAHead for one that does not read as a proof."""
    head = read_head(proof["head"])
    if proof["kind"] == "inclusion":
        return f"The act stands as number {proof['index'] + 1} in the log of seal {head.number}: {proof['entry']}"
    return f"The log of seal {head.number} begins with the whole log of seal {read_head(proof['earlier']).number}."


def _sealed(connection: Connection) -> tuple[list[sealed_log.Leaf], dict[int, Head]]:
    """All leaves as they were sealed, and all heads. Raises NotProvableError where there are none."""
    leaves: list[sealed_log.Leaf] = []
    heads: dict[int, Head] = {}
    for row in sealed_log.seals(connection):
        leaves += row.listed
        heads[row.head.number] = row.head
    if not heads:
        raise NotProvableError("nothing is sealed yet")
    return leaves, heads


def _proof(kind: str, path: list[bytes], head: Head) -> dict[str, Any]:
    return {"format": FORMAT, "kind": kind, "path": [step.hex() for step in path], "head": json.loads(head.line)}


__all__ = ["NotAHead", "NotProvableError", "holds", "prove_act", "prove_growth", "said"]

"""Proofs that whoever keeps a head can check without Vigie's database (RFC 9162).

A proof is a JSON file. It is checked from nothing but itself and public keys that the checker kept. Making one
reads some thousand hashes, however long the log is: those of the block of 2^10 entries in which the entry
stands, and the roots that are kept of every tenth level.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from audit import merkle
from audit.reports import sealed_log
from audit.rules.canonical import values_of
from audit.rules.heads import Head, read_head

if TYPE_CHECKING:
    from audit.reports.sealed_log import Connection

FORMAT = "vigie-proof/1"
MOST_STEPS = 128


class NotProvableError(LookupError):
    """There is no such proof: the entry is not sealed, or is not what was sealed; a seal is not there."""


def prove_entry(book: str, entry_id: int) -> dict[str, Any]:
    """That an entry, as it stands now, is in the log of the newest seal. Raises NotProvableError, CannotCheckError."""
    with sealed_log.one_view() as connection:
        newest = sealed_log.newest_head(connection, book)
        over = sealed_log.head_over(connection, book, entry_id)
        entry = sealed_log.entry(connection, book, over.columns, entry_id) if over else None
        if newest is None or over is None or entry is None:
            raise NotProvableError(f"{book} {entry_id} is not there, or not sealed yet")
        leaf, place = merkle.leaf_hash(entry), sealed_log.place_of(connection, over, entry_id)
        if place is None:
            raise NotProvableError(f"{book} {entry_id} is not in the list of its seal")
        path = merkle.inclusion_proof(place, newest.count, _subtrees(connection, book, newest.count))
    if not merkle.proves_inclusion(leaf, place, newest.count, path, newest.head):
        raise NotProvableError(f"{book} {entry_id} is not what was sealed, or hashes that are kept were changed")
    inside = {"entry": entry.decode(), "index": place, "seal": json.loads(over.line)}
    return _proof("inclusion", path, newest) | inside


def prove_growth(book: str, earlier: int, later: int) -> dict[str, Any]:
    """That the log of one seal begins with the whole log of an earlier one. Raises NotProvableError."""
    with sealed_log.one_view() as connection:
        first, second = (sealed_log.one_head(connection, book, number) for number in (earlier, later))
        if first is None or second is None or earlier > later:
            raise NotProvableError(f"{book} has no seals {earlier} and {later}, one after the other")
        path = merkle.consistency_proof(first.count, second.count, _subtrees(connection, book, second.count))
    if not merkle.proves_consistency(first.count, second.count, path, first.head, second.head):
        raise NotProvableError(f"{book}: seal {later} does not begin with the log of seal {earlier}")
    return _proof("consistency", path, second) | {"earlier": json.loads(first.line)}


def _subtrees(connection: Connection, book: str, size: int) -> merkle.Subtrees:
    """The roots of complete subtrees of a log, made of those that are kept below them; each block is read once."""
    blocks: dict[tuple[int, int], list[bytes]] = {}

    def root(level: int, place: int) -> bytes:
        kept = level - level % merkle.STRIDE
        start, number = place << level - kept, 1 << level - kept
        block = start >> merkle.STRIDE
        first = block << merkle.STRIDE
        if (kept, block) not in blocks:
            blocks[kept, block] = _block(connection, book, kept, first, size)
        found = blocks[kept, block][start - first : start - first + number]
        if len(found) != number:
            raise NotProvableError(f"{book}: hashes that are kept are missing; verify_audit tells more")
        return merkle.head_of(found)

    return root


def _block(connection: Connection, book: str, level: int, first: int, size: int) -> list[bytes]:
    most = 1 << merkle.STRIDE
    if level:
        return sealed_log.subtrees(connection, book, level, first, most)
    return sealed_log.leaves(connection, book, first, min(first + most, size))


def holds(proof: Mapping[str, Any], keys: Mapping[str, bytes]) -> bool:
    """Whether a proof shows what it says under a head that one of these keys has signed. Never raises."""
    try:
        return proof["format"] == FORMAT and _holds(proof, keys)
    except (KeyError, TypeError, ValueError, AttributeError, UnicodeError):
        return False


def _holds(proof: Mapping[str, Any], keys: Mapping[str, bytes]) -> bool:
    head, steps = read_head(proof["head"]), proof["path"]
    if len(steps) > MOST_STEPS or not head.holds(keys):
        return False
    path = [bytes.fromhex(step) for step in steps]
    if proof["kind"] == "inclusion":
        entry, place, over = proof["entry"], proof["index"], read_head(proof["seal"])
        if type(place) is not int or not over.holds(keys) or not _covers(over, head, entry, place):
            return False
        return merkle.proves_inclusion(merkle.leaf_hash(entry.encode()), place, head.count, path, head.head)
    if proof["kind"] == "consistency":
        first = read_head(proof["earlier"])
        grows = merkle.proves_consistency(first.count, head.count, path, first.head, head.head)
        return first.book == head.book and first.holds(keys) and grows
    return False


def _covers(over: Head, newest: Head, entry: str, place: int) -> bool:
    """Whether that seal was made over this entry: then its columns are what the values stand for."""
    number = int(values_of(entry, over.columns)[over.columns[0]] or "")
    in_it = place < over.count <= newest.count and over.first_id <= number <= over.last_id
    return over.book == newest.book and in_it


def said(proof: Mapping[str, Any]) -> str:
    """What a proof that holds has shown."""
    head = read_head(proof["head"])
    if proof["kind"] == "inclusion":
        values = values_of(proof["entry"], read_head(proof["seal"]).columns)
        lines = [f"  {name}: {'–' if value is None else value}" for name, value in values.items()]
        first = f"This entry stands as number {proof['index'] + 1} in the log of {head.book} under seal {head.number}:"
        return "\n".join([first, *lines])
    earlier = read_head(proof["earlier"])
    return f"The log of {head.book} under seal {head.number} begins with the whole log under seal {earlier.number}."


def _proof(kind: str, path: list[bytes], head: Head) -> dict[str, Any]:
    return {"format": FORMAT, "kind": kind, "path": [step.hex() for step in path], "head": json.loads(head.line)}

"""The append-only log of RFC 9162 (Certificate Transparency 2.0), section 2: pure functions over hashes.

A log is a list of leaves. Its head is one hash of 32 bytes over all of them. An inclusion proof
shows that a leaf stands in the log with that head; a consistency proof shows that a later head
extends an earlier one and changed nothing in it. Verifying needs no access to the log: whoever
keeps an old head can check. Leaves are given as their hashes (`leaf_hash`).

Proofs are lists of hashes, lowest first. Verifiers answer False to anything malformed; they never
raise on what comes from outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import NamedTuple

EMPTY = sha256(b"").digest()
STRIDE = 10  # roots of every tenth level are kept: any root is made of at most 2^10 hashes that are kept


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry: SHA-256 over 0x00 and the entry, so that no node can pass for a leaf."""
    return sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The hashes of many entries."""
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: SHA-256 over 0x01 and both."""
    return sha256(b"\x01" + left + right).digest()


class Subtree(NamedTuple):
    """The root of a complete subtree: it covers the leaves from `place << level` on, 2 to the power of `level`."""

    level: int
    place: int
    root: bytes


Subtrees = Callable[[int, int], bytes]  # level and place of a complete subtree -> its root


class Frontier:
    """The roots of the complete subtrees of a growing log, largest first: all that appending needs.

    For n leaves it holds as many hashes as n has ones in binary, so a log of millions is extended
    without reading it again.
    """

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        self.size = size
        self.roots = list(roots)
        if len(self.roots) != size.bit_count():
            raise ValueError(f"a log of {size} leaves has {size.bit_count()} complete subtrees, not {len(self.roots)}")

    def copy(self) -> Frontier:
        """The same log, to be continued in another way."""
        return Frontier(self.size, self.roots)

    def extend(self, leaves: Iterable[bytes]) -> list[Subtree]:
        """Add leaf hashes. Returns the subtrees of 2^10, 2^20 … leaves that became complete (see `STRIDE`)."""
        nodes, level, complete = list(leaves), 0, list[Subtree]()
        waiting = dict(zip(_ones(self.size), reversed(self.roots), strict=True))
        before, self.size = self.size, self.size + len(nodes)
        while nodes:
            place = before >> level
            if level and not level % STRIDE:
                complete += [Subtree(level, number, node) for number, node in enumerate(nodes, start=place)]
            if place & 1:
                nodes.insert(0, waiting.pop(level))
            if len(nodes) & 1:
                waiting[level] = nodes.pop()
            pairs = iter(nodes)
            nodes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
            level += 1
        self.roots = [waiting[level] for level in sorted(waiting, reverse=True)]
        return complete

    @property
    def head(self) -> bytes:
        """The head of the log as it stands."""
        if not self.roots:
            return EMPTY
        head = self.roots[-1]
        for root in reversed(self.roots[:-1]):
            head = node_hash(root, head)
        return head


def subtrees_in(size: int) -> int:
    """How many complete subtrees of 2^10, 2^20 … leaves a log holds."""
    return sum(size >> level for level in range(STRIDE, size.bit_length(), STRIDE))


def head_of(leaves: Iterable[bytes]) -> bytes:
    """The head over all these leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.head


def subtrees_of(leaves: Sequence[bytes]) -> Subtrees:
    """The subtrees of a log that is at hand as a whole."""
    return lambda level, place: head_of(leaves[place << level : (place + 1) << level])


def inclusion_proof(index: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """Shows that leaf `index` (from 0) stands in the log of `size`. Raises IndexError outside it."""
    if not 0 <= index < size:
        raise IndexError(index)
    start, stop, path = 0, size, list[bytes]()
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(_root(middle, stop, subtrees))
            stop = middle
        else:
            path.append(_root(start, middle, subtrees))
            start = middle
    return path[::-1]


def consistency_proof(earlier: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """Shows that the log of `size` extends the log of its first `earlier` leaves. Raises IndexError outside it."""
    if not 0 < earlier <= size:
        raise IndexError(earlier)
    start, stop, path = 0, size, list[bytes]()
    while earlier != stop:
        middle = start + _split(stop - start)
        if earlier <= middle:
            path.append(_root(middle, stop, subtrees))
            stop = middle
        else:
            path.append(_root(start, middle, subtrees))
            start = middle
    if start:  # else the checker has the earlier head already
        path.append(_root(start, stop, subtrees))
    return path[::-1]


def _root(start: int, stop: int, subtrees: Subtrees) -> bytes:
    """The root over a part of the log as the RFC cuts it: whole subtrees, and at the right edge the rest."""
    size = stop - start
    if not size & (size - 1):
        level = size.bit_length() - 1
        return subtrees(level, start >> level)
    middle = start + _split(size)
    return node_hash(_root(start, middle, subtrees), _root(middle, stop, subtrees))


def _ones(number: int) -> list[int]:
    """Where a number has ones in binary, the lowest first."""
    return [place for place in range(number.bit_length()) if number >> place & 1]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def proves_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], head: bytes) -> bool:
    """Whether the proof shows that this hash is leaf `index` of the log of `size` with that head (section 2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes((leaf, head, *proof)):
        return False
    root = leaf
    for step, on_the_left in _walk(index, size - 1, proof):
        root = node_hash(step, root) if on_the_left else node_hash(root, step)
    return root == head and len(proof) == _length(index, size - 1)


def proves_consistency(
    earlier: int,
    later: int,
    proof: Sequence[bytes],
    earlier_head: bytes,
    later_head: bytes,
) -> bool:
    """Whether the proof shows that the later log begins with the whole earlier one (section 2.1.4.2)."""
    if not 0 < earlier <= later or not _are_hashes((earlier_head, later_head, *proof)):
        return False
    if earlier == later:
        return not proof and earlier_head == later_head
    steps = [*proof] if earlier & (earlier - 1) else [earlier_head, *proof]
    shared = ((earlier - 1) ^ earlier).bit_length() - 1  # complete on both sides: the proof begins above them
    place, last = earlier - 1 >> shared, later - 1 >> shared
    if not steps or len(steps) - 1 != _length(place, last):
        return False
    old = new = steps[0]
    for step, on_the_left in _walk(place, last, steps[1:]):
        old = node_hash(step, old) if on_the_left else old
        new = node_hash(step, new) if on_the_left else node_hash(new, step)
    return old == earlier_head and new == later_head


def _walk(place: int, last: int, proof: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """From a node up to the root: each step of the proof, and whether it stands on the left."""
    for step in proof:
        on_the_left = bool(place & 1) or place == last
        yield step, on_the_left
        while on_the_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1


def _length(place: int, last: int) -> int:
    """How many steps a proof has from a node up to the root."""
    inner = (place ^ last).bit_length()
    return inner + (place >> inner).bit_count()


def _are_hashes(values: Iterable[object]) -> bool:
    return all(isinstance(value, bytes) and len(value) == len(EMPTY) for value in values)

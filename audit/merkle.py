"""The append-only log of RFC 9162 (Certificate Transparency 2.0), section 2: pure functions over hashes.

A log is a list of leaves. Its head is one hash of 32 bytes over all of them. An inclusion proof
shows that a leaf stands in the log with that head; a consistency proof shows that a later head
extends an earlier one and changed nothing in it. Verifying needs no access to the log: whoever
keeps an old head can check. Leaves are given as their hashes (`leaf_hash`).

Proofs are lists of hashes, lowest first. Verifiers answer False to anything malformed; they never
raise on what comes from outside.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry: SHA-256 over 0x00 and the entry, so that no node can pass for a leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees: SHA-256 over 0x01 and both."""
    return sha256(b"\x01" + left + right).digest()


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

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        size, root = self.size, leaf
        while size & 1:
            root = node_hash(self.roots.pop(), root)
            size >>= 1
        self.roots.append(root)
        self.size += 1

    @property
    def head(self) -> bytes:
        """The head of the log as it stands."""
        if not self.roots:
            return EMPTY
        head = self.roots[-1]
        for root in reversed(self.roots[:-1]):
            head = node_hash(root, head)
        return head


def head_of(leaves: Iterable[bytes]) -> bytes:
    """The head over all these leaf hashes, in one pass and constant memory."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.head


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Shows that leaf `index` (from 0) stands in a log of these leaves. Raises IndexError outside it."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(index, leaves[:split]), head_of(leaves[split:])]
    return [*inclusion_proof(index - split, leaves[split:]), head_of(leaves[:split])]


def consistency_proof(earlier: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Shows that a log of these leaves extends the log of its first `earlier` leaves. Raises IndexError outside it."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(earlier)
    return _subproof(earlier, leaves, whole=True)


def _subproof(earlier: int, leaves: Sequence[bytes], *, whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [head_of(leaves)]
    split = _split(len(leaves))
    if earlier <= split:
        return [*_subproof(earlier, leaves[:split], whole=whole), head_of(leaves[split:])]
    return [*_subproof(earlier - split, leaves[split:], whole=False), head_of(leaves[:split])]


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

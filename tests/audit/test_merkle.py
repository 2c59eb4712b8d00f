"""The log of RFC 9162, against the reference log of Certificate Transparency and against forged proofs."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.merkle import (
    EMPTY,
    Frontier,
    consistency_proof,
    head_of,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    proves_consistency,
    proves_inclusion,
    subtrees_of,
)

# Entries and heads of the reference log used by the Certificate Transparency projects (computed there, not here).
ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
HEADS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]


@pytest.mark.parametrize("size", range(1, 9))
def test_heads_are_those_of_the_reference_log(size: int) -> None:
    assert head_of(LEAVES[:size]).hex() == HEADS[size - 1]


def test_the_empty_log_has_the_hash_of_nothing() -> None:
    assert head_of([]) == EMPTY


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    with pytest.raises(ValueError, match="complete subtrees"):
        Frontier(3, [EMPTY])


@pytest.mark.parametrize("index", [-1, 8])
def test_no_proof_for_what_is_not_in_the_log(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(index, 8, subtrees_of(LEAVES))
    with pytest.raises(IndexError):
        consistency_proof(0 if index < 0 else 9, 8, subtrees_of(LEAVES))


leaves = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(lambda entries: [leaf_hash(e) for e in entries])


@given(leaves, st.data())
def test_every_leaf_is_proved_and_no_other(log: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(log) - 1))
    proof, head = inclusion_proof(index, len(log), subtrees_of(log)), head_of(log)
    assert proves_inclusion(log[index], index, len(log), proof, head)
    assert not proves_inclusion(leaf_hash(b"another"), index, len(log), proof, head)
    assert not proves_inclusion(log[index], index, len(log), proof, leaf_hash(b"another"))
    assert not proves_inclusion(log[index], index, len(log), [*proof, EMPTY], head)
    assert not proves_inclusion(log[index], len(log), len(log), proof, head)


@given(leaves, st.data())
def test_a_proof_with_one_changed_hash_is_refused(log: list[bytes], data: st.DataObject) -> None:
    assume(len(log) > 1)
    index = data.draw(st.integers(0, len(log) - 1))
    proof = inclusion_proof(index, len(log), subtrees_of(log))
    place = data.draw(st.integers(0, len(proof) - 1))
    proof[place] = leaf_hash(proof[place])
    assert not proves_inclusion(log[index], index, len(log), proof, head_of(log))
    assert not proves_inclusion(log[index], index, len(log), proof[:place], head_of(log))


@given(leaves, st.data())
def test_a_log_that_grew_is_consistent_and_one_that_was_rewritten_is_not(log: list[bytes], data: st.DataObject) -> None:
    earlier = data.draw(st.integers(1, len(log)))
    proof = consistency_proof(earlier, len(log), subtrees_of(log))
    old, new = head_of(log[:earlier]), head_of(log)
    assert proves_consistency(earlier, len(log), proof, old, new)
    rewritten = [leaf_hash(b"rewritten"), *log[1:]]
    assume(rewritten != log)
    forged = consistency_proof(earlier, len(log), subtrees_of(rewritten))
    assert not proves_consistency(earlier, len(log), forged, old, head_of(rewritten))
    assert not proves_consistency(earlier, len(log), [*proof, EMPTY], old, new)


@given(leaves, st.data())
def test_a_frontier_taken_up_again_continues_the_same_log(log: list[bytes], data: st.DataObject) -> None:
    first, cut = Frontier(), data.draw(st.integers(0, len(log)))
    first.extend(log[:cut])
    second = Frontier(first.size, first.roots)
    second.extend(log[cut:])
    assert (second.head, second.size) == (head_of(log), len(log))


def by_the_book(log: list[bytes]) -> bytes:
    """Section 2.1.1 word by word."""
    if len(log) == 1:
        return log[0]
    split = max(1 << power for power in range(12) if 1 << power < len(log))
    return sha256(b"\x01" + by_the_book(log[:split]) + by_the_book(log[split:])).digest()


@given(leaves)
def test_a_head_is_what_the_rfc_says(log: list[bytes]) -> None:
    assert head_of(log) == by_the_book(log)


@pytest.mark.parametrize("cuts", [[0, 2500], [0, 1, 1023, 1024, 1025, 2047, 2500], [*range(0, 2500, 37), 2500]])
def test_each_complete_subtree_is_told_once(cuts: list[int]) -> None:
    log = leaf_hashes(str(number).encode() for number in range(2500))
    frontier = Frontier()
    told = [subtree for start, stop in pairwise(cuts) for subtree in frontier.extend(log[start:stop])]
    assert told == [(10, place, by_the_book(log[place << 10 : (place + 1) << 10])) for place in (0, 1)]
    assert frontier.copy().head == by_the_book(log)


def test_a_node_does_not_pass_for_an_entry() -> None:
    """Else whoever has two neighbouring hashes could prove an "entry" that is made of both."""
    head, (left, right) = head_of(LEAVES), (LEAVES[0], LEAVES[1])
    proof = inclusion_proof(0, 8, subtrees_of(LEAVES))[1:]
    assert not proves_inclusion(leaf_hash(left + right), 0, 4, proof, head)
    assert not proves_inclusion(leaf_hash(b"\x01" + left + right), 0, 4, proof, head)


@pytest.mark.parametrize("proof", [[b"short"], ["text"], [None]])
def test_malformed_proofs_are_refused_and_do_not_raise(proof: list[bytes]) -> None:
    head = head_of(LEAVES)
    assert not proves_inclusion(LEAVES[0], 0, 8, proof, head)
    assert not proves_consistency(3, 8, proof, head_of(LEAVES[:3]), head)
    assert not proves_consistency(3, 8, [], head_of(LEAVES[:3]), head)
    assert not proves_consistency(4, 8, [], head_of(LEAVES[:4]), head)

"""Partial Merkle trees: what is built proves exactly what was chosen, and nothing else fits."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.merkle import compute_merkle_root
from dashcore.consensus.merkleblock import InvalidProofError, PartialMerkleTree
from dashcore.util.hashes import hash256
from dashcore.util.serialize import SerializationError


def leaves(count: int) -> list[bytes]:
    """Make distinct hashes."""
    return [hash256(number.to_bytes(4, "little")) for number in range(count)]


@given(st.lists(st.booleans(), min_size=1, max_size=70))
def test_round_trip(chosen: list[bool]) -> None:
    """Through bytes and back, root and chosen leaves are the same."""
    txids = leaves(len(chosen))
    data = PartialMerkleTree.build(txids, chosen).encode()
    tree, end = PartialMerkleTree.decode(data, 0)
    root, found = tree.extract()
    assert end == len(data)
    assert root == compute_merkle_root(txids)[0]
    assert found == [txid for txid, is_chosen in zip(txids, chosen, strict=True) if is_chosen]


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Whatever comes is a tree, no tree, or cut short."""
    with contextlib.suppress(SerializationError, InvalidProofError):
        PartialMerkleTree.decode(data, 0)[0].extract()


@pytest.mark.parametrize("count", [0, 2_000_000 // 60 + 1, 0xFFFFFFFF])
def test_impossible_number(count: int) -> None:
    """No block has so many transactions, or none."""
    with pytest.raises(InvalidProofError):
        PartialMerkleTree(count, leaves(1), [True] * 8).extract()


def test_twin_branches_are_refused() -> None:
    """Equal branches would prove transactions that are not there (CVE-2012-2459)."""
    (leaf,) = leaves(1)
    with pytest.raises(InvalidProofError):
        PartialMerkleTree(2, [leaf, leaf], [True, True, True]).extract()


def test_leftover_parts_are_refused() -> None:
    """A proof has no spare hash and no spare byte of bits."""
    tree = PartialMerkleTree.build(leaves(4), [True, False, False, False])
    for hashes, bits in ((tree.hashes + tuple(leaves(1)), tree.bits), (tree.hashes, tree.bits + (False,) * 8)):
        with pytest.raises(InvalidProofError):
            PartialMerkleTree(4, hashes, bits).extract()

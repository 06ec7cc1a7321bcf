"""Merkle roots, branches and the ambiguity of repeated leaves."""

from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.merkle import compute_merkle_branch, compute_merkle_root
from dashcore.util.hashes import NULL_HASH, hash256

LEAVES = [hash256(bytes([at])) for at in range(16)]


def test_no_and_one_leaf() -> None:
    """Nothing has a null root; one leaf is its own."""
    assert compute_merkle_root([]) == (NULL_HASH, False)
    assert compute_merkle_root(LEAVES[:1]) == (LEAVES[0], False)


def test_repeated_tail_is_told() -> None:
    """Repeating the last leaves gives the same root (CVE-2012-2459); that is seen."""
    root, mutated = compute_merkle_root(LEAVES[:6])
    again, mutated_again = compute_merkle_root([*LEAVES[:6], *LEAVES[4:6]])

    assert (root, mutated) == (again, False)
    assert mutated_again


@given(st.integers(min_value=1, max_value=16), st.data())
def test_branch_leads_to_root(count: int, data: st.DataObject) -> None:
    """Hashing a leaf with its branch gives the root, for every number of leaves."""
    position = data.draw(st.integers(min_value=0, max_value=count - 1))
    value = LEAVES[position]
    at = position
    for sibling in compute_merkle_branch(LEAVES[:count], position):
        value = hash256(sibling + value) if at & 1 else hash256(value + sibling)
        at >>= 1

    assert value == compute_merkle_root(LEAVES[:count])[0]

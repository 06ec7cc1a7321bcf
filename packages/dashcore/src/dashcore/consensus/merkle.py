"""Merkle roots, and the branch of one leaf. Mirrors consensus/merkle.cpp."""

from collections.abc import Iterable, Sequence

from dashcore.primitives.transaction import Transaction
from dashcore.util.hashes import NULL_HASH, hash256


def compute_merkle_root(leaves: Iterable[bytes]) -> tuple[bytes, bool]:
    """Return the root of a Merkle tree and whether it is ambiguous.

    Two equal neighbours make the root equal to that of a shorter list (CVE-2012-2459):
    such a list must be refused without blaming whatever the root stands for.

    Returns:
        Root of 32 bytes, zero for no leaves; True if two paired hashes are equal.

    Source: C++ ComputeMerkleRoot.
    """
    level = list(leaves)
    mutated = False
    while len(level) > 1:
        for at in range(0, len(level) - 1, 2):
            if level[at] == level[at + 1]:
                mutated = True
                break
        if len(level) & 1:
            level.append(level[-1])
        level = [hash256(level[at] + level[at + 1]) for at in range(0, len(level), 2)]
    return (level[0] if level else NULL_HASH), mutated


def block_merkle_root(transactions: Sequence[Transaction]) -> tuple[bytes, bool]:
    """Return the Merkle root of a block's transactions and whether it is ambiguous. Source: C++ BlockMerkleRoot."""
    return compute_merkle_root(tx.txid for tx in transactions)


def compute_merkle_branch(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """Return the hashes that lead from one leaf to the root, lowest first.

    Source: BIP 22 "coinbasetxn" and getblocktemplate users; C++ ComputeMerkleBranch.
    """
    branch = []
    level = list(leaves)
    while len(level) > 1:
        if len(level) & 1:
            level.append(level[-1])
        branch.append(level[position ^ 1])
        level = [hash256(level[at] + level[at + 1]) for at in range(0, len(level), 2)]
        position >>= 1
    return branch

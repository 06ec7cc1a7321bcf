"""Transactions that are handed in together. Mirrors policy/packages.cpp."""

from collections.abc import Sequence

from dashcore.policy.policy import MAX_PACKAGE_COUNT, MAX_PACKAGE_SIZE
from dashcore.primitives.transaction import OutPoint, Transaction


def find_package_fault(transactions: Sequence[Transaction]) -> str | None:
    """Return why a package as such is refused: C++'s reject reason, None if it is fine.

    Source: C++ CheckPackage.
    """
    if len(transactions) > MAX_PACKAGE_COUNT:
        return "package-too-many-transactions"
    size = sum(len(tx.serialize()) for tx in transactions)
    if len(transactions) > 1 and size > MAX_PACKAGE_SIZE * 1000:
        return "package-too-large"
    later = {tx.txid for tx in transactions}
    for tx in transactions:
        if any(txin.prevout.txid in later for txin in tx.inputs):
            return "package-not-sorted"
        later.discard(tx.txid)
    spent: set[OutPoint] = set()
    for tx in transactions:
        inputs = {txin.prevout for txin in tx.inputs}
        if inputs & spent:
            return "conflict-in-package"
        spent |= inputs
    return None


def is_child_with_parents(transactions: Sequence[Transaction]) -> bool:
    """Whether the last one spends from each of the others. Source: C++ IsChildWithParents."""
    if len(transactions) < 2:
        return False
    parents = {txin.prevout.txid for txin in transactions[-1].inputs}
    return all(tx.txid in parents for tx in transactions[:-1])

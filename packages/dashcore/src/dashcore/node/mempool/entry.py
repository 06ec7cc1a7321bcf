"""A transaction in the mempool and what is remembered of it. Mirrors CTxMemPoolEntry of txmempool.h."""

from dataclasses import dataclass

from dashcore.chain.blockindex import BlockIndex
from dashcore.node.mempool.memory import transaction_usage
from dashcore.policy.policy import DEFAULT_BYTES_PER_SIGOP, virtual_size
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import Duffs, Height, UnixTime


@dataclass(frozen=True, slots=True)
class LockPoints:
    """First height and time at which the relative locks are met. Source: C++ LockPoints.

    Attributes:
        highest_input: the last block that holds a spent output; height and time hold while it is in the chain.
    """

    height: int
    time: int
    highest_input: BlockIndex | None = None


class MempoolEntry:
    """An entry. The sums over relatives, itself included, are kept up by the mempool.

    Attributes:
        size: what fee rates and limits go by: bytes, more where signature checks abound.
        usage: memory of the transaction, as a C++ node has it.
        sequence: number of the mempool's event that brought it in.
    """

    __slots__ = (
        "ancestor_count",
        "ancestor_fees",
        "ancestor_sigops",
        "ancestor_size",
        "base_fee",
        "children",
        "descendant_count",
        "descendant_fees",
        "descendant_size",
        "height",
        "lock_points",
        "modified_fee",
        "parents",
        "sequence",
        "sigops",
        "size",
        "spends_coinbase",
        "time",
        "tx",
        "usage",
    )

    def __init__(
        self,
        tx: Transaction,
        *,
        fee: Duffs,
        time: UnixTime,
        height: Height,
        spends_coinbase: bool,
        sigops: int,
        lock_points: LockPoints,
        fee_delta: int = 0,
        bytes_per_sigop: int = DEFAULT_BYTES_PER_SIGOP,
    ) -> None:
        self.tx = tx
        self.base_fee = fee
        self.modified_fee = fee + fee_delta
        self.time = time
        self.height = height
        self.spends_coinbase = spends_coinbase
        self.sigops = sigops
        self.lock_points = lock_points
        self.size = virtual_size(len(tx.serialize()), sigops, bytes_per_sigop)
        self.usage = transaction_usage(tx)
        self.sequence = 0
        self.parents: set[MempoolEntry] = set()
        self.children: set[MempoolEntry] = set()
        self.ancestor_count = self.descendant_count = 1
        self.ancestor_size = self.descendant_size = self.size
        self.ancestor_fees = self.descendant_fees = self.modified_fee
        self.ancestor_sigops = self.sigops

    def ancestors(self) -> set["MempoolEntry"]:
        """All unconfirmed transactions this one builds on, without itself."""
        return _closure(self.parents, "parents")

    def descendants(self) -> set["MempoolEntry"]:
        """All unconfirmed transactions that build on this one, without itself."""
        return _closure(self.children, "children")

    def add_ancestor(self, other: "MempoolEntry", sign: int) -> None:
        """Count `other` among the ancestors (sign 1) or no longer (-1)."""
        self.ancestor_count += sign
        self.ancestor_size += sign * other.size
        self.ancestor_fees += sign * other.modified_fee
        self.ancestor_sigops += sign * other.sigops

    def add_descendant(self, other: "MempoolEntry", sign: int) -> None:
        """Count `other` among the descendants (sign 1) or no longer (-1)."""
        self.descendant_count += sign
        self.descendant_size += sign * other.size
        self.descendant_fees += sign * other.modified_fee

    @property
    def descendant_score(self) -> float:
        """Duffs per byte by which the pool is trimmed: alone or with descendants, whichever is better."""
        return max(self.modified_fee / self.size, self.descendant_fees / self.descendant_size)


def _closure(start: set[MempoolEntry], link: str) -> set[MempoolEntry]:
    found: set[MempoolEntry] = set()
    todo = list(start)
    while todo:
        entry = todo.pop()
        if entry not in found:
            found.add(entry)
            todo += getattr(entry, link) - found
    return found

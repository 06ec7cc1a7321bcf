"""A transaction as the wallet keeps it: with its state, times, order and comments.

Mirrors wallet/transaction.h. The record's byte format is in `dashcore.wallet.records`.
"""

from dataclasses import dataclass
from typing import TypeAlias

from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, TxId, UnixTime
from dashcore.util.hashes import NULL_HASH, display_hash

UNKNOWN_HEIGHT = Height(-1)  # of a block read from a record, until the chain is asked
UNORDERED = -1  # order position of a transaction that has none
ABANDONED_HASH = b"\x01" + bytes(31)  # block id in the record of an abandoned transaction


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It is in a block of the active chain."""

    block_hash: BlockHash
    height: Height
    index: int

    def __str__(self) -> str:
        return f"Confirmed (block={display_hash(self.block_hash)}, height={self.height}, index={self.index})"


@dataclass(frozen=True, slots=True)
class InMempool:
    """The node's mempool holds it."""

    def __str__(self) -> str:
        return "InMempool"


@dataclass(frozen=True, slots=True)
class Conflicted:
    """A block of the active chain spends what it spends."""

    block_hash: BlockHash
    height: Height

    def __str__(self) -> str:
        return f"Conflicted (block={display_hash(self.block_hash)}, height={self.height})"


@dataclass(frozen=True, slots=True)
class Inactive:
    """Neither in a block nor in the mempool nor known to conflict; or the user abandoned it."""

    abandoned: bool = False

    def __str__(self) -> str:
        return f"Inactive (abandoned={int(self.abandoned)})"


@dataclass(frozen=True, slots=True)
class Unrecognized:
    """Read from a record that says nothing known; kept as it was."""

    block_hash: BlockHash
    index: int

    def __str__(self) -> str:
        return f"Unrecognized (block={display_hash(self.block_hash)}, index={self.index})"


TxState: TypeAlias = Confirmed | InMempool | Conflicted | Inactive | Unrecognized


def state_from_record(block_hash: BlockHash, index: int) -> TxState:
    """Read a state from the two fields a record holds. Source: C++ TxStateInterpretSerialized."""
    if block_hash == NULL_HASH:
        return Inactive() if index == 0 else Unrecognized(block_hash, index)
    if block_hash == ABANDONED_HASH:
        return Inactive(abandoned=True) if index == -1 else Unrecognized(block_hash, index)
    if index >= 0:
        return Confirmed(block_hash, UNKNOWN_HEIGHT, index)
    if index == -1:
        return Conflicted(block_hash, UNKNOWN_HEIGHT)
    return Unrecognized(block_hash, index)


def state_to_record(state: TxState) -> tuple[BlockHash, int]:
    """Return block id and index as a record holds them. Source: C++ TxStateSerializedBlockHash."""
    match state:
        case Confirmed():
            return state.block_hash, state.index
        case Conflicted():
            return state.block_hash, -1
        case Inactive():
            return (BlockHash(ABANDONED_HASH), -1) if state.abandoned else (BlockHash(NULL_HASH), 0)
        case Unrecognized():
            return state.block_hash, state.index
        case _:
            return BlockHash(NULL_HASH), 0


class WalletTransaction:
    """A transaction that touches the wallet. Changed only under the wallet's lock.

    Attributes:
        comments: "comment", "to" and whatever else the record holds.
        order_form: pairs shown with the transaction.
        time_received: when this wallet first saw it.
        time_smart: time shown to people; follows the order of arrival.
        order: position in the list of transactions; UNORDERED: none.
        from_me: made by this wallet.
    """

    __slots__ = (
        "comments",
        "from_me",
        "instant_send_locked",
        "order",
        "order_form",
        "received_is_tx_time",
        "state",
        "time_received",
        "time_smart",
        "tx",
    )

    def __init__(self, tx: Transaction, state: TxState) -> None:
        self.tx = tx
        self.state = state
        self.comments: dict[str, str] = {}
        self.order_form: list[tuple[str, str]] = []
        self.received_is_tx_time = 0
        self.time_received = UnixTime(0)
        self.time_smart = UnixTime(0)
        self.order = UNORDERED
        self.from_me = False
        self.instant_send_locked = False

    @property
    def txid(self) -> TxId:
        """Id of the transaction."""
        return self.tx.txid

    @property
    def is_coinbase(self) -> bool:
        """Whether it creates the reward of a block."""
        return self.tx.is_coinbase

    @property
    def is_abandoned(self) -> bool:
        """Whether the user gave it up."""
        return isinstance(self.state, Inactive) and self.state.abandoned

    @property
    def is_conflicted(self) -> bool:
        """Whether a block spends what it spends."""
        return isinstance(self.state, Conflicted)

    @property
    def is_confirmed(self) -> bool:
        """Whether it is in a block."""
        return isinstance(self.state, Confirmed)

    @property
    def in_mempool(self) -> bool:
        """Whether the mempool holds it."""
        return isinstance(self.state, InMempool)

    @property
    def time(self) -> UnixTime:
        """Time shown to people. Source: C++ CWalletTx::GetTxTime."""
        return self.time_smart or self.time_received

    def is_equivalent_to(self, other: "WalletTransaction") -> bool:
        """Whether only the signatures differ. Source: C++ CWalletTx::IsEquivalentTo."""
        return _without_signatures(self.tx) == _without_signatures(other.tx)

    def __repr__(self) -> str:
        return f"WalletTransaction({display_hash(self.txid)}, {self.state})"


def _without_signatures(tx: Transaction) -> tuple[object, ...]:
    inputs = tuple((txin.prevout, txin.sequence) for txin in tx.inputs)
    return tx.version, tx.type, inputs, tx.outputs, tx.lock_time, tx.extra_payload

"""Submit a transaction of one's own: to the mempool, then to peers. Mirrors node/transaction.cpp."""

import threading
from enum import Enum

from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.node.context import NodeContext
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs


class TransactionError(Enum):
    """Why a transaction was not broadcast; the value is the text for people. Source: C++ TransactionError."""

    MISSING_INPUTS = "Inputs missing or spent"
    ALREADY_IN_CHAIN = "Transaction already in block chain"
    MEMPOOL_REJECTED = "Transaction rejected by mempool"
    MEMPOOL_ERROR = "Mempool internal error"
    MAX_FEE_EXCEEDED = "Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)"


class BroadcastError(Exception):
    """A transaction was not broadcast.

    Attributes:
        kind: of failure.
        reject: reject reason and detail of the mempool; "" where it was not asked.
    """

    def __init__(self, kind: TransactionError, reject: str = "") -> None:
        super().__init__(kind, reject)
        self.kind = kind
        self.reject = reject

    def __str__(self) -> str:
        return self.reject or self.kind.value


def broadcast_transaction(
    node: NodeContext,
    tx: Transaction,
    *,
    max_fee: Duffs = Duffs(0),  # noqa: B008 - a NewType is no call that matters
    relay: bool = True,
    wait: bool = True,
    bypass_limits: bool = False,
) -> None:
    """Submit a transaction, and announce it.

    Args:
        max_fee: refuse a higher fee; 0: any.
        relay: announce it to peers, again if the mempool holds it already.
        wait: return only when subscribers were told of it.

    Raises:
        BroadcastError: it is confirmed already, or refused.

    Threads: not with cs_main held where `wait`.
    """
    added = False
    with node.chainman.cs_main:
        coins = node.chainman.coins
        if any(coins.has_coin(OutPoint(tx.txid, index)) for index in range(len(tx.outputs))):
            raise BroadcastError(TransactionError.ALREADY_IN_CHAIN)
        if tx.txid not in node.mempool:
            _submit(node, tx, max_fee, bypass_limits)
            added = True
            if relay:
                node.mempool.unbroadcast.add(tx.txid)
    if added and wait:
        told = threading.Event()
        node.signals.call(told.set)
        told.wait()
    if relay and node.relay is not None:
        node.relay.relay_transaction(tx.txid)


def _submit(node: NodeContext, tx: Transaction, max_fee: Duffs, bypass_limits: bool) -> None:
    try:
        if max_fee > 0 and node.acceptor.accept(tx, test=True, bypass_limits=bypass_limits).fee > max_fee:
            raise BroadcastError(TransactionError.MAX_FEE_EXCEEDED)
        node.acceptor.accept(tx, bypass_limits=bypass_limits)
    except InvalidTxError as error:
        missing = error.result is TxResult.MISSING_INPUTS
        kind = TransactionError.MISSING_INPUTS if missing else TransactionError.MEMPOOL_REJECTED
        raise BroadcastError(kind, str(error)) from error

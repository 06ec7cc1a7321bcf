"""The mempool's part in moving the tip: `chain.events.MempoolHook`. Mirrors MaybeUpdateMempoolForReorg."""

from collections.abc import Sequence

from dashcore.consensus.validation import InvalidTxError
from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool.accept import MempoolAcceptor
from dashcore.node.mempool.pool import Mempool
from dashcore.primitives.transaction import Transaction


class MempoolFollower:
    """Keeps the mempool consistent with the chain. Every method comes with cs_main held."""

    def __init__(self, mempool: Mempool, acceptor: MempoolAcceptor) -> None:
        self._mempool = mempool
        self._acceptor = acceptor

    def remove_for_block(self, transactions: Sequence[Transaction], height: int) -> None:
        """Drop what a connected block contains or conflicts with."""
        self._mempool.remove_for_block(transactions, height)

    def update_for_reorg(self, disconnected: Sequence[Transaction], *, add_back: bool) -> None:
        """Take disconnected transactions in again, then drop what the new tip makes invalid."""
        returned = []
        for tx in disconnected:
            if not (add_back and self._take_back(tx)):
                self._mempool.remove_recursive(tx, MempoolRemovalReason.REORG)
            elif tx.txid in self._mempool:
                returned.append(tx.txid)
        self._mempool.update_from_block(returned)
        self._mempool.remove_where(lambda entry: not self._acceptor.is_still_valid(entry), MempoolRemovalReason.REORG)
        self._acceptor.limit_size()

    def _take_back(self, tx: Transaction) -> bool:
        if tx.is_coinbase:
            return False
        try:
            self._acceptor.accept(tx, bypass_limits=True)
        except InvalidTxError:
            return False
        return True

    def transactions_updated(self, count: int) -> None:
        """Tell those who wait for a new block template."""
        self._mempool.updates += count

    def memory_usage(self) -> int:
        """Return bytes in use."""
        return self._mempool.usage

"""A client of the chain that remembers what it was told."""

import threading

from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, TxId, UnixTime


class Listener(ChainNotifications):
    """Remembers calls, ids of transactions, and the threads that called."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.txids: list[TxId] = []
        self.values: list[object] = []
        self.threads: set[str] = set()

    def _note(self, what: str, *values: object) -> None:
        self.seen.append(what)
        self.values += values
        self.threads.add(threading.current_thread().name)

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """Note."""
        self.txids.append(tx.txid)
        self._note("added", tx, accept_time)

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Note."""
        self._note(f"removed {reason.name}", tx)

    def block_connected(self, block: Block, height: Height) -> None:
        """Note."""
        self._note(f"connected {height}", block)

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Note."""
        self._note(f"disconnected {height}", block)

    def updated_block_tip(self) -> None:
        """Note."""
        self._note("tip")

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Note."""
        self._note("flushed", locator)

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """Note."""
        self._note(f"chain lock {height}", block_hash)

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """Note."""
        self._note("lock", tx)

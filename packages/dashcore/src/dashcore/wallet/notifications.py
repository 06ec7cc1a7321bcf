"""What the node tells one wallet. Mirrors CWallet as a Chain::Notifications."""

from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, UnixTime
from dashcore.wallet.wallet import Wallet


class WalletNotifications(ChainNotifications):
    """Hands on to a wallet what the node says."""

    def __init__(self, wallet: Wallet) -> None:
        self._wallet = wallet

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """`tx` was accepted."""
        self._wallet.transaction_added_to_mempool(tx)

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """`tx` left."""
        self._wallet.transaction_removed_from_mempool(tx, reason)

    def block_connected(self, block: Block, height: Height) -> None:
        """`block` is the new tip."""
        self._wallet.block_connected(block, height)

    def block_disconnected(self, block: Block, height: Height) -> None:
        """`block` left the active chain."""
        self._wallet.block_disconnected(block, height)

    def updated_block_tip(self) -> None:
        """The tip moved."""
        self._wallet.updated_block_tip()

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """The chain state is on disk."""
        self._wallet.chain_state_flushed(locator)

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """A block got a ChainLock."""
        self._wallet.on_chain_lock.tell(height)

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """`tx` is locked."""
        self._wallet.notify_transaction_lock(tx)

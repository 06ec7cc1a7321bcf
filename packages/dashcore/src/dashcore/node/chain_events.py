"""From the chain's events, which come with cs_main held, to the queue of those who listen at leisure."""

from collections.abc import Sequence

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.events import ChainEvents
from dashcore.interfaces.chain import BlockLocator
from dashcore.node.signals import MAX_PENDING, ValidationSignals
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash, Height


class SignalBridge(ChainEvents):
    """Posts what concerns `interfaces.ChainNotifications`."""

    def __init__(self, signals: ValidationSignals) -> None:
        self._signals = signals

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Post."""
        self._signals.block_connected(block, Height(index.height))

    def block_disconnected(self, block: Block, index: BlockIndex) -> None:
        """Post."""
        self._signals.block_disconnected(block, Height(index.height))

    def before_step(self) -> None:
        """Let the queue drain if it is long, lest memory fills up with blocks that wait."""
        if self._signals.pending > MAX_PENDING:
            self._signals.sync()

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Post."""
        del new, fork, initial_download
        self._signals.updated_block_tip()

    def chain_state_flushed(self, locator: Sequence[BlockHash]) -> None:
        """Post."""
        self._signals.chain_state_flushed(BlockLocator(hashes=tuple(locator)))

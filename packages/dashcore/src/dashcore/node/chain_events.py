"""From the chain's events, which come with cs_main held, to the queue of those who listen at leisure."""

from collections.abc import Sequence

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.events import ChainEvents
from dashcore.interfaces.chain import BlockLocator
from dashcore.interfaces.node import BlockTip, SynchronizationState
from dashcore.node.context import NodeContext
from dashcore.node.signals import MAX_PENDING, ValidationSignals
from dashcore.node.ui_signals import Signal
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash, Height, UnixTime


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


class TipReporter(ChainEvents):
    """Tells screens of new tips, behind everything else that is told of them. Source: C++ NotifyBlockTip."""

    def __init__(self, node: NodeContext) -> None:
        self._node = node

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Post."""
        del fork
        progress = self._node.chainman.verification_progress(new)
        self._report(self._node.ui_signals.block_tip, new, initial_download, progress)

    def header_tip(self, index: BlockIndex, *, initial_download: bool) -> None:
        """Post."""
        self._report(self._node.ui_signals.header_tip, index, initial_download, 0.0)

    def _report(
        self,
        signal: Signal[[SynchronizationState, BlockTip, float]],
        index: BlockIndex,
        initial_download: bool,
        progress: float,
    ) -> None:
        if not signal.is_connected:
            return
        state = SynchronizationState.INIT_DOWNLOAD if initial_download else SynchronizationState.POST_INIT
        if self._node.chainman.reindexing:
            state = SynchronizationState.INIT_REINDEX
        tip = BlockTip(height=Height(index.height), time=UnixTime(index.time), hash=index.hash)
        self._node.signals.call(lambda: signal(state, tip, progress))

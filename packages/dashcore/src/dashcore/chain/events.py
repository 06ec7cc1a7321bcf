"""What the chain tells and asks of those above it, as narrow protocols.

All calls come with cs_main held, in the order things happened, on the thread that caused
them. A receiver that takes time or calls into other processes queues them and returns.
Mirrors validationinterface.h.
"""

import threading
from collections.abc import Sequence
from typing import Protocol

from dashcore.chain.blockindex import BlockIndex
from dashcore.consensus.validation import InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash


class ChainEvents:
    """Base of a receiver; each method does nothing until it is overridden. Source: C++ CValidationInterface."""

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """A block became the tip of the active chain."""

    def block_disconnected(self, block: Block, index: BlockIndex) -> None:
        """A block left the active chain; its parent is the tip now."""

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """The tip moved, perhaps by several blocks.

        Args:
            fork: last block shared with the chain before; None after `invalidate_block`.
        """

    def block_checked(self, block: Block, error: InvalidBlockError | None) -> None:
        """A block's verdict is known: connected (None), or refused. Source: C++ BlockChecked."""

    def new_pow_valid_block(self, index: BlockIndex, block: Block) -> None:
        """A block that extends the tip passed all checks but those of its transactions' inputs."""

    def accepted_block_header(self, index: BlockIndex) -> None:
        """A new header entered the tree."""

    def header_tip(self, index: BlockIndex, *, initial_download: bool) -> None:
        """The header with most work changed; cs_main is not held."""

    def before_step(self) -> None:
        """The tip may move next; cs_main is not held. Who lags behind may wait here until it has caught up.

        Source: C++ LimitValidationInterfaceQueue.
        """

    def chain_state_flushed(self, locator: Sequence[BlockHash]) -> None:
        """The active chain up to the locator's first block is safe on disk."""


class EventHub(ChainEvents):
    """Passes every event on to all subscribers, in the order they came.

    Threads: subscribing is safe from any; an event goes to those subscribed when it began.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: tuple[ChainEvents, ...] = ()  # replaced, never changed; guarded by: self._lock

    def subscribe(self, subscriber: ChainEvents) -> None:
        """Pass events on to a receiver from now on."""
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)

    def unsubscribe(self, subscriber: ChainEvents) -> None:
        """Stop passing events on to a receiver; it need not be subscribed."""
        with self._lock:
            self._subscribers = tuple(each for each in self._subscribers if each is not subscriber)

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.block_connected(block, index)

    def block_disconnected(self, block: Block, index: BlockIndex) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.block_disconnected(block, index)

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.updated_tip(new, fork, initial_download=initial_download)

    def block_checked(self, block: Block, error: InvalidBlockError | None) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.block_checked(block, error)

    def new_pow_valid_block(self, index: BlockIndex, block: Block) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.new_pow_valid_block(index, block)

    def accepted_block_header(self, index: BlockIndex) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.accepted_block_header(index)

    def header_tip(self, index: BlockIndex, *, initial_download: bool) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.header_tip(index, initial_download=initial_download)

    def before_step(self) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.before_step()

    def chain_state_flushed(self, locator: Sequence[BlockHash]) -> None:
        """Pass on."""
        for subscriber in self._subscribers:
            subscriber.chain_state_flushed(locator)


class MempoolHook(Protocol):
    """The mempool's part in moving the tip. Called with cs_main held."""

    def remove_for_block(self, transactions: Sequence[Transaction], height: int) -> None:
        """Drop what a connected block contains or conflicts with."""

    def update_for_reorg(self, disconnected: Sequence[Transaction], *, add_back: bool) -> None:
        """Become consistent with the new tip.

        Args:
            disconnected: of blocks that left the chain and not in the new one, oldest first,
                coinbases included.
            add_back: take them in again where they are still valid; otherwise drop what
                depends on them.

        Source: C++ MaybeUpdateMempoolForReorg.
        """

    def transactions_updated(self, count: int) -> None:
        """The tip moved: what a block template would hold may have changed."""

    def memory_usage(self) -> int:
        """Return bytes in use, for the coin cache may take what the mempool leaves."""


class ShutdownHook(Protocol):
    """How the chain stops the node when it cannot go on."""

    def fatal_error(self, message: str, user_message: str) -> None:
        """Log nothing, show `user_message`, remember `message` as a warning, begin to shut down."""

    def shutdown_requested(self) -> bool:
        """Whether the node is shutting down, so that long work ends early."""

    def request_shutdown(self) -> None:
        """Begin to shut down without an error (-stopatheight)."""

    def show_progress(self, title: str, percent: int) -> None:
        """Show how far long work is; 100 ends it."""

    def warn(self, message: str) -> None:
        """Remember a warning that RPC and GUI show; "" takes it back."""


class NoShutdown:
    """A `ShutdownHook` for tools and tests: never shuts down."""

    def fatal_error(self, message: str, user_message: str) -> None:
        """Do nothing: the exception says it all."""

    def shutdown_requested(self) -> bool:
        """Return False."""
        return False

    def request_shutdown(self) -> None:
        """Do nothing."""

    def show_progress(self, title: str, percent: int) -> None:
        """Do nothing."""

    def warn(self, message: str) -> None:
        """Do nothing."""

"""Hands an attached program its notifications on a thread of its own, so that a slow or hung one keeps nobody waiting.

What validation, wallets and others tell is put in a queue and the teller goes on at once. A program that
lets too much pile up is disconnected: it has to catch up from its own best block anyway.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable

from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, UnixTime
from libmultiprocess import ClosedError, DisconnectedError

_log = logging.getLogger("dash.ipc")

MAX_EVENTS = 20_000
MAX_BYTES = 64 << 20  # of the transactions and blocks among them


class Delivery:
    """A queue of calls to one program, worked off in order by a thread that starts with the first of them.

    Args (constructor):
        name: of the thread.
        on_overflow: called once, on the thread that put one call too many; must not wait.
        max_events: how many calls may wait.
        max_bytes: how many bytes they may hold.

    Threads: any may put and wait.
    """

    def __init__(
        self,
        name: str,
        on_overflow: Callable[[], None],
        *,
        max_events: int = MAX_EVENTS,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._on_overflow = on_overflow
        self._max_events = max_events
        self._max_bytes = max_bytes
        self._wake = threading.Condition()
        self._events: deque[tuple[Callable[[], None], int]] = deque()  # guarded by: self._wake
        self._bytes = 0  # guarded by: self._wake
        self._closed = False  # guarded by: self._wake
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._started = False  # guarded by: self._wake

    @property
    def waiting(self) -> int:
        """How many calls wait."""
        with self._wake:
            return len(self._events)

    def put(self, call: Callable[[], None], size: int = 0) -> None:
        """Make `call` behind those that wait; after the end it is dropped.

        Args:
            size: bytes that waiting keeps in memory.
        """
        with self._wake:
            if self._closed:
                return
            full = len(self._events) >= self._max_events or self._bytes + size > self._max_bytes
            if full:
                self._close_locked()
            else:
                self._events.append((call, size))
                self._bytes += size
                if not self._started:
                    self._started = True
                    self._thread.start()
                self._wake.notify_all()
        if full:
            self._on_overflow()

    def sync(self) -> None:
        """Wait until what was put so far is delivered, or the queue ends; at once on the queue's own thread."""
        if threading.current_thread() is self._thread:
            return
        done = threading.Event()
        with self._wake:
            if self._closed or not self._started:
                return
            self._events.append((done.set, 0))
            self._wake.notify_all()
            self._wake.wait_for(lambda: self._closed or done.is_set())

    def close(self) -> None:
        """Drop what waits and end the thread after the call it makes. Idempotent."""
        with self._wake:
            self._close_locked()

    def _close_locked(self) -> None:
        self._closed = True
        self._events.clear()
        self._bytes = 0
        self._wake.notify_all()

    def _run(self) -> None:
        while True:
            with self._wake:
                while not self._events and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                call, size = self._events[0]
            try:
                call()
            except (ClosedError, DisconnectedError):
                self.close()
                return
            except Exception:  # noqa: BLE001 - the edge of a thread: one that fails must not silence the others
                _log.debug("A notification failed", exc_info=True)
            with self._wake:
                if not self._closed:
                    self._events.popleft()
                    self._bytes -= size
                self._wake.notify_all()


class QueuedNotifications(ChainNotifications):
    """What validation calls in place of an attached program: never waits."""

    def __init__(self, delivery: Delivery, notifications: ChainNotifications) -> None:
        self._delivery = delivery
        self._to = notifications
        self._ended = False

    def end(self) -> None:
        """Deliver nothing any more, not even what waits."""
        self._ended = True

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """Queue it."""
        self._put(lambda: self._to.transaction_added_to_mempool(tx, accept_time), len(tx.serialize()))

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Queue it."""
        self._put(lambda: self._to.transaction_removed_from_mempool(tx, reason), len(tx.serialize()))

    def block_connected(self, block: Block, height: Height) -> None:
        """Queue it."""
        self._put(lambda: self._to.block_connected(block, height), len(block.serialize()))

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Queue it."""
        self._put(lambda: self._to.block_disconnected(block, height), len(block.serialize()))

    def updated_block_tip(self) -> None:
        """Queue it."""
        self._put(self._to.updated_block_tip)

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Queue it."""
        self._put(lambda: self._to.chain_state_flushed(locator))

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """Queue it."""
        self._put(lambda: self._to.notify_chain_lock(block_hash, height))

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """Queue it."""
        self._put(lambda: self._to.notify_transaction_lock(tx), len(tx.serialize()))

    def _put(self, call: Callable[[], None], size: int = 0) -> None:
        def unless_ended() -> None:
            if not self._ended:
                call()

        self._delivery.put(unless_ended, size)

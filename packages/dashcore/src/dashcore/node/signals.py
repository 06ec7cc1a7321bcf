"""Delivers what validation did to those who want to know, in order, off the validating thread.

Mirrors validationinterface.h (CMainSignals). A subscriber gets every event after it subscribed, one at a
time; validation never waits for subscribers, except where `sync` is called without cs_main held.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable

from dashcore.common.scheduler import Scheduler
from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.interfaces.handler import Handler
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import Height, UnixTime

_log = logging.getLogger("dash.validation")

MAX_PENDING = (
    10  # events that may wait before validation lets the queue drain. Source: C++ LimitValidationInterfaceQueue
)


class _Subscription(Handler):
    def __init__(self, signals: "ValidationSignals", notifications: ChainNotifications) -> None:
        self._signals = signals
        self._notifications = notifications

    def disconnect(self) -> None:
        self._signals.unsubscribe(self._notifications)


class ValidationSignals:
    """The queue between validation and its subscribers.

    Threads: any thread may post; subscribers run on the scheduler's thread.
    """

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self._events: deque[Callable[[], None]] = deque()  # guarded by: self._lock
        self._scheduled = False  # guarded by: self._lock
        self._lock = threading.Lock()
        self._subscribers: tuple[ChainNotifications, ...] = ()  # replaced whole, guarded by: self._lock

    def subscribe(self, notifications: ChainNotifications) -> Handler:
        """Deliver to `notifications` until the handler disconnects."""
        with self._lock:
            self._subscribers = (*self._subscribers, notifications)
        return _Subscription(self, notifications)

    def unsubscribe(self, notifications: ChainNotifications) -> None:
        """End a subscription; one that is not there is fine."""
        with self._lock:
            self._subscribers = tuple(other for other in self._subscribers if other is not notifications)

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """Post: `tx` was accepted."""
        self._post(lambda to: to.transaction_added_to_mempool(tx, accept_time))

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Post: `tx` left."""
        self._post(lambda to: to.transaction_removed_from_mempool(tx, reason))

    def block_connected(self, block: Block, height: Height) -> None:
        """Post: `block` is the new tip."""
        self._post(lambda to: to.block_connected(block, height))

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Post: `block` is no longer in the active chain."""
        self._post(lambda to: to.block_disconnected(block, height))

    def updated_block_tip(self) -> None:
        """Post: the tip moved."""
        self._post(lambda to: to.updated_block_tip())

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Post: the chain state is on disk."""
        self._post(lambda to: to.chain_state_flushed(locator))

    def call(self, fn: Callable[[], None]) -> None:
        """Run `fn` behind everything posted so far. Source: C++ CallFunctionInValidationInterfaceQueue."""
        with self._lock:
            self._events.append(fn)
            if self._scheduled:
                return
            self._scheduled = True
        self._scheduler.run_later(self._drain)

    def sync(self) -> None:
        """Wait until everything posted so far was delivered.

        Threads: not with cs_main held; from the scheduler's own thread it returns at once.
        Source: C++ SyncWithValidationInterfaceQueue.
        """
        if threading.current_thread() is self._scheduler.thread:
            return
        done = threading.Event()
        self.call(done.set)
        done.wait()

    @property
    def scheduler_thread(self) -> threading.Thread:
        """The thread subscribers run on."""
        return self._scheduler.thread

    @property
    def pending(self) -> int:
        """How many events wait."""
        with self._lock:
            return len(self._events)

    def flush(self) -> None:
        """Deliver what waits on the calling thread; the scheduler must have stopped."""
        self._drain()

    def _post(self, deliver: Callable[[ChainNotifications], None]) -> None:
        if not self._subscribers:
            return

        def event() -> None:
            for subscriber in self._subscribers:
                try:
                    deliver(subscriber)
                except Exception:  # noqa: BLE001 - the edge of a thread: one subscriber must not silence the others
                    _log.exception("A subscriber failed")

        self.call(event)

    def _drain(self) -> None:
        while True:
            with self._lock:
                if not self._events:
                    self._scheduled = False
                    return
                event = self._events.popleft()
            event()

"""The wallet's lock, and what waits for its release.

Lock order, outermost first: `WalletContext.lock`, `Wallet.lock`, the database's own lock. `Following.lock` comes before
`Wallet.lock` too, and is never held together with `WalletContext.lock`.
Calls to the node's `Chain` are made below `Wallet.lock` where the answer must fit the
wallet's state (as the node's contract allows: it never calls a wallet while it holds a lock
of its own, but for `request_mempool_transactions`, which must be called below this lock).
`wait_for_notifications_if_tip_changed`, `rpc_run_later` and everything that ends a
subscription are never called below it. Subscribers are called after the release.
"""

import threading
from collections.abc import Callable
from functools import partial
from logging import getLogger
from types import TracebackType
from typing import Generic, ParamSpec

from dashcore.interfaces.handler import Handler
from dashcore.wallet.context import CallbackHandler

Args = ParamSpec("Args")
_log = getLogger("dash")


class WalletLock:
    """A lock a thread may take again, which runs what was put off once it is free."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._depth = 0  # guarded by: self._lock
        self._pending: list[Callable[[], None]] = []  # guarded by: self._lock

    def __enter__(self) -> "WalletLock":
        self._lock.acquire()
        self._depth += 1
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._depth -= 1
        pending: list[Callable[[], None]] = []
        if self._depth == 0:
            pending, self._pending = self._pending, []
        self._lock.release()
        for call in pending:
            try:
                call()
            except Exception:  # noqa: BLE001 - a subscriber's fault must not undo what the wallet did
                _log.exception("a wallet subscriber failed")

    def call_later(self, call: Callable[[], None]) -> None:
        """Run `call` on this thread as soon as the lock is free. The lock must be held."""
        self._pending.append(call)


class Subscribers(Generic[Args]):
    """Who wants to hear of one kind of event. Takes the lock it is given."""

    def __init__(self, lock: WalletLock) -> None:
        self._lock = lock
        self._calls: list[Callable[Args, None]] = []  # guarded by: self._lock

    def subscribe(self, call: Callable[Args, None]) -> Handler:
        """Call `call` at each event until the handler disconnects."""
        with self._lock:
            self._calls.append(call)

        def end() -> None:
            with self._lock:
                if call in self._calls:
                    self._calls.remove(call)

        return CallbackHandler(end)

    def tell(self, *args: Args.args, **kwargs: Args.kwargs) -> None:
        """Call all subscribers once the lock is free."""
        with self._lock:
            for call in self._calls:
                self._lock.call_later(partial(call, *args, **kwargs))

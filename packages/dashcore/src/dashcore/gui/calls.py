"""Interface calls off the Qt thread: a call may take seconds, the window must not.

calls.run(lambda: wallet.get_balances(), self.show_balances)
calls.run(lambda: wallet.unlock(words), self.on_unlocked, owner=dialog)      # dropped once the dialog is gone
calls.latest("balances", wallet.get_balances, self.show_balances)            # of several at once only the last
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from dashcore.gui.collector import Collector

T = TypeVar("T")

_log = logging.getLogger("dash.qt")
_THREADS = 6  # a rescan holds one until it ends; others must still get their answers


class Calls(QObject):
    """Runs functions on worker threads and hands what they return to the Qt thread.

    Signals:
        lost: the process that was called is gone; carries the error's text.
        failed: a call raised something that nobody awaits; carries a sentence.

    Threads: `run` and `latest` on the Qt thread; `post` on any.
    """

    lost = Signal(str)
    failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, is_lost: Callable[[BaseException], bool] = lambda _error: False) -> None:
        """Begin.

        Args:
            is_lost: whether an error means that the process at the other end is gone.
        """
        super().__init__()
        self._is_lost = is_lost
        self._collector = Collector()
        self._workers = ThreadPoolExecutor(_THREADS, thread_name_prefix="d-qt")
        self._numbers: dict[str, int] = {}
        self._running = 0
        self._idle = threading.Condition()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        fn: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Call `fn` on a worker, then `done` with its result, or `failed` with what it raised, on the Qt thread.

        Args:
            owner: drops the answer once this object is deleted; by default whose method `done` is.
        """
        if self._closed:
            return
        if owner is None:
            owner = _object_of(done)
        with self._idle:
            self._running += 1

        def work() -> None:
            try:
                result = fn()
            except Exception as error:  # noqa: BLE001 - the edge of a thread
                caught = error
                self._arrived.emit(lambda: self._fail(caught, failed, owner))
                return
            self._arrived.emit(lambda: self._finish(result, done, owner))

        self._workers.submit(work)

    def latest(self, key: str, fn: Callable[[], T], done: Callable[[T], None]) -> None:
        """As `run`; an answer that a later call of the same key overtook is dropped."""
        number = self._numbers[key] = self._numbers.get(key, 0) + 1

        def show(result: T) -> None:
            if self._numbers.get(key) == number:
                done(result)

        self.run(fn, show, owner=_object_of(done))

    def post(self, fn: Callable[[], object]) -> None:
        """Call `fn` on the Qt thread soon. For callbacks that come on other threads."""
        with self._idle:
            if self._closed:
                return
            self._running += 1
        self._arrived.emit(lambda: self._finish(None, lambda _nothing: fn(), None))

    def close(self) -> None:
        """Take no more calls and drop the answers that are still to come. Does not wait for them."""
        with self._idle:
            self._closed = True
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._collector.stop()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way; for tests."""
        return self._running == 0

    @Slot(object)
    def _deliver(self, step: Callable[[], None]) -> None:
        with self._idle:
            self._running -= 1
        if not self._closed:
            step()

    def _finish(self, result: T, done: Callable[[T], object] | None, owner: QObject | None) -> None:
        if done is not None and (owner is None or shiboken6.isValid(owner)):
            done(result)

    def _fail(self, error: Exception, failed: Callable[[Exception], None] | None, owner: QObject | None) -> None:
        if self._is_lost(error):
            _log.info("A process the screen shows is gone: %s", error)
            self.lost.emit(str(error))
        if failed is not None:
            if owner is None or shiboken6.isValid(owner):
                failed(error)
        elif not self._is_lost(error):
            _log.error("A call for the screen failed", exc_info=error)
            self.failed.emit(str(error))


def _object_of(method: object) -> QObject | None:
    found = getattr(method, "__self__", None)
    return found if isinstance(found, QObject) else None

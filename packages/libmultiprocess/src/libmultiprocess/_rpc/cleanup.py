"""A thread of their own for cleanups: in order, never on a thread that holds something."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import Final, final

_LOG: Final = logging.getLogger("libmultiprocess")


@final
class Cleaner:
    """Runs functions one after the other on a thread started when first needed."""

    def __init__(self, name: str) -> None:
        self.finished = threading.Event()
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._started = False  # guarded by: self._lock
        self._ident = 0

    def put(self, fn: Callable[[], None]) -> None:
        """Queue `fn`; what comes after `finish` still runs, on a thread of its own."""
        self._jobs.put(fn)
        self._start()

    def finish(self) -> None:
        """Set `finished` once everything queued has run."""
        self._jobs.put(None)
        self._start()

    def is_current(self) -> bool:
        """Whether the calling thread is this one."""
        return threading.get_ident() == self._ident

    def _start(self) -> None:
        with self._lock:
            if self._started and not self.finished.is_set():
                return
            self._started = True
            threading.Thread(target=self._main, name=self._name, daemon=True).start()

    def _main(self) -> None:
        self._ident = threading.get_ident()
        while True:
            if self.finished.is_set() and self._jobs.empty():
                return
            fn = self._jobs.get()
            if fn is None:
                self.finished.set()
                continue
            try:
                fn()
            except Exception:  # noqa: BLE001 - the edge of a thread
                _LOG.exception("a cleanup failed")

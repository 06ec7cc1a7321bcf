"""Threads that run commands, and the requests that wait for one. Mirrors WorkQueue of httpserver.cpp."""

import logging
import threading
from collections import deque
from collections.abc import Callable

_log = logging.getLogger("dash")

Work = Callable[[], None]


class WorkQueue:
    """Hands work to threads in order; requests of external users wait until no other does.

    Threads: `put` from any thread; it never blocks.
    """

    def __init__(self, depth: int, external_depth: int) -> None:
        self._depth = depth
        self._external_depth = external_depth
        self._condition = threading.Condition()  # guards everything below
        self._queue: deque[Work] = deque()
        self._external: deque[Work] = deque()
        self._running = True
        self._threads: list[threading.Thread] = []

    def start(self, count: int) -> None:
        """Start `count` threads named `httpworker.<number>`."""
        for number in range(count):
            thread = threading.Thread(target=self._run, name=f"httpworker.{number}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def put(self, work: Work, *, external: bool = False) -> bool:
        """Queue work; False where the queue is full or closed."""
        queue, depth = (self._external, self._external_depth) if external else (self._queue, self._depth)
        with self._condition:
            if not self._running or len(queue) >= depth:
                return False
            queue.append(work)
            self._condition.notify()
        return True

    def interrupt(self) -> None:
        """Take nothing more; what is queued still runs."""
        with self._condition:
            self._running = False
            self._condition.notify_all()

    def join(self) -> None:
        """Wait until every thread has ended."""
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()
        self._threads.clear()

    def _run(self) -> None:
        while True:
            with self._condition:
                while self._running and not self._queue and not self._external:
                    self._condition.wait()
                if self._queue:
                    work = self._queue.popleft()
                    external = False
                elif self._external:
                    work = self._external.popleft()
                    external = True
                else:
                    return
            if external:
                _log.info("HTTP: Calling handler for external user...")
            try:
                work()
            except Exception:  # noqa: BLE001  # a thread's edge
                _log.exception("HTTP worker failed")
            del work  # a waiting thread must not keep a request alive

"""Runs tasks at a time on one background thread. Mirrors scheduler.h (CScheduler)."""

import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable

from dashcore.common.threads import trace_thread

_log = logging.getLogger("dash")

MAX_FORWARD_S = 3600  # what mockscheduler may skip at once


class Scheduler:
    """A queue of tasks ordered by time, worked off by a thread of its own.

    Threads: any thread may add; tasks run one at a time on the scheduler's thread.
    """

    def __init__(self, thread_name: str = "scheduler") -> None:
        self._tasks: list[tuple[float, int, Callable[[], None]]] = []  # guarded by: self._wake
        self._wake = threading.Condition()
        self._order = itertools.count()
        self._stopping = False
        self._thread = threading.Thread(
            target=trace_thread, args=(thread_name, self._run), name=thread_name, daemon=True
        )

    @property
    def thread(self) -> threading.Thread:
        """The thread tasks run on."""
        return self._thread

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the task that runs, drop the others, end the thread. Calling it again does nothing."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join()

    def run_later(self, task: Callable[[], None], delay_s: float = 0.0) -> None:
        """Run `task` once, `delay_s` from now."""
        with self._wake:
            heapq.heappush(self._tasks, (time.monotonic() + delay_s, next(self._order), task))
            self._wake.notify_all()

    def run_every(self, task: Callable[[], None], period_s: float) -> None:
        """Run `task` again and again, also where it failed, `period_s` from the end of one to the start of the next."""

        def again() -> None:
            try:
                task()
            finally:
                self.run_later(again, period_s)

        self.run_later(again, period_s)

    def forward(self, seconds: float) -> None:
        """Make everything due that much sooner. Source: C++ CScheduler::MockForward."""
        with self._wake:
            self._tasks = [(due - seconds, order, task) for due, order, task in self._tasks]
            heapq.heapify(self._tasks)
            self._wake.notify_all()

    def _next(self) -> Callable[[], None] | None:
        with self._wake:
            while not self._stopping:
                if not self._tasks:
                    self._wake.wait()
                    continue
                left = self._tasks[0][0] - time.monotonic()
                if left <= 0:
                    return heapq.heappop(self._tasks)[2]
                self._wake.wait(left)
            return None

    def _run(self) -> None:
        while (task := self._next()) is not None:
            try:
                task()
            except Exception:  # noqa: BLE001 - the edge of a thread: one task must not end the others
                _log.exception("A scheduled task failed")

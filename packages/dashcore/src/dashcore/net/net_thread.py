"""The thread that moves peers' bytes: an event loop and the tasks on it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from dashcore.common.threads import start_thread

if TYPE_CHECKING:
    import threading

_log = logging.getLogger("dash")

Work = Coroutine[None, None, None]


class NetThread:
    """The thread `net`.

    Threads: any, unless a method says otherwise.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._tasks: set[asyncio.Task[None]] = set()  # of the thread

    @property
    def runs(self) -> bool:
        """Whether it runs, be it to its end."""
        return self._loop is not None

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """Its event loop.

        Raises:
            RuntimeError: it does not run.
        """
        if self._loop is None:
            raise RuntimeError("the network does not run")
        return self._loop

    def start(self) -> None:
        """Start it."""
        loop = self._loop = asyncio.new_event_loop()
        self._thread = start_thread("net", lambda: _run_loop(loop))

    def spawn(self, name: str, work: Callable[[], Work]) -> None:
        """Run a coroutine, as what dashd has a thread for."""

        async def traced() -> None:
            _log.info("%s thread start", name)
            try:
                await work()
            except Exception:  # noqa: BLE001 - the edge of a task
                _log.exception("%s thread failed", name)
            _log.info("%s thread exit", name)

        self.loop.call_soon_threadsafe(lambda: self.launch(traced()))

    def launch(self, work: Work) -> None:
        """Run a coroutine once. Threads: this one."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self, last: Callable[[], None]) -> None:
        """Cancel all tasks, do the last on the thread, end it and wait. Nothing happens where it does not run."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._end(last), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        self._loop = self._thread = None

    async def _end(self, last: Callable[[], None]) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        last()


def _run_loop(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()

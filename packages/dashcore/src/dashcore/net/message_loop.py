"""The thread that handles messages and says what is due. Mirrors ThreadMessageHandler of net.cpp."""

from __future__ import annotations

import logging
import random
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from dashcore.common.threads import start_thread
from dashcore.net.connection import Connection
from dashcore.net.events import NetEvents

_log = logging.getLogger("dash")

_ROUND_S: Final = 0.1  # between rounds, unless a message comes


class MessageLoop:
    """The thread `msghand`.

    Args (constructor):
        connections: who is there.

    Threads: any may call; the events come on the one thread.
    """

    def __init__(self, events: NetEvents, connections: Callable[[], Sequence[Connection]]) -> None:
        self._events = events
        self._connections = connections
        self._ended: deque[Connection] = deque()
        self._condition = threading.Condition()
        self._is_woken = False  # guarded by: self._condition
        self._is_stopping = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._thread = start_thread("msghand", self._run)

    def wake(self) -> None:
        """Begin a round now."""
        with self._condition:
            self._is_woken = True
            self._condition.notify()

    def interrupt(self) -> None:
        """Ask the thread to end."""
        self._is_stopping = True
        self.wake()

    def join(self) -> None:
        """Wait until it has, and let all that ended be forgotten."""
        if self._thread is not None:
            self._thread.join()
        self._finalize()

    def ended(self, connection: Connection) -> None:
        """Have a connection forgotten, once nothing of it is being handled."""
        self._ended.append(connection)
        self.wake()

    def _finalize(self) -> None:
        while self._ended:
            self._events.finalize_node(self._ended.popleft())

    def _run(self) -> None:
        while not self._is_stopping:
            self._finalize()
            connections = list(self._connections())
            random.shuffle(connections)  # so that nobody gains by having several in a row
            has_more = False
            for connection in connections:
                if connection.is_closing or self._is_stopping:
                    continue
                has_more |= self._handle(connection)
            with self._condition:
                if not has_more and not self._is_woken:
                    self._condition.wait(_ROUND_S if connections else None)
                self._is_woken = False

    def _handle(self, connection: Connection) -> bool:
        events = self._events
        try:
            has_more = events.process_messages(connection)
            if not self._is_stopping:
                events.send_messages(connection)
        except Exception:  # noqa: BLE001 - the edge of a thread: what fails for one peer must not end the others
            _log.exception("Peer %d cannot be served", connection.id)
            connection.close()
            return False
        return has_more and not connection.is_send_paused

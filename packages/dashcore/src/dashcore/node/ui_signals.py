"""Who wants to know what the node tells its user. Mirrors CClientUIInterface of node/interface_ui.h.

    node.ui_signals.num_connections_changed(8)
    handler = node.ui_signals.num_connections_changed.connect(show)

Threads: any may connect and emit; a receiver runs on the thread that emits, and must return soon.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, ParamSpec

from dashcore.interfaces.handler import Handler

if TYPE_CHECKING:  # a start takes what it imports
    from dashcore.interfaces.node import BlockTip, SynchronizationState, UiMessage
    from dashcore.primitives.types import BlockHash, Height

P = ParamSpec("P")

_log = logging.getLogger("dash")


class _Connection(Handler):
    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end

    def disconnect(self) -> None:
        self._end()


class Signal(Generic[P]):
    """A list of receivers; one that fails is logged and does not keep the others from hearing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._receivers: tuple[tuple[object, Callable[P, None]], ...] = ()  # replaced, never changed

    @property
    def is_connected(self) -> bool:
        """Whether anybody hears it."""
        return bool(self._receivers)

    def connect(self, fn: Callable[P, None]) -> Handler:
        """Call `fn` from now on, until the handler disconnects."""
        key = object()
        with self._lock:
            self._receivers = (*self._receivers, (key, fn))

        def end() -> None:
            with self._lock:
                self._receivers = tuple(entry for entry in self._receivers if entry[0] is not key)

        return _Connection(end)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Tell every receiver."""
        for _, fn in self._receivers:
            try:
                fn(*args, **kwargs)
            except Exception:  # noqa: BLE001 - a receiver may be in a process that has ended
                _log.debug("A receiver of what the node tells failed", exc_info=True)


class Question:
    """As a signal, but receivers answer; the last answer counts, and none is a no."""

    def __init__(self) -> None:
        self._signal: Signal[[UiMessage, list[bool]]] = Signal()

    @property
    def is_connected(self) -> bool:
        """Whether anybody answers."""
        return self._signal.is_connected

    def connect(self, fn: Callable[[UiMessage], bool]) -> Handler:
        """Ask `fn` from now on, until the handler disconnects."""
        return self._signal.connect(lambda message, answers: answers.append(fn(message)))

    def __call__(self, message: UiMessage) -> bool:
        """Ask; returns when all have answered."""
        answers: list[bool] = []
        self._signal(message, answers)
        return bool(answers) and answers[-1]


class UiSignals:
    """Everything a node tells."""

    def __init__(self) -> None:
        self.init_message: Signal[[str]] = Signal()
        self.message_box: Signal[[UiMessage]] = Signal()
        self.question = Question()
        self.show_progress: Signal[[str, int, bool]] = Signal()
        self.num_connections_changed: Signal[[int]] = Signal()
        self.network_active_changed: Signal[[bool]] = Signal()
        self.alert_changed: Signal[[]] = Signal()
        self.banned_list_changed: Signal[[]] = Signal()
        self.block_tip: Signal[[SynchronizationState, BlockTip, float]] = Signal()
        self.header_tip: Signal[[SynchronizationState, BlockTip, float]] = Signal()
        self.chain_lock: Signal[[BlockHash, Height]] = Signal()

"""Waits for a new tip that can be ended: by an interrupt, the node's shutdown, or the end of whoever waits.

waits = TipWaits(node)
with waits:
    try:
        moved = waits.until(lambda: node.chainman.active.tip is not tip, deadline_of(1000.0))
    except WaitEnded: ...
"""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from dashcore.node.context import NodeContext

TICK_S: Final = 1.0  # between looks at what nobody announces
_FOREVER_MS: Final = 1e12


class WaitEnded(Exception):  # noqa: N818 - not an error: the wait is over
    """An interrupt, a shutdown or the client's end."""


class TipWaits:
    """The waits of one object, as a context around each: for the tip, for time, until they are ended.

    An interrupt ends those that run; where none does it ends the next, since it may overtake the call it is meant for.
    """

    def __init__(self, node: NodeContext) -> None:
        self._node = node
        self._changed = node.chainman.state.tip_changed  # also what guards the rest
        self._running = 0
        self._interrupted = False
        self._closed = False

    def __enter__(self) -> Self:
        with self._changed:
            self._running += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._changed:
            self._running -= 1
            if not self._running:
                self._interrupted = False

    def until(self, is_done: Callable[[], bool], deadline: float | None) -> bool:
        """Wait; whether it is done, rather than late. `is_done` is asked whenever the tip moves.

        Raises:
            WaitEnded: somebody does not want to wait any longer.
        """
        timeout = None if deadline is None else max(deadline - time.monotonic(), 0)
        with self._changed:
            self._changed.wait_for(lambda: self._is_ended() or is_done(), timeout)
            if self._is_ended():
                raise WaitEnded
            return is_done()

    def _is_ended(self) -> bool:
        return self._interrupted or self._closed or self._node.shutdown.shutdown_requested()

    def interrupt(self) -> None:
        """End what waits, or the next wait."""
        with self._changed:
            self._interrupted = True
            self._changed.notify_all()

    def close(self) -> None:
        """End what waits, and every wait to come."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()


def deadline_of(timeout_ms: float) -> float | None:
    """When a wait that begins now is over, on the clock of `time.monotonic`; None for never."""
    if timeout_ms >= _FOREVER_MS:
        return None
    return time.monotonic() + (timeout_ms / 1000 if timeout_ms > 0 else 0.0)  # not a number: at once


def sooner(deadline: float | None, seconds: float) -> float:
    """The deadline, or so many seconds from now if that is earlier."""
    soon = time.monotonic() + seconds
    return soon if deadline is None else min(soon, deadline)

"""How many bytes went over the network, and what -maxuploadtarget leaves. Mirrors a part of CConnman."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

UPLOAD_TIMEFRAME_S: Final = 24 * 60 * 60
_BLOCK_INTERVAL_S: Final = 10 * 60  # of the reckoning below; Dash's are shorter, its rule is this


class Traffic:
    """Counts; the time is the one that tests hold still.

    Args (constructor):
        limit: bytes that may be sent in a timeframe, 0 for any number.
        max_block_size: bytes.

    Threads: any.
    """

    def __init__(self, limit: int, max_block_size: int, now: Callable[[], int]) -> None:
        self.limit = limit
        self._max_block_size = max_block_size
        self._now = now
        self._lock = threading.Lock()
        self._received = 0
        self._sent = 0
        self._cycle_start = 0
        self._sent_in_cycle = 0

    @property
    def received(self) -> int:
        """Bytes ever received."""
        return self._received

    @property
    def sent(self) -> int:
        """Bytes ever sent."""
        return self._sent

    def record_received(self, size: int) -> None:
        """Count what came; by the net thread only."""
        self._received += size

    def record_sent(self, size: int) -> None:
        """Count what went out."""
        now = self._now()
        with self._lock:
            self._sent += size
            if self._cycle_start + UPLOAD_TIMEFRAME_S < now:
                self._cycle_start = now
                self._sent_in_cycle = 0
            self._sent_in_cycle += size

    def time_left_s(self) -> int:
        """Return how long the timeframe lasts on; 0 without a limit."""
        with self._lock:
            return self._time_left_locked()

    def _time_left_locked(self) -> int:
        if not self.limit:
            return 0
        if not self._cycle_start:
            return UPLOAD_TIMEFRAME_S
        return max(0, self._cycle_start + UPLOAD_TIMEFRAME_S - self._now())

    def bytes_left(self) -> int:
        """Return what may still be sent; 0 without a limit."""
        with self._lock:
            return max(0, self.limit - self._sent_in_cycle) if self.limit else 0

    def is_target_reached(self, *, historical: bool) -> bool:
        """Whether the limit is used up; for old blocks, whether new ones need what is left.

        Source: C++ OutboundTargetReached.
        """
        with self._lock:
            if not self.limit:
                return False
            if not historical:
                return self._sent_in_cycle >= self.limit
            reserve = self._time_left_locked() // _BLOCK_INTERVAL_S * self._max_block_size
            return reserve >= self.limit or self._sent_in_cycle >= self.limit - reserve

"""The time, which tests may hold still. Mirrors GetTime and SetMockTime of util/time.h."""

import time


class Clock:
    """Real time until a mock time is set; then that, until it is set to 0.

    Attributes:
        network_offset: seconds by which other nodes' clocks are ahead, as far as that is believed.

    Threads: any thread may call; reading takes no lock.
    """

    __slots__ = ("_mock", "network_offset", "started")

    def __init__(self) -> None:
        self._mock = 0
        self.network_offset = 0
        self.started = int(time.time())  # real time, what `uptime` counts from

    def now(self) -> int:
        """Seconds since 1970."""
        return self._mock or int(time.time())

    def adjusted_now(self) -> int:
        """Seconds since 1970 as the network sees it. Source: C++ GetAdjustedTime."""
        return self.now() + self.network_offset

    def now_micros(self) -> int:
        """Microseconds since 1970."""
        return self._mock * 1_000_000 if self._mock else time.time_ns() // 1000

    @property
    def mock(self) -> int:
        """The mock time, 0 where there is none."""
        return self._mock

    def set_mock(self, seconds: int) -> None:
        """Hold the time at `seconds`; 0 lets it run again."""
        self._mock = seconds

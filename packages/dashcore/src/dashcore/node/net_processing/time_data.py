"""What other nodes' clocks say of ours. Mirrors timedata.cpp."""

import logging
from collections.abc import Callable

from dashcore.common.clock import Clock

_log = logging.getLogger("dash.net")

DEFAULT_MAX_TIME_ADJUSTMENT_S = 70 * 60
CLOCK_WARNING = (
    "Please check that your computer's date and time are correct! If your clock is wrong, Dash Core will not work "
    "properly."
)

_MAX_SAMPLES = 200
_LEAST_SAMPLES = 5
_CLOSE_S = 5 * 60  # a clock this near to ours, but not the same, shows that ours is not that wrong


class TimeData:
    """Offsets of outbound peers' clocks, one of each address; their median sets that of our clock.

    Args (constructor):
        max_adjustment_s: -maxtimeadjustment; a median beyond it is not believed.
        warn: tells the user that the clock seems wrong.

    Threads: the message thread.
    """

    def __init__(self, clock: Clock, max_adjustment_s: int, warn: Callable[[str], None]) -> None:
        self._clock = clock
        self._max_adjustment = max(max_adjustment_s, 0)
        self._warn = warn
        self._warned = False
        self._sources: set[bytes] = set()
        self._samples = [0]  # ours

    def add(self, source: bytes, offset_s: int) -> None:
        """Take a sample, unless this source gave one or there are enough.

        Args:
            source: an address, without its port.
            offset_s: how far ahead its clock is.

        Source: C++ AddTimeData.
        """
        if len(self._sources) == _MAX_SAMPLES or source in self._sources:
            return
        self._sources.add(source)
        self._samples = [*self._samples, offset_s][-_MAX_SAMPLES:]
        count = len(self._samples)
        _log.debug("added time data, samples %d, offset %+d (%+d minutes)", count, offset_s, _minutes(offset_s))
        # From 200 samples on their number stays even: the offset no longer moves, and nobody can move it.
        if count < _LEAST_SAMPLES or count % 2 == 0:
            return
        ordered = sorted(self._samples)
        median = ordered[count // 2]
        believed = abs(median) <= self._max_adjustment
        self._clock.network_offset = median if believed else 0
        if not believed and not self._warned and not any(each and abs(each) < _CLOSE_S for each in ordered):
            self._warned = True
            self._warn(CLOCK_WARNING)
        _log.debug(
            "time data samples: %s|  median offset = %+d  (%+d minutes)",
            "".join(f"{each:+d}  " for each in ordered),
            self._clock.network_offset,
            _minutes(self._clock.network_offset),
        )


def _minutes(seconds: int) -> int:
    """Return whole minutes, towards zero as C++ divides."""
    return int(seconds / 60)

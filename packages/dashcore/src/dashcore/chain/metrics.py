"""Where the chain says how long its work took. Mirrors the calls of stats/client.h in validation.cpp."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Metrics:
    """Base of a receiver of measurements; each method does nothing until it is overridden.

    Threads: any.
    """

    def timing(self, key: str, value: int) -> None:
        """Something took so long; the key ends in the unit."""

    def gauge(self, key: str, value: float) -> None:
        """Something has this value now."""

    def count(self, key: str, delta: int) -> None:
        """Something happened so often, or grew by so much."""


@contextmanager
def measured(metrics: Metrics, key: str) -> Iterator[None]:
    """Report how long what is inside took, unless it fails: microseconds where the key ends in _us, else milliseconds."""
    start = time.perf_counter_ns()
    yield
    metrics.timing(key, (time.perf_counter_ns() - start) // (1_000 if key.endswith("_us") else 1_000_000))

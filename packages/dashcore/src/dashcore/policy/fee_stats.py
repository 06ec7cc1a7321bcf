"""How long transactions of each fee rate took to confirm, over one time horizon. Mirrors TxConfirmStats of policy/fees.cpp.

Everything is a C++ double there and a Python float here; the saved file is the same.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from struct import Struct
from struct import error as struct_error

from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

MAX_CONFIRMS = 6 * 24 * 7  # blocks; the most a file may track
_DOUBLE = Struct("<d")
_U32 = Struct("<I")


@dataclass(slots=True, kw_only=True)
class EstimatorBucket:
    """A range of fee rates and what became of its transactions. Source: C++ EstimatorBucket."""

    start: float = -1
    end: float = -1
    within_target: float = 0
    total_confirmed: float = 0
    in_mempool: float = 0
    left_mempool: float = 0


@dataclass(slots=True, kw_only=True)
class EstimationResult:
    """How an estimate came about. Source: C++ EstimationResult."""

    passed: EstimatorBucket = field(default_factory=EstimatorBucket)
    failed: EstimatorBucket = field(default_factory=EstimatorBucket)
    decay: float = 0
    scale: int = 0


class ConfirmStats:
    """Decaying averages per bucket of fee rates, and counts of what is still waiting.

    Args (constructor):
        buckets: highest fee rate of each bucket, rising, the last above all rates.
        periods: how many periods are told apart.
        decay: of the averages, per block.
        scale: blocks of a period.

    Threads: no lock inside; the estimator's owner locks.
    """

    def __init__(self, buckets: list[float], periods: int, decay: float, scale: int) -> None:
        count = len(buckets)
        self._buckets = buckets
        self.decay = decay
        self.scale = scale
        self._tx_average = [0.0] * count
        self._rate_average = [0.0] * count
        self._confirmed = [[0.0] * count for _ in range(periods)]
        self._failed = [[0.0] * count for _ in range(periods)]
        self._none_waits = [0] * count
        self._waiting = [self._none_waits] * self.max_confirms  # a row becomes its own with its first transaction
        self._waiting_in = [0] * self.max_confirms  # sums of the rows of _waiting: few are not zero
        self._waiting_long = [0] * count
        self._used: set[int] = set()  # buckets whose averages are not zero: few of them ever are

    @property
    def max_confirms(self) -> int:
        """Highest number of blocks that is tracked."""
        return self.scale * len(self._confirmed)

    def add_waiting(self, height: int, rate: float) -> int:
        """Count a transaction that entered the pool; return its bucket. Source: C++ NewTx."""
        bucket = bisect_left(self._buckets, rate)
        row = height % len(self._waiting)
        if not self._waiting_in[row]:
            self._waiting[row] = self._none_waits.copy()
        self._waiting[row][bucket] += 1
        self._waiting_in[row] += 1
        return bucket

    def remove_waiting(self, entry_height: int, best_height: int, bucket: int, *, in_block: bool) -> None:
        """Forget a transaction of the pool, and count it as failed if it waited in vain. Source: C++ removeTx."""
        age = 0 if best_height == 0 else best_height - entry_height
        if age < 0:
            return
        row = entry_height % len(self._waiting)
        if age >= len(self._waiting):
            if self._waiting_long[bucket] > 0:
                self._waiting_long[bucket] -= 1
        elif self._waiting[row][bucket] > 0:
            self._waiting[row][bucket] -= 1
            self._waiting_in[row] -= 1
        if not in_block and age >= self.scale:
            self._used.add(bucket)
            for averages in self._failed[: age // self.scale]:
                averages[bucket] += 1

    def record(self, blocks: int, rate: float) -> None:
        """Count a transaction that took so many blocks, at least 1. Source: C++ Record."""
        if blocks < 1:
            return
        bucket = bisect_left(self._buckets, rate)
        self._used.add(bucket)
        for averages in self._confirmed[(blocks + self.scale - 1) // self.scale - 1 :]:
            averages[bucket] += 1
        self._tx_average[bucket] += 1
        self._rate_average[bucket] += rate

    def start_block(self, height: int) -> None:
        """Move what waits longest aside and let the averages decay. Source: C++ ClearCurrent, UpdateMovingAverages."""
        row = height % len(self._waiting)
        if self._waiting_in[row]:
            for at, count in enumerate(self._waiting[row]):
                self._waiting_long[at] += count
            self._waiting[row] = self._none_waits
            self._waiting_in[row] = 0
        if self._used:
            for averages in (*self._confirmed, *self._failed, self._rate_average, self._tx_average):
                for at in self._used:
                    averages[at] *= self.decay

    def estimate_median(
        self, target: int, sufficient: float, success: float, height: int
    ) -> tuple[float, EstimationResult]:
        """Find the lowest range of fee rates that confirms within `target` blocks often enough.

        Args:
            sufficient: average transactions per block that make a range count.
            success: share of them that must confirm, 0 to 1.
            height: of the best block.

        Returns:
            The rate of the median transaction, -1 if there is none, and how it was found.

        Source: C++ EstimateMedianVal.
        """
        period = (target + self.scale - 1) // self.scale - 1
        last = len(self._buckets) - 1
        waiting_in = self._count_waiting(target, height)
        near = best_near = best_far = last
        within = total = failed_count = partial = 0.0
        waiting = 0
        found = False
        fresh, passing = True, True
        passed, failed = EstimatorBucket(), EstimatorBucket()
        far = last
        for bucket in range(last, -1, -1):
            if fresh:
                near, fresh = bucket, False
            far = bucket
            within += self._confirmed[period][bucket]
            partial += self._tx_average[bucket]
            total += self._tx_average[bucket]
            failed_count += self._failed[period][bucket]
            waiting += waiting_in[bucket]
            if partial < sufficient / (1 - self.decay):
                continue
            partial = 0
            counts = (within, total, float(waiting), failed_count)
            seen = total + failed_count + waiting
            # C++ divides by zero here and gets no number, which is not below any share.
            if seen and within / seen < success:
                if passing:
                    failed = self._bucket(far, near, counts)
                    passing = False
                continue
            failed = EstimatorBucket()
            found = passing = True
            passed = self._bucket(far, near, counts)
            best_near, best_far = near, far
            within = total = failed_count = 0.0
            waiting = 0
            fresh = True
        median = self._median(best_far, best_near) if found else -1.0
        if median < 0:
            passed.start = passed.end = -1
        if passing and not fresh:
            failed = self._bucket(far, near, (within, total, float(waiting), failed_count))
        return median, EstimationResult(passed=passed, failed=failed, decay=self.decay, scale=self.scale)

    def _count_waiting(self, target: int, height: int) -> list[int]:
        """Count by bucket what has waited for `target` blocks or more."""
        bins = len(self._waiting)
        # C++ subtracts unsigned 32-bit numbers before the remainder.
        numbers = [((height - age) & 0xFFFFFFFF) % bins for age in range(target, bins)]
        rows = [self._waiting[number] for number in numbers if self._waiting_in[number]]
        return [sum(counts) for counts in zip(self._waiting_long, *rows, strict=True)] if rows else self._waiting_long

    def _bucket(self, low: int, high: int, counts: tuple[float, float, float, float]) -> EstimatorBucket:
        return EstimatorBucket(
            start=self._buckets[low - 1] if low else 0,
            end=self._buckets[high],
            within_target=counts[0],
            total_confirmed=counts[1],
            in_mempool=counts[2],
            left_mempool=counts[3],
        )

    def _median(self, low: int, high: int) -> float:
        left = sum(self._tx_average[low : high + 1])
        if left == 0:
            return -1
        left /= 2
        for bucket in range(low, high + 1):
            if self._tx_average[bucket] >= left:
                return self._rate_average[bucket] / self._tx_average[bucket]
            left -= self._tx_average[bucket]
        return -1

    def encode(self) -> bytes:
        """Return the bytes of the saved file. Source: C++ TxConfirmStats::Write."""
        parts = [_DOUBLE.pack(self.decay), _U32.pack(self.scale)]
        parts += [encode_doubles(self._rate_average), encode_doubles(self._tx_average)]
        for table in (self._confirmed, self._failed):
            parts.append(encode_compact_size(len(table)))
            parts += [encode_doubles(row) for row in table]
        return b"".join(parts)

    @classmethod
    def read(cls, data: bytes, at: int, buckets: list[float]) -> tuple["ConfirmStats", int]:
        """Read what `encode` wrote at an offset; return it and the offset behind it.

        Raises:
            SerializationError: cut short, or the tables do not fit together.

        Source: C++ TxConfirmStats::Read.
        """
        try:
            (decay,) = _DOUBLE.unpack_from(data, at)
            (scale,) = _U32.unpack_from(data, at + _DOUBLE.size)
        except struct_error:
            raise SerializationError("end of data") from None
        if not 0 < decay < 1:
            raise SerializationError("Corrupt estimates file. Decay must be between 0 and 1 (non-inclusive)")
        if scale == 0:
            raise SerializationError("Corrupt estimates file. Scale must be non-zero")
        rates, at = decode_doubles(data, at + _DOUBLE.size + _U32.size)
        averages, at = decode_doubles(data, at)
        confirmed, at = _decode_table(data, at)
        failed, at = _decode_table(data, at)
        if not 0 < scale * len(confirmed) <= MAX_CONFIRMS:
            raise SerializationError(
                "Corrupt estimates file.  Must maintain estimates for between 1 and 1008 (one week) confirms"
            )
        rows = (rates, averages, *confirmed, *failed)
        if any(len(row) != len(buckets) for row in rows) or len(confirmed) != len(failed):
            raise SerializationError("Corrupt estimates file. Mismatch in bucket count")
        stats = cls(buckets, len(confirmed), decay, scale)
        stats._rate_average, stats._tx_average = rates, averages
        stats._confirmed, stats._failed = confirmed, failed
        stats._used = {at for row in rows for at, value in enumerate(row) if value}
        return stats, at


def encode_doubles(values: list[float]) -> bytes:
    """Encode a vector of doubles. Source: C++ VectorFormatter<EncodedDoubleFormatter>."""
    return encode_compact_size(len(values)) + b"".join(map(_DOUBLE.pack, values))


def decode_doubles(data: bytes, at: int) -> tuple[list[float], int]:
    """Read a vector of doubles; return it and the offset behind it.

    Raises:
        SerializationError: cut short.
    """
    size, at = decode_compact_size(data, at)
    end = at + size * _DOUBLE.size
    if end > len(data):
        raise SerializationError("end of data")
    return [value for (value,) in _DOUBLE.iter_unpack(data[at:end])], end


def _decode_table(data: bytes, at: int) -> tuple[list[list[float]], int]:
    size, at = decode_compact_size(data, at)
    table = []
    for _ in range(size):
        row, at = decode_doubles(data, at)
        table.append(row)
    return table, at

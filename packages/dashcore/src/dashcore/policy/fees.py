"""Estimate the fee rate that gets a transaction mined in time, from what was seen. Mirrors policy/fees.cpp."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from struct import Struct
from struct import error as struct_error

from dashcore.policy.fee_stats import (
    ConfirmStats,
    EstimationResult,
    EstimatorBucket,
    decode_doubles,
    encode_doubles,
)
from dashcore.policy.feerate import FeeRate, fee_for_size
from dashcore.primitives.types import Duffs, TxId
from dashcore.util.serialize import SerializationError

__all__ = [
    "EstimationResult",
    "EstimatorBucket",
    "FeeCalculation",
    "FeeEstimator",
    "FeeHorizon",
    "FeeReason",
    "fee_for_size",
]

FILE_VERSION = 140100  # first version that reads the file
_HEADER = Struct("<iiIII")  # version needed, version that wrote, best height, first and last recorded height
_MIN_RATE, _MAX_RATE, _SPACING = 1000.0, 1e7, 1.05
_INFINITE_RATE = 1e99
_HALF_SUCCESS, _SUCCESS, _DOUBLE_SUCCESS = 0.6, 0.85, 0.95
_SUFFICIENT, _SUFFICIENT_SHORT = 0.1, 0.5  # transactions per block
_OLDEST_HISTORY = 6 * 1008  # blocks
_MIN_BUCKETS, _MAX_BUCKETS = 2, 1000


class FeeHorizon(Enum):
    """Over how long a time is looked back; the value is its name in RPC. Source: C++ FeeEstimateHorizon."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


_SHAPES = {  # periods, decay per block, blocks of a period
    FeeHorizon.MEDIUM: (24, 0.9952, 2),
    FeeHorizon.SHORT: (12, 0.962, 1),
    FeeHorizon.LONG: (42, 0.99931, 24),
}


class FeeReason(Enum):
    """Which rule decided an estimate. Source: C++ FeeReason."""

    NONE = "None"
    HALF_ESTIMATE = "Half Target 60% Threshold"
    FULL_ESTIMATE = "Target 85% Threshold"
    DOUBLE_ESTIMATE = "Double Target 95% Threshold"
    CONSERVATIVE = "Conservative Double Target longer horizon"
    MEMPOOL_MIN = "Mempool Min Fee"
    PAYTXFEE = "PayTxFee set"
    FALLBACK = "Fallback fee"
    REQUIRED = "Minimum Required Fee"


@dataclass(slots=True, kw_only=True)
class FeeCalculation:
    """An estimate and how it came about. Source: C++ FeeCalculation."""

    rate: FeeRate = field(default_factory=FeeRate)  # 0: too little is known
    result: EstimationResult = field(default_factory=EstimationResult)
    reason: FeeReason = FeeReason.NONE
    desired_target: int = 0
    returned_target: int = 0


class FeeEstimator:
    """Watches transactions enter the pool and blocks, and learns from how long they wait.

    Source: C++ CBlockPolicyEstimator.

    Threads: no lock inside; the owner locks.
    """

    def __init__(self) -> None:
        buckets = []
        rate = _MIN_RATE
        while rate <= _MAX_RATE:
            buckets.append(rate)
            rate *= _SPACING
        self._buckets = [*buckets, _INFINITE_RATE]
        self._stats = {horizon: ConfirmStats(self._buckets, *shape) for horizon, shape in _SHAPES.items()}
        self._waiting: dict[TxId, tuple[int, int]] = {}  # entry height and bucket
        self._best_height = 0
        self._first_height = 0
        self._history = (0, 0)

    def process_transaction(self, txid: TxId, fee: int, size: int, entry_height: int, *, is_valid: bool) -> None:
        """Take note of a transaction that entered the pool.

        Args:
            size: bytes.
            entry_height: of the tip when it came.
            is_valid: the node is in sync and the transaction is no odd case.

        Source: C++ processTransaction.
        """
        if txid in self._waiting or entry_height != self._best_height or not is_valid:
            return
        rate = float(FeeRate.from_fee(fee, size).per_kb)
        bucket = 0
        for stats in self._stats.values():
            bucket = stats.add_waiting(entry_height, rate)
        self._waiting[txid] = (entry_height, bucket)

    def remove_transaction(self, txid: TxId, *, in_block: bool = False) -> bool:
        """Take note that a transaction left the pool; False if it was not watched. Source: C++ removeTx."""
        entry = self._waiting.pop(txid, None)
        if entry is None:
            return False
        for stats in self._stats.values():
            stats.remove_waiting(entry[0], self._best_height, entry[1], in_block=in_block)
        return True

    def process_block(self, height: int, entries: Iterable[tuple[TxId, int, int, int]]) -> None:
        """Learn from a block that became the tip.

        Args:
            entries: of the transactions that were in the pool: id, fee, size in bytes, entry height.

        Source: C++ processBlock, processBlockTx.
        """
        if height <= self._best_height:
            return
        self._best_height = height
        for stats in self._stats.values():
            stats.start_block(height)
        counted = 0
        for txid, fee, size, entry_height in entries:
            if not self.remove_transaction(txid, in_block=True) or height <= entry_height:
                continue
            rate = float(FeeRate.from_fee(fee, size).per_kb)
            for stats in self._stats.values():
                stats.record(height - entry_height, rate)
            counted += 1
        if self._first_height == 0 and counted > 0:
            self._first_height = self._best_height

    def flush_unconfirmed(self) -> None:
        """Count all that still waits as failed, before the numbers are saved. Source: C++ FlushUnconfirmed."""
        for txid in list(self._waiting):
            self.remove_transaction(txid)

    def highest_target(self, horizon: FeeHorizon) -> int:
        """Return the most blocks an estimate can be asked for. Source: C++ HighestTargetTracked."""
        return self._stats[horizon].max_confirms

    def estimate_fee(self, target: int) -> FeeRate:
        """Return the medium horizon's rate at 95 %, 0 if unknown. Source: C++ estimateFee."""
        if target <= 1:
            return FeeRate()
        return self.estimate_raw_fee(target, _DOUBLE_SUCCESS, FeeHorizon.MEDIUM)[0]

    def estimate_raw_fee(self, target: int, threshold: float, horizon: FeeHorizon) -> tuple[FeeRate, EstimationResult]:
        """Return one horizon's rate, 0 if unknown, and how it was found. Source: C++ estimateRawFee."""
        stats = self._stats[horizon]
        if not 0 < target <= stats.max_confirms or threshold > 1:
            return FeeRate(), EstimationResult()
        median, result = stats.estimate_median(target, _sufficient(horizon), threshold, self._best_height)
        return _rate(median), result

    def estimate_smart_fee(self, target: int, *, conservative: bool) -> FeeCalculation:
        """Return the rate for a target, or for the nearest target that something is known about.

        Source: C++ estimateSmartFee.
        """
        calculation = FeeCalculation(desired_target=target, returned_target=target)
        if not 0 < target <= self._stats[FeeHorizon.LONG].max_confirms:
            return calculation
        target = min(max(target, 2), self._max_usable())
        calculation.returned_target = target
        if target <= 1:
            return calculation
        median, calculation.result = self._combined(target // 2, _HALF_SUCCESS, check_shorter=True)
        calculation.reason = FeeReason.HALF_ESTIMATE
        for reason, blocks, success, shorter in (
            (FeeReason.FULL_ESTIMATE, target, _SUCCESS, True),
            (FeeReason.DOUBLE_ESTIMATE, 2 * target, _DOUBLE_SUCCESS, not conservative),
        ):
            estimate, result = self._combined(blocks, success, check_shorter=shorter)
            if estimate > median:
                median, calculation.result, calculation.reason = estimate, result, reason
        if conservative or median == -1:
            estimate, result = self._conservative(2 * target)
            if estimate > median:
                median, calculation.result, calculation.reason = estimate, result, FeeReason.CONSERVATIVE
        calculation.rate = _rate(median)
        return calculation

    def _combined(self, target: int, success: float, *, check_shorter: bool) -> tuple[float, EstimationResult]:
        """Ask the shortest horizon that tracks a target. Source: C++ estimateCombinedFee."""
        horizons = (FeeHorizon.SHORT, FeeHorizon.MEDIUM, FeeHorizon.LONG)
        fitting = [each for each in horizons if target <= self._stats[each].max_confirms]
        if target < 1 or not fitting:
            return -1.0, EstimationResult()
        estimate, result = self._median(fitting[0], target, success)
        if check_shorter:
            for horizon in (FeeHorizon.MEDIUM, FeeHorizon.SHORT):
                most = self._stats[horizon].max_confirms
                if target > most:
                    shorter, shorter_result = self._median(horizon, most, success)
                    if shorter > 0 and (estimate == -1 or shorter < estimate):
                        estimate, result = shorter, shorter_result
        return estimate, result

    def _conservative(self, double_target: int) -> tuple[float, EstimationResult]:
        """Ask the longer horizons too. Source: C++ estimateConservativeFee."""
        estimate, result = -1.0, EstimationResult()
        if double_target <= self._stats[FeeHorizon.SHORT].max_confirms:
            estimate, result = self._median(FeeHorizon.MEDIUM, double_target, _DOUBLE_SUCCESS)
        if double_target <= self._stats[FeeHorizon.MEDIUM].max_confirms:
            longer, longer_result = self._median(FeeHorizon.LONG, double_target, _DOUBLE_SUCCESS)
            if longer > estimate:
                estimate, result = longer, longer_result
        return estimate, result

    def _median(self, horizon: FeeHorizon, target: int, success: float) -> tuple[float, EstimationResult]:
        return self._stats[horizon].estimate_median(target, _sufficient(horizon), success, self._best_height)

    def _block_span(self) -> int:
        return self._best_height - self._first_height if self._first_height else 0

    def _historical_span(self) -> int:
        first, best = self._history
        if first == 0 or self._best_height - best > _OLDEST_HISTORY:
            return 0
        return best - first

    def _max_usable(self) -> int:
        """Half of what was seen, so that failures could show. Source: C++ MaxUsableEstimate."""
        return min(self.highest_target(FeeHorizon.LONG), max(self._block_span(), self._historical_span()) // 2)

    def encode(self, client_version: int) -> bytes:
        """Return the bytes of fee_estimates.dat. Source: C++ CBlockPolicyEstimator::Write."""
        recorded = (self._first_height, self._best_height)
        if self._block_span() <= self._historical_span() // 2:
            recorded = self._history
        parts = [_HEADER.pack(FILE_VERSION, client_version, self._best_height, *recorded)]
        parts.append(encode_doubles(self._buckets))
        parts += [self._stats[horizon].encode() for horizon in _SHAPES]
        return b"".join(parts)

    def load(self, data: bytes, client_version: int) -> None:
        """Take over what `encode` wrote; nothing changes on failure, or where the file is too old.

        Raises:
            SerializationError: cut short, corrupt or from a newer version.

        Source: C++ CBlockPolicyEstimator::Read.
        """
        try:
            needed, _, best, first, last = _HEADER.unpack_from(data)
        except struct_error:
            raise SerializationError("end of data") from None
        if needed > client_version:
            raise SerializationError(f"up-version ({needed}) fee estimate file")
        if needed < FILE_VERSION:
            return
        if first > last or last > best:
            raise SerializationError("Corrupt estimates file. Historical block range for estimates is invalid")
        buckets, at = decode_doubles(data, _HEADER.size)
        if not _MIN_BUCKETS <= len(buckets) <= _MAX_BUCKETS:
            raise SerializationError("Corrupt estimates file. Must have between 2 and 1000 feerate buckets")
        loaded = {}
        for horizon in _SHAPES:
            loaded[horizon], at = ConfirmStats.read(data, at, buckets)
        self._buckets = buckets
        self._stats = loaded
        self._best_height = best
        self._history = (first, last)


def _sufficient(horizon: FeeHorizon) -> float:
    return _SUFFICIENT_SHORT if horizon is FeeHorizon.SHORT else _SUFFICIENT


def _rate(median: float) -> FeeRate:
    """Round half away from zero, as llround does; 0 for no answer."""
    return FeeRate() if median < 0 else FeeRate(Duffs(int(median + 0.5)))

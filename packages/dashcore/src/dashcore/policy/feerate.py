"""Fees per size, rounded as C++ rounds them. Mirrors policy/feerate.cpp."""

import math
from dataclasses import dataclass
from enum import Enum

from dashcore.primitives.types import COIN, Duffs

CURRENCY_UNIT = "DASH"
CURRENCY_ATOM = "duff"


class FeeEstimateMode(Enum):
    """How cautious an estimate shall be, or in which unit a rate is given. Source: C++ FeeEstimateMode."""

    UNSET = "unset"
    ECONOMICAL = "economical"
    CONSERVATIVE = "conservative"
    DASH_KB = "DASH/kB"
    DUFF_B = "duff/B"


def fee_for_size(rate: int, size: int) -> Duffs:
    """Return the fee for a size in bytes, rounded up; never 0 for a rate that is not.

    Args:
        rate: duffs per kB.

    Source: C++ CFeeRate::GetFee.
    """
    fee = math.ceil(rate * size / 1000.0)
    if fee == 0 and size != 0 and rate != 0:
        return Duffs(1 if rate > 0 else -1)
    return Duffs(fee)


@dataclass(frozen=True, slots=True, order=True)
class FeeRate:
    """Duffs per 1000 bytes. Source: C++ CFeeRate."""

    per_kb: Duffs = Duffs(0)  # noqa: RUF009 - a NewType is no call that matters

    @classmethod
    def from_fee(cls, fee: int, size: int) -> "FeeRate":
        """Return the rate of a fee paid for a size in bytes, cut off; 0 for size 0."""
        if size <= 0:
            return cls(Duffs(0))
        rate = abs(fee) * 1000 // size  # C++ cuts towards zero
        return cls(Duffs(rate if fee >= 0 else -rate))

    def fee(self, size: int) -> Duffs:
        """Return the fee for a size in bytes, rounded up; never 0 for a rate that is not.

        Source: C++ CFeeRate::GetFee.
        """
        return fee_for_size(self.per_kb, size)

    def __add__(self, other: "FeeRate") -> "FeeRate":
        return FeeRate(Duffs(self.per_kb + other.per_kb))

    def display(self, mode: FeeEstimateMode = FeeEstimateMode.DASH_KB) -> str:
        """Return the text people see, "0.00001000 DASH/kB". Source: C++ CFeeRate::ToString."""
        if mode is FeeEstimateMode.DUFF_B:
            return f"{self.per_kb // 1000}.{self.per_kb % 1000:03d} {CURRENCY_ATOM}/B"
        return f"{self.per_kb // COIN}.{self.per_kb % COIN:08d} {CURRENCY_UNIT}/kB"

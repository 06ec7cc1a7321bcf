"""Which coins to spend for a wanted amount.

Coins that mixing made are spared while others suffice. As in every release that mixes, the
choice is made by approximating a subset sum; the exact and the random search of other
wallets know nothing of mixed coins. Mirrors wallet/coinselection.cpp.

Pure: the random source is an argument.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from dashcore.primitives.transaction import OutPoint, TxOut
from dashcore.primitives.types import COIN, Duffs, DuffsPerKb, UnixTime

CHANGE_LOWER = Duffs(50_000)  # least change worth making
CHANGE_UPPER = Duffs(1_000_000)  # most change aimed at
OUTPUT_GROUP_MAX_ENTRIES = 100  # coins of one script spent together
NO_FEE = Duffs(0)
_ITERATIONS = 1000
_MAX_STEPS = 300_000  # bounds iterations x groups

DENOMINATIONS = tuple(Duffs(COIN * 10 // 10**i + 10_000 // 10**i) for i in range(5))
COLLATERAL = Duffs(DENOMINATIONS[-1] // 10)
MAX_COLLATERAL = Duffs(COLLATERAL * 4)


def is_denominated(value: int) -> bool:
    """Whether an amount is one of mixing's. Source: C++ CoinJoin::IsDenominatedAmount."""
    return value in DENOMINATIONS


def is_collateral(value: int) -> bool:
    """Whether an amount may pay mixing's fee. Source: C++ CoinJoin::IsCollateralAmount."""
    return COLLATERAL <= value <= MAX_COLLATERAL


def fee_for(rate: DuffsPerKb, size: int) -> Duffs:
    """Fee of `size` bytes, rounded up; at least one duff. Source: C++ CFeeRate::GetFee."""
    fee = -(-rate * size // 1000)
    if fee == 0 and size and rate:
        fee = 1 if rate > 0 else -1
    return Duffs(fee)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A coin that may be spent. Source: C++ COutput.

    Attributes:
        depth: blocks on top, its own included; 0: in the mempool.
        input_size: bytes of the signed input; -1: not known how to sign.
        spendable: the keys are here.
        safe: not a payment by others still unconfirmed.
        from_me: made by this wallet.
    """

    outpoint: OutPoint
    output: TxOut
    depth: int
    input_size: int
    spendable: bool
    solvable: bool
    safe: bool
    time: UnixTime
    from_me: bool

    def effective_value(self, rate: DuffsPerKb) -> Duffs:
        """What remains of it once its input is paid for."""
        return Duffs(self.output.value - (0 if self.input_size < 0 else fee_for(rate, self.input_size)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionParams:
    """What one selection obeys. Rates are those of this transaction and of discarded change."""

    effective_rate: DuffsPerKb
    discard_rate: DuffsPerKb
    change_output_size: int
    change_spend_size: int
    min_change: Duffs
    subtract_fee: bool
    avoid_partial_spends: bool
    fully_mixed_only: bool = False
    max_fee: Duffs = NO_FEE

    @property
    def change_fee(self) -> Duffs:
        """Cost of adding a change output."""
        return fee_for(self.effective_rate, self.change_output_size)

    @property
    def cost_of_change(self) -> Duffs:
        """Cost of adding a change output and of spending it later."""
        return Duffs(fee_for(self.discard_rate, self.change_spend_size) + self.change_fee)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """How deep and how entangled in the mempool a coin may be. Source: C++ CoinEligibilityFilter."""

    depth_mine: int
    depth_theirs: int
    max_ancestors: int
    max_descendants: int
    include_partial_groups: bool = False


@dataclass(slots=True)
class OutputGroup:
    """Coins spent together or not at all. Source: C++ OutputGroup."""

    params: SelectionParams
    coins: list[Candidate] = field(default_factory=list)
    value: int = 0
    effective_value: int = 0
    from_me: bool = True
    depth: int = 999
    ancestors: int = 0
    descendants: int = 0

    def add(self, coin: Candidate, ancestors: int, descendants: int) -> None:
        """Put one more coin into the group."""
        self.coins.append(coin)
        self.value += coin.output.value
        self.effective_value += coin.effective_value(self.params.effective_rate)
        self.from_me = self.from_me and coin.from_me
        self.depth = min(self.depth, coin.depth)
        self.ancestors += ancestors
        self.descendants = max(self.descendants, descendants)

    @property
    def amount(self) -> int:
        """What counts towards the target."""
        return self.value if self.params.subtract_fee else self.effective_value

    def is_eligible(self, wanted: Eligibility, is_locked: Callable[[], bool]) -> bool:
        """Whether the group may be spent. Source: C++ EligibleForSpending.

        Args:
            is_locked: tells whether InstantSend locked all of it; asked only where that matters.
        """
        least = wanted.depth_mine if self.from_me else wanted.depth_theirs
        return (
            self.ancestors <= wanted.max_ancestors
            and self.descendants <= wanted.max_descendants
            and (self.depth >= least or is_locked())
        )


@dataclass(slots=True)
class Selection:
    """The coins chosen."""

    target: int
    coins: list[Candidate] = field(default_factory=list)

    def add(self, group: Iterable[Candidate]) -> None:
        """Take more coins; none twice."""
        have = {coin.outpoint for coin in self.coins}
        self.coins += [coin for coin in group if coin.outpoint not in have]

    @property
    def value(self) -> Duffs:
        """What the coins are worth together."""
        return Duffs(sum(coin.output.value for coin in self.coins))


def change_target(payment: int, rng: Random) -> Duffs:
    """Pick how much change to aim for. Source: C++ GenerateChangeTarget."""
    if payment <= CHANGE_LOWER // 2:
        return CHANGE_LOWER
    return Duffs(rng.randrange(min(payment * 2, CHANGE_UPPER) - CHANGE_LOWER) + CHANGE_LOWER)


def amount_priority(value: int) -> int:
    """Order amounts as mixing prefers them. Source: C++ CoinJoin::CalculateAmountPriority."""
    if is_denominated(value):
        return COIN * 10_000 // value
    return 20_000 if value < COIN else -(value // COIN)


def _approximate_subset(amounts: Sequence[int], total: int, target: int, rng: Random) -> tuple[set[int], int]:
    """Find indexes whose sum is at least `target` and close to it. Source: C++ ApproximateBestSubset."""
    best, best_total, best_count = set(range(len(amounts))), total, len(amounts)
    for _ in range(min(_ITERATIONS, max(1, _MAX_STEPS // len(amounts)))):
        if best_total == target:
            break
        included: set[int] = set()
        current, reached = 0, False
        bits = rng.getrandbits(len(amounts))
        for second in (False, True):
            if reached:
                break
            for i, amount in enumerate(amounts):
                if (i in included) if second else not bits >> i & 1:
                    continue
                current += amount
                included.add(i)
                if current < target:
                    continue
                reached = True
                if current < best_total or (current == best_total and len(included) < best_count):
                    best, best_total, best_count = set(included), current, len(included)
                current -= amount
                included.discard(i)
    return best, best_total


def knapsack(  # noqa: C901 - one case after another, as C++
    groups: Iterable[OutputGroup], target: int, params: SelectionParams, rng: Random
) -> Selection | None:
    """Choose groups worth at least `target`; None where all together are not.

    The sum either hits the target or leaves at least the wanted change, where that is possible.

    Source: C++ KnapsackSolver.
    """
    pool = list(groups)
    rng.shuffle(pool)
    change = 0 if params.fully_mixed_only else params.min_change
    if params.fully_mixed_only:
        pool.sort(key=lambda group: amount_priority(group.value))
    else:
        pool.sort(key=lambda group: is_denominated(group.value))
    result = Selection(target)
    lower: list[OutputGroup] = []
    larger: OutputGroup | None = None
    for spare_denominations in (False,) if params.fully_mixed_only else (True, False):
        lower = []
        for group in pool:
            if spare_denominations and is_denominated(group.value):
                continue
            if group.amount == target:
                result.add(group.coins)
                return result
            if group.amount < target + change:
                lower.append(group)
            elif larger is None or group.amount < larger.amount:
                larger = group
        total = sum(group.amount for group in lower)
        if total == target:
            for group in lower:
                result.add(group.coins)
            return result
        if total > target:
            return _best_subset(result, lower, larger, change, params, rng)
        if larger is not None:
            result.add(larger.coins)
            return _within_fee(result, params)
    return None


def _within_fee(result: Selection, params: SelectionParams) -> Selection | None:
    """Refuse what would pay too much as fee, where there can be no change."""
    if params.fully_mixed_only and result.value - result.target > params.max_fee:
        return None
    return result


def _best_subset(
    result: Selection,
    lower: list[OutputGroup],
    larger: OutputGroup | None,
    change: int,
    params: SelectionParams,
    rng: Random,
) -> Selection | None:
    target = result.target
    lower.sort(key=lambda group: group.amount, reverse=True)
    amounts = [group.amount for group in lower]
    total = sum(amounts)
    best, best_total = _approximate_subset(amounts, total, target, rng)
    if best_total != target and change and total >= target + change:
        best, best_total = _approximate_subset(amounts, total, target + change, rng)
    too_close = best_total != target and best_total < target + change
    if larger is not None and (too_close or larger.amount <= best_total):
        result.add(larger.coins)
    else:
        for i in sorted(best):
            result.add(lower[i].coins)
    return _within_fee(result, params)

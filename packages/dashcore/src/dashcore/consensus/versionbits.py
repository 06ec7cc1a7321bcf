"""Votes of block versions: in which state a signaled deployment is. Mirrors versionbits.cpp.

State depends on the headers alone, and on masternode signals (EHF) where a deployment
needs them; the caller keeps the cache and hands both in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import (
    ALWAYS_ACTIVE,
    NEVER_ACTIVE,
    ConsensusParams,
    SignaledDeployment,
    SignalParams,
)
from dashcore.primitives.types import BlockHash

TOP_BITS = 0x20000000
TOP_MASK = 0xE0000000
SIGNAL_BITS = 29  # bits a deployment may use
LAST_OLD_BLOCK_VERSION = 4
_MAX_HEIGHT = 2**31 - 1


class ThresholdState(Enum):
    """How far a vote has come; the value is its name in RPC. Source: BIP 9; C++ ThresholdState."""

    DEFINED = "defined"
    STARTED = "started"
    LOCKED_IN = "locked_in"
    ACTIVE = "active"
    FAILED = "failed"


StateCache = dict[BlockHash | None, ThresholdState]  # by the last block of the period before; None: genesis' parent
EhfSignals = Callable[[BlockIndex | None], Mapping[int, int]]  # bit -> height at which masternodes signaled it


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalStatistics:
    """How a vote stands in the running period. Source: C++ BIP9Stats."""

    period: int
    threshold: int
    elapsed: int
    count: int
    possible: bool


def no_ehf_signals(_prev: BlockIndex | None) -> Mapping[int, int]:
    """Return the signals of a chain that never had one."""
    return {}


class VersionBits:
    """The votes of one network, with a cache of what was found.

    Args (constructor):
        ehf_signals: what masternodes have signaled up to a block.

    Threads: no lock inside; the owner's lock guards all calls.
    """

    def __init__(self, params: ConsensusParams, ehf_signals: EhfSignals = no_ehf_signals) -> None:
        self._params = params
        self._ehf_signals = ehf_signals
        self._caches: dict[SignaledDeployment, StateCache] = {each: {} for each in SignaledDeployment}

    def state(self, prev: BlockIndex | None, deployment: SignaledDeployment) -> ThresholdState:
        """Return the state for a child of `prev`. Source: C++ VersionBitsCache::State."""
        return self._vote(deployment).state(prev, self._caches[deployment])

    def is_active_after(self, prev: BlockIndex | None, deployment: SignaledDeployment) -> bool:
        """Whether the rule holds for a child of `prev`. Source: C++ DeploymentActiveAfter."""
        return self.state(prev, deployment) is ThresholdState.ACTIVE

    def state_since_height(self, prev: BlockIndex | None, deployment: SignaledDeployment) -> int:
        """Return the height of the first block in the present state. Source: C++ StateSinceHeight."""
        return self._vote(deployment).since_height(prev, self._caches[deployment])

    def statistics(self, index: BlockIndex | None, deployment: SignaledDeployment) -> SignalStatistics:
        """Count the votes of the period that the child of `index` is in. Source: C++ VersionBitsCache::Statistics."""
        return self._vote(deployment).statistics(index, self._caches[deployment])

    def block_version(self, prev: BlockIndex | None) -> int:
        """Return the version of a new block: all running votes are supported. Source: C++ ComputeBlockVersion."""
        version = TOP_BITS
        for deployment, params in self._params.signals.items():
            if self.state(prev, deployment) in {ThresholdState.STARTED, ThresholdState.LOCKED_IN}:
                version |= 1 << params.bit
        return version

    def clear(self) -> None:
        """Forget what was found, for a chain that is loaded anew."""
        for cache in self._caches.values():
            cache.clear()

    def _vote(self, deployment: SignaledDeployment) -> "_Vote":
        return _Vote(self._params, self._params.signals[deployment], self._ehf_signals)


class _Vote:
    """One deployment's rules. Source: C++ VersionBitsConditionChecker, AbstractThresholdConditionChecker."""

    __slots__ = ("_default_threshold", "_ehf_signals", "_min_height", "_signal", "period")

    def __init__(self, params: ConsensusParams, signal: SignalParams, ehf_signals: EhfSignals) -> None:
        self._signal = signal
        self._ehf_signals = ehf_signals
        self._min_height = params.min_signal_warning_height
        self._default_threshold = params.signal_threshold
        self.period = signal.window or params.signal_window

    def state(  # noqa: C901 - the state machine in one piece, as BIP 9 draws it
        self, prev: BlockIndex | None, cache: StateCache
    ) -> ThresholdState:
        signal = self._signal
        if signal.start_time == ALWAYS_ACTIVE:
            return ThresholdState.ACTIVE
        if signal.start_time == NEVER_ACTIVE:
            return ThresholdState.FAILED
        ehf_height = self._ehf_height(prev)
        at = self._period_end(prev)
        pending: list[BlockIndex] = []
        while _key(at) not in cache:
            if at is None or at.height < self._min_height or not self._may_start(at, ehf_height):
                cache[_key(at)] = ThresholdState.DEFINED
                break
            pending.append(at)
            at = at.get_ancestor(at.height - self.period)
        state = cache[_key(at)]
        if not pending:
            return state
        start_height = self._start_height(at, state, cache)
        for block in reversed(pending):
            if state is ThresholdState.DEFINED:
                if self._may_start(block, ehf_height):
                    state = ThresholdState.STARTED
                    start_height = block.height + 1
            elif state is ThresholdState.STARTED:
                state = self._counted(block, start_height)
            elif state is ThresholdState.LOCKED_IN and block.height + 1 >= signal.min_activation_height:
                state = ThresholdState.ACTIVE
            cache[block.hash] = state
        return state

    def since_height(self, prev: BlockIndex | None, cache: StateCache) -> int:
        if self._signal.start_time in {ALWAYS_ACTIVE, NEVER_ACTIVE}:
            return 0
        first = self.state(prev, cache)
        if first is ThresholdState.DEFINED:
            return 0
        at = self._period_end(prev)
        while at is not None:
            before = at.get_ancestor(at.height - self.period)
            if before is None or self.state(before, cache) is not first:
                return at.height + 1
            at = before
        return 0

    def statistics(self, index: BlockIndex | None, cache: StateCache) -> SignalStatistics:
        if index is None:
            return SignalStatistics(
                period=self.period, threshold=self._threshold(0), elapsed=0, count=0, possible=False
            )
        end = self._period_end(index)
        end_height = -1 if end is None else end.height
        attempt = 0
        if self.state(end, cache) is ThresholdState.STARTED:
            attempt = (end_height + 1 - self.since_height(end, cache)) // self.period
        threshold = self._threshold(attempt)
        elapsed = index.height - end_height
        count = 0
        at: BlockIndex | None = index
        while at is not None and at.height != end_height:
            count += self._is_signaling(at)
            at = at.prev
        possible = self.period - threshold >= elapsed - count
        return SignalStatistics(
            period=self.period, threshold=threshold, elapsed=elapsed, count=count, possible=possible
        )

    def _ehf_height(self, prev: BlockIndex | None) -> int:
        if not self._signal.needs_ehf:
            return 0
        return self._ehf_signals(prev).get(self._signal.bit, _MAX_HEIGHT)

    def _may_start(self, block: BlockIndex, ehf_height: int) -> bool:
        return block.median_time_past >= self._signal.start_time and block.height >= ehf_height

    def _period_end(self, prev: BlockIndex | None) -> BlockIndex | None:
        """The last block of the period before: all blocks of a period share a state."""
        return None if prev is None else prev.get_ancestor(prev.height - (prev.height + 1) % self.period)

    def _counted(self, block: BlockIndex, start_height: int) -> ThresholdState:
        threshold = self._threshold((block.height - start_height) // self.period)
        count = 0
        at: BlockIndex | None = block
        for left in range(self.period, 0, -1):
            if at is None or count + left < threshold:
                break
            count += self._is_signaling(at)
            at = at.prev
        if count >= threshold:
            return ThresholdState.LOCKED_IN
        if block.median_time_past >= self._signal.timeout:
            return ThresholdState.FAILED
        return ThresholdState.STARTED

    def _start_height(self, at: BlockIndex | None, state: ThresholdState, cache: StateCache) -> int:
        """Walk back to where the vote started; those periods are all in the cache. Source: C++ calculateStartHeight."""
        start = _MAX_HEIGHT
        while state is ThresholdState.STARTED and at is not None:
            start = min(at.height + 1, start)
            at = at.get_ancestor(at.height - self.period)
            state = cache[_key(at)]
        return start

    def _threshold(self, attempt: int) -> int:
        """Votes needed; they fall with the square of the periods that failed. Source: C++ Threshold."""
        signal = self._signal
        if signal.threshold_start == 0:
            return self._default_threshold
        if signal.threshold_min == 0 or signal.falloff == 0:
            return signal.threshold_start
        fallen = signal.threshold_start - attempt * attempt * self.period // 100 // signal.falloff
        return max(signal.threshold_min, fallen)

    def _is_signaling(self, block: BlockIndex) -> bool:
        return block.version & TOP_MASK == TOP_BITS and block.version >> self._signal.bit & 1 == 1


def _key(index: BlockIndex | None) -> BlockHash | None:
    return None if index is None else index.hash

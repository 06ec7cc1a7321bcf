"""Votes of block versions, with a falling threshold and with masternode signals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import (
    ALWAYS_ACTIVE,
    NEVER_ACTIVE,
    NO_TIMEOUT,
    ConsensusParams,
    SignaledDeployment,
    SignalParams,
)
from dashcore.consensus.versionbits import TOP_BITS, ThresholdState, VersionBits

BIT = 28
DUMMY = SignaledDeployment.TESTDUMMY
YES = TOP_BITS | 1 << BIT
MakeChain = Callable[[Sequence[tuple[int, int, int]]], BlockIndex]


def _rules(
    *,
    start_time: int = 0,
    timeout: int = NO_TIMEOUT,
    min_activation_height: int = 0,
    window: int = 10,
    threshold_start: int = 8,
    threshold_min: int = 0,
    falloff: int = 0,
) -> ConsensusParams:
    signal = SignalParams(
        bit=BIT,
        start_time=start_time,
        timeout=timeout,
        min_activation_height=min_activation_height,
        window=window,
        threshold_start=threshold_start,
        threshold_min=threshold_min,
        falloff=falloff,
    )
    rules = select_params("regtest").consensus
    return replace(rules, signals={**rules.signals, DUMMY: signal})


def _headers(*votes: tuple[int, int]) -> list[tuple[int, int, int]]:
    """Make headers from (how many, version) one after the other."""
    versions = [version for count, version in votes for _ in range(count)]
    return [(1000 + at, 0x207FFFFF, version) for at, version in enumerate(versions)]


@pytest.mark.parametrize(
    ("votes", "state", "since"),
    [
        ([(9, YES)], ThresholdState.DEFINED, 0),
        ([(10, YES)], ThresholdState.STARTED, 10),
        ([(10, YES), (10, TOP_BITS)], ThresholdState.STARTED, 10),
        ([(12, TOP_BITS), (7, YES), (1, TOP_BITS)], ThresholdState.STARTED, 10),
        ([(12, TOP_BITS), (8, YES)], ThresholdState.LOCKED_IN, 20),
        ([(10, TOP_BITS), (20, YES)], ThresholdState.ACTIVE, 30),
        ([(10, TOP_BITS), (10, YES), (40, TOP_BITS)], ThresholdState.ACTIVE, 30),
        ([(10, TOP_BITS), (10, 1 << BIT)], ThresholdState.STARTED, 10),
    ],
)
def test_states(make_chain: MakeChain, votes: list[tuple[int, int]], state: ThresholdState, since: int) -> None:
    """A period of votes at the threshold locks in, one below does not; the next one activates."""
    tip = make_chain(_headers(*votes))
    bits = VersionBits(_rules())

    assert bits.state(tip, DUMMY) is state
    assert bits.state_since_height(tip, DUMMY) == since


def test_threshold_falls(make_chain: MakeChain) -> None:
    """With each failed period fewer votes suffice, down to the least."""
    rules = _rules(window=100, threshold_start=80, threshold_min=60, falloff=5)
    wanted = []
    bits = VersionBits(rules)
    tip = make_chain(_headers((1500, TOP_BITS)))
    for height in range(100, 1500, 100):
        index = tip.get_ancestor(height)
        wanted.append(bits.statistics(index, DUMMY).threshold)

    assert wanted == [80, 80, 80, 79, 77, 75, 73, 71, 68, 64, 60, 60, 60, 60]


def test_late_vote_passes_the_lower_threshold(make_chain: MakeChain) -> None:
    """Sixty votes fail in the first period and are enough in the eleventh; a fresh cache agrees."""
    rules = _rules(window=100, threshold_start=80, threshold_min=60, falloff=5)
    early = make_chain(_headers((140, TOP_BITS), (60, YES)))
    late = make_chain(_headers((1140, TOP_BITS), (60, YES)))
    warm = VersionBits(rules)
    for height in range(99, late.height, 100):
        warm.state(late.get_ancestor(height), DUMMY)

    assert VersionBits(rules).state(early, DUMMY) is ThresholdState.STARTED
    assert VersionBits(rules).state(late, DUMMY) is ThresholdState.LOCKED_IN
    assert warm.state(late, DUMMY) is ThresholdState.LOCKED_IN


def test_timeout_and_activation_height(make_chain: MakeChain) -> None:
    """Out of time is failed for good; a locked-in change waits for its height."""
    slow = VersionBits(_rules(timeout=1010))
    waiting = VersionBits(_rules(min_activation_height=50))

    assert slow.state(make_chain(_headers((20, TOP_BITS), (80, YES))), DUMMY) is ThresholdState.FAILED
    assert waiting.state(make_chain(_headers((10, TOP_BITS), (39, YES))), DUMMY) is ThresholdState.LOCKED_IN
    assert waiting.state(make_chain(_headers((10, TOP_BITS), (40, YES))), DUMMY) is ThresholdState.ACTIVE


def test_fixed_states(make_chain: MakeChain) -> None:
    """Two start times need no chain."""
    tip = make_chain(_headers((5, YES)))

    assert VersionBits(_rules(start_time=ALWAYS_ACTIVE)).state(tip, DUMMY) is ThresholdState.ACTIVE
    assert VersionBits(_rules(start_time=NEVER_ACTIVE)).state(tip, DUMMY) is ThresholdState.FAILED
    assert VersionBits(_rules(start_time=NEVER_ACTIVE)).state_since_height(tip, DUMMY) == 0


def test_masternodes_signal_first(make_chain: MakeChain) -> None:
    """Votes count only after the signal was mined."""
    signals: dict[int, int] = {}

    def read_signals(_prev: BlockIndex | None) -> Mapping[int, int]:
        return signals

    tip = make_chain(_headers((60, YES)))
    rules = replace(_rules(), signals={DUMMY: replace(_rules().signals[DUMMY], needs_ehf=True)})

    assert VersionBits(rules, read_signals).state(tip, DUMMY) is ThresholdState.DEFINED
    signals[BIT] = 25
    assert VersionBits(rules, read_signals).state(tip, DUMMY) is ThresholdState.ACTIVE
    assert VersionBits(rules, read_signals).state_since_height(tip, DUMMY) == 50


def test_new_blocks_vote(make_chain: MakeChain) -> None:
    """Until a change is active; then the bit is free."""
    bits = VersionBits(_rules())

    assert bits.block_version(None) == TOP_BITS
    assert bits.block_version(make_chain(_headers((10, TOP_BITS)))) == YES
    assert bits.block_version(make_chain(_headers((10, TOP_BITS), (10, YES)))) == YES
    assert bits.block_version(make_chain(_headers((10, TOP_BITS), (20, YES)))) == TOP_BITS

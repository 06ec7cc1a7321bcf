"""The kinds of long-living masternode quorums and the numbers that shape each.

They stand here and not in `llmq` because a network's parameters hold a set of them.
Mirrors llmq/params.h. Source: DIP 6; DIP 24.
"""

from dataclasses import dataclass
from enum import IntEnum


class LlmqType(IntEnum):
    """One byte on the wire; the name tells members and threshold. Source: C++ LLMQType."""

    NONE = 0xFF
    LLMQ_50_60 = 1
    LLMQ_400_60 = 2
    LLMQ_400_85 = 3
    LLMQ_100_67 = 4
    LLMQ_60_75 = 5
    LLMQ_25_67 = 6
    TEST = 100
    DEVNET = 101
    TEST_V17 = 102
    TEST_DIP0024 = 103
    TEST_INSTANTSEND = 104
    DEVNET_DIP0024 = 105
    TEST_PLATFORM = 106
    DEVNET_PLATFORM = 107


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmqParams:
    """How one kind of quorum is formed, mined and used.

    Args (constructor):
        name: shown by log and RPC; no rule depends on it.
        is_rotated: a cycle of quorums shares members in quarters (DIP 24).
        min_size: fewest valid members of a mined commitment.
        threshold: members whose shares recover a signature.
        dkg_interval: blocks from one key generation to the next.
        dkg_phase_blocks: blocks of each of its phases.
        mining_window_start: first block of the interval that must carry a commitment.
        mining_window_end: last one, inclusive.
        bad_votes_threshold: complaints that make a member bad.
        active_count: quorums that sign at the same time.
        keep_old_connections: quorums whose members stay connected.
        keep_old_keys: quorums whose secret shares are kept.
        recovery_members: members that get all shares before one gives up.
    """

    type: LlmqType
    name: str
    is_rotated: bool
    size: int
    min_size: int
    threshold: int
    dkg_interval: int
    dkg_phase_blocks: int
    mining_window_start: int
    mining_window_end: int
    bad_votes_threshold: int
    active_count: int
    keep_old_connections: int
    keep_old_keys: int
    recovery_members: int

    def max_cycles(self, quorums_count: int) -> int:
        """How many cycles `quorums_count` quorums span. Source: C++ LLMQParams::max_cycles."""
        return quorums_count // self.active_count if self.is_rotated else quorums_count

    @property
    def max_store_depth(self) -> int:
        """For how many blocks key generation data is kept. Source: C++ LLMQParams::max_store_depth."""
        return self.max_cycles(self.keep_old_keys) * self.dkg_interval


def _params(kind: LlmqType, members: tuple[int, int, int], dkg: tuple[int, int, int, int, int],
            rest: tuple[int, int, int, int], *, is_rotated: bool = False) -> LlmqParams:  # fmt: skip
    name = kind.name.lower()
    return LlmqParams(
        type=kind,
        name=name if name.startswith("llmq_") else f"llmq_{name}",
        is_rotated=is_rotated,
        size=members[0],
        min_size=members[1],
        threshold=members[2],
        dkg_interval=dkg[0],
        dkg_phase_blocks=dkg[1],
        mining_window_start=dkg[2],
        mining_window_end=dkg[3],
        bad_votes_threshold=dkg[4],
        active_count=rest[0],
        keep_old_connections=rest[1],
        keep_old_keys=rest[2],
        recovery_members=rest[3],
    )


_TWO_MONTHS = 24 * 30 * 2  # hourly quorums

# members (size, least, threshold); dkg (interval, phase, window from, to, bad votes); (active, connections, keys, recovery)
AVAILABLE_LLMQS: dict[LlmqType, LlmqParams] = {
    each.type: each
    for each in (
        _params(LlmqType.TEST, (3, 2, 2), (24, 2, 10, 18, 2), (2, 3, 4, 3)),
        _params(LlmqType.TEST_INSTANTSEND, (3, 2, 2), (24, 2, 10, 18, 2), (2, 3, 4, 3)),
        _params(LlmqType.TEST_V17, (3, 2, 2), (24, 2, 10, 18, 2), (2, 3, 4, 3)),
        _params(LlmqType.TEST_DIP0024, (4, 4, 3), (24, 2, 12, 20, 2), (2, 4, 4, 3), is_rotated=True),
        _params(LlmqType.TEST_PLATFORM, (3, 2, 2), (24, 2, 10, 18, 2), (2, 4, _TWO_MONTHS, 3)),
        _params(LlmqType.DEVNET, (12, 7, 6), (24, 2, 10, 18, 7), (4, 5, 8, 6)),
        _params(LlmqType.DEVNET_DIP0024, (8, 6, 4), (48, 2, 12, 20, 7), (2, 4, 4, 4), is_rotated=True),
        _params(LlmqType.DEVNET_PLATFORM, (12, 9, 8), (24, 2, 10, 18, 7), (4, 5, _TWO_MONTHS, 6)),
        _params(LlmqType.LLMQ_50_60, (50, 40, 30), (24, 2, 10, 18, 40), (24, 25, 48, 25)),
        _params(LlmqType.LLMQ_60_75, (60, 50, 45), (288, 2, 42, 50, 48), (32, 64, 64, 25), is_rotated=True),
        _params(LlmqType.LLMQ_400_60, (400, 300, 240), (288, 4, 20, 28, 300), (4, 5, 8, 100)),
        _params(LlmqType.LLMQ_400_85, (400, 350, 340), (576, 4, 20, 48, 300), (4, 5, 8, 100)),
        _params(LlmqType.LLMQ_100_67, (100, 80, 67), (24, 2, 10, 18, 80), (24, 25, _TWO_MONTHS, 50)),
        _params(LlmqType.LLMQ_25_67, (25, 22, 17), (24, 2, 10, 18, 22), (24, 25, _TWO_MONTHS, 12)),
    )
}

"""Proof of work: compact targets, what the next block must reach, what a block proves. Mirrors pow.cpp and chain.cpp."""

import math

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import ConsensusParams
from dashcore.primitives.types import BlockHash

_MASK_256 = 2**256 - 1
_MASK_32 = 2**32 - 1
_SIGN_BIT = 0x00800000
_DARK_GRAVITY_BLOCKS = 24
_TWO_HOURS = 2 * 60 * 60  # seconds


def decode_compact(bits: int) -> tuple[int, bool, bool]:
    """Expand a compact target.

    Returns:
        The target cut to 256 bits, whether the sign bit makes it negative, whether it overflows.

    Source: C++ arith_uint256::SetCompact.
    """
    size = bits >> 24
    word = bits & 0x007FFFFF
    if size <= 3:
        word >>= 8 * (3 - size)
        target = word
    else:
        target = (word << 8 * (size - 3)) & _MASK_256
    negative = word != 0 and bits & _SIGN_BIT != 0
    overflow = word != 0 and (size > 34 or (word > 0xFF and size > 33) or (word > 0xFFFF and size > 32))
    return target, negative, overflow


def target_from_compact(bits: int) -> int:
    """Expand a compact target; sign and overflow are ignored."""
    return decode_compact(bits)[0]


def encode_compact(target: int) -> int:
    """Shorten a target of 256 bits to its three leading bytes. Source: C++ arith_uint256::GetCompact."""
    size = (target.bit_length() + 7) // 8
    word = target << 8 * (3 - size) if size <= 3 else target >> 8 * (size - 3)
    if word & _SIGN_BIT:
        word >>= 8
        size += 1
    return word | size << 24


def block_proof(bits: int) -> int:
    """Return the expected number of hashes behind a block; 0 for an invalid target. Source: C++ GetBlockProof."""
    target, negative, overflow = decode_compact(bits)
    if negative or overflow or target == 0:
        return 0
    return (_MASK_256 - target) // (target + 1) + 1


def check_proof_of_work(block_hash: BlockHash, bits: int, params: ConsensusParams) -> bool:
    """Whether an id reaches the target that its header claims, and that is one the network allows.

    Source: C++ CheckProofOfWork.
    """
    target, negative, overflow = decode_compact(bits)
    if negative or overflow or not 0 < target <= params.pow_limit:
        return False
    return int.from_bytes(block_hash, "little") <= target


def get_next_work_required(  # noqa: PLR0911 - one per era and pace, as the rule reads
    prev: BlockIndex, time: int, params: ConsensusParams
) -> int:
    """Return the compact target a child of `prev` must carry.

    Args:
        time: the child's, seconds; decides on networks that allow easy blocks after a pause.

    Source: C++ GetNextWorkRequired.
    """
    limit = encode_compact(params.pow_limit)
    height = prev.height + 1
    if prev.height < params.minimum_difficulty_blocks:
        return limit
    if height < params.gravity_well_height:
        return _bitcoin_work(prev, time, params)
    if params.no_retargeting:
        return limit
    if params.allow_min_difficulty:
        if time > prev.time + _TWO_HOURS:
            return limit
        if time > prev.time + params.pow_spacing * 4:
            eased = (target_from_compact(prev.bits) * 10) & _MASK_256
            return encode_compact(min(eased, params.pow_limit))
    if height < params.dark_gravity_height:
        return _kimoto_gravity_well(prev, params)
    return _dark_gravity_wave(prev, params)


def _bitcoin_work(prev: BlockIndex, time: int, params: ConsensusParams) -> int:
    """Retarget once per interval. Source: C++ GetNextWorkRequiredBTC, CalculateNextWorkRequired."""
    interval = params.difficulty_interval
    limit = encode_compact(params.pow_limit)
    if (prev.height + 1) % interval != 0:
        if not params.allow_min_difficulty:
            return prev.bits
        if time > prev.time + params.pow_spacing * 2:
            return limit
        at = prev
        while at.prev is not None and at.height % interval != 0 and at.bits == limit:
            at = at.prev
        return at.bits
    if params.no_retargeting:
        return prev.bits
    first = prev.get_ancestor(prev.height - (interval - 1))
    if first is None:
        raise ValueError(f"no ancestor an interval below height {prev.height}")
    span = min(max(prev.time - first.time, params.pow_timespan // 4), params.pow_timespan * 4)
    target = (target_from_compact(prev.bits) * span & _MASK_256) // params.pow_timespan
    return encode_compact(min(target, params.pow_limit))


def _kimoto_gravity_well(prev: BlockIndex, params: ConsensusParams) -> int:
    """Average until the pace leaves the horizon; the C++ doubles are part of the rule. Source: C++ KimotoGravityWell."""
    blocks_min = int(params.pow_timespan * 0.025) // params.pow_spacing
    blocks_max = params.pow_timespan * 7 // params.pow_spacing
    if prev.height == 0 or prev.height < blocks_min:
        return encode_compact(params.pow_limit)
    average = previous = actual = expected = mass = 0
    at: BlockIndex | None = prev
    while at is not None and at.height > 0:
        mass += 1
        if 0 < blocks_max < mass:
            break
        average = target_from_compact(at.bits)
        if mass > 1:  # unsigned arithmetic: the sign is handled apart
            if average >= previous:
                average = (average - previous) // mass + previous
            else:
                average = previous - (previous - average) // mass
        previous = average
        actual = max(prev.time - at.time, 0)
        expected = params.pow_spacing * mass
        ratio = expected / actual if actual and expected else 1.0
        fast = 1 + 0.7084 * math.pow(mass / 28.2, -1.228)
        if mass >= blocks_min and (ratio <= 1 / fast or ratio >= fast):
            break
        at = at.prev
    target = average
    if actual and expected:
        target = (target * (actual & _MASK_32) & _MASK_256) // expected
    return encode_compact(min(target, params.pow_limit))


def _dark_gravity_wave(prev: BlockIndex, params: ConsensusParams) -> int:
    """Weigh the last 24 targets by their pace. Source: C++ DarkGravityWave (version 3)."""
    if prev.height < _DARK_GRAVITY_BLOCKS:
        return encode_compact(params.pow_limit)
    at = prev
    average = target_from_compact(at.bits)
    for count in range(2, _DARK_GRAVITY_BLOCKS + 1):
        if at.prev is None:
            raise ValueError(f"no parent at height {at.height}")
        at = at.prev
        average = ((average * count + target_from_compact(at.bits)) & _MASK_256) // (count + 1)
    expected = _DARK_GRAVITY_BLOCKS * params.pow_spacing
    span = min(max(prev.time - at.time, expected // 3), expected * 3)
    target = (average * span & _MASK_256) // expected
    return encode_compact(min(target, params.pow_limit))

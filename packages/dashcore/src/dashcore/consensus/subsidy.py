"""What a block creates: miner's part, masternode's part, treasury. Mirrors validation.cpp and masternode/payments.cpp.

The early formulas are C++ doubles; the same double arithmetic here is part of the rule.
"""

import math

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.networks import DEVNET, MAIN
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.pow import encode_compact
from dashcore.primitives.types import COIN, Duffs

_LEGACY_DIFFICULTY_HEIGHT = 4500
_EARLY_HEIGHT = 5465
_CPU_HEIGHT = 17000
_CPU_LAST_HEIGHT = 24000
_FIXED_BASE = 5  # coins
_REALLOCATION_CYCLES = 3  # superblock cycles per step
_REALLOCATION_STEPS = (513, 526, 533, 540, 546, 552, 557, 562, 567, 572, 577, 582, 585, 588, 591, 594, 597, 599, 600)


def difficulty(bits: int) -> float:
    """Return how many times harder a target is than difficulty 1. Source: C++ ConvertBitsToDouble, GetDifficulty."""
    shift = (bits >> 24) & 0xFF
    result = _mantissa_difficulty(bits)
    while shift < 29:
        result *= 256.0
        shift += 1
    while shift > 29:
        result /= 256.0
        shift -= 1
    return result


def _mantissa_difficulty(bits: int) -> float:
    mantissa = bits & 0x00FFFFFF
    return 0x0000FFFF / mantissa if mantissa else math.inf


def split_subsidy(
    prev_bits: int, prev_height: int, params: ConsensusParams, *, fixed_treasury: bool
) -> tuple[Duffs, Duffs]:
    """Return what the child of a block may create: block subsidy and treasury part.

    Args:
        fixed_treasury: V20 is active for the child.

    Source: C++ GetBlockSubsidyHelper.
    """
    subsidy = _base_coins(prev_bits, prev_height, params, fixed_treasury=fixed_treasury) * COIN
    for _ in range(prev_height // params.subsidy_halving_interval):
        subsidy -= subsidy // 14
    if prev_height < params.high_subsidy_blocks:
        subsidy *= params.high_subsidy_factor
    treasury = 0
    if prev_height > params.budget_start:
        treasury = subsidy // (5 if fixed_treasury else 10)
    return Duffs(subsidy - treasury), Duffs(treasury)


def _base_coins(prev_bits: int, prev_height: int, params: ConsensusParams, *, fixed_treasury: bool) -> int:
    if fixed_treasury or (params.network == DEVNET and prev_height >= params.high_subsidy_blocks):
        return _FIXED_BASE
    # Up to here the main network's first nodes forgot the exponent, and blocks were paid by that.
    if prev_height <= _LEGACY_DIFFICULTY_HEIGHT and params.network == MAIN:
        rate = _mantissa_difficulty(prev_bits)
    else:
        rate = difficulty(prev_bits)
    if prev_height < _EARLY_HEIGHT:
        return min(max(int(1111.0 / math.pow(rate + 1.0, 2.0)), 1), 500)
    if prev_height < _CPU_HEIGHT or (rate <= 75 and prev_height < _CPU_LAST_HEIGHT):
        return min(max(int(11111.0 / math.pow((rate + 51.0) / 6.0, 2.0)), 25), 500)
    return min(max(int(2222222.0 / math.pow((rate + 2600.0) / 9.0, 2.0)), 5), 25)


def block_subsidy(prev: BlockIndex, params: ConsensusParams) -> Duffs:
    """Return what the child of `prev` may create for miner and masternode. Source: C++ GetBlockSubsidy."""
    active = params.is_active_after(Deployment.V20, prev)
    return split_subsidy(prev.bits, prev.height, params, fixed_treasury=active)[0]


def masternode_payment(height: int, value: Duffs, params: ConsensusParams, *, v20_active: bool) -> Duffs:
    """Return the masternode's part of a block's value.

    Args:
        value: subsidy, with or without fees.

    Source: C++ GetMasternodePayment.
    """
    start, period = params.masternode_payments_increase, params.masternode_payments_period
    payment = value // 5
    for step in (0, 1, 2):
        if height > start + period * step:
            payment += value // 20
    for step in (3, 4, 5, 6, 7, 9):
        if height > start + period * step:
            payment += value // 40
    reallocation = params.heights[Deployment.BRR]
    cycle = params.superblock_cycle
    first = reallocation - reallocation % cycle + cycle
    if height < reallocation or height < first:
        return Duffs(payment)
    if v20_active:
        return Duffs(value * 3 // 4)
    step = min((height - first) // (cycle * _REALLOCATION_CYCLES), len(_REALLOCATION_STEPS) - 1)
    return Duffs(value * _REALLOCATION_STEPS[step] // 1000)


def platform_share(masternode_reward: Duffs) -> Duffs:
    """Return the part of a masternode reward that goes to Platform. Source: C++ PlatformShare."""
    return Duffs(masternode_reward * 375 // 1000)


def is_superblock_height(height: int, params: ConsensusParams) -> bool:
    """Whether the treasury may be paid out at this height. Source: C++ CSuperblock::IsValidBlockHeight."""
    return height >= params.superblock_start and height % params.superblock_cycle == 0


def superblock_limit(height: int, params: ConsensusParams) -> Duffs:
    """Return the most a superblock may pay; 0 where none is due. Source: C++ CSuperblock::GetPaymentsLimit."""
    if not is_superblock_height(height, params):
        return Duffs(0)
    # The difficulty is guessed: constant where blocks may be easy, so high elsewhere that the least is paid.
    bits = encode_compact(params.pow_limit) if params.allow_min_difficulty else 1
    active = params.is_active_at(Deployment.V20, height)
    treasury = split_subsidy(bits, height - 1, params, fixed_treasury=active)[1]
    return Duffs(treasury * params.superblock_cycle)

"""Compact targets and the three retarget rules."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.pow import (
    block_proof,
    check_proof_of_work,
    decode_compact,
    encode_compact,
    get_next_work_required,
    target_from_compact,
)
from dashcore.primitives.types import BlockHash

# (time, bits) of the main network's blocks up to height 123456
DARK_GRAVITY = [
    (1408728124, 0x1B104BE1), (1408728332, 0x1B10E09E), (1408728479, 0x1B11A33C), (1408728495, 0x1B121CF3),
    (1408728608, 0x1B11951E), (1408728744, 0x1B11ABAC), (1408728756, 0x1B118D9C), (1408728950, 0x1B1123F9),
    (1408729116, 0x1B1141BF), (1408729179, 0x1B110764), (1408729305, 0x1B107556), (1408729474, 0x1B104297),
    (1408729576, 0x1B1063D0), (1408729587, 0x1B10E878), (1408729647, 0x1B0DFAFF), (1408729678, 0x1B0C9AB8),
    (1408730179, 0x1B0C03D6), (1408730862, 0x1B0DD168), (1408730914, 0x1B10B864), (1408731242, 0x1B0FED89),
    (1408731256, 0x1B113FF1), (1408732229, 0x1B10460B), (1408732257, 0x1B13B83F), (1408732489, 0x1B1418D4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bits", "target", "negative", "overflow"),
    [
        (0x00123456, 0, False, False),
        (0x01003456, 0, False, False),
        (0x01123456, 0x12, False, False),
        (0x02123456, 0x1234, False, False),
        (0x04923456, 0x12345600, True, False),
        (0x20123456, 0x123456 << 232, False, False),
        (0xFF123456, 0, False, True),
        (0x22007FFF, 0, False, True),
        (0x220000FF, 0xFF << 248, False, False),
    ],
)
def test_decode_compact(bits: int, target: int, negative: bool, overflow: bool) -> None:
    """Each byte count and both flags."""
    found = decode_compact(bits)

    assert found[1:] == (negative, overflow)
    if not overflow:
        assert found[0] == target


@given(st.integers(min_value=0, max_value=2**256 - 1))
def test_compact_round_trip(target: int) -> None:
    """Encoding keeps the leading bytes and never sets the sign; what is encoded once stays as it is."""
    bits = encode_compact(target)
    short = target_from_compact(bits)

    assert not bits & 0x00800000
    assert short <= target
    assert target - short < max(1, target >> 15)
    assert encode_compact(short) == bits


@pytest.mark.parametrize(
    ("time", "main", "devnet"),
    [
        (1408732505, 0x1B1441DE, 0x1B1441DE),
        (1408733090, 0x1B1441DE, 0x1C00C8F8),
        (1408733689, 0x1B1441DE, 0x1C00C8F8),
        (1408739690, 0x1B1441DE, 0x207FFFFF),
    ],
)
def test_dark_gravity_wave(
    make_tail: Callable[[Sequence[tuple[int, int, int]], int], BlockIndex], time: int, main: int, devnet: int
) -> None:
    """Block 123457 of the main network; slow blocks are eased on a devnet."""
    tip = make_tail([(each, bits, 2) for each, bits in DARK_GRAVITY], 123456)

    assert get_next_work_required(tip, time, select_params("main").consensus) == main
    assert get_next_work_required(tip, time, select_params("devnet").consensus) == devnet


def test_kimoto_gravity_well_follows_the_pace(
    make_tail: Callable[[Sequence[tuple[int, int, int]], int], BlockIndex],
) -> None:
    """At the wanted pace the target stays; blocks twice as fast halve it once the well is deep enough."""
    params = select_params("main").consensus
    even = make_tail([(150 * at, 0x1C08BA34, 2) for at in range(300)], 20000)
    fast = make_tail([(75 * at, 0x1C08BA34, 2) for at in range(300)], 20000)

    assert target_from_compact(get_next_work_required(even, 0, params)) == pytest.approx(
        target_from_compact(0x1C08BA34), rel=0.08
    )
    assert target_from_compact(get_next_work_required(fast, 0, params)) == pytest.approx(
        target_from_compact(0x1C08BA34) / 2, rel=0.08
    )


def test_regtest_never_retargets(chain_of: Callable[[int], BlockIndex]) -> None:
    """Neither at an interval nor after a pause."""
    params = select_params("regtest").consensus
    tip = chain_of(575)

    assert get_next_work_required(tip, tip.time + 1, params) == 0x207FFFFF
    assert get_next_work_required(tip, tip.time + 10**6, params) == 0x207FFFFF


@pytest.mark.parametrize(
    ("bits", "number", "fine"),
    [
        (0x207FFFFF, 1, True),
        (0x207FFFFF, (1 << 255) - 1, False),
        (0x20FFFFFF, 1, False),
        (0xFF7FFFFF, 1, False),
        (0x2100FFFF, 1, False),
        (0x00000000, 0, False),
    ],
)
def test_check_proof_of_work(bits: int, number: int, fine: bool) -> None:
    """A claim is refused if negative, overflowing, above the limit, zero or not reached."""
    params = select_params("regtest").consensus

    assert check_proof_of_work(BlockHash(number.to_bytes(32, "little")), bits, params) is fine


def test_block_proof() -> None:
    """Work is what gettxoutsetinfo's chainwork grows by."""
    assert block_proof(0x207FFFFF) == 2
    assert block_proof(0x1D00FFFF) == 0x100010001
    assert block_proof(0x04923456) == 0

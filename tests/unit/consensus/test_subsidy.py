"""What blocks create, against amounts of the main network."""

import pytest

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.subsidy import (
    difficulty,
    is_superblock_height,
    masternode_payment,
    platform_share,
    split_subsidy,
    superblock_limit,
)
from dashcore.primitives.types import COIN, Duffs


@pytest.mark.parametrize(
    ("bits", "height", "v20", "amount"),
    [
        (0x1C4A47C4, 4249, False, 500 * COIN),
        (0x1C4A47C4, 4249, True, 5 * COIN),
        (0x1C4A47C4, 4501, False, 56 * COIN),
        (0x1C29EC00, 5464, False, 21 * COIN),
        (0x1C29EC00, 5465, False, 122 * COIN),
        (0x1C08BA34, 17588, False, 61 * COIN),
        (0x1B10CF42, 99999, False, 5 * COIN),
        (0x1B11548E, 210239, False, 5 * COIN),
        (0x1B10D50B, 210240, False, 464285715),
        (0x1B10D50B, 210240, True, 464285715),
        (0x1B10D50B, 420480, False, 388010205),
        (0x1B10D50B, 420480, True, 344897960),
    ],
)
def test_block_subsidy(bits: int, height: int, v20: bool, amount: int) -> None:
    """Each era, the yearly cut and the treasury's part."""
    assert split_subsidy(bits, height, select_params("main").consensus, fixed_treasury=v20)[0] == amount


@pytest.mark.parametrize(
    ("height", "v20", "permille"),
    [
        (100000, False, 200),
        (158001, False, 250),
        (313521, False, 500),
        (1374912, False, 500),
        (1379128, False, 513),
        (1379128 + 18 * 3 * 16616, False, 600),
        (1987776, True, 750),
    ],
)
def test_masternode_payment(height: int, v20: bool, permille: int) -> None:
    """The share grew in steps; V20 cut it once more."""
    params = select_params("main").consensus

    assert masternode_payment(height, Duffs(1000 * COIN), params, v20_active=v20) == permille * COIN


def test_superblock_limit() -> None:
    """A superblock may pay the treasury's part of a whole cycle, and only at its heights."""
    params = select_params("regtest").consensus

    assert not is_superblock_height(1480, params)
    assert superblock_limit(1480, params) == 0
    assert superblock_limit(1500, params) == 1026521020
    assert superblock_limit(1520, params) == 953198100


def test_platform_share_and_difficulty() -> None:
    """Small figures that others build on."""
    assert platform_share(Duffs(1000)) == 375
    assert difficulty(0x1D00FFFF) == 1.0
    assert difficulty(0x207FFFFF) == pytest.approx(4.656542373906925e-10)

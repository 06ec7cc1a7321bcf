"""What a caller asks of coin selection. Mirrors wallet/coincontrol.h."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum

from dashcore.primitives.transaction import OutPoint, TxOut
from dashcore.primitives.types import DuffsPerKb
from dashcore.script.provider import FlatProvider
from dashcore.script.standard import Destination

MAX_DEPTH = 9_999_999


class CoinType(IntEnum):
    """Which coins may be used. Source: C++ CoinType."""

    ALL_COINS = 0
    ONLY_FULLY_MIXED = 1
    ONLY_READY_TO_MIX = 2
    ONLY_NONDENOMINATED = 3
    ONLY_MASTERNODE_COLLATERAL = 4
    ONLY_COINJOIN_COLLATERAL = 5


class EstimateMode(Enum):
    """How careful fee estimation is; the value is the name in RPC."""

    UNSET = "unset"
    ECONOMICAL = "economical"
    CONSERVATIVE = "conservative"


@dataclass(slots=True, kw_only=True)
class CoinControl:
    """Wishes; the defaults wish nothing. Source: C++ CCoinControl.

    Attributes:
        watch_only: who signs is another, whose signatures may be longer than ours.
        selected: coins that must be spent.
        external: outputs of coins that are not this wallet's.
        input_sizes: bytes of inputs the wallet cannot sign.
        solving: scripts and keys of external inputs.
    """

    change: Destination | None = None
    include_unsafe: bool = False
    watch_only: bool = False
    allow_other_inputs: bool = False
    override_fee_rate: bool = False
    fee_rate: DuffsPerKb | None = None
    confirm_target: int | None = None
    avoid_partial_spends: bool = False
    avoid_address_reuse: bool = False
    estimate_mode: EstimateMode = EstimateMode.UNSET
    min_depth: int = 0
    max_depth: int = MAX_DEPTH
    coin_type: CoinType = CoinType.ALL_COINS
    selected: set[OutPoint] = field(default_factory=set)
    external: dict[OutPoint, TxOut] = field(default_factory=dict)
    input_sizes: dict[OutPoint, int] = field(default_factory=dict)
    solving: FlatProvider | None = None

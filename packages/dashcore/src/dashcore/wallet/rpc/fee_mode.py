"""How a caller says what fee to pay."""

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.types import DuffsPerKb
from dashcore.rpc.command import ArgType, Json, RpcArg
from dashcore.rpc.params import get_int, get_str, parse_amount
from dashcore.wallet.coin_control import CoinControl, EstimateMode
from dashcore.wallet.wallet import Wallet

CONF_TARGET_ARG = RpcArg("conf_target", ArgType.NUM, "Blocks within which it should confirm.", default=None)
ESTIMATE_MODE_ARG = RpcArg(
    "estimate_mode", ArgType.STR, "How careful fee estimation is: unset, economical, conservative.", default="unset"
)
FEE_RATE_ARG = RpcArg("fee_rate", ArgType.AMOUNT, "Fee rate in duff/B.", default=None)


def set_fee_mode(
    wallet: Wallet, control: CoinControl, target: Json, mode: Json, rate: Json, *, override: bool = False
) -> None:
    """Read how the fee is to be chosen. Source: C++ SetFeeEstimateMode."""
    if rate is not None:
        if target is not None:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                "Cannot specify both conf_target and fee_rate. Please provide either a confirmation target in "
                "blocks for automatic fee estimation, or an explicit fee rate.",
            )
        if mode is not None and get_str(mode) != "unset":
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Cannot specify both estimate_mode and fee_rate")
        control.fee_rate = DuffsPerKb(parse_amount(rate, 3))
        control.override_fee_rate = override
        return
    if mode is not None:
        try:
            control.estimate_mode = EstimateMode(get_str(mode).lower())
        except ValueError:
            names = '", "'.join(known.value for known in EstimateMode)
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, f'Invalid estimate_mode parameter, must be one of: "{names}"'
            ) from None
    if target is not None:
        most = wallet.chain.estimate_max_blocks()
        control.confirm_target = get_int(target)
        if not 1 <= control.confirm_target <= most:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid conf_target, must be between 1 and {most}")

"""Commands that estimate fees. Mirrors rpc/fees.cpp."""

import math
from decimal import Decimal

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.policy.fee_stats import EstimatorBucket
from dashcore.policy.feerate import FeeRate
from dashcore.policy.fees import FeeEstimator, FeeHorizon
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str, wrong_type

_MODES = ("unset", "economical", "conservative")
_DEFAULT_THRESHOLD = 0.95
_TARGET = RpcArg("conf_target", ArgType.NUM, "In how many blocks it should confirm, 1 to 1008.")


def _get_estimator(node: NodeContext) -> FeeEstimator:
    if node.fee_estimator is None:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Fee estimation disabled")
    return node.fee_estimator


def _parse_target(value: Json, estimator: FeeEstimator) -> int:
    """Source: C++ ParseConfirmTarget."""
    most = estimator.highest_target(FeeHorizon.LONG)
    target = get_int(value)
    if not 1 <= target <= most:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid conf_target, must be between 1 and {most}")
    return target


@rpc_command(
    "util",
    "estimatesmartfee",
    "Estimate the fee rate with which a transaction begins to confirm in time.",
    args=(
        _TARGET,
        RpcArg(
            "estimate_mode",
            ArgType.STR,
            "conservative looks back further and stays higher when fees fall; economical does not; unset.",
            default="conservative",
        ),
    ),
    result="""{                       (json object)
  "feerate" : n,        (numeric, optional) The rate, in DASH/kB
  "errors" : [ "str" ], (json array, optional) Why there is no rate
  "blocks" : n          (numeric) The target the answer is for
}""",
    examples=("6",),
)
def estimatesmartfee(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    estimator = _get_estimator(node)
    target = _parse_target(request.params[0], estimator)
    mode = "conservative" if request.params[1] is None else get_str(request.params[1]).lower()
    if mode not in _MODES:
        names = '", "'.join(_MODES)
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f'Invalid estimate_mode parameter, must be one of: "{names}"')
    with node.chainman.cs_main:
        found = estimator.estimate_smart_fee(target, conservative=mode != "economical")
        least = max(node.mempool.min_fee(), node.mempool.options.min_relay_fee)
    if found.rate == FeeRate():
        return {"errors": ["Insufficient data or no feerate found"], "blocks": found.returned_target}
    return {"feerate": JsonAmount(max(found.rate.per_kb, least)), "blocks": found.returned_target}


def _round(value: float) -> float:
    """Round half away from zero, as C++ does."""
    return math.copysign(math.floor(abs(value) + 0.5), value)


def _bucket_to_json(bucket: EstimatorBucket) -> dict[str, Json]:
    return {
        "startrange": _round(bucket.start),
        "endrange": _round(bucket.end),
        "withintarget": _round(bucket.within_target * 100.0) / 100.0,
        "totalconfirmed": _round(bucket.total_confirmed * 100.0) / 100.0,
        "inmempool": _round(bucket.in_mempool * 100.0) / 100.0,
        "leftmempool": _round(bucket.left_mempool * 100.0) / 100.0,
    }


@rpc_command(
    "hidden",
    "estimaterawfee",
    "Show what the fee estimator knows, for each of its memories. This may change with its insides.",
    args=(
        _TARGET,
        RpcArg("threshold", ArgType.NUM, "Share of transactions that must have confirmed in time.", default=0.95),
    ),
    result="""{                            (json object)
  "short" : {                (json object, optional) Also "medium" and "long", those that look as far as the target
    "feerate" : n,           (numeric, optional) The rate, in DASH/kB
    "decay" : n,             (numeric) How fast it forgets, each block
    "scale" : n,             (numeric) Blocks it counts as one
    "pass" : {               (json object, optional) The lowest range of rates that confirm in time
      "startrange" : n,      (numeric) From this rate
      "endrange" : n,        (numeric) to that
      "withintarget" : n,    (numeric) Transactions that confirmed in time
      "totalconfirmed" : n,  (numeric) that confirmed at all
      "inmempool" : n,       (numeric) that wait for longer
      "leftmempool" : n      (numeric) that went unconfirmed
    },
    "fail" : {...},          (json object, optional) The highest range that does not
    "errors" : [ "str" ]     (json array, optional) Why there is no rate
  }, ...
}""",
    examples=("6 0.9",),
)
def estimaterawfee(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    estimator = _get_estimator(node)
    target = _parse_target(request.params[0], estimator)
    threshold = _DEFAULT_THRESHOLD
    if request.params[1] is not None:
        value = request.params[1]
        if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
            raise wrong_type(value, "number")
        threshold = float(value)
    if not 0 <= threshold <= 1:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid threshold")
    shown: dict[str, Json] = {}
    with node.chainman.cs_main:
        for horizon in (FeeHorizon.SHORT, FeeHorizon.MEDIUM, FeeHorizon.LONG):
            if target > estimator.highest_target(horizon):
                continue
            rate, result = estimator.estimate_raw_fee(target, threshold, horizon)
            line: dict[str, Json] = {} if rate == FeeRate() else {"feerate": JsonAmount(rate.per_kb)}
            line |= {"decay": result.decay, "scale": result.scale}
            if rate != FeeRate():
                line["pass"] = _bucket_to_json(result.passed)
                if result.failed.start != -1:
                    line["fail"] = _bucket_to_json(result.failed)
            else:
                line["fail"] = _bucket_to_json(result.failed)
                line["errors"] = ["Insufficient data or no feerate found which meets threshold"]
            shown[horizon.value] = line
    return shown


COMMANDS = (estimaterawfee, estimatesmartfee)

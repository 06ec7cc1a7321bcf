"""The command that makes, signs and sends in one step, or stops on the way. Mirrors send of wallet/rpc/spend.cpp."""

from collections.abc import Mapping

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_object, get_str
from dashcore.rpc.psbt_text import psbt_text
from dashcore.rpc.raw_transactions import CREATE_ARGS, construct_transaction
from dashcore.script.psbt import Psbt
from dashcore.script.psbt_sign import extract_transaction
from dashcore.util.hashes import display_hash
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.rpc.fee_mode import CONF_TARGET_ARG, ESTIMATE_MODE_ARG, FEE_RATE_ARG
from dashcore.wallet.rpc.funding import SIZE_ARG, SOLVING_ARG, WATCHING, WATCHING_DEFAULT, fund, sizes_of_inputs
from dashcore.wallet.rpc.psbt import fill
from dashcore.wallet.rpc.request import wallet_of

_RENAMED = {
    "feeRate": "Use fee_rate (duff/B) instead of feeRate",
    "changeAddress": "Use change_address",
    "changePosition": "Use change_position",
    "includeWatching": "Use include_watching",
    "lockUnspents": "Use lock_unspents",
    "subtractFeeFromOutputs": "Use subtract_fee_from_outputs",
}
_OPTION_ARGS = (
    RpcArg("add_inputs", ArgType.BOOL, "Add inputs where those given are not enough.", default=False),
    RpcArg("include_unsafe", ArgType.BOOL, "Spend unconfirmed payments by others.", default=False),
    RpcArg("add_to_wallet", ArgType.BOOL, "Keep and send it; else it is only returned.", default=True),
    RpcArg("change_address", ArgType.STR, "Where change goes.", default=None),
    RpcArg("change_position", ArgType.NUM, "Which output change is.", default=None),
    FEE_RATE_ARG,
    RpcArg("include_watching", ArgType.BOOL, WATCHING, default=WATCHING_DEFAULT),
    RpcArg(
        "inputs",
        ArgType.ARR,
        "What to spend.",
        default=None,
        inner=(
            RpcArg("txid", ArgType.STR_HEX, "The transaction that made the output."),
            RpcArg("vout", ArgType.NUM, "The output's number there."),
            RpcArg("sequence", ArgType.NUM, "The sequence number."),
            SIZE_ARG,
        ),
    ),
    RpcArg("locktime", ArgType.NUM, "The lock time; other than 0 it makes the inputs' sequences obey it.", default=0),
    RpcArg("lock_unspents", ArgType.BOOL, "Lock the coins chosen.", default=False),
    RpcArg("psbt", ArgType.BOOL, "Return it partially signed in any case, and do not send it.", default=None),
    RpcArg(
        "subtract_fee_from_outputs",
        ArgType.ARR,
        "Numbers of the outputs that share the fee.",
        default=None,
        inner=(RpcArg("vout_index", ArgType.NUM, "One of them, as they are before change is added.", default=None),),
    ),
    CONF_TARGET_ARG,
    ESTIMATE_MODE_ARG,
    SOLVING_ARG,
)


def _merge_options(target: Json, mode: Json, rate: Json, given: Mapping[str, Json]) -> Mapping[str, Json]:
    """Put the arguments among the options, unless both say the same thing."""
    options = dict(given)
    if "estimate_mode" in options or "conf_target" in options:
        if target is not None or mode is not None:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                "Pass conf_target and estimate_mode either as arguments or in the options object, but not both",
            )
    else:
        options |= {"conf_target": target, "estimate_mode": mode}
    if "fee_rate" in options:
        if rate is not None:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                "Pass the fee_rate either as an argument, or in the options object, but not both",
            )
    else:
        options["fee_rate"] = rate
    chosen = options.get("estimate_mode")
    if options.get("conf_target") is not None and (chosen is None or get_str(chosen) == "unset"):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Specify estimate_mode")
    for name, problem in _RENAMED.items():
        if name in options:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, problem)
    return options


@rpc_command(
    "wallet",
    "send",
    "Make a transaction, sign it and send it. It is experimental, and may change.",
    args=(
        CREATE_ARGS[1],
        CONF_TARGET_ARG,
        ESTIMATE_MODE_ARG,
        FEE_RATE_ARG,
        RpcArg("options", ArgType.OBJ, "Options.", default=None, inner=_OPTION_ARGS, oneline="options"),
    ),
    result="""{                          (json object)
  "complete" : true|false,   (boolean) Whether no signature is missing
  "txid" : "hex",            (string, optional) The transaction, where it is complete
  "hex" : "hex",             (string, optional) The transaction itself, where it is complete and was not sent
  "psbt" : "str"             (string, optional) As it is partially signed, in base64, where it was not sent
}""",
    examples=(
        """'{"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg": 0.1}' 6 economical""",
        """'{"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg": 0.2}' null "unset" 1.1""",
        """'{"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg": 0.2}' null "unset" null '{"add_to_wallet": false}'""",
    ),
)
def send(context: WalletContext, request: RpcRequest) -> Json:
    """Make, sign and send."""
    wallet = wallet_of(context, request)
    outputs, target, mode, rate, given = request.params
    options = _merge_options(target, mode, rate, {} if given is None else get_object(given))
    only_psbt = "psbt" in options and get_bool(options["psbt"])
    inputs = options.get("inputs")
    tx = construct_transaction(inputs, outputs, options.get("locktime"), wallet.network.prefixes)
    funded = fund(
        wallet, tx, sizes_of_inputs(inputs, options), allow_other_inputs=not tx.inputs, override_min_fee=False
    )
    keep = (get_bool(options["add_to_wallet"]) if "add_to_wallet" in options else True) and not only_psbt
    psbt = Psbt.of(funded.tx)
    fill(wallet, psbt, sign=False)
    fill(wallet, psbt, sign=True, show_origins=False)
    signed = extract_transaction(psbt)
    result: dict[str, Json] = {}
    if not keep or signed is None:
        result["psbt"] = psbt_text(psbt)
    if signed is not None:
        result["txid"] = display_hash(signed.txid)
        if keep:
            with wallet.lock:
                wallet.commit_transaction(signed, {})
        else:
            result["hex"] = signed.serialize().hex()
    return result | {"complete": signed is not None}


COMMANDS = (send,)

"""Adding inputs of the wallet to a transaction, and the options of the commands that do. Mirrors wallet/rpc/spend.cpp."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashcore.crypto.secp256k1 import is_valid_pubkey
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import DuffsPerKb, Script, TxId
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import (
    check_object,
    get_array,
    get_bool,
    get_int,
    get_object,
    get_str,
    parse_amount,
    parse_hash,
)
from dashcore.rpc.raw_transactions import parse_tx
from dashcore.script.descriptor import parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.provider import FlatProvider
from dashcore.script.standard import PKHash, script_for_destination
from dashcore.util.hashes import hash160
from dashcore.wallet.coin_control import CoinControl
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rpc.fee_mode import CONF_TARGET_ARG, ESTIMATE_MODE_ARG, FEE_RATE_ARG, set_fee_mode
from dashcore.wallet.rpc.request import bool_or, get_destination, wallet_of
from dashcore.wallet.spend import MAX_STANDARD_TX_SIZE, Created, fund_transaction
from dashcore.wallet.wallet import Wallet

_BARE_INPUT_SIZE = 41  # bytes of an input with an empty script

_FUND_OPTIONS = {
    "add_inputs": "bool",
    "include_unsafe": "bool",
    "add_to_wallet": "bool",
    "changeAddress": "string",
    "change_address": "string",
    "changePosition": "number",
    "change_position": "number",
    "includeWatching": "bool",
    "include_watching": "bool",
    "inputs": "array",
    "lockUnspents": "bool",
    "lock_unspents": "bool",
    "locktime": "number",
    "fee_rate": "",
    "feeRate": "",
    "psbt": "bool",
    "solving_data": "object",
    "subtractFeeFromOutputs": "array",
    "subtract_fee_from_outputs": "array",
    "conf_target": "number",
    "estimate_mode": "string",
    "input_sizes": "array",
}


WATCHING = "Another signs: reckon with longer signatures."
WATCHING_DEFAULT = "true for wallets without private keys"
SIZE_ARG = RpcArg("size", ArgType.NUM, "Its most bytes once signed.", default="what the wallet knows")
SOLVING_ARG = RpcArg("solving_data", ArgType.OBJ, "pubkeys, scripts, descriptors of inputs.", default=None)
FUND_ARGS = (
    RpcArg("add_inputs", ArgType.BOOL, "Add inputs where those given are not enough.", default=False),
    RpcArg("include_unsafe", ArgType.BOOL, "Spend unconfirmed payments by others.", default=False),
    RpcArg("changeAddress", ArgType.STR, "Where change goes.", default=None),
    RpcArg("changePosition", ArgType.NUM, "Which output change is.", default=None),
    RpcArg("includeWatching", ArgType.BOOL, WATCHING, default=WATCHING_DEFAULT),
    RpcArg("lockUnspents", ArgType.BOOL, "Lock the coins chosen.", default=False),
    FEE_RATE_ARG,
    RpcArg("feeRate", ArgType.AMOUNT, "Fee rate in DASH/kB.", default=None),
    RpcArg("subtractFeeFromOutputs", ArgType.ARR, "Numbers of the outputs that share the fee.", default=None),
    CONF_TARGET_ARG,
    ESTIMATE_MODE_ARG,
    SOLVING_ARG,
)


def _option(options: Mapping[str, Json], name: str, old_name: str) -> Json:
    return options[name] if name in options else options.get(old_name)


def _read_solving_data(wallet: Wallet, data: Mapping[str, Json]) -> FlatProvider:
    """Read keys and scripts of inputs that are not this wallet's."""
    provider = FlatProvider()
    for value in get_array(data.get("pubkeys", ())):
        pubkey = _hex(value)
        if not is_valid_pubkey(pubkey):
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"'{get_str(value)}' is not a valid public key")
        provider.pubkeys[hash160(pubkey)] = pubkey
        provider.add_script(script_for_destination(PKHash.of(pubkey)))
    for value in get_array(data.get("scripts", ())):
        provider.add_script(Script(_hex(value)))
    for value in get_array(data.get("descriptors", ())):
        text = get_str(value)
        try:
            descriptor, keys = parse_descriptor(text, wallet.network.prefixes, require_checksum=True)
        except DescriptorError as err:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Unable to parse descriptor '{text}': {err}") from None
        expansion = descriptor.expand(0, keys)
        if expansion is not None:
            provider.merge(expansion.provider)
    return provider


def _hex(value: Json) -> bytes:
    text = get_str(value)
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if not data or len(text) != 2 * len(data):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, f"'{text}' is not hex")
    return data


def _read_input_sizes(values: Sequence[Json]) -> dict[OutPoint, int]:
    result: dict[OutPoint, int] = {}
    for value in values:
        fields = get_object(value)
        txid = TxId(parse_hash(fields.get("txid"), "txid"))
        number = get_int(_number(fields, "vout"))
        if number < 0:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, vout cannot be negative")
        size = get_int(_number(fields, "size"), 64)
        if size < _BARE_INPUT_SIZE:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                "Invalid parameter, size cannot be less than 41 bytes (size of outpoint + sequence + empty scriptSig)",
            )
        if size > MAX_STANDARD_TX_SIZE:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER,
                "Invalid parameter, size cannot be greater than the maximum standard tx size of "
                f"{MAX_STANDARD_TX_SIZE}",
            )
        result[OutPoint(txid, number)] = size
    return result


def _number(fields: Mapping[str, Json], name: str) -> Json:
    found = fields.get(name)
    if type_name(found) != "number":
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, missing {name} key")
    return found


def _read_fund_options(
    wallet: Wallet, options: Mapping[str, Json], control: CoinControl, *, override_min_fee: bool
) -> None:
    """Read the options into `control`."""
    check_object(options, _FUND_OPTIONS, allow_null=True, strict=True)
    if "add_inputs" in options:
        control.allow_other_inputs = get_bool(options["add_inputs"])
    change = _option(options, "change_address", "changeAddress")
    if change is not None:
        control.change = get_destination(wallet, change, "Change address must be a valid Dash address")
    watching = _option(options, "include_watching", "includeWatching")
    control.watch_only = bool_or(watching, wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS))
    if "include_unsafe" in options:
        control.include_unsafe = get_bool(options["include_unsafe"])
    if "feeRate" in options:
        for other, text in (
            ("fee_rate", "Cannot specify both fee_rate (duff/B) and feeRate (DASH/kB)"),
            (
                "conf_target",
                "Cannot specify both conf_target and feeRate. Please provide either a confirmation target in "
                "blocks for automatic fee estimation, or an explicit fee rate.",
            ),
            ("estimate_mode", "Cannot specify both estimate_mode and feeRate"),
        ):
            if other in options:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, text)
        control.fee_rate = DuffsPerKb(parse_amount(options["feeRate"]))
        control.override_fee_rate = True
    else:
        target, mode, rate = (options.get(name) for name in ("conf_target", "estimate_mode", "fee_rate"))
        set_fee_mode(wallet, control, target, mode, rate, override=override_min_fee)
    if "solving_data" in options:
        control.solving = _read_solving_data(wallet, get_object(options["solving_data"]))
    if "input_sizes" in options:
        control.input_sizes = _read_input_sizes(get_array(options["input_sizes"]))


def _read_subtract(values: Sequence[Json], outputs: int) -> set[int]:
    positions: set[int] = set()
    for value in values:
        position = get_int(value)
        problem = ""
        if position in positions:
            problem = "duplicated position"
        elif position < 0:
            problem = "negative position"
        elif position >= outputs:
            problem = "position too large"
        if problem:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, {problem}: {position}")
        positions.add(position)
    return positions


def fund(
    wallet: Wallet,
    tx: Transaction,
    options: Mapping[str, Json],
    *,
    allow_other_inputs: bool,
    override_min_fee: bool,
) -> Created:
    """Add inputs to a transaction as a caller's options have it.

    Args:
        allow_other_inputs: what counts where the options do not say `add_inputs`.
        override_min_fee: a `fee_rate` below the wallet's least one is taken.

    Threads: takes the wallet's lock, which must not be held.

    Source: C++ FundTransaction of wallet/rpc/spend.cpp.
    """
    wallet.wait_until_synced()
    control = CoinControl(allow_other_inputs=allow_other_inputs)
    _read_fund_options(wallet, options, control, override_min_fee=override_min_fee)
    if not tx.outputs:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "TX must have at least one output")
    wanted = _option(options, "change_position", "changePosition")
    position = -1 if wanted is None else get_int(wanted)
    if position != -1 and not 0 <= position <= len(tx.outputs):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "changePosition out of bounds")
    subtract = _option(options, "subtract_fee_from_outputs", "subtractFeeFromOutputs")
    payers = _read_subtract(() if subtract is None else get_array(subtract), len(tx.outputs))
    lock = bool_or(_option(options, "lock_unspents", "lockUnspents"), False)
    with wallet.lock:
        try:
            funded = fund_transaction(wallet, tx, control, change_position=position, payers=payers)
        except WalletError as err:
            raise RpcError(RpcErrorCode.WALLET_ERROR, err.message) from None
        if lock:
            for txin in funded.tx.inputs:
                wallet.store.lock(txin.prevout, write=False)
    return funded


def sizes_of_inputs(inputs: Json, options: Mapping[str, Json]) -> dict[str, Json]:
    """Return the options with the sizes that a caller wrote to the inputs. Source: C++ SetOptionsInputWeights."""
    if "input_sizes" in options:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER, "Input sizes should be specified in inputs rather than in options."
        )
    given = () if inputs is None else get_array(inputs)
    if not given:
        return dict(options)
    return {**options, "input_sizes": [each for each in given if isinstance(each, Mapping) and "size" in each]}


@rpc_command(
    "rawtransactions",
    "fundrawtransaction",
    "Add inputs of the wallet to a transaction until it can pay its outputs; it is not signed.",
    args=(
        RpcArg("hexstring", ArgType.STR_HEX, "The transaction."),
        RpcArg(
            "options",
            ArgType.OBJ,
            "Options; true in place of them stands for includeWatching.",
            default=None,
            also="boolean",
            inner=(
                replace(FUND_ARGS[0], summary="Add inputs where those there are are not enough.", default=True),
                *FUND_ARGS[1:],
                RpcArg("input_sizes", ArgType.ARR, "Bytes of inputs: txid, vout, size.", default=None),
            ),
            oneline="options",
        ),
    ),
    result='{"hex": "hex", "fee": n, "changepos": n}  (json object)',
    examples=('"rawtransactionhex"',),
)
def fundrawtransaction(context: WalletContext, request: RpcRequest) -> Json:
    """Add inputs to a transaction."""
    wallet = wallet_of(context, request)
    tx = parse_tx(request.params[0], "TX decode failed")
    raw = request.params[1]
    options: Mapping[str, Json] = {}
    if isinstance(raw, bool):
        options = {"include_watching": raw}
    elif raw is not None:
        options = get_object(raw)
    funded = fund(wallet, tx, options, allow_other_inputs=True, override_min_fee=True)
    return {
        "hex": funded.tx.serialize().hex(),
        "fee": JsonAmount(funded.fee),
        "changepos": funded.change_position,
    }


COMMANDS = (fundrawtransaction,)

"""Commands that pay, fund and sign. Mirrors wallet/rpc/spend.cpp and signmessage.cpp."""

from collections.abc import Mapping, Sequence

from dashcore.crypto.secp256k1 import SigningError, is_valid_pubkey
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, DuffsPerKb, Script
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import (
    check_object,
    get_array,
    get_bool,
    get_int,
    get_object,
    get_str,
    parse_amount,
    parse_hex,
)
from dashcore.script.asm import script_to_asm
from dashcore.script.descriptor import parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.message import SigningResult, sign_message
from dashcore.script.provider import FlatProvider
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY, SIGHASH_NONE, SIGHASH_SINGLE
from dashcore.script.standard import Destination, PKHash, script_for_destination
from dashcore.util.hashes import display_hash, hash160
from dashcore.wallet.coin_control import CoinControl, CoinType, EstimateMode
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.options import format_rate
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rpc.request import (
    NEEDS_PASSPHRASE,
    avoid_reuse_of,
    bool_or,
    decode_tx,
    ensure_unlocked,
    get_destination,
    get_outpoint,
    wallet_of,
)
from dashcore.wallet.spend import MAX_STANDARD_TX_SIZE, Payment, create_transaction, fund_transaction
from dashcore.wallet.wallet import Wallet

_SIGHASHES = {
    "ALL": SIGHASH_ALL,
    "ALL|ANYONECANPAY": SIGHASH_ALL | SIGHASH_ANYONECANPAY,
    "NONE": SIGHASH_NONE,
    "NONE|ANYONECANPAY": SIGHASH_NONE | SIGHASH_ANYONECANPAY,
    "SINGLE": SIGHASH_SINGLE,
    "SINGLE|ANYONECANPAY": SIGHASH_SINGLE | SIGHASH_ANYONECANPAY,
}
_BARE_INPUT_SIZE = 41  # bytes of an input with an empty script

_USE_IS = RpcArg("use_is", ArgType.BOOL, "Ignored.", default=False)
_USE_CJ = RpcArg("use_cj", ArgType.BOOL, "Spend mixed coins alone.", default=False)
_CONF_TARGET = RpcArg("conf_target", ArgType.NUM, "Blocks within which it should confirm.", default=None)
_ESTIMATE_MODE = RpcArg(
    "estimate_mode", ArgType.STR, "How careful fee estimation is: unset, economical, conservative.", default="unset"
)
_FEE_RATE = RpcArg("fee_rate", ArgType.AMOUNT, "Fee rate in duff/B.", default=None)
_VERBOSE = RpcArg("verbose", ArgType.BOOL, "Say why the fee is what it is.", default=False)
_TXID_RESULT = '"txid"  (string) The transaction; or {"txid": "hex", "fee_reason": "str"} if verbose.'


def _payments(wallet: Wallet, amounts: Mapping[str, Json], subtract_from: Sequence[Json]) -> list[Payment]:
    """Read whom to pay how much. Source: C++ ParseRecipients."""
    seen: set[Destination] = set()
    payers = {get_str(address) for address in subtract_from}
    result: list[Payment] = []
    for address, value in amounts.items():
        destination = get_destination(wallet, address, f"Invalid Dash address: {address}")
        if destination in seen:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, duplicated address: {address}")
        seen.add(destination)
        amount = Duffs(parse_amount(value))
        result.append(Payment(script_for_destination(destination), amount, address in payers))
    return result


def _set_fee_mode(
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


def _send(
    wallet: Wallet, payments: Sequence[Payment], control: CoinControl, comments: dict[str, str], *, verbose: bool
) -> Json:
    """Pay. Source: C++ SendMoney."""
    ensure_unlocked(wallet)
    if wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS):
        raise RpcError(RpcErrorCode.WALLET_ERROR, "Error: Private keys are disabled for this wallet")
    if control.coin_type is CoinType.ONLY_FULLY_MIXED:
        comments["DS"] = "1"
    try:
        created = create_transaction(wallet, payments, control)
    except WalletError as err:
        raise RpcError(RpcErrorCode.WALLET_INSUFFICIENT_FUNDS, err.message) from None
    wallet.commit_transaction(created.tx, comments)
    txid = display_hash(created.tx.txid)
    return {"txid": txid, "fee_reason": created.choice.reason.value} if verbose else txid


def _use_mixed(control: CoinControl, value: Json) -> None:
    if bool_or(value, False):
        control.coin_type = CoinType.ONLY_FULLY_MIXED


@rpc_command(
    "wallet",
    "sendtoaddress",
    "Pay an amount to an address." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("address", ArgType.STR, "Whom to pay."),
        RpcArg("amount", ArgType.AMOUNT, "How much, in DASH."),
        RpcArg("comment", ArgType.STR, "What for; kept in the wallet alone.", default=None),
        RpcArg("comment_to", ArgType.STR, "Whose address it is; kept in the wallet alone.", default=None),
        RpcArg("subtractfeefromamount", ArgType.BOOL, "Take the fee off the amount.", default=False),
        _USE_IS,
        _USE_CJ,
        _CONF_TARGET,
        _ESTIMATE_MODE,
        RpcArg("avoid_reuse", ArgType.BOOL, "Spend no coins of addresses spent from before.", default=None),
        _FEE_RATE,
        _VERBOSE,
    ),
    result=_TXID_RESULT,
    examples=('"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg" 0.1',),
)
def sendtoaddress(context: WalletContext, request: RpcRequest) -> Json:
    """Pay to one address."""
    wallet = wallet_of(context, request, synced=True)
    params = request.params
    with wallet.lock:
        comments: dict[str, str] = {}
        for name, value in (("comment", params[2]), ("to", params[3])):
            if value is not None and get_str(value):
                comments[name] = get_str(value)
        subtract = bool_or(params[4], False)
        control = CoinControl(avoid_address_reuse=avoid_reuse_of(wallet, params[9]))
        control.avoid_partial_spends = control.avoid_address_reuse
        _use_mixed(control, params[6])
        _set_fee_mode(wallet, control, params[7], params[8], params[10])
        ensure_unlocked(wallet)
        address = get_str(params[0])
        payments = _payments(wallet, {address: params[1]}, [address] if subtract else [])
        return _send(wallet, payments, control, comments, verbose=bool_or(params[11], False))


@rpc_command(
    "wallet",
    "sendmany",
    "Pay to many addresses at once." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("dummy", ArgType.STR, 'Must be "".', default='""'),
        RpcArg(
            "amounts",
            ArgType.OBJ_USER_KEYS,
            "How much to pay to which address.",
            inner=(RpcArg("address", ArgType.AMOUNT, "Address, and amount in DASH."),),
        ),
        RpcArg("minconf", ArgType.NUM, "Ignored.", default=None),
        RpcArg("addlocked", ArgType.BOOL, "Ignored.", default=None),
        RpcArg("comment", ArgType.STR, "What for; kept in the wallet alone.", default=None),
        RpcArg(
            "subtractfeefrom",
            ArgType.ARR,
            "Addresses that share the fee.",
            default=None,
            inner=(RpcArg("address", ArgType.STR, default=None),),
        ),
        _USE_IS,
        _USE_CJ,
        _CONF_TARGET,
        _ESTIMATE_MODE,
        _FEE_RATE,
        _VERBOSE,
    ),
    result=_TXID_RESULT,
    examples=('"" \'{"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg":0.01}\'',),
)
def sendmany(context: WalletContext, request: RpcRequest) -> Json:
    """Pay to many addresses."""
    wallet = wallet_of(context, request, synced=True)
    params = request.params
    with wallet.lock:
        if params[0] is not None and get_str(params[0]):
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, 'Dummy value must be set to ""')
        comments: dict[str, str] = {}
        if params[4] is not None and get_str(params[4]):
            comments["comment"] = get_str(params[4])
        control = CoinControl()
        _use_mixed(control, params[7])
        _set_fee_mode(wallet, control, params[8], params[9], params[10])
        subtract_from = () if params[5] is None else get_array(params[5])
        payments = _payments(wallet, get_object(params[1]), subtract_from)
        return _send(wallet, payments, control, comments, verbose=bool_or(params[11], False))


@rpc_command(
    "wallet",
    "settxfee",
    "Set the fee rate of this wallet; 0: choose one each time.",
    args=(RpcArg("amount", ArgType.AMOUNT, "The rate in DASH/kB."),),
    result="true  (boolean)",
    examples=("0.00001",),
)
def settxfee(context: WalletContext, request: RpcRequest) -> Json:
    """Set the fee rate."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        rate = DuffsPerKb(parse_amount(request.params[0]))
        relay = wallet.chain.relay_min_fee()
        least, most = wallet.options.min_fee, DuffsPerKb(wallet.options.max_tx_fee)
        problem = ""
        if rate and rate < relay:
            problem = f"txfee cannot be less than min relay tx fee ({format_rate(relay)})"
        elif rate and rate < least:
            problem = f"txfee cannot be less than wallet min fee ({format_rate(least)})"
        elif rate > most:
            problem = f"txfee cannot be more than wallet max tx fee ({format_rate(most)})"
        if problem:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, problem)
        wallet.pay_tx_fee = rate
    return True


# -- funding

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
        for name in ("vout", "size"):
            if isinstance(fields.get(name), bool) or not isinstance(fields.get(name), int):
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, missing {name} key")
        size = get_int(fields["size"], 64)
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
        result[get_outpoint(fields)] = size
    return result


def _read_fund_options(wallet: Wallet, options: Mapping[str, Json], control: CoinControl) -> None:
    """Read fundrawtransaction's options into `control`."""
    check_object(options, _FUND_OPTIONS, allow_null=True, strict=True)
    if "add_inputs" in options:
        control.allow_other_inputs = get_bool(options["add_inputs"])
    change = _option(options, "change_address", "changeAddress")
    if change is not None:
        control.change = get_destination(wallet, change, "Change address must be a valid Dash address")
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
        _set_fee_mode(wallet, control, target, mode, rate, override=True)
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
                RpcArg("add_inputs", ArgType.BOOL, "Add inputs though there are some.", default=True),
                RpcArg("include_unsafe", ArgType.BOOL, "Spend unconfirmed payments by others.", default=False),
                RpcArg("changeAddress", ArgType.STR, "Where change goes.", default=None),
                RpcArg("changePosition", ArgType.NUM, "Which output change is.", default=None),
                RpcArg("includeWatching", ArgType.BOOL, "Ignored by descriptor wallets.", default=None),
                RpcArg("lockUnspents", ArgType.BOOL, "Lock the coins chosen.", default=False),
                _FEE_RATE,
                RpcArg("feeRate", ArgType.AMOUNT, "Fee rate in DASH/kB.", default=None),
                RpcArg("subtractFeeFromOutputs", ArgType.ARR, "Outputs that share the fee.", default=None),
                RpcArg("input_sizes", ArgType.ARR, "Bytes of inputs: txid, vout, size.", default=None),
                _CONF_TARGET,
                _ESTIMATE_MODE,
                RpcArg("solving_data", ArgType.OBJ, "pubkeys, scripts, descriptors of inputs.", default=None),
            ),
        ),
    ),
    result='{"hex": "hex", "fee": n, "changepos": n}  (json object)',
    examples=('"rawtransactionhex"',),
)
def fundrawtransaction(context: WalletContext, request: RpcRequest) -> Json:
    """Add inputs to a transaction."""
    wallet = wallet_of(context, request)
    tx = decode_tx(request.params[0], "TX decode failed")
    control = CoinControl(allow_other_inputs=True)
    raw = request.params[1]
    options: Mapping[str, Json] = {} if raw is None or isinstance(raw, bool) else get_object(raw)
    wallet.wait_until_synced()
    _read_fund_options(wallet, options, control)
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
    return {
        "hex": funded.tx.serialize().hex(),
        "fee": JsonAmount(funded.fee),
        "changepos": funded.change_position,
    }


# -- signing


def _previous_outputs(values: Sequence[Json], coins: dict[OutPoint, TxOut]) -> None:
    """Add outputs the caller vouches for. Source: C++ ParsePrevouts."""
    for value in values:
        if not isinstance(value, Mapping):
            raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, 'expected object with {"txid\'","vout","scriptPubKey"}')
        check_object(value, {"txid": "string", "vout": "number", "scriptPubKey": "string"})
        outpoint = get_outpoint(value, RpcErrorCode.DESERIALIZATION_ERROR)
        script = Script(parse_hex(value["scriptPubKey"], "scriptPubKey"))
        known = coins.get(outpoint)
        if known is not None and known.script_pubkey != script:
            raise RpcError(
                RpcErrorCode.DESERIALIZATION_ERROR,
                "Previous output scriptPubKey mismatch:\n"
                f"{script_to_asm(known.script_pubkey)}\nvs:\n{script_to_asm(script)}",
            )
        amount = parse_amount(value["amount"]) if "amount" in value else 0
        coins[outpoint] = TxOut(Duffs(amount), script)


def _describe_signed(tx: Transaction, errors: Mapping[int, str]) -> Json:
    """Show what signing came to. Source: C++ SignTransactionResultToJSON."""
    result: dict[str, Json] = {"hex": tx.serialize().hex(), "complete": not errors}
    if errors:
        result["errors"] = [_describe_input(tx.inputs[index], errors[index]) for index in sorted(errors)]
    return result


def _describe_input(txin: TxIn, error: str) -> Json:
    return {
        "txid": display_hash(txin.prevout.txid),
        "vout": txin.prevout.index,
        "scriptSig": txin.script_sig.hex(),
        "sequence": txin.sequence,
        "error": error,
    }


@rpc_command(
    "wallet",
    "signrawtransactionwithwallet",
    "Sign the inputs of a transaction that are the wallet's." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("hexstring", ArgType.STR, "The transaction."),
        RpcArg(
            "prevtxs",
            ArgType.ARR,
            "Outputs it spends that may not be in the chain yet.",
            default=None,
            inner=(
                RpcArg(
                    "",
                    ArgType.OBJ,
                    default=None,
                    inner=(
                        RpcArg("txid", ArgType.STR_HEX, "The transaction."),
                        RpcArg("vout", ArgType.NUM, "The output's number."),
                        RpcArg("scriptPubKey", ArgType.STR_HEX, "Its script."),
                        RpcArg("redeemScript", ArgType.STR_HEX, "The script behind a script hash.", default=None),
                        RpcArg("amount", ArgType.AMOUNT, "What it is worth.", default=None),
                    ),
                ),
            ),
        ),
        RpcArg(
            "sighashtype",
            ArgType.STR,
            "What signatures cover: ALL, NONE, SINGLE, each also with |ANYONECANPAY.",
            default="ALL",
        ),
    ),
    result='{"hex": "hex", "complete": true|false, "errors": [{...}, ...]}  (json object)',
    examples=('"myhex"',),
)
def signrawtransactionwithwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Sign a transaction."""
    wallet = wallet_of(context, request)
    tx = decode_tx(request.params[0], "TX decode failed. Make sure the tx has at least one input.")
    with wallet.lock:
        ensure_unlocked(wallet)
        outpoints = tuple(txin.prevout for txin in tx.inputs)
        found = wallet.chain.find_coins(outpoints)
        coins = {outpoint: coin.output for outpoint, coin in zip(outpoints, found, strict=True) if coin is not None}
        if request.params[1] is not None:
            _previous_outputs(get_array(request.params[1]), coins)
        name = "ALL" if request.params[2] is None else get_str(request.params[2])
        if name not in _SIGHASHES:
            raise RpcError(RpcErrorCode.MISC_ERROR, f"{name} is not a valid sighash parameter.")
        signed, errors = wallet.keys.sign_inputs(tx, coins, _SIGHASHES[name])
    return _describe_signed(signed, errors)


@rpc_command(
    "wallet",
    "signmessage",
    "Sign a text with the key of an address." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("address", ArgType.STR, "An address of the wallet."),
        RpcArg("message", ArgType.STR, "The text."),
    ),
    result='"signature"  (string) In base64.',
    examples=('"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg" "my message"',),
)
def signmessage(context: WalletContext, request: RpcRequest) -> Json:
    """Sign a text."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        ensure_unlocked(wallet)
        destination = get_destination(wallet, request.params[0], "Invalid address")
        if not isinstance(destination, PKHash):
            raise RpcError(RpcErrorCode.TYPE_ERROR, "Address does not refer to key")
        provider = wallet.keys.signing_provider(script_for_destination(destination))
        key = None if provider is None else provider.get_key(destination.hash)
        if key is None:
            raise RpcError(RpcErrorCode.WALLET_ERROR, SigningResult.PRIVATE_KEY_NOT_AVAILABLE.value)
        try:
            return sign_message(key, get_str(request.params[1]))
        except SigningError:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, SigningResult.SIGNING_FAILED.value) from None


COMMANDS = (
    fundrawtransaction,
    sendmany,
    sendtoaddress,
    settxfee,
    signmessage,
    signrawtransactionwithwallet,
)

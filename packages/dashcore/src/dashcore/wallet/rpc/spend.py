"""Commands that pay. Mirrors wallet/rpc/spend.cpp."""

from collections.abc import Mapping, Sequence

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.types import Duffs, DuffsPerKb
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_object, get_str, parse_amount
from dashcore.rpc.repeated_keys import pairs_of
from dashcore.script.standard import Destination, script_for_destination
from dashcore.util.hashes import display_hash
from dashcore.wallet.coin_control import CoinControl, CoinType
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.options import format_rate
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rpc.fee_mode import CONF_TARGET_ARG, ESTIMATE_MODE_ARG, FEE_RATE_ARG, set_fee_mode
from dashcore.wallet.rpc.request import (
    NEEDS_PASSPHRASE,
    avoid_reuse_of,
    bool_or,
    ensure_unlocked,
    get_destination,
    wallet_of,
)
from dashcore.wallet.spend import Payment, create_transaction
from dashcore.wallet.wallet import Wallet

_USE_IS = RpcArg("use_is", ArgType.BOOL, "Ignored.", default=False)
_USE_CJ = RpcArg("use_cj", ArgType.BOOL, "Spend mixed coins alone.", default=False)
_VERBOSE = RpcArg("verbose", ArgType.BOOL, "Say why the fee is what it is.", default=False)
_TXID_RESULT = '"txid"  (string) The transaction; or {"txid": "hex", "fee_reason": "str"} if verbose.'


def _payments(wallet: Wallet, amounts: Mapping[str, Json], subtract_from: Sequence[Json]) -> list[Payment]:
    """Read whom to pay how much. Source: C++ ParseRecipients."""
    seen: set[Destination] = set()
    payers = {get_str(address) for address in subtract_from}
    result: list[Payment] = []
    for address, value in pairs_of(amounts):
        destination = get_destination(wallet, address, f"Invalid Dash address: {address}")
        if destination in seen:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, duplicated address: {address}")
        seen.add(destination)
        amount = Duffs(parse_amount(value))
        result.append(Payment(script_for_destination(destination), amount, address in payers))
    return result


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
        CONF_TARGET_ARG,
        ESTIMATE_MODE_ARG,
        RpcArg("avoid_reuse", ArgType.BOOL, "Spend no coins of addresses spent from before.", default=None),
        FEE_RATE_ARG,
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
        set_fee_mode(wallet, control, params[7], params[8], params[10])
        ensure_unlocked(wallet)
        address = get_str(params[0])
        payments = _payments(wallet, {address: params[1]}, [address] if subtract else [])
        return _send(wallet, payments, control, comments, verbose=bool_or(params[11], False))


@rpc_command(
    "wallet",
    "sendmany",
    "Pay to many addresses at once." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("dummy", ArgType.STR, 'Must be "".', also="string", oneline='""'),
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
        CONF_TARGET_ARG,
        ESTIMATE_MODE_ARG,
        FEE_RATE_ARG,
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
        set_fee_mode(wallet, control, params[8], params[9], params[10])
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


COMMANDS = (sendmany, sendtoaddress, settxfee)

"""Commands about balances and coins. Mirrors wallet/rpc/coins.cpp."""

from collections.abc import Mapping

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import MAX_MONEY
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import check_object, get_array, get_bool, get_int, get_object, get_str, parse_amount
from dashcore.script.standard import Destination, ScriptHash, extract_destination, script_for_destination
from dashcore.util.hashes import display_hash
from dashcore.wallet.available import CoinLimits, available_coins
from dashcore.wallet.coin_control import MAX_DEPTH, CoinControl, CoinType
from dashcore.wallet.coin_selection import Candidate
from dashcore.wallet.coinjoin import rounds_of
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.receive import get_balance
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rpc.request import (
    avoid_reuse_of,
    bool_or,
    get_destination,
    get_label,
    get_outpoint,
    int_or,
    last_processed_block,
    wallet_of,
)
from dashcore.wallet.wallet import Wallet

_MINCONF = RpcArg("minconf", ArgType.NUM, "Least number of confirmations.", default=1)
_ADDLOCKED = RpcArg("addlocked", ArgType.BOOL, "Count what InstantSend locked too.", default=False)
_IMMATURE = RpcArg("include_immature_coinbase", ArgType.BOOL, "Count rewards that may not be spent yet.", default=False)
_WATCHONLY = RpcArg("include_watchonly", ArgType.BOOL, "Count addresses that are only watched.", default=None)


def _received(wallet: Wallet, params: tuple[Json, ...], *, by_label: bool) -> Json:
    """Sum what addresses received. Source: C++ GetReceived."""
    if by_label:
        label = get_label(params[0])
        scripts = {script_for_destination(one) for one, entry in wallet.address_book if entry.label == label}
        scripts = {script for script in scripts if wallet.is_mine(script)}
    else:
        script = script_for_destination(get_destination(wallet, params[0]))
        if not wallet.is_mine(script):
            raise RpcError(RpcErrorCode.WALLET_ERROR, "Address not found in wallet")
        scripts = {script}
    min_depth = int_or(params[1], 1)
    add_locked = bool_or(params[2], False)
    immature = bool_or(params[3], False)
    coinbase = not wallet.chain.rpc_enable_deprecated("exclude_coinbase")
    if immature and not coinbase:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "include_immature_coinbase is incompatible with deprecated exclude_coinbase",
        )
    total = 0
    for wtx in wallet.store:
        depth = wallet.store.depth(wtx)
        if wtx.is_coinbase and (depth < 1 or not coinbase):
            continue
        if wallet.store.blocks_to_maturity(wtx) and not immature:
            continue
        if depth < min_depth and not (add_locked and wallet.is_instant_send_locked(wtx)):
            continue
        total += sum(output.value for output in wtx.tx.outputs if output.script_pubkey in scripts)
    return JsonAmount(total)


@rpc_command(
    "wallet",
    "getreceivedbyaddress",
    "Sum what an address received.",
    args=(RpcArg("address", ArgType.STR, "The address."), _MINCONF, _ADDLOCKED, _IMMATURE),
    result="n  (numeric) The amount in DASH.",
    examples=('"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg"', '"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg" 6'),
)
def getreceivedbyaddress(context: WalletContext, request: RpcRequest) -> Json:
    """Sum what an address received."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        return _received(wallet, request.params, by_label=False)


@rpc_command(
    "wallet",
    "getreceivedbylabel",
    "Sum what the addresses of a label received.",
    args=(RpcArg("label", ArgType.STR, "The label; may be empty."), _MINCONF, _ADDLOCKED, _IMMATURE),
    result="n  (numeric) The amount in DASH.",
    examples=('""', '"tabby" 6'),
)
def getreceivedbylabel(context: WalletContext, request: RpcRequest) -> Json:
    """Sum what a label received."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        return _received(wallet, request.params, by_label=True)


@rpc_command(
    "wallet",
    "getbalance",
    "Sum the coins that can be spent.",
    args=(
        RpcArg("dummy", ArgType.STR, 'Must be left out or "*".', default=None),
        RpcArg("minconf", ArgType.NUM, "Least number of confirmations.", default=0),
        _ADDLOCKED,
        _WATCHONLY,
        RpcArg("avoid_reuse", ArgType.BOOL, "Leave out coins of addresses spent from before.", default=None),
    ),
    result="n  (numeric) The amount in DASH.",
    examples=("", '"*" 6'),
)
def getbalance(context: WalletContext, request: RpcRequest) -> Json:
    """Sum the coins up."""
    wallet = wallet_of(context, request, synced=True)
    dummy, minconf, addlocked, watchonly, avoid_reuse = request.params
    with wallet.lock:
        if dummy is not None and get_str(dummy) != "*":
            raise RpcError(RpcErrorCode.METHOD_DEPRECATED, 'dummy first argument must be excluded or set to "*".')
        bool_or(watchonly, False)
        balance = get_balance(
            wallet,
            min_depth=int_or(minconf, 0),
            avoid_reuse=avoid_reuse_of(wallet, avoid_reuse),
            add_locked=bool_or(addlocked, False),
        )
        return JsonAmount(balance.trusted)


@rpc_command(
    "wallet",
    "getunconfirmedbalance",
    "Deprecated: the same as getbalances().mine.untrusted_pending.",
    result="n  (numeric) The amount in DASH.",
)
def getunconfirmedbalance(context: WalletContext, request: RpcRequest) -> Json:
    """Sum what others sent and is not confirmed."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        return JsonAmount(get_balance(wallet).untrusted_pending)


@rpc_command(
    "wallet",
    "getbalances",
    "Sum the coins, by how sure they are.",
    result="""{  (json object)
  "mine": {
    "trusted": n,  own or confirmed
    "untrusted_pending": n,  of others, in the mempool
    "immature": n,  rewards that may not be spent yet
    "used": n,  (with avoid_reuse) of addresses spent from before
    "coinjoin": n  mixed often enough
  },
  "lastprocessedblock": {"hash": "hex", "height": n}
}""",
)
def getbalances(context: WalletContext, request: RpcRequest) -> Json:
    """Sum the coins up in detail."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        balance = get_balance(wallet)
        mine: dict[str, Json] = {
            "trusted": JsonAmount(balance.trusted),
            "untrusted_pending": JsonAmount(balance.untrusted_pending),
            "immature": JsonAmount(balance.immature),
        }
        if wallet.has_flag(WalletFlag.AVOID_REUSE):
            full = get_balance(wallet, avoid_reuse=False)
            used = full.trusted + full.untrusted_pending - balance.trusted - balance.untrusted_pending
            mine["used"] = JsonAmount(used)
        mine["coinjoin"] = JsonAmount(balance.anonymized)
        return {"mine": mine, "lastprocessedblock": last_processed_block(wallet)}


@rpc_command(
    "wallet",
    "lockunspent",
    "Keep coins out of coin selection, or let it use them again.",
    args=(
        RpcArg("unlock", ArgType.BOOL, "Whether to unlock instead of lock."),
        RpcArg(
            "transactions",
            ArgType.ARR,
            "The coins; left out while unlocking: all.",
            default=None,
            inner=(
                RpcArg(
                    "",
                    ArgType.OBJ,
                    default=None,
                    inner=(
                        RpcArg("txid", ArgType.STR_HEX, "The transaction."),
                        RpcArg("vout", ArgType.NUM, "The output's number."),
                    ),
                ),
            ),
        ),
        RpcArg("persistent", ArgType.BOOL, "Keep the lock in the wallet file.", default=False),
    ),
    result="true|false  (boolean)",
    examples=("true",),
)
def lockunspent(context: WalletContext, request: RpcRequest) -> Json:
    """Lock or unlock coins, all or none."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        unlock = get_bool(request.params[0])
        persistent = bool_or(request.params[2], False)
        if request.params[1] is None:
            if unlock:
                wallet.store.unlock_all()
            return True
        coins = [
            _lockable(wallet, get_object(value), unlock=unlock, persistent=persistent)
            for value in get_array(request.params[1])
        ]
        for coin in coins:
            if unlock:
                wallet.store.unlock(coin)
            else:
                wallet.store.lock(coin, write=persistent)
    return True


def _lockable(wallet: Wallet, fields: Mapping[str, Json], *, unlock: bool, persistent: bool) -> OutPoint:
    check_object(fields, {"txid": "string", "vout": "number"})
    outpoint = get_outpoint(fields)
    wtx = wallet.store.find(outpoint.txid)
    problem = ""
    if wtx is None:
        problem = "unknown transaction"
    elif outpoint.index >= len(wtx.tx.outputs):
        problem = "vout index out of bounds"
    elif wallet.store.is_spent(outpoint):
        problem = "expected unspent output"
    elif unlock and not wallet.store.is_locked(outpoint):
        problem = "expected locked output"
    elif not unlock and wallet.store.is_locked(outpoint) and not persistent:
        problem = "output already locked"
    if problem:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, {problem}")
    return outpoint


@rpc_command(
    "wallet",
    "listlockunspent",
    "List the coins kept out of coin selection.",
    result='[{"txid": "hex", "vout": n}, ...]  (json array)',
)
def listlockunspent(context: WalletContext, request: RpcRequest) -> Json:
    """List locked coins."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        return [{"txid": display_hash(coin.txid), "vout": coin.index} for coin in wallet.store.locked()]


_QUERY_OPTIONS = ("minimumAmount", "maximumAmount", "minimumSumAmount", "maximumCount", "coinType")


def _read_query(value: Json) -> tuple[CoinLimits, CoinType]:
    """Read listunspent's options."""
    if value is None:
        return CoinLimits(min_amount=0), CoinType.ALL_COINS
    options = get_object(value)
    for key in options:
        if key not in _QUERY_OPTIONS:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid key used in query_options JSON object: {key}")

    def amount(name: str, default: int) -> int:
        return parse_amount(options[name]) if name in options else default

    limits = CoinLimits(
        min_amount=amount("minimumAmount", 0),
        max_amount=amount("maximumAmount", MAX_MONEY),
        min_sum=amount("minimumSumAmount", MAX_MONEY),
        max_count=get_int(options["maximumCount"], 64) if "maximumCount" in options else 0,
    )
    coin_type = get_int(options["coinType"], 64) if "coinType" in options else 0
    if not 0 <= coin_type <= max(CoinType):
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            f"Invalid coinType selected. Available range: 0 - {int(max(CoinType))}",
        )
    return limits, CoinType(coin_type)


def _describe_coin(wallet: Wallet, coin: Candidate, destination: Destination | None) -> Json:
    script = coin.output.script_pubkey
    entry: dict[str, Json] = {"txid": display_hash(coin.outpoint.txid), "vout": coin.outpoint.index}
    provider = wallet.keys.solving_provider(script)
    if destination is not None:
        entry["address"] = wallet.address_of(destination)
        known = wallet.address_book.find(destination)
        if known is not None:
            entry["label"] = known.label
        if provider is not None and isinstance(destination, ScriptHash):
            redeem = provider.get_script(destination.hash)
            if redeem is not None:
                entry["redeemScript"] = redeem.hex()
    entry |= {
        "scriptPubKey": script.hex(),
        "amount": JsonAmount(coin.output.value),
        "confirmations": coin.depth,
    }
    if not coin.depth:
        ancestry = wallet.chain.get_transaction_ancestry(coin.outpoint.txid)
        if ancestry.ancestors:
            entry["ancestorcount"] = ancestry.ancestors
            entry["ancestorsize"] = ancestry.ancestor_size
            entry["ancestorfees"] = int(ancestry.ancestor_fees)
    entry |= {"spendable": coin.spendable, "solvable": coin.solvable}
    text = wallet.keys.solving_text(script) if coin.solvable else None
    if text is not None:
        entry["desc"] = text
    if wallet.has_flag(WalletFlag.AVOID_REUSE):
        entry["reused"] = wallet.is_spent_key(script)
    entry["safe"] = coin.safe
    entry["coinjoin_rounds"] = rounds_of(wallet, coin.outpoint)
    return entry


@rpc_command(
    "wallet",
    "listunspent",
    "List unspent coins with a number of confirmations, of all or some addresses.",
    args=(
        _MINCONF,
        RpcArg("maxconf", ArgType.NUM, "Most confirmations.", default=MAX_DEPTH),
        RpcArg(
            "addresses",
            ArgType.ARR,
            "Only coins of these.",
            default=None,
            inner=(RpcArg("address", ArgType.STR, default=None),),
        ),
        RpcArg("include_unsafe", ArgType.BOOL, "List unconfirmed payments by others too.", default=True),
        RpcArg(
            "query_options",
            ArgType.OBJ,
            "Bounds.",
            default=None,
            inner=(
                RpcArg("minimumAmount", ArgType.AMOUNT, "Of each coin.", default=0),
                RpcArg("maximumAmount", ArgType.AMOUNT, "Of each coin.", default=None),
                RpcArg("maximumCount", ArgType.NUM, "How many coins at most.", default=None),
                RpcArg("minimumSumAmount", ArgType.AMOUNT, "Stop once they are worth so much.", default=None),
                RpcArg(
                    "coinType",
                    ArgType.NUM,
                    "0 all, 1 fully mixed, 2 ready to mix, 3 not denominated, 4 masternode collateral, "
                    "5 CoinJoin collateral.",
                    default=0,
                ),
            ),
            oneline="query_options",
        ),
    ),
    result="""[{  (json array of objects)
  "txid": "hex",  "vout": n,  "address": "str",  "label": "str",  "redeemScript": "hex",
  "scriptPubKey": "hex",  "amount": n,  "confirmations": n,
  "ancestorcount": n,  "ancestorsize": n,  "ancestorfees": n,  (if in the mempool)
  "spendable": true|false,  "solvable": true|false,  "desc": "str",  "reused": true|false,
  "safe": true|false,  "coinjoin_rounds": n
}, ...]""",
    examples=("", "6 9999999 '[]' true '{\"minimumAmount\": 0.005}'"),
)
def listunspent(context: WalletContext, request: RpcRequest) -> Json:
    """List unspent coins."""
    wallet = wallet_of(context, request)
    minconf, maxconf, addresses, include_unsafe, query = request.params
    wanted: set[Destination] = set()
    for value in () if addresses is None else get_array(addresses):
        text = get_str(value)
        destination = get_destination(wallet, text, f"Invalid Dash address: {text}")
        if destination in wanted:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Invalid parameter, duplicated address: {text}")
        wanted.add(destination)
    limits, coin_type = _read_query(query)
    control = CoinControl(
        coin_type=coin_type,
        avoid_address_reuse=False,
        min_depth=int_or(minconf, 1),
        max_depth=int_or(maxconf, MAX_DEPTH),
        include_unsafe=bool_or(include_unsafe, True),
    )
    wallet.wait_until_synced()
    with wallet.lock:
        result: list[Json] = []
        for coin in available_coins(wallet, control, limits):
            found = extract_destination(coin.output.script_pubkey)
            if not wanted or found in wanted:
                result.append(_describe_coin(wallet, coin, found))
        return result


COMMANDS = (
    getbalance,
    getbalances,
    getreceivedbyaddress,
    getreceivedbylabel,
    getunconfirmedbalance,
    listlockunspent,
    listunspent,
    lockunspent,
)

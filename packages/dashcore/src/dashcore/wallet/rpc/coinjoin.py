"""Commands about mixing. This wallet spends mixed coins and counts their rounds; it does not mix by itself.

Mirrors rpc/coinjoin.cpp.
"""

import secrets
from dataclasses import replace

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.types import COIN, MAX_MONEY
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, parse_bool, parse_hash
from dashcore.util.hashes import display_hash
from dashcore.wallet.coin_selection import is_denominated
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.records import Tag, WalletFlag, make_key
from dashcore.wallet.rpc.request import wallet_of
from dashcore.wallet.wallet import Wallet

_NO_SALT = bytes(32)
_MIN_AMOUNT, _MAX_AMOUNT = 2, MAX_MONEY // COIN
_MIN_ROUNDS, _MAX_ROUNDS = 2, 16


def _check_enabled(wallet: Wallet) -> None:
    """Source: C++ ValidateCoinJoinArguments."""
    if not wallet.options.coinjoin_enabled:
        raise RpcError(
            RpcErrorCode.INTERNAL_ERROR,
            "Mixing is disabled via -enablecoinjoin=0 command line option, remove it to enable mixing again",
        )


@rpc_command(
    "dash",
    "coinjoin",
    "Control mixing: start, status, stop, reset.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def coinjoin(context: WalletContext, request: RpcRequest) -> Json:
    """Answer for a subcommand there is not."""
    del context, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


@rpc_command("dash", "coinjoin start", "Start mixing, which this wallet cannot.")
def coinjoin_start(context: WalletContext, request: RpcRequest) -> Json:
    """Refuse."""
    _check_enabled(wallet_of(context, request))
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Mixing is not supported by this wallet.")


@rpc_command("dash", "coinjoin status", "Show how mixing goes.", result='[ "str", ... ]  (json array) Of each session')
def coinjoin_status(context: WalletContext, request: RpcRequest) -> Json:
    """Say that there is none."""
    _check_enabled(wallet_of(context, request))
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "No ongoing mix session")


@rpc_command("dash", "coinjoin stop", "Stop mixing.", result='"str"  (string) What was done')
def coinjoin_stop(context: WalletContext, request: RpcRequest) -> Json:
    """Say that there is none."""
    _check_enabled(wallet_of(context, request))
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "No mix session to stop")


@rpc_command("dash", "coinjoin reset", "Forget all sessions of mixing.", result='"str"  (string) What was done')
def coinjoin_reset(context: WalletContext, request: RpcRequest) -> Json:
    """Answer that none is left."""
    _check_enabled(wallet_of(context, request))
    return "Mixing was reset"


@rpc_command(
    "dash",
    "getcoinjoininfo",
    "Show the settings of mixing and how it goes.",
    result="""{                          (json object)
  "enabled" : true|false,      (boolean) Whether the wallet knows of mixing
  "multisession" : true|false, (boolean) Whether several sessions may run at once
  "max_sessions" : n,          (numeric) How many
  "max_rounds" : n,            (numeric) Rounds that make a coin private
  "max_amount" : n,            (numeric) How much to keep mixed, in DASH
  "denoms_goal" : n,           (numeric) Coins of each amount to aim at
  "denoms_hardcap" : n,        (numeric) Coins of each amount never to exceed
  "queue_size" : n,            (numeric) Queues there are on the network
  "running" : true|false,      (boolean) Whether mixing goes on
  "sessions" : [ ... ],        (json array) Its sessions
  "warnings" : "str"           (string) What to look after
}""",
)
def getcoinjoininfo(context: WalletContext, request: RpcRequest) -> Json:
    """Show settings."""
    options = wallet_of(context, request).options
    return {
        "enabled": options.coinjoin_enabled,
        "multisession": options.coinjoin_multi_session,
        "max_sessions": options.coinjoin_sessions,
        "max_rounds": options.coinjoin_rounds,
        "max_amount": options.coinjoin_amount,
        "denoms_goal": options.coinjoin_denoms_goal,
        "denoms_hardcap": options.coinjoin_denoms_hardcap,
        "queue_size": 0,
        "running": False,
        "sessions": [],
        "warnings": "",
    }


@rpc_command(
    "wallet",
    "setcoinjoinamount",
    "Set how much to keep mixed, for all wallets.",
    args=(RpcArg("amount", ArgType.NUM, f"In DASH, from {_MIN_AMOUNT} to {_MAX_AMOUNT}."),),
    examples=("500",),
)
def setcoinjoinamount(context: WalletContext, request: RpcRequest) -> Json:
    """Set the goal."""
    wallet_of(context, request)
    amount = get_int(request.params[0])
    if not _MIN_AMOUNT <= amount <= _MAX_AMOUNT:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid amount of DASH as mixing goal amount")
    for wallet in context.wallets():
        with wallet.lock:
            wallet.options = replace(wallet.options, coinjoin_amount=amount)
    return None


# The salt decides by chance, but the same each time, which coins go a few rounds more.


@rpc_command(
    "dash",
    "coinjoinsalt",
    "Handle the number behind the chance in mixing: generate, get, set.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def coinjoinsalt(context: WalletContext, request: RpcRequest) -> Json:
    """Answer for a subcommand there is not."""
    del context, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


def _check_can_mix(wallet: Wallet) -> None:
    if wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS):
        raise RpcError(
            RpcErrorCode.INVALID_REQUEST, f'Wallet "{wallet.name}" has private keys disabled, cannot perform CoinJoin!'
        )


def _change_salt(wallet: Wallet, salt: bytes, *, overwrite: bool) -> None:
    """Store a salt; it decides about coins that are mixed already, so not where there are some unless told to."""
    has_mixed = any(
        is_denominated(wtx.tx.outputs[index].value)
        for wtx in wallet.store.has_unspent()
        for index in wallet.store.unspent_indexes(wtx)
    )
    if has_mixed and not overwrite:
        raise RpcError(RpcErrorCode.WALLET_ERROR, f'Wallet "{wallet.name}" has CoinJoin balance, cannot continue!')
    wallet.db.write(make_key(Tag.COINJOIN_SALT), salt)
    wallet.coinjoin_salt = salt


@rpc_command(
    "dash",
    "coinjoinsalt generate",
    "Make a new salt by chance.",
    args=(
        RpcArg("overwrite", ArgType.BOOL, "Even where there is one, or mixed coins.", default=False, also="boolean"),
    ),
    result="true|false  (boolean) Whether it was stored",
)
def coinjoinsalt_generate(context: WalletContext, request: RpcRequest) -> Json:
    """Make a salt."""
    wallet = wallet_of(context, request)
    _check_can_mix(wallet)
    overwrite = request.params[0] is not None and parse_bool(request.params[0], "overwrite")
    with wallet.lock:
        if not overwrite and wallet.coinjoin_salt != _NO_SALT:
            raise RpcError(RpcErrorCode.INVALID_REQUEST, f'Wallet "{wallet.name}" already has set CoinJoin salt!')
        _change_salt(wallet, secrets.token_bytes(32), overwrite=overwrite)
    return True


@rpc_command("dash", "coinjoinsalt get", "Return the salt.", result='"hex"  (string) The salt')
def coinjoinsalt_get(context: WalletContext, request: RpcRequest) -> Json:
    """Return the salt."""
    wallet = wallet_of(context, request)
    _check_can_mix(wallet)
    if wallet.coinjoin_salt == _NO_SALT:
        raise RpcError(RpcErrorCode.WALLET_ERROR, f'Wallet "{wallet.name}" has no CoinJoin salt!')
    return display_hash(wallet.coinjoin_salt)


@rpc_command(
    "dash",
    "coinjoinsalt set",
    "Set the salt.",
    args=(
        RpcArg("salt", ArgType.STR, "The salt, in hex."),
        RpcArg("overwrite", ArgType.BOOL, "Even where there are mixed coins.", default=False, also="boolean"),
    ),
    result="true|false  (boolean) Whether it was stored",
    examples=("f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16",),
)
def coinjoinsalt_set(context: WalletContext, request: RpcRequest) -> Json:
    """Set the salt."""
    wallet = wallet_of(context, request)
    salt = parse_hash(request.params[0], "salt")
    if salt == _NO_SALT:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid CoinJoin salt value")
    overwrite = request.params[1] is not None and parse_bool(request.params[1], "overwrite")
    _check_can_mix(wallet)
    with wallet.lock:
        _change_salt(wallet, salt, overwrite=overwrite)
    return True


@rpc_command(
    "wallet",
    "setcoinjoinrounds",
    "Set how many rounds of mixing make a coin private.",
    args=(RpcArg("rounds", ArgType.NUM, "From 2 to 16."),),
    examples=("4",),
)
def setcoinjoinrounds(context: WalletContext, request: RpcRequest) -> Json:
    """Set the rounds of mixing, for all wallets."""
    wallet_of(context, request)
    rounds = get_int(request.params[0])
    if not _MIN_ROUNDS <= rounds <= _MAX_ROUNDS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid number of rounds")
    for wallet in context.wallets():
        with wallet.lock:
            wallet.options = replace(wallet.options, coinjoin_rounds=rounds)
    return None


COMMANDS = (
    coinjoin,
    coinjoin_reset,
    coinjoin_start,
    coinjoin_status,
    coinjoin_stop,
    coinjoinsalt,
    coinjoinsalt_generate,
    coinjoinsalt_get,
    coinjoinsalt_set,
    getcoinjoininfo,
    setcoinjoinamount,
    setcoinjoinrounds,
)

"""Commands about the wallet's passphrase. Mirrors wallet/rpc/encrypt.cpp."""

import weakref

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.types import UnixTime
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rpc.request import bool_or, wallet_of
from dashcore.wallet.wallet import Wallet

WRONG_PASSPHRASE = "Error: The wallet passphrase entered was incorrect."  # noqa: S105 - a message
_NULL_HINT = (
    "It contains a null character (ie - a zero byte). "
    "If the passphrase was set with a version of this software prior to 23.0, "
    "please try again with only the characters up to — but not including — "
    "the first null character."
)
_NULL_ADVICE = " If this is successful, please set a new passphrase to avoid this issue in the future."
_MAX_SLEEP_S = 100_000_000


def _need_crypted(wallet: Wallet, command: str) -> None:
    if not wallet.keys.vault.is_crypted:
        raise RpcError(
            RpcErrorCode.WALLET_WRONG_ENC_STATE,
            f"Error: running with an unencrypted wallet, but {command} was called.",
        )


@rpc_command(
    "wallet",
    "encryptwallet",
    "Encrypt the wallet for the first time; from then on, spending takes the passphrase.",
    args=(RpcArg("passphrase", ArgType.STR, "The passphrase; make it long."),),
    result='"str"  (string) What to do next.',
    examples=('"my pass phrase"',),
)
def encryptwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Encrypt the wallet."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        if wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS):
            raise RpcError(
                RpcErrorCode.WALLET_ENCRYPTION_FAILED,
                "Error: wallet does not contain private keys, nothing to encrypt.",
            )
        if wallet.keys.vault.is_crypted:
            raise RpcError(
                RpcErrorCode.WALLET_WRONG_ENC_STATE,
                "Error: running with an encrypted wallet, but encryptwallet was called.",
            )
        passphrase = get_str(request.params[0])
        if not passphrase:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "passphrase cannot be empty")
        wallet.keys.encrypt(passphrase)
        if wallet.keys.hd_enabled:
            return (
                "wallet encrypted; If you forget the passphrase, you will lose access to your funds. "
                "Make sure that you have backup of your seed or mnemonic."
            )
    return "wallet encrypted; The keypool has been flushed. You need to make a new backup."


@rpc_command(
    "wallet",
    "walletpassphrase",
    "Unlock the wallet for a while.",
    args=(
        RpcArg("passphrase", ArgType.STR, "The wallet's passphrase."),
        RpcArg("timeout", ArgType.NUM, "For how many seconds; at most 100000000."),
        RpcArg("mixingonly", ArgType.BOOL, "For mixing alone; sending stays locked.", default=False),
    ),
    examples=('"my pass phrase" 60',),
)
def walletpassphrase(context: WalletContext, request: RpcRequest) -> Json:
    """Unlock the wallet."""
    wallet = wallet_of(context, request)
    with wallet.unlock_lock:
        with wallet.lock:
            _need_crypted(wallet, "walletpassphrase")
            passphrase = get_str(request.params[0])
            seconds = get_int(request.params[1], 64)
            if seconds < 0:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Timeout cannot be negative.")
            seconds = min(seconds, _MAX_SLEEP_S)
            mixing_only = bool_or(request.params[2], False)
            if mixing_only and not wallet.keys.vault.is_locked():
                raise RpcError(RpcErrorCode.WALLET_ALREADY_UNLOCKED, "Error: Wallet is already fully unlocked.")
            if not passphrase:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "passphrase cannot be empty")
            if not wallet.keys.unlock(passphrase, mixing_only=mixing_only):
                message = WRONG_PASSPHRASE
                if "\0" in passphrase:
                    message = f"Error: The wallet passphrase entered is incorrect. {_NULL_HINT}{_NULL_ADVICE}"
                raise RpcError(RpcErrorCode.WALLET_PASSPHRASE_INCORRECT, message)
            wallet.keys.top_up()
            wallet.relock_time = relock_time = UnixTime(wallet.clock.now() + seconds)
        held = weakref.ref(wallet)

        def relock() -> None:
            still = held()
            if still is not None:
                with still.lock:
                    if still.relock_time == relock_time:
                        still.keys.vault.lock()
                        still.relock_time = UnixTime(0)

        wallet.chain.rpc_run_later(f"lockwallet({wallet.name})", relock, seconds)
    return None


@rpc_command(
    "wallet",
    "walletpassphrasechange",
    "Change the wallet's passphrase.",
    args=(
        RpcArg("oldpassphrase", ArgType.STR, "The old one."),
        RpcArg("newpassphrase", ArgType.STR, "The new one."),
    ),
    examples=('"old one" "new one"',),
)
def walletpassphrasechange(context: WalletContext, request: RpcRequest) -> Json:
    """Change the passphrase."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        _need_crypted(wallet, "walletpassphrasechange")
        old, new = get_str(request.params[0]), get_str(request.params[1])
        if not old or not new:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "passphrase cannot be empty")
        if not wallet.keys.change_passphrase(old, new):
            message = WRONG_PASSPHRASE
            if "\0" in old:
                message = f"Error: The old wallet passphrase entered is incorrect. {_NULL_HINT}"
            raise RpcError(RpcErrorCode.WALLET_PASSPHRASE_INCORRECT, message)
    return None


@rpc_command("wallet", "walletlock", "Forget the passphrase, so that spending takes it again.")
def walletlock(context: WalletContext, request: RpcRequest) -> Json:
    """Lock the wallet."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        _need_crypted(wallet, "walletlock")
        wallet.keys.vault.lock()
        wallet.relock_time = UnixTime(0)
    return None


COMMANDS = (encryptwallet, walletlock, walletpassphrase, walletpassphrasechange)

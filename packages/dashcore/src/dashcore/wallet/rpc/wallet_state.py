"""Commands that describe and change a wallet as a whole. Mirrors wallet/rpc/wallet.cpp."""

import time

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.types import Height
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_int, get_str
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.receive import get_balance
from dashcore.wallet.records import FEATURE_COMPRESSED_KEYS, FEATURE_HD, FEATURE_LATEST, WalletFlag
from dashcore.wallet.rescan import RescanBusyError, ScanStatus, reserve_rescan, scan_for_transactions
from dashcore.wallet.rpc.encryption import WRONG_PASSPHRASE
from dashcore.wallet.rpc.request import BUSY, bool_or, ensure_unlocked, last_processed_block, wallet_of
from dashcore.wallet.wallet import MUTABLE_FLAGS, Wallet

_FLAG_NAMES = {
    "avoid_reuse": WalletFlag.AVOID_REUSE,
    "blank": WalletFlag.BLANK_WALLET,
    "key_origin_metadata": WalletFlag.KEY_ORIGIN_METADATA,
    "last_hardened_xpub_cached": WalletFlag.LAST_HARDENED_XPUB_CACHED,
    "disable_private_keys": WalletFlag.DISABLE_PRIVATE_KEYS,
    "descriptor_wallet": WalletFlag.DESCRIPTORS,
    "external_signer": WalletFlag.EXTERNAL_SIGNER,
}
_REUSE_CAVEAT = (
    "You need to rescan the blockchain in order to correctly mark used destinations in the past. "
    "Until this is done, some destinations may be considered unused, even if the opposite is the case."
)


@rpc_command(
    "wallet",
    "getwalletinfo",
    "Describe the wallet.",
    result="""{  (json object)
  "walletname": "str",  "walletversion": n,  "format": "sqlite",
  "balance": n,  "coinjoin_balance": n,  "unconfirmed_balance": n,  "immature_balance": n,  (deprecated)
  "txcount": n,  "keypoolsize": n,  "keypoolsize_hd_internal": n,  "keys_left": n,
  "unlocked_until": n,  (if encrypted)
  "paytxfee": n,  "private_keys_enabled": true|false,  "avoid_reuse": true|false,
  "scanning": false|{"duration": n, "progress": n},
  "descriptors": true|false,  "external_signer": true|false,
  "lastprocessedblock": {"hash": "hex", "height": n}
}""",
)
def getwalletinfo(context: WalletContext, request: RpcRequest) -> Json:
    """Describe the wallet."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        balance = get_balance(wallet)
        external = wallet.keys.external_keypool_size
        result: dict[str, Json] = {
            "walletname": wallet.name,
            "walletversion": wallet.version,
            "format": "sqlite",
            "balance": JsonAmount(balance.trusted),
            "coinjoin_balance": JsonAmount(balance.anonymized),
            "unconfirmed_balance": JsonAmount(balance.untrusted_pending),
            "immature_balance": JsonAmount(balance.immature),
            "txcount": len(wallet.store),
            "keypoolsize": external,
            "keypoolsize_hd_internal": wallet.keys.keypool_size - external,
            "keys_left": wallet.keys_left,
        }
        if wallet.keys.vault.is_crypted:
            result["unlocked_until"] = int(wallet.relock_time)
        result["paytxfee"] = JsonAmount(wallet.pay_tx_fee)
        result["private_keys_enabled"] = not wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS)
        result["avoid_reuse"] = wallet.has_flag(WalletFlag.AVOID_REUSE)
        result["scanning"] = False
        if wallet.scan.is_scanning:
            elapsed = int(time.monotonic() - wallet.scan.started)
            result["scanning"] = {"duration": elapsed, "progress": wallet.scan.progress}
        result["descriptors"] = wallet.has_flag(WalletFlag.DESCRIPTORS)
        result["external_signer"] = wallet.has_flag(WalletFlag.EXTERNAL_SIGNER)
        result["lastprocessedblock"] = last_processed_block(wallet)
        return result


@rpc_command(
    "wallet",
    "setwalletflag",
    "Set or clear a flag of the wallet.",
    args=(
        RpcArg("flag", ArgType.STR, "Its name: avoid_reuse."),
        RpcArg("value", ArgType.BOOL, "Whether to set it.", default=True),
    ),
    result='{"flag_name": "str", "flag_state": true|false, "warnings": "str"}  (json object)',
    examples=("avoid_reuse",),
)
def setwalletflag(context: WalletContext, request: RpcRequest) -> Json:
    """Change a flag."""
    wallet = wallet_of(context, request)
    name = get_str(request.params[0])
    value = bool_or(request.params[1], True)
    flag = _FLAG_NAMES.get(name)
    if flag is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Unknown wallet flag: {name}")
    if not flag & MUTABLE_FLAGS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Wallet flag is immutable: {name}")
    with wallet.lock:
        if wallet.has_flag(flag) == value:
            state = "true" if value else "false"
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Wallet flag is already set to {state}: {name}")
        flags = wallet.keys.flags
        wallet.set_flags(flags | flag if value else flags & ~flag)
    result: dict[str, Json] = {"flag_name": name, "flag_state": value}
    if value and flag is WalletFlag.AVOID_REUSE:
        result["warnings"] = _REUSE_CAVEAT
    return result


@rpc_command(
    "wallet",
    "upgradewallet",
    "Raise the wallet's version.",
    args=(RpcArg("version", ArgType.NUM, "The version wanted.", default=FEATURE_LATEST),),
    result='{"wallet_name": "str", "previous_version": n, "current_version": n, "result": "str", "error": "str"}',
    examples=("120200",),
)
def upgradewallet(context: WalletContext, request: RpcRequest) -> Json:
    """Raise the version."""
    wallet = wallet_of(context, request)
    ensure_unlocked(wallet)
    wanted = 0 if request.params[0] is None else get_int(request.params[0])
    with wallet.lock:
        previous = wallet.version
        error = ""
        if wanted == 0:
            wallet.set_min_version(FEATURE_LATEST)
        elif wanted < previous:
            error = f"Cannot downgrade wallet from version {previous} to version {wanted}. Wallet version unchanged."
        else:
            steps = [step for step in (FEATURE_COMPRESSED_KEYS, FEATURE_HD) if step <= wanted]
            wallet.set_min_version(max(steps, default=0))
        result: dict[str, Json] = {
            "wallet_name": wallet.name,
            "previous_version": previous,
            "current_version": wallet.version,
        }
        if error:
            result["error"] = error
        elif previous == wallet.version:
            result["result"] = "Already at latest version. Wallet version unchanged."
        else:
            result["result"] = f"Wallet upgraded successfully from version {previous} to version {wallet.version}."
        return result


_BACKUP_ADVICE = "Make sure that you have backup of your mnemonic."
_NULL_ADVICE = (
    " Your mnemonic passphrase contains a null character (ie - a zero byte). "
    "If the passphrase was created with a version of this software prior to 23.0, "
    "please try again with only the characters up to — but not including — "
    "the first null character. If this is successful, please set a new "
    "passphrase to avoid this issue in the future."
)


@rpc_command(
    "wallet",
    "upgradetohd",
    "Give a blank wallet its keys, from given or new words.",
    args=(
        RpcArg("mnemonic", ArgType.STR, "The words (BIP 39); empty: new ones.", default=""),
        RpcArg("mnemonicpassphrase", ArgType.STR, "Passphrase of the words.", default=""),
        RpcArg(
            "walletpassphrase",
            ArgType.STR,
            "The wallet's passphrase; a wallet that has none is encrypted with it.",
            default="",
        ),
        RpcArg("rescan", ArgType.BOOL, "Look through the chain; as a rule only with given words.", default=None),
    ),
    result='"str"  (string) What to do next.',
    examples=("", '"mnemonicword1 ... mnemonicwordN"'),
)
def upgradetohd(context: WalletContext, request: RpcRequest) -> Json:
    """Give a blank wallet its keys."""
    wallet = wallet_of(context, request)
    words = "" if request.params[0] is None else get_str(request.params[0])
    mnemonic_passphrase = "" if request.params[1] is None else get_str(request.params[1])
    with wallet.lock:
        crypted = wallet.keys.vault.is_crypted
        if request.params[2] is None and crypted:
            raise RpcError(
                RpcErrorCode.WALLET_UNLOCK_NEEDED, "Error: Wallet encrypted but passphrase not supplied to RPC."
            )
        passphrase = "" if request.params[2] is None else get_str(request.params[2])
        if wallet.keys.hd_enabled:
            raise RpcError(RpcErrorCode.WALLET_ERROR, "Cannot upgrade a wallet to HD if it is already upgraded to HD")
        if wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS):
            raise RpcError(RpcErrorCode.WALLET_ERROR, "Private keys are disabled for this wallet")
        wallet.set_min_version(FEATURE_HD)
        if crypted:
            _unlock_for_upgrade(wallet, passphrase)
        try:
            wallet.keys.set_up(words, mnemonic_passphrase)
        except WalletError as err:
            raise RpcError(RpcErrorCode.MISC_ERROR, err.message) from None
        finally:
            if crypted:
                wallet.keys.vault.lock()
        if not crypted and passphrase:
            wallet.keys.encrypt(passphrase)
    rescan = bool(words) if request.params[3] is None else get_bool(request.params[3])
    if rescan:
        _rescan_all(wallet)
    return _BACKUP_ADVICE + (_NULL_ADVICE if "\0" in mnemonic_passphrase else "")


def _unlock_for_upgrade(wallet: Wallet, passphrase: str) -> None:
    if not passphrase:
        raise RpcError(
            RpcErrorCode.WALLET_PASSPHRASE_INCORRECT,
            "Error: Wallet encrypted but supplied empty wallet passphrase",
        )
    wallet.keys.vault.lock()
    if not wallet.keys.unlock(passphrase):
        raise RpcError(RpcErrorCode.WALLET_PASSPHRASE_INCORRECT, WRONG_PASSPHRASE)


def _rescan_all(wallet: Wallet) -> None:
    genesis = wallet.chain.get_block_hash(Height(0))
    if genesis is None:
        return
    try:
        with reserve_rescan(wallet):
            result = scan_for_transactions(wallet, genesis, Height(0))
    except RescanBusyError:
        raise RpcError(RpcErrorCode.WALLET_ERROR, BUSY) from None
    if result.status is ScanStatus.FAILURE:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Rescan failed. Potentially corrupted data files.")
    if result.status is ScanStatus.USER_ABORT:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Rescan aborted.")


@rpc_command(
    "wallet",
    "wipewallettxes",
    "Forget the wallet's transactions; rescanblockchain finds them again.",
    args=(RpcArg("keep_confirmed", ArgType.BOOL, "Forget only what is not confirmed.", default=False),),
)
def wipewallettxes(context: WalletContext, request: RpcRequest) -> Json:
    """Forget transactions."""
    wallet = wallet_of(context, request)
    try:
        with reserve_rescan(wallet), wallet.lock, wallet.db.transaction():
            keep_confirmed = bool_or(request.params[0], False)
            for wtx in tuple(wallet.store):
                if not (keep_confirmed and wtx.is_confirmed):
                    wallet.store.remove(wtx.txid)
    except RescanBusyError:
        raise RpcError(RpcErrorCode.WALLET_ERROR, "Wallet is currently rescanning. Abort rescan or wait.") from None
    return None


COMMANDS = (getwalletinfo, setwalletflag, upgradetohd, upgradewallet, wipewallettxes)

"""Commands that make, load and list wallets. Mirrors wallet/rpc/wallet.cpp and parts of backup.cpp."""

from collections.abc import Sequence
from pathlib import Path

from dashcore.common.external_signer import ExternalSignerError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_str
from dashcore.wallet.errors import WalletEncryptError, WalletFileError
from dashcore.wallet.loader import CreateRequest, WalletContext
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rescan import RescanBusyError
from dashcore.wallet.rpc.request import BUSY, bool_or, file_error, wallet_name_of
from dashcore.wallet.wallet import Wallet

_LOAD_ON_STARTUP = RpcArg(
    "load_on_startup",
    ArgType.BOOL,
    "Whether to load the wallet at start-up from now on; left out: as it was.",
    default=None,
)
_NAME_AND_WARNING = '{"name": "str", "warning": "str"}  (json object)'


def _loaded(wallet: Wallet, warnings: Sequence[str]) -> Json:
    return {"name": wallet.name, "warning": "\n".join(warnings)}


@rpc_command(
    "wallet",
    "createwallet",
    "Make a wallet and load it.",
    args=(
        RpcArg("wallet_name", ArgType.STR, "Its name, or the path to make it at."),
        RpcArg("disable_private_keys", ArgType.BOOL, "Make a wallet that only watches.", default=False),
        RpcArg("blank", ArgType.BOOL, "Make no keys.", default=False),
        RpcArg("passphrase", ArgType.STR, "Encrypt it with this.", default=None),
        RpcArg("avoid_reuse", ArgType.BOOL, "Tell coins of addresses spent from before from others.", default=False),
        RpcArg("descriptors", ArgType.BOOL, "Must be true: wallets here are descriptor wallets.", default=False),
        _LOAD_ON_STARTUP,
        RpcArg(
            "external_signer",
            ArgType.BOOL,
            "The program of -signer has the keys. Needs disable_private_keys and descriptors.",
            default=False,
        ),
    ),
    result=_NAME_AND_WARNING,
    examples=('"savings" false false "" false true true',),
)
def createwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Make a wallet."""
    name, watch_only, blank, passphrase, avoid_reuse, descriptors, startup, signer = request.params
    secret = "" if passphrase is None else get_str(passphrase)
    warnings: list[str] = []
    if passphrase is not None and not secret:
        warnings.append("Empty string given as passphrase, wallet will not be encrypted.")
    flags = 0
    for wanted, flag in (
        (watch_only, WalletFlag.DISABLE_PRIVATE_KEYS),
        (blank, WalletFlag.BLANK_WALLET),
        (avoid_reuse, WalletFlag.AVOID_REUSE),
        (descriptors, WalletFlag.DESCRIPTORS),
        (signer, WalletFlag.EXTERNAL_SIGNER),
    ):
        if bool_or(wanted, False):
            flags |= flag
    if not flags & WalletFlag.DESCRIPTORS:
        raise RpcError(RpcErrorCode.WALLET_ERROR, "Compiled without bdb support (required for legacy wallets)")
    if startup is None:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "The createwallet RPC requires specifying the 'load_on_startup' flag when creating descriptor "
            "wallets. Dash Core v21 introduced this requirement due to breaking changes in the createwallet RPC.",
        )
    try:
        wallet, notes = context.create(
            CreateRequest(
                name=get_str(name),
                flags=flags,
                passphrase=secret,
                load_on_startup=get_bool(startup),
            )
        )
    except WalletFileError as err:
        failed = isinstance(err, WalletEncryptError)
        code = RpcErrorCode.WALLET_ENCRYPTION_FAILED if failed else RpcErrorCode.WALLET_ERROR
        raise RpcError(code, err.message) from None
    except ExternalSignerError as err:
        raise RpcError(RpcErrorCode.MISC_ERROR, str(err)) from None
    return _loaded(wallet, [*warnings, *notes])


@rpc_command(
    "wallet",
    "loadwallet",
    "Load a wallet; the options of the command line apply to it.",
    args=(RpcArg("filename", ArgType.STR, "Its name, or its folder."), _LOAD_ON_STARTUP),
    result=_NAME_AND_WARNING,
    examples=('"savings"',),
)
def loadwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Load a wallet."""
    startup = None if request.params[1] is None else get_bool(request.params[1])
    try:
        return _loaded(*context.load(get_str(request.params[0]), startup))
    except WalletFileError as err:
        raise file_error(err) from None


@rpc_command(
    "wallet",
    "restorewallet",
    "Make a wallet of a backup and load it.",
    args=(
        RpcArg("wallet_name", ArgType.STR, "Name of the new wallet."),
        RpcArg("backup_file", ArgType.STR, "The backup."),
        _LOAD_ON_STARTUP,
    ),
    result=_NAME_AND_WARNING,
    examples=('"savings" "/mnt/backups/savings.bak"',),
)
def restorewallet(context: WalletContext, request: RpcRequest) -> Json:
    """Restore a wallet."""
    startup = None if request.params[2] is None else get_bool(request.params[2])
    try:
        return _loaded(*context.restore(get_str(request.params[0]), Path(get_str(request.params[1])), startup))
    except WalletFileError as err:
        raise file_error(err) from None


@rpc_command(
    "wallet",
    "unloadwallet",
    "Close the wallet of the request's path, or the one named.",
    args=(
        RpcArg("wallet_name", ArgType.STR, "Its name.", default=None),
        _LOAD_ON_STARTUP,
    ),
    result='{"warning": "str"}  (json object)',
    examples=("savings",),
)
def unloadwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Close a wallet."""
    name = wallet_name_of(request)
    if name is None:
        name = get_str(request.params[0])
    elif request.params[0] is not None and get_str(request.params[0]) != name:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "RPC endpoint wallet and wallet_name parameter specify different wallets",
        )
    wallet = context.find(name)
    if wallet is None:
        raise RpcError(RpcErrorCode.WALLET_NOT_FOUND, "Requested wallet does not exist or is not loaded")
    startup = None if request.params[1] is None else get_bool(request.params[1])
    try:
        warnings = context.unload(wallet, startup)
    except RescanBusyError:
        raise RpcError(RpcErrorCode.WALLET_ERROR, BUSY) from None
    except KeyError:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Requested wallet already unloaded") from None
    return {"warning": "\n".join(warnings)}


@rpc_command(
    "wallet",
    "listwallets",
    "List the loaded wallets.",
    result='["name", ...]  (json array of strings)',
)
def listwallets(context: WalletContext, request: RpcRequest) -> Json:
    """List loaded wallets."""
    return [wallet.name for wallet in context.wallets()]


@rpc_command(
    "wallet",
    "listwalletdir",
    "List the wallets in the wallet folder.",
    result='{"wallets": [{"name": "str"}, ...]}  (json object)',
)
def listwalletdir(context: WalletContext, request: RpcRequest) -> Json:
    """List wallets on disk."""
    return {"wallets": [{"name": name} for name in context.files.names()]}


COMMANDS = (createwallet, listwalletdir, listwallets, loadwallet, restorewallet, unloadwallet)

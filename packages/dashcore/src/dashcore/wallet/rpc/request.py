"""What wallet commands share: which wallet is meant, reading parameters, common answers.

Mirrors wallet/rpc/util.cpp.
"""

from collections.abc import Mapping
from urllib.parse import unquote

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import TxId
from dashcore.rpc.command import Json, RpcRequest
from dashcore.rpc.params import get_bool, get_int, get_str, parse_hash
from dashcore.script.address import AddressError, decode_destination
from dashcore.script.standard import Destination
from dashcore.util.hashes import display_hash
from dashcore.wallet.errors import (
    WalletAlreadyLoadedError,
    WalletBackupFileError,
    WalletExistsError,
    WalletFileError,
    WalletFormatError,
    WalletNotFoundError,
)
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.wallet import Wallet

WALLET_ENDPOINT = "/wallet/"
NEEDS_PASSPHRASE = " The wallet must be unlocked (walletpassphrase) if it is encrypted."  # noqa: S105 - a sentence
BUSY = "Wallet is currently rescanning. Abort existing rescan or wait."


def wallet_name_of(request: RpcRequest) -> str | None:
    """The name in the request's path; None where it names no wallet."""
    if not request.uri.startswith(WALLET_ENDPOINT):
        return None
    return unquote(request.uri[len(WALLET_ENDPOINT) :])


def wallet_of(context: WalletContext, request: RpcRequest, *, synced: bool = False) -> Wallet:
    """Return the wallet a request is for: the one in its path, or the only one there is.

    Args:
        context: the open wallets.
        request: names one or not.
        synced: wait until the wallet knows of every block the node has.

    Raises:
        RpcError: -18 where there is none, -19 where there are several; -4 where `synced` is wanted of a wallet that
            cannot follow the node.

    Source: C++ GetWalletForJSONRPCRequest.
    """
    name = wallet_name_of(request)
    if name is not None:
        wallet = context.find(name)
        if wallet is None:
            raise RpcError(RpcErrorCode.WALLET_NOT_FOUND, "Requested wallet does not exist or is not loaded")
    else:
        wallets = context.wallets()
        if not wallets:
            raise RpcError(
                RpcErrorCode.WALLET_NOT_FOUND,
                "No wallet is loaded. Load a wallet using loadwallet or create a new one with createwallet. "
                "(Note: A default wallet is no longer automatically created)",
            )
        if len(wallets) > 1:
            raise RpcError(
                RpcErrorCode.WALLET_NOT_SPECIFIED,
                "Wallet file not specified (must request wallet RPC through /wallet/<filename> uri-path).",
            )
        wallet = wallets[0]
    if synced:
        wallet.wait_until_synced()
        if wallet.following.trouble:
            raise RpcError(RpcErrorCode.WALLET_ERROR, wallet.following.trouble)
    return wallet


def ensure_unlocked(wallet: Wallet) -> None:
    """Refuse where the wallet is locked."""
    if wallet.keys.vault.is_locked():
        raise RpcError(
            RpcErrorCode.WALLET_UNLOCK_NEEDED,
            "Error: Please enter the wallet passphrase with walletpassphrase first.",
        )


def get_label(value: Json) -> str:
    """Read a label."""
    label = get_str(value)
    if label == "*":
        raise RpcError(RpcErrorCode.WALLET_INVALID_LABEL_NAME, "Invalid label name")
    return label


def get_destination(wallet: Wallet, value: Json, message: str = "Invalid Dash address") -> Destination:
    """Read an address.

    Raises:
        RpcError: -5 with `message`.
    """
    try:
        return decode_destination(get_str(value), wallet.network.prefixes)
    except AddressError:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, message) from None


def bool_or(value: Json, default: bool) -> bool:
    """Read a truth value that may be left out."""
    return default if value is None else get_bool(value)


def int_or(value: Json, default: int) -> int:
    """Read a number that may be left out."""
    return default if value is None else get_int(value)


def avoid_reuse_of(wallet: Wallet, value: Json) -> bool:
    """Read whether used addresses are to be avoided. Source: C++ GetAvoidReuseFlag."""
    can = wallet.has_flag(WalletFlag.AVOID_REUSE)
    wanted = bool_or(value, can)
    if wanted and not can:
        raise RpcError(RpcErrorCode.WALLET_ERROR, 'wallet does not have the "avoid reuse" feature enabled')
    return wanted


def last_processed_block(wallet: Wallet) -> Json:
    """Up to where the answer is right. Source: C++ AppendLastProcessedBlock."""
    return {"hash": display_hash(wallet.store.tip_hash), "height": int(wallet.store.tip_height)}


def get_outpoint(fields: Mapping[str, Json]) -> OutPoint:
    """Read the fields txid and vout of an object."""
    txid = parse_hash(fields.get("txid"), "txid")
    index = get_int(fields.get("vout"))
    if index < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, vout cannot be negative")
    return OutPoint(TxId(txid), index)


def file_error(err: WalletFileError) -> RpcError:
    """Say why a wallet could not be loaded. Source: C++ HandleWalletError."""
    match err:
        case WalletNotFoundError() | WalletFormatError():
            code = RpcErrorCode.WALLET_NOT_FOUND
        case WalletAlreadyLoadedError():
            code = RpcErrorCode.WALLET_ALREADY_LOADED
        case WalletExistsError():
            code = RpcErrorCode.WALLET_ALREADY_EXISTS
        case WalletBackupFileError():
            code = RpcErrorCode.INVALID_PARAMETER
        case _:
            code = RpcErrorCode.WALLET_ERROR
    return RpcError(code, err.message)


def get_txid(value: Json) -> TxId:
    """Read a transaction id."""
    return TxId(parse_hash(value, "txid"))

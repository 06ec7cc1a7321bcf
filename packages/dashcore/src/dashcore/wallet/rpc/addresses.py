"""Commands about addresses and labels. Mirrors wallet/rpc/addresses.cpp."""

from dashcore.common.external_signer import ExternalSignerError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str, parse_amount
from dashcore.script.address import AddressError, decode_destination, encode_destination
from dashcore.script.descriptor import infer_descriptor
from dashcore.script.provider import FlatProvider, write_keypath
from dashcore.script.sign import is_solvable
from dashcore.script.standard import (
    Destination,
    PKHash,
    TxoutType,
    extract_destination,
    script_for_destination,
    solve,
)
from dashcore.wallet.address_book import destination_order
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.receive import address_balances, address_groupings, is_change_script
from dashcore.wallet.rpc.request import (
    NEEDS_PASSPHRASE,
    ensure_unlocked,
    get_destination,
    get_label,
    wallet_of,
)
from dashcore.wallet.signer import show_address
from dashcore.wallet.wallet import Wallet

_ADDRESS = RpcArg("address", ArgType.STR, "A Dash address.")


@rpc_command(
    "wallet",
    "getnewaddress",
    "Make a new address to receive payments at.",
    args=(RpcArg("label", ArgType.STR, "Label of the address; it need not exist yet.", default=""),),
    result='"address"  (string) The new address.',
)
def getnewaddress(context: WalletContext, request: RpcRequest) -> Json:
    """Make a receiving address."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        if not wallet.keys.can_get_addresses():
            raise RpcError(RpcErrorCode.WALLET_ERROR, "Error: This wallet has no available keys")
        label = "" if request.params[0] is None else get_label(request.params[0])
        try:
            return wallet.address_of(wallet.get_new_destination(label))
        except WalletError as err:
            raise RpcError(RpcErrorCode.WALLET_KEYPOOL_RAN_OUT, err.message) from None


@rpc_command(
    "wallet",
    "getrawchangeaddress",
    "Make a new address for change, for use with raw transactions.",
    result='"address"  (string) The new address.',
)
def getrawchangeaddress(context: WalletContext, request: RpcRequest) -> Json:
    """Make an address for change."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        if not wallet.keys.can_get_addresses(internal=True):
            raise RpcError(RpcErrorCode.WALLET_ERROR, "Error: This wallet has no available keys")
        try:
            return wallet.address_of(wallet.get_new_change_destination())
        except WalletError as err:
            raise RpcError(RpcErrorCode.WALLET_KEYPOOL_RAN_OUT, err.message) from None


@rpc_command(
    "wallet",
    "setlabel",
    "Name an address.",
    args=(_ADDRESS, RpcArg("label", ArgType.STR, "The name.")),
    examples=('"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg" "tabby"',),
)
def setlabel(context: WalletContext, request: RpcRequest) -> Json:
    """Name an address."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        destination = get_destination(wallet, request.params[0])
        label = get_label(request.params[1])
        mine = wallet.is_mine(script_for_destination(destination))
        wallet.set_address(destination, label, "receive" if mine else "send")
    return None


@rpc_command(
    "wallet",
    "listaddressgroupings",
    "List groups of addresses that transactions showed to belong together.",
    result='[[["address", amount, "label"], ...], ...]  (json array) One array per group.',
)
def listaddressgroupings(context: WalletContext, request: RpcRequest) -> Json:
    """List groups of addresses."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        balances = address_balances(wallet)
        result: list[Json] = []
        for group in address_groupings(wallet):
            entries: list[Json] = []
            for destination in sorted(group, key=destination_order):
                entry: list[Json] = [wallet.address_of(destination), JsonAmount(balances.get(destination, 0))]
                known = wallet.address_book.find(destination)
                if known is not None:
                    entry.append(known.label)
                entries.append(entry)
            result.append(entries)
        return result


@rpc_command(
    "wallet",
    "listaddressbalances",
    "List the addresses that hold coins, and how much.",
    args=(RpcArg("minamount", ArgType.NUM, "Least amount to list, in DASH.", default=0, also="string"),),
    result='{"address": amount, ...}  (json object)',
)
def listaddressbalances(context: WalletContext, request: RpcRequest) -> Json:
    """List what addresses hold."""
    wallet = wallet_of(context, request, synced=True)
    least = 0 if request.params[0] is None else parse_amount(request.params[0])
    with wallet.lock:
        balances = address_balances(wallet)
        return {
            wallet.address_of(destination): JsonAmount(balances[destination])
            for destination in sorted(balances, key=destination_order)
            if balances[destination] >= least
        }


@rpc_command(
    "wallet",
    "keypoolrefill",
    "Make addresses ahead of use." + NEEDS_PASSPHRASE,
    args=(RpcArg("newsize", ArgType.NUM, "How many; as -keypool says where left out.", default=None),),
)
def keypoolrefill(context: WalletContext, request: RpcRequest) -> Json:
    """Fill the keypool."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        size = 0
        if request.params[0] is not None:
            size = get_int(request.params[0])
            if size < 0:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter, expected valid size.")
        ensure_unlocked(wallet)
        wallet.keys.top_up(size)
        if wallet.keys.keypool_size < (size * 2 if wallet.keys.hd_enabled else size):
            raise RpcError(RpcErrorCode.WALLET_ERROR, "Error refreshing keypool.")
    return None


def _describe(wallet: Wallet, destination: Destination, provider: FlatProvider | None) -> dict[str, Json]:
    """Say what is known behind an address. Source: C++ DescribeWalletAddress."""
    if isinstance(destination, PKHash):
        result: dict[str, Json] = {"isscript": False}
        pubkey = None if provider is None else provider.get_pubkey(destination.hash)
        if pubkey is not None:
            result |= {"pubkey": pubkey.hex(), "iscompressed": len(pubkey) == 33}
        return result
    result = {"isscript": True}
    inner = None if provider is None else provider.get_script(destination.hash)
    if inner is not None:
        result |= _describe_inner(wallet, inner, provider)
    return result


def _describe_inner(wallet: Wallet, script: bytes, provider: FlatProvider | None) -> dict[str, Json]:
    kind, solutions = solve(script)
    result: dict[str, Json] = {"script": kind.value, "hex": script.hex()}
    embedded = extract_destination(script)
    if embedded is not None:
        inner = _describe(wallet, embedded, provider)
        inner |= {"address": wallet.address_of(embedded), "scriptPubKey": script.hex()}
        if "pubkey" in inner:
            result["pubkey"] = inner["pubkey"]
        result["embedded"] = inner
    elif kind is TxoutType.MULTISIG:
        pubkeys = solutions[1:-1]
        result["pubkeys"] = [pubkey.hex() for pubkey in pubkeys]
        result["addresses"] = [wallet.address_of(PKHash.of(pubkey)) for pubkey in pubkeys]
        result["sigsrequired"] = solutions[0][0]
    return result


@rpc_command(
    "wallet",
    "getaddressinfo",
    "Say what the wallet knows about an address.",
    args=(_ADDRESS,),
    result="""{  (json object)
  "address": "str",  "scriptPubKey": "hex",  "ismine": true|false,  "solvable": true|false,
  "desc": "str",  (if solvable) a descriptor for it
  "parent_desc": "str",  the wallet's descriptor it follows from
  "iswatchonly": true|false,  "isscript": true|false,
  "pubkey": "hex",  "iscompressed": true|false,  or for a script: "script", "hex", "pubkeys", "sigsrequired" ...
  "ischange": true|false,
  "timestamp": n,  "hdkeypath": "str",  "hdmasterfingerprint": "hex",
  "labels": ["label", ...]
}""",
    examples=('"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg"',),
)
def getaddressinfo(context: WalletContext, request: RpcRequest) -> Json:
    """Say what is known about an address."""
    wallet = wallet_of(context, request)
    prefixes = wallet.network.prefixes
    with wallet.lock:
        try:
            destination = decode_destination(get_str(request.params[0]), prefixes)
        except AddressError as err:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, str(err) or "Invalid address") from None
        script = script_for_destination(destination)
        provider = wallet.keys.solving_provider(script)
        solvable = provider is not None and is_solvable(provider, script)
        result: dict[str, Json] = {
            "address": encode_destination(destination, prefixes),
            "scriptPubKey": script.hex(),
            "ismine": wallet.is_mine(script),
            "solvable": solvable,
        }
        if provider is not None and solvable:
            result["desc"] = infer_descriptor(script, provider, prefixes).to_string()
        manager = next(iter(wallet.keys.managers_of(script)), None)
        parent = None if manager is None else manager.text(private=False)
        if parent is not None:
            result["parent_desc"] = parent
        result["iswatchonly"] = False
        result |= _describe(wallet, destination, provider)
        result["ischange"] = is_change_script(wallet, script)
        origin = None
        if provider is not None and isinstance(destination, PKHash):
            origin = provider.get_origin(destination.hash)
        if manager is not None and origin is not None:
            result["timestamp"] = manager.creation_time
            result["hdkeypath"] = write_keypath(origin.path)
            result["hdmasterfingerprint"] = origin.fingerprint.hex()
        entry = wallet.address_book.find(destination)
        result["labels"] = [] if entry is None else [entry.label]
        return result


@rpc_command(
    "wallet",
    "getaddressesbylabel",
    "List the addresses of a label.",
    args=(RpcArg("label", ArgType.STR, "The label."),),
    result='{"address": {"purpose": "receive"|"send"}, ...}  (json object)',
    examples=('"tabby"',),
)
def getaddressesbylabel(context: WalletContext, request: RpcRequest) -> Json:
    """List the addresses of a label."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        label = get_label(request.params[0])
        result: dict[str, Json] = {
            wallet.address_of(destination): {"purpose": entry.purpose}
            for destination, entry in wallet.address_book
            if entry.label == label
        }
    if not result:
        raise RpcError(RpcErrorCode.WALLET_INVALID_LABEL_NAME, f"No addresses with label {label}")
    return result


@rpc_command(
    "wallet",
    "listlabels",
    "List all labels, or those of addresses with one purpose.",
    args=(RpcArg("purpose", ArgType.STR, '"send" or "receive"; empty: both.', default=None),),
    result='["label", ...]  (json array of strings)',
    examples=("", "receive"),
)
def listlabels(context: WalletContext, request: RpcRequest) -> Json:
    """List labels."""
    wallet = wallet_of(context, request)
    purpose = "" if request.params[0] is None else get_str(request.params[0])
    with wallet.lock:
        return list(wallet.address_book.labels(purpose))


@rpc_command(
    "wallet",
    "walletdisplayaddress",
    "Have the signer show an address, to compare.",
    args=(RpcArg("address", ArgType.STR, "The address."),),
    result='{"address": "str"}  (json object) The address that was shown',
    examples=(),
)
def walletdisplayaddress(context: WalletContext, request: RpcRequest) -> Json:
    """Show an address on a device."""
    wallet = wallet_of(context, request)
    destination = get_destination(wallet, request.params[0], "Invalid address")
    try:
        shown = show_address(wallet, destination)
    except ExternalSignerError as error:
        raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from None
    if not shown:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Failed to display address")
    return {"address": request.params[0]}


COMMANDS = (
    getaddressesbylabel,
    getaddressinfo,
    getnewaddress,
    getrawchangeaddress,
    keypoolrefill,
    listaddressbalances,
    listaddressgroupings,
    listlabels,
    setlabel,
    walletdisplayaddress,
)

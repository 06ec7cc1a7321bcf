"""Commands that ask the address index. Mirrors those of rpc/node.cpp."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from dashcore.chain.addressindex import AddressChange, AddressKey, AddressKind
from dashcore.consensus.limits import COINBASE_MATURITY
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import index_is_off
from dashcore.node.spenders import destination_of
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import get_array, get_int, get_object, get_str
from dashcore.script.address import AddressError, decode_destination, encode_destination
from dashcore.script.standard import PKHash
from dashcore.util.hashes import display_hash

_ADDRESSES = RpcArg(
    "addresses",
    ArgType.ARR,
    'An address, or {"addresses": [...]} with several.',
    default=(),
    also="json object or string",
    inner=(RpcArg("address", ArgType.STR, "An address.", default=""),),
)
_EXAMPLE = '\'{"addresses": ["XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg"]}\''


_Found = TypeVar("_Found")


def _parse_address(node: NodeContext, value: Json) -> AddressKey:
    try:
        destination = decode_destination(get_str(value), node.params.base58)
    except AddressError:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address") from None
    kind = AddressKind.KEY_HASH if isinstance(destination, PKHash) else AddressKind.SCRIPT_HASH
    return AddressKey(kind, destination.hash)


def _parse_addresses(node: NodeContext, value: Json) -> list[AddressKey]:
    """Read one address or {"addresses": [...]}. Source: C++ getAddressesFromParams."""
    if isinstance(value, str):
        return [_parse_address(node, value)]
    if not isinstance(value, Mapping):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address")
    values = value.get("addresses")
    if isinstance(values, (str, Mapping)) or not hasattr(values, "__iter__"):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Addresses is expected to be an array")
    return [_parse_address(node, each) for each in get_array(values)]


def _show(node: NodeContext, address: AddressKey) -> str:
    return encode_destination(destination_of(address), node.params.base58)


def _check_index(node: NodeContext) -> None:
    if not node.chainman.state.notes.has_addresses:
        raise index_is_off("Address", "addressindex")


def _collect(
    node: NodeContext, addresses: Iterable[AddressKey], find: Callable[[AddressKey], Iterable[_Found]]
) -> list[_Found]:
    """Ask the index for every address; cs_main is held. With no address nothing asks it, on or off."""
    found: list[_Found] = []
    for address in addresses:
        _check_index(node)
        found += find(address)
    return found


def _read_changes(
    node: NodeContext, addresses: Iterable[AddressKey], heights: tuple[int, int] = (0, 0)
) -> list[AddressChange]:
    first, last = heights if min(heights) > 0 else (0, 0)
    notes = node.chainman.state.notes
    return _collect(node, addresses, lambda address: notes.changes(address, first, last))


def _parse_heights(fields: Mapping[str, Json]) -> tuple[int, int]:
    """Read the optional range of heights; zeros: all."""
    start, end = fields.get("start"), fields.get("end")
    if type_name(start) != "number" or type_name(end) != "number":
        return 0, 0
    return get_int(start), get_int(end)


@rpc_command(
    "addressindex",
    "getaddressbalance",
    "Return what addresses hold and ever received, in duffs. Needs -addressindex.",
    args=(_ADDRESSES,),
    result="""{                         (json object)
  "balance" : n,            (numeric) What they hold
  "balance_immature" : n,   (numeric) Of it, from coinbases too young to be spent
  "balance_spendable" : n,  (numeric) Of it, all else
  "received" : n            (numeric) What they ever received, change included
}""",
    examples=(_EXAMPLE,),
)
def getaddressbalance(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    addresses = _parse_addresses(node, request.params[0])
    with node.chainman.cs_main:
        changes = _read_changes(node, addresses)
        height = node.chainman.active.height
    immature = sum(
        change.amount for change in changes if change.place == 0 and height - change.height < COINBASE_MATURITY
    )
    balance = sum(change.amount for change in changes)
    return {
        "balance": balance,
        "balance_immature": immature,
        "balance_spendable": balance - immature,
        "received": sum(change.amount for change in changes if change.amount > 0),
    }


@rpc_command(
    "addressindex",
    "getaddressdeltas",
    "Return all changes of what addresses hold. Needs -addressindex.",
    args=(_ADDRESSES,),
    result="""[                        (json array)
  {
    "satoshis" : n,      (numeric) The change in duffs
    "txid" : "hex",      (string) The transaction
    "index" : n,         (numeric) Number of its input or output
    "blockindex" : n,    (numeric) Its place in the block
    "height" : n,        (numeric) Height of the block
    "address" : "str"    (string) The address
  }, ...
]""",
    examples=(_EXAMPLE,),
)
def getaddressdeltas(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    heights = _parse_heights(get_object(request.params[0]))
    if heights[1] < heights[0]:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "End value is expected to be greater than start")
    addresses = _parse_addresses(node, request.params[0])
    with node.chainman.cs_main:
        changes = _read_changes(node, addresses, heights)
    return [
        {
            "satoshis": change.amount,
            "txid": display_hash(change.txid),
            "index": change.number,
            "blockindex": change.place,
            "height": change.height,
            "address": _show(node, change.address),
        }
        for change in changes
    ]


@rpc_command(
    "addressindex",
    "getaddressmempool",
    "Return all changes of what addresses hold that wait in the mempool. Needs -addressindex.",
    args=(_ADDRESSES,),
    result="""[                        (json array)
  {
    "address" : "str",   (string) The address
    "txid" : "hex",      (string) The transaction
    "index" : n,         (numeric) Number of its input or output
    "satoshis" : n,      (numeric) The change in duffs
    "timestamp" : xxx,   (numeric) When it came into the mempool
    "prevtxid" : "hex",  (string, if spending) The transaction that made the output
    "prevout" : n        (numeric, if spending) The output's number there
  }, ...
]""",
    examples=(_EXAMPLE,),
)
def getaddressmempool(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    addresses = _parse_addresses(node, request.params[0])
    with node.chainman.cs_main:
        waiting = node.mempool_addresses
        if waiting is None:
            raise index_is_off("Address", "addressindex")
        changes = [change for address in addresses for change in waiting.changes(address)]
    changes.sort(key=lambda change: change.time)
    result: list[Json] = []
    for change in changes:
        shown: dict[str, Json] = {
            "address": _show(node, change.address),
            "txid": display_hash(change.txid),
            "index": change.number,
            "satoshis": change.amount,
            "timestamp": change.time,
        }
        if change.prevout is not None and change.amount < 0:
            shown |= {"prevtxid": display_hash(change.prevout.txid), "prevout": change.prevout.index}
        result.append(shown)
    return result


@rpc_command(
    "addressindex",
    "getaddresstxids",
    "Return the transactions that concern addresses. Needs -addressindex.",
    args=(_ADDRESSES,),
    result='[ "txid", ... ]    (json array) The transactions',
    examples=(_EXAMPLE,),
)
def getaddresstxids(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    addresses = _parse_addresses(node, request.params[0])
    fields = request.params[0]
    heights = _parse_heights(fields) if isinstance(fields, Mapping) else (0, 0)
    with node.chainman.cs_main:
        changes = _read_changes(node, addresses, heights)
    found = dict.fromkeys((change.height, display_hash(change.txid)) for change in changes)
    return [txid for _, txid in (sorted(found) if len(addresses) > 1 else found)]


@rpc_command(
    "addressindex",
    "getaddressutxos",
    "Return the unspent outputs of addresses. Needs -addressindex.",
    args=(_ADDRESSES,),
    result="""[                        (json array)
  {
    "address" : "str",   (string) The address
    "txid" : "hex",      (string) The transaction that made it
    "outputIndex" : n,   (numeric) Its number there
    "script" : "hex",    (string) Its script
    "satoshis" : n,      (numeric) Its value in duffs
    "height" : n         (numeric) Height of the block
  }, ...
]""",
    examples=(_EXAMPLE,),
)
def getaddressutxos(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    addresses = _parse_addresses(node, request.params[0])
    with node.chainman.cs_main:
        outputs = _collect(node, addresses, node.chainman.state.notes.unspent)
    outputs.sort(key=lambda output: output.height)
    return [
        {
            "address": _show(node, output.address),
            "txid": display_hash(output.outpoint.txid),
            "outputIndex": output.outpoint.index,
            "script": output.script.hex(),
            "satoshis": output.amount,
            "height": output.height,
        }
        for output in outputs
    ]


COMMANDS = (getaddressbalance, getaddressdeltas, getaddressmempool, getaddresstxids, getaddressutxos)

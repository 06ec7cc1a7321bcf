"""Commands that ask optional indexes. Mirrors getindexinfo and the address commands of rpc/node.cpp, getblockfilter.

Only the index of transactions exists: the others' commands read their arguments and say that the index is off.
"""

from collections.abc import Mapping

from dashcore.chain.baseindex import IndexSummary
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_int, get_object, get_str, parse_hash
from dashcore.script.address import AddressError, decode_destination

_FILTER_TYPES = frozenset({"basic"})
_ADDRESSES = RpcArg(
    "addresses",
    ArgType.ARR,
    'An address, or {"addresses": [...]} with several.',
    default=(),
    also="json object or string",
    inner=(RpcArg("address", ArgType.STR, "An address.", default=""),),
)
_EXAMPLE = '\'{"addresses": ["XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg"]}\''


def _summary_to_json(summary: IndexSummary, wanted: str) -> dict[str, Json]:
    if wanted not in {"", summary.name}:
        return {}
    return {summary.name: {"synced": summary.synced, "best_block_height": summary.best_block_height}}


@rpc_command(
    "util",
    "getindexinfo",
    "Tell which indexes there are and how far they have come.",
    args=(RpcArg("index_name", ArgType.STR, "Show only this one.", default=None),),
    result="""{                               (json object)
  "name" : {                    (json object) An index
    "synced" : true|false,      (boolean) Whether it has caught up with the chain
    "best_block_height" : n     (numeric) Height up to which it has come
  }, ...
}""",
    examples=("", "txindex"),
)
def getindexinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted = "" if request.params[0] is None else get_str(request.params[0])
    return {} if node.txindex is None else _summary_to_json(node.txindex.summary(), wanted)


@rpc_command(
    "blockchain",
    "getblockfilter",
    "Return the BIP 157 filter of a block. Needs -blockfilterindex.",
    args=(
        RpcArg("blockhash", ArgType.STR, "The block."),
        RpcArg("filtertype", ArgType.STR, "The type of the filter.", default="basic"),
    ),
    result="""{                    (json object)
  "filter" : "hex",  (string) The filter
  "header" : "hex"   (string) Its header
}""",
    examples=('"00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09" "basic"',),
)
def getblockfilter(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    wanted, kind = request.params
    parse_hash(wanted, "blockhash")
    name = "basic" if kind is None else get_str(kind)
    if name not in _FILTER_TYPES:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Unknown filtertype")
    raise RpcError(RpcErrorCode.MISC_ERROR, f"Index is not enabled for filtertype {name}")


def _index_is_off(name: str, option: str) -> RpcError:
    return RpcError(
        RpcErrorCode.INVALID_REQUEST,
        f"{name} index is disabled. You should run Dash Core with -{option} (requires reindex)",
    )


def _check_addresses(node: NodeContext, value: Json) -> int:
    """Read addresses and return their number. Source: C++ getAddressesFromParams."""
    if isinstance(value, str):
        texts = [value]
    elif isinstance(value, Mapping):
        values = value.get("addresses")
        if isinstance(values, (str, Mapping)) or not hasattr(values, "__iter__"):
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Addresses is expected to be an array")
        texts = [get_str(text) for text in get_array(values)]
    else:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address")
    for text in texts:
        try:
            decode_destination(text, node.params.base58)
        except AddressError:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address") from None
    return len(texts)


def _ask_address_index(node: NodeContext, value: Json, empty: Json) -> Json:
    """Refuse: the index is off. With no address nothing asks it, and the answer is `empty`."""
    if _check_addresses(node, value):
        raise _index_is_off("Address", "addressindex")
    return empty


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
    nothing = {"balance": 0, "balance_immature": 0, "balance_spendable": 0, "received": 0}
    return _ask_address_index(node, request.params[0], nothing)


def _check_heights(value: Json) -> None:
    """Read the optional range of heights."""
    fields = get_object(value)
    start, end = fields.get("start"), fields.get("end")
    if isinstance(start, int) and isinstance(end, int) and get_int(end) < get_int(start):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "End value is expected to be greater than start")


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
    _check_heights(request.params[0])
    return _ask_address_index(node, request.params[0], [])


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
    _check_addresses(node, request.params[0])
    raise _index_is_off("Address", "addressindex")


@rpc_command(
    "addressindex",
    "getaddresstxids",
    "Return the transactions that concern addresses. Needs -addressindex.",
    args=(_ADDRESSES,),
    result='[ "txid", ... ]    (json array) The transactions',
    examples=(_EXAMPLE,),
)
def getaddresstxids(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    return _ask_address_index(node, request.params[0], [])


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
    return _ask_address_index(node, request.params[0], [])


@rpc_command(
    "blockchain",
    "getspentinfo",
    "Return the input that spends an output. Needs -spentindex.",
    args=(
        RpcArg(
            "request",
            ArgType.OBJ,
            "The output.",
            default={},
            inner=(
                RpcArg("txid", ArgType.STR_HEX, "The transaction that made it.", default=""),
                RpcArg("index", ArgType.NUM, "Its number there.", default=0),
            ),
        ),
    ),
    result="""{                    (json object)
  "txid" : "hex",    (string) The transaction that spends it
  "index" : n,       (numeric) Number of its input
  "height" : n       (numeric) Height of its block
}""",
    examples=('\'{"txid": "0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9", "index": 0}\'',),
)
def getspentinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    fields = get_object(request.params[0])
    txid, number = fields.get("txid"), fields.get("index")
    if not isinstance(txid, str) or not isinstance(number, int) or isinstance(number, bool):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid txid or index")
    parse_hash(txid, "txid")
    get_int(number)
    raise _index_is_off("Spent", "spentindex")


COMMANDS = (
    getaddressbalance,
    getaddressdeltas,
    getaddressmempool,
    getaddresstxids,
    getaddressutxos,
    getblockfilter,
    getindexinfo,
    getspentinfo,
)

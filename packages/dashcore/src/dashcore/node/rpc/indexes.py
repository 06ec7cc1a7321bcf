"""Commands that ask optional indexes. Mirrors getindexinfo and getspentinfo of rpc/node.cpp, getblockfilter."""

from dashcore.chain.baseindex import IndexSummary
from dashcore.chain.blockindex import VALID_SCRIPTS
from dashcore.evo.blockfilter import FILTER_NAMES
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.indexes import all_indexes
from dashcore.node.rpc.chain_json import get_index, index_is_off
from dashcore.node.spenders import find_spender
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import BlockHash, TxId
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_object, get_str, parse_hash
from dashcore.util.hashes import display_hash


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
    result: dict[str, Json] = {}
    for index in all_indexes(node):
        result |= _summary_to_json(index.summary(), wanted)
    return result


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
    wanted, kind = request.params
    block_hash = BlockHash(parse_hash(wanted, "blockhash"))
    name = "basic" if kind is None else get_str(kind)
    if name not in FILTER_NAMES:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Unknown filtertype")
    filters = node.filter_index
    if filters is None:
        raise RpcError(RpcErrorCode.MISC_ERROR, f"Index is not enabled for filtertype {name}")
    with node.chainman.cs_main:
        index = get_index(node, block_hash)
        was_connected = index.is_valid(VALID_SCRIPTS)
        is_ready = filters.is_synced
    found, header = filters.find_filter(index), filters.find_header(index)
    if found is not None and header is not None:
        return {"filter": found.encoded.hex(), "header": display_hash(header)}
    if not was_connected:
        code, why = RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block was not connected to active chain."
    elif not is_ready:
        code, why = RpcErrorCode.MISC_ERROR, "Block filters are still in the process of being indexed."
    else:
        code, why = RpcErrorCode.INTERNAL_ERROR, "This error is unexpected and indicates index corruption."
    raise RpcError(code, f"Filter not found. {why}")


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
    fields = get_object(request.params[0])
    txid, number = fields.get("txid"), fields.get("index")
    if not isinstance(txid, str) or not isinstance(number, int) or isinstance(number, bool):
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid txid or index")
    outpoint = OutPoint(TxId(parse_hash(txid, "txid")), get_int(number) & 0xFFFFFFFF)
    with node.chainman.cs_main:
        if not node.chainman.state.notes.has_spent:
            raise index_is_off("Spent", "spentindex")
        spender = find_spender(node, outpoint)
    if spender is None:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Unable to get spent info")
    return {"txid": display_hash(spender.txid), "index": spender.number, "height": spender.height}


COMMANDS = (getblockfilter, getindexinfo, getspentinfo)

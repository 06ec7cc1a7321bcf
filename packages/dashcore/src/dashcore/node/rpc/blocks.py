"""Commands that show single blocks and headers. Mirrors the first half of rpc/blockchain.cpp."""

from collections.abc import Iterator

from dashcore.chain.blockindex import BlockIndex
from dashcore.evo.cbtx import find_coinbase_payload
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.net_processing.block_download import BlockDownload
from dashcore.node.rpc.chain_json import (
    HEADER_RESULT,
    MAX_HEADERS,
    difficulty,
    find_undo,
    get_index,
    get_tip,
    header_to_json,
    index_is_off,
    parse_header_count,
    read_block_checked,
)
from dashcore.node.rpc.rawtransaction import found_to_json
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_int, parse_hash, parse_verbosity
from dashcore.rpc.special_json import coinbase_payload_to_json
from dashcore.rpc.tx_json import tx_to_json
from dashcore.util.hashes import display_hash

_HASH = "00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09"
_BLOCK_HASH = RpcArg("blockhash", ArgType.STR_HEX, "The block's hash.")
_VERBOSE = RpcArg("verbose", ArgType.BOOL, "JSON rather than the bytes in hexadecimal.", default=True)


@rpc_command(
    "blockchain",
    "getblockcount",
    "Return the height of the chain with most work that is fully checked; genesis is at height 0.",
    result="n    (numeric) The height",
)
def getblockcount(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    return node.chainman.active.height


@rpc_command(
    "blockchain",
    "getbestblockhash",
    "Return the hash of the tip of the chain with most work that is fully checked.",
    result='"hex"    (string) The hash',
)
def getbestblockhash(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    return display_hash(get_tip(node).hash)


@rpc_command(
    "blockchain",
    "getbestchainlock",
    "Return the best ChainLock; an error as long as none is known.",
    result="""{                         (json object)
  "blockhash" : "hex",      (string) The locked block
  "height" : n,             (numeric) Its height
  "signature" : "hex",      (string) The quorum's BLS signature
  "known_block" : true|false,  (boolean) Whether this node has the block
  "hex" : "hex"             (string) The lock as peers send it
}""",
)
def getbestchainlock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Unable to find any ChainLock")


@rpc_command(
    "blockchain",
    "getdifficulty",
    "Return the difficulty of the tip's proof of work, in multiples of the least difficulty.",
    result="n    (numeric) The difficulty",
)
def getdifficulty(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    return difficulty(get_tip(node).bits)


@rpc_command(
    "blockchain",
    "getblockhash",
    "Return the hash of a block of the active chain.",
    args=(RpcArg("height", ArgType.NUM, "Its height."),),
    result='"hex"    (string) The hash',
    examples=("1000",),
)
def getblockhash(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    height = get_int(request.params[0])
    with node.chainman.cs_main:
        index = node.chainman.active.at(height)
    if index is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block height out of range")
    return display_hash(index.hash)


@rpc_command(
    "blockchain",
    "getblockheader",
    "Return a block's header.",
    args=(_BLOCK_HASH, _VERBOSE),
    result=f"""{{                               (json object) With verbose=true
{HEADER_RESULT}          (boolean) Whether a ChainLock covers it
}}
"hex"                            (string) With verbose=false""",
    examples=(f'"{_HASH}"',),
)
def getblockheader(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, verbose = request.params
    block_hash = parse_hash(wanted, "hash")
    is_verbose = True if verbose is None else get_bool(verbose)
    index = get_index(node, block_hash)
    if not is_verbose:
        return index.header.serialize().hex()
    return header_to_json(node, index, get_tip(node))


def _walk(node: NodeContext, index: BlockIndex, count: int) -> Iterator[BlockIndex]:
    """Go on from a block along the active chain; a block off it stands alone."""
    at: BlockIndex | None = index
    while at is not None and count > 0:
        yield at
        at = node.chainman.active.next(at)
        count -= 1


@rpc_command(
    "blockchain",
    "getblockheaders",
    "Return headers from a block on, along the active chain.",
    args=(_BLOCK_HASH, RpcArg("count", ArgType.NUM, "How many at most.", default=MAX_HEADERS), _VERBOSE),
    result=f"""[                                (json array) With verbose=true
{{
{HEADER_RESULT}          (boolean) Whether a ChainLock covers it
}}, ...
]
[ "hex", ... ]                   (json array) With verbose=false""",
    examples=(f'"{_HASH}" 2000',),
)
def getblockheaders(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, number, verbose = request.params
    index = get_index(node, parse_hash(wanted, "blockhash"))
    count = parse_header_count(number)
    is_verbose = True if verbose is None else get_bool(verbose)
    with node.chainman.cs_main:
        indexes = list(_walk(node, index, count))
        tip = get_tip(node)
    if not is_verbose:
        return [each.header.serialize().hex() for each in indexes]
    return [header_to_json(node, each, tip) for each in indexes]


def _transactions_to_json(node: NodeContext, block: Block, index: BlockIndex, verbosity: int, locked: bool) -> Json:
    undo = find_undo(node, index)
    found: list[Json] = []
    for number, tx in enumerate(block.transactions):
        spent = undo[number - 1] if undo is not None and number > 0 else None
        shown = tx_to_json(tx, node.params.base58, spent=spent, show_prevouts=verbosity > 2)
        is_locked = node.chain.is_instant_send_locked_tx(tx.txid)
        shown["instantlock"] = is_locked or locked
        shown["instantlock_internal"] = is_locked
        found.append(shown)
    return found


@rpc_command(
    "blockchain",
    "getblock",
    "Return a block: its bytes, or a description with the ids of its transactions, or with the transactions,\n"
    "or with what they spend too where that is known.",
    args=(
        _BLOCK_HASH,
        RpcArg(
            "verbosity|verbose",
            ArgType.NUM,
            "0 for the bytes in hexadecimal, 1 for JSON with ids, 2 with transactions, 3 with the outputs they spend.",
            default=1,
            also="numeric",
        ),
    ),
    result=f"""{{                               (json object) With verbosity 1
{HEADER_RESULT},         (boolean) Whether a ChainLock covers it
  "size" : n,                   (numeric) Its bytes
  "tx" : [ "hex", ... ],        (json array) Ids of its transactions; from verbosity 2 on as getrawtransaction has them
  "cbTx" : {{...}}                (json object, optional) Payload of its coinbase
}}
"hex"                            (string) With verbosity 0""",
    examples=(f'"{_HASH}"',),
)
def getblock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    block_hash = parse_hash(request.params[0], "blockhash")
    verbosity = parse_verbosity(request.params[1], 1)
    index = get_index(node, block_hash)
    block = read_block_checked(node, index)
    return block.serialize().hex() if verbosity <= 0 else block_to_json(node, block, index, verbosity)


def block_to_json(node: NodeContext, block: Block, index: BlockIndex, verbosity: int) -> dict[str, Json]:
    """Describe a block.

    Args:
        verbosity: 1: ids of transactions, 2: transactions, 3: what they spend too.

    Source: C++ blockToJSON.
    """
    result = header_to_json(node, index, get_tip(node))
    result["size"] = len(block.serialize())
    if verbosity == 1:
        result["tx"] = [display_hash(tx.txid) for tx in block.transactions]
    else:
        result["tx"] = _transactions_to_json(node, block, index, verbosity, bool(result["chainlock"]))
    payload = find_coinbase_payload(block.transactions[0])
    if payload is not None:
        result["cbTx"] = coinbase_payload_to_json(payload)
    return result


_VERBOSITIES = range(3)  # of getspecialtxes


def _parse_count(value: Json, default: int, name: str) -> int:
    number = default if value is None else get_int(value)
    if number < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Negative {name}")
    return number


@rpc_command(
    "blockchain",
    "getspecialtxes",
    "Return the special transactions of a block.",
    args=(
        _BLOCK_HASH,
        RpcArg("type", ArgType.NUM, "Only those of this type; -1 for all.", default=-1),
        RpcArg("count", ArgType.NUM, "How many at most.", default=10),
        RpcArg("skip", ArgType.NUM, "How many to leave out first.", default=0),
        RpcArg("verbosity", ArgType.NUM, "0 for ids, 1 for bytes in hexadecimal, 2 for JSON.", default=0),
    ),
    result="""[ "hex", ... ]    (json array) With verbosity 0 and 1
[ {...}, ... ]    (json array) With verbosity 2, each as getrawtransaction has it""",
    examples=(f'"{_HASH}" 5 3 0 2',),
)
def getspecialtxes(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, kind, number, left_out, detail = request.params
    block_hash = parse_hash(wanted, "blockhash")
    tx_type = -1 if kind is None else get_int(kind)
    count = _parse_count(number, 10, "count")
    skip = _parse_count(left_out, 0, "skip")
    verbosity = 0 if detail is None else get_int(detail)
    if verbosity not in _VERBOSITIES:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Verbosity must be in range 0..2")
    index = get_index(node, block_hash)
    block = read_block_checked(node, index)
    special = [tx for tx in block.transactions if tx.has_extra_payload and tx_type in {-1, tx.type}]
    found = special[skip : skip + count]
    if verbosity == 0:
        return [display_hash(tx.txid) for tx in found]
    if verbosity == 1:
        return [tx.serialize().hex() for tx in found]
    return [found_to_json(node, tx, index.hash) for tx in found]


@rpc_command(
    "blockchain",
    "getblockfrompeer",
    "Ask a peer for a block of which the header is known. One that has it sends it; one that does not answer is disconnected.",
    args=(
        _BLOCK_HASH,
        RpcArg("peer_id", ArgType.NUM, "The peer, by its number in getpeerinfo."),
    ),
    result="{}    (json object) Nothing",
    examples=(f'"{_HASH}" 0',),
)
def getblockfrompeer(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, peer = request.params
    block_hash = parse_hash(wanted, "blockhash")
    peer_id = get_int(peer, 64)
    chainman = node.chainman
    with chainman.cs_main:
        index = chainman.find(BlockHash(block_hash))
        if index is None:
            raise RpcError(RpcErrorCode.MISC_ERROR, "Block header missing")
        if index.height > get_tip(node).height and chainman.options.is_pruning:
            raise RpcError(
                RpcErrorCode.MISC_ERROR,
                "In prune mode, only blocks that the node has already synced previously can be fetched from a peer",
            )
        if index.has_data:
            raise RpcError(RpcErrorCode.MISC_ERROR, "Block already downloaded")
    if node.peerman is None:
        raise RpcError(RpcErrorCode.CLIENT_P2P_DISABLED, "Error: Peer-to-peer functionality missing or disabled")
    problem = node.peerman.part(BlockDownload).fetch(peer_id, index)
    if problem:
        raise RpcError(RpcErrorCode.MISC_ERROR, problem)
    return {}


@rpc_command(
    "blockchain",
    "getblockhashes",
    "Return the hashes of the blocks of a span of time. Needs -timestampindex.",
    args=(
        RpcArg("high", ArgType.NUM, "Its end, seconds since 1970."),
        RpcArg("low", ArgType.NUM, "Its begin."),
    ),
    result='[ "hex", ... ]    (json array) The hashes',
    examples=("1231614698 1231024505",),
)
def getblockhashes(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    high, low = (get_int(value) & 0xFFFFFFFF for value in request.params)
    with node.chainman.cs_main:
        notes = node.chainman.state.notes
        if not notes.has_times:
            raise index_is_off("Timestamp", "timestampindex")
        return [display_hash(block_hash) for block_hash in notes.blocks_between(low, high)]


COMMANDS = (
    getbestblockhash,
    getbestchainlock,
    getblock,
    getblockcount,
    getblockfrompeer,
    getblockhash,
    getblockhashes,
    getblockheader,
    getblockheaders,
    getdifficulty,
    getspecialtxes,
)

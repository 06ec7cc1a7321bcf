"""What miners ask and hand in, getblocktemplate aside. Mirrors rpc/mining.cpp."""

from dashcore.consensus.validation import InvalidBlockError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.block_submit import submit_block
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import difficulty, get_tip
from dashcore.primitives.block import HEADER_SIZE, Block, BlockHeader
from dashcore.primitives.types import TxId
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str, parse_hash
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

_DEFAULT_LOOKUP = 120  # blocks


def decode_block(text: str) -> Block:
    """Read a block in hex; what follows it is not looked at. Source: C++ DecodeHexBlk.

    Raises:
        RpcError: code -22.
    """
    try:
        return Block.decode(b"" if " " in text else bytes.fromhex(text))[0]
    except (ValueError, SerializationError) as error:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, "Block decode failed") from error


def network_hashes_per_second(node: NodeContext, lookup: int, height: int) -> float:
    """Estimate the network's speed from the work of so many blocks. Source: C++ GetNetworkHashPS."""
    with node.chainman.cs_main:
        active = node.chainman.active
        last = active.at(height) if 0 <= height < active.height else active.tip
        if last is None or last.height == 0:
            return 0
        if lookup <= 0:
            lookup = last.height % node.params.consensus.difficulty_interval + 1
        first = last
        times = [last.time]
        for _ in range(min(lookup, last.height)):
            if first.prev is None:
                break
            first = first.prev
            times.append(first.time)
        span = max(times) - min(times)
        return 0 if span == 0 else (last.chain_work - first.chain_work) / span


@rpc_command(
    "mining",
    "getnetworkhashps",
    "Estimate how many hashes a second the network computes.",
    args=(
        RpcArg("nblocks", ArgType.NUM, "Blocks to look at; -1: since the difficulty changed last.", _DEFAULT_LOOKUP),
        RpcArg("height", ArgType.NUM, "Estimate as of that block; -1: now.", -1),
    ),
    result="x  (numeric) Hashes per second.",
)
def getnetworkhashps(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    lookup = _DEFAULT_LOOKUP if request.params[0] is None else get_int(request.params[0])
    height = -1 if request.params[1] is None else get_int(request.params[1])
    return network_hashes_per_second(node, lookup, height)


@rpc_command(
    "mining",
    "getmininginfo",
    "Return what concerns mining.",
    result="""{                              (json object)
  "blocks" : n,                (numeric) Height of the tip
  "currentblocksize" : n,      (numeric, optional) Bytes of the last block assembled here
  "currentblocktx" : n,        (numeric, optional) Its transactions
  "difficulty" : x,            (numeric) The current difficulty
  "networkhashps" : x,         (numeric) Hashes per second of the network
  "pooledtx" : n,              (numeric) Transactions in the mempool
  "chain" : "str",             (string) Name of the network
  "warnings" : "str"           (string) Warnings
}""",
)
def getmininginfo(node: NodeContext, _request: RpcRequest) -> Json:
    """Answer the command."""
    with node.chainman.cs_main:
        tip = get_tip(node)
        info: dict[str, Json] = {"blocks": tip.height}
        if node.assembler.last_block_size is not None:
            info["currentblocksize"] = node.assembler.last_block_size
        if node.assembler.last_block_tx_count is not None:
            info["currentblocktx"] = node.assembler.last_block_tx_count
        info["difficulty"] = difficulty(tip.bits)
        info["networkhashps"] = network_hashes_per_second(node, _DEFAULT_LOOKUP, -1)
        info["pooledtx"] = len(node.mempool)
        info["chain"] = node.params.name
        info["warnings"] = node.warnings.text()
    return info


@rpc_command(
    "mining",
    "prioritisetransaction",
    "Let a transaction count as paying more, or less, when blocks are filled.",
    args=(
        RpcArg("txid", ArgType.STR_HEX, "Its id."),
        RpcArg("fee_delta", ArgType.NUM, "Duffs to add, or to take away where negative. Nothing is paid."),
    ),
    result="true  (boolean) Always.",
    examples=('"txid" 10000',),
)
def prioritisetransaction(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    txid = TxId(parse_hash(request.params[0], "txid"))
    delta = get_int(request.params[1], 64)
    with node.chainman.cs_main:
        node.mempool.prioritise(txid, delta)
    return True


@rpc_command(
    "mining",
    "submitblock",
    "Hand in a block.",
    args=(
        RpcArg("hexdata", ArgType.STR_HEX, "The block in hex."),
        RpcArg("dummy", ArgType.STR, "Ignored; for BIP 22.", "ignored"),
    ),
    result='null | "str"  (string) Nothing where it was accepted, else why not (BIP 22).',
    examples=('"mydata"',),
)
def submitblock(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    block = decode_block(get_str(request.params[0]))
    if not block.transactions or not block.transactions[0].is_coinbase:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, "Block does not start with a coinbase")
    reason, _ = submit_block(node.chainman, block)
    return reason or None


@rpc_command(
    "mining",
    "submitheader",
    "Hand in a header.",
    args=(RpcArg("hexdata", ArgType.STR_HEX, "The header in hex."),),
    examples=('"aabbcc"',),
)
def submitheader(node: NodeContext, request: RpcRequest) -> Json:
    """Answer the command."""
    try:
        data = bytes.fromhex(get_str(request.params[0]))
        if len(data) < HEADER_SIZE:
            raise SerializationError("end of data")
        header = BlockHeader.decode(data)
    except ValueError as error:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, "Block header decode failed") from error
    with node.chainman.cs_main:
        if node.chainman.find(header.prev_hash) is None:
            missing = display_hash(header.prev_hash)
            raise RpcError(RpcErrorCode.VERIFY_ERROR, f"Must submit previous header ({missing}) first")
    try:
        node.chainman.process_new_block_headers([header])
    except InvalidBlockError as error:
        raise RpcError(RpcErrorCode.VERIFY_ERROR, error.reason) from error
    return None


COMMANDS = (getnetworkhashps, getmininginfo, prioritisetransaction, submitblock, submitheader)

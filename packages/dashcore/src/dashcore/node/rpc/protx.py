"""Commands about the registration of masternodes, as far as a chain without masternodes goes.

Mirrors a part of rpc/evo.cpp.
"""

from dashcore.chain.blockindex import BlockIndex
from dashcore.consensus.merkleblock import MerkleBlock
from dashcore.consensus.params import Deployment
from dashcore.evo.cbtx import VERSION_QUORUMS, find_coinbase_payload
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.masternode_list import check_no_masternodes
from dashcore.primitives.types import BlockHash
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_str, parse_bool, parse_hash, parse_int
from dashcore.util.hashes import NULL_HASH, display_hash

_TYPES = frozenset({"registered", "valid", "evo", "wallet"})


@rpc_command(
    "evo",
    "protx",
    "Tell of registered masternodes: diff, info, list, listdiff.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def protx(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


@rpc_command(
    "evo",
    "protx list",
    "Return the masternodes that are registered at a height.",
    args=(
        RpcArg(
            "type",
            ArgType.STR,
            "Which of them: registered for all, valid for those not banned, evo, wallet for those with keys of a wallet.",
            default="registered",
        ),
        RpcArg("detailed", ArgType.BOOL, "Describe each.", default=False, also="boolean"),
        RpcArg("height", ArgType.NUM, "The height; the tip's without it.", default=None, also="numeric"),
    ),
    result="[]  (json array) None: the chain has no masternodes",
)
def protx_list(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    kind = "registered" if request.params[0] is None else get_str(request.params[0])
    if kind not in _TYPES:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid type specified")
    if kind == "wallet" and node.wallet_loader is None:
        raise RpcError(RpcErrorCode.MISC_ERROR, '"protx list wallet" not supported when wallet is disabled')
    if request.params[1] is not None:
        parse_bool(request.params[1], "detailed")
    with node.chainman.cs_main:
        active = node.chainman.active
        height = active.height if request.params[2] is None else parse_int(request.params[2], "height")
        index = active.at(height)
        if height < 1 or index is None:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid height specified")
        check_no_masternodes(node, index)
    return []


@rpc_command(
    "evo",
    "protx info",
    "Describe a masternode.",
    args=(
        RpcArg("proTxHash", ArgType.STR_HEX, "The masternode."),
        RpcArg("blockHash", ArgType.STR_HEX, "As of this block; the tip without it.", default=None),
    ),
    result="{ ... }  (json object) The masternode",
    examples=('"proTxHash"',),
)
def protx_info(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted = parse_hash(request.params[0], "proTxHash")
    index = None
    with node.chainman.cs_main:
        if request.params[1] is not None:
            index = node.chainman.find(BlockHash(parse_hash(request.params[1], "blockHash")))
            if index is None:
                raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found")
        check_no_masternodes(node, index)
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"{display_hash(wanted)} not found")


def _block(node: NodeContext, value: Json, name: str) -> BlockIndex:
    """Read a block's hash or height. Source: C++ ParseBlockIndex."""
    try:
        found = node.chainman.find(BlockHash(parse_hash(value, name)))
    except RpcError:
        found = None
    if found is None:
        height = parse_int(value, name)
        found = node.chainman.active.at(height)
        if height < 1 or found is None:
            raise RpcError(RpcErrorCode.MISC_ERROR, f"{name} must be a chain height and not {height}")
    return found


@rpc_command(
    "evo",
    "protx listdiff",
    "Tell how the list of masternodes changed from one block to another.",
    args=(
        RpcArg("baseBlock", ArgType.NUM, "The first, its height or hash.", also="numeric"),
        RpcArg("block", ArgType.NUM, "The other.", also="numeric"),
    ),
    result="""{                      (json object)
  "baseHeight" : n,    (numeric) Height of the first block
  "blockHeight" : n,   (numeric) Height of the other
  "addedMNs" : [],     (json array) Masternodes that came: none
  "removedMNs" : [],   (json array) Those that went: none
  "updatedMNs" : []    (json array) Those that changed: none
}""",
    examples=("100 200",),
)
def protx_listdiff(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    with node.chainman.cs_main:
        base, block = _block(node, request.params[0], "baseBlock"), _block(node, request.params[1], "block")
        check_no_masternodes(node, base)
        check_no_masternodes(node, block)
    return {
        "baseHeight": base.height,
        "blockHeight": block.height,
        "addedMNs": [],
        "removedMNs": [],
        "updatedMNs": [],
    }


def _diff_block(node: NodeContext, value: Json, name: str) -> BlockIndex:
    """Read a block's hash or height for a diff. Source: C++ ParseBlock, BuildSimplifiedMNListDiff."""
    try:
        wanted = BlockHash(parse_hash(value, name))
    except RpcError:
        height = parse_int(value, name)
        found = node.chainman.active.at(height)
        if height < 1 or found is None:
            text = f"{name} must be a block hash or chain height and not {height}"
            raise RpcError(RpcErrorCode.MISC_ERROR, text) from None
        return found
    found = node.chainman.active.genesis if wanted == NULL_HASH and name == "baseBlock" else node.chainman.find(wanted)
    if found is None:
        raise RpcError(RpcErrorCode.MISC_ERROR, f"block {display_hash(wanted)} not found")
    return found


@rpc_command(
    "evo",
    "protx diff",
    "Tell how the list of masternodes changed from one block to another, with proof, as light clients get it.",
    args=(
        RpcArg("baseBlock", ArgType.NUM, "The first, its height or hash.", also="numeric"),
        RpcArg("block", ArgType.NUM, "The other.", also="numeric"),
        RpcArg("extended", ArgType.BOOL, "With more about each masternode.", default=None, also="boolean"),
    ),
    result="""{                              (json object)
  "nVersion" : n,              (numeric) Version of the format
  "baseBlockHash" : "hex",     (string) The first block
  "blockHash" : "hex",         (string) The other; zero before there could be masternodes
  "cbTxMerkleTree" : "hex",    (string) Proof that the coinbase is in the other block
  "cbTx" : "hex",              (string) That coinbase
  "deletedMNs" : [],           (json array) Masternodes that went: none
  "mnList" : [],               (json array) Those that came or changed: none
  "deletedQuorums" : [],       (json array) Quorums that went: none
  "newQuorums" : [],           (json array) Those that came: none
  "merkleRootMNList" : "hex",  (string, optional) What the coinbase says of the list
  "merkleRootQuorums" : "hex", (string, optional) And of the quorums
  "quorumsCLSigs" : []         (json array) Signatures that new quorums were chosen by: none
}""",
    examples=("100 200",),
)
def protx_diff(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    if request.params[2] is not None:
        parse_bool(request.params[2], "extended")
    with node.chainman.cs_main:
        base, index = _diff_block(node, request.params[0], "baseBlock"), _diff_block(node, request.params[1], "block")
        shown_base, shown = display_hash(base.hash), display_hash(index.hash)
        if base not in node.chainman.active or index not in node.chainman.active:
            text = f"block {shown_base} and {shown} are not in the same chain"
            raise RpcError(RpcErrorCode.MISC_ERROR, text)
        if base.height > index.height:
            raise RpcError(RpcErrorCode.MISC_ERROR, f"base block {shown_base} is higher then block {shown}")
        check_no_masternodes(node, base)
        check_no_masternodes(node, index)
        block = node.chainman.read_block(index)
    coinbase = block.transactions[0]
    proof = MerkleBlock.build(block, lambda tx: tx is coinbase).tree
    has_list = node.params.consensus.is_active_at(Deployment.DIP3, index.height)
    result: dict[str, Json] = {
        "nVersion": 1,
        "baseBlockHash": display_hash(NULL_HASH) if _is_null(request.params[0]) else shown_base,
        "blockHash": shown if has_list else display_hash(NULL_HASH),
        "cbTxMerkleTree": proof.encode().hex(),
        "cbTx": coinbase.serialize().hex(),
        "deletedMNs": [],
        "mnList": [],
        "deletedQuorums": [],
        "newQuorums": [],
    }
    payload = find_coinbase_payload(coinbase)
    if payload is not None:
        result["merkleRootMNList"] = display_hash(payload.masternodes_root)
        if payload.version >= VERSION_QUORUMS:
            result["merkleRootQuorums"] = display_hash(payload.quorums_root)
    return result | {"quorumsCLSigs": []}


def _is_null(value: Json) -> bool:
    """Whether a block was given by the hash that stands for genesis."""
    return isinstance(value, str) and not value.strip("0") and len(value) == 64


COMMANDS = (protx, protx_diff, protx_info, protx_list, protx_listdiff)

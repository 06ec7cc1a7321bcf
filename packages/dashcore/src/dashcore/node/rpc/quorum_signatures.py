"""Commands that check what quorums signed, as far as a chain without masternodes goes: no quorum ever signed anything.

Mirrors a part of rpc/quorums.cpp.
"""

from dashcore.chain.blockindex import BlockIndex
from dashcore.consensus.params import Deployment
from dashcore.crypto.bls import BlsError, check_signature
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.masternode_list import check_no_masternodes
from dashcore.node.rpc.chain_json import get_tip
from dashcore.node.rpc.quorums import get_quorum_kind
from dashcore.primitives.types import BlockHash
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str, parse_bool, parse_hash, parse_int
from dashcore.util.hashes import display_hash

_BLOCK_HASH = RpcArg("blockHash", ArgType.STR_HEX, "The block.")
_DKG_ERRORS = frozenset(
    {
        "commit-lie",
        "commit-omit",
        "complain-lie",
        "contribution-lie",
        "contribution-omit",
        "justify-lie",
        "justify-omit",
    }
)
_WITH_CONTRIBUTIONS = 2


def _check_signature(value: Json, *schemes: bool) -> None:
    """Read a signature in one of the ways of writing it.

    Args:
        schemes: those allowed: True for the legacy one.

    Raises:
        RpcError: code -8.
    """
    text = get_str(value)
    for legacy in schemes:
        try:
            check_signature(bytes.fromhex(text), legacy=legacy)
        except (BlsError, ValueError):
            continue
        return
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid signature format")


def _is_legacy(node: NodeContext, index: BlockIndex) -> bool:
    return not node.params.consensus.is_active_after(Deployment.V19, index)


@rpc_command(
    "evo",
    "verifychainlock",
    "Tell whether a quorum's signature makes a ChainLock of a block.",
    args=(
        _BLOCK_HASH,
        RpcArg("signature", ArgType.STR, "The signature."),
        RpcArg("blockHeight", ArgType.NUM, "The block's height.", default="that of the block of this hash"),
    ),
    result="true|false  (boolean) Whether it does",
)
def verifychainlock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted, signature, number = request.params
    block_hash = BlockHash(parse_hash(wanted, "blockHash"))
    with node.chainman.cs_main:
        if number is None:
            index = node.chainman.find(block_hash)
            if index is None:
                raise RpcError(RpcErrorCode.INTERNAL_ERROR, "blockHash not found")
        else:
            height = get_int(number)
            if height < 0:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block height out of range")
            index = node.chainman.active.at(height)
    _check_signature(signature, *((_is_legacy(node, index),) if index is not None else (False, True)))
    check_no_masternodes(node)
    return False


@rpc_command(
    "evo",
    "verifyislock",
    "Tell whether a quorum's signature makes an InstantSend lock of a transaction.",
    args=(
        RpcArg("id", ArgType.STR_HEX, "What the quorum signed under: its id."),
        RpcArg("txid", ArgType.STR_HEX, "The transaction."),
        RpcArg("signature", ArgType.STR, "The signature."),
        RpcArg("maxHeight", ArgType.NUM, "Look at quorums up to this height.", default=-1),
    ),
    result="true|false  (boolean) Whether it does",
)
def verifyislock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    request_id, txid, signature, number = request.params
    parse_hash(request_id, "id")
    parse_hash(txid, "txid")
    height = -1 if number is None else get_int(number)
    with node.chainman.cs_main:
        index = get_tip(node) if height == -1 else node.chainman.active.at(height)
    if index is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block height out of range")
    _check_signature(signature, _is_legacy(node, index))
    check_no_masternodes(node)
    return False


@rpc_command(
    "evo",
    "submitchainlock",
    "Take a ChainLock in, if it is better than the best one.",
    args=(
        _BLOCK_HASH,
        RpcArg("signature", ArgType.STR_HEX, "The quorum's signature."),
        RpcArg("blockHeight", ArgType.NUM, "The block's height."),
    ),
    result="n  (numeric) Height of the best ChainLock",
)
def submitchainlock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    parse_hash(request.params[0], "blockHash")
    if get_int(request.params[2]) <= 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid block height")
    _check_signature(request.params[1], False, True)
    check_no_masternodes(node)
    with node.chainman.cs_main:
        tip = get_tip(node)
    raise RpcError(
        RpcErrorCode.MISC_ERROR,
        f"No quorum found. Current tip height: {tip.height} hash: {display_hash(tip.hash)}\n",
    )


@rpc_command(
    "evo",
    "quorum verify",
    "Tell whether a quorum signed a message.",
    args=(
        RpcArg("llmqType", ArgType.NUM, "Kind of quorum, its number.", also="numeric"),
        RpcArg("id", ArgType.STR_HEX, "What was asked to be signed: its id."),
        RpcArg("msgHash", ArgType.STR_HEX, "Hash of the message."),
        RpcArg("signature", ArgType.STR, "The signature."),
        RpcArg("quorumHash", ArgType.STR_HEX, "The quorum; empty: the one whose turn it was.", default=""),
        RpcArg(
            "signHeight", ArgType.NUM, "Height at which it was signed, without a quorum.", default=-1, also="numeric"
        ),
    ),
    result="true|false  (boolean) Whether it did",
    examples=('100 "id" "msgHash" "signature"',),
)
def quorum_verify(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    kind, request_id, message, signature, quorum, number = request.params
    get_quorum_kind(node, kind)
    parse_hash(request_id, "id")
    parse_hash(message, "msgHash")
    with node.chainman.cs_main:
        tip = get_tip(node)
    _check_signature(signature, _is_legacy(node, tip))
    if quorum is None or (not get_str(quorum) and number is not None):
        if number is not None:
            parse_int(number, "signHeight")
        check_no_masternodes(node)
        return False
    parse_hash(quorum, "quorumHash")
    check_no_masternodes(node)
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "quorum not found")


@rpc_command(
    "evo",
    "quorum platformsign",
    "Take part, as a masternode, in signing a message of the platform's.",
    args=(
        RpcArg("id", ArgType.STR_HEX, "What is asked to be signed: its id."),
        RpcArg("msgHash", ArgType.STR_HEX, "Hash of the message."),
        RpcArg("quorumHash", ArgType.STR_HEX, "The quorum; without it the one whose turn it is.", default=""),
        RpcArg("submit", ArgType.BOOL, "Send the share to the quorum.", default=True, also="boolean"),
    ),
    result="true|false  (boolean) Whether this node signs",
)
def quorum_platformsign(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Only available in masternode mode.")


@rpc_command(
    "evo",
    "quorum dkginfo",
    "Tell how many quorums this masternode helps to form.",
    result="{ ... }  (json object)",
)
def quorum_dkginfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Only available in masternode or watch-only mode.")


@rpc_command(
    "evo",
    "quorum dkgsimerror",
    "Misbehave, as a masternode, while quorums are formed; for tests.",
    args=(
        RpcArg("type", ArgType.STR, "How."),
        RpcArg("rate", ArgType.NUM, "How often, percent.", also="numeric"),
    ),
)
def quorum_dkgsimerror(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node
    kind = get_str(request.params[0])
    if not 0 <= parse_int(request.params[1], "rate") <= 100:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid rate. Must be between 0 and 100")
    if kind not in _DKG_ERRORS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid type. See DKGError class implementation")
    return None  # whoever helps to form none has nothing to do wrong


@rpc_command(
    "evo",
    "quorum getdata",
    "Ask a peer for what it knows of a quorum.",
    args=(
        RpcArg("nodeId", ArgType.NUM, "The peer, its number.", also="numeric"),
        RpcArg("llmqType", ArgType.NUM, "Kind of quorum, its number.", also="numeric"),
        RpcArg("quorumHash", ArgType.STR_HEX, "The quorum."),
        RpcArg("dataMask", ArgType.NUM, "1: its verification vector, 2: contributions, 3: both.", also="numeric"),
        RpcArg("proTxHash", ArgType.STR_HEX, "The masternode whose contributions are wanted.", default=""),
    ),
    result="true|false  (boolean) Whether it was asked",
)
def quorum_getdata(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    peer, kind, quorum, mask, masternode = request.params
    parse_int(peer, "nodeId")
    parse_int(kind, "llmqType")
    parse_hash(quorum, "quorumHash")
    if parse_int(mask, "dataMask") & _WITH_CONTRIBUTIONS:
        if masternode is None:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "proTxHash missing")
        if not any(parse_hash(masternode, "proTxHash")):
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "proTxHash invalid")
    check_no_masternodes(node)
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "quorum not found")


@rpc_command(
    "evo",
    "quorum rotationinfo",
    "Tell light clients how quorums came about that are formed in turns.",
    args=(
        RpcArg("blockRequestHash", ArgType.STR_HEX, "The block asked about."),
        RpcArg("extraShare", ArgType.BOOL, "One cycle more.", default=False, also="boolean"),
        RpcArg(
            "baseBlockHashes",
            ArgType.ARR,
            "Blocks that the client knows.",
            default=(),
            also="json array or string",
            inner=(RpcArg("baseBlockHash", ArgType.STR_HEX, "A block."),),
        ),
    ),
    result="{ ... }  (json object)",
)
def quorum_rotationinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    block_hash = BlockHash(parse_hash(request.params[0], "blockRequestHash"))
    if request.params[1] is not None:
        parse_bool(request.params[1], "extraShare")
    with node.chainman.cs_main:
        if node.chainman.find(block_hash) is None:
            raise RpcError(RpcErrorCode.INVALID_REQUEST, "block not found")
    check_no_masternodes(node)
    raise RpcError(RpcErrorCode.INVALID_REQUEST, "Cannot find work block")


COMMANDS = (
    quorum_dkginfo,
    quorum_dkgsimerror,
    quorum_getdata,
    quorum_platformsign,
    quorum_rotationinfo,
    quorum_verify,
    submitchainlock,
    verifychainlock,
    verifyislock,
)

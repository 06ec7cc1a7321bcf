"""Commands about quorums, as far as a chain without masternodes goes: no quorum was ever formed on it.

Mirrors a part of rpc/quorums.cpp.
"""

from collections.abc import Iterator

from dashcore.chain.blockindex import BlockIndex
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.llmq.params import LlmqParams, enabled_llmqs, is_rotation_enabled
from dashcore.node.context import NodeContext
from dashcore.node.masternode_list import check_no_masternodes
from dashcore.node.rpc.chain_json import get_tip
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import parse_bool, parse_hash, parse_int

_KIND = RpcArg("llmqType", ArgType.NUM, "Kind of quorum, its number.", also="numeric")
_ID = RpcArg("id", ArgType.STR_HEX, "What was asked to be signed: its id.")
_MESSAGE_HASH = RpcArg("msgHash", ArgType.STR_HEX, "Hash of the message.")
_MASTERNODES_ONLY = "Only available in masternode mode."


def _enabled(node: NodeContext, index: BlockIndex) -> Iterator[LlmqParams]:
    return enabled_llmqs(index, node.params.consensus, node.chainman.state.special.version_bits.is_active_after)


def get_quorum_kind(node: NodeContext, value: Json) -> LlmqParams:
    """Read the number of a kind of quorums.

    Raises:
        RpcError: code -8.
    """
    number = parse_int(value, "llmqType") & 0xFF  # C++ casts it to a byte
    found = next((llmq for llmq in node.params.consensus.llmqs.values() if llmq.type == number), None)
    if found is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid LLMQ type")
    return found


def _check_signing_args(node: NodeContext, request: RpcRequest) -> None:
    get_quorum_kind(node, request.params[0])
    parse_hash(request.params[1], "id")
    parse_hash(request.params[2], "msgHash")
    check_no_masternodes(node)


@rpc_command(
    "evo",
    "quorum",
    "Tell of quorums of masternodes: dkginfo, dkgsimerror, dkgstatus, getdata, getrecsig, hasrecsig, info, "
    "isconflicting, list, listextended, memberof, platformsign, rotationinfo, selectquorum, sign, verify.",
    args=(RpcArg("command", ArgType.STR, "Which of these."),),
)
def quorum(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del node, request
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Must be a valid command")


@rpc_command(
    "evo",
    "quorum list",
    "Return the quorums of each kind in use, newest first.",
    args=(
        RpcArg("count", ArgType.NUM, "So many of each kind; without it those that sign.", default=None, also="numeric"),
    ),
    result="""{                     (json object)
  "quorumName" : [    (json array) A kind
    "hex",            (string) Block at which the quorum was formed
    ...
  ]
}""",
    examples=("", "10"),
)
def quorum_list(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    if request.params[0] is not None and parse_int(request.params[0], "count") < -1:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "count can't be negative")
    check_no_masternodes(node)
    with node.chainman.cs_main:
        return {llmq.name: [] for llmq in _enabled(node, get_tip(node))}


@rpc_command(
    "evo",
    "quorum listextended",
    "Return the quorums of each kind in use at a height, and how healthy they are.",
    args=(RpcArg("height", ArgType.NUM, "The height; the tip's without it.", default=None, also="numeric"),),
    result="""{                     (json object)
  "quorumName" : [    (json array) A kind
    ...
  ]
}""",
    examples=("", "2500"),
)
def quorum_listextended(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    height = -1 if request.params[0] is None else parse_int(request.params[0], "height")
    with node.chainman.cs_main:
        index = get_tip(node) if request.params[0] is None else node.chainman.active.at(height)
        if index is None:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Block height out of range")
        check_no_masternodes(node, index)
        return {llmq.name: [] for llmq in _enabled(node, index)}


@rpc_command(
    "evo",
    "quorum info",
    "Describe a quorum.",
    args=(
        _KIND,
        RpcArg("quorumHash", ArgType.STR_HEX, "Block at which it was formed."),
        RpcArg("includeSkShare", ArgType.BOOL, "With this node's share of its key.", default=False, also="boolean"),
    ),
    result="{ ... }  (json object) The quorum",
    examples=('100 "quorumHash"',),
)
def quorum_info(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    get_quorum_kind(node, request.params[0])
    parse_hash(request.params[1], "quorumHash")
    if request.params[2] is not None:
        parse_bool(request.params[2], "includeSkShare")
    check_no_masternodes(node)
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "quorum not found")


@rpc_command(
    "evo",
    "quorum dkgstatus",
    "Tell how far quorums are that are being formed.",
    args=(RpcArg("detail_level", ArgType.NUM, "0: counts, 1: members, 2: their ids.", default=0, also="numeric"),),
    result="""{                              (json object)
  "quorumConnections" : [      (json array) Quorums that would be formed now
    {
      "llmqType" : "str",      (string) Kind
      "quorumIndex" : n        (numeric) Which of those formed together
    }, ...
  ],
  "minableCommitments" : []    (json array) What the next block may say of those that were formed: nothing
}""",
)
def quorum_dkgstatus(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    level = 0 if request.params[0] is None else parse_int(request.params[0], "detail_level")
    if not 0 <= level <= 2:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid detail_level")
    check_no_masternodes(node)
    with node.chainman.cs_main:
        tip = get_tip(node)
        connections: list[Json] = [
            {"llmqType": llmq.name, "quorumIndex": number}
            for llmq in _enabled(node, tip)
            for number in range(llmq.active_count if is_rotation_enabled(llmq, tip, node.params.consensus) else 1)
        ]
    return {"quorumConnections": connections, "minableCommitments": []}


@rpc_command(
    "evo",
    "quorum memberof",
    "Return the quorums that a masternode is a member of.",
    args=(
        RpcArg("proTxHash", ArgType.STR_HEX, "The masternode."),
        RpcArg("scanQuorumsCount", ArgType.NUM, "Look at so many of each kind.", default=None, also="numeric"),
    ),
    result="[ ... ]  (json array) The quorums",
    examples=('"proTxHash"',),
)
def quorum_memberof(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    parse_hash(request.params[0], "proTxHash")
    if request.params[1] is not None and parse_int(request.params[1], "scanQuorumsCount") <= 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "invalid scanQuorumsCount parameter")
    check_no_masternodes(node)
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "masternode not found")


@rpc_command(
    "evo",
    "quorum hasrecsig",
    "Tell whether a quorum's signature of a message is known.",
    args=(_KIND, _ID, _MESSAGE_HASH),
    result="false  (boolean) Never: no quorum signed",
    examples=('100 "id" "msgHash"',),
)
def quorum_hasrecsig(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    _check_signing_args(node, request)
    return False


@rpc_command(
    "evo",
    "quorum isconflicting",
    "Tell whether a quorum signed another message under the same id.",
    args=(_KIND, _ID, _MESSAGE_HASH),
    result="false  (boolean) Never: no quorum signed",
    examples=('100 "id" "msgHash"',),
)
def quorum_isconflicting(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    _check_signing_args(node, request)
    return False


@rpc_command(
    "evo",
    "quorum getrecsig",
    "Return a quorum's signature of a message.",
    args=(_KIND, _ID, _MESSAGE_HASH),
    result="{ ... }  (json object) The signature",
    examples=('100 "id" "msgHash"',),
)
def quorum_getrecsig(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    _check_signing_args(node, request)
    raise RpcError(RpcErrorCode.INVALID_PARAMETER, "recovered signature not found")


@rpc_command(
    "evo",
    "quorum selectquorum",
    "Return the quorum whose turn it is to sign under an id.",
    args=(_KIND, _ID),
    result="{ ... }  (json object) The quorum",
    examples=('100 "id"',),
)
def quorum_selectquorum(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    get_quorum_kind(node, request.params[0])
    parse_hash(request.params[1], "id")
    check_no_masternodes(node)
    raise RpcError(RpcErrorCode.MISC_ERROR, "no quorums active")


@rpc_command(
    "evo",
    "quorum sign",
    "Take part, as a masternode, in signing a message.",
    args=(
        _KIND,
        _ID,
        _MESSAGE_HASH,
        RpcArg("quorumHash", ArgType.STR_HEX, "The quorum; without it the one whose turn it is.", default=""),
        RpcArg("submit", ArgType.BOOL, "Send the share to the quorum.", default=True, also="boolean"),
    ),
    result="true|false  (boolean) Whether this node signs",
    examples=('100 "id" "msgHash"',),
)
def quorum_sign(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    raise RpcError(RpcErrorCode.INTERNAL_ERROR, _MASTERNODES_ONLY)


COMMANDS = (
    quorum,
    quorum_dkgstatus,
    quorum_getrecsig,
    quorum_hasrecsig,
    quorum_info,
    quorum_isconflicting,
    quorum_list,
    quorum_listextended,
    quorum_memberof,
    quorum_selectquorum,
    quorum_sign,
)

"""Commands by which tests and keepers of the network drive masternodes, as far as a chain without them goes.

Mirrors a part of rpc/node.cpp, rpc/net.cpp and rpc/masternode.cpp.
"""

from dashcore.crypto.bls import BlsError, check_public_key
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.masternodes import SPORKS
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_int, get_str, parse_hash


@rpc_command(
    "dash",
    "sporkupdate",
    "Set a spork, a switch of the network's rules; only its keepers can (-sporkkey).",
    args=(
        RpcArg("name", ArgType.STR, "The spork."),
        RpcArg("value", ArgType.NUM, "Its new value."),
    ),
    result='"success"  (string) It was set and sent; null: this node has no key',
    examples=("SPORK_2_INSTANTSEND_ENABLED 4070908800",),
)
def sporkupdate(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    if get_str(request.params[0]) not in SPORKS:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid spork name")
    get_int(request.params[1], 64)
    if node.args.is_set("-sporkkey"):
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "This node does not send sporks.")
    return None


@rpc_command(
    "hidden",
    "setmnthreadactive",
    "Let connections to masternodes be made by themselves, or not; for tests.",
    args=(RpcArg("state", ArgType.BOOL, "Whether."),),
    result="true|false  (boolean) What was given",
)
def setmnthreadactive(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    if node.params.name != "regtest":
        raise RpcError(RpcErrorCode.MISC_ERROR, "setmnthreadactive is for regression testing (-regtest mode) only.")
    return get_bool(request.params[0])


@rpc_command(
    "hidden",
    "mnauth",
    "Take a peer for a masternode; for tests.",
    args=(
        RpcArg("nodeId", ArgType.NUM, "The peer, its number."),
        RpcArg("proTxHash", ArgType.STR, "The masternode."),
        RpcArg("publicKey", ArgType.STR, "Its operator's public key."),
    ),
    result="true|false  (boolean) Whether there is such a peer",
)
def mnauth(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    number, masternode, key = request.params
    if node.params.name != "regtest":
        raise RpcError(RpcErrorCode.MISC_ERROR, "mnauth for regression testing (-regtest mode) only")
    peer = get_int(number, 64)
    if not any(parse_hash(masternode, "proTxHash")):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "proTxHash invalid")
    try:
        check_public_key(bytes.fromhex(get_str(key)), legacy=False)
    except (BlsError, ValueError):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "publicKey invalid") from None
    if node.connman.find(peer) is not None:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, "This node does not follow the list of masternodes.")
    return False


COMMANDS = (mnauth, setmnthreadactive, sporkupdate)

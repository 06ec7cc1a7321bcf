"""Commands that wait for the chain; tests use them. Mirrors the hidden part of rpc/blockchain.cpp."""

from collections.abc import Callable

from dashcore.chain.blockindex import BlockIndex
from dashcore.node.context import NodeContext
from dashcore.node.rpc.chain_json import get_tip
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, parse_hash
from dashcore.util.hashes import display_hash

_TIMEOUT = RpcArg("timeout", ArgType.NUM, "Give up after so many milliseconds; 0: never.", default=0)
_RESULT = """{                    (json object) The tip when the wait was over, whatever ended it
  "hash" : "hex",    (string) Its hash
  "height" : n       (numeric) Its height
}"""


def _wait(node: NodeContext, is_there: Callable[[BlockIndex], bool], timeout: Json) -> Json:
    """Wait until the tip fits, the time is over or the node stops; return the tip."""
    milliseconds = 0 if timeout is None else get_int(timeout)
    state = node.chainman.state

    def is_over() -> bool:
        return is_there(get_tip(node)) or node.shutdown.shutdown_requested()

    with state.tip_changed:
        state.tip_changed.wait_for(is_over, milliseconds / 1000 if milliseconds else None)
    tip = get_tip(node)
    return {"hash": display_hash(tip.hash), "height": tip.height}


@rpc_command(
    "hidden", "waitfornewblock", "Wait until the tip changes.", args=(_TIMEOUT,), result=_RESULT, examples=("1000",)
)
def waitfornewblock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    known = get_tip(node)
    return _wait(node, lambda tip: tip is not known, request.params[0])


@rpc_command(
    "hidden",
    "waitforblock",
    "Wait until a block is the tip.",
    args=(RpcArg("blockhash", ArgType.STR_HEX, "The block."), _TIMEOUT),
    result=_RESULT,
    examples=('"0000000000079f8ef3d2c688c244eb7a4570b24c9ed7b4a8c619eb02596f8862" 1000',),
)
def waitforblock(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    wanted = parse_hash(request.params[0], "blockhash")
    return _wait(node, lambda tip: tip.hash == wanted, request.params[1])


@rpc_command(
    "hidden",
    "waitforblockheight",
    "Wait until the tip is at least at a height.",
    args=(RpcArg("height", ArgType.NUM, "The height."), _TIMEOUT),
    result=_RESULT,
    examples=("100 1000",),
)
def waitforblockheight(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    height = get_int(request.params[0])
    return _wait(node, lambda tip: tip.height >= height, request.params[1])


@rpc_command(
    "hidden",
    "syncwithvalidationinterfacequeue",
    "Wait until all who follow the chain have been told of everything that happened before this call.",
)
def syncwithvalidationinterfacequeue(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    node.signals.sync()
    return None


COMMANDS = (syncwithvalidationinterfacequeue, waitforblock, waitforblockheight, waitfornewblock)

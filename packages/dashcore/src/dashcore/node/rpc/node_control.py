"""Commands that tests steer the node with. Mirrors a part of rpc/node.cpp."""

from dashcore.common.scheduler import MAX_FORWARD_S
from dashcore.interfaces.init import SpawnFailedError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.primitives.types import UnixTime
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str

_NODE_EXECUTABLE = "dash-node"


@rpc_command(
    "hidden",
    "setmocktime",
    "Hold the time still (-regtest only).",
    args=(RpcArg("timestamp", ArgType.NUM, "The time, seconds since 1970; 0 lets it run again."),),
)
def setmocktime(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    if not node.params.is_mockable:
        raise RpcError(RpcErrorCode.MISC_ERROR, "setmocktime is for regression testing (-regtest mode) only")
    time = get_int(request.params[0], bits=64)
    if time < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Mocktime cannot be negative: {time}.")
    node.set_mock_time(UnixTime(time))
    return None


@rpc_command(
    "hidden",
    "mockscheduler",
    "Make what the scheduler has to do due sooner (-regtest only).",
    args=(RpcArg("delta_time", ArgType.NUM, "By how many seconds."),),
)
def mockscheduler(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    if not node.params.is_mockable:
        raise RpcError(RpcErrorCode.MISC_ERROR, "mockscheduler is for regression testing (-regtest mode) only")
    seconds = get_int(request.params[0], bits=64)
    if not 0 < seconds <= MAX_FORWARD_S:
        raise RpcError(RpcErrorCode.MISC_ERROR, "delta_time must be between 1 and 3600 seconds (1 hr)")
    node.scheduler.forward(seconds)
    for client in node.clients:
        client.scheduler_mock_forward(seconds)
    return None


@rpc_command(
    "hidden",
    "echoipc",
    "Return a text by way of a process that is spawned for it; in a program of one process at once. Only for tests.",
    args=(RpcArg("arg", ArgType.STR, "The text."),),
    result='"str"    (string) The text',
)
def echoipc(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    text = get_str(request.params[0])
    if node.ipc is None:
        local = node.init.make_echo()
        if local is None:
            raise RpcError(RpcErrorCode.INTERNAL_ERROR, "This process offers no echo")
        return local.echo(text)
    try:
        with node.ipc.spawn_process(_NODE_EXECUTABLE) as init:
            echo = init.make_echo()
            if echo is None:
                raise RpcError(RpcErrorCode.INTERNAL_ERROR, f"{_NODE_EXECUTABLE} offers no echo")
            return echo.echo(text)
    except SpawnFailedError as error:
        raise RpcError(RpcErrorCode.INTERNAL_ERROR, f"Could not start {_NODE_EXECUTABLE}: {error}") from error


COMMANDS = (echoipc, mockscheduler, setmocktime)

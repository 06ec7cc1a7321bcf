"""Commands about banned addresses. Mirrors a part of rpc/net.cpp."""

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.context import NodeContext
from dashcore.node.rpc.net import usage_error
from dashcore.primitives.subnet import parse_subnet
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str


@rpc_command(
    "network",
    "setban",
    "Ban an address or a subnet, or take the ban back.",
    args=(
        RpcArg("subnet", ArgType.STR, "The address, or a subnet with prefix length or mask."),
        RpcArg("command", ArgType.STR, "add or remove."),
        RpcArg("bantime", ArgType.NUM, "For how many seconds; 0: as long as -bantime says.", default=0),
        RpcArg("absolute", ArgType.BOOL, "bantime is a time, seconds since 1970.", default=False),
    ),
    examples=('"192.168.0.6" "add" 86400', '"192.168.0.0/24" "add"'),
)
def setban(node: NodeContext, request: RpcRequest) -> Json:
    """Change the list of bans."""
    command = get_str(request.params[1])
    if command not in {"add", "remove"}:
        raise usage_error(setban)
    bans = node.bans
    text = get_str(request.params[0])
    subnet = parse_subnet(text)
    if subnet is None:
        raise RpcError(RpcErrorCode.CLIENT_INVALID_IP_OR_SUBNET, "Error: Invalid IP/Subnet")
    if command == "remove":
        if not bans.unban(subnet):
            raise RpcError(
                RpcErrorCode.CLIENT_INVALID_IP_OR_SUBNET,
                "Error: Unban failed. Requested address/subnet was not previously manually banned.",
            )
        return None
    if bans.is_banned(subnet, exactly="/" in text):
        raise RpcError(RpcErrorCode.CLIENT_NODE_ALREADY_ADDED, "Error: IP/Subnet already banned")
    seconds = 0 if request.params[2] is None else get_int(request.params[2], bits=64)
    absolute = request.params[3] is True
    if absolute and seconds < node.clock.now():
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Error: Absolute timestamp is in the past")
    bans.ban(subnet, seconds, absolute=absolute)
    node.connman.disconnect_subnet(subnet)
    return None


@rpc_command(
    "network",
    "listbanned",
    "Return what is banned by hand.",
    result="""[                          (json array)
  {
    "address" : "str",       (string) The subnet
    "ban_created" : xxx,     (numeric) When the ban began, seconds since 1970
    "banned_until" : xxx,    (numeric) When it ends, seconds since 1970
    "ban_duration" : xxx,    (numeric) How long it lasts, in seconds
    "time_remaining" : xxx   (numeric) How long it still lasts, in seconds
  }, ...
]""",
)
def listbanned(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    now = node.clock.now()
    return [
        {
            "address": str(subnet),
            "ban_created": ban.created,
            "banned_until": ban.until,
            "ban_duration": ban.until - ban.created,
            "time_remaining": ban.until - now,
        }
        for subnet, ban in node.bans.entries()
    ]


@rpc_command("network", "clearbanned", "Take all bans back.")
def clearbanned(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    node.bans.clear()
    return None


@rpc_command("hidden", "cleardiscouraged", "Forget which peers misbehaved.")
def cleardiscouraged(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    node.bans.clear_discouraged()
    return None


COMMANDS = (clearbanned, cleardiscouraged, listbanned, setban)

"""RPC commands about addresses of nodes one could connect to. Mirrors the fitting part of rpc/net.cpp."""

import logging

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.net.protocol import Services
from dashcore.node.context import NodeContext
from dashcore.primitives.net_address import PUBLIC_KINDS, NetworkKind, PeerAddress
from dashcore.primitives.net_text import parse_host, parse_kind
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_bool, get_int, get_str

_log = logging.getLogger("dash")

_NAMES = ", ".join(kind.label for kind in PUBLIC_KINDS)
_MAX_PORT = 0xFFFF


def _parse_network(name: str) -> NetworkKind:
    if name.lower() == "tor":
        _log.info(
            "Warning: net name 'tor' is deprecated and will be removed in the future. You should use 'onion' instead."
        )
    kind = parse_kind(name)
    if kind is None:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Network not recognized: {name}")
    return kind


@rpc_command(
    "network",
    "getnodeaddresses",
    "Return addresses of nodes one could connect to, those that are any good, in no order.",
    args=(
        RpcArg("count", ArgType.NUM, "At most so many; 0: all.", default=1),
        RpcArg("network", ArgType.STR, f"Only of one network: {_NAMES}.", default="all networks"),
    ),
    result="""[                          (json array)
  {
    "time" : xxx,          (numeric) When the node was last seen, seconds since 1970
    "services" : n,        (numeric) What it offers
    "address" : "str",     (string) Its address
    "port" : n,            (numeric) Its port
    "network" : "str"      (string) The network it is reached through
  }, ...
]""",
    examples=("8", '4 "i2p"'),
)
def getnodeaddresses(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    count = 1 if request.params[0] is None else get_int(request.params[0])
    if count < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Address count out of range")
    network = None if request.params[1] is None else _parse_network(get_str(request.params[1]))
    addrman, bans = node.connman.addrman, node.bans
    return [
        {
            "time": found.time,
            "services": found.services,
            "address": found.service.host,
            "port": found.service.port,
            "network": addrman.groups.net_class(found.service).label,
        }
        for found in addrman.addresses(count, 0, network)
        if not (bans.is_discouraged(found.service) or bans.is_banned_address(found.service))
    ]


@rpc_command(
    "hidden",
    "addpeeraddress",
    "Remember the address of a node one could connect to. Only for tests.",
    args=(
        RpcArg("address", ArgType.STR, "The address."),
        RpcArg("port", ArgType.NUM, "The port."),
        RpcArg("tried", ArgType.BOOL, "Take it for one that answered.", default=False),
    ),
    result="""{                          (json object)
  "success" : true|false   (boolean) Whether it is remembered
}""",
    examples=('"1.2.3.4" 9999 true',),
)
def addpeeraddress(node: NodeContext, request: RpcRequest) -> Json:
    """Let the node speak for itself: it is its own source."""
    host = parse_host(get_str(request.params[0]))
    port = get_int(request.params[1])
    if not 0 <= port <= _MAX_PORT:
        raise RpcError(RpcErrorCode.MISC_ERROR, "JSON integer out of range")
    is_tried = request.params[2] is not None and get_bool(request.params[2])
    if host is None or host.is_internal:
        return {"success": False}
    connman = node.connman
    service = connman.local_addresses.flip(host.with_port(port))
    address = PeerAddress(service=service, services=Services.NETWORK, time=node.clock.now())
    is_added = connman.addrman.add([address], service)
    if is_added and is_tried:
        connman.addrman.good(service)
    return {"success": is_added}


COMMANDS = (addpeeraddress, getnodeaddresses)

"""Commands about connections. Mirrors rpc/net.cpp."""

import time

from dashcore.common.version import CLIENT_VERSION, VERSION_TEXT
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.net.connection import ConnectionType
from dashcore.net.manager import ConnectionManager
from dashcore.net.protocol import MAX_COMMAND_SIZE, PROTOCOL_VERSION, Services
from dashcore.net.traffic import UPLOAD_TIMEFRAME_S
from dashcore.net.tunnels.proxy import Proxy
from dashcore.node.context import NodeContext
from dashcore.node.net_processing.pings import Pings
from dashcore.node.network.peer_stats import service_names
from dashcore.primitives.net_address import PUBLIC_KINDS, NetworkKind
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcCommand, RpcRequest, rpc_command
from dashcore.rpc.help import format_help
from dashcore.rpc.params import get_bool, get_int, get_str, parse_hex

_ADD_COMMANDS = frozenset({"add", "remove", "onetry"})
_CONNECTION_TYPES = {
    kind.value: kind
    for kind in (
        ConnectionType.OUTBOUND_FULL_RELAY,
        ConnectionType.BLOCK_RELAY,
        ConnectionType.ADDR_FETCH,
        ConnectionType.FEELER,
    )
}


def _connections(node: NodeContext) -> ConnectionManager:
    """Return the running connection manager. Source: C++ EnsureConnman."""
    if not node.connman.is_running:
        raise RpcError(RpcErrorCode.CLIENT_P2P_DISABLED, "Error: Peer-to-peer functionality missing or disabled")
    return node.connman


def usage_error(command: RpcCommand[NodeContext], code: RpcErrorCode = RpcErrorCode.MISC_ERROR) -> RpcError:
    """Return the error that shows a command's help."""
    return RpcError(code, format_help(command))


def _wants_v2(node: NodeContext, value: Json, message: str) -> bool:
    """Read an argument about BIP 324; the options decide where there is none."""
    is_enabled = Services.P2P_V2 in node.connman.local_services
    if value is None:
        return is_enabled
    wanted = get_bool(value)
    if wanted and not is_enabled:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, message)
    return wanted


@rpc_command(
    "network",
    "getconnectioncount",
    "Return the number of connections to peers.",
    result="n    (numeric) The number",
)
def getconnectioncount(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    return node.connman.count(inbound=True, outbound=True)


@rpc_command("network", "ping", "Ask all peers for a sign of life; getpeerinfo shows how long it took.")
def ping(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    if node.peerman is not None:
        node.peerman.part(Pings).ping_all()
        node.connman.wake()
    return None


@rpc_command(
    "network",
    "addnode",
    "Add a node to those to stay connected to, remove it, or try to connect once.",
    args=(
        RpcArg("node", ArgType.STR, "The node's address."),
        RpcArg("command", ArgType.STR, "add, remove or onetry."),
        RpcArg("v2transport", ArgType.BOOL, "Speak BIP 324 to it.", default="set by -v2transport"),
    ),
    examples=('"192.168.0.6:9999" "add"',),
)
def addnode(node: NodeContext, request: RpcRequest) -> Json:
    """Keep the list of added nodes, or connect."""
    command = get_str(request.params[1])
    if command not in _ADD_COMMANDS:
        raise usage_error(addnode)
    name = get_str(request.params[0])
    use_v2 = _wants_v2(node, request.params[2], "Error: v2transport requested but not enabled (see -v2transport)")
    if command == "onetry":
        _connections(node).opener.open(name, ConnectionType.MANUAL, use_v2=use_v2)
    if command == "add" and not node.connman.opener.add_node(name, use_v2=use_v2):
        raise RpcError(RpcErrorCode.CLIENT_NODE_ALREADY_ADDED, "Error: Node already added")
    if command == "remove" and not node.connman.opener.remove_node(name):
        raise RpcError(
            RpcErrorCode.CLIENT_NODE_NOT_ADDED,
            "Error: Node could not be removed. It has not been added previously.",
        )
    return None


@rpc_command(
    "network",
    "disconnectnode",
    "Disconnect a peer, named by its address or its number.",
    args=(
        RpcArg("address", ArgType.STR, "Its address.", default="fallback to nodeid"),
        RpcArg("nodeid", ArgType.NUM, "Its number, see getpeerinfo.", default="fallback to address", also="numeric"),
    ),
    examples=('"192.168.0.6:9999"', '"" 1'),
)
def disconnectnode(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    address, number = request.params
    if number is None and address is not None:
        is_found = node.connman.disconnect_name(get_str(address))
    elif number is not None and address in {None, ""}:
        is_found = node.connman.disconnect(get_int(number, bits=64))
    else:
        raise RpcError(RpcErrorCode.INVALID_PARAMS, "Only one of address and nodeid should be provided.")
    if not is_found:
        raise RpcError(RpcErrorCode.CLIENT_NODE_NOT_CONNECTED, "Node not found in connected nodes")
    return None


@rpc_command(
    "network",
    "getaddednodeinfo",
    "Describe the nodes to stay connected to, or one of them.",
    args=(RpcArg("node", ArgType.STR, "The node, as it was added.", default="all nodes"),),
    result="""[                             (json array)
  {
    "addednode" : "str",        (string) The node, as it was added
    "connected" : true|false,   (boolean) Whether there is a connection to it
    "addresses" : [             (json array) The connection
      {
        "address" : "str",      (string) The node's address
        "connected" : "str"     (string) inbound or outbound
      }
    ]
  }, ...
]""",
    examples=('"192.168.0.201"',),
)
def getaddednodeinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    infos = node.connman.opener.added_node_info()
    if request.params[0] is not None:
        wanted = get_str(request.params[0])
        infos = [info for info in infos if info.node.name == wanted][:1]
        if not infos:
            raise RpcError(RpcErrorCode.CLIENT_NODE_NOT_ADDED, "Error: Node has not been added.")
    found: list[Json] = []
    for info in infos:
        addresses: list[Json] = []
        if info.address is not None:
            addresses.append({"address": str(info.address), "connected": "inbound" if info.is_inbound else "outbound"})
        found.append({"addednode": info.node.name, "connected": info.address is not None, "addresses": addresses})
    return found


@rpc_command(
    "network",
    "getnettotals",
    "Say how many bytes went over the network.",
    result="""{                                        (json object)
  "totalbytesrecv" : n,                  (numeric) Bytes received
  "totalbytessent" : n,                  (numeric) Bytes sent
  "timemillis" : xxx,                    (numeric) The time, milliseconds since 1970
  "uploadtarget" : {                     (json object) What -maxuploadtarget allows
    "timeframe" : n,                     (numeric) In so many seconds
    "target" : n,                        (numeric) so many bytes may be sent
    "target_reached" : true|false,       (boolean) Whether they were
    "serve_historical_blocks" : true|false,  (boolean) Whether old blocks are served
    "bytes_left_in_cycle" : n,           (numeric) Bytes that are left
    "time_left_in_cycle" : n             (numeric) Seconds that are left
  }
}""",
)
def getnettotals(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    traffic = node.connman.traffic
    return {
        "totalbytesrecv": traffic.received,
        "totalbytessent": traffic.sent,
        "timemillis": time.time_ns() // 1_000_000,
        "uploadtarget": {
            "timeframe": UPLOAD_TIMEFRAME_S,
            "target": traffic.limit,
            "target_reached": traffic.is_target_reached(historical=False),
            "serve_historical_blocks": not traffic.is_target_reached(historical=True),
            "bytes_left_in_cycle": traffic.bytes_left(),
            "time_left_in_cycle": traffic.time_left_s(),
        },
    }


def _describe_network(kind: NetworkKind, proxy: Proxy | None, *, is_reachable: bool) -> Json:
    return {
        "name": kind.label,
        "limited": not is_reachable,
        "reachable": is_reachable,
        "proxy": "" if proxy is None else str(proxy),
        "proxy_randomize_credentials": proxy is not None and proxy.randomizes,
    }


@rpc_command(
    "network",
    "getnetworkinfo",
    "Describe the network as this node has it.",
    result="""{                                  (json object)
  "version" : n,                   (numeric) Version of this program
  "buildversion" : "str",          (string) The same, as people see it
  "subversion" : "str",            (string) The name it gives peers
  "protocolversion" : n,           (numeric) Version of the protocol
  "localservices" : "hex",         (string) Services it offers peers
  "localservicesnames" : [ "str", ... ],  (json array) Their names
  "localrelay" : true|false,       (boolean) Whether it wants peers' transactions
  "timeoffset" : n,                (numeric) Seconds between the network's time and its own
  "networkactive" : true|false,    (boolean) Whether there may be connections
  "connections" : n,               (numeric) Number of connections
  "connections_in" : n,            (numeric) Those that peers made
  "connections_out" : n,           (numeric) Those it made itself
  "connections_mn" : n,            (numeric) Those to masternodes that proved to be ones
  "connections_mn_in" : n,         (numeric) Of these, those that peers made
  "connections_mn_out" : n,        (numeric) Of these, those it made itself
  "socketevents" : "str",          (string) How it waits for data
  "networks" : [                   (json array)
    {
      "name" : "str",              (string) One of (ipv4, ipv6, onion, i2p, cjdns)
      "limited" : true|false,      (boolean) Whether options close it
      "reachable" : true|false,    (boolean) Whether it is open
      "proxy" : "str",             (string) The proxy it is reached through
      "proxy_randomize_credentials" : true|false  (boolean) Whether the proxy gets other credentials each time
    }, ...
  ],
  "relayfee" : n,                  (numeric) Least fee rate that is relayed, in DASH/kB
  "incrementalfee" : n,            (numeric) Step of fee rates, in DASH/kB
  "localaddresses" : [             (json array) Addresses peers may reach it at
    {
      "address" : "str",           (string) The address
      "port" : n,                  (numeric) The port
      "score" : n                  (numeric) How sure it is
    }, ...
  ],
  "warnings" : "str"               (string) What people should know
}""",
)
def getnetworkinfo(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    del request
    connman = node.connman
    services = connman.local_services
    proxies, addresses = connman.proxies, connman.local_addresses
    options = node.mempool.options
    return {
        "version": CLIENT_VERSION,
        "buildversion": VERSION_TEXT,
        "subversion": node.subversion,
        "protocolversion": PROTOCOL_VERSION,
        "localservices": f"{services:016x}",
        "localservicesnames": list(service_names(services)),
        "localrelay": not node.args.get_bool("-blocksonly", False),
        "timeoffset": node.clock.network_offset,
        "networkactive": connman.is_active,
        "connections": connman.count(inbound=True, outbound=True),
        "connections_in": connman.count(inbound=True, outbound=False),
        "connections_out": connman.count(inbound=False, outbound=True),
        "connections_mn": 0,
        "connections_mn_in": 0,
        "connections_mn_out": 0,
        "socketevents": node.args.get("-socketevents", "epoll"),
        "networks": [
            _describe_network(kind, proxies.get(kind), is_reachable=kind in addresses.reachable)
            for kind in PUBLIC_KINDS
        ],
        "relayfee": JsonAmount(options.min_relay_fee),
        "incrementalfee": JsonAmount(node.chain.relay_incremental_fee()),
        "localaddresses": [
            {"address": entry.service.host, "port": entry.service.port, "score": entry.score}
            for entry in addresses.entries()
        ],
        "warnings": node.warnings.text(),
    }


@rpc_command(
    "network",
    "setnetworkactive",
    "Let there be connections to peers, or none.",
    args=(RpcArg("state", ArgType.BOOL, "Whether there may be some."),),
    result="true|false    (boolean) What holds now",
)
def setnetworkactive(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    node.connman.set_active(get_bool(request.params[0]))
    return node.connman.is_active


@rpc_command(
    "hidden",
    "addconnection",
    "Connect to a node (-regtest only).",
    args=(
        RpcArg("address", ArgType.STR, "The node's address."),
        RpcArg("connection_type", ArgType.STR, "outbound-full-relay, block-relay-only, addr-fetch or feeler."),
        RpcArg("v2transport", ArgType.BOOL, "Speak BIP 324 to it."),
    ),
    result="""{                            (json object)
  "address" : "str",         (string) The address
  "connection_type" : "str"  (string) The type
}""",
    examples=('"192.168.0.6:9999" "outbound-full-relay" true',),
)
def addconnection(node: NodeContext, request: RpcRequest) -> Json:
    """Connect as if it were the node's own choice."""
    if node.params.name != "regtest":
        raise RpcError(RpcErrorCode.MISC_ERROR, "addconnection is for regression testing (-regtest mode) only.")
    name = get_str(request.params[0])
    kind_name = get_str(request.params[1]).strip()
    kind = _CONNECTION_TYPES.get(kind_name)
    if kind is None:
        raise usage_error(addconnection, RpcErrorCode.INVALID_PARAMETER)
    use_v2 = request.params[2] is not None and _wants_v2(
        node,
        request.params[2],
        "Error: Adding v2transport connections requires -v2transport init flag to be set.",
    )
    if not _connections(node).opener.add_connection(name, kind, use_v2=use_v2):
        raise RpcError(
            RpcErrorCode.CLIENT_NODE_CAPACITY_REACHED,
            "Error: Already at capacity for specified connection type.",
        )
    return {"address": name, "connection_type": kind_name}


@rpc_command(
    "hidden",
    "sendmsgtopeer",
    "Send a message to a peer. Only for tests.",
    args=(
        RpcArg("peer_id", ArgType.NUM, "The peer's number."),
        RpcArg("msg_type", ArgType.STR, "The message's type."),
        RpcArg("msg", ArgType.STR_HEX, "The message."),
    ),
    examples=('0 "addr" "ffffff"',),
)
def sendmsgtopeer(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    number = get_int(request.params[0], bits=64)
    message_type = get_str(request.params[1])
    if len(message_type.encode()) > MAX_COMMAND_SIZE:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"Error: msg_type too long, max length is {MAX_COMMAND_SIZE}")
    payload = b""
    if get_str(request.params[2]):
        try:
            payload = parse_hex(request.params[2], "msg")
        except RpcError:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Error parsing input for msg") from None
    connection = node.connman.find(number)
    if connection is None:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Error: Could not send message to peer")
    connection.send(message_type, payload)
    return None


COMMANDS = (
    addconnection,
    addnode,
    disconnectnode,
    getaddednodeinfo,
    getconnectioncount,
    getnettotals,
    getnetworkinfo,
    ping,
    sendmsgtopeer,
    setnetworkactive,
)

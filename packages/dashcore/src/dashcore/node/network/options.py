"""What the options say to the connection manager. Mirrors step 12 of init.cpp."""

import logging
import resource

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.consensus.params import ChainParams
from dashcore.net.addresses.bad_ports import is_bad_port
from dashcore.net.listener import any_addresses
from dashcore.net.options import (
    DEFAULT_CONNECT_TIMEOUT_MS,
    DEFAULT_MAX_CONNECTIONS,
    DEFAULT_PEER_TIMEOUT_S,
    MAX_ADDED,
    Bind,
    NetOptions,
)
from dashcore.net.permissions import NetPermissions, parse_permissions
from dashcore.net.protocol import Services
from dashcore.net.tunnels.i2p import KEY_FILE_NAME as I2P_KEY_FILE
from dashcore.node.network.option_checks import read_max_upload
from dashcore.primitives.net_address import NetService, NetworkId
from dashcore.primitives.net_text import parse_service
from dashcore.primitives.subnet import Subnet, parse_subnet

_log = logging.getLogger("dash")

_ONION_MARK = "onion"
_CORE_DESCRIPTORS = 150
_CAPTURE_DESCRIPTORS = 1
_CAPTURE_FOLDER = "message_capture"


def local_services(args: ArgsManager) -> Services:
    """Return the services the options let this node offer. Source: C++ nLocalServices of init.cpp."""
    services = Services.NETWORK_LIMITED | Services.HEADERS_COMPRESSED
    if args.get_bool("-v2transport", True):
        services |= Services.P2P_V2
    if args.get_bool("-peerblockfilters", False):
        services |= Services.COMPACT_FILTERS
    if args.get_bool("-peerbloomfilters", True):
        services |= Services.BLOOM
    if not args.get_int("-prune", 0):
        services |= Services.NETWORK
    return services


def read_binds(args: ArgsManager, params: ChainParams) -> tuple[Bind, ...]:
    """Return where to listen, in dashd's order, if one listens at all.

    Raises:
        InitError: with dashd's text.
    """
    binds, onions = [], []
    port = args.get_int("-port", params.default_port)
    for text in args.get_all("-bind"):
        head, equals, network = text.rpartition("=")
        is_onion = bool(equals) and network == _ONION_MARK
        address = parse_service(head, params.onion_port) if is_onion else parse_service(text, port)
        if address is None or (equals and not is_onion):
            raise InitError(f"Cannot resolve -bind address: '{text}'")
        if is_onion:
            onions.append(Bind(address=address, is_onion=True, is_quiet=True))
        else:
            binds.append(Bind(address=address))
    white = [_read_white_bind(text) for text in args.get_all("-whitebind")]
    if not onions:
        loopback = NetService(network=NetworkId.IPV4, address=bytes([127, 0, 0, 1]), port=params.onion_port)
        onions.append(Bind(address=loopback, is_onion=True, is_quiet=True))
    anywhere = []
    if not args.get_all("-bind") and not args.get_all("-whitebind"):
        anywhere = [Bind(address=each, is_quiet=True) for each in any_addresses(listen_port(args, params))]
    return (*binds, *white, *onions, *anywhere)


def _read_white_bind(text: str) -> Bind:
    try:
        permissions, rest = parse_permissions(text)
    except ValueError as error:
        raise InitError(f"Invalid P2P permission: '{error}'") from None
    address = parse_service(rest)
    if address is None:
        raise InitError(f"Cannot resolve -whitebind address: '{rest}'")
    if not address.port:
        raise InitError(f"Need to specify a port with -whitebind: '{rest}'")
    return Bind(address=address, permissions=permissions)


def listen_port(args: ArgsManager, params: ChainParams) -> int:
    """Return the port that is told to others. Source: C++ GetListenPort."""
    for text in args.get_all("-bind"):
        address = parse_service(text)
        if address is not None and address.port:
            return address.port
    for text in args.get_all("-whitebind"):
        bind = _read_white_bind(text)
        if bind.permissions & NetPermissions.NO_BAN != NetPermissions.NO_BAN:
            return bind.address.port
    return args.get_int("-port", params.default_port)


def bad_port_warnings(args: ArgsManager, binds: tuple[Bind, ...]) -> list[str]:
    """Return what to warn of, where the user chose ports that peers avoid."""
    if args.get_all("-bind") or args.get_all("-whitebind"):
        chosen = [("-bind", bind.address.port) for bind in binds if not bind.is_onion and not bind.permissions]
    else:
        chosen = [("-port", args.get_int("-port", 0))] if args.is_set("-port") else []
    return [
        f'{option} request to listen on port {port}. This port is considered "bad" and thus it is unlikely that any '
        "peer will connect to it. See doc/p2p-bad-ports.md for details and a full list."
        for option, port in chosen
        if is_bad_port(port)
    ]


def mapping_warnings(args: ArgsManager) -> list[str]:
    """Return what to warn of, where the user wants ports to be opened at a router."""
    return [
        f"{option} is set, but this program asks no router to open ports: do it by hand where others shall connect."
        for option in ("-upnp", "-natpmp")
        if args.get_bool(option, False)
    ]


def _read_whitelist(args: ArgsManager) -> tuple[tuple[Subnet, NetPermissions], ...]:
    found = []
    for text in args.get_all("-whitelist"):
        try:
            permissions, rest = parse_permissions(text)
        except ValueError as error:
            raise InitError(f"Invalid P2P permission: '{error}'") from None
        subnet = parse_subnet(rest)
        if subnet is None:
            raise InitError(f"Invalid netmask specified in -whitelist: '{rest}'")
        found.append((subnet, permissions))
    return tuple(found)


def _implicit_permissions(args: ArgsManager) -> NetPermissions:
    granted = NetPermissions.MEMPOOL | NetPermissions.NO_BAN
    if args.get_bool("-whitelistforcerelay", False):
        granted |= NetPermissions.FORCE_RELAY
    if args.get_bool("-whitelistrelay", True):
        granted |= NetPermissions.RELAY
    return granted


def limit_connections(args: ArgsManager) -> tuple[int, int, str]:
    """Return how many connections there may be, how many descriptors the system gives, and a warning or "".

    Raises the soft limit of descriptors as far as that takes.

    Raises:
        InitError: there are too few of them to start at all.
    """
    binds = max(len(args.get_all("-bind")) + len(args.get_all("-whitebind")), 1)
    wanted = args.get_int("-maxconnections", DEFAULT_MAX_CONNECTIONS)
    limit = max(wanted, 0)
    reserved = _CORE_DESCRIPTORS + MAX_ADDED + _CAPTURE_DESCRIPTORS
    needed = limit + reserved + binds
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    available = needed if soft == resource.RLIM_INFINITY else soft
    if available < _CORE_DESCRIPTORS:
        raise InitError("Not enough file descriptors available.")
    limit = min(available - reserved, limit)
    warning = ""
    if limit < wanted:
        warning = f"Reducing -maxconnections from {wanted} to {limit}, because of system limitations."
    return limit, available, warning


def check_timeouts(args: ArgsManager) -> None:
    """Check -peertimeout.

    Raises:
        InitError: with dashd's text.
    """
    if args.get_int("-peertimeout", DEFAULT_PEER_TIMEOUT_S) <= 0:
        raise InitError("peertimeout must be a positive integer.")


def _log_ignored(args: ArgsManager, connect: tuple[str, ...]) -> None:
    """Say what -connect makes useless."""
    if connect and args.get_all("-seednode"):
        _log.info("-seednode is ignored when -connect is used")
    if args.is_set("-dnsseed") and args.get_bool("-dnsseed", True) and args.is_set("-proxy"):
        _log.info("-dnsseed is ignored when -connect is used and -proxy is specified")


def make_net_options(args: ArgsManager, params: ChainParams, *, max_connections: int, log_ips: bool) -> NetOptions:
    """Read all of it.

    Raises:
        InitError: with dashd's text.
    """
    connect: tuple[str, ...] | None = None
    if args.is_set("-connect"):
        connect = tuple(args.get_all("-connect"))
        connect = () if connect == ("0",) else connect
        _log_ignored(args, connect)
    timeout_ms = args.get_int("-timeout", DEFAULT_CONNECT_TIMEOUT_MS)
    captures = args.get_bool("-capturemessages", False)
    return NetOptions(
        magic=params.magic,
        default_port=params.default_port,
        services=local_services(args),
        listens=args.get_bool("-listen", True),
        binds=read_binds(args, params),
        listen_port=listen_port(args, params),
        max_connections=max_connections,
        send_buffer_size=1000 * args.get_int("-maxsendbuffer", 1000),
        receive_flood_size=1000 * args.get_int("-maxreceivebuffer", 5000),
        max_upload=read_max_upload(args),
        max_block_size=MAX_BLOCK_SIZE,
        peer_timeout_s=args.get_int("-peertimeout", DEFAULT_PEER_TIMEOUT_S),
        connect_timeout_s=(timeout_ms if timeout_ms > 0 else DEFAULT_CONNECT_TIMEOUT_MS) / 1000,
        added_nodes=tuple(args.get_all("-addnode")),
        connect=connect,
        seed_nodes=tuple(args.get_all("-seednode")),
        whitelist=_read_whitelist(args),
        implicit_permissions=_implicit_permissions(args),
        is_active=args.get_bool("-networkactive", True),
        uses_names=args.get_bool("-dns", True),
        one_peer_per_group=not params.allow_many_addresses_from_group,
        log_ips=log_ips,
        i2p_key_file=args.data_dir() / I2P_KEY_FILE if args.get_bool("-i2pacceptincoming", True) else None,
        capture_dir=args.data_dir() / _CAPTURE_FOLDER if captures else None,
    )

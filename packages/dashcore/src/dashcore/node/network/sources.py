"""What brings a node addresses, its own and others': interfaces, DNS seeds, Tor, I2P. Mirrors parts of init.cpp and net.cpp."""

import logging
import socket

from dashcore.net.addresses.anchors import MAX_ANCHORS, read_anchors
from dashcore.net.addresses.discover import discover
from dashcore.net.addresses.local_addresses import LocalScore
from dashcore.net.addresses.seeds import DnsSeeder, FixedSeeds
from dashcore.net.connection import ConnectionType
from dashcore.net.manager import ConnectionManager
from dashcore.net.options import Bind
from dashcore.net.outbound import OutboundFinder, usable_anchors
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services
from dashcore.net.tunnels.torcontrol import DEFAULT_CONTROL, KEY_FILE_NAME, TorController, TorOptions
from dashcore.node import ui
from dashcore.node.context import NodeContext
from dashcore.node.net_processing.handshake import has_desirable_services
from dashcore.primitives.net_address import NetService, NetworkKind
from dashcore.primitives.net_text import parse_kind

_log = logging.getLogger("dash")


def find_own_addresses(node: NodeContext) -> None:
    """Learn where we listen, and what the interfaces say if we listen at all of them."""
    connman, args = node.connman, node.args
    if not connman.options.listens:
        return
    addresses = connman.local_addresses
    for bind in connman.options.binds:
        is_for_friends = bind.permissions & NetPermissions.NO_BAN == NetPermissions.NO_BAN
        if not bind.is_onion and not is_for_friends and bind.address.is_routable:
            addresses.add(bind.address, LocalScore.BIND)
    if not args.get_all("-bind") and not args.get_all("-whitebind"):
        discover(addresses)


def make_finder(node: NodeContext) -> OutboundFinder:
    """Make what chooses our peers; reads anchors.dat, and removes it."""
    connman, args = node.connman, node.args
    anchors = usable_anchors(read_anchors(args.data_dir(), node.params.magic), MAX_ANCHORS)
    waits_for_others = args.get_bool("-dnsseed", True) or bool(args.get_all("-seednode"))
    seeds = FixedSeeds(
        node.params.fixed_seeds,
        connman.addrman,
        connman.local_addresses.reachable,
        is_enabled=args.get_bool("-fixedseeds", True),
        has_other_sources=lambda: waits_for_others or bool(connman.opener.added_nodes()),
        now=node.clock.now,
    )
    return OutboundFinder(connman, seeds, anchors, lambda services: _is_useful(node, services))


def _is_useful(node: NodeContext, services: Services) -> bool:
    """Whether a node offers what we need now; asked on the net thread, which waits for no lock of the chain."""
    return has_desirable_services(services, initial_download=not node.chainman.has_finished_download)


def start_sources(node: NodeContext) -> None:
    """Start what dashd has the threads `torcontrol`, `dnsseed` and `i2paccept` for; the network runs."""
    connman, args = node.connman, node.args
    if args.get_bool("-listenonion", True):
        _start_tor(node)
    if args.get_bool("-dnsseed", True):
        connman.spawn("dnsseed", _make_seeder(node).run)
    else:
        _log.info("DNS seeding disabled")
    bridge = connman.proxies.get(NetworkKind.I2P)
    if bridge is not None and connman.options.i2p_key_file is not None:

        def accepted(sock: socket.socket, peer: NetService, ours: NetService) -> None:
            connman.accept(sock, peer, ours, Bind(address=ours))

        connman.spawn("i2paccept", lambda: connman.i2p.accept(bridge, connman.local_addresses, accepted))


def _start_tor(node: NodeContext) -> None:
    connman, args = node.connman, node.args
    onions = [bind.address for bind in connman.options.binds if bind.is_onion]
    if not onions:
        return
    if len(onions) > 1:
        ui.init_warning(
            node,
            f"More than one onion bind address is provided. Using {onions[0]} for the automatically created Tor onion "
            "service.",
        )
    only = args.get_all("-onlynet")
    options = TorOptions(
        control=args.get("-torcontrol", DEFAULT_CONTROL),
        password=args.get("-torpassword", ""),
        target=onions[0],
        port=node.params.default_port,
        key_file=args.data_dir() / KEY_FILE_NAME,
        wants_proxy=not args.get("-onion", ""),
        allows_onion=not only or any(parse_kind(name) is NetworkKind.ONION for name in only),
        uses_names=connman.options.uses_names,
    )
    connman.spawn("torcontrol", TorController(options, connman.local_addresses, connman.proxies).run)


def _make_seeder(node: NodeContext) -> DnsSeeder:
    connman = node.connman
    return DnsSeeder(
        node.params.dns_seeds,
        connman.addrman,
        port=node.params.default_port,
        force=node.args.get_bool("-forcednsseed", False),
        is_active=lambda: connman.is_active,
        peer_count=lambda: _outbound_count(connman),
        has_name_proxy=lambda: connman.proxies.name_proxy is not None,
        fetch=connman.opener.add_addr_fetch,
        now=node.clock.now,
    )


def _outbound_count(connman: ConnectionManager) -> int:
    return sum(each.is_handshaken and each.type is ConnectionType.OUTBOUND_FULL_RELAY for each in connman.connections())

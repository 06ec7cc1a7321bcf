"""A node's network: made when its options are known, started when its chain is there. Mirrors parts of init.cpp."""

import logging
from functools import partial
from typing import TYPE_CHECKING

from dashcore.common.errors import InitError
from dashcore.interfaces.node import ConnectionDirection, LocalAddress
from dashcore.net.addresses.address_options import add_external_addresses, read_i2p_proxy, read_proxies
from dashcore.net.addresses.addrman_file import dump_addresses
from dashcore.net.addresses.anchors import MAX_ANCHORS, save_anchors
from dashcore.net.addresses.local_addresses import LocalAddresses
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.reachable import read_reachable
from dashcore.net.connection import Connection
from dashcore.net.manager import ConnectionManager, NetStartError
from dashcore.node import ui
from dashcore.node.context import NodeContext
from dashcore.node.net_processing.announcements import Announcements
from dashcore.node.net_processing.assemble import make_peer_manager
from dashcore.node.network.bans import DEFAULT_BAN_S, FILE_NAME, BanList
from dashcore.node.network.options import bad_port_warnings, make_net_options, mapping_warnings
from dashcore.node.network.peer_metrics import count_sent
from dashcore.node.network.sources import find_own_addresses, make_finder, start_sources
from dashcore.primitives.net_address import PeerAddress
from dashcore.primitives.types import TxId

if TYPE_CHECKING:
    from dashcore.net.addresses.addrman import AddrMan
    from dashcore.node.net_processing.manager import PeerManager

_log = logging.getLogger("dash")

_SAVE_PERIOD_S = 15 * 60


def make_network(node: NodeContext, addrman: "AddrMan", groups: NetGroups, *, max_connections: int) -> None:
    """Make the list of bans and the connection manager; nothing is opened yet.

    Raises:
        InitError: an option is wrong, with dashd's text.
    """
    signals = node.ui_signals
    node.bans = BanList(
        node.args.data_dir() / FILE_NAME,
        node.clock.now,
        node.args.get_int("-bantime", DEFAULT_BAN_S),
        on_change=signals.banned_list_changed,
    )
    reachable = read_reachable(node.args)
    proxies = read_proxies(node.args, reachable)
    read_i2p_proxy(node.args, proxies, reachable)
    options = make_net_options(node.args, node.params, max_connections=max_connections, log_ips=node.log.log_ips)
    local_addresses = LocalAddresses(
        reachable,
        groups,
        listens=options.listens,
        discovers=node.args.get_bool("-discover", True),
        listen_port=options.listen_port,
        needs_routable=node.params.require_routable_external_ip,
    )
    add_external_addresses(node.args, local_addresses)
    node.connman = ConnectionManager(
        options,
        clock=node.clock,
        bans=node.bans,
        addrman=addrman,
        local_addresses=local_addresses,
        proxies=proxies,
        net_groups=groups,
        on_count=signals.num_connections_changed,
        on_active=lambda active: _active_changed(node, active),
        on_error=lambda text: ui.init_error(node, text),
        on_sent=partial(count_sent, node.stats) if node.stats is not None else None,
    )


def _active_changed(node: NodeContext, active: bool) -> None:
    node.masternode_sync.reset()
    node.ui_signals.network_active_changed(active)


def start_network(node: NodeContext) -> None:
    """Listen, and start the threads; the chain is loaded.

    Raises:
        InitError: it cannot listen anywhere.
    """
    connman = node.connman
    node.peerman = peerman = make_peer_manager(node, connman)
    node.relay = NodeRelay(connman, peerman)
    for text in (*bad_port_warnings(node.args, connman.options.binds), *mapping_warnings(node.args)):
        ui.init_warning(node, text)
    try:
        connman.start(peerman)
    except NetStartError as error:
        raise InitError(str(error)) from error
    finder = make_finder(node) if connman.uses_addrman else None
    ui.init_message(node, "Starting network threads…")
    find_own_addresses(node)
    connman.run()
    start_sources(node)
    if finder is not None:
        connman.spawn("opencon", finder.run)
    node.scheduler.run_every(lambda: _save_addresses(node), _SAVE_PERIOD_S)


def stop_network(node: NodeContext) -> None:
    """Remember whom we know and were connected to, where the network ran; end it."""
    connman = node.connman
    if connman.has_threads:
        _save_addresses(node)
        if connman.uses_addrman:
            anchors = [connection for connection in connman.connections() if connection.is_block_only]
            save_anchors([_to_anchor(each) for each in anchors[:MAX_ANCHORS]], node.args.data_dir(), node.params.magic)
    connman.stop()


def _save_addresses(node: NodeContext) -> None:
    dump_addresses(node.connman.addrman, node.args.data_dir(), node.params.magic)


def _to_anchor(connection: Connection) -> PeerAddress:
    return PeerAddress(service=connection.address, services=connection.services, time=connection.connected_at)


class NodeRelay:
    """The network as the rest of the node sees it; see `context.Relay`."""

    def __init__(self, connman: ConnectionManager, peerman: "PeerManager") -> None:
        self._connman = connman
        self._announcements = peerman.part(Announcements)

    def relay_transaction(self, txid: TxId) -> None:
        """Announce a mempool transaction to peers."""
        self._announcements.relay_transaction(txid)

    def connection_count(self, direction: ConnectionDirection) -> int:
        """Return the number of connections."""
        return self._connman.count(
            inbound=ConnectionDirection.IN in direction, outbound=ConnectionDirection.OUT in direction
        )

    def total_bytes_received(self) -> int:
        """Bytes received since the start."""
        return self._connman.traffic.received

    def total_bytes_sent(self) -> int:
        """Bytes sent since the start."""
        return self._connman.traffic.sent

    def local_addresses(self) -> tuple[LocalAddress, ...]:
        """Addresses this node is reached at."""
        return tuple(
            LocalAddress(host=entry.service.host, port=entry.service.port, score=entry.score)
            for entry in self._connman.local_addresses.entries()
        )

"""How a conversation begins: `version` and `verack`. Mirrors those messages of net_processing.cpp."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.messages.version import CHALLENGE_SIZE, VersionMessage
from dashcore.net.protocol import MIN_PEER_PROTO_VERSION, PROTOCOL_VERSION, Services
from dashcore.node.net_processing.blocks_only import NEVER_RELAY_TXS
from dashcore.node.net_processing.peer import Peer
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.node.net_processing.time_data import DEFAULT_MAX_TIME_ADJUSTMENT_S, TimeData
from dashcore.node.ui import init_warning
from dashcore.util.strings import sanitize

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.manager import PeerManager
    from dashcore.node.net_processing.network import Network

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")
_log_connections = logging.getLogger("dash.netconn")

_EXPECTS_SERVICES: Final = frozenset(
    {ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY, ConnectionType.ADDR_FETCH}
)  # peers chosen for what their address promised


def has_desirable_services(services: Services, *, initial_download: bool) -> bool:
    """Whether a peer offers what we need.

    Args:
        initial_download: blocks of any age are needed.

    Source: C++ HasAllDesirableServiceFlags.
    """
    if services & Services.NETWORK_LIMITED and not initial_download:
        return True
    return bool(services & Services.NETWORK)


class Handshake(Subprotocol):
    """Introduces both ends to one another.

    Threads: `connected` comes on the net thread and sends; all else is the message thread's.
    """

    def __init__(self, node: NodeContext, network: Network, manager: PeerManager) -> None:
        self._network = network
        self._manager = manager
        self._clock = node.clock
        self._chainman = node.chainman
        self._subversion = node.subversion
        self._shows_addresses = node.log.log_ips
        args = node.args
        is_main = node.params.name == "main"
        self._version = PROTOCOL_VERSION if is_main else args.get_int("-pushversion", PROTOCOL_VERSION)
        self._devnet = args.devnet_name() if node.params.name == "devnet" else ""
        self._time_data = TimeData(
            node.clock,
            args.get_int("-maxtimeadjustment", DEFAULT_MAX_TIME_ADJUSTMENT_S),
            lambda text: init_warning(node, text),
        )

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles the two messages."""
        return {"version": self._handle_version, "verack": self._handle_verack}

    def connected(self, peer: Peer) -> None:
        """Introduce ourselves, unless the peer has to begin."""
        if not peer.connection.is_inbound:
            self._send_version(peer)

    def disconnected(self, peer: Peer) -> None:
        """Remember that a good peer was there."""
        connection = peer.connection
        if (
            connection.is_handshaken
            and peer.misbehavior_score == 0
            and not connection.is_block_only
            and not connection.is_inbound
        ):
            self._network.addrman.connected(connection.address)

    def _send_version(self, peer: Peer) -> None:
        connection = peer.connection
        address = connection.address
        receiver = address if address.is_routable and address.is_v1_compatible else None
        height = self._chainman.active.height
        relays = not self._manager.rejects_incoming_txs(peer)
        message = VersionMessage(
            version=self._version,
            services=peer.our_services,
            time=self._clock.now(),
            receiver_services=connection.services,
            receiver=receiver,
            nonce=connection.local_nonce,
            subversion=self._subversion,
            start_height=height,
            relays_txs=relays,
            challenge=secrets.token_bytes(CHALLENGE_SIZE),
        )
        connection.send("version", message.encode())
        _log_net.debug(
            "send version message: version %d, blocks=%d%s, txrelay=%d, peer=%d",
            self._version,
            height,
            f", them={receiver or '[::]:0'}" if self._shows_addresses else "",
            relays,
            peer.id,
        )

    # version

    def _handle_version(self, peer: Peer, payload: bytes) -> None:
        connection = peer.connection
        if connection.version != 0:
            _log_net.debug("redundant version message from peer=%d", peer.id)
            return
        message = VersionMessage.decode(payload)
        services = Services(message.services)
        initial = self._chainman.is_initial_download()
        if not connection.is_inbound:
            self._network.addrman.set_services(connection.address, services)
        if connection.type in _EXPECTS_SERVICES and not has_desirable_services(services, initial_download=initial):
            _log_net.debug(
                "peer=%d does not offer the expected services (%08x offered, %08x expected); disconnecting",
                peer.id,
                services,
                Services.NETWORK_LIMITED if services & Services.NETWORK_LIMITED and not initial else Services.NETWORK,
            )
            connection.close()
            return
        if message.version < MIN_PEER_PROTO_VERSION:
            _log_net.debug("peer=%d using obsolete version %i; disconnecting", peer.id, message.version)
            connection.close()
            return
        if connection.is_inbound and not self._may_come_in(connection, message):
            return
        subversion = sanitize(message.subversion)
        if connection.is_inbound:
            self._send_version(peer)
        if not self._is_of_our_devnet(peer, subversion):
            return
        self._accept(peer, message, subversion, has_desirable_services(services, initial_download=initial))

    def _may_come_in(self, connection: Connection, message: VersionMessage) -> bool:
        """Whether an inbound peer is somebody for us."""
        if message.is_masternode:
            _log_connections.debug(
                "peer=%d is an inbound masternode connection, not relaying anything to it", connection.id
            )
            _log_connections.debug("but we're not a masternode, disconnecting")
            connection.close()
            return False
        if self._network.is_own_nonce(message.nonce):
            _log.info("connected to self at %s, disconnecting", connection.address)
            connection.close()
            return False
        if message.receiver is not None and message.receiver.is_routable:
            self._network.local_addresses.seen(message.receiver)
        return True

    def _is_of_our_devnet(self, peer: Peer, subversion: str) -> bool:
        if not self._devnet or f"devnet.{self._devnet}" in subversion:
            return True
        _log.info(
            "connected to wrong devnet. Reported version is %s, expected devnet name is %s", subversion, self._devnet
        )
        self._manager.misbehaving(peer, 1 if peer.connection.is_inbound else 100)
        peer.connection.close()
        return False

    def _accept(self, peer: Peer, message: VersionMessage, subversion: str, has_services: bool) -> None:
        connection = peer.connection
        connection.common_version = min(message.version, PROTOCOL_VERSION)
        connection.version = message.version
        connection.has_wanted_services = has_services
        connection.services = peer.their_services = Services(message.services)
        connection.local_address = message.receiver
        connection.subversion = subversion
        peer.starting_height = message.start_height
        connection.relays_txs = message.relays_txs and connection.type not in NEVER_RELAY_TXS
        self._manager.begin_conversation(peer)
        connection.send("verack")
        if not connection.is_inbound:
            self._network.addrman.good(connection.address)
        _log_net.debug(
            "receive version message: %s: version %d, blocks=%d, us=%s, txrelay=%d, peer=%d%s",
            subversion,
            connection.version,
            peer.starting_height,
            message.receiver,
            message.relays_txs,
            peer.id,
            self._shown_address(peer),
        )
        connection.time_offset = message.time - self._clock.now()
        if not connection.is_inbound:
            self._time_data.add(connection.address.encode_address_v2(), connection.time_offset)
        if connection.type is ConnectionType.FEELER:
            _log_connections.debug("feeler connection completed peer=%d; disconnecting", peer.id)
            connection.close()

    def _shown_address(self, peer: Peer) -> str:
        return f", peeraddr={peer.connection.address}" if self._shows_addresses else ""

    # verack

    def _handle_verack(self, peer: Peer, payload: bytes) -> None:
        del payload
        connection = peer.connection
        if connection.is_handshaken:
            _log_net.debug("ignoring redundant verack message from peer=%d", peer.id)
            return
        # What an attacker can make happen often is only for those who debug.
        log = _log_net.debug if connection.is_inbound else _log.info
        log(
            "New %s %s peer connected: version: %d, blocks=%d, peer=%d%s",
            connection.type.value,
            connection.transport_name,
            connection.version,
            peer.starting_height,
            peer.id,
            self._shown_address(peer),
        )
        self._manager.handshaken(peer)
        connection.is_handshaken = True

"""Connections to peers: accepted, opened, watched and ended. Mirrors CConnman of net.cpp.

    manager = ConnectionManager(options, ...)
    manager.start(events)
    manager.open(name="192.0.2.1:9999", kind=ConnectionType.MANUAL)
    manager.interrupt(); manager.stop()

The thread `net` runs an event loop that moves the bytes; the thread `msghand` hands messages over (`message_loop`).
"""

from __future__ import annotations

import logging
import secrets
import socket
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING, Final

from dashcore.crypto.siphash import siphash
from dashcore.net.admission import Admission
from dashcore.net.capture import MessageCapture
from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.link import Link, LinkStats
from dashcore.net.listener import BindError, Listener, listen
from dashcore.net.message_loop import MessageLoop
from dashcore.net.net_thread import NetThread
from dashcore.net.opener import Opener
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services
from dashcore.net.registry import LinkRegistry
from dashcore.net.traffic import Traffic
from dashcore.net.transports.v1_transport import V1Transport
from dashcore.net.transports.v2_transport import V2Transport
from dashcore.net.tunnels.i2p_sessions import I2pSessions
from dashcore.primitives.net_address import NetService

if TYPE_CHECKING:
    from dashcore.common.clock import Clock
    from dashcore.net.addresses.addrman import AddrMan
    from dashcore.net.addresses.local_addresses import LocalAddresses
    from dashcore.net.addresses.netgroup import NetGroups
    from dashcore.net.admission import Bans
    from dashcore.net.events import NetEvents
    from dashcore.net.options import Bind, NetOptions
    from dashcore.net.transports.transport import Transport
    from dashcore.net.tunnels.proxy import ProxySettings
    from dashcore.primitives.subnet import Subnet

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")
_log_connections = logging.getLogger("dash.netconn")

_NETGROUP_SALT: Final = 0x6C0EDD8036EF4036
_NONCE_SALT: Final = 0xD93E69E2BBFA5735
_U64 = Struct("<Q")
_INACTIVITY_S: Final = 20 * 60
_CHECK_PERIOD_S: Final = 1.0


class NetStartError(Exception):
    """The network cannot start; the text is for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerStats:
    """A connection and what passed over it. Source: C++ CNodeStats."""

    connection: Connection
    link: LinkStats
    mapped_as: int


class ConnectionManager:
    """All connections of a node.

    Args (constructor):
        on_count: told how many connections there are, on the net thread.
        on_active: told whether there may be connections.
        on_error: shows a text to the user.
        on_sent: told the type and size of each message that is sent, on any thread.

    Attributes:
        try_new_outbound: an outbound peer more than usual shall be found, for the tip may be stale.

    Threads: any, unless a method says otherwise.
    """

    def __init__(
        self,
        options: NetOptions,
        *,
        clock: Clock,
        bans: Bans,
        addrman: AddrMan,
        local_addresses: LocalAddresses,
        proxies: ProxySettings,
        net_groups: NetGroups,
        on_count: Callable[[int], None] = lambda _count: None,
        on_active: Callable[[bool], None] = lambda _active: None,
        on_error: Callable[[str], None] = lambda _text: None,
        on_sent: Callable[[str, int], None] | None = None,
    ) -> None:
        self.options = options
        self.bans = bans
        self.addrman = addrman
        self.local_addresses = local_addresses
        self.proxies = proxies
        self.i2p = I2pSessions(options.i2p_key_file)
        self.net_groups = net_groups
        self.local_services = options.services
        self.receive_flood_size = options.receive_flood_size
        self.send_buffer_size = options.send_buffer_size
        self.traffic = Traffic(options.max_upload, options.max_block_size, clock.now)
        self.registry = LinkRegistry()
        self.opener = Opener(self)
        self._admission = Admission(options, bans, self.registry, net_groups)
        self._clock = clock
        self._on_count = on_count
        self._on_active = on_active
        self._on_error = on_error
        self._on_sent = on_sent
        self._is_active = options.is_active
        self._try_new_outbound = False
        self.starts_extra_block_relay_peers = False
        self._seed = secrets.token_bytes(16)
        self._capture = None if options.capture_dir is None else MessageCapture(options.capture_dir)
        self._listeners: list[Listener] = []
        self.thread = NetThread()
        self._messages: MessageLoop | None = None
        self._events: NetEvents | None = None
        self.is_stopping = False
        self._log_active()

    # Life

    def start(self, events: NetEvents) -> None:
        """Listen; connections are taken once the threads run.

        Raises:
            NetStartError: it cannot listen anywhere.
        """
        self._events = events
        if self.options.listens:
            self._bind_all()

    def run(self) -> None:
        """Start the threads; after `start`."""
        events = self._events
        if events is None:
            raise RuntimeError("start comes first")
        self._messages = MessageLoop(events, self.registry.connections)
        self.thread.start()
        loop = self.thread.loop
        for listener in self._listeners:
            loop.call_soon_threadsafe(listener.start, loop)
        loop.call_soon_threadsafe(self._check_links)
        for name, work in self.opener.works():
            self.spawn(name, work)
        self._messages.start()

    def _bind_all(self) -> None:
        for bind in self.options.binds:
            try:
                sock = listen(bind.address)
            except BindError as error:
                _log_net.error("%s", error)
                is_last_resort = bind.address.is_bind_any and bind.address.is_ipv4 and not self._listeners
                if not bind.is_quiet or is_last_resort:
                    self._on_error(str(error))
                continue
            self._listeners.append(Listener(sock, bind, self._accepted))
        if not self._listeners:
            raise NetStartError("Failed to listen on any port. Use -listen=0 if you want this.")

    def spawn(self, name: str, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Run a coroutine on the net thread, as what dashd has a thread for."""
        self.thread.spawn(name, work)

    def interrupt(self) -> None:
        """Begin to end: nothing new is started. Calling it again does nothing."""
        self.is_stopping = True
        if self._messages is not None:
            self._messages.interrupt()

    def stop(self) -> None:
        """End all connections and threads. Calling it again does nothing."""
        self.interrupt()
        if self._messages is not None:
            self._messages.join()
        self.thread.stop(self._end)
        if self._messages is not None:
            self._messages.join()  # what ended last is forgotten
        for listener in self._listeners:
            listener.close()
        self._listeners.clear()

    def _end(self) -> None:
        for listener in self._listeners:
            listener.close()
        self.i2p.close()
        for link in self.registry.links():
            link.abort()

    # What links ask: see link.LinkHost

    def now(self) -> int:
        """Seconds since 1970."""
        return self._clock.now()

    def now_micros(self) -> int:
        """Microseconds since 1970."""
        return self._clock.now_micros()

    def record_received(self, size: int) -> None:
        """Count bytes."""
        self.traffic.record_received(size)

    def record_sent(self, size: int) -> None:
        """Count bytes."""
        self.traffic.record_sent(size)

    def capture(self, connection: Connection, message_type: str, payload: bytes, *, incoming: bool) -> None:
        """Write a message down, for -capturemessages."""
        if self._on_sent is not None and not incoming:
            self._on_sent(message_type, len(payload))
        if self._capture is not None:
            name = str(connection.address)
            self._capture.write(name, message_type, payload, self.now_micros(), incoming=incoming)

    def ended(self, link: Link) -> None:
        """Forget a link. Threads: the net thread."""
        connection = link.connection
        shown = f" addr={connection.address}" if self.options.log_ips else ""
        _log.info("removing node: peer=%d%s inbound=%d", connection.id, shown, connection.is_inbound)
        count = self.registry.remove(link)
        if link.should_reconnect_v1 and not self.is_stopping:
            _log_net.debug("retrying with v1 transport protocol for peer=%d", connection.id)
            self.opener.reconnect(link)
        else:
            link.on_end()
        if self._messages is not None:
            self._messages.ended(connection)
        self._on_count(count)

    # Connections come

    def _accepted(self, sock: socket.socket, address: NetService, ours: NetService, bind: Bind) -> None:
        self.accept(sock, self.local_addresses.flip(address), self.local_addresses.flip(ours), bind)

    def accept(self, sock: socket.socket, address: NetService, ours: NetService, bind: Bind) -> None:
        """Take a connection somebody made, or refuse it. Source: C++ CreateNodeFromAcceptedSocket.

        Threads: the net thread.
        """
        granted = self._admission.permissions_of(address, bind.permissions)
        if not self._is_active or self.is_stopping:
            reason: str | None = "%s: not accepting new connections"
        else:
            reason = self._admission.reason_to_refuse(address, granted)
        if reason is not None:
            what = f"connection from {address} dropped" if self.options.log_ips else "connection dropped"
            _log_connections.debug(reason, what)
            sock.close()
            return
        services = self.local_services
        if granted & NetPermissions.BLOOM_FILTER:
            services |= Services.BLOOM
        number = self.registry.next_number()
        link = Link(
            sock, self._transport(number, Services.P2P_V2 in services, initiating=False), self, self.thread.loop
        )
        link.connection = Connection(
            number=number,
            kind=ConnectionType.INBOUND,
            sender=link,
            address=address,
            address_name=str(address),
            address_bind=ours,
            connected_at=self.now(),
            local_nonce=self._nonce(number),
            net_group=self.net_group(address),
            permissions=granted,
            is_inbound_onion=bind.is_onion,
            prefers_eviction=self.bans.is_discouraged(address),
        )
        self._log_added(link.connection)
        self._begin(link, services)
        shown = f" from {address}" if self.options.log_ips else ""
        _log_connections.debug("connection%s accepted, sock=%d, peer=%d", shown, link.descriptor, number)

    @property
    def is_running(self) -> bool:
        """Whether connections can be made."""
        return self.thread.runs and not self.is_stopping

    def add_outbound(
        self,
        sock: socket.socket,
        kind: ConnectionType,
        address: NetService,
        *,
        name: str,
        ours: NetService | None,
        use_v2: bool,
        on_end: Callable[[], None],
    ) -> Connection:
        """Take a connection that was opened. Threads: the net thread."""
        number = self.registry.next_number()
        transport = self._transport(number, use_v2, initiating=True)
        link = Link(sock, transport, self, self.thread.loop, destination=name, on_end=on_end)
        link.connection = Connection(
            number=number,
            kind=kind,
            sender=link,
            address=address,
            address_name=name or str(address),
            address_bind=ours,
            connected_at=self.now(),
            local_nonce=self._nonce(number),
            net_group=self.net_group(address),
        )
        self._log_added(link.connection)
        self._begin(link, self.local_services)
        return link.connection

    def _log_added(self, connection: Connection) -> None:
        shown = f" to {connection.address_name}" if self.options.log_ips else ""
        _log_net.debug("Added connection%s peer=%d", shown, connection.id)

    def _transport(self, number: int, use_v2: bool, *, initiating: bool) -> Transport:
        if use_v2:
            return V2Transport(number, self.options.magic, initiating=initiating)
        return V1Transport(number, self.options.magic)

    def _begin(self, link: Link, services: Services) -> None:
        if self._events is None:
            raise RuntimeError("the network does not run")
        self._events.initialize_node(link.connection, services)
        count = self.registry.add(link)
        link.start()
        self.wake()
        self._on_count(count)

    # Connections are watched, and go

    def _check_links(self) -> None:
        if self.is_stopping:
            return
        now = self.now()
        for link in self.registry.open_links():
            if link.inactivity(now, self.options.peer_timeout_s, _INACTIVITY_S):
                link.connection.close()
        self.thread.loop.call_later(_CHECK_PERIOD_S, self._check_links)

    def disconnect(self, number: int) -> bool:
        """End a connection by its number; False if there is none."""
        link = self.registry.find(number)
        if link is None:
            return False
        _log_connections.debug("disconnect by id peer=%d; disconnecting", number)
        link.connection.close()
        return True

    def disconnect_name(self, name: str) -> bool:
        """End a connection by the peer's name or address; False if there is none."""
        link = self.registry.find_name(name)
        if link is None:
            return False
        shown = f"={name}" if self.options.log_ips else ""
        _log_connections.debug("disconnect by address%s matched peer=%d; disconnecting", shown, link.connection.id)
        link.connection.close()
        return True

    def disconnect_subnet(self, subnet: Subnet) -> bool:
        """End all connections to a range; False if there are none."""
        found = [connection for connection in self.registry.connections() if subnet.contains(connection.address)]
        for connection in found:
            shown = f"={subnet}" if self.options.log_ips else ""
            _log_connections.debug("disconnect by subnet%s matched peer=%d; disconnecting", shown, connection.id)
            connection.close()
        return bool(found)

    def discourage(self, address: NetService) -> None:
        """Remember that this address misbehaved, and end all its connections."""
        self.bans.discourage(address)
        for connection in self.registry.connections():
            if connection.address.has_same_address(address):
                connection.close()

    # What is asked

    @property
    def has_threads(self) -> bool:
        """Whether the threads run, be it to their end."""
        return self.thread.runs

    @property
    def is_active(self) -> bool:
        """Whether there may be connections."""
        return self._is_active

    def set_active(self, active: bool) -> None:
        """Let there be connections, or none. Source: C++ SetNetworkActive."""
        was_active, self._is_active = self._is_active, active
        self._log_active()
        if was_active == active:
            return
        if not active:
            for connection in self.registry.connections():
                _log_connections.debug("Network not active, dropping peer=%d", connection.id)
                connection.close()
        self._on_active(active)

    def _log_active(self) -> None:
        _log.info("SetNetworkActive: %s", "true" if self._is_active else "false")

    @property
    def uses_addrman(self) -> bool:
        """Whether outbound peers are chosen freely, not by -connect."""
        return self.options.connect is None

    def connections(self) -> tuple[Connection, ...]:
        """Return those that stand."""
        return self.registry.connections()

    def find(self, number: int) -> Connection | None:
        """Return a connection by its number."""
        link = self.registry.find(number)
        return None if link is None else link.connection

    def stats(self) -> list[PeerStats]:
        """Describe the connections."""
        return [
            PeerStats(
                connection=link.connection,
                link=link.stats(),
                mapped_as=self.net_groups.mapped_as(link.connection.address),
            )
            for link in self.registry.open_links()
        ]

    def count(self, *, inbound: bool, outbound: bool) -> int:
        """Return the number of connections."""
        return self.registry.count(lambda connection: inbound if connection.is_inbound else outbound)

    def wake(self) -> None:
        """Let the message thread look at all peers now."""
        if self._messages is not None:
            self._messages.wake()

    def is_own_nonce(self, nonce: int) -> bool:
        """Whether a `version` with this nonce came from ourselves."""
        return any(
            not connection.is_handshaken and not connection.is_inbound and connection.local_nonce == nonce
            for connection in self.registry.connections()
        )

    def outbound_target_reached(self, historical: bool) -> bool:
        """Whether -maxuploadtarget is used up, or as good as, for old blocks."""
        return self.traffic.is_target_reached(historical=historical)

    @property
    def try_new_outbound(self) -> bool:
        """Whether an outbound peer more than usual shall be found, for the tip may be stale."""
        return self._try_new_outbound

    @try_new_outbound.setter
    def try_new_outbound(self, wanted: bool) -> None:
        self._try_new_outbound = wanted
        _log_net.debug("setting try another outbound peer=%s", "true" if wanted else "false")

    def extra_full_outbound_count(self) -> int:
        """Return how many outbound peers there are beyond what is aimed at."""
        count = self.registry.count(lambda connection: connection.is_handshaken and connection.is_full_outbound)
        return max(0, count - self.options.max_outbound_full)

    def extra_block_relay_count(self) -> int:
        """Return how many block-relay-only peers there are beyond what is aimed at."""
        count = self.registry.count(lambda connection: connection.is_handshaken and connection.is_block_only)
        return max(0, count - self.options.max_outbound_block)

    def start_extra_block_relay_peers(self) -> None:
        """Begin to try such peers now and then: the chain is in sync."""
        _log_net.debug("enabling extra block-relay-only peers")
        self.starts_extra_block_relay_peers = True

    def siphash(self, data: bytes, salt: int) -> int:
        """Return a hash that differs from node to node."""
        return siphash(self._seed, _U64.pack(salt) + data)

    def _nonce(self, number: int) -> int:
        return self.siphash(_U64.pack(number), _NONCE_SALT)

    def net_group(self, address: NetService) -> int:
        """Return a number for an address's group that nobody else can compute."""
        return self.siphash(self.net_groups.group(address), _NETGROUP_SALT)

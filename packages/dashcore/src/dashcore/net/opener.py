"""Opens connections: those the user asked for, and any other. Mirrors OpenNetworkConnection and ConnectNode of net.cpp."""

from __future__ import annotations

import asyncio
import logging
import random
import socket
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashcore.net.addresses.resolve import from_sockaddr, resolve
from dashcore.net.connection import ConnectionType
from dashcore.net.options import MAX_ADDED
from dashcore.net.protocol import Services
from dashcore.net.tunnels.i2p import SAM_PORT
from dashcore.net.tunnels.proxy import ConnectError, open_connection
from dashcore.primitives.net_address import NO_ADDRESS, NetService, NetworkKind
from dashcore.primitives.net_text import parse_host, parse_service, split_host_port

if TYPE_CHECKING:
    from dashcore.net.link import Link
    from dashcore.net.manager import ConnectionManager

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")
_log_connections = logging.getLogger("dash.netconn")

_PAUSE_S: Final = 0.5
_ADDED_RETRY_S: Final = 60
_ADDED_PERIOD_S: Final = 2
_MAX_LOOKED_AT: Final = 24  # added nodes that are compared with an address

Work = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True, slots=True)
class AddedNode:
    """A node to stay connected to, as the user wrote it."""

    name: str
    use_v2: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedNodeInfo:
    """What became of an added node; `address` is None without a connection."""

    node: AddedNode
    address: NetService | None
    is_inbound: bool = False


class Grants:
    """A number of places; who has one gives it back. Threads: the net thread."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: deque[asyncio.Future[None]] = deque()

    def take_now(self) -> Callable[[], None] | None:
        """Return what gives the place back, once; None where there is none now."""
        if self._free <= 0:
            return None
        self._free -= 1
        return self._make_release()

    async def take(self) -> Callable[[], None]:
        """Wait for a place."""
        while (release := self.take_now()) is None:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future
        return release

    def _make_release(self) -> Callable[[], None]:
        is_held = True

        def release() -> None:
            nonlocal is_held
            if not is_held:
                return
            is_held = False
            self._free += 1
            while self._waiting:
                future = self._waiting.popleft()
                if not future.done():
                    future.set_result(None)
                    return

        return release


def _nothing() -> None:
    return


@dataclass(frozen=True, slots=True)
class _Opened:
    """A socket that is connected, our address if it has one, and what to call when it has ended."""

    socket: socket.socket
    ours: NetService | None
    on_end: Callable[[], None]


class Opener:
    """Opens connections on the net thread, as `works` says and as it is asked.

    Threads: those of `AddedNode`s and `open` from any but the net thread; coroutines on the net thread.
    """

    def __init__(self, manager: ConnectionManager) -> None:
        self._manager = manager
        options = manager.options
        self._options = options
        self._lock = threading.Lock()
        use_v2 = Services.P2P_V2 in options.services
        self._added = [AddedNode(name, use_v2) for name in dict.fromkeys(options.added_nodes)]  # guarded by: self._lock
        self._addr_fetches = deque(options.seed_nodes)  # of the net thread
        self.outbound = Grants(min(options.max_outbound, options.max_connections))
        self.added = Grants(MAX_ADDED)

    def works(self) -> list[tuple[str, Work]]:
        """Return what runs as long as the network does, each with the name of dashd's thread."""
        found: list[tuple[str, Work]] = [("addcon", self._open_added)]
        if self._options.connect:
            found.append(("opencon", self._open_specified))
        return found

    def add_addr_fetch(self, name: str) -> None:
        """Connect to a node soon, only to ask it for addresses. Threads: the net thread. Source: C++ AddAddrFetch."""
        self._addr_fetches.append(name)

    async def open_addr_fetch(self) -> None:
        """Connect to the next such node, where there is a place. Source: C++ ProcessAddrFetch."""
        if not self._addr_fetches:
            return
        name = self._addr_fetches.popleft()
        release = self.outbound.take_now()
        if release is not None:
            use_v2 = Services.P2P_V2 in self._manager.local_services
            await self.connect(ConnectionType.ADDR_FETCH, name=name, use_v2=use_v2, on_end=release)

    # Asked for

    def open(self, name: str, kind: ConnectionType, *, use_v2: bool) -> None:
        """Connect to a node once, and return when that is decided. Threads: not the net thread."""
        self._run(self.connect(kind, name=name, use_v2=use_v2))

    def _run(self, work: Coroutine[None, None, bool]) -> bool:
        future = asyncio.run_coroutine_threadsafe(work, self._manager.thread.loop)
        return future.result()

    def add_connection(self, name: str, kind: ConnectionType, *, use_v2: bool) -> bool:
        """Connect as if it were our own choice; False where there is no place for one of this type.

        Source: C++ AddConnection.
        """
        return self._run(self._add_connection(name, kind, use_v2=use_v2))

    async def _add_connection(self, name: str, kind: ConnectionType, *, use_v2: bool) -> bool:
        limits = {
            ConnectionType.OUTBOUND_FULL_RELAY: self._options.max_outbound_full,
            ConnectionType.BLOCK_RELAY: self._options.max_outbound_block,
        }
        limit = limits.get(kind)
        if limit is not None and self._manager.registry.count_type([kind]) >= limit:
            return False
        release = self.outbound.take_now()
        if release is None:
            return False
        await self.connect(kind, name=name, use_v2=use_v2, on_end=release)
        return True

    # Added nodes

    def _numeric(self, name: str) -> NetService | None:
        return parse_service(name, self._default_port(name))

    def _default_port(self, name: str) -> int:
        """Return the port where none is written: I2P's bridge knows but one. Source: C++ GetDefaultPort."""
        host = parse_host(name)
        return SAM_PORT if host is not None and host.is_i2p else self._options.default_port

    def added_nodes(self) -> list[AddedNode]:
        """Return the nodes to stay connected to, as they were added."""
        with self._lock:
            return list(self._added)

    def add_node(self, name: str, *, use_v2: bool) -> bool:
        """Stay connected to a node; False if it was added before, under this or another spelling."""
        address = self._numeric(name)
        with self._lock:
            for other in self._added:
                if name == other.name or (address is not None and address == self._numeric(other.name)):
                    return False
            self._added.append(AddedNode(name, use_v2))
            return True

    def remove_node(self, name: str) -> bool:
        """Forget an added node; False if there is none of this spelling."""
        with self._lock:
            for node in self._added:
                if node.name == name:
                    self._added.remove(node)
                    return True
            return False

    def is_added(self, address: NetService) -> bool:
        """Whether the user takes care of a connection to an address."""
        names = {address.host, str(address)}
        with self._lock:
            return len(self._added) < _MAX_LOOKED_AT and any(node.name in names for node in self._added)

    def added_node_info(self) -> list[AddedNodeInfo]:
        """Say of each added node whether there is a connection to it."""
        connections = self._manager.registry.connections()
        by_address = {connection.address: connection for connection in connections}
        by_name = {connection.address_name: connection for connection in connections}
        found = []
        for node in self.added_nodes():
            address = self._numeric(node.name)
            connection = by_name.get(node.name) if address is None else by_address.get(address)
            if connection is None:
                found.append(AddedNodeInfo(node=node, address=None))
            else:
                found.append(AddedNodeInfo(node=node, address=connection.address, is_inbound=connection.is_inbound))
        return found

    async def _open_added(self) -> None:
        while True:
            release: Callable[[], None] | None = await self.added.take()
            tried = False
            for info in self.added_node_info():
                if info.address is not None:
                    continue
                if release is None:
                    break
                tried = True
                await self.connect(ConnectionType.MANUAL, name=info.node.name, use_v2=info.node.use_v2, on_end=release)
                await asyncio.sleep(_PAUSE_S)
                release = self.added.take_now()
            if release is not None:
                release()
            await asyncio.sleep(_ADDED_RETRY_S if tried else _ADDED_PERIOD_S)

    async def _open_specified(self) -> None:
        """Stay connected to the nodes of -connect, and to no others."""
        use_v2 = Services.P2P_V2 in self._manager.local_services
        rounds = 0
        while True:
            for name in self._options.connect or ():
                await self.connect(ConnectionType.MANUAL, name=name, use_v2=use_v2)
                await asyncio.sleep(_PAUSE_S * min(10, rounds))
            await asyncio.sleep(_PAUSE_S)
            rounds += 1

    def reconnect(self, link: Link) -> None:
        """Try again with the first version of the transport. Threads: the net thread."""
        connection = link.connection

        async def again() -> None:
            await self.connect(
                connection.type,
                address=None if link.destination else connection.address,
                name=link.destination,
                use_v2=False,
                on_end=link.on_end,
            )

        self._manager.thread.launch(again())

    # How

    async def connect(
        self,
        kind: ConnectionType,
        *,
        address: NetService | None = None,
        name: str = "",
        use_v2: bool,
        counts_failure: bool = False,
        on_end: Callable[[], None] = _nothing,
    ) -> bool:
        """Open a connection to an address or to what the user named; False where there is none after this.

        Args:
            counts_failure: a failure speaks against the address.
            on_end: called once when the connection has ended, or does not come about.
        """
        is_open = False
        try:
            is_open = await self._connect(kind, address, name, use_v2, counts_failure, on_end)
        finally:
            if not is_open:
                on_end()
        return is_open

    def _is_unwanted(self, address: NetService | None, name: str) -> bool:
        manager = self._manager
        if manager.is_stopping or not manager.is_active:
            return True
        if address is None:
            return manager.registry.find_name(name) is not None
        return (
            manager.bans.is_discouraged(address)
            or manager.bans.is_banned_address(address)
            or manager.registry.has_address(address)
            or self.is_self(address)
        )

    def is_self(self, address: NetService) -> bool:
        """Whether we would connect to ourselves."""
        return address.port == self._options.listen_port and self._manager.local_addresses.is_local(address)

    async def _connect(
        self,
        kind: ConnectionType,
        address: NetService | None,
        name: str,
        use_v2: bool,
        counts_failure: bool,
        on_end: Callable[[], None],
    ) -> bool:
        if self._is_unwanted(address, name):
            return False
        shown = str(address) if address is not None and self._options.log_ips else "new peer"
        _log_connections.debug("connecting to %s", shown)
        _log_net.debug(
            "trying %s connection%s",
            "v2" if use_v2 else "v1",
            f" {name or address}" if self._options.log_ips else "",
        )
        try:
            target = await self._target(address, name)
            opened = await self._open(target, is_manual=kind is ConnectionType.MANUAL, counts_failure=counts_failure)
        except ConnectError:
            _log_connections.debug("connection failed for %s", shown)
            return False
        if self._manager.is_stopping or not self._manager.is_active:
            opened.socket.close()
            return False

        def end() -> None:
            opened.on_end()
            on_end()

        connection = self._manager.add_outbound(
            opened.socket,
            kind,
            target if isinstance(target, NetService) else NO_ADDRESS,
            name=name,
            ours=opened.ours,
            use_v2=use_v2,
            on_end=end,
        )
        _log_connections.debug("successfully connected to %s, peer=%d", shown, connection.id)
        return True

    async def _target(self, address: NetService | None, name: str) -> NetService | tuple[str, int]:
        """Return what to connect to: an address, or name and port for the proxy that looks names up.

        Raises:
            ConnectError: there is no such node, or a connection to it stands.
        """
        if address is not None:
            return address
        address = self._numeric(name)
        found = [] if address is None else [self._manager.local_addresses.flip(address)]
        host, port = split_host_port(name, self._default_port(name))
        has_name_proxy = self._manager.proxies.name_proxy is not None
        if address is None and self._options.uses_names and not has_name_proxy:
            found = [self._manager.local_addresses.flip(each) for each in await resolve(host, port)]
            random.shuffle(found)
        for each in found:
            if not each.is_valid:
                _log_net.debug("Resolver returned invalid address %s for %s", each, name)
                raise ConnectError
            if self._manager.registry.has_address(each):
                _log.info("Not opening a connection to %s, already connected to %s", name, each)
                raise ConnectError
        if found:
            return found[-1]
        if not has_name_proxy:
            raise ConnectError
        return host, port

    async def _open(self, target: NetService | tuple[str, int], *, is_manual: bool, counts_failure: bool) -> _Opened:
        """Connect, and tell the address manager of the attempt.

        Raises:
            ConnectError: it failed.
        """
        manager = self._manager
        try:
            opened = await self._open_socket(target, is_manual=is_manual)
        except ConnectError as error:
            if isinstance(target, NetService) and not error.is_proxy_fault:
                manager.addrman.attempt(target, counts=counts_failure)
            raise
        if isinstance(target, NetService):
            manager.addrman.attempt(target, counts=counts_failure)
        return opened

    async def _open_socket(self, target: NetService | tuple[str, int], *, is_manual: bool) -> _Opened:
        manager = self._manager
        if isinstance(target, NetService) and target.is_i2p:
            bridge = manager.proxies.get(NetworkKind.I2P)
            if bridge is not None:
                connection, release = await manager.i2p.connect(bridge, target)
                return _Opened(connection.socket, connection.ours, release)
        sock = await open_connection(
            target,
            manager.proxies,
            timeout_s=self._options.connect_timeout_s,
            is_manual=is_manual,
            private=manager.net_groups.allow_private,
        )
        ours = None if sock.family == socket.AF_UNIX else from_sockaddr(sock.getsockname())
        return _Opened(sock, ours, _nothing)

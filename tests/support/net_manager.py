"""A connection manager by itself, and who listens to it instead of those who understand messages."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager

from dashcore.common.clock import Clock
from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.local_addresses import LocalAddresses
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.reachable import ReachableNetworks
from dashcore.net.connection import Connection, ReceivedMessage
from dashcore.net.manager import ConnectionManager
from dashcore.net.options import NetOptions
from dashcore.net.protocol import Services
from dashcore.net.tunnels.proxy import Proxy, ProxySettings
from dashcore.primitives.net_address import NetService, NetworkId, NetworkKind

MAGIC = bytes.fromhex("fcc1b7dc")
PORT = 19899


def ipv4(text: str, port: int = PORT) -> NetService:
    """Return an address."""
    return NetService(network=NetworkId.IPV4, address=bytes(int(part) for part in text.split(".")), port=port)


class HeardEvents:
    """A `net.events.NetEvents` that keeps what it hears."""

    def __init__(self) -> None:
        self.began: queue.Queue[Connection] = queue.Queue()
        self.ended: queue.Queue[Connection] = queue.Queue()
        self.messages: queue.Queue[tuple[Connection, ReceivedMessage]] = queue.Queue()

    def initialize_node(self, connection: Connection, our_services: Services) -> None:
        """Keep a connection."""
        del our_services
        self.began.put(connection)

    def finalize_node(self, connection: Connection) -> None:
        """Keep its end."""
        self.ended.put(connection)

    def process_messages(self, connection: Connection) -> bool:
        """Keep a message."""
        message = connection.poll()
        if message is not None:
            self.messages.put((connection, message))
        return connection.has_message

    def send_messages(self, connection: Connection) -> None:
        """Nothing is due."""


class HeardBans:
    """A `net.manager.Bans`."""

    def __init__(self) -> None:
        self.banned: set[bytes] = set()
        self.discouraged: set[bytes] = set()

    def is_banned_address(self, address: NetService) -> bool:
        """Whether it is in the set."""
        return address.address in self.banned

    def is_discouraged(self, address: NetService) -> bool:
        """Whether it is in the set."""
        return address.address in self.discouraged

    def discourage(self, address: NetService) -> None:
        """Put it there."""
        self.discouraged.add(address.address)


class Rig:
    """A manager and all that belongs to it; `proxy_port` leads IPv4 through a proxy."""

    def __init__(self, options: NetOptions, *, proxy_port: int | None = None) -> None:
        self.clock = Clock()
        self.clock.set_mock(1_700_000_000)
        self.events = HeardEvents()
        self.bans = HeardBans()
        self.counts: list[int] = []
        self.errors: list[str] = []
        groups = NetGroups()
        self.addrman = AddrMan(groups, self.clock.now)
        self.reachable = ReachableNetworks()
        proxies = ProxySettings()
        if proxy_port is not None:
            proxies.set(NetworkKind.IPV4, Proxy(ipv4("127.0.0.1", proxy_port)))
        self.local = LocalAddresses(
            self.reachable, groups, listens=options.listens, discovers=False, listen_port=options.listen_port
        )
        self.manager = ConnectionManager(
            options,
            clock=self.clock,
            bans=self.bans,
            addrman=self.addrman,
            local_addresses=self.local,
            proxies=proxies,
            net_groups=groups,
            on_count=self.counts.append,
            on_error=self.errors.append,
        )


@contextmanager
def running(options: NetOptions, *, proxy_port: int | None = None) -> Iterator[Rig]:
    """Let one run."""
    rig = Rig(options, proxy_port=proxy_port)
    rig.manager.start(rig.events)
    try:
        rig.manager.run()
        yield rig
    finally:
        rig.manager.stop()

"""Peers without sockets: what is sent to them is kept."""

from collections.abc import Iterable

from dashcore.net.connection import Connection, ConnectionType, ReceivedMessage
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import PROTOCOL_VERSION, Services
from dashcore.node.net_processing.peer import Peer
from dashcore.node.net_processing.subprotocol import Subprotocol
from dashcore.primitives.net_address import NetService


class SentMessages:
    """A `net.connection.Sender` that keeps what it gets."""

    transport_name = "v1"

    def __init__(self) -> None:
        self.messages: list[tuple[str, bytes]] = []
        self.is_closed = False

    def send(self, message_type: str, payload: bytes) -> None:
        """Keep a message."""
        self.messages.append((message_type, payload))

    def close(self) -> None:
        """Note it."""
        self.is_closed = True

    def taken(self, message: ReceivedMessage) -> None:
        """Nothing depends on it."""

    def set_peer_version(self, version: int) -> None:
        """Nothing depends on it."""


class FakePeer(Peer):
    """A peer after the handshake, and what it was sent.

    Attributes:
        reproaches: what it was found guilty of, by `misbehaving`.
    """

    __slots__ = ("reproaches", "sent")

    def __init__(
        self,
        number: int = 0,
        *,
        kind: ConnectionType = ConnectionType.INBOUND,
        permissions: NetPermissions = NetPermissions.NONE,
        services: Services = Services.NETWORK,
        our_services: Services = Services.NETWORK | Services.BLOOM,
        relays_txs: bool = True,
        address: str = "1.2.3.4",
        now: int = 0,
    ) -> None:
        self.sent = SentMessages()
        service = NetService(network=1, address=bytes(int(part) for part in address.split(".")), port=9999)
        connection = Connection(
            number=number,
            kind=kind,
            sender=self.sent,
            address=service,
            address_name=f"{address}:9999",
            connected_at=now,
            local_nonce=0,
            permissions=permissions,
        )
        connection.version = connection.common_version = PROTOCOL_VERSION
        connection.is_handshaken = True
        connection.relays_txs = relays_txs
        super().__init__(connection, our_services)
        self.their_services = services
        self.reproaches: list[tuple[int, str]] = []

    def take(self, message_type: str) -> list[bytes]:
        """Return the payloads of this type that were sent since the last call."""
        found = [payload for name, payload in self.sent.messages if name == message_type]
        self.sent.messages = [message for message in self.sent.messages if message[0] != message_type]
        return found


def misbehaving(peer: Peer, score: int, reason: str) -> None:
    """Note a reproach."""
    assert isinstance(peer, FakePeer)
    peer.reproaches.append((score, reason))


def join(peer: Peer, parts: Iterable[Subprotocol]) -> None:
    """Let a peer connect and shake hands."""
    for part in parts:
        part.connected(peer)
        part.version_received(peer)
        part.handshaken(peer)

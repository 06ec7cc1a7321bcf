"""Nodes that talk in one thread, without sockets: what one sends is in the other's inbox at once."""

from dashcore.net.connection import Connection, ConnectionType, ReceivedMessage
from dashcore.net.messages.version import VersionMessage
from dashcore.net.protocol import PROTOCOL_VERSION, Services
from dashcore.node.net_processing.assemble import make_peer_manager
from dashcore.node.net_processing.manager import PeerManager
from dashcore.node.testing import SmallNode
from dashcore.primitives.net_address import NetService

OFFERED = Services.NETWORK | Services.BLOOM | Services.HEADERS_COMPRESSED
MAX_ROUNDS = 10_000


class End:
    """One end of a line: a `net.connection.Sender` that puts what is sent into the other end's inbox.

    Attributes:
        sent: types and payloads of all messages that went out here.
    """

    transport_name = "v1"

    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes]] = []
        self.is_closed = False
        self.connection: Connection | None = None
        self.other: End | None = None

    def send(self, message_type: str, payload: bytes) -> None:
        """Pass it on."""
        self.sent.append((message_type, payload))
        if self.other is not None and self.other.connection is not None:
            self.other.connection.deliver(ReceivedMessage(message_type, payload, 0, len(payload)))

    def close(self) -> None:
        """Note it."""
        self.is_closed = True

    def taken(self, message: ReceivedMessage) -> None:
        """Nothing depends on it."""

    def set_peer_version(self, version: int) -> None:
        """Nothing depends on it."""

    def count(self, message_type: str) -> int:
        """Return how many of a type went out."""
        return sum(kind == message_type for kind, _ in self.sent)


class Talker:
    """A node and the connections it has."""

    def __init__(self, node: SmallNode, services: Services = OFFERED) -> None:
        self.node = node
        self.services = services
        self.manager: PeerManager = make_peer_manager(node.context, node.context.connman)
        self.connections: list[Connection] = []

    def open(self, kind: ConnectionType, end: End, address: str = "1.2.3.4") -> Connection:
        """Add a connection."""
        service = NetService(network=1, address=bytes(int(part) for part in address.split(".")), port=9999)
        connection = Connection(
            number=len(self.connections),
            kind=kind,
            sender=end,
            address=service,
            address_name=f"{address}:9999",
            connected_at=self.node.now,
            local_nonce=1,
        )
        end.connection = connection
        self.connections.append(connection)
        return connection

    def round(self) -> bool:
        """Handle a message of each peer and say what is due; return whether there was any."""
        was_busy = False
        for connection in self.connections:
            if connection.is_closing:
                continue
            was_busy |= connection.has_message
            self.manager.process_messages(connection)
            self.manager.send_messages(connection)
        return was_busy


class Scripted:
    """A peer that says what a test makes it say."""

    def __init__(
        self,
        talker: Talker,
        kind: ConnectionType = ConnectionType.INBOUND,
        services: Services = OFFERED,
        version: int = PROTOCOL_VERSION,
        nonce: int = 2,
    ) -> None:
        self.talker = talker
        self.end = End()
        self.connection = talker.open(kind, self.end)
        talker.manager.initialize_node(self.connection, talker.services)
        hello = VersionMessage(version=version, services=services, time=talker.node.now, nonce=nonce)
        self.say("version", hello.encode())
        self.say("verack")

    def say(self, message_type: str, payload: bytes = b"") -> None:
        """Send a message and let it be handled; pings are answered."""
        self.connection.deliver(ReceivedMessage(message_type, payload, 0, len(payload)))
        settle(self.talker)
        for nonce in self.take("ping"):
            self.connection.deliver(ReceivedMessage("pong", nonce, 0, len(nonce)))
        settle(self.talker)

    def take(self, message_type: str) -> list[bytes]:
        """Return the payloads of this type that came since the last call."""
        found = [payload for kind, payload in self.end.sent if kind == message_type]
        self.end.sent = [message for message in self.end.sent if message[0] != message_type]
        return found

    @property
    def score(self) -> int:
        """How badly it behaved, in the node's eyes."""
        peer = self.talker.manager.find(self.connection.id)
        assert peer is not None
        return peer.misbehavior_score


def connect(active: Talker, passive: Talker) -> tuple[End, End]:
    """Connect two nodes; return the ends at the first and at the second."""
    near, far = End(), End()
    near.other, far.other = far, near
    outgoing = active.open(ConnectionType.MANUAL, near)
    incoming = passive.open(ConnectionType.INBOUND, far)
    passive.manager.initialize_node(incoming, passive.services)
    active.manager.initialize_node(outgoing, active.services)
    return near, far


def settle(*talkers: Talker) -> None:
    """Go on until nobody has anything to handle."""
    for _ in range(MAX_ROUNDS):
        if not any([talker.round() for talker in talkers]):  # noqa: C419 - each gets its round
            return
    raise AssertionError("they do not stop talking")

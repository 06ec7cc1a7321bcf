"""One connection to a peer, as both the net layer and those who understand messages see it. Mirrors CNode of net.h."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import INIT_PROTO_VERSION, Services

if TYPE_CHECKING:
    from dashcore.primitives.net_address import NetService


class ConnectionType(Enum):
    """What a connection is for; the value is the name RPC shows. Source: C++ ConnectionType."""

    INBOUND = "inbound"
    OUTBOUND_FULL_RELAY = "outbound-full-relay"
    MANUAL = "manual"
    FEELER = "feeler"
    BLOCK_RELAY = "block-relay-only"
    ADDR_FETCH = "addr-fetch"


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message, whole and authentic.

    Args (constructor):
        received_us: when its last byte came, microseconds since 1970.
        wire_size: bytes it took, header included.
    """

    type: str
    payload: bytes
    received_us: int
    wire_size: int


class Sender(Protocol):
    """The net layer's end of a connection. Threads: any."""

    def send(self, message_type: str, payload: bytes) -> None:
        """Queue a message; nothing happens where the connection closes."""

    def close(self) -> None:
        """End the connection soon."""

    def taken(self, message: ReceivedMessage) -> None:
        """A message left the inbox: there may be room for more."""

    def set_peer_version(self, version: int) -> None:
        """Learn which short names of messages the peer knows."""

    @property
    def transport_name(self) -> str:
        """How the connection is spoken, "v1" say."""


class Connection:
    """A connection; the net layer makes it and moves its bytes.

    Attributes:
        address: the peer's; `address_name` is as the user wrote it, else the address as text.
        address_bind: ours, None if unknown.
        local_nonce: what our `version` message carries, so that we know ourselves.
        net_group: keyed number of the peer's network group.
        version: of the peer's `version` message, 0 before.
        is_handshaken: `verack` came.
        local_address: ours, as the peer sees it.
        time_offset: seconds the peer's clock is ahead.
        relays_txs, has_bloom_filter, has_wanted_services, last_block_at, last_tx_at, min_ping_us: for eviction.
        is_highbandwidth_to, is_highbandwidth_from: compact blocks. Source: BIP 152.
        is_send_paused: more waits to be sent than -maxsendbuffer; start nothing that answers at length.
        prefers_eviction: its address misbehaved before.

    Threads: `send` and `close` from any; what the peer said is written by the message thread.
    """

    __slots__ = (
        "_common_version",
        "_delivered",
        "_inbox",
        "_sender",
        "_taken",
        "address",
        "address_bind",
        "address_name",
        "connected_at",
        "has_bloom_filter",
        "has_wanted_services",
        "id",
        "is_closing",
        "is_handshaken",
        "is_highbandwidth_from",
        "is_highbandwidth_to",
        "is_inbound_onion",
        "is_send_paused",
        "last_block_at",
        "last_ping_us",
        "last_tx_at",
        "local_address",
        "local_nonce",
        "min_ping_us",
        "net_group",
        "permissions",
        "prefers_eviction",
        "relays_txs",
        "services",
        "subversion",
        "time_offset",
        "type",
        "version",
    )

    def __init__(
        self,
        *,
        number: int,
        kind: ConnectionType,
        sender: Sender,
        address: NetService,
        address_name: str,
        address_bind: NetService | None = None,
        connected_at: int,
        local_nonce: int,
        net_group: int = 0,
        permissions: NetPermissions = NetPermissions.NONE,
        is_inbound_onion: bool = False,
        prefers_eviction: bool = False,
    ) -> None:
        self.id = number
        self.type = kind
        self.address = address
        self.address_name = address_name
        self.address_bind = address_bind
        self.connected_at = connected_at
        self.local_nonce = local_nonce
        self.net_group = net_group
        self.permissions = permissions
        self.is_inbound_onion = is_inbound_onion
        self.prefers_eviction = prefers_eviction
        self.version = 0
        self._common_version = INIT_PROTO_VERSION
        self.subversion = ""  # cleaned of what would harm a log
        self.services = Services.NONE
        self.is_handshaken = False
        self.is_closing = False
        self.is_send_paused = False
        self.local_address: NetService | None = None
        self.time_offset = 0
        self.relays_txs = False
        self.has_bloom_filter = False
        self.has_wanted_services = False
        self.is_highbandwidth_to = False
        self.is_highbandwidth_from = False
        self.last_block_at = 0
        self.last_tx_at = 0
        self.last_ping_us = 0
        self.min_ping_us: int | None = None
        self._sender = sender
        self._inbox: deque[ReceivedMessage] = deque()
        self._delivered = 0  # bytes ever put into the inbox, by the net thread
        self._taken = 0  # bytes ever taken out, by the message thread

    @property
    def is_inbound(self) -> bool:
        """Whether the peer connected to us."""
        return self.type is ConnectionType.INBOUND

    @property
    def transport_name(self) -> str:
        """How it is spoken, "v1" say."""
        return self._sender.transport_name

    @property
    def is_block_only(self) -> bool:
        """Whether we opened it for blocks alone."""
        return self.type is ConnectionType.BLOCK_RELAY

    @property
    def is_full_outbound(self) -> bool:
        """Whether we opened it on our own for everything."""
        return self.type is ConnectionType.OUTBOUND_FULL_RELAY

    @property
    def is_outbound_or_block_relay(self) -> bool:
        """Whether we chose this peer to learn the chain from. Source: C++ IsOutboundOrBlockRelayConn."""
        return self.type in {ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY}

    def has_permission(self, permission: NetPermissions) -> bool:
        """Whether the user allows this."""
        return self.permissions & permission == permission

    def send(self, message_type: str, payload: bytes = b"") -> None:
        """Queue a message."""
        self._sender.send(message_type, payload)

    def close(self) -> None:
        """End the connection soon; no message of it is handled any more. Source: C++ fDisconnect."""
        self.is_closing = True
        self._sender.close()

    @property
    def common_version(self) -> int:
        """Of the protocol: the lesser of both ends' versions; the handshake sets it."""
        return self._common_version

    @common_version.setter
    def common_version(self, version: int) -> None:
        self._common_version = version
        self._sender.set_peer_version(version)

    def deliver(self, message: ReceivedMessage) -> None:
        """Put a message into the inbox; the net layer's part."""
        self._delivered += message.wire_size
        self._inbox.append(message)

    def poll(self) -> ReceivedMessage | None:
        """Take the next message out of the inbox. Source: C++ PollMessage."""
        if not self._inbox:
            return None
        message = self._inbox.popleft()
        self._taken += message.wire_size
        self._sender.taken(message)
        return message

    @property
    def has_message(self) -> bool:
        """Whether `poll` would return one."""
        return bool(self._inbox)

    @property
    def inbox_size(self) -> int:
        """Bytes that wait in the inbox."""
        return self._delivered - self._taken

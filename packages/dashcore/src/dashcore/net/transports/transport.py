"""How messages become bytes on a connection and bytes become messages, without any I/O. Mirrors Transport of net.h."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class TransportType(Enum):
    """How a connection is spoken; the value is the name RPC shows. Source: C++ TransportProtocolType."""

    DETECTING = "detecting"
    V1 = "v1"
    V2 = "v2"


class TransportError(Exception):
    """The peer broke the rules of the transport, which logged how: nothing it says can be understood any more."""


@dataclass(frozen=True, slots=True)
class WireMessage:
    """A message as it was received.

    Args (constructor):
        type: None where it is damaged and dropped; the connection goes on.
        wire_size: bytes it took, header included.
    """

    type: str | None
    payload: bytes
    wire_size: int


class Transport(Protocol):
    """One end of a connection.

    Threads: receiving and sending each one at a time, under the same lock.
    """

    @property
    def kind(self) -> TransportType:
        """How the peer speaks, as far as that is known."""

    @property
    def session_id(self) -> bytes:
        """What both ends of an encrypted connection can compare, 32 bytes; empty where there is none."""

    @property
    def can_encode(self) -> bool:
        """Whether messages can be encoded yet."""

    @property
    def should_reconnect_v1(self) -> bool:
        """Whether the peer, now gone, seems to speak version 1 only."""

    def receive(self, data: bytes) -> list[WireMessage]:
        """Take what came, and return the messages that are complete by it.

        Raises:
            TransportError: the connection must end.
        """

    def take_output(self) -> bytes:
        """Return what the transport itself has to say, once."""

    def encode(self, message_type: str, payload: bytes) -> bytes:
        """Make a message's bytes. Only where `can_encode`."""

    def set_peer_version(self, version: int) -> None:
        """Learn which short names the peer knows."""

"""Whoever has connected to a listener, before a connection is made of it."""

import socket
from dataclasses import dataclass
from typing import Protocol

from libmultiprocess._peer import Peer
from libmultiprocess._rpc.connection import Connection
from libmultiprocess._transport.address import Address


class Tunnel(Protocol):
    """Carries the bytes of a connection elsewhere."""

    def run(self, conn: Connection | None) -> None:
        """Carry them until one side ends, on the calling thread.

        Args:
            conn: The connection; None if there is none, only last words.
        """


@dataclass(frozen=True, slots=True)
class Guest:
    """A peer that is let in.

    Attributes:
        sock: For the connection to use.
        peer: Who it is.
        tunnel: What is between `sock` and the peer; None if it is the peer itself.
    """

    sock: socket.socket
    peer: Peer
    tunnel: Tunnel | None = None


class RefusedError(Exception):
    """A peer is known and not let in.

    Attributes:
        peer: Who it is.
        text: Why.
        may_be_told: Whether it may be sent a message of the protocol that says so.
    """

    def __init__(self, peer: Peer, text: str, *, may_be_told: bool) -> None:
        super().__init__(peer, text)
        self.peer = peer
        self.text = text
        self.may_be_told = may_be_told

    def __str__(self) -> str:
        return self.text


class Listener(Protocol):
    """A listening socket of some kind.

    Attributes:
        address: Where it listens, the port the system chose filled in.
        sock: What to accept from.
        takes_time: Whether `welcome` waits for the peer, and so needs a thread for each.
    """

    address: Address
    sock: socket.socket
    takes_time: bool

    def welcome(self, sock: socket.socket) -> Guest:
        """Find out who connected. Closes the socket if it raises anything but a refusal that may be told.

        Raises:
            RefusedError: It is not let in.
            AddressError: It cannot be found out.
            OSError: It left.
        """

    def stop(self) -> None:
        """Drop whoever is being welcomed."""

    def close(self) -> None:
        """Stop listening."""

"""What is known of a peer across all parts of the conversation. Mirrors Peer of net_processing.cpp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashcore.net.protocol import Services

if TYPE_CHECKING:
    from dashcore.net.connection import Connection


class Peer:
    """A peer; what only one subprotocol cares for is in that part's own state, by `peer.id`.

    Attributes:
        our_services: what we offered it.
        their_services: what its `version` offered.
        received_us: when the message that is handled had come in whole, microseconds since 1970.
        starting_height: of its chain, as its `version` said; -1 before.
        should_discourage: it misbehaved enough; the message thread ends and discourages it.
        misbehavior_score: what getpeerinfo shows as banscore.

    Threads: the message thread writes; what a peer did wrong, `PeerManager.misbehaving` does from any.
    """

    __slots__ = (
        "connection",
        "id",
        "misbehavior_score",
        "our_services",
        "received_us",
        "should_discourage",
        "starting_height",
        "their_services",
    )

    def __init__(self, connection: Connection, our_services: Services) -> None:
        self.id = connection.id
        self.connection = connection
        self.our_services = our_services
        self.their_services = Services.NONE
        self.received_us = 0
        self.starting_height = -1
        self.should_discourage = False
        self.misbehavior_score = 0

    def send(self, message_type: str, payload: bytes = b"") -> None:
        """Queue a message."""
        self.connection.send(message_type, payload)

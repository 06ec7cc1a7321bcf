"""A part of the conversation between nodes: some message types and the state that belongs to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashcore.node.net_processing.peer import Peer

Handler = Callable[["Peer", bytes], None]


class Subprotocol:
    """Base; each method does nothing until it is overridden. All come on the message thread but `connected`.

    A handler raises SerializationError where the payload is malformed: the manager logs it and goes on. What the peer
    must not do ends in `manager.misbehaving(peer, score, reason)`.
    """

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles each message type of this part."""
        return {}

    def connected(self, peer: Peer) -> None:
        """A connection stands; nothing was said. On the net thread."""

    def version_received(self, peer: Peer) -> None:
        """`version` came, was accepted, and `verack` is about to be sent: what must be said before it."""

    def handshaken(self, peer: Peer) -> None:
        """`verack` came: what is said first."""

    def disconnected(self, peer: Peer) -> None:
        """A connection ended; nothing of it is being handled."""

    def process_backlog(self, peer: Peer) -> bool:
        """Go on with what an earlier message began; True if some is left, and no further message is read before."""
        del peer
        return False

    def send(self, peer: Peer, now_us: int) -> None:
        """Say what is due; after the handshake, about every 100 ms and after each message. Parts run in order."""

"""Hands messages to the parts that understand them, and ends peers that misbehave. Mirrors PeerManagerImpl."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from dashcore.chain.metrics import Metrics
from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services
from dashcore.net.transports.message_types import MESSAGE_TYPES, OTHER
from dashcore.node.net_processing.blocks_only import VIOLATES_BLOCKS_ONLY, rejects_incoming_txs
from dashcore.node.net_processing.peer import Peer
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.primitives.net_address import NetService
from dashcore.util.serialize import SerializationError

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

_Part = TypeVar("_Part", bound=Subprotocol)

DISCOURAGEMENT_THRESHOLD = 100
_VERSION = "version"
_BEFORE_VERACK = frozenset(
    {_VERSION, "verack", "sendheaders", "sendheaders2", "sendcmpct", "sendaddrv2", "sendtxrcncl"}
)


class Punisher(Protocol):
    """How the net layer ends connections to an address. Threads: any."""

    def discourage(self, address: NetService) -> None:
        """Remember that this address misbehaved, and end all its connections."""


class PeerManager:
    """The `net.events.NetEvents` of a node.

    Args (constructor):
        now_us: microseconds since 1970, possibly mocked.
        ignores_txs: -blocksonly.
        metrics: counts messages, connections and misbehaviour.

    Threads: see `NetEvents`; `peers`, `find` and `misbehaving` from any.
    """

    def __init__(
        self,
        punisher: Punisher,
        now_us: Callable[[], int],
        *,
        ignores_txs: bool = False,
        metrics: Metrics | None = None,
    ) -> None:
        self._parts: tuple[Subprotocol, ...] = ()
        self._handlers: dict[str, Handler] = {}
        self._punisher = punisher
        self._now_us = now_us
        self.ignores_txs = ignores_txs
        self._metrics = metrics or Metrics()
        self._lock = threading.Lock()  # behind cs_main
        self._peers: dict[int, Peer] = {}  # they and their scores guarded by: self._lock

    def use(self, parts: Sequence[Subprotocol]) -> None:
        """Take the parts of the conversation, in the order in which they may speak; once, before the first peer."""
        self._parts = tuple(parts)
        for part in self._parts:
            for message_type, handler in part.handlers().items():
                if message_type in self._handlers:
                    raise ValueError(f"two parts handle {message_type}")
                self._handlers[message_type] = handler

    def part(self, kind: type[_Part]) -> _Part:
        """Return the part of a class.

        Raises:
            LookupError: there is none.
        """
        for part in self._parts:
            if isinstance(part, kind):
                return part
        raise LookupError(kind.__name__)

    def peers(self) -> list[Peer]:
        """Return who is connected now."""
        with self._lock:
            return list(self._peers.values())

    def find(self, peer_id: int) -> Peer | None:
        """Return a peer that is connected."""
        with self._lock:
            return self._peers.get(peer_id)

    def misbehaving(self, peer: Peer, score: int, reason: str = "") -> None:
        """Add to what a peer did wrong; from 100 on it is ended and discouraged. Source: C++ Misbehaving."""
        with self._lock:
            before = peer.misbehavior_score
            peer.misbehavior_score = now = before + score
        exceeded = before < DISCOURAGEMENT_THRESHOLD <= now
        if exceeded:
            peer.should_discourage = True
            self._metrics.count("misbehavior.banned", 1)
        else:
            self._metrics.count("misbehavior.amount", score)
        _log_net.debug(
            "Misbehaving: peer=%d (%d -> %d)%s%s",
            peer.id,
            before,
            now,
            " DISCOURAGE THRESHOLD EXCEEDED" if exceeded else "",
            f": {reason}" if reason else "",
        )

    def rejects_incoming_txs(self, peer: Peer) -> bool:
        """Whether this peer must not send transactions to us. Source: C++ RejectIncomingTxs."""
        return rejects_incoming_txs(peer.connection, ignores_txs=self.ignores_txs)

    # NetEvents

    def initialize_node(self, connection: Connection, our_services: Services) -> None:
        """Make the peer's state."""
        peer = Peer(connection, our_services)
        if not connection.is_inbound:
            self._metrics.count("peers.connect", 1)
        with self._lock:
            self._peers[peer.id] = peer
        for part in self._parts:
            part.connected(peer)

    def finalize_node(self, connection: Connection) -> None:
        """Forget the peer's state."""
        with self._lock:
            peer = self._peers.pop(connection.id, None)
        if peer is None:
            return
        self._metrics.count("peers.disconnect", 1)
        for part in self._parts:
            part.disconnected(peer)
        _log_net.debug("Cleared nodestate for peer=%d", peer.id)

    def process_messages(self, connection: Connection) -> bool:
        """Go on with a backlog, else handle one message."""
        peer = self.find(connection.id)
        if peer is None:
            return False
        for part in self._parts:
            if part.process_backlog(peer):
                return not (connection.is_closing or connection.is_send_paused)
        if connection.is_closing or connection.is_send_paused:
            return False
        message = connection.poll()
        if message is None:
            return False
        peer.received_us = message.received_us
        kind = message.type if message.type in MESSAGE_TYPES else OTHER
        self._metrics.count(f"message.received.{kind}", 1)
        self._metrics.count(f"bandwidth.message.{kind}.bytesReceived", message.wire_size)
        try:
            self._process(peer, message.type, message.payload)
        except SerializationError as error:
            _log_net.debug(
                "ProcessMessages(%s, %u bytes): Exception '%s' caught", message.type, message.wire_size, error
            )
        except Exception:  # noqa: BLE001 - the edge of a thread: what one peer sends must not end the others
            _log.exception("ProcessMessages(%s, %u bytes) failed", message.type, message.wire_size)
        return connection.has_message or any(part.process_backlog(peer) for part in self._parts)

    def _process(self, peer: Peer, message_type: str, payload: bytes) -> None:
        connection = peer.connection
        _log_net.debug("received: %s (%u bytes) peer=%d", message_type, len(payload), peer.id)
        if connection.version == 0 and message_type != _VERSION:
            _log_net.debug(
                'non-version message before version handshake. Message "%s" from peer=%d', message_type, peer.id
            )
            return
        if message_type not in _BEFORE_VERACK:
            if not connection.is_handshaken:
                _log_net.debug('Unsupported message "%s" prior to verack from peer=%d', message_type, peer.id)
                return
            if message_type in VIOLATES_BLOCKS_ONLY and self.rejects_incoming_txs(peer):
                _log_net.debug("%s sent in violation of protocol peer=%d", message_type, peer.id)
                connection.close()
                return
        handler = self._handlers.get(message_type)
        if handler is None:
            _log_net.debug('Unknown command "%s" from peer=%d', message_type, peer.id)
            return
        handler(peer, payload)

    def begin_conversation(self, peer: Peer) -> None:
        """Let each part say what comes before `verack`; the handshake calls this when `version` was accepted."""
        for part in self._parts:
            part.version_received(peer)

    def handshaken(self, peer: Peer) -> None:
        """Let each part say what comes first; the handshake calls this when `verack` came."""
        for part in self._parts:
            part.handshaken(peer)

    def send_messages(self, connection: Connection) -> None:
        """Punish, or let each part say what is due."""
        peer = self.find(connection.id)
        if peer is None or self._punish(peer) or not connection.is_handshaken:
            return
        now_us = self._now_us()
        for part in self._parts:
            if connection.is_closing:
                return
            part.send(peer, now_us)

    def _punish(self, peer: Peer) -> bool:
        """End a peer that misbehaved. Source: C++ MaybeDiscourageAndDisconnect."""
        if not peer.should_discourage:
            return False
        peer.should_discourage = False
        connection = peer.connection
        if connection.has_permission(NetPermissions.NO_BAN):
            _log.info("Warning: not punishing noban peer %d!", peer.id)
            return False
        if connection.type is ConnectionType.MANUAL:
            _log.info("Warning: not punishing manually connected peer %d!", peer.id)
            return False
        if connection.address.is_local:
            _log_net.debug(
                "Warning: disconnecting but not discouraging %s peer %d!",
                "inbound onion" if connection.is_inbound_onion else "local",
                peer.id,
            )
            connection.close()
            return True
        _log_net.debug("Disconnecting and discouraging peer %d!", peer.id)
        self._punisher.discourage(connection.address)
        return True

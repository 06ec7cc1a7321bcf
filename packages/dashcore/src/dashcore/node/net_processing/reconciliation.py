"""Agrees with peers on the reconciliation of transactions; only this far dashd goes. Mirrors txreconciliation.h.

Source: BIP 330.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from dashcore.net.connection import ConnectionType
from dashcore.net.messages.filters import decode_reconciliation, encode_reconciliation
from dashcore.net.protocol import INCREASE_MAX_HEADERS2_VERSION
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol

if TYPE_CHECKING:
    from dashcore.node.net_processing.announcements import Announcements
    from dashcore.node.net_processing.manager import PeerManager
    from dashcore.node.net_processing.peer import Peer

_log_net = logging.getLogger("dash.net")
_log_reconciliation = logging.getLogger("dash.txreconciliation")

VERSION: Final = 1


class Reconciliation(Subprotocol):
    """Offers it, and keeps who agreed.

    Args (constructor):
        is_enabled: -txreconciliation.

    Threads: the message thread.
    """

    def __init__(self, announcements: Announcements, manager: PeerManager, *, is_enabled: bool) -> None:
        self._announcements = announcements
        self._manager = manager
        self._is_enabled = is_enabled
        self._offered: set[int] = set()  # peers that were offered it and did not answer
        self._agreed: set[int] = set()

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles `sendtxrcncl`."""
        return {"sendtxrcncl": self._handle_offer}

    def version_received(self, peer: Peer) -> None:
        """Offer it to whom transactions are announced."""
        connection = peer.connection
        if (
            not self._is_enabled
            or connection.common_version < INCREASE_MAX_HEADERS2_VERSION
            or not self._announcements.wants_txs(peer)
            or connection.type is ConnectionType.ADDR_FETCH
            or self._manager.ignores_txs
        ):
            return
        _log_reconciliation.debug("Pre-register peer=%d", peer.id)
        self._offered.add(peer.id)
        peer.send("sendtxrcncl", encode_reconciliation(VERSION, secrets.randbits(64)))

    def handshaken(self, peer: Peer) -> None:
        """Forget a peer that did not agree."""
        if peer.connection.version < INCREASE_MAX_HEADERS2_VERSION or peer.id not in self._agreed:
            self._forget(peer)

    def disconnected(self, peer: Peer) -> None:
        """Forget."""
        self._forget(peer)

    def _forget(self, peer: Peer) -> None:
        if peer.id in self._agreed or peer.id in self._offered:
            self._agreed.discard(peer.id)
            self._offered.discard(peer.id)
            _log_reconciliation.debug("Forget txreconciliation state of peer=%d", peer.id)

    def _handle_offer(self, peer: Peer, payload: bytes) -> None:
        if not self._is_enabled:
            _log_net.debug(
                "sendtxrcncl from peer=%d ignored, as our node does not have txreconciliation enabled", peer.id
            )
            return
        problem = self._find_problem(peer)
        if problem:
            _log_net.debug("%s; disconnecting", problem)
            peer.connection.close()
            return
        version, _ = decode_reconciliation(payload)
        self._agree(peer, version)

    def _find_problem(self, peer: Peer) -> str:
        if peer.connection.is_handshaken:
            return f"sendtxrcncl received after verack from peer={peer.id}"
        if self._manager.rejects_incoming_txs(peer):
            return f"sendtxrcncl received from peer={peer.id} to which we indicated no tx relay"
        if not self._announcements.wants_txs(peer):
            return f"sendtxrcncl received from peer={peer.id} which indicated no tx relay to us"
        return ""

    def _agree(self, peer: Peer, version: int) -> None:
        """Source: C++ TxReconciliationTracker::RegisterPeer."""
        problem = ""
        if peer.id in self._agreed:
            problem = f"from peer={peer.id} (sendtxrcncl received from already registered peer)"
        elif peer.id not in self._offered:
            _log_net.debug("Ignore unexpected txreconciliation signal from peer=%d", peer.id)
            return
        elif min(version, VERSION) < 1:
            problem = f"from peer={peer.id}"
        if problem:
            _log_net.debug("txreconciliation protocol violation %s; disconnecting", problem)
            peer.connection.close()
            return
        _log_reconciliation.debug("Register peer=%d (inbound=%i)", peer.id, peer.connection.is_inbound)
        self._offered.discard(peer.id)
        self._agreed.add(peer.id)

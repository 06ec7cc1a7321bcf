"""Agrees with peers on the reconciliation of transactions; only this far dashd goes. Mirrors txreconciliation.h.

Source: BIP 330.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
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
_TAG = sha256(b"Tx Relay Salting").digest()


def combine_salts(ours: int, theirs: int) -> bytes:
    """Return the 32 bytes both ends compute; the first 16 key the short ids of transactions."""
    parts = b"".join(salt.to_bytes(8, "little") for salt in sorted((ours, theirs)))
    return sha256(_TAG + _TAG + parts).digest()


@dataclass(frozen=True, slots=True)
class ReconciliationPeer:
    """What was agreed with a peer.

    Args (constructor):
        we_initiate: we ask for its sketches, not the other way round.
        key: of short ids, 16 bytes.
    """

    we_initiate: bool
    key: bytes


class Reconciliation(Subprotocol):
    """Keeps what was agreed.

    Args (constructor):
        is_enabled: -txreconciliation.

    Threads: the message thread.
    """

    def __init__(self, announcements: Announcements, manager: PeerManager, *, is_enabled: bool) -> None:
        self._announcements = announcements
        self._manager = manager
        self._is_enabled = is_enabled
        self._salts: dict[int, int] = {}  # that we offered
        self._agreed: dict[int, ReconciliationPeer] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles `sendtxrcncl`."""
        return {"sendtxrcncl": self._handle_offer}

    def find(self, peer: Peer) -> ReconciliationPeer | None:
        """Return what was agreed with a peer."""
        return self._agreed.get(peer.id)

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
        salt = secrets.randbits(64)
        self._salts[peer.id] = salt
        peer.send("sendtxrcncl", encode_reconciliation(VERSION, salt))

    def handshaken(self, peer: Peer) -> None:
        """Forget a peer that did not agree."""
        if peer.connection.version < INCREASE_MAX_HEADERS2_VERSION or peer.id not in self._agreed:
            self._forget(peer)

    def disconnected(self, peer: Peer) -> None:
        """Forget."""
        self._forget(peer)

    def _forget(self, peer: Peer) -> None:
        is_known = self._salts.pop(peer.id, None) is not None
        if (self._agreed.pop(peer.id, None) is not None) or is_known:
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
        version, salt = decode_reconciliation(payload)
        self._agree(peer, version, salt)

    def _find_problem(self, peer: Peer) -> str:
        if peer.connection.is_handshaken:
            return f"sendtxrcncl received after verack from peer={peer.id}"
        if self._manager.rejects_incoming_txs(peer):
            return f"sendtxrcncl received from peer={peer.id} to which we indicated no tx relay"
        if not self._announcements.wants_txs(peer):
            return f"sendtxrcncl received from peer={peer.id} which indicated no tx relay to us"
        return ""

    def _agree(self, peer: Peer, version: int, salt: int) -> None:
        """Source: C++ TxReconciliationTracker::RegisterPeer."""
        problem = ""
        if peer.id in self._agreed:
            problem = f"from peer={peer.id} (sendtxrcncl received from already registered peer)"
        elif peer.id not in self._salts:
            _log_net.debug("Ignore unexpected txreconciliation signal from peer=%d", peer.id)
            return
        elif min(version, VERSION) < 1:
            problem = f"from peer={peer.id}"
        if problem:
            _log_net.debug("txreconciliation protocol violation %s; disconnecting", problem)
            peer.connection.close()
            return
        is_inbound = peer.connection.is_inbound
        _log_reconciliation.debug("Register peer=%d (inbound=%i)", peer.id, is_inbound)
        key = combine_salts(self._salts.pop(peer.id), salt)[:16]
        self._agreed[peer.id] = ReconciliationPeer(not is_inbound, key)

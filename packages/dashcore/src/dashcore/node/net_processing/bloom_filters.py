"""Light clients say which transactions concern them: `filterload`, `filteradd`, `filterclear`. Source: BIP 37, 111."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dashcore.evo.bloom import BloomFilter
from dashcore.net.messages.filters import decode_filter_element
from dashcore.net.protocol import Services
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.script.script import MAX_SCRIPT_ELEMENT_SIZE

if TYPE_CHECKING:
    from dashcore.node.net_processing.announcements import Announcements
    from dashcore.node.net_processing.inventory import Misbehaving
    from dashcore.node.net_processing.peer import Peer

_log_connections = logging.getLogger("dash.netconn")


class BloomFilters(Subprotocol):
    """Keeps a filter for each peer that wants one; without -peerbloomfilters, whoever asks for it is ended.

    Threads: the message thread.
    """

    def __init__(self, announcements: Announcements, misbehaving: Misbehaving) -> None:
        self._announcements = announcements
        self._misbehaving = misbehaving

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles the three messages."""
        return {"filterload": self._handle_load, "filteradd": self._handle_add, "filterclear": self._handle_clear}

    @staticmethod
    def _offers_filters(peer: Peer, name: str) -> bool:
        if peer.our_services & Services.BLOOM:
            return True
        _log_connections.debug(
            "%s received despite not offering bloom services from peer=%d; disconnecting", name, peer.id
        )
        peer.connection.close()
        return False

    def _set(self, peer: Peer, bloom_filter: BloomFilter | None) -> None:
        if self._announcements.set_filter(peer, bloom_filter):
            peer.connection.has_bloom_filter = bloom_filter is not None
            peer.connection.relays_txs = True

    def _handle_load(self, peer: Peer, payload: bytes) -> None:
        if not self._offers_filters(peer, "filterload"):
            return
        bloom_filter = BloomFilter.decode(payload)
        if bloom_filter.is_within_limits:
            self._set(peer, bloom_filter)
        else:
            self._misbehaving(peer, 100, "too-large bloom filter")

    def _handle_add(self, peer: Peer, payload: bytes) -> None:
        if not self._offers_filters(peer, "filteradd"):
            return
        element = decode_filter_element(payload)
        is_good = len(element) <= MAX_SCRIPT_ELEMENT_SIZE and (
            self._announcements.use_filter(peer, lambda bloom_filter: bloom_filter.insert(element))
            or not self._announcements.can_relay_txs(peer)
        )
        if not is_good:
            self._misbehaving(peer, 100, "bad filteradd message")

    def _handle_clear(self, peer: Peer, payload: bytes) -> None:
        del payload
        if self._offers_filters(peer, "filterclear"):
            self._set(peer, None)

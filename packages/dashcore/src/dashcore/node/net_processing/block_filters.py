"""Answers light clients that ask for filters of blocks. Source: BIP 157; C++ ProcessGetCFilters and its like."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from dashcore.evo.blockfilter import BASIC_FILTER_TYPE
from dashcore.net.messages.filters import (
    FilterCheckpoints,
    FilterRange,
    encode_filter,
    encode_filter_checkpoints,
    encode_filter_headers,
)
from dashcore.net.protocol import Services
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.util.hashes import NULL_HASH, display_hash

if TYPE_CHECKING:
    from dashcore.chain.blockfilterindex import BlockFilterIndex
    from dashcore.chain.blockindex import BlockIndex
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.peer import Peer
    from dashcore.primitives.types import BlockHash

_log_net = logging.getLogger("dash.net")

MAX_FILTERS: Final = 1000  # of one request
MAX_HEADERS: Final = 2000
CHECKPOINT_INTERVAL: Final = 1000  # blocks
_NO_LIMIT: Final = 0xFFFFFFFF


class BlockFilters(Subprotocol):
    """Serves the block filter index where -peerblockfilters offers it.

    Args (constructor):
        may_request: whether peers may see a block; cs_main is held.

    Threads: the message thread.
    """

    def __init__(self, node: NodeContext, may_request: Callable[[BlockIndex], bool]) -> None:
        self._node = node
        self._may_request = may_request

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles the three requests."""
        return {
            "getcfilters": self._handle_filters,
            "getcfheaders": self._handle_headers,
            "getcfcheckpt": self._handle_checkpoints,
        }

    def _prepare(
        self, peer: Peer, filter_type: int, first: int, last: BlockHash, most: int
    ) -> tuple[BlockFilterIndex, BlockIndex] | None:
        """Check a request; None ends the peer, or there is no index. Source: C++ PrepareBlockFilterRequest."""
        connection = peer.connection
        if filter_type != BASIC_FILTER_TYPE or not peer.our_services & Services.COMPACT_FILTERS:
            _log_net.debug("peer %d requested unsupported block filter type: %d", peer.id, filter_type)
            connection.close()
            return None
        chainman = self._node.chainman
        with chainman.cs_main:
            stop = chainman.find(last)
            if stop is None or not self._may_request(stop):
                _log_net.debug("peer %d requested invalid block hash: %s", peer.id, display_hash(last))
                connection.close()
                return None
        if first > stop.height:
            _log_net.debug(
                "peer %d sent invalid getcfilters/getcfheaders with start height %d and stop height %d",
                peer.id,
                first,
                stop.height,
            )
            connection.close()
            return None
        if stop.height - first >= most:
            _log_net.debug(
                "peer %d requested too many cfilters/cfheaders: %d / %d", peer.id, stop.height - first + 1, most
            )
            connection.close()
            return None
        index = self._node.filter_index
        if index is None:
            _log_net.debug("Filter index for supported type %s not found", "basic")
            return None
        return index, stop

    def _handle_filters(self, peer: Peer, payload: bytes) -> None:
        wanted = FilterRange.decode(payload)
        prepared = self._prepare(peer, wanted.filter_type, wanted.first, wanted.last, MAX_FILTERS)
        if prepared is None:
            return
        index, stop = prepared
        filters = index.find_filters(wanted.first, stop)
        if filters is None:
            self._log_missing_range("", wanted)
            return
        for each in filters:
            peer.send("cfilter", encode_filter(BASIC_FILTER_TYPE, each.block_hash, each.encoded))

    def _handle_headers(self, peer: Peer, payload: bytes) -> None:
        wanted = FilterRange.decode(payload)
        prepared = self._prepare(peer, wanted.filter_type, wanted.first, wanted.last, MAX_HEADERS)
        if prepared is None:
            return
        index, stop = prepared
        previous = self._header_at(index, stop, wanted.first - 1) if wanted.first > 0 else NULL_HASH
        if previous is None:
            return
        hashes = index.find_hashes(wanted.first, stop)
        if hashes is None:
            self._log_missing_range(" hashes", wanted)
            return
        peer.send("cfheaders", encode_filter_headers(BASIC_FILTER_TYPE, stop.hash, previous, hashes))

    def _handle_checkpoints(self, peer: Peer, payload: bytes) -> None:
        wanted = FilterCheckpoints.decode(payload)
        prepared = self._prepare(peer, wanted.filter_type, 0, wanted.last, _NO_LIMIT)
        if prepared is None:
            return
        index, stop = prepared
        headers = []
        for height in range(CHECKPOINT_INTERVAL, stop.height + 1, CHECKPOINT_INTERVAL):
            header = self._header_at(index, stop, height)
            if header is None:
                return
            headers.append(header)
        peer.send("cfcheckpt", encode_filter_checkpoints(BASIC_FILTER_TYPE, stop.hash, headers))

    def _header_at(self, index: BlockFilterIndex, stop: BlockIndex, height: int) -> bytes | None:
        """Return the header of the filter of an ancestor."""
        with self._node.chainman.cs_main:
            block = stop.get_ancestor(height)
        header = index.find_header(block) if block is not None else None
        if header is None:
            _log_net.debug(
                "Failed to find block filter header in index: filter_type=basic, block_hash=%s",
                display_hash(block.hash if block is not None else NULL_HASH),
            )
        return header

    @staticmethod
    def _log_missing_range(what: str, wanted: FilterRange) -> None:
        _log_net.debug(
            "Failed to find block filter%s in index: filter_type=basic, start_height=%d, stop_hash=%s",
            what,
            wanted.first,
            display_hash(wanted.last),
        )

"""What is known of each peer's chain, and which blocks are asked of whom. Mirrors CNodeState and mapBlocksInFlight.

All of it is guarded by cs_main, which every method needs.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from dashcore.chain.blockindex import VALID_TREE, BlockIndex, last_common_ancestor
from dashcore.net.connection import ConnectionType
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services
from dashcore.node.net_processing.peer import Peer
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dashcore.chain.manager import ChainManager
    from dashcore.node.net_processing.partial_block import PartialBlock

MAX_BLOCKS_IN_FLIGHT: Final = 16  # asked of one peer at a time
DOWNLOAD_WINDOW: Final = 1024  # blocks behind the last one in common with a peer
_FETCH_STEP: Final = 128  # blocks looked at a time; to find an ancestor takes as long as to walk a hundred
_MAX_SOURCES: Final = 4 * DOWNLOAD_WINDOW  # blocks of which it is remembered who sent them
_CHAIN_SERVICES = Services.NETWORK | Services.NETWORK_LIMITED

NOBODY: Final = -1


class ChainSync:
    """Whether an outbound peer keeps up with our chain. Source: C++ ChainSyncTimeoutState."""

    __slots__ = ("is_protected", "sent_getheaders", "timeout_at", "work_header")

    def __init__(self) -> None:
        self.timeout_at = 0  # seconds; 0: no need to watch
        self.work_header: BlockIndex | None = None  # what it has to reach until then
        self.sent_getheaders = False
        self.is_protected = False


class SyncPeer:
    """A peer's chain as far as it is known, and what is asked of the peer.

    Attributes:
        best_known: the block with most work that it is known to have.
        last_unknown: a block it announced whose header we lack; null: none.
        last_common: the last block both have in full.
        best_header_sent: the last header we told it of.
        in_flight: blocks asked of it, the oldest first.
        downloading_since_us: when the first of these was due to come next.
        stalling_since_us: since when it keeps others from going on; 0: it does not.
        is_preferred: blocks are rather asked of it than of others.
        wants_headers, wants_headers2: how it likes to be told of blocks.
        wants_compact: it likes them as compact blocks, unasked.
        provides_compact: it can send such.
        last_announcement_at: when it last told of a better chain, seconds.
        getheaders_at_us: when it was last asked for headers; 0: it answered.
        continuation: block behind which the peer is told of more. Source: C++ m_continuation_block.
    """

    __slots__ = (
        "best_header_sent",
        "best_known",
        "chain_sync",
        "continuation",
        "downloading_since_us",
        "getheaders_at_us",
        "has_sync_by_inv",
        "headers_timeout_us",
        "in_flight",
        "inv_to_send",
        "inv_trigger",
        "is_inbound",
        "is_preferred",
        "is_sync_started",
        "last_announcement_at",
        "last_common",
        "last_unknown",
        "peer",
        "provides_compact",
        "stalling_since_us",
        "to_announce",
        "unconnecting_headers",
        "wants_compact",
        "wants_headers",
        "wants_headers2",
    )

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.is_inbound = peer.connection.is_inbound
        self.best_known: BlockIndex | None = None
        self.last_unknown: bytes = NULL_HASH
        self.last_common: BlockIndex | None = None
        self.best_header_sent: BlockIndex | None = None
        self.unconnecting_headers = 0  # announcements in a row whose parent we lacked
        self.is_sync_started = False
        self.headers_timeout_us: int | None = None
        self.in_flight: OrderedDict[BlockHash, BlockRequest] = OrderedDict()
        self.downloading_since_us = 0
        self.stalling_since_us = 0
        self.is_preferred = False
        self.wants_headers = False
        self.wants_headers2 = False
        self.wants_compact = False
        self.provides_compact = False
        self.chain_sync = ChainSync()
        self.last_announcement_at = 0
        self.getheaders_at_us = 0
        self.inv_trigger: BlockHash | None = None  # last block of an `inv` that we lack
        self.has_sync_by_inv = False  # an `inv` made us ask for headers before the turn of this peer
        self.to_announce: list[BlockIndex] = []  # as headers where that works
        self.inv_to_send: list[BlockHash] = []
        self.continuation: bytes = NULL_HASH

    @property
    def can_serve_blocks(self) -> bool:
        """Whether it has any. Source: C++ CanServeBlocks."""
        return bool(self.peer.their_services & _CHAIN_SERVICES)

    @property
    def is_limited(self) -> bool:
        """Whether it has recent blocks alone. Source: C++ IsLimitedPeer."""
        return self.peer.their_services & _CHAIN_SERVICES == Services.NETWORK_LIMITED

    @property
    def uses_headers2(self) -> bool:
        """Whether it understands compressed headers."""
        return bool(self.peer.their_services & Services.HEADERS_COMPRESSED)

    def has_header(self, index: BlockIndex) -> bool:
        """Whether it has, or was told of, a header. Source: C++ PeerHasHeader."""
        best, sent = self.best_known, self.best_header_sent
        return (best is not None and best.get_ancestor(index.height) is index) or (
            sent is not None and sent.get_ancestor(index.height) is index
        )


class BlockRequest:
    """A block asked of a peer.

    Attributes:
        partial: what is there of it, where it was asked for as a compact block.
    """

    __slots__ = ("index", "partial", "peer_id")

    def __init__(self, index: BlockIndex, peer_id: int) -> None:
        self.index = index
        self.peer_id = peer_id
        self.partial: PartialBlock | None = None


class SyncState:
    """All peers' chains, and all blocks in flight.

    Attributes:
        in_flight: requests by block.
        sync_started: peers whose headers we began to learn.
        preferred_count: peers that blocks are rather asked of.
        downloading_from: peers of which blocks are asked.
        protected_count: outbound peers that are not ended for a bad chain.
        last_tip_update: when the tip last moved, seconds; 0: not yet.
    """

    def __init__(self, chainman: ChainManager, now_us: Callable[[], int]) -> None:
        self._chainman = chainman
        self._now_us = now_us
        self._peers: dict[int, SyncPeer] = {}
        self.in_flight: dict[BlockHash, BlockRequest] = {}
        self.sync_started = 0
        self.preferred_count = 0
        self.downloading_from = 0
        self.protected_count = 0
        self.last_tip_update = 0
        self._sources: OrderedDict[BlockHash, tuple[int, bool]] = OrderedDict()

    # Peers

    def add(self, peer: Peer) -> SyncPeer:
        """A peer connected."""
        state = self._peers[peer.id] = SyncPeer(peer)
        return state

    def remove(self, peer: Peer) -> None:
        """A peer is gone: what was asked of it can be asked of others."""
        state = self._peers.pop(peer.id, None)
        if state is None:
            return
        self.sync_started -= state.is_sync_started
        for block_hash in state.in_flight:
            del self.in_flight[block_hash]
        self.preferred_count -= state.is_preferred
        self.downloading_from -= bool(state.in_flight)
        self.protected_count -= state.chain_sync.is_protected

    def find(self, peer_id: int) -> SyncPeer | None:
        """Return a peer that is connected."""
        return self._peers.get(peer_id)

    def of(self, peer: Peer) -> SyncPeer:
        """Return a peer's state."""
        return self._peers[peer.id]

    def __iter__(self) -> Iterator[SyncPeer]:
        return iter(self._peers.values())

    def introduced(self, peer: Peer) -> None:
        """A peer's `version` came: whether it is preferred can be told."""
        state = self._peers[peer.id]
        connection = peer.connection
        state.is_preferred = (
            (not connection.is_inbound or connection.has_permission(NetPermissions.NO_BAN))
            and connection.type is not ConnectionType.ADDR_FETCH
            and state.can_serve_blocks
        )
        self.preferred_count += state.is_preferred

    # What peers have

    def note_known(self, state: SyncPeer) -> None:
        """See whether the header of what a peer announced is known by now. Source: C++ ProcessBlockAvailability."""
        if state.last_unknown == NULL_HASH:
            return
        index = self._chainman.find(BlockHash(state.last_unknown))
        if index is not None:
            if state.best_known is None or index.chain_work >= state.best_known.chain_work:
                state.best_known = index
            state.last_unknown = NULL_HASH

    def note_announced(self, state: SyncPeer, block_hash: BlockHash) -> None:
        """A peer has a block. Source: C++ UpdateBlockAvailability."""
        self.note_known(state)
        index = self._chainman.find(block_hash)
        if index is None:
            state.last_unknown = block_hash  # the latest is taken for the best
        elif state.best_known is None or index.chain_work >= state.best_known.chain_work:
            state.best_known = index

    # Who sent what

    def note_source(self, block_hash: BlockHash, peer: Peer, *, may_punish: bool) -> None:
        """Remember who sent a block first, until its verdict is known. Source: C++ mapBlockSource.

        Args:
            may_punish: False where a peer may send it before it has checked it.
        """
        self._sources.setdefault(block_hash, (peer.id, may_punish))
        while len(self._sources) > _MAX_SOURCES:
            self._sources.popitem(last=False)

    def take_source(self, block_hash: BlockHash) -> tuple[int, bool] | None:
        """Return and forget who sent a block, and whether it may be punished for it."""
        return self._sources.pop(block_hash, None)

    # Blocks in flight

    def is_requested(self, block_hash: BlockHash) -> bool:
        """Whether a block is asked of some peer."""
        return block_hash in self.in_flight

    def request(self, state: SyncPeer, index: BlockIndex) -> tuple[BlockRequest, bool]:
        """Note that a block is asked of a peer; it no longer is of any other.

        Returns:
            The request, and whether it is new.

        Source: C++ BlockRequested.
        """
        known = state.in_flight.get(index.hash)
        if known is not None:
            return known, False
        self.forget_request(index.hash)
        request = BlockRequest(index, state.peer.id)
        if not state.in_flight:
            state.downloading_since_us = self._now_us()
            self.downloading_from += 1
        state.in_flight[index.hash] = self.in_flight[index.hash] = request
        return request, True

    def forget_request(self, block_hash: BlockHash) -> None:
        """A block came, or is not waited for any more. Source: C++ RemoveBlockRequest."""
        request = self.in_flight.pop(block_hash, None)
        if request is None:
            return
        state = self._peers[request.peer_id]
        if next(iter(state.in_flight)) == block_hash:
            state.downloading_since_us = max(state.downloading_since_us, self._now_us())
        del state.in_flight[block_hash]
        if not state.in_flight:
            self.downloading_from -= 1
        state.stalling_since_us = 0

    def next_blocks(self, state: SyncPeer, count: int) -> tuple[list[BlockIndex], int]:
        """Return what to ask of a peer next, and note the last block in common with it.

        Args:
            count: how many at most.

        Returns:
            The blocks, and the peer that keeps this one from going on, or NOBODY.

        Source: C++ FindNextBlocksToDownload.
        """
        if count <= 0:
            return [], NOBODY
        self.note_known(state)
        active = self._chainman.active
        best, tip = state.best_known, active.tip
        if best is None or tip is None:
            return [], NOBODY
        if best.chain_work < tip.chain_work or best.chain_work < self._chainman.minimum_chain_work:
            return [], NOBODY
        if state.last_common is None:
            # A guess, which the next line sets right.
            state.last_common = active.at(min(best.height, active.height)) or tip
        state.last_common = last_common_ancestor(state.last_common, best)
        if state.last_common is best:
            return [], NOBODY
        return self._walk(state, best, count)

    def _walk(  # noqa: C901 - one decision for each state a block can be in
        self, state: SyncPeer, best: BlockIndex, count: int
    ) -> tuple[list[BlockIndex], int]:
        """Go through the blocks that the peer has behind those in common."""
        active = self._chainman.active
        walk = state.last_common
        if walk is None:
            return [], NOBODY
        # One block more than the window tells whether a larger one would help: then somebody stalls.
        window_end = walk.height + DOWNLOAD_WINDOW
        highest = min(best.height, window_end + 1)
        blocks: list[BlockIndex] = []
        waiting_for = NOBODY
        while walk.height < highest:
            for index in _branch(best, walk.height, min(highest, walk.height + max(count - len(blocks), _FETCH_STEP))):
                walk = index
                if not index.is_valid(VALID_TREE):
                    return blocks, NOBODY  # the peer follows an invalid chain
                if index.has_data or index in active:
                    if index.has_transactions:
                        state.last_common = index
                    continue
                request = self.in_flight.get(index.hash)
                if request is not None:
                    if waiting_for == NOBODY:
                        waiting_for = request.peer_id
                    continue
                if index.height > window_end:
                    stalls = not blocks and waiting_for != state.peer.id
                    return blocks, waiting_for if stalls else NOBODY
                blocks.append(index)
                if len(blocks) == count:
                    return blocks, NOBODY
        return blocks, NOBODY


def _branch(best: BlockIndex, low: int, high: int) -> list[BlockIndex]:
    """Return the ancestors of a block above a height and up to another, lowest first."""
    blocks = []
    walk = best.get_ancestor(high)
    while walk is not None and walk.height > low:
        blocks.append(walk)
        walk = walk.prev
    blocks.reverse()
    return blocks

"""Blocks that come and go by short ids of their transactions. Mirrors those parts of net_processing.cpp. Source: BIP 152."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from dashcore.chain.blockindex import VALID_TRANSACTIONS, BlockIndex
from dashcore.chain.events import ChainEvents
from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.net.messages.compact import (
    COMPACT_VERSION,
    BlockTransactions,
    CompactBlock,
    TransactionsRequest,
    decode_send_compact,
    encode_send_compact,
)
from dashcore.net.messages.inventory import Inv, encode_inventory
from dashcore.net.protocol import InvType
from dashcore.node.net_processing.partial_block import (
    AmbiguousCompactBlockError,
    ExtraTransactions,
    InvalidCompactBlockError,
    PartialBlock,
)
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.node.net_processing.sync_state import MAX_BLOCKS_IN_FLIGHT
from dashcore.util.hashes import display_hash

if TYPE_CHECKING:
    from dashcore.node.net_processing.block_download import BlockDownload
    from dashcore.node.net_processing.headers_sync import HeadersSync
    from dashcore.node.net_processing.peer import Peer
    from dashcore.node.net_processing.sync_context import SyncContext
    from dashcore.node.net_processing.sync_state import BlockRequest, SyncPeer
    from dashcore.primitives.block import Block, BlockHeader
    from dashcore.primitives.transaction import Transaction
    from dashcore.primitives.types import BlockHash, TxId

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

_MAX_SENDERS: Final = 3  # peers that send us blocks unasked
_MAX_HEIGHT_AHEAD: Final = 2  # of a block that is worth it


class RecentCompactBlock:
    """The block that extended the tip last, as those who announce it need it. Never changed once made."""

    __slots__ = ("_payload", "block", "hash")

    def __init__(self, block: Block) -> None:
        self.block = block
        self.hash = block.hash
        self._payload: bytes | None = None

    @property
    def payload(self) -> bytes:
        """What `cmpctblock` carries; made when it is first asked for. Two threads may make it twice, which is fine."""
        if self._payload is None:
            self._payload = CompactBlock.of(self.block).encode()
        return self._payload


class CompactBlocks(Subprotocol, ChainEvents):
    """Takes in compact blocks, and tells peers of new ones at once.

    Attributes:
        extra: transactions a block may hold besides the mempool's.

    Threads: the message thread; chain events from any, with cs_main held.
    """

    def __init__(
        self, context: SyncContext, headers: HeadersSync, download: BlockDownload, extra: ExtraTransactions
    ) -> None:
        self._context = context
        self._headers = headers
        self._download = download
        self.extra = extra
        self._recent: RecentCompactBlock | None = None  # replaced, never changed
        self._highest_announced = 0  # guarded by: cs_main
        self._senders: list[int] = []  # peers that send blocks unasked, the latest last; guarded by: cs_main
        download.on_valid_block = self.prefer

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles compact blocks and what they lack."""
        return {
            "sendcmpct": self._handle_sendcmpct,
            "cmpctblock": self._handle_cmpctblock,
            "blocktxn": self._handle_blocktxn,
        }

    def handshaken(self, peer: Peer) -> None:
        """Say that we understand them, and want none unasked."""
        peer.send("sendcmpct", encode_send_compact(high_bandwidth=False))

    def disconnected(self, peer: Peer) -> None:
        """Forget that it sends blocks unasked."""
        with self._context.cs_main:
            if peer.id in self._senders:
                self._senders.remove(peer.id)

    def _handle_sendcmpct(self, peer: Peer, payload: bytes) -> None:
        high_bandwidth, version = decode_send_compact(payload)
        if version != COMPACT_VERSION:
            return
        with self._context.cs_main:
            state = self._context.state.of(peer)
            state.provides_compact = True
            state.wants_compact = high_bandwidth
        peer.connection.is_highbandwidth_from = high_bandwidth

    # Who sends us blocks unasked

    def prefer(self, peer: Peer) -> None:
        """Let a peer that sent the best block send the next unasked. cs_main is held.

        Source: C++ MaybeSetPeerAsAnnouncingHeaderAndIDs.
        """
        context = self._context
        if context.manager.ignores_txs:
            return  # our mempool would be of no help
        state = context.state.find(peer.id)
        if state is None or not state.provides_compact:
            return
        senders = self._senders
        if peer.id in senders:
            senders.remove(peer.id)
            senders.append(peer.id)
            return
        outbound = [number for number in senders if self._is_outbound(number)]
        if state.is_inbound and len(senders) >= _MAX_SENDERS and len(outbound) == 1 and outbound[0] == senders[0]:
            senders[0], senders[1] = senders[1], senders[0]  # the last outbound one stays
        peer.send("sendcmpct", encode_send_compact(high_bandwidth=True))
        peer.connection.is_highbandwidth_to = True
        senders.append(peer.id)
        if len(senders) > _MAX_SENDERS:
            dropped = context.state.find(senders.pop(0))
            if dropped is not None:
                dropped.peer.send("sendcmpct", encode_send_compact(high_bandwidth=False))
                dropped.peer.connection.is_highbandwidth_to = False

    def _is_outbound(self, peer_id: int) -> bool:
        state = self._context.state.find(peer_id)
        return state is not None and not state.is_inbound

    # Telling

    def new_pow_valid_block(self, index: BlockIndex, block: Block) -> None:
        """Tell those who want to hear at once. Source: C++ NewPoWValidBlock."""
        if index.height <= self._highest_announced or index.prev is None:
            return
        self._highest_announced = index.height
        recent = self._recent = RecentCompactBlock(block)
        state = self._context.state
        for each in state:
            if not each.wants_compact or each.peer.connection.is_closing:
                continue
            state.note_known(each)
            if not each.has_header(index) and each.has_header(index.prev):
                _log_net.debug(
                    "PeerManager::NewPoWValidBlock sending header-and-ids %s to peer=%d",
                    display_hash(index.hash),
                    each.peer.id,
                )
                each.peer.send("cmpctblock", recent.payload)
                each.best_header_sent = index

    def block_at(self, index: BlockIndex) -> Block:
        """Return a block of the chain.

        Raises:
            CorruptDataError: it cannot be read.
        """
        recent = self.find_recent(index.hash)
        return recent.block if recent is not None else self._context.chainman.read_block(index)

    def find_recent(self, block_hash: BlockHash) -> RecentCompactBlock | None:
        """Return the block that extended the tip last, if it is this one. Threads: any."""
        recent = self._recent
        return recent if recent is not None and recent.hash == block_hash else None

    def payload_of(self, index: BlockIndex) -> bytes:
        """Return what `cmpctblock` carries for a block of the chain.

        Raises:
            CorruptDataError: it cannot be read.
        """
        recent = self.find_recent(index.hash)
        if recent is not None:
            return recent.payload
        return CompactBlock.of(self._context.chainman.read_block(index)).encode()

    # Taking in

    def _handle_cmpctblock(self, peer: Peer, payload: bytes) -> None:
        context = self._context
        if context.is_importing:
            _log_net.debug("Unexpected cmpctblock message received from peer %d", peer.id)
            return
        compact = CompactBlock.decode(payload)
        block_hash = compact.header.hash
        index = self._accept_header(peer, compact.header)
        if index is None:
            return
        with context.cs_main:
            state = context.state.of(peer)
            context.state.note_announced(state, block_hash)
            request = context.state.in_flight.get(block_hash)
            if not self._is_useful(peer, index, is_requested=request is not None):
                return
            is_near = index.height <= context.chainman.active.height + _MAX_HEIGHT_AHEAD
            block = self._reconstruct(state, index, compact, len(payload)) if is_near else None
            if not is_near and request is not None:
                self._ask_for_whole(peer, block_hash)
        if block is not None:
            self._process(peer, block, index)
        elif not is_near and request is None:
            self._headers.process(peer, [compact.header], via_compact=True)

    def _accept_header(self, peer: Peer, header: BlockHeader) -> BlockIndex | None:
        """Enter the header into the tree; None where that does not work."""
        context = self._context
        with context.cs_main:
            state = context.state.of(peer)
            if context.chainman.find(header.prev_hash) is None:
                if not context.chainman.is_initial_download():
                    self._headers.ask(state, context.best_header())
                return None
            is_news = context.chainman.find(header.hash) is None
        try:
            index = context.chainman.process_new_block_headers([header])
        except InvalidBlockError as error:
            context.punish_for_block(peer, error, via_compact=True, message="invalid header via cmpctblock")
            return None
        if is_news and index is not None:
            _log.info("Saw new cmpctblock header hash=%s peer=%d", display_hash(header.hash), peer.id)
            with context.cs_main:
                if index.chain_work > context.work_of_tip():
                    state.last_announcement_at = context.clock.now()
        return index

    def _process(self, peer: Peer, block: Block, index: BlockIndex) -> None:
        """Hand a block to the chain; near the tip one is as good as asked for."""
        context = self._context
        self._download.process(peer, block, force=True)
        with context.cs_main:
            if index.is_valid(VALID_TRANSACTIONS):
                context.state.forget_request(block.hash)  # now that it is right, nobody else need send it

    @staticmethod
    def _ask_for_whole(peer: Peer, block_hash: BlockHash) -> None:
        peer.send("getdata", encode_inventory([Inv(InvType.BLOCK, block_hash)]))

    def _is_useful(self, peer: Peer, index: BlockIndex, *, is_requested: bool) -> bool:
        """Whether it is worth putting together; what was asked for is asked for whole where it is not."""
        if index.has_data:
            return False
        if index.chain_work <= self._context.work_of_tip() or index.tx_count != 0:
            if is_requested:
                self._ask_for_whole(peer, index.hash)
            return False
        return is_requested or self._context.can_direct_fetch()

    def _reconstruct(self, state: SyncPeer, index: BlockIndex, compact: CompactBlock, size: int) -> Block | None:
        """Return the block, or ask for what is missing. cs_main is held."""
        request = self._context.state.in_flight.get(index.hash)
        peer = state.peer
        if request.peer_id == peer.id if request is not None else len(state.in_flight) < MAX_BLOCKS_IN_FLIGHT:
            return self._begin(state, index, compact, size)
        # Another peer is to send it, or this one has enough to send; perhaps nothing is missing anyway.
        try:
            partial = self._make_partial(compact, size)
            block = partial.fill(())
            self._context.chainman.check_block(block)
        except (InvalidCompactBlockError, AmbiguousCompactBlockError, InvalidBlockError):
            return None
        partial.log_filled(())
        self._context.state.note_source(index.hash, peer, may_punish=False)
        return block

    def _make_partial(self, compact: CompactBlock, size: int) -> PartialBlock:
        return PartialBlock(compact, size, self._pool(), self.extra)

    def _pool(self) -> Iterator[tuple[TxId, Transaction]]:
        for txid, entry in self._context.mempool.entries.items():
            yield txid, entry.tx

    def _begin(self, state: SyncPeer, index: BlockIndex, compact: CompactBlock, size: int) -> Block | None:
        context = self._context
        peer = state.peer
        request, _ = context.state.request(state, index)
        if request.partial is not None:
            _log_net.debug("Peer sent us compact block we were already syncing!")
            return None
        try:
            partial = request.partial = self._make_partial(compact, size)
        except InvalidCompactBlockError:
            context.state.forget_request(index.hash)
            context.manager.misbehaving(peer, 100, "invalid compact block")
            return None
        except AmbiguousCompactBlockError:
            self._ask_for_whole(peer, index.hash)
            return None
        missing = partial.missing()
        if missing:
            peer.send("getblocktxn", TransactionsRequest(block_hash=index.hash, positions=missing).encode())
            return None
        return self._finish(peer, request, partial, ())

    def _finish(
        self, peer: Peer, request: BlockRequest, partial: PartialBlock, transactions: Sequence[Transaction]
    ) -> Block | None:
        """Return the block, now that all of it is here. cs_main is held."""
        context = self._context
        block_hash = request.index.hash
        try:
            block = partial.fill(transactions)
        except InvalidCompactBlockError:
            context.state.forget_request(block_hash)
            context.manager.misbehaving(peer, 100, "invalid compact block/non-matching block transactions")
            return None
        try:
            context.chainman.check_block(block)
        except InvalidBlockError as error:
            if error.result is BlockResult.MUTATED:
                request.partial = None
                self._ask_for_whole(peer, block_hash)  # short ids may have collided
                return None
            # It is what was mined; the chain will say what is wrong with it, and the peer is not to blame.
        else:
            partial.log_filled(transactions)
        context.state.forget_request(block_hash)
        context.state.note_source(block_hash, peer, may_punish=False)
        return block

    def _handle_blocktxn(self, peer: Peer, payload: bytes) -> None:
        context = self._context
        if context.is_importing:
            _log_net.debug("Unexpected blocktxn message received from peer %d", peer.id)
            return
        message = BlockTransactions.decode(payload)
        with context.cs_main:
            request = context.state.in_flight.get(message.block_hash)
            if request is None or request.partial is None or request.peer_id != peer.id:
                _log_net.debug("Peer %d sent us block transactions for block we weren't expecting", peer.id)
                return
            block = self._finish(peer, request, request.partial, message.transactions)
        if block is not None:
            self._process(peer, block, request.index)

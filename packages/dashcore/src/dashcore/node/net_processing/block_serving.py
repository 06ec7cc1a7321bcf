"""Answers what peers ask of the chain. Mirrors ProcessGetBlockData and `getblocks`, `getheaders`, `getblocktxn`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from dashcore.chain.blockindex import VALID_SCRIPTS, VALID_TREE, BlockIndex, proof_equivalent_time
from dashcore.chain.errors import CorruptDataError, FatalChainError
from dashcore.chain.options import MIN_BLOCKS_TO_KEEP
from dashcore.consensus.merkleblock import MerkleBlock
from dashcore.net.messages.compact import BlockTransactions, TransactionsRequest
from dashcore.net.messages.headers import LocatorMessage, LocatorTooLongError, encode_headers, encode_headers2
from dashcore.net.messages.inventory import Inv, encode_inventory
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import MAX_LOCATOR_SIZE, InvType, Services
from dashcore.node.net_processing.headers_sync import headers_limit
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import NULL_HASH, display_hash

if TYPE_CHECKING:
    from dashcore.evo.bloom import BloomFilter
    from dashcore.node.net_processing.compact_blocks import CompactBlocks
    from dashcore.node.net_processing.peer import Peer
    from dashcore.node.net_processing.sync_context import SyncContext
    from dashcore.node.net_processing.sync_state import SyncPeer
    from dashcore.primitives.transaction import Transaction

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

_STALE_LIMIT_S: Final = 30 * 24 * 60 * 60  # by what is older and off the chain, nodes could be told from one another
_HISTORICAL_S: Final = 7 * 24 * 60 * 60
_LIMITED_BLOCKS: Final = 288 + 2  # what a pruned node has; two more, should the tip move meanwhile
_MAX_COMPACT_DEPTH: Final = 5
_MAX_TRANSACTIONS_DEPTH: Final = 10
_MAX_HASHES: Final = 500  # of an answer to getblocks
_HOUR_S: Final = 3600
_ENDED_AFTER_S: Final = (
    0.5  # dashd's sockets are looked after that often: who just connected finds the peer still there
)


class Filters(Protocol):
    """The bloom filters of peers."""

    def use_filter(self, peer: Peer, use: Callable[[BloomFilter], None]) -> bool:
        """Call with the peer's filter; False if it has none."""


class BlockServing(Subprotocol):
    """Sends headers and blocks to those who ask.

    Threads: the message thread; `is_allowed` from any.
    """

    def __init__(self, context: SyncContext, compact: CompactBlocks, filters: Filters) -> None:
        self._context = context
        self._compact = compact
        self._filters = filters
        self._ended_soon: set[int] = set()  # peers

    def disconnected(self, peer: Peer) -> None:
        """Forget that it was to be ended."""
        self._ended_soon.discard(peer.id)

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles the questions."""
        return {
            "getblocks": self._handle_getblocks,
            "getheaders": self._handle_getheaders,
            "getheaders2": self._handle_getheaders2,
            "getblocktxn": self._handle_getblocktxn,
        }

    # Which blocks a peer may know of

    def is_allowed(self, index: BlockIndex) -> bool:
        """Whether a block may be told of: of the active chain, or recent and valid. cs_main is held.

        Source: C++ BlockRequestAllowed.
        """
        context = self._context
        if index in context.chainman.active:
            return True
        best = context.chainman.best_header
        return (
            index.is_valid(VALID_SCRIPTS)
            and best is not None
            and best.time - index.time < _STALE_LIMIT_S
            and proof_equivalent_time(best, index, best, context.spacing) < _STALE_LIMIT_S
        )

    # Headers

    def _read_locator(self, peer: Peer, name: str, payload: bytes) -> LocatorMessage | None:
        try:
            return LocatorMessage.decode(payload)
        except LocatorTooLongError as error:
            _log_net.debug("%s locator size %d > %d, disconnect peer=%d", name, error.size, MAX_LOCATOR_SIZE, peer.id)
            peer.connection.close()
            return None

    def _handle_getheaders(self, peer: Peer, payload: bytes) -> None:
        self._answer_headers(peer, "getheaders", payload)

    def _handle_getheaders2(self, peer: Peer, payload: bytes) -> None:
        self._answer_headers(peer, "getheaders2", payload)

    def _answer_headers(self, peer: Peer, question: str, payload: bytes) -> None:
        context = self._context
        message = self._read_locator(peer, question, payload)
        if message is None:
            return
        if context.is_importing:
            _log_net.debug("Ignoring %s from peer=%d while importing/reindexing", question, peer.id)
            return
        with context.cs_main:
            state = context.state.of(peer)
            tip = context.chainman.active.tip
            if tip is None or (
                tip.chain_work < context.chainman.minimum_chain_work
                and not peer.connection.has_permission(NetPermissions.DOWNLOAD)
            ):
                _log_net.debug(
                    "Ignoring %s from peer=%d because active chain has too little work; sending empty response",
                    question,
                    peer.id,
                )
                peer.send("headers2" if state.uses_headers2 else "headers", encode_headers(()))
                return
            first = self._first_header(peer, question, message)
            if first is None and not message.hashes:
                return
            _log_net.debug(
                "%s %d to %s from peer=%d",
                question,
                first.height if first is not None else -1,
                "end" if message.stop == NULL_HASH else display_hash(message.stop),
                peer.id,
            )
            compressed = question == "getheaders2"
            found = self._collect(first, message.stop, headers_limit(peer.connection, compressed=compressed))
            # Not the better of this and what was sent before: where a compact block told of the next tip, and the peer
            # then asked and is answered without it, it shall be told again.
            state.best_header_sent = found[-1] if found else tip
        headers = [index.header for index in found]
        if compressed:
            peer.send("headers2", encode_headers2(headers))
        else:
            peer.send("headers", encode_headers(headers))

    def _first_header(self, peer: Peer, question: str, message: LocatorMessage) -> BlockIndex | None:
        """Return where an answer begins; None: with nothing, or there is none."""
        chainman = self._context.chainman
        if message.hashes:
            fork = chainman.find_fork_in_locator(message.hashes)
            return chainman.active.next(fork) if fork is not None else None
        index = chainman.find(message.stop)
        if index is not None and not self.is_allowed(index):
            _log_net.debug(
                "%s: ignoring request from peer=%i for old block header that isn't in the main chain",
                question,
                peer.id,
            )
            return None
        return index

    def _collect(self, first: BlockIndex | None, stop: BlockHash, limit: int) -> list[BlockIndex]:
        active = self._context.chainman.active
        found: list[BlockIndex] = []
        index = first
        while index is not None:
            found.append(index)
            if len(found) >= limit or index.hash == stop:
                break
            index = active.next(index)
        return found

    # Hashes

    def _handle_getblocks(self, peer: Peer, payload: bytes) -> None:
        message = self._read_locator(peer, "getblocks", payload)
        if message is None:
            return
        context = self._context
        self._activate()
        with context.cs_main:
            chainman = context.chainman
            fork = chainman.find_fork_in_locator(message.hashes)
            index = chainman.active.next(fork) if fork is not None else None
            _log_net.debug(
                "getblocks %d to %s limit %d from peer=%d",
                index.height if index is not None else -1,
                "end" if message.stop == NULL_HASH else display_hash(message.stop),
                _MAX_HASHES,
                peer.id,
            )
            self._queue_hashes(context.state.of(peer), index, message.stop)

    def _queue_hashes(self, state: SyncPeer, index: BlockIndex | None, stop: BlockHash) -> None:
        """Tell of the blocks from one of the active chain on."""
        context = self._context
        active = context.chainman.active
        likely_kept = active.height - (MIN_BLOCKS_TO_KEEP - _HOUR_S // context.spacing)
        count = 0
        while index is not None:
            shown = display_hash(index.hash)
            if index.hash == stop:
                _log_net.debug("  getblocks stopping at %d %s", index.height, shown)
                return
            if context.chainman.options.is_pruning and (not index.has_data or index.height <= likely_kept):
                _log_net.debug(" getblocks stopping, pruned or too old block at %d %s", index.height, shown)
                return
            state.inv_to_send.append(index.hash)
            count += 1
            if count >= _MAX_HASHES:
                _log_net.debug("  getblocks stopping at limit %d %s", index.height, shown)
                state.continuation = index.hash
                return
            index = active.next(index)

    def _activate(self) -> None:
        """Finish what may be in the middle of becoming the tip. cs_main must not be held."""
        try:
            self._context.chainman.activate_best_chain()
        except FatalChainError as error:
            _log_net.debug("failed to activate chain (%s)", error)

    # Blocks

    def source(self, kind: InvType) -> BlockSource:
        """Return what answers those who ask for blocks in a form."""
        return BlockSource(self, self._context, kind)

    def serve(self, peer: Peer, kind: InvType, block_hash: BlockHash) -> None:
        """Send a block to a peer that asked for it, or nothing. Source: C++ ProcessGetBlockData."""
        context = self._context
        if peer.id in self._ended_soon:
            return
        with context.cs_main:
            index = context.chainman.find(block_hash)
            is_half_way = (
                index is not None
                and index.has_transactions
                and not index.is_valid(VALID_SCRIPTS)
                and index.is_valid(VALID_TREE)
            )
        if is_half_way:
            self._activate()
        with context.cs_main:
            index = context.chainman.find(block_hash)
            if index is None or not self._may_send(peer, kind, index):
                return
            depth = context.chainman.active.height - index.height
            is_compact = kind is InvType.CMPCT_BLOCK and depth <= _MAX_COMPACT_DEPTH and context.can_direct_fetch()
            tip = context.chainman.active.tip
        try:
            if is_compact:
                peer.send("cmpctblock", self._compact.payload_of(index))
            elif kind is InvType.FILTERED_BLOCK:
                self._send_filtered(peer, index)
            else:
                peer.send("block", self._read_raw(index))
        except CorruptDataError as error:
            _log.error("cannot load block from disk: %s", error)
            peer.connection.close()
            return
        state = context.state.of(peer)
        if block_hash == state.continuation and tip is not None:
            peer.send("inv", encode_inventory([Inv(InvType.BLOCK, tip.hash)]))  # so that it asks for the next ones
            state.continuation = NULL_HASH

    def _may_send(self, peer: Peer, kind: InvType, index: BlockIndex) -> bool:
        context = self._context
        connection = peer.connection
        if not self.is_allowed(index):
            _log_net.debug(
                "ProcessGetBlockData: ignoring request from peer=%i for old block that isn't in the main chain", peer.id
            )
            return False
        best = context.chainman.best_header
        is_historical = kind is InvType.FILTERED_BLOCK or (best is not None and best.time - index.time > _HISTORICAL_S)
        if (
            is_historical
            and not connection.has_permission(NetPermissions.DOWNLOAD)
            and context.network.outbound_target_reached(True)
        ):
            _log_net.debug("historical block serving limit reached, disconnect peer=%d", peer.id)
            connection.close()
            return False
        is_limited = peer.our_services & (Services.NETWORK | Services.NETWORK_LIMITED) == Services.NETWORK_LIMITED
        if (
            is_limited
            and not connection.has_permission(NetPermissions.NO_BAN)
            and context.chainman.active.height - index.height > _LIMITED_BLOCKS
        ):
            _log_net.debug("Ignore block request below NODE_NETWORK_LIMITED threshold, disconnect peer=%d", peer.id)
            self._ended_soon.add(peer.id)
            context.scheduler.run_later(connection.close, _ENDED_AFTER_S)
            return False
        return index.has_data

    def _read_raw(self, index: BlockIndex) -> bytes:
        recent = self._compact.find_recent(index.hash)
        return recent.block.serialize() if recent is not None else self._context.chainman.read_raw_block(index)

    def _send_filtered(self, peer: Peer, index: BlockIndex) -> None:
        """Send what concerns the peer's bloom filter, and each transaction that does. Source: BIP 37."""
        block = self._compact.block_at(index)
        matches: list[Transaction] = []
        proofs: list[MerkleBlock] = []

        def use(bloom_filter: BloomFilter) -> None:
            def is_match(tx: Transaction) -> bool:
                is_relevant = bloom_filter.match(tx)
                if is_relevant:
                    matches.append(tx)
                return is_relevant

            proofs.append(MerkleBlock.build(block, is_match))

        if self._filters.use_filter(peer, use):
            for proof in proofs:
                peer.send("merkleblock", proof.encode())
            for tx in matches:
                peer.send("tx", tx.serialize())

    # Transactions of a block

    def _handle_getblocktxn(self, peer: Peer, payload: bytes) -> None:
        context = self._context
        request = TransactionsRequest.decode(payload)
        recent = self._compact.find_recent(request.block_hash)
        if recent is not None:
            self._send_transactions(peer, recent.block, request)
            return
        with context.cs_main:
            index = context.chainman.find(request.block_hash)
            if index is None or not index.has_data:
                _log_net.debug("Peer %d sent us a getblocktxn for a block we don't have", peer.id)
                return
            is_recent = index.height >= context.chainman.active.height - _MAX_TRANSACTIONS_DEPTH
        if is_recent:
            try:
                self._send_transactions(peer, context.chainman.read_block(index), request)
            except CorruptDataError as error:
                _log.error("cannot load block from disk: %s", error)
            return
        # Sending a whole block costs the peer as much as reading it costs us.
        _log_net.debug("Peer %d sent us a getblocktxn for a block > %i deep", peer.id, _MAX_TRANSACTIONS_DEPTH)
        self.serve(peer, InvType.BLOCK, request.block_hash)

    def _send_transactions(self, peer: Peer, block: Block, request: TransactionsRequest) -> None:
        if request.positions and request.positions[-1] >= len(block.transactions):
            self._context.manager.misbehaving(peer, 100, "getblocktxn with out-of-bounds tx indices")
            return
        transactions = [block.transactions[position] for position in request.positions]
        peer.send("blocktxn", BlockTransactions(block_hash=request.block_hash, transactions=transactions).encode())


class BlockSource:
    """Blocks, for those who ask by `getdata` and tell by `inv`. An `inventory.InvSource`.

    Args (constructor):
        kind: in which form they are sent.
    """

    def __init__(self, serving: BlockServing, context: SyncContext, kind: InvType) -> None:
        self._serving = serving
        self._context = context
        self._kind = kind

    def already_have(self, object_hash: bytes) -> bool:
        """Whether the header is known."""
        with self._context.cs_main:
            return self._context.chainman.find(BlockHash(object_hash)) is not None

    def announced(self, peer: Peer, object_hash: bytes) -> None:
        """Note who has it, and that its header is to be asked for."""
        context = self._context
        block_hash = BlockHash(object_hash)
        with context.cs_main:
            state = context.state.of(peer)
            context.state.note_announced(state, block_hash)
            if (
                context.chainman.find(block_hash) is None
                and not context.is_importing
                and not context.state.is_requested(block_hash)
            ):
                state.inv_trigger = block_hash

    def provide(self, peer: Peer, object_hash: bytes) -> bool:
        """Send it; who asks in vain is not told."""
        self._serving.serve(peer, self._kind, BlockHash(object_hash))
        return True

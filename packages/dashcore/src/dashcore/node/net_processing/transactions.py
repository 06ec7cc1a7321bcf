"""Transactions that peers send and ask for. Mirrors the message `tx` and ProcessOrphanTx of net_processing.cpp.

A transaction that was refused, or is in a block, is not asked for again for a while; one whose parents are unknown waits
for them. Mixing transactions (`dstx`) come in a message of their own but are served as what they are: transactions.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from dashcore.chain.events import ChainEvents
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.net.messages.inventory import Inv
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import InvType
from dashcore.node.mempool.memory import transaction_usage
from dashcore.node.net_processing.orphanage import FROM_BLOCK, Orphanage
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, TxId
from dashcore.util.hashes import display_hash
from dashcore.util.rolling_bloom import RollingBloomFilter

if TYPE_CHECKING:
    from dashcore.chain.blockindex import BlockIndex
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.announcements import Announcements
    from dashcore.node.net_processing.inventory import Inventory
    from dashcore.node.net_processing.manager import PeerManager
    from dashcore.node.net_processing.peer import Peer
    from dashcore.primitives.block import Block

_log = logging.getLogger("dash")
_log_mempool = logging.getLogger("dash.mempool")
_log_rejected = logging.getLogger("dash.mempoolrej")

DEFAULT_MAX_ORPHANS_MB: Final = 10
_RECENT_REJECTS, _RECENT_CONFIRMED, _FALSE_POSITIVES = 120_000, 48_000, 0.000001
_MAX_EXTRA_USAGE: Final = 100_000  # bytes of a refused transaction that may yet be in a compact block


class Transactions(Subprotocol, ChainEvents):
    """The `InvSource` of transactions, and the message that brings them.

    Attributes:
        add_extra: gets transactions that a block may hold though the mempool does not.

    Args (constructor):
        max_orphans_size: -maxorphantxsize, bytes.

    Threads: the message thread; chain events as they come, to be worked off on the scheduler's thread.
    """

    def __init__(
        self,
        node: NodeContext,
        manager: PeerManager,
        announcements: Announcements,
        inventory: Inventory,
        max_orphans_size: int = DEFAULT_MAX_ORPHANS_MB * 1_000_000,
    ) -> None:
        self._node = node
        self._manager = manager
        self._announcements = announcements
        self._inventory = inventory
        self._max_orphans_size = max_orphans_size
        self._lock = node.chainman.cs_main
        # guarded by: self._lock
        self._orphanage = Orphanage(node.clock.now)
        self._rejected = RollingBloomFilter(_RECENT_REJECTS, _FALSE_POSITIVES)
        self._rejected_at: BlockHash | None = None  # the tip; what was refused may be fine on another
        self._confirmed = RollingBloomFilter(_RECENT_CONFIRMED, _FALSE_POSITIVES)
        self.add_extra: Callable[[Transaction], None] = lambda _tx: None
        inventory.register(InvType.TX, self)
        inventory.register(InvType.DSTX, _MixingTransactions(self))

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles `tx` and `dstx`."""
        return {"tx": self._handle_tx, "dstx": self._handle_mixing}

    def disconnected(self, peer: Peer) -> None:
        """Forget what it sent."""
        with self._lock:
            self._orphanage.remove_of_peer(peer.id)

    # InvSource

    def already_have(self, object_hash: bytes) -> bool:
        """Whether a transaction is here, was refused, or is in a block."""
        return self.has_seen(TxId(object_hash), looks_at_rejects=True)

    def has_seen(self, txid: TxId, *, looks_at_rejects: bool) -> bool:
        """Whether there is no need to ask for a transaction. Source: C++ AlreadyHave."""
        node = self._node
        with self._lock:
            tip = node.chainman.active.tip
            if tip is not None and tip.hash != self._rejected_at:
                if self._rejected_at is not None:
                    self._rejected.reset()
                self._rejected_at = tip.hash
            if txid in self._orphanage or txid in self._confirmed:
                return True
            if looks_at_rejects and txid in self._rejected:
                return True
            return txid in node.mempool or (node.txindex is not None and node.txindex.has_tx(txid))

    def announced(self, peer: Peer, object_hash: bytes) -> None:
        """Only blocks are announced so."""

    def provide(self, peer: Peer, object_hash: bytes) -> bool:
        """Send a transaction that the peer may know of."""
        txid = TxId(object_hash)
        mempool = self._node.mempool
        with self._lock:
            tx = self._announcements.find_requested(peer, txid)
            if tx is None:
                return False
            peer.send("tx", tx.serialize())
            mempool.remove_unbroadcast(txid)
            entry = mempool.entries.get(txid)
            if entry is not None:
                self._announcements.reveal_parents(peer, entry)
        return True

    # What peers send

    def _handle_tx(self, peer: Peer, payload: bytes) -> None:
        if self._node.chainman.is_initial_download():
            return  # too little is known to judge it; sending it is no fault
        tx, _ = Transaction.decode(payload, 0)
        self._announcements.add_known(peer, tx.txid)
        inv = Inv(InvType.TX, tx.txid)
        self._inventory.received(peer, inv)
        with self._lock:
            if self.already_have(tx.txid):
                self._relay_by_force(peer, tx.txid)
            else:
                self._accept(peer, tx)

    def _handle_mixing(self, peer: Peer, payload: bytes) -> None:
        """Note that it came. Only who knows the masternodes can tell whether it may do without a fee, so it is not kept."""
        if self._node.chainman.is_initial_download():
            return
        tx, _ = Transaction.decode(payload, 0)
        self._announcements.add_known(peer, tx.txid)
        self._inventory.received(peer, Inv(InvType.DSTX, tx.txid))

    def _relay_by_force(self, peer: Peer, txid: TxId) -> None:
        """Announce again what a peer that may ask for it sent again, for those who hide behind this node."""
        if not peer.connection.has_permission(NetPermissions.FORCE_RELAY):
            return
        if txid in self._node.mempool:
            _log.info("Force relaying tx %s from peer=%d", display_hash(txid), peer.id)
            self._announcements.relay_transaction(txid)
        else:
            _log.info("Not relaying non-mempool transaction %s from forcerelay peer=%d", display_hash(txid), peer.id)

    def _accept(self, peer: Peer, tx: Transaction) -> None:
        node = self._node
        try:
            node.acceptor.accept(tx)
        except InvalidTxError as error:
            self._refuse(peer, tx, error)
            return
        self._announcements.relay_transaction(tx.txid)
        self._orphanage.parent_came(tx, peer.id)
        peer.connection.last_tx_at = node.clock.now()
        _log_mempool.debug(
            "AcceptToMemoryPool: peer=%d: accepted %s (poolsz %u txn, %u kB)",
            peer.id,
            display_hash(tx.txid),
            len(node.mempool),
            node.mempool.usage // 1000,
        )
        self._process_orphan(peer.id)

    def _refuse(self, peer: Peer, tx: Transaction, error: InvalidTxError) -> None:
        if error.result is TxResult.MISSING_INPUTS:
            self._keep_orphan(peer, tx)
        else:
            self._rejected.insert(tx.txid)
            if transaction_usage(tx) < _MAX_EXTRA_USAGE:
                self.add_extra(tx)
        _log_rejected.debug("%s from peer=%d was not accepted: %s", display_hash(tx.txid), peer.id, error)
        self._punish(peer, error)

    def _punish(self, peer: Peer, error: InvalidTxError) -> None:
        """Hold a transaction that no rules could ever allow against its sender. Source: C++ MaybePunishNodeForTx."""
        if error.result is TxResult.CONSENSUS:
            self._manager.misbehaving(peer, 100)

    # Orphans

    def _keep_orphan(self, peer: Peer, tx: Transaction) -> None:
        """Ask for what it spends from, unless that was refused."""
        parents = sorted({txin.prevout.txid for txin in tx.inputs})
        if any(txid in self._rejected for txid in parents):
            _log_mempool.debug("not keeping orphan with rejected parents %s", display_hash(tx.txid))
            self._rejected.insert(tx.txid)
            return
        for txid in parents:
            self._announcements.add_known(peer, txid)
            for kind in (InvType.TX, InvType.DSTX):
                inv = Inv(kind, txid)
                if not self._inventory.already_have(inv):
                    self._inventory.request(peer, inv)
        if self._orphanage.add(tx, peer.id):
            self.add_extra(tx)
        self._orphanage.limit(self._max_orphans_size)

    def process_backlog(self, peer: Peer) -> bool:
        """Look again at one orphan whose parent this peer sent."""
        if not self._orphanage.has_work(peer.id):
            return False
        with self._lock:
            return self._process_orphan(peer.id)

    def _process_orphan(self, peer_id: int) -> bool:
        """Look again at orphans until the fate of one is settled; True if more are lined up."""
        while True:
            work = self._orphanage.take_work(peer_id)
            if work is None:
                return False
            tx, sender_id = work
            try:
                self._node.acceptor.accept(tx)
            except InvalidTxError as error:
                if error.result is TxResult.MISSING_INPUTS:
                    continue
                _log_mempool.debug("   invalid orphan tx %s from peer=%d. %s", display_hash(tx.txid), sender_id, error)
                sender = self._manager.find(sender_id)
                if sender is not None:
                    self._punish(sender, error)
                _log_mempool.debug("   removed orphan tx %s", display_hash(tx.txid))
                self._rejected.insert(tx.txid)
                self._orphanage.remove(tx.txid)
            else:
                _log_mempool.debug("   accepted orphan tx %s", display_hash(tx.txid))
                self._announcements.relay_transaction(tx.txid)
                self._orphanage.parent_came(tx, peer_id)
                self._orphanage.remove(tx.txid)
            return self._orphanage.has_work(peer_id)

    # Blocks

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Post, unless the node still catches up: then it takes no transactions, so none waits or is asked for."""
        del index
        if not self._node.chainman.is_initial_download():
            self._node.signals.call(lambda: self._learn(block))

    def block_disconnected(self, block: Block, index: BlockIndex) -> None:
        """Post."""
        del block, index
        self._node.signals.call(self._forget_confirmed)

    def _learn(self, block: Block) -> None:
        """Settle what waited for a block's transactions, and remember them. Source: C++ BlockConnected."""
        with self._lock:
            self._orphanage.block_came(block.transactions)
            while self._process_orphan(FROM_BLOCK):
                pass
            self._orphanage.remove_for_block(block.transactions)
            for tx in block.transactions:
                self._confirmed.insert(tx.txid)

    def _forget_confirmed(self) -> None:
        with self._lock:
            self._confirmed.reset()


class _MixingTransactions:
    """The `InvSource` of mixing transactions.

    One that was refused as a plain transaction, for it pays no fee, may yet come as what it is.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def already_have(self, object_hash: bytes) -> bool:
        return self._transactions.has_seen(TxId(object_hash), looks_at_rejects=False)

    def announced(self, peer: Peer, object_hash: bytes) -> None:
        """Only blocks are announced so."""

    def provide(self, peer: Peer, object_hash: bytes) -> bool:
        return self._transactions.provide(peer, object_hash)

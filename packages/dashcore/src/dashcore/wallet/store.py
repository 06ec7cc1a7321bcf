"""The wallet's transactions: which there are, what they spend, which coins are unspent.

Mirrors mapWallet, mapTxSpends, wtxOrdered and setWalletUTXO of wallet/wallet.cpp. The
wallet's lock guards everything here. A coin is unspent when no transaction that can still
confirm spends it; the set of them is kept right through conflicts, abandoning and
reorganisations, and a reader checks with `is_spent` all the same.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from logging import getLogger

from dashcore.interfaces.wallet import ChangeType
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import BlockHash, Height, TxId, UnixTime
from dashcore.util.hashes import NULL_HASH, display_hash
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.records import Tag, encode_i64, encode_outpoint_key, encode_wallet_tx, make_key
from dashcore.wallet.transactions import (
    UNKNOWN_HEIGHT,
    UNORDERED,
    Confirmed,
    Conflicted,
    Inactive,
    TxState,
    WalletTransaction,
)

COINBASE_MATURITY = 100  # blocks
_MAX_AHEAD_S = 300  # how far in the future a time may be that orders the next one
_log = getLogger("dash")

IsMine = Callable[[bytes], bool]
Changed = Callable[[TxId, ChangeType], None]


@dataclass(frozen=True, slots=True)
class BlockTimes:
    """A block's own time, and the latest of it and its ancestors."""

    time: UnixTime
    max_time: UnixTime


class Update(Enum):
    """What trying a new state did."""

    UNCHANGED = 0
    CHANGED = 1
    NOTIFY = 2


class TransactionStore:
    """All transactions of a wallet.

    Attributes:
        tip_height: height of the last block processed; -1: none.
        tip_hash: its id.
    """

    def __init__(self, db: WalletDatabase, is_mine: IsMine, now: Callable[[], UnixTime], changed: Changed) -> None:
        self._db = db
        self._is_mine = is_mine
        self._now = now
        self._changed = changed
        self._txs: dict[TxId, WalletTransaction] = {}
        self._spends: dict[OutPoint, list[TxId]] = {}
        self._ordered: list[tuple[int, TxId]] = []
        self._unspent: dict[TxId, set[int]] = {}
        self._locked: dict[OutPoint, bool] = {}  # coin -> whether the lock is in the file
        self._unsaved: set[TxId] = set()  # may be newer here than in the file
        self._next_order = 0
        self.tip_height = Height(-1)
        self.tip_hash = BlockHash(NULL_HASH)

    # -- looking

    def __len__(self) -> int:
        return len(self._txs)

    def __iter__(self) -> Iterator[WalletTransaction]:
        return iter(self._txs.values())

    def __contains__(self, txid: TxId) -> bool:
        return txid in self._txs

    def find(self, txid: TxId) -> WalletTransaction | None:
        """Look a transaction up."""
        return self._txs.get(txid)

    def find_output(self, outpoint: OutPoint) -> TxOut | None:
        """Look an output of a wallet transaction up."""
        wtx = self._txs.get(outpoint.txid)
        return wtx.tx.outputs[outpoint.index] if wtx and outpoint.index < len(wtx.tx.outputs) else None

    def newest_first(self) -> Iterator[WalletTransaction]:
        """Give all transactions, the last to arrive first."""
        for _, txid in reversed(self._ordered):
            yield self._txs[txid]

    def depth(self, wtx: WalletTransaction) -> int:
        """Blocks on top of a transaction, its own included; negative: of one that conflicts; else 0.

        As long as no node has told where the block is, it counts as the last one.
        """
        match wtx.state:
            case Confirmed(height=height) if height == UNKNOWN_HEIGHT:
                return 1
            case Conflicted(height=height) if height == UNKNOWN_HEIGHT:
                return -1
            case Confirmed(height=height):
                return self.tip_height - height + 1
            case Conflicted(height=height):
                return -(self.tip_height - height + 1)
            case _:
                return 0

    def blocks_to_maturity(self, wtx: WalletTransaction) -> int:
        """Blocks until a reward may be spent."""
        return max(0, COINBASE_MATURITY + 1 - self.depth(wtx)) if wtx.is_coinbase else 0

    def is_spent(self, outpoint: OutPoint) -> bool:
        """Whether a transaction that can still confirm spends it. Source: C++ IsSpent."""
        for txid in self._spends.get(outpoint, ()):
            wtx = self._txs[txid]
            depth = self.depth(wtx)
            if depth > 0 or (depth == 0 and not wtx.is_abandoned):
                return True
        return False

    def has_unspent(self) -> Iterator[WalletTransaction]:
        """Give the transactions with unspent coins of this wallet."""
        for txid in tuple(self._unspent):
            yield self._txs[txid]

    def unspent_indexes(self, wtx: WalletTransaction) -> list[int]:
        """Numbers of the unspent outputs that are this wallet's."""
        return sorted(i for i in self._unspent.get(wtx.txid, ()) if not self.is_spent(OutPoint(wtx.txid, i)))

    def spenders(self, outpoint: OutPoint) -> tuple[TxId, ...]:
        """All transactions that spend a coin, conflicting ones too."""
        return tuple(self._spends.get(outpoint, ()))

    def conflicts(self, wtx: WalletTransaction) -> list[TxId]:
        """Other transactions that spend a coin this one spends, in order. Source: C++ GetTxConflicts."""
        found = {txid for txin in wtx.tx.inputs for txid in self._spends.get(txin.prevout, ())}
        found.discard(wtx.txid)
        return sorted(found)

    # -- locked coins

    def lock(self, outpoint: OutPoint, *, write: bool) -> None:
        """Keep a coin out of coin selection."""
        if write:
            self._db.write(encode_outpoint_key(outpoint), b"1")
        self._locked[outpoint] = write or self._locked.get(outpoint, False)

    def unlock(self, outpoint: OutPoint) -> None:
        """Let coin selection use a coin."""
        if self._locked.pop(outpoint, False):
            self._db.erase(encode_outpoint_key(outpoint))

    def unlock_all(self) -> None:
        """Let coin selection use every coin."""
        with self._db.transaction():
            for outpoint in tuple(self._locked):
                self.unlock(outpoint)

    def is_locked(self, outpoint: OutPoint) -> bool:
        """Whether a coin is kept out of coin selection."""
        return outpoint in self._locked

    def locked(self) -> list[OutPoint]:
        """The coins kept out of coin selection, in order."""
        return sorted(self._locked)

    def load_locked(self, outpoint: OutPoint) -> None:
        """Take a record over."""
        self._locked[outpoint] = True

    # -- adding

    def add(
        self,
        tx: Transaction,
        state: TxState,
        *,
        times: BlockTimes | None = None,
        rescanning: bool = False,
        fill: Callable[[WalletTransaction], None] | None = None,
    ) -> tuple[WalletTransaction, bool]:
        """Add a transaction, or give one that is here a new state; write it and tell of it.

        Args:
            tx: any; whether it concerns the wallet is the caller's business.
            state: what is known of it now.
            times: of the block that confirms it.
            rescanning: the block is old; the transaction's time is the block's.
            fill: sets what this wallet knows of a transaction it made.

        Returns:
            The transaction, and whether it is new here.

        Source: C++ AddToWallet.
        """
        wtx = self._txs.get(tx.txid)
        is_new = wtx is None
        changed = is_new
        if wtx is None:
            wtx = WalletTransaction(tx, state)
            wtx.time_received = self._now()
            self._txs[tx.txid] = wtx
        elif wtx.state != state:
            wtx.state = state
            changed = True
        if fill is not None:
            fill(wtx)
            changed = True
        with self._db.transaction():
            if is_new:
                wtx.order = self._next_order
                self._next_order += 1
                self._db.write(make_key(Tag.ORDER_POS_NEXT), encode_i64(self._next_order))
                wtx.time_smart = self._smart_time(wtx, times, rescanning=rescanning)
                insort(self._ordered, (wtx.order, wtx.txid))
                self._add_spends(wtx)
            changed |= self._add_coins(wtx)
            if not is_new:
                self._refresh_inputs(wtx)
            _log.debug("AddToWallet %s %s%s %s", display_hash(wtx.txid), "new" * is_new, "update" * changed, state)
            if changed or wtx.txid in self._unsaved:
                self._write(wtx)
                self._unsaved.discard(wtx.txid)
        self._changed(wtx.txid, ChangeType.NEW if is_new else ChangeType.UPDATED)
        return wtx, is_new

    def load(self, wtx: WalletTransaction) -> bool:
        """Take a record over; False where it is here already."""
        if wtx.txid in self._txs:
            return False
        self._txs[wtx.txid] = wtx
        insort(self._ordered, (wtx.order, wtx.txid))
        for txin in () if wtx.is_coinbase else wtx.tx.inputs:
            self._spends.setdefault(txin.prevout, []).append(wtx.txid)
        return True

    def finish_loading(self, next_order: int) -> None:
        """Work out what the records do not hold, once all are loaded and all keys are known."""
        self._next_order = max([next_order, *(order + 1 for order, _ in self._ordered)])
        if any(order == UNORDERED for order, _ in self._ordered):
            self._give_order()
        for wtx in self._txs.values():
            self._add_coins(wtx)
        for wtx in tuple(self._txs.values()):
            for txin in wtx.tx.inputs:
                parent = self._txs.get(txin.prevout.txid)
                if parent is not None and isinstance(parent.state, Conflicted):
                    self.mark_conflicted(parent.state.block_hash, parent.state.height, wtx.txid)

    def _give_order(self) -> None:
        """Order transactions of files that never did, by the time they arrived. Source: C++ ReorderTransactions."""
        by_time = sorted(self._txs.values(), key=lambda wtx: (wtx.time_received, wtx.order))
        with self._db.transaction():
            for order, wtx in enumerate(by_time):
                wtx.order = order
                self._write(wtx)
            self._next_order = len(by_time)
            self._db.write(make_key(Tag.ORDER_POS_NEXT), encode_i64(self._next_order))
        self._ordered = [(wtx.order, wtx.txid) for wtx in by_time]

    def remove(self, txid: TxId) -> None:
        """Forget a transaction."""
        wtx = self._txs.pop(txid)
        self._ordered.remove((wtx.order, txid))
        self._unspent.pop(txid, None)
        for txin in wtx.tx.inputs:
            spenders = self._spends.get(txin.prevout)
            if spenders and txid in spenders:
                spenders.remove(txid)
                if not spenders:
                    del self._spends[txin.prevout]
        self._refresh_inputs(wtx)
        self._db.erase(make_key(Tag.TX, txid))
        self._changed(txid, ChangeType.DELETED)

    def note_unsaved(self, txids: Iterable[TxId]) -> None:
        """Know that writing failed: whatever is next told of these transactions is written, be it known already."""
        self._unsaved.update(txids)

    def rewrite(self, wtx: WalletTransaction) -> None:
        """Write a transaction whose fields were changed."""
        self._write(wtx)

    def _write(self, wtx: WalletTransaction) -> None:
        self._db.write(make_key(Tag.TX, wtx.txid), encode_wallet_tx(wtx))

    def _add_spends(self, wtx: WalletTransaction) -> None:
        if wtx.is_coinbase:
            return
        for txin in wtx.tx.inputs:
            spenders = self._spends.setdefault(txin.prevout, [])
            spenders.append(wtx.txid)
            self.unlock(txin.prevout)
            self._drop_coin(txin.prevout)
            if len(spenders) > 1:
                self._share_comments(spenders)

    def _share_comments(self, spenders: list[TxId]) -> None:
        """Give copies that differ only in signatures what the oldest knows. Source: C++ SyncMetaData."""
        oldest = min((self._txs[txid] for txid in spenders), key=lambda wtx: wtx.order)
        for txid in spenders:
            other = self._txs[txid]
            if other is oldest or not oldest.is_equivalent_to(other):
                continue
            other.comments = dict(oldest.comments)
            other.order_form = list(oldest.order_form)
            other.time_smart = oldest.time_smart
            other.from_me = oldest.from_me

    def _drop_coin(self, outpoint: OutPoint) -> None:
        coins = self._unspent.get(outpoint.txid)
        if coins is not None:
            coins.discard(outpoint.index)
            if not coins:
                del self._unspent[outpoint.txid]

    def _add_coins(self, wtx: WalletTransaction) -> bool:
        """Note the unspent outputs that are this wallet's; return whether one was not noted yet."""
        coins = {
            i
            for i, output in enumerate(wtx.tx.outputs)
            if self._is_mine(output.script_pubkey) and not self.is_spent(OutPoint(wtx.txid, i))
        }
        known = self._unspent.get(wtx.txid, set())
        if coins - known:
            self._unspent[wtx.txid] = known | coins
            return True
        return False

    def _refresh_inputs(self, wtx: WalletTransaction) -> None:
        """Note again which of the coins a transaction spends are unspent after its state changed."""
        for txin in wtx.tx.inputs:
            output = self.find_output(txin.prevout)
            if output is None or not self._is_mine(output.script_pubkey):
                continue
            if self.is_spent(txin.prevout):
                self._drop_coin(txin.prevout)
            else:
                self._unspent.setdefault(txin.prevout.txid, set()).add(txin.prevout.index)

    def _smart_time(self, wtx: WalletTransaction, block: BlockTimes | None, *, rescanning: bool) -> UnixTime:
        """Time to show: the block's, but in the order of arrival. Source: C++ ComputeTimeSmart."""
        if block is None:
            return wtx.time_received
        if rescanning:
            return block.max_time
        latest_now, latest_entry = wtx.time_received, UnixTime(0)
        for other in self.newest_first():
            if other.time <= wtx.time_received + _MAX_AHEAD_S:
                latest_entry = other.time
                latest_now = max(latest_now, latest_entry)
                break
        return max(latest_entry, min(block.time, latest_now))

    # -- conflicts

    def mark_conflicts_of(self, tx: Transaction, state: Confirmed) -> None:
        """Mark what spends the same coins as a confirmed transaction."""
        for txin in tx.inputs:
            for txid in self.spenders(txin.prevout):
                if txid != tx.txid:
                    _log.info(
                        "Transaction %s (in block %s) conflicts with wallet transaction %s (both spend %s:%d)",
                        display_hash(tx.txid),
                        display_hash(state.block_hash),
                        display_hash(txid),
                        display_hash(txin.prevout.txid),
                        txin.prevout.index,
                    )
                    self.mark_conflicted(state.block_hash, state.height, txid)

    def mark_conflicted(self, block_hash: BlockHash, height: Height, txid: TxId) -> None:
        """Mark a transaction, and what spends it, as conflicting with a block. Source: C++ MarkConflicted."""
        confirms = -(self.tip_height - height + 1)
        if confirms >= 0:
            return  # the block is not part of the chain yet

        def attempt(wtx: WalletTransaction) -> Update:
            if confirms < self.depth(wtx):
                wtx.state = Conflicted(block_hash, height)
                return Update.CHANGED
            return Update.UNCHANGED

        self.update_recursively(txid, attempt)

    def abandon(self, txid: TxId) -> None:
        """Give a transaction, and what spends it, up. The caller checked that this is allowed."""

        def attempt(wtx: WalletTransaction) -> Update:
            if wtx.is_conflicted or wtx.is_abandoned:
                return Update.UNCHANGED
            wtx.state = Inactive(abandoned=True)
            return Update.NOTIFY

        self.update_recursively(txid, attempt)

    def revive_conflicted(self, tx: Transaction, disconnected: Height) -> None:
        """Free what conflicted with a block that left the chain. Source: C++ blockDisconnected."""

        def attempt(wtx: WalletTransaction) -> Update:
            if isinstance(wtx.state, Conflicted) and wtx.state.height >= disconnected:
                wtx.state = Inactive()
                return Update.CHANGED
            return Update.UNCHANGED

        for txin in tx.inputs:
            for txid in self.spenders(txin.prevout):
                if self._txs[txid].is_conflicted:
                    self.update_recursively(txid, attempt)

    def relocate(self, look_up: Callable[[BlockHash], Height | None], fork: Height) -> None:
        """Find out anew where transactions are, after the chain was out of sight.

        Args:
            look_up: gives a block's height in the active chain; None where it is not in it.
            fork: transactions in blocks up to here are known to be where they were.
        """
        gone: list[WalletTransaction] = []
        heights: dict[BlockHash, Height | None] = {}
        for wtx in self._txs.values():
            state = wtx.state
            if not isinstance(state, Confirmed | Conflicted) or UNKNOWN_HEIGHT < state.height <= fork:
                continue
            if state.block_hash not in heights:
                heights[state.block_hash] = look_up(state.block_hash)
            height = heights[state.block_hash]
            if height is None:
                gone.append(wtx)
            elif height != state.height:
                wtx.state = replace(state, height=height)
        if not gone:
            return
        with self._db.transaction():
            for wtx in gone:
                wtx.state = Inactive()
                self._write(wtx)
            for wtx in gone:
                self._refresh_inputs(wtx)
                self._add_coins(wtx)
                self._changed(wtx.txid, ChangeType.UPDATED)

    def update_recursively(self, txid: TxId, attempt: Callable[[WalletTransaction], Update]) -> None:
        """Try a new state on a transaction and, where it took, on all that spend it."""
        todo, done = {txid}, set[TxId]()
        with self._db.transaction():
            while todo:
                now = todo.pop()
                done.add(now)
                wtx = self._txs[now]
                update = attempt(wtx)
                if update is Update.UNCHANGED:
                    continue
                self._write(wtx)
                for i in range(len(wtx.tx.outputs)):
                    todo.update(spender for spender in self.spenders(OutPoint(now, i)) if spender not in done)
                if update is Update.NOTIFY:
                    self._changed(now, ChangeType.UPDATED)
                self._refresh_inputs(wtx)
                self._add_coins(wtx)

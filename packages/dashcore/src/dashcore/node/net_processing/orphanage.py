"""Transactions that spend what nobody showed us yet. Mirrors txorphanage.h.

No I/O. Threads: one at a time; its owner holds cs_main.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dashcore.policy.policy import MAX_STANDARD_TX_SIZE
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import TxId
from dashcore.util.hashes import display_hash

_log_mempool = logging.getLogger("dash.mempool")

EXPIRY_S: Final = 20 * 60
_SWEEP_INTERVAL_S: Final = 5 * 60
FROM_BLOCK: Final = -1  # the "peer" of transactions that wait for a block's


@dataclass(slots=True)
class _Orphan:
    tx: Transaction
    peer_id: int
    expires: int
    size: int
    position: int  # in the list that eviction draws from


class Orphanage:
    """Transactions without parents, who sent them, and which of them are worth another look.

    Args (constructor):
        now: seconds, mockable.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._random = random.SystemRandom()
        self._orphans: dict[TxId, _Orphan] = {}
        self._list: list[TxId] = []
        self._by_prevout: dict[OutPoint, set[TxId]] = {}
        self._work: dict[int, dict[TxId, None]] = {}  # by peer that sent the parent; in order
        self._size = 0
        self._next_sweep = 0

    def __len__(self) -> int:
        return len(self._orphans)

    def __contains__(self, txid: TxId) -> bool:
        return txid in self._orphans

    def add(self, tx: Transaction, peer_id: int) -> bool:
        """Keep a transaction; False where it is kept already, or too large to be kept for whoever sends such."""
        txid = tx.txid
        if txid in self._orphans:
            return False
        size = len(tx.serialize())
        if size > MAX_STANDARD_TX_SIZE:
            _log_mempool.debug("ignoring large orphan tx (size: %u, hash: %s)", size, display_hash(txid))
            return False
        self._orphans[txid] = _Orphan(tx, peer_id, self._now() + EXPIRY_S, size, len(self._list))
        self._list.append(txid)
        for txin in tx.inputs:
            self._by_prevout.setdefault(txin.prevout, set()).add(txid)
        self._size += size
        _log_mempool.debug(
            "stored orphan tx %s (mapsz %u outsz %u)", display_hash(txid), len(self._orphans), len(self._by_prevout)
        )
        return True

    def remove(self, txid: TxId) -> bool:
        """Forget one; False where it is not kept."""
        orphan = self._orphans.pop(txid, None)
        if orphan is None:
            return False
        for txin in orphan.tx.inputs:
            siblings = self._by_prevout.get(txin.prevout)
            if siblings is not None:
                siblings.discard(txid)
                if not siblings:
                    del self._by_prevout[txin.prevout]
        last = self._list.pop()
        if last != txid:
            self._list[orphan.position] = last
            self._orphans[last].position = orphan.position
        self._size -= orphan.size
        return True

    def _remove_all(self, txids: Sequence[TxId]) -> int:
        return sum([self.remove(txid) for txid in txids])

    def remove_of_peer(self, peer_id: int) -> None:
        """Forget what a peer that left had sent."""
        self._work.pop(peer_id, None)
        count = self._remove_all([txid for txid, orphan in self._orphans.items() if orphan.peer_id == peer_id])
        if count:
            _log_mempool.debug("Erased %d orphan tx from peer=%d", count, peer_id)

    def remove_for_block(self, transactions: Sequence[Transaction]) -> None:
        """Forget those that a block contains or contradicts."""
        if not self._orphans:
            return
        doomed = {txid for tx in transactions for txin in tx.inputs for txid in self._by_prevout.get(txin.prevout, ())}
        count = self._remove_all(list(doomed))
        if doomed:
            _log_mempool.debug("Erased %d orphan tx included or conflicted by block", count)

    def limit(self, max_size: int) -> None:
        """Forget what waited too long, then any, until all together have at most `max_size` bytes."""
        now = self._now()
        if self._next_sweep <= now:
            count = self._remove_all([txid for txid, orphan in self._orphans.items() if orphan.expires <= now])
            first = now + EXPIRY_S - _SWEEP_INTERVAL_S
            first = min([first, *(orphan.expires for orphan in self._orphans.values())])
            self._next_sweep = first + _SWEEP_INTERVAL_S  # so that one sweep takes several
            if count:
                _log_mempool.debug("Erased %d orphan tx due to expiration", count)
        evicted = 0
        while self._list and self._size > max_size:
            self.remove(self._random.choice(self._list))
            evicted += 1
        if evicted:
            _log_mempool.debug("orphanage overflow, removed %u tx", evicted)

    # Another look

    def parent_came(self, tx: Transaction, peer_id: int) -> None:
        """Line up what spends from `tx`, on the account of the peer that sent it."""
        for index in range(len(tx.outputs)):
            for txid in self._by_prevout.get(OutPoint(tx.txid, index), ()):
                self._work.setdefault(peer_id, {})[txid] = None

    def block_came(self, transactions: Sequence[Transaction]) -> None:
        """Line up what spends from a block, on the account of `FROM_BLOCK`."""
        self._work.pop(FROM_BLOCK, None)
        if self._orphans:
            for tx in transactions:
                self.parent_came(tx, FROM_BLOCK)

    def has_work(self, peer_id: int) -> bool:
        """Whether something is lined up. Threads: any."""
        return bool(self._work.get(peer_id))

    def take_work(self, peer_id: int) -> tuple[Transaction, int] | None:
        """Return what is next in line, and who sent it; None where nothing is."""
        work = self._work.get(peer_id)
        while work:
            txid = next(iter(work))
            del work[txid]
            orphan = self._orphans.get(txid)
            if orphan is not None:
                return orphan.tx, orphan.peer_id
        self._work.pop(peer_id, None)
        return None

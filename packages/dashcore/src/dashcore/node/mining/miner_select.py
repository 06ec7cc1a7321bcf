"""Choose the mempool's transactions for a block: by what they pay per byte, unconfirmed ancestors included.

Mirrors addPackageTxs of node/miner.cpp.
"""

import heapq
import logging
from collections.abc import Callable

from dashcore.consensus.tx_verify import is_final
from dashcore.consensus.validation import InvalidTxError
from dashcore.evo.creditpool import CreditPoolDiff
from dashcore.node.mempool.entry import MempoolEntry
from dashcore.node.mempool.pool import Mempool
from dashcore.policy.feerate import fee_for_size
from dashcore.primitives.transaction import SPECIAL_VERSION, TxType
from dashcore.primitives.types import TxId
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")

_MAX_CONSECUTIVE_FAILURES = 1000
_ALMOST_FULL = 1000  # bytes left


class _Package:
    """An entry with those ancestors that are not in the block yet, as sums."""

    __slots__ = ("entry", "fees", "is_modified", "sigops", "size")

    def __init__(self, entry: MempoolEntry) -> None:
        self.entry = entry
        self.size = entry.ancestor_size
        self.fees = entry.ancestor_fees
        self.sigops = entry.ancestor_sigops
        self.is_modified = False  # whether some ancestor is in the block

    def __lt__(self, other: "_Package") -> bool:
        """Order packages of equal score and id, which the heap may compare."""
        return self.size < other.size

    def leave_out(self, ancestor: MempoolEntry) -> None:
        """Note that an ancestor is in the block now."""
        self.size -= ancestor.size
        self.fees -= ancestor.modified_fee
        self.sigops -= ancestor.sigops
        self.is_modified = True

    @property
    def score(self) -> float:
        """Duffs per byte: alone or with ancestors, whichever is worse."""
        return min(self.entry.modified_fee / self.entry.size, self.fees / self.size)


class BlockFiller:
    """Fills one block. cs_main is held throughout.

    Args (constructor):
        size, sigops: what the block holds already.
        max_size, max_sigops: bytes and signature checks it must stay below.
        height, lock_time_cutoff: of the block, for lock times.
        credit_pool: checks asset locks and unlocks; None before V20.
        print_priority: log each choice.
    """

    def __init__(
        self,
        mempool: Mempool,
        *,
        size: int,
        sigops: int,
        max_size: int,
        max_sigops: int,
        min_fee_rate: int,
        height: int,
        lock_time_cutoff: int,
        credit_pool: CreditPoolDiff | None,
        is_safe: Callable[[MempoolEntry], bool] = lambda _entry: True,
        print_priority: bool = False,
    ) -> None:
        self._mempool = mempool
        self.size = size
        self.sigops = sigops
        self.chosen: list[MempoolEntry] = []
        self._max_size = max_size
        self._max_sigops = max_sigops
        self._min_fee_rate = min_fee_rate
        self._height = height
        self._cutoff = lock_time_cutoff
        self._credit_pool = credit_pool
        self._is_safe = is_safe
        self._print_priority = print_priority
        self._in_block: set[MempoolEntry] = set()
        self._has_signal = False

    def fill(self) -> list[MempoolEntry]:
        """Choose, and return what was chosen in an order the block may have."""
        packages = {entry: _Package(entry) for entry in self._mempool.entries.values()}
        heap = [(-package.score, entry.tx.txid, package) for entry, package in packages.items()]
        heapq.heapify(heap)
        failed: set[MempoolEntry] = set()
        failures = 0
        while heap:
            negative_score, _, package = heapq.heappop(heap)
            entry = package.entry
            if entry in self._in_block or entry in failed:
                continue
            if -negative_score != package.score:
                continue  # its sums changed, and it was pushed again then
            if package.is_modified:
                failed.add(entry)  # until it is in the block; else it may do once an ancestor is in
            if not self._fits_pool(entry):
                continue
            if package.fees < fee_for_size(self._min_fee_rate, package.size):
                break
            if self.size + package.size >= self._max_size or self.sigops + package.sigops >= self._max_sigops:
                failures += 1
                if failures > _MAX_CONSECUTIVE_FAILURES and self.size > self._max_size - _ALMOST_FULL:
                    break
                continue
            group = (entry.ancestors() | {entry}) - self._in_block
            if not all(self._is_minable(each) for each in group):
                continue
            failures = 0
            self._add(group, packages, heap)
        return self.chosen

    def _fits_pool(self, entry: MempoolEntry) -> bool:
        tx = entry.tx
        if self._credit_pool is not None:
            try:
                self._credit_pool.add(tx)
            except InvalidTxError as error:
                _log.info("addPackageTxs: asset-locks tx %s skipped due %s", display_hash(tx.txid), error)
                return False
        if tx.version >= SPECIAL_VERSION and tx.type == TxType.MNHF_SIGNAL:
            if self._has_signal:
                return False
            self._has_signal = True
        return True

    def _is_minable(self, entry: MempoolEntry) -> bool:
        return is_final(entry.tx, self._height, self._cutoff) and self._is_safe(entry)

    def _add(
        self,
        group: set[MempoolEntry],
        packages: dict[MempoolEntry, _Package],
        heap: list[tuple[float, TxId, _Package]],
    ) -> None:
        for entry in sorted(group, key=lambda each: (each.ancestor_count, each.tx.txid)):
            self.chosen.append(entry)
            self._in_block.add(entry)
            self.size += entry.size
            self.sigops += entry.sigops
            if self._print_priority:
                rate = entry.modified_fee * 1000 // entry.size
                _log.info(
                    "fee rate %d.%08d DASH/kB txid %s",
                    rate // 100_000_000,
                    rate % 100_000_000,
                    display_hash(entry.tx.txid),
                )
        for entry in group:
            for descendant in entry.descendants() - self._in_block:
                package = packages[descendant]
                package.leave_out(entry)
                heapq.heappush(heap, (-package.score, descendant.tx.txid, package))

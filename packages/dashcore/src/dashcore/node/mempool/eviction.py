"""Which transaction of the mempool goes first when it is too full. Mirrors CompareTxMemPoolEntryByDescendantScore."""

import heapq
from collections.abc import Mapping
from itertools import count

from dashcore.node.mempool.entry import MempoolEntry
from dashcore.primitives.types import TxId

_SPARE = 64  # outdated records that are always put up with


class EvictionOrder:
    """A heap of the entries by what they and their descendants pay, worst first.

    Most pools are never full: nothing is kept until `worst` is asked for the first time, and no
    longer once it is not asked any more. A record whose entry changed is left in the heap, and
    dropped when it comes up.

    Threads: cs_main is held.
    """

    def __init__(self, entries: Mapping[TxId, MempoolEntry]) -> None:
        self._entries = entries
        self._heap: list[tuple[float, int, int, MempoolEntry]] | None = None
        self._numbers = count()  # no two records compare further than this
        self._was_asked = False

    def changed(self, entry: MempoolEntry) -> None:
        """An entry is new, or it or its descendants pay otherwise or have another size than before."""
        heap = self._heap
        if heap is None:
            return
        heapq.heappush(heap, (entry.descendant_score, -entry.time, next(self._numbers), entry))
        if len(heap) > 2 * len(self._entries) + _SPARE:
            self._heap = None
            if self._was_asked:
                self._was_asked = False
                self._heap = self._make()

    def _make(self) -> list[tuple[float, int, int, MempoolEntry]]:
        heap = [(entry.descendant_score, -entry.time, next(self._numbers), entry) for entry in self._entries.values()]
        heapq.heapify(heap)
        return heap

    def worst(self) -> MempoolEntry:
        """Return the entry to remove first, with its descendants; among equals the one that came last.

        Raises:
            IndexError: there is none.
        """
        self._was_asked = True
        if self._heap is None:
            self._heap = self._make()
        heap = self._heap
        while True:
            score, _, _, entry = heap[0]
            if self._entries.get(entry.tx.txid) is entry and entry.descendant_score == score:
                return entry
            heapq.heappop(heap)

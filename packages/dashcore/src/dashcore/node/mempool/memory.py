"""What the mempool's contents would take in a C++ node: -maxmempool and getmempoolinfo go by it.

Operators know the numbers that -maxmempool was made for, so they are those of a 64-bit dashd,
not of Python's objects. Mirrors memusage.h, core_memusage.h and DynamicMemoryUsage of
txmempool.cpp.
"""

from dashcore.primitives.transaction import Transaction

_POINTER = 8  # bytes
_TREE_NODE = 4 * _POINTER  # of std::map and std::set, without what it holds
_HASH = 32
_DIRECT_SCRIPT = 28  # bytes; scripts up to here live inside their input or output
_INPUT, _OUTPUT = 80, 40  # sizeof(CTxIn), sizeof(CTxOut)
_TRANSACTION, _SHARED_COUNTER = 112, 24  # sizeof(CTransaction), of what counts its owners


def allocated(size: int) -> int:
    """Return what the heap takes for a piece of `size` bytes. Source: C++ MallocUsage."""
    return (size + 31) >> 4 << 4 if size else 0


ENTRY_USAGE = allocated(304 + 12 * _POINTER)  # sizeof(CTxMemPoolEntry) and its place in four indexes
SPENT_USAGE = allocated(_TREE_NODE + 2 * _POINTER)  # that an output is spent
DELTA_USAGE = allocated(_TREE_NODE + _HASH + 8)  # a fee delta
LINK_USAGE = allocated(_TREE_NODE + _POINTER)  # one end of the bond between parent and child
_OWN_USAGE = allocated(_TRANSACTION) + allocated(_SHARED_COUNTER)
_HASH_LIST_ITEM = _HASH + _POINTER


def transaction_usage(tx: Transaction) -> int:
    """Return the bytes of a transaction. Source: C++ RecursiveDynamicUsage, which leaves payloads out."""
    usage = _OWN_USAGE + allocated(len(tx.inputs) * _INPUT) + allocated(len(tx.outputs) * _OUTPUT)
    for txin in tx.inputs:
        if len(txin.script_sig) > _DIRECT_SCRIPT:
            usage += allocated(len(txin.script_sig))
    for txout in tx.outputs:
        if len(txout.script_pubkey) > _DIRECT_SCRIPT:
            usage += allocated(len(txout.script_pubkey))
    return usage


class HashList:
    """Room of the list of ids that C++ keeps in random order: it doubles, and shrinks by halves."""

    def __init__(self) -> None:
        self._capacity = 0

    @property
    def usage(self) -> int:
        """Bytes."""
        return allocated(self._capacity * _HASH_LIST_ITEM)

    def grow(self, size: int) -> None:
        """It has `size` items now, one more than before."""
        if size > self._capacity:
            self._capacity = max(1, 2 * (size - 1))

    def shrink(self, size: int) -> None:
        """It has `size` items now, one less than before."""
        if size and 2 * size < self._capacity:
            self._capacity = size

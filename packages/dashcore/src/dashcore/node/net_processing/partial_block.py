"""Puts blocks together from short ids and what is here already. Mirrors PartiallyDownloadedBlock. Source: BIP 152."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.net.messages.compact import CompactBlock, short_id
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import TxId
from dashcore.util.hashes import display_hash

DEFAULT_EXTRA_TXS: Final = 100

_log_compact = logging.getLogger("dash.cmpctblock")

_MAX_TXS = MAX_BLOCK_SIZE // 10  # a transaction with nothing in it has 10 bytes
_MAX_POSITION = 0xFFFF
_FEW = 5  # so many transactions that had to be asked for are named in the log


class InvalidCompactBlockError(ValueError):
    """It cannot be: whoever sent it misbehaves."""


class AmbiguousCompactBlockError(ValueError):
    """Short ids collide: ask for the whole block."""


class ExtraTransactions:
    """Transactions that are not in the mempool and may be in a block all the same: orphans, rejected, replaced.

    Args (constructor):
        capacity: -blockreconstructionextratxn.

    Threads: the message thread.
    """

    def __init__(self, capacity: int) -> None:
        self._transactions: deque[Transaction] = deque(maxlen=max(capacity, 0))

    def add(self, tx: Transaction) -> None:
        """Keep a transaction, in place of the oldest where there is no more room."""
        self._transactions.append(tx)

    def __iter__(self) -> Iterator[Transaction]:
        return iter(self._transactions)


class PartialBlock:
    """A block of which some transactions are missing.

    Args (constructor):
        pool: the mempool's transactions.
        extra: others that may be in it.

    Raises:
        InvalidCompactBlockError: positions or counts cannot be.
        AmbiguousCompactBlockError: two transactions have the same short id.

    Source: C++ InitData.
    """

    def __init__(
        self, compact: CompactBlock, size: int, pool: Iterable[tuple[TxId, Transaction]], extra: Iterable[Transaction]
    ) -> None:
        if compact.header.bits == 0 or not 0 < compact.tx_count <= _MAX_TXS:
            raise InvalidCompactBlockError
        self.header: BlockHeader = compact.header
        self._transactions: list[Transaction | None] = [None] * compact.tx_count
        for number, (position, tx) in enumerate(compact.prefilled):
            if not (tx.inputs or tx.outputs) or position > min(_MAX_POSITION, len(compact.short_ids) + number):
                raise InvalidCompactBlockError
            self._transactions[position] = tx
        self._prefilled = len(compact.prefilled)
        self._from_pool = self._from_extra = 0
        free = (position for position, tx in enumerate(self._transactions) if tx is None)
        positions = dict(zip(compact.short_ids, free, strict=True))
        if len(positions) != len(compact.short_ids):
            raise AmbiguousCompactBlockError
        self._match(compact.key, positions, pool, extra)
        _log_compact.debug(
            "Initialized PartiallyDownloadedBlock for block %s using a cmpctblock of size %u",
            display_hash(self.header.hash),
            size,
        )

    def _match(
        self,
        key: bytes,
        positions: dict[int, int],
        pool: Iterable[tuple[TxId, Transaction]],
        extra: Iterable[Transaction],
    ) -> None:
        """Fill in what is here; a short id that two transactions have is asked for."""
        if not positions:
            return
        seen: set[int] = set()
        for txid, tx in pool:
            position = positions.get(short_id(key, txid))
            if position is not None:
                self._from_pool += self._place(position, tx, seen)
                if self._from_pool == len(positions):
                    return
        for tx in extra:
            position = positions.get(short_id(key, tx.txid))
            if position is not None:
                change = self._place(position, tx, seen)
                self._from_pool += change
                self._from_extra += change

    def _place(self, position: int, tx: Transaction, seen: set[int]) -> int:
        """Put a transaction where its short id says; return by how much there are more of them now."""
        if position not in seen:
            seen.add(position)
            self._transactions[position] = tx
            return 1
        known = self._transactions[position]
        if known is None or known.txid == tx.txid:
            return 0
        self._transactions[position] = None
        return -1

    def missing(self) -> tuple[int, ...]:
        """Return the positions of what is not here."""
        return tuple(position for position, tx in enumerate(self._transactions) if tx is None)

    def fill(self, missing: Sequence[Transaction]) -> Block:
        """Return the block; whether its Merkle root is right, the caller has to check.

        Args:
            missing: what `missing` named, in its order.

        Raises:
            InvalidCompactBlockError: too few, or too many.

        Source: C++ FillBlock.
        """
        if len(missing) != len(self.missing()):
            raise InvalidCompactBlockError
        rest = iter(missing)
        return Block(self.header, tuple(tx if tx is not None else next(rest) for tx in self._transactions))

    def log_filled(self, missing: Sequence[Transaction]) -> None:
        """Say where the transactions came from."""
        shown = display_hash(self.header.hash)
        _log_compact.debug(
            "Successfully reconstructed block %s with %u txn prefilled, %u txn from mempool (incl at least %u from extra "
            "pool) and %u txn requested",
            shown,
            self._prefilled,
            self._from_pool,
            self._from_extra,
            len(missing),
        )
        if len(missing) < _FEW:
            for tx in missing:
                _log_compact.debug("Reconstructed block %s required tx %s", shown, display_hash(tx.txid))

"""Blocks put together from short ids: what is found where, what is ambiguous, what cannot be."""

from dataclasses import replace

import pytest

from dashcore.net.messages.compact import CompactBlock
from dashcore.node.net_processing import partial_block
from dashcore.node.net_processing.partial_block import (
    AmbiguousCompactBlockError,
    ExtraTransactions,
    InvalidCompactBlockError,
    PartialBlock,
)
from dashcore.node.testing import spend
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, TxId, UnixTime

SIZE = 1000  # of a message; for the log alone


def tx(number: int) -> Transaction:
    """Return a transaction that differs from those of other numbers."""
    return spend((OutPoint(TxId(bytes([number]) * 32), 0), 100_000))


TXS = tuple(tx(number) for number in range(1, 5))
HEADER = BlockHeader(
    version=1, prev_hash=BlockHash(bytes(32)), merkle_root=bytes(32), time=UnixTime(1), bits=0x207FFFFF, nonce=0
)
BLOCK = Block(HEADER, TXS)  # whether it is valid does not matter here


def compact() -> CompactBlock:
    """Return what tells of the block."""
    return CompactBlock.of(BLOCK)


def pool(*txs: Transaction) -> list[tuple[TxId, Transaction]]:
    """Return transactions as the mempool has them."""
    return [(each.txid, each) for each in txs]


def test_all_is_here() -> None:
    """Transactions of the mempool and others are found, whatever their order; strangers do no harm."""
    partial = PartialBlock(compact(), SIZE, pool(TXS[3], tx(9), TXS[1]), [TXS[2], TXS[1]])
    assert partial.missing() == ()
    assert partial.fill(()) == BLOCK


def test_what_is_missing_is_filled_in() -> None:
    """In the order of its positions, no more and no less."""
    partial = PartialBlock(compact(), SIZE, pool(TXS[2]), ())
    assert partial.missing() == (1, 3)
    assert partial.fill((TXS[1], TXS[3])) == BLOCK
    for wrong in ((), TXS[1:2], TXS[1:]):
        with pytest.raises(InvalidCompactBlockError):
            partial.fill(wrong)


def test_same_short_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two transactions with one short id are both left out, be they here or in the message."""
    told = compact()
    first = told.short_ids[0]
    with pytest.raises(AmbiguousCompactBlockError):
        PartialBlock(replace(told, short_ids=(first, first, told.short_ids[2])), SIZE, (), ())
    monkeypatch.setattr(partial_block, "short_id", lambda key, txid: first)
    assert PartialBlock(told, SIZE, pool(TXS[1]), [TXS[1]]).missing() == (2, 3)
    assert PartialBlock(told, SIZE, pool(TXS[1], tx(9)), ()).missing() == (1, 2, 3)
    assert PartialBlock(told, SIZE, pool(TXS[1]), [tx(9)]).missing() == (1, 2, 3)
    assert PartialBlock(told, SIZE, pool(TXS[1], tx(9), tx(8)), ()).missing() == (1, 2, 3)


def test_prefilled_positions() -> None:
    """A position past the end of the block cannot be; the last one can."""
    told = compact()
    last = replace(told, prefilled=((3, TXS[3]),))
    assert PartialBlock(last, SIZE, (), ()).missing() == (0, 1, 2)
    with pytest.raises(InvalidCompactBlockError):
        PartialBlock(replace(told, prefilled=((4, TXS[3]),)), SIZE, (), ())
    with pytest.raises(InvalidCompactBlockError):
        PartialBlock(replace(told, short_ids=(), prefilled=()), SIZE, (), ())


def test_extra_transactions_are_bounded() -> None:
    """The oldest makes room."""
    extra = ExtraTransactions(2)
    for each in TXS[:3]:
        extra.add(each)
    assert set(extra) == set(TXS[1:3])
    none = ExtraTransactions(0)
    none.add(TXS[0])
    assert list(none) == []

"""Sums over all unspent outputs after every block of the active chain (-coinstatsindex).

Mirrors index/coinstatsindex.cpp; an index of dashd is used as it is, and the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from struct import Struct

from dashcore.chain.baseindex import BaseIndex
from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin
from dashcore.chain.connect import is_overwritten_coinbase
from dashcore.chain.db import Batch
from dashcore.chain.errors import ChainLoadError, CorruptDataError
from dashcore.chain.heightindex import HeightRecords
from dashcore.chain.manager import ChainManager
from dashcore.chain.stats import bogo_size_of, encode_coin
from dashcore.chain.undo import BlockUndo
from dashcore.consensus.subsidy import block_subsidy
from dashcore.crypto.muhash import MuHash
from dashcore.primitives.block import Block
from dashcore.script.script import is_unspendable
from dashcore.util.hashes import HASH_SIZE

_MUHASH = b"M"
_SUMS = Struct("<QQ10q")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinSums:
    """Sums after a block, from genesis on. Amounts in duffs.

    Args (constructor):
        outputs: unspent ones.
        bogo_size: bytes, a measure that no database decides.
        amount: of unspent outputs.
        subsidy: what blocks might create.
        unspendable: what can never be spent, the sum of the four below.
        spent: of outputs that were spent.
        created: of outputs of all transactions but coinbases.
        coinbase: of outputs of coinbases.
        genesis, overwritten, scripts, unclaimed: why it cannot be spent.
    """

    outputs: int = 0
    bogo_size: int = 0
    amount: int = 0
    subsidy: int = 0
    unspendable: int = 0
    spent: int = 0
    created: int = 0
    coinbase: int = 0
    genesis: int = 0
    overwritten: int = 0
    scripts: int = 0
    unclaimed: int = 0

    def encode(self) -> bytes:
        """Return the sums as the database keeps them."""
        return _SUMS.pack(*(getattr(self, field.name) for field in fields(self)))

    @classmethod
    def decode(cls, data: bytes) -> "CoinSums":
        """Read sums.

        Raises:
            CorruptDataError: of another length.
        """
        if len(data) != _SUMS.size:
            raise CorruptDataError("coinstatsindex: a record has a wrong length")
        return cls(**dict(zip((field.name for field in fields(cls)), _SUMS.unpack(data), strict=True)))

    def plus(self, other: "CoinSums", sign: int = 1) -> "CoinSums":
        """Add sums, or take them away."""
        return CoinSums(
            **{field.name: getattr(self, field.name) + sign * getattr(other, field.name) for field in fields(self)}
        )


@dataclass(frozen=True, slots=True)
class IndexedCoins:
    """The sums after a block and the hash of all unspent outputs, internal order."""

    hash: bytes
    sums: CoinSums


@dataclass(frozen=True, slots=True)
class _Changes:
    """What a block does: what the sums change by, unclaimed rewards aside, and the outputs that come and go, encoded."""

    sums: CoinSums
    added: Sequence[bytes] = ()
    removed: Sequence[bytes] = ()


def _sum_up(block: Block, undo: BlockUndo, index: BlockIndex, subsidy: int) -> _Changes:
    overwritten = subsidy if is_overwritten_coinbase(index) else 0
    outputs = bogo_size = created = coinbase = scripts = spent = 0
    added: list[bytes] = []
    removed: list[bytes] = []
    for tx in block.transactions[1:] if overwritten else block.transactions:
        is_coinbase = tx.is_coinbase
        for number, out in enumerate(tx.outputs):
            if is_unspendable(out.script_pubkey):
                scripts += out.value
                continue
            coin = Coin(out, index.height, is_coinbase)
            added.append(encode_coin(tx.txid, number, coin))
            outputs += 1
            bogo_size += bogo_size_of(coin)
            if is_coinbase:
                coinbase += out.value
            else:
                created += out.value
    for tx, coins in zip(block.transactions[1:], undo, strict=True):
        for txin, coin in zip(tx.inputs, coins, strict=True):
            removed.append(encode_coin(txin.prevout.txid, txin.prevout.index, coin))
            outputs -= 1
            bogo_size -= bogo_size_of(coin)
            spent += coin.out.value
    sums = CoinSums(
        outputs=outputs,
        bogo_size=bogo_size,
        amount=created + coinbase - spent,
        subsidy=subsidy,
        unspendable=scripts + overwritten,
        spent=spent,
        created=created,
        coinbase=coinbase,
        overwritten=overwritten,
        scripts=scripts,
    )
    return _Changes(sums, added, removed)


class CoinStatsIndex(BaseIndex):
    """The database below indexes/coinstats.

    Args (constructor):
        wipe: start empty, as with -reindex.
    """

    def __init__(self, manager: ChainManager, *, wipe: bool = False) -> None:
        path = manager.options.data_dir / "indexes" / "coinstats" / "db"
        super().__init__(manager, "coinstatsindex", path, cache_size=0, wipe=wipe)
        self._records = HeightRecords(self.db)
        self._hash = MuHash()
        self._sums = CoinSums()

    @property
    def allows_pruning(self) -> bool:
        """Sums are never made twice."""
        return True

    def _init(self) -> None:
        super()._init()
        best = self._best
        if best is None:
            return
        damaged = ChainLoadError(f"Cannot read current {self.name} state; index may be corrupted", can_reindex=False)
        stored, record = self.db.get(_MUHASH), self._records.find(best)
        if stored is None or record is None:
            raise damaged
        try:
            self._hash = MuHash.deserialize(stored)
        except ValueError as error:
            raise damaged from error
        found = _decode(record)
        if self._hash.digest() != found.hash:
            raise damaged
        self._sums = found.sums

    def commit(self, batch: Batch | None = None) -> None:
        """Write the place together with the running hash: neither is of use without the other."""
        batch = batch or Batch()
        batch.put(_MUHASH, self._hash.serialize())
        super().commit(batch)

    def _changes(self, block: Block, index: BlockIndex) -> _Changes:
        if index.prev is None:
            subsidy = block.transactions[0].value_out
            return _Changes(CoinSums(subsidy=subsidy, unspendable=subsidy, genesis=subsidy))
        undo = self._state.storage.read_undo(index)
        return _sum_up(block, undo, index, block_subsidy(index.prev, self._manager.params.consensus))

    def write_block(self, block: Block, index: BlockIndex) -> None:
        """Sum a block up. The running hash is written with the place alone, lest it be ahead of it."""
        if index.prev is not None:
            self._records.parent_record(index)
        changes = self._changes(block, index)
        sums = self._sums.plus(changes.sums)
        for data in changes.added:
            self._hash.insert(data)
        for data in changes.removed:
            self._hash.remove(data)
        unclaimed = sums.spent + sums.subsidy - (sums.created + sums.coinbase + sums.unspendable)
        self._sums = replace(sums, unspendable=sums.unspendable + unclaimed, unclaimed=sums.unclaimed + unclaimed)
        self._records.write(index, self._hash.digest() + self._sums.encode())

    def rewind(self, current: BlockIndex, new: BlockIndex) -> None:
        """Keep the sums of blocks that leave the chain, by id, and undo these blocks.

        Raises:
            CorruptDataError: what comes out is not what was after the ancestor.
        """
        batch = Batch()
        self._records.keep_by_hash(batch, range(new.height, current.height + 1))
        self.db.write(batch)
        walk: BlockIndex | None = current
        while walk is not None and walk is not new:
            changes = self._changes(self._manager.read_block(walk), walk)
            for data in changes.added:
                self._hash.remove(data)
            for data in changes.removed:
                self._hash.insert(data)
            walk = walk.prev
        record = self._records.find(new)
        if record is None or _decode(record).hash != self._hash.digest():
            raise CorruptDataError(f"{self.name}: blocks could not be undone; index may be corrupted")
        self._sums = _decode(record).sums

    def find_stats(self, index: BlockIndex) -> IndexedCoins | None:
        """Return the sums after a block; None if it is not indexed.

        Raises:
            CorruptDataError: they cannot be read.

        Threads: any.
        """
        record = self._records.find(index)
        return None if record is None else _decode(record)


def _decode(record: bytes) -> IndexedCoins:
    return IndexedCoins(record[:HASH_SIZE], CoinSums.decode(record[HASH_SIZE:]))

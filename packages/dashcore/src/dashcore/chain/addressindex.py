"""What the node may note of every block it connects: by address, by spent output, by time.

-addressindex, -spentindex and -timestampindex. The notes lie in the database of the block
index and change with the chain itself, so that switching one on takes a -reindex. Mirrors
addressindex.h, spentindex.h, timestampindex.h and their part of validation.cpp.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin
from dashcore.chain.db import Batch, Database
from dashcore.chain.undo import BlockUndo
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, TxId
from dashcore.script.script import is_pay_to_pubkey, is_pay_to_pubkey_hash, is_pay_to_script_hash
from dashcore.util.hashes import HASH_SIZE, hash160
from dashcore.util.serialize import decode_bytes, encode_bytes

_ADDRESS, _UNSPENT, _SPENT, _TIME = b"a", b"u", b"p", b"s"
_NO_ADDRESS = bytes(20)
_SCOPE = Struct("<B20s")
_CHANGE_KEY = Struct(">II32s")
_NUMBER = Struct("<I")
_AMOUNT = Struct("<q")
_HEIGHT = Struct("<i")
_SPENDER = Struct("<32sIiqB20s")
_BIG = Struct(">I")


class AddressKind(IntEnum):
    """Which kind of address a hash belongs to; keys of the databases begin with it. Source: C++ AddressType."""

    UNKNOWN = 0
    KEY_HASH = 1
    SCRIPT_HASH = 2


@dataclass(frozen=True, slots=True)
class AddressKey:
    """An address: its kind and 20 bytes."""

    kind: AddressKind
    hash: bytes

    def encode(self) -> bytes:
        """Return how keys of the databases begin, behind their prefix."""
        return _SCOPE.pack(self.kind, self.hash)


def address_of(script: bytes) -> AddressKey | None:
    """Return the address an output pays to; None if it pays to none. Source: C++ AddressBytesFromScript."""
    if is_pay_to_script_hash(script):
        return AddressKey(AddressKind.SCRIPT_HASH, script[2:22])
    if is_pay_to_pubkey_hash(script):
        return AddressKey(AddressKind.KEY_HASH, script[3:23])
    if is_pay_to_pubkey(script):
        return AddressKey(AddressKind.KEY_HASH, hash160(script[1:-1]))
    return None


@dataclass(frozen=True, slots=True)
class AddressChange:
    """One change of what an address holds.

    Args (constructor):
        place: number of the transaction in its block.
        number: of the output, or of the input where `is_spending`.
        amount: duffs, negative where it is spent.
    """

    address: AddressKey
    height: int
    place: int
    txid: TxId
    number: int
    is_spending: bool
    amount: int


@dataclass(frozen=True, slots=True)
class AddressOutput:
    """An unspent output of an address."""

    address: AddressKey
    outpoint: OutPoint
    amount: int
    script: bytes
    height: int


@dataclass(frozen=True, slots=True)
class Spender:
    """The input that spends an output.

    Args (constructor):
        height: of its block; -1: it waits in the mempool.
        amount, address: of the output spent.
    """

    txid: TxId
    number: int
    height: int
    amount: int
    address: AddressKey | None


def _change_key(address: AddressKey, height: int, place: int, txid: TxId, number: int, *, spends: bool) -> bytes:
    return (
        _ADDRESS
        + address.encode()
        + _CHANGE_KEY.pack(height, place, txid)
        + _NUMBER.pack(number)
        + (b"\x01" if spends else b"\x00")
    )


def _unspent_key(address: AddressKey, txid: TxId, number: int) -> bytes:
    return _UNSPENT + address.encode() + txid + _NUMBER.pack(number)


def _unspent_value(coin: Coin) -> bytes:
    return _AMOUNT.pack(coin.out.value) + encode_bytes(coin.out.script_pubkey) + _HEIGHT.pack(coin.height)


def _spent_key(outpoint: OutPoint) -> bytes:
    return _SPENT + outpoint.txid + _NUMBER.pack(outpoint.index)


def _time_key(index: BlockIndex) -> bytes:
    return _TIME + _BIG.pack(index.time) + index.hash


class BlockNotes:
    """The notes, as far as they are switched on.

    Args (constructor):
        db: of the block index.

    Threads: `connect` and `disconnect` under cs_main; questions from any.
    """

    def __init__(self, db: Database, *, addresses: bool, spent: bool, times: bool) -> None:
        self._db = db
        self.has_addresses = addresses
        self.has_spent = spent
        self.has_times = times

    @property
    def is_on(self) -> bool:
        """Whether anything is noted at all."""
        return self.has_addresses or self.has_spent or self.has_times

    # Changes

    def connect(self, block: Block, index: BlockIndex, undo: BlockUndo) -> None:
        """Note a block that joins the chain; doing it again changes nothing.

        Raises:
            DatabaseError: it could not be written.
        """
        batch = Batch()
        if self.has_addresses or self.has_spent:
            for place, tx in enumerate(block.transactions):
                if place > 0:
                    self._connect_inputs(batch, tx, undo[place - 1], index.height, place)
                if self.has_addresses:
                    self._connect_outputs(batch, tx, index.height, place)
        if self.has_times:
            batch.put(_time_key(index), bytes(4))
        self._db.write(batch)

    def _connect_inputs(self, batch: Batch, tx: Transaction, coins: Sequence[Coin], height: int, place: int) -> None:
        for number, (txin, coin) in enumerate(zip(tx.inputs, coins, strict=True)):
            prevout, amount = txin.prevout, coin.out.value
            address = address_of(coin.out.script_pubkey)
            if self.has_addresses and address is not None:
                key = _change_key(address, height, place, tx.txid, number, spends=True)
                batch.put(key, _AMOUNT.pack(-amount))
                batch.delete(_unspent_key(address, prevout.txid, prevout.index))
            if self.has_spent:
                kind, address_hash = (address.kind, address.hash) if address is not None else (0, _NO_ADDRESS)
                batch.put(_spent_key(prevout), _SPENDER.pack(tx.txid, number, height, amount, kind, address_hash))

    def _connect_outputs(self, batch: Batch, tx: Transaction, height: int, place: int) -> None:
        for number, out in enumerate(tx.outputs):
            address = address_of(out.script_pubkey)
            if address is not None:
                key = _change_key(address, height, place, tx.txid, number, spends=False)
                batch.put(key, _AMOUNT.pack(out.value))
                batch.put(_unspent_key(address, tx.txid, number), _unspent_value(Coin(out, height, tx.is_coinbase)))

    def disconnect(self, block: Block, index: BlockIndex, undo: BlockUndo) -> None:
        """Take the notes of a block back that leaves the chain.

        Raises:
            DatabaseError: it could not be written.
        """
        batch = Batch()
        if self.has_addresses or self.has_spent:
            for place in range(len(block.transactions) - 1, -1, -1):
                tx = block.transactions[place]
                if self.has_addresses:
                    self._disconnect_outputs(batch, tx, index.height, place)
                if place > 0:
                    self._disconnect_inputs(batch, tx, undo[place - 1], index.height, place)
        if self.has_times:
            batch.delete(_time_key(index))
        self._db.write(batch)

    def _disconnect_outputs(self, batch: Batch, tx: Transaction, height: int, place: int) -> None:
        for number, out in enumerate(tx.outputs):
            address = address_of(out.script_pubkey)
            if address is not None:
                batch.delete(_change_key(address, height, place, tx.txid, number, spends=False))
                batch.delete(_unspent_key(address, tx.txid, number))

    def _disconnect_inputs(self, batch: Batch, tx: Transaction, coins: Sequence[Coin], height: int, place: int) -> None:
        for number, (txin, coin) in enumerate(zip(tx.inputs, coins, strict=True)):
            prevout = txin.prevout
            if self.has_spent:
                batch.delete(_spent_key(prevout))
            address = address_of(coin.out.script_pubkey) if self.has_addresses else None
            if address is not None:
                batch.delete(_change_key(address, height, place, tx.txid, number, spends=True))
                batch.put(_unspent_key(address, prevout.txid, prevout.index), _unspent_value(coin))

    # Questions

    def changes(self, address: AddressKey, first: int = 0, last: int = 0) -> Iterator[AddressChange]:
        """Yield all changes of what an address holds, oldest first.

        Args:
            first, last: heights, both inclusive; 0: all.

        Raises:
            DatabaseError: the database could not be read.
        """
        prefix = _ADDRESS + address.encode()
        start = prefix + _BIG.pack(first) if first > 0 and last > 0 else None
        for key, value in self._db.iterate(prefix, start=start):
            height, place, txid = _CHANGE_KEY.unpack_from(key, len(prefix))
            if 0 < last < height:
                return
            at = len(prefix) + _CHANGE_KEY.size
            (number,) = _NUMBER.unpack_from(key, at)
            (amount,) = _AMOUNT.unpack(value)
            yield AddressChange(address, height, place, TxId(txid), number, key[-1] != 0, amount)

    def unspent(self, address: AddressKey) -> Iterator[AddressOutput]:
        """Yield the unspent outputs of an address by transaction id.

        Raises:
            DatabaseError: the database could not be read.
        """
        prefix = _UNSPENT + address.encode()
        at = len(prefix) + HASH_SIZE
        for key, value in self._db.iterate(prefix):
            (amount,) = _AMOUNT.unpack_from(value)
            script, end = decode_bytes(value, _AMOUNT.size)
            (height,) = _HEIGHT.unpack_from(value, end)
            outpoint = OutPoint(TxId(key[len(prefix) : at]), _NUMBER.unpack_from(key, at)[0])
            yield AddressOutput(address, outpoint, amount, script, height)

    def find_spender(self, outpoint: OutPoint) -> Spender | None:
        """Return what spends an output in the chain; None if nothing does."""
        value = self._db.get(_spent_key(outpoint))
        if value is None:
            return None
        txid, number, height, amount, kind, address_hash = _SPENDER.unpack(value)
        address = AddressKey(AddressKind(kind), address_hash) if kind else None
        return Spender(TxId(txid), number, height, amount, address)

    def blocks_between(self, first: int, last: int) -> Iterator[BlockHash]:
        """Yield the blocks of a span of time, both ends inclusive, in the order of their times.

        Args:
            first, last: seconds.
        """
        for key, _ in self._db.iterate(_TIME, start=_TIME + _BIG.pack(first)):
            if _BIG.unpack_from(key, 1)[0] > last:
                return
            yield BlockHash(key[5:])

"""Blocks told by short ids of their transactions, and the questions for what is missing.

Mirrors blockencodings.h. Source: BIP 152, of which Dash has version 1 alone.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from struct import error as struct_error
from typing import Final, Self

from dashcore.crypto.siphash import KEY_SIZE, siphash
from dashcore.primitives.block import HEADER_SIZE, Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, TxId
from dashcore.util.hashes import HASH_SIZE
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

COMPACT_VERSION: Final = 1
SHORT_ID_SIZE: Final = 6  # bytes

_MAX_INDEX = 0xFFFF  # of a transaction in its block
_MIN_TX_SIZE = 10  # bytes of a transaction with nothing in it
_SHORT_ID_MASK = (1 << (8 * SHORT_ID_SIZE)) - 1
_NONCE = Struct("<Q")
_SEND_COMPACT = Struct("<BQ")


def encode_send_compact(*, high_bandwidth: bool, version: int = COMPACT_VERSION) -> bytes:
    """Return the payload of `sendcmpct`: whether blocks shall come unasked, and in which version."""
    return _SEND_COMPACT.pack(high_bandwidth, version)


def decode_send_compact(data: bytes) -> tuple[bool, int]:
    """Read the payload of `sendcmpct`.

    Raises:
        SerializationError: cut short.
    """
    try:
        high_bandwidth, version = _SEND_COMPACT.unpack_from(data, 0)
    except struct_error:
        raise SerializationError("end of data") from None
    return bool(high_bandwidth), version


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactBlock:
    """A header, short ids, and the transactions the receiver cannot have.

    Args (constructor):
        nonce: with the header the key of the short ids.
        short_ids: of the others, in their order.
        prefilled: position in the block as told, and transaction; positions grow.
    """

    header: BlockHeader
    nonce: int
    short_ids: tuple[int, ...]
    prefilled: tuple[tuple[int, Transaction], ...]

    @classmethod
    def of(cls, block: Block) -> Self:
        """Make one that prefills the coinbase."""
        nonce = random.SystemRandom().getrandbits(64)
        key = _short_id_key(block.header, nonce)
        coinbase, *others = block.transactions
        return cls(
            header=block.header,
            nonce=nonce,
            short_ids=tuple(short_id(key, tx.txid) for tx in others),
            prefilled=((0, coinbase),),
        )

    @property
    def key(self) -> bytes:
        """What `short_id` needs."""
        return _short_id_key(self.header, self.nonce)

    @property
    def tx_count(self) -> int:
        """Transactions of the block."""
        return len(self.short_ids) + len(self.prefilled)

    def encode(self) -> bytes:
        """Return the payload of `cmpctblock`."""
        parts = [self.header.serialize(), _NONCE.pack(self.nonce), encode_compact_size(len(self.short_ids))]
        parts += [value.to_bytes(SHORT_ID_SIZE, "little") for value in self.short_ids]
        parts.append(encode_compact_size(len(self.prefilled)))
        last = -1
        for position, tx in self.prefilled:
            parts += (encode_compact_size(position - last - 1), tx.serialize())
            last = position
        return b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read the payload of `cmpctblock`. A position may be more than the block has transactions.

        Raises:
            SerializationError: cut short, or more transactions than positions can tell.
        """
        header = BlockHeader.decode(data)
        try:
            (nonce,) = _NONCE.unpack_from(data, HEADER_SIZE)
        except struct_error:
            raise SerializationError("end of data") from None
        count, at = decode_compact_size(data, HEADER_SIZE + _NONCE.size)
        end = at + count * SHORT_ID_SIZE
        if end > len(data):
            raise SerializationError("end of data")
        short_ids = tuple(
            int.from_bytes(data[each : each + SHORT_ID_SIZE], "little") for each in range(at, end, SHORT_ID_SIZE)
        )
        prefilled_count, at = decode_compact_size(data, end)
        if prefilled_count * (1 + _MIN_TX_SIZE) > len(data) - at:
            raise SerializationError("end of data")
        if count + prefilled_count > _MAX_INDEX:
            raise SerializationError("indexes overflowed 16 bits")
        prefilled = []
        last = -1
        for _ in range(prefilled_count):
            step, at = decode_compact_size(data, at, limit=_MAX_INDEX)
            tx, at = Transaction.decode(data, at)
            last += step + 1
            prefilled.append((last, tx))
        return cls(header=header, nonce=nonce, short_ids=short_ids, prefilled=tuple(prefilled))


def _short_id_key(header: BlockHeader, nonce: int) -> bytes:
    return sha256(header.serialize() + _NONCE.pack(nonce)).digest()[:KEY_SIZE]


def short_id(key: bytes, txid: TxId) -> int:
    """Return the short id of a transaction under a block's key."""
    return siphash(key, txid) & _SHORT_ID_MASK


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionsRequest:
    """What `getblocktxn` carries: positions, growing, of transactions in a block."""

    block_hash: BlockHash
    positions: tuple[int, ...]

    def encode(self) -> bytes:
        """Return the payload."""
        parts = [self.block_hash, encode_compact_size(len(self.positions))]
        last = -1
        for position in self.positions:
            parts.append(encode_compact_size(position - last - 1))
            last = position
        return b"".join(parts)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a payload.

        Raises:
            SerializationError: cut short, or a position is too high.
        """
        block_hash = _decode_hash(data)
        count, at = decode_compact_size(data, HASH_SIZE)
        if count > len(data) - at:
            raise SerializationError("end of data")
        positions = []
        last = -1
        for _ in range(count):
            step, at = decode_compact_size(data, at)
            last += step + 1
            if last > _MAX_INDEX:
                raise SerializationError("differential value overflow")
            positions.append(last)
        return cls(block_hash=block_hash, positions=tuple(positions))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockTransactions:
    """What `blocktxn` carries: the transactions asked for, in the order of their positions."""

    block_hash: BlockHash
    transactions: Sequence[Transaction]

    def encode(self) -> bytes:
        """Return the payload."""
        count = encode_compact_size(len(self.transactions))
        return b"".join((self.block_hash, count, *(tx.serialize() for tx in self.transactions)))

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a payload.

        Raises:
            SerializationError: cut short.
        """
        block_hash = _decode_hash(data)
        count, at = decode_compact_size(data, HASH_SIZE)
        if count * _MIN_TX_SIZE > len(data) - at:
            raise SerializationError("end of data")
        transactions = []
        for _ in range(count):
            tx, at = Transaction.decode(data, at)
            transactions.append(tx)
        return cls(block_hash=block_hash, transactions=tuple(transactions))


def _decode_hash(data: bytes) -> BlockHash:
    if len(data) < HASH_SIZE:
        raise SerializationError("end of data")
    return BlockHash(bytes(data[:HASH_SIZE]))

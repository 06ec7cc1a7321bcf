"""Unspent outputs: the record, and caches of them over the database.

Keys are the database's own: "C", transaction id, output number as VarInt. Mirrors coins.h.
"""

from collections.abc import Iterable
from typing import Protocol

from dashcore.chain.compressor import decode_output, encode_output
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import BlockHash, TxId
from dashcore.script.script import is_unspendable
from dashcore.util.hashes import NULL_HASH
from dashcore.util.serialize import SerializationError
from dashcore.util.varint import decode_varint, encode_varint

COIN_PREFIX = b"C"
ENTRY_SIZE = 430  # bytes of memory an entry with a usual script takes, measured on CPython 3.11
USUAL_SCRIPT_SIZE = 64  # bytes; longer scripts are counted by length
_INDEXES = tuple(encode_varint(index) for index in range(512))

CoinKey = bytes


class Coin:
    """An unspent output, the height it was made at and whether by a coinbase. Never changed once made."""

    __slots__ = ("height", "is_coinbase", "out")

    def __init__(self, out: TxOut, height: int, is_coinbase: bool) -> None:
        self.out = out
        self.height = height
        self.is_coinbase = is_coinbase

    def encode(self) -> bytes:
        """Return the database's record: height and kind, then the compressed output."""
        return encode_varint(self.height * 2 + self.is_coinbase) + encode_output(self.out)

    @classmethod
    def decode(cls, data: bytes) -> "Coin":
        """Read a record.

        Raises:
            SerializationError: cut short.
        """
        code, at = decode_varint(data, 0)
        out, _ = decode_output(data, at)
        return cls(out, code >> 1, bool(code & 1))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Coin)
            and self.height == other.height
            and self.is_coinbase == other.is_coinbase
            and self.out == other.out
        )

    def __hash__(self) -> int:
        return hash((self.out, self.height, self.is_coinbase))

    def __repr__(self) -> str:
        return f"Coin({self.out!r}, height {self.height}{', coinbase' if self.is_coinbase else ''})"


def coin_key(txid: TxId, index: int) -> CoinKey:
    """Return the key of an output."""
    return COIN_PREFIX + txid + (_INDEXES[index] if index < 512 else encode_varint(index))


def key_of(outpoint: OutPoint) -> CoinKey:
    """Return the key of an output."""
    index = outpoint.index
    return COIN_PREFIX + outpoint.txid + (_INDEXES[index] if index < 512 else encode_varint(index))


def outpoint_of(key: CoinKey) -> OutPoint:
    """Return the output a key stands for.

    Raises:
        SerializationError: not a key.
    """
    index, end = decode_varint(key, 33)
    if end != len(key):
        raise SerializationError("malformed key of a coin")
    return OutPoint(TxId(key[1:33]), index)


class CoinsView(Protocol):
    """Where coins are looked up and changes are sent: the database, or a cache over one."""

    def get(self, key: CoinKey) -> Coin | None:
        """Return an unspent coin; None if there is none."""

    def best_block(self) -> BlockHash:
        """Return the block whose state this is; null before genesis."""

    def apply(self, changes: "CoinChanges") -> None:
        """Take over changes."""


class CoinChanges:
    """What a cache hands down when it is flushed.

    Attributes:
        coins: new state of changed keys; None: spent.
        fresh: those keys the receiver has no unspent coin for.
        best_block: the block whose state this makes.
    """

    __slots__ = ("best_block", "coins", "fresh")

    def __init__(self, coins: dict[CoinKey, Coin | None], fresh: set[CoinKey], best_block: BlockHash) -> None:
        self.coins = coins
        self.fresh = fresh
        self.best_block = best_block


class CoinsCache:
    """Coins read and changed over a base, until they are flushed into it.

    Reads never change what the base holds. A coin that was made and spent between two
    flushes never reaches the base.

    Threads: under cs_main, except a cache that one thread made for itself.
    """

    def __init__(self, base: CoinsView) -> None:
        self._base = base
        self._coins: dict[CoinKey, Coin | None] = {}  # read and changed ones; None: spent here
        self._dirty: set[CoinKey] = set()  # keys that differ from the base
        self._fresh: set[CoinKey] = set()  # dirty keys that the base has no unspent coin for
        self._long_scripts = 0  # bytes of scripts over the usual size, an upper bound
        self._best_block: BlockHash | None = None

    def get(self, key: CoinKey) -> Coin | None:
        """Return an unspent coin; None if there is none."""
        coins = self._coins
        if key in coins:
            return coins[key]
        coin = self._base.get(key)
        if coin is not None:
            coins[key] = coin
            if len(coin.out.script_pubkey) > USUAL_SCRIPT_SIZE:
                self._long_scripts += len(coin.out.script_pubkey)
        return coin

    def get_coin(self, outpoint: OutPoint) -> Coin | None:
        """Return an unspent coin; None if there is none."""
        return self.get(key_of(outpoint))

    def has_coin(self, outpoint: OutPoint) -> bool:
        """Whether the output exists and is unspent."""
        return self.get(key_of(outpoint)) is not None

    def has_coin_in_cache(self, outpoint: OutPoint) -> bool:
        """Whether the unspent output is held in memory here. Source: C++ HaveCoinInCache."""
        return self._coins.get(key_of(outpoint)) is not None

    def has_inputs(self, tx: Transaction) -> bool:
        """Whether all outputs a transaction spends are unspent. Source: C++ HaveInputs."""
        return tx.is_coinbase or all(self.has_coin(txin.prevout) for txin in tx.inputs)

    def add(self, key: CoinKey, coin: Coin, *, may_overwrite: bool) -> None:
        """Add a coin unless its script can never be spent.

        Args:
            may_overwrite: an unspent coin of the same key may exist.

        Raises:
            ValueError: one does, though it may not.

        Source: C++ CCoinsViewCache::AddCoin.
        """
        script = coin.out.script_pubkey
        if is_unspendable(script):
            return
        coins = self._coins
        if not may_overwrite:
            if coins.get(key) is not None:
                raise ValueError("Attempted to overwrite an unspent coin (when possible_overwrite is false)")
            if key not in self._dirty:
                self._fresh.add(key)
        coins[key] = coin
        self._dirty.add(key)
        if len(script) > USUAL_SCRIPT_SIZE:
            self._long_scripts += len(script)

    def add_outputs(self, tx: Transaction, height: int, *, check_existing: bool = False) -> None:
        """Add all outputs of a transaction.

        Args:
            check_existing: each may exist already, as when blocks are replayed.

        Source: C++ AddCoins.
        """
        is_coinbase = tx.is_coinbase
        head = COIN_PREFIX + tx.txid
        for index, out in enumerate(tx.outputs):
            key = head + (_INDEXES[index] if index < 512 else encode_varint(index))
            overwrite = self.get(key) is not None if check_existing else is_coinbase
            self.add(key, Coin(out, height, is_coinbase), may_overwrite=overwrite)

    def spend(self, key: CoinKey) -> Coin | None:
        """Remove a coin and return it; None if there is none. Source: C++ SpendCoin."""
        coin = self.get(key)
        if coin is None:
            return None
        if key in self._fresh:
            self._fresh.discard(key)
            self._dirty.discard(key)
            del self._coins[key]
        else:
            self._coins[key] = None
            self._dirty.add(key)
        return coin

    def uncache(self, outpoints: Iterable[OutPoint]) -> None:
        """Forget coins that were only read, after a look-up that led nowhere. Source: C++ Uncache."""
        for outpoint in outpoints:
            key = key_of(outpoint)
            if key not in self._dirty:
                self._coins.pop(key, None)

    def best_block(self) -> BlockHash:
        """Return the block whose state this is; null before genesis."""
        if self._best_block is None:
            self._best_block = self._base.best_block()
        return self._best_block

    def set_best_block(self, block_hash: BlockHash) -> None:
        """Say which block's state this is now."""
        self._best_block = block_hash

    def apply(self, changes: CoinChanges) -> None:
        """Take over the changes of a cache that lies over this one. Source: C++ CCoinsViewCache::BatchWrite."""
        mine, dirty, fresh, theirs_fresh = self._coins, self._dirty, self._fresh, changes.fresh
        for key, coin in changes.coins.items():
            if coin is None:
                if key in fresh:
                    fresh.discard(key)
                    dirty.discard(key)
                    del mine[key]
                    continue
            else:
                if key in theirs_fresh and key not in dirty:
                    fresh.add(key)
                size = len(coin.out.script_pubkey)
                if size > USUAL_SCRIPT_SIZE:
                    self._long_scripts += size
            mine[key] = coin
            dirty.add(key)
        self._best_block = changes.best_block

    def flush(self) -> None:
        """Send all changes into the base and forget everything. Source: C++ Flush."""
        coins = self._coins
        self._base.apply(CoinChanges({key: coins[key] for key in self._dirty}, self._fresh, self.best_block()))
        self._coins, self._dirty, self._fresh, self._long_scripts = {}, set(), set(), 0

    def sync(self) -> None:
        """Send all changes into the base, but keep the unspent coins. Source: C++ Sync."""
        coins = self._coins
        self._base.apply(CoinChanges({key: coins[key] for key in self._dirty}, self._fresh, self.best_block()))
        self._coins = {key: coin for key, coin in coins.items() if coin is not None}
        self._dirty, self._fresh = set(), set()

    def __len__(self) -> int:
        return len(self._coins)

    def memory_usage(self) -> int:
        """Return an estimate in bytes of what the entries take."""
        return len(self._coins) * ENTRY_SIZE + self._long_scripts


class EmptyCoins:
    """The base of nothing."""

    def get(self, key: CoinKey) -> Coin | None:
        """Return None."""
        return None

    def best_block(self) -> BlockHash:
        """Return the null hash."""
        return BlockHash(NULL_HASH)

    def apply(self, changes: CoinChanges) -> None:
        """Forget the changes."""

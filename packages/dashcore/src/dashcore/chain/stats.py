"""Figures about the set of unspent outputs and about single blocks. Mirrors kernel/coinstats.cpp and getblockstats."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from itertools import groupby
from struct import Struct
from typing import Protocol

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.coins import Coin, CoinKey, outpoint_of
from dashcore.chain.undo import BlockUndo
from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.consensus.params import ConsensusParams
from dashcore.consensus.subsidy import block_subsidy
from dashcore.crypto.muhash import MuHash
from dashcore.evo.assetlock import AssetUnlockPayload
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import SPECIAL_VERSION, Transaction, TxOut, TxType
from dashcore.primitives.types import MAX_MONEY, BlockHash
from dashcore.script.script import is_unspendable
from dashcore.util.serialize import encode_bytes
from dashcore.util.varint import encode_varint

PERCENTILES = 5  # of getblockstats' fee rates: at 10, 25, 50, 75 and 90 % of the bytes
_BOGO_OVERHEAD = 32 + 4 + 4 + 8 + 2  # bytes of an output besides its script, in no particular database
_UTXO_OVERHEAD = 36 + 4 + 1  # bytes of outpoint, height and kind. Source: C++ PER_UTXO_OVERHEAD
_INTERRUPT_EVERY = 10_000  # coins

_TX_OUT_HEAD = Struct("<32sIIq")


class CoinHashType(Enum):
    """How the set of coins is hashed; the value is its name in RPC. Source: C++ CoinStatsHashType."""

    HASH_SERIALIZED = "hash_serialized_2"
    MUHASH = "muhash"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinStats:
    """Answer of gettxoutsetinfo.

    Args (constructor):
        transactions: those with an unspent output.
        bogo_size: bytes, a measure that no database decides.
        disk_size: bytes, LevelDB's estimate.
        hash: of the set, internal order; None for `CoinHashType.NONE`.
    """

    height: int
    best_block: BlockHash
    transactions: int
    outputs: int
    bogo_size: int
    total_amount: int
    disk_size: int
    hash: bytes | None


class _SerializedHash:
    """The legacy hash: begins with the block, then goes by transaction."""

    def __init__(self, best_block: BlockHash) -> None:
        self._hasher = sha256(best_block)

    def add(self, txid: bytes, coins: Sequence[tuple[int, Coin]]) -> None:
        """Take in the coins of a transaction, by number."""
        first = coins[0][1]
        # C++ writes whether height and kind are anything but zero, by precedence of its operators.
        parts = [txid, encode_varint(1 if first.height * 2 + first.is_coinbase else 0)]
        for number, coin in coins:
            parts += (
                encode_varint(number + 1),
                encode_bytes(coin.out.script_pubkey),
                encode_varint(coin.out.value),
            )
        parts.append(encode_varint(0))
        self._hasher.update(b"".join(parts))

    def digest(self) -> bytes:
        """Return the double SHA-256 of all."""
        return sha256(self._hasher.digest()).digest()


class _MuHash:
    """The hash that is the same in any order."""

    def __init__(self) -> None:
        self._hash = MuHash()

    def add(self, txid: bytes, coins: Sequence[tuple[int, Coin]]) -> None:
        """Take in the coins of a transaction."""
        for number, coin in coins:
            self._hash.insert(encode_coin(txid, number, coin))

    def digest(self) -> bytes:
        """Return the hash of all."""
        return self._hash.digest()


class _NoHash:
    """Nothing."""

    def add(self, txid: bytes, coins: Sequence[tuple[int, Coin]]) -> None:
        """Do nothing."""

    def digest(self) -> None:
        """Return None."""


def bogo_size_of(coin: Coin) -> int:
    """Return a size of an output that no database decides, bytes. Source: C++ GetBogoSize."""
    return _BOGO_OVERHEAD + len(coin.out.script_pubkey)


def encode_coin(txid: bytes, number: int, coin: Coin) -> bytes:
    """Return the bytes by which a coin enters the hash. Source: C++ TxOutSer."""
    head = _TX_OUT_HEAD.pack(txid, number, coin.height * 2 + coin.is_coinbase, coin.out.value)
    return head + encode_bytes(coin.out.script_pubkey)


def _by_transaction(coins: Iterable[tuple[CoinKey, Coin]]) -> Iterable[tuple[bytes, list[tuple[int, Coin]]]]:
    """Group coins, which come in the order of their keys, by transaction and sort each group by number."""
    for txid, group in groupby(coins, key=lambda entry: entry[0][1:33]):
        outputs = [(outpoint_of(key).index, coin) for key, coin in group]
        outputs.sort(key=lambda entry: entry[0])
        yield txid, outputs


class CoinSet(Protocol):
    """The unspent outputs after a block: the coin database, or a snapshot of it."""

    def best_block(self) -> BlockHash:
        """Return the block whose state this is."""

    def iterate(self) -> Iterator[tuple[CoinKey, Coin]]:
        """Yield all coins by key."""

    def estimate_size(self) -> int:
        """Return roughly how many bytes of disk they take."""


def compute_coin_stats(
    coins_db: CoinSet,
    find: Callable[[BlockHash], BlockIndex | None],
    kind: CoinHashType,
    interrupt: Callable[[], None] = lambda: None,
) -> CoinStats:
    """Read all unspent outputs and sum them up.

    Args:
        coins_db: flushed before, by `ChainManager.flush`.
        find: looks up the block whose state it is.
        interrupt: called now and then; raises to give up.

    Raises:
        CorruptDataError: a record cannot be read.

    Source: C++ ComputeUTXOStats.
    """
    best_block = coins_db.best_block()
    index = find(best_block)
    hasher: _SerializedHash | _MuHash | _NoHash
    if kind is CoinHashType.HASH_SERIALIZED:
        hasher = _SerializedHash(best_block)
    elif kind is CoinHashType.MUHASH:
        hasher = _MuHash()
    else:
        hasher = _NoHash()
    transactions = outputs = bogo_size = total = 0
    for txid, coins in _by_transaction(coins_db.iterate()):
        transactions += 1
        if transactions % _INTERRUPT_EVERY == 0:
            interrupt()
        outputs += len(coins)
        for _, coin in coins:
            total += coin.out.value
            bogo_size += bogo_size_of(coin)
        hasher.add(txid, coins)
    return CoinStats(
        height=index.height if index is not None else 0,
        best_block=best_block,
        transactions=transactions,
        outputs=outputs,
        bogo_size=bogo_size,
        total_amount=total,
        disk_size=coins_db.estimate_size(),
        hash=hasher.digest(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockStats:
    """Answer of getblockstats; the names are its keys. Amounts in duffs, rates in duffs a byte, sizes in bytes.

    The coinbase counts in `outs` and the UTXO figures alone.
    """

    avgfee: int
    avgfeerate: int
    avgtxsize: int
    blockhash: BlockHash
    feerate_percentiles: tuple[int, ...]
    height: int
    ins: int
    maxfee: int
    maxfeerate: int
    maxtxsize: int
    medianfee: int
    mediantime: int
    mediantxsize: int
    minfee: int
    minfeerate: int
    mintxsize: int
    outs: int
    subsidy: int
    time: int
    total_out: int
    total_size: int
    totalfee: int
    txs: int
    utxo_increase: int
    utxo_size_inc: int
    utxo_increase_actual: int
    utxo_size_inc_actual: int


def truncated_median(values: Iterable[int]) -> int:
    """Return the median, the mean of the middle two truncated; 0 for none. Source: CalculateTruncatedMedian."""
    ordered = sorted(values)
    if not ordered:
        return 0
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) & 1 else (ordered[middle - 1] + ordered[middle]) // 2


def percentiles_by_size(rates: Iterable[tuple[int, int]], total_size: int) -> tuple[int, ...]:
    """Return the rates that a tenth, a quarter... of the bytes pay at most. Source: CalculatePercentilesBySize.

    Args:
        rates: (rate, size) of each transaction.
    """
    ordered = sorted(rates)
    if not ordered:
        return (0,) * PERCENTILES
    weights = (total_size / 10.0, total_size / 4.0, total_size / 2.0, total_size * 3.0 / 4.0, total_size * 9.0 / 10.0)
    result: list[int] = []
    cumulative = 0
    for rate, size in ordered:
        cumulative += size
        while len(result) < len(weights) and cumulative >= weights[len(result)]:
            result.append(rate)
    result += [ordered[-1][0]] * (len(weights) - len(result))
    return tuple(result)


def _output_size(out: TxOut) -> int:
    return len(out.serialize()) + _UTXO_OVERHEAD


def _fee(tx: Transaction, spent: Sequence[Coin]) -> int:
    if tx.version >= SPECIAL_VERSION and tx.type == TxType.ASSET_UNLOCK:
        return int(AssetUnlockPayload.decode(tx.extra_payload).fee)
    return sum(coin.out.value for coin in spent) - tx.value_out


def compute_block_stats(block: Block, undo: BlockUndo, index: BlockIndex, params: ConsensusParams) -> BlockStats:
    """Sum a block up.

    Args:
        undo: of the block; empty for genesis.

    Source: C++ getblockstats.
    """
    outputs = inputs = utxos = size_inc = size_inc_actual = total_out = 0
    fees: list[int] = []
    sizes: list[int] = []
    rates: list[tuple[int, int]] = []
    for number, tx in enumerate(block.transactions):
        outputs += len(tx.outputs)
        for out in tx.outputs:
            size = _output_size(out)
            size_inc += size
            if index.height > 0 and not is_unspendable(out.script_pubkey):
                utxos += 1
                size_inc_actual += size
        if tx.is_coinbase:
            continue
        spent = undo[number - 1]
        inputs += len(tx.inputs)
        total_out += tx.value_out
        size = len(tx.serialize())
        sizes.append(size)
        gone = sum(_output_size(coin.out) for coin in spent)
        size_inc -= gone
        size_inc_actual -= gone
        fee = _fee(tx, spent)
        fees.append(fee)
        rates.append((fee // size, size))
    total_size, total_fee, count = sum(sizes), sum(fees), len(block.transactions) - 1
    min_fee = min(fees, default=MAX_MONEY)
    min_rate = min((rate for rate, _ in rates), default=MAX_MONEY)
    min_size = min(sizes, default=MAX_BLOCK_SIZE)
    prev = index.prev
    subsidy = block_subsidy(prev, params) if prev is not None else block.transactions[0].value_out
    return BlockStats(
        avgfee=total_fee // count if count else 0,
        avgfeerate=total_fee // total_size if total_size else 0,
        avgtxsize=total_size // count if count else 0,
        blockhash=index.hash,
        feerate_percentiles=percentiles_by_size(rates, total_size),
        height=index.height,
        ins=inputs,
        maxfee=max(fees, default=0),
        maxfeerate=max((rate for rate, _ in rates), default=0),
        maxtxsize=max(sizes, default=0),
        medianfee=truncated_median(fees),
        mediantime=index.median_time_past,
        mediantxsize=truncated_median(sizes),
        minfee=0 if min_fee == MAX_MONEY else min_fee,
        minfeerate=0 if min_rate == MAX_MONEY else min_rate,
        mintxsize=0 if min_size == MAX_BLOCK_SIZE else min_size,
        outs=outputs,
        subsidy=subsidy,
        time=index.time,
        total_out=total_out,
        total_size=total_size,
        totalfee=total_fee,
        txs=len(block.transactions),
        utxo_increase=outputs - inputs,
        utxo_size_inc=size_inc,
        utxo_increase_actual=utxos - inputs,
        utxo_size_inc_actual=size_inc_actual,
    )

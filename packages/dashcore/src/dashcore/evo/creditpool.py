"""How much Platform holds and how much of it may leave. Mirrors evo/creditpool.cpp and util/ranges_set.cpp."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import ConsensusParams, Deployment
from dashcore.consensus.subsidy import masternode_payment, platform_share
from dashcore.consensus.tx_check import is_money
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.evo.assetlock import AssetLockPayload, AssetUnlockPayload
from dashcore.evo.cbtx import find_coinbase_payload
from dashcore.evo.payload import PayloadReader, is_special
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import COIN, Duffs
from dashcore.script.opcodes import OP_RETURN
from dashcore.util.serialize import SerializationError, encode_compact_size

SNAPSHOT_PERIOD = 576  # blocks between two stored pools
LIMIT_LOW = 100 * COIN  # duffs; always free to leave within the window
LIMIT_HIGH = 1000 * COIN  # duffs per window, before WITHDRAWALS
LIMIT_WITHDRAWALS = 2000 * COIN  # duffs per block, from WITHDRAWALS
LIMIT_V24 = 4000 * COIN  # duffs per window, from V24
_ZERO = Duffs(0)


@dataclass(frozen=True, slots=True)
class IndexRanges:
    """A set of indexes, kept as ranges [begin, end) in order. Source: C++ CRangesSet."""

    ranges: tuple[tuple[int, int], ...] = ()

    def __contains__(self, index: object) -> bool:
        if not isinstance(index, int):
            return False
        at = bisect_right(self.ranges, (index, 1 << 65))
        return at > 0 and self.ranges[at - 1][1] > index

    def __len__(self) -> int:
        return sum(end - begin for begin, end in self.ranges)

    def with_added(self, indexes: Iterable[int]) -> "IndexRanges":
        """Return a set that holds more.

        Raises:
            ValueError: one is held already.
        """
        ranges = list(self.ranges)
        for index in indexes:
            at = bisect_right(ranges, (index, 1 << 65))
            if at > 0 and ranges[at - 1][1] > index:
                raise ValueError(f"index {index} is used already")
            begin, end = index, index + 1
            if at < len(ranges) and ranges[at][0] == end:
                end = ranges.pop(at)[1]
            if at > 0 and ranges[at - 1][1] == begin:
                begin = ranges.pop(at - 1)[0]
                at -= 1
            ranges.insert(at, (begin, end))
        return IndexRanges(tuple(ranges))

    def encode(self) -> bytes:
        """Return the bytes of the record in evodb."""
        parts = [encode_compact_size(len(self.ranges))]
        parts += [begin.to_bytes(8, "little") + end.to_bytes(8, "little") for begin, end in self.ranges]
        return b"".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPool:
    """Platform's money after a block. Source: C++ CCreditPool.

    Args (constructor):
        limit: what the next block may unlock.
        lately_unlocked: within the window of `credit_pool_period` blocks.
        indexes: of all withdrawals ever mined.
    """

    locked: Duffs = _ZERO
    limit: Duffs = _ZERO
    lately_unlocked: Duffs = _ZERO
    indexes: IndexRanges = field(default_factory=IndexRanges)

    def encode(self) -> bytes:
        """Return the bytes of the record in evodb."""
        amounts = (self.locked, self.limit, self.lately_unlocked)
        return b"".join(each.to_bytes(8, "little", signed=True) for each in amounts) + self.indexes.encode()

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a record.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        locked, limit, lately = (Duffs(reader.sint(8)) for _ in range(3))
        ranges = tuple((reader.uint(8), reader.uint(8)) for _ in range(reader.compact_size()))
        reader.finish()
        return cls(locked=locked, limit=limit, lately_unlocked=lately, indexes=IndexRanges(ranges))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCredits:
    """What one block says about the pool. Source: C++ CreditPoolDataPerBlock."""

    balance: Duffs
    unlocked: Duffs = _ZERO
    indexes: frozenset[int] = frozenset()


def read_block_credits(block: Block, height: int, params: ConsensusParams) -> BlockCredits | None:
    """Collect a block's balance and withdrawals; None where it has no typed coinbase.

    Raises:
        InvalidTxError: a withdrawal is malformed.

    Source: C++ GetCreditDataFromBlock.
    """
    if not params.is_active_at(Deployment.DIP3, height) or not block.transactions:
        return None
    payload = find_coinbase_payload(block.transactions[0])
    if payload is None:
        return None
    unlocked = 0
    indexes = set()
    for tx in block.transactions:
        if is_special(tx) and tx.type == TxType.ASSET_UNLOCK:
            amount, index = _unlocked(tx)
            unlocked += amount
            indexes.add(index)
    return BlockCredits(balance=payload.credit_pool_balance, unlocked=Duffs(unlocked), indexes=frozenset(indexes))


def next_pool(
    previous: CreditPool,
    height: int,
    credits_here: BlockCredits | None,
    unlocked_distant: Duffs,
    params: ConsensusParams,
    *,
    v24_active: bool = False,
) -> CreditPool:
    """Return the pool after a block.

    Args:
        previous: the pool after its parent.
        credits_here: what the block says; None where it has no typed coinbase.
        unlocked_distant: by the block that has just left the window.
        v24_active: for this block.

    Raises:
        ValueError: the chain contradicts itself: money or indexes without a payload, an index twice.

    Source: C++ CCreditPoolManager::ConstructCreditPool.
    """
    if not params.is_active_at(Deployment.V20, height):
        return CreditPool()
    if credits_here is None:
        if previous.locked != 0 or len(previous.indexes):
            raise ValueError("Failed to create CreditPool but previous block has value")
        return CreditPool()
    indexes = previous.indexes.with_added(sorted(credits_here.indexes))
    lately = previous.lately_unlocked + credits_here.unlocked - unlocked_distant
    limit: int = credits_here.balance
    if v24_active:
        limit = max(0, min(limit, LIMIT_V24 - lately))
    elif params.is_active_at(Deployment.WITHDRAWALS, height):
        limit = min(limit, LIMIT_WITHDRAWALS)
    else:
        if limit + lately > LIMIT_LOW:
            limit = max(max(LIMIT_LOW, credits_here.balance // 10) - lately, 0)
        limit = min(limit, LIMIT_HIGH - lately)
    if limit < 0:
        raise ValueError(f"Negative limit for CreditPool: {limit}")
    return CreditPool(locked=credits_here.balance, limit=Duffs(limit), lately_unlocked=Duffs(lately), indexes=indexes)


class CreditPoolDiff:
    """What the transactions of one new block do to the pool of its parent. Source: C++ CCreditPoolDiff."""

    def __init__(self, pool: CreditPool, prev: BlockIndex, subsidy: Duffs, params: ConsensusParams) -> None:
        self._pool = pool
        self._indexes: set[int] = set()
        self._locked = 0
        self._unlocked = 0
        self._platform_reward = 0
        if params.is_active_after(Deployment.MN_RR, prev):
            reward = masternode_payment(prev.height + 1, subsidy, params, v20_active=True)
            self._platform_reward = platform_share(reward)

    @property
    def total_locked(self) -> Duffs:
        """The pool's balance after the block, as its coinbase must say. Source: C++ GetTotalLocked."""
        return Duffs(self._pool.locked + self._locked - self._unlocked + self._platform_reward)

    def add(self, tx: Transaction) -> None:
        """Take a checked transaction into account; any but locks and unlocks change nothing.

        Raises:
            InvalidTxError: "failed-creditpool-...".

        Source: C++ ProcessLockUnlockTransaction, Lock, Unlock.
        """
        if not is_special(tx):
            return
        if tx.type == TxType.ASSET_LOCK:
            self._lock(tx)
        elif tx.type == TxType.ASSET_UNLOCK:
            self._unlock(tx)

    def _lock(self, tx: Transaction) -> None:
        try:
            AssetLockPayload.decode(tx.extra_payload)
        except SerializationError as error:
            raise InvalidTxError(TxResult.CONSENSUS, "failed-creditpool-lock-payload") from error
        for out in tx.outputs:
            if out.script_pubkey and out.script_pubkey[0] == OP_RETURN:
                self._locked += out.value
                return
        raise InvalidTxError(TxResult.CONSENSUS, "failed-creditpool-lock-invalid")

    def _unlock(self, tx: Transaction) -> None:
        amount, index = _unlocked(tx)
        if self._unlocked + amount > self._pool.limit:
            raise InvalidTxError(TxResult.CONSENSUS, "failed-creditpool-unlock-too-much")
        if index in self._pool.indexes or index in self._indexes:
            raise InvalidTxError(TxResult.CONSENSUS, "failed-creditpool-unlock-duplicated-index")
        self._indexes.add(index)
        self._unlocked += amount


def _unlocked(tx: Transaction) -> tuple[int, int]:
    """Return what a withdrawal takes out, fee included, and its index. Source: C++ GetDataFromUnlockTx."""
    try:
        payload = AssetUnlockPayload.decode(tx.extra_payload)
    except SerializationError as error:
        raise InvalidTxError(TxResult.CONSENSUS, "failed-creditpool-unlock-payload") from error
    if not all(is_money(out.value) for out in tx.outputs):
        raise InvalidTxError(TxResult.CONSENSUS, "failed-creditpool-unlock-txout-outofrange")
    return payload.fee + tx.value_out, payload.index

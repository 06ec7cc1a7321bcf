"""The pool's bookkeeping: sums over relatives, removal, limits, fees."""

import pytest

from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool import ChainLimitError, Mempool, MempoolOptions
from dashcore.node.mempool_entry import LockPoints, MempoolEntry
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Height, Script, TxId, UnixTime

Removed = list[tuple[Transaction, MempoolRemovalReason]]


def make_tx(*parents: Transaction, tag: int = 0, outputs: int = 2) -> Transaction:
    """Make a transaction that spends the first outputs of its parents, or a coin of its own."""
    prevouts = [OutPoint(parent.txid, 0) for parent in parents] or [OutPoint(TxId(bytes([tag]) * 32), 0)]
    script = Script(bytes([0x51, tag]))
    return Transaction(
        tuple(TxIn(prevout) for prevout in prevouts), tuple(TxOut(Duffs(1000), script) for _ in range(outputs))
    )


def make_entry(tx: Transaction, fee: int = 1000, *, time: int = 100) -> MempoolEntry:
    """Make an entry of no particular height."""
    return MempoolEntry(
        tx,
        fee=Duffs(fee),
        time=UnixTime(time),
        height=Height(1),
        spends_coinbase=False,
        sigops=1,
        lock_points=LockPoints(-1, -1),
    )


def make_pool(removed: Removed | None = None, options: MempoolOptions | None = None) -> Mempool:
    """Make a pool at time 1000."""
    log: Removed = [] if removed is None else removed
    return Mempool(options or MempoolOptions(), lambda: 1000, lambda tx, reason: log.append((tx, reason)))


def chain_of(pool: Mempool, length: int, *, fee: int = 1000) -> list[Transaction]:
    """Add a chain of transactions."""
    chain = [make_tx(tag=1)]
    pool.add(make_entry(chain[0], fee))
    while len(chain) < length:
        chain.append(make_tx(chain[-1], tag=1))
        pool.add(make_entry(chain[-1], fee))
    return chain


def test_sums_follow_additions_and_removals() -> None:
    """Counts, sizes and fees of relatives stay those of the relatives that are there."""
    pool = make_pool()
    chain = chain_of(pool, 3)
    first, middle, last = (pool.entries[tx.txid] for tx in chain)

    assert (first.descendant_count, middle.ancestor_count, last.ancestor_count) == (3, 2, 3)
    assert last.ancestor_fees == 3000
    assert first.descendant_size == sum(len(tx.serialize()) for tx in chain)

    pool.remove_for_block([chain[0]], 5)

    assert (middle.ancestor_count, last.ancestor_count, middle.descendant_count) == (1, 2, 2)
    assert last.ancestor_fees == 2000
    assert pool.total_fee == 2000
    assert pool.total_size == sum(len(tx.serialize()) for tx in chain[1:])


def test_block_removes_conflicts_with_descendants() -> None:
    """A block's transaction that spends the same coin removes ours and what builds on it; both are told."""
    removed: Removed = []
    pool = make_pool(removed)
    chain = chain_of(pool, 2)
    rival = Transaction(chain[0].inputs, (TxOut(Duffs(5), Script(b"\x51")),))

    pool.remove_for_block([rival], 5)

    assert len(pool) == 0
    assert {tx.txid for tx, reason in removed if reason is MempoolRemovalReason.CONFLICT} == {tx.txid for tx in chain}


def test_prioritise_reaches_relatives() -> None:
    """A delta moves the sums of ancestors and descendants, and is forgotten at zero."""
    pool = make_pool()
    chain = chain_of(pool, 3)
    first, middle, last = (pool.entries[tx.txid] for tx in chain)

    pool.prioritise(middle.tx.txid, 500)

    assert middle.modified_fee == 1500
    assert first.descendant_fees == 3500
    assert last.ancestor_fees == 3500
    assert pool.deltas == {middle.tx.txid: 500}

    pool.prioritise(middle.tx.txid, -500)

    assert pool.deltas == {}
    assert first.descendant_fees == 3000


def test_delta_waits_for_its_transaction() -> None:
    """A delta set before the transaction comes is kept."""
    pool = make_pool()
    tx = make_tx(tag=9)

    pool.prioritise(tx.txid, 77)

    assert pool.deltas[tx.txid] == 77


@pytest.mark.parametrize(("length", "fits"), [(24, True), (25, False)])
def test_ancestor_limit(length: int, fits: bool) -> None:
    """25 with itself, not more."""
    pool = make_pool()
    child = make_tx(chain_of(pool, length)[-1], tag=1)
    if fits:
        pool.check_limits(child, len(child.serialize()))
        return

    with pytest.raises(ChainLimitError, match=r"too many unconfirmed ancestors \[limit: 25\]"):
        pool.check_limits(child, len(child.serialize()))


def test_descendant_limit_names_the_ancestor() -> None:
    """The text is Core's."""
    pool = make_pool(options=MempoolOptions(limit_descendants=2))
    chain = chain_of(pool, 2)
    child = make_tx(chain[1], tag=1)

    with pytest.raises(ChainLimitError, match=f"too many descendants for tx {chain[0].txid[::-1].hex()}"):
        pool.check_limits(child, len(child.serialize()))


def test_package_limits_are_stricter() -> None:
    """Transactions of a package count as if each depended on all others."""
    pool = make_pool()
    chain = chain_of(pool, 20)
    package = [make_tx(chain[-1], tag=1, outputs=5)]
    pool.check_package_limits(package * 5)

    with pytest.raises(ChainLimitError, match="possibly too many"):
        pool.check_package_limits(package * 6)


def test_expiry_takes_descendants() -> None:
    """What builds on an expired transaction goes with it."""
    removed: Removed = []
    pool = make_pool(removed)
    old = make_tx(tag=1)
    pool.add(make_entry(old, time=10))
    young = make_tx(old, tag=1)
    pool.add(make_entry(young, time=900))
    pool.add(make_entry(make_tx(tag=2), time=900))

    assert pool.expire(UnixTime(500)) == 2
    assert len(pool) == 1
    assert [reason for _, reason in removed] == [MempoolRemovalReason.EXPIRY] * 2


def test_trim_removes_the_worst_and_raises_the_fee() -> None:
    """The fee below which nothing is taken is what was removed, plus a step, and decays after a block."""
    now = [1000]
    pool = Mempool(MempoolOptions(max_size=1500), lambda: now[0], lambda _tx, _reason: None)
    cheap, dear = make_tx(tag=1), make_tx(tag=2)
    pool.add(make_entry(cheap, 100))
    pool.add(make_entry(dear, 100_000))
    third = make_tx(tag=3)
    pool.add(make_entry(third, 50_000))

    pool.trim()

    assert cheap.txid not in pool
    assert dear.txid in pool
    assert pool.min_fee() == round(100 * 1000 / len(cheap.serialize()) + 1000)

    pool.remove_for_block([], 5)
    now[0] += 24 * 3600

    assert pool.min_fee() == 1000  # never below the step while it decays

    now[0] += 48 * 3600

    assert pool.min_fee() == 0


def test_relink_finds_returned_parents() -> None:
    """A parent that a reorganisation brings back behind its child gets its place."""
    pool = make_pool()
    parent = make_tx(tag=1)
    child = make_tx(parent, tag=1)
    pool.add(make_entry(child))
    pool.add(make_entry(parent))

    pool.relink()

    assert pool.entries[child.txid].ancestor_count == 2
    assert pool.entries[parent.txid].descendant_count == 2
    assert [entry.tx.txid for entry in pool.sorted_entries()] == [parent.txid, child.txid]

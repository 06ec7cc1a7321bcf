"""The pool's bookkeeping: sums over relatives, removal, limits, fees."""

import random

import pytest

from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool.entry import LockPoints, MempoolEntry
from dashcore.node.mempool.pool import ChainLimitError, Mempool, MempoolOptions
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
    pool = Mempool(MempoolOptions(max_size=2600), lambda: now[0], lambda _tx, _reason: None)
    cheap, dear = make_tx(tag=1), make_tx(tag=2)
    pool.add(make_entry(cheap, 100))
    pool.add(make_entry(dear, 100_000))
    third = make_tx(tag=3)
    pool.add(make_entry(third, 50_000))

    released = pool.trim()

    assert released == [cheap.inputs[0].prevout]
    assert cheap.txid not in pool
    assert dear.txid in pool
    assert pool.min_fee() == 100 * 1000 // len(cheap.serialize()) + 1000

    pool.remove_for_block([], 5)
    now[0] += 24 * 3600

    assert pool.min_fee() == 1000  # never below the step while it decays

    now[0] += 48 * 3600

    assert pool.min_fee() == 0


def test_returned_parents_get_their_place() -> None:
    """A parent that a reorganisation brings back behind its child is its ancestor again."""
    pool = make_pool()
    parent = make_tx(tag=1)
    child = make_tx(parent, tag=1)
    grandchild = make_tx(child, tag=1)
    for tx in (grandchild, parent, child):
        pool.add(make_entry(tx))

    pool.update_from_block([parent.txid, child.txid])

    assert [pool.entries[tx.txid].ancestor_count for tx in (parent, child, grandchild)] == [1, 2, 3]
    assert [pool.entries[tx.txid].descendant_count for tx in (parent, child, grandchild)] == [3, 2, 1]
    assert [entry.tx.txid for entry in pool.sorted_entries()] == [parent.txid, child.txid, grandchild.txid]


def test_returned_parents_may_make_a_chain_too_long() -> None:
    """What is beyond the limit then goes, with what builds on it."""
    removed: Removed = []
    pool = make_pool(removed, MempoolOptions(limit_ancestors=3))
    chain = [make_tx(tag=1)]
    for _ in range(4):
        chain.append(make_tx(chain[-1], tag=1))
    for tx in [*chain[2:], *chain[:2]]:
        pool.add(make_entry(tx))

    pool.update_from_block([tx.txid for tx in chain[:2]])

    assert set(pool.entries) == {tx.txid for tx in chain[:3]}
    assert [reason for _, reason in removed] == [MempoolRemovalReason.SIZE_LIMIT] * 2


def test_usage_is_that_of_a_64_bit_dashd() -> None:
    """The numbers are what dashd v23.1.2 says of the same transactions."""
    pool = make_pool()
    assert pool.usage == 0

    parent = make_tx(tag=1)
    pool.add(make_entry(parent))
    alone = 416 + 64 + 64 + 128 + 48 + 96 + 96  # entry, spent output, id, transaction and counter, input, outputs
    assert pool.usage == alone

    pool.add(make_entry(make_tx(parent, tag=1)))
    assert pool.usage == 2 * alone - 2 * 64 + 96 + 2 * 64

    pool.prioritise(parent.txid, 1)
    assert pool.usage == 2 * alone - 2 * 64 + 96 + 2 * 64 + 96

    pool.remove_for_block([parent], 5)
    assert pool.usage == alone + 32  # the list of ids keeps room for two


def test_eviction_follows_every_change() -> None:
    """The worst package is what a look at all entries finds, whatever happened to them."""
    rng = random.Random(7)
    pool = make_pool()
    chain: list[Transaction] = []
    for number in range(600):
        tx = make_tx(*chain[-1:], tag=number % 200) if chain and rng.random() < 0.5 else make_tx(tag=number % 200)
        if any(txin.prevout in pool.spent_by for txin in tx.inputs) or tx.txid in pool:
            chain = []
            continue
        chain = [*chain[-20:], tx] if rng.random() < 0.8 else []
        pool.add(make_entry(tx, rng.randrange(100, 10_000), time=number))
        if rng.random() < 0.1:
            pool.prioritise(rng.choice(list(pool.entries)), rng.randrange(-50, 5000))
        if rng.random() < 0.2 and len(pool) > 3:
            worst = min(pool.entries.values(), key=lambda entry: (entry.descendant_score, -entry.time))
            doomed = {worst} | worst.descendants()
            pool.trim(pool.usage - 1)
            assert not doomed & set(pool.entries.values())
            chain = []

    assert len(pool) > 10


def test_events_are_numbered() -> None:
    """Each addition and each removal has a number, those by a block too."""
    pool = make_pool()
    tx = make_tx(tag=1)
    before = pool.sequence
    pool.add(make_entry(tx))
    pool.remove_for_block([tx], 5)

    assert pool.sequence == before + 2

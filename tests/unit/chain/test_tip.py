"""The tip moves to the best valid chain, and everything that hangs on it moves along."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from dashcore.chain.blockindex import BlockIndex
from dashcore.chain.events import ChainEvents, NoShutdown
from dashcore.chain.manager import ChainManager
from dashcore.chain.stats import CoinHashType, compute_coin_stats
from dashcore.consensus.validation import BlockResult, InvalidBlockError
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import COIN, Duffs, Script

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name
Mine = Callable[..., Block]  # type: ignore[explicit-any] # likewise
Grow = Callable[[ChainManager, int], list[Block]]
ANYONE = Script(b"\x51")


class Recorder(ChainEvents):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int]] = []
        self.checked: list[str | None] = []

    def block_connected(self, block: Block, index: BlockIndex) -> None:
        """Note it."""
        assert block.hash == index.hash
        self.told.append(("connected", index.height))

    def block_disconnected(self, block: Block, index: BlockIndex) -> None:
        """Note it."""
        assert block.hash == index.hash
        self.told.append(("disconnected", index.height))

    def updated_tip(self, new: BlockIndex, fork: BlockIndex | None, *, initial_download: bool) -> None:
        """Note it."""
        self.told.append(("tip", new.height))

    def block_checked(self, block: Block, error: InvalidBlockError | None) -> None:
        """Note the reason."""
        self.checked.append(error.reason if error is not None else None)


class FakeMempool:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.removed: list[int] = []
        self.disconnected: list[Transaction] = []

    def remove_for_block(self, transactions: Sequence[Transaction], height: int) -> None:
        """Note the height."""
        self.removed.append(height)

    def update_for_reorg(self, disconnected: Sequence[Transaction], *, add_back: bool) -> None:
        """Note what came back."""
        assert add_back
        self.disconnected += disconnected

    def transactions_updated(self, count: int) -> None:
        """Do nothing."""

    def memory_usage(self) -> int:
        """Return none."""
        return 0


def coin_hash(manager: ChainManager) -> bytes:
    """Return the hash of all coins, without the block they belong to."""
    manager.flush()
    digest = compute_coin_stats(manager.state.coins_db, manager.find, CoinHashType.MUHASH).hash
    assert digest is not None
    return digest


def tip_of(manager: ChainManager) -> BlockIndex:
    """Return the tip, which must exist."""
    tip = manager.active.tip
    assert tip is not None
    return tip


def spend(block: Block, *, fee: int = 0, sequence: int = 0xFFFFFFFF, version: int = 2) -> Transaction:
    """Spend the first output of a coinbase that anyone can spend."""
    coinbase = block.transactions[0]
    value = Duffs(coinbase.outputs[0].value - fee)
    return Transaction(
        (TxIn(OutPoint(coinbase.txid, 0), Script(b""), sequence),), (TxOut(value, ANYONE),), version=version
    )


def test_to_the_stale_branch_and_back(make_manager: MakeManager, dashd_dir: Path) -> None:
    """Invalidating a block of dashd's chain leads to the stale branch; reconsidering leads back to the same coins."""
    manager = make_manager(dashd_dir)
    tip = tip_of(manager)
    before = coin_hash(manager)
    stale = next(each.index for each in manager.chain_tips() if each.status != "active")
    manager.reconsider_block(stale)  # dashd was told that it is invalid
    assert manager.active.tip is tip
    events = Recorder()
    manager.events.subscribe(events)
    fork = manager.active.find_fork(stale)
    assert fork is not None
    wrong = manager.active.at(fork.height + 1)
    assert wrong is not None

    manager.invalidate_block(wrong)

    assert manager.active.tip is stale
    assert {each.status for each in manager.chain_tips()} == {"active", "invalid"}
    assert events.told.count(("disconnected", tip.height)) == 1
    assert manager.verify(4, 0)
    assert coin_hash(manager) != before

    manager.reconsider_block(wrong)

    assert manager.active.tip is tip
    assert {each.status for each in manager.chain_tips()} == {"active", "valid-fork"}
    assert coin_hash(manager) == before
    assert manager.verify(4, 0)


def test_invalidity_is_remembered(make_manager: MakeManager, dashd_dir: Path) -> None:
    """What was invalidated stays so over a restart, children included, until it is reconsidered."""
    manager = make_manager(dashd_dir)
    wrong = manager.active.at(222)
    assert wrong is not None
    manager.invalidate_block(wrong)
    stale = tip_of(manager)
    manager.close()

    again = make_manager(dashd_dir, check_level=0)
    again.import_blocks()

    assert tip_of(again).hash == stale.hash
    index = again.find(wrong.hash)
    assert index is not None
    again.reconsider_block(index)
    assert again.active.height == 245


def test_longer_branch_wins(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """A branch takes over as soon as it has more work, not before, and the mempool gets back what it lost."""
    mempool = FakeMempool()
    manager.set_mempool(mempool)
    base = tip_of(manager)
    lost = grow(manager, 3)
    events = Recorder()
    manager.events.subscribe(events)
    prev = base
    for number in range(4):
        block = mine(manager, prev, script=Script(b"\x51\x51"))
        manager.process_new_block(block, force=True)
        index = manager.find(block.hash)
        assert index is not None
        prev = index
        assert (manager.best_block_hash() == block.hash) is (number == 3)

    assert events.told == [
        ("disconnected", 3),
        ("disconnected", 2),
        ("disconnected", 1),
        ("connected", 1),
        ("connected", 2),
        ("connected", 3),
        ("connected", 4),
        ("tip", 4),
    ]
    assert [tx.txid for tx in mempool.disconnected] == [block.transactions[0].txid for block in lost]
    assert mempool.removed == [1, 2, 3, 1, 2, 3, 4]


def test_precious(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """Among equal work the first seen wins, unless another is called precious."""
    base = tip_of(manager)
    (first,) = grow(manager, 1)
    second = mine(manager, base, script=Script(b"\x52"))
    manager.process_new_block(second, force=True)
    assert manager.best_block_hash() == first.hash
    index = manager.find(second.hash)
    assert index is not None

    manager.precious_block(index)

    assert manager.best_block_hash() == second.hash
    first_index = manager.find(first.hash)
    assert first_index is not None
    manager.precious_block(first_index)
    assert manager.best_block_hash() == first.hash


def test_equal_work_survives_a_restart(make_manager: MakeManager, tmp_path: Path, mine: Mine, grow: Grow) -> None:
    """A restart does not change which of two equal tips is active."""
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks()
    base = tip_of(manager)
    grow(manager, 1)
    chosen = manager.best_block_hash()
    for number in range(4):
        manager.process_new_block(mine(manager, base, script=Script(bytes([0x52 + number]))), force=True)
    manager.close()

    again = make_manager(tmp_path / "regtest")
    again.import_blocks()

    assert again.best_block_hash() == chosen
    assert len(again.chain_tips()) == 5


def test_unrequested_blocks(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """A block nobody asked for is stored only if it could be progress."""
    base = tip_of(manager)
    grow(manager, 2)
    weak = mine(manager, base, script=Script(b"\x52"))

    assert not manager.process_new_block(weak, force=False)
    index = manager.find(weak.hash)
    assert index is not None
    assert not index.has_data
    assert manager.process_new_block(weak, force=True)
    assert not manager.process_new_block(weak, force=True)


def test_headers_first(manager: ChainManager, make_manager: MakeManager, tmp_path: Path, grow: Grow) -> None:
    """Headers make a tree without moving the tip; blocks may then come in any order."""
    other = make_manager(tmp_path / "other")
    other.import_blocks()
    blocks = grow(other, 5)

    last = manager.process_new_block_headers([block.header for block in blocks])

    assert last is manager.best_header
    assert manager.active.height == 0
    assert manager.chain_tips()[0].status == "headers-only"
    for block in reversed(blocks):
        manager.process_new_block(block, force=True)
    assert manager.active.height == 5
    with pytest.raises(InvalidBlockError, match="prev-blk-not-found") as caught:
        manager.process_new_block_headers([grow(other, 2)[1].header])
    assert caught.value.result is BlockResult.MISSING_PREV


def test_too_rich_coinbase(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """A block that creates one duff too many is stored but never connected, and its children are refused."""
    grow(manager, 2)
    events = Recorder()
    manager.events.subscribe(events)
    tip = tip_of(manager)

    def greedy(tx: Transaction) -> Transaction:
        out = tx.outputs[0]
        return Transaction(tx.inputs, (TxOut(Duffs(out.value + 1), out.script_pubkey),), version=tx.version)

    block = mine(manager, change=greedy)
    manager.process_new_block(block, force=True)

    assert manager.active.tip is tip
    assert events.checked == ["bad-cb-amount"]
    index = manager.find(block.hash)
    assert index is not None
    with pytest.raises(InvalidBlockError, match="bad-prevblk"):
        manager.process_new_block_headers([mine(manager, index).header])
    with pytest.raises(InvalidBlockError, match="duplicate") as caught:
        manager.process_new_block(block, force=True)
    assert caught.value.result is BlockResult.CACHED_INVALID


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda tx: [tx, tx], "bad-txns-inputs-missingorspent"),
        (lambda tx: [tx, Transaction(tx.inputs, tx.outputs, lock_time=1)], "bad-txns-inputs-missingorspent"),
        (
            lambda tx: [Transaction(tx.inputs, (TxOut(Duffs(tx.outputs[0].value + 1), ANYONE),))],
            "bad-txns-in-belowout",
        ),
        (
            lambda tx: [Transaction((TxIn(OutPoint(tx.txid, 0)),), tx.outputs)],
            "bad-txns-inputs-missingorspent",
        ),
        (
            lambda tx: [Transaction((TxIn(tx.inputs[0].prevout, Script(b"\x6a")),), tx.outputs)],
            "mandatory-script-verify-flag-failed (OP_RETURN was encountered)",
        ),
        (
            lambda tx: [Transaction((TxIn(tx.inputs[0].prevout, sequence=200),), tx.outputs, version=2)],
            "bad-txns-nonfinal",
        ),
    ],
)
def test_bad_transactions(
    manager: ChainManager,
    mine: Mine,
    grow: Grow,
    spoil: Callable[[Transaction], list[Transaction]],
    reason: str,
) -> None:
    """Each rule that needs the coins has its reason, and the coins stay as they were."""
    blocks = grow(manager, 101)
    before = coin_hash(manager)
    events = Recorder()
    manager.events.subscribe(events)

    with suppress(InvalidBlockError):  # some show before the block is stored, most when it is connected
        manager.process_new_block(mine(manager, transactions=spoil(spend(blocks[0]))), force=True)

    assert events.checked == [reason]
    assert manager.active.height == 101
    assert coin_hash(manager) == before
    assert manager.verify(4, 0)


def test_immature_spend(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """A coinbase can be spent one hundred blocks later, not a block earlier."""
    blocks = grow(manager, 99)
    events = Recorder()
    manager.events.subscribe(events)
    early = mine(manager, transactions=[spend(blocks[0])])
    manager.process_new_block(early, force=True)
    grow(manager, 1)
    due = mine(manager, transactions=[spend(blocks[0], fee=COIN)], fees=COIN)
    manager.process_new_block(due, force=True)

    assert events.checked == ["bad-txns-premature-spend-of-coinbase", None, None]
    assert manager.best_block_hash() == due.hash


def test_block_validity(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """A template is judged like a block, without proof of work, and leaves no trace."""
    blocks = grow(manager, 101)
    tip = tip_of(manager)
    before = coin_hash(manager)
    good = mine(manager, transactions=[spend(blocks[0])])
    manager.test_block_validity(good, tip, check_pow=False, check_merkle_root=False)
    bad = mine(manager, transactions=[spend(blocks[50])])
    with pytest.raises(InvalidBlockError, match="bad-txns-premature-spend-of-coinbase"):
        manager.test_block_validity(bad, tip)
    with pytest.raises(ValueError, match="on the tip"):
        manager.test_block_validity(good, blocks_index(manager, 100))

    assert manager.active.tip is tip
    assert manager.find(good.hash) is None
    assert coin_hash(manager) == before


def blocks_index(manager: ChainManager, height: int) -> BlockIndex:
    """Return the active block at a height, which must exist."""
    index = manager.active.at(height)
    assert index is not None
    return index


def test_special_blocks_to_withdrawals(make_manager: MakeManager, tmp_path: Path, grow: Grow) -> None:
    """Past all deployments blocks still connect, disconnect and verify, and evodb keeps up over a restart."""
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks()
    grow(manager, 610)
    assert manager.verify(4, 200)
    index = blocks_index(manager, 425)
    manager.invalidate_block(index)
    assert manager.active.height == 424
    manager.reconsider_block(index)
    assert manager.active.height == 610
    manager.close()

    again = make_manager(tmp_path / "regtest", check_blocks=200, check_level=4)

    assert again.active.height == 610
    assert again.state.evodb.best_block() == again.best_block_hash()


def test_leaves_initial_download(manager: ChainManager, grow: Grow) -> None:
    """An old tip means downloading; once left, that state does not come back."""
    assert manager.is_initial_download()
    manager.state.now = lambda: tip_of(manager).time + 60
    grow(manager, 1)
    assert not manager.is_initial_download()
    manager.state.now = lambda: tip_of(manager).time + 10**8
    assert not manager.is_initial_download()


def test_wait_for_tip(manager: ChainManager, grow: Grow) -> None:
    """Who waits for another tip wakes up for it, or after the timeout."""
    known = manager.best_block_hash()
    assert manager.wait_for_tip(known, 0.01) is manager.active.tip
    grow(manager, 1)
    assert manager.wait_for_tip(known, 10) is manager.active.tip


class Warned(NoShutdown):
    """Remembers warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        """Note it."""
        self.warnings.append(message)


def test_unknown_rules(manager: ChainManager, mine: Mine, grow: Grow) -> None:
    """A bit nobody knows, set in three quarters of a period, is warned of two periods later."""
    manager.state.now = lambda: tip_of(manager).time + 60
    shutdown = Warned()
    manager.state.shutdown = shutdown
    grow(manager, 143)
    for _ in range(108):
        block = mine(manager, version=0x20000000 | 1 << 27)
        manager.process_new_block(block, force=True)
        assert manager.best_block_hash() == block.hash
    grow(manager, 144 + 35)
    assert tip_of(manager).height == 430
    assert shutdown.warnings == []
    grow(manager, 1)
    assert shutdown.warnings == ["Unknown new rules activated (versionbit 27)"]

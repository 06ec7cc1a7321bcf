"""Mining and BlockTemplate: templates, solutions, and waits that end when they should."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from dashcore.interfaces.mining import (
    NO_TIMEOUT,
    BlockCheckOptions,
    BlockCreateOptions,
    BlockTemplate,
    BlockWaitOptions,
    Mining,
)
from dashcore.ipc.stubs.mining_stubs import MiningProxy
from dashcore.node.mining import block_templates, mining_impl
from dashcore.node.mining.block_templates import MAX_TEMPLATES, MiningLimitError, TemplateMaker
from dashcore.node.mining.miner import mine_block
from dashcore.node.mining.mining_impl import MiningImpl
from dashcore.node.testing import ANYONE, SmallNode, spend
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import BlockHash, Duffs, Script, TxId
from dashcore.util.hashes import NULL_HASH, hash256
from libmultiprocess import RemoteError
from libmultiprocess.testing import Mode, pair

DEFAULT = BlockCreateOptions()
SHORT_MS = 1.0
LONG_MS = 60_000.0
PATIENCE_S = 20.0


@pytest.fixture(autouse=True)
def quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at fees more often than once a second."""
    for module in (block_templates, mining_impl):
        monkeypatch.setattr(module, "TICK_S", 0.02)


@pytest.fixture
def mining(node: SmallNode, cross: Callable[[Mining, type[Mining]], Mining]) -> Mining:
    """The node's."""
    return cross(MiningImpl(node.context), MiningProxy)


def make(mining: Mining, options: BlockCreateOptions = DEFAULT) -> BlockTemplate:
    """A template, at once."""
    template = mining.create_new_block(options, False)
    assert template is not None
    return template


def coinbase_of(template: BlockTemplate, script: Script = ANYONE, extra: bytes = b"") -> Transaction:
    """The coinbase as a miner makes it, of nothing but what it is told."""
    told = template.get_coinbase_tx()
    assert told.witness == b""
    spent = TxIn(OutPoint(TxId(NULL_HASH), NULL_INDEX), Script(told.script_sig_prefix + extra), sequence=told.sequence)
    return Transaction(
        (spent,),
        (TxOut(told.block_reward_remaining, script), *told.required_outputs),
        version=told.version,
        type=told.type,
        lock_time=told.lock_time,
        extra_payload=told.extra_payload,
    )


def solve(node: SmallNode, template: BlockTemplate, coinbase: Transaction) -> BlockHeader:
    """The header of the solved block, its merkle root by way of the path."""
    root: bytes = coinbase.txid
    for step in template.get_coinbase_merkle_path():
        root = hash256(root + step)
    was = template.get_block_header()
    header = BlockHeader(
        version=was.version, prev_hash=was.prev_hash, merkle_root=root, time=was.time, bits=was.bits, nonce=0
    )
    solved = mine_block(Block(header, (coinbase,)), node.context.params.consensus, max_tries=1_000_000).block
    assert solved is not None
    return solved.header


def pay(node: SmallNode, height: int = 1, fee: int = 5000) -> Transaction:
    """Have a transaction in the mempool."""
    tx = spend(node.coin(height), fee=fee)
    node.context.acceptor.accept(tx)
    return tx


def background(fn: Callable[[], object]) -> "Future[object]":
    """Run something that blocks."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(fn)
    finally:
        pool.shutdown(wait=False)


def wait_for_waiter(node: SmallNode, known: int) -> None:
    """Until one more thread sleeps on the tip than `known`."""
    changed = node.context.chainman.state.tip_changed
    deadline = time.monotonic() + PATIENCE_S
    while len(changed._waiters) <= known:  # type: ignore[attr-defined]  # what Condition keeps of those who wait
        assert time.monotonic() < deadline, "nobody waits"
        time.sleep(0.001)


def test_what_the_chain_is(mining: Mining, node: SmallNode) -> None:
    """Regtest, caught up, with a tip."""
    assert mining.is_test_chain()
    assert not mining.is_initial_block_download()
    tip = mining.get_tip()
    assert tip is not None
    assert tip.height == 110
    assert tip.hash == node.context.chain.get_block_hash(tip.height)


def test_template_and_solution(mining: Mining, node: SmallNode) -> None:
    """What a miner makes of a template is the next block, and pays the miner."""
    tx = pay(node)
    template = make(mining)
    assert [each.txid for each in template.get_block().transactions[1:]] == [tx.txid]
    assert template.get_tx_fees() == (Duffs(5000),)
    assert template.get_tx_sigops() == (0,)
    assert template.get_coinbase_merkle_path() == (tx.txid,)
    assert template.get_block_header() == template.get_block().header

    script = Script(b"\x51\x51")
    coinbase = coinbase_of(template, script)
    header = solve(node, template, coinbase)
    verdict = template.submit_solution(header.version & 0xFFFFFFFF, header.time, header.nonce, coinbase)
    assert (verdict.reason, verdict.debug, verdict.result) == ("", "", True)
    tip = mining.get_tip()
    assert tip is not None
    assert tip.hash == header.hash
    assert template.get_block().hash == header.hash
    assert template.get_block().transactions[0].outputs[0].script_pubkey == script

    again = template.submit_solution(header.version & 0xFFFFFFFF, header.time, header.nonce, coinbase)
    assert (again.reason, again.result) == ("duplicate", False)
    assert not template.submit_solution_old7(header.version & 0xFFFFFFFF, header.time, header.nonce, coinbase)


def test_coinbase_has_what_dash_asks_for(mining: Mining, node: SmallNode) -> None:
    """The payload, Platform's part, and the sum of it all."""
    told = make(mining).get_coinbase_tx()
    made = node.context.assembler.create_block(ANYONE).block.transactions[0]
    assert (told.version, told.type, told.extra_payload) == (made.version, made.type, made.extra_payload)
    assert told.required_outputs == made.outputs[1:]
    assert told.masternode_outputs == told.required_outputs
    assert told.superblock_outputs == ()
    assert told.block_reward_remaining + sum(each.value for each in told.required_outputs) == made.value_out


def test_bad_solutions(mining: Mining, node: SmallNode) -> None:
    """Each is refused with its reason, and the tip stays."""
    tip = mining.get_tip()
    template = make(mining)
    coinbase = coinbase_of(template)
    header = solve(node, template, coinbase)
    greedy = Transaction(
        coinbase.inputs,
        (TxOut(Duffs(coinbase.outputs[0].value + 1), ANYONE), *coinbase.outputs[1:]),
        version=coinbase.version,
        type=coinbase.type,
        extra_payload=coinbase.extra_payload,
    )
    solved = solve(node, template, greedy)
    verdict = template.submit_solution(solved.version, solved.time, solved.nonce, greedy)
    assert (verdict.reason, verdict.result) == ("bad-cb-amount", False)
    late = template.submit_solution(header.version, header.time + 10_000_000, header.nonce, coinbase)
    assert not late.result
    assert late.reason in {"high-hash", "time-too-new"}
    spending = pay(node)
    assert template.submit_solution(header.version, header.time, header.nonce, spending).reason != ""
    assert mining.get_tip() == tip


def test_options(mining: Mining, node: SmallNode) -> None:
    """Without the mempool, or with nearly all of the block reserved, nothing but the coinbase goes in."""
    pay(node)
    assert len(make(mining).get_block().transactions) == 2
    assert len(make(mining, BlockCreateOptions(use_mempool=False)).get_block().transactions) == 1
    full = BlockCreateOptions(block_reserved_weight=1_999_900)
    assert len(make(mining, full).get_block().transactions) == 1
    checks = BlockCreateOptions(coinbase_output_max_additional_sigops=40_000)
    assert len(make(mining, checks).get_block().transactions) == 1


def test_check_block(mining: Mining, node: SmallNode) -> None:
    """A template is good but for its proof of work and its root; stored is nothing."""
    lenient = BlockCheckOptions(check_pow=False, check_merkle_root=True)
    block = make(mining).get_block()
    assert mining.check_block(block, lenient).result
    worked = mining.check_block(block, BlockCheckOptions())
    assert worked.result == (worked.reason == "")
    other = Block(block.header, (*block.transactions, spend(node.coin(2))))
    verdict = mining.check_block(other, lenient)
    assert (verdict.reason, verdict.result) == ("bad-txnmrklroot", False)
    node.mine()
    stale = mining.check_block(block, lenient)
    assert (stale.reason, stale.result) == ("inconclusive-not-best-prevblk", False)
    assert stale.debug


def test_submit_block(mining: Mining, node: SmallNode) -> None:
    """A whole block, once."""
    solved = mine_block(make(mining).get_block(), node.context.params.consensus, max_tries=1_000_000).block
    assert solved is not None
    assert mining.submit_block(solved).result
    again = mining.submit_block(solved)
    assert (again.reason, again.result) == ("duplicate", False)


def test_transactions(mining: Mining, node: SmallNode) -> None:
    """By id, either kind; what is not there is empty."""
    tx = pay(node)
    missing = TxId(bytes(32))
    assert mining.get_transactions_by_tx_id((tx.txid, missing)) == (tx.serialize(), b"")
    assert mining.get_transactions_by_witness_id((missing, tx.txid)) == (b"", tx.serialize())
    assert mining.get_transactions_by_tx_id(()) == ()


def test_wait_tip_changed(mining: Mining, node: SmallNode) -> None:
    """At once where it is another, at the timeout as it is, else when it comes."""
    tip = mining.get_tip()
    assert tip is not None
    assert mining.wait_tip_changed(BlockHash(bytes(32)), NO_TIMEOUT) == tip
    assert mining.wait_tip_changed(tip.hash, SHORT_MS) == tip
    assert mining.wait_tip_changed(tip.hash, -1.0) == tip
    waiting = background(lambda: mining.wait_tip_changed(tip.hash, NO_TIMEOUT))
    wait_for_waiter(node, 0)
    (block,) = node.mine()
    found = waiting.result(PATIENCE_S)
    assert found == mining.get_tip()
    assert mining.get_tip() is not None
    assert block.hash != tip.hash


def test_wait_next_for_tip(mining: Mining, node: SmallNode) -> None:
    """A new tip gives a template on it."""
    template = make(mining)
    assert template.wait_next(BlockWaitOptions(timeout=SHORT_MS)) is None
    waiting = background(lambda: template.wait_next(BlockWaitOptions()))
    wait_for_waiter(node, 0)
    (block,) = node.mine()
    found = waiting.result(PATIENCE_S)
    assert isinstance(found, BlockTemplate)
    assert found.get_block_header().prev_hash == block.hash


def test_wait_next_for_fees(mining: Mining, node: SmallNode) -> None:
    """Fees that rise by enough do too; by less they do not."""
    template = make(mining)
    pay(node, 1, fee=5000)
    assert template.wait_next(BlockWaitOptions(timeout=SHORT_MS, fee_threshold=Duffs(5001))) is None
    found = template.wait_next(BlockWaitOptions(timeout=LONG_MS, fee_threshold=Duffs(5000)))
    assert found is not None
    assert found.get_tx_fees() == (5000,)
    waiting = background(lambda: found.wait_next(BlockWaitOptions(fee_threshold=Duffs(1))))
    wait_for_waiter(node, 0)
    pay(node, 2, fee=3000)
    better = waiting.result(PATIENCE_S)
    assert isinstance(better, BlockTemplate)
    assert sum(better.get_tx_fees()) == 8000


def test_interrupts(mining: Mining, node: SmallNode) -> None:
    """They end what waits; what overtook its call ends it when it comes; nothing is left of it afterwards."""
    tip = mining.get_tip()
    assert tip is not None
    waiting = background(lambda: mining.wait_tip_changed(tip.hash, NO_TIMEOUT))
    wait_for_waiter(node, 0)
    mining.interrupt()
    assert waiting.result(PATIENCE_S) is None
    mining.interrupt()
    assert mining.wait_tip_changed(tip.hash, NO_TIMEOUT) is None
    assert mining.wait_tip_changed(tip.hash, SHORT_MS) == tip
    mining.interrupt()
    assert mining.create_new_block(DEFAULT, True) is None

    template = make(mining)
    waiting = background(lambda: template.wait_next(BlockWaitOptions()))
    wait_for_waiter(node, 0)
    template.interrupt_wait()
    assert waiting.result(PATIENCE_S) is None
    template.interrupt_wait()
    assert template.wait_next(BlockWaitOptions()) is None


def test_shutdown_ends_waits(mining: Mining, node: SmallNode) -> None:
    """Those that run and those to come."""
    tip = mining.get_tip()
    assert tip is not None
    template = make(mining)
    waits = [
        background(lambda: mining.wait_tip_changed(tip.hash, NO_TIMEOUT)),
        background(lambda: template.wait_next(BlockWaitOptions())),
    ]
    wait_for_waiter(node, 1)
    node.context.shutdown.request_shutdown()
    changed = node.context.chainman.state.tip_changed
    with changed:
        changed.notify_all()
    assert [each.result(PATIENCE_S) for each in waits] == [None, None]
    assert mining.create_new_block(DEFAULT, False) is None


def test_cooldown_waits_for_the_initial_download(mode: Mode, tmp_path: Path) -> None:
    """No template for a chain that is years behind, until a block says it is not."""
    with SmallNode(tmp_path) as node:
        node.advance(10_000_000)
        with pair(mode, MiningImpl(node.context), MiningProxy) as mining:
            assert mining.is_initial_block_download()
            waiting = background(lambda: mining.create_new_block(DEFAULT, True))
            wait_for_waiter(node, 0)
            assert not waiting.done()
            (block,) = node.mine()
            template = waiting.result(PATIENCE_S)
            assert isinstance(template, BlockTemplate)
            assert template.get_block_header().prev_hash == block.hash


def next_header(node: SmallNode) -> BlockHeader:
    """A solved header on the tip, whose block is withheld."""
    node.advance(60)
    block = node.context.assembler.create_block(ANYONE).block
    solved = mine_block(block, node.context.params.consensus, max_tries=1_000_000).block
    assert solved is not None
    return solved.header


def test_cooldown_waits_for_known_headers(mining: Mining, node: SmallNode, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a while: whoever announces a header may never send its block."""
    node.context.chainman.process_new_block_headers([next_header(node)])
    waiting = background(lambda: mining.create_new_block(DEFAULT, True))
    wait_for_waiter(node, 0)
    assert not waiting.done()
    mining.interrupt()
    assert waiting.result(PATIENCE_S) is None
    monkeypatch.setattr(mining_impl, "COOLDOWN_S", 0.01)
    assert mining.create_new_block(DEFAULT, True) is not None
    assert make(mining) is not None


def test_wait_next_for_an_easier_target(mining: Mining, node: SmallNode, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where time alone makes blocks easier, there is a new template once it has."""
    template = make(mining)
    was = template.get_block_header()
    easier = BlockHeader(
        version=was.version,
        prev_hash=was.prev_hash,
        merkle_root=was.merkle_root,
        time=was.time,
        bits=was.bits - 1,
        nonce=0,
    )
    assert template.wait_next(BlockWaitOptions(timeout=SHORT_MS)) is None
    monkeypatch.setattr(node.context.assembler, "update_time", lambda _header, _prev: easier)
    assert template.wait_next(BlockWaitOptions(timeout=LONG_MS)) is not None


def test_looks_at_fees_are_shared(node: SmallNode, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many waits of one client make one template for each change of the mempool."""
    made: list[object] = []
    create = node.context.assembler.create_block

    def count(*args: object, **options: object) -> object:
        made.append(args)
        return create(*args, **options)  # type: ignore[arg-type]  # passed on as they come

    maker = TemplateMaker(node.context)
    templates = [maker.make(DEFAULT) for _ in range(4)]
    monkeypatch.setattr(node.context.assembler, "create_block", count)
    pay(node)
    for template in templates:
        assert template.wait_next(BlockWaitOptions(timeout=SHORT_MS, fee_threshold=Duffs(5001))) is None
    assert len(made) == 1
    node.mine()
    assert templates[0].wait_next(BlockWaitOptions(timeout=SHORT_MS, fee_threshold=Duffs(5001))) is not None
    assert len(made) > 1


def test_templates_are_counted(mode: Mode, node: SmallNode) -> None:
    """One client may hold so many; what it lets go of is free again."""
    maker = TemplateMaker(node.context, 2)
    with pair(mode, MiningImpl(node.context, maker), MiningProxy) as mining:
        held = [make(mining), make(mining)]
        with pytest.raises((MiningLimitError, RemoteError), match="too many block templates"):
            make(mining)
        node.mine()
        with pytest.raises((MiningLimitError, RemoteError), match="too many block templates"):
            held[0].wait_next(BlockWaitOptions())
        getattr(held.pop(), "close")()  # noqa: B009 - of the object here, of the proxy there
        held.append(make(mining))
    assert MAX_TEMPLATES > 2


def test_a_client_that_dies_leaves_no_wait_behind(node: SmallNode) -> None:
    """The threads that waited for it end, and its templates are free."""
    maker = TemplateMaker(node.context, 1)
    before = threading.active_count()
    with pair("ipc", MiningImpl(node.context, maker), MiningProxy) as mining:
        tip = mining.get_tip()
        assert tip is not None
        template = make(mining)
        waits = [
            background(lambda: mining.wait_tip_changed(tip.hash, NO_TIMEOUT)),
            background(lambda: template.wait_next(BlockWaitOptions())),
        ]
        wait_for_waiter(node, 1)
    for each in waits:
        assert each.exception(PATIENCE_S) is not None
    deadline = time.monotonic() + PATIENCE_S
    changed = node.context.chainman.state.tip_changed
    while changed._waiters or threading.active_count() > before:  # type: ignore[attr-defined]  # see above
        assert time.monotonic() < deadline, threading.enumerate()
        time.sleep(0.001)
    assert maker.held == 0


def test_a_template_let_go_of_ends_its_wait(node: SmallNode) -> None:
    """Even where the client forgets to interrupt it."""
    with pair("ipc", MiningImpl(node.context), MiningProxy) as mining:
        template = make(mining)
        waiting = background(lambda: template.wait_next(BlockWaitOptions()))
        wait_for_waiter(node, 0)
        getattr(template, "close")()  # noqa: B009 - the proxy's
        assert waiting.result(PATIENCE_S) is None

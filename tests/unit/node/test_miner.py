"""Blocks that are made are valid, fullest of fees, and in an order the chain accepts."""

from collections.abc import Callable

from dashcore.consensus.params import Deployment
from dashcore.consensus.pow import check_proof_of_work
from dashcore.evo.cbtx import find_coinbase_payload
from dashcore.node.mining.miner import MinerOptions, mine_block
from dashcore.node.testing import ANYONE, SmallNode, outputs_of, spend
from dashcore.primitives.types import UnixTime

MakeNode = Callable[..., SmallNode]  # type: ignore[explicit-any] # see conftest


def test_empty_block(node: SmallNode) -> None:
    """Payload, height and reward are right, or the chain would have refused it."""
    template = node.context.assembler.create_block(ANYONE)
    payload = find_coinbase_payload(template.block.transactions[0])

    assert template.height == 111
    assert payload is None or payload.height == 111
    assert template.reward == template.subsidy
    assert template.fees == (0,)


def test_order_by_package_rate(node: SmallNode) -> None:
    """A poor parent comes in early with its rich child, before what pays more than the parent alone."""
    parent = spend(node.coin(1), fee=1000)
    child = spend(*outputs_of(parent), fee=100_000)
    middle = spend(node.coin(2), fee=5000)
    for tx in (middle, parent, child):
        node.context.acceptor.accept(tx)

    template = node.context.assembler.create_block(ANYONE)

    assert [tx.txid for tx in template.block.transactions[1:]] == [parent.txid, child.txid, middle.txid]
    assert template.fees == (-106_000, 1000, 100_000, 5000)
    assert template.reward == template.subsidy + 106_000


def test_size_limit(make_node: MakeNode) -> None:
    """What does not fit waits; what is smaller may still come in."""
    node = make_node(miner=MinerOptions(max_size=1100))
    node.mine(105)
    txs = [spend(node.coin(height), fee=1000 * height) for height in range(1, 5)]
    for tx in txs:
        node.context.acceptor.accept(tx)

    template = node.context.assembler.create_block(ANYONE)

    assert len(template.block.transactions) == 2
    assert template.block.transactions[1].txid == txs[3].txid
    assert node.context.assembler.last_block_tx_count == 1


def test_fee_floor(make_node: MakeNode) -> None:
    """-blockmintxfee keeps cheap packages out; a delta lets one in."""
    node = make_node(miner=MinerOptions(min_fee_rate=20_000))
    node.mine(101)
    tx = spend(node.coin(1), fee=1000)
    node.context.acceptor.accept(tx)

    assert len(node.context.assembler.create_block(ANYONE).block.transactions) == 1

    node.context.mempool.prioritise(tx.txid, 10_000)

    assert len(node.context.assembler.create_block(ANYONE).block.transactions) == 2


def test_without_mempool(node: SmallNode) -> None:
    """As generateblock begins."""
    node.context.acceptor.accept(spend(node.coin(1)))

    assert len(node.context.assembler.create_block(ANYONE, use_mempool=False).block.transactions) == 1


def test_mining_respects_its_limits(node: SmallNode) -> None:
    """No tries, no block; an interruption is looked at now and then."""
    template = node.context.assembler.create_block(ANYONE)
    params = node.context.chainman.params.consensus

    assert mine_block(template.block, params, max_tries=0).block is None

    mined = mine_block(template.block, params, max_tries=10_000)

    assert mined.block is not None
    assert check_proof_of_work(mined.block.hash, mined.block.header.bits, params)
    assert mined.tries_left <= 10_000


def test_update_time(node: SmallNode) -> None:
    """A template that waits gets the time of now, never an older one."""
    template = node.context.assembler.create_block(ANYONE)
    node.advance(500)

    updated = node.context.assembler.update_time(template.block.header, template.prev)

    assert updated.time == node.now

    node.advance(-10_000)

    assert node.context.assembler.update_time(updated, template.prev).time == updated.time
    assert updated.time > UnixTime(template.prev.median_time_past)


def test_blocks_across_deployments(make_node: MakeNode) -> None:
    """The chain accepts every block from genesis over each deployment that regtest has in reach."""
    node = make_node()
    node.mine(150)
    params = node.context.chainman.params.consensus

    assert node.context.chainman.active.height == 150
    assert params.is_active_at(Deployment.DIP1, 150)

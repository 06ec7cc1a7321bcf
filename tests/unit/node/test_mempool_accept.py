"""Reasons for which a transaction is refused, in dashd's words, and what is accepted."""

from collections.abc import Callable

import pytest

from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.interfaces.chain import MempoolRemovalReason
from dashcore.node.mempool.pool import MempoolOptions
from dashcore.node.testing import ANYONE, SPEND_SCRIPT, SmallNode, outputs_of, spend
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId

MakeNode = Callable[..., SmallNode]  # type: ignore[explicit-any] # see conftest


def refusal(node: SmallNode, tx: Transaction) -> InvalidTxError:
    """Return why a transaction is refused; the pool stays as it is."""
    before = len(node.context.mempool)
    with pytest.raises(InvalidTxError) as caught:
        node.context.acceptor.accept(tx)
    assert len(node.context.mempool) == before
    return caught.value


def with_outputs(tx: Transaction, *outputs: TxOut) -> Transaction:
    """Return the transaction with other outputs."""
    return Transaction(tx.inputs, outputs, version=tx.version, lock_time=tx.lock_time)


def test_accept_tells_size_and_fee(node: SmallNode) -> None:
    """A test says the same and changes nothing."""
    tx = spend(node.coin(1), fee=777)

    tested = node.context.acceptor.accept(tx, test=True)

    assert (tested.size, tested.fee) == (len(tx.serialize()), 777)
    assert len(node.context.mempool) == 0

    assert node.context.acceptor.accept(tx) == tested
    assert tx.txid in node.context.mempool


def test_known_and_conflicting(node: SmallNode) -> None:
    """The same again, and another that spends the same."""
    coin = node.coin(1)
    tx = spend(coin)
    node.context.acceptor.accept(tx)

    assert refusal(node, tx).reason == "txn-already-in-mempool"
    assert refusal(node, spend(coin, fee=5000)).reason == "txn-mempool-conflict"

    node.mine()

    assert refusal(node, tx).reason == "txn-already-known"
    assert len(node.context.mempool) == 0


NonStandard = Callable[[SmallNode], Transaction]


@pytest.mark.parametrize(
    ("make", "reason", "result"),
    [
        (
            lambda node: spend((OutPoint(TxId(b"\x01" * 32), 0), 5000)),
            "bad-txns-inputs-missingorspent",
            TxResult.MISSING_INPUTS,
        ),
        (lambda node: spend(node.coin(60)), "bad-txns-premature-spend-of-coinbase", TxResult.PREMATURE_SPEND),
        (lambda node: spend(node.coin(1), fee=10), "min relay fee not met", TxResult.MEMPOOL_POLICY),
        (lambda node: spend(node.coin(1), fee=-5), "bad-txns-in-belowout", TxResult.CONSENSUS),
        (
            lambda node: Transaction(spend(node.coin(1)).inputs, (TxOut(Duffs(5000), ANYONE),), lock_time=10_000),
            "non-final",
            TxResult.PREMATURE_SPEND,
        ),
        (lambda node: spend(node.coin(1), sequence=500), "non-BIP68-final", TxResult.PREMATURE_SPEND),
        (
            lambda node: with_outputs(spend(node.coin(1)), TxOut(Duffs(1_000_000), Script(b"\x51"))),
            "scriptpubkey",
            TxResult.NOT_STANDARD,
        ),
        (lambda node: with_outputs(spend(node.coin(1)), TxOut(Duffs(100), ANYONE)), "dust", TxResult.NOT_STANDARD),
        (
            lambda node: Transaction(
                (TxIn(OutPoint(TxId(bytes(32)), 0xFFFFFFFF), Script(b"\x51\x51")),), (TxOut(Duffs(5), ANYONE),)
            ),
            "coinbase",
            TxResult.CONSENSUS,
        ),
        (lambda node: Transaction((), ()), "bad-txns-vin-empty", TxResult.CONSENSUS),
        (
            lambda node: Transaction((TxIn(node.coin(1)[0], Script(b"\x01\x52")),), spend(node.coin(1)).outputs),
            "mandatory-script-verify-flag-failed",
            TxResult.CONSENSUS,
        ),
    ],
)
def test_refusals(make_node: MakeNode, make: NonStandard, reason: str, result: TxResult) -> None:
    """Policy of the main network, on regtest's chain."""
    node = make_node(mempool=MempoolOptions(require_standard=True))
    node.mine(101)

    error = refusal(node, make(node))

    assert error.reason.startswith(reason)
    assert error.result is result


def test_chain_limit_lets_one_small_child_more(make_node: MakeNode) -> None:
    """A child with a single ancestor may be one over the descendant limit; a second may not."""
    node = make_node(mempool=MempoolOptions(limit_descendants=3))
    node.mine(101)
    parent = spend(node.coin(1), outputs=5)
    node.context.acceptor.accept(parent)
    coins = outputs_of(parent)
    for coin in coins[:3]:
        node.context.acceptor.accept(spend(coin))

    error = refusal(node, spend(coins[3]))

    assert error.reason == "too-long-mempool-chain"
    assert error.detail == f"too many descendants for tx {parent.txid[::-1].hex()} [limit: 3]"


def test_package_is_tested_whole(node: SmallNode) -> None:
    """A child may spend what its parent in the package makes; nothing gets into the pool."""
    parent = spend(node.coin(1))
    child = spend(*outputs_of(parent), fee=2000)

    verdict = node.context.acceptor.test_package([parent, child])

    assert verdict.reason == ""
    assert {txid: result.fee for txid, result in verdict.results.items() if not isinstance(result, Exception)} == {
        parent.txid: 1000,
        child.txid: 2000,
    }
    assert len(node.context.mempool) == 0


def test_package_refusals(node: SmallNode) -> None:
    """Package-wide reasons and those of a member."""
    parent = spend(node.coin(1))
    child = spend(*outputs_of(parent))

    assert node.context.acceptor.test_package([child, parent]).reason == "package-not-sorted"
    assert node.context.acceptor.test_package([parent, spend(node.coin(1), fee=9000)]).reason == "conflict-in-package"

    stranger = spend((OutPoint(TxId(b"\x01" * 32), 0), 5000))
    verdict = node.context.acceptor.test_package([parent, stranger])

    assert verdict.reason == "transaction failed"
    assert [str(result) for result in verdict.results.values()] == ["bad-txns-inputs-missingorspent"]


def test_block_empties_the_pool(node: SmallNode) -> None:
    """What is mined leaves without notice; what conflicts leaves with one."""
    first, second = spend(node.coin(1)), spend(node.coin(2))
    node.context.acceptor.accept(first)
    node.context.acceptor.accept(second)

    block = node.mine()[0]

    assert {tx.txid for tx in block.transactions[1:]} == {first.txid, second.txid}
    assert len(node.context.mempool) == 0
    assert node.removed == []


def test_reorganisation_brings_transactions_back(node: SmallNode) -> None:
    """Transactions of a block that leaves the chain return, parents before children, with their relations."""
    parent = spend(node.coin(1))
    node.context.acceptor.accept(parent)
    node.mine()
    child = spend(*outputs_of(parent))
    node.context.acceptor.accept(child)

    with node.context.chainman.cs_main:
        tip = node.context.chainman.active.tip
    assert tip is not None
    node.context.chainman.invalidate_block(tip)

    assert node.context.mempool.entries[child.txid].ancestor_count == 2
    assert node.context.mempool.entries[parent.txid].descendant_count == 2


def test_reorganisation_drops_what_became_immature(node: SmallNode) -> None:
    """Rewards that are no longer old enough cannot be spent, nor what builds on that."""
    tx = spend(node.coin(11))
    node.context.acceptor.accept(tx)
    child = spend(*outputs_of(tx))
    node.context.acceptor.accept(child)

    with node.context.chainman.cs_main:
        index = node.context.chainman.active.at(110)
    assert index is not None
    node.context.chainman.invalidate_block(index)

    assert len(node.context.mempool) == 0
    assert {reason for _, reason in node.removed} == {MempoolRemovalReason.REORG}


def test_full_pool_refuses(make_node: MakeNode) -> None:
    """A transaction that would be the first to go is told so."""
    node = make_node(mempool=MempoolOptions(max_size=2 * 900))
    node.mine(103)
    node.context.acceptor.accept(spend(node.coin(1), fee=50_000))
    node.context.acceptor.accept(spend(node.coin(2), fee=50_000))

    assert refusal_after_trim(node, spend(node.coin(3), fee=1000)) == "mempool full"


def refusal_after_trim(node: SmallNode, tx: Transaction) -> str:
    """Return the reason; other transactions may have left as well."""
    with pytest.raises(InvalidTxError) as caught:
        node.context.acceptor.accept(tx)
    return caught.value.reason


def test_spend_script_is_what_the_fixture_says() -> None:
    """The shared coin is spent by showing its script."""
    assert SPEND_SCRIPT == b"\x01\x51"

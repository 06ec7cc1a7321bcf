"""`interfaces.Chain` answers from chain, mempool, settings and RPC table."""

import json
import threading

import pytest

from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcErrorCode
from dashcore.node.testing import SmallNode, outputs_of, spend
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, Height, TxId, UnixTime
from dashcore.rpc.table import JsonRpcRequest

NOWHERE = BlockHash(b"\x07" * 32)


class Listener(ChainNotifications):
    """Remembers what it was told, and by which thread."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.threads: set[str] = set()

    def _note(self, what: str) -> None:
        self.seen.append(what)
        self.threads.add(threading.current_thread().name)

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """Note."""
        self._note("added")

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Note."""
        self._note(f"removed {reason.name}")

    def block_connected(self, block: Block, height: Height) -> None:
        """Note."""
        self._note(f"connected {height}")

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Note."""
        self._note(f"disconnected {height}")

    def updated_block_tip(self) -> None:
        """Note."""
        self._note("tip")

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Note."""
        self._note("flushed")

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """Note."""
        self._note("chain lock")

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """Note."""
        self._note("lock")


def hash_at(node: SmallNode, height: int) -> BlockHash:
    """Hash of the active chain's block."""
    found = node.context.chain.get_block_hash(Height(height))
    assert found is not None
    return found


def test_blocks(node: SmallNode) -> None:
    """Heights, hashes, data and locators."""
    chain = node.context.chain

    assert chain.get_height() == 110
    assert chain.get_block_hash(Height(111)) is None
    assert chain.have_block_on_disk(Height(110))
    assert not chain.have_block_on_disk(Height(111))

    info = chain.find_block(hash_at(node, 5), want_data=True)
    assert info is not None
    assert (info.height, info.in_active_chain, info.next_hash) == (5, True, hash_at(node, 6))
    assert info.data is not None
    assert info.data.hash == info.hash

    bare = chain.find_block(hash_at(node, 110), want_data=False)
    assert bare is not None
    assert (bare.data, bare.next_hash) == (None, None)
    assert chain.find_block(NOWHERE, want_data=True) is None


def test_branches(node: SmallNode) -> None:
    """A block that left the chain is known, forks below the tip, and shares ancestors."""
    chain = node.context.chain
    old = hash_at(node, 110)
    with node.context.chainman.cs_main:
        index = node.context.chainman.find(old)
    assert index is not None
    node.context.chainman.invalidate_block(index)
    node.advance(600)
    node.mine(2)

    assert chain.get_height() == 111
    assert chain.find_fork(old) == 109
    assert chain.find_fork(NOWHERE) is None
    common = chain.find_common_ancestor(old, hash_at(node, 111))
    assert common is not None
    assert common.height == 109
    assert chain.find_common_ancestor(old, NOWHERE) is None
    assert chain.find_ancestor_by_hash(hash_at(node, 111), old) is None
    below = chain.find_ancestor_by_height(old, Height(3))
    assert below is not None
    assert below.hash == hash_at(node, 3)
    locator = chain.get_active_chain_locator(old)
    assert locator.hashes[0] == old
    assert chain.find_locator_fork(locator) == 109
    assert chain.get_active_chain_locator(NOWHERE).hashes == ()


def test_first_block_by_time(node: SmallNode) -> None:
    """Neither older nor lower than asked."""
    chain = node.context.chain
    tenth = chain.find_block(hash_at(node, 10), want_data=False)
    assert tenth is not None

    found = chain.find_first_block_with_time_and_height(tenth.time, Height(0))
    assert found is not None
    assert found.height == 10
    higher = chain.find_first_block_with_time_and_height(tenth.time, Height(50))
    assert higher is not None
    assert higher.height == 50
    assert chain.find_first_block_with_time_and_height(UnixTime(2**32 - 1), Height(0)) is None


@pytest.mark.parametrize(("lowest", "highest"), [(0, None), (-5, 50), (100, 200)])
def test_has_blocks(node: SmallNode, lowest: int, highest: int | None) -> None:
    """Ranges beyond the chain do no harm."""
    top = None if highest is None else Height(highest)

    assert node.context.chain.has_blocks(hash_at(node, 110), Height(lowest), top)


def test_coins(node: SmallNode) -> None:
    """Confirmed, unconfirmed, spent and unknown."""
    tx = spend(node.coin(1))
    node.context.acceptor.accept(tx)

    confirmed, unconfirmed, spent_twice, unknown = node.context.chain.find_coins(
        (node.coin(2)[0], OutPoint(tx.txid, 0), OutPoint(tx.txid, 7), OutPoint(TxId(bytes(32)), 0))
    )

    assert confirmed is not None
    assert (confirmed.height, confirmed.is_coinbase) == (2, True)
    assert unconfirmed is not None
    assert unconfirmed.height == 0x7FFFFFFF
    assert (spent_twice, unknown) == (None, None)


def test_broadcast(node: SmallNode) -> None:
    """Taken, taken already, refused with the reason, too expensive, and confirmed."""
    chain = node.context.chain
    tx = spend(node.coin(1), fee=5000)

    dear = chain.broadcast_transaction(tx, Duffs(4999), relay=True)
    assert not dear.accepted
    assert dear.error.startswith("Fee exceeds maximum")

    assert chain.broadcast_transaction(tx, Duffs(5000), relay=True).accepted
    assert node.context.mempool.unbroadcast == {tx.txid}
    assert chain.broadcast_transaction(tx, Duffs(0), relay=False).accepted

    rival = chain.broadcast_transaction(spend(node.coin(1), fee=9000), Duffs(0), relay=True)
    assert (rival.accepted, rival.error) == (False, "txn-mempool-conflict")

    node.mine()
    done = chain.broadcast_transaction(tx, Duffs(0), relay=True)
    assert (done.accepted, done.error) == (False, "Transaction already in block chain")


def test_ancestry(node: SmallNode) -> None:
    """Counts include the transaction itself; a stranger has none."""
    chain = node.context.chain
    parent = spend(node.coin(1))
    child = spend(*outputs_of(parent), fee=500)
    node.context.acceptor.accept(parent)
    node.context.acceptor.accept(child)

    ancestry = chain.get_transaction_ancestry(child.txid)

    assert (ancestry.ancestors, ancestry.descendants, ancestry.ancestor_fees) == (2, 2, 1500)
    assert chain.has_descendants_in_mempool(parent.txid)
    assert not chain.has_descendants_in_mempool(child.txid)
    assert chain.is_in_mempool(child.txid)
    assert chain.get_transaction_ancestry(TxId(bytes(32))).ancestors == 0
    assert chain.check_chain_limits(child)


def test_notifications(node: SmallNode) -> None:
    """Blocks and transactions are told in order until the handler disconnects."""
    chain = node.context.chain
    listener = Listener()
    handler = chain.handle_notifications(listener)
    node.context.acceptor.accept(spend(node.coin(1)))
    node.mine()

    chain.wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))

    assert listener.seen == ["added", "connected 111", "tip"]

    handler.disconnect()
    node.mine()
    chain.wait_for_notifications_if_tip_changed(hash_at(node, 111))

    assert len(listener.seen) == 3


def test_mempool_on_request(node: SmallNode) -> None:
    """The caller's own thread tells, before the call returns."""
    parent = spend(node.coin(1))
    node.context.acceptor.accept(parent)
    node.context.acceptor.accept(spend(*outputs_of(parent)))
    listener = Listener()

    node.context.chain.request_mempool_transactions(listener)

    assert listener.seen == ["added", "added"]
    assert listener.threads == {threading.current_thread().name}


def test_rpc_from_a_client(node: SmallNode) -> None:
    """A command of another process runs there and is gone with its handler; -18 passes it on."""
    calls: list[str] = []

    def first(call: RpcCall, is_last: bool) -> str:
        calls.append(f"first {is_last}")
        raise RpcError(RpcErrorCode.WALLET_NOT_FOUND, "not mine")

    def second(call: RpcCall, is_last: bool) -> str:
        calls.append(f"second {is_last}")
        return call.params_json

    info = RpcCommandInfo(category="wallet", name="ping_me", arg_names=("value",), unique_id=1)
    handlers = [node.context.chain.handle_rpc(info, actor) for actor in (first, second)]
    request = JsonRpcRequest(method="ping_me", params=[5])

    node.context.rpc.execute(request)

    assert calls == ["first False", "second True"]

    for handler in handlers:
        handler.disconnect()
    with pytest.raises(RpcError) as caught:
        node.context.rpc.execute(request)
    assert caught.value.code == RpcErrorCode.METHOD_NOT_FOUND


def test_settings(node: SmallNode) -> None:
    """Values travel as JSON text."""
    chain = node.context.chain

    assert json.loads(chain.get_setting("regtest")) == ""
    assert chain.get_setting("nothing") == "null"
    assert chain.update_rw_setting("wallet", '["a", "b"]', write=True)
    assert json.loads(chain.get_rw_setting("wallet")) == ["a", "b"]
    assert [json.loads(value) for value in chain.get_settings_list("wallet")] == ["a", "b"]
    assert chain.update_rw_setting("wallet", "null", write=False)
    assert chain.get_rw_setting("wallet") == "null"


def test_fees_and_states(node: SmallNode) -> None:
    """What a wallet asks before it sends."""
    chain = node.context.chain

    assert (chain.relay_min_fee(), chain.relay_incremental_fee(), chain.relay_dust_fee()) == (1000, 1000, 3000)
    assert chain.mempool_min_fee() == 0
    assert chain.estimate_smart_fee(6, conservative=True).rate == 0
    assert chain.estimate_max_blocks() == 1008
    assert not chain.is_initial_block_download()
    assert chain.is_ready_to_broadcast()
    assert not chain.shutdown_requested()
    assert not chain.have_pruned()
    assert not chain.has_assumed_valid_chain()
    assert not chain.rpc_enable_deprecated("anything")

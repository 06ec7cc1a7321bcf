"""Chain: the same answers from the node itself and from another process."""

import json
import threading
from collections.abc import Callable

import pytest
from listener import Listener

from dashcore.interfaces.chain import BlockLocator, Chain, PackageLimits, TransactionAncestry
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcErrorCode
from dashcore.node.testing import SmallNode, outputs_of, spend
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import BlockHash, Duffs, Height, TxId, UnixTime
from dashcore.rpc.table import JsonRpcRequest

NOWHERE = BlockHash(b"\x07" * 32)
NO_TX = TxId(b"\x08" * 32)
WAIT_S = 20.0


def hash_at(chain: Chain, height: int) -> BlockHash:
    """Hash of the active chain's block."""
    found = chain.get_block_hash(Height(height))
    assert found is not None
    return found


def test_heights_and_hashes(node: SmallNode, chain: Chain) -> None:
    """get_height, get_block_hash, have_block_on_disk, has_blocks, guess_verification_progress."""
    assert chain.get_height() == 110
    assert hash_at(chain, 0) == node.context.params.genesis.hash
    assert chain.get_block_hash(Height(111)) is None
    assert chain.get_block_hash(Height(-1)) is None
    assert chain.have_block_on_disk(Height(110))
    assert not chain.have_block_on_disk(Height(111))
    assert chain.has_blocks(hash_at(chain, 110), Height(0), None)
    assert chain.has_blocks(hash_at(chain, 110), Height(50), Height(60))
    assert not chain.has_blocks(NOWHERE, Height(0), None)
    assert chain.guess_verification_progress(NOWHERE) == 0.0
    assert 0.0 < chain.guess_verification_progress(hash_at(chain, 110)) <= 1.0
    assert not chain.have_pruned()
    assert not chain.has_assumed_valid_chain()


def test_find_block(node: SmallNode, chain: Chain) -> None:
    """find_block: with and without data, at the tip, unknown."""
    info = chain.find_block(hash_at(chain, 5), want_data=True)
    assert info is not None
    assert (info.height, info.in_active_chain, info.next_hash) == (5, True, hash_at(chain, 6))
    assert info.median_time < info.time <= info.max_time
    assert info.data is not None
    assert info.data.hash == info.hash == hash_at(chain, 5)
    assert info == node.context.chain.find_block(info.hash, want_data=True)
    bare = chain.find_block(hash_at(chain, 110), want_data=False)
    assert bare is not None
    assert (bare.data, bare.next_hash) == (None, None)
    assert chain.find_block(NOWHERE, want_data=True) is None
    first = chain.find_first_block_with_time_and_height(bare.time, Height(3))
    assert first is not None
    assert first.height == 110
    assert chain.find_first_block_with_time_and_height(UnixTime(2**32 - 1), Height(0)) is None


def test_branches(node: SmallNode, chain: Chain) -> None:
    """Forks, ancestors and locators of a block that left the chain."""
    old = hash_at(chain, 110)
    with node.context.chainman.cs_main:
        index = node.context.chainman.find(old)
    assert index is not None
    node.context.chainman.invalidate_block(index)
    node.advance(600)
    node.mine(2)

    assert chain.find_fork(old) == 109
    assert chain.find_fork(NOWHERE) is None
    common = chain.find_common_ancestor(old, hash_at(chain, 111))
    assert common is not None
    assert common.height == 109
    assert chain.find_common_ancestor(old, NOWHERE) is None
    below = chain.find_ancestor_by_height(old, Height(3))
    assert below is not None
    assert below.hash == hash_at(chain, 3)
    assert chain.find_ancestor_by_height(NOWHERE, Height(3)) is None
    assert chain.find_ancestor_by_hash(hash_at(chain, 111), old) is None
    genesis = chain.find_ancestor_by_hash(old, hash_at(chain, 0))
    assert genesis is not None
    assert genesis.height == 0
    locator = chain.get_active_chain_locator(old)
    assert locator.hashes[0] == old
    assert chain.find_locator_fork(locator) == 109
    assert chain.get_active_chain_locator(NOWHERE) == BlockLocator(hashes=())
    tip = chain.get_tip_locator()
    assert tip.hashes[0] == hash_at(chain, 111)
    assert tip.hashes[-1] == hash_at(chain, 0)


def test_masternodes_and_locks(node: SmallNode, chain: Chain) -> None:
    """is_instant_send_locked_tx, has_chain_lock, list_mn_collaterals: none on a chain of one's own."""
    assert not chain.is_instant_send_locked_tx(NO_TX)
    assert not chain.has_chain_lock(Height(5), hash_at(chain, 5))
    assert chain.list_mn_collaterals((node.coin(1)[0], OutPoint(NO_TX, 7))) == ()
    assert chain.list_mn_collaterals(()) == ()


def test_coins(node: SmallNode, chain: Chain) -> None:
    """find_coins: confirmed, unconfirmed, missing; none asked, none told."""
    tx = spend(node.coin(1))
    node.context.acceptor.accept(tx)
    confirmed, unconfirmed, missing, unknown = chain.find_coins(
        (node.coin(2)[0], OutPoint(tx.txid, 0), OutPoint(tx.txid, 7), OutPoint(NO_TX, 0xFFFFFFFF))
    )
    assert confirmed is not None
    assert (confirmed.height, confirmed.is_coinbase, confirmed.output.value) == (2, True, node.coin(2)[1])
    assert unconfirmed is not None
    assert (unconfirmed.height, unconfirmed.output) == (0x7FFFFFFF, tx.outputs[0])
    assert (missing, unknown) == (None, None)
    assert chain.find_coins(()) == ()


def test_broadcast(node: SmallNode, chain: Chain) -> None:
    """broadcast_transaction: too dear, taken, in conflict."""
    tx = spend(node.coin(1), fee=5000)
    dear = chain.broadcast_transaction(tx, Duffs(4999), relay=True)
    assert not dear.accepted
    assert dear.error.startswith("Fee exceeds maximum")
    assert chain.broadcast_transaction(tx, Duffs(5000), relay=True).accepted
    rival = chain.broadcast_transaction(spend(node.coin(1), fee=9000), Duffs(0), relay=True)
    assert (rival.accepted, rival.error) == (False, "txn-mempool-conflict")


def test_mempool(node: SmallNode, chain: Chain) -> None:
    """Who is in it, with whom, and how long a chain may grow."""
    parent = spend(node.coin(1))
    child = spend(*outputs_of(parent), fee=500)
    for tx in (parent, child):
        node.context.acceptor.accept(tx)

    assert chain.is_in_mempool(child.txid)
    assert not chain.is_in_mempool(NO_TX)
    assert chain.has_descendants_in_mempool(parent.txid)
    assert not chain.has_descendants_in_mempool(child.txid)
    ancestry = chain.get_transaction_ancestry(child.txid)
    assert (ancestry.ancestors, ancestry.descendants, ancestry.ancestor_fees) == (2, 2, 1500)
    nobody = TransactionAncestry(ancestors=0, descendants=0, ancestor_size=0, ancestor_fees=Duffs(0))
    assert chain.get_transaction_ancestry(NO_TX) == nobody
    assert chain.get_package_limits() == PackageLimits(ancestor_count=25, descendant_count=25)
    assert chain.check_chain_limits(child)
    listener = Listener()
    chain.request_mempool_transactions(listener)
    assert listener.txids == [parent.txid, child.txid]
    assert listener.threads == {threading.current_thread().name}


def test_fees_and_states(chain: Chain) -> None:
    """What a wallet asks before it sends."""
    assert (chain.relay_min_fee(), chain.relay_incremental_fee(), chain.relay_dust_fee()) == (1000, 1000, 3000)
    assert chain.mempool_min_fee() == 0
    estimate = chain.estimate_smart_fee(6, conservative=True)
    assert estimate.rate == 0
    assert chain.estimate_max_blocks() == 1008
    assert not chain.is_initial_block_download()
    assert chain.is_ready_to_broadcast()


def test_shutdown(node: SmallNode, chain: Chain) -> None:
    """shutdown_requested follows the node."""
    assert not chain.shutdown_requested()
    node.context.shutdown.request_shutdown()
    assert chain.shutdown_requested()


def test_messages(node: SmallNode, chain: Chain, capsys: pytest.CaptureFixture[str]) -> None:
    """init_message, init_warning, init_error, show_progress reach the user of the node."""
    shown: list[tuple[str, int, bool]] = []
    node.context.ui_signals.show_progress.connect(lambda *progress: shown.append(progress))
    chain.init_message("Loading wallet…")
    chain.init_warning("look out")
    chain.init_error("no way")
    chain.show_progress("Rescanning…", 42, resume_possible=False)
    said = capsys.readouterr().err
    assert "Warning: look out" in said
    assert "Error: no way" in said
    assert shown == [("Rescanning…", 42, False)]


def test_notifications(node: SmallNode, chain: Chain) -> None:
    """Told in order until the handler disconnects; waiting waits for all."""
    listener = Listener()
    handler = chain.handle_notifications(listener)
    tx = spend(node.coin(1))
    node.context.acceptor.accept(tx)
    node.mine()
    chain.wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))
    assert listener.seen == ["added", "connected 111", "tip"]
    assert listener.txids == [tx.txid]
    chain.wait_for_notifications_if_tip_changed(hash_at(chain, 111))
    handler.disconnect()
    node.mine()
    chain.wait_for_notifications_if_tip_changed(hash_at(chain, 111))
    assert len(listener.seen) == 3


def test_commands(node: SmallNode, chain: Chain) -> None:
    """handle_rpc: a command runs where it was registered, refuses as itself, and -18 passes it on."""
    calls: list[tuple[str, bool]] = []

    def first(call: RpcCall, is_last: bool) -> str:
        calls.append((call.method, is_last))
        raise RpcError(RpcErrorCode.WALLET_NOT_FOUND, "not mine")

    def second(call: RpcCall, is_last: bool) -> str:
        calls.append((call.uri, is_last))
        if call.params_json == "[]":
            raise RpcError(RpcErrorCode.WALLET_ERROR, "I need Grüße")
        return call.params_json

    info = RpcCommandInfo(category="wallet", name="ping_me", arg_names=("value|alias",), unique_id=1)
    handlers = [chain.handle_rpc(info, actor) for actor in (first, second)]
    node.context.rpc.execute(JsonRpcRequest(method="ping_me", params=[5], uri="/wallet/w"))
    assert calls == [("ping_me", False), ("/wallet/w", True)]
    with pytest.raises(RpcError) as caught:
        node.context.rpc.execute(JsonRpcRequest(method="ping_me", params=[]))
    assert (caught.value.code, caught.value.message) == (RpcErrorCode.WALLET_ERROR, "I need Grüße")
    for handler in handlers:
        handler.disconnect()
    with pytest.raises(RpcError) as caught:
        node.context.rpc.execute(JsonRpcRequest(method="ping_me", params=[5]))
    assert caught.value.code == RpcErrorCode.METHOD_NOT_FOUND


def test_deprecated(node: SmallNode, chain: Chain) -> None:
    """rpc_enable_deprecated follows -deprecatedrpc."""
    node.context.args.force_set("-deprecatedrpc", "old")
    assert chain.rpc_enable_deprecated("old")
    assert not chain.rpc_enable_deprecated("new")


def test_run_later(chain: Chain) -> None:
    """rpc_run_later: once, and a timer of the same name takes the place of the first."""
    told = threading.Event()
    calls: list[str] = []

    def remember(name: str) -> Callable[[], None]:
        def run() -> None:
            calls.append(name)
            told.set()

        return run

    chain.rpc_run_later("lock", remember("never"), 3600)
    chain.rpc_run_later("lock", remember("soon"), 0)
    assert told.wait(WAIT_S)
    assert calls == ["soon"]


def test_settings(chain: Chain) -> None:
    """get_setting, get_settings_list, get_rw_setting, update_rw_setting: JSON text both ways."""
    assert json.loads(chain.get_setting("regtest")) == ""
    assert chain.get_setting("nothing") == "null"
    assert chain.update_rw_setting("wallet", '["a", "b"]', write=True)
    assert json.loads(chain.get_rw_setting("wallet")) == ["a", "b"]
    assert [json.loads(value) for value in chain.get_settings_list("wallet")] == ["a", "b"]
    assert chain.update_rw_setting("wallet", "null", write=False)
    assert chain.get_rw_setting("wallet") == "null"
    assert chain.get_settings_list("nothing") == ()

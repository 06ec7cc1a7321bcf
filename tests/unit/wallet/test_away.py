"""Wallets whose node goes away at any moment, and comes back as it was, further on, or with another branch."""

import random
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from away import AwayRig
from framework import wait_until

from dashcore.interfaces.chain import NodeGoneError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, Script
from dashcore.script.address import decode_destination
from dashcore.script.standard import PKHash, script_for_destination
from dashcore.wallet.errors import WalletStorageError
from dashcore.wallet.testing import FakeChain

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")


@pytest.fixture
def away(tmp_path: Path) -> Iterator[AwayRig]:
    """A wallet w with two coins of 500 that can be spent, on a node that is there."""
    node = FakeChain()
    node.mine(OTHERS_SCRIPT)
    made = AwayRig(tmp_path, node)
    made.come()
    made.call("createwallet", "w", False, False, None, False, True, True)
    for _ in range(2):
        node.mine(own_script(made))
    for _ in range(100):
        node.mine(OTHERS_SCRIPT)
    yield made
    made.close()


def own_script(rig: AwayRig, wallet: str | None = None) -> Script:
    """A script of the wallet."""
    address = str(rig.call("getnewaddress", wallet=wallet))
    return script_for_destination(decode_destination(address, rig.wallet().network.prefixes))


def others_address(rig: AwayRig) -> str:
    """An address that is not the wallet's."""
    return rig.wallet().address_of(PKHash(b"\x07" * 20))


def code_of(rig: AwayRig, method: str, *params: object) -> int:
    """Code of a command's refusal."""
    with pytest.raises(RpcError) as caught:
        rig.call(method, *params)
    return caught.value.code


def state(rig: AwayRig) -> object:
    """What a wallet holds: each transaction with its state, and its coins."""
    wallet = rig.wallet()
    with wallet.lock:
        txs = {wtx.txid: str(wtx.state) for wtx in wallet.store}
        coins = {(wtx.txid, index) for wtx in wallet.store.has_unspent() for index in wallet.store.unspent_indexes(wtx)}
        return txs, coins, wallet.store.tip_hash


def seen_afresh(rig: AwayRig) -> object:
    """What the file and the chain say when the wallet is opened anew and looks through all blocks."""
    rig.restart()
    rig.local.settings["rescan"] = "2"
    rig.restart()
    del rig.local.settings["rescan"]
    assert rig.come()
    return state(rig)


def test_without_node(away: AwayRig) -> None:
    """What needs no node works; what needs it says so at once."""
    away.leave()
    assert away.call("getbalance") == 1000
    assert away.call("getnewaddress") != away.call("getnewaddress")
    listed = away.call("listtransactions")
    assert isinstance(listed, list)
    assert len(listed) == 2
    assert all("blockheight" in each and "blocktime" not in each for each in listed)
    assert away.call("listunspent") != []
    for method, params in (
        ("sendtoaddress", (others_address(away), 1)),
        ("rescanblockchain", ()),
        ("settxfee", ("1",)),
    ):
        assert code_of(away, method, *params) == RpcErrorCode.CLIENT_NOT_CONNECTED
    away.call("createwallet", "new", False, False, None, False, True, True)
    assert away.call("unloadwallet", "new") == {"warning": ""}


def test_blocks_missed(away: AwayRig) -> None:
    """Coins that came, and went, while the node was away are known when it is back."""
    script = own_script(away)
    away.leave()
    away.node.mine(script)
    for _ in range(100):
        away.node.mine(OTHERS_SCRIPT)
    assert away.call("getbalance") == 1000
    away.come()
    assert away.call("getbalance") == 1500
    assert state(away) == seen_afresh(away)


def test_sent_when_node_dies(away: AwayRig) -> None:
    """A payment whose broadcast the node's death cuts off is kept, and sent again."""

    def die(tx: Transaction, _fee: object, _relay: object) -> object:
        away.leave()
        raise NodeGoneError

    away.node.broadcast_transaction = die  # type: ignore[method-assign,assignment]  # for this one time
    txid = away.call("sendtoaddress", others_address(away), 1)
    del away.node.broadcast_transaction
    assert away.node.mempool == {}
    assert away.call("gettransaction", txid)["confirmations"] == 0
    away.come()
    assert [tx.txid[::-1].hex() for tx in away.node.mempool.values()] == [txid]
    away.node.mine(OTHERS_SCRIPT)
    assert away.call("gettransaction", txid)["confirmations"] == 1


def test_mempool_lost(away: AwayRig) -> None:
    """A payment that the node forgot, as it does when it is killed, is given to it again."""
    txid = away.call("sendtoaddress", others_address(away), 1)
    away.leave()
    away.node.mempool.clear()
    assert away.call("getbalance") > 998
    away.come()
    assert [tx.txid[::-1].hex() for tx in away.node.mempool.values()] == [txid]


@pytest.mark.parametrize("forgets", [False, True], ids=["reorganised", "lost"])
def test_branch_gone(away: AwayRig, forgets: bool) -> None:
    """Blocks that left the chain meanwhile, or that the node does not know any more: what was in them is unconfirmed."""
    txid = away.call("sendtoaddress", others_address(away), 1)
    away.node.flush()
    away.node.mine(own_script(away))
    away.node.mine(OTHERS_SCRIPT)
    assert away.call("getbalances")["mine"]["immature"] == 500
    away.leave()
    for _ in range(2):
        away.node.disconnect(to_mempool=False)
    if forgets:
        away.node.stale.clear()
    away.node.mine(OTHERS_SCRIPT, (), salt=7)
    away.come()
    assert away.call("getbalances")["mine"]["immature"] == 0
    assert away.call("gettransaction", txid)["confirmations"] == 0
    assert len(away.node.mempool) == 1
    away.node.mine(OTHERS_SCRIPT)
    assert away.call("gettransaction", txid)["confirmations"] == 1
    assert state(away) == seen_afresh(away)


def test_start_without_node(away: AwayRig) -> None:
    """Loaded without a node: keys and transactions are there, depths count as one until the node tells."""
    away.restart()
    mine = away.call("getbalances")["mine"]
    assert (mine["trusted"], mine["immature"]) == (0, 1000)
    (first, _) = away.call("listtransactions")
    assert (first["confirmations"], "blockheight" in first) == (1, False)
    away.node.mine(own_script(away))
    away.come()
    mine = away.call("getbalances")["mine"]
    assert (mine["trusted"], mine["immature"]) == (1000, 500)


def test_pruned(away: AwayRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A node that has not the blocks any more: the wallet stays as it was, and says so; with another node it goes on."""
    script = own_script(away)
    away.leave()
    away.node.mine(script)
    away.node.mine(OTHERS_SCRIPT)
    with monkeypatch.context() as pruned:
        pruned.setattr(away.node, "have_pruned", lambda: True)
        pruned.setattr(away.node, "have_block_on_disk", lambda height: height > len(away.node.blocks) - 2)
        away.come()
        with pytest.raises(RpcError, match="Prune: last wallet synchronisation goes beyond pruned data"):
            away.call("getbalance")
        assert away.call("getnewaddress")
        assert "error: [w] Prune" in str(away.local.messages)
        away.node.flush()  # must not make the wallet believe that it has seen all
        away.leave()
    away.come()
    assert away.call("getbalances")["mine"]["immature"] == 500


def test_cut_anywhere(away: AwayRig) -> None:
    """The node leaves at each call of the catching up in turn: the next attempt ends up where one whole one does."""
    script = own_script(away)
    cut = 0
    whole = False
    while not whole:
        away.leave()
        tip = away.node.blocks[-1]
        if cut % 3 == 0 and tip.transactions[0].outputs[0].script_pubkey != OTHERS_SCRIPT:
            away.node.disconnect(to_mempool=False)
        for salt in range(3):
            away.node.mine(script if salt == 1 else OTHERS_SCRIPT, salt=cut % 250)
        whole = away.come(cut_after=cut)
        cut += 1
    assert cut > 20
    reached = state(away)
    assert reached == seen_afresh(away)


def do_something(away: AwayRig, pick: random.Random, step: int) -> None:
    """Let one of the things happen that may."""
    connected = away.link.is_connected
    match pick.randrange(9):
        case 0 | 1:
            away.node.mine(own_script(away), salt=step)
        case 2:
            away.node.mine(OTHERS_SCRIPT, salt=step)
        case 3 if len(away.node.blocks) > 106:
            away.node.disconnect(to_mempool=connected or pick.random() < 0.5)
        case 4 if connected:
            away.call("sendtoaddress", others_address(away), pick.randrange(1, 9))
        case 5:
            away.leave()
        case 6 if not connected:
            away.come(cut_after=pick.choice((None, pick.randrange(60))))
        case 7:
            away.node.flush()
        case 8 if pick.random() < 0.3:
            away.restart()
        case _:
            pass


@pytest.mark.parametrize("seed", range(6))
def test_anything(away: AwayRig, seed: int) -> None:
    """Whatever happens in whatever order, the wallet ends up knowing what a look through the whole chain shows."""
    pick = random.Random(seed)
    for step in range(40):
        with suppress(NodeGoneError):  # it is cut off while it tells, or is asked
            do_something(away, pick, step)
    if not away.link.is_connected:
        away.come()
    away.node.mine(OTHERS_SCRIPT, salt=99)
    reached = state(away)
    assert reached == seen_afresh(away)


def test_unload_and_load_between(away: AwayRig) -> None:
    """A wallet opened while the node is away is followed once it is there, and only once."""
    away.leave()
    away.call("unloadwallet", "w")
    away.call("loadwallet", "w")
    away.come()
    assert away.call("getbalance") == 1000
    assert len(away.node.subscribers) == 1
    away.call("unloadwallet", "w")
    assert away.node.subscribers == []
    away.call("loadwallet", "w")
    assert len(away.node.subscribers) == 1


def test_progress_counts(away: AwayRig) -> None:
    """A scan that was cut off goes on where it was."""
    away.leave()
    for _ in range(30):
        away.node.mine(OTHERS_SCRIPT)
    start = Height(len(away.node.blocks) - 31)
    away.come(cut_after=70)
    behind = away.wallet().following.behind_from
    assert behind is not None
    assert behind > start
    looked: list[BlockHash] = []
    chain = away.wallet().chain
    original = chain.find_block

    def watch(block_hash: BlockHash, want_data: bool) -> object:
        if want_data:
            looked.append(block_hash)
        return original(block_hash, want_data)

    chain.find_block = watch  # type: ignore[method-assign,assignment]
    assert away.come()
    assert looked[0] == away.node.blocks[behind].hash
    assert away.wallet().following.behind_from is None


@pytest.mark.parametrize("fails_at", range(6))
def test_disk_full(away: AwayRig, fails_at: int) -> None:
    """A block that could not be written is looked through again, in this process or the next; nothing of it is lost."""
    away.node.flush()
    script = own_script(away)
    away.call("sendtoaddress", others_address(away), 1)
    write, left = away.wallet().db.write, [fails_at]

    def full(key: bytes, value: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise WalletStorageError("the disk is full")
        write(key, value)

    away.wallet().db.write = full  # type: ignore[method-assign]
    with suppress(WalletStorageError):
        away.node.mine(script)
    away.wallet().db.write = write  # type: ignore[method-assign]
    away.node.mine(OTHERS_SCRIPT)
    away.node.flush()
    if fails_at % 2:
        away.leave()
        assert away.come()
    away.restart()
    assert away.come()
    reached = state(away)
    assert away.call("getbalances")["mine"]["immature"] == 500
    assert reached == seen_afresh(away)


@pytest.mark.parametrize("fails_at", range(4))
def test_disk_full_while_catching_up(away: AwayRig, fails_at: int) -> None:
    """A wallet that cannot write what it missed says so; the other one follows the node all the same."""
    away.call("createwallet", "x", False, False, None, False, True, True)
    script = own_script(away, "w")
    away.leave()
    away.node.mine(script)
    write, left = away.wallet().db.write, [fails_at]

    def full(key: bytes, value: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise WalletStorageError("cannot write: the disk is full")
        write(key, value)

    away.wallet().db.write = full  # type: ignore[method-assign]
    assert away.come()
    away.wallet().db.write = write  # type: ignore[method-assign]
    with pytest.raises(RpcError, match="the disk is full"):
        away.call("getbalance", wallet="w")
    assert away.call("getbalance", wallet="x") == 0
    away.leave()
    assert away.come()
    assert away.call("getbalances", wallet="w")["mine"]["immature"] == 500
    away.restart()
    assert away.come()
    assert away.call("getbalances", wallet="w")["mine"]["immature"] == 500


def test_unloaded_while_catching_up(away: AwayRig) -> None:
    """Unloading a wallet that is just about to look through blocks waits for that to let go, and leaves nothing behind."""
    away.leave()
    for _ in range(5):
        away.node.mine(OTHERS_SCRIPT)
    chain = away.wallet().chain
    original, done = chain.have_pruned, threading.Event()

    def unload() -> None:
        away.call("unloadwallet", "w")
        done.set()

    def pruned() -> bool:  # asked just before
        thread = threading.Thread(target=unload)
        thread.start()
        wait_until(lambda: away.loader.context.find("w") is None)
        wait_until(followed.following.ended.is_set)
        return original()

    followed = away.wallet()
    chain.have_pruned = pruned  # type: ignore[method-assign]
    assert away.come()
    assert done.wait(10)
    assert away.node.subscribers == []
    assert not followed.db.is_open
    assert away.local.messages.count("error: [w]") == 0

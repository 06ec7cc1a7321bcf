"""The connection to a node that leaves and comes back, with nodes in memory."""

import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from away import FakeConnection, RigChain
from framework import wait_until

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain, NodeGoneError
from dashcore.interfaces.init import Init
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcErrorCode
from dashcore.ipc.connect import ConnectError
from dashcore.ipc.reconnect import FIRST_DELAY_S, LONGEST_DELAY_S, NodeLink, ProcessConnection, next_delay
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import BlockHash, Duffs, Height, Script, TxId
from dashcore.wallet.testing import FakeChain

SCRIPT = Script(b"\x51")
COMMAND = RpcCommandInfo(category="wallet", name="getbalance", arg_names=(), unique_id=1)
ABSENT = ConnectError("Nobody listens.", may_come=True)


class Place:
    """Where a node may be: `nodes` come up one after the other, None standing for none."""

    def __init__(self) -> None:
        self.node = FakeChain()
        self.node.mine(SCRIPT)
        self.there = True
        self.tries = 0
        self.made: list[FakeConnection] = []

    def open(self) -> FakeConnection:
        """Connect."""
        self.tries += 1
        if not self.there:
            raise ABSENT
        self.made.append(FakeConnection(self.node))
        return self.made[-1]

    def fall(self) -> None:
        """Let the node die."""
        self.there = False
        self.made[-1].end()


@pytest.fixture
def place() -> Place:
    """A node."""
    return Place()


@pytest.fixture
def link(place: Place) -> Iterator[NodeLink]:
    """A link to it that does not wait for long; not started."""
    made = NodeLink(place.open, (place.node.blocks[0].hash,), first_delay_s=0.01)
    yield made
    made.close()


def test_delays() -> None:
    """From a quarter of a second, doubling, to ten seconds."""
    delays = list(itertools.accumulate(range(8), lambda delay, _: next_delay(delay), initial=0.0))
    assert delays[1:5] == [FIRST_DELAY_S, 0.5, 1.0, 2.0]
    assert delays[-1] == LONGEST_DELAY_S


def test_absent(place: Place, link: NodeLink) -> None:
    """Without a node: one clear error for whoever connects; code -9 for whoever asks."""
    place.there = False
    with pytest.raises(ConnectError) as caught:
        link.connect_once()
    assert caught.value.may_come
    with pytest.raises(NodeGoneError) as refused:
        RigChain(link, FakeChain()).get_height()
    assert refused.value.code == RpcErrorCode.CLIENT_NOT_CONNECTED
    assert not link.is_connected


def test_answers_without_node(link: NodeLink) -> None:
    """What has an answer without a node."""
    chain = RigChain(link, FakeChain())
    tx = Transaction((TxIn(OutPoint(TxId(bytes(32)), 0), Script(b"")),), (TxOut(Duffs(1), SCRIPT),))
    assert not chain.is_instant_send_locked_tx(tx.txid)
    assert not chain.has_chain_lock(Height(1), BlockHash(bytes(32)))
    assert chain.list_mn_collaterals((OutPoint(tx.txid, 0),)) == ()
    assert not chain.is_ready_to_broadcast()
    assert not chain.broadcast_transaction(tx, Duffs(0), True).accepted
    assert chain.get_transaction_ancestry(tx.txid).ancestors == 0
    chain.wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))


def test_comes_back(place: Place, link: NodeLink) -> None:
    """The node dies and comes back: it is connected to again, each time is told of, and the back-off begins anew."""
    connected: list[int] = []
    link.on_connected = lambda: connected.append(link.generation)
    link.start()
    for number in range(1, 4):
        wait_until(lambda number=number: connected[-1:] == [number])  # type: ignore[misc]  # mypy has no type for it
        assert RigChain(link, FakeChain()).get_height() == 0
        place.fall()
        assert not link.is_connected
        tries = place.tries
        wait_until(lambda tries=tries: place.tries > tries + 1)  # type: ignore[misc]
        place.there = True


def test_leaves_while_told(place: Place, link: NodeLink) -> None:
    """A node that dies while the wallets attach is a node that left."""
    told = threading.Event()

    def die() -> None:
        if link.generation < 3:
            place.made[-1].end()
            raise NodeGoneError
        told.set()

    link.on_connected = die
    link.connect_once()
    assert not link.is_connected
    link.start()
    assert told.wait(10)
    assert link.generation == 3


def test_on_connected_fails(place: Place, link: NodeLink, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of ours while attaching ends that connection, not the trying."""
    done = threading.Event()

    def fail() -> None:
        if link.generation == 1:
            raise ValueError("a fault")
        done.set()

    link.on_connected = fail
    with caplog.at_level(logging.ERROR):
        link.start()
        assert done.wait(10)
    assert not place.made[0].is_open
    assert "a fault" in caplog.text


def test_call_cut_off(place: Place, link: NodeLink) -> None:
    """A call whose connection ends says that the node is gone; one that fails otherwise says that."""
    link.connect_once()
    chain = RigChain(link, FakeChain())

    def broken() -> Height:
        raise mp.ProtocolError("too large")

    place.node.get_height = broken  # type: ignore[method-assign]
    with pytest.raises(mp.ProtocolError):
        chain.get_height()
    assert link.is_connected
    place.made[-1].is_open = False
    with pytest.raises(NodeGoneError):
        chain.get_height()
    assert not link.is_connected


@pytest.mark.parametrize("wrong", [0, 1])
def test_other_chain(place: Place, wrong: int, caplog: pytest.LogCaptureFixture) -> None:
    """A node whose chain begins otherwise is refused, with the blocks named; said once, tried on."""
    place.node.mine(SCRIPT)
    first = [block.hash for block in place.node.blocks]
    first[wrong] = BlockHash(b"\x01" * 32)
    link = NodeLink(place.open, first, first_delay_s=0.01)
    with pytest.raises(ConnectError, match=f"on another chain: its block {wrong} is ") as caught:
        link.connect_once()
    assert not caught.value.may_come
    assert not place.made[-1].is_open
    with caplog.at_level(logging.WARNING):
        link.start()
        wait_until(lambda: place.tries > 4)
        link.close()
    assert caplog.text.count("on another chain") == 1


def test_commands(place: Place, link: NodeLink) -> None:
    """An RPC command is at whatever node is there, and gone once it is taken back."""

    def act(_call: RpcCall, _is_last: bool) -> str:
        return "1"

    chain = RigChain(link, FakeChain())
    early = chain.handle_rpc(COMMAND, act)
    link.connect_once()
    assert set(place.node.commands) == {"getbalance"}
    early.disconnect()
    assert place.node.commands == {}
    late = chain.handle_rpc(COMMAND, act)
    assert set(place.node.commands) == {"getbalance"}
    place.fall()
    assert place.node.commands == {}
    place.there = True
    link.connect_once()
    assert set(place.node.commands) == {"getbalance"}
    place.fall()
    late.disconnect()
    place.there = True
    link.connect_once()
    assert place.node.commands == {}


def test_close(place: Place, link: NodeLink) -> None:
    """Closing ends the connection, and the waiting for the next one, at once; no thread is left."""
    slow = NodeLink(place.open, (place.node.blocks[0].hash,), first_delay_s=1000.0, pick=lambda: 1.0)
    slow.start()
    wait_until(lambda: slow.is_connected)
    slow.close()
    slow.close()
    assert not place.made[-1].is_open
    place.there = False
    link.start()
    wait_until(lambda: place.tries > 2)
    link.close()
    assert [thread for thread in threading.enumerate() if thread.name == "d-ipcconnect"] == []


def test_over_a_socket(tmp_path: Path) -> None:
    """The same with a real connection: its end is noticed without a call."""
    node = FakeChain()
    node.mine(SCRIPT)

    class Root(Init):
        def make_chain(self) -> Chain | None:
            return node

    where = tmp_path / "node.sock"
    make_root: Callable[[mp.Peer], object] = lambda _peer: Root()  # noqa: E731
    link = NodeLink(lambda: ProcessConnection(mp.connect(where, InitProxy)), (node.blocks[0].hash,))
    with mp.listen(where, make_root, InitProxy):
        link.connect_once()
        assert RigChain(link, FakeChain()).get_block_hash(Height(0)) == node.blocks[0].hash
    wait_until(lambda: not link.is_connected)
    link.close()

    class Bare(Init):
        pass

    with mp.listen(where, lambda _peer: Bare(), InitProxy), pytest.raises(ConnectError, match="it is no node"):
        link.connect_once()

"""Listening and being listened to, in one process."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from listener import Listener

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.init import Init
from dashcore.interfaces.ipc_admin import IpcAdminError, PeerDirection
from dashcore.ipc.addresses import parse_bind
from dashcore.ipc.admin import Peers
from dashcore.ipc.authorized import AttachedChain
from dashcore.ipc.listener import LIMITS, BindError, listen
from dashcore.ipc.session import Session
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.transaction import Transaction, TxOut
from dashcore.primitives.types import BlockHash, Duffs, Script, UnixTime
from dashcore.wallet.testing import FakeChain

FOLLOWER = Path(__file__).parents[2] / "support" / "follower.py"
WAIT_S = 10.0
KEY = "5e" * 32


class Root(Init):
    """Hands out a chain in memory."""

    def __init__(self, chain: Chain, session: Session) -> None:
        self._chain = chain
        self._session = session

    def make_chain(self) -> Chain | None:
        """Guard it as the node does."""
        return AttachedChain(self._chain, self._session, (), threading.BoundedSemaphore())


class Rig:
    """Listens at a path."""

    def __init__(self, folder: Path) -> None:
        self.chain = FakeChain()
        self.folder = folder
        self.peers = Peers(folder, (), lambda: 100)
        self.sessions: list[Session] = []
        self._listening = ExitStack()
        binding = parse_bind("unix:max-connections=3", folder)
        self._listening.enter_context(listen([binding], self.make_root, self.peers))

    def make_root(self, session: Session) -> Init:
        """Make one, and remember for whom."""
        self.sessions.append(session)
        return Root(self.chain, session)

    def connect(self) -> InitProxy:
        """Attach."""
        return mp.connect(str(self.folder / "node.sock"), InitProxy)

    def chain_of(self, init: InitProxy) -> Chain:
        """Its chain."""
        chain = init.make_chain()
        assert chain is not None
        return chain

    def wait_for_peers(self, count: int) -> None:
        """Wait until so many are known."""
        self.wait_for(lambda: len(self.peers.get_peers()) == count)

    def wait_for(self, predicate: Callable[[], bool]) -> None:
        """Wait until it holds."""
        pause = threading.Event()
        for _ in range(1000):
            if predicate():
                return
            pause.wait(WAIT_S / 1000)
        raise TimeoutError

    def close(self) -> None:
        """Listen no longer."""
        self._listening.close()


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """One that listens."""
    made = Rig(tmp_path)
    yield made
    made.close()
    assert made.peers.get_listeners() == ()


class Lines(logging.Handler):
    """Keeps what goes to the node's log while the context lasts."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep."""
        self.lines.append(record.getMessage())

    def __enter__(self) -> "Lines":
        logging.getLogger("dash").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("dash").removeHandler(self)


def test_peers(rig: Rig) -> None:
    """They are numbered, described, and forgotten when they leave."""
    first, second = rig.connect(), rig.connect()
    rig.wait_for_peers(2)
    shown = rig.peers.get_peers()
    assert [peer.id for peer in shown] == [0, 1]
    assert {(peer.pid, peer.uid, peer.direction) for peer in shown} == {
        (os.getpid(), os.getuid(), PeerDirection.ATTACHED)
    }
    (listener,) = rig.peers.get_listeners()
    assert (listener.connections, listener.max_connections) == (2, 3)
    before = rig.peers.get_peers()[0]
    rig.chain_of(first).get_height()
    after = rig.peers.get_peers()[0]
    assert after.calls_in > before.calls_in
    assert after.bytes_in > before.bytes_in
    assert after.bytes_out > before.bytes_out
    assert after.objects > before.objects
    first.close()
    rig.wait_for_peers(1)
    assert rig.peers.get_peers()[0].id == 1
    third = rig.connect()
    rig.wait_for_peers(2)
    assert [peer.id for peer in rig.peers.get_peers()] == [1, 2]
    second.close()
    third.close()
    rig.wait_for_peers(0)


def test_program_that_falls_behind(rig: Rig) -> None:
    """Past the bound it is disconnected and told why; a line in the log says so; others are not concerned."""
    entered, leave = threading.Event(), threading.Event()

    class Slow(Listener):
        def updated_block_tip(self) -> None:
            entered.set()
            leave.wait(WAIT_S)

    slow, other = rig.connect(), rig.connect()
    rig.wait_for_peers(2)
    rig.sessions[0].delivery._max_events = 5
    listener = Listener()
    _kept = rig.chain_of(slow).handle_notifications(Slow()), rig.chain_of(other).handle_notifications(listener)

    def tell() -> None:
        for subscriber in tuple(rig.chain.subscribers):
            subscriber.updated_block_tip()

    with Lines() as log:
        tell()
        assert entered.wait(WAIT_S)
        for _ in range(9):
            tell()
        rig.wait_for_peers(1)
    assert any(
        line.startswith("IPC peer 0 (") and "does not keep up with its notifications: disconnected" in line
        for line in log.lines
    )
    leave.set()
    with pytest.raises(mp.DisconnectedError, match="too many notifications wait to be taken"):
        slow.make_chain()
    rig.chain_of(other).wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))
    assert listener.seen == ["tip"] * 10
    assert len(rig.chain.subscribers) == 1
    slow.close()
    other.close()


HUGE = Transaction((), (TxOut(Duffs(0), Script(bytes(4 << 20))),))


def is_writing(name: str) -> bool:
    """Whether a thread waits in the middle of a message."""
    thread = next((each for each in threading.enumerate() if each.name == name), None)
    if thread is None or thread.ident is None:
        return False
    frame = sys._current_frames().get(thread.ident)
    return any("send" in entry.name or "room" in entry.name for entry in traceback.extract_stack(frame))


@pytest.fixture
def stopped(rig: Rig) -> "Iterator[subprocess.Popen[str]]":
    """A process that is stopped while it is sent more than its socket takes."""
    with subprocess.Popen(
        [sys.executable, str(FOLLOWER), f"unix:{rig.folder / 'node.sock'}"], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            for subscriber in rig.chain.subscribers:
                subscriber.updated_block_tip()
            rig.sessions[0].delivery.sync()
            process.send_signal(signal.SIGSTOP)
            for subscriber in rig.chain.subscribers:
                subscriber.transaction_added_to_mempool(HUGE, UnixTime(0))
            rig.wait_for(lambda: is_writing("d-ipc.0"))
            yield process
        finally:
            process.kill()


def test_disconnect_while_sending(rig: Rig, stopped: "subprocess.Popen[str]") -> None:
    """A write that waits for a stopped process does not keep it from being disconnected, nor others from being told."""
    listener = Listener()
    with rig.connect() as other:
        _kept = rig.chain_of(other).handle_notifications(listener)
        for subscriber in tuple(rig.chain.subscribers):
            subscriber.updated_block_tip()
        rig.chain_of(other).wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))
        assert listener.seen == ["tip"]
        before = time.monotonic()
        rig.peers.disconnect(0)
        rig.wait_for_peers(1)
        assert time.monotonic() - before < 2
        assert stopped.poll() is None
    rig.wait_for_peers(0)


def test_close_while_sending(rig: Rig, stopped: "subprocess.Popen[str]") -> None:
    """Nor does it keep the listener from closing: the fixture does so while the process is stopped."""
    assert stopped.poll() is None
    before = time.monotonic()
    rig.close()
    assert time.monotonic() - before < 8
    rig.wait_for_peers(0)


def test_objects_are_bounded(rig: Rig) -> None:
    """A program cannot hold without end; what it held goes with it."""
    init = rig.connect()
    held: list[Chain] = []

    def hold_more() -> None:
        while len(held) <= LIMITS.exports:
            held.append(rig.chain_of(init))

    with pytest.raises(mp.MultiprocessError, match="too many objects are passed to the peer"):
        hold_more()
    assert len(held) > LIMITS.exports - 10
    assert held[0].get_height() is None
    init.close()
    rig.wait_for_peers(0)


def test_disconnect(rig: Rig) -> None:
    """By number; nobody is no error, a process of one's own is."""
    init = rig.connect()
    rig.wait_for_peers(1)
    rig.peers.disconnect(0)
    rig.peers.disconnect(0)
    rig.wait_for_peers(0)
    with pytest.raises(mp.DisconnectedError, match="disconnected by the node's operator"):
        init.make_chain()
    init.close()
    other = rig.connect()
    rig.peers.add_spawned(mp.connection_of(other), 77, "/bin/child")
    spawned = [peer for peer in rig.peers.get_peers() if peer.direction is PeerDirection.SPAWNED]
    assert [(peer.pid, peer.exe, peer.uid) for peer in spawned] == [(77, "/bin/child", os.geteuid())]
    with pytest.raises(IpcAdminError, match="a process of this node's own"):
        rig.peers.disconnect(spawned[0].id)
    other.close()
    rig.wait_for_peers(0)


def test_come_and_go(rig: Rig) -> None:
    """What is asked of the peers is answered while they come and go."""
    over = threading.Event()
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            while not over.is_set():
                for peer in rig.peers.get_peers():
                    rig.peers.disconnect(peer.id) if peer.id % 5 == 0 else None
                rig.peers.get_listeners()
        except BaseException as error:  # noqa: BLE001 - shown by the test
            failures.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    for _ in range(60):
        try:
            init = rig.connect()
        except mp.MultiprocessError:
            continue
        try:
            rig.chain_of(init).get_height()
        except mp.MultiprocessError as error:
            assert "operator" in str(error)  # noqa: PT017 - either outcome is right
        init.close()
    over.set()
    thread.join(WAIT_S)
    assert failures == []
    rig.wait_for_peers(0)


def test_second_listener(rig: Rig) -> None:
    """A path that is taken is refused, and the first one goes on."""
    with (
        pytest.raises(BindError, match=r"Unable to bind to IPC address 'unix:.*node\.sock'\. somebody listens at"),
        listen([parse_bind("unix", rig.folder)], rig.make_root, rig.peers),
    ):
        raise AssertionError("not reached")
    with rig.connect() as init:
        assert init.make_echo() is None


def test_log_is_bounded(rig: Rig) -> None:
    """Whoever knocks in vain is in the log, but cannot fill it."""
    inits = [rig.connect() for _ in range(3)]
    rig.wait_for_peers(3)
    with Lines() as log:
        for _ in range(60):
            with pytest.raises(mp.MultiprocessError, match="takes no more"):
                rig.connect()
        rig.wait_for(lambda: any("leaving them out for 60 seconds" in line for line in log.lines))
    assert sum(line.startswith("IPC: connection from") for line in log.lines) == 50
    for init in inits:
        init.close()


def test_end(rig: Rig) -> None:
    """Programs are told that the node stops."""
    init = rig.connect()
    rig.wait_for_peers(1)
    rig.close()
    with pytest.raises(mp.DisconnectedError, match="the node stops"):
        init.make_chain()
    init.close()


def test_keys(tmp_path: Path) -> None:
    """The own key is made when it is needed; keys are accepted and taken back."""
    peers = Peers(tmp_path / "net", [KEY], lambda: 100)
    assert peers.get_fingerprint(False) == ""
    assert not (tmp_path / "net").exists()
    own = peers.get_fingerprint(True)
    assert len(own) == 64
    assert peers.get_fingerprint(False) == own
    assert Peers(tmp_path / "net", (), lambda: 1).get_fingerprint(True) == own
    other = "0f" * 32
    assert not peers.is_authorized(other)
    assert [(refused.fingerprint, refused.time) for refused in peers.get_refused()] == [(other, 100)]
    peers.authorize(other.upper(), "x")
    assert peers.is_authorized(other)
    assert peers.get_refused() == ()
    assert [key.fingerprint for key in peers.get_authorized()] == [KEY, other]
    assert peers.revoke(other)
    assert not peers.revoke(other)
    for wrong, text in (("x", "no fingerprint"), (KEY, "-ipcauthorize's")):
        with pytest.raises(IpcAdminError, match=text):
            peers.revoke(wrong)
    with pytest.raises(IpcAdminError, match="no fingerprint"):
        peers.authorize("", "")
    (tmp_path / "closed").write_text("no folder can be made here, as for a node that is confined")
    confined = Peers(tmp_path / "closed", (), lambda: 1)
    with pytest.raises(IpcAdminError, match="first start with -ipcbind"):
        confined.get_fingerprint(True)
    with pytest.raises(IpcAdminError, match="started with -ipcbind"):
        confined.authorize(other, "")
    (tmp_path / "net" / "ipc" / "ipc_identity.pem").write_text("broken")
    with pytest.raises(IpcAdminError, match="damaged"):
        Peers(tmp_path / "net", (), lambda: 1).get_fingerprint(True)

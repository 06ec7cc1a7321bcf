"""TLS between peers that know each other's key."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mp_probe import FnCallback, ProbeImpl, RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess._transport import tls_tunnel
from libmultiprocess._transport.tls import Judge, make_context, shake_hands

LOCALHOST = mp.TlsAddress("127.0.0.1", 0)


def wait_until(predicate: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not predicate():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


class Keys:
    """Of a node, of a wallet it knows, and of a stranger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.node, self.wallet, self.stranger = (
            mp.TlsIdentity.load(folder / n) for n in ("node", "wallet", "stranger")
        )

    def is_wallet(self, fingerprint: str) -> bool:
        return fingerprint == self.wallet.fingerprint

    def is_node(self, fingerprint: str) -> bool:
        return fingerprint == self.node.fingerprint

    @contextmanager
    def listen(self, impl: ProbeImpl | None = None, **options: Any) -> Iterator[mp.Server]:
        def root(peer: mp.Peer) -> RootImpl:
            self.seen.append(peer)
            return RootImpl(impl)

        self.seen: list[mp.Peer] = []
        options = {"identity": self.node, "authorize": self.is_wallet, **options}
        with mp.listen(options.pop("where", LOCALHOST), root, RootProxy, **options) as server:
            yield server

    def connect(self, server: mp.Server, **options: Any) -> Any:
        return mp.connect(server.address, RootProxy, **{"identity": self.wallet, "authorize": self.is_node, **options})


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys(tmp_path_factory.mktemp("keys"))


def threads_of_tunnels() -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name.endswith(".tls")]


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    """No thread and no descriptor survives a test."""
    wait_until(lambda: not threads_of_tunnels())
    before = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0  # noqa: PTH208
    yield
    wait_until(lambda: not threads_of_tunnels())
    if before:
        wait_until(lambda: len(os.listdir("/proc/self/fd")) <= before)  # noqa: PTH208


def test_both_know_each_other(keys: Keys) -> None:
    """Calls, callbacks, threads; each end knows whom it talks to."""
    with keys.listen() as server, keys.connect(server) as root:
        probe = root.make_probe()
        assert probe.echo("hello") == "hello"
        assert probe.repeat(FnCallback(lambda n: n), 4) == 6
        assert probe.recurse(FnCallback(lambda n: n), 1) == 1
        conn = mp.connection_of(root)
        assert conn.peer == mp.Peer(str(server.address), fingerprint=keys.node.fingerprint)
        (other,) = server.connections
        assert other.peer == keys.seen[0]
        assert other.peer.fingerprint == keys.wallet.fingerprint
        assert other.peer.address.startswith("tls:127.0.0.1:")
        assert other.peer_pid is None
        assert server.address.port > 0  # type: ignore[union-attr]
        assert not server.refused


def test_ipv6(keys: Keys) -> None:
    """An address in brackets."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    with keys.listen(where=mp.TlsAddress("::1", 0)) as server, keys.connect(server) as root:
        assert str(server.address).startswith("tls:[::1]:")
        assert mp.connection_of(root).peer.address == str(server.address)
        assert keys.seen[0].address.startswith("tls:[::1]:")
        assert root.make_probe().echo("x") == "x"


def test_the_server_refuses_a_stranger(keys: Keys, caplog: pytest.LogCaptureFixture) -> None:
    """The stranger is told, the server remembers and logs whom it refused; no root was made."""
    with keys.listen() as server:
        with pytest.raises(mp.NotAuthorizedError, match="does not authorize our key") as caught:
            keys.connect(server, identity=keys.stranger)
        assert caught.value.fingerprint == keys.stranger.fingerprint
        assert str(server.address) in str(caught.value)
        wait_until(lambda: len(server.refused) == 1)
        assert server.refused[0].fingerprint == keys.stranger.fingerprint
        assert f"key {keys.stranger.fingerprint} of tls:127.0.0.1:" in caplog.text
        assert not keys.seen
        with keys.connect(server) as root:
            assert root.make_probe().echo("still there") == "still there"


def test_the_client_refuses_a_wrong_server(keys: Keys) -> None:
    """Its fingerprint is told, for whoever wants to pair; the server made no root."""
    with keys.listen(identity=keys.stranger) as server:
        with pytest.raises(
            mp.NotAuthorizedError, match=f"key {keys.stranger.fingerprint} of {server.address} is not"
        ) as e:
            keys.connect(server)
        assert e.value.fingerprint == keys.stranger.fingerprint
        assert not keys.seen
        assert not server.refused


def test_authorized_later(keys: Keys) -> None:
    """Pairing takes effect at once, and so does its end."""
    known: set[str] = set()
    with keys.listen(authorize=known.__contains__) as server:
        with pytest.raises(mp.NotAuthorizedError):
            keys.connect(server)
        wait_until(lambda: bool(server.refused))
        known.add(server.refused[0].fingerprint)
        keys.connect(server).close()
        known.clear()
        with pytest.raises(mp.NotAuthorizedError):
            keys.connect(server)


@pytest.mark.parametrize("answer", ["raise", "yes", 1, None])
def test_only_true_authorizes(keys: Keys, answer: object) -> None:
    """Whatever goes wrong in deciding, nobody is let in."""

    def decide(_fingerprint: str) -> Any:
        if answer == "raise":
            raise KeyError(answer)
        return answer

    with keys.listen(authorize=decide) as server:
        with pytest.raises(mp.NotAuthorizedError):
            keys.connect(server)
        with pytest.raises(mp.NotAuthorizedError):
            keys.connect(server, authorize=decide)
        assert not keys.seen


def test_asked_once_per_handshake(keys: Keys) -> None:
    """OpenSSL calls back more often."""
    asked: list[str] = []

    def decide(fingerprint: str) -> bool:
        asked.append(fingerprint)
        return True

    with keys.listen(authorize=decide) as server:
        keys.connect(server).close()
    assert asked == [keys.wallet.fingerprint]


@pytest.mark.parametrize("missing", ["identity", "authorize"])
def test_both_halves_are_needed(keys: Keys, missing: str) -> None:
    """There is no TLS without knowing each other."""
    with pytest.raises(mp.MultiprocessError, match="needs `identity`"), keys.listen(**{missing: None}):
        pass
    with keys.listen() as server, pytest.raises(mp.MultiprocessError, match="needs `identity`"):
        keys.connect(server, **{missing: None})


def test_addresses_that_do_not_work(keys: Keys) -> None:
    """One class and one clear sentence each."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = mp.TlsAddress("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(mp.InUseError, match=f"somebody listens at {address} already"), keys.listen(where=address):
            pass
    options: Any = {"identity": keys.wallet, "authorize": keys.is_node}
    with pytest.raises(mp.NobodyListensError, match=f"nobody listens at {address}"):
        mp.connect(address, RootProxy, **options)
    nowhere = mp.TlsAddress("nowhere.invalid", 9000)
    with pytest.raises(mp.UnreachableError, match=r"cannot find host nowhere\.invalid"):
        mp.connect(nowhere, RootProxy, **options)
    with pytest.raises(mp.UnreachableError, match="cannot find host"), keys.listen(where=nowhere):
        pass
    elsewhere = mp.TlsAddress("203.0.113.1", 9000)
    with pytest.raises(mp.UnreachableError, match=f"cannot listen at {elsewhere}"), keys.listen(where=elsewhere):
        pass


def test_big_messages_both_ways_at_once(keys: Keys) -> None:
    """4 MiB each, in calls and callbacks, on several threads."""
    size = 4 << 20
    errors: list[BaseException] = []

    def work(root: Any, kind: str) -> None:
        try:
            probe = root.make_probe()
            for _ in range(3):
                if kind == "put":
                    assert probe.put(bytes(size)) == size
                elif kind == "get":
                    assert len(probe.get(size)) == size
                else:
                    assert probe.echo("x" * size) == "x" * size
        except BaseException as e:  # noqa: BLE001 - told below
            errors.append(e)

    with keys.listen() as server, keys.connect(server) as root:
        threads = [threading.Thread(target=work, args=(root, kind)) for kind in ("put", "get", "echo", "echo")]
        for each in threads:
            each.start()
        for each in threads:
            each.join(50)
    assert not errors


def test_many_threads_and_no_lanes(keys: Keys) -> None:
    """Threads are paired as ever; second sockets, which only lead to this machine, are not opened, even if asked for."""
    with keys.listen() as server, keys.connect(server) as root:
        conn = mp.connection_of(root)
        assert not conn.has_lanes
        names: list[str] = []
        errors: list[BaseException] = []

        def work(k: int) -> None:
            try:
                probe = root.make_probe()
                for n in range(50):
                    assert probe.echo(f"{k} {n}") == f"{k} {n}"
                names.append(probe.thread_name())
            except BaseException as e:  # noqa: BLE001 - told below
                errors.append(e)

        for has_lanes in (False, True):  # at last as a peer that asks although it should not
            conn.has_lanes = has_lanes
            threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
            for each in threads:
                each.start()
            for each in threads:
                each.join(30)
            assert not errors
            assert conn.stats["lanes"] == 0
            assert server.connections[0].stats["lanes"] == 0
        assert len(names) == 16
        assert len(set(names)) > 1


def test_max_connections(keys: Keys) -> None:
    """One too many is told so."""
    with keys.listen(max_connections=1) as server:
        first = keys.connect(server)
        for _ in range(3):
            with pytest.raises(mp.DisconnectedError, match="serves 1 connections and takes no more"):
                keys.connect(server)
        first.close()
        wait_until(lambda: not server.connections)
        keys.connect(server).close()


def test_the_server_closes_in_mid_call(keys: Keys) -> None:
    """The caller learns at once."""
    impl = ProbeImpl()
    with keys.listen(impl) as server, keys.connect(server) as root:
        probe = root.make_probe()
        errors: list[Exception] = []

        def call() -> None:
            try:
                probe.wait()
            except mp.MultiprocessError as e:
                errors.append(e)

        thread = threading.Thread(target=call)
        thread.start()
        assert impl.waiting.acquire(timeout=10)
        server.close()
        thread.join(10)
        impl.go.set()
        assert [type(e) for e in errors] == [mp.DisconnectedError]


def test_the_client_leaves_in_mid_call(keys: Keys) -> None:
    """The server learns at once, and ends what it was lent."""
    impl = ProbeImpl()
    with keys.listen(impl) as server:
        root = keys.connect(server)
        probe = root.make_probe()
        thing = probe.make_thing(7)
        assert thing.value() == 7
        errors: list[Exception] = []

        def call() -> None:
            try:
                probe.wait()
            except mp.MultiprocessError as e:
                errors.append(e)

        thread = threading.Thread(target=call)
        thread.start()
        assert impl.waiting.acquire(timeout=10)
        gone = threading.Event()
        server.connections[0].on_disconnect(gone.set)
        root.close()
        assert gone.wait(10)
        impl.go.set()
        thread.join(10)
        assert [type(e) for e in errors] == [mp.ClosedError]
        wait_until(lambda: not impl.things)


_SERVER = """
import sys
sys.path.insert(0, sys.argv[2])
from mp_probe import *
identity = mp.TlsIdentity.load(sys.argv[1])
with mp.listen(mp.TlsAddress("127.0.0.1", 0), lambda peer: RootImpl(), RootProxy, identity=identity, authorize=lambda f: True) as s:
    print(s.address.port, flush=True)
    if len(sys.argv) > 3:  # a child that outlives this process and keeps whatever it inherits
        sys.stdin.readline()
        if os.fork() == 0:
            sys.stdin.read()
            os._exit(0)
        os._exit(0)
    sys.stdin.read()
"""


@contextmanager
def served_elsewhere(keys: Keys, *more: str) -> Iterator[tuple[subprocess.Popen[str], mp.TlsAddress]]:
    words = [
        sys.executable,
        "-c",
        _SERVER,
        str(keys.folder / "node"),
        str(Path(__file__).parents[3] / "support"),
        *more,
    ]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process, mp.TlsAddress("127.0.0.1", int(process.stdout.readline()))
        finally:
            process.kill()


def test_killed_in_mid_call(keys: Keys) -> None:
    """Kill -9."""
    with served_elsewhere(keys) as (process, address):
        root = mp.connect(address, RootProxy, identity=keys.wallet, authorize=keys.is_node)
        probe = root.make_probe()
        left = threading.Event()
        mp.connection_of(root).on_disconnect(left.set)
        threading.Timer(0.05, process.send_signal, (signal.SIGKILL,)).start()
        with pytest.raises(mp.DisconnectedError):
            probe.wait()
        assert left.wait(10)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_fork_keeps_no_connection_open(keys: Keys) -> None:
    """The server's child lives on; the connection does not."""
    with served_elsewhere(keys, "fork") as (process, address):
        root = mp.connect(address, RootProxy, identity=keys.wallet, authorize=keys.is_node)
        left = threading.Event()
        mp.connection_of(root).on_disconnect(left.set)
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        assert left.wait(10)


class Held:
    """Stands for a connection."""

    closed = False

    def fail(self, error: mp.MultiprocessError) -> None:
        """Not expected."""
        raise AssertionError(error)


@contextmanager
def tunnels(keys: Keys) -> Iterator[tuple[socket.socket, socket.socket, list[socket.socket]]]:
    """The ends of two tunnels that meet, and the TCP sockets in between."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        server, _ = listener.accept()
    shaken: list[Any] = []

    def shake(sock: socket.socket, identity: mp.TlsIdentity, is_server: bool) -> None:
        tls = shake_hands(sock, make_context(identity), Judge(lambda _: True), is_server=is_server, timeout=10)
        far, near = socket.socketpair()
        shaken.append((is_server, far, tls_tunnel.TlsTunnel(tls, sock, near, "peer", identity.fingerprint)))

    thread = threading.Thread(target=shake, args=(server, keys.node, True))
    thread.start()
    shake(client, keys.wallet, False)
    thread.join()
    held: Any = Held()
    runners = [threading.Thread(target=t.run, args=(held,), name="x.tls") for _, _, t in shaken]
    for each in runners:
        each.start()
    shaken.sort()
    try:
        yield shaken[0][1], shaken[1][1], [client, server]
    finally:
        Held.closed = True
        for _, far, _ in shaken:
            far.close()
        for each in runners:
            each.join(10)
        Held.closed = False


def test_a_slow_reader_holds_the_writer_back(keys: Keys) -> None:
    """No more is taken than the sockets in between hold; nothing is lost."""
    with tunnels(keys) as (ours, theirs, _):
        ours.settimeout(0.3)
        sent = 0
        piece = bytes(range(256)) * 256
        try:
            while sent < 64 << 20:
                sent += ours.send(piece[sent % len(piece) :])
        except TimeoutError:
            pass  # nothing more is taken
        assert 0 < sent < 32 << 20
        theirs.settimeout(10)
        received = bytearray()
        while len(received) < sent:
            received += theirs.recv(1 << 16)
        whole = piece * (sent // len(piece) + 1)
        assert received == whole[:sent]


def test_last_words_arrive(keys: Keys) -> None:
    """What was written right before the end is read before the end."""
    with tunnels(keys) as (ours, theirs, _):
        words = os.urandom(1 << 20)
        theirs.settimeout(10)

        def say() -> None:
            ours.sendall(words)
            ours.close()

        thread = threading.Thread(target=say)
        thread.start()
        heard = bytearray()
        while piece := theirs.recv(1 << 16):
            heard += piece
        thread.join()
        assert heard == words


@pytest.mark.parametrize("which", [0, 1])
def test_a_cut_wire_ends_both(keys: Keys, which: int) -> None:
    """Whichever side's socket breaks."""
    with tunnels(keys) as (ours, theirs, wires):
        ours.settimeout(10)
        theirs.settimeout(10)
        wires[which].shutdown(socket.SHUT_RDWR)
        assert ours.recv(1) == b""
        assert theirs.recv(1) == b""


def test_tcp_tells_of_dead_machines(keys: Keys) -> None:
    """Keepalive and a bound for what is not acknowledged."""
    with keys.listen() as server, keys.connect(server) as root:
        assert root.make_probe().echo("x") == "x"
        socks = [t._sock for t in list(tls_tunnel._tunnels) if t._sock.fileno() >= 0]
        assert len(socks) == 2
        for sock in socks:
            assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            if sys.platform == "linux":
                assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 60_000
                assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 30

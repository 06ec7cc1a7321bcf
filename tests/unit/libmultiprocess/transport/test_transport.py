"""Sockets, listeners and spawned processes."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import mp_probe
import pytest
from mp_probe import FnCallback, ProbeImpl, RootImpl, RootProxy, served

import libmultiprocess as mp


def wait_until(predicate: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not predicate():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


def make_root(_peer: mp.Peer) -> RootImpl:
    return RootImpl()


def test_spawn_calls_and_reaps() -> None:
    """One process, its root, its exit status."""
    with served() as child:
        probe = child.init.make_probe()
        assert probe.echo("hello") == "hello"
        assert probe.repeat(FnCallback(lambda n: n), 4) == 6
        assert child.status is None
        peer = mp.connection_of(probe).peer
        assert (peer.address, peer.pid, peer.uid) == ("spawned", child.pid, os.geteuid())
        assert peer.exe == mp_probe.__file__
    status: int | None = child.status
    assert status == 0
    assert child.wait(0) == 0


def test_spawn_passes_one_descriptor_only() -> None:
    """Nothing else of ours is open over there."""
    keep = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(keep, True)
    script = "import os,sys; sys.stdout.write(' '.join(sorted(os.listdir('/proc/self/fd')))); sys.exit(5)"
    try:
        out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False).stdout
        assert out
        with served() as child:
            found = {int(entry.name) for entry in Path(f"/proc/{child.pid}/fd").iterdir()}
            kinds = {fd: str(Path(f"/proc/{child.pid}/fd/{fd}").readlink()) for fd in found}
            assert not any(fd > 2 and kind == "/dev/null" for fd, kind in kinds.items())
    finally:
        os.close(keep)


def test_spawn_of_nothing() -> None:
    """A clear error, no zombie."""
    with pytest.raises(mp.SpawnError, match="cannot start"):
        mp.spawn("/nowhere/at-all", RootProxy)


def test_spawn_of_what_does_not_speak() -> None:
    """The exit status is told."""
    with pytest.raises(mp.SpawnError, match="status 3"):
        mp.spawn([sys.executable, "-c", "import sys; sys.exit(3)"], RootProxy)


def test_exit_status_is_reported() -> None:
    """Whoever asks, before or after."""
    with served() as child:
        probe = child.init.make_probe()
        with pytest.raises(mp.DisconnectedError):
            probe.exit(42)
        assert child.wait(10) == 42
        late: list[int] = []
        child.on_exit(late.append)
        assert late == [42]
    with pytest.raises(mp.DisconnectedError):
        probe.echo("x")


def test_a_child_that_does_not_end_is_killed() -> None:
    """close() is bounded."""
    script = (
        f"import sys, time; sys.path.insert(0, {str(Path(mp_probe.__file__).parent)!r}); from mp_probe import *\n"
        "mp.serve(int(sys.argv[2]), RootImpl(), RootProxy)\ntime.sleep(60)"
    )
    child = mp.spawn([sys.executable, "-c", script], RootProxy)
    assert child.close(timeout=0.2) == -9


def test_listen_serves_many_and_removes_its_file(tmp_path: Path) -> None:
    """Each connection gets a root of its own."""
    path = tmp_path / "sockets" / "node.sock"
    made: list[RootImpl] = []

    def root(peer: mp.Peer) -> RootImpl:
        assert peer == mp.Peer(f"unix:{path}", os.getpid(), os.geteuid(), peer.exe)
        made.append(RootImpl())
        return made[-1]

    with mp.listen(path, root, RootProxy) as server:
        assert path.stat().st_mode & 0o777 == 0o600
        roots = [mp.connect(path, RootProxy) for _ in range(3)]
        assert [r.make_probe().echo(str(k)) for k, r in enumerate(roots)] == ["0", "1", "2"]
        assert len(made) == len(server.connections) == 3
        assert [conn.peer.pid for conn in server.connections] == [os.getpid()] * 3
        with pytest.raises(mp.InUseError, match=f"somebody listens at {path} already"):
            mp.listen(path, root, RootProxy)
        roots[0].close()
        wait_until(lambda: len(server.connections) == 2)
    assert not path.exists()
    with pytest.raises(mp.DisconnectedError):
        roots[1].make_probe()
    with pytest.raises(mp.NobodyListensError, match=f"nobody listens at {path}"):
        mp.connect(path, RootProxy)


def test_a_stale_socket_is_replaced_and_a_file_is_not(tmp_path: Path) -> None:
    """A crash leaves a file behind."""
    path = tmp_path / "stale.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with mp.listen(path, make_root, RootProxy):
        mp.connect(path, RootProxy).make_probe().echo("x")
    other = tmp_path / "file"
    other.write_text("precious")
    with pytest.raises(mp.NotASocketError, match="exists and is not a socket"):
        mp.listen(other, make_root, RootProxy)
    assert other.read_text() == "precious"


def test_max_connections(tmp_path: Path) -> None:
    """One too many is told so; there is room again when one leaves."""
    path = tmp_path / "few.sock"
    with mp.listen(path, make_root, RootProxy, max_connections=2) as server:
        first, second = mp.connect(path, RootProxy), mp.connect(path, RootProxy)
        for _ in range(3):
            with pytest.raises(mp.DisconnectedError, match="serves 2 connections and takes no more"):
                mp.connect(path, RootProxy)
        assert second.make_probe().echo("x") == "x"
        assert len(server.connections) == 2
        first.close()
        wait_until(lambda: len(server.connections) == 1)
        assert mp.connect(path, RootProxy).make_probe().echo("third") == "third"


def test_a_connection_may_be_refused(tmp_path: Path) -> None:
    """By whoever looks at the peer."""
    path = tmp_path / "picky.sock"

    def refuse(conn: mp.Connection) -> None:
        raise PermissionError(conn.peer.pid)

    with mp.listen(path, make_root, RootProxy, on_connect=refuse), pytest.raises(mp.MultiprocessError):
        mp.connect(path, RootProxy).make_probe()


@pytest.mark.parametrize(("path", "text"), [("", "is empty"), ("x" * 108, "107 bytes long, this one has 108")])
def test_paths_have_a_length(path: str, text: str) -> None:
    """One clear error instead of the system's."""
    with pytest.raises(mp.BadAddressError, match=text):
        mp.listen(path, make_root, RootProxy)
    with pytest.raises(mp.BadAddressError, match=text):
        mp.connect(path, RootProxy)


def test_serve_tells_a_broken_protocol() -> None:
    """Garbage on the descriptor is a ProtocolError, with an Abort to the peer."""
    ours, theirs = socket.socketpair()
    with ours:
        ours.sendall(b"GET / HTTP/1.1\r\n\r\n" * 10)
        with pytest.raises(mp.ProtocolError):
            mp.serve(theirs, RootImpl(ProbeImpl()), RootProxy)
        assert ours.recv(4096)[16] == 1


def test_connections_over_tcp() -> None:
    """Any stream socket will do."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ours = socket.create_connection(listener.getsockname())
        theirs, _ = listener.accept()
    thread = threading.Thread(target=mp.serve, args=(theirs, RootImpl(), RootProxy))
    thread.start()
    with mp.connect(ours, RootProxy) as root:
        assert root.make_probe().echo("x" * 100_000) == "x" * 100_000
    thread.join(10)


def test_connection_of_something_else() -> None:
    """Only open proxies have one."""
    with pytest.raises(mp.MultiprocessError):
        mp.connection_of("text")

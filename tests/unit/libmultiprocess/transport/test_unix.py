"""Unix sockets: who may listen where, who gets in, whom a client trusts."""

import contextlib
import multiprocessing
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mp_probe import RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess import _peer

_OTHER_UID = 12345
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


def make_root(_peer: mp.Peer) -> RootImpl:
    return RootImpl()


def wait_until(predicate: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not predicate():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


def as_other_user(script: str) -> list[str]:
    """A command that runs a script as another user, who may not be able to read Python's files."""
    start = (
        "import os, socket, libmultiprocess as mp, libmultiprocess._transport.unix\n"
        f"os.setgroups([]); os.setgid({_OTHER_UID}); os.setuid({_OTHER_UID}); mp.Proxy._info = None\n"
    )
    return [sys.executable, "-c", start + script]


def run_as_other_user(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(as_other_user(script), capture_output=True, text=True, check=False, timeout=30)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_files_are_private_from_the_first(tmp_path: Path) -> None:
    """Whatever the process's mask: folders 0700, socket 0600, and no moment before with more."""
    path = tmp_path / "a" / "b" / "node.sock"
    seen: set[int] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            try:
                seen.add(stat.S_IMODE(path.stat().st_mode))
            except FileNotFoundError:
                continue

    old = os.umask(0)
    thread = threading.Thread(target=watch)
    thread.start()
    try:
        for _ in range(20):
            mp.listen(path, make_root, RootProxy).close()
        with mp.listen(path, make_root, RootProxy):
            wait_until(lambda: bool(seen))
    finally:
        os.umask(old)
        done.set()
        thread.join()
    assert seen == {0o600}
    assert [stat.S_IMODE((tmp_path / each).stat().st_mode) for each in ("a", "a/b")] == [0o700] * 2


def test_mode_may_be_given(tmp_path: Path) -> None:
    """A mask does not take it away."""
    path = tmp_path / "open.sock"
    old = os.umask(0o077)
    try:
        with mp.listen(path, make_root, RootProxy, mode=0o660):
            assert stat.S_IMODE(path.stat().st_mode) == 0o660
    finally:
        os.umask(old)


def test_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are of the working directory."""
    monkeypatch.chdir(tmp_path)
    with mp.listen("here.sock", make_root, RootProxy) as server:
        assert str(server.address) == "unix:here.sock"
        assert mp.connect(mp.UnixAddress("here.sock"), RootProxy).make_probe().echo("x") == "x"


def _race(path: str, go: "multiprocessing.synchronize.Event", results: "multiprocessing.Queue[str]") -> None:
    go.wait()
    try:
        server = mp.listen(path, make_root, RootProxy)
    except mp.InUseError:
        results.put("in use")
    else:
        results.put(f"won {os.getpid()}")
        time.sleep(60)
        server.close()


def test_of_many_starters_one_wins(tmp_path: Path) -> None:
    """A stale socket is there; whoever wins is the one that is reached, and is never unlinked by the others."""
    path = str(tmp_path / "contested.sock")
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(path)
    context = multiprocessing.get_context("spawn")
    go, results = context.Event(), context.Queue()
    starters = [context.Process(target=_race, args=(path, go, results)) for _ in range(4)]
    try:
        for each in starters:
            each.start()
        go.set()
        found = sorted(results.get(timeout=30) for _ in starters)
        assert found[:3] == ["in use"] * 3
        root = mp.connect(path, RootProxy)
        assert found[3] == f"won {mp.connection_of(root).peer.pid}"
    finally:
        for each in starters:
            each.kill()
            each.join()
        results.close()
        results.join_thread()


def test_threads_race_for_a_stale_socket(tmp_path: Path) -> None:
    """Many times over."""
    path = str(tmp_path / "contested.sock")
    for _ in range(10):
        with socket.socket(socket.AF_UNIX) as dead:
            dead.bind(path)
        barrier = threading.Barrier(4)
        won: list[mp.Server] = []

        def start(barrier: threading.Barrier = barrier, won: list[mp.Server] = won) -> None:
            barrier.wait()
            try:
                won.append(mp.listen(path, make_root, RootProxy))
            except mp.InUseError:
                return

        threads = [threading.Thread(target=start) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len(won) == 1
        mp.connect(path, RootProxy).close()
        won[0].close()
        assert not Path(path).exists()


def test_a_live_one_that_takes_nobody_is_not_replaced(tmp_path: Path) -> None:
    """Its queue is full; it lives."""
    path = str(tmp_path / "full.sock")
    with (
        socket.socket(socket.AF_UNIX) as live,
        socket.socket(socket.AF_UNIX) as first,
        socket.socket(socket.AF_UNIX) as more,
    ):
        live.bind(path)
        live.listen(0)
        first.connect(path)
        more.setblocking(False)
        with pytest.raises(BlockingIOError):
            more.connect(path)
        with pytest.raises(mp.InUseError):
            mp.listen(path, make_root, RootProxy)
        with pytest.raises(mp.UnreachableError, match="does not take connections"):
            mp.connect(path, RootProxy, timeout=0.05)
    assert Path(path).exists()


def test_one_that_never_answers(tmp_path: Path) -> None:
    """The connection is taken by the system, and then nothing."""
    path = str(tmp_path / "mute.sock")
    with socket.socket(socket.AF_UNIX) as live:
        live.bind(path)
        live.listen(1)
        with pytest.raises(mp.UnreachableError, match=f"whoever listens at unix:{path} does not answer within 0.05 s"):
            mp.connect(path, RootProxy, timeout=0.05)


def test_a_socket_replaced_meanwhile_is_left(tmp_path: Path) -> None:
    """Somebody removed ours and listens there now."""
    path = tmp_path / "moved.sock"
    first = mp.listen(path, make_root, RootProxy)
    path.unlink()
    with mp.listen(path, make_root, RootProxy):
        first.close()
        assert mp.connect(path, RootProxy).make_probe().echo("x") == "x"


def test_errors_of_clients(tmp_path: Path) -> None:
    """One class and one clear sentence each."""
    path = tmp_path / "x.sock"
    with pytest.raises(mp.NobodyListensError, match=f"nobody listens at {path}: there is no such file"):
        mp.connect(path, RootProxy)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with pytest.raises(mp.NobodyListensError, match=f"nobody listens at {path}$"):
        mp.connect(path, RootProxy)
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(mp.NotASocketError, match="is not a socket"):
        mp.connect(file, RootProxy)
    with pytest.raises(mp.NoPermissionError, match=f"cannot connect to {file}/x: Not a directory"):
        mp.connect(file / "x", RootProxy)
    with pytest.raises(mp.BadAddressError, match="zero byte"):
        mp.connect("a\0b", RootProxy)
    assert issubclass(mp.NobodyListensError, mp.AddressError)


def test_errors_of_servers(tmp_path: Path) -> None:
    """Likewise."""
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(mp.NoPermissionError, match="cannot listen at"):
        mp.listen(file / "x", make_root, RootProxy)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(mp.NotASocketError):
        mp.listen(link, make_root, RootProxy)


@needs_root
@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("mp.connect({path!r}, mp.Proxy)", "NoPermissionError: cannot connect to {path}: Permission denied"),
        ("mp.connect({path!r}, mp.Proxy, uids=[1])", "NoPermissionError: cannot connect to {path}: Permission denied"),
        ("mp.listen({path!r} + '2', None, mp.Proxy)", "NoPermissionError: cannot listen at {path}2: Permission denied"),
        ("mp.listen({path!r}, None, mp.Proxy)", "WrongOwnerError: the socket {path} belongs to user 0"),
    ],
)
def test_other_users_are_kept_out(public_folder: Path, script: str, error: str) -> None:
    """By the file system; each is told why."""
    path = str(public_folder / "ours.sock")
    with mp.listen(path, make_root, RootProxy):
        assert error.format(path=path) in run_as_other_user(script.format(path=path)).stderr


@needs_root
def test_another_user_is_refused_before_a_byte_is_read(public_folder: Path) -> None:
    """Though the file lets it in; unless it is named."""
    path = str(public_folder / "open.sock")
    talk = (
        f"s = socket.socket(socket.AF_UNIX); s.settimeout(10); s.connect({path!r})\nprint(s.recv(1000), s.recv(1000))"
    )
    roots: list[mp.Peer] = []

    def root(peer: mp.Peer) -> RootImpl:
        roots.append(peer)
        return RootImpl()

    with mp.listen(path, root, RootProxy, mode=0o666) as server:
        out = run_as_other_user(talk)
        assert f"user {_OTHER_UID} may not connect to unix:{path}" in out.stdout, out.stderr
        assert not roots
        assert [peer.uid for peer in server.refused] == [_OTHER_UID]
    visit = f"s = socket.socket(socket.AF_UNIX); s.settimeout(10); s.connect({path!r})"
    with mp.listen(path, root, RootProxy, mode=0o666, uids=[_OTHER_UID]) as server:
        assert run_as_other_user(visit).returncode == 0
        wait_until(lambda: [peer.uid for peer in roots] == [_OTHER_UID])
        assert not server.refused


@needs_root
def test_a_client_trusts_no_other_user(public_folder: Path) -> None:
    """Neither a socket file of theirs, nor a file of ours behind which they listen."""
    os.chown(public_folder, _OTHER_UID, _OTHER_UID)
    path = public_folder / "bait.sock"
    script = (
        f"s = socket.socket(socket.AF_UNIX); s.bind({str(path)!r}); s.listen(); print('up', flush=True)\n"
        "while True: print(len(s.accept()[0].recv(100)), flush=True)"
    )
    with subprocess.Popen(as_other_user(script), stdout=subprocess.PIPE, text=True) as bait:
        try:
            assert bait.stdout is not None
            assert bait.stdout.readline() == "up\n"
            with pytest.raises(mp.WrongOwnerError, match=f"the socket {path} belongs to user {_OTHER_UID}"):
                mp.connect(path, RootProxy)
            os.chown(path, os.geteuid(), -1)
            with pytest.raises(
                mp.WrongOwnerError, match=f"process that listens at {path} belongs to user {_OTHER_UID}"
            ):
                mp.connect(path, RootProxy)
            assert bait.stdout.readline() == "0\n"  # not a byte was sent
            with pytest.raises(mp.DisconnectedError):
                mp.connect(path, RootProxy, uids=[_OTHER_UID])
            assert int(bait.stdout.readline()) > 0
            os.chown(path, _OTHER_UID, -1)
        finally:
            bait.kill()
    with pytest.raises(mp.WrongOwnerError, match=f"the socket {path} belongs to user {_OTHER_UID}"):
        mp.listen(path, make_root, RootProxy)  # stale, and not ours to remove
    assert path.exists()


def test_tls_and_garbage_on_a_unix_socket(tmp_path: Path) -> None:
    """The connection ends; others live."""
    path = str(tmp_path / "x.sock")
    with mp.listen(path, make_root, RootProxy) as server:
        for garbage in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), b"GET / HTTP/1.1\r\n\r\n" * 10):
            with socket.socket(socket.AF_UNIX) as sock, contextlib.suppress(ConnectionError):
                sock.settimeout(10)
                sock.connect(path)
                sock.sendall(garbage)
                while sock.recv(4096):
                    pass
        assert mp.connect(path, RootProxy).make_probe().echo("x") == "x"
        wait_until(lambda: len(server.connections) == 1)


def test_a_root_that_cannot_be_made(tmp_path: Path) -> None:
    """Is said to the peer, and takes no room."""
    path = str(tmp_path / "x.sock")
    broken = True

    def root(_peer: mp.Peer) -> RootImpl:
        if broken:
            raise RuntimeError("no")
        return RootImpl()

    with mp.listen(path, root, RootProxy, max_connections=1):
        for _ in range(2):
            with pytest.raises(mp.DisconnectedError, match="there is no root object for this connection"):
                mp.connect(path, RootProxy)
        broken = False
        mp.connect(path, RootProxy).close()


def test_out_of_descriptors(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The listener waits and goes on."""
    path = str(tmp_path / "x.sock")
    with mp.listen(path, make_root, RootProxy) as server:
        accept = server._listener.sock.accept  # the socket itself cannot be patched
        failed = threading.Event()

        class Flaky:
            def __init__(self, sock: socket.socket) -> None:
                self.sock = sock

            def accept(self) -> tuple[socket.socket, object]:
                if not failed.is_set():
                    failed.set()
                    raise OSError(24, "Too many open files")
                return accept()

            def __getattr__(self, name: str) -> object:
                return getattr(self.sock, name)

        server._listener.sock = Flaky(server._listener.sock)  # type: ignore[assignment]
        assert mp.connect(path, RootProxy).make_probe().echo("x") == "x"
        assert mp.connect(path, RootProxy).make_probe().echo("x") == "x"


def test_peers_have_a_program() -> None:
    """Of an interpreter the script, of anything else the executable, of the dead nothing."""
    with subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE) as script:
        wait_until(lambda: _peer.program_of(script.pid) == __file__)
    with subprocess.Popen(["/bin/sleep", "60"]) as sleep:
        try:
            wait_until(lambda: _peer.program_of(sleep.pid).endswith(("/sleep", "/coreutils", "/busybox")))
        finally:
            sleep.kill()
    assert _peer.program_of(sleep.pid) == ""
    assert _peer.program_of(None) == ""


def test_peers_of_raw_sockets() -> None:
    """A socket pair is of whoever made it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        peer = _peer.peer_of(ours)
        assert (peer.address, peer.pid, peer.uid, peer.fingerprint) == ("spawned", os.getpid(), os.geteuid(), "")
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as sock:
        assert _peer.peer_of(sock) == mp.Peer(f"tcp:127.0.0.1:{listener.getsockname()[1]}")


if __name__ == "__main__":
    sys.stdin.read()

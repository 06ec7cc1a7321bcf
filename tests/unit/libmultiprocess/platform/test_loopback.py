"""What Windows does instead, tried where we are: pairs over the loopback, `select`, sockets that never wait."""

import contextlib
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import mp_probe
import pytest
from mp_probe import RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess._platform import linux, macos, windows

SECRET = b"s" * windows.SECRET_SIZE


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Listens on the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as found:
        found.bind(("127.0.0.1", 0))
        found.listen(16)
        yield found


def soon() -> float:
    """When to give up."""
    return time.monotonic() + 5


def test_a_pair_is_connected_and_alone() -> None:
    """Both ends speak; the listener is gone; nothing of the secrets is left in the way."""
    near, far = windows.socket_pair()
    with near, far:
        near.sendall(b"there")
        far.sendall(b"back")
        assert far.recv(100) == b"there"
        assert near.recv(100) == b"back"
        assert near.getsockname() == far.getpeername()
        assert near.getpeername() == far.getsockname()
        assert not near.get_inheritable()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(far.getsockname(), 1)


def test_strangers_who_come_first_are_sent_away(listener: socket.socket) -> None:
    """Whether they say nothing, something wrong, or hang up."""
    strangers = [socket.create_connection(listener.getsockname()) for _ in range(4)]
    strangers[1].sendall(b"x" * windows.SECRET_SIZE)
    strangers[2].sendall(b"x")
    strangers[3].close()
    near, far = windows.meet(listener)
    with near, far:
        assert near.getsockname() == far.getpeername()
        near.sendall(b"hello")
        assert far.recv(100) == b"hello"
    for stranger in strangers[:3]:
        stranger.settimeout(5)
        with contextlib.suppress(ConnectionResetError):  # as good
            assert stranger.recv(1) == b""
        stranger.close()


def test_nobody_comes() -> None:
    """Who listens in our place gets no answer out of us, and the wait has an end."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as elsewhere, socket.socket() as deaf:
        elsewhere.bind(("127.0.0.1", 0))
        elsewhere.listen(1)
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(1)

        class Misled(socket.socket):
            def getsockname(self) -> object:  # where our own end connects to
                return elsewhere.getsockname()

        with Misled(fileno=deaf.detach()) as misled, pytest.raises(TimeoutError):
            windows.meet(misled, 0.05)


@pytest.mark.parametrize("said", [b"", b"s" * (windows.SECRET_SIZE - 1), b"x" * windows.SECRET_SIZE, b"S" + SECRET[1:]])
def test_a_wrong_secret_is_none(said: bytes) -> None:
    """Nothing, too little, something else."""
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            theirs.sendall(said)
        assert not windows.is_told(ours, SECRET, soon())


def test_a_secret_that_does_not_come_is_none() -> None:
    """The wait has an end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(SECRET[:5])
        assert not windows.is_told(ours, SECRET, time.monotonic() + 0.05)


def test_the_right_secret_in_pieces() -> None:
    """And what follows it is left alone."""
    ours, theirs = socket.socketpair()
    with ours, theirs:

        def say() -> None:
            for byte in SECRET + b"rest":
                theirs.sendall(bytes([byte]))

        said = threading.Thread(target=say)
        said.start()
        assert windows.is_told(ours, SECRET, soon())
        said.join()
        assert ours.recv(100) == b"rest"


def test_an_inherited_socket_is_taken_over() -> None:
    """A process started with the number opens it, and no process of its own would."""
    near, far = windows.socket_pair()
    script = (
        "import sys; from libmultiprocess._platform import windows; s = windows.take_over(int(sys.argv[2]));"
        "s.sendall(s.recv(9) + b' ' + str(s.get_inheritable()).encode())"
    )
    with near:
        with far:
            process = windows.start([sys.executable, "-c", script], far)
        near.sendall(b"hello")
        near.settimeout(30)
        assert near.recv(100) == b"hello False"
    assert process.wait(30) == 0


def test_nobody_tells_who_the_peer_is() -> None:
    """Not here, and not over the loopback."""
    near, far = windows.socket_pair()
    with near, far:
        assert windows.credentials(near) == (None, None)
        assert linux.credentials(near) == (None, None)
        assert macos.credentials(near) == (None, None)


def test_two_questions_for_the_peer_on_macos() -> None:
    """The answers are taken apart; none is none."""

    class Asked:
        family = socket.AF_UNIX

        def getsockopt(self, level: int, option: int, size: int = 0) -> int | bytes:
            assert level == 0
            if option == 1:
                return struct.pack("IIh16I", 0, 501, 1, *range(16))[:size]
            return 4321

    class Refused:
        family = socket.AF_UNIX

        def getsockopt(self, *_: int) -> int:
            raise OSError

    assert macos.credentials(Asked()) == (4321, 501)  # type: ignore[arg-type]  # as much of a socket as it takes
    assert macos.credentials(Refused()) == (None, None)  # type: ignore[arg-type]  # likewise


def test_no_unix_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clear error where there are none."""
    monkeypatch.delattr(socket, "AF_UNIX")
    with pytest.raises(mp.UnreachableError, match="no unix sockets"):
        windows.unix_socket()


HIDE = """
import os, select, socket, sys
for module, names in (
    (socket, ["MSG_DONTWAIT", "MSG_NOSIGNAL", "MSG_WAITALL", "SCM_RIGHTS", "AF_UNIX", "SO_PEERCRED", "CMSG_LEN", "send_fds"]),
    (select, ["poll", "epoll"]),
    (os, ["eventfd", "fork", "register_at_fork", "set_blocking", "geteuid", "fchmod", "O_CLOEXEC"]),
):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
socket.socket.sendmsg = None
sys.modules["fcntl"] = None
sys.path.insert(0, {path!r})
"""

TALK = (
    HIDE
    + """
import threading
import mp_probe
from mp_probe import *
from libmultiprocess import _platform
from libmultiprocess.testing import pair
assert not _platform.IS_POSIX
mp.UnixAddress, mp.TlsAddress, mp.listen, mp.launch
with pair("ipc", RootImpl(), RootProxy) as root:
    conn = mp.connection_of(root)
    assert conn.sock.family == socket.AF_INET and not conn.sock.getblocking()
    assert conn.peer.pid is None
    probe = root.make_probe()
    for n in (0, 1, 4000, 5000, 70000, 3 << 20):
        assert probe.echo("x" * n) == "x" * n
        assert probe.put(bytes(n)) == n
        assert probe.get(n) == bytes(n)
        assert probe.echo_plain("y" * n) == "y" * n
    assert probe.repeat(FnCallback(lambda n: int(probe.echo(str(n)))), 20) == 190
    failed = []
    def run(k):
        try:
            for i in range(100):
                assert probe.echo(f"{{k}} {{i}}" * (1 + 50 * (i % 3))) == f"{{k}} {{i}}" * (1 + 50 * (i % 3))
            assert len(probe.get(1 << 20)) == 1 << 20
        except BaseException as e:
            failed.append(e)
    threads = [threading.Thread(target=run, args=(k,)) for k in range(6)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert not failed, failed
    assert conn.stats["lanes"] == 0
print("done")
"""
)


def run(script: str) -> "subprocess.CompletedProcess[str]":
    """Run a script that finds `mp_probe`."""
    text = script.format(path=str(Path(mp_probe.__file__).parent))
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, timeout=50, check=False)


def test_calls_without_what_only_posix_has() -> None:
    """Everything imports, and calls of each size, callbacks and threads work by `select` over a loopback pair."""
    done = run(TALK)
    assert done.stderr == ""
    assert (done.returncode, done.stdout) == (0, "done\n")


SPAWN = (
    HIDE
    + """
from mp_probe import *
child = mp.spawn([sys.executable, {path!r} + "/mp_probe.py"], RootProxy)
assert mp.connection_of(child.init).sock.family == socket.AF_INET
assert child.init.make_probe().echo("hello") == "hello"
print(child.close())
"""
)


def test_a_process_inherits_its_end_of_a_loopback_pair() -> None:
    """The same argument, the same calls, an ordinary end."""
    done = run(SPAWN)
    assert done.stderr == ""
    assert (done.returncode, done.stdout) == (0, "0\n")


def test_the_chosen_one_is_ours() -> None:
    """Here nothing of it is used."""
    assert RootImpl is not None
    with mp.launch([sys.executable, str(mp_probe.__file__)]).connect(RootProxy) as child:
        assert mp.connection_of(child.init).sock.family == socket.AF_UNIX


IMPORT = (
    HIDE
    + """
import importlib, pkgutil
import libmultiprocess
ours = [module.name for module in pkgutil.walk_packages(libmultiprocess.__path__, "libmultiprocess.")]
others = ["libmultiprocess._platform." + name for name in ("posix", "linux", "macos")]
for name in [*ours, "dashcore.common.datadir", "dashcore.common.file_lock"]:
    if name not in others and not name.endswith("__main__"):
        importlib.import_module(name)
print(len(ours) > 60, [name for name in others if name in sys.modules])
"""
)


def test_every_module_imports_without_what_only_posix_has() -> None:
    """No module needs it but those for POSIX."""
    done = run(IMPORT)
    assert done.stderr == ""
    assert (done.returncode, done.stdout) == (0, "True []\n")


def test_nothing_else_names_it() -> None:
    """Not even where it would be met only in the middle of a call."""
    home = Path(mp.__file__).parent
    words = (
        "MSG_DONTWAIT",
        "MSG_WAITALL",
        "MSG_NOSIGNAL",
        "SCM_RIGHTS",
        "select.poll",
        ".sendmsg",
        "os.eventfd",
        "os.pipe(",
    )
    found = [
        (path.name, word)
        for path in home.rglob("*.py")
        for word in words
        if word in path.read_text() and path.parent.name != "_platform"
    ]
    assert found == []

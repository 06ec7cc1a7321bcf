"""The socket that hands dash: links to the screen that runs, and what the screen does with them."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from dashcore.init.running_screen import HandOverError, ScreenSocket, hand_over

Taken = SimpleQueue[tuple[str, ...]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the socket lies: its path is longer than the system's addresses."""
    folder = tmp_path / ("x" * 120)
    folder.mkdir()
    return folder / "screen.sock"


@pytest.fixture
def taken() -> Taken:
    """What was handed over."""
    return SimpleQueue()


@pytest.fixture
def screen(path: Path, taken: Taken) -> Iterator[ScreenSocket]:
    """A screen that listens."""
    made = ScreenSocket(path, taken.put)
    yield made
    made.close()


def connect(path: Path) -> socket.socket:
    """Reach the socket as anybody might."""
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.settimeout(10)
    folder = os.open(path.parent, os.O_RDONLY)
    sock.connect(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)
    return sock


def test_hand_over(path: Path, screen: ScreenSocket, taken: Taken) -> None:
    """Links arrive in their order; none says that the window alone is wanted; nobody answers afterwards."""
    assert path.stat().st_mode & 0o777 == 0o600
    assert hand_over(path, ("dash:a?label=ü", "dash:b"))
    assert taken.get(timeout=10) == ("dash:a?label=ü", "dash:b")
    assert hand_over(path, ())
    assert taken.get(timeout=10) == ()
    screen.close()
    assert not path.exists()
    assert not hand_over(path, ("dash:a",))


def test_nobody_there(path: Path, tmp_path: Path, taken: Taken) -> None:
    """No socket, no folder, and a socket that a killed screen left, which the next one takes."""
    assert not hand_over(tmp_path / "nowhere" / "screen.sock", ())
    assert not hand_over(path, ())
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    short = path.parent.rename(tmp_path / "y") / path.name
    left.bind(str(short))
    left.close()
    assert not hand_over(short, ())
    screen = ScreenSocket(short, taken.put)
    assert hand_over(short, ("dash:a",))
    screen.close()


@pytest.mark.parametrize("data", [b"dash:a\n" * 17, b"x" * 70_000, b"\xff\n"])
def test_too_much(path: Path, screen: ScreenSocket, taken: Taken, data: bytes) -> None:
    """Too many links, too long ones and no text are dropped, and the next is taken."""
    with connect(path) as sock:
        try:
            sock.sendall(data)
            sock.shutdown(socket.SHUT_WR)
            assert sock.recv(8) == b""
        except (BrokenPipeError, ConnectionResetError):
            pass  # it stopped reading
    assert hand_over(path, ("dash:b",))
    assert taken.get(timeout=10) == ("dash:b",)
    screen.close()


def test_no_answer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen that hangs is told of."""
    monkeypatch.setattr("dashcore.init.running_screen._PATIENCE_S", 0.05)
    short = path.parent.rename(path.parent.parent / "z") / path.name
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as hanging:
        hanging.bind(str(short))
        hanging.listen(1)
        with pytest.raises(HandOverError, match="does not answer"):
            hand_over(short, ("dash:a",))

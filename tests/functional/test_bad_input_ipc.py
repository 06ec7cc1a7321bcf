"""The -ipcfd descriptor: missing, closed, no socket, or with something hostile at its other end."""

import os
import random
import socket
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from framework import executable

from dashcore.ipc.stubs.init_stubs import InitProxy
from libmultiprocess import connect

pytestmark = pytest.mark.functional

PROGRAMS = ["dash-node", "dash-wallet"]
TIMEOUT_S = 30.0
BOOTSTRAP = struct.pack("<IIQQQQQ", 0, 5, 1 << 48 | 1 << 32, 8, 1 << 48 | 1 << 32, 0, 0)


def run(program: str, *words: str, fds: tuple[int, ...] = ()) -> "subprocess.CompletedProcess[str]":
    """Run a program to its end."""
    return subprocess.run(
        [executable(program), *words], capture_output=True, text=True, check=False, pass_fds=fds, timeout=TIMEOUT_S
    )


def check_refusal(done: "subprocess.CompletedProcess[str]") -> None:
    """One line of error, a status that is not 0, no traceback."""
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("number", ["x", "-1", "1e3", "²", "", "99999999999999999999", "987"])
def test_no_such_descriptor(program: str, number: str) -> None:
    """No number, or none of an open descriptor."""
    check_refusal(run(program, "-ipcfd", number))


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_socket(program: str, tmp_path: Path) -> None:
    """A file and a pipe are no connection; nor is a socket nobody is connected to."""
    reader, writer = os.pipe()
    with (tmp_path / "file").open("wb") as file, socket.socket() as lonely:
        for descriptor in (file.fileno(), reader, lonely.fileno()):
            check_refusal(run(program, "-ipcfd", str(descriptor), fds=(descriptor,)))
    os.close(reader)
    os.close(writer)


def talk(program: str, say: Callable[[socket.socket], None]) -> "subprocess.CompletedProcess[str]":
    """Start a program as a parent does, say something, close, and wait for its end."""
    ours, theirs = socket.socketpair()
    with ours:
        process = subprocess.Popen(
            [executable(program), "-ipcfd", str(theirs.fileno())],
            pass_fds=(theirs.fileno(),),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        theirs.close()
        try:
            ours.settimeout(TIMEOUT_S)
            say(ours)
            ours.shutdown(socket.SHUT_WR)
            out, error = process.communicate(timeout=TIMEOUT_S)
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
    return subprocess.CompletedProcess([program], process.returncode, out, error)


@pytest.mark.parametrize("program", PROGRAMS)
def test_parent_leaves_at_once(program: str) -> None:
    """Nothing was asked: nothing is wrong."""
    done = talk(program, lambda _ours: None)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def noise(ours: socket.socket) -> None:
    """Send random bytes."""
    ours.sendall(random.Random(1).randbytes(4096))


def huge(ours: socket.socket) -> None:
    """Announce a message of 32 GiB."""
    ours.sendall(struct.pack("<II", 0, 0xFFFFFFFF))


def many_segments(ours: socket.socket) -> None:
    """Announce four thousand million segments."""
    ours.sendall(struct.pack("<II", 0xFFFFFFFE, 1) + bytes(64))


def wild_pointer(ours: socket.socket) -> None:
    """Send a frame of the right form whose root points far outside."""
    ours.sendall(struct.pack("<IIQQ", 0, 2, 0x0001_0001_7FFF_FFF0, 0))


def wild_call(ours: socket.socket) -> None:
    """Ask for the root, then call an object that was never given."""
    ours.sendall(BOOTSTRAP)
    one_and_one, three_and_three = 1 << 32 | 1 << 48, 3 << 32 | 3 << 48
    call = struct.pack("<11Q", one_and_one, 2, three_and_three, 1, 0, 0, 2 << 2 | one_and_one, 0, 0, 77, 0)
    ours.sendall(struct.pack("<II", 0, 11) + call)


def loop(ours: socket.socket) -> None:
    """Send a pointer to itself."""
    ours.sendall(struct.pack("<IIQ", 0, 1, 0x0001_0000_FFFF_FFFC))


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("say", [noise, huge, many_segments, wild_pointer, wild_call, loop])
def test_hostile_parent(program: str, say: Callable[[socket.socket], None]) -> None:
    """The process ends with one line and a status, and no traceback."""
    check_refusal(talk(program, say))


@pytest.mark.parametrize("program", PROGRAMS)
def test_echo_before_noise(program: str) -> None:
    """A parent that behaves is served; what it does later ends the process as cleanly."""
    ours, theirs = socket.socketpair()
    raw = ours.dup()
    with subprocess.Popen(
        [executable(program), "-ipcfd", str(theirs.fileno())],
        pass_fds=(theirs.fileno(),),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        theirs.close()
        init = connect(ours, InitProxy)
        echo = init.make_echo()
        assert echo is not None
        assert echo.echo("hello") == "hello"
        noise(raw)
        raw.close()
        _, error = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == 1
    assert error.startswith("Error: ")
    assert error.count("\n") == 1
    init.close()

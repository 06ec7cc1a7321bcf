"""libmultiprocess over TLS: both ends and the wire between are cut at random moments; both learn, nothing is left behind."""

import contextlib
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

import mp_probe
import pytest
from cuts import DEADLINE_S, kill, nothing_left, pause
from framework import wait_until
from mp_probe import FnCallback, ProbeImpl, RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess._transport import tls_tunnel

SHORT, LONG = 24, 400
LIVES_FOR_S = 0.03
ENDS = (mp.DisconnectedError, mp.ClosedError)
MIB = 1 << 20


APART = """
import sys
sys.path.insert(0, sys.argv[2])
from mp_probe import RootImpl, RootProxy, mp
identity = mp.TlsIdentity.load(sys.argv[1] + "/server")
address = mp.TlsAddress("127.0.0.1", 0)
with mp.listen(address, lambda _: RootImpl(), RootProxy, identity=identity, authorize=lambda _: True) as server:
    print(server.address.port, flush=True)
    sys.stdin.read()
"""


class End(Enum):
    """Who cuts, and how."""

    CLIENT = "the client closes"
    SERVER = "the server closes the connection"
    LISTENER = "the server closes altogether"
    WIRE = "a TCP socket is shut down"
    PAIR = "the socket between a connection and its tunnel is shut down"
    KILL = "the server is killed"
    STOP_KILL = "the server is stopped, then killed"


def echoes(probe: Any) -> None:
    """One small call after the other."""
    while True:
        assert probe.echo("hello") == "hello"


def callbacks(probe: Any) -> None:
    """Calls that call back, some of which call on."""
    while True:
        assert probe.repeat(FnCallback(lambda n: int(probe.echo(str(n)))), 5) == 10


def large_values(probe: Any) -> None:
    """Calls that fill every buffer on the way."""
    block = bytes(MIB)
    while True:
        assert probe.put(block) == MIB
        assert len(probe.get(MIB)) == MIB


def long_waits(probe: Any) -> None:
    """A call that is never answered."""
    probe.wait()


WORK = (echoes, callbacks, large_values, long_waits)


def run_until_cut(work: Callable[[Any], None], probe: Any, ends: list[BaseException]) -> None:
    """Work until the connection is gone; anything else is kept as it is."""
    try:
        work(probe)
    except BaseException as error:  # noqa: BLE001 - the test looks at it
        ends.append(error)


class Server:
    """In this process, or in one of its own where it is to be killed."""

    def __init__(self, keys: Path, *, apart: bool) -> None:
        self.impl = ProbeImpl()
        self.process: subprocess.Popen[str] | None = None
        self.here: mp.Server | None = None
        if apart:
            words = [sys.executable, "-c", APART, str(keys), str(Path(mp_probe.__file__).parent)]
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            assert self.process.stdout is not None
            self.address: mp.Address = mp.TlsAddress("127.0.0.1", int(self.process.stdout.readline()))
        else:
            self.here = serve(keys, self.impl)
            self.address = self.here.address

    def close(self) -> None:
        """End it, and let go of calls that wait."""
        self.impl.go.set()
        if self.here is not None:
            self.here.close()
        if self.process is not None:
            with self.process:
                self.process.kill()


def serve(keys: Path, impl: ProbeImpl) -> mp.Server:
    """Let the client in."""
    known = mp.TlsIdentity.load(keys / "client").fingerprint
    return mp.listen(
        mp.TlsAddress("127.0.0.1", 0),
        lambda _: RootImpl(impl),
        RootProxy,
        identity=mp.TlsIdentity.load(keys / "server"),
        authorize=known.__eq__,
    )


def cut(end: End, server: Server, conn: mp.Connection, rng: Random) -> None:
    """Cut."""
    if server.process is not None:
        kill(server.process.pid, stop_first=end is End.STOP_KILL, rng=rng)
    assert server.here is None or end not in {End.KILL, End.STOP_KILL}
    if end is End.CLIENT:
        conn.close()
    elif end is End.SERVER and server.here is not None:
        for each in server.here.connections:
            each.close()
    elif end is End.LISTENER and server.here is not None:
        server.here.close()
    elif end is End.WIRE:
        socks = [tunnel._sock for tunnel in list(tls_tunnel._tunnels) if tunnel._sock.fileno() >= 0]
        with contextlib.suppress(OSError):
            rng.choice(socks).shutdown(rng.choice([socket.SHUT_RD, socket.SHUT_WR, socket.SHUT_RDWR]))
    elif end is End.PAIR:
        with contextlib.suppress(OSError):
            conn.sock.shutdown(socket.SHUT_RDWR)


def cut_once(rng: Random, end: End, keys: Path) -> None:
    """Connect, let some threads call, cut, and see how everything ends."""
    server = Server(keys, apart=end in {End.KILL, End.STOP_KILL})
    known = mp.TlsIdentity.load(keys / "server").fingerprint
    root = mp.connect(server.address, RootProxy, identity=mp.TlsIdentity.load(keys / "client"), authorize=known.__eq__)
    probe = root.make_probe()
    conn = mp.connection_of(probe)
    ends: list[BaseException] = []
    works = rng.sample(WORK, rng.randint(1, 4))
    threads = [threading.Thread(target=run_until_cut, args=(work, probe, ends), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    pause(rng, LIVES_FOR_S)
    cut(end, server, conn, rng)
    for thread in threads:
        thread.join(DEADLINE_S)
    assert not [thread for thread in threads if thread.is_alive()], (end, works)
    assert [type(error) for error in ends if not isinstance(error, ENDS)] == [], (end, works, ends)
    assert conn.wait_closed(DEADLINE_S)
    if server.here is not None:
        here = server.here
        server.impl.go.set()
        wait_until(lambda: not here.connections, DEADLINE_S)
    server.close()


def soak(cuts: int, seed: int, keys: Path) -> None:
    """Cut again and again."""
    rng = Random(seed)
    cut_once(rng, End.CLIENT, keys)  # what is loaded once is loaded
    with nothing_left():
        for k in range(cuts):
            cut_once(rng, list(End)[k % len(End)], keys)


def test_short(tmp_path: Path) -> None:
    """A few cuts, always the same."""
    soak(SHORT, 1, tmp_path)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_long(tmp_path: Path) -> None:
    """Hundreds of cuts, others each time."""
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    soak(LONG, seed, tmp_path)

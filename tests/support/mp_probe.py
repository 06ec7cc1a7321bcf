"""Interfaces made to try the RPC core, an implementation, and a process that serves it."""

import os
import socket
import sys
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import libmultiprocess as mp


class Callback(ABC):
    """Called back."""

    @abstractmethod
    def call(self, n: mp.Int32) -> mp.Int32:
        """Anything."""


class Thing(ABC):
    """An object handed out."""

    @abstractmethod
    def value(self) -> mp.Int32:
        """Its number."""


class Probe(ABC):
    """A bit of everything."""

    @abstractmethod
    def echo(self, text: str) -> str: ...
    @abstractmethod
    def echo_plain(self, text: str) -> str: ...
    @abstractmethod
    def repeat(self, cb: Callback, n: mp.Int32) -> mp.Int32: ...
    @abstractmethod
    def save(self, cb: mp.Owned[Callback]) -> None: ...
    @abstractmethod
    def fire(self, n: mp.Int32) -> mp.Int32: ...
    @abstractmethod
    def make_thing(self, v: mp.Int32) -> Thing: ...
    @abstractmethod
    def put(self, data: bytes) -> mp.Int32: ...
    @abstractmethod
    def get(self, n: mp.Int32) -> bytes: ...
    @abstractmethod
    def boom(self, text: str) -> None: ...
    @abstractmethod
    def wait(self) -> None: ...
    @abstractmethod
    def recurse(self, cb: Callback, depth: mp.Int32) -> mp.Int32: ...
    @abstractmethod
    def thread_name(self) -> str: ...
    @abstractmethod
    def live_things(self) -> mp.Int32: ...
    @abstractmethod
    def exit(self, status: mp.Int32) -> None: ...
    @abstractmethod
    def give_back(self, cb: mp.Owned[Callback]) -> Callback: ...
    @abstractmethod
    def secret(self, word: mp.Secret[str]) -> None: ...


class Root(ABC):
    """The root object."""

    @abstractmethod
    def make_probe(self) -> Probe:
        """Make one."""


SCHEMA = mp.Schema(
    files={
        "probe.capnp": mp.SchemaFile(
            id=0x9D5A3F2B1C0E4D71,
            interfaces={
                Callback: mp.Interface(id=0xA1B2C3D4E5F60718),
                Thing: mp.Interface(id=0xA1B2C3D4E5F60719),
                Probe: mp.Interface(id=0xA1B2C3D4E5F6071A),
                Root: mp.Interface(id=0xA1B2C3D4E5F6071B, root=True),
            },
        )
    },
    no_context={(Probe, "echo_plain")},
)
stubs: Any = mp.generate(SCHEMA)
RootProxy = stubs.RootProxy


class FnCallback(Callback):
    """A function as Callback."""

    def __init__(self, fn: Callable[[int], int]) -> None:
        self.fn = fn

    def call(self, n: int) -> int:
        """Call the function."""
        return self.fn(n)


class ThingImpl(Thing):
    """Counts how many live, and on which threads they end."""

    def __init__(self, owner: "ProbeImpl", v: int) -> None:
        self.owner = owner
        self.v = v
        owner.things.append(v)

    def value(self) -> int:
        """Its number."""
        return self.v

    def close(self) -> None:
        """End it."""
        self.owner.things.remove(self.v)
        self.owner.ended.append((self.v, threading.current_thread().name))


class ProbeImpl(Probe):  # noqa: D101
    def __init__(self) -> None:
        self.things: list[int] = []
        self.ended: list[tuple[int, str]] = []
        self.saved: list[Callback] = []
        self.go = threading.Event()
        self.waiting = threading.Semaphore(0)
        self.lock = threading.RLock()
        self.calls: list[str] = []

    def echo(self, text: str) -> str:
        self.calls.append(text[:20])
        return text

    def echo_plain(self, text: str) -> str:
        if text == "call out":
            self.saved[0].call(1)
        return text

    def repeat(self, cb: Callback, n: int) -> int:
        return sum(cb.call(i) for i in range(n))

    def save(self, cb: Callback) -> None:
        self.saved.append(cb)

    def fire(self, n: int) -> int:
        return self.saved[-1].call(n)

    def make_thing(self, v: int) -> Thing:
        return ThingImpl(self, v)

    def put(self, data: bytes) -> int:
        return len(data)

    def get(self, n: int) -> bytes:
        return bytes(n)

    def boom(self, text: str) -> None:
        if text == "exit":
            raise SystemExit(3)
        raise ValueError(text)

    def wait(self) -> None:
        self.waiting.release()
        self.go.wait()

    def recurse(self, cb: Callback, depth: int) -> int:
        with self.lock:
            return 0 if depth == 0 else 1 + cb.call(depth - 1)

    def thread_name(self) -> str:
        return threading.current_thread().name

    def live_things(self) -> int:
        return len(self.things)

    def exit(self, status: int) -> None:
        os._exit(status)

    def give_back(self, cb: Callback) -> Callback:
        return cb

    def secret(self, word: str) -> None:
        """Nothing."""


class RootImpl(Root):
    """Gives the one probe it has."""

    def __init__(self, probe: ProbeImpl | None = None) -> None:
        self.probe = probe or ProbeImpl()

    def make_probe(self) -> Probe:
        """Give the probe."""
        return self.probe


class Pair:
    """A client and a server in this process, over a socketpair."""

    def __init__(self, **limits: int) -> None:
        ours, theirs = socket.socketpair()
        self.impl = ProbeImpl()
        self.server = mp.Connection(
            theirs, (RootImpl(self.impl), RootProxy._info), name="server", limits=mp.Limits(**limits)
        )
        self.root = mp.connect(ours, RootProxy, name="client")
        self.client = mp.connection_of(self.root)
        self.probe: Any = self.root.make_probe()

    def close(self) -> None:
        """Close both ends."""
        self.impl.go.set()
        self.client.close()
        self.server.close()


@contextmanager
def served() -> Iterator[Any]:
    """A probe served by another process."""
    with mp.spawn([sys.executable, __file__], RootProxy, name="client") as child:
        yield child


def raw(**limits: int) -> tuple[socket.socket, mp.Connection, ProbeImpl]:
    """A served probe at whose other end the test writes bytes itself."""
    ours, theirs = socket.socketpair()
    ours.settimeout(10)
    impl = ProbeImpl()
    conn = mp.Connection(theirs, (RootImpl(impl), RootProxy._info), name="server", limits=mp.Limits(**limits))
    return ours, conn, impl


if __name__ == "__main__":
    mp.serve(int(sys.argv[sys.argv.index("-ipcfd") + 1]), RootImpl(), RootProxy, name="server")

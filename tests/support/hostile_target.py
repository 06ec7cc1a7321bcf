"""A process to be attacked: it listens at a path, or serves the socket it inherits, and offers a bit of everything."""

import json
import sys
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import libmultiprocess as mp


@dataclass(frozen=True)
class Row:
    """A struct with a pointer."""

    number: mp.UInt64
    text: str


@dataclass(frozen=True)
class Pair:
    """A struct without pointers."""

    first: mp.UInt32
    second: mp.UInt32


@dataclass(frozen=True)
class Tree:
    """A struct that contains itself."""

    children: list["Tree"]


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


class Target(ABC):
    """What an attacker may call."""

    @abstractmethod
    def echo(self, text: str) -> str:
        """On its own thread."""

    @abstractmethod
    def plain(self, text: str) -> str:
        """On the thread that reads."""

    @abstractmethod
    def rows(self, rows: list[Row]) -> mp.UInt32:
        """Count."""

    @abstractmethod
    def pairs(self, pairs: list[Pair]) -> mp.UInt32:
        """Count."""

    @abstractmethod
    def lists(self, lists: list[list[mp.UInt32]]) -> mp.UInt32:
        """Count."""

    @abstractmethod
    def texts(self, texts: list[str]) -> mp.UInt32:
        """Count."""

    @abstractmethod
    def bits(self, bits: list[bool]) -> mp.UInt32:
        """Count."""

    @abstractmethod
    def tree(self, tree: Tree) -> mp.UInt32:
        """Count."""

    @abstractmethod
    def make_thing(self) -> Thing:
        """Hand an object out."""

    @abstractmethod
    def repeat(self, cb: Callback, n: mp.Int32) -> mp.Int32:
        """Call back."""

    @abstractmethod
    def keep(self, cb: mp.Owned[Callback]) -> None:
        """Keep an object of the peer's."""

    @abstractmethod
    def get(self, n: mp.UInt32) -> bytes:
        """That many bytes."""

    @abstractmethod
    def boom(self, text: str) -> None:
        """Fail."""

    @abstractmethod
    def wait(self) -> None:
        """Answer when the process ends."""


SCHEMA = mp.Schema(
    files={
        "hostile.capnp": mp.SchemaFile(
            id=0x9D5A3F2B1C0E4D72,
            interfaces={
                Callback: mp.Interface(id=0xA1B2C3D4E5F60728),
                Thing: mp.Interface(id=0xA1B2C3D4E5F60729),
                Target: mp.Interface(id=0xA1B2C3D4E5F6072A, root=True),
            },
        )
    },
    no_context={(Target, "plain")},
)
stubs: Any = mp.generate(SCHEMA)  # type: ignore[explicit-any]  # made at run time
TargetProxy = stubs.TargetProxy
METHODS: dict[str, int] = {method.name: key for key, method in TargetProxy._info.methods.items()}


class ThingImpl(Thing):
    """An object."""

    def value(self) -> int:
        """A number."""
        return 7


class TargetImpl(Target):  # noqa: D101
    def __init__(self) -> None:
        self.kept: list[Callback] = []
        self.end = threading.Event()

    def echo(self, text: str) -> str:
        return text

    def plain(self, text: str) -> str:
        return text

    def rows(self, rows: list[Row]) -> int:
        return len(rows)

    def pairs(self, pairs: list[Pair]) -> int:
        return len(pairs)

    def lists(self, lists: list[list[int]]) -> int:
        return sum(len(each) for each in lists)

    def texts(self, texts: list[str]) -> int:
        return len(texts)

    def bits(self, bits: list[bool]) -> int:
        return len(bits)

    def tree(self, tree: Tree) -> int:
        return 1 + sum(self.tree(child) for child in tree.children)

    def make_thing(self) -> Thing:
        return ThingImpl()

    def repeat(self, cb: Callback, n: int) -> int:
        return sum(cb.call(k) for k in range(n))

    def keep(self, cb: Callback) -> None:
        self.kept.append(cb)

    def get(self, n: int) -> bytes:
        return bytes(n)

    def boom(self, text: str) -> None:
        raise ValueError(text)

    def wait(self) -> None:
        self.end.wait()

    def close(self) -> None:
        """The peer has left."""
        self.end.set()
        self.kept.clear()


def end_with_connection(conn: mp.Connection) -> None:
    """Let go of calls that wait once the peer has left."""
    export = conn.bootstrap_export
    assert export is not None
    assert isinstance(export.impl, TargetImpl)
    conn.on_disconnect(export.impl.close)


def main(argv: list[str]) -> None:
    """`-listen PATH LIMITS`, or `-ipcfd N`."""
    if argv[0] == "-ipcfd":
        mp.serve(int(argv[1]), TargetImpl(), TargetProxy, name="target", limits=mp.Limits(**json.loads(argv[2])))
        return
    limits = mp.Limits(**json.loads(argv[2]))
    with mp.listen(
        argv[1], lambda _peer: TargetImpl(), TargetProxy, name="target", limits=limits, on_connect=end_with_connection
    ):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])

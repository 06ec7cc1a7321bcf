"""What a peer is to the bench: something that starts, gives each thread a client, and is measured."""

import statistics
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection

from ipc_peers.service import QUERY, ROW_COUNT, ROWS, Query, Row

MIB = 1 << 20
IDLE_S = 0.010
WORKS = (
    "echo_plain",
    "echo_mapped",
    "callback",
    "put_1mib",
    "get_1mib",
    "threads_4",
    "threads_8",
    "idle",
    "busy",
    "dataclass",
)


class Client(ABC):
    """One thread's access to the service in the other process."""

    @abstractmethod
    def echo(self, text: str) -> str:
        """Call `echo` on a thread that belongs to the calling one, where the peer knows that."""

    def echo_plain(self, text: str) -> str:
        """Call `echo` the cheapest way the peer has."""
        return self.echo(text)

    @abstractmethod
    def put(self, data: bytes) -> int:
        """Send data."""

    @abstractmethod
    def get(self, size: int) -> bytes:
        """Receive data."""

    def call_back(self, fn: Callable[[int], int], count: int) -> int:
        """Be called back `count` times within one call."""
        raise LookupError("this peer has no callbacks")

    @abstractmethod
    def find_rows(self, query: Query) -> Collection[Row]:
        """Send a dataclass, receive a list of them."""


class Peer(ABC):
    """A peer: a server process and the way to it."""

    name: str
    lacks: frozenset[str] = frozenset()

    @abstractmethod
    def start(self) -> None:
        """Start the server process.

        Raises:
            ImportError, LookupError: this peer is not installed here; the text says what is missing.
        """

    @abstractmethod
    def client(self) -> Client:
        """Return the calling thread's client."""

    @abstractmethod
    def close(self) -> None:
        """Stop the server process."""

    def measure(self, work: str) -> float | None:
        """Return microseconds per call, None where the peer lacks that work."""
        if work in self.lacks:
            return None
        if work.startswith("threads_"):
            return _threads(self, int(work.partition("_")[2]), 60)
        return _WORK[work](self.client())


def _loop(call: Callable[[], object], count: int) -> float:
    began = time.perf_counter()
    for _ in range(count):
        call()
    return (time.perf_counter() - began) / count * 1e6


def _threads(peer: Peer, count: int, calls: int) -> float:
    barrier = threading.Barrier(count + 1)

    def work() -> None:
        client = peer.client()
        client.echo("hello")
        barrier.wait()
        for _ in range(calls):
            client.echo("hello")
        barrier.wait()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    barrier.wait()
    began = time.perf_counter()
    barrier.wait()
    taken = time.perf_counter() - began
    for thread in threads:
        thread.join()
    return taken / (count * calls) * 1e6


def _idle(client: Client) -> float:
    times = []
    for _ in range(8):
        time.sleep(IDLE_S)
        times.append(_loop(lambda: client.echo("hello"), 1))
    return statistics.median(times)


def _busy(client: Client) -> float:
    """Time single calls while another thread of the calling process computes."""
    stop = threading.Event()

    def compute() -> None:
        number = 1
        while not stop.is_set():
            for _ in range(2000):
                number = number * 48271 % 2147483647

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        return statistics.median(_loop(lambda: client.echo("hello"), 1) for _ in range(12))
    finally:
        stop.set()
        thread.join()


def _callback(client: Client) -> float:
    count = 100
    return _loop(lambda: client.call_back(lambda number: number + 1, count), 1) / count


def _rows(client: Client) -> float:
    rows = client.find_rows(QUERY)
    if len(rows) != ROW_COUNT or next(iter(rows)) != ROWS[0]:
        raise ValueError("wrong rows")
    return _loop(lambda: client.find_rows(QUERY), 10)


_DATA = bytes(MIB)
_WORK: dict[str, Callable[[Client], float]] = {
    "echo_plain": lambda client: _loop(lambda: client.echo_plain("hello"), 200),
    "echo_mapped": lambda client: _loop(lambda: client.echo("hello"), 200),
    "callback": _callback,
    "put_1mib": lambda client: _loop(lambda: client.put(_DATA), 8),
    "get_1mib": lambda client: _loop(lambda: client.get(MIB), 8),
    "idle": _idle,
    "busy": _busy,
    "dataclass": _rows,
}

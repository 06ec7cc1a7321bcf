"""libmultiprocess as users get it: typed proxies, logging off, limits on."""

import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

import libmultiprocess as mp
from ipc_peers.peer import Client, Peer
from ipc_peers.service import Query, Row, Service

_STOP_TIMEOUT_S = 10


class BenchService(ABC):
    """The service, declared."""

    @abstractmethod
    def echo(self, text: str) -> str:
        """Return `text`."""

    @abstractmethod
    def echo_plain(self, text: str) -> str:
        """Return `text`; has no Context, so it runs on the thread that reads."""

    @abstractmethod
    def put(self, data: bytes) -> int:
        """Return the length of `data`."""

    @abstractmethod
    def get(self, size: int) -> bytes:
        """Return that many bytes."""

    @abstractmethod
    def call_back(self, fn: Callable[[int], int], count: int) -> int:
        """Call `fn` that often."""

    @abstractmethod
    def find_rows(self, query: Query) -> list[Row]:
        """Return the rows."""


class BenchServer(Service, BenchService):
    """The implementation."""

    def echo_plain(self, text: str) -> str:
        """Return `text`."""
        return text


SCHEMA = mp.Schema(
    files={
        "bench_service.capnp": mp.SchemaFile(id=0xB3F0D6A1C2E49577, interfaces={BenchService: mp.Interface(root=True)})
    },
    no_context={(BenchService, "echo_plain")},
)


class LibmultiprocessPeer(Peer):
    """Ours."""

    name = "libmultiprocess"

    def start(self) -> None:
        """Start the server on one end of a socket pair."""
        stubs = mp.generate(SCHEMA)
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "ipc_peers.libmultiprocess_peer", str(theirs.fileno())],
                cwd=Path(__file__).parents[1],
                pass_fds=[theirs.fileno()],
            )
        self._service = mp.connect(ours, stubs.BenchServiceProxy)

    def client(self) -> Client:
        """The proxy itself serves all threads, with no wrapper around it."""
        return self._service  # type: ignore[no-any-return]  # generated in memory

    def close(self) -> None:
        """Close; the server ends by itself."""
        mp.connection_of(self._service).close()
        self._process.wait(_STOP_TIMEOUT_S)


if __name__ == "__main__":
    mp.serve(socket.socket(fileno=int(sys.argv[1])), BenchServer(), mp.generate(SCHEMA).BenchServiceProxy)

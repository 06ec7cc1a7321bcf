"""RPyC: object references, one connection for each calling thread."""

import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import rpyc
from rpyc.utils.server import ThreadedServer

from ipc_peers.peer import Client, Peer
from ipc_peers.service import Query, Row, Service
from ipc_peers.serving import start_server, stop_server


class _RpycService(rpyc.Service):  # type: ignore[misc]  # rpyc has no types
    def __init__(self) -> None:
        self._service = Service()

    def exposed_echo(self, text: str) -> str:
        return self._service.echo(text)

    def exposed_put(self, data: bytes) -> int:
        return self._service.put(data)

    def exposed_get(self, size: int) -> bytes:
        return self._service.get(size)

    def exposed_call_back(self, fn: Callable[[int], int], count: int) -> int:
        return self._service.call_back(fn, count)

    def exposed_find_rows(self, query: bytes) -> bytes:
        """By value, as a sensible user would: pickled."""
        return pickle.dumps(self._service.find_rows(pickle.loads(query)))  # noqa: S301 - our own bytes


class _RpycClient(Client):
    def __init__(self, path: str) -> None:
        self._connection = rpyc.connect_stream(rpyc.SocketStream.unix_connect(path))
        root = self._connection.root
        self._root = root
        self.echo = root.echo  # type: ignore[method-assign]  # no wrapper in the measured call
        self.echo_plain = root.echo  # type: ignore[method-assign]  # likewise

    def echo(self, text: str) -> str:
        return cast("str", self._root.echo(text))

    def put(self, data: bytes) -> int:
        return cast("int", self._root.put(data))

    def get(self, size: int) -> bytes:
        return cast("bytes", self._root.get(size))

    def call_back(self, fn: Callable[[int], int], count: int) -> int:
        return cast("int", self._root.call_back(fn, count))

    def find_rows(self, query: Query) -> list[Row]:
        return cast("list[Row]", pickle.loads(self._root.find_rows(pickle.dumps(query))))  # noqa: S301 - our own bytes


class RpycPeer(Peer):
    """RPyC over a unix socket."""

    name = "rpyc"

    def start(self) -> None:
        """Start the server."""
        self._process, self._path = start_server("rpyc_peer")

    def client(self) -> Client:
        """Connect anew: an RPyC connection serves one thread."""
        return _RpycClient(self._path)

    def close(self) -> None:
        """Stop the server."""
        stop_server(self._process)


if __name__ == "__main__":
    path = str(Path(tempfile.mkdtemp(prefix="bench-rpyc-")) / "socket")
    server = ThreadedServer(_RpycService, socket_path=path)
    print(path, flush=True)
    server.start()

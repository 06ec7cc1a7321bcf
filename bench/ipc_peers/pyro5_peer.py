"""Pyro5: serpent literals, a proxy for each calling thread."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import cast

import Pyro5.api
import Pyro5.server
import serpent

from ipc_peers.peer import Client, Peer
from ipc_peers.service import Query, Row, Service
from ipc_peers.serving import start_server, stop_server


@Pyro5.server.expose
class PyroService:
    """The service, with bytes in serpent's form."""

    def __init__(self) -> None:
        self._service = Service()

    def echo(self, text: str) -> str:
        """Return `text`."""
        return self._service.echo(text)

    def put(self, data: bytes) -> int:
        """Return the length of `data`."""
        return self._service.put(serpent.tobytes(data))

    def get(self, size: int) -> bytes:
        """Return that many bytes."""
        return self._service.get(size)

    def find_rows(self, query: dict[str, object]) -> list[dict[str, object]]:
        """Return the rows as dictionaries."""
        query["script"] = serpent.tobytes(query["script"])
        return [asdict(row) for row in self._service.find_rows(Query(**query))]  # type: ignore[arg-type]  # as it was sent


class _PyroClient(Client):
    def __init__(self, uri: str) -> None:
        self._proxy = Pyro5.api.Proxy(uri)
        self._proxy._pyroBind()
        self.echo = self._proxy.echo  # type: ignore[method-assign]  # no wrapper in the measured call
        self.echo_plain = self._proxy.echo  # type: ignore[method-assign]  # likewise

    def echo(self, text: str) -> str:
        return cast("str", self._proxy.echo(text))

    def put(self, data: bytes) -> int:
        return cast("int", self._proxy.put(data))

    def get(self, size: int) -> bytes:
        return cast("bytes", serpent.tobytes(self._proxy.get(size)))

    def find_rows(self, query: Query) -> list[Row]:
        tobytes = serpent.tobytes
        return [Row(**{**row, "txid": tobytes(row["txid"])}) for row in self._proxy.find_rows(asdict(query))]


class Pyro5Peer(Peer):
    """Pyro5 over a unix socket. Its callbacks need a second server in the client, so it has none here."""

    name = "pyro5"
    lacks = frozenset({"callback"})

    def start(self) -> None:
        """Start the server."""
        self._process, self._uri = start_server("pyro5_peer")

    def client(self) -> Client:
        """Make a proxy: each belongs to one thread."""
        return _PyroClient(self._uri)

    def close(self) -> None:
        """Stop the server."""
        stop_server(self._process)


if __name__ == "__main__":
    path = str(Path(tempfile.mkdtemp(prefix="bench-pyro-")) / "socket")
    daemon = Pyro5.server.Daemon(unixsocket=path)
    print(daemon.register(PyroService(), "service"), flush=True)
    daemon.requestLoop()

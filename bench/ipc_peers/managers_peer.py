"""multiprocessing.managers: pickles, one socket for each calling thread."""

from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from typing import cast

from ipc_peers.peer import Client, Peer
from ipc_peers.service import Query, Row, Service


class _Manager(BaseManager):
    pass


_Manager.register("service", Service)


class _ManagersClient(Client):
    def __init__(self, service: Service) -> None:
        self._service = service
        self.echo = service.echo  # type: ignore[method-assign]  # no wrapper in the measured call
        self.echo_plain = service.echo  # type: ignore[method-assign]  # likewise

    def echo(self, text: str) -> str:
        return self._service.echo(text)

    def put(self, data: bytes) -> int:
        return self._service.put(data)

    def get(self, size: int) -> bytes:
        return self._service.get(size)

    def find_rows(self, query: Query) -> list[Row]:
        return self._service.find_rows(query)


class ManagersPeer(Peer):
    """The standard library's remote objects."""

    name = "managers"
    lacks = frozenset({"callback"})

    def start(self) -> None:
        """Start the manager's process."""
        self._manager = _Manager(ctx=get_context("spawn"))
        self._manager.start()
        self._service = cast("Service", self._manager.service())  # type: ignore[attr-defined]  # register() made it

    def client(self) -> Client:
        """The proxy keeps a connection for each thread itself."""
        return _ManagersClient(self._service)

    def close(self) -> None:
        """Stop the manager's process."""
        self._manager.shutdown()

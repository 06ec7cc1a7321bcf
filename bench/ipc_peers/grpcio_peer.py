"""gRPC with handlers for plain bytes; values are pickled, for grpcio alone has no message types."""

import pickle
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import grpc

from ipc_peers.peer import MIB, Client, Peer
from ipc_peers.service import Query, Row, Service
from ipc_peers.serving import start_server, stop_server

_NAME = "bench.Service"
_OPTIONS = [("grpc.max_receive_message_length", 4 * MIB), ("grpc.max_send_message_length", 4 * MIB)]
_WORKERS = 10


def _handlers(service: Service) -> dict[str, Callable[[bytes], bytes]]:
    return {
        "echo": lambda data: service.echo(data.decode()).encode(),
        "put": lambda data: service.put(data).to_bytes(8, "little"),
        "get": lambda data: service.get(int.from_bytes(data, "little")),
        "find_rows": lambda data: pickle.dumps(service.find_rows(pickle.loads(data))),  # noqa: S301 - our own bytes
    }


class _GrpcClient(Client):
    def __init__(self, channel: "grpc.Channel") -> None:
        self._echo = channel.unary_unary(f"/{_NAME}/echo")
        self._put = channel.unary_unary(f"/{_NAME}/put")
        self._get = channel.unary_unary(f"/{_NAME}/get")
        self._find_rows = channel.unary_unary(f"/{_NAME}/find_rows")

    def echo(self, text: str) -> str:
        return cast("str", self._echo(text.encode()).decode())

    def put(self, data: bytes) -> int:
        return int.from_bytes(self._put(data), "little")

    def get(self, size: int) -> bytes:
        return cast("bytes", self._get(size.to_bytes(8, "little")))

    def find_rows(self, query: Query) -> list[Row]:
        return cast("list[Row]", pickle.loads(self._find_rows(pickle.dumps(query))))  # noqa: S301 - our own bytes


class GrpcioPeer(Peer):
    """gRPC over a unix socket."""

    name = "grpcio"
    lacks = frozenset({"callback"})

    def start(self) -> None:
        """Start the server."""
        self._process, self._address = start_server("grpcio_peer")
        self._channel = grpc.insecure_channel(self._address, _OPTIONS)

    def client(self) -> Client:
        """The channel serves all threads."""
        return _GrpcClient(self._channel)

    def close(self) -> None:
        """Stop the server."""
        self._channel.close()
        stop_server(self._process)


if __name__ == "__main__":
    address = f"unix:{Path(tempfile.mkdtemp(prefix='bench-grpc-')) / 'socket'}"
    server = grpc.server(ThreadPoolExecutor(_WORKERS), options=_OPTIONS)
    methods = {
        name: grpc.unary_unary_rpc_method_handler(lambda data, _, fn=fn: fn(data))
        for name, fn in _handlers(Service()).items()
    }
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(_NAME, methods),))
    server.add_insecure_port(address)
    server.start()
    print(address, flush=True)
    server.wait_for_termination()

"""pycapnp: Cap'n Proto RPC on an asyncio loop; other threads hand their calls to the loop's thread."""

import asyncio
import tempfile
import threading
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar, cast

import capnp

from ipc_peers.peer import Client, Peer
from ipc_peers.service import Query, Row, Service
from ipc_peers.serving import start_server, stop_server

capnp.remove_import_hook()
SCHEMA = capnp.load(str(Path(__file__).with_name("bench.capnp")))
LIMIT_WORDS = 1 << 22
T = TypeVar("T")


class _CapnpService(SCHEMA.Service.Server):  # type: ignore[misc, name-defined]  # pycapnp has no types
    def __init__(self) -> None:
        self._service = Service()

    async def echo(self, text: str, **_: object) -> str:
        return self._service.echo(text)

    async def put(self, data: bytes, **_: object) -> int:
        return self._service.put(data)

    async def get(self, size: int, **_: object) -> bytes:
        return self._service.get(size)

    async def callBack(self, callback: Any, count: int, **_: object) -> int:  # noqa: ANN401, N802 - pycapnp's form
        answer = 0
        for number in range(count):
            answer = (await callback.call(number)).result
        return answer

    async def findRows(self, query: Any, **_: object) -> list[dict[str, object]]:  # noqa: ANN401, N802 - pycapnp's form
        asked = Query(
            label=query.label,
            min_height=query.minHeight,
            min_amount=query.minAmount,
            include_spent=query.includeSpent,
            script=query.script,
        )
        return [asdict(row) for row in self._service.find_rows(asked)]


class _Callback(SCHEMA.Callback.Server):  # type: ignore[misc, name-defined]  # pycapnp has no types
    def __init__(self, fn: Callable[[int], int]) -> None:
        self._fn = fn

    async def call(self, number: int, **_: object) -> int:
        return self._fn(number)


class _CapnpClient(Client):
    def __init__(self, peer: "PycapnpPeer") -> None:
        self._peer = peer
        self._service = peer.service

    def echo(self, text: str) -> str:
        async def call() -> str:
            return cast("str", (await self._service.echo(text)).result)

        return self._peer.run(call())

    def put(self, data: bytes) -> int:
        async def call() -> int:
            return cast("int", (await self._service.put(data)).result)

        return self._peer.run(call())

    def get(self, size: int) -> bytes:
        async def call() -> bytes:
            return cast("bytes", (await self._service.get(size)).result)

        return self._peer.run(call())

    def call_back(self, fn: Callable[[int], int], count: int) -> int:
        async def call() -> int:
            return cast("int", (await self._service.callBack(_Callback(fn), count)).result)

        return self._peer.run(call())

    def find_rows(self, query: Query) -> list[Row]:
        async def call() -> list[Row]:
            wire = {
                "label": query.label,
                "minHeight": query.min_height,
                "minAmount": query.min_amount,
                "includeSpent": query.include_spent,
                "script": query.script,
            }
            rows = (await self._service.findRows(wire)).result
            return [
                Row(
                    txid=row.txid,
                    index=row.index,
                    height=row.height,
                    amount=row.amount,
                    spent=row.spent,
                    label=row.label,
                )
                for row in rows
            ]

        return self._peer.run(call())


class PycapnpPeer(Peer):
    """pycapnp over a unix socket, called from a thread, as a synchronous program must."""

    name = "pycapnp"

    def start(self) -> None:
        """Start the server, and the loop's thread here."""
        self._process, self._path = start_server("pycapnp_peer")
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(capnp.run(self._main())), name="capnp-loop")
        self._thread.start()
        self._ready.wait()

    def measure(self, work: str) -> float | None:
        """As others; but the plain echo stays on the loop, which is the cheapest way pycapnp has."""
        if work != "echo_plain":
            return super().measure(work)

        async def loop() -> float:
            clock = asyncio.get_running_loop().time
            began = clock()
            for _ in range(200):
                await self.service.echo("hello")
            return (clock() - began) / 200 * 1e6

        return self.run(loop())

    def run(self, call: Coroutine[object, object, T]) -> T:
        """Run a coroutine on the loop's thread and wait for it."""
        return asyncio.run_coroutine_threadsafe(call, self._loop).result()

    def client(self) -> Client:
        """All threads share the loop."""
        return _CapnpClient(self)

    def close(self) -> None:
        """Stop both."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        stop_server(self._process)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        stream = await capnp.AsyncIoStream.create_unix_connection(self._path)
        client = capnp.TwoPartyClient(stream, traversal_limit_in_words=LIMIT_WORDS)
        self.service = client.bootstrap().cast_as(SCHEMA.Service)
        self._ready.set()
        await self._stop.wait()


async def _serve(path: str) -> None:
    async def accept(stream: Any) -> None:  # noqa: ANN401 - pycapnp has no types
        await capnp.TwoPartyServer(
            stream, bootstrap=_CapnpService(), traversal_limit_in_words=LIMIT_WORDS
        ).on_disconnect()

    server = await capnp.AsyncIoStream.create_unix_server(accept, path)
    print(path, flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(capnp.run(_serve(str(Path(tempfile.mkdtemp(prefix="bench-capnp-")) / "socket"))))

"""Against an implementation no one here wrote: pycapnp as client that pipelines, and as server."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mp_probe import SCHEMA, FnCallback, ProbeImpl, RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess.mpgen.capnp_text import capnp_texts

capnp = pytest.importorskip("capnp")
capnp.remove_import_hook()
SCHEMAS = Path(__file__).parents[3] / "packages" / "libmultiprocess" / "schema"
HOME = str(Path(capnp.__file__).parents[1])  # its own capnp/*.capnp are there
PATIENCE_S = 20

pytestmark = pytest.mark.interop


@pytest.fixture(scope="module")
def mod(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("schema")
    for name, text in capnp_texts(SCHEMA.model).items():
        (folder / name).write_text(text)
    return capnp.load(str(folder / "probe.capnp"), imports=[str(SCHEMAS), HOME])


@pytest.fixture(scope="module")
def proxy_mod() -> Any:
    return capnp.load(str(SCHEMAS / "mp" / "proxy.capnp"), imports=[str(SCHEMAS), HOME])


def make_servers(mod: Any, proxy_mod: Any) -> tuple[type, type]:
    """Thread and ThreadMap as a C++ peer would offer them, all on the one loop."""

    class Thread(proxy_mod.Thread.Server):  # type: ignore[misc]
        async def getName(self, **_: Any) -> str:
            return "pycapnp"

    class ThreadMap(proxy_mod.ThreadMap.Server):  # type: ignore[misc]
        async def makeThread(self, name: str, **_: Any) -> Any:
            return Thread()

    return Thread, ThreadMap


class Peer:
    """A pycapnp client of a served probe."""

    def __init__(self, mod: Any, client: Any, root: Any, thread: Any, own: Any, impl: ProbeImpl) -> None:
        self.mod = mod
        self.client = client
        self.root = root
        self.thread = thread
        self.own = own
        self.impl = impl

    @property
    def context(self) -> dict[str, Any]:
        return {"thread": self.thread, "callbackThread": self.own}


@contextlib.asynccontextmanager
async def as_client(mod: Any, proxy_mod: Any, **limits: int) -> AsyncIterator[Peer]:
    ours, theirs = socket.socketpair()
    impl = ProbeImpl()
    conn = mp.Connection(theirs, (RootImpl(impl), RootProxy._info), name="server", limits=mp.Limits(**limits))
    thread_class, map_class = make_servers(mod, proxy_mod)
    stream = await capnp.AsyncIoStream.create_connection(sock=ours)
    client = capnp.TwoPartyClient(stream)
    root = client.bootstrap().cast_as(mod.Root)
    thread_map = root.construct(threadMap=map_class()).threadMap
    thread = thread_map.makeThread("python").result  # pipelined twice
    try:
        yield Peer(mod, client, root, thread, thread_class(), impl)
    finally:
        impl.go.set()
        assert conn.fault is None or isinstance(conn.fault, mp.DisconnectedError), conn.fault
        conn.close()


def run(main: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(capnp.run(asyncio.wait_for(main(), PATIENCE_S)))


def test_pipelined_from_bootstrap_to_answer(mod: Any, proxy_mod: Any) -> None:
    """construct, makeThread, makeProbe and echo in one go: nothing has returned when the last is sent."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = peer.root.makeProbe(context=peer.context).result
            assert (await probe.echo(context=peer.context, text="hello")).result == "hello"
            assert (await probe.echoPlain(text="plain")).result == "plain"

    run(main)


def test_calls_wait_for_an_answer_that_a_worker_still_owes(mod: Any, proxy_mod: Any) -> None:
    """They run in order once it is there."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            waits = probe.wait(context=peer.context)
            thing = probe.makeThing(context=peer.context, v=5)  # queued behind wait on the same thread
            values = [thing.result.value(context=peer.context) for _ in range(20)]
            await asyncio.to_thread(peer.impl.waiting.acquire)
            peer.impl.go.set()
            assert [(await value).result for value in values] == [5] * 20
            await waits

    run(main)


def test_calls_on_an_answer_that_turns_out_an_exception(mod: Any, proxy_mod: Any) -> None:
    """Fail with the same text."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            peer.impl.make_thing = None  # type: ignore[method-assign,assignment]
            value = probe.makeThing(context=peer.context, v=1).result.value(context=peer.context)
            with pytest.raises(capnp.KjException, match="not callable"):
                await value
            assert (await probe.echo(context=peer.context, text="on")).result == "on"

    run(main)


def test_callbacks_and_kept_callbacks(mod: Any, proxy_mod: Any) -> None:
    """Lent ones during the call, owned ones later."""

    class Callback(mod.Callback.Server):  # type: ignore[misc]
        async def call(self, context: Any, n: int, **_: Any) -> int:
            return n + 1

        async def destroy(self, **_: Any) -> None:
            destroyed.append(1)

    destroyed: list[int] = []

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            assert (await probe.repeat(context=peer.context, cb=Callback(), n=10)).result == 55
            await probe.save(context=peer.context, cb=Callback())
            assert (await probe.fire(context=peer.context, n=41)).result == 42
            back = (await probe.giveBack(context=peer.context, cb=Callback())).result
            assert (await back.call(context=peer.context, n=1)).result == 2

    run(main)


def test_finish_cancels_a_queued_call(mod: Any, proxy_mod: Any) -> None:
    """It never runs; the one that runs goes on."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            for _ in range(3):  # the second time the calls are known by their bytes
                await probe.echo(context=peer.context, text="known")
                waits = probe.wait(context=peer.context)
                await asyncio.to_thread(peer.impl.waiting.acquire)
                queued = probe.echo(context=peer.context, text="never")
                await asyncio.sleep(0)
                queued.cancel()
                del queued
                after = probe.echoPlain(text="plain")
                assert (await after).result == "plain"
                peer.impl.go.set()
                await waits
                peer.impl.go.clear()
                assert (await probe.echo(context=peer.context, text="last")).result == "last"
            assert "never" not in peer.impl.calls

    run(main)


def test_large_and_many_segments(mod: Any, proxy_mod: Any) -> None:
    """Blobs live in segments of their own."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            for n in (0, 1, 500, 5000, 9000, 100_000, 1 << 20):
                assert (await probe.put(context=peer.context, data=bytes(n))).result == n
                assert len((await probe.get(context=peer.context, n=n)).result) == n
                text = "z" * n
                assert (await probe.echo(context=peer.context, text=text)).result == text

    run(main)


def test_threads_errors_and_pools(mod: Any, proxy_mod: Any) -> None:
    """A missing thread is refused until there is a pool; unknown methods are unimplemented."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            with pytest.raises(capnp.KjException, match="no thread specified and no pool configured"):
                await probe.echo(context={}, text="x")
            with pytest.raises(capnp.KjException, match="invalid thread handle"):
                await probe.echo(context={"thread": peer.own}, text="x")
            with pytest.raises(capnp.KjException, match="ValueError: ouch"):
                await probe.boom(context=peer.context, text="ouch")
            with pytest.raises(capnp.KjException, match="no such method"):
                await probe.cast_as(mod.Thing).value(context=peer.context)
            thread_map = (await peer.root.construct()).threadMap
            assert (await (await thread_map.makeThread("named")).result.getName()).result == "server (from named)"
            await thread_map.makePool(2)
            with pytest.raises(capnp.KjException, match="existing pool"):
                await thread_map.makePool(2)
            names = [(await probe.threadName(context={})).result for _ in range(4)]
            assert set(names) <= {"server (pool/0)", "server (pool/1)"}

    run(main)


def test_a_thousand_calls_at_once(mod: Any, proxy_mod: Any) -> None:
    """Queued in order for one thread."""

    async def main() -> None:
        async with as_client(mod, proxy_mod) as peer:
            probe = (await peer.root.makeProbe(context=peer.context)).result
            calls = [probe.echo(context=peer.context, text=str(k)) for k in range(1000)]
            plain = [probe.echoPlain(text=str(k)) for k in range(1000)]
            assert [(await call).result for call in calls] == [str(k) for k in range(1000)]
            assert [(await call).result for call in plain] == [str(k) for k in range(1000)]
            assert peer.impl.calls[-1000:] == [str(k) for k in range(1000)]

    run(main)


# The other way round: our client, their server. pycapnp runs everything on one loop, in a thread of its own.


def serve_with_pycapnp(mod: Any, proxy_mod: Any, sock: socket.socket, stop: threading.Event) -> None:
    thread_class, map_class = make_servers(mod, proxy_mod)
    del thread_class

    class Thing(mod.Thing.Server):  # type: ignore[misc]
        def __init__(self, v: int) -> None:
            self.v = v

        async def value(self, context: Any, **_: Any) -> int:
            return self.v

        async def destroy(self, context: Any, **_: Any) -> None:
            destroyed.append(self.v)

    destroyed: list[int] = []

    class Probe(mod.Probe.Server):  # type: ignore[misc]
        saved: Any = None

        async def echo(self, context: Any, text: str, **_: Any) -> str:
            return text

        async def echoPlain(self, text: str, **_: Any) -> str:
            return text

        async def repeat(self, context: Any, cb: Any, n: int, **_: Any) -> int:
            total = 0
            for k in range(n):
                total += (await cb.call(context={"thread": context.callbackThread}, n=k)).result
            return total

        async def save(self, context: Any, cb: Any, **_: Any) -> None:
            self.saved = cb

        async def fire(self, context: Any, n: int, **_: Any) -> int:
            return (await self.saved.call(context={"thread": context.callbackThread}, n=n)).result  # type: ignore[no-any-return]

        async def makeThing(self, context: Any, v: int, **_: Any) -> Any:
            return Thing(v)

        async def put(self, context: Any, data: bytes, **_: Any) -> int:
            return len(data)

        async def get(self, context: Any, n: int, **_: Any) -> bytes:
            return bytes(n)

        async def boom(self, context: Any, text: str, **_: Any) -> None:
            raise ValueError(text)

        async def giveBack(self, context: Any, cb: Any, **_: Any) -> Any:
            return cb

        async def liveThings(self, context: Any, **_: Any) -> int:
            return len(destroyed)

    class Root(mod.Root.Server):  # type: ignore[misc]
        async def construct(self, threadMap: Any, **_: Any) -> Any:  # noqa: N803 - as in the schema
            return map_class()

        async def makeProbe(self, context: Any, **_: Any) -> Any:
            return Probe()

    async def main() -> None:
        stream = await capnp.AsyncIoStream.create_connection(sock=sock)
        server = capnp.TwoPartyServer(stream, bootstrap=Root())
        task = asyncio.ensure_future(server.on_disconnect())
        while not stop.is_set() and not task.done():
            await asyncio.sleep(0.02)
        task.cancel()

    asyncio.run(capnp.run(main()))


def test_our_client_with_their_server(mod: Any, proxy_mod: Any) -> None:
    """Calls, callbacks, references that come home, exceptions, and large values."""
    ours, theirs = socket.socketpair()
    stop = threading.Event()
    server = threading.Thread(target=serve_with_pycapnp, args=(mod, proxy_mod, theirs, stop))
    server.start()
    try:
        root = mp.connect(ours, RootProxy)
        probe: Any = root.make_probe()
        for n in (0, 5, 600, 9000, 300_000):
            assert probe.echo("x" * n) == "x" * n
            assert probe.echo_plain("x" * n) == "x" * n
            assert probe.put(bytes(n)) == n
            assert probe.get(n) == bytes(n)
        assert probe.repeat(FnCallback(lambda n: n), 5) == 10
        mine = FnCallback(lambda n: n * 3)
        assert probe.give_back(mine) is mine
        probe.save(FnCallback(lambda n: n + 1))
        for k in range(3):
            assert probe.fire(k) == k + 1
        with probe.make_thing(8) as thing:
            assert thing.value() == 8
        assert probe.live_things() == 1
        with pytest.raises(mp.RemoteError, match="ouch"):
            probe.boom("ouch")
        assert probe.echo("on") == "on"
        conn = mp.connection_of(probe)
        root.close()
        assert isinstance(conn.fault, mp.ClosedError)
    finally:
        stop.set()
        server.join(20)
    assert not server.is_alive()

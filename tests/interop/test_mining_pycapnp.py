"""Mining from another implementation: pycapnp pipelines from the bootstrap to a solved block, in bytes of its own."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from dashcore.crypto.x11 import x11
from dashcore.interfaces.init import Init
from dashcore.interfaces.mining import Mining
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.node.mining.block_templates import TemplateMaker
from dashcore.node.mining.mining_impl import MiningImpl
from dashcore.node.testing import SmallNode, spend
from dashcore.util.hashes import hash256
from libmultiprocess import Connection, DisconnectedError

Theirs: TypeAlias = Any  # type: ignore[explicit-any]  # what pycapnp makes of schemas

capnp = pytest.importorskip("capnp")
capnp.remove_import_hook()
PACKAGES = Path(__file__).parents[2] / "packages"
IMPORTS = [str(PACKAGES / "libmultiprocess" / "schema"), str(PACKAGES / "dashcore" / "schema")]
HOME = str(Path(capnp.__file__).parents[1])  # its own capnp/*.capnp are there
PATIENCE_S = 20
MINING_ID = 0xF9C68436DF3AF39E  # these two are what Bitcoin Core's clients send
BLOCK_TEMPLATE_ID = 0xF9671AD841B2F622
OUTPUT_SCRIPT = b"\x51"

pytestmark = pytest.mark.interop


class Root(Init):
    """Offers mining."""

    def __init__(self, node: SmallNode, maker: TemplateMaker) -> None:
        self._node = node
        self._maker = maker

    def make_mining(self) -> Mining | None:
        """Make one."""
        return MiningImpl(self._node.context, self._maker)


@pytest.fixture
def node(tmp_path: Path) -> Iterator[SmallNode]:
    """A node with a transaction to mine."""
    with SmallNode(tmp_path) as made:
        made.mine(101)
        made.context.acceptor.accept(spend(made.coin(1), fee=7000))
        yield made


@pytest.fixture(scope="module")
def schema() -> Theirs:
    """Init and what it imports."""
    return capnp.load(str(PACKAGES / "dashcore" / "schema" / "init.capnp"), imports=[*IMPORTS, HOME])


@pytest.fixture(scope="module")
def mining_schema() -> Theirs:
    """Mining's."""
    return capnp.load(str(PACKAGES / "dashcore" / "schema" / "mining.capnp"), imports=[*IMPORTS, HOME])


@pytest.fixture(scope="module")
def proxy_schema() -> Theirs:
    """Threads and ThreadMap."""
    return capnp.load(str(PACKAGES / "libmultiprocess" / "schema" / "mp" / "proxy.capnp"), imports=[*IMPORTS, HOME])


class Client:
    """A connection's root, and contexts to call with."""

    def __init__(self, root: Theirs, thread_map: Theirs, own: Theirs) -> None:
        self.root = root
        self._thread_map = thread_map
        self._own = own

    def context(self, name: str) -> dict[str, Theirs]:
        """A thread of the node's for calls in order, without waiting for it to be there."""
        return {"thread": self._thread_map.makeThread(name).result, "callbackThread": self._own}


@contextlib.asynccontextmanager
async def attach(node: SmallNode, schema: Theirs, proxy_schema: Theirs, maker: TemplateMaker) -> AsyncIterator[Client]:
    """Connect; nothing of it is waited for."""

    class Thread(proxy_schema.Thread.Server):  # type: ignore[misc]
        async def getName(self, **_: Theirs) -> str:  # noqa: N802 - as the schema has it
            return "pycapnp"

    class ThreadMap(proxy_schema.ThreadMap.Server):  # type: ignore[misc]
        async def makeThread(self, name: str, **_: Theirs) -> Theirs:  # noqa: N802 - as the schema has it
            return Thread()

    ours, theirs = socket.socketpair()
    cut = ours.dup()
    conn = Connection(theirs, (Root(node, maker), InitProxy._info), name="server")
    stream = await capnp.AsyncIoStream.create_connection(sock=ours)
    two_party = capnp.TwoPartyClient(stream)
    root = two_party.bootstrap().cast_as(schema.Init)
    try:
        yield Client(root, root.construct(threadMap=ThreadMap()).threadMap, Thread())
        assert conn.fault is None, conn.fault
    finally:
        cut.shutdown(socket.SHUT_RDWR)
        cut.close()
        assert await asyncio.to_thread(conn.wait_closed, PATIENCE_S)
        assert isinstance(conn.fault, DisconnectedError), conn.fault


def run(main: Callable[[], Awaitable[None]]) -> None:
    """Run a test on an event loop."""
    asyncio.run(capnp.run(asyncio.wait_for(main(), PATIENCE_S)))


def compact(data: bytes) -> bytes:
    """Data behind its length, as transactions have it."""
    assert len(data) < 253
    return bytes([len(data)]) + data


def coinbase_bytes(told: Theirs) -> bytes:
    """A coinbase of what the template says, byte by byte."""
    outputs = [told.blockRewardRemaining.to_bytes(8, "little") + compact(OUTPUT_SCRIPT), *told.requiredOutputs]
    return b"".join(
        [
            (told.version | told.type << 16).to_bytes(4, "little"),
            b"\1" + bytes(32) + b"\xff\xff\xff\xff" + compact(told.scriptSigPrefix),
            told.sequence.to_bytes(4, "little"),
            bytes([len(outputs)]) + b"".join(outputs),
            told.lockTime.to_bytes(4, "little"),
            compact(told.extraPayload) if told.type else b"",
        ]
    )


def test_pipelined_from_bootstrap_to_block(node: SmallNode, schema: Theirs, proxy_schema: Theirs) -> None:
    """makeMining, createNewBlock and what the template says are sent in one go; the block that comes of it is good."""

    async def main() -> None:
        async with attach(node, schema, proxy_schema, TemplateMaker(node.context)) as client:
            context = client.context("miner")
            mining = client.root.makeMining(context=context).result
            template = mining.createNewBlock(context=context).result  # options and cooldown as the schema has them
            asked = (
                template.getBlockHeader(context=context),
                template.getCoinbaseTx(context=context),
                template.getCoinbaseMerklePath(context=context),
                template.getTxFees(context=context),
                template.getTxSigops(context=context),
                template.getBlock(context=context),
            )
            header, told, path, fees, sigops, block = [(await each).result for each in asked]
            assert (list(fees), list(sigops)) == ([7000], [0])
            assert bytes(block).startswith(header)
            assert told.witness == b""
            coinbase = coinbase_bytes(told)
            root = hash256(coinbase)
            for step in path:
                root = hash256(root + step)
            nonce = next(
                nonce
                for nonce in range(1 << 20)
                if x11(header[:36] + root + header[68:76] + nonce.to_bytes(4, "little"))[31] < 0x7F
            )
            version, timestamp = (int.from_bytes(header[at : at + 4], "little") for at in (0, 68))
            solution = {"version": version, "timestamp": timestamp, "nonce": nonce, "coinbase": coinbase}
            verdict = await template.submitSolution(context=context, **solution)
            assert (verdict.reason, verdict.debug, verdict.result) == ("", "", True)
            tip = await mining.getTip(context=context)
            assert tip.hasResult
            assert tip.result.height == 102
            assert tip.result.hash == x11(header[:36] + root + header[68:76] + nonce.to_bytes(4, "little"))
            assert not (await template.submitSolutionOld7(context=context, **solution)).result

    run(main)


def test_waits(node: SmallNode, schema: Theirs, proxy_schema: Theirs) -> None:
    """On threads of their own; interrupts need none, and null is what an ended wait gives."""

    async def main() -> None:
        async with attach(node, schema, proxy_schema, TemplateMaker(node.context)) as client:
            context, waiting = client.context("miner"), client.context("waits")
            mining = client.root.makeMining(context=context).result
            tip = (await mining.getTip(context=context)).result
            at_once = await mining.waitTipChanged(context=waiting, currentTip=tip.hash, timeout=0)
            assert at_once.result.hash == tip.hash
            change = mining.waitTipChanged(context=waiting, currentTip=tip.hash)
            template = mining.createNewBlock(context=context, cooldown=False).result
            fees = template.getTxFees(context=context)
            assert list((await fees).result) == [7000]  # while the other thread waits
            await asyncio.to_thread(node.mine)
            assert (await change).result.height == 102
            newer = (await template.waitNext(context=waiting, options={"timeout": 1000})).result
            assert bytes((await newer.getBlockHeader(context=context)).result)[4:36] != tip.hash
            wait = newer.waitNext(context=waiting)
            await newer.interruptWait()
            assert not (await wait)._has("result")
            change = mining.waitTipChanged(
                context=waiting, currentTip=(await mining.getTip(context=context)).result.hash
            )
            await mining.interrupt()
            assert not (await change)._has("result")

    run(main)


def test_who_leaves_while_waiting_leaves_nothing(node: SmallNode, schema: Theirs, proxy_schema: Theirs) -> None:
    """Neither threads that wait for good, nor templates."""
    maker = TemplateMaker(node.context, 2)
    before = set(threading.enumerate())

    async def main() -> None:
        async with attach(node, schema, proxy_schema, maker) as client:
            context, waiting = client.context("miner"), client.context("waits")
            mining = client.root.makeMining(context=context).result
            template = mining.createNewBlock(context=context).result
            other = (await mining.createNewBlock(context=context)).result
            await other.getBlock(context=context)
            wait = template.waitNext(context=waiting)
            with pytest.raises(capnp.KjException, match="too many block templates"):
                await mining.createNewBlock(context=context)
            del wait

    run(main)
    deadline = time.monotonic() + PATIENCE_S
    while {each for each in threading.enumerate() if "server" in each.name} - before:
        assert time.monotonic() < deadline, threading.enumerate()
        time.sleep(0.001)
    assert maker.held == 0


def test_ids_and_layout(mining_schema: Theirs) -> None:
    """Those of Bitcoin Core's schema, of which only the end of CoinbaseTx is ours."""
    assert mining_schema.Mining.schema.node.id == MINING_ID
    assert mining_schema.BlockTemplate.schema.node.id == BLOCK_TEMPLATE_ID
    options = mining_schema.BlockCreateOptions.new_message()
    assert (options.useMempool, options.blockReservedWeight, options.coinbaseOutputMaxAdditionalSigops) == (
        True,
        8000,
        400,
    )
    fields = {
        each.name: each.slot.offset for each in mining_schema.CoinbaseTx.schema.node.struct.fields if each.codeOrder < 7
    }
    assert fields == {
        "version": 0,
        "sequence": 1,
        "scriptSigPrefix": 0,
        "witness": 1,
        "blockRewardRemaining": 1,
        "requiredOutputs": 2,
        "lockTime": 4,
    }

"""What is said to an I2P router, and what comes of the answers."""

import asyncio
import itertools
import logging
import socket
from base64 import b64encode
from collections.abc import Coroutine, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pytest
from framework import free_port, wait_until
from line_server import LineServer
from net_manager import MAGIC, PORT, ipv4, running

from dashcore.net.connection import ConnectionType
from dashcore.net.options import NetOptions
from dashcore.net.protocol import Services
from dashcore.net.tunnels.i2p import (
    I2pConnection,
    SamError,
    SamSession,
    address_of,
    decode_i2p_base64,
    destination_of,
    parse_reply,
)
from dashcore.net.tunnels.i2p_sessions import I2pSessions
from dashcore.net.tunnels.proxy import ConnectError, Proxy
from dashcore.primitives.net_address import NetService, NetworkKind

T = TypeVar("T")
WAIT_S = 10
OWN_KEY = bytes(385) + b"\0\2" + b"ab" + b"secret"
PEER = b"\7" * 385 + b"\0\0"


def text_of(data: bytes) -> str:
    """Write bytes as I2P does."""
    return b64encode(data, altchars=b"-~").decode()


def run(work: Coroutine[None, None, T]) -> T:
    """Run a coroutine."""
    return asyncio.run(work)


class Router:
    """Answers as a router does.

    Attributes:
        instead: other answers, by the first two words of a line.
        peers: who connects when one is accepted; None for nobody any more.
    """

    def __init__(self) -> None:
        self.instead: dict[str, bytes | None] = {}
        self.peers = [text_of(PEER)]

    def answer(self, line: str) -> bytes | None:
        """Answer a line."""
        words = " ".join(line.split(" ")[:2])
        if words in self.instead:
            return self.instead[words]
        return {
            "HELLO VERSION": b"HELLO REPLY RESULT=OK VERSION=3.1\n",
            "DEST GENERATE": f"DEST REPLY PUB=x PRIV={text_of(OWN_KEY)}\n".encode(),
            "SESSION CREATE": f"SESSION STATUS RESULT=OK DESTINATION={text_of(OWN_KEY)}\n".encode(),
            "NAMING LOOKUP": f"NAMING REPLY RESULT=OK NAME=x VALUE={text_of(PEER)}\n".encode(),
            "STREAM CONNECT": b"STREAM STATUS RESULT=OK\npeer",
            "STREAM ACCEPT": b"STREAM STATUS RESULT=OK\n" + self._next_peer(words),
        }[words]

    def _next_peer(self, words: str) -> bytes:
        if words != "STREAM ACCEPT" or not self.peers:
            return b""
        return f"{self.peers.pop(0)}\npeer".encode()


@pytest.fixture
def router() -> Router:
    """One that does what it is asked."""
    return Router()


@pytest.fixture
def server(router: Router) -> Iterator[LineServer]:
    """Where it is."""
    with LineServer(router.answer) as made:
        yield made


@pytest.fixture
def bridge(server: LineServer) -> Proxy:
    """The same as options have it."""
    return Proxy(ipv4("127.0.0.1", server.port))


def lines(server: LineServer) -> list[str]:
    """Return what was said until now."""
    return [server.heard.get(timeout=WAIT_S) for _ in range(server.heard.qsize())]


def hear(connection: I2pConnection) -> bytes:
    """Read what the peer says first, and end the connection."""
    with connection.socket as sock:
        sock.settimeout(WAIT_S)
        return sock.recv(4, socket.MSG_WAITALL)


def test_connect_with_a_destination_of_its_own(bridge: Proxy, server: LineServer, tmp_path: Path) -> None:
    """The key is made once and kept, for its owner alone."""
    key_file = tmp_path / "i2p_private_key"

    async def connect_twice() -> list[I2pConnection]:
        session = SamSession(bridge, key_file)
        try:
            return [await session.connect(address_of(PEER)) for _ in range(2)]
        finally:
            session.close()

    first, second = run(connect_twice())
    assert hear(first) == hear(second) == b"peer"
    assert (first.peer, first.ours) == (address_of(PEER), address_of(OWN_KEY[:389]))
    assert key_file.read_bytes() == OWN_KEY
    assert key_file.stat().st_mode & 0o777 == 0o600
    said = lines(server)
    assert sum(line.startswith("SESSION CREATE") for line in said) == 1
    assert sum(line.startswith("DEST GENERATE") for line in said) == 1
    assert said[2].startswith("SESSION CREATE STYLE=STREAM ID=")
    assert said[2].endswith(
        f"DESTINATION={text_of(OWN_KEY)} i2cp.leaseSetEncType=4,0 inbound.quantity=3 outbound.quantity=3"
    )
    assert said[4] == f"NAMING LOOKUP NAME={address_of(PEER).host}"
    assert said[5].endswith(f" DESTINATION={text_of(PEER)} SILENT=false")
    for connection in run(connect_twice()):
        assert hear(connection) == b"peer"
    assert not any(line.startswith("DEST GENERATE") for line in lines(server))


def test_connect_with_a_destination_for_once(bridge: Proxy, server: LineServer) -> None:
    """Whoever is not to be reached takes a new one each time, and ends it with the connection."""

    async def connect() -> I2pConnection:
        sessions = I2pSessions(None)
        connection, release = await sessions.connect(bridge, address_of(PEER))
        release()
        sessions.close()
        return connection

    assert hear(run(connect())) == b"peer"
    assert any("DESTINATION=TRANSIENT SIGNATURE_TYPE=7" in line for line in lines(server))


def test_session_that_failed_is_used_again(bridge: Proxy, router: Router, server: LineServer) -> None:
    """It costs the router something to make one."""

    async def connect_in_vain() -> None:
        sessions = I2pSessions(None)
        for _ in range(3):
            with pytest.raises(ConnectError) as caught:
                await sessions.connect(bridge, address_of(PEER))
            assert not caught.value.is_proxy_fault
        sessions.close()

    router.instead["STREAM CONNECT"] = b"STREAM STATUS RESULT=CANT_REACH_PEER\n"
    run(connect_in_vain())
    assert sum(line.startswith("SESSION CREATE") for line in lines(server)) == 1


@pytest.mark.parametrize(
    ("words", "answer", "text"),
    [
        ("HELLO VERSION", b"HELLO REPLY RESULT=NOVERSION\n", 'Unexpected reply to "HELLO VERSION MIN=3.1 MAX=3.1"'),
        ("HELLO VERSION", None, "Connection unexpectedly closed by peer"),
        ("HELLO VERSION", b"x" * 70_000, "Received too many bytes without a terminator (65536)"),
        ("SESSION CREATE", b"SESSION STATUS RESULT=DUPLICATED_ID\n", 'Unexpected reply to "SESSION CREATE ..."'),
        ("DEST GENERATE", b"DEST REPLY PUB=x\n", "Missing PRIV= in the reply"),
        ("DEST GENERATE", b"DEST REPLY PRIV=!!\n", "Cannot decode Base64"),
        ("DEST GENERATE", b"DEST REPLY PRIV=AAAA\n", "The private key is too short (3 < 387)"),
        ("NAMING LOOKUP", b"NAMING REPLY RESULT=KEY_NOT_FOUND NAME=x\n", "Unexpected reply to "),
        ("STREAM CONNECT", b"STREAM STATUS RESULT=INVALID_ID\n", '"STREAM STATUS RESULT=INVALID_ID"'),
    ],
    ids=itertools.count(),
)
def test_refusals(
    bridge: Proxy,
    router: Router,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    words: str,
    answer: bytes | None,
    text: str,
) -> None:
    """The log says why; secrets are not in it."""

    async def connect() -> None:
        session = SamSession(bridge, tmp_path / "i2p_private_key")
        try:
            await session.connect(address_of(PEER))
        finally:
            session.close()

    router.instead[words] = answer
    with caplog.at_level(logging.DEBUG, "dash.i2p"), pytest.raises(ConnectError):
        run(connect())
    assert text in caplog.text
    assert text_of(OWN_KEY) not in caplog.text


def test_ports_are_refused(bridge: Proxy, server: LineServer, caplog: pytest.LogCaptureFixture) -> None:
    """The protocol knows none."""
    with caplog.at_level(logging.DEBUG, "dash.i2p"), pytest.raises(ConnectError):
        run(SamSession(bridge).connect(address_of(PEER).with_port(1)))
    assert "connection refused due to arbitrary port 1" in caplog.text
    assert server.heard.empty()


def test_no_router(caplog: pytest.LogCaptureFixture) -> None:
    """It is not the peer's fault."""
    with caplog.at_level(logging.DEBUG, "dash.i2p"), pytest.raises(ConnectError) as caught:
        run(SamSession(Proxy(ipv4("127.0.0.1", free_port()))).connect(address_of(PEER)))
    assert caught.value.is_proxy_fault
    assert "Cannot connect to 127.0.0.1:" in caplog.text


def options(**changes: object) -> NetOptions:
    """Return options of a node."""
    values: dict[str, object] = {"magic": MAGIC, "default_port": PORT, "services": Services.NETWORK, "connect": ()}
    return NetOptions(**{**values, **changes})  # type: ignore[arg-type]  # by name


def test_peers_come(bridge: Proxy, router: Router, server: LineServer, tmp_path: Path) -> None:
    """We are advertised at our destination as long as the router knows it."""
    router.peers = [text_of(PEER)] * 2
    key_file = tmp_path / "i2p_private_key"
    with running(options(i2p_key_file=key_file)) as rig:
        accepted: list[tuple[socket.socket, NetService, NetService]] = []
        rig.manager.spawn(
            "i2paccept",
            lambda: rig.manager.i2p.accept(
                bridge, rig.local, lambda sock, peer, ours: accepted.append((sock, peer, ours))
            ),
        )
        wait_until(lambda: len(accepted) == 2)
        ours = address_of(OWN_KEY[:389])
        assert [entry.service for entry in rig.local.entries()] == [ours]
        assert all(each[1:] == (address_of(PEER), ours) for each in accepted)
        router.instead["HELLO VERSION"] = None
        server.drop()
        wait_until(lambda: not rig.local.entries())
        for sock, _, _ in accepted:
            sock.close()


def test_open_by_name(bridge: Proxy, server: LineServer) -> None:
    """Without a port written, the only one there is."""
    with running(options()) as rig:
        rig.manager.proxies.set(NetworkKind.I2P, bridge)
        name = address_of(PEER).host
        rig.manager.opener.open(name, ConnectionType.MANUAL, use_v2=False)
        connection = rig.events.began.get(timeout=WAIT_S)
        assert (connection.address, connection.address_name) == (address_of(PEER), name)
        assert connection.address_bind == address_of(OWN_KEY[:389])
        assert server.heard.qsize() == 5


# Words


def test_replies() -> None:
    """The first of equal words counts; secrets are not shown."""
    reply = parse_reply("ask", "DEST REPLY PUB=a PRIV=secret PRIV=x")
    assert (reply.get("PUB"), reply.get("PRIV")) == ("a", "secret")
    assert "secret" not in repr(reply) + reply.full
    with pytest.raises(SamError, match='Missing NONE= in the reply to "ask"'):
        reply.get("NONE")
    with pytest.raises(SamError):
        reply.get("DEST")


def test_destinations() -> None:
    """The certificate says how long they are."""
    assert destination_of(OWN_KEY) == OWN_KEY[:389]
    assert address_of(PEER).address == sha256(PEER).digest()
    assert decode_i2p_base64("-~AA") == bytes([0xFB, 0xF0, 0x00])
    with pytest.raises(SamError, match="Certificate length"):
        destination_of(bytes(385) + b"\0\1")
    with pytest.raises(SamError, match="Cannot decode Base64"):
        decode_i2p_base64("+/AA")

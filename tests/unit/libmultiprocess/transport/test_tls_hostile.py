"""Whoever may reach a TLS port: nothing but a known key gets a byte to the RPC layer, and nobody else gets in the way."""

import logging
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from mp_probe import RootImpl, RootProxy

import libmultiprocess as mp
from libmultiprocess._transport import tls_socket


def wait_until(predicate: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not predicate():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.001)


class Port:
    """A server that knows one key, and how to reach it in every way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.node, self.wallet, self.stranger = (
            mp.TlsIdentity.load(folder / n) for n in ("node", "wallet", "stranger")
        )
        self.roots: list[mp.Peer] = []
        self.known = {self.wallet.fingerprint}
        self.server = mp.listen(
            mp.TlsAddress("127.0.0.1", 0),
            self.make_root,
            RootProxy,
            identity=self.node,
            authorize=self.known.__contains__,
        )
        self.listener: Any = self.server._listener

    def make_root(self, peer: mp.Peer) -> RootImpl:
        self.roots.append(peer)
        return RootImpl()

    def connect(self, **options: Any) -> Any:
        options = {"identity": self.wallet, "authorize": lambda f: f == self.node.fingerprint, **options}
        return mp.connect(self.server.address, RootProxy, **options)

    def raw(self) -> socket.socket:
        address = self.server.address
        assert isinstance(address, mp.TlsAddress)
        sock = socket.create_connection((address.host, address.port), 10)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def context(self, who: str | None) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        if who is not None:
            context.load_cert_chain(self.folder / who / "ipc_identity.pem")
        return context

    @contextmanager
    def works(self) -> Iterator[None]:
        """Before and after, whoever is known gets in; nobody else did in between."""
        before = len(self.roots)
        yield
        assert len(self.roots) == before
        with self.connect() as root:
            assert root.make_probe().echo("works") == "works"
        wait_until(lambda: not self.server.connections and not self.listener._shaking)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Port]:
    port = Port(tmp_path_factory.mktemp("keys"))
    with port.server:
        yield port


def read_all(sock: socket.socket) -> bytes:
    data = b""
    try:
        while piece := sock.recv(4096):
            data += piece
    except ConnectionError:
        pass
    return data


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0",
        b"GET / HTTP/1.1\r\n\r\n",
        bytes(100_000),
        os.urandom(1000),
        b"\x16\x03\x01\xff\xff" + os.urandom(70_000),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
    ],
    ids=["nothing", "a byte", "http", "zeros", "random", "a long record", "half a hello"],
)
def test_garbage(port: Port, garbage: bytes) -> None:
    """An alert at most."""
    with port.works(), port.raw() as sock:
        sock.sendall(garbage)
        sock.shutdown(socket.SHUT_WR)
        assert len(read_all(sock)) < 100


def test_a_client_without_tls(port: Port) -> None:
    """Learns that this is not its protocol."""
    with port.works(), pytest.raises((mp.DisconnectedError, mp.ProtocolError)):
        mp.connect(port.raw(), RootProxy)


@pytest.mark.parametrize("who", [None, "stranger"])
def test_a_client_without_a_known_key(port: Port, who: str | None) -> None:
    """Of TLS 1.3 it may think the handshake is done; what it then says is not read, and it gets an alert."""
    with port.works(), port.raw() as raw, port.context(who).wrap_socket(raw) as sock:
        sock.sendall(bytes(4096))
        with pytest.raises(ssl.SSLError, match=r"(?i)alert"):
            sock.recv(4096)


def test_older_tls(port: Port) -> None:
    """1.2 is refused."""
    context = port.context("wallet")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with port.works(), port.raw() as raw, pytest.raises(ssl.SSLError, match=r"(?i)alert.*version"):
        context.wrap_socket(raw)


def test_a_known_key_of_another_implementation(port: Port) -> None:
    """Any TLS 1.3 will do, and then it is the protocol: here a message that says nothing."""
    before = len(port.roots)
    with port.raw() as raw, port.context("wallet").wrap_socket(raw) as sock:
        assert sock.version() == "TLSv1.3"
        sock.sendall(b"GET / HTTP/1.1\r\n\r\n" * 10)
        answer = b""
        while piece := sock.recv(4096):
            answer += piece
    assert answer[16] == 1  # Abort
    assert len(port.roots) == before + 1
    with port.works():
        pass


def test_no_session_is_resumed(port: Port) -> None:
    """Whoever is no longer authorized cannot come back on an old handshake."""
    context = port.context("wallet")
    with port.raw() as raw, context.wrap_socket(raw) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\n\r\n" * 10)
        sock.recv(4096)
        session = sock.session
    wait_until(lambda: not port.server.connections)
    with port.works():
        port.known.clear()
        try:
            with port.raw() as raw, context.wrap_socket(raw, session=session) as sock:
                assert not sock.session_reused
                with pytest.raises(ssl.SSLError, match=r"(?i)alert"):
                    sock.recv(1)
        finally:
            port.known.add(port.wallet.fingerprint)


def test_a_slow_handshake_is_cut(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then does not help."""
    monkeypatch.setattr(port.listener, "_handshake_s", 0.2)
    hello = b"\x16\x03\x01\x02\x00"
    with port.raw() as sock:
        sock.settimeout(0.02)
        start = time.monotonic()
        sent = 0
        while time.monotonic() - start < 10:
            try:
                if sent < len(hello):
                    sock.send(hello[sent : sent + 1])
                    sent += 1
                if not sock.recv(100):
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        assert 0.1 < time.monotonic() - start < 5
    monkeypatch.undo()
    with port.works():
        pass


def test_many_idle_connections_keep_nobody_out(port: Port) -> None:
    """Of too many handshakes at once the oldest is dropped."""
    idle = [port.raw() for _ in range(tls_socket._HANDSHAKES)]
    try:
        wait_until(lambda: len(port.listener._shaking) == tls_socket._HANDSHAKES)
        with port.connect() as root:
            assert root.make_probe().echo("x") == "x"
        idle[0].settimeout(10)
        assert read_all(idle[0]) == b""
        more = [port.raw() for _ in range(2 * tls_socket._HANDSHAKES)]
        idle += more
        with port.connect() as root:
            assert root.make_probe().echo("x") == "x"
        assert len(port.listener._shaking) <= tls_socket._HANDSHAKES
    finally:
        for each in idle:
            each.close()
    with port.works():
        pass


def test_closing_drops_who_is_shaking_hands(port: Port) -> None:
    """It does not wait for them."""
    with mp.listen(
        mp.TlsAddress("127.0.0.1", 0), port.make_root, RootProxy, identity=port.node, authorize=lambda _: True
    ) as server:
        assert isinstance(server.address, mp.TlsAddress)
        with socket.create_connection((server.address.host, server.address.port), 10) as sock:
            listener: Any = server._listener
            wait_until(lambda: len(listener._shaking) == 1)
            start = time.monotonic()
            server.close()
            assert time.monotonic() - start < 3
            assert read_all(sock) == b""


@contextmanager
def middleman(port: Port, tamper: Callable[[bytes, int], bytes]) -> Iterator[mp.TlsAddress]:
    """Passes bytes on, tampered with: tamper(bytes, how many came before), for what the client sends."""
    address = port.server.address
    assert isinstance(address, mp.TlsAddress)

    def carry(source: socket.socket, target: socket.socket, change: Callable[[bytes, int], bytes] | None) -> None:
        seen = 0
        with source, target:
            try:
                while piece := source.recv(65536):
                    target.sendall(change(piece, seen) if change is not None else piece)
                    seen += len(piece)
                target.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def serve() -> None:
        client, _ = listener.accept()
        server = socket.create_connection((address.host, address.port))
        back = threading.Thread(target=carry, args=(server.dup(), client.dup(), None))
        back.start()
        carry(client, server, tamper)
        back.join()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield mp.TlsAddress("127.0.0.1", listener.getsockname()[1])
        thread.join(10)


def test_a_middleman_sees_and_changes_nothing(port: Port) -> None:
    """What is said is not in what passes; one bit changed, and both ends let go."""
    passed = bytearray()
    flip = threading.Event()

    def tamper(piece: bytes, _before: int) -> bytes:
        passed.extend(piece)
        return piece[:-1] + bytes([piece[-1] ^ 1]) if flip.is_set() else piece

    options: Any = {"identity": port.wallet, "authorize": lambda f: f == port.node.fingerprint}
    with middleman(port, tamper) as address:
        root = mp.connect(address, RootProxy, **options)
        probe = root.make_probe()
        assert probe.echo("a secret" * 10) == "a secret" * 10
        assert b"secret" not in passed
        flip.set()
        with pytest.raises(mp.DisconnectedError):
            probe.echo("x")
        root.close()
    with port.works():
        pass


def test_a_middleman_with_a_key_of_its_own(port: Port) -> None:
    """Is not the node: the client says nothing to it."""
    with mp.listen(
        mp.TlsAddress("127.0.0.1", 0), port.make_root, RootProxy, identity=port.stranger, authorize=lambda _: True
    ) as server:
        before = len(port.roots)
        with pytest.raises(mp.NotAuthorizedError):
            mp.connect(server.address, RootProxy, identity=port.wallet, authorize=lambda f: f == port.node.fingerprint)
        assert len(port.roots) == before


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", bytes(1000)], ids=["none", "http", "zeros"]
)
def test_a_client_meets_something_else(port: Port, answer: bytes) -> None:
    """It says that this is no peer."""

    def serve() -> None:
        sock, _ = listener.accept()
        with sock:
            sock.recv(65536)
            sock.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        address = mp.TlsAddress("127.0.0.1", listener.getsockname()[1])
        with pytest.raises(mp.UnreachableError, match=f"cannot connect to {address}: "):
            mp.connect(address, RootProxy, identity=port.wallet, authorize=lambda _: True)
        thread.join()


def test_a_client_meets_silence(port: Port) -> None:
    """It gives up in time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = mp.TlsAddress("127.0.0.1", listener.getsockname()[1])
        start = time.monotonic()
        with pytest.raises(mp.UnreachableError, match=r"no TLS handshake within 0\.1 s"):
            mp.connect(address, RootProxy, identity=port.wallet, authorize=lambda _: True, timeout=0.1)
        assert time.monotonic() - start < 5


def test_no_log_at_a_flood(port: Port, caplog: pytest.LogCaptureFixture) -> None:
    """Anybody can reach the port: what they send is told at level info only, without tracebacks."""
    with caplog.at_level(logging.DEBUG, "libmultiprocess"), port.works(), port.raw() as sock:
        sock.sendall(bytes(1000))
        read_all(sock)
    assert not [r for r in caplog.records if r.levelno > logging.INFO or r.exc_info]
    assert any("no connection to tls:" in r.getMessage() for r in caplog.records)

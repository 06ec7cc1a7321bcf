"""Connections through SOCKS5 proxies: whom they are asked for, and what their refusals mean."""

import asyncio
import itertools
import logging
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar

import pytest
from fake_socks import FakeSocks, refusal
from framework import free_port
from net_manager import ipv4

from dashcore.net.tunnels import socks5
from dashcore.net.tunnels.proxy import ConnectError, Proxy, ProxySettings, open_connection, parse_unix_path
from dashcore.primitives.net_address import NetService, NetworkKind
from dashcore.primitives.net_text import parse_service

T = TypeVar("T")
ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"
WAIT_S = 10


def run(work: Coroutine[None, None, T]) -> T:
    """Run a coroutine."""
    return asyncio.run(work)


def onion() -> NetService:
    """Return an address of Tor."""
    found = parse_service(f"{ONION}:9999")
    assert found is not None
    return found


def settings(proxy: FakeSocks, *, randomizes: bool = False) -> ProxySettings:
    """Lead everything through a proxy."""
    made = ProxySettings()
    through = Proxy(ipv4("127.0.0.1", proxy.port), randomizes)
    for kind in (NetworkKind.IPV4, NetworkKind.ONION):
        made.set(kind, through)
    made.set_name_proxy(through)
    return made


def test_hosts_go_as_names() -> None:
    """Addresses, names and Tor's names alike; what follows is the peer's."""
    with FakeSocks() as proxy:
        proxies = settings(proxy)
        for target, host in ((ipv4("20.1.0.1", 7), "20.1.0.1"), (("some.name", 7), "some.name"), (onion(), ONION)):
            sock = run(open_connection(target, proxies))
            asked = proxy.asked.get(timeout=WAIT_S)
            assert (asked.host, asked.credentials) == (host, None)
            assert asked.port == (9999 if host == ONION else 7)
            with sock:
                assert sock.gettimeout() == 0
                asked.sock.sendall(b"hello")
                sock.settimeout(WAIT_S)
                assert sock.recv(5, socket.MSG_WAITALL) == b"hello"


def test_credentials_differ() -> None:
    """So that Tor keeps connections apart."""
    with FakeSocks() as proxy:
        proxies = settings(proxy, randomizes=True)
        for _ in range(3):
            run(open_connection(ipv4("20.1.0.1"), proxies)).close()
        found = [proxy.asked.get(timeout=WAIT_S).credentials for _ in range(3)]
        assert len(set(found)) == 3
        assert all(each is not None and each[0] == each[1] for each in found)


def test_proxy_at_a_path(tmp_path: Path) -> None:
    """A Unix socket."""
    path = tmp_path / "socks"
    with FakeSocks(path=str(path)) as proxy:
        proxies = ProxySettings()
        proxies.set(NetworkKind.IPV4, Proxy(path))
        run(open_connection(ipv4("20.1.0.1"), proxies)).close()
        assert proxy.asked.get(timeout=WAIT_S).host == "20.1.0.1"
        assert str(proxies.get(NetworkKind.IPV4)) == f"unix:{path}"


def test_no_proxy_for_a_network_means_directly() -> None:
    """And for a name without a proxy there is no way at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        run(open_connection(ipv4("127.0.0.1", server.getsockname()[1]), ProxySettings())).close()
    with pytest.raises(ConnectError):
        run(open_connection(("some.name", 1), ProxySettings()))
    with pytest.raises(ConnectError):
        run(open_connection(onion(), ProxySettings()))


@pytest.mark.parametrize(
    ("proxy", "text"),
    [
        ({"answer": refusal(1)}, "failed: general failure"),
        ({"answer": refusal(5)}, "failed: connection refused"),
        ({"answer": refusal(99)}, "failed: unknown"),
        ({"answer": bytes([4, 0, 0, 1]) + bytes(6)}, "Proxy failed to accept request"),
        ({"answer": bytes([5, 0, 0, 9]) + bytes(6)}, "Error: malformed proxy response"),
        ({"answer": bytes([5, 0, 1, 1]) + bytes(6)}, "Error: malformed proxy response"),
        ({"method": b"\4\0"}, "Proxy failed to initialize"),
        ({"method": b"\5\xff"}, "Proxy requested wrong authentication method ff"),
        ({"grants": b"\1\1"}, "Proxy authentication unsuccessful"),
    ],
    ids=itertools.count(),
)
def test_refusals(proxy: dict[str, bytes], text: str, caplog: pytest.LogCaptureFixture) -> None:
    """The log says why; the proxy itself was there."""
    with FakeSocks(**proxy) as made, caplog.at_level(logging.DEBUG, "dash"):  # type: ignore[arg-type]  # by name
        with pytest.raises(ConnectError) as caught:
            run(open_connection(ipv4("20.1.0.1"), settings(made, randomizes=True)))
        assert not caught.value.is_proxy_fault
    assert text in caplog.text


def test_answer_with_a_name_is_read_to_its_end() -> None:
    """Nothing of it is taken for the peer's."""
    with FakeSocks(answer=bytes([5, 0, 0, 3, 4]) + b"nameXX" + b"peer") as proxy:
        sock = run(open_connection(ipv4("20.1.0.1"), settings(proxy)))
        with sock:
            sock.settimeout(WAIT_S)
            assert sock.recv(4, socket.MSG_WAITALL) == b"peer"


def test_proxy_that_is_silent_or_absent(caplog: pytest.LogCaptureFixture) -> None:
    """A peer that does not answer is no fault of the proxy; a proxy that is not there is."""

    async def ask_silent(port: int) -> bool:
        sock = socket.create_connection(("127.0.0.1", port))
        sock.setblocking(False)
        with sock:
            return await socks5.negotiate(sock, "20.1.0.1", 1, None, timeout_s=0.05)

    with FakeSocks(answer=b"") as proxy:
        assert not run(ask_silent(proxy.port))
    proxies = ProxySettings()
    proxies.set(NetworkKind.IPV4, Proxy(ipv4("127.0.0.1", free_port())))
    with caplog.at_level(logging.INFO, "dash"), pytest.raises(ConnectError) as caught:
        run(open_connection(ipv4("20.1.0.1"), proxies))
    assert caught.value.is_proxy_fault
    assert "failed after wait: Connection refused (111)" in caplog.text


def test_name_that_is_too_long(caplog: pytest.LogCaptureFixture) -> None:
    """The protocol has no room for it."""
    with FakeSocks() as proxy, caplog.at_level(logging.INFO, "dash"), pytest.raises(ConnectError):
        run(open_connection(("a" * 256, 1), settings(proxy)))
    assert "Hostname too long" in caplog.text


def test_paths_and_where_proxies_are() -> None:
    """Only what begins with unix: is a path, and sockets bound how long it is."""
    assert parse_unix_path("unix:/a") == Path("/a")
    assert parse_unix_path("/a") is None
    assert parse_unix_path("unix:" + "a" * 108) is None
    proxies = ProxySettings()
    proxies.set(NetworkKind.IPV4, Proxy(ipv4("20.1.0.1", 1)))
    assert proxies.is_proxy(ipv4("20.1.0.1", 2))
    assert not proxies.is_proxy(ipv4("20.1.0.2", 1))

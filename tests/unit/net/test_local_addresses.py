"""Our own addresses: which are taken, and which of them a peer is told."""

from random import Random

import pytest
from net_manager import PORT, ipv4
from net_peers import FakePeer

from dashcore.net.addresses.local_addresses import LocalAddresses, LocalScore
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.reachable import ReachableNetworks
from dashcore.net.connection import ConnectionType
from dashcore.primitives.net_address import NetService, NetworkId, NetworkKind
from dashcore.primitives.net_text import parse_service

ONION = NetService(network=NetworkId.TORV3, address=bytes(range(32)), port=9999)
I2P = NetService(network=NetworkId.I2P, address=bytes(range(32)), port=0)


def ipv6(text: str) -> NetService:
    """Return an address."""
    found = parse_service(f"[{text}]:{PORT}")
    assert found is not None
    return found


def make(**changes: object) -> LocalAddresses:
    """Make an empty list."""
    values: dict[str, object] = {"listens": True, "discovers": True, "listen_port": PORT, "random": Random(1)}
    return LocalAddresses(ReachableNetworks(), NetGroups(), **{**values, **changes})  # type: ignore[arg-type]  # by name


def test_what_is_taken() -> None:
    """Addresses others can reach, in networks that are open."""
    addresses = make()
    assert addresses.add(ipv4("20.1.0.1", 0), LocalScore.INTERFACE)
    assert not addresses.add(ipv4("192.168.0.1"), LocalScore.MANUAL)
    addresses.reachable.remove(NetworkKind.ONION)
    assert not addresses.add(ONION, LocalScore.MANUAL)
    assert [(str(each.service), each.score) for each in addresses.entries()] == [(f"20.1.0.1:{PORT}", 1)]
    assert addresses.is_local(ipv4("20.1.0.1", 7))
    addresses.remove(ipv4("20.1.0.1"))
    assert addresses.entries() == ()


def test_without_discovery_only_what_the_user_says() -> None:
    """-discover=0."""
    addresses = make(discovers=False)
    assert not addresses.add(ipv4("20.1.0.1"), LocalScore.INTERFACE)
    assert addresses.add(ipv4("20.1.0.1"), LocalScore.MANUAL)


def test_scores() -> None:
    """They grow when something says so again, and when a peer sees the address."""
    addresses = make()
    addresses.add(ipv4("20.1.0.1"), LocalScore.BIND)
    addresses.add(ipv4("20.1.0.1", 7), LocalScore.INTERFACE)
    assert (addresses.score(ipv4("20.1.0.1")), addresses.entries()[0].service.port) == (LocalScore.BIND, PORT)
    addresses.add(ipv4("20.1.0.1", 7), LocalScore.MANUAL)
    assert (addresses.score(ipv4("20.1.0.1")), addresses.entries()[0].service.port) == (LocalScore.MANUAL + 1, 7)
    assert addresses.seen(ipv4("20.1.0.1"))
    assert addresses.score(ipv4("20.1.0.1")) == LocalScore.MANUAL + 2
    assert not addresses.seen(ipv4("20.1.0.2"))
    assert addresses.score(ipv4("20.1.0.2")) == 0


@pytest.mark.parametrize(
    ("ours", "peer", "expected"),
    [
        (["20.1.0.1"], "30.1.0.1", "20.1.0.1"),
        (["20.1.0.1", "2a00:1450::1"], "30.1.0.1", "20.1.0.1"),
        (["20.1.0.1", "2a00:1450::1"], "2a00:1450::2", "2a00:1450::1"),
        (["20.1.0.1", "2002:1401:1::1"], "2a00:1450::2", "20.1.0.1"),
        (["20.1.0.1", "2001:0:1::1"], "2001:0:2::1", "20.1.0.1"),
    ],
)
def test_nearest_is_told(ours: list[str], peer: str, expected: str) -> None:
    """An address of the peer's own network, tunnels last."""

    def read(text: str) -> NetService:
        return ipv6(text) if ":" in text else ipv4(text)

    addresses = make()
    for text in ours:
        addresses.add(read(text), LocalScore.MANUAL)
    assert addresses.best_for(read(peer)) == read(expected)


def test_hidden_and_open_are_kept_apart() -> None:
    """Who knows an address of Tor or I2P does not learn which other one is ours, and the reverse."""
    addresses = make()
    addresses.add(ipv4("20.1.0.1"), LocalScore.MANUAL)
    peer_of_tor = ONION.with_port(1)
    assert addresses.best_for(peer_of_tor) is None
    addresses.add(ONION, LocalScore.MANUAL)
    addresses.add(I2P.with_port(1), LocalScore.MANUAL)
    assert addresses.best_for(peer_of_tor) == ONION
    assert addresses.best_for(ipv4("30.1.0.1")) == ipv4("20.1.0.1")
    assert addresses.best_for(ipv4("127.0.0.1"), is_inbound_onion=True) == ONION
    assert addresses.best_for(I2P) == I2P.with_port(1)


def test_nothing_is_told_where_nobody_may_come() -> None:
    """-listen=0."""
    addresses = make(listens=False)
    addresses.add(ipv4("20.1.0.1"), LocalScore.MANUAL)
    assert addresses.best_for(ipv4("30.1.0.1")) is None


def test_peers_are_believed_where_we_know_nothing() -> None:
    """The port of an address that an outbound peer sees is none others can come to."""
    addresses = make()
    inbound, outbound = FakePeer().connection, FakePeer(kind=ConnectionType.OUTBOUND_FULL_RELAY).connection
    assert addresses.advertised_to(inbound) is None
    for connection in (inbound, outbound):
        connection.address = ipv4("30.1.0.1")
        connection.local_address = ipv4("20.1.0.1", 5)
    assert addresses.advertised_to(inbound) == ipv4("20.1.0.1", 5)
    assert addresses.advertised_to(outbound) == ipv4("20.1.0.1", PORT)
    inbound.local_address = ipv4("192.168.0.1")
    assert addresses.advertised_to(inbound) is None


def test_peers_are_believed_now_and_then() -> None:
    """Less often the surer we are."""
    connection = FakePeer().connection
    connection.address = ipv4("30.1.0.1")
    connection.local_address = ipv4("20.9.0.1")

    def share(score: int) -> float:
        addresses = make()
        addresses.add(ipv4("20.1.0.1"), score)
        return sum(addresses.advertised_to(connection) == ipv4("20.9.0.1") for _ in range(400)) / 400

    assert 0.4 < share(LocalScore.INTERFACE) < 0.6
    assert 0.07 < share(LocalScore.MANUAL + 1) < 0.2


def test_cjdns_looks_like_ipv6() -> None:
    """It is taken for what it is where that network is open."""
    addresses = make()
    flipped = addresses.flip(ipv6("fc00::1"))
    assert flipped.network == NetworkId.CJDNS
    addresses.reachable.remove(NetworkKind.CJDNS)
    assert addresses.flip(ipv6("fc00::1")).network == NetworkId.IPV6

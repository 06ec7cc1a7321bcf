"""Peers of our own choice: how many, of which kind, and who is not chosen."""

import logging
from collections.abc import Iterator
from random import Random

import pytest
from fake_socks import Asked, FakeSocks
from framework import wait_until
from net_manager import MAGIC, PORT, Rig, ipv4, running

from dashcore.net.addresses.seeds import FixedSeeds
from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.options import NetOptions
from dashcore.net.outbound import Census, OutboundFinder, Plan, usable_anchors
from dashcore.net.protocol import Services
from dashcore.primitives.net_address import NetService, NetworkKind, PeerAddress

WAIT_S = 10
USEFUL = Services.NETWORK | Services.NETWORK_LIMITED


def options(**changes: object) -> NetOptions:
    """Return options without listening."""
    values: dict[str, object] = {"magic": MAGIC, "default_port": PORT, "services": USEFUL, "log_ips": True}
    values["peer_timeout_s"] = 10**9  # nobody ends though time passes
    return NetOptions(**{**values, **changes})  # type: ignore[arg-type]  # by name


def known(*services: NetService, offers: Services = USEFUL) -> list[PeerAddress]:
    """Return what somebody told of nodes just now."""
    return [PeerAddress(service=service, services=offers, time=1_700_000_000) for service in services]


def make_finder(rig: Rig, *, anchors: list[PeerAddress] | None = None, seeds: tuple[str, ...] = ()) -> OutboundFinder:
    """Make one that does not wait."""
    fixed = FixedSeeds(
        seeds,
        rig.addrman,
        rig.reachable,
        is_enabled=True,
        has_other_sources=lambda: not seeds,
        now=rig.clock.now,
    )
    return OutboundFinder(
        rig.manager,
        fixed,
        list(anchors or ()),
        lambda services: bool(services & Services.NETWORK),
        random=Random(1),
        round_s=0.001,
    )


@pytest.fixture
def proxy() -> Iterator[FakeSocks]:
    """Who is asked for all connections."""
    with FakeSocks() as made:
        yield made


def start(rig: Rig, finder: OutboundFinder) -> None:
    """Let it find."""
    rig.manager.spawn("opencon", finder.run)


def opened(rig: Rig, count: int) -> list[Connection]:
    """Wait for connections."""
    return [rig.events.began.get(timeout=WAIT_S) for _ in range(count)]


def opened_in_time(rig: Rig) -> Connection:
    """Let time pass until there is one connection more: whom one draws may be connected already."""

    def is_there() -> bool:
        rig.clock.set_mock(rig.clock.now() + 3600)
        return not rig.events.began.empty()

    wait_until(is_there)
    return opened(rig, 1)[0]


def requests(proxy: FakeSocks, count: int) -> list[Asked]:
    """Wait for what the proxy was asked."""
    return [proxy.asked.get(timeout=WAIT_S) for _ in range(count)]


def test_ten_peers_of_ten_groups(proxy: FakeSocks) -> None:
    """Eight for everything, two for blocks alone, each from a network group of its own."""
    with running(options(), proxy_port=proxy.port) as rig:
        rig.addrman.add(
            known(*(ipv4(f"{net}.{net}.0.{host}") for net in range(20, 45) for host in (1, 2))), ipv4("9.9.9.9")
        )
        start(rig, make_finder(rig))
        found = opened(rig, 10)
        kinds = [each.type for each in found]
        assert kinds == [ConnectionType.OUTBOUND_FULL_RELAY] * 8 + [ConnectionType.BLOCK_RELAY] * 2
        assert len({each.net_group for each in found}) == 10
        assert {(each.host, each.port) for each in requests(proxy, 10)} == {
            (each.address.host, each.address.port) for each in found
        }
        assert rig.manager.count(inbound=False, outbound=True) == 10
        found[3].close()
        assert opened(rig, 1)[0].type is ConnectionType.OUTBOUND_FULL_RELAY


def test_feeler_when_it_is_time(proxy: FakeSocks) -> None:
    """Beyond the usual peers one is tried now and then, and again after it has ended."""
    with running(options(), proxy_port=proxy.port) as rig:
        rig.addrman.add(known(*(ipv4(f"{net}.{net}.0.1") for net in range(20, 60))), ipv4("9.9.9.9"))
        start(rig, make_finder(rig))
        opened(rig, 10)
        feeler = opened_in_time(rig)
        assert feeler.type is ConnectionType.FEELER
        assert rig.manager.extra_full_outbound_count() == rig.manager.extra_block_relay_count() == 0
        feeler.close()
        assert rig.events.ended.get(timeout=WAIT_S) is feeler
        assert opened_in_time(rig).type is ConnectionType.FEELER


def test_stale_tip_and_extra_block_relay_peers(proxy: FakeSocks) -> None:
    """One more for everything where the tip may be stale, one more for blocks where the chain is in sync."""
    with running(options(), proxy_port=proxy.port) as rig:
        rig.addrman.add(known(*(ipv4(f"{net}.{net}.0.1") for net in range(20, 60))), ipv4("9.9.9.9"))
        start(rig, make_finder(rig))
        opened(rig, 10)
        rig.manager.try_new_outbound = True
        extra = opened(rig, 1)[0]
        assert extra.type is ConnectionType.OUTBOUND_FULL_RELAY
        rig.manager.try_new_outbound = False
        rig.manager.start_extra_block_relay_peers()
        extra.close()
        while (extra := opened_in_time(rig)).type is not ConnectionType.BLOCK_RELAY:
            assert extra.type is ConnectionType.FEELER
            extra.close()


def test_anchors_come_first(proxy: FakeSocks, caplog: pytest.LogCaptureFixture) -> None:
    """Those that lack something are passed over."""
    good, useless, ours = known(ipv4("30.1.0.1"), ipv4("31.1.0.1"), ipv4("32.1.0.1"))
    useless = PeerAddress(service=useless.service, services=Services.NONE, time=0)
    with caplog.at_level(logging.INFO, "dash"):
        assert usable_anchors([good, useless, ours, good], 3) == [good, useless, ours]
    assert "3 block-relay-only anchors will be tried for connections." in caplog.text
    with running(options(), proxy_port=proxy.port) as rig:
        rig.local.add(ours.service, 4)
        rig.reachable.remove(NetworkKind.ONION)
        start(rig, make_finder(rig, anchors=[good, useless, ours]))
        found = opened(rig, 1)[0]
        assert (found.type, found.address) == (ConnectionType.BLOCK_RELAY, good.service)
        assert requests(proxy, 1)[0].host == "30.1.0.1"


def test_who_is_not_chosen() -> None:
    """Ourselves, a node the user added, one that offers too little, one of a network that is closed."""
    rig = Rig(options(listen_port=PORT))
    rig.manager.opener.add_node("33.1.0.1:1", use_v2=False)
    rig.reachable.remove(NetworkKind.ONION)
    rig.local.add(ipv4("35.1.0.1"), 4)
    little = known(ipv4("30.1.0.1"), offers=Services.NETWORK_LIMITED)
    onion = NetService(network=4, address=bytes(range(32)), port=PORT)
    others = known(onion, ipv4("33.1.0.1", 1), ipv4("34.1.0.1"), ipv4("35.1.0.1"))
    rig.addrman.add([*little, *others], ipv4("9.9.9.9"))
    finder = make_finder(rig)
    plan, census = Plan(ConnectionType.OUTBOUND_FULL_RELAY), Census()
    chosen = {finder.choose(plan, census) for _ in range(30)} - {None}
    assert [each.service for each in chosen if each is not None] == [ipv4("34.1.0.1")]
    assert finder.choose(Plan(ConnectionType.OUTBOUND_FULL_RELAY, wants_onion=True), census) is None


def test_fixed_seeds_where_nothing_else_is(proxy: FakeSocks, caplog: pytest.LogCaptureFixture) -> None:
    """An empty list of addresses is filled from the program itself."""
    with caplog.at_level(logging.INFO, "dash"), running(options(), proxy_port=proxy.port) as rig:
        start(rig, make_finder(rig, seeds=("40.1.0.1:9999", "41.1.0.1:9999")))
        found = {connection.address.host for connection in opened(rig, 2)}
        assert found == {"40.1.0.1", "41.1.0.1"}
    assert "Added 2 fixed seeds from reachable networks." in caplog.text


def test_nodes_asked_for_addresses(proxy: FakeSocks) -> None:
    """Those of -seednode are connected to only for that; the proxy looks their names up."""
    with running(options(seed_nodes=("50.1.0.1:7",)), proxy_port=proxy.port) as rig:
        start(rig, make_finder(rig))
        found = opened(rig, 1)[0]
        assert (found.type, found.address_name) == (ConnectionType.ADDR_FETCH, "50.1.0.1:7")


def test_many_of_one_group_where_that_is_welcome(proxy: FakeSocks) -> None:
    """On networks for tests, as many as there are places for."""
    with running(options(one_peer_per_group=False), proxy_port=proxy.port) as rig:
        rig.addrman.add(known(*(ipv4(f"20.20.{net}.1") for net in range(40))), ipv4("9.9.9.9"))
        start(rig, make_finder(rig))
        assert {each.type for each in opened(rig, 11)} == {ConnectionType.OUTBOUND_FULL_RELAY}

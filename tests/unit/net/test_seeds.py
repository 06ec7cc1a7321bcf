"""DNS seeds are asked only where that is needed, and fixed ones only where nothing else came."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from net_manager import PORT, ipv4

from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.reachable import ReachableNetworks
from dashcore.net.addresses.seeds import DnsSeeder, FixedSeeds, fixed_seed_addresses
from dashcore.net.protocol import Services
from dashcore.primitives.net_address import NetService, NetworkKind, PeerAddress

NOW = 1_700_000_000
DAY_S = 24 * 3600


class World:
    """What a seeder asks, and what it did."""

    def __init__(self, *, known: int = 0, peers: int = 0, has_name_proxy: bool = False) -> None:
        self.addrman = AddrMan(NetGroups(), lambda: NOW)
        for number in range(known):
            address = PeerAddress(service=ipv4(f"20.{number}.0.1"), services=1, time=NOW)
            self.addrman.add([address], ipv4(f"30.{number}.0.1"))
        self.peers = peers
        self.has_name_proxy = has_name_proxy
        self.is_active = True
        self.asked: list[str] = []
        self.fetched: list[str] = []
        self.slept: list[float] = []
        self.silent: set[str] = set()

    async def look_up(self, host: str, port: int, limit: int) -> list[NetService]:
        """Answer with as many addresses as are wanted, and one more."""
        assert port == PORT
        self.asked.append(host)
        if host.partition(".")[2] in self.silent:
            return []
        number = len(self.asked)
        return [ipv4(f"{40 + number}.{each}.0.1") for each in range(limit + 1)]

    async def sleep(self, seconds: float) -> None:
        """Note it; the network comes back after a while."""
        self.slept.append(seconds)
        self.is_active = True

    def seeder(self, *names: str, force: bool = False) -> DnsSeeder:
        """Make one."""
        return DnsSeeder(
            names,
            self.addrman,
            port=PORT,
            force=force,
            is_active=lambda: self.is_active,
            peer_count=lambda: self.peers,
            has_name_proxy=lambda: self.has_name_proxy,
            fetch=self.fetched.append,
            now=lambda: NOW,
            look_up=self.look_up,
        )


Run = Callable[..., None]  # type: ignore[explicit-any] # names of seeds, and whether they are forced


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Run:
    """Let a seeder work to its end, without waiting."""

    def work(world: World, *names: str, force: bool = False) -> None:
        sleep: Callable[[float], Awaitable[None]] = world.sleep
        monkeypatch.setattr(asyncio, "sleep", sleep)
        with caplog.at_level(logging.INFO, "dash"):
            asyncio.run(world.seeder(*names, force=force).run())

    return work


def test_without_addresses_all_are_asked_at_once(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """Only for nodes that offer blocks; no more is taken of one than it may give."""
    world = World()
    run(world, *(f"seed{number}.org" for number in range(5)))
    assert sorted(world.asked) == [f"x1.seed{number}.org" for number in range(5)]
    assert world.slept == []
    assert "160 addresses found from DNS seeds" in caplog.text
    assert 0 < world.addrman.size() <= 160
    ages = {(NOW - each.time) // DAY_S for each in world.addrman.addresses(0, 0)}
    assert ages <= {3, 4, 5, 6}


def test_with_peers_none_is_asked(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """The addresses we have lead somewhere."""
    world = World(known=5, peers=2)
    run(world, "seed.org")
    assert world.asked == []
    assert world.slept == [11]
    assert "Waiting 11 seconds before querying DNS seeds." in caplog.text
    assert "P2P peers available. Skipped DNS seeding." in caplog.text


def test_without_peers_three_at_a_time(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """And a look for peers before the next three."""
    world = World(known=5)
    run(world, *(f"seed{number}.org" for number in range(7)))
    assert len(world.asked) == 7
    assert world.slept == [11, 11, 11]
    assert "224 addresses found from DNS seeds" in caplog.text


def test_many_addresses_get_more_time(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """Five minutes, in which we look for peers now and then."""
    world = World()
    for number in range(1500):
        address = PeerAddress(service=ipv4(f"{20 + number // 250}.{number % 250}.0.1"), services=1, time=NOW)
        world.addrman.add([address], ipv4(f"{60 + number % 100}.{number % 250}.0.1"))
    run(world, "seed.org")
    assert sum(world.slept) == 300
    assert "Waiting 300 seconds before querying DNS seeds." in caplog.text


def test_forced(run: Run) -> None:
    """Whatever we know."""
    world = World(known=5, peers=9)
    run(world, "seed.org", force=True)
    assert world.asked == ["x1.seed.org"]


def test_proxy_and_silent_seeds(run: Run) -> None:
    """Where names are for a proxy, or a seed does not answer, the seed itself is connected to."""
    world = World(has_name_proxy=True)
    run(world, "seed.org")
    assert (world.asked, world.fetched) == ([], ["seed.org"])
    world = World()
    world.silent.add("seed.org")
    run(world, "seed.org")
    assert (world.asked, world.fetched) == (["x1.seed.org"], ["seed.org"])


def test_network_that_is_off(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is asked until it is on."""
    world = World()
    world.is_active = False
    run(world, "seed.org")
    assert world.slept == [1]
    assert "Waiting for network to be reactivated before querying DNS seeds." in caplog.text
    assert world.asked == ["x1.seed.org"]


# Fixed seeds


class Fixed:
    """Fixed seeds, and the time they go by."""

    def __init__(self, *, is_enabled: bool = True, has_others: bool = True) -> None:
        self.now = NOW
        self.has_others = has_others
        self.addrman = AddrMan(NetGroups(), lambda: self.now)
        self.reachable = ReachableNetworks(frozenset({NetworkKind.IPV4, NetworkKind.IPV6}))
        self.seeds = FixedSeeds(
            ("20.1.0.1:9999", "[2a00:1450::1]:9999"),
            self.addrman,
            self.reachable,
            is_enabled=is_enabled,
            has_other_sources=lambda: self.has_others,
            now=lambda: self.now,
        )


def test_fixed_seeds_wait_for_others(caplog: pytest.LogCaptureFixture) -> None:
    """A minute."""
    fixed = Fixed()
    with caplog.at_level(logging.INFO, "dash"):
        fixed.seeds.add_if_due()
        assert fixed.addrman.size() == 0
        fixed.now += 61
        fixed.seeds.add_if_due()
    assert fixed.addrman.size() == 2
    assert "Adding fixed seeds as 60 seconds have passed and addrman is empty" in caplog.text
    assert "Added 2 fixed seeds from reachable networks." in caplog.text
    ages = {(fixed.now - each.time) // DAY_S for each in fixed.addrman.addresses(0, 0)}
    assert ages <= set(range(7, 14))


def test_fixed_seeds_of_networks_that_lack_addresses() -> None:
    """And only once."""
    fixed = Fixed(has_others=False)
    fixed.addrman.add([PeerAddress(service=ipv4("30.1.0.1"), services=Services.NETWORK, time=NOW)], ipv4("40.1.0.1"))
    assert fixed.seeds.empty_networks() == {NetworkKind.IPV6}
    fixed.seeds.add_if_due()
    assert fixed.addrman.size(NetworkKind.IPV4) == 1
    assert fixed.addrman.size(NetworkKind.IPV6) == 1
    fixed.reachable.add(NetworkKind.ONION)
    fixed.seeds.add_if_due()
    assert fixed.addrman.size() == 2


def test_no_fixed_seeds(caplog: pytest.LogCaptureFixture) -> None:
    """-fixedseeds=0."""
    with caplog.at_level(logging.INFO, "dash"):
        fixed = Fixed(is_enabled=False, has_others=False)
        fixed.seeds.add_if_due()
    assert fixed.addrman.size() == 0
    assert "Fixed seeds are disabled" in caplog.text


def test_list_that_is_no_list() -> None:
    """An entry that is no address is a defect of the program."""
    with pytest.raises(ValueError, match="nowhere"):
        fixed_seed_addresses(("nowhere",), NOW)

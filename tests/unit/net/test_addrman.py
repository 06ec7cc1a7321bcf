"""The address manager: who is kept, who is drawn, and what is in its file."""

import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from net_manager import ipv4

from dashcore.common.errors import InitError
from dashcore.net.addresses.addrman import MAX_COLLISIONS, AddrMan
from dashcore.net.addresses.addrman_file import dump_addresses, load_addrman, save_addrman
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.protocol import Services
from dashcore.primitives.net_address import NetService, NetworkId, NetworkKind, PeerAddress

NOW = 1_700_000_000
DAY_S = 24 * 3600
MAGIC = bytes.fromhex("fcc1b7dc")
SOURCE = ipv4("252.2.2.2")


class Time:
    """The time, moved by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        """Return it."""
        return self.now


@pytest.fixture
def clock() -> Time:
    """What the manager goes by."""
    return Time()


@pytest.fixture
def addrman(clock: Time) -> Iterator[AddrMan]:
    """An empty one; whatever is done to it, its tables must fit together at the end."""
    made = AddrMan(NetGroups(), clock, random=Random(7))
    yield made
    made.check()


def known(service: NetService, *, age_s: int = 0, services: Services = Services.NETWORK) -> PeerAddress:
    """Return what somebody tells of a node."""
    return PeerAddress(service=service, services=services, time=NOW - age_s)


def many(count: int) -> list[NetService]:
    """Return addresses of many groups."""
    return [ipv4(f"{20 + number // 200}.{number % 200}.1.1") for number in range(count)]


def onion(byte: int) -> NetService:
    """Return an address of Tor."""
    return NetService(network=NetworkId.TORV3, address=bytes([byte]) * 32, port=9999)


def test_new_addresses(addrman: AddrMan) -> None:
    """Each is there once; ports tell them apart; nobody can reach private ones."""
    assert addrman.add([known(ipv4("20.1.0.1"))], SOURCE)
    assert not addrman.add([known(ipv4("20.1.0.1"))], SOURCE)
    assert addrman.add([known(ipv4("20.1.0.1", 1))], SOURCE)
    assert not addrman.add([known(ipv4("10.1.0.1"))], SOURCE)
    assert (addrman.size(), addrman.size(in_new=True), addrman.size(in_new=False)) == (2, 2, 0)
    assert addrman.size(NetworkKind.IPV4) == 2
    assert addrman.size(NetworkKind.ONION) == 0


def test_who_answered_is_tried(addrman: AddrMan, clock: Time) -> None:
    """Its history is kept; what it says it offers counts."""
    service = ipv4("20.1.0.1")
    addrman.add([known(service, age_s=DAY_S)], SOURCE)
    addrman.attempt(service, counts=True)
    history = addrman.history(service)
    assert history is not None
    assert (history.last_try, history.last_success, history.attempts) == (NOW, 0, 1)
    clock.now += 10
    addrman.attempt(service, counts=True)
    history = addrman.history(service)
    assert history is not None
    assert history.attempts == 1  # nothing worked meanwhile: the fault may be ours
    assert addrman.good(service)
    assert not addrman.good(service)
    addrman.set_services(service, Services.NETWORK | Services.BLOOM)
    addrman.connected(service)
    history = addrman.history(service)
    assert history is not None
    assert (history.last_success, history.attempts) == (NOW + 10, 0)
    assert history.address == PeerAddress(service=service, services=Services.NETWORK | Services.BLOOM, time=clock.now)
    position = addrman.position(service)
    assert position is not None
    assert (position.is_tried, position.multiplicity) == (True, 1)
    assert (addrman.size(in_new=True), addrman.size(in_new=False)) == (0, 1)


def test_unknown_addresses(addrman: AddrMan) -> None:
    """Whatever is told of them changes nothing."""
    service = ipv4("20.1.0.1")
    assert not addrman.good(service)
    addrman.attempt(service, counts=True)
    addrman.connected(service)
    addrman.set_services(service, Services.NETWORK)
    assert addrman.history(service) is None
    assert addrman.position(service) is None
    assert addrman.select() is None
    assert addrman.select_tried_collision() is None


def test_several_sources_give_several_places(addrman: AddrMan) -> None:
    """Who is told of by many is easier to draw, up to eight times."""
    service = ipv4("20.1.0.1")
    for number, source in enumerate(many(400)):
        addrman.add([PeerAddress(service=service, services=1, time=NOW + number)], source)
    position = addrman.position(service)
    assert position is not None
    assert 2 <= position.multiplicity <= 8
    assert addrman.size() == 1
    assert addrman.good(service)
    assert addrman.size(in_new=True) == 0


def test_draws(addrman: AddrMan) -> None:
    """From both tables, or only of what is new, or only of a network."""
    first, second = ipv4("20.1.0.1"), ipv4("30.1.0.1")
    addrman.add([known(first), known(second), known(onion(1))], SOURCE)
    addrman.good(first)

    def drawn(**wanted: object) -> set[NetService]:
        found = [addrman.select(**wanted) for _ in range(60)]  # type: ignore[arg-type]  # by name
        return {each[0].service for each in found if each is not None}

    assert drawn() == {first, second, onion(1)}
    assert drawn(new_only=True) == {second, onion(1)}
    assert drawn(network=NetworkKind.ONION) == {onion(1)}
    assert drawn(network=NetworkKind.IPV4) == {first, second}
    assert drawn(network=NetworkKind.I2P) == set()
    assert drawn(network=NetworkKind.IPV4, new_only=True) == {second}


def test_collisions_are_tested(addrman: AddrMan, clock: Time) -> None:
    """Who would push another out of the tried table waits until that one was tried, and failed."""
    old: list[NetService] = []
    candidates = iter(many(20_000))
    while (found := addrman.select_tried_collision()) is None:
        service = next(candidates)
        addrman.add([known(service)], SOURCE)
        addrman.good(service)
        old.append(service)
    there, newcomer = found[0].service, old[-1]
    position = addrman.position(newcomer)
    assert position is None or not position.is_tried
    addrman.resolve_collisions()
    position = addrman.position(there)
    assert position is not None
    assert position.is_tried  # it answered a moment ago
    assert addrman.select_tried_collision() is None
    addrman.good(newcomer)
    clock.now += 5 * 3600
    addrman.resolve_collisions()
    assert addrman.select_tried_collision() is None  # it was tested in vain too long ago
    position = addrman.position(newcomer)
    assert position is not None
    assert position.is_tried
    position = addrman.position(there)
    assert position is None or not position.is_tried


def test_collision_that_fails_its_test(addrman: AddrMan, clock: Time) -> None:
    """A minute after the try it has to go."""
    candidates = iter(many(20_000))
    newcomer = next(candidates)
    while addrman.select_tried_collision() is None:
        newcomer = next(candidates)
        addrman.add([known(newcomer)], SOURCE)
        addrman.good(newcomer)
    clock.now += 5 * 3600
    addrman.good(newcomer)
    there = addrman.select_tried_collision()
    assert there is not None
    addrman.attempt(there[0].service, counts=False)
    addrman.resolve_collisions()
    assert addrman.select_tried_collision() is not None
    clock.now += 61
    addrman.resolve_collisions()
    assert addrman.select_tried_collision() is None
    position = addrman.position(newcomer)
    assert position is not None
    assert position.is_tried


def test_collisions_are_bounded(clock: Time) -> None:
    """However many would like to move."""
    addrman = AddrMan(NetGroups(), clock, random=Random(7))
    for service in many(4000):
        addrman.add([known(service)], SOURCE)
    services = [address.service for address in addrman.addresses(0, 0)]
    for service in services:
        addrman.good(service)
    waiting = {found[0].service for _ in range(500) if (found := addrman.select_tried_collision()) is not None}
    assert 0 < len(waiting) <= MAX_COLLISIONS


def test_addresses_worth_telling(addrman: AddrMan, clock: Time) -> None:
    """No more than a part, and nobody who was not seen for a month or never answered."""
    addrman.add([known(service) for service in many(200)], SOURCE)
    size = addrman.size()
    assert len(addrman.addresses(0, 0)) == size
    assert len(addrman.addresses(0, 23)) == 23 * size // 100
    assert len(addrman.addresses(5, 23)) == 5
    assert addrman.addresses(0, 0, NetworkKind.ONION) == []
    failing = addrman.addresses(1, 0)[0].service
    for _ in range(3):
        clock.now += 600
        addrman.attempt(failing, counts=True)
        clock.now += 1
        addrman.good(ipv4("99.1.0.1"))  # something works, so it is his fault
    clock.now += 600
    assert failing not in {address.service for address in addrman.addresses(0, 0)}
    clock.now += 31 * DAY_S
    assert addrman.addresses(0, 0) == []


def test_penalty_and_time(addrman: AddrMan) -> None:
    """What others tell is taken for older; who speaks of himself is believed."""
    first, second = ipv4("20.1.0.1"), ipv4("30.1.0.1")
    addrman.add([known(first)], SOURCE, 7200)
    addrman.add([known(second)], second, 7200)
    times = {address.service: address.time for address in addrman.addresses(0, 0)}
    assert times == {first: NOW - 7200, second: NOW}


# The file


def fill(addrman: AddrMan) -> None:
    """Add addresses of several networks; some answered."""
    services = [*many(300), *(onion(byte) for byte in range(40))]
    for number, service in enumerate(services):
        addrman.add([known(service, age_s=number)], ipv4(f"{60 + number % 40}.1.0.1"))
        if number % 3 == 0:
            addrman.good(service)


def test_file_keeps_everything(addrman: AddrMan, clock: Time, tmp_path: Path) -> None:
    """Addresses, their history and their places."""
    fill(addrman)
    assert save_addrman(addrman, tmp_path, MAGIC)
    assert not (tmp_path / "peers.dat.new").exists()
    again = load_addrman(tmp_path, MAGIC, NetGroups(), clock, check_ratio=1)
    again.check()
    assert again.encode() == addrman.encode()
    for address in addrman.addresses(0, 0):
        assert again.history(address.service) is not None
        old, new = addrman.position(address.service), again.position(address.service)
        assert old == new


def test_first_start(clock: Time, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file is made at once, and again now and then."""
    with caplog.at_level(logging.DEBUG, "dash"):
        made = load_addrman(tmp_path, MAGIC, NetGroups(), clock)
        dump_addresses(made, tmp_path, MAGIC)
    assert made.size() == 0
    assert (tmp_path / "peers.dat").exists()
    assert "Creating peers.dat because the file was not found" in caplog.text
    assert "Flushed 0 addresses to peers.dat" in caplog.text


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: data[:2], "end of file"),
        (lambda data: b"\0" * 4 + data[4:], "Invalid network magic number"),
        (lambda data: data[:-1] + bytes([data[-1] ^ 1]), "Checksum mismatch, data corrupted"),
        (lambda data: data[:-40], "end of file"),
        (lambda data: data[: len(data) // 2], "end of file"),
    ],
)
def test_damaged_file(clock: Time, addrman: AddrMan, tmp_path: Path, spoil: object, reason: str) -> None:
    """It is not thrown away: the user decides."""
    assert callable(spoil)
    fill(addrman)
    save_addrman(addrman, tmp_path, MAGIC)
    path = tmp_path / "peers.dat"
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(InitError, match=r"Invalid or corrupt peers\.dat") as caught:
        load_addrman(tmp_path, MAGIC, NetGroups(), clock)
    assert reason in str(caught.value)


def test_map_puts_addresses_elsewhere(addrman: AddrMan, clock: Time, tmp_path: Path) -> None:
    """Where groups are others now, new addresses find their buckets anew and none gets lost."""

    class OtherGroups(NetGroups):
        """Groups of a map."""

        asmap_checksum = b"\1" * 32

        def group(self, service: NetService) -> bytes:
            """Group by the last bytes."""
            return service.address_bytes()[-2:]

    fill(addrman)
    save_addrman(addrman, tmp_path, MAGIC)
    again = load_addrman(tmp_path, MAGIC, OtherGroups(), clock, check_ratio=1)
    again.check()
    assert 0 < again.size() <= addrman.size()


def test_checks_now_and_then(clock: Time) -> None:
    """-checkaddrman: each call, and the log says what is wrong before the program ends."""
    addrman = AddrMan(NetGroups(), clock, check_ratio=1)
    addrman.add([known(ipv4("20.1.0.1"))], SOURCE)
    assert addrman.good(ipv4("20.1.0.1"))
    assert addrman.select() is not None

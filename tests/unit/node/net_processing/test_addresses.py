"""How addresses of nodes spread."""

from random import Random

import pytest
from net_peers import FakePeer, join, misbehaving

from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.addrman_tables import AddrTables
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.messages.addresses import decode_addresses, encode_addresses
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services
from dashcore.node.net_processing.addresses import Addresses
from dashcore.primitives.net_address import NetService, NetworkId, PeerAddress

NOW = 1_700_000_000
MINUTE = 60
DAY = 24 * 60 * MINUTE


class Policy:
    """Reaches IPv4 alone."""

    def __init__(self) -> None:
        self.unwanted: set[NetService] = set()
        self.own: NetService | None = None

    def is_unwanted(self, address: NetService) -> bool:
        return address in self.unwanted

    def is_reachable(self, address: NetService) -> bool:
        return address.is_ipv4

    def own_address(self, connection: Connection) -> NetService | None:
        del connection
        return self.own

    def keyed_hash(self, data: bytes, salt: int) -> int:
        return hash((data, salt)) & 0xFFFFFFFFFFFFFFFF


class Net:
    """The part, an address manager and a clock."""

    def __init__(self) -> None:
        self.now = NOW
        self.policy = Policy()
        groups = NetGroups()
        # a key with which no two addresses of these tests have one place
        self.addrman = AddrMan(groups, lambda: self.now, tables=AddrTables(groups, b"\1" * 32), random=Random(1))
        self.announces_self = False
        self.part = Addresses(
            self.addrman,
            self.policy,
            misbehaving=misbehaving,
            now_us=lambda: self.now * 1_000_000,
            announces_self=lambda: self.announces_self,
        )

    def join(self, number: int, **options: object) -> FakePeer:
        peer = FakePeer(number, **options)  # type: ignore[arg-type]  # only what FakePeer takes is given
        join(peer, [self.part])
        return peer

    def tell(self, peer: FakePeer, *addresses: PeerAddress, v2: bool = True) -> None:
        name = "addrv2" if v2 else "addr"
        self.part.handlers()[name](peer, encode_addresses(addresses, v2=v2))

    def told(self, peer: FakePeer, passed: int = 10 * MINUTE) -> list[PeerAddress]:
        """Let time pass; return what the peer is told."""
        self.now += passed
        self.part.send(peer, self.now * 1_000_000)
        found = [each for payload in peer.take("addr") for each in decode_addresses(payload, v2=False)]
        return found + [each for payload in peer.take("addrv2") for each in decode_addresses(payload, v2=True)]

    def participate(self, peer: FakePeer) -> None:
        """Let a peer show that it exchanges addresses."""
        self.part.handlers()["addr"](peer, encode_addresses([], v2=False))


@pytest.fixture
def net() -> Net:
    return Net()


def address(number: int, *, time: int = NOW, services: int = Services.NETWORK) -> PeerAddress:
    service = NetService(network=NetworkId.IPV4, address=bytes((20 + number // 250, number % 250, 7, 1)), port=9999)
    return PeerAddress(service=service, services=services, time=time)


ONION = PeerAddress(service=NetService(network=NetworkId.TORV3, address=b"\x07" * 32, port=9999), services=1, time=NOW)


def test_asks_whom_it_chose(net: Net) -> None:
    """Inbound and block-relay peers are not asked for addresses."""
    assert net.join(1, kind=ConnectionType.OUTBOUND_FULL_RELAY).take("getaddr") == [b""]
    assert net.join(2).take("getaddr") == []
    block_peer = net.join(3, kind=ConnectionType.BLOCK_RELAY)
    assert block_peer.take("getaddr") == []
    assert block_peer.take("sendaddrv2") == [b""]
    net.tell(block_peer, address(1))
    assert net.addrman.size() == 0
    assert not net.part.stats(block_peer).is_enabled


def test_fresh_address_goes_to_two_peers(net: Net) -> None:
    """Not back to who told it, and the same two for a day."""
    peers = [net.join(number) for number in range(8)]
    for peer in peers:
        net.participate(peer)
    net.tell(peers[0], address(1))
    told = [peer.id for peer in peers if net.told(peer)]
    assert len(told) == 2
    assert 0 not in told
    assert net.addrman.size() == 1


def test_who_takes_no_part_is_told_nothing(net: Net) -> None:
    sender, silent = net.join(1), net.join(2)
    net.tell(sender, address(1))
    assert net.told(silent) == []


def test_new_form_only_for_those_who_know_it(net: Net) -> None:
    """An onion address is passed on, but not kept, for it is not reachable."""
    sender, old = net.join(1), net.join(2)
    new = FakePeer(3)
    new.connection.is_handshaken = False
    net.part.connected(new)
    net.part.handlers()["sendaddrv2"](new, b"")
    new.connection.is_handshaken = True
    for peer in (old, new):
        net.participate(peer)
    net.tell(sender, ONION)
    assert net.told(old) == []
    assert net.told(new) == [ONION]
    assert net.addrman.size() == 0


def test_sendaddrv2_comes_before_verack(net: Net) -> None:
    peer = net.join(1)
    net.part.handlers()["sendaddrv2"](peer, b"")
    assert peer.sent.is_closed


def test_many_at_once_are_no_news(net: Net) -> None:
    """More than ten are an answer; old ones are no news either."""
    sender, other = net.join(1, permissions=NetPermissions.ADDR), net.join(2)
    net.participate(other)
    net.tell(sender, *(address(number) for number in range(11)))
    net.tell(sender, address(20, time=NOW - 11 * MINUTE))
    assert net.told(other) == []
    assert net.addrman.size() == 12


def test_too_many(net: Net) -> None:
    peer = net.join(1)
    net.tell(peer, *[address(1)] * 1001)
    assert peer.reproaches == [(20, "addrv2 message size = 1001")]
    assert net.addrman.size() == 0


def test_rate_is_limited(net: Net) -> None:
    """One to begin with, then one in ten seconds; who may is not limited."""
    peer = net.join(1)
    net.tell(peer, *(address(number) for number in range(10)))
    stats = net.part.stats(peer)
    assert (stats.processed, stats.rate_limited) == (1, 9)
    net.now += 100
    net.tell(peer, *(address(number) for number in range(20, 40)))
    stats = net.part.stats(peer)
    assert (stats.processed, stats.rate_limited) == (11, 19)
    friend = net.join(2, permissions=NetPermissions.ADDR)
    net.tell(friend, *(address(number) for number in range(10)))
    stats = net.part.stats(friend)
    assert (stats.processed, stats.rate_limited) == (10, 0)


def test_answer_may_be_long(net: Net) -> None:
    """A peer that was asked may tell a thousand more."""
    peer = net.join(1, kind=ConnectionType.OUTBOUND_FULL_RELAY)
    net.tell(peer, *(address(number) for number in range(1000)))
    net.tell(peer, address(1001), address(1002))
    stats = net.part.stats(peer)
    assert (stats.processed, stats.rate_limited) == (1001, 1)


def test_what_is_not_kept(net: Net) -> None:
    """Banned addresses, and those that offer no blocks."""
    peer = net.join(1, permissions=NetPermissions.ADDR)
    net.policy.unwanted.add(address(1).service)
    net.tell(peer, address(1), address(2, services=Services.BLOOM), address(3))
    assert net.addrman.size() == 1
    assert net.part.stats(peer).processed == 1


def test_strange_times(net: Net) -> None:
    """A time in the future, or of before there was Dash, counts as five days ago."""
    peer = net.join(1, permissions=NetPermissions.ADDR)
    net.tell(peer, address(1, time=NOW + 11 * MINUTE), address(2, time=100_000_000))
    for number in (1, 2):
        found = net.addrman.history(address(number).service)
        assert found is not None
        assert found.address.time == NOW - 5 * DAY - 2 * 60 * MINUTE


def test_addr_fetch_ends_with_an_answer(net: Net) -> None:
    """One address may be the peer's own; two are an answer."""
    peer = net.join(1, kind=ConnectionType.ADDR_FETCH)
    net.tell(peer, address(1))
    assert not peer.sent.is_closed
    net.tell(peer, address(2), address(3))
    assert peer.sent.is_closed


def fill(net: Net, count: int = 200) -> None:
    for number in range(count):
        net.addrman.add([address(number)], address(number).service)


def test_getaddr_answers_once_and_the_same_for_a_day(net: Net) -> None:
    """Until 21 hours have passed, at least; for who may, a new one each time."""
    fill(net)
    first, second = (net.join(number) for number in (1, 2))
    for peer in (first, second):
        net.part.handlers()["getaddr"](peer, b"")
    answer = net.told(first)
    assert 0 < len(answer) <= 200 * 23 // 100
    assert {each.service for each in net.told(second)} == {each.service for each in answer}
    net.part.handlers()["getaddr"](first, b"")
    assert net.told(first) == []
    net.now += 28 * 60 * MINUTE
    third = net.join(3)
    net.part.handlers()["getaddr"](third, b"")
    assert {each.service for each in net.told(third)} != {each.service for each in answer}


def test_getaddr_from_whom_we_chose(net: Net) -> None:
    """It is not answered: it could know us by what it planted."""
    fill(net)
    peer = net.join(1, kind=ConnectionType.OUTBOUND_FULL_RELAY)
    net.part.handlers()["getaddr"](peer, b"")
    assert net.told(peer) == []


def test_banned_addresses_are_told_nobody(net: Net) -> None:
    fill(net)
    net.policy.unwanted = {address(number).service for number in range(200)}
    peer = net.join(1)
    net.part.handlers()["getaddr"](peer, b"")
    assert net.told(peer) == []


def test_tells_of_itself_about_once_a_day(net: Net) -> None:
    """Again though the peer knows it; not before the chain is there."""
    net.policy.own = address(77).service
    peer = net.join(1, kind=ConnectionType.OUTBOUND_FULL_RELAY)
    assert net.told(peer) == []
    net.announces_self = True
    (ours,) = net.told(peer)
    assert ours.service == net.policy.own
    assert ours.services == peer.our_services
    assert net.told(peer, passed=1) == []
    assert net.told(peer, passed=40 * DAY) + net.told(peer) != []


def test_addr_fetch_has_five_minutes(net: Net) -> None:
    """A peer that answers nothing is ended then."""
    peer = net.join(1, kind=ConnectionType.ADDR_FETCH, now=NOW)
    net.told(peer, passed=5 * MINUTE)
    assert not peer.sent.is_closed
    net.told(peer, passed=1)
    assert peer.sent.is_closed

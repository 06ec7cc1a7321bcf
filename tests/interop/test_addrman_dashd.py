"""peers.dat and anchors.dat go from one program to the other and back, nothing lost.

DASHD_REFERENCE names the dashd to test with.
"""

import json
from pathlib import Path
from random import Random

import pytest
from dashd_node import MOCKTIME, reference_dashd, running

from dashcore.consensus.networks import make_regtest_params
from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.addrman_file import load_addrman, save_addrman
from dashcore.net.addresses.asmap import read_asmap
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.primitives.net_address import NetService, NetworkId, PeerAddress
from dashcore.primitives.net_text import parse_service

pytestmark = pytest.mark.interop

MAGIC = make_regtest_params().magic
KINDS = ((NetworkId.IPV4, 4), (NetworkId.IPV6, 16), (NetworkId.TORV3, 32), (NetworkId.I2P, 32), (NetworkId.CJDNS, 16))


@pytest.fixture
def dashd_path() -> Path:
    """The dashd to compare with."""
    return reference_dashd()


def groups() -> NetGroups:
    """Groups without a map."""
    return NetGroups()


def now() -> int:
    """The time of both programs."""
    return MOCKTIME


def random_service(random: Random) -> NetService:
    """Return an address of any network, tunnels of all kinds among them."""
    network, size = random.choice(KINDS)
    address = random.randbytes(size)
    if network == NetworkId.CJDNS:
        address = b"\xfc" + address[1:]
    if network == NetworkId.IPV6:
        head = random.choice(["20010470", "20020808", "20010000", "2a001450", "0064ff9b0000000000000000"])
        address = bytes.fromhex(head) + address[len(head) // 2 :]
    return NetService(network=network, address=address, port=random.choice([0, 9999, 19999]))


def fill(addrman: AddrMan, count: int, seed: int) -> None:
    """Add addresses from several sources; some answered."""
    random = Random(seed)
    sources = [random_service(random) for _ in range(10)]
    for _ in range(count):
        service = random_service(random)
        address = PeerAddress(service=service, services=1, time=MOCKTIME - random.randrange(1000))
        for source in random.sample(sources, 3):
            addrman.add([address], source)
        if random.random() < 0.2:
            addrman.good(service)


def two_systems() -> bytes:
    """Return a map: below 2000::/3 is system 2, the rest that starts with 00, IPv4 above all, system 1."""
    match_00, jump_over_17_bits = "1101000", "10000000"
    return_1, return_2 = ("00" + f"{asn - 1:015b}" for asn in (1, 2))
    bits = match_00 + jump_over_17_bits + return_1 + return_2
    bits = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


def contents(addrman: AddrMan) -> set[PeerAddress]:
    """Return all there is."""
    return set(addrman.addresses(0, 0))


def check_round_trip(dashd_path: Path, tmp_path: Path, net_groups: NetGroups, *args: str) -> None:
    """Let dashd read our file with all its checks, and read what it writes."""
    directory = tmp_path / "regtest"
    directory.mkdir(exist_ok=True)
    ours = AddrMan(net_groups, now)
    fill(ours, 300, 1)
    ours.check()
    assert ours.size(in_new=False) > 20
    assert save_addrman(ours, directory, MAGIC)

    with running(dashd_path, tmp_path, "-checkaddrman=1", "-debug=addrman", "-cjdnsreachable", *args) as dashd:
        shown = json.loads(dashd.call("getnodeaddresses", "0"))
        known = {parse_service(f"[{each['address']}]:{each['port']}") for each in shown if each["network"] != "cjdns"}
        dashd.call("addpeeraddress", "8.8.4.4", "9999", "true")
        dashd.call("addpeeraddress", "2a00:1450::7", "9999")
    assert known == {each.service for each in contents(ours) if each.service.network != NetworkId.CJDNS}
    assert len(shown) == ours.size()
    log = (directory / "debug.log").read_text()
    assert f"Loaded {ours.size()} addresses from peers.dat" in log
    assert "addrman lost" not in log
    assert "re-bucketing" not in log

    theirs = load_addrman(directory, MAGIC, net_groups, now, check_ratio=1)
    added = {each.service for each in contents(theirs)} - {each.service for each in contents(ours)}
    assert {str(each) for each in added} <= {"8.8.4.4:9999", "[2a00:1450::7]:9999"}
    assert "8.8.4.4:9999" in {str(each) for each in added}
    assert len(contents(theirs)) >= ours.size()
    tried = parse_service("8.8.4.4:9999")
    assert tried is not None
    position = theirs.position(tried)
    assert position is not None
    assert position.is_tried
    assert theirs.size(in_new=False) >= ours.size(in_new=False)


def test_round_trip(dashd_path: Path, tmp_path: Path) -> None:
    """Without a map: the first bits decide who is in a group."""
    check_round_trip(dashd_path, tmp_path, groups())


def test_round_trip_with_a_map(dashd_path: Path, tmp_path: Path) -> None:
    """With one: buckets follow from systems' numbers, so both must find the same."""
    asmap = tmp_path / "systems.map"
    asmap.write_bytes(two_systems())
    found = read_asmap(asmap)
    assert found is not None
    check_round_trip(dashd_path, tmp_path, NetGroups(found), f"-asmap={asmap}")

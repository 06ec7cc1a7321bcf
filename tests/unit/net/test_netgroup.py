"""Groups of addresses: by their first bits, or by a map of autonomous systems."""

import logging
from pathlib import Path

import pytest
from net_manager import ipv4

from dashcore.net.addresses.asmap import Asmap, AsmapError, read_asmap
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.primitives.net_address import NetService, NetworkId, NetworkKind
from dashcore.primitives.net_text import parse_service

RETURN, JUMP, MATCH, DEFAULT = "0", "10", "110", "111"


def asn(number: int) -> str:
    """Write a system's number below 32769."""
    return f"0{number - 1:015b}"


def jump(distance: int) -> str:
    """Write how far to jump, 17 to 48 bits."""
    return f"0{distance - 17:05b}"


def compiled(*parts: str) -> bytes:
    """Make a map's bytes."""
    bits = "".join(parts)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


BRANCH = compiled(JUMP, jump(17), RETURN, asn(7), RETURN, asn(9))  # by the first bit
MATCHING = compiled(DEFAULT, asn(5), MATCH, "00", RETURN, asn(6))  # 6 where the first bit is not set, else 5


def ipv6(text: str) -> NetService:
    """Return an address."""
    found = parse_service(f"[{text}]:9999")
    assert found is not None
    return found


def test_map() -> None:
    """Bits of an address lead to a number."""
    branch, matching = Asmap(BRANCH), Asmap(MATCHING)
    low, high = bytes(16), b"\x80" + bytes(15)
    assert (branch.find(low), branch.find(high)) == (7, 9)
    assert (matching.find(low), matching.find(high)) == (6, 5)
    assert branch.checksum != matching.checksum


@pytest.mark.parametrize(
    "data",
    [
        b"",
        compiled(JUMP, jump(17)),
        compiled(JUMP, jump(48), RETURN, asn(7), RETURN, asn(9)),
        compiled(JUMP, jump(18), RETURN, asn(7), RETURN, asn(9)),
        compiled(DEFAULT, asn(5), RETURN, asn(6)),
        compiled(DEFAULT, asn(5), DEFAULT, asn(6)),
        compiled(RETURN, asn(7)) + b"\0",
        compiled(MATCH, "00", MATCH, "00", RETURN, asn(6)),
        compiled(*(["110", "11111111" + "00000000"] * 17), RETURN, asn(6)),
    ],
)
def test_unsound_maps(data: bytes) -> None:
    """What could lead an address astray is refused as a whole."""
    with pytest.raises(AsmapError):
        Asmap(data)


def test_map_in_a_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log says what became of it."""
    path = tmp_path / "ip_asn.map"
    with caplog.at_level(logging.INFO, "dash"):
        assert read_asmap(path) is None
        path.write_bytes(b"\xff" * 9)
        assert read_asmap(path) is None
        path.write_bytes(BRANCH)
        found = read_asmap(path)
    assert found is not None
    assert "Failed to open asmap file from disk" in caplog.text
    assert f'Sanity check of asmap file "{path}" failed' in caplog.text


def test_groups_by_map() -> None:
    """IPv4 and IPv6 alone; others have no system."""
    groups = NetGroups(Asmap(BRANCH))
    assert groups.is_mapped
    assert groups.mapped_as(ipv4("20.1.0.1")) == 7
    assert groups.mapped_as(ipv6("2a00:1450::1")) == 7
    assert groups.group(ipv4("20.1.0.1")) == groups.group(ipv6("2a00:1450::1")) == bytes([2, 7, 0, 0, 0])
    onion = NetService(network=NetworkId.TORV3, address=bytes(32), port=1)
    assert groups.mapped_as(onion) == 0


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        (ipv4("20.1.0.1"), ipv4("20.1.9.9"), True),
        (ipv4("20.1.0.1"), ipv4("20.2.0.1"), False),
        (ipv4("10.0.0.1"), ipv4("127.0.0.1"), True),
        (ipv6("2a00:1450::1"), ipv6("2a00:1450:ffff::1"), True),
        (ipv6("2a00:1450::1"), ipv6("2a00:1451::1"), False),
        (ipv6("2001:470:1::1"), ipv6("2001:470:fff::1"), True),
        (ipv6("2001:470:1::1"), ipv6("2001:470:1fff::1"), False),
        (ipv6("2002:1401:1::1"), ipv4("20.1.9.9"), True),
        (ipv6("64:ff9b::1401:1"), ipv4("20.1.9.9"), True),
        (
            NetService(network=NetworkId.TORV3, address=b"\x10" + bytes(31), port=1),
            NetService(network=NetworkId.TORV3, address=b"\x1f" + bytes(31), port=1),
            True,
        ),
        (
            NetService(network=NetworkId.TORV3, address=b"\x10" + bytes(31), port=1),
            NetService(network=NetworkId.TORV3, address=b"\x20" + bytes(31), port=1),
            False,
        ),
    ],
)
def test_groups_by_bits(first: NetService, second: NetService, is_same: bool) -> None:
    """As much of an address as a provider hands out to one; tunnels count by what is in them."""
    groups = NetGroups()
    assert not groups.is_mapped
    assert (groups.group(first) == groups.group(second)) is is_same


def test_kinds() -> None:
    """Private addresses count as reachable where the user says so."""
    assert NetGroups().kind(ipv4("10.0.0.1")) is NetworkKind.UNROUTABLE
    assert NetGroups(allow_private=True).kind(ipv4("10.0.0.1")) is NetworkKind.IPV4
    assert NetGroups().net_class(ipv6("2002:1401:1::1")) is NetworkKind.IPV4

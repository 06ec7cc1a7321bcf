"""Addresses: what kind they are, how they are written, and their bytes."""

import pytest

from dashcore.primitives.net_address import NO_ADDRESS, NetService, NetworkId, NetworkKind, PeerAddress
from dashcore.primitives.net_text import (
    internal_address,
    parse_host,
    parse_kind,
    parse_port,
    parse_service,
    split_host_port,
)
from dashcore.primitives.subnet import Subnet, parse_subnet
from dashcore.util.serialize import SerializationError

ONION = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion"
I2P = "ukeu3k5oycgaauneqgtnvselmt4yemvoilkln7jpvamvfx7dnkdq.b32.i2p"


def host(text: str) -> NetService:
    """Read an address that is one."""
    found = parse_host(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.2.3.4", "1.2.3.4:0"),
        ("127.1", "127.0.0.1:0"),
        ("0x7f.0.0.1", "127.0.0.1:0"),
        ("1.2.3.4:9999", "1.2.3.4:9999"),
        ("::1", "[::1]:0"),
        ("[::1]:9999", "[::1]:9999"),
        ("::ffff:1.2.3.4", "1.2.3.4:0"),
        ("::1.2.3.4", "[::102:304]:0"),
        ("2001:db8:0:0:1:0:0:1", "[2001:db8::1:0:0:1]:0"),
        ("1:0:0:4:0:0:0:8", "[1:0:0:4::8]:0"),
        ("1:2:3:4:5:0:7:8", "[1:2:3:4:5:0:7:8]:0"),
        ("fe80::1%3", "[fe80::1%3]:0"),
        (f"{ONION}:1234", f"{ONION}:1234"),
        (ONION.upper().replace("ONION", "onion"), f"{ONION}:0"),
        (I2P, f"{I2P}:0"),
        (I2P.upper(), f"{I2P}:0"),
    ],
)
def test_text(text: str, shown: str) -> None:
    """All ways to write an address lead to dashd's, and that leads back."""
    service = parse_service(text)
    assert service is not None
    assert str(service) == shown
    assert parse_service(shown) == service


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name.of.a.host",
        "1.2.3.4.5",
        "1.2.3.4:99999",
        "1.2.3.4 ",
        "1.2.3.4\0",
        "[1.2.3.4",
        "12345::1",
        "fe80::1%eth0",
        ONION[:-7] + "a.onion",
        "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscrye.onion",
        "6hzph5hv6337r6p2.onion",
        I2P[1:],
        I2P.replace("kdq.", "kdz."),
        "fd6b:88c0:8724:edb1:8e4:3588:e546:35ca",
        "①.2.3.4",
    ],
)
def test_no_address(text: str) -> None:
    """Names, old onions, wrong checksums and what only stands for a name are no addresses."""
    assert parse_service(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "net_class"),
    [
        ("8.8.8.8", "ipv4", "ipv4"),
        ("10.0.0.1", "not_publicly_routable", "not_publicly_routable"),
        ("172.15.255.255", "ipv4", "ipv4"),
        ("172.16.0.0", "not_publicly_routable", "not_publicly_routable"),
        ("172.31.255.255", "not_publicly_routable", "not_publicly_routable"),
        ("192.168.1.1", "not_publicly_routable", "not_publicly_routable"),
        ("198.17.255.255", "ipv4", "ipv4"),
        ("198.18.0.0", "not_publicly_routable", "not_publicly_routable"),
        ("198.19.255.255", "not_publicly_routable", "not_publicly_routable"),
        ("169.254.1.1", "not_publicly_routable", "not_publicly_routable"),
        ("100.63.255.255", "ipv4", "ipv4"),
        ("100.64.0.0", "not_publicly_routable", "not_publicly_routable"),
        ("100.127.255.255", "not_publicly_routable", "not_publicly_routable"),
        ("192.0.2.7", "not_publicly_routable", "not_publicly_routable"),
        ("192.0.0.8", "ipv4", "ipv4"),
        ("198.51.100.7", "not_publicly_routable", "not_publicly_routable"),
        ("203.0.113.7", "not_publicly_routable", "not_publicly_routable"),
        ("0.1.2.3", "not_publicly_routable", "not_publicly_routable"),
        ("127.1.2.3", "not_publicly_routable", "not_publicly_routable"),
        ("255.255.255.255", "not_publicly_routable", "not_publicly_routable"),
        ("2001:db8::1", "not_publicly_routable", "not_publicly_routable"),
        ("2001::1", "ipv6", "ipv4"),
        ("2002:808:808::1", "ipv6", "ipv4"),
        ("64:ff9b::808:808", "ipv6", "ipv4"),
        ("::ffff:0:808:808", "ipv6", "ipv4"),
        ("2001:470::1", "ipv6", "ipv6"),
        ("fe80::1", "not_publicly_routable", "not_publicly_routable"),
        ("fe80:0:0:1::1", "ipv6", "ipv6"),
        ("fc00::1", "not_publicly_routable", "not_publicly_routable"),
        ("2001:10::1", "not_publicly_routable", "not_publicly_routable"),
        ("2001:2f::1", "not_publicly_routable", "not_publicly_routable"),
        ("2001:30::1", "ipv6", "ipv6"),
        ("::", "not_publicly_routable", "not_publicly_routable"),
        ("::1", "not_publicly_routable", "not_publicly_routable"),
        (ONION, "onion", "onion"),
        (I2P, "i2p", "i2p"),
    ],
)
def test_kind(text: str, kind: str, net_class: str) -> None:
    """Who can be reached from everywhere, and over what."""
    service = host(text)
    assert (service.kind().label, service.net_class().label) == (kind, net_class)
    assert service.is_routable is (kind != "not_publicly_routable")


def test_private_networks_can_be_allowed() -> None:
    """-allowprivatenet opens these and no others."""
    assert host("10.0.0.1").kind(private=True) is NetworkKind.IPV4
    assert host("127.0.0.1").kind(private=True) is NetworkKind.UNROUTABLE
    assert host("fc00::1").kind(private=True) is NetworkKind.UNROUTABLE


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("8.8.4.4", "8.8.4.4"),
        ("2001:0:9d38:953c:1052:39e3:f7f7:fbfb", "8.8.4.4"),
        ("2002:808:404::", "8.8.4.4"),
        ("64:ff9b::808:404", "8.8.4.4"),
        ("::ffff:0:808:404", "8.8.4.4"),
        ("2a00:1450::1", None),
        ("10.0.0.1", None),
        (ONION, None),
    ],
)
def test_linked_ipv4(text: str, linked: str | None) -> None:
    """Tunnels of all kinds show whose they are."""
    assert host(text).linked_ipv4() == (None if linked is None else host(linked).address)


def test_cjdns_is_valid_by_its_prefix() -> None:
    """It is never read from text: what looks so is IPv6 until that network is open."""
    address = host("fc00::1").address
    assert NetService(network=NetworkId.CJDNS, address=address).kind() is NetworkKind.CJDNS
    assert not NetService(network=NetworkId.CJDNS, address=host("fd00::1").address).is_valid


def test_v1_bytes() -> None:
    """Others are embedded in IPv6; what cannot be is zero, and what was one day and is no more, too."""
    assert host("1.2.3.4").with_port(9999).encode(v2=False).hex() == "00000000000000000000ffff01020304270f"
    assert host(ONION).encode(v2=False) == bytes(18)
    name = internal_address("foo")
    assert NetService.decode(name.encode(v2=False), 0, v2=False) == (name, 18)
    torv2 = bytes.fromhex("fd87d87eeb43f1f2f3f4f5f6f7f8f9fa0001")
    assert NetService.decode(torv2, 0, v2=False)[0].has_same_address(NO_ADDRESS)


def test_internal_name() -> None:
    """It is the beginning of the name's hash."""
    assert internal_address("foo").host == "fqtli23i77di76m3.internal"
    assert internal_address("foo").kind() is NetworkKind.INTERNAL
    assert not internal_address("foo").is_valid


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("010401020304", "1.2.3.4"),
        ("02101a1b2a2b3a3b4a4b5a5b6a6b7a7b8a8b", "1a1b:2a2b:3a3b:4a4b:5a5b:6a6b:7a7b:8a8b"),
        ("0210fd6b88c08724f1f2f3f4f5f6f7f8f9fa", "6hzph5hv6337r6p2.internal"),
        ("021000000000000000000000ffff01020304", "::"),
        ("0210fd87d87eeb43f1f2f3f4f5f6f7f8f9fa", "::"),
        ("030af1f2f3f4f5f6f7f8f9fa", "::"),
        ("042079bcc625184b05194975c28b66b66b0469f7f6556fb1ac3189a79b40dda32f1f", ONION),
        ("0520a2894dabaec08c0051a481a6dac88b64f98232ae42d4b6fd2fa81952dfe36a87", I2P),
        ("0610fc000001000200030004000500060007", "fc00:1:2:3:4:5:6:7"),
        ("aa0401020304", "::"),
        ("aa00", "::"),
    ],
)
def test_v2_bytes(data: str, shown: str) -> None:
    """Networks that are known are read; others, and what is disguised, become nobody's address."""
    raw = bytes.fromhex(data)
    service, end = NetService.decode_address(raw, 0, v2=True)
    assert end == len(raw)
    assert service.host == shown
    if shown != "::":
        assert service.encode_address_v2() == raw


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "end of data"),
        ("01", "end of data"),
        ("0104010203", "end of data"),
        ("010501020304", r"BIP155 IPv4 address with length 5 \(should be 4\)"),
        ("0204", r"BIP155 IPv6 address with length 4 \(should be 16\)"),
        ("0400", r"BIP155 TORv3 address with length 0 \(should be 32\)"),
        ("0503", r"BIP155 I2P address with length 3 \(should be 32\)"),
        ("0601", r"BIP155 CJDNS address with length 1 \(should be 16\)"),
        ("01fd0102", r"Address too long: 513 > 512"),
        ("aa02ff", "end of data"),
    ],
)
def test_bad_v2_bytes(data: str, reason: str) -> None:
    """The reasons are those of dashd."""
    with pytest.raises(SerializationError, match=reason):
        NetService.decode_address(bytes.fromhex(data), 0, v2=True)


def test_peer_address_on_disk() -> None:
    """Files of both ages are read; the new form only where the file is new."""
    address = PeerAddress(service=host("1.2.3.4").with_port(5), services=0xFFFFFFFFFFFFFFFF, time=0x4966BC61)
    assert PeerAddress.decode_from_disk(address.encode_for_disk(), 0)[0] == address
    old = (220000).to_bytes(4, "little") + address.encode(v2=False)
    assert PeerAddress.decode_from_disk(old, 0, allow_v2=False) == (address, len(old))
    with pytest.raises(SerializationError, match="Unsupported CAddress disk format version"):
        PeerAddress.decode_from_disk(address.encode_for_disk(), 0, allow_v2=False)
    with pytest.raises(SerializationError, match="Unsupported CAddress disk format version"):
        PeerAddress.decode_from_disk(b"\x00\x00\x00\x40" + bytes(40), 0)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("host", ("host", 1)),
        ("host:2", ("host", 2)),
        ("host:", ("host:", 1)),
        ("host:99999", ("host:99999", 1)),
        ("[::1]", ("::1", 1)),
        ("[::1]:2", ("::1", 2)),
        ("::1", ("::1", 1)),
        ("::1:2", ("::1:2", 1)),
        (":2", ("", 2)),
        ("host:0", ("host", 0)),
        ("", ("", 1)),
        ("[", ("[", 1)),
    ],
)
def test_split_host_port(text: str, split: tuple[str, int]) -> None:
    """A colon is a port's only where it cannot be an address's."""
    assert split_host_port(text, 1) == split


def test_ports_and_names_of_networks() -> None:
    """Leading zeros are nothing; "tor" is an old name."""
    assert [parse_port(text) for text in ("0", "0080", "65535", "65536", "-1", "+1", "", " 1", "٣")] == [
        0,
        80,
        65535,
        *[None] * 6,
    ]
    assert parse_kind("Tor") is parse_kind("onion") is NetworkKind.ONION
    assert parse_kind("internal") is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1.2.3.4", "1.2.3.4/32"),
        ("1.2.3.4/255.255.128.0", "1.2.0.0/17"),
        ("1.2.3.4/0", "0.0.0.0/0"),
        ("1.2.3.4/33", None),
        ("1.2.3.4/", None),
        ("1.2.3.4/255.0.255.0", None),
        ("1.2.3.4/ffff::", None),
        ("1:2:3:4:5:6:7:8/ffff:ff00::", "1::/24"),
        ("1:2:3:4:5:6:7:8/112", "1:2:3:4:5:6:7:0/112"),
        (ONION, ONION),
        (f"{ONION}/8", None),
        ("fd6b:88c0:8724::1", None),
        ("name", None),
    ],
)
def test_subnet_text(text: str, shown: str | None) -> None:
    """Bits or a mask, where the network has such."""
    found = parse_subnet(text)
    assert (None if found is None else str(found)) == shown


def test_subnet_members() -> None:
    """The bits decide; a single address of other networks is itself."""
    subnet = parse_subnet("1.2.3.0/25")
    assert subnet is not None
    assert subnet.contains(host("1.2.3.127"))
    assert not subnet.contains(host("1.2.3.128"))
    assert not subnet.contains(host("::1.2.3.4"))
    onion = Subnet.of(host(ONION))
    assert onion is not None
    assert onion.contains(host(ONION).with_port(5))
    assert Subnet.of(internal_address("x")) is None

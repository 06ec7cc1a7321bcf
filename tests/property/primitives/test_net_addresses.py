"""Any address comes back from its bytes and its text; any bytes raise nothing but the reader's own error."""

from hypothesis import given
from hypothesis import strategies as st

from dashcore.primitives.net_address import ADDRESS_SIZES, NO_ADDRESS, NetService, NetworkId, PeerAddress
from dashcore.primitives.net_text import internal_address, parse_host, parse_service, split_host_port
from dashcore.primitives.subnet import Subnet, parse_subnet
from dashcore.util.serialize import SerializationError

PORTS = st.integers(0, 0xFFFF)


@st.composite
def services(draw: st.DrawFn) -> NetService:
    """Return an address of a known network that is none in disguise."""
    network = draw(st.sampled_from(sorted(ADDRESS_SIZES)))
    address = draw(st.binary(min_size=ADDRESS_SIZES[network], max_size=ADDRESS_SIZES[network]))
    if network == NetworkId.CJDNS:
        address = b"\xfc" + address[1:]
    if network == NetworkId.IPV6:
        address = NetService.from_v1(address, 0).address.rjust(16, b"\x20")
    return NetService(network=network, address=address, port=draw(PORTS))


PEERS = st.builds(PeerAddress, service=services(), services=st.integers(0, 2**64 - 1), time=st.integers(0, 2**32 - 1))


@given(services(), st.binary(max_size=3))
def test_v2_bytes(service: NetService, before: bytes) -> None:
    """At any offset."""
    raw = before + service.encode(v2=True)
    assert NetService.decode(raw, len(before), v2=True) == (service, len(raw))


@given(services())
def test_v1_bytes(service: NetService) -> None:
    """What the old form cannot say becomes nobody's address."""
    found, _ = NetService.decode(service.encode(v2=False), 0, v2=False)
    assert found == (service if service.is_v1_compatible else NO_ADDRESS.with_port(service.port))


@given(PEERS, st.booleans())
def test_peer_bytes(peer: PeerAddress, v2: bool) -> None:
    """Services and time too."""
    raw = peer.encode(v2=v2)
    found, end = PeerAddress.decode(raw, 0, v2=v2)
    assert end == len(raw)
    assert (found.services, found.time) == (peer.services, peer.time)
    assert PeerAddress.decode_from_disk(peer.encode_for_disk(), 0)[0] == peer


@given(services())
def test_text(service: NetService) -> None:
    """CJDNS looks like IPv6, as it does in dashd."""
    found = parse_service(str(service))
    assert found is not None
    assert found.address == service.address
    assert found.port == service.port
    assert str(found) == str(service)


@given(services(), st.integers(0, 128))
def test_subnets(service: NetService, bits: int) -> None:
    """A range has its first address, and is written so that it is read back."""
    subnet = Subnet.of(service, bits)
    if subnet is None:
        assert bits > 32 or service.network not in {NetworkId.IPV4, NetworkId.IPV6}
        return
    assert subnet.contains(service) is service.is_valid
    assert parse_subnet(str(subnet)) == subnet


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes(data: bytes, v2: bool) -> None:
    """What is read is written back the same, or is nobody's address."""
    try:
        service, end = NetService.decode(data, 0, v2=v2)
    except SerializationError:
        return
    assert end <= len(data)
    assert service.encode(v2=v2) == data[:end] or service.has_same_address(NO_ADDRESS) or data[1:2] == b"\xfd"
    assert str(service)
    assert service.kind() is not None


@given(st.text(max_size=70))
def test_any_text(text: str) -> None:
    """Nothing is raised; what is an address has one text."""
    split_host_port(text, 1)
    parse_subnet(text)
    found = parse_host(text)
    if found is not None and not found.is_internal:
        assert parse_host(found.host) == found


@given(st.text(min_size=1))
def test_names(name: str) -> None:
    """Each name has an address that is nobody's."""
    assert not internal_address(name).is_valid

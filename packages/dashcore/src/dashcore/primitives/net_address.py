"""Addresses of nodes, as messages, files and masternode lists carry them. Mirrors netaddress.h and protocol.h (CAddress).

Text forms are in `net_text`, ranges in `subnet`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from struct import Struct
from struct import error as struct_error
from typing import Final, Self

from dashcore.primitives.host_text import format_i2p, format_internal, format_ipv4, format_ipv6, format_onion
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_bytes, encode_compact_size

IPV4_PREFIX: Final = bytes(10) + b"\xff\xff"
INTERNAL_PREFIX: Final = bytes.fromhex("fd6b88c08724")
V1_SIZE: Final = 16  # bytes of an address in the old form
MAX_V2_SIZE: Final = 512  # bytes of an address of any network. Source: BIP 155
DISK_VERSION: Final = 220000  # said to be a version once; ignored but for the flag below
DISK_VERSION_V2: Final = 1 << 29
_DISK_IGNORED: Final = 0x7FFFF
_TORV2_PREFIX = bytes.fromhex("fd87d87eeb43")
_DOCUMENTATION_PREFIX = bytes.fromhex("20010db8")
_UNSPECIFIED = bytes(16)
_LOOPBACK_V6 = bytes(15) + b"\x01"
_CJDNS_PREFIX = b"\xfc"
_SIIT_PREFIX = bytes.fromhex("0000000000000000ffff0000")
_NAT64_PREFIX = bytes.fromhex("0064ff9b0000000000000000")
_SIX_TO_FOUR_PREFIX = bytes.fromhex("2002")
_TEREDO_PREFIX = bytes.fromhex("20010000")
_LINK_LOCAL_PREFIX = bytes.fromhex("fe80000000000000")
_HE_NET_PREFIX = bytes.fromhex("20010470")
_ORCHID_PREFIX = bytes.fromhex("200100")
# IPv4 that nobody can be reached at from everywhere, private networks (RFC 1918) aside, by their first bytes
_LOCAL_FIRST = frozenset({0, 127})
_UNROUTABLE_TWO = frozenset(  # RFC 2544, 3927, 6598
    {b"\xc6\x12", b"\xc6\x13", b"\xa9\xfe", *(bytes([100, second]) for second in range(64, 128))}
)
_UNROUTABLE_THREE = frozenset({b"\xc0\x00\x02", b"\xc6\x33\x64", b"\xcb\x00\x71"})  # RFC 5737
_U32 = Struct("<I")
_U32_U64 = Struct("<IQ")


class NetworkId(IntEnum):
    """Kinds of network of an address and the sizes beside them. Source: BIP 155."""

    IPV4 = 1
    IPV6 = 2
    TORV2 = 3
    TORV3 = 4
    I2P = 5
    CJDNS = 6
    INTERNAL = 0x100  # stands for a name; never in a message


ADDRESS_SIZES: dict[int, int] = {
    NetworkId.IPV4: 4,
    NetworkId.IPV6: 16,
    NetworkId.TORV3: 32,
    NetworkId.I2P: 32,
    NetworkId.CJDNS: 16,
}
_FOUNDING_NAMES = {
    NetworkId.IPV4: "IPv4",
    NetworkId.IPV6: "IPv6",
    NetworkId.TORV3: "TORv3",
    NetworkId.I2P: "I2P",
    NetworkId.CJDNS: "CJDNS",
}
_WRITERS: dict[int, Callable[[bytes], str]] = {
    NetworkId.IPV4: format_ipv4,
    NetworkId.IPV6: format_ipv6,
    NetworkId.TORV3: format_onion,
    NetworkId.I2P: format_i2p,
    NetworkId.CJDNS: format_ipv6,
    NetworkId.INTERNAL: format_internal,
}
_NO_BRACKETS = frozenset({NetworkId.IPV4, NetworkId.TORV3, NetworkId.I2P, NetworkId.INTERNAL})


class NetworkKind(IntEnum):
    """The network a node is reached through; the numbers are part of what buckets are computed from. Source: C++ Network."""

    UNROUTABLE = 0
    IPV4 = 1
    IPV6 = 2
    ONION = 3
    I2P = 4
    CJDNS = 5
    INTERNAL = 6

    @property
    def label(self) -> str:
        """The name people and RPC use. Source: C++ GetNetworkName."""
        return "not_publicly_routable" if self is NetworkKind.UNROUTABLE else self.name.lower()


PUBLIC_KINDS: Final = (
    NetworkKind.IPV4,
    NetworkKind.IPV6,
    NetworkKind.ONION,
    NetworkKind.I2P,
    NetworkKind.CJDNS,
)
_KINDS: dict[int, NetworkKind] = {
    NetworkId.IPV4: NetworkKind.IPV4,
    NetworkId.IPV6: NetworkKind.IPV6,
    NetworkId.TORV3: NetworkKind.ONION,
    NetworkId.I2P: NetworkKind.I2P,
    NetworkId.CJDNS: NetworkKind.CJDNS,
    NetworkId.INTERNAL: NetworkKind.INTERNAL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetService:
    """An address and a port; the port is 0 where only the address counts.

    Args (constructor):
        network: a `NetworkId`, or a number this version does not know.
        address: as many bytes as the network has, most significant first.
        scope_id: interface of a link-local IPv6 address; not part of the identity.

    Source: C++ CNetAddr, CService.
    """

    network: int
    address: bytes
    port: int = 0
    scope_id: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Address and port as dashd prints them. Source: C++ ToStringAddrPort."""
        if self.network in _NO_BRACKETS:
            return f"{self.host}:{self.port}"
        return f"[{self.host}]:{self.port}"

    @property
    def host(self) -> str:
        """The address without the port, as dashd prints it. Source: C++ ToStringAddr."""
        writer = _WRITERS.get(self.network, bytes.hex)
        return writer(self.address) + (f"%{self.scope_id}" if self.scope_id and self.is_ipv6 else "")

    # Kinds of address

    @property
    def is_ipv4(self) -> bool:
        """Whether it is IPv4; mapped addresses were made that before."""
        return self.network == NetworkId.IPV4

    @property
    def is_ipv6(self) -> bool:
        """Whether it is IPv6 proper."""
        return self.network == NetworkId.IPV6

    @property
    def is_onion(self) -> bool:
        """Whether it is a Tor service of version 3."""
        return self.network == NetworkId.TORV3

    @property
    def is_i2p(self) -> bool:
        """Whether it is a destination of I2P."""
        return self.network == NetworkId.I2P

    @property
    def is_internal(self) -> bool:
        """Whether it stands for a name. Source: C++ IsInternal."""
        return self.network == NetworkId.INTERNAL

    @property
    def is_privacy_net(self) -> bool:
        """Whether its network hides who talks. Source: C++ IsPrivacyNet."""
        return self.network in {NetworkId.TORV3, NetworkId.I2P}

    @property
    def is_relayable(self) -> bool:
        """Whether peers are told of it though we may not reach it. Source: C++ IsRelayable."""
        return self.network in ADDRESS_SIZES

    @property
    def is_bind_any(self) -> bool:
        """Whether it means every interface. Source: C++ IsBindAny."""
        return self.network in {NetworkId.IPV4, NetworkId.IPV6} and not any(self.address)

    @property
    def has_cjdns_prefix(self) -> bool:
        """Whether it would be CJDNS, were that network reachable."""
        return self.address.startswith(_CJDNS_PREFIX)

    @property
    def is_private(self) -> bool:
        """Whether it is of a private network. Source: RFC 1918."""
        if self.network != NetworkId.IPV4:
            return False
        first, second = self.address[0], self.address[1]
        return first == 10 or (first == 192 and second == 168) or (first == 172 and 16 <= second <= 31)

    @property
    def is_teredo(self) -> bool:
        """Whether IPv4 is tunnelled the Teredo way. Source: RFC 4380."""
        return self.network == NetworkId.IPV6 and self.address.startswith(_TEREDO_PREFIX)

    @property
    def is_tunnelled(self) -> bool:
        """Whether IPv4 is inside, other than by Teredo. Source: RFC 3964, 6052, 6145."""
        return self.network == NetworkId.IPV6 and self.address.startswith(
            (_SIX_TO_FOUR_PREFIX, _NAT64_PREFIX, _SIIT_PREFIX)
        )

    @property
    def is_he_net(self) -> bool:
        """Whether Hurricane Electric tunnels it; they give out /48 freely."""
        return self.network == NetworkId.IPV6 and self.address.startswith(_HE_NET_PREFIX)

    @property
    def is_valid(self) -> bool:
        """Whether this can be somebody's address. Source: C++ CNetAddr::IsValid."""
        if self.network == NetworkId.IPV4:
            return self.address not in {bytes(4), b"\xff" * 4}
        if self.network == NetworkId.IPV6:
            return self.address != _UNSPECIFIED and not self.address.startswith(
                (_DOCUMENTATION_PREFIX, _TORV2_PREFIX, INTERNAL_PREFIX, IPV4_PREFIX)
            )
        if self.network == NetworkId.CJDNS:
            return self.address.startswith(_CJDNS_PREFIX)
        return self.network in {NetworkId.TORV3, NetworkId.I2P}

    @property
    def is_local(self) -> bool:
        """Whether it is this machine. Source: C++ CNetAddr::IsLocal."""
        if self.network == NetworkId.IPV4:
            return self.address[0] in _LOCAL_FIRST
        return self.network == NetworkId.IPV6 and self.address == _LOOPBACK_V6

    @property
    def is_routable(self) -> bool:
        """Whether it is reachable from everywhere; private networks are not, see `can_route`."""
        return self.can_route()

    def can_route(self, *, private: bool = False) -> bool:
        """Whether it is reachable from everywhere.

        Args:
            private: take private networks for reachable too (-allowprivatenet).

        Source: C++ CNetAddr::IsRoutable.
        """
        address = self.address
        if self.network == NetworkId.IPV4:
            return not (
                address[0] in _LOCAL_FIRST
                or address[:2] in _UNROUTABLE_TWO
                or address[:3] in _UNROUTABLE_THREE
                or address == b"\xff" * 4
                or (not private and self.is_private)
            )
        if self.network == NetworkId.IPV6:
            return self.is_valid and not (
                address[0] & 0xFE == 0xFC  # RFC 4193
                or address == _LOOPBACK_V6
                or address.startswith(_LINK_LOCAL_PREFIX)  # RFC 4862
                or (address.startswith(_ORCHID_PREFIX) and address[3] & 0xF0 in {0x10, 0x20})  # RFC 4843, 7343
            )
        return self.is_valid

    def kind(self, *, private: bool = False) -> NetworkKind:
        """The network to reach it through; `private` as in `can_route`. Source: C++ GetNetwork."""
        if self.network == NetworkId.INTERNAL:
            return NetworkKind.INTERNAL
        return _KINDS[self.network] if self.can_route(private=private) else NetworkKind.UNROUTABLE

    def net_class(self, *, private: bool = False) -> NetworkKind:
        """As `kind`, but IPv4 where IPv4 is tunnelled. Source: C++ GetNetClass."""
        kind = self.kind(private=private)
        return NetworkKind.IPV4 if kind is NetworkKind.IPV6 and (self.is_tunnelled or self.is_teredo) else kind

    def linked_ipv4(self, *, private: bool = False) -> bytes | None:
        """The 4 bytes of the IPv4 address it is or tunnels; None if it is not routable or has none.

        Source: C++ HasLinkedIPv4, GetLinkedIPv4.
        """
        if not self.can_route(private=private):
            return None
        if self.network == NetworkId.IPV4:
            return self.address
        if self.is_teredo:
            return bytes(each ^ 0xFF for each in self.address[12:])
        if not self.is_tunnelled:
            return None
        return self.address[2:6] if self.address.startswith(_SIX_TO_FOUR_PREFIX) else self.address[12:]

    def has_same_address(self, other: "NetService") -> bool:
        """Whether both are the same but for the port."""
        return self.network == other.network and self.address == other.address

    def with_port(self, port: int) -> "NetService":
        """Return the address with another port."""
        return NetService(network=self.network, address=self.address, port=port, scope_id=self.scope_id)

    # Bytes

    @property
    def is_v1_compatible(self) -> bool:
        """Whether the old form can say it. Source: C++ IsAddrV1Compatible."""
        return self.network in {NetworkId.IPV4, NetworkId.IPV6, NetworkId.INTERNAL}

    def address_bytes(self) -> bytes:
        """The address as groups and keys are computed from. Source: C++ GetAddrBytes."""
        return self.encode_address_v1() if self.is_v1_compatible else self.address

    def key(self) -> bytes:
        """Bytes that identify address and port. Source: C++ CService::GetKey."""
        return self.address_bytes() + self.port.to_bytes(2, "big")

    def encode_address_v1(self) -> bytes:
        """Write the address in 16 bytes; all zero where they cannot hold it. Source: C++ SerializeV1Array."""
        if self.network == NetworkId.IPV4:
            return IPV4_PREFIX + self.address
        if self.network == NetworkId.IPV6:
            return self.address
        return INTERNAL_PREFIX + self.address if self.network == NetworkId.INTERNAL else _UNSPECIFIED

    def encode_address_v2(self) -> bytes:
        """Write the network, then the address. Source: BIP 155; C++ SerializeV2Stream."""
        if self.network == NetworkId.INTERNAL:
            return bytes([NetworkId.IPV6]) + encode_bytes(self.encode_address_v1())
        return bytes([self.network]) + encode_bytes(self.address)

    def encode(self, *, v2: bool) -> bytes:
        """Write address and port."""
        head = self.encode_address_v2() if v2 else self.encode_address_v1()
        return head + self.port.to_bytes(2, "big")

    @classmethod
    def from_v1(cls, address: bytes, port: int) -> Self:
        """Take an address of 16 bytes, in which others are embedded. Source: C++ SetLegacyIPv6."""
        if address.startswith(IPV4_PREFIX):
            return cls(network=NetworkId.IPV4, address=address[len(IPV4_PREFIX) :], port=port)
        if address.startswith(INTERNAL_PREFIX):
            return cls(network=NetworkId.INTERNAL, address=address[len(INTERNAL_PREFIX) :], port=port)
        if address.startswith(_TORV2_PREFIX):
            address = _UNSPECIFIED
        return cls(network=NetworkId.IPV6, address=address, port=port)

    @classmethod
    def decode_address(cls, data: bytes, at: int, *, v2: bool) -> tuple[Self, int]:
        """Read an address at offset `at`; return it, without a port, and the offset behind it.

        What cannot be an address, or is of an unknown network, becomes one that is not valid.

        Raises:
            SerializationError: cut short, too long, or of a wrong size for its network.

        Source: BIP 155; C++ UnserializeV1Stream, UnserializeV2Stream.
        """
        if not v2:
            if len(data) < at + V1_SIZE:
                raise SerializationError("end of data")
            return cls.from_v1(bytes(data[at : at + V1_SIZE]), 0), at + V1_SIZE
        network, address, at = _take_v2(data, at)
        if network == NetworkId.IPV6:
            if address.startswith(INTERNAL_PREFIX):
                return cls(network=NetworkId.INTERNAL, address=address[len(INTERNAL_PREFIX) :]), at
            if address.startswith((IPV4_PREFIX, _TORV2_PREFIX)):
                address = _UNSPECIFIED
        elif network not in ADDRESS_SIZES:
            return cls(network=NetworkId.IPV6, address=_UNSPECIFIED), at
        return cls(network=network, address=address), at

    @classmethod
    def decode(cls, data: bytes, at: int, *, v2: bool) -> tuple[Self, int]:
        """Read address and port at offset `at`; return them and the offset behind.

        Raises:
            SerializationError: as `decode_address`.
        """
        found, at = cls.decode_address(data, at, v2=v2)
        if len(data) < at + 2:
            raise SerializationError("end of data")
        return cls(network=found.network, address=found.address, port=int.from_bytes(data[at : at + 2], "big")), at + 2


def _take_v2(data: bytes, at: int) -> tuple[int, bytes, int]:
    """Take network and address, whose size must fit; return them and the offset behind."""
    if len(data) <= at:
        raise SerializationError("end of data")
    network = data[at]
    size, at = decode_compact_size(data, at + 1)
    if size > MAX_V2_SIZE:
        raise SerializationError(f"Address too long: {size} > {MAX_V2_SIZE}")
    expected = ADDRESS_SIZES.get(network, size)
    if size != expected:
        name = _FOUNDING_NAMES[NetworkId(network)]
        raise SerializationError(f"BIP155 {name} address with length {size} (should be {expected})")
    if len(data) < at + size:
        raise SerializationError("end of data")
    return network, bytes(data[at : at + size]), at + size


NO_ADDRESS: Final = NetService(network=NetworkId.IPV6, address=_UNSPECIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerAddress:
    """A node somebody told of.

    Args (constructor):
        services: what it offers, bits.
        time: when it was last seen, seconds since 1970.

    Source: C++ CAddress.
    """

    service: NetService
    services: int
    time: int

    def encode(self, *, v2: bool) -> bytes:
        """Write it as messages have it: `addr`, or `addrv2` with `v2`."""
        time = self.time & 0xFFFFFFFF
        if v2:
            return _U32.pack(time) + encode_compact_size(self.services) + self.service.encode(v2=True)
        return _U32_U64.pack(time, self.services) + self.service.encode(v2=False)

    @classmethod
    def decode(cls, data: bytes, at: int, *, v2: bool) -> tuple[Self, int]:
        """Read what `encode` wrote at offset `at`; return it and the offset behind it.

        Raises:
            SerializationError: as `NetService.decode_address`.
        """
        try:
            if v2:
                time = _U32.unpack_from(data, at)[0]
                services, at = decode_compact_size(data, at + 4, limit=(1 << 64) - 1)
            else:
                time, services = _U32_U64.unpack_from(data, at)
                at += 12
        except struct_error:
            raise SerializationError("end of data") from None
        service, at = NetService.decode(data, at, v2=v2)
        return cls(service=service, services=services, time=time), at

    def encode_for_disk(self) -> bytes:
        """Write it as files have it."""
        return _U32.pack(DISK_VERSION | DISK_VERSION_V2) + self.encode(v2=True)

    @classmethod
    def decode_from_disk(cls, data: bytes, at: int, *, allow_v2: bool = True) -> tuple[Self, int]:
        """Read what `encode_for_disk`, or an older program, wrote at offset `at`.

        Args:
            allow_v2: the file is of a time when there was the new form.

        Raises:
            SerializationError: an unknown form, or as `decode`.
        """
        if len(data) < at + 4:
            raise SerializationError("end of data")
        form = _U32.unpack_from(data, at)[0] & ~_DISK_IGNORED
        if form and not (form == DISK_VERSION_V2 and allow_v2):
            raise SerializationError("Unsupported CAddress disk format version")
        return cls.decode(data, at + 4, v2=bool(form))

"""Addresses of nodes, as messages, files and masternode lists carry them. Mirrors netaddress.h and protocol.h (CAddress)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

_IPV4_PREFIX = bytes(10) + b"\xff\xff"
_TORV2_PREFIX = bytes.fromhex("fd87d87eeb43")
_INTERNAL_PREFIX = bytes.fromhex("fd6b88c08724")
_DOCUMENTATION_PREFIX = bytes.fromhex("20010db8")


class NetworkId(IntEnum):
    """Kinds of network of an address and the sizes beside them. Source: BIP 155."""

    IPV4 = 1
    IPV6 = 2
    TORV2 = 3
    TORV3 = 4
    I2P = 5
    CJDNS = 6


ADDRESS_SIZES: dict[int, int] = {
    NetworkId.IPV4: 4,
    NetworkId.IPV6: 16,
    NetworkId.TORV3: 32,
    NetworkId.I2P: 32,
    NetworkId.CJDNS: 16,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetService:
    """An address and a port.

    Args (constructor):
        network: a `NetworkId`, or a number this version does not know.
        address: as many bytes as the network has, most significant first.
    """

    network: int
    address: bytes
    port: int

    @property
    def is_valid(self) -> bool:
        """Whether this can be somebody's address. Source: C++ CNetAddr::IsValid."""
        if self.network == NetworkId.IPV4:
            return self.address not in {bytes(4), b"\xff" * 4}
        if self.network == NetworkId.IPV6:
            return self.address != bytes(16) and not self.address.startswith(
                (_DOCUMENTATION_PREFIX, _TORV2_PREFIX, _INTERNAL_PREFIX, _IPV4_PREFIX)
            )
        if self.network == NetworkId.CJDNS:
            return self.address.startswith(b"\xfc")
        return self.network in {NetworkId.TORV3, NetworkId.I2P}

    @property
    def is_local(self) -> bool:
        """Whether it is this machine. Source: C++ CNetAddr::IsLocal."""
        if self.network == NetworkId.IPV4:
            return self.address[0] in {0, 127}
        return self.network == NetworkId.IPV6 and self.address == bytes(15) + b"\x01"

    @classmethod
    def from_v1(cls, address: bytes, port: int) -> Self:
        """Take an address of 16 bytes, in which IPv4 is embedded. Source: C++ SetLegacyIPv6."""
        if address.startswith(_IPV4_PREFIX):
            return cls(network=NetworkId.IPV4, address=address[len(_IPV4_PREFIX) :], port=port)
        return cls(network=NetworkId.IPV6, address=address, port=port)


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

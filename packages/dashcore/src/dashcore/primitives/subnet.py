"""Ranges of addresses, as -whitelist and bans name them. Mirrors CSubNet of netaddress.cpp and LookupSubNet."""

from dataclasses import dataclass

from dashcore.primitives.net_address import NetService, NetworkId
from dashcore.primitives.net_text import parse_host

_WITH_MASK = frozenset({NetworkId.IPV4, NetworkId.IPV6})


@dataclass(frozen=True, slots=True)
class Subnet:
    """All addresses that begin with the same bits; a single one where the network has no masks.

    Args (constructor):
        network: the first of them, without a port.
        bits: how many count; 0 where the network has no masks.
    """

    network: NetService
    bits: int

    def __str__(self) -> str:
        """Address and number of bits, as dashd prints them."""
        return f"{self.network.host}/{self.bits}" if self.network.network in _WITH_MASK else self.network.host

    def contains(self, service: NetService) -> bool:
        """Whether an address, if it is a valid one, is inside. Source: C++ CSubNet::Match."""
        if not service.is_valid or service.network != self.network.network:
            return False
        if service.network not in _WITH_MASK:
            return service.address == self.network.address
        shift = 8 * len(service.address) - self.bits
        ours, theirs = int.from_bytes(self.network.address, "big"), int.from_bytes(service.address, "big")
        return ours >> shift == theirs >> shift

    @classmethod
    def of(cls, service: NetService, bits: int | None = None) -> "Subnet | None":
        """Return the range of an address; without `bits` that of the one address. None if there is none such."""
        if service.is_internal:
            return None
        if service.network not in _WITH_MASK:
            return cls(NetService(network=service.network, address=service.address), 0) if bits is None else None
        size = 8 * len(service.address)
        if bits is None:
            bits = size
        if not 0 <= bits <= size:
            return None
        shift = size - bits
        first = int.from_bytes(service.address, "big") >> shift << shift
        return cls(NetService(network=service.network, address=first.to_bytes(size // 8, "big")), bits)


def parse_subnet(text: str) -> Subnet | None:
    """Read an address, alone, or with a number of bits or a mask behind a slash; None if it is none.

    Source: C++ LookupSubNet.
    """
    head, slash, tail = text.rpartition("/")
    address = parse_host(head if slash else text)
    if address is None:
        return None
    if not slash:
        return Subnet.of(address)
    if tail.isascii() and tail.isdigit():
        return Subnet.of(address, int(tail)) if len(tail) <= 3 else None
    mask = parse_host(tail)
    if mask is None or mask.network != address.network or mask.network not in _WITH_MASK:
        return None
    number, size = int.from_bytes(mask.address, "big"), 8 * len(mask.address)
    bits = number.bit_count()
    return Subnet.of(address, bits) if number == ((1 << bits) - 1) << (size - bits) else None

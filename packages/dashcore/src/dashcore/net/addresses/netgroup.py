"""Which addresses are likely to be one operator's: their group. Mirrors netgroup.cpp."""

from dashcore.net.addresses.asmap import Asmap
from dashcore.primitives.net_address import INTERNAL_PREFIX, IPV4_PREFIX, NetService, NetworkKind
from dashcore.util.hashes import NULL_HASH

_MAPPED = frozenset({NetworkKind.IPV4, NetworkKind.IPV6})


class NetGroups:
    """Groups by autonomous system where there is a map, else by the first bits of addresses.

    Args (constructor):
        asmap: the map of -asmap.
        allow_private: private networks are reachable too (-allowprivatenet).

    Threads: any.
    """

    __slots__ = ("_asmap", "allow_private")

    def __init__(self, asmap: Asmap | None = None, *, allow_private: bool = False) -> None:
        self._asmap = asmap
        self.allow_private = allow_private

    @property
    def is_mapped(self) -> bool:
        """Whether there is a map."""
        return self._asmap is not None

    @property
    def asmap_checksum(self) -> bytes:
        """Hash of the map, zeros if there is none."""
        return NULL_HASH if self._asmap is None else self._asmap.checksum

    def is_routable(self, service: NetService) -> bool:
        """Whether an address is reachable from everywhere."""
        return service.can_route(private=self.allow_private)

    def kind(self, service: NetService) -> NetworkKind:
        """The network an address is reached through."""
        return service.kind(private=self.allow_private)

    def net_class(self, service: NetService) -> NetworkKind:
        """As `kind`, but IPv4 where IPv4 is tunnelled."""
        return service.net_class(private=self.allow_private)

    def mapped_as(self, service: NetService) -> int:
        """Return the number of the autonomous system, 0 where it is not known. Source: C++ GetMappedAS."""
        if self._asmap is None or self.net_class(service) not in _MAPPED:
            return 0
        linked = service.linked_ipv4(private=self.allow_private)
        return self._asmap.find(service.address if linked is None else IPV4_PREFIX + linked)

    def group(self, service: NetService) -> bytes:
        """Return the bytes that addresses of one group share. Source: C++ GetGroup."""
        number = self.mapped_as(service)
        if number:
            return bytes([NetworkKind.IPV6]) + number.to_bytes(4, "little")
        net_class = self.net_class(service)
        head = bytes([net_class])
        if service.is_internal:
            return head + service.address_bytes()[len(INTERNAL_PREFIX) :]
        if net_class is NetworkKind.UNROUTABLE:
            return head
        linked = service.linked_ipv4(private=self.allow_private)
        if linked is not None:
            return head + linked[:2]
        return head + _first_bits(service)


def _first_bits(service: NetService) -> bytes:
    """Return as many bits of an address as its network hands out to one; those left of the last byte are set."""
    match service.kind():
        case NetworkKind.ONION | NetworkKind.I2P:
            bits = 4  # every bit is random
        case NetworkKind.CJDNS:
            bits = 12  # as above; the first byte is the same for all
        case _:
            bits = 36 if service.is_he_net else 32
    address = service.address_bytes()
    whole, rest = divmod(bits, 8)
    if not rest:
        return address[:whole]
    return address[:whole] + bytes([address[whole] | ((1 << (8 - rest)) - 1)])

"""Where a masternode can be reached, as its transactions say. Mirrors evo/netinfo.cpp.

Two forms: one IPv4 address (versions 1 and 2), and lists of entries by purpose (version 3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from dashcore.evo.payload import PayloadReader
from dashcore.primitives.net_address import ADDRESS_SIZES, MAX_V2_SIZE, V1_SIZE, NetService
from dashcore.util.serialize import SerializationError, encode_bytes, encode_compact_size

EXTENDED_VERSION = 1
_LABEL_MAX = 63
_DOMAIN_MIN, _DOMAIN_MAX = 3, 253
_DOMAIN_CHARS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-")


class NetPurpose(IntEnum):
    """What an address is for. Source: C++ NetInfoPurpose."""

    CORE_P2P = 0
    PLATFORM_P2P = 1
    PLATFORM_HTTPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NetDomain:
    """A domain name and a port. Source: C++ DomainPort."""

    name: str
    port: int

    @property
    def is_valid(self) -> bool:
        """Whether the name is a lower-case one of at least two labels. Source: C++ DomainPort::Validate."""
        if self.port == 0 or not _DOMAIN_MIN <= len(self.name) <= _DOMAIN_MAX:
            return False
        labels = self.name.split(".")
        return (
            set(self.name) <= _DOMAIN_CHARS
            and len(labels) > 1
            and all(1 <= len(each) <= _LABEL_MAX and each[0] != "-" and each[-1] != "-" for each in labels)
        )


@dataclass(frozen=True, slots=True)
class NetUnknown:
    """An entry of a type that has no meaning; never valid."""

    @property
    def is_valid(self) -> bool:
        """No."""
        return False


NetEntry = NetService | NetDomain | NetUnknown
_ENTRY_SERVICE, _ENTRY_DOMAIN, _ENTRY_INVALID = 1, 2, 0xFF


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleNetInfo:
    """One address for Core's port.

    Args (constructor):
        raw: the 18 bytes of the protocol, whatever they hold.
    """

    raw: bytes = bytes(V1_SIZE + 2)

    @property
    def service(self) -> NetService:
        """The address, valid or not."""
        return NetService.from_v1(self.raw[:V1_SIZE], int.from_bytes(self.raw[V1_SIZE:], "big"))

    @property
    def is_empty(self) -> bool:
        """Whether no valid address is given."""
        return not self.service.is_valid

    @property
    def is_extended(self) -> bool:
        """Whether Platform's addresses can be stored. Source: C++ CanStorePlatform."""
        return False

    def entries(self, purpose: NetPurpose | None = None) -> Iterator[NetEntry]:
        """Yield the valid address where the purpose fits."""
        if not self.is_empty and purpose in {None, NetPurpose.CORE_P2P}:
            yield self.service

    def encode(self) -> bytes:
        """Return the bytes of the protocol. An invalid address is written as zero."""
        return bytes(len(self.raw)) if self.is_empty else self.raw

    @classmethod
    def read(cls, reader: PayloadReader) -> Self:
        """Read 16 bytes of address and a big-endian port."""
        return cls(raw=reader.take(V1_SIZE + 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendedNetInfo:
    """Addresses by purpose. Source: C++ ExtNetInfo."""

    version: int = EXTENDED_VERSION
    lists: tuple[tuple[int, tuple[NetEntry, ...]], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no list is given."""
        return self.version == EXTENDED_VERSION and not self.lists

    @property
    def is_extended(self) -> bool:
        """Whether Platform's addresses can be stored. Source: C++ CanStorePlatform."""
        return True

    def entries(self, purpose: NetPurpose | None = None) -> Iterator[NetEntry]:
        """Yield the entries, of one purpose or of all."""
        for each, entries in self.lists:
            if purpose is None or purpose == each:
                yield from entries

    def encode(self) -> bytes:
        """Return the bytes of the protocol; nothing but the version where that is unknown."""
        if self.version != EXTENDED_VERSION:
            return bytes([self.version])
        parts = [bytes([self.version]), encode_compact_size(len(self.lists))]
        for purpose, entries in self.lists:
            parts += [bytes([purpose]), encode_compact_size(len(entries))]
            parts += [_encode_entry(entry) for entry in entries]
        return b"".join(parts)

    @classmethod
    def read(cls, reader: PayloadReader) -> Self:
        """Read a version and, if it is known, the lists.

        Raises:
            SerializationError: cut short.
        """
        version = reader.uint(1)
        if version != EXTENDED_VERSION:
            return cls(version=version)
        lists: dict[int, tuple[NetEntry, ...]] = {}
        for _ in range(reader.compact_size()):
            purpose = reader.uint(1)
            entries = tuple(_read_entry(reader) for _ in range(reader.compact_size()))
            lists.setdefault(purpose, entries)
        return cls(version=version, lists=tuple(sorted(lists.items())))


NetInfo = SingleNetInfo | ExtendedNetInfo


def _encode_entry(entry: NetEntry) -> bytes:
    if isinstance(entry, NetService) and entry.is_valid:
        head = bytes([_ENTRY_SERVICE, entry.network])
        return head + encode_bytes(entry.address) + entry.port.to_bytes(2, "big")
    if isinstance(entry, NetDomain) and entry.is_valid:
        return bytes([_ENTRY_DOMAIN]) + encode_bytes(entry.name.encode("ascii")) + entry.port.to_bytes(2, "big")
    return bytes([_ENTRY_INVALID])


def _read_entry(reader: PayloadReader) -> NetEntry:
    kind = reader.uint(1)
    if kind == _ENTRY_SERVICE:
        network = reader.uint(1)
        address = reader.var_bytes()
        port = int.from_bytes(reader.take(2), "big")
        if len(address) > MAX_V2_SIZE or len(address) != ADDRESS_SIZES.get(network, len(address)):
            raise SerializationError("address of a wrong size")
        service = NetService(network=network, address=address, port=port)
        return service if service.is_valid else NetUnknown()
    if kind == _ENTRY_DOMAIN:
        name = reader.var_bytes().decode("latin-1")
        domain = NetDomain(name=name, port=int.from_bytes(reader.take(2), "big"))
        return domain if domain.is_valid else NetUnknown()
    return NetUnknown()

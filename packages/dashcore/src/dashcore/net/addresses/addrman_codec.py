"""The address manager's tables as bytes. Mirrors the serialization of addrman.cpp.

Format 4 is written; all that a program of this kind ever wrote is read.
"""

import logging
from struct import Struct

from dashcore.common.version import PACKAGE_NAME
from dashcore.net.addresses.addrman_check import check_tables
from dashcore.net.addresses.addrman_entry import (
    BUCKET_SIZE,
    NEW_BUCKET_COUNT,
    NEW_BUCKETS_PER_ADDRESS,
    TRIED_BUCKET_COUNT,
    AddrInfo,
)
from dashcore.net.addresses.addrman_tables import AddrTables, slot_of
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.primitives.net_address import NetService, PeerAddress
from dashcore.util.hashes import HASH_SIZE, NULL_HASH
from dashcore.util.serialize import SerializationError

_log = logging.getLogger("dash.addrman")

FORMAT = 4
_DETERMINISTIC, _ASMAP, _BIP155, _MULTIPORT = 1, 2, 3, 4
_COMPATIBLE = _MULTIPORT
_INCOMPATIBILITY_BASE = 32
_BUCKET_FLAG = 1 << 30  # makes the oldest programs refuse the file
_COUNTS = Struct("<iii")
_I32 = Struct("<i")
_HISTORY = Struct("<qi")
_MAX_NEW, _MAX_TRIED = NEW_BUCKET_COUNT * BUCKET_SIZE, TRIED_BUCKET_COUNT * BUCKET_SIZE


class FutureFormatError(Exception):
    """A later program wrote the file, and says so."""


def encode_tables(tables: AddrTables) -> bytes:
    """Write everything that is not computed anew."""
    parts = [
        bytes([FORMAT, _INCOMPATIBILITY_BASE + _COMPATIBLE]),
        tables.key,
        _COUNTS.pack(tables.new_count, tables.tried_count, NEW_BUCKET_COUNT ^ _BUCKET_FLAG),
    ]
    indexes: dict[int, int] = {}
    for number, info in tables.entries.items():
        if info.new_slots:
            indexes[number] = len(indexes)
            parts.append(_encode_entry(info))
    parts += [_encode_entry(info) for info in tables.entries.values() if info.is_tried]
    buckets: list[list[int]] = [[] for _ in range(NEW_BUCKET_COUNT)]
    for slot, number in tables.new.items():
        buckets[slot // BUCKET_SIZE].append(indexes[number])
    parts += [Struct(f"<{1 + len(bucket)}i").pack(len(bucket), *bucket) for bucket in buckets]
    parts.append(tables.groups.asmap_checksum)
    return b"".join(parts)


def _encode_entry(info: AddrInfo) -> bytes:
    return (
        info.address.encode_for_disk()
        + info.source.encode_address_v2()
        + _HISTORY.pack(info.last_success, info.attempts)
    )


class _Decoder:
    """Reads what `encode_tables`, or an older program, wrote."""

    def __init__(self, data: bytes, at: int, groups: NetGroups) -> None:
        self._data = data
        self.at = at
        self._groups = groups
        self._format = 0

    def _take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self._data):
            raise SerializationError("end of data")
        taken, self.at = self._data[self.at : end], end
        return taken

    def _int(self) -> int:
        return int(_I32.unpack(self._take(4))[0])

    def decode(self) -> AddrTables:
        """Read all.

        Raises:
            SerializationError: the file is damaged.
            FutureFormatError: it is of the future.
            AddrManInconsistentError: it contradicts itself.
        """
        self._format = self._take(1)[0]
        self._check_compatible(self._take(1)[0])
        tables = AddrTables(self._groups, self._take(HASH_SIZE))
        new_count, tried_count, bucket_count = _COUNTS.unpack(self._take(_COUNTS.size))
        if self._format >= _DETERMINISTIC:
            bucket_count ^= _BUCKET_FLAG
        if not 0 <= new_count <= _MAX_NEW:
            raise SerializationError(
                f"Corrupt AddrMan serialization: nNew={new_count}, should be in [0, {_MAX_NEW}]: iostream error"
            )
        if not 0 <= tried_count <= _MAX_TRIED:
            raise SerializationError(
                f"Corrupt AddrMan serialization: nTried={tried_count}, should be in [0, {_MAX_TRIED}]: iostream error"
            )
        for _ in range(new_count):
            info = self._entry()
            tables.append(info)
            tables.new_count += 1
            tables.new_by_kind[info.kind] += 1
        lost_tried = sum(not self._place_tried(tables, self._entry()) for _ in range(tried_count))
        self._place_new(tables, new_count, bucket_count)
        lost_new = [number for number, info in tables.entries.items() if not (info.is_tried or info.new_slots)]
        for number in lost_new:
            tables.delete(number)
        if lost_new or lost_tried:
            _log.debug(
                "addrman lost %i new and %i tried addresses due to collisions or invalid addresses",
                len(lost_new),
                lost_tried,
            )
        check_tables(tables)
        return tables

    def _check_compatible(self, compatible: int) -> None:
        if compatible < _INCOMPATIBILITY_BASE:
            raise SerializationError(
                f"Corrupted addrman database: The compat value ({compatible}) is lower than the expected minimum value "
                f"{_INCOMPATIBILITY_BASE}.: iostream error"
            )
        lowest = compatible - _INCOMPATIBILITY_BASE
        if lowest > FORMAT:
            raise FutureFormatError(
                f"Unsupported format of addrman database: {self._format}. It is compatible with formats >={lowest}, "
                f"but the maximum supported by this version of {PACKAGE_NAME} is {FORMAT}."
            )

    def _entry(self) -> AddrInfo:
        v2 = self._format >= _BIP155
        address, at = PeerAddress.decode_from_disk(self._data, self.at, allow_v2=v2)
        source, self.at = NetService.decode_address(self._data, at, v2=v2)
        info = AddrInfo(address, source, self._groups.kind(address.service))
        info.last_success, info.attempts = _HISTORY.unpack(self._take(_HISTORY.size))
        return info

    @staticmethod
    def _place_tried(tables: AddrTables, info: AddrInfo) -> bool:
        slot = tables.tried_slot(info)
        if not info.service.is_valid or tables.tried.get(slot) is not None:
            return False
        tables.put_tried(tables.append(info), slot)
        return True

    def _place_new(self, tables: AddrTables, new_count: int, bucket_count: int) -> None:
        """Put entries where they were, if that is computed as it was; else where they belong now."""
        places: list[tuple[int, int]] = []
        for bucket in range(bucket_count):
            for _ in range(self._int()):
                number = self._int()
                if 0 <= number < new_count:
                    places.append((bucket, number))
        checksum = self._take(HASH_SIZE) if self._format >= _ASMAP else NULL_HASH
        restore = bucket_count == NEW_BUCKET_COUNT and checksum == self._groups.asmap_checksum
        if not restore:
            _log.debug("Bucketing method was updated, re-bucketing addrman entries from disk")
        for bucket, number in places:
            info = tables.entries[number]
            if not info.service.is_valid or len(info.new_slots) >= NEW_BUCKETS_PER_ADDRESS:
                continue
            if restore:
                slot = slot_of(bucket, info.position(tables.key, bucket, new=True))
                if tables.new.get(slot) is None:
                    tables.put_new(number, slot)
                    continue
            slot = tables.new_slot(info)
            if tables.new.get(slot) is None:
                tables.put_new(number, slot)


def decode_tables(data: bytes, at: int, groups: NetGroups) -> tuple[AddrTables, int]:
    """Read tables at offset `at`; return them and the offset behind.

    Raises:
        SerializationError: the bytes are damaged.
        AddrManInconsistentError: they contradict themselves.
    """
    decoder = _Decoder(data, at, groups)
    tables = decoder.decode()
    return tables, decoder.at

"""The tables behind the address manager: who is in which bucket. Mirrors the structure of AddrManImpl in addrman.cpp."""

import logging
from collections import Counter
from collections.abc import Callable
from random import Random

from dashcore.net.addresses.addrman_entry import BUCKET_SIZE, AddrInfo
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.primitives.net_address import NetService, NetworkKind, PeerAddress

_log = logging.getLogger("dash.addrman")


def slot_of(bucket: int, position: int) -> int:
    """One number for a place in a table."""
    return bucket * BUCKET_SIZE + position


class BucketTable:
    """Places of a table that are taken. Empty buckets cost nothing."""

    __slots__ = ("_fill", "_slots")

    def __init__(self) -> None:
        self._slots: dict[int, int] = {}  # place -> number of an entry
        self._fill: dict[int, int] = {}  # bucket -> how many are in it

    def get(self, slot: int) -> int | None:
        """Who is at a place."""
        return self._slots.get(slot)

    def put(self, slot: int, number: int) -> None:
        """Take a free place."""
        self._slots[slot] = number
        bucket = slot // BUCKET_SIZE
        self._fill[bucket] = self._fill.get(bucket, 0) + 1

    def free(self, slot: int) -> None:
        """Leave a place."""
        del self._slots[slot]
        bucket = slot // BUCKET_SIZE
        self._fill[bucket] -= 1
        if not self._fill[bucket]:
            del self._fill[bucket]

    def buckets(self) -> list[int]:
        """Buckets that are not empty."""
        return list(self._fill)

    def buckets_of(self, wanted: Callable[[int], bool]) -> list[int]:
        """Buckets that have an entry that is wanted."""
        return list(dict.fromkeys(slot // BUCKET_SIZE for slot, number in self._slots.items() if wanted(number)))

    def items(self) -> list[tuple[int, int]]:
        """All places that are taken, in order."""
        return sorted(self._slots.items())


class AddrTables:
    """All entries, by number, by address, and by place.

    Attributes:
        key: 32 secret bytes that decide where an address belongs.
        entries: by number.
        numbers: by address and port.
        order: all numbers; those who draw shuffle it as they go.
        new_by_kind, tried_by_kind: numbers of entries.

    Threads: the owner's lock guards it.
    """

    __slots__ = (
        "_next",
        "entries",
        "groups",
        "key",
        "new",
        "new_by_kind",
        "new_count",
        "numbers",
        "order",
        "tried",
        "tried_by_kind",
        "tried_count",
    )

    def __init__(self, groups: NetGroups, key: bytes) -> None:
        self.groups = groups
        self.key = key
        self.entries: dict[int, AddrInfo] = {}
        self.numbers: dict[NetService, int] = {}
        self.order: list[int] = []
        self.new = BucketTable()
        self.tried = BucketTable()
        self.new_count = 0
        self.tried_count = 0
        self.new_by_kind: Counter[NetworkKind] = Counter()
        self.tried_by_kind: Counter[NetworkKind] = Counter()
        self._next = 0

    def find(self, service: NetService) -> AddrInfo | None:
        """Return the entry of an address and port."""
        number = self.numbers.get(service)
        return None if number is None else self.entries[number]

    def new_slot(self, info: AddrInfo, source: NetService | None = None) -> int:
        """The place in the new table an entry belongs to."""
        bucket = info.new_bucket(self.key, self.groups, source)
        return slot_of(bucket, info.position(self.key, bucket, new=True))

    def tried_slot(self, info: AddrInfo) -> int:
        """The place in the tried table an entry belongs to."""
        bucket = info.tried_bucket(self.key, self.groups)
        return slot_of(bucket, info.position(self.key, bucket, new=False))

    def append(self, info: AddrInfo) -> int:
        """Number an entry; counts and places are the caller's."""
        number = self._next
        self._next += 1
        self.entries[number] = info
        self.numbers[info.service] = number
        info.random_pos = len(self.order)
        self.order.append(number)
        return number

    def create(self, address: PeerAddress, source: NetService) -> tuple[int, AddrInfo]:
        """Make an entry that is new; it needs a place soon."""
        info = AddrInfo(address, source.with_port(0), self.groups.kind(address.service))
        self.new_count += 1
        self.new_by_kind[info.kind] += 1
        return self.append(info), info

    def swap_order(self, first: int, second: int) -> None:
        """Exchange two in `order`."""
        if first == second:
            return
        order = self.order
        order[first], order[second] = order[second], order[first]
        self.entries[order[first]].random_pos = first
        self.entries[order[second]].random_pos = second

    def delete(self, number: int) -> None:
        """Forget an entry that has no place."""
        info = self.entries[number]
        self.swap_order(info.random_pos, len(self.order) - 1)
        self.order.pop()
        self.new_by_kind[info.kind] -= 1
        self.new_count -= 1
        self.numbers.pop(info.service, None)  # a file may have it twice
        del self.entries[number]

    def put_new(self, number: int, slot: int) -> None:
        """Put an entry at a free place of the new table."""
        self.new.put(slot, number)
        self.entries[number].new_slots.append(slot)

    def clear_new(self, slot: int) -> None:
        """Free a place of the new table; who has no other is forgotten. Source: C++ ClearNew."""
        number = self.new.get(slot)
        if number is None:
            return
        info = self.entries[number]
        self.new.free(slot)
        info.new_slots.remove(slot)
        _log.debug("Removed %s from new[%i][%i]", info.service, *divmod(slot, BUCKET_SIZE))
        if not info.new_slots:
            self.delete(number)

    def make_tried(self, number: int) -> int:
        """Move an entry from new to tried; who is in its place becomes new again. Return the place.

        Source: C++ MakeTried.
        """
        info = self.entries[number]
        for slot in info.new_slots:
            self.new.free(slot)
        info.new_slots.clear()
        self.new_count -= 1
        self.new_by_kind[info.kind] -= 1
        slot = self.tried_slot(info)
        evicted = self.tried.get(slot)
        if evicted is not None:
            self._make_new_again(evicted, slot)
        self.put_tried(number, slot)
        return slot

    def put_tried(self, number: int, slot: int) -> None:
        """Put an entry that is not new at a free place of the tried table."""
        info = self.entries[number]
        self.tried.put(slot, number)
        self.tried_count += 1
        self.tried_by_kind[info.kind] += 1
        info.is_tried = True

    def _make_new_again(self, number: int, slot: int) -> None:
        info = self.entries[number]
        info.is_tried = False
        self.tried.free(slot)
        self.tried_count -= 1
        self.tried_by_kind[info.kind] -= 1
        new_slot = self.new_slot(info)
        self.clear_new(new_slot)
        self.put_new(number, new_slot)
        self.new_count += 1
        self.new_by_kind[info.kind] += 1
        _log.debug(
            "Moved %s from tried[%i][%i] to new[%i][%i] to make space",
            info.service,
            *divmod(slot, BUCKET_SIZE),
            *divmod(new_slot, BUCKET_SIZE),
        )

    def draw(self, count: int, random: Random) -> int:
        """Bring a random one of those behind the first `count` forward; return its number."""
        self.swap_order(count, count + random.randrange(len(self.order) - count))
        return self.order[count]

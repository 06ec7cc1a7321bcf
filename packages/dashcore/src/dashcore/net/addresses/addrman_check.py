"""Whether the address manager's tables contradict themselves. Mirrors CheckAddrman of addrman.cpp."""

import logging
import time
from collections import Counter

from dashcore.net.addresses.addrman_entry import BUCKET_SIZE, NEW_BUCKETS_PER_ADDRESS, AddrInfo
from dashcore.net.addresses.addrman_tables import AddrTables

_log = logging.getLogger("dash.addrman")
_NULL_KEY = bytes(32)


class AddrManInconsistentError(Exception):
    """A check found a contradiction.

    Args (constructor):
        code: dashd's number for it.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"Corrupt data. Consistency check failed with code {self.code}"


def check_tables(tables: AddrTables) -> None:
    """Look for contradictions, and say in the log how long it took.

    Raises:
        AddrManInconsistentError: there is one.
    """
    what = f"new {tables.new_count}, tried {tables.tried_count}, total {len(tables.order)}"
    _log.debug("CheckAddrman: %s started", what)
    started = time.perf_counter()
    code = find_fault(tables)
    _log.debug("CheckAddrman: completed (%.2fms)", (time.perf_counter() - started) * 1000)
    if code:
        raise AddrManInconsistentError(code)


def find_fault(tables: AddrTables) -> int:
    """Return dashd's number of the first contradiction, 0 if there is none."""
    if len(tables.order) != tables.tried_count + tables.new_count:
        return -7
    for number, info in tables.entries.items():
        fault = _fault_of_entry(tables, number, info)
        if fault:
            return fault
    return _fault_of_tried(tables) or _fault_of_new(tables) or _fault_of_counts(tables)


def _fault_of_entry(tables: AddrTables, number: int, info: AddrInfo) -> int:
    if info.is_tried and (info.new_slots or not info.last_success):
        return -2 if info.last_success else -1
    if not info.is_tried and not 0 < len(info.new_slots) <= NEW_BUCKETS_PER_ADDRESS:
        return -3 if info.new_slots else -4
    if tables.numbers.get(info.service) != number:
        return -5
    if not 0 <= info.random_pos < len(tables.order) or tables.order[info.random_pos] != number:
        return -14
    if info.last_try < 0 or info.last_success < 0:
        return -6 if info.last_try < 0 else -8
    return 0


def _fault_of_tried(tables: AddrTables) -> int:
    left = {number for number, info in tables.entries.items() if info.is_tried}
    if len(left) != tables.tried_count or len(tables.entries) - len(left) != tables.new_count:
        return -9 if len(left) != tables.tried_count else -10
    for slot, number in tables.tried.items():
        if number not in left:
            return -11
        left.discard(number)
        info, bucket = tables.entries[number], slot // BUCKET_SIZE
        if info.tried_bucket(tables.key, tables.groups) != bucket:
            return -17
        if info.position(tables.key, bucket, new=False) != slot % BUCKET_SIZE:
            return -18
    return -13 if left else 0


def _fault_of_new(tables: AddrTables) -> int:
    places: Counter[int] = Counter()
    for slot, number in tables.new.items():
        info = tables.entries.get(number)
        if info is None or info.is_tried:
            return -12
        if info.position(tables.key, slot // BUCKET_SIZE, new=True) != slot % BUCKET_SIZE:
            return -19
        places[number] += 1
    if any(places[number] != len(info.new_slots) for number, info in tables.entries.items()):
        return -15
    return -16 if tables.key == _NULL_KEY else 0


def _fault_of_counts(tables: AddrTables) -> int:
    new = Counter(info.kind for info in tables.entries.values() if not info.is_tried)
    tried = Counter(info.kind for info in tables.entries.values() if info.is_tried)
    return 0 if new == tables.new_by_kind and tried == tables.tried_by_kind else -21

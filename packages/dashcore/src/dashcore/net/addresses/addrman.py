"""The nodes we heard of: which to try, which answered. Mirrors addrman.cpp.

Addresses nobody tried are in the new table, those that answered in the tried one. Where in a table an address belongs
follows from a secret key, its group and who told of it, so nobody can fill the tables from few places. What would push
another out of the tried table waits until that one was tested.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random, SystemRandom
from threading import Lock

from dashcore.net.addresses.addrman_check import AddrManInconsistentError, check_tables
from dashcore.net.addresses.addrman_codec import encode_tables
from dashcore.net.addresses.addrman_entry import BUCKET_SIZE, NEW_BUCKETS_PER_ADDRESS, AddrInfo
from dashcore.net.addresses.addrman_tables import AddrTables
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.protocol import Services
from dashcore.primitives.net_address import NetService, NetworkKind, PeerAddress

_log = logging.getLogger("dash")
_addrman_log = logging.getLogger("dash.addrman")

MAX_COLLISIONS = 10
REPLACEMENT_S = 4 * 3600  # who connected since is not pushed out of the tried table
TEST_WINDOW_S = 40 * 60  # longest wait for a test
_TEST_S = 60  # what a test is given
_ONLINE_S = 24 * 3600  # seen since: taken for online
_UPDATE_ONLINE_S = 3600
_UPDATE_OFFLINE_S = 24 * 3600
_CONNECTED_UPDATE_S = 20 * 60
_CHANCE_STEP = 1.2


@dataclass(frozen=True, slots=True)
class AddressPosition:
    """Where an address is. Source: C++ AddressPosition."""

    is_tried: bool
    multiplicity: int
    bucket: int
    position: int


@dataclass(frozen=True, slots=True)
class AddressHistory:
    """What became of an address: times in seconds since 1970, 0 for never."""

    address: PeerAddress
    last_try: int
    last_success: int
    attempts: int


class AddrMan:
    """The tables and their rules.

    Args (constructor):
        now: the time, seconds since 1970.
        check_ratio: check all in one of so many calls, 0 for never (-checkaddrman).
        log_ips: tell the log who moved (-logips).
        tables: what a file held; else empty ones with a fresh key.
        random: what decides at random.

    Threads: any.
    """

    def __init__(
        self,
        groups: NetGroups,
        now: Callable[[], int],
        *,
        check_ratio: int = 0,
        log_ips: bool = False,
        tables: AddrTables | None = None,
        random: Random | None = None,
    ) -> None:
        self._groups = groups
        self._now = now
        self._check_ratio = check_ratio
        self._log_ips = log_ips
        self._random = random or SystemRandom()
        self._lock = Lock()
        self._tables = tables or AddrTables(groups, secrets.token_bytes(32))  # guarded by: self._lock
        self._collisions: dict[int, None] = {}  # waiting for the tried table; guarded by: self._lock
        self._last_good = 1  # never is worse; guarded by: self._lock

    @property
    def groups(self) -> NetGroups:
        """Which addresses are likely one operator's."""
        return self._groups

    # What others call

    def add(self, addresses: Sequence[PeerAddress], source: NetService, penalty_s: int = 0) -> bool:
        """Take addresses into the new table; True if one is new there, or in one place more.

        Args:
            source: who told of them.
            penalty_s: how much older they are taken to be.
        """
        with self._lock:
            self._check_locked()
            added = sum(self._add_locked(address, source, penalty_s) for address in addresses)
            if added:
                _addrman_log.debug(
                    "Added %i addresses (of %i) from %s: %i tried, %i new",
                    added,
                    len(addresses),
                    source.host,
                    self._tables.tried_count,
                    self._tables.new_count,
                )
            self._check_locked()
            return added > 0

    def good(self, service: NetService, at: int | None = None) -> bool:
        """An address answered: move it to the tried table; True if it moved."""
        with self._lock:
            self._check_locked()
            moved = self._good_locked(service, self._now() if at is None else at, test_first=True)
            self._check_locked()
            return moved

    def attempt(self, service: NetService, *, counts: bool, at: int | None = None) -> None:
        """We try an address.

        Args:
            counts: it speaks against the address if this fails.
        """
        with self._lock:
            self._check_locked()
            info = self._tables.find(service)
            if info is not None:
                now = self._now() if at is None else at
                info.last_try = now
                if counts and info.last_counted_try < self._last_good:
                    info.last_counted_try = now
                    info.attempts += 1
            self._check_locked()

    def connected(self, service: NetService, at: int | None = None) -> None:
        """We were connected, and it ends now: earlier, others would learn of the connection."""
        with self._lock:
            self._check_locked()
            info = self._tables.find(service)
            now = self._now() if at is None else at
            if info is not None and now - info.time > _CONNECTED_UPDATE_S:
                info.time = now
            self._check_locked()

    def set_services(self, service: NetService, services: Services | int) -> None:
        """A node said what it offers."""
        with self._lock:
            self._check_locked()
            info = self._tables.find(service)
            if info is not None:
                info.services = int(services)
            self._check_locked()

    def select(self, new_only: bool = False, network: NetworkKind | None = None) -> tuple[PeerAddress, int] | None:
        """Draw an address to connect to, and when it was tried last; None if there is none.

        Source: C++ Select_.
        """
        with self._lock:
            self._check_locked()
            found = self._select_locked(new_only, network)
            self._check_locked()
            return None if found is None else (found.address, found.last_try)

    def addresses(self, max_count: int, max_percent: int, network: NetworkKind | None = None) -> list[PeerAddress]:
        """Draw addresses worth telling of.

        Args:
            max_count: at most so many, 0 for no limit.
            max_percent: at most this part of all, 0 for no limit.

        Source: C++ GetAddr_.
        """
        with self._lock:
            self._check_locked()
            tables = self._tables
            size = len(tables.order)
            limit = max_percent * size // 100 if max_percent else size
            if max_count:
                limit = min(limit, max_count)
            now = self._now()
            found: list[PeerAddress] = []
            for count in range(size):
                if len(found) >= limit:
                    break
                info = tables.entries[tables.draw(count, self._random)]
                if network is not None and self._groups.net_class(info.service) is not network:
                    continue
                if not info.is_terrible(now):
                    found.append(info.address)
            _addrman_log.debug("GetAddr returned %d random addresses", len(found))
            self._check_locked()
            return found

    def resolve_collisions(self) -> None:
        """Decide who stays in the tried table, where tests of it are over. Source: C++ ResolveCollisions_."""
        with self._lock:
            self._check_locked()
            for number in list(self._collisions):
                if self._is_resolved_locked(number):
                    del self._collisions[number]
            self._check_locked()

    def select_tried_collision(self) -> tuple[PeerAddress, int] | None:
        """Draw an address of the tried table that another wants to replace, and when it was tried last."""
        with self._lock:
            self._check_locked()
            found = self._collision_locked()
            self._check_locked()
            return None if found is None else (found.address, found.last_try)

    def size(self, network: NetworkKind | None = None, in_new: bool | None = None) -> int:
        """Number of addresses, of a network and of one table if they are given."""
        with self._lock:
            self._check_locked()
            tables = self._tables
            if network is None:
                new, tried = tables.new_count, tables.tried_count
            else:
                new, tried = tables.new_by_kind[network], tables.tried_by_kind[network]
            self._check_locked()
            return new + tried if in_new is None else new if in_new else tried

    def history(self, service: NetService) -> AddressHistory | None:
        """What became of an address. Source: C++ GetAddressInfo."""
        with self._lock:
            info = self._tables.find(service)
            if info is None:
                return None
            return AddressHistory(info.address, info.last_try, info.last_success, info.attempts)

    def position(self, service: NetService) -> AddressPosition | None:
        """Where an address is; in the new table, by who told first. Source: C++ FindAddressEntry_."""
        with self._lock:
            tables = self._tables
            info = tables.find(service)
            if info is None:
                return None
            slot = tables.tried_slot(info) if info.is_tried else tables.new_slot(info)
            count = 1 if info.is_tried else len(info.new_slots)
            return AddressPosition(info.is_tried, count, *divmod(slot, BUCKET_SIZE))

    def encode(self) -> bytes:
        """Write all for the file, see `addrman_codec`."""
        with self._lock:
            return encode_tables(self._tables)

    def check(self) -> None:
        """Look for contradictions now.

        Raises:
            AddrManInconsistentError: there is one.
        """
        with self._lock:
            check_tables(self._tables)

    # With the lock held

    def _check_locked(self) -> None:
        if not self._check_ratio or self._random.randrange(self._check_ratio) >= 1:
            return
        try:
            check_tables(self._tables)
        except AddrManInconsistentError as error:
            _log.error("ADDRMAN CONSISTENCY CHECK FAILED!!! err=%i", error.code)
            raise

    def _add_locked(self, address: PeerAddress, source: NetService, penalty_s: int) -> bool:
        """Source: C++ AddSingle."""
        service, tables = address.service, self._tables
        if not self._groups.is_routable(service):
            return False
        if service.has_same_address(source):
            penalty_s = 0  # who speaks of himself knows
        number = tables.numbers.get(service)
        if number is None:
            number, info = tables.create(address, source)
            info.time = max(0, info.time - penalty_s)
        else:
            info = tables.entries[number]
            if not self._is_wanted_again_locked(info, address, penalty_s):
                return False
        return self._place_new_locked(number, info, source)

    def _is_wanted_again_locked(self, info: AddrInfo, address: PeerAddress, penalty_s: int) -> bool:
        """Update what is known; tell whether the address gets a further place."""
        interval = _UPDATE_ONLINE_S if self._now() - address.time < _ONLINE_S else _UPDATE_OFFLINE_S
        if info.time < address.time - interval - penalty_s:
            info.time = max(0, address.time - penalty_s)
        info.services |= address.services
        count = len(info.new_slots)
        if address.time <= info.time or info.is_tried or count == NEW_BUCKETS_PER_ADDRESS:
            return False
        return count == 0 or self._random.randrange(1 << count) == 0  # each is twice as hard as the one before

    def _place_new_locked(self, number: int, info: AddrInfo, source: NetService) -> bool:
        tables = self._tables
        slot = tables.new_slot(info, source)
        there = tables.new.get(slot)
        fits = there is None
        if there == number:
            return False
        if there is not None:
            other = tables.entries[there]
            fits = other.is_terrible(self._now()) or (len(other.new_slots) > 1 and not info.new_slots)
        if fits:
            tables.clear_new(slot)
            tables.put_new(number, slot)
            _addrman_log.debug(
                "Added %s mapped to AS%i to new[%i][%i]",
                info.service,
                self._groups.mapped_as(info.service),
                *divmod(slot, BUCKET_SIZE),
            )
        elif not info.new_slots:
            tables.delete(number)
        return fits

    def _good_locked(self, service: NetService, now: int, *, test_first: bool) -> bool:
        """Source: C++ Good_."""
        self._last_good = now
        tables = self._tables
        number = tables.numbers.get(service)
        if number is None:
            return False
        info = tables.entries[number]
        info.last_success = info.last_try = now
        info.attempts = 0
        # its time stays as it is, lest others learn of the connection
        if info.is_tried or not info.new_slots:
            return False
        there = tables.tried.get(tables.tried_slot(info))
        if test_first and there is not None:
            if len(self._collisions) < MAX_COLLISIONS:
                self._collisions[number] = None
            if self._log_ips:
                _addrman_log.debug(
                    "Collision with %s while attempting to move %s to tried table. Collisions=%d",
                    tables.entries[there].service,
                    service,
                    len(self._collisions),
                )
            return False
        slot = tables.make_tried(number)
        if self._log_ips:
            _addrman_log.debug(
                "Moved %s mapped to AS%i to tried[%i][%i]",
                service,
                self._groups.mapped_as(service),
                *divmod(slot, BUCKET_SIZE),
            )
        return True

    def _select_locked(self, new_only: bool, network: NetworkKind | None) -> AddrInfo | None:
        tables, random = self._tables, self._random
        new, tried = tables.new_count, tables.tried_count
        if network is not None:
            new, tried = tables.new_by_kind[network], tables.tried_by_kind[network]
        if new + tried == 0 or (new_only and new == 0):
            return None
        search_tried = not new_only and tried > 0 and (new == 0 or bool(random.getrandbits(1)))
        table = tables.tried if search_tried else tables.new
        buckets = table.buckets()
        if network is not None:
            buckets = table.buckets_of(lambda number: tables.entries[number].kind is network)
        now, factor = self._now(), 1.0
        while True:
            first, start = random.choice(buckets) * BUCKET_SIZE, random.randrange(BUCKET_SIZE)
            for step in range(BUCKET_SIZE):
                number = table.get(first + (start + step) % BUCKET_SIZE)
                if number is not None and (network is None or tables.entries[number].kind is network):
                    break
            else:
                continue
            info = tables.entries[number]
            if random.random() < factor * info.chance(now):
                _addrman_log.debug("Selected %s from %s", info.service, "tried" if search_tried else "new")
                return info
            factor *= _CHANCE_STEP

    def _is_resolved_locked(self, number: int) -> bool:
        tables = self._tables
        info = tables.entries.get(number)
        if info is None or not info.service.is_valid:
            return True
        now = self._now()
        there = tables.tried.get(tables.tried_slot(info))
        if there is None:  # nobody is there any more
            self._good_locked(info.service, now, test_first=False)
            return True
        other = tables.entries[there]
        if now - other.last_success < REPLACEMENT_S:
            return True  # it passed the test
        if now - other.last_try < REPLACEMENT_S:
            if now - other.last_try <= _TEST_S:
                return False
            _addrman_log.debug("Replacing %s with %s in tried table", other.service, info.service)
        elif now - info.last_success > TEST_WINDOW_S:
            _addrman_log.debug(
                "Unable to test; replacing %s with %s in tried table anyway", other.service, info.service
            )
        else:
            return False
        self._good_locked(info.service, now, test_first=False)
        return True

    def _collision_locked(self) -> AddrInfo | None:
        if not self._collisions:
            return None
        number = self._random.choice(list(self._collisions))
        info = self._tables.entries.get(number)
        if info is None:
            del self._collisions[number]
            return None
        there = self._tables.tried.get(self._tables.tried_slot(info))
        return None if there is None else self._tables.entries[there]

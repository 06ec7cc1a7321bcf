"""What the address manager knows of one address, and where that belongs. Mirrors AddrInfo of addrman_impl.h."""

from struct import Struct

from dashcore.net.addresses.netgroup import NetGroups
from dashcore.primitives.net_address import NetService, NetworkKind, PeerAddress
from dashcore.util.hashes import hash256
from dashcore.util.serialize import encode_bytes

TRIED_BUCKET_COUNT = 256
NEW_BUCKET_COUNT = 1024
BUCKET_SIZE = 64
TRIED_BUCKETS_PER_GROUP = 8
NEW_BUCKETS_PER_SOURCE_GROUP = 64
NEW_BUCKETS_PER_ADDRESS = 8  # at most so often is one address in the new table
HORIZON_S = 30 * 24 * 3600  # not seen for longer: worthless
RETRIES = 3  # failures after which a new address is given up
MAX_FAILURES = 10  # failures in a row...
MIN_FAIL_S = 7 * 24 * 3600  # ...in at least this time: worthless
_FUTURE_S = 600
_RECENT_TRY_S = 60
_JUST_TRIED_S = 600
_CHANCE_AFTER_TRY = 0.01
_CHANCE_PER_FAILURE = 0.66
_MOST_FAILURES = 8  # counted in the chance
_I32, _U64 = Struct("<i"), Struct("<Q")


def _cheap_hash(data: bytes) -> int:
    return int(_U64.unpack_from(hash256(data))[0])


class AddrInfo:
    """An address, where it came from, and what became of it.

    Attributes:
        source: who told first, without a port.
        time: when somebody saw it last; seconds since 1970, as all times.
        last_try, last_counted_try: when we tried; the latter only tries that counted as failures.
        last_success: when we connected.
        attempts: failures since.
        new_slots: positions in the new table.
        is_tried: it is in the tried table instead.
        random_pos: index in the list of all.
        kind: its network.
    """

    __slots__ = (
        "_key",
        "attempts",
        "is_tried",
        "kind",
        "last_counted_try",
        "last_success",
        "last_try",
        "new_slots",
        "random_pos",
        "service",
        "services",
        "source",
        "time",
    )

    def __init__(self, address: PeerAddress, source: NetService, kind: NetworkKind) -> None:
        self.service = address.service
        self.services = address.services
        self.time = address.time
        self.source = source
        self.kind = kind
        self.last_try = 0
        self.last_counted_try = 0
        self.last_success = 0
        self.attempts = 0
        self.new_slots: list[int] = []
        self.is_tried = False
        self.random_pos = -1
        self._key = encode_bytes(address.service.key())

    @property
    def address(self) -> PeerAddress:
        """What peers are told."""
        return PeerAddress(service=self.service, services=self.services, time=self.time)

    def tried_bucket(self, key: bytes, groups: NetGroups) -> int:
        """Bucket of the tried table; `key` is the manager's secret."""
        first = _cheap_hash(key + self._key) % TRIED_BUCKETS_PER_GROUP
        group = encode_bytes(groups.group(self.service))
        return _cheap_hash(key + group + _U64.pack(first)) % TRIED_BUCKET_COUNT

    def new_bucket(self, key: bytes, groups: NetGroups, source: NetService | None = None) -> int:
        """Bucket of the new table, for a source; without one, for who told first."""
        source_group = encode_bytes(groups.group(self.source if source is None else source))
        group = encode_bytes(groups.group(self.service))
        first = _cheap_hash(key + group + source_group) % NEW_BUCKETS_PER_SOURCE_GROUP
        return _cheap_hash(key + source_group + _U64.pack(first)) % NEW_BUCKET_COUNT

    def position(self, key: bytes, bucket: int, *, new: bool) -> int:
        """Position in a bucket."""
        return _cheap_hash(key + (b"N" if new else b"K") + _I32.pack(bucket) + self._key) % BUCKET_SIZE

    def is_terrible(self, now: int) -> bool:
        """Whether it may be forgotten for another. Source: C++ IsTerrible."""
        if now - self.last_try <= _RECENT_TRY_S:
            return False
        if self.time > now + _FUTURE_S or now - self.time > HORIZON_S:
            return True
        if self.last_success == 0 and self.attempts >= RETRIES:
            return True
        return now - self.last_success > MIN_FAIL_S and self.attempts >= MAX_FAILURES

    def chance(self, now: int) -> float:
        """How likely it is taken when it is drawn. Source: C++ GetChance."""
        just_tried = _CHANCE_AFTER_TRY if now - self.last_try < _JUST_TRIED_S else 1.0
        return float(just_tried * _CHANCE_PER_FAILURE ** min(max(self.attempts, 0), _MOST_FAILURES))

"""Addresses this node may be reached at, and which of them a peer is told. Mirrors mapLocalHost of net.cpp."""

import logging
from dataclasses import dataclass
from enum import IntEnum
from random import Random, SystemRandom
from threading import Lock

from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.reachable import ReachableNetworks
from dashcore.net.connection import Connection
from dashcore.primitives.net_address import NetService, NetworkKind

_log = logging.getLogger("dash")
_net_log = logging.getLogger("dash.net")

_TEREDO = 7  # a kind of its own here
_USUAL_BITS, _TRUSTED_BITS = 1, 3  # one in 2 times, or 8, we believe what the peer sees


class LocalScore(IntEnum):
    """How sure we are of an address; peers that see it add to it. Source: C++ LOCAL_NONE."""

    UNKNOWN = 0
    INTERFACE = 1
    BIND = 2
    MAPPED = 3
    MANUAL = 4


class _Reach(IntEnum):
    """How well a peer reaches an address of ours."""

    UNREACHABLE = 0
    DEFAULT = 1
    TEREDO = 2
    IPV6_WEAK = 3
    IPV4 = 4
    IPV6_STRONG = 5
    PRIVATE = 6


_FROM_NOWHERE = {
    _TEREDO: _Reach.TEREDO,
    NetworkKind.IPV6: _Reach.IPV6_WEAK,
    NetworkKind.IPV4: _Reach.IPV4,
    NetworkKind.ONION: _Reach.PRIVATE,
}
_REACH: dict[int, dict[int, _Reach]] = {  # network of the peer: networks of ours
    NetworkKind.IPV4: {NetworkKind.IPV4: _Reach.IPV4},
    NetworkKind.IPV6: {
        _TEREDO: _Reach.TEREDO,
        NetworkKind.IPV4: _Reach.IPV4,
        NetworkKind.IPV6: _Reach.IPV6_STRONG,
    },
    NetworkKind.ONION: {NetworkKind.IPV4: _Reach.IPV4, NetworkKind.ONION: _Reach.PRIVATE},
    NetworkKind.I2P: {NetworkKind.I2P: _Reach.PRIVATE},
    NetworkKind.CJDNS: {NetworkKind.CJDNS: _Reach.PRIVATE},
    _TEREDO: {_TEREDO: _Reach.TEREDO, NetworkKind.IPV6: _Reach.IPV6_WEAK, NetworkKind.IPV4: _Reach.IPV4},
}


@dataclass(frozen=True, slots=True)
class LocalEntry:
    """An address of this node, and how sure that is."""

    service: NetService
    score: int


class LocalAddresses:
    """What we know of our own addresses.

    Args (constructor):
        listens: others may connect at all (-listen).
        discovers: believe what interfaces and peers say (-discover).
        listen_port: the port where none is told.
        needs_routable: take no address that only some can reach.
        random: decides when we believe a peer.

    Threads: any.
    """

    def __init__(
        self,
        reachable: ReachableNetworks,
        groups: NetGroups,
        *,
        listens: bool,
        discovers: bool,
        listen_port: int,
        needs_routable: bool = True,
        random: Random | None = None,
    ) -> None:
        self.reachable = reachable
        self.listen_port = listen_port
        self.discovers = discovers
        self._groups = groups
        self._listens = listens
        self._needs_routable = needs_routable
        self._random = random or SystemRandom()
        self._lock = Lock()
        self._entries: dict[NetService, tuple[int, int]] = {}  # address: port, score; guarded by: self._lock

    def flip(self, service: NetService) -> NetService:
        """Take IPv6 for CJDNS where it is."""
        return self.reachable.flip(service)

    def add(self, service: NetService, score: int) -> bool:
        """Learn of an address; False if it is none we could use. Source: C++ AddLocal.

        Args:
            service: with port 0, the port we listen on is meant.
        """
        service = self.flip(service if service.port else service.with_port(self.listen_port))
        if not self._groups.is_routable(service) and self._needs_routable:
            return False
        if not self.discovers and score < LocalScore.MANUAL:
            return False
        if self._groups.kind(service) not in self.reachable:
            return False
        _log.info("AddLocal(%s,%i)", service, score)
        host = service.with_port(0)
        with self._lock:
            known = self._entries.get(host)
            if known is None:
                self._entries[host] = (service.port, int(score))
            elif score >= known[1]:
                self._entries[host] = (service.port, int(score) + 1)
        return True

    def remove(self, service: NetService) -> None:
        """Forget an address."""
        _log.info("RemoveLocal(%s)", service)
        with self._lock:
            self._entries.pop(service.with_port(0), None)

    def seen(self, service: NetService) -> bool:
        """A peer reached us at an address; False if we do not know it. Source: C++ SeenLocal."""
        host = service.with_port(0)
        with self._lock:
            known = self._entries.get(host)
            if known is None:
                return False
            self._entries[host] = (known[0], known[1] + 1)
            return True

    def is_local(self, service: NetService) -> bool:
        """Whether an address is ours, whatever the port."""
        with self._lock:
            return service.with_port(0) in self._entries

    def score(self, service: NetService) -> int:
        """How sure we are of an address, 0 if it is not ours."""
        with self._lock:
            return self._entries.get(service.with_port(0), (0, 0))[1]

    def entries(self) -> tuple[LocalEntry, ...]:
        """Return all, by network and address."""
        with self._lock:
            found = [LocalEntry(host.with_port(port), score) for host, (port, score) in self._entries.items()]
        return tuple(sorted(found, key=lambda entry: (entry.service.network, entry.service.address)))

    def best_for(self, peer: NetService, *, is_inbound_onion: bool = False) -> NetService | None:
        """Return the address a peer reaches best; None if there is none. Source: C++ GetLocal.

        Args:
            is_inbound_onion: the peer came through our Tor service.
        """
        if not self._listens:
            return None
        network = NetworkKind.ONION if is_inbound_onion else self._groups.net_class(peer)
        is_private = is_inbound_onion or peer.is_privacy_net
        best, best_rank = None, (-1, -1)
        for entry in self.entries():
            ours = entry.service
            if self._groups.kind(ours) != network and (ours.is_privacy_net or is_private):
                continue  # who knows both could tell that they are one
            rank = (int(self._reach(ours, peer)), entry.score)
            if rank > best_rank:
                best, best_rank = ours, rank
        return best

    def advertised_to(self, connection: Connection) -> NetService | None:
        """Return the address to tell a peer; None if none is worth telling. Source: C++ GetLocalAddrForPeer."""
        best = self.best_for(connection.address, is_inbound_onion=connection.is_inbound_onion)
        is_good = best is not None and self._groups.is_routable(best)
        seen = connection.local_address
        if seen is not None and self._is_worth_believing(connection.address, seen):
            bits = _TRUSTED_BITS if best is not None and self.score(best) > LocalScore.MANUAL else _USUAL_BITS
            if not is_good or self._random.getrandbits(bits) == 0:
                # an outbound peer cannot know the port we listen on
                port = seen.port if connection.is_inbound else self.listen_port if best is None else best.port
                best, is_good = seen.with_port(port), True
        if not is_good:
            return None
        _net_log.debug("Advertising address %s to peer=%d", best, connection.id)
        return best

    def _is_worth_believing(self, peer: NetService, seen: NetService) -> bool:
        return (
            self.discovers
            and self._groups.is_routable(peer)
            and self._groups.is_routable(seen)
            and self._groups.kind(seen) in self.reachable
        )

    def _reach(self, ours: NetService, peer: NetService) -> _Reach:
        """Source: C++ GetReachabilityFrom."""
        if not self._groups.is_routable(ours):
            return _Reach.UNREACHABLE
        our_kind = _TEREDO if ours.is_teredo else self._groups.kind(ours)
        their_kind = _TEREDO if peer.is_teredo else self._groups.kind(peer)
        reach = _REACH.get(their_kind, _FROM_NOWHERE).get(our_kind, _Reach.DEFAULT)
        return _Reach.IPV6_WEAK if reach is _Reach.IPV6_STRONG and ours.is_tunnelled else reach

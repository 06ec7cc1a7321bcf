"""Whom to end when somebody new connects and all places are taken. Mirrors node/eviction.cpp.

Peers are protected who are best in a number of ways that are hard to feign, so that whoever wants us to himself
would have to be better than honest peers in all of them at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dashcore.net.connection import Connection
from dashcore.net.permissions import NetPermissions
from dashcore.primitives.net_address import NetService, NetworkKind

_BY_GROUP: Final = 4
_BY_PING: Final = 8
_BY_TX: Final = 4
_BY_BLOCK_ONLY: Final = 8
_BY_BLOCK: Final = 4
_NEVER: Final = 1 << 63

_Candidates = list["Candidate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of a connection. Source: C++ NodeEvictionCandidate."""

    id: int
    connected_at: int
    min_ping_us: int
    last_block_at: int
    last_tx_at: int
    has_wanted_services: bool
    relays_txs: bool
    has_bloom_filter: bool
    net_group: int
    prefers_eviction: bool
    is_local: bool
    network: NetworkKind
    is_protected: bool
    is_inbound: bool

    @classmethod
    def of(cls, connection: Connection, net_class: Callable[[NetService], NetworkKind]) -> Candidate:
        """Read a connection."""
        return cls(
            id=connection.id,
            connected_at=connection.connected_at,
            min_ping_us=_NEVER if connection.min_ping_us is None else connection.min_ping_us,
            last_block_at=connection.last_block_at,
            last_tx_at=connection.last_tx_at,
            has_wanted_services=connection.has_wanted_services,
            relays_txs=connection.relays_txs,
            has_bloom_filter=connection.has_bloom_filter,
            net_group=connection.net_group,
            prefers_eviction=connection.prefers_eviction,
            is_local=connection.address.is_local,
            network=NetworkKind.ONION if connection.is_inbound_onion else net_class(connection.address),
            is_protected=connection.has_permission(NetPermissions.NO_BAN),
            is_inbound=connection.is_inbound,
        )


def select_node_to_evict(
    connections: Sequence[Connection], net_class: Callable[[NetService], NetworkKind]
) -> Connection | None:
    """Return whom to end; None if everybody is protected."""
    number = select([Candidate.of(connection, net_class) for connection in connections])
    return next((connection for connection in connections if connection.id == number), None)


def select(candidates: _Candidates) -> int | None:
    """Return the number of whom to end; None if everybody is protected. Source: C++ SelectNodeToEvict."""
    left = [each for each in candidates if each.is_inbound and not each.is_protected]
    left = _without_best(left, lambda each: each.net_group, _BY_GROUP)
    left = _without_best(left, lambda each: -each.min_ping_us, _BY_PING)
    left = _without_best(
        left,
        lambda each: (each.last_tx_at, each.relays_txs, not each.has_bloom_filter, -each.connected_at),
        _BY_TX,
    )
    left = _without_best(
        left,
        lambda each: (not each.relays_txs, each.last_block_at, each.has_wanted_services, -each.connected_at),
        _BY_BLOCK_ONLY,
        lambda each: not each.relays_txs and each.has_wanted_services,
    )
    left = _without_best(
        left, lambda each: (each.last_block_at, each.has_wanted_services, -each.connected_at), _BY_BLOCK
    )
    left = protect_by_ratio(left)
    if not left:
        return None
    if any(each.prefers_eviction for each in left):
        left = [each for each in left if each.prefers_eviction]
    return _youngest_of_largest_group(left)


def _youngest_of_largest_group(candidates: _Candidates) -> int:
    """The group with most connections, of equals the one with the youngest; of that the youngest."""
    groups: dict[int, _Candidates] = defaultdict(list)
    for each in candidates:  # youngest first
        groups[each.net_group].append(each)
    largest = max(groups.values(), key=lambda group: (len(group), group[0].connected_at))
    return largest[0].id


def _without_best(
    candidates: _Candidates,
    merit: Callable[[Candidate], object],
    count: int,
    wanted: Callable[[Candidate], bool] = lambda _each: True,
) -> _Candidates:
    """Order by merit and take out of the `count` best those that are `wanted`. Source: C++ EraseLastKElements."""
    ordered = sorted(candidates, key=merit)  # type: ignore[arg-type]  # numbers, or tuples of the same kinds
    split = max(0, len(ordered) - count)
    return ordered[:split] + [each for each in ordered[split:] if not wanted(each)]


def protect_by_ratio(candidates: _Candidates) -> _Candidates:
    """Protect half: up to a quarter of all by networks that are slow or rare, the others by time connected.

    Source: C++ ProtectEvictionCandidatesByRatio.
    """
    total = len(candidates) // 2
    most = total // 2
    kinds: list[tuple[bool, NetworkKind | None]] = [
        (False, NetworkKind.CJDNS),
        (False, NetworkKind.I2P),
        (True, None),
        (False, NetworkKind.ONION),
    ]
    counts = {kind: sum(_belongs(each, kind) for each in candidates) for kind in kinds}
    kinds.sort(key=lambda kind: counts[kind])
    left, protected = candidates, 0
    while protected < most:
        present = sum(counts[kind] > 0 for kind in kinds)
        if not present:
            break
        share = max(1, (most - protected) // present)
        before_all = protected
        for kind in kinds:
            if not counts[kind]:
                continue
            before = len(left)
            left = _without_best(left, _merit_within(kind), share, lambda each, kind=kind: _belongs(each, kind))  # type: ignore[misc]  # the default binds the loop's value
            removed = before - len(left)
            protected += removed
            if removed and protected >= most:
                break
            counts[kind] -= removed
        if protected == before_all:
            break
    return _without_best(left, lambda each: -each.connected_at, total - protected)


def _belongs(candidate: Candidate, kind: tuple[bool, NetworkKind | None]) -> bool:
    wants_local, network = kind
    return candidate.is_local if wants_local else candidate.network is network


def _merit_within(kind: tuple[bool, NetworkKind | None]) -> Callable[[Candidate], tuple[bool, int]]:
    return lambda each: (_belongs(each, kind), -each.connected_at)

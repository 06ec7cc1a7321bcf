"""Finds the peers we connect to when the user named none. Mirrors ThreadOpenConnections of net.cpp.

Who fills our address tables wants to be all our peers. So they come from different network groups, some of them tell us
blocks alone and nobody of them, some are those we had before, and now and then one more is asked whether our chain is best.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Final

from dashcore.net.addresses.bad_ports import is_bad_port
from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.options import MAX_OUTBOUND_FULL_RELAY
from dashcore.net.protocol import Services
from dashcore.primitives.net_address import PUBLIC_KINDS, NetworkKind, PeerAddress

if TYPE_CHECKING:
    from dashcore.net.addresses.seeds import FixedSeeds
    from dashcore.net.manager import ConnectionManager

_log = logging.getLogger("dash")
_log_net = logging.getLogger("dash.net")

_ROUND_S: Final = 0.5
_FEELER_INTERVAL_S: Final = 2 * 60
_EXTRA_BLOCK_RELAY_INTERVAL_S: Final = 5 * 60
_EXTRA_NETWORK_INTERVAL_S: Final = 5 * 60
_FEELER_NOISE_S: Final = 1.0
_MAX_TRIES: Final = 100
_TRIES_WITHOUT_RECENT: Final = 30  # before an address is good enough that was tried just now
_TRIES_WITHOUT_BAD_PORTS: Final = 50
_RECENT_S: Final = 10 * 60
_MAY_KNOW_ADDRESSES: Final = Services.NETWORK | Services.NETWORK_LIMITED
_LASTING: Final = frozenset({ConnectionType.MANUAL, ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY})
_OF_NETWORK: Final = frozenset({ConnectionType.MANUAL, ConnectionType.OUTBOUND_FULL_RELAY})
_WITHOUT_GROUPS: Final = frozenset({NetworkKind.ONION, NetworkKind.I2P, NetworkKind.CJDNS})  # their groups are random


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """Whom we are connected to.

    Args (constructor):
        groups: of peers whose addresses have meaningful ones.
        private: number of peers whose addresses have none.
    """

    full: int = 0
    block: int = 0
    onion: int = 0
    private: int = 0
    groups: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What connection is to be opened next.

    Args (constructor):
        is_anchor: to a peer of before.
        network: only there, for we have no peer in it.
        wants_onion: only to the Tor network.
    """

    kind: ConnectionType
    is_anchor: bool = False
    network: NetworkKind | None = None
    wants_onion: bool = False

    @property
    def is_feeler(self) -> bool:
        """Whether it is only to see if somebody answers."""
        return self.kind is ConnectionType.FEELER


@dataclass(slots=True)
class _Timers:
    """When what is done now and then is done next; seconds since 1970."""

    feeler: float
    block_relay: float
    network: float


@dataclass(slots=True)
class OutboundFinder:
    """Keeps the number of outbound peers that options ask for.

    Args (constructor):
        fixed_seeds: where addresses come from if all else fails.
        anchors: peers of before; used up from the end.
        wants: whether what a node offers is enough.
        round_s: how long to wait before the next look.

    Threads: the net thread.
    """

    manager: ConnectionManager
    fixed_seeds: FixedSeeds
    anchors: list[PeerAddress]
    wants: Callable[[Services], bool]
    random: Random = field(default_factory=SystemRandom)
    round_s: float = _ROUND_S

    async def run(self) -> None:
        """Work for ever."""
        now = self.manager.now()
        timers = _Timers(
            self._later(now, _FEELER_INTERVAL_S),
            self._later(now, _EXTRA_BLOCK_RELAY_INTERVAL_S),
            self._later(now, _EXTRA_NETWORK_INTERVAL_S),
        )
        opener = self.manager.opener
        self.fixed_seeds.add_if_due()
        while True:
            await opener.open_addr_fetch()
            await asyncio.sleep(self.round_s)
            release = await opener.outbound.take()
            if not await self._open_one(timers, release):
                release()

    def _later(self, now: float, mean_s: float) -> float:
        return now + self.random.expovariate(1 / mean_s)

    async def _open_one(self, timers: _Timers, release: Callable[[], None]) -> bool:
        """Open a connection that gives its place back when it ends; False if none is due, or there is nobody."""
        manager = self.manager
        self.fixed_seeds.add_if_due()
        census = self.take_census()
        plan = self._plan(census, timers)
        if plan is None:
            return False
        manager.addrman.resolve_collisions()
        address = self.choose(plan, census)
        if address is None:
            return False
        await self._announce(plan, address)
        counts_failure = len(census.groups) + census.private >= min(manager.options.max_connections - 1, 2)
        return await manager.opener.connect(
            plan.kind,
            address=address.service,
            use_v2=bool(address.services & manager.local_services & Services.P2P_V2),
            counts_failure=counts_failure,
            on_end=release,
        )

    async def _announce(self, plan: Plan, address: PeerAddress) -> None:
        shown = f" to {address.service}" if self.manager.options.log_ips else ""
        if plan.is_feeler:
            await asyncio.sleep(self.random.uniform(0, _FEELER_NOISE_S))  # lest nodes do it all at once
            _log_net.debug("Making feeler connection%s", shown)
        if plan.network is not None:
            _log_net.debug("Making network specific connection to %s on %s.", address.service, plan.network.label)

    # What to open

    def take_census(self) -> Census:
        """Count peers; where many of one group are welcome, as if there were none."""
        manager = self.manager
        if not manager.options.one_peer_per_group:
            return Census()
        connections = manager.connections()
        full = [each for each in connections if each.is_full_outbound]
        lasting = [each for each in connections if each.type in _LASTING]
        private = [each for each in lasting if self._kind(each) in _WITHOUT_GROUPS]
        return Census(
            full=len(full),
            block=sum(each.is_block_only for each in connections),
            onion=sum(self._kind(each) is NetworkKind.ONION for each in full),
            private=len(private),
            groups=frozenset(manager.net_groups.group(each.address) for each in lasting if each not in private),
        )

    def _kind(self, connection: Connection) -> NetworkKind:
        return self.manager.net_groups.kind(connection.address)

    def _plan(self, census: Census, timers: _Timers) -> Plan | None:
        """Decide what is due; None for nothing."""
        options = self.manager.options
        if self.anchors and census.block < options.max_outbound_block:
            return Plan(ConnectionType.BLOCK_RELAY, is_anchor=True)
        if census.full < options.max_outbound_full:
            return Plan(ConnectionType.OUTBOUND_FULL_RELAY)
        if census.block < options.max_outbound_block:
            return Plan(ConnectionType.BLOCK_RELAY)
        if self.manager.try_new_outbound:
            return Plan(ConnectionType.OUTBOUND_FULL_RELAY)
        return self._extra_plan(census, timers)

    def _extra_plan(self, census: Census, timers: _Timers) -> Plan | None:
        """Decide what is due beyond the peers that are aimed at."""
        manager = self.manager
        options, now = manager.options, manager.now()
        if manager.starts_extra_block_relay_peers and now > timers.block_relay:
            timers.block_relay = self._later(now, _EXTRA_BLOCK_RELAY_INTERVAL_S)
            return Plan(ConnectionType.BLOCK_RELAY)
        if now > timers.feeler:
            timers.feeler = self._later(now, _FEELER_INTERVAL_S)
            return Plan(ConnectionType.FEELER)
        if census.full == options.max_outbound_full == MAX_OUTBOUND_FULL_RELAY and now > timers.network:
            network = self._missing_network()
            if network is not None:
                timers.network = self._later(now, _EXTRA_NETWORK_INTERVAL_S)
                return Plan(ConnectionType.OUTBOUND_FULL_RELAY, network=network)
        if census.onion < options.max_outbound_onion and NetworkKind.ONION in manager.local_addresses.reachable:
            return Plan(ConnectionType.OUTBOUND_FULL_RELAY, wants_onion=True)
        return None

    def _missing_network(self) -> NetworkKind | None:
        """Return a network we could have a peer in and have none. Source: C++ MaybePickPreferredNetwork."""
        manager = self.manager
        present = {self._kind(each) for each in manager.connections() if each.type in _OF_NETWORK}
        kinds = list(PUBLIC_KINDS)
        self.random.shuffle(kinds)
        for kind in kinds:
            if kind in manager.local_addresses.reachable and kind not in present and manager.addrman.size(kind):
                return kind
        return None

    # Whom to open it to

    def choose(self, plan: Plan, census: Census) -> PeerAddress | None:
        """Draw an address that fits; None if none was found for now."""
        if plan.is_anchor:
            anchor = self._next_anchor(census)
            if anchor is not None:
                return anchor
        for tries in range(1, _MAX_TRIES + 1):
            drawn = self._draw(plan)
            if drawn is None:
                return None
            address, last_try = drawn
            service = address.service
            if not plan.is_feeler and self.manager.net_groups.group(service) in census.groups:
                continue
            if not service.is_valid or self.manager.opener.is_self(service):
                return None
            is_recent = self.manager.now() - last_try < _RECENT_S
            if is_recent and tries < _TRIES_WITHOUT_RECENT:
                continue
            if is_bad_port(service.port) and tries < _TRIES_WITHOUT_BAD_PORTS:
                continue
            if self._is_suitable(plan, address):
                return address
        return None

    def _next_anchor(self, census: Census) -> PeerAddress | None:
        addresses, groups = self.manager.local_addresses, self.manager.net_groups
        while self.anchors:
            anchor = self.anchors.pop()
            service = anchor.service
            if (
                service.is_valid
                and not addresses.is_local(service)
                and groups.kind(service) in addresses.reachable
                and self.wants(Services(anchor.services))
                and groups.group(service) not in census.groups
            ):
                _log_net.debug("Trying to make an anchor connection to %s", service)
                return anchor
        return None

    def _draw(self, plan: Plan) -> tuple[PeerAddress, int] | None:
        addrman = self.manager.addrman
        if not plan.is_feeler:
            return addrman.select(network=plan.network)
        collision = addrman.select_tried_collision()
        if collision is None:
            return addrman.select(new_only=True)
        service = collision[0].service
        if self.manager.registry.has_address(service):
            addrman.good(service)  # it answers: nothing is to be tested
            return addrman.select(new_only=True)
        return collision

    def _is_suitable(self, plan: Plan, address: PeerAddress) -> bool:
        manager, service = self.manager, address.service
        kind = manager.net_groups.kind(service)
        if kind not in manager.local_addresses.reachable or (plan.wants_onion and kind is not NetworkKind.ONION):
            return False
        services = Services(address.services)
        if plan.is_feeler:
            if not services & _MAY_KNOW_ADDRESSES:
                return False
        elif not self.wants(services):
            return False
        if manager.opener.is_added(service):
            _log_net.debug(
                "Not making automatic %s%s connection to %s peer selected for manual (addnode) connection%s",
                "network-specific " if plan.network is not None else "",
                plan.kind.value,
                kind.label,
                f": {service}" if manager.options.log_ips else "",
            )
            return False
        return True


def usable_anchors(anchors: Sequence[PeerAddress], limit: int) -> list[PeerAddress]:
    """Return those that are tried, and say how many."""
    _log.info("%i block-relay-only anchors will be tried for connections.", min(len(anchors), limit))
    return list(anchors[:limit])

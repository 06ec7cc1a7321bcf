"""Where the first addresses come from: DNS seeds, then a list that is part of the program. Mirrors ThreadDNSAddressSeed of net.cpp.

Seeds are asked only where we need to: each question tells somebody that we are here, and lets him say who our peers are.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from random import SystemRandom

from dashcore.net.addresses.addrman import AddrMan
from dashcore.net.addresses.reachable import ReachableNetworks
from dashcore.net.addresses.resolve import resolve
from dashcore.net.protocol import Services
from dashcore.primitives.net_address import PUBLIC_KINDS, NetService, PeerAddress
from dashcore.primitives.net_text import internal_address, parse_service

_log = logging.getLogger("dash")
_net_log = logging.getLogger("dash.net")

_SEEDS_AT_ONCE = 3
_FEW_PEERS_DELAY_S = 11
_MANY_PEERS_DELAY_S = 5 * 60
_MANY_PEERS = 1000
_ENOUGH_CONNECTIONS = 2
_MAX_FROM_SEED = 32  # addresses one seed may give
_INACTIVE_POLL_S = 1
_DAY_S = 24 * 3600
_SEED_AGE_S, _SEED_SPREAD_S = 3 * _DAY_S, 4 * _DAY_S  # addresses of seeds are taken to be as old as that
_FIXED_AGE_S, _FIXED_SPREAD_S = 7 * _DAY_S, 7 * _DAY_S
_FIXED_DELAY_S = 60
_WANTED = Services.NETWORK

Resolve = Callable[[str, int, int], Awaitable[list[NetService]]]


class DnsSeeder:
    """Asks DNS seeds, if our own addresses lead nowhere.

    Args (constructor):
        port: of the nodes behind the names.
        force: ask without waiting for anything (-forcednsseed).
        is_active: there may be connections.
        peer_count: how many outbound peers for everything there are.
        has_name_proxy: names are not for the system to look up.
        fetch: connect to a node by name, only to ask it for addresses.
        now: seconds since 1970.

    Threads: the net thread.
    """

    def __init__(
        self,
        seeds: Sequence[str],
        addrman: AddrMan,
        *,
        port: int,
        force: bool,
        is_active: Callable[[], bool],
        peer_count: Callable[[], int],
        has_name_proxy: Callable[[], bool],
        fetch: Callable[[str], None],
        now: Callable[[], int],
        look_up: Resolve = resolve,
    ) -> None:
        self._seeds = seeds
        self._addrman = addrman
        self._port = port
        self._force = force
        self._is_active = is_active
        self._peer_count = peer_count
        self._has_name_proxy = has_name_proxy
        self._fetch = fetch
        self._now = now
        self._look_up = look_up
        self._random = SystemRandom()
        self._found = 0

    async def run(self) -> None:
        """Ask one seed after the other until there are peers; what dashd has the thread `dnsseed` for."""
        seeds = list(self._seeds)
        self._random.shuffle(seeds)
        size = self._addrman.size()
        delay_s = _MANY_PEERS_DELAY_S if size >= _MANY_PEERS else _FEW_PEERS_DELAY_S
        left = len(seeds) if self._force or size == 0 else 0  # seeds to ask before we look for peers again
        for seed in seeds:
            if left == 0:
                left = _SEEDS_AT_ONCE
                if self._addrman.size() > 0 and await self._peers_come(delay_s):
                    return
            await self._wait_until_active()
            await self._ask(seed)
            left -= 1
        _log.info("%d addresses found from DNS seeds", self._found)

    async def _peers_come(self, delay_s: int) -> bool:
        """Wait; True if there are enough peers, and said so."""
        _log.info("Waiting %d seconds before querying DNS seeds.", delay_s)
        while delay_s > 0:
            pause_s = min(_FEW_PEERS_DELAY_S, delay_s)
            await asyncio.sleep(pause_s)
            delay_s -= pause_s
            if self._peer_count() >= _ENOUGH_CONNECTIONS:
                if self._found:
                    _log.info("%d addresses found from DNS seeds", self._found)
                    _log.info("P2P peers available. Finished DNS seeding.")
                else:
                    _log.info("P2P peers available. Skipped DNS seeding.")
                return True
        return False

    async def _wait_until_active(self) -> None:
        if self._is_active():
            return
        _log.info("Waiting for network to be reactivated before querying DNS seeds.")
        while not self._is_active():
            await asyncio.sleep(_INACTIVE_POLL_S)

    async def _ask(self, seed: str) -> None:
        _log.info("Loading addresses from DNS seed %s", seed)
        if self._has_name_proxy():
            self._fetch(seed)
            return
        host = f"x{_WANTED:x}.{seed}"  # only nodes that offer this
        services = await self._look_up(host, self._port, _MAX_FROM_SEED)
        if not services:
            self._fetch(seed)  # it may know nothing of such names
            return
        now = self._now()
        addresses = [
            PeerAddress(
                service=service,
                services=_WANTED,
                time=max(0, now - _SEED_AGE_S - self._random.randrange(_SEED_SPREAD_S)),
            )
            for service in services[:_MAX_FROM_SEED]
        ]
        self._found += len(addresses)
        self._addrman.add(addresses, internal_address(host))


class FixedSeeds:
    """Takes the addresses that are part of the program, once, where no others came.

    Args (constructor):
        seeds: "host:port" each.
        is_enabled: -fixedseeds.
        has_other_sources: there are seeds or nodes to wait for (-dnsseed, -seednode, -addnode).
        now: seconds since 1970.
    """

    def __init__(
        self,
        seeds: Sequence[str],
        addrman: AddrMan,
        reachable: ReachableNetworks,
        *,
        is_enabled: bool,
        has_other_sources: Callable[[], bool],
        now: Callable[[], int],
    ) -> None:
        self._seeds = seeds
        self._addrman = addrman
        self._reachable = reachable
        self._is_wanted = is_enabled
        self._has_other_sources = has_other_sources
        self._now = now
        self._started = now()
        if not is_enabled:
            _log.info("Fixed seeds are disabled")

    def empty_networks(self) -> set[int]:
        """Return reachable networks we know no address of. Source: C++ GetReachableEmptyNetworks."""
        return {kind for kind in PUBLIC_KINDS if kind in self._reachable and self._addrman.size(kind) == 0}

    def add_if_due(self) -> None:
        """Look whether it is time."""
        if not self._is_wanted:
            return
        empty = self.empty_networks()
        if not empty:
            return
        if self._now() > self._started + _FIXED_DELAY_S:
            _log.info(
                "Adding fixed seeds as 60 seconds have passed and addrman is empty for at least one reachable network"
            )
        elif not self._has_other_sources():
            _log.info(
                "Adding fixed seeds as -dnsseed=0 (or IPv4/IPv6 connections are disabled via -onlynet) and neither "
                "-addnode nor -seednode are provided"
            )
        else:
            return
        self._is_wanted = False
        addresses = [
            address
            for address in fixed_seed_addresses(self._seeds, self._now())
            if self._addrman.groups.kind(address.service) in empty
        ]
        self._addrman.add(addresses, internal_address("fixedseeds"))
        _log.info("Added %d fixed seeds from reachable networks.", len(addresses))


def fixed_seed_addresses(seeds: Sequence[str], now: int) -> list[PeerAddress]:
    """Return the addresses of a list, a week or two old: what peers tell is newer. Source: C++ ConvertSeeds."""
    random = SystemRandom()
    found = []
    for text in seeds:
        service = parse_service(text)
        if service is None:
            raise ValueError(text)
        _net_log.debug("Added hardcoded seed: %s", service)
        time = max(0, now - _FIXED_AGE_S - random.randrange(_FIXED_SPREAD_S))
        found.append(PeerAddress(service=service, services=_WANTED, time=time))
    return found

"""Spreads addresses of nodes: `addr`, `addrv2`, `sendaddrv2`, `getaddr`. Mirrors those parts of net_processing.cpp.

How many a peer may tell is limited; a new one is told to one or two peers, the same for a day. What getaddr answers is
the same for a day too, so that nobody learns from it who is new.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.messages.addresses import count_addresses, decode_addresses, encode_addresses
from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import ADDRV2_PROTO_VERSION, MAX_ADDR_TO_SEND, Services
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.primitives.net_address import NetService, NetworkKind, PeerAddress
from dashcore.util.rolling_bloom import RollingBloomFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashcore.net.addresses.addrman import AddrMan
    from dashcore.node.net_processing.inventory import Misbehaving
    from dashcore.node.net_processing.peer import Peer

_log_net = logging.getLogger("dash.net")
_log_connections = logging.getLogger("dash.netconn")

LOCAL_INTERVAL_US: Final = 24 * 60 * 60 * 1_000_000  # on average, between two announcements of ourselves
SEND_INTERVAL_US: Final = 30 * 1_000_000  # on average
FETCH_TIME_US: Final = 10 * SEND_INTERVAL_US  # that a peer has whose addresses are all we want
ROTATION_S: Final = 24 * 60 * 60  # for so long, an address goes to the same peers
MAX_PERCENT: Final = 23  # of all addresses that one answer holds
RATE_PER_SECOND: Final = 0.1  # addresses a peer may tell
MAX_TOKENS: Final = float(MAX_ADDR_TO_SEND)
_KNOWN_ELEMENTS, _FALSE_POSITIVES = 5000, 0.001
_SOURCE_PENALTY_S: Final = 2 * 60 * 60
_OLDEST_TIME: Final = 100_000_000
_FRESH_S: Final = 10 * 60
_UNKNOWN_AGE_S: Final = 5 * 24 * 60 * 60
_RELAYED_AT_ONCE: Final = 10  # a message with more is no announcement
_CACHE_LEAST_S: Final = 21 * 60 * 60
_CACHE_RANDOM_S: Final = 6 * 60 * 60
_SALT_RELAY: Final = 0x3CAC0035B5866B90  # SHA256("main address relay")[0:8]


class AddressPolicy(Protocol):
    """What is known of addresses elsewhere. Threads: any."""

    def is_unwanted(self, address: NetService) -> bool:
        """Whether it is banned or discouraged."""

    def is_reachable(self, address: NetService) -> bool:
        """Whether we would connect to its network."""

    def own_address(self, connection: Connection) -> NetService | None:
        """Return the address of ours a peer shall be told; None if there is none. Source: C++ GetLocalAddrForPeer."""

    def keyed_hash(self, data: bytes, salt: int) -> int:
        """Return a hash that differs from node to node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressStats:
    """What getpeerinfo tells: whether addresses are exchanged, how many were taken and how many dropped."""

    is_enabled: bool
    processed: int
    rate_limited: int


class _PeerState:
    __slots__ = (
        "getaddr_received",
        "is_getaddr_sent",
        "known",
        "next_local_us",
        "next_send_us",
        "processed",
        "rate_limited",
        "to_send",
        "tokens",
        "tokens_at_us",
        "wants_v2",
    )

    def __init__(self, now_us: int) -> None:
        self.known: RollingBloomFilter | None = None  # what the peer has; None while no addresses are exchanged
        self.to_send: list[PeerAddress] = []
        self.wants_v2 = False
        self.is_getaddr_sent = False
        self.getaddr_received = False
        self.tokens = 1.0  # addresses it may tell now; one is enough for itself
        self.tokens_at_us = now_us
        self.next_send_us = 0
        self.next_local_us = 0
        self.processed = 0
        self.rate_limited = 0

    def can_take(self, service: NetService) -> bool:
        return self.wants_v2 or service.is_v1_compatible

    def refill(self, now_us: int) -> None:
        if self.tokens < MAX_TOKENS:
            passed_s = max(now_us - self.tokens_at_us, 0) / 1_000_000
            self.tokens = min(self.tokens + passed_s * RATE_PER_SECOND, MAX_TOKENS)
        self.tokens_at_us = now_us


class Addresses(Subprotocol):
    """Exchanges addresses with peers, but for those that are connected for blocks alone.

    Args (constructor):
        announces_self: peers may connect to us, and the chain is in sync.

    Threads: the message thread, `stats` any.
    """

    def __init__(
        self,
        addrman: AddrMan,
        policy: AddressPolicy,
        *,
        misbehaving: Misbehaving,
        now_us: Callable[[], int],
        announces_self: Callable[[], bool],
    ) -> None:
        self._addrman = addrman
        self._policy = policy
        self._misbehaving = misbehaving
        self._now_us = now_us
        self._announces_self = announces_self
        self._random = random.SystemRandom()
        self._states: dict[int, _PeerState] = {}
        self._answers: dict[tuple[NetworkKind, bytes, int], tuple[int, list[PeerAddress]]] = {}  # and until when, us

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles the four messages."""
        return {
            "addr": lambda peer, payload: self._handle_addresses(peer, payload, v2=False),
            "addrv2": lambda peer, payload: self._handle_addresses(peer, payload, v2=True),
            "sendaddrv2": self._handle_sendaddrv2,
            "getaddr": self._handle_getaddr,
        }

    def connected(self, peer: Peer) -> None:
        """Begin."""
        self._states[peer.id] = _PeerState(self._now_us())

    def disconnected(self, peer: Peer) -> None:
        """Forget."""
        self._states.pop(peer.id, None)

    def stats(self, peer: Peer) -> AddressStats:
        """Return what was exchanged with a peer."""
        state = self._states.get(peer.id)
        if state is None:
            return AddressStats(is_enabled=False, processed=0, rate_limited=0)
        return AddressStats(
            is_enabled=state.known is not None, processed=state.processed, rate_limited=state.rate_limited
        )

    def version_received(self, peer: Peer) -> None:
        """Ask for the new form of addresses."""
        if peer.connection.common_version >= ADDRV2_PROTO_VERSION:
            peer.send("sendaddrv2")

    def handshaken(self, peer: Peer) -> None:
        """Ask a peer we chose for all it knows."""
        state = self._states.get(peer.id)
        if state is not None and not peer.connection.is_inbound and self._enable(peer, state):
            peer.send("getaddr")
            state.is_getaddr_sent = True
            state.tokens += MAX_ADDR_TO_SEND

    @staticmethod
    def _enable(peer: Peer, state: _PeerState) -> bool:
        """Begin to exchange addresses; not with block-relay peers, for traffic would show who they are.

        Source: C++ SetupAddressRelay.
        """
        if peer.connection.is_block_only:
            return False
        if state.known is None:
            state.known = RollingBloomFilter(_KNOWN_ELEMENTS, _FALSE_POSITIVES)
        return True

    def _handle_sendaddrv2(self, peer: Peer, payload: bytes) -> None:
        del payload
        connection = peer.connection
        if connection.common_version < ADDRV2_PROTO_VERSION:
            return
        if connection.is_handshaken:
            _log_connections.debug("sendaddrv2 received after verack from peer=%d; disconnecting", peer.id)
            connection.close()
            return
        self._states[peer.id].wants_v2 = True

    # What peers tell

    def _handle_addresses(self, peer: Peer, payload: bytes, *, v2: bool) -> None:
        name = "addrv2" if v2 else "addr"
        state = self._states[peer.id]
        count = count_addresses(payload, v2=v2)
        if not self._enable(peer, state):
            _log_net.debug("ignoring %s message from %s peer=%d", name, peer.connection.type.value, peer.id)
            return
        if count > MAX_ADDR_TO_SEND:
            self._misbehaving(peer, 20, f"{name} message size = {count}")
            return
        self._take(peer, state, decode_addresses(payload, v2=v2))
        if count < MAX_ADDR_TO_SEND:
            state.is_getaddr_sent = False
        if peer.connection.type is ConnectionType.ADDR_FETCH and count > 1:  # one may be itself
            _log_connections.debug("addrfetch connection completed peer=%d; disconnecting", peer.id)
            peer.connection.close()

    def _take(self, peer: Peer, state: _PeerState, addresses: list[PeerAddress]) -> None:
        now_us = self._now_us()
        now = now_us // 1_000_000
        state.refill(now_us)
        is_limited = not peer.connection.has_permission(NetPermissions.ADDR)
        is_announcement = not state.is_getaddr_sent and len(addresses) <= _RELAYED_AT_ONCE
        processed = limited = 0
        good: list[PeerAddress] = []
        self._random.shuffle(addresses)  # which of too many count is not the peer's choice
        for each in addresses:
            if state.tokens >= 1:
                state.tokens -= 1
            elif is_limited:
                limited += 1
                continue
            if not each.services & (Services.NETWORK | Services.NETWORK_LIMITED):
                continue
            service = each.service
            if state.known is not None:
                state.known.insert(service.key())
            if self._policy.is_unwanted(service):
                continue
            processed += 1
            has_good_time = _OLDEST_TIME < each.time <= now + _FRESH_S
            address = each if has_good_time else replace(each, time=now - _UNKNOWN_AGE_S)
            is_reachable = self._policy.is_reachable(service)
            if is_announcement and address.time > now - _FRESH_S and self._addrman.groups.is_routable(service):
                self._relay(peer, address, is_reachable=is_reachable)
            if is_reachable:
                good.append(address)
        state.processed += processed
        state.rate_limited += limited
        _log_net.debug(
            "Received addr: %u addresses (%u processed, %u rate-limited) from peer=%d",
            len(addresses),
            processed,
            limited,
            peer.id,
        )
        self._addrman.add(good, peer.connection.address, _SOURCE_PENALTY_S)

    def _relay(self, origin: Peer, address: PeerAddress, *, is_reachable: bool) -> None:
        """Tell one or two peers. Source: C++ RelayAddress."""
        service = address.service
        if not is_reachable and not service.is_relayable:
            return
        key = service.key()
        address_hash = int.from_bytes(key, "big") % ROTATION_S  # so that not all rotate at once
        period = (self._now_us() // 1_000_000 + address_hash) // ROTATION_S
        seed = key + period.to_bytes(8, "little")
        count = 2 if is_reachable or self._policy.keyed_hash(seed, _SALT_RELAY) & 1 else 1
        ranked = sorted(
            (self._policy.keyed_hash(seed + number.to_bytes(8, "little"), _SALT_RELAY), number)
            for number, state in tuple(self._states.items())  # peers join on the net thread
            if number != origin.id and state.known is not None and state.can_take(service)
        )
        for _, number in ranked[-count:]:
            self._push(self._states[number], address)

    def _push(self, state: _PeerState, address: PeerAddress) -> None:
        """Put an address in line for a peer. Source: C++ PushAddress."""
        service = address.service
        if state.known is None or not service.is_valid or not state.can_take(service) or service.key() in state.known:
            return
        if len(state.to_send) < MAX_ADDR_TO_SEND:
            state.to_send.append(address)
        else:
            state.to_send[self._random.randrange(MAX_ADDR_TO_SEND)] = address

    # What they ask for

    def _handle_getaddr(self, peer: Peer, payload: bytes) -> None:
        del payload
        state = self._states[peer.id]
        if not peer.connection.is_inbound:  # it could plant addresses in us, and later know us by them
            _log_net.debug('Ignoring "getaddr" from %s connection. peer=%d', peer.connection.type.value, peer.id)
            return
        self._enable(peer, state)
        if state.getaddr_received:
            _log_net.debug('Ignoring repeated "getaddr". peer=%d', peer.id)
            return
        state.getaddr_received = True
        state.to_send.clear()
        for address in self._answer(peer.connection):
            self._push(state, address)

    def _answer(self, connection: Connection) -> Sequence[PeerAddress]:
        """Return what getaddr answers to those who come the same way. Source: C++ CConnman::GetAddresses."""
        if connection.has_permission(NetPermissions.ADDR):
            return self._draw()
        ours = connection.address_bind
        kind = NetworkKind.ONION if connection.is_inbound_onion else self._addrman.groups.net_class(connection.address)
        key = (kind, ours.address_bytes(), ours.port) if ours is not None else (kind, b"", 0)
        until_us, answer = self._answers.get(key, (0, []))
        now_us = self._now_us()
        if until_us < now_us:
            answer = self._draw()
            life_s = _CACHE_LEAST_S + self._random.randrange(_CACHE_RANDOM_S)
            self._answers[key] = (now_us + life_s * 1_000_000, answer)
        return answer

    def _draw(self) -> list[PeerAddress]:
        found = self._addrman.addresses(MAX_ADDR_TO_SEND, MAX_PERCENT)
        return [address for address in found if not self._policy.is_unwanted(address.service)]

    # Speaking

    def send(self, peer: Peer, now_us: int) -> None:
        """Tell of ourselves and of others if it is time. Source: C++ MaybeSendAddr."""
        state = self._states.get(peer.id)
        if state is None or state.known is None:
            return
        connection = peer.connection
        if (
            connection.type is ConnectionType.ADDR_FETCH
            and now_us > connection.connected_at * 1_000_000 + FETCH_TIME_US
        ):
            _log_connections.debug("addrfetch connection timeout; disconnecting peer=%d", peer.id)
            connection.close()
            return
        if state.next_local_us < now_us and self._announces_self():
            self._announce_self(peer, state, now_us)
        if now_us <= state.next_send_us:
            return
        state.next_send_us = now_us + round(self._random.expovariate(1 / SEND_INTERVAL_US))
        fresh = []
        for address in state.to_send:
            key = address.service.key()
            if key not in state.known:
                state.known.insert(key)
                fresh.append(address)
        state.to_send = []
        if fresh:
            peer.send("addrv2" if state.wants_v2 else "addr", encode_addresses(fresh, v2=state.wants_v2))

    def _announce_self(self, peer: Peer, state: _PeerState, now_us: int) -> None:
        if state.next_local_us and state.known is not None:
            state.known.reset()  # else it would be known already
        ours = self._policy.own_address(peer.connection)
        if ours is not None:
            self._push(state, PeerAddress(service=ours, services=peer.our_services, time=now_us // 1_000_000))
        state.next_local_us = now_us + round(self._random.expovariate(1 / LOCAL_INTERVAL_US))

"""Decides when to ask which peer for what peers announced. Mirrors ObjectDownloadState of net_processing.cpp.

A thing is asked for at one peer at a time; another that announced it is asked when the first had its time. Peers that
connected to us wait a little, so that none can keep a transaction from us by announcing it first. No I/O, no clock.
"""

from __future__ import annotations

import heapq
import logging
import secrets
from collections.abc import Callable
from typing import Final

from dashcore.net.messages.inventory import Inv
from dashcore.net.protocol import MAX_INV_SIZE, InvType

_log_net = logging.getLogger("dash.net")

MAX_IN_FLIGHT: Final = 100  # things asked for at one peer at once
MAX_ANNOUNCEMENTS: Final = 2 * MAX_INV_SIZE  # of one peer
INBOUND_DELAY_US: Final = 2_000_000
MAX_RANDOM_DELAY_US: Final = 2_000_000
EXPIRY_FACTOR: Final = 10
_INTERVAL_US: Final = 60_000_000
_INTERVALS_US: Final[dict[int, int]] = {
    InvType.QUORUM_RECOVERED_SIG: 15_000_000,
    InvType.CLSIG: 5_000_000,
    InvType.ISDLOCK: 10_000_000,
}  # what is needed sooner


def request_interval_us(inv_type: int) -> int:
    """Return how long a peer has before another is asked for the same thing. Source: C++ GetObjectInterval."""
    return _INTERVALS_US.get(inv_type, _INTERVAL_US)


class _BoundedTimes:
    """Times by hash, the oldest forgotten first. Source: C++ unordered_limitedmap."""

    __slots__ = ("_times",)

    def __init__(self) -> None:
        self._times: dict[bytes, int] = {}

    def get(self, key: bytes) -> int:
        return self._times.get(key, 0)

    def __contains__(self, key: bytes) -> bool:
        return key in self._times

    def set(self, key: bytes, time_us: int) -> None:
        self._times.pop(key, None)  # the newest stands last
        self._times[key] = time_us
        if len(self._times) > MAX_INV_SIZE:
            del self._times[next(iter(self._times))]

    def discard(self, key: bytes) -> None:
        self._times.pop(key, None)


class _PeerState:
    __slots__ = ("announced", "in_flight", "next_expiry_us", "queue")

    def __init__(self) -> None:
        self.queue: list[tuple[int, int, Inv]] = []  # a heap: when to ask, order of arrival, for what
        self.announced: set[Inv] = set()
        self.in_flight: dict[Inv, int] = {}  # when it was asked for
        self.next_expiry_us = 0


class ObjectRequests:
    """What peers announced and what they were asked for.

    Args (constructor):
        random_us: a random number of microseconds, from 0 to below its argument.

    Threads: the message thread.
    """

    def __init__(self, random_us: Callable[[int], int] = secrets.randbelow) -> None:
        self._random_us = random_us
        self._peers: dict[int, _PeerState] = {}
        self._asked = _BoundedTimes()  # when a thing was asked for last, at any peer
        self._done = _BoundedTimes()  # what came, or is wanted no more
        self._order = 0

    def _state(self, peer_id: int) -> _PeerState:
        state = self._peers.get(peer_id)
        if state is None:
            state = self._peers[peer_id] = _PeerState()
        return state

    def forget_peer(self, peer_id: int) -> None:
        """Drop what a peer announced; what it was asked for is asked elsewhere when its time is over."""
        self._peers.pop(peer_id, None)

    def count(self, peer_id: int) -> int:
        """Return how much waits to be asked for at a peer. Source: C++ GetRequestedObjectCount."""
        state = self._peers.get(peer_id)
        return len(state.queue) if state else 0

    def _due_time(self, inv: Inv, now_us: int, *, is_delayed: bool) -> int:
        """Source: C++ CalculateObjectGetDataTime."""
        due = now_us
        last = self._asked.get(inv.hash)
        if last:
            due = last + request_interval_us(inv.type)
            if inv.type == InvType.TX:
                due += self._random_us(MAX_RANDOM_DELAY_US)
        return due + INBOUND_DELAY_US if is_delayed and inv.type == InvType.TX else due

    def announced(self, peer_id: int, inv: Inv, now_us: int, *, is_delayed: bool, is_urgent: bool = False) -> None:
        """Remember that a peer has a thing we want.

        Args:
            is_delayed: others are to be preferred to this peer.
            is_urgent: ask even if it came, or was asked for, before.

        Source: C++ RequestObject.
        """
        state = self._state(peer_id)
        if len(state.announced) >= MAX_ANNOUNCEMENTS or len(state.queue) >= MAX_ANNOUNCEMENTS or inv in state.announced:
            return
        state.announced.add(inv)
        self._queue(state, self._due_time(inv, now_us, is_delayed=is_delayed), inv)
        if is_urgent:
            self._done.discard(inv.hash)
            self._asked.discard(inv.hash)

    def _queue(self, state: _PeerState, due_us: int, inv: Inv) -> None:
        self._order += 1
        heapq.heappush(state.queue, (due_us, self._order, inv))

    def received(self, peer_id: int, inv: Inv, now_us: int) -> None:
        """A peer sent the thing. Source: C++ EraseObjectRequest."""
        self._asked.discard(inv.hash)
        self._done.set(inv.hash, now_us)
        state = self._peers.get(peer_id)
        if state is not None:
            self._drop(state, inv)

    def not_found(self, peer_id: int, inv: Inv) -> None:
        """A peer says that it has not what it was asked for."""
        state = self._peers.get(peer_id)
        if state is not None and inv in state.in_flight:
            self._drop(state, inv)

    @staticmethod
    def _drop(state: _PeerState, inv: Inv) -> None:
        state.announced.discard(inv)
        state.in_flight.pop(inv, None)

    def take_due(
        self, peer_id: int, now_us: int, already_have: Callable[[Inv], bool], *, is_delayed: bool
    ) -> list[Inv]:
        """Return what to ask a peer for now; it counts as asked for. Source: C++ SendMessages, getdata (non-blocks)."""
        state = self._peers.get(peer_id)
        if state is None:
            return []
        if state.next_expiry_us <= now_us:
            self._expire(state, peer_id, now_us)
        found: list[Inv] = []
        while state.queue and state.queue[0][0] <= now_us and len(state.in_flight) < MAX_IN_FLIGHT:
            inv = heapq.heappop(state.queue)[2]
            if inv.hash in self._done or already_have(inv):
                self._drop(state, inv)
            elif self._asked.get(inv.hash) <= now_us - request_interval_us(inv.type):
                _log_net.debug("Requesting %s peer=%d", inv, peer_id)
                self._asked.set(inv.hash, now_us)
                state.in_flight[inv] = now_us
                found.append(inv)
            else:
                self._queue(state, self._due_time(inv, now_us, is_delayed=is_delayed), inv)
        return found

    def _expire(self, state: _PeerState, peer_id: int, now_us: int) -> None:
        """Let a peer that never answered be asked again some day."""
        for inv, asked_us in list(state.in_flight.items()):
            if asked_us <= now_us - request_interval_us(inv.type) * EXPIRY_FACTOR:
                _log_net.debug("timeout of inflight object %s from peer=%d", inv, peer_id)
                self._drop(state, inv)
        period = _INTERVAL_US * EXPIRY_FACTOR
        state.next_expiry_us = now_us + period // 2 + self._random_us(period)

"""Asks peers for a sign of life and answers them. Mirrors MaybeSendPing and the messages `ping` and `pong`."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from struct import Struct
from typing import Final

from dashcore.node.net_processing.peer import Peer
from dashcore.node.net_processing.subprotocol import Handler, Subprotocol
from dashcore.util.serialize import SerializationError

_log_net = logging.getLogger("dash.net")

PING_INTERVAL_US: Final = 2 * 60 * 1_000_000
TIMEOUT_US: Final = 20 * 60 * 1_000_000
_NONCE = Struct("<Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class PingStats:
    """What getpeerinfo tells of a peer's pings, microseconds.

    Args (constructor):
        last_us: how long the last answer took; 0: there was none.
        least_us: the least of all; None: there was none.
        wait_us: since when an answer is awaited; 0: none is.
    """

    last_us: int
    least_us: int | None
    wait_us: int


class _PeerState:
    __slots__ = ("is_queued", "nonce", "started_us")

    def __init__(self) -> None:
        self.nonce = 0  # of the answer that is awaited; 0: none is
        self.started_us = 0
        self.is_queued = False  # somebody asked for a ping


class Pings(Subprotocol):
    """Pings every two minutes, and ends who does not answer for twenty.

    Args (constructor):
        now_us: mockable.
        peer_timeout_s: -peertimeout; before a connection is that old, it is not ended.

    Threads: `ping_all` and `stats` from any.
    """

    def __init__(self, now_us: Callable[[], int], peer_timeout_s: int) -> None:
        self._now_us = now_us
        self._peer_timeout_s = peer_timeout_s
        self._states: dict[int, _PeerState] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """Return what handles pings and their answers."""
        return {"ping": self._handle_ping, "pong": self._handle_pong}

    def connected(self, peer: Peer) -> None:
        """Begin."""
        self._states[peer.id] = _PeerState()

    def disconnected(self, peer: Peer) -> None:
        """Forget."""
        self._states.pop(peer.id, None)

    def ping_all(self) -> None:
        """Ping every peer soon. Source: C++ SendPings."""
        for state in tuple(self._states.values()):
            state.is_queued = True

    def stats(self, peer: Peer) -> PingStats:
        """Return how fast a peer answers."""
        state = self._states.get(peer.id)
        is_waiting = state is not None and state.nonce and state.started_us
        return PingStats(
            last_us=peer.connection.last_ping_us,
            least_us=peer.connection.min_ping_us,
            wait_us=self._now_us() - state.started_us if state is not None and is_waiting else 0,
        )

    def send(self, peer: Peer, now_us: int) -> None:
        """Ping if it is time; end a peer that is silent."""
        state = self._states.get(peer.id)
        if state is None:
            return
        connection = peer.connection
        if (
            state.nonce
            and now_us > state.started_us + TIMEOUT_US
            and connection.connected_at + self._peer_timeout_s < now_us // 1_000_000
        ):
            _log_net.debug("ping timeout: %fs peer=%d", (now_us - state.started_us) / 1_000_000, peer.id)
            connection.close()
            return
        if state.is_queued or (not state.nonce and now_us > state.started_us + PING_INTERVAL_US):
            state.is_queued = False
            state.started_us = now_us
            state.nonce = secrets.randbits(64) or 1
            peer.send("ping", _NONCE.pack(state.nonce))

    def _handle_ping(self, peer: Peer, payload: bytes) -> None:
        nonce = payload[: _NONCE.size]
        if len(nonce) < _NONCE.size:
            raise SerializationError("end of data")
        peer.send("pong", nonce)

    def _handle_pong(self, peer: Peer, payload: bytes) -> None:
        state = self._states.get(peer.id)
        if state is None:
            return
        nonce = 0
        is_over = False
        problem = ""
        if len(payload) < _NONCE.size:
            is_over = True
            problem = "Short payload"
        else:
            (nonce,) = _NONCE.unpack_from(payload)
            if not state.nonce:
                problem = "Unsolicited pong without ping"
            elif nonce == state.nonce:
                is_over = True
                problem = self._note(peer, peer.received_us - state.started_us)
            elif nonce:
                problem = "Nonce mismatch"
            else:
                is_over = True  # a flaw of the peer's program
                problem = "Nonce zero"
        if problem:
            _log_net.debug(
                "pong peer=%d: %s, %x expected, %x received, %u bytes",
                peer.id,
                problem,
                state.nonce,
                nonce,
                len(payload),
            )
        if is_over:
            state.nonce = 0

    @staticmethod
    def _note(peer: Peer, time_us: int) -> str:
        if time_us < 0:
            return "Timing mishap"
        connection = peer.connection
        connection.last_ping_us = time_us
        least = connection.min_ping_us
        connection.min_ping_us = time_us if least is None else min(least, time_us)
        return ""

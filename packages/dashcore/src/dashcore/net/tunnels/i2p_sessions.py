"""The I2P destinations of a node: one to be reached at, and one for each connection it opens otherwise. Mirrors net.cpp."""

import asyncio
import logging
import socket
from collections.abc import Callable
from pathlib import Path

from dashcore.net.addresses.local_addresses import LocalAddresses, LocalScore
from dashcore.net.tunnels.i2p import I2pConnection, SamSession
from dashcore.net.tunnels.proxy import ConnectError, Proxy
from dashcore.primitives.net_address import NetService

_log = logging.getLogger("dash.i2p")

_MAX_UNUSED = 10
_FIRST_PAUSE_S, _LAST_PAUSE_S = 1, 300

Accepted = Callable[[socket.socket, NetService, NetService], None]


class I2pSessions:
    """Makes and keeps sessions.

    Args (constructor):
        key_file: of the destination others reach us at; None where nobody shall (-i2pacceptincoming=0).

    Threads: the net thread.
    """

    def __init__(self, key_file: Path | None) -> None:
        self._key_file = key_file
        self._own: SamSession | None = None
        self._unused: list[SamSession] = []

    def _own_session(self, bridge: Proxy) -> SamSession | None:
        if self._own is None and self._key_file is not None:
            self._own = SamSession(bridge, self._key_file)
        return self._own

    async def connect(self, bridge: Proxy, peer: NetService) -> tuple[I2pConnection, Callable[[], None]]:
        """Connect to a peer; return the connection and what to call when it has ended.

        Raises:
            ConnectError: it failed.
        """
        own = self._own_session(bridge)
        if own is not None:
            return await own.connect(peer), _nothing
        session = self._unused.pop(0) if self._unused else SamSession(bridge)
        try:
            connection = await session.connect(peer)
        except ConnectError:
            if len(self._unused) < _MAX_UNUSED:
                self._unused.append(session)
            else:
                session.close()
            raise
        return connection, session.close

    async def accept(self, bridge: Proxy, addresses: LocalAddresses, accepted: Accepted) -> None:
        """Take who connects, as long as this runs; what dashd has the thread `i2paccept` for.

        Args:
            accepted: gets the socket, the peer's address and ours.
        """
        session = self._own_session(bridge)
        if session is None:
            return
        pause_s = _FIRST_PAUSE_S
        advertised: NetService | None = None
        while True:
            connection = None
            listening = await session.listen()
            if listening is None:
                if advertised is not None:
                    addresses.remove(advertised)
                    advertised = None
            else:
                sock, ours = listening
                if advertised is None:
                    addresses.add(ours, LocalScore.MANUAL)
                    advertised = ours
                connection = await session.accept(sock, ours)
            if connection is None:
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s + 1, _LAST_PAUSE_S)
                continue
            accepted(connection.socket, connection.peer, connection.ours)
            pause_s = _FIRST_PAUSE_S

    def close(self) -> None:
        """End the sessions, and with them their connections. Calling it again does nothing."""
        for session in (*self._unused, *([] if self._own is None else [self._own])):
            session.close()
        self._unused.clear()


def _nothing() -> None:
    return

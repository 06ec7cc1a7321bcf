"""Who is connected to this process, and whose key it accepts."""

import itertools
import logging
import os
import threading
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

from dashcore.interfaces.ipc_admin import (
    IpcAdmin,
    IpcAdminError,
    IpcKey,
    IpcListener,
    IpcPeer,
    IpcRefusal,
    PeerDirection,
)
from dashcore.ipc.addresses import Binding
from dashcore.ipc.fingerprints import FOLDER, AuthorizedKeys, FingerprintError, RefusedKeys, parse_fingerprint
from dashcore.ipc.session import Session, describe, show_peer
from dashcore.primitives.types import UnixTime
from libmultiprocess import Connection, MultiprocessError, Peer, Server, TlsIdentity

_log = logging.getLogger("dash")
_ipc_log = logging.getLogger("dash.ipc")


class Peers(IpcAdmin):
    """The connections of this process, and the keys it accepts.

    Args (constructor):
        net_dir: holds the folder of the own key and of those accepted.
        authorized: values of -ipcauthorize.
        now: the time, seconds.

    Raises:
        FingerprintError: a value of -ipcauthorize is none.
    """

    def __init__(self, net_dir: Path, authorized: Iterable[str], now: Callable[[], int]) -> None:
        self._folder = net_dir / FOLDER
        self._keys = AuthorizedKeys(self._folder, authorized)
        self._now = now
        self._refused = RefusedKeys(now)
        self._numbers = itertools.count()
        self._identity_lock = threading.Lock()
        self._identity: TlsIdentity | None = None  # guarded by: self._identity_lock
        self._lock = threading.Lock()  # guards what follows; nothing else is locked while it is held
        self._opened: weakref.WeakSet[Session] = weakref.WeakSet()  # not started yet: their roots keep them
        self._servers: list[tuple[Binding, Server]] = []
        self._sessions: dict[int, Session] = {}
        self._spawned: dict[int, tuple[Peer, Connection, UnixTime]] = {}

    # What the listeners and those who start processes tell

    def load_identity(self) -> TlsIdentity:
        """Return the own key, made at first use.

        Raises:
            libmultiprocess.MultiprocessError: it cannot be read or made.
        """
        with self._identity_lock:
            if self._identity is None:
                self._identity = TlsIdentity.load(self._folder)
            return self._identity

    def is_authorized(self, fingerprint: str) -> bool:
        """Decide on a key that somebody shows, and remember those that are refused."""
        if self._keys.is_authorized(fingerprint):
            return True
        self._refused.note(fingerprint)
        return False

    def add_server(self, binding: Binding, server: Server) -> None:
        """Know an address that is listened on."""
        with self._lock:
            self._servers.append((binding, server))

    def remove_server(self, server: Server) -> None:
        """Forget one."""
        with self._lock:
            self._servers = [each for each in self._servers if each[1] is not server]

    def end_sessions(self, binding: Binding) -> None:
        """Disconnect the programs that came in at an address, which is no longer served."""
        with self._lock:
            sessions = [each for each in self._sessions.values() if each.binding is binding]
        for session in sessions:
            session.disconnect("the node stops")

    def open_session(self, binding: Binding, peer: Peer) -> Session:
        """Number a program that is about to be served."""
        with self._lock:
            session = Session(next(self._numbers), binding, peer, UnixTime(self._now()))
            self._opened.add(session)
        return session

    def start_session(self, connection: Connection) -> None:
        """Know the connection of a program that has a session, before anything is read from it.

        Raises:
            LookupError: it has none.
        """
        with self._lock:
            found = [each for each in self._opened if each.peer is connection.peer]
            if not found:
                raise LookupError("a connection without a session")
            (session,) = found
            session.attach(connection)
            self._opened.discard(session)
            self._sessions[session.id] = session
        connection.on_disconnect(lambda: self._end_session(session, connection))
        _ipc_log.debug("%s connected; it may use: %s", session, ", ".join(session.binding.words))
        fingerprint = connection.peer.fingerprint
        if fingerprint and not self._keys.is_authorized(fingerprint):
            session.disconnect("this key is no longer authorized")  # taken back while hands were shaken

    def _end_session(self, session: Session, connection: Connection) -> None:
        session.end()
        with self._lock:
            self._sessions.pop(session.id, None)
        _ipc_log.debug("%s disconnected: %s", session, connection.fault)

    def add_spawned(self, connection: Connection, pid: int, exe: str) -> None:
        """Know a process that this one started, until its connection ends.

        Args:
            connection: to it; over a socket pair, of which the system says that this process made both ends.
            pid: its process id.
            exe: its program.
        """
        peer = Peer(connection.peer.address, pid, os.geteuid(), exe)
        with self._lock:
            number = next(self._numbers)
            self._spawned[number] = peer, connection, UnixTime(self._now())

        def forget() -> None:
            with self._lock:
                self._spawned.pop(number, None)

        connection.on_disconnect(forget)

    # What people ask

    def get_fingerprint(self, create: bool) -> str:
        """Fingerprint of the own key."""
        if not create:
            identity = self._identity
            return "" if identity is None else identity.fingerprint
        try:
            return self.load_identity().fingerprint
        except MultiprocessError as error:
            if not self._folder.is_dir():  # a confined node cannot make it later
                raise IpcAdminError("There is no key: the node makes one at its first start with -ipcbind") from error
            raise IpcAdminError(str(error)) from error

    def get_listeners(self) -> tuple[IpcListener, ...]:
        """The addresses."""
        with self._lock:
            servers = list(self._servers)
        return tuple(
            IpcListener(
                address=str(server.address),
                permissions=binding.words,
                connections=len(server.connections),
                max_connections=binding.max_connections,
            )
            for binding, server in servers
        )

    def get_peers(self) -> tuple[IpcPeer, ...]:
        """The peers by number."""
        with self._lock:
            sessions, spawned = list(self._sessions.values()), list(self._spawned.items())
        shown = [each.show() for each in sessions]
        shown += [
            show_peer(number, PeerDirection.SPAWNED, peer, since, connection)
            for number, (peer, connection, since) in spawned
        ]
        return tuple(sorted(shown, key=lambda peer: peer.id))

    def disconnect(self, peer_id: int) -> None:
        """End a connection."""
        with self._lock:
            session, spawned = self._sessions.pop(peer_id, None), self._spawned.get(peer_id)
        if spawned is not None:
            raise IpcAdminError(
                f"IPC peer {peer_id} ({describe(spawned[0])}) is a process of this node's own: unload its wallets "
                "with unloadwallet, or stop the node"
            )
        if session is not None:
            _log.info("%s is disconnected by command", session)
            session.disconnect("disconnected by the node's operator")

    def get_authorized(self) -> tuple[IpcKey, ...]:
        """The keys that are accepted."""
        return self._keys.list_all()

    def get_refused(self) -> tuple[IpcRefusal, ...]:
        """The keys refused lately."""
        with self._lock:
            servers = [server for _, server in self._servers]
        where = {peer.fingerprint: peer.address for server in servers for peer in server.refused}
        return self._refused.list_all(where)

    def authorize(self, fingerprint: str, comment: str) -> None:
        """Accept a key from now on."""
        key = _parse(fingerprint)
        try:
            self._keys.add(key, comment)
        except OSError as error:
            if not self._folder.is_dir():
                raise IpcAdminError("Cannot store the key: it takes a node that was started with -ipcbind") from error
            raise IpcAdminError(f"Cannot store the key: {error}") from error
        self._refused.forget(key)
        _log.info("Key %s may connect over IPC from now on", key)

    def revoke(self, fingerprint: str) -> bool:
        """Accept a key no longer."""
        key = _parse(fingerprint)
        if self._keys.is_option(key):
            raise IpcAdminError("That key is -ipcauthorize's: remove it there and restart the node")
        try:
            was_accepted = self._keys.remove(key)
        except OSError as error:
            raise IpcAdminError(f"Cannot store that the key is taken back: {error}") from error
        with self._lock:
            holders = [each for each in self._sessions.values() if each.peer.fingerprint == key]
        for session in holders:
            session.disconnect("this key is no longer authorized")
        if was_accepted:
            _log.info("Key %s may not connect over IPC any more", key)
        return was_accepted


def _parse(fingerprint: str) -> str:
    try:
        return parse_fingerprint(fingerprint)
    except FingerprintError as error:
        raise IpcAdminError(str(error)) from error

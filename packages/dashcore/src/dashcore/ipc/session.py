"""One attached program: what it may do, how much it may hold, and how its connection is ended."""

import logging
import threading
from collections.abc import Callable

from dashcore.interfaces.handler import Handler
from dashcore.interfaces.ipc_admin import IpcPeer, PeerDirection
from dashcore.ipc.addresses import Binding, Permission
from dashcore.ipc.delivery import Delivery
from dashcore.primitives.types import UnixTime
from libmultiprocess import ClosedError, Connection, Peer

_log = logging.getLogger("dash")

SetLater = Callable[[str, Callable[[], None], int], None]

MAX_SUBSCRIPTIONS = 64
MAX_COMMANDS = 512
MAX_TIMERS = 64


class PermissionDeniedError(Exception):
    """The address does not allow it; the text crosses to the program that asked."""


class TooManyError(Exception):
    """A program holds as much as one may; the text crosses to it."""


class Quota:
    """How many things of a kind one program may hold.

    Threads: any.
    """

    def __init__(self, most: int, what: str) -> None:
        self._most = most
        self._what = what
        self._lock = threading.Lock()
        self._held = 0  # guarded by: self._lock

    def take(self) -> None:
        """Count one more.

        Raises:
            TooManyError: there are as many as may be.
        """
        with self._lock:
            if self._held >= self._most:
                raise TooManyError(f"too many {self._what}: one program may have {self._most} at a time")
            self._held += 1

    def give_back(self) -> None:
        """Count one less."""
        with self._lock:
            self._held -= 1


class CountedHandler(Handler):
    """A subscription that counts. `close` is what the connection calls when the program lets go of it or dies.

    Args (constructor):
        quota: what it counts in; one is given back at its end.
        end: ends it; called once.
    """

    def __init__(self, quota: Quota, end: Callable[[], None]) -> None:
        self._quota = quota
        self._end = end
        self._lock = threading.Lock()
        self._ended = False  # guarded by: self._lock

    def disconnect(self) -> None:
        """End the subscription."""
        with self._lock:
            if self._ended:
                return
            self._ended = True
        try:
            self._end()
        finally:
            self._quota.give_back()

    close = disconnect


class Session:
    """An attached program, from its connection's first byte to the last.

    Attributes:
        id: its number.
        binding: the address it came in at.
        peer: who it is, as far as that is known.
        delivery: takes what it is told.
        subscriptions: notifications and events it has asked for.
        commands: RPC commands it serves.
        timers: of its `rpc_run_later` that have not fired.

    Threads: any.
    """

    def __init__(self, number: int, binding: Binding, peer: Peer, connected_at: UnixTime) -> None:
        self.id = number
        self.binding = binding
        self.peer = peer
        self.connected_at = connected_at
        self.delivery = Delivery(f"d-ipc.{number}", self._fall_behind)
        self.subscriptions = Quota(MAX_SUBSCRIPTIONS, "subscriptions")
        self.commands = Quota(MAX_COMMANDS, "RPC commands")
        self.timers = Quota(MAX_TIMERS, "timers")
        self._connection: Connection | None = None
        self._denied: set[Permission] = set()  # what has been logged
        self._lock = threading.Lock()
        self._timers: dict[str, tuple[object, SetLater]] = {}  # guarded by: self._lock

    def __str__(self) -> str:
        return f"IPC peer {self.id} ({describe(self.peer)})"

    def attach(self, connection: Connection) -> None:
        """Know the connection, before anything is read from it."""
        self._connection = connection

    def check(self, *needed: Permission) -> None:
        """Check that the address allows all of that.

        Raises:
            PermissionDeniedError: it does not.
        """
        for permission in needed:
            if permission not in self.binding.allow:
                if permission not in self._denied:
                    self._denied.add(permission)
                    text = "%s asked for '%s', which %s does not allow"
                    _log.info(text, self, permission.value, self.binding.address)
                raise PermissionDeniedError(
                    f"permission denied: this address does not allow '{permission.value}' (see -ipcbind)"
                )

    def disconnect(self, why: str) -> None:
        """End the connection now; the program is told why. Does not wait, neither for it nor for what it is asked."""
        self.delivery.close()
        if self._connection is not None:
            self._connection.fail(ClosedError(why), abort=True)

    def end(self) -> None:
        """Drop what waits and take its timers back: the connection has ended."""
        self.delivery.close()
        with self._lock:
            timers, self._timers = self._timers, {}
        for name, (_, set_later) in timers.items():
            set_later(name, _do_nothing, 0)  # replaces it: else each keeps a thread until it fires

    def set_timer(self, name: str, fn: Callable[[], None], seconds: int, set_later: SetLater) -> None:
        """Call `fn` once after so many seconds, unless a timer of the same name replaces it.

        Args:
            set_later: the node's `rpc_run_later`.
        """
        with self._lock:
            if name not in self._timers:
                self.timers.take()
            mark = object()
            self._timers[name] = mark, set_later

        def fire() -> None:
            with self._lock:
                if self._timers.get(name, (None,))[0] is not mark:
                    return
                del self._timers[name]
            self.timers.give_back()
            fn()

        set_later(name, fire, seconds)

    def _fall_behind(self) -> None:
        _log.warning("%s does not keep up with its notifications: disconnected", self)
        self.disconnect("too many notifications wait to be taken")

    def show(self) -> IpcPeer:
        """Describe it as it is now."""
        return show_peer(
            self.id,
            PeerDirection.ATTACHED,
            self.peer,
            self.connected_at,
            self._connection,
            permissions=self.binding.words,
            waiting=self.delivery.waiting,
        )


def _do_nothing() -> None:
    pass


def show_peer(
    number: int,
    direction: PeerDirection,
    peer: Peer,
    connected_at: UnixTime,
    connection: Connection | None,
    *,
    permissions: tuple[str, ...] = (),
    waiting: int = 0,
) -> IpcPeer:
    """Describe a peer and what went over its connection."""
    stats = connection.stats if connection is not None else {}
    return IpcPeer(
        id=number,
        direction=direction,
        address=peer.address,
        exe=peer.exe,
        pid=peer.pid,
        uid=peer.uid,
        fingerprint=peer.fingerprint,
        permissions=permissions,
        connected_at=connected_at,
        calls_in=stats.get("calls_in", 0),
        calls_out=stats.get("calls_out", 0),
        bytes_in=stats.get("bytes_in", 0),
        bytes_out=stats.get("bytes_out", 0),
        objects=stats.get("objects", 0),
        waiting=waiting,
    )


def describe(peer: Peer) -> str:
    """Say who somebody is, for the log."""
    known = [printable(peer.exe)] if peer.exe else []
    if peer.pid is not None:
        known.append(f"pid {peer.pid}")
    if peer.uid is not None:
        known.append(f"user {peer.uid}")
    if peer.fingerprint:
        known.append(f"key {peer.fingerprint}")
    return ", ".join([*known, f"at {peer.address}"])


def printable(text: str) -> str:
    """Keep control characters of somebody else's text out of the log."""
    return "".join(c if c.isprintable() else "?" for c in text)

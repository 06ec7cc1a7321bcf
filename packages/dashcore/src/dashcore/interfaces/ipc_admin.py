"""Who is connected to this process and who may be: what getipcinfo, disconnectipc and ipcpair ask. Never crosses."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum

from dashcore.primitives.types import UnixTime


class PeerDirection(Enum):
    """How a peer came to be one; the value is how it is shown."""

    SPAWNED = "spawned"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True, kw_only=True)
class IpcListener:
    """An address that is listened on.

    Attributes:
        permissions: what its clients may do, as -ipcbind names it.
    """

    address: str
    permissions: tuple[str, ...]
    connections: int
    max_connections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IpcPeer:
    """A process at the other end of a connection.

    Attributes:
        id: its number, never used again while this process runs.
        address: where it came in; of a spawned one `spawned`.
        exe: its program, as far as known; a process may lie about it.
        fingerprint: of its key, "" without TLS.
        calls_in: calls it made; `calls_out` those made to it.
        objects: objects of this process that it holds.
        waiting: notifications that it has not taken yet.
    """

    id: int
    direction: PeerDirection
    address: str
    exe: str
    pid: int | None
    uid: int | None
    fingerprint: str
    permissions: tuple[str, ...]
    connected_at: UnixTime
    calls_in: int
    calls_out: int
    bytes_in: int
    bytes_out: int
    objects: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IpcKey:
    """A key that is accepted.

    Attributes:
        by_option: -ipcauthorize names it, so that it cannot be taken back while this process runs.
    """

    fingerprint: str
    comment: str
    by_option: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IpcRefusal:
    """A key that was not accepted, when last and from where."""

    fingerprint: str
    address: str
    time: UnixTime


class IpcAdminError(Exception):
    """What was asked for cannot be done; `args[0]` says why."""


class IpcAdmin(ABC):
    """The connections of this process.

    Threads: any may call, while peers come and go.
    """

    @abstractmethod
    def get_fingerprint(self, create: bool) -> str:
        """Fingerprint of this process's own key; "" where none was needed so far, unless it is to `create` one.

        Raises:
            IpcAdminError: the key cannot be read or made.
        """

    @abstractmethod
    def get_listeners(self) -> tuple[IpcListener, ...]:
        """The addresses, in the order they were given."""

    @abstractmethod
    def get_peers(self) -> tuple[IpcPeer, ...]:
        """The peers by number."""

    @abstractmethod
    def disconnect(self, peer_id: int) -> None:
        """End a connection, and what its peer registered.

        Raises:
            IpcAdminError: it is a process that this one started; the text says what to do instead.
        """

    @abstractmethod
    def get_authorized(self) -> tuple[IpcKey, ...]:
        """The keys that are accepted."""

    @abstractmethod
    def get_refused(self) -> tuple[IpcRefusal, ...]:
        """The keys refused lately, the last one first."""

    @abstractmethod
    def authorize(self, fingerprint: str, comment: str) -> None:
        """Accept a key from now on, and after a restart.

        Args:
            fingerprint: with or without colons, in capitals or not.

        Raises:
            IpcAdminError: it is no fingerprint, or cannot be stored.
        """

    @abstractmethod
    def revoke(self, fingerprint: str) -> bool:
        """Accept a key no longer, and disconnect who holds it; False where it was not accepted.

        Raises:
            IpcAdminError: it is no fingerprint, is -ipcauthorize's, or cannot be stored.
        """

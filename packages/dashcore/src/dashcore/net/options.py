"""What a connection manager is told at the start. Mirrors CConnman::Options of net.h."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dashcore.net.permissions import NetPermissions
from dashcore.net.protocol import Services

if TYPE_CHECKING:
    from pathlib import Path

    from dashcore.primitives.net_address import NetService
    from dashcore.primitives.subnet import Subnet

MAX_OUTBOUND_FULL_RELAY: Final = 8
MAX_BLOCK_RELAY_ONLY: Final = 2
MAX_DESIRED_ONION: Final = 2
MAX_ADDED: Final = 8
MAX_FEELERS: Final = 1
DEFAULT_MAX_CONNECTIONS: Final = 125
DEFAULT_PEER_TIMEOUT_S: Final = 60
DEFAULT_CONNECT_TIMEOUT_MS: Final = 5000
DEFAULT_RECEIVE_BUFFER: Final = 5 * 1000 * 1000  # bytes
DEFAULT_SEND_BUFFER: Final = 1000 * 1000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """Where to listen.

    Args (constructor):
        permissions: of whoever connects there; IMPLICIT lets the options decide.
        is_onion: only a Tor service connects there, so it is not advertised.
        is_quiet: the user is not told where this one cannot be.
    """

    address: NetService
    permissions: NetPermissions = NetPermissions.NONE
    is_onion: bool = False
    is_quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetOptions:
    """See the options of the same names.

    Args (constructor):
        magic: of the network, 4 bytes.
        binds: empty for no listening.
        listen_port: the one that is told to others.
        connect: only these are connected to; None: whom we like.
        uses_names: the system may be asked for names (-dns).
        one_peer_per_group: outbound peers come from different network groups.
        i2p_key_file: keeps the I2P destination others reach us at; None where nobody shall.
        capture_dir: where messages are written; None without -capturemessages.
        whitelist: permissions of addresses.
        implicit_permissions: what somebody gets who is white-listed without permissions named.
    """

    magic: bytes
    default_port: int
    services: Services
    binds: tuple[Bind, ...] = ()
    listens: bool = False
    listen_port: int = 0
    max_connections: int = DEFAULT_MAX_CONNECTIONS
    send_buffer_size: int = DEFAULT_SEND_BUFFER
    receive_flood_size: int = DEFAULT_RECEIVE_BUFFER
    max_upload: int = 0
    max_block_size: int = 2_000_000
    peer_timeout_s: int = DEFAULT_PEER_TIMEOUT_S
    connect_timeout_s: float = DEFAULT_CONNECT_TIMEOUT_MS / 1000
    added_nodes: tuple[str, ...] = ()
    connect: tuple[str, ...] | None = None
    seed_nodes: tuple[str, ...] = ()
    whitelist: tuple[tuple[Subnet, NetPermissions], ...] = ()
    implicit_permissions: NetPermissions = NetPermissions.NONE
    is_active: bool = True
    uses_names: bool = True
    one_peer_per_group: bool = True
    log_ips: bool = False
    i2p_key_file: Path | None = None
    capture_dir: Path | None = None

    @property
    def max_outbound_full(self) -> int:
        """How many outbound peers for everything are aimed at."""
        return min(MAX_OUTBOUND_FULL_RELAY, self.max_connections)

    @property
    def max_outbound_block(self) -> int:
        """How many outbound peers for blocks alone are aimed at."""
        return min(MAX_BLOCK_RELAY_ONLY, self.max_connections - self.max_outbound_full)

    @property
    def max_outbound_onion(self) -> int:
        """How many outbound peers of the Tor network are aimed at."""
        return min(MAX_DESIRED_ONION, self.max_connections // 2)

    @property
    def max_outbound(self) -> int:
        """How many connections are opened without having been asked for."""
        return self.max_outbound_full + self.max_outbound_block + MAX_FEELERS

    @property
    def max_inbound(self) -> int:
        """How many connections are accepted before others must go."""
        return self.max_connections - self.max_outbound

"""What the conversation between nodes asks of the net layer; `net.manager.ConnectionManager` is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashcore.net.addresses.addrman import AddrMan
    from dashcore.net.addresses.local_addresses import LocalAddresses
    from dashcore.net.connection import Connection
    from dashcore.net.protocol import Services
    from dashcore.primitives.net_address import NetService


class Network(Protocol):
    """Connections, and who we are to others. Threads: any."""

    @property
    def addrman(self) -> AddrMan:
        """Addresses of nodes."""

    @property
    def local_addresses(self) -> LocalAddresses:
        """Addresses this node is reached at."""

    @property
    def local_services(self) -> Services:
        """What this node offers."""

    @property
    def is_active(self) -> bool:
        """Whether there may be connections. Source: C++ GetNetworkActive."""

    @property
    def uses_addrman(self) -> bool:
        """Whether outbound peers are chosen freely, not by -connect. Source: C++ GetUseAddrmanOutgoing."""

    @property
    def receive_flood_size(self) -> int:
        """Bytes a peer may have waiting here before it is not read from. Source: C++ GetReceiveFloodSize."""

    try_new_outbound: bool  # an outbound peer more than usual shall be found, for the tip may be stale

    def connections(self) -> Sequence[Connection]:
        """Return those that stand."""

    def find(self, number: int) -> Connection | None:
        """Return a connection by its number."""

    def wake(self) -> None:
        """Let the message thread look at all peers now."""

    def is_own_nonce(self, nonce: int) -> bool:
        """Whether a `version` with this nonce came from ourselves. Source: C++ CheckIncomingNonce."""

    def discourage(self, address: NetService) -> None:
        """Remember that this address misbehaved, and end all its connections."""

    def outbound_target_reached(self, historical: bool) -> bool:
        """Whether -maxuploadtarget is used up, or as good as, for old blocks."""

    def extra_full_outbound_count(self) -> int:
        """Return how many outbound peers there are beyond what is aimed at."""

    def extra_block_relay_count(self) -> int:
        """Return how many block-relay-only peers there are beyond what is aimed at."""

    def start_extra_block_relay_peers(self) -> None:
        """Begin to try such peers now and then: the chain is in sync."""

    def siphash(self, data: bytes, salt: int) -> int:
        """Return a hash that differs from node to node. Source: C++ GetDeterministicRandomizer."""

"""What is known of each peer, from all who know something of it. Mirrors CNodeStats and CNodeStateStats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashcore.net.connection import Connection
from dashcore.net.link import LinkStats
from dashcore.net.protocol import Services
from dashcore.node.net_processing.addresses import Addresses, AddressStats
from dashcore.node.net_processing.block_download import BlockDownload, SyncStats
from dashcore.node.net_processing.pings import Pings, PingStats
from dashcore.primitives.net_address import NetworkKind

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerState:
    """A peer at a moment.

    Args (constructor):
        mapped_as: its autonomous system, 0 if unknown.
        starting_height: of its chain when it connected, -1 if unknown.
    """

    connection: Connection
    link: LinkStats
    network: NetworkKind
    mapped_as: int
    services: Services
    misbehavior_score: int
    starting_height: int
    ping: PingStats
    sync: SyncStats
    addresses: AddressStats


def peer_states(node: NodeContext) -> list[PeerState]:
    """Describe all peers."""
    peerman = node.peerman
    if peerman is None:
        return []
    pings, addresses, sync = peerman.part(Pings), peerman.part(Addresses), peerman.part(BlockDownload)
    found = []
    for stats in node.connman.stats():
        connection = stats.connection
        peer = peerman.find(connection.id)
        if peer is None:
            continue  # it ended meanwhile
        is_onion = connection.is_inbound_onion
        found.append(
            PeerState(
                connection=connection,
                link=stats.link,
                network=NetworkKind.ONION if is_onion else node.connman.net_groups.net_class(connection.address),
                mapped_as=stats.mapped_as,
                services=peer.their_services,
                misbehavior_score=peer.misbehavior_score,
                starting_height=peer.starting_height,
                ping=pings.stats(peer),
                sync=sync.stats(peer),
                addresses=addresses.stats(peer),
            )
        )
    return found


def service_names(services: int) -> list[str]:
    """Return the names of services, unknown bits by their number. Source: C++ GetServicesNames."""
    names = []
    for bit in range(64):
        flag = 1 << bit
        if not services & flag:
            continue
        name = Services(flag).name if flag in Services.__members__.values() else None
        names.append(name if name is not None else f"UNKNOWN[2^{bit}]")
    return names

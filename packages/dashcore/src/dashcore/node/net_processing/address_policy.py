"""What the user and the network's state say of addresses: the `addresses.AddressPolicy` of a node."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashcore.net.connection import Connection
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.network import Network
    from dashcore.primitives.net_address import NetService


class NodeAddressPolicy:
    """Threads: any."""

    def __init__(self, node: NodeContext, network: Network) -> None:
        self._node = node
        self._network = network
        self._groups = network.addrman.groups

    def is_unwanted(self, address: NetService) -> bool:
        """Whether it is banned or discouraged."""
        bans = self._node.bans
        return bans.is_discouraged(address) or bans.is_banned_address(address)

    def is_reachable(self, address: NetService) -> bool:
        """Whether we would connect to its network."""
        return self._groups.kind(address) in self._network.local_addresses.reachable

    def own_address(self, connection: Connection) -> NetService | None:
        """Return the address of ours a peer shall be told; None if there is none."""
        return self._network.local_addresses.advertised_to(connection)

    def keyed_hash(self, data: bytes, salt: int) -> int:
        """Return a hash that differs from node to node."""
        return self._network.siphash(data, salt)

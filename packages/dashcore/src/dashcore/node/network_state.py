"""What the user decided about the network, whether or not there are connections. Mirrors a part of net.cpp."""

import logging
import threading

from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.node.bans import DEFAULT_BAN_S, BanList
from dashcore.node.context import NodeContext
from dashcore.node.network_addresses import lookup
from dashcore.node.ui_signals import UiSignals

_log = logging.getLogger("dash")

NODE_NETWORK = 1 << 0
NODE_BLOOM = 1 << 2
NODE_COMPACT_FILTERS = 1 << 6
NODE_NETWORK_LIMITED = 1 << 10
NODE_HEADERS_COMPRESSED = 1 << 11
NODE_P2P_V2 = 1 << 12
SERVICE_NAMES = {
    NODE_NETWORK: "NETWORK",
    NODE_BLOOM: "BLOOM",
    NODE_COMPACT_FILTERS: "COMPACT_FILTERS",
    NODE_NETWORK_LIMITED: "NETWORK_LIMITED",
    NODE_HEADERS_COMPRESSED: "HEADERS_COMPRESSED",
    NODE_P2P_V2: "P2P_V2",
}


def local_services(args: ArgsManager) -> int:
    """Return the services the options let this node offer. Source: C++ nLocalServices of init.cpp."""
    services = NODE_NETWORK_LIMITED | NODE_HEADERS_COMPRESSED
    if args.get_bool("-v2transport", True):
        services |= NODE_P2P_V2
    if args.get_bool("-peerblockfilters", False):
        services |= NODE_COMPACT_FILTERS
    if args.get_bool("-peerbloomfilters", True):
        services |= NODE_BLOOM
    if not args.get_int("-prune", 0):
        services |= NODE_NETWORK
    return services


class NetworkState:
    """Nodes to stay connected to, bans, and whether there may be connections at all.

    Threads: any.
    """

    def __init__(self, args: ArgsManager, clock: Clock, default_port: int, ui_signals: UiSignals) -> None:
        self._args = args
        self._default_port = default_port
        self._changed = ui_signals.network_active_changed
        self._lock = threading.Lock()
        self._added = list(dict.fromkeys(args.get_all("-addnode")))  # guarded by: self._lock
        self._is_active = args.get_bool("-networkactive", True)  # guarded by: self._lock
        self.bans = BanList(
            args.data_dir() / "banlist.json",
            clock.now,
            args.get_int("-bantime", DEFAULT_BAN_S),
            on_change=ui_signals.banned_list_changed,
        )

    @property
    def services(self) -> int:
        """What this node would offer to peers."""
        return local_services(self._args)

    @property
    def is_active(self) -> bool:
        """Whether there may be connections."""
        with self._lock:
            return self._is_active

    def set_active(self, active: bool) -> None:
        """Let there be connections, or none."""
        _log.info("SetNetworkActive: %s", "true" if active else "false")
        with self._lock:
            if self._is_active == active:
                return
            self._is_active = active
        self._changed(active)

    def added_nodes(self) -> list[str]:
        """Return the nodes to stay connected to, as they were added."""
        with self._lock:
            return list(self._added)

    def _resolve(self, name: str) -> tuple[str, int] | None:
        return lookup(name, self._default_port, allow_names=False)

    def add_node(self, name: str) -> bool:
        """Stay connected to a node; False if it was added before, under this or another spelling."""
        resolved = self._resolve(name)
        with self._lock:
            for other in self._added:
                if name == other or (resolved is not None and resolved == self._resolve(other)):
                    return False
            self._added.append(name)
            return True

    def remove_node(self, name: str) -> bool:
        """Forget an added node; False if there is none of this spelling."""
        with self._lock:
            if name not in self._added:
                return False
            self._added.remove(name)
            return True


def network_of(node: NodeContext) -> NetworkState:
    """Return what the user decided about the network."""
    if node.network is None:
        with node.chainman.cs_main:  # two requests may be the first at once
            if node.network is None:
                node.network = NetworkState(node.args, node.clock, node.params.default_port, node.ui_signals)
    return node.network

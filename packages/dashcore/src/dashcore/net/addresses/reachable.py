"""Networks this node connects out to. Mirrors ReachableNets of netbase.h."""

from threading import Lock

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.primitives.net_address import NetService, NetworkId, NetworkKind
from dashcore.primitives.net_text import parse_kind


class ReachableNetworks:
    """Which networks are open; all are, to begin with.

    Threads: any.
    """

    def __init__(self, kinds: frozenset[NetworkKind] = frozenset(NetworkKind)) -> None:
        self._lock = Lock()
        self._kinds = set(kinds)  # guarded by: self._lock

    def add(self, kind: NetworkKind) -> None:
        """Open a network."""
        with self._lock:
            self._kinds.add(kind)

    def remove(self, kind: NetworkKind) -> None:
        """Close a network."""
        with self._lock:
            self._kinds.discard(kind)

    def __contains__(self, kind: NetworkKind) -> bool:
        with self._lock:
            return kind in self._kinds

    def kinds(self) -> frozenset[NetworkKind]:
        """Return the open ones."""
        with self._lock:
            return frozenset(self._kinds)

    def flip(self, service: NetService) -> NetService:
        """Take IPv6 for CJDNS where it looks so and that network is open. Source: C++ MaybeFlipIPv6toCJDNS."""
        if service.is_ipv6 and service.has_cjdns_prefix and NetworkKind.CJDNS in self:
            return NetService(network=NetworkId.CJDNS, address=service.address, port=service.port)
        return service


def read_reachable(args: ArgsManager) -> ReachableNetworks:
    """Return the networks that -onlynet and -cjdnsreachable open; what proxies decide comes on top.

    Raises:
        InitError: with dashd's text.
    """
    names = args.get_all("-onlynet")
    reachable = ReachableNetworks()
    if names:
        kinds = set()
        for name in names:
            kind = parse_kind(name)
            if kind is None:
                raise InitError(f"Unknown network specified in -onlynet: '{name}'")
            kinds.add(kind)
        reachable = ReachableNetworks(frozenset(kinds))
    if not args.is_set("-cjdnsreachable"):
        if names and NetworkKind.CJDNS in reachable:
            raise InitError(
                "Outbound connections restricted to CJDNS (-onlynet=cjdns) but -cjdnsreachable is not provided"
            )
        reachable.remove(NetworkKind.CJDNS)
    if args.get_bool("-dnsseed", True) and not reachable.kinds() & {NetworkKind.IPV4, NetworkKind.IPV6}:
        raise InitError(
            "Incompatible options: -dnsseed=1 was explicitly specified, but -onlynet forbids connections to IPv4/IPv6"
        )
    return reachable

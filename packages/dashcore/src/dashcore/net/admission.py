"""Who is let in: permissions, bans, and room where all places are taken. Mirrors a part of CreateNodeFromAcceptedSocket."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from dashcore.net import permissions
from dashcore.net.connection import ConnectionType
from dashcore.net.eviction import select_node_to_evict
from dashcore.net.permissions import NetPermissions

if TYPE_CHECKING:
    from dashcore.net.addresses.netgroup import NetGroups
    from dashcore.net.options import NetOptions
    from dashcore.net.registry import LinkRegistry
    from dashcore.primitives.net_address import NetService

_log_connections = logging.getLogger("dash.netconn")


class Bans(Protocol):
    """Whom we want nothing to do with. Threads: any."""

    def is_banned_address(self, address: NetService) -> bool:
        """Whether the user banned it."""

    def is_discouraged(self, address: NetService) -> bool:
        """Whether it misbehaved."""

    def discourage(self, address: NetService) -> None:
        """Remember that it misbehaved."""


class Admission:
    """Decides about connections that others make. Threads: the net thread."""

    def __init__(self, options: NetOptions, bans: Bans, registry: LinkRegistry, net_groups: NetGroups) -> None:
        self._options = options
        self._bans = bans
        self._registry = registry
        self._net_groups = net_groups

    def permissions_of(self, address: NetService, granted: NetPermissions) -> NetPermissions:
        """Return what an address may do that came where this much is granted."""
        return permissions.grant(granted, self._options.whitelist, address, self._options.implicit_permissions)

    def reason_to_refuse(self, address: NetService, granted: NetPermissions) -> str | None:
        """Return what to log, with a mark for the connection; None to take it. Makes room where there is none."""
        is_protected = granted & NetPermissions.NO_BAN == NetPermissions.NO_BAN
        if not is_protected and self._bans.is_banned_address(address):
            return "%s (banned)"
        inbound = self._registry.count_type([ConnectionType.INBOUND])
        limit = self._options.max_inbound
        if not is_protected and inbound + 1 >= limit and self._bans.is_discouraged(address):
            return "%s (discouraged)"
        while inbound >= limit:
            if not self._evict():
                return "failed to find an eviction candidate - %s (full)"
            inbound -= 1
        return None

    def _evict(self) -> bool:
        victim = select_node_to_evict(self._registry.connections(), self._net_groups.net_class)
        if victim is None:
            return False
        _log_connections.debug(
            "selected %s connection for eviction peer=%d; disconnecting", victim.type.value, victim.id
        )
        victim.close()
        return True

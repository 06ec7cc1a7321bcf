"""What the user allows a peer. Mirrors net_permissions.h."""

from collections.abc import Sequence
from enum import IntFlag

from dashcore.primitives.net_address import NetService
from dashcore.primitives.subnet import Subnet


class NetPermissions(IntFlag):
    """Permissions of -whitelist and -whitebind. Source: C++ NetPermissionFlags."""

    NONE = 0
    BLOOM_FILTER = 1 << 1
    RELAY = 1 << 3
    FORCE_RELAY = (1 << 2) | RELAY
    DOWNLOAD = 1 << 6
    NO_BAN = (1 << 4) | DOWNLOAD
    MEMPOOL = 1 << 5
    ADDR = 1 << 7
    IMPLICIT = 1 << 31  # none was named: the options decide
    ALL = BLOOM_FILTER | FORCE_RELAY | RELAY | NO_BAN | MEMPOOL | DOWNLOAD | ADDR


_NAMES = {
    "bloomfilter": NetPermissions.BLOOM_FILTER,
    "noban": NetPermissions.NO_BAN,
    "forcerelay": NetPermissions.FORCE_RELAY,
    "relay": NetPermissions.RELAY,
    "mempool": NetPermissions.MEMPOOL,
    "download": NetPermissions.DOWNLOAD,
    "addr": NetPermissions.ADDR,
}
_OTHER_NAMES = {"bloom": NetPermissions.BLOOM_FILTER, "all": NetPermissions.ALL, "": NetPermissions.NONE}


def permission_names(granted: NetPermissions) -> list[str]:
    """Return the names RPC shows. Source: C++ NetPermissions::ToStrings."""
    return [name for name, permission in _NAMES.items() if granted & permission == permission]


def parse_permissions(text: str) -> tuple[NetPermissions, str]:
    """Read what stands before `@`; without one, the options decide. Returns it, and what stands behind.

    Raises:
        ValueError: there is no such permission; its argument is the name.
    """
    names, at, rest = text.partition("@")
    if not at:
        return NetPermissions.IMPLICIT, text
    granted = NetPermissions.NONE
    for name in names.split(","):
        permission = _NAMES.get(name, _OTHER_NAMES.get(name))
        if permission is None:
            raise ValueError(name)
        granted |= permission
    return granted, rest


def grant(
    of_bind: NetPermissions,
    whitelist: Sequence[tuple[Subnet, NetPermissions]],
    address: NetService,
    implicit: NetPermissions,
) -> NetPermissions:
    """Return what an address gets that connects. Source: C++ AddWhitelistPermissionFlags and what follows it.

    Args:
        of_bind: of the socket it connected to.
        implicit: what stands for IMPLICIT.
    """
    granted = of_bind
    for subnet, permission in whitelist:
        if subnet.contains(address):
            granted |= permission
    if granted & NetPermissions.IMPLICIT:
        granted = granted & ~NetPermissions.IMPLICIT | implicit
    return granted

"""What the user allows a peer. Mirrors net_permissions.h."""

from enum import IntFlag


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

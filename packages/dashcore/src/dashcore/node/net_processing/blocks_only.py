"""Which peers must not send us transactions, and what else they must not send. Mirrors RejectIncomingTxs."""

from typing import Final

from dashcore.net.connection import Connection, ConnectionType
from dashcore.net.permissions import NetPermissions

VIOLATES_BLOCKS_ONLY: Final = frozenset(
    {
        "dsa",
        "dsc",
        "dsf",
        "dsi",
        "dsq",
        "dss",
        "dssu",
        "dstx",
        "getqrinfo",
        "platformban",
        "qbsigs",
        "qcomplaint",
        "qcontrib",
        "qdata",
        "qgetdata",
        "qgetsigs",
        "qjustify",
        "qpcommit",
        "qrinfo",
        "qsendrecsigs",
        "qsigrec",
        "qsigsesann",
        "qsigshare",
        "qsigsinv",
        "qwatch",
        "tx",
    }
)  # messages. Source: C++ netMessageTypesViolateBlocksOnly

NEVER_RELAY_TXS: Final = frozenset({ConnectionType.BLOCK_RELAY, ConnectionType.FEELER})  # neither end, neither way


def rejects_incoming_txs(connection: Connection, *, ignores_txs: bool) -> bool:
    """Whether a peer must not send transactions and what goes with them.

    Args:
        ignores_txs: this node runs with -blocksonly.
    """
    if connection.type in NEVER_RELAY_TXS:
        return True
    return ignores_txs and not connection.has_permission(NetPermissions.RELAY)

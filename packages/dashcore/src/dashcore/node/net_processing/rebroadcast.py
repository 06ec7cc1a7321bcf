"""Announces our own transactions again until a peer asked for them. Mirrors ReattemptInitialBroadcast."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext
    from dashcore.node.net_processing.announcements import Announcements

_LEAST_S: Final = 10 * 60
_RANDOM_S: Final = 5 * 60  # on top, so that the pace does not tell who we are


def schedule_rebroadcast(node: NodeContext, announcements: Announcements) -> None:
    """Do it every 10 to 15 minutes, on the scheduler's thread."""

    def rebroadcast() -> None:
        with node.chainman.cs_main:
            node.mempool.unbroadcast.intersection_update(node.mempool.entries)
            for txid in tuple(node.mempool.unbroadcast):
                announcements.relay_transaction(txid)
        schedule_rebroadcast(node, announcements)

    delay_s = _LEAST_S + secrets.randbelow(_RANDOM_S * 1000) / 1000
    node.scheduler.run_later(rebroadcast, delay_s)

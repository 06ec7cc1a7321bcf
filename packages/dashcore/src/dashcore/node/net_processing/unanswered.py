"""Messages of Dash's masternodes, quorums, governance and mixing, which this node hears and does not answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from dashcore.node.net_processing.subprotocol import Handler, Subprotocol

if TYPE_CHECKING:
    from dashcore.node.net_processing.peer import Peer

UNANSWERED: Final = frozenset(
    [
        "spork",
        "getsporks",
        "senddsq",
        "dsa",
        "dsi",
        "dsf",
        "dss",
        "dsc",
        "dssu",
        "dsq",
        "ssc",
        "govsync",
        "govobj",
        "govobjvote",
        "mnauth",
        "getmnlistd",
        "mnlistdiff",
        "getqrinfo",
        "qrinfo",
        "platformban",
        "qfcommit",
        "qcontrib",
        "qcomplaint",
        "qjustify",
        "qpcommit",
        "qwatch",
        "qsendrecsigs",
        "qsigsesann",
        "qsigsinv",
        "qgetsigs",
        "qbsigs",
        "qsigrec",
        "qsigshare",
        "qgetdata",
        "qdata",
        "clsig",
        "isdlock",
    ]
)


class UnansweredMessages(Subprotocol):
    """Lets such messages pass: an honest peer may send them. The net layer bounds their size."""

    def handlers(self) -> Mapping[str, Handler]:
        """Return what ignores each."""
        return dict.fromkeys(UNANSWERED, self._ignore)

    def _ignore(self, peer: Peer, payload: bytes) -> None:
        del peer, payload

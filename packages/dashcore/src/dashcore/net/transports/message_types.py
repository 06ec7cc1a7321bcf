"""Names of messages, and the short ones of encrypted connections. Mirrors a part of protocol.cpp and net.cpp."""

from typing import Final

from dashcore.net.protocol import BIP324_DASH_BASELINE_VERSION, PLATFORM_BAN_V2_SHORT_ID_VERSION

OTHER: Final = "*other*"  # what bytes of unknown messages are counted under

_FIRST: Final = 1
_SHORT: Final = [
    "addr",
    "block",
    "blocktxn",
    "cmpctblock",
    "",  # feefilter, which Dash lacks
    "filteradd",
    "filterclear",
    "filterload",
    "getblocks",
    "getblocktxn",
    "getdata",
    "getheaders",
    "headers",
    "inv",
    "mempool",
    "merkleblock",
    "notfound",
    "ping",
    "pong",
    "sendcmpct",
    "tx",
    "getcfilters",
    "cfilter",
    "getcfheaders",
    "cfheaders",
    "getcfcheckpt",
    "cfcheckpt",
    "addrv2",
]
_RESERVED: Final = 4  # identifiers behind them that no message has
_FIRST_OF_DASH: Final = 128
_SHORT_OF_DASH: Final = [
    "spork",
    "getsporks",
    "senddsq",
    "dsa",
    "dsi",
    "dsf",
    "dss",
    "dsc",
    "dssu",
    "dstx",
    "dsq",
    "ssc",
    "govsync",
    "govobj",
    "govobjvote",
    "getmnlistd",
    "mnlistdiff",
    "qsendrecsigs",
    "qfcommit",
    "qcontrib",
    "qcomplaint",
    "qjustify",
    "qpcommit",
    "qwatch",
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
    "mnauth",
    "getheaders2",
    "sendheaders2",
    "headers2",
    "getqrinfo",
    "qrinfo",
    "platformban",
]

_NAMES: Final = {
    **dict(enumerate(_SHORT, _FIRST)),
    **{_FIRST + len(_SHORT) + number: "" for number in range(_RESERVED)},
    **dict(enumerate(_SHORT_OF_DASH, _FIRST_OF_DASH)),
}
_ALWAYS_LONG: Final = ("version", "verack", "getaddr", "sendaddrv2", "sendheaders", "sendtxrcncl")
_NUMBERS: Final = {name: number for number, name in _NAMES.items() if name}
_LATER: Final = {"platformban": PLATFORM_BAN_V2_SHORT_ID_VERSION}

MESSAGE_TYPES: Final = frozenset([*_ALWAYS_LONG, *_NUMBERS])


def name_of_short_id(number: int) -> str | None:
    """Return the message type behind an identifier: "" where it is reserved, None where it is no identifier.

    Source: BIP 324; C++ V2ShortIDs.
    """
    return _NAMES.get(number)


def short_id_of(message_type: str, peer_version: int) -> int | None:
    """Return the identifier that a peer of this version knows for a message type; None where there is none."""
    number = _NUMBERS.get(message_type)
    if number is None or peer_version < _LATER.get(message_type, BIP324_DASH_BASELINE_VERSION):
        return None
    return number

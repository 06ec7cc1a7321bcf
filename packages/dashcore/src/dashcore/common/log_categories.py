"""Categories and levels of debug.log. Mirrors BCLog::LogFlags of logging.h.

A category `net` is logged through `logging.getLogger("dash.net")`; what belongs to none, through "dash".
"""

from typing import Final

_GENERAL: Final = """
    net tor mempool http bench zmq walletdb rpc estimatefee addrman selectcoins reindex cmpctblock rand prune proxy
    mempoolrej libevent coindb qt leveldb validation i2p ipc blockstorage txreconciliation
"""
_DASH: Final = """
    chainlocks gobject instantsend llmq llmq-dkg llmq-sigs mnpayments mnsync coinjoin spork netconn creditpool ehf
"""
DASH_CATEGORIES: Final = frozenset(_DASH.split())
CATEGORIES: Final = frozenset(_GENERAL.split()) | DASH_CATEGORIES
TRACE: Final = 5
LEVEL_NAMES: Final = {"trace": TRACE, "debug": 10, "info": 20, "warning": 30, "error": 40}
USER_LEVELS: Final = ("info", "debug", "trace")


def resolve(name: str) -> frozenset[str] | None:
    """Which categories a name of -debug stands for; None where there is no such name."""
    match name:
        case "" | "1" | "all":
            return CATEGORIES
        case "0":
            return frozenset()
        case "dash":
            return DASH_CATEGORIES
        case _:
            return frozenset((name,)) if name in CATEGORIES else None

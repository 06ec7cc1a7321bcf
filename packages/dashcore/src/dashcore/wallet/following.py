"""How far a wallet has followed the chain: what a rescan, and the catching up with a node, keep of their progress."""

import threading

from dashcore.primitives.types import Height


class ScanProgress:
    """Whether a rescan runs, since when, how far it got. Changed by the one thread that scans."""

    def __init__(self) -> None:
        self.reservation = threading.Lock()  # held while a rescan runs
        self.abort = False
        self.started = 0.0  # seconds of the monotonic clock
        self.progress = 0.0

    @property
    def is_scanning(self) -> bool:
        """Whether a rescan runs."""
        return self.reservation.locked()


class Following:
    """How far the wallet follows its node.

    Attributes:
        lock: one thread attaches at a time; before `Wallet.lock`.
        generation: number of the connection it follows; -1: none yet.
        knows_tip: the store's tip is one that the wallet followed the chain to.
        behind_from: blocks from this height up were not all looked through; None: it has caught up.
        rescan: -rescan, until that begins.
        from_genesis: it is to look through blocks older than its keys too.
        is_reattaching: it was open already when its node came.
        is_caught_up: not while it is catching up.
        trouble: why it cannot follow the node that is there; empty where it can.
        ended: set once it is being closed, and is to follow nothing any more.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = -1
        self.knows_tip = False
        self.behind_from: Height | None = None
        self.rescan = 0
        self.from_genesis = False
        self.is_reattaching = False
        self.is_caught_up = threading.Event()
        self.is_caught_up.set()
        self.trouble = ""
        self.ended = threading.Event()

"""How far the node is in learning what masternodes know. Mirrors masternode/sync.cpp.

Without peers nobody tells the node anything; it goes on when it is told to (mnsync next).
"""

import logging
import threading
from collections.abc import Callable
from enum import IntEnum

_log = logging.getLogger("dash")


class SyncStage(IntEnum):
    """What is being fetched; numbers as RPC shows them."""

    BLOCKCHAIN = 1
    GOVERNANCE = 4
    FINISHED = 999


class MasternodeSync:
    """The stage, and since when.

    Args (constructor):
        now: the time, seconds.

    Threads: any.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()  # guards the rest; nothing else is locked while it is held
        self._stage = SyncStage.BLOCKCHAIN
        self._started = now()

    @property
    def stage(self) -> SyncStage:
        """What is being fetched."""
        return self._stage

    @property
    def name(self) -> str:
        """Its name. Source: C++ GetAssetName."""
        return f"MASTERNODE_SYNC_{self._stage.name}"

    @property
    def started(self) -> int:
        """Since when, seconds."""
        return self._started

    @property
    def is_blockchain_synced(self) -> bool:
        """Whether the blocks are there."""
        return self._stage > SyncStage.BLOCKCHAIN

    @property
    def is_synced(self) -> bool:
        """Whether all is."""
        return self._stage is SyncStage.FINISHED

    def reset(self) -> None:
        """Begin anew. Source: C++ CMasternodeSync::Reset."""
        with self._lock:
            self._stage, self._started = SyncStage.BLOCKCHAIN, self._now()

    def switch_to_next(self) -> None:
        """Go on to the next stage; the last one stays. Source: C++ SwitchToNextAsset."""
        with self._lock:
            if self._stage is not SyncStage.FINISHED:
                self._advance_locked()
            self._started = self._now()

    def _advance_locked(self) -> None:
        prefix = "CMasternodeSync::SwitchToNextAsset --"
        _log.info("%s Completed %s in %ds", prefix, self.name, self._now() - self._started)
        if self._stage is SyncStage.BLOCKCHAIN:
            self._stage = SyncStage.GOVERNANCE
            _log.info("%s Starting %s", prefix, self.name)
        else:
            self._stage = SyncStage.FINISHED
            _log.info("%s Sync has finished", prefix)

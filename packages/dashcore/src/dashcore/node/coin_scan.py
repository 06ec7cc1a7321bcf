"""How far the one scan of all coins is, which several RPC workers ask about. Mirrors CoinsViewScanReserver."""

import threading


class CoinScan:
    """The place of one scan at a time.

    Attributes:
        progress: percent.
        should_abort: the scan shall end early.

    Threads: any.
    """

    __slots__ = ("_running", "progress", "should_abort")

    def __init__(self) -> None:
        self._running = threading.Lock()
        self.progress = 0
        self.should_abort = False

    def reserve(self) -> bool:
        """Begin a scan; False where one runs."""
        if not self._running.acquire(blocking=False):
            return False
        self.progress = 0
        self.should_abort = False
        return True

    def release(self) -> None:
        """End the scan."""
        self._running.release()

    @property
    def is_running(self) -> bool:
        """Whether a scan runs."""
        return self._running.locked()

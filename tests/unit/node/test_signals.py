"""Events reach every subscriber in order, on the scheduler's thread."""

import threading
from collections.abc import Iterator

import pytest

from dashcore.common.scheduler import Scheduler
from dashcore.interfaces.chain import BlockLocator, ChainNotifications, MempoolRemovalReason
from dashcore.node.signals import ValidationSignals
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Height, UnixTime


class Recorder(ChainNotifications):
    """Keeps the names of what it was told."""

    def __init__(self, *, fails: bool = False) -> None:
        self.seen: list[str] = []
        self.threads: set[str] = set()
        self._fails = fails

    def _note(self, what: str) -> None:
        self.seen.append(what)
        self.threads.add(threading.current_thread().name)
        if self._fails:
            raise RuntimeError(what)

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        """Note."""
        self._note(f"added {accept_time}")

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        """Note."""
        self._note(f"removed {reason.name}")

    def block_connected(self, block: Block, height: Height) -> None:
        """Note."""
        self._note(f"connected {height}")

    def block_disconnected(self, block: Block, height: Height) -> None:
        """Note."""
        self._note(f"disconnected {height}")

    def updated_block_tip(self) -> None:
        """Note."""
        self._note("tip")

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        """Note."""
        self._note("flushed")

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        """Note."""
        self._note("lock")

    def notify_transaction_lock(self, tx: Transaction) -> None:
        """Note."""
        self._note("tx lock")


@pytest.fixture
def signals() -> Iterator[ValidationSignals]:
    """A queue whose scheduler runs."""
    scheduler = Scheduler()
    scheduler.start()
    yield ValidationSignals(scheduler)
    scheduler.stop()


def post_all(signals: ValidationSignals) -> None:
    """Post one of each."""
    tx = Transaction((), ())
    signals.transaction_added_to_mempool(tx, UnixTime(7))
    signals.transaction_removed_from_mempool(tx, MempoolRemovalReason.EXPIRY)
    signals.updated_block_tip()
    signals.chain_state_flushed(BlockLocator(hashes=()))


def test_order_and_thread(signals: ValidationSignals) -> None:
    """`sync` returns when all was told."""
    recorder = Recorder()
    signals.subscribe(recorder)

    post_all(signals)
    signals.sync()

    assert recorder.seen == ["added 7", "removed EXPIRY", "tip", "flushed"]
    assert recorder.threads == {signals.scheduler_thread.name}
    assert signals.pending == 0


def test_one_failing_subscriber(signals: ValidationSignals) -> None:
    """The others still hear everything."""
    bad, good = Recorder(fails=True), Recorder()
    signals.subscribe(bad)
    signals.subscribe(good)

    post_all(signals)
    signals.sync()

    assert good.seen == bad.seen
    assert len(good.seen) == 4


def test_disconnect_ends_a_subscription(signals: ValidationSignals) -> None:
    """Disconnecting twice is fine; without subscribers nothing is queued."""
    recorder = Recorder()
    handler = signals.subscribe(recorder)
    handler.disconnect()
    handler.disconnect()

    post_all(signals)
    signals.sync()

    assert recorder.seen == []


def test_sync_from_its_own_thread(signals: ValidationSignals) -> None:
    """A subscriber that calls back does not wait for itself."""
    done = threading.Event()

    def call_back() -> None:
        signals.sync()
        done.set()

    signals.call(call_back)

    assert done.wait(5)


def test_flush_delivers_without_a_scheduler() -> None:
    """At the end of the process the queue is emptied by hand."""
    scheduler = Scheduler()
    signals = ValidationSignals(scheduler)
    recorder = Recorder()
    signals.subscribe(recorder)
    post_all(signals)

    signals.flush()

    assert len(recorder.seen) == 4

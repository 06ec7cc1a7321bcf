"""Whoever waits for the end learns of it, signals included."""

import signal
import threading
from collections.abc import Iterator

import pytest

from dashcore.node.context import Shutdown, Warnings


@pytest.fixture
def shutdown() -> Iterator[Shutdown]:
    """A node's, of its own; afterwards signals wake nobody."""
    made = Shutdown(Warnings(), lambda _text: None)
    before = signal.getsignal(signal.SIGUSR1)
    yield made
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGUSR1, before)
    made.close()


def test_request(shutdown: Shutdown) -> None:
    """Before it, time runs out; after it, nobody waits, however often."""
    assert not shutdown.wait(0)
    shutdown.request_shutdown()
    shutdown.request_shutdown()

    assert shutdown.wait(0)
    assert shutdown.wait()


def test_signal_that_another_thread_gets(shutdown: Shutdown) -> None:
    """It does not interrupt the main thread's sleep, as one that comes just before does not; it ends all the same."""
    signal.signal(signal.SIGUSR1, lambda *_: shutdown.request_shutdown())
    shutdown.wake_on_signals()
    sender = threading.Timer(0.05, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1))
    sender.start()

    assert shutdown.wait(20)
    sender.join()


def test_other_signal(shutdown: Shutdown) -> None:
    """One that means something else ends nothing."""
    seen: list[int] = []
    signal.signal(signal.SIGUSR1, lambda number, _: seen.append(number))
    shutdown.wake_on_signals()
    signal.raise_signal(signal.SIGUSR1)

    assert not shutdown.wait(0.01)
    assert seen == [signal.SIGUSR1]

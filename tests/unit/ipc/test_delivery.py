"""Queues of notifications: order, bounds, and who waits for whom."""

import threading
from collections.abc import Callable

from listener import Listener

from dashcore.ipc.delivery import Delivery, QueuedNotifications
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import UnixTime
from libmultiprocess import DisconnectedError

WAIT_S = 10.0


def never() -> None:
    """What must not happen."""
    raise AssertionError("the queue overflowed")


def waiting_for(event: threading.Event) -> Callable[[], None]:
    """A program that hangs until the event."""

    def call() -> None:
        event.wait(WAIT_S)

    return call


def test_order_and_thread() -> None:
    """Calls are made in order, one at a time, on the queue's thread."""
    delivery = Delivery("d-ipc.7", never)
    seen: list[tuple[int, str]] = []
    for number in range(100):
        delivery.put(lambda number=number: seen.append((number, threading.current_thread().name)))  # type: ignore[misc]
    delivery.sync()
    assert seen == [(number, "d-ipc.7") for number in range(100)]
    assert delivery.waiting == 0
    delivery.close()


def test_teller_does_not_wait() -> None:
    """A program that hangs keeps neither the teller nor the end waiting."""
    delivery = Delivery("d-ipc.0", never)
    hang, entered = threading.Event(), threading.Event()

    def block() -> None:
        entered.set()
        hang.wait(WAIT_S)

    delivery.put(block)
    assert entered.wait(WAIT_S)
    for _ in range(50):
        delivery.put(never)
    assert delivery.waiting == 51
    waiter = threading.Thread(target=delivery.sync)
    waiter.start()
    delivery.close()
    waiter.join(WAIT_S)
    assert not waiter.is_alive()
    hang.set()


def test_sync_from_within() -> None:
    """A call that waits for the queue it is in would wait for ever: it does not."""
    delivery = Delivery("d-ipc.0", never)
    done = threading.Event()

    def call() -> None:
        delivery.sync()
        done.set()

    delivery.put(call)
    assert done.wait(WAIT_S)
    delivery.close()


def test_too_many() -> None:
    """One call too many ends the queue, once."""
    overflows: list[str] = []
    delivery = Delivery("d-ipc.0", lambda: overflows.append("full"), max_events=3)
    hang = threading.Event()
    for _ in range(3):
        delivery.put(waiting_for(hang))
    assert overflows == []
    delivery.put(never)
    delivery.put(never)
    assert overflows == ["full"]
    assert delivery.waiting == 0
    hang.set()


def test_too_large() -> None:
    """So does one byte too many."""
    overflows: list[str] = []
    delivery = Delivery("d-ipc.0", lambda: overflows.append("full"), max_bytes=100)
    hang = threading.Event()
    delivery.put(waiting_for(hang), 60)
    delivery.put(lambda: None, 40)
    assert overflows == []
    delivery.put(never, 1)
    assert overflows == ["full"]
    hang.set()


def test_bytes_are_given_back() -> None:
    """What was delivered counts no longer."""
    delivery = Delivery("d-ipc.0", never, max_bytes=100)
    for _ in range(10):
        delivery.put(lambda: None, 100)
        delivery.sync()
    delivery.close()


def test_failures() -> None:
    """A call that fails does not silence the next; a lost connection ends the queue."""
    delivery = Delivery("d-ipc.0", never)
    seen: list[str] = []

    def fail() -> None:
        raise ValueError("in the program")

    def lose() -> None:
        raise DisconnectedError("gone")

    delivery.put(fail)
    delivery.put(lambda: seen.append("after"))
    delivery.sync()
    assert seen == ["after"]
    delivery.put(lose)
    delivery.sync()
    delivery.put(never)
    assert delivery.waiting == 0


def test_notifications() -> None:
    """What is queued arrives as it was told; after the end of the subscription, nothing does."""
    delivery = Delivery("d-ipc.0", never)
    listener = Listener()
    queued = QueuedNotifications(delivery, listener)
    tx = Transaction((), ())
    queued.transaction_added_to_mempool(tx, UnixTime(5))
    queued.updated_block_tip()
    delivery.sync()
    assert listener.seen == ["added", "tip"]
    assert listener.values == [tx, 5]
    hang = threading.Event()
    delivery.put(waiting_for(hang))
    queued.updated_block_tip()
    queued.end()
    hang.set()
    delivery.sync()
    assert listener.seen == ["added", "tip"]
    delivery.close()

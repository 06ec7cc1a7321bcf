"""When which peer is asked for what was announced."""

import pytest

from dashcore.net.messages.inventory import Inv
from dashcore.net.protocol import InvType
from dashcore.node.net_processing.object_requests import (
    INBOUND_DELAY_US,
    MAX_ANNOUNCEMENTS,
    MAX_IN_FLIGHT,
    ObjectRequests,
)

NOW = 1_700_000_000_000_000
MINUTE = 60_000_000
TX = Inv(InvType.TX, bytes(32))


def have_nothing(inv: Inv) -> bool:
    del inv
    return False


@pytest.fixture
def requests() -> ObjectRequests:
    return ObjectRequests(lambda below: below // 2)


def take(requests: ObjectRequests, peer: int, now: int) -> list[Inv]:
    return requests.take_due(peer, now, have_nothing, is_delayed=False)


def test_peer_that_connected_to_us_waits(requests: ObjectRequests) -> None:
    """An inbound peer is asked two seconds later, and only for transactions."""
    block_like = Inv(InvType.CLSIG, bytes(32))
    requests.announced(1, TX, NOW, is_delayed=True)
    requests.announced(1, block_like, NOW, is_delayed=True)
    assert take(requests, 1, NOW) == [block_like]
    assert take(requests, 1, NOW + INBOUND_DELAY_US - 1) == []


def test_one_peer_at_a_time(requests: ObjectRequests) -> None:
    """The second is asked when the first had a minute, and a random while."""
    requests.announced(1, TX, NOW, is_delayed=False)
    requests.announced(2, TX, NOW, is_delayed=False)
    assert take(requests, 1, NOW) == [TX]
    assert take(requests, 2, NOW) == []
    assert take(requests, 2, NOW + MINUTE) == []
    assert take(requests, 2, NOW + MINUTE + 1_000_000) == [TX]


def test_locks_are_asked_for_sooner(requests: ObjectRequests) -> None:
    """A ChainLock is asked for elsewhere after five seconds."""
    lock = Inv(InvType.CLSIG, bytes(32))
    requests.announced(1, lock, NOW, is_delayed=False)
    requests.announced(2, lock, NOW, is_delayed=False)
    assert take(requests, 1, NOW) == [lock]
    assert take(requests, 2, NOW) == []
    assert take(requests, 2, NOW + 5_000_000) == [lock]


def test_what_came_is_not_asked_for_again(requests: ObjectRequests) -> None:
    """Nobody else is asked for it, unless it is urgent."""
    requests.announced(1, TX, NOW, is_delayed=False)
    requests.announced(2, TX, NOW, is_delayed=False)
    assert take(requests, 1, NOW) == [TX]
    requests.received(1, TX, NOW)
    assert take(requests, 2, NOW + 2 * MINUTE) == []
    requests.announced(2, TX, NOW + 2 * MINUTE, is_delayed=False, is_urgent=True)
    assert take(requests, 2, NOW + 2 * MINUTE) == [TX]


def test_what_we_have_is_dropped(requests: ObjectRequests) -> None:
    requests.announced(1, TX, NOW, is_delayed=False)
    assert requests.take_due(1, NOW, lambda inv: inv == TX, is_delayed=False) == []
    assert requests.count(1) == 0


def test_bounds(requests: ObjectRequests) -> None:
    """So many are asked for at once, and so many announcements are remembered."""
    entries = [Inv(InvType.TX, number.to_bytes(32, "little")) for number in range(MAX_ANNOUNCEMENTS + 1)]
    for inv in entries:
        requests.announced(1, inv, NOW, is_delayed=False)
    assert requests.count(1) == MAX_ANNOUNCEMENTS
    assert take(requests, 1, NOW) == entries[:MAX_IN_FLIGHT]
    assert take(requests, 1, NOW) == []
    requests.not_found(1, entries[0])
    requests.not_found(1, entries[-1])
    assert take(requests, 1, NOW) == entries[MAX_IN_FLIGHT : MAX_IN_FLIGHT + 1]


def test_silent_peer_is_asked_again_some_day(requests: ObjectRequests) -> None:
    """After ten minutes without an answer, what it was asked for is forgotten."""
    requests.announced(1, TX, NOW, is_delayed=False)
    assert take(requests, 1, NOW) == [TX]
    requests.announced(1, TX, NOW + 9 * MINUTE, is_delayed=False)
    assert take(requests, 1, NOW + 9 * MINUTE) == []
    take(requests, 1, NOW + 21 * MINUTE)
    requests.announced(1, TX, NOW + 21 * MINUTE, is_delayed=False)
    assert take(requests, 1, NOW + 21 * MINUTE) == [TX]


def test_peer_that_left(requests: ObjectRequests) -> None:
    """What it was asked for is asked elsewhere in time."""
    requests.announced(1, TX, NOW, is_delayed=False)
    requests.announced(2, TX, NOW, is_delayed=False)
    assert take(requests, 1, NOW) == [TX]
    requests.forget_peer(1)
    assert take(requests, 1, NOW + 5 * MINUTE) == []
    assert take(requests, 2, NOW + 2 * MINUTE) == [TX]

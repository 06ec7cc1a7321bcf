"""Pings, their answers, and peers that give none."""

from struct import pack, unpack

import pytest
from net_peers import FakePeer

from dashcore.node.net_processing.pings import Pings
from dashcore.util.serialize import SerializationError

START_US = 1_700_000_000_000_000
MINUTE_US = 60_000_000


class Clock:
    """Stands still."""

    def __init__(self) -> None:
        self.now_us = START_US

    def __call__(self) -> int:
        return self.now_us


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pings(clock: Clock) -> Pings:
    return Pings(clock, 60)


@pytest.fixture
def peer(pings: Pings) -> FakePeer:
    peer = FakePeer(now=START_US // 1_000_000)
    pings.connected(peer)
    return peer


def ping(pings: Pings, peer: FakePeer, clock: Clock) -> int:
    pings.send(peer, clock())
    (payload,) = peer.take("ping")
    return int(unpack("<Q", payload)[0])


def answer(pings: Pings, peer: FakePeer, payload: bytes, at_us: int = START_US) -> None:
    peer.received_us = at_us
    pings.handlers()["pong"](peer, payload)


def test_answers_with_same_nonce(pings: Pings, peer: FakePeer) -> None:
    pings.handlers()["ping"](peer, pack("<Q", 7) + b"behind")
    assert peer.take("pong") == [pack("<Q", 7)]
    with pytest.raises(SerializationError):
        pings.handlers()["ping"](peer, bytes(7))


def test_time_is_measured(pings: Pings, peer: FakePeer, clock: Clock) -> None:
    nonce = ping(pings, peer, clock)
    clock.now_us += 1500
    assert pings.stats(peer).wait_us == 1500
    came_us = clock.now_us
    clock.now_us += 400  # that it waits to be handled
    answer(pings, peer, pack("<Q", nonce), came_us)
    stats = pings.stats(peer)
    assert (stats.last_us, stats.least_us, stats.wait_us) == (1500, 1500, 0)
    clock.now_us += 2 * MINUTE_US
    nonce = ping(pings, peer, clock)
    clock.now_us += 9000
    answer(pings, peer, pack("<Q", nonce), clock.now_us)
    stats = pings.stats(peer)
    assert (stats.last_us, stats.least_us) == (9000, 1500)


@pytest.mark.parametrize(
    ("payload", "problem", "is_over"),
    [
        (b"\x01", "Short payload", True),
        (bytes(8), "Nonce zero", True),
        (pack("<Q", 1), "Nonce mismatch", False),
    ],
)
def test_odd_answers(
    pings: Pings,
    peer: FakePeer,
    clock: Clock,
    payload: bytes,
    problem: str,
    is_over: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ping(pings, peer, clock)
    clock.now_us += 1
    with caplog.at_level("DEBUG", "dash.net"):
        answer(pings, peer, payload)
    assert problem in caplog.text
    assert (pings.stats(peer).wait_us == 0) is is_over


def test_answer_nobody_asked_for(pings: Pings, peer: FakePeer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", "dash.net"):
        answer(pings, peer, bytes(8))
    assert "Unsolicited pong without ping" in caplog.text
    assert pings.stats(peer).least_us is None


def test_asked_for_by_people(pings: Pings, peer: FakePeer, clock: Clock) -> None:
    nonce = ping(pings, peer, clock)
    pings.send(peer, clock())
    assert peer.take("ping") == []
    pings.ping_all()
    assert ping(pings, peer, clock) != nonce


def test_silent_peer_is_ended(pings: Pings, peer: FakePeer, clock: Clock) -> None:
    """After twenty minutes, to the microsecond."""
    ping(pings, peer, clock)
    clock.now_us += 20 * MINUTE_US
    pings.send(peer, clock())
    assert not peer.sent.is_closed
    clock.now_us += 1
    pings.send(peer, clock())
    assert peer.sent.is_closed

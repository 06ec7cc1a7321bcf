"""Who has to go when somebody new comes: never those who are hard to replace."""

from dataclasses import replace
from random import Random

import pytest

from dashcore.net.eviction import Candidate, protect_by_ratio, select
from dashcore.primitives.net_address import NetworkKind


def candidate(number: int, **changes: object) -> Candidate:
    """Return a peer that has nothing to be kept for; the greater its number, the younger it is."""
    made = Candidate(
        id=number,
        connected_at=number,
        min_ping_us=1000 + number,
        last_block_at=0,
        last_tx_at=0,
        has_wanted_services=True,
        relays_txs=True,
        has_bloom_filter=False,
        net_group=0,
        prefers_eviction=False,
        is_local=False,
        network=NetworkKind.IPV4,
        is_protected=False,
        is_inbound=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # by name


def shuffled(candidates: list[Candidate]) -> list[Candidate]:
    """Mix them: order means nothing."""
    Random(3).shuffle(candidates)
    return candidates


def evicted(candidates: list[Candidate]) -> set[int]:
    """Return who goes, one after the other, until all are protected."""
    gone = set()
    left = shuffled(candidates)
    while (number := select(left)) is not None:
        gone.add(number)
        left = [each for each in left if each.id != number]
    return gone


def test_few_are_all_protected() -> None:
    """Up to 28 with as many merits."""
    assert select([]) is None
    assert select([candidate(number) for number in range(20)]) is None


def test_friends_and_our_own_choice_stay() -> None:
    """However many there are."""
    friends = [candidate(number, is_protected=True) for number in range(100)]
    outbound = [candidate(number, is_inbound=False) for number in range(100, 200)]
    assert select(shuffled(friends + outbound)) is None


@pytest.mark.parametrize(
    ("merit", "count"),
    [
        ({"min_ping_us": 1}, 8),
        ({"last_tx_at": 5}, 4),
        ({"last_block_at": 5}, 4),
        ({"last_block_at": 5, "relays_txs": False}, 8),
        ({"net_group": 9}, 4),
    ],
)
def test_merits(merit: dict[str, object], count: int) -> None:
    """Those who are quick, brought something, or come from elsewhere."""
    good = [candidate(1000 + number, **merit) for number in range(count)]
    others = [candidate(number) for number in range(60)]
    assert not evicted(good + others) & {each.id for each in good}


def test_oldest_stay_and_youngest_goes() -> None:
    """Of those that are alike."""
    peers = [candidate(number, min_ping_us=1) for number in range(80)]
    first = select(shuffled(peers))
    assert first is not None
    assert first > 40
    gone = evicted(peers)
    assert 0 not in gone
    assert 1 not in gone


def test_largest_group_goes_first() -> None:
    """One operator with many connections loses them, not the others."""
    crowd = [candidate(number, net_group=5) for number in range(100, 140)]
    others = [candidate(number, net_group=number) for number in range(60)]
    number = select(shuffled(crowd + others))
    assert number is not None
    assert 100 <= number < 140


def test_who_misbehaved_goes_first() -> None:
    """Before any that did not."""
    peers = [candidate(number, prefers_eviction=number % 5 == 0) for number in range(100)]
    number = select(shuffled(peers))
    assert number is not None
    assert number % 5 == 0


@pytest.mark.parametrize(
    "kind",
    [
        {"network": NetworkKind.ONION},
        {"network": NetworkKind.I2P},
        {"network": NetworkKind.CJDNS},
        {"is_local": True},
    ],
)
def test_rare_networks_get_a_quarter(kind: dict[str, object]) -> None:
    """Slow as they are: the oldest of them stay, though they are younger than all others."""
    rare = [candidate(1000 + number, **kind) for number in range(10)]
    others = [candidate(number) for number in range(30)]
    left = protect_by_ratio(shuffled(rare + others))
    assert len(left) == 20
    assert not {each.id for each in left} & {each.id for each in rare}


def test_rare_networks_share_their_quarter() -> None:
    """Each gets its part; what one does not need goes to the others."""
    tor = [candidate(1000 + number, network=NetworkKind.ONION) for number in range(20)]
    i2p = [candidate(2000 + number, network=NetworkKind.I2P) for number in range(2)]
    others = [candidate(number) for number in range(18)]
    left = {each.id for each in protect_by_ratio(shuffled(tor + i2p + others))}
    assert not left & {2000, 2001}
    assert len([each for each in tor if each.id not in left]) == 8

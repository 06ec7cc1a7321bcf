"""The tree of headers, the active chain and the order of candidates."""

import random

import pytest

from dashcore.chain.active import ActiveChain
from dashcore.chain.blockindex import (
    FAILED_VALID,
    HAVE_DATA,
    HAVE_UNDO,
    VALID_SCRIPTS,
    VALID_TRANSACTIONS,
    VALID_TREE,
    BlockIndex,
    IndexRecord,
    encode_index_record,
    last_common_ancestor,
    proof_equivalent_time,
)
from dashcore.chain.candidates import CandidateSet, preference
from dashcore.primitives.block import BlockHeader
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.util.hashes import hash256
from dashcore.util.serialize import SerializationError

EASY = 0x207FFFFF


def grow_from(prev: BlockIndex | None, count: int, *, salt: int = 0, bits: int = EASY) -> list[BlockIndex]:
    """Return entries on top of one."""
    entries = []
    for number in range(count):
        height = prev.height + 1 if prev is not None else 0
        header = BlockHeader(
            version=1,
            prev_hash=prev.hash if prev is not None else BlockHash(bytes(32)),
            merkle_root=bytes([salt]) * 32,
            time=UnixTime(1000 + 150 * height + number % 7),
            bits=bits,
            nonce=height,
        )
        prev = BlockIndex(header, BlockHash(hash256(header.serialize())), prev)
        entries.append(prev)
    return entries


def test_ancestors() -> None:
    """The skip pointers lead where walking does."""
    main = grow_from(None, 400)
    branch = grow_from(main[250], 100, salt=1)
    chooser = random.Random(1)
    for _ in range(300):
        start = chooser.choice(main + branch)
        height = chooser.randrange(-1, 420)
        found = start.get_ancestor(height)
        walk: BlockIndex | None = start
        while walk is not None and walk.height > height:
            walk = walk.prev
        expected = walk if walk is not None and walk.height == height else None
        assert found is expected
    assert last_common_ancestor(main[-1], branch[-1]) is main[250]
    assert last_common_ancestor(main[10], branch[-1]) is main[10]
    with pytest.raises(ValueError, match="genesis"):
        last_common_ancestor(main[3], grow_from(None, 5, salt=9)[-1])


def test_work_and_time() -> None:
    """Work adds up, the median is of eleven, the greatest time is kept."""
    chain = grow_from(None, 20)
    assert chain[0].chain_work == 2
    assert chain[19].chain_work == 40
    assert chain[19].median_time_past == sorted(entry.time for entry in chain[9:20])[5]
    assert chain[2].median_time_past == chain[1].time
    assert chain[19].time_max == max(entry.time for entry in chain)
    assert proof_equivalent_time(chain[19], chain[9], chain[19], 150) == 1500
    assert proof_equivalent_time(chain[9], chain[19], chain[19], 150) == -1500


@pytest.mark.parametrize("status", [VALID_TREE, VALID_SCRIPTS | HAVE_DATA | HAVE_UNDO, VALID_TREE | HAVE_DATA])
def test_record(status: int) -> None:
    """An entry survives the database with the positions its state says it has."""
    entry = grow_from(None, 3)[-1]
    entry.status = status
    entry.tx_count, entry.file, entry.data_pos, entry.undo_pos = 7, 3, 99_999, 12
    data = encode_index_record(entry)
    record = IndexRecord.decode(data)
    assert record.hash == entry.hash
    assert record.header.serialize() == entry.header.serialize()
    assert (record.height, record.status, record.tx_count) == (2, status, 7)
    assert record.data_pos == (99_999 if status & HAVE_DATA else 0)
    assert record.undo_pos == (12 if status & HAVE_UNDO else 0)
    for cut in (data[:-1], data + b"\0", data[:3]):
        with pytest.raises(SerializationError):
            IndexRecord.decode(cut)


def test_validity() -> None:
    """Validity only rises, and not of what failed."""
    entry = grow_from(None, 1)[0]
    assert entry.raise_validity(VALID_TREE)
    assert not entry.raise_validity(VALID_TREE)
    assert not entry.is_valid()
    assert entry.raise_validity(VALID_TRANSACTIONS)
    assert entry.is_valid()
    entry.status |= FAILED_VALID
    assert not entry.raise_validity(VALID_SCRIPTS)
    assert not entry.is_valid(VALID_TREE)


def test_active_chain() -> None:
    """Switching branches keeps heights, locators and forks right."""
    main = grow_from(None, 60)
    branch = grow_from(main[29], 40, salt=1)
    active = ActiveChain()
    assert (active.tip, active.genesis, active.height, active.locator()) == (None, None, -1, [])
    active.set_tip(main[-1])
    assert list(active) == main
    active.set_tip(branch[-1])
    assert active.height == 69
    assert [active.at(height) for height in (29, 30, 69, 70, -1)] == [main[29], branch[0], branch[-1], None, None]
    assert main[40] not in active
    assert active.find_fork(main[-1]) is main[29]
    assert active.find_fork(None) is None
    assert active.next(main[29]) is branch[0]
    assert active.next(main[40]) is active.next(branch[-1]) is None
    active.set_tip(main[10])
    assert list(active) == main[:11]
    locator = active.locator(branch[-1])
    assert locator[0] == branch[-1].hash
    assert locator[-1] == main[0].hash
    assert len(locator) < 20
    assert active.find_fork(branch[-1]) is main[10]
    active.set_tip(None)
    assert active.tip is None


def test_earliest() -> None:
    """The first block by time and height is found by the greatest time so far."""
    main = grow_from(None, 50)
    active = ActiveChain()
    active.set_tip(main[-1])
    for time in range(990, main[-1].time_max + 2, 37):
        for height in (0, 17, 60):
            expected = next((each for each in main if each.time_max >= time and each.height >= height), None)
            assert active.find_earliest_at_least(time, height) is expected


def test_candidates() -> None:
    """The set keeps the order of preference through any changes."""
    entries = grow_from(None, 30) + grow_from(None, 30, salt=1)
    for number, entry in enumerate(entries):
        entry.sequence_id = number % 5
    chooser = random.Random(2)
    candidates = CandidateSet()
    expected: set[BlockIndex] = set()
    for _ in range(500):
        entry = chooser.choice(entries)
        if chooser.random() < 0.6:
            candidates.add(entry)
            expected.add(entry)
        else:
            candidates.discard(entry)
            expected.discard(entry)
        assert candidates.best() is (max(expected, key=preference) if expected else None)
        assert len(candidates) == len(expected)
        assert (entry in candidates) is (entry in expected)
    middle = sorted(expected, key=preference)[len(expected) // 2]
    candidates.discard_worse_than(middle)
    assert {entry for entry in entries if entry in candidates} == {
        entry for entry in expected if preference(entry) >= preference(middle)
    }
    candidates.clear()
    assert candidates.best() is None

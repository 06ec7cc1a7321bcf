"""Filters of blocks are those of BIP 158, and fast enough for a full block."""

import json
import random
from pathlib import Path

import pytest

from dashcore.crypto.gcs import GcsParams, check_set, encode_set, matches_any
from dashcore.evo.blockfilter import BlockFilter, basic_elements
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.util.hashes import parse_hash
from dashcore.util.serialize import SerializationError

PARAMS = GcsParams(key=bytes(range(16)), p=19, m=784931)


def test_published_vectors(shared_dir: Path) -> None:
    """Filter and header of every published block; all it holds matches."""
    entries = json.loads((shared_dir / "vectors/blockfilters.json").read_text())[1:]
    assert len(entries) == 7
    for _, block_hash, raw, scripts, previous, encoded, header, _ in entries:
        block = Block.deserialize(bytes.fromhex(raw))
        spent = [bytes.fromhex(script) for script in scripts]
        made = BlockFilter(
            BlockHash(parse_hash(block_hash)),
            BlockFilter.of(_with_hash(block, block_hash), spent).encoded,
        )

        assert made.encoded.hex() == encoded
        assert made.header(parse_hash(previous)) == parse_hash(header)
        made.check()
        for element in basic_elements(block, spent):
            assert made.matches_any([element])


def _with_hash(block: Block, block_hash: str) -> Block:
    """The vectors are Bitcoin's, and so are their ids."""
    block.header.remember_hash(BlockHash(parse_hash(block_hash)))
    return block


def test_empty_set() -> None:
    """The empty set is one byte and matches nothing."""
    assert encode_set([], PARAMS) == b"\0"
    assert not matches_any(b"\0", [b"a"], PARAMS)
    check_set(b"\0", PARAMS)


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda _: b""])
def test_wrong_length(change: "object") -> None:
    """A set cut short, or with bytes behind it, is none."""
    data = encode_set([bytes([number]) for number in range(100)], PARAMS)
    assert callable(change)

    with pytest.raises(SerializationError):
        check_set(change(data), PARAMS)


def test_members_match_and_few_others() -> None:
    """No member is missed, whatever the size; of 2000 strangers at most a few seem to be in."""
    rng = random.Random(1)
    data = b""
    for size in (1, 2, 63, 1000):
        members = [rng.randbytes(25) for _ in range(size)]
        data = encode_set(members, PARAMS)
        assert all(matches_any(data, [member], PARAMS) for member in members[:50])
        check_set(data, PARAMS)
    strangers = [rng.randbytes(25) for _ in range(2000)]
    assert sum(matches_any(data, strangers[at : at + 100], PARAMS) for at in range(0, 2000, 100)) <= 2

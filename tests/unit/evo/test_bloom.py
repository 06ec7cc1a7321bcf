"""Bloom filters of light clients, with the figures of BIP 37's own tests."""

import pytest

from dashcore.evo.bloom import MAX_FILTER_SIZE, MAX_HASH_FUNCTIONS, UPDATE_ALL, UPDATE_NONE, BloomFilter, murmur_hash3
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.util.serialize import SerializationError

KEY_HASH = b"\x22" * 20
SCRIPT = Script(b"\x76\xa9\x14" + KEY_HASH + b"\x88\xac")
MEMBERS = [
    "99108ad8ed9bb6274d3980bab5a85c048f0950c8",
    "b5a2c786d9ef4658287ced5914b37a1b4aa32eee",
    "b9300670b4c5366e95b2699e8b18bc75e5f729c5",
]


def make_tx(prevout: OutPoint, script: Script) -> Transaction:
    """Spend an output and pay a script."""
    return Transaction((TxIn(prevout),), (TxOut(Duffs(1000), script),))


@pytest.mark.parametrize(
    ("seed", "data", "expected"),
    [(0, "", 0), (1, "", 0x514E28B7), (0xFFFFFFFF, "", 0x81F16F39), (0, "00000000", 0x2362F9DE), (0, "21", 0x72661CF4)],
)
def test_murmur(seed: int, data: str, expected: int) -> None:
    """The hash is Austin Appleby's."""
    assert murmur_hash3(seed, bytes.fromhex(data)) == expected


def test_insert_and_encode() -> None:
    """Three elements make the bytes that peers expect."""
    bloom = BloomFilter(bytes(3), 5, 0, UPDATE_ALL)
    for member in MEMBERS:
        bloom.insert(bytes.fromhex(member))
    assert bloom.encode().hex() == "03614e9b050000000000000001"
    assert all(bloom.contains(bytes.fromhex(member)) for member in MEMBERS)
    assert not bloom.contains(bytes.fromhex("19108ad8ed9bb6274d3980bab5a85c048f0950c8"))
    assert BloomFilter.decode(bloom.encode()).encode() == bloom.encode()


def test_match_teaches_the_filter_what_is_spent_next() -> None:
    """Only with the flag does the spender of a found output match too."""
    paying = make_tx(OutPoint(TxId(b"\x01" * 32), 0), SCRIPT)
    spending = make_tx(OutPoint(paying.txid, 0), Script(b"\x51"))
    for flags in (UPDATE_ALL, UPDATE_NONE):
        bloom = BloomFilter(bytes(64), 7, 3, flags)
        bloom.insert(KEY_HASH)
        assert bloom.match(paying)
        assert bloom.match(spending) is (flags == UPDATE_ALL)


def test_empty_filter_and_hidden_types() -> None:
    """No bits match everything, but for types that concern no light client."""
    everything = BloomFilter(b"", 1, 0, UPDATE_NONE)
    tx = make_tx(OutPoint(TxId(b"\x01" * 32), 0), SCRIPT)
    assert everything.match(tx)
    commitment = Transaction(tx.inputs, tx.outputs, version=3, type=TxType.QUORUM_COMMITMENT, extra_payload=b"\0")
    assert not everything.match(commitment)


def test_limits() -> None:
    """The bounds are those of the protocol, both inclusive."""
    assert BloomFilter(bytes(MAX_FILTER_SIZE), MAX_HASH_FUNCTIONS, 0, 0).is_within_limits
    assert not BloomFilter(bytes(MAX_FILTER_SIZE + 1), 1, 0, 0).is_within_limits
    assert not BloomFilter(b"", MAX_HASH_FUNCTIONS + 1, 0, 0).is_within_limits
    with pytest.raises(SerializationError):
        BloomFilter.decode(b"\x01\x00\x00")

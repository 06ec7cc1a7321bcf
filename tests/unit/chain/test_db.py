"""Databases: obfuscation, batches, errors."""

from pathlib import Path

import plyvel
import pytest

from dashcore.chain.coins import Coin, CoinChanges, coin_key
from dashcore.chain.coinsdb import CoinsDatabase
from dashcore.chain.db import OBFUSCATE_KEY_NAME, Batch, Database
from dashcore.chain.errors import CorruptDataError, DatabaseError, FatalChainError
from dashcore.chain.evodb import EvoDatabase, evo_key
from dashcore.primitives.transaction import TxOut
from dashcore.primitives.types import BlockHash, Duffs, Script, TxId
from dashcore.util.hashes import NULL_HASH

CACHE = 1 << 20


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 511, 512, 5000])
def test_obfuscation(tmp_path: Path, size: int) -> None:
    """Values are XORed with the stored key on disk, whatever their size, and read back plain."""
    value = bytes(number * 7 % 256 for number in range(size))
    db = Database(tmp_path / "db", cache_size=CACHE, obfuscate=True)
    db.put(b"k", value)
    assert db.get(b"k") == value
    assert dict(db.iterate(b"k")) == {b"k": value}
    db.close()
    raw = plyvel.DB(str(tmp_path / "db"), compression=None)
    key = raw.get(OBFUSCATE_KEY_NAME)[1:]
    stored = raw.get(b"k")
    raw.close()
    assert len(key) == 8
    assert stored == bytes(byte ^ key[at % 8] for at, byte in enumerate(value))
    again = Database(tmp_path / "db", cache_size=CACHE, obfuscate=True)
    assert again.get(b"k") == value
    again.close()


def test_no_key_for_used_databases(tmp_path: Path) -> None:
    """A database with plain values stays plain."""
    plain = Database(tmp_path / "db", cache_size=CACHE)
    assert plain.is_empty()
    plain.put(b"k", b"v")
    plain.close()
    db = Database(tmp_path / "db", cache_size=CACHE, obfuscate=True)
    assert db.get(OBFUSCATE_KEY_NAME) is None
    assert db.get(b"k") == b"v"
    db.close()


def test_batch(tmp_path: Path) -> None:
    """A batch applies in order and as a whole; wiping starts anew."""
    db = Database(tmp_path / "db", cache_size=CACHE)
    batch = Batch()
    batch.put(b"a", b"1")
    batch.put(b"b", b"2")
    batch.delete(b"a")
    batch.delete(b"never")
    assert batch.size_estimate > 0
    db.write(batch, sync=True)
    assert dict(db.iterate()) == {b"b": b"2"}
    db.delete(b"b")
    assert db.get(b"b") is None
    batch.clear()
    assert batch.size_estimate == len(batch.entries) == 0
    db.put(b"c", b"3", sync=True)
    db.compact()
    assert db.estimate_size(b"a", b"z") >= 0
    db.close()
    wiped = Database(tmp_path / "db", cache_size=CACHE, wipe=True)
    assert wiped.is_empty()
    wiped.close()
    wiped.close()


def test_locked(tmp_path: Path) -> None:
    """Two cannot have one database."""
    db = Database(tmp_path / "db", cache_size=CACHE)
    with pytest.raises(DatabaseError, match=r"^Fatal LevelDB error: IO error: lock"):
        Database(tmp_path / "db", cache_size=CACHE)
    db.close()


def test_no_directory(tmp_path: Path) -> None:
    """A path that can be no directory is told."""
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError):
        Database(tmp_path / "file", cache_size=CACHE)


def make_changes(first: int, count: int, block: int) -> CoinChanges:
    """Return changes that add coins."""
    coins: dict[bytes, Coin | None] = {
        coin_key(TxId(bytes([number]) * 32), 0): Coin(TxOut(Duffs(number), Script(b"\x51")), 1, is_coinbase=True)
        for number in range(first, first + count)
    }
    return CoinChanges(coins, set(), BlockHash(bytes([block]) * 32))


def test_heads_while_flushing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flush that breaks off leaves both heads; only the same flush may follow."""
    db = CoinsDatabase(tmp_path / "coins", cache_size=CACHE, batch_size=200)
    db.apply(make_changes(1, 3, 1))
    assert (db.best_block(), db.head_blocks()) == (bytes([1]) * 32, [])
    writes = []

    def stop_at_third(batch: Batch, *, sync: bool = False) -> None:
        writes.append(batch)
        if len(writes) == 3:
            raise DatabaseError("pulled the plug")
        original(batch, sync=sync)

    original = db.database.write
    with monkeypatch.context() as patch:
        patch.setattr(db.database, "write", stop_at_third)
        with pytest.raises(DatabaseError, match="plug"):
            db.apply(make_changes(10, 20, 2))
    assert db.best_block() == NULL_HASH
    assert db.head_blocks() == [bytes([2]) * 32, bytes([1]) * 32]
    with pytest.raises(FatalChainError, match="inconsistent state"):
        db.apply(make_changes(10, 20, 3))
    db.apply(make_changes(10, 20, 2))
    assert (db.best_block(), db.head_blocks()) == (bytes([2]) * 32, [])
    assert sum(1 for _ in db.iterate()) == 23
    db.close()


def test_records_that_are_none(tmp_path: Path) -> None:
    """What is no coin is told as damage; an old format is recognised."""
    db = CoinsDatabase(tmp_path / "coins", cache_size=CACHE)
    key = coin_key(TxId(bytes(32)), 5)
    db.database.put(key, b"\x80")
    with pytest.raises(CorruptDataError):
        db.get(key)
    with pytest.raises(CorruptDataError):
        list(db.iterate())
    assert not db.needs_upgrade()
    db.database.put(b"c" + bytes(32), b"old")
    assert db.needs_upgrade()
    db.close()


def test_evodb_layers(tmp_path: Path) -> None:
    """A block's records count at once, go if it fails, and reach the disk with the coins."""
    db = EvoDatabase(tmp_path / "evodb")
    assert db.is_empty()
    key = evo_key(b"name", b"x")
    assert key == b"\x04namex"
    db.put(key, b"1")
    db.set_best_block(BlockHash(bytes(32)))
    assert db.get(key) == b"1"
    db.rollback()
    assert (db.get(key), db.best_block()) == (None, None)
    db.put(key, b"2")
    db.commit()
    db.delete(key)
    assert db.get(key) is None
    db.rollback()
    assert db.memory_usage() > 0
    db.commit_root()
    assert db.memory_usage() == 0
    db.put(key, b"3")
    db.commit()
    db.close()
    again = EvoDatabase(tmp_path / "evodb")
    assert again.get(key) == b"2"
    again.close()

"""A data directory of dashd is used as it is, and what we write is byte for byte what dashd writes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from dashcore.chain.blockindex import encode_index_record
from dashcore.chain.errors import ChainLoadError, DatabaseError
from dashcore.chain.manager import ChainManager
from dashcore.chain.stats import CoinHashType, compute_coin_stats
from dashcore.chain.txindex import TxIndex
from dashcore.chain.undo import encode_block_undo
from dashcore.primitives.types import BlockHash, TxId
from dashcore.util.hashes import display_hash

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name


def test_open_as_left_by_dashd(make_manager: MakeManager, dashd_dir: Path, basic: Mapping[str, object]) -> None:
    """Tip, all hashes, coins and verification are as dashd recorded them."""
    manager = make_manager(dashd_dir, check_blocks=0, check_level=4)

    assert [display_hash(index.hash) for index in manager.active] == basic["hashes"]
    stats = compute_coin_stats(manager.state.coins_db, manager.find, CoinHashType.HASH_SERIALIZED)
    assert stats.hash is not None
    expected = basic["gettxoutsetinfo_hash_serialized_2"]
    assert isinstance(expected, dict)
    assert display_hash(stats.hash) == expected["hash_serialized_2"]
    assert manager.block_disk_usage() == basic["getblockchaininfo"]["size_on_disk"]  # type: ignore[index]


def test_records_are_dashds(make_manager: MakeManager, dashd_dir: Path) -> None:
    """Encoding what was read gives the bytes that were read."""
    manager = make_manager(dashd_dir)
    state = manager.state
    index_db = state.block_tree_db.database
    for key, data in index_db.iterate(b"b"):
        assert encode_index_record(state.blocks[BlockHash(key[1:])]) == data
    assert state.storage.files[0].encode() == index_db.get(b"f\0\0\0\0")
    for key, coin in state.coins_db.iterate():
        assert coin.encode() == state.coins_db.database.get(key)
    undo_file = (dashd_dir / "blocks" / "rev00000.dat").read_bytes()
    for index in manager.active:
        if index.has_undo:
            encoded = encode_block_undo(state.storage.read_undo(index))
            assert undo_file[index.undo_pos : index.undo_pos + len(encoded)] == encoded


def test_transaction_index_of_dashd(make_manager: MakeManager, dashd_dir: Path) -> None:
    """The index of dashd is used at once and finds every transaction."""
    manager = make_manager(dashd_dir)
    index = TxIndex(manager)
    index.start()
    try:
        assert index.is_synced
        for block_index in manager.active:
            for tx in manager.read_block(block_index).transactions if block_index.height else ():
                assert index.find_tx(tx.txid) == (block_index.hash, tx)
        assert index.find_tx(TxId(bytes(32))) is None
    finally:
        index.close()


def test_transaction_index_catches_up(
    make_manager: MakeManager, tmp_path: Path, dashd_dir: Path, basic_file: Path
) -> None:
    """An index switched on later holds what dashd's holds, but for a branch it never saw."""
    theirs = make_manager(dashd_dir)
    their_index = TxIndex(theirs)
    expected = dict(their_index.db.iterate(b"t"))
    their_index.close()
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks([basic_file])
    index = TxIndex(manager)
    index.start()
    try:
        assert index.wait_until_synced(10)
        assert index.summary().best_block_height == 245
        ours = dict(index.db.iterate(b"t"))
        assert len(ours) == 485
        assert ours.items() <= expected.items()
    finally:
        index.close()


def test_other_network(make_manager: MakeManager, dashd_dir: Path) -> None:
    """The blocks of another network are told apart, and no reindex is suggested."""
    manager = make_manager(dashd_dir, load=False)
    rules = replace(manager.params.consensus, genesis_hash=BlockHash(bytes(32)))
    manager.state.params = replace(manager.params, consensus=rules)

    with pytest.raises(ChainLoadError, match="Wrong datadir for network") as caught:
        manager.load()

    assert not caught.value.can_reindex


def test_held_by_another_process(make_manager: MakeManager, dashd_dir: Path) -> None:
    """A second user of the same directory gets one clear error."""
    make_manager(dashd_dir)
    with pytest.raises((ChainLoadError, DatabaseError)):
        make_manager(dashd_dir)


def test_tip_from_the_future(make_manager: MakeManager, dashd_dir: Path) -> None:
    """A clock that runs behind is told, not taken for damage."""
    manager = make_manager(dashd_dir, load=False)
    manager.state.now = lambda: 1_400_000_000
    with pytest.raises(ChainLoadError, match="appears to be from the future"):
        manager.load()

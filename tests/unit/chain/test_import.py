"""Chains that dashd made are taken in, and give the figures dashd gives."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from dashcore.chain.manager import ChainManager
from dashcore.chain.stats import CoinHashType, CoinStats, compute_block_stats, compute_coin_stats
from dashcore.primitives.types import COIN
from dashcore.util.hashes import display_hash

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name
Facts = Mapping[str, object]


def coin_stats(manager: ChainManager, kind: CoinHashType) -> CoinStats:
    """Flush, then sum up."""
    manager.flush()
    return compute_coin_stats(manager.state.coins_db, manager.find, kind)


def assert_coins_match(manager: ChainManager, facts: Facts) -> None:
    """Compare with both recorded forms of gettxoutsetinfo."""
    for kind in (CoinHashType.HASH_SERIALIZED, CoinHashType.MUHASH):
        expected = cast("Facts", facts[f"gettxoutsetinfo_{kind.value}"])
        stats = coin_stats(manager, kind)
        assert stats.hash is not None
        assert display_hash(stats.hash) == expected[kind.value]
        assert (stats.height, display_hash(stats.best_block)) == (expected["height"], expected["bestblock"])
        assert (stats.outputs, stats.transactions) == (expected["txouts"], expected["transactions"])
        assert stats.bogo_size == expected["bogosize"]
        assert stats.total_amount == Decimal(str(expected["total_amount"])) * COIN


def assert_hashes_match(manager: ChainManager, facts: Facts) -> None:
    """Compare every block of the active chain."""
    hashes = [display_hash(index.hash) for index in manager.active]
    assert hashes == facts["hashes"]


def test_load_block_file(make_manager: MakeManager, tmp_path: Path, basic: Facts, basic_file: Path) -> None:
    """A file of blocks leads to dashd's tip, coins and block statistics."""
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks([basic_file])

    assert_hashes_match(manager, basic)
    assert_coins_match(manager, basic)
    assert [(tip.index.height, tip.branch_length, tip.status) for tip in manager.chain_tips()] == [
        (245, 0, "active"),
        (224, 5, "valid-headers"),
    ]
    assert manager.verify(4, 0)


def test_block_stats(make_manager: MakeManager, tmp_path: Path, basic: Facts, basic_file: Path) -> None:
    """RPC getblockstats is as dashd answers for every recorded block."""
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks([basic_file])

    for height, expected in cast("Mapping[str, Facts]", basic["getblockstats"]).items():
        index = manager.active.at(int(height))
        assert index is not None
        undo = manager.state.storage.read_undo(index) if index.height else []
        stats = asdict(compute_block_stats(manager.read_block(index), undo, index, manager.params.consensus))
        stats["blockhash"] = display_hash(stats["blockhash"])
        stats["feerate_percentiles"] = list(stats["feerate_percentiles"])
        assert stats == expected


def test_reindex(make_manager: MakeManager, tmp_path: Path, basic: Facts, basic_file: Path) -> None:
    """With nothing but the block files, everything else is made anew; the files stay."""
    data_dir = tmp_path / "regtest"
    (data_dir / "blocks").mkdir(parents=True)
    shutil.copy(basic_file, data_dir / "blocks" / "blk00000.dat")
    before = (data_dir / "blocks" / "blk00000.dat").read_bytes()
    manager = make_manager(data_dir, reindex=True)
    assert manager.state.block_tree_db.is_reindexing()

    manager.import_blocks()

    assert not manager.reindexing
    assert_hashes_match(manager, basic)
    assert_coins_match(manager, basic)
    assert (data_dir / "blocks" / "blk00000.dat").read_bytes()[: len(before)] == before


def test_interrupted_reindex_goes_on(make_manager: MakeManager, tmp_path: Path, basic: Facts, basic_file: Path) -> None:
    """A reindex that was cut short is ended by the next start, asked for or not."""
    data_dir = tmp_path / "regtest"
    (data_dir / "blocks").mkdir(parents=True)
    shutil.copy(basic_file, data_dir / "blocks" / "blk00000.dat")
    make_manager(data_dir, reindex=True).close()

    manager = make_manager(data_dir)
    assert manager.reindexing
    manager.import_blocks()

    assert_hashes_match(manager, basic)


def test_reindex_chainstate(make_manager: MakeManager, dashd_dir: Path, basic: Facts) -> None:
    """The coins alone are made anew from dashd's own index and files."""
    manager = make_manager(dashd_dir, reindex_chainstate=True)
    assert manager.active.tip is None
    manager.import_blocks()

    assert_hashes_match(manager, basic)
    assert_coins_match(manager, basic)


def test_blocks_out_of_order(make_manager: MakeManager, tmp_path: Path, basic: Facts, basic_file: Path) -> None:
    """Reindexing takes in children that lie before their parents, in any order of files and places."""
    source = make_manager(tmp_path / "source")
    source.import_blocks([basic_file])
    magic = source.params.magic
    records = []
    for index in source.active:
        data = source.read_block(index).serialize()
        records.append(magic + len(data).to_bytes(4, "little") + data)
    data_dir = tmp_path / "regtest"
    (data_dir / "blocks").mkdir(parents=True)
    (data_dir / "blocks" / "blk00000.dat").write_bytes(b"".join([records[0], *reversed(records[100:])]))
    (data_dir / "blocks" / "blk00001.dat").write_bytes(b"".join(reversed(records[1:100])))

    manager = make_manager(data_dir, reindex=True)
    manager.import_blocks()

    assert_hashes_match(manager, basic)
    assert_coins_match(manager, basic)


@pytest.mark.parametrize("threads", [1, 3])
def test_signed_inputs(make_manager: MakeManager, tmp_path: Path, shared_dir: Path, threads: int) -> None:
    """36,018 signatures verify, on one thread and on several, and give dashd's coins."""
    facts = json.loads((shared_dir / "chains" / "perf.json").read_text())
    manager = make_manager(tmp_path / "regtest", script_threads=threads)
    manager.import_blocks([shared_dir / "chains" / "perf" / "blk00000.dat"])

    assert display_hash(manager.best_block_hash()) == facts["bestblockhash"]
    assert_coins_match(manager, facts)

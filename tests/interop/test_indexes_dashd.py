"""Indexes are dashd's, record by record: either program goes on with what the other wrote."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from dashd_node import MOCKTIME, Dashd, reference_dashd, running

from dashcore.chain.blockfilterindex import BlockFilterIndex
from dashcore.chain.coinstatsindex import CoinStatsIndex
from dashcore.chain.db import Database
from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.consensus.networks import make_regtest_params
from dashcore.util.hashes import display_hash

pytestmark = pytest.mark.interop

ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
SWITCHES = ("-addressindex", "-spentindex", "-timestampindex", "-blockfilterindex", "-coinstatsindex")
_NOTES = b"aups"
_RECORDS = b"ts"


@contextmanager
def our_chain(data_dir: Path) -> Iterator[tuple[ChainManager, BlockFilterIndex, CoinStatsIndex]]:
    """Open a directory with all indexes on."""
    settings = ChainOptions(
        data_dir=data_dir / "regtest",
        check_level=4,
        address_index=True,
        spent_index=True,
        timestamp_index=True,
        filter_indexes=1,
    )
    manager = ChainManager(make_regtest_params(), settings, now=lambda: MOCKTIME)
    manager.load()
    filters, stats = BlockFilterIndex(manager), CoinStatsIndex(manager)
    try:
        for index in (filters, stats):
            index.start()
            index.wait_until_synced(20)
        yield manager, filters, stats
    finally:
        manager.flush()
        for index in (filters, stats):
            index.close()
        manager.close()


def wait_for_indexes(dashd: Dashd) -> None:
    """Wait until dashd has indexed all."""
    count = int(dashd.call("getblockcount"))
    for _ in range(200):
        shown = json.loads(dashd.call("getindexinfo"))
        if all(each["synced"] and each["best_block_height"] == count for each in shown.values()):
            return
        dashd.call("waitfornewblock", "50")
    pytest.fail("dashd does not index")


def records(path: Path, prefixes: bytes) -> dict[bytes, bytes]:
    """Return what a database holds under one-letter prefixes."""
    database = Database(path, cache_size=1 << 20)
    try:
        return {key: value for prefix in prefixes for key, value in database.iterate(bytes((prefix,)))}
    finally:
        database.close()


def indexed(data_dir: Path) -> dict[str, dict[bytes, bytes]]:
    """Return all that indexes wrote below a directory."""
    net = data_dir / "regtest"
    filters = records(net / "indexes" / "blockfilter" / "basic" / "db", _RECORDS)
    return {
        "notes": records(net / "blocks" / "index", _NOTES),
        "stats": records(net / "indexes" / "coinstats" / "db", _RECORDS),
        "filters": filters,
        "place": records(net / "indexes" / "blockfilter" / "basic" / "db", b"PVB"),
        "state": records(net / "indexes" / "coinstats" / "db", b"MB"),
    }


def test_same_records(shared_dir: Path, tmp_path: Path) -> None:
    """Both import the recorded chain, a branch that was left included, and write the same."""
    dashd_path = reference_dashd()
    blocks = shared_dir / "chains" / "basic" / "blk00000.dat"
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    theirs.mkdir()
    with running(dashd_path, theirs, *SWITCHES, f"-loadblock={blocks}") as dashd:
        for _ in range(200):
            if dashd.call("getblockcount") == "245":
                break
            dashd.call("waitforblockheight", "245", "100")
        wait_for_indexes(dashd)
    with our_chain(ours) as (manager, _, _):
        manager.import_blocks([blocks])
        assert manager.active.height == 245

    expected, found = indexed(theirs), indexed(ours)
    assert len(expected["stats"]) > 245
    assert len(expected["notes"]) > 1000
    for name, wanted in expected.items():
        assert found[name] == wanted, name
    folder = Path("regtest/indexes/blockfilter/basic/fltr00000.dat")
    assert (ours / folder).read_bytes() == (theirs / folder).read_bytes()


def test_each_goes_on_with_the_others(tmp_path: Path) -> None:
    """The node leaves blocks that dashd indexed; dashd takes them back, for with these indexes it always does."""
    dashd_path = reference_dashd()
    with running(dashd_path, tmp_path, *SWITCHES) as dashd:
        dashd.call("generatetoaddress", "110", ADDRESS)
        wait_for_indexes(dashd)
        left = dashd.call("getblockhash", "105")
        filter_before = dashd.call("getblockfilter", dashd.call("getblockhash", "104"))
        stats_before = json.loads(dashd.call("gettxoutsetinfo", "muhash", "104"))

    with our_chain(tmp_path) as (manager, filters, stats):
        block = manager.active.at(105)
        assert block is not None
        assert display_hash(block.hash) == left
        manager.invalidate_block(block)
        assert manager.active.height == 104
        assert filters.is_synced
        assert stats.is_synced

    with running(dashd_path, tmp_path, *SWITCHES) as dashd:
        dashd.call("generatetoaddress", "3", "yNPbcFfabtNmmxKdGwhHomdYfVs6gikbPf")
        wait_for_indexes(dashd)
        assert dashd.call("getblockcount") == "113"
        assert dashd.call("getblockfilter", dashd.call("getblockhash", "104")) == filter_before
        assert json.loads(dashd.call("gettxoutsetinfo", "muhash", "104")) == stats_before
        indexed_stats = json.loads(dashd.call("gettxoutsetinfo", "muhash"))
        counted = json.loads(dashd.call("-named", "gettxoutsetinfo", "hash_type=muhash", "use_index=false"))
        assert indexed_stats["muhash"] == counted["muhash"]
        assert len(json.loads(dashd.call("getaddressutxos", json.dumps({"addresses": [ADDRESS]})))) == 110

"""One data directory, two programs: what one leaves behind the other goes on with."""

from pathlib import Path

import pytest
from dashd_node import MOCKTIME, reference_dashd, running

from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.chain.stats import CoinHashType, compute_coin_stats
from dashcore.chain.txindex import TxIndex
from dashcore.consensus.networks import make_regtest_params
from dashcore.util.hashes import display_hash

pytestmark = pytest.mark.interop

ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"


@pytest.fixture
def dashd_path() -> Path:
    """The dashd to compare with."""
    return reference_dashd()


def open_chain(data_dir: Path) -> ChainManager:
    """Open the network's own part of a directory, all blocks verified."""
    settings = ChainOptions(data_dir=data_dir / "regtest", check_blocks=0, check_level=4)
    manager = ChainManager(make_regtest_params(), settings, now=lambda: MOCKTIME)
    manager.load()
    return manager


def coins_of(manager: ChainManager) -> str:
    """Return the hash of the coins, as RPC shows it."""
    manager.flush()
    digest = compute_coin_stats(manager.state.coins_db, manager.find, CoinHashType.HASH_SERIALIZED).hash
    assert digest is not None
    return display_hash(digest)


def test_ours_then_dashd_then_ours(dashd_path: Path, shared_dir: Path, tmp_path: Path) -> None:
    """dashd verifies all we wrote, mines past the deployments, and we verify what it wrote."""  # noqa: D403
    manager = open_chain(tmp_path)
    index = TxIndex(manager)
    index.start()
    manager.import_blocks([shared_dir / "chains" / "basic" / "blk00000.dat"])
    tip, coins = display_hash(manager.best_block_hash()), coins_of(manager)
    txid = manager.read_block(manager.active.at(200) or pytest.fail("no block")).transactions[0].txid
    manager.close()
    index.close()

    with running(dashd_path, tmp_path, "-checkblocks=0", "-checklevel=4") as dashd:
        assert dashd.call("getbestblockhash") == tip
        assert dashd.call("verifychain", "4", "0") == "true"
        assert dashd.coins() == coins
        assert dashd.call("getrawtransaction", display_hash(txid))
        dashd.call("generatetoaddress", "400", ADDRESS)
        tip, coins = dashd.call("getbestblockhash"), dashd.coins()

    again = open_chain(tmp_path)
    assert again.active.height == 645
    assert display_hash(again.best_block_hash()) == tip
    assert coins_of(again) == coins
    assert again.verify(4, 0)
    wrong = again.active.at(430)
    assert wrong is not None
    again.invalidate_block(wrong)
    again.close()

    # From level 3 on the check at start reconsiders what was invalidated.
    with running(dashd_path, tmp_path, "-checkblocks=0", "-checklevel=2") as dashd:
        assert dashd.call("getblockcount") == "429"
        dashd.call("reconsiderblock", display_hash(wrong.hash))
        assert dashd.call("getbestblockhash") == tip
        assert dashd.coins() == coins


def test_dashd_then_ours_then_dashd(dashd_path: Path, tmp_path: Path) -> None:
    """What dashd mined goes through our -reindex-chainstate and back into dashd."""
    with running(dashd_path, tmp_path) as dashd:
        dashd.call("generatetoaddress", "620", ADDRESS)
        tip, coins = dashd.call("getbestblockhash"), dashd.coins()
    settings = ChainOptions(data_dir=tmp_path / "regtest", reindex_chainstate=True)
    manager = ChainManager(make_regtest_params(), settings, now=lambda: MOCKTIME)
    manager.load()
    manager.import_blocks()
    assert display_hash(manager.best_block_hash()) == tip
    assert coins_of(manager) == coins
    manager.close()

    with running(dashd_path, tmp_path, "-checkblocks=0", "-checklevel=4") as dashd:
        assert dashd.call("getbestblockhash") == tip
        assert dashd.coins() == coins
        dashd.call("generatetoaddress", "2", ADDRESS)

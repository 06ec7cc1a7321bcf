"""One data directory, two programs: what one leaves behind the other goes on with.

DASHD_REFERENCE names the dashd to test with; its dash-cli lies beside it.
"""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.chain.stats import CoinHashType, compute_coin_stats
from dashcore.chain.txindex import TxIndex
from dashcore.consensus.networks import make_regtest_params
from dashcore.util.hashes import display_hash

pytestmark = pytest.mark.interop

ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
MOCKTIME = 1_417_760_000  # seconds; behind the recorded chain
START_TIMEOUT_S = 30


class Dashd:
    """A running dashd."""

    def __init__(self, cli: list[str]) -> None:
        self._cli = cli

    def call(self, *args: str) -> str:
        """Call an RPC; return what dash-cli prints."""
        return subprocess.run([*self._cli, *args], check=True, capture_output=True, text=True).stdout.strip()

    def coins(self) -> str:
        """Return the hash of the coins."""
        return str(json.loads(self.call("gettxoutsetinfo"))["hash_serialized_2"])


@pytest.fixture
def dashd_path() -> Path:
    """The dashd to compare with."""
    name = os.environ.get("DASHD_REFERENCE")
    if not name:
        pytest.skip("DASHD_REFERENCE names no dashd")
    return Path(name)


def free_port() -> int:
    """Return a port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(dashd: Path, data_dir: Path, *args: str) -> Iterator[Dashd]:
    """Run dashd on a directory until the block ends."""
    rpc_port = free_port()
    process = subprocess.Popen(
        [
            str(dashd),
            "-regtest",
            f"-datadir={data_dir}",
            f"-rpcport={rpc_port}",
            f"-port={free_port()}",
            "-listen=0",
            "-disablewallet",
            f"-mocktime={MOCKTIME}",
            *args,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    cli = [str(dashd.with_name("dash-cli")), "-regtest", f"-datadir={data_dir}", f"-rpcport={rpc_port}"]
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while subprocess.run([*cli, "getblockcount"], check=False, capture_output=True).returncode != 0:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            assert time.monotonic() < deadline, "dashd does not answer"
        node = Dashd(cli)
        yield node
        node.call("stop")
        assert process.wait(START_TIMEOUT_S) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


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

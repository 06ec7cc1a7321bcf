"""dash-node killed at random moments of an import and of mining: it always finds its chain again, and every block it had."""

import json
import re
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from cuts import DEADLINE_S, kill, nothing_left, pause
from framework import Node, Rpc, RpcFailureError, wait_until
from processes import pid_of

pytestmark = pytest.mark.functional

SHORT, LONG = 4, 100
IMPORT_LIVES_FOR_S, MINER_LIVES_FOR_S = 1.6, 0.5
ANYONE = "raw(51)#8lvh9jxk"
SMALL_CACHES = ("-dbcache=4", "-dbbatchsize=20000", "-disablewallet")  # flushes are frequent, and take several writes
THOROUGH = ("-checkblocks=0", "-checklevel=4")

_HEIGHT = re.compile(r"UpdateTip: new best=([0-9a-f]{64}) height=(\d+) ")


def tip_of(chain: Path) -> str:
    """Id of the last block of a recorded chain."""
    return str(json.loads(chain.with_suffix(".json").read_text())["bestblockhash"])


def connected(node: Node) -> dict[int, str]:
    """The blocks that the log says were connected since it was looked at last, by height."""
    log = node.net_dir / "debug.log"
    if not log.exists():
        return {}
    found = {int(match[2]): match[1] for match in _HEIGHT.finditer(node.debug_log())}
    log.unlink()
    return found


def has_begun(node: Node) -> bool:
    """Whether an import connects blocks, or is over."""
    log = node.debug_log() if (node.net_dir / "debug.log").exists() else ""
    return _HEIGHT.search(log) is not None or "loadblk thread exit" in log


class _Import:
    """One data directory after the other, filled from a file and killed meanwhile.

    Args (constructor):
        tip: id of the last block of the file.
    """

    def __init__(self, base: Path, source: Path, tip: str, rng: Random) -> None:
        self._base = base
        self._source = source
        self._tip = tip
        self._rng = rng
        self._count = 0
        self.kills = 0
        self.during_import = 0  # kills between the first block and the last

    def run(self, kills: int) -> None:
        """Fill directories until there were so many kills; then fill the last one to its end."""
        while self.kills < kills:
            self._count += 1
            node = Node(self._base / f"import{self._count}", "dash-node")
            try:
                self._fill(node, kills)
            finally:
                node.kill()

    def _fill(self, node: Node, kills: int) -> None:
        known: dict[int, str] = {}
        words: tuple[str, ...] = ()
        while self.kills < kills and self._tip not in known.values():
            words = ("-reindex",) if known and not words and self._rng.random() < 0.1 else ()
            node.launch(f"-loadblock={self._source}", *SMALL_CACHES, *words)
            if self._rng.random() < 0.75:  # else it may die before it has begun
                wait_until(lambda: has_begun(node))
            pause(self._rng, IMPORT_LIVES_FOR_S)
            kill(pid_of(node), stop_first=self._rng.random() < 0.3, rng=self._rng)
            node.wait()
            self.kills += 1
            found = connected(node)
            self.during_import += bool(found) and self._tip not in found.values()
            known |= found
        node.start(*SMALL_CACHES, *THOROUGH)
        wait_until(lambda: node.rpc.getmempoolinfo()["loaded"])
        for height, block_hash in known.items():
            assert node.rpc.getblockhash(height) == block_hash, height
        node.stop()
        node.launch(f"-loadblock={self._source}", *SMALL_CACHES, "-stopafterblockimport")
        assert node.wait() == 0
        node.start(*SMALL_CACHES)
        assert node.rpc.getbestblockhash() == self._tip
        assert node.rpc.verifychain(4, 0) is True
        node.stop()


def mine(rpc: Rpc, promised: list[str]) -> None:
    """Mine until the line goes dead."""
    while True:
        promised += rpc.generatetodescriptor(1, ANYONE)


def reorganise(rpc: Rpc, _promised: list[str]) -> None:
    """Leave the last blocks and come back to them, until the line goes dead."""
    while True:
        height = rpc.getblockcount()
        block_hash = rpc.getblockhash(max(1, height - 3))
        try:
            rpc.invalidateblock(block_hash)
        finally:
            rpc.reconsiderblock(block_hash)


def work(node: Node, promised: list[str]) -> list[threading.Thread]:
    """Start threads that mine and reorganise."""

    def until_dead(job: Callable[[Rpc, list[str]], None], rpc: Rpc) -> None:
        while True:
            try:
                job(rpc, promised)
            except RpcFailureError:
                continue  # the tip moved under the call
            except OSError:
                return

    threads = [
        threading.Thread(target=until_dead, args=(job, node.connect()), daemon=True) for job in (mine, reorganise)
    ]
    for thread in threads:
        thread.start()
    return threads


def check_nothing_lost(node: Node, promised: list[str]) -> None:
    """Every block that was answered with is stored, and in the chain unless it was left by hand."""
    for tip in node.rpc.getchaintips():
        if tip["status"] == "invalid":
            node.rpc.reconsiderblock(tip["hash"])
    for block_hash in promised:
        header = node.rpc.getblockheader(block_hash)
        assert header["nTx"] > 0, block_hash
        assert node.rpc.getblock(block_hash, 0)
    tips = node.rpc.getchaintips()
    highest = max(tip["height"] for tip in tips)
    assert next(tip for tip in tips if tip["status"] == "active")["height"] == highest
    assert node.rpc.verifychain(4, 0) is True


def kill_miner(base: Path, kills: int, seed: int) -> None:
    """Kill a node that mines and reorganises, again and again."""
    rng = Random(seed)
    node = Node(base / "miner", "dash-node")
    promised: list[str] = []
    try:
        with nothing_left():
            for _ in range(kills):
                node.start(*SMALL_CACHES, "-checkblockindex=1", "-checkmempool=1")
                check_nothing_lost(node, promised)
                promised.clear()
                threads = work(node, promised)
                pause(rng, MINER_LIVES_FOR_S)
                kill(pid_of(node), stop_first=rng.random() < 0.3, rng=rng)
                node.wait()
                for thread in threads:
                    thread.join(DEADLINE_S)
                    assert not thread.is_alive()
        node.start(*SMALL_CACHES)
        check_nothing_lost(node, promised)
        node.stop()
    finally:
        node.kill()


@pytest.mark.timeout(180)
def test_import_short(tmp_path: Path, shared_dir: Path) -> None:
    """A few deaths, always at the same moments."""
    chain = shared_dir / "chains" / "basic"
    _Import(tmp_path, chain / "blk00000.dat", tip_of(chain), Random(1)).run(SHORT)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_import_long(tmp_path: Path, shared_dir: Path) -> None:
    """Many deaths, at other moments each time."""
    chain = shared_dir / "chains" / "perf"
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    imports = _Import(tmp_path, chain / "blk00000.dat", tip_of(chain), Random(seed))
    imports.run(LONG)
    assert imports.during_import > LONG / 4


@pytest.mark.timeout(180)
def test_mining_short(tmp_path: Path) -> None:
    """A few deaths, always at the same moments."""
    kill_miner(tmp_path, SHORT, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_mining_long(tmp_path: Path) -> None:
    """Many deaths, at other moments each time."""
    seed = Random().randrange(1 << 32)
    sys.stdout.write(f"seed {seed}\n")
    kill_miner(tmp_path, LONG, seed)

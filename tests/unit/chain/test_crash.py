"""Killed at any moment, a node finds its chain again: nothing lost that was flushed, nothing half done."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dashcore.chain.manager import ChainManager
from dashcore.chain.stats import CoinHashType, compute_coin_stats
from dashcore.util.hashes import display_hash

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name

# Takes blocks in one by one, flushes often in tiny batches, goes to the stale branch and
# back, and kills itself before or after the write whose number it is given.
WORKER = """
import os, signal, sys
from pathlib import Path
from dashcore.chain.db import Database
from dashcore.chain.flatfile import FlatFiles
from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.consensus.networks import make_regtest_params

folder, source, fatal = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
writes = 0

def counted(write):
    def run(*args, **kwargs):
        global writes
        writes += 1
        if writes * 2 == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        write(*args, **kwargs)
        if writes * 2 + 1 == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
    return run

Database.write = counted(Database.write)
FlatFiles.write = counted(FlatFiles.write)
FlatFiles.flush = counted(FlatFiles.flush)

def make(name, **options):
    manager = ChainManager(make_regtest_params(), ChainOptions(data_dir=folder / name, **options), now=lambda: 1417800000)
    manager.load()
    return manager

print("ready", flush=True)
manager = make("regtest", db_batch_size=2000)
manager.import_blocks([source])
manager.flush()
print("writes", writes, flush=True)
wrong = manager.active.at(220)
manager.invalidate_block(wrong)
manager.flush()
manager.reconsider_block(wrong)
manager.close()
print("writes", writes, flush=True)
"""


def run_worker(folder: Path, source: Path, fatal: int) -> subprocess.CompletedProcess[str]:
    """Run the worker until it ends or kills itself."""
    return subprocess.run(
        [sys.executable, "-c", WORKER, str(folder), str(source), str(fatal)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def assert_whole(manager: ChainManager, basic: Mapping[str, object]) -> None:
    """Tip, coins and undo data are those of a chain that was never interrupted."""
    assert display_hash(manager.best_block_hash()) == basic["bestblockhash"]
    manager.flush()
    stats = compute_coin_stats(manager.state.coins_db, manager.find, CoinHashType.MUHASH)
    expected = basic["gettxoutsetinfo_muhash"]
    assert isinstance(expected, dict)
    assert stats.hash is not None
    assert display_hash(stats.hash) == expected["muhash"]
    assert manager.verify(4, 0)


@pytest.fixture(scope="session")
def write_counts(basic_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int]:
    """Number of writes until the chain was imported, and in all."""
    done = run_worker(tmp_path_factory.mktemp("whole"), basic_file, -1)
    assert done.returncode == 0, done.stderr
    imported, total = (int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("writes"))
    return imported, total


@pytest.mark.parametrize("part", range(10))
def test_killed_in_a_flush(
    make_manager: MakeManager,
    tmp_path: Path,
    basic: Mapping[str, object],
    basic_file: Path,
    write_counts: tuple[int, int],
    part: int,
) -> None:
    """Between any two writes of the flushes and of the reorganisation, death leaves a chain that can go on."""
    imported, total = write_counts
    first = imported - 24  # the last block, then the flush
    fatal = 2 * first + (2 * (total - first) * part) // 10 + part % 2
    done = run_worker(tmp_path, basic_file, fatal)
    assert done.returncode == -9, done.stderr

    manager = make_manager(tmp_path / "regtest", check_blocks=0, check_level=4)
    manager.import_blocks([basic_file])
    wrong = manager.active.at(220)
    assert wrong is not None
    if display_hash(manager.best_block_hash()) != basic["bestblockhash"]:
        failed = [each.index for each in manager.chain_tips() if each.status == "invalid"]
        manager.reconsider_block(failed[0])

    assert_whole(manager, basic)


@pytest.mark.parametrize("delay_ms", [5, 40, 90])
def test_killed_at_any_time(
    make_manager: MakeManager, tmp_path: Path, basic: Mapping[str, object], basic_file: Path, delay_ms: int
) -> None:
    """A kill from outside, whenever it comes, is survived too."""
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, str(tmp_path), str(basic_file), "-1"], stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        deadline = time.monotonic() + delay_ms / 1000
        while time.monotonic() < deadline and worker.poll() is None:
            pass
        worker.kill()

    manager = make_manager(tmp_path / "regtest", check_blocks=0, check_level=4)
    manager.import_blocks([basic_file])
    failed = [each.index for each in manager.chain_tips() if each.status == "invalid"]
    if failed:
        manager.reconsider_block(failed[0])

    assert_whole(manager, basic)


def test_evodb_behind_the_coins(
    make_manager: MakeManager, tmp_path: Path, grow: Callable[[ChainManager, int], object]
) -> None:
    """Death after the coins were written and before evodb was: its records are made up for."""
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks()
    grow(manager, 440)
    manager.flush()
    behind = manager.best_block_hash()
    grow(manager, 5)
    state = manager.state
    state.storage.flush()
    state.block_tree_db.write([(0, state.storage.files[0])], 0, state.dirty)
    state.coins.flush()
    tip = manager.best_block_hash()
    manager.close(flush=False)

    again = make_manager(tmp_path / "regtest", check_blocks=20, check_level=4)

    assert again.best_block_hash() == tip
    assert again.state.evodb.best_block() == tip != behind
    grow(again, 1)


UNFLUSHED = """
import os, signal, sys
from pathlib import Path
from dashcore.chain.manager import ChainManager
from dashcore.chain.options import ChainOptions
from dashcore.consensus.networks import make_regtest_params

folder, source = Path(sys.argv[1]), Path(sys.argv[2])
manager = ChainManager(make_regtest_params(), ChainOptions(data_dir=folder / "regtest"), now=lambda: 1417800000)
manager.load()
manager.import_blocks([source])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("lost", [0, 100])
def test_blocks_never_flushed_are_found_again(
    shared_dir: Path, tmp_path: Path, make_manager: MakeManager, lost: int
) -> None:
    """Killed before anything but block files was written, the chain is whole after the restart.

    What was not written to its end (`lost` bytes) is left out, and overwritten by what comes next.
    """
    source = shared_dir / "chains" / "basic" / "blk00000.dat"
    subprocess.run([sys.executable, "-c", UNFLUSHED, tmp_path, source], check=False, capture_output=True)
    stored = tmp_path / "regtest" / "blocks" / "blk00000.dat"
    end = len(stored.read_bytes().rstrip(b"\0"))
    with stored.open("r+b") as file:
        file.seek(end - lost)
        file.write(bytes(lost))
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks()

    assert len(manager.state.blocks) == 251 - bool(lost)
    assert manager.active.height == 245 - bool(lost)
    manager.import_blocks([source])
    assert len(manager.state.blocks) == 251
    assert manager.active.height == 245
    manager.close()
    assert make_manager(tmp_path / "regtest").active.height == 245

"""Damaged files, a full disk, a directory in use: a clear error each, and nothing lost."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Node, Nodes, StartFailedError, executable, wait_until

pytestmark = pytest.mark.functional

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
MAGIC = bytes.fromhex("fcc1b7dc")  # of regtest
TMPFS_MIB = 150  # the start asks for 50
TIP = "362cc658f7f58c135a77ae7d829debfd04e3758340313d2155094ecfd55a68ff"


@pytest.fixture
def blocks(shared_dir: Path) -> bytearray:
    """A file of dashd's: 251 blocks."""
    return bytearray((shared_dir / "chains" / "basic" / "blk00000.dat").read_bytes())


def block_offsets(data: bytes | bytearray) -> list[int]:
    """Where blocks begin, before their magic."""
    found, at = [], 0
    while data[at : at + 4] == MAGIC:
        found.append(at)
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "little")
    return found


def load(nodes: Nodes, tmp_path: Path, data: bytes | bytearray) -> Node:
    """Start a node that reads a block file, and wait until it did."""
    path = tmp_path / "bootstrap.dat"
    path.write_bytes(data)
    node = nodes.start("-disablewallet", "-debug=reindex", "-debug=validation", f"-loadblock={path}")
    wait_until(lambda: node.rpc.getmempoolinfo()["loaded"])  # which comes after the blocks
    return node


def reload(node: Node, shared_dir: Path) -> None:
    """Give the node the whole file: it ends at the tip, whatever it read before."""
    node.stop()
    node.start("-disablewallet", f"-loadblock={shared_dir / 'chains' / 'basic' / 'blk00000.dat'}")
    wait_until(lambda: node.rpc.getbestblockhash() == TIP)
    node.stop()


def test_truncated_blocks(nodes: Nodes, tmp_path: Path, blocks: bytearray, shared_dir: Path) -> None:
    """All whole blocks are taken, the cut one is not; the rest comes from the whole file."""
    cut = block_offsets(blocks)[100] + 50
    node = load(nodes, tmp_path, blocks[:cut])
    assert 90 <= node.rpc.getblockcount() <= 99
    reload(node, shared_dir)


@pytest.mark.parametrize("before_end", [10, 30, 60, 90])
def test_flipped_bit(nodes: Nodes, tmp_path: Path, blocks: bytearray, shared_dir: Path, before_end: int) -> None:
    """A block with a wrong bit is refused, the log tells why, and the node goes on."""
    blocks[block_offsets(blocks)[101] - before_end] ^= 0x04
    node = load(nodes, tmp_path, blocks)
    assert node.rpc.getblockcount() == 99
    said = node.debug_log()
    assert any(words in said for words in ("bad-txnmrklroot", "unexpected data at file offset", "high-hash"))
    reload(node, shared_dir)


def test_wrong_magic(nodes: Nodes, tmp_path: Path, blocks: bytearray, shared_dir: Path) -> None:
    """Another network's file, and no block file at all, hold nothing for this one."""
    node = load(nodes, tmp_path, bytes(blocks).replace(MAGIC, bytes.fromhex("bf0c6bbd")))
    assert node.rpc.getblockcount() == 0
    node.stop()
    (tmp_path / "noise").write_bytes(os.urandom(100_000))
    node.start("-disablewallet", f"-loadblock={tmp_path / 'noise'}")
    assert node.rpc.getblockcount() == 0
    reload(node, shared_dir)


def test_own_block_file_damaged(nodes: Nodes) -> None:
    """A bit flipped in the node's own block file is found at the start, which says how to recover."""
    node = nodes.start("-disablewallet")
    node.rpc.generatetoaddress(5, MINER)
    tip = node.rpc.getbestblockhash()
    node.stop()
    path = node.net_dir / "blocks" / "blk00000.dat"
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[block_offsets(whole)[5] + 8 + 60] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(StartFailedError) as caught:
        node.start("-disablewallet")
    assert caught.value.status == 1
    assert caught.value.stderr == (
        ": Corrupted block database detected.\nPlease restart with -reindex or -reindex-chainstate to recover.\n"
    )
    path.write_bytes(whole)
    node.start("-disablewallet")
    assert node.rpc.getbestblockhash() == tip
    node.stop()


def test_second_node(nodes: Nodes) -> None:
    """A second node on the directory of a living one, wallets and all: refused; the first goes on."""
    node = nodes.start()
    second = subprocess.run(
        [executable("dash-node"), f"-datadir={node.datadir}", "-rpcport=1"],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    assert second.returncode == 1
    assert second.stderr == (
        f"Error: Cannot obtain a lock on data directory {node.net_dir}. Dash Core is probably already running.\n"
    )
    assert node.rpc.listwallets() == []
    node.stop()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little room; skips where none may be mounted."""
    if os.geteuid() != 0:
        pytest.skip("only root mounts a tmpfs")
    place = tmp_path / "small"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MIB}m", "tmpfs", str(place)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"cannot mount a tmpfs: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, leave: int) -> Path:
    """Fill a disk but for `leave` bytes."""
    ballast = place / "ballast"
    room = os.statvfs(place)
    ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - leave))
    return ballast


def test_full_disk_at_start(nodes: Nodes, small_disk: Path) -> None:
    """Too little room to begin with: the words of dashd, status 1; with room it starts."""
    node = nodes.make(datadir=small_disk / "node")
    ballast = fill(small_disk, 30 << 20)
    with pytest.raises(StartFailedError) as caught:
        node.start("-disablewallet")
    assert caught.value.status == 1
    assert "Disk space is" in caught.value.stderr
    assert "Traceback" not in caught.value.stderr
    ballast.unlink()


def test_full_disk_while_running(nodes: Nodes, small_disk: Path) -> None:
    """The disk fills up under a running node: it stops with an error; with room again nothing is lost."""
    node = nodes.make(datadir=small_disk / "node")
    try:
        node.start("-disablewallet", "-checkblocks=0")
    except StartFailedError as error:
        pytest.skip(f"the disk is too small to begin with: {error.stderr}")
    node.rpc.generatetoaddress(20, MINER)
    node.rpc.gettxoutsetinfo()  # puts the chain on disk
    kept = node.rpc.getbestblockhash()
    ballast = fill(small_disk, 4096)
    node.rpc.stop()
    status = node.wait()
    said = node.stderr()
    assert "Traceback" not in said
    assert status == 0 or "Error: " in said
    ballast.unlink()
    node.start("-disablewallet")
    assert node.rpc.getblockhash(20) == kept
    node.stop()

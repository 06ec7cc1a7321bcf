"""Damaged files, a full disk: each is told clearly, and none becomes a verdict about a block."""

import errno
import logging
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import plyvel
import pytest

from dashcore.chain.chainstate import ChainState
from dashcore.chain.errors import ChainLoadError, CorruptDataError, DatabaseError, DiskSpaceError, FatalChainError
from dashcore.chain.flatfile import FilePosition
from dashcore.chain.manager import ChainManager
from dashcore.primitives.block import Block
from dashcore.util.hashes import display_hash

MakeManager = Callable[..., ChainManager]  # type: ignore[explicit-any] # options go by name
Mine = Callable[..., Block]  # type: ignore[explicit-any] # likewise


def offset_of(manager: ChainManager, height: int) -> int:
    """Return where the data of an active block begins in its file."""
    index = manager.active.at(height)
    assert index is not None
    return index.data_pos


@pytest.fixture
def offsets(make_manager: MakeManager, dashd_dir: Path) -> Callable[[int], int]:
    """Offsets of blocks in the recorded file."""
    manager = make_manager(dashd_dir, check_level=0)
    places = {index.height: index.data_pos for index in manager.active}
    manager.close()
    return places.__getitem__


def import_changed(make_manager: MakeManager, tmp_path: Path, data: bytes) -> ChainManager:
    """Import bytes as a file of blocks."""
    file = tmp_path / "changed.dat"
    file.write_bytes(data)
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks([file])
    return manager


def test_truncated_file(
    make_manager: MakeManager, tmp_path: Path, basic_file: Path, offsets: Callable[[int], int]
) -> None:
    """A file cut in the middle of a block gives all blocks before it."""
    data = basic_file.read_bytes()[: offsets(150) + 100]
    assert import_changed(make_manager, tmp_path, data).active.height == 149


@pytest.mark.parametrize("at", [0, 8, 60])
def test_flipped_bit_in_a_record(
    make_manager: MakeManager, tmp_path: Path, basic_file: Path, offsets: Callable[[int], int], at: int
) -> None:
    """A bit flipped in magic or header loses that block; a good copy of the file mends it."""
    data = bytearray(basic_file.read_bytes())
    data[offsets(150) - 8 + at] ^= 1
    manager = import_changed(make_manager, tmp_path, bytes(data))
    assert manager.active.height == 149

    manager.import_blocks([basic_file])

    assert manager.active.height == 245


@pytest.mark.parametrize(("change", "height"), [(1, 245), (-1, 149), (1 << 30, 149)])
def test_wrong_length(
    make_manager: MakeManager,
    tmp_path: Path,
    basic_file: Path,
    offsets: Callable[[int], int],
    change: int,
    height: int,
) -> None:
    """A length a little too great does no harm; one too small or absurd loses the block."""
    data = bytearray(basic_file.read_bytes())
    at = offsets(150) - 4
    data[at : at + 4] = (int.from_bytes(data[at : at + 4], "little") + change).to_bytes(4, "little")
    assert import_changed(make_manager, tmp_path, bytes(data)).active.height == height


def test_flipped_bit_in_a_transaction(
    make_manager: MakeManager, tmp_path: Path, basic_file: Path, offsets: Callable[[int], int]
) -> None:
    """A block whose transactions do not match its header is no verdict on the header."""
    data = bytearray(basic_file.read_bytes())
    data[offsets(150) + 150] ^= 1
    manager = import_changed(make_manager, tmp_path, bytes(data))
    assert manager.active.height == 149
    assert all(tip.status != "invalid" for tip in manager.chain_tips())

    manager.import_blocks([basic_file])

    assert manager.active.height == 245


def test_no_blocks_at_all(make_manager: MakeManager, tmp_path: Path) -> None:
    """Garbage, an empty file and a missing one are stepped over."""
    manager = import_changed(make_manager, tmp_path, os.urandom(20_000))
    (tmp_path / "empty.dat").touch()
    manager.import_blocks([tmp_path / "empty.dat", tmp_path / "missing.dat"])
    assert manager.active.height == 0


def test_wrong_network(make_manager: MakeManager, tmp_path: Path, basic_file: Path) -> None:
    """The magic of another network is no start of a block."""
    manager = make_manager(tmp_path / "regtest")
    data = basic_file.read_bytes().replace(manager.params.magic, b"\xbf\x0c\x6b\xbd")
    (tmp_path / "other.dat").write_bytes(data)
    manager.import_blocks([tmp_path / "other.dat"])
    assert manager.active.height == 0


def damage(path: Path, offset: int) -> None:
    """Flip a bit of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


@pytest.mark.parametrize(("name", "place"), [("blk00000.dat", "data_pos"), ("rev00000.dat", "undo_pos")])
def test_damage_found_at_start(
    make_manager: MakeManager, dashd_dir: Path, caplog: pytest.LogCaptureFixture, name: str, place: str
) -> None:
    """A stored block or its undo data that changed on disk is found by the check at start."""
    manager = make_manager(dashd_dir, check_level=0)
    index = manager.active.at(243)
    assert index is not None
    at = int(getattr(index, place))
    manager.close()
    damage(dashd_dir / "blocks" / name, at + 2)
    caplog.set_level(logging.INFO)

    with pytest.raises(ChainLoadError, match="Corrupted block database detected"):
        make_manager(dashd_dir)

    assert "VerifyDB" in caplog.text


def test_read_refuses_what_it_did_not_write(make_manager: MakeManager, dashd_dir: Path) -> None:
    """Reading a block checks that it is the one asked for."""
    manager = make_manager(dashd_dir)
    index, other = manager.active.at(243), manager.active.at(242)
    assert index is not None
    assert other is not None
    index.data_pos = other.data_pos
    with pytest.raises(CorruptDataError, match="doesn't match index"):
        manager.read_block(index)
    index.data_pos = 12_345
    with pytest.raises(CorruptDataError, match="no record of this network"):
        manager.read_block(index)
    index.data_pos = 1 << 30
    with pytest.raises(CorruptDataError):
        manager.read_block(index)
    (dashd_dir / "blocks" / "blk00000.dat").unlink()
    with pytest.raises(CorruptDataError, match="Unable to open file"):
        manager.read_block(other)


def test_missing_block_file(make_manager: MakeManager, dashd_dir: Path) -> None:
    """A block file that is gone is missed at start."""
    (dashd_dir / "blocks" / "blk00000.dat").unlink()
    with pytest.raises(ChainLoadError, match="Error loading block database") as caught:
        make_manager(dashd_dir)
    assert caught.value.can_reindex


@pytest.mark.parametrize(
    ("name", "text"),
    [("blocks/index", "Error loading block database"), ("chainstate", "Error opening block database")],
)
def test_damaged_tables(make_manager: MakeManager, dashd_dir: Path, name: str, text: str) -> None:
    """Damage that shows only when it is read: among the headers, or the coins that are verified."""
    store = dashd_dir / name
    with plyvel.DB(str(store)) as database:
        database.compact_range()
    for table in store.glob("*.ldb"):
        data = bytearray(table.read_bytes())
        for at in range(100, len(data) - 1000, 200):
            data[at] ^= 0xFF
        table.write_bytes(data)
    with pytest.raises(ChainLoadError, match=text):
        make_manager(dashd_dir, check_level=4, check_blocks=200)


@pytest.mark.parametrize("store", ["chainstate", "blocks/index"])
def test_damaged_database(make_manager: MakeManager, dashd_dir: Path, store: str) -> None:
    """A LevelDB file that changed is refused, not used."""
    log = next((dashd_dir / store).glob("*.log"))
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 0xFF
    log.write_bytes(data)
    with pytest.raises((ChainLoadError, DatabaseError)):
        make_manager(dashd_dir)


class Stopper:
    """Notes why the node was stopped."""

    def __init__(self) -> None:
        self.fatal: list[tuple[str, str]] = []

    def fatal_error(self, message: str, user_message: str) -> None:
        """Note it."""
        self.fatal.append((message, user_message))

    def shutdown_requested(self) -> bool:
        """Whether something fatal was noted."""
        return bool(self.fatal)

    def request_shutdown(self) -> None:
        """Do nothing."""

    def show_progress(self, title: str, percent: int) -> None:
        """Do nothing."""

    def warn(self, message: str) -> None:
        """Do nothing."""


def test_reserve_is_kept(manager: ChainManager, mine: Mine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less free disk than the reserve stops the node before the disk is full; the block is not condemned."""
    stopper = Stopper()
    manager.state.shutdown = stopper
    manager.state.storage.files[0].size = manager.state.storage.block_files.chunk_size - 10
    free = SimpleNamespace(f_bavail=1_000, f_frsize=1_000)
    monkeypatch.setattr(os, "statvfs", lambda _path: free)
    block = mine(manager)

    with pytest.raises(DiskSpaceError, match="Disk space is too low!"):
        manager.process_new_block(block, force=True)

    assert stopper.fatal == [("Disk space is too low!", "Disk space is too low!")]
    index = manager.find(block.hash)
    assert index is not None
    assert index.is_valid(2)
    assert not index.has_data


def test_full_disk(make_manager: MakeManager, tmp_path: Path, mine: Mine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that finds no room stops the node; with room again the same directory goes on."""
    manager = make_manager(tmp_path / "regtest")
    manager.import_blocks()
    manager.flush()
    stopper = Stopper()
    manager.state.shutdown = stopper
    block = mine(manager)

    def no_room(_handle: int, _data: bytes, _offset: int) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", no_room)
        with pytest.raises(DiskSpaceError, match="No space left on device"):
            manager.process_new_block(block, force=True)
    assert len(stopper.fatal) == 1
    manager.close(flush=False)

    again = make_manager(tmp_path / "regtest")
    again.import_blocks()
    again.process_new_block(block, force=True)
    assert again.best_block_hash() == block.hash


def test_corrupt_block_stops_the_node(make_manager: MakeManager, dashd_dir: Path) -> None:
    """A stored block that changed is a fault of this machine when it is to be connected, not of its sender."""
    manager = make_manager(dashd_dir, check_level=0)
    stopper = Stopper()
    manager.state.shutdown = stopper
    stale = next(each.index for each in manager.chain_tips() if each.status != "active")
    manager.reconsider_block(stale)
    damage(dashd_dir / "blocks" / "blk00000.dat", stale.data_pos + 120)
    index = manager.active.find_fork(stale)
    assert index is not None
    wrong = manager.active.at(index.height + 1)
    assert wrong is not None

    with pytest.raises(FatalChainError, match="Corrupt block found indicating potential hardware failure"):
        manager.invalidate_block(wrong)

    assert display_hash(stale.hash)
    assert not stale.status & 32
    assert len(stopper.fatal) == 1


def test_files_roll_over_and_are_pruned(
    make_manager: MakeManager, tmp_path: Path, basic_file: Path, grow: Callable[[ChainManager, int], object]
) -> None:
    """Small files follow one another; old ones go when asked, their blocks are known as pruned, undo included."""
    manager = make_manager(tmp_path / "regtest", fast_prune=True, prune_target=0)
    manager.import_blocks([basic_file])
    state: ChainState = manager.state
    end = state.storage.files[0].last_height
    grow(manager, end + 290 - manager.active.height)
    assert state.storage.last_file >= 2
    first = state.storage.block_files.path(0)
    assert first.stat().st_size == state.storage.files[0].size <= 0x10000

    manager.prune_to_height(end)

    assert not first.exists()
    assert not state.storage.undo_files.path(0).exists()
    pruned = manager.active.at(50)
    assert pruned is not None
    assert manager.is_pruned(pruned)
    tip = manager.active.tip
    assert tip is not None
    lowest = manager.first_stored_block(tip)
    assert 0 < lowest.height <= end + 1
    manager.close()
    with pytest.raises(ChainLoadError, match="to go back to unpruned mode"):
        make_manager(tmp_path / "regtest", fast_prune=True)
    again = make_manager(tmp_path / "regtest", fast_prune=True, prune_target=0)
    assert again.have_pruned
    assert again.active.height == end + 290


def test_preallocation(manager: ChainManager) -> None:
    """Files grow in the chunks dashd uses."""
    storage = manager.state.storage
    assert storage.block_files.path(0).stat().st_size == 16 << 20
    assert storage.undo_files.allocate(FilePosition(0, 0), 100) == 1 << 20
    assert storage.undo_files.allocate(FilePosition(0, 100), 100) == 0

"""One node to a data directory."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dashcore.common.clock import Clock
from dashcore.common.datadir import has_disk_space, is_writable, lock_data_directory, lock_directory
from dashcore.common.errors import InitError
from dashcore.common.version import format_subversion, format_version

_OTHER = """
import sys
from pathlib import Path
from dashcore.common.datadir import lock_data_directory
try:
    lock_data_directory(Path(sys.argv[1]))
except Exception as error:
    print(error)
"""


def test_second_node(tmp_path: Path) -> None:
    """Another process gets dashd's error; after the lock is closed it gets the directory."""
    command = [sys.executable, "-c", _OTHER, str(tmp_path)]
    with lock_data_directory(tmp_path):
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert out == (f"Cannot obtain a lock on data directory {tmp_path}. Dash Core is probably already running.\n")
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


def test_not_writable(tmp_path: Path) -> None:
    """A folder that is not there is not writable."""
    missing = tmp_path / "gone"
    assert not is_writable(missing)
    with pytest.raises(InitError, match="Cannot write to data directory"):
        lock_data_directory(missing)
    with pytest.raises(OSError, match="No such file"):
        lock_directory(missing)
    assert has_disk_space(tmp_path) in (True, False)
    assert not has_disk_space(tmp_path, 2**70)


def test_clock() -> None:
    """Mock time stands still, 0 ends it."""
    clock = Clock()
    clock.set_mock(7)
    assert (clock.now(), clock.now_micros(), clock.mock) == (7, 7_000_000, 7)
    clock.set_mock(0)
    assert abs(clock.now() - int(time.time())) <= 1


def test_names() -> None:
    """The user agent is BIP 14's."""
    assert format_version() == "23.1.2"
    assert format_subversion(("a", "b")) == "/Dash Core:23.1.2(a; b)/"

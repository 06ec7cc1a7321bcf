"""One process at a time."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashcore.common import file_lock

TRY = "import os, sys; from dashcore.common.file_lock import lock_file; lock_file(os.open(sys.argv[1], os.O_RDWR))"


def test_another_process_is_kept_out(tmp_path: Path) -> None:
    """Until the file is closed."""
    path = tmp_path / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    file_lock.lock_file(descriptor)
    other = [sys.executable, "-c", TRY, str(path)]
    assert b"BlockingIOError" in subprocess.run(other, capture_output=True, check=False).stderr
    os.close(descriptor)
    assert subprocess.run(other, capture_output=True, check=False).returncode == 0


def test_on_windows_the_first_byte_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting; what it raises comes through."""
    asked: list[tuple[int, int, int]] = []

    def locking(descriptor: int, mode: int, size: int) -> None:
        asked.append((descriptor, mode, size))
        if len(asked) > 1:
            raise PermissionError(13, "Permission denied")

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(file_lock, "IS_WINDOWS", True)
    file_lock.lock_file(7)
    with pytest.raises(OSError, match="denied"):
        file_lock.lock_file(8)
    assert asked == [(7, 2, 1), (8, 2, 1)]

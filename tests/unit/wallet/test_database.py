"""The wallet's file: one owner, durable writes, all or nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.errors import WalletLoadError, WalletVerifyError

MAGIC = bytes.fromhex("fcc1b7dc")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Place of a wallet file."""
    return tmp_path / "w" / "wallet.dat"


def test_file_is_what_dashd_makes(path: Path) -> None:
    """Table, application id and version are those dashd looks for."""
    with WalletDatabase(path, network_magic=MAGIC) as db:
        db.write(b"k", b"v")
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA application_id").fetchone()[0] & 0xFFFFFFFF == 0xFCC1B7DC
    assert raw.execute("PRAGMA user_version").fetchone()[0] == 0
    assert raw.execute("SELECT key, value FROM main").fetchall() == [(b"k", b"v")]
    raw.close()


def test_second_owner_is_refused(path: Path) -> None:
    """Neither this process nor another may open it a second time, and the text is Core's."""
    with WalletDatabase(path, network_magic=MAGIC):
        with pytest.raises(WalletLoadError, match="being used by another instance of Dash Core"):
            WalletDatabase(path, network_magic=MAGIC)
        code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN EXCLUSIVE')"
        other = subprocess.run([sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True)
        assert "database is locked" in other.stderr


def test_owner_gone_file_is_free(path: Path) -> None:
    """Closing gives the lock up, and closing twice does nothing."""
    db = WalletDatabase(path, network_magic=MAGIC)
    db.close()
    db.close()
    WalletDatabase(path, network_magic=MAGIC).close()


def test_other_network_is_refused(path: Path) -> None:
    """A wallet of another network is told from damage."""
    WalletDatabase(path, network_magic=b"\xbf\x0c\x6b\xbd").close()
    with (
        WalletDatabase(path, network_magic=MAGIC) as db,
        pytest.raises(WalletVerifyError, match=r"Unexpected application id\. Expected 4240553948, got 3205262269"),
    ):
        db.verify()


def test_damage_is_found(path: Path) -> None:
    """A file with a broken page does not verify."""
    with WalletDatabase(path, network_magic=MAGIC) as db:
        for number in range(500):
            db.write(number.to_bytes(4, "big"), bytes(50))
    data = bytearray(path.read_bytes())
    data[8192:8300] = b"\xff" * 108
    path.write_bytes(data)
    with (
        WalletDatabase(path, network_magic=MAGIC) as db,
        pytest.raises(WalletVerifyError, match="verify database"),
    ):
        db.verify()


def test_garbage_is_refused(path: Path) -> None:
    """A file that is no database is one clear error."""
    path.parent.mkdir()
    path.write_bytes(b"garbage" * 1000)
    with pytest.raises(WalletLoadError):
        WalletDatabase(path, network_magic=MAGIC)


def test_writing_reading_erasing(path: Path) -> None:
    """`write_new` leaves what is there; erasing what is not does nothing."""
    with WalletDatabase(path, network_magic=MAGIC) as db:
        db.write(b"a", b"1")
        db.write(b"a", b"2")
        assert not db.write_new(b"a", b"3")
        assert db.write_new(b"b", b"4")
        db.erase(b"c")
        assert dict(db.records()) == {b"a": b"2", b"b": b"4"}
        db.erase(b"a")
        assert db.read(b"a") is None


def test_transaction_is_all_or_nothing(path: Path) -> None:
    """What an exception leaves takes every write with it, nested ones too."""
    with WalletDatabase(path, network_magic=MAGIC) as db:
        db.write(b"a", b"1")

        def write_and_fail() -> None:
            with db.transaction():
                db.write(b"a", b"2")
                with db.transaction():
                    db.write(b"b", b"2")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            write_and_fail()
        assert dict(db.records()) == {b"a": b"1"}


def test_backup_is_a_wallet(path: Path, tmp_path: Path) -> None:
    """A backup goes to a file, not into a folder, never onto the wallet itself."""
    with WalletDatabase(path, network_magic=MAGIC) as db:
        db.write(b"a", b"1")
        assert db.backup(tmp_path / "copy.dat")
        assert not db.backup(tmp_path)
        assert not db.backup(path)
        assert not db.backup(tmp_path / "no" / "such" / "folder")
    with WalletDatabase(tmp_path / "copy.dat", network_magic=MAGIC) as db:
        db.verify()
        assert db.read(b"a") == b"1"


_WRITER = """
import sys
from pathlib import Path
from dashcore.wallet.database import WalletDatabase
db = WalletDatabase(Path(sys.argv[1]), network_magic=bytes.fromhex("fcc1b7dc"))
number = 0
while True:
    number += 1
    with db.transaction():
        db.write(b"first", number.to_bytes(4, "big"))
        db.write(number.to_bytes(4, "big"), bytes(200))
        db.write(b"last", number.to_bytes(4, "big"))
    print(number, flush=True)
"""


def test_killed_writer_loses_nothing(path: Path) -> None:
    """After kill -9 the file holds every transaction reported done, and none in part."""
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    done = 0
    for _ in range(20):
        done = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    with WalletDatabase(path, network_magic=MAGIC) as db:
        db.verify()
        records = dict(db.records())
    assert records[b"first"] == records[b"last"]
    count = int.from_bytes(records[b"last"], "big")
    assert count >= done
    assert sorted(key for key in records if len(key) == 4 and key != b"last") == [
        number.to_bytes(4, "big") for number in range(1, count + 1)
    ]

"""A descriptor wallet's file: one SQLite table of keys and values, owned by one process.

The file is locked from open to close, so that a second process is refused. Each write is
durable when it returns, unless it stands inside `transaction`, which makes all of its
writes durable together or none. Mirrors wallet/sqlite.cpp.
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from logging import getLogger
from pathlib import Path
from types import TracebackType

from dashcore.common import files
from dashcore.wallet.errors import WalletLoadError, WalletStorageError, WalletVerifyError

SCHEMA_VERSION = 0
_LOCKED = (
    "SQLiteDatabase: Unable to obtain an exclusive lock on the database, "
    "is it being used by another instance of Dash Core?\n"
)
_TABLE = "CREATE TABLE main(key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL)"
_log = getLogger("dash")


def sqlite_version() -> str:
    """Version of the SQLite library in use."""
    return sqlite3.sqlite_version


def _has_table(db: sqlite3.Connection) -> bool:
    try:
        return db.execute("SELECT name FROM sqlite_master WHERE type='table' AND name='main'").fetchone() is not None
    except sqlite3.Error as err:
        raise WalletLoadError(
            f"SQLiteDatabase: Failed to prepare statement to check table existence: {err}\n"
        ) from None


def _copy(db: sqlite3.Connection, destination: Path) -> bool:
    try:
        copy = sqlite3.connect(destination)
    except sqlite3.Error as err:
        _log.warning("backup: cannot open %s: %s", destination, err)
        return False
    try:
        db.backup(copy)
    except sqlite3.Error as err:
        _log.warning("backup: Unable to backup: %s", err)
        return False
    finally:
        copy.close()
    return True


class WalletDatabase:
    """An open wallet file.

    Threads: any; calls exclude one another. A transaction belongs to the thread that began it
    and keeps the others out until it ends.
    """

    def __init__(self, path: Path, *, network_magic: bytes, unsafe_sync: bool = False) -> None:
        """Open the file, and make it where it is missing.

        Args:
            path: the file itself, not its folder.
            network_magic: four bytes; kept as the file's application id.
            unsafe_sync: do not wait for the disk. For tests.

        Raises:
            WalletLoadError: another process holds it, or it cannot be opened.
        """
        self.path = path
        self._application_id = int.from_bytes(network_magic, "big", signed=True)
        self._lock = threading.RLock()
        self._depth = 0  # guarded by: self._lock
        _log.info("Using SQLite Version %s", sqlite_version())
        _log.info("Using wallet %s", path.parent)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as err:
            problem = f"filesystem error: cannot create directories: {err.strerror} [{path.parent}]"
            raise WalletLoadError(problem + files.denial(path)) from None
        try:
            db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0)
        except sqlite3.Error as err:
            raise WalletLoadError(f"SQLiteDatabase: Failed to open database: {err}\n{files.denial(path)}") from None
        try:
            self._set_up(db, unsafe_sync=unsafe_sync)
        except BaseException:
            db.close()
            raise
        self._db: sqlite3.Connection | None = db

    def _set_up(self, db: sqlite3.Connection, *, unsafe_sync: bool) -> None:
        try:
            db.execute("PRAGMA locking_mode = exclusive")
            db.execute("BEGIN EXCLUSIVE TRANSACTION")
            db.execute("COMMIT")
        except sqlite3.OperationalError as err:
            if "readonly" in str(err):
                raise WalletLoadError(
                    "SQLiteDatabase: Database opened in readonly mode but read-write permissions are needed"
                ) from None
            raise WalletLoadError(_LOCKED) from None
        except sqlite3.Error as err:
            raise WalletLoadError(f"SQLiteDatabase: Failed to open database: {err}\n") from None
        try:
            db.execute("PRAGMA fullfsync = true")
            if unsafe_sync:
                _log.warning(
                    "SQLite is configured to not wait for data to be flushed to disk. "
                    "Data loss and corruption may occur."
                )
                db.execute("PRAGMA synchronous = OFF")
            if not _has_table(db):
                db.execute("BEGIN")
                db.execute(_TABLE)
                db.execute(f"PRAGMA application_id = {self._application_id}")
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                db.execute("COMMIT")
        except sqlite3.Error as err:
            raise WalletLoadError(f"SQLiteDatabase: Failed to create new database: {err}\n") from None

    @property
    def is_open(self) -> bool:
        """Whether the file is still open."""
        return self._db is not None

    def verify(self) -> None:
        """Check network, schema and integrity of the file.

        Raises:
            WalletVerifyError: one of them is wrong.
        """
        with self._lock:
            db = self._opened()
            try:
                found = db.execute("PRAGMA application_id").fetchone()[0]
                version = db.execute("PRAGMA user_version").fetchone()[0]
                problems = [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            except sqlite3.Error as err:
                raise WalletVerifyError(
                    f"SQLiteDatabase: Failed to execute statement to verify database: {err}"
                ) from None
        if found != self._application_id:
            raise WalletVerifyError(
                "SQLiteDatabase: Unexpected application id. "
                f"Expected {self._application_id & 0xFFFFFFFF}, got {found & 0xFFFFFFFF}"
            )
        if version != SCHEMA_VERSION:
            raise WalletVerifyError(
                f"SQLiteDatabase: Unknown sqlite wallet schema version {version}. "
                f"Only version {SCHEMA_VERSION} is supported"
            )
        if problems:
            raise WalletVerifyError("Failed to verify database\n" + "".join(f"{problem}\n" for problem in problems))

    def _opened(self) -> sqlite3.Connection:
        if self._db is None:
            raise WalletStorageError("the wallet file is closed")
        return self._db

    def _execute(self, statement: str, values: tuple[bytes, ...]) -> int:
        with self._lock:
            try:
                return self._opened().execute(statement, values).rowcount
            except sqlite3.Error as err:
                raise WalletStorageError(f"cannot write {self.path}: {err}") from err

    def _select(self, statement: str, values: tuple[bytes, ...]) -> list[tuple[bytes, ...]]:
        with self._lock:
            try:
                return self._opened().execute(statement, values).fetchall()
            except sqlite3.Error as err:
                raise WalletStorageError(f"cannot read {self.path}: {err}") from err

    def read(self, key: bytes) -> bytes | None:
        """Return the value of `key`; None where there is none.

        Raises:
            WalletStorageError: the file is damaged, or the disk failed.
        """
        rows = self._select("SELECT value FROM main WHERE key = ?", (key,))
        return bytes(rows[0][0]) if rows else None

    def write(self, key: bytes, value: bytes) -> None:
        """Set the value of `key`.

        Raises:
            WalletStorageError: the disk failed.
        """
        self._execute("INSERT OR REPLACE INTO main VALUES(?, ?)", (key, value))

    def write_new(self, key: bytes, value: bytes) -> bool:
        """Set the value of `key` unless it has one; return whether it was set."""
        return self._execute("INSERT OR IGNORE INTO main VALUES(?, ?)", (key, value)) == 1

    def erase(self, key: bytes) -> None:
        """Remove `key`; nothing happens where it is missing."""
        self._execute("DELETE FROM main WHERE key = ?", (key,))

    def records(self) -> Iterator[tuple[bytes, bytes]]:
        """Give every key with its value, as the file was when this was called.

        Raises:
            WalletStorageError: the file is damaged, or the disk failed.
        """
        for key, value in self._select("SELECT key, value FROM main", ()):
            yield bytes(key), bytes(value)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all writes inside durable together, or none where an exception leaves. May be nested."""
        with self._lock:
            db = self._opened()
            outer = self._depth == 0
            try:
                if outer:
                    db.execute("BEGIN")
            except sqlite3.Error as err:
                raise WalletStorageError(f"cannot write {self.path}: {err}") from err
            self._depth += 1
            try:
                yield
            except BaseException:
                if outer and db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            else:
                if outer:
                    try:
                        db.execute("COMMIT")
                    except sqlite3.Error as err:
                        if db.in_transaction:
                            db.execute("ROLLBACK")
                        raise WalletStorageError(f"cannot write {self.path}: {err}") from err
            finally:
                self._depth -= 1

    def rewrite(self) -> bool:
        """Write the file anew, so that erased records leave no trace in it."""
        with self._lock:
            try:
                self._opened().execute("VACUUM")
            except sqlite3.Error:
                _log.exception("cannot rewrite %s", self.path)
                return False
            return True

    def backup(self, destination: Path) -> bool:
        """Copy the file as it is now, to another file; False where that failed, as for a folder."""
        with self._lock:
            db = self._opened()
            if destination.exists() and destination.samefile(self.path):
                return False
            if not files.is_confined() or files.is_reachable(destination):
                return _copy(db, destination)
            return self._copy_out(db, destination)

    def _copy_out(self, db: sqlite3.Connection, destination: Path) -> bool:
        """Copy where the sandbox keeps this process out: here first, then into a file that it is handed."""
        import shutil  # noqa: PLC0415 - starts go without

        here = self.path.with_name(f"{self.path.name}.{secrets.token_hex(8)}.tmp")
        try:
            if not _copy(db, here):
                return False
            target = files.open_descriptor(destination, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with here.open("rb") as source, os.fdopen(target, "wb") as copy:
                shutil.copyfileobj(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
        except OSError as err:
            _log.warning("backup: cannot write %s: %s.%s", destination, err.strerror, files.denial(destination))
            return False
        finally:
            here.unlink(missing_ok=True)
        return True

    def close(self) -> None:
        """Close the file and give the lock up. Calling it again does nothing."""
        with self._lock:
            if self._db is not None:
                self._db.close()
                self._db = None

    def __enter__(self) -> "WalletDatabase":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

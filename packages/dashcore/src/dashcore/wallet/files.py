"""Where wallets lie, which there are, and opening their files.

Mirrors wallet/db.cpp, MakeDatabase of wallet/walletdb.cpp and wallet/walletutil.cpp.
"""

import os
import stat
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path

from dashcore.wallet.context import Environment
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.errors import (
    WalletExistsError,
    WalletFormatError,
    WalletNotFoundError,
    WalletPathError,
)
from dashcore.wallet.options import read_bool, read_setting

DATA_FILE = "wallet.dat"
_SQLITE_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID_AT = 68  # byte in an SQLite file
_BDB_MAGIC_AT = 12  # byte in a Berkeley DB file
_BDB_MAGICS = (bytes.fromhex("00053162"), bytes.fromhex("62310500"))
_log = getLogger("dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMode:
    """What must be there already, and whether a new file is to be a legacy wallet's. Source: C++ DatabaseOptions."""

    require_existing: bool = False
    require_create: bool = False
    verify: bool = True
    legacy: bool = False


def is_bdb_file(path: Path) -> bool:
    """Whether a file is a legacy wallet's."""
    try:
        with path.open("rb") as file:
            head = file.read(_BDB_MAGIC_AT + 4)
            return path.stat().st_size >= 4096 and head[_BDB_MAGIC_AT:] in _BDB_MAGICS
    except OSError:
        return False


def is_sqlite_file(path: Path, network_magic: bytes) -> bool:
    """Whether a file is a descriptor wallet's of this network."""
    try:
        with path.open("rb") as file:
            head = file.read(_APPLICATION_ID_AT + 4)
            return (
                path.stat().st_size >= 512
                and head.startswith(_SQLITE_MAGIC)
                and head[_APPLICATION_ID_AT:] == network_magic
            )
    except OSError:
        return False


def check_database(path: Path, mode: OpenMode, magic: bytes, *, held: bool = False) -> None:
    """Check that what lies at a wallet's path is what `mode` wants there.

    Args:
        magic: the network's.
        held: whether this process has the file open, which therefore may not be read besides.

    Raises:
        WalletFileError: the subclass says why.
    """
    data = path / DATA_FILE
    exists = path.exists() or path.is_symlink()
    if not exists and mode.require_existing:
        raise WalletNotFoundError(f"Failed to load database path '{path}'. Path does not exist.")
    known = held or is_sqlite_file(data, magic)
    legacy = not known and is_bdb_file(path if path.is_file() else data)
    if exists and mode.require_existing and not known and not legacy:
        raise WalletFormatError(f"Failed to load database path '{path}'. Data is not in recognized format.")
    if (known or legacy) and mode.require_create:
        raise WalletExistsError(f"Failed to create database path '{path}'. Database already exists.")
    if legacy or (not known and mode.legacy):
        raise WalletFormatError(
            f"Failed to open database path '{path}'. Build does not support Berkeley DB database format."
        )


def open_database(
    path: Path, mode: OpenMode, magic: bytes, *, unsafe_sync: bool = False, held: bool = False
) -> WalletDatabase:
    """Open the file of the wallet at a path, or make it. Arguments as for `check_database`.

    Raises:
        WalletFileError: the subclass says why.

    Source: C++ MakeDatabase.
    """
    check_database(path, mode, magic, held=held)
    db = WalletDatabase(path / DATA_FILE, network_magic=magic, unsafe_sync=unsafe_sync)
    try:
        if mode.verify:
            db.verify()
    except BaseException:
        db.close()
        raise
    return db


class WalletFiles:
    """The folder of wallets, and the files of it that are open here.

    A file that is open here is never read besides: closing it again would give up the lock
    on it, as POSIX has it.
    """

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._magic = environment.network.magic
        self._open: list[WalletDatabase] = []
        self._lock = threading.Lock()  # guards _open; innermost

    @property
    def folder(self) -> Path:
        """Folder of the wallets. Source: C++ GetWalletDir."""
        given = read_setting(self._environment.chain.get_setting, "walletdir")
        if given is not None:
            return Path(given)
        inside = self._environment.data_dir / "wallets"
        return inside if inside.is_dir() else self._environment.data_dir

    def is_open(self, path: Path) -> bool:
        """Whether this process has a wallet file open."""
        with self._lock:
            self._open = [db for db in self._open if db.is_open]
            return path.exists() and any(db.path.samefile(path) for db in self._open)

    def names(self) -> Iterator[str]:
        """Give the names of all wallets in the folder. Source: C++ ListDatabases."""
        root = self.folder
        for folder, subfolders, files in os.walk(root, onerror=lambda err: _log.info("ListDatabases: %s", err)):
            place = Path(folder)
            for name in sorted(subfolders):
                try:
                    found = self._holds_wallet(place / name)
                except OSError as err:
                    _log.info("ListDatabases: Error scanning %s: %s", place / name, err)
                    subfolders.remove(name)
                    continue
                if found:
                    yield (place / name).relative_to(root).as_posix()
            subfolders.sort()
            if place == root:
                yield from self._plain_names(root, files)

    def _holds_wallet(self, folder: Path) -> bool:
        """Whether a wallet lies in a folder, perhaps behind a link.

        Raises:
            OSError: that cannot be found out.
        """
        data = folder / DATA_FILE
        try:
            data.stat()
        except FileNotFoundError:
            return False
        return self._is_wallet(data) or is_bdb_file(data)

    def _plain_names(self, root: Path, files: Iterable[str]) -> Iterator[str]:
        """Give the names of wallets that are files of the folder itself, as in old releases."""
        for file in sorted(files):
            path = root / file
            if path.is_symlink() or path.suffix == ".bak":
                continue
            if file == DATA_FILE:
                yield ""
            elif is_bdb_file(path):
                yield file

    def _is_wallet(self, data: Path) -> bool:
        return self.is_open(data) or is_sqlite_file(data, self._magic)

    def open(self, name: str, mode: OpenMode) -> WalletDatabase:
        """Open the file of a wallet, or make it.

        Raises:
            WalletFileError: the subclass says why.

        Source: C++ MakeWalletDatabase.
        """
        root = self.folder
        path = root / name
        _check_path(path, name, root)
        unsafe = read_bool(self._environment.chain.get_setting, "unsafesqlitesync", default=False)
        held = self.is_open(path / DATA_FILE)
        db = open_database(path, mode, self._magic, unsafe_sync=unsafe, held=held)
        with self._lock:
            self._open.append(db)
        return db


def _check_path(path: Path, name: str, root: Path) -> None:
    try:
        kind = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as err:
        raise WalletPathError(f"Failed to access database path '{path}': {err.strerror}") from None
    plain_file = stat.S_ISREG(kind) and Path(name).name == name
    if path.is_dir() or plain_file:
        return
    raise WalletPathError(
        f"Invalid -wallet path '{name}'. -wallet path should point to a directory where wallet.dat and "
        "database/log.?????????? files can be stored, a location where such a directory could be created, "
        f'or (for backwards compatibility) the name of an existing data file in -walletdir ("{root}")'
    )

"""The commands of the wallet tool. Mirrors wallet/wallettool.cpp, of a build without Berkeley DB."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashcore.wallet.context import Clock, Environment, Network
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.errors import WalletFileError, WalletStorageError
from dashcore.wallet.files import DATA_FILE, OpenMode, check_database, open_database
from dashcore.wallet.loading import read_wallet
from dashcore.wallet.options import WalletOptions
from dashcore.wallet.records import (
    CLIENT_VERSION,
    FEATURE_COMPRESSED_KEYS,
    FEATURE_LATEST,
    Tag,
    WalletFlag,
    encode_i32,
    make_key,
    split_key,
)
from dashcore.wallet.tool.dump import DumpReader, open_dump, write_dump
from dashcore.wallet.tool.errors import ToolError
from dashcore.wallet.tool.no_node import NoNode
from dashcore.wallet.wallet import Wallet

_FORMAT = "sqlite"
_LEGACY_FORMAT = "bdb"
_DUMP_WARNING = (
    "The dumpfile may contain private keys. To ensure the safety of your Bitcoin, do not share the dumpfile.\n"
)
_NO_LEGACY = "Compiled without bdb support (required for legacy wallets)\n"
_HD_TAGS = frozenset((b"hdchain", b"chdchain"))
_POOL_TAG = b"pool"
_SALT_SIZE = 32  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolRequest:
    """A command, and what the command line says with it; None where it says nothing.

    Attributes:
        folder: of the wallets.
        data_dir: the network's data directory.
    """

    command: str
    name: str | None
    dump_file: str | None
    file_format: str | None
    descriptors: bool | None
    hd: bool
    folder: Path
    data_dir: Path
    network: Network


class WalletTool:
    """Runs one command."""

    def __init__(self, request: ToolRequest, out: Callable[[str], None], err: Callable[[str], None]) -> None:
        """Take the command in.

        Args:
            out: takes text for standard output.
            err: takes text for standard error.
        """
        self._request = request
        self._name = request.name or ""
        self._path = request.folder / self._name
        self._out = out
        self._err = err

    def run(self) -> bool:
        """Run the command; return whether it counts as done. Where it does not, standard error says why."""
        try:
            self._check_options()
            return self._run()
        except ToolError as error:
            self._err(error.text)
        except WalletFileError as error:
            self._err(f"{error.message}\n")
        except (WalletStorageError, OSError) as error:
            self._err(f"Error: {error}\n")
        return False

    def _run(self) -> bool:
        match self._request.command:
            case "create":
                return self._create()
            case "info":
                return self._info()
            case "dump":
                return self._dump()
            case "createfromdump":
                return self._create_from_dump()
            case "salvage" | "wipetxes":
                name = self._request.command.capitalize()
                raise ToolError(f"{name} command is not available as BDB support is not compiled")
            case command:
                raise ToolError(f"Invalid command: {command}\n")

    def _check_options(self) -> None:
        request, command = self._request, self._request.command
        if request.file_format is not None and command != "createfromdump":
            raise ToolError('The -format option can only be used with the "createfromdump" command.\n')
        if request.dump_file is not None and command not in {"dump", "createfromdump"}:
            raise ToolError('The -dumpfile option can only be used with the "dump" and "createfromdump" commands.\n')
        if request.descriptors is not None and command != "create":
            raise ToolError("The -descriptors option can only be used with the 'create' command.\n")
        if command == "create" and request.name is None:
            raise ToolError("Wallet name must be provided when creating a new wallet.\n")

    def _open(self, mode: OpenMode) -> WalletDatabase:
        return open_database(self._path, mode, self._request.network.magic)

    # -- looking

    def _make_wallet(self, db: WalletDatabase) -> Wallet:
        request = self._request
        environment = Environment(chain=NoNode(), network=request.network, clock=Clock(), data_dir=request.data_dir)
        return Wallet(self._name, db, WalletOptions(), environment)

    def _read(self, db: WalletDatabase) -> Wallet:
        wallet = self._make_wallet(db)
        try:
            damaged = read_wallet(wallet)
        except WalletFileError as error:
            raise ToolError(error.message.replace(str(db.path), self._name)) from None
        if damaged:
            self._err(
                f"Error reading {self._name}! All keys read correctly, but transaction data"
                " or address book entries might be missing or incorrect."
            )
        return wallet

    def _info(self) -> bool:
        with self._open(OpenMode(require_existing=True)) as db:
            self._show(self._read(db))
        return True

    def _show(self, wallet: Wallet) -> None:
        with wallet.lock:
            descriptors = wallet.has_flag(WalletFlag.DESCRIPTORS)
            keys = wallet.keys
            hd, keypool = (keys.hd_enabled, keys.keypool_size) if descriptors else _measure_legacy(wallet.db)
            lines = (
                "Wallet info",
                "===========",
                f"Name: {wallet.name}",
                f"Format: {_FORMAT}",
                f"Descriptors: {_yes(descriptors)}",
                f"Encrypted: {_yes(keys.vault.is_crypted)}",
                f"HD (hd seed available): {_yes(hd)}",
                f"Keypool Size: {keypool}",
                f"Transactions: {len(wallet.store)}",
                f"Address Book: {len(wallet.address_book)}",
            )
        self._out("\n".join(lines) + "\n")

    # -- making

    @contextmanager
    def _new_file(self, mode: OpenMode) -> Iterator[WalletDatabase]:
        """Open a new file until the block ends; where an exception leaves the block there is none."""
        first = next((place for place in (*reversed(self._path.parents), self._path) if not place.exists()), None)
        db = self._open(mode)
        try:
            with db:
                yield db
        except BaseException:
            _remove(db.path, first)
            raise

    def _create(self) -> bool:
        if not self._request.descriptors:
            raise ToolError(_NO_LEGACY)
        try:
            with self._new_file(OpenMode(require_create=True)) as db:
                wallet = self._make_wallet(db)
                with wallet.lock, db.transaction():
                    _write_first(db)
                    wallet.set_min_version(FEATURE_LATEST if self._request.hd else FEATURE_COMPRESSED_KEYS)
                    wallet.set_flags(WalletFlag.DESCRIPTORS)
                    wallet.keys.set_up()
                self._out("Topping up keypool...\n")
                self._show(wallet)
        except WalletFileError as error:
            self._err(f"{error.message}\n")  # and yet the command counts as done, as with dash-wallet
        return True

    # -- dumps

    def _dump_path(self) -> Path:
        given = self._request.dump_file
        if not given:
            command = self._request.command
            raise ToolError(f"No dump file provided. To use {command}, -dumpfile=<filename> must be provided.\n")
        return Path.cwd() / given

    def _dump(self) -> bool:
        with self._open(OpenMode(require_existing=True)) as db:
            write_dump(self._dump_path(), _FORMAT, db.records())
        self._out(_DUMP_WARNING)
        return True

    def _create_from_dump(self) -> bool:
        path = self._dump_path()
        with open_dump(path) as dump:
            wanted = self._wanted_format(dump)
            mode = OpenMode(require_create=True, legacy=wanted == _LEGACY_FORMAT)
            check_database(self._path, mode, self._request.network.magic)
            for _ in dump.records():
                pass  # nothing is made of a dump that is not whole
        with open_dump(path) as dump, self._new_file(mode) as db, db.transaction():
            _write_first(db)
            for key, value in dump.records():
                db.write(key, value)
        return True

    def _wanted_format(self, dump: DumpReader) -> str:
        given = self._request.file_format
        wanted = dump.file_format if given is None else given
        if not wanted:
            raise ToolError(
                "No wallet file format provided. To use createfromdump, -format=<format> must be provided.\n"
            )
        if wanted not in {_FORMAT, _LEGACY_FORMAT}:
            raise ToolError(
                f'Unknown wallet file format "{wanted}" provided. Please provide one of "bdb" or "sqlite".\n'
            )
        if wanted != dump.file_format:
            self._out(
                f'Warning: Dumpfile wallet format "{dump.file_format}" does not match command line specified '
                f'format "{wanted}".\n'
            )
        return wanted


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _measure_legacy(db: WalletDatabase) -> tuple[bool, int]:
    """Whether a legacy wallet's keys follow from a seed, and how many it keeps ready."""
    hd, keypool = False, 0
    for key, _ in db.records():
        tag, _ = split_key(key)
        hd |= tag in _HD_TAGS
        keypool += tag == _POOL_TAG
    return hd, keypool


def _write_first(db: WalletDatabase) -> None:
    """Write what every new file begins with; a dump may put its own in its place."""
    db.write(make_key(Tag.VERSION), encode_i32(CLIENT_VERSION))
    db.write(make_key(Tag.COINJOIN_SALT), secrets.token_bytes(_SALT_SIZE))


def _remove(file: Path, made_folder: Path | None) -> None:
    """Remove a file that was just made, and the folders made for it."""
    for path in (file, file.with_name(f"{DATA_FILE}-journal")):
        path.unlink(missing_ok=True)
    if made_folder is None:
        return
    folder = file.parent
    while folder != made_folder.parent:
        folder.rmdir()
        folder = folder.parent

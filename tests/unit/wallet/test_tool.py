"""The commands of the wallet tool, each in this process: what they say, and what is left where they fail."""

import shutil
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import cast

import pytest

from dashcore.consensus.networks import make_regtest_params
from dashcore.primitives.types import Script
from dashcore.wallet.context import Network
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.errors import WalletStorageError
from dashcore.wallet.records import Tag, make_key
from dashcore.wallet.testing import WalletRig
from dashcore.wallet.tool.commands import ToolRequest, WalletTool

NETWORK = Network.of(make_regtest_params())
WARNING = "The dumpfile may contain private keys. To ensure the safety of your Bitcoin, do not share the dumpfile.\n"


@dataclass
class Tool:
    """Runs commands on the wallets of a folder, and keeps what they said."""

    folder: Path
    out: str = ""
    err: str = ""

    def run(
        self,
        command: str,
        name: str | None = None,
        *,
        dump_file: Path | str | None = None,
        file_format: str | None = None,
        descriptors: bool | None = None,
        hd: bool = True,
    ) -> bool:
        """Run one command."""
        self.out = self.err = ""

        def out(text: str) -> None:
            self.out += text

        def err(text: str) -> None:
            self.err += text

        request = ToolRequest(
            command=command,
            name=name,
            dump_file=None if dump_file is None else str(dump_file),
            file_format=file_format,
            descriptors=descriptors,
            hd=hd,
            folder=self.folder,
            data_dir=self.folder,
            network=NETWORK,
        )
        return WalletTool(request, out, err).run()

    def fails(self, command: str, name: str | None = None, **options: Path | str | bool) -> str:
        """Run a command that fails and changes no file; return what it says."""
        before = self.contents()
        assert not self.run(command, name, **options)  # type: ignore[arg-type]  # tests name them right
        assert not self.out
        assert self.contents() == before
        return self.err

    def contents(self) -> dict[str, str]:
        """What lies in the folder: hashes by name."""
        return {
            str(path.relative_to(self.folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in self.folder.rglob("*")
        }


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """A tool over an empty folder."""
    folder = tmp_path / "wallets"
    folder.mkdir()
    return Tool(folder)


def info(name: str, *, keypool: int = 2000, encrypted: str = "no", transactions: int = 0, book: int = 0) -> str:
    """What `info` says of a descriptor wallet."""
    return (
        f"Wallet info\n===========\nName: {name}\nFormat: sqlite\nDescriptors: yes\nEncrypted: {encrypted}\n"
        f"HD (hd seed available): yes\nKeypool Size: {keypool}\nTransactions: {transactions}\nAddress Book: {book}\n"
    )


def test_create_and_look(tool: Tool) -> None:
    """A new wallet is shown, and looking at it changes nothing."""
    assert tool.run("create", "deep/er", descriptors=True)
    assert (tool.out, tool.err) == ("Topping up keypool...\n" + info("deep/er"), "")
    before = tool.contents()
    assert tool.run("info", "deep/er")
    assert (tool.out, tool.err) == (info("deep/er"), "")
    assert tool.contents() == before


def test_create_over_a_wallet(tool: Tool) -> None:
    """The command counts as done, as with dash-wallet, and the wallet stays as it is."""
    assert tool.run("create", "w", descriptors=True)
    before = tool.contents()
    assert tool.run("create", "w", descriptors=True)
    path = tool.folder / "w"
    assert (tool.out, tool.err) == ("", f"Failed to create database path '{path}'. Database already exists.\n")
    assert tool.contents() == before


def test_no_legacy_wallet_is_made(tool: Tool) -> None:
    """Only descriptor wallets, as without Berkeley DB."""
    for given in ({}, {"descriptors": False}):
        assert tool.fails("create", "w", **given) == "Compiled without bdb support (required for legacy wallets)\n"
    assert tool.fails("salvage", "w") == "Salvage command is not available as BDB support is not compiled"
    assert tool.fails("wipetxes", "w") == "Wipetxes command is not available as BDB support is not compiled"
    (tool.folder / "old.dat").write_bytes(bytes(12) + bytes.fromhex("62310500") + bytes(5000))
    path = tool.folder / "old.dat"
    problem = f"Failed to open database path '{path}'. Build does not support Berkeley DB database format.\n"
    for command in ("info", "dump"):
        assert tool.fails(command, "old.dat") == problem


def test_options_that_do_not_fit(tool: Tool) -> None:
    """Each has its sentence."""
    problem = 'The -format option can only be used with the "createfromdump" command.\n'
    assert tool.fails("dump", "w", file_format="sqlite") == problem
    problem = 'The -dumpfile option can only be used with the "dump" and "createfromdump" commands.\n'
    assert tool.fails("info", "w", dump_file="x") == problem
    problem = "The -descriptors option can only be used with the 'create' command.\n"
    assert tool.fails("createfromdump", "w", descriptors=False) == problem
    assert tool.fails("create", descriptors=True) == "Wallet name must be provided when creating a new wallet.\n"
    path = tool.folder / "none"
    problem = f"Failed to load database path '{path}'. Path does not exist.\n"
    assert tool.fails("info", "none") == tool.fails("dump", "none") == problem
    problem = f"Failed to load database path '{tool.folder}'. Data is not in recognized format.\n"
    assert tool.fails("info") == problem


def test_wallet_of_a_node(tool: Tool, rig: WalletRig, tmp_path: Path) -> None:
    """What a node filled and encrypted is counted, dumped, and made anew; it opens with its passphrase."""
    passphrase = "correct horse"  # noqa: S105 - of a test
    rig.call("createwallet", "w", False, False, passphrase, False, True, True)
    address = rig.call("getnewaddress", "one", wallet="w")
    about = cast("dict[str, str]", rig.call("getaddressinfo", address, wallet="w"))
    script = Script(bytes.fromhex(about["scriptPubKey"]))
    rig.chain.mine(script)
    rig.chain.mine(script)
    tool.folder = rig.folder / "wallets"
    assert tool.fails("info", "w").startswith("SQLiteDatabase: Unable to obtain an exclusive lock on the database")
    rig.call("unloadwallet", "w")
    shown = info("{}", keypool=200, encrypted="yes", transactions=2, book=1)
    assert tool.run("info", "w")
    assert tool.out == shown.format("w")
    dump = tmp_path / "dump"
    assert tool.run("dump", "w", dump_file=dump)
    assert (tool.out, tool.err) == (WARNING, "")
    assert passphrase.encode() not in dump.read_bytes()
    assert tool.run("createfromdump", "again", dump_file=dump)
    assert (tool.out, tool.err) == ("", "")
    assert tool.run("info", "again")
    assert tool.out == shown.format("again")
    assert tool.run("dump", "again", dump_file=tmp_path / "dump2")
    assert (tmp_path / "dump2").read_bytes() == dump.read_bytes()
    rig.call("loadwallet", "again")
    rig.call("walletpassphrase", passphrase, 60, wallet="again")
    assert rig.call("getbalances", wallet="again") is not None


def test_create_from_dump_over_something(tool: Tool, tmp_path: Path) -> None:
    """What is there stays there: a wallet, and files that are none."""
    dump = tmp_path / "dump"
    assert tool.run("create", "w", descriptors=True)
    assert tool.run("dump", "w", dump_file=dump)
    problem = f"Failed to create database path '{tool.folder / 'w'}'. Database already exists.\n"
    assert tool.fails("createfromdump", "w", dump_file=dump) == problem
    (tool.folder / "mine").mkdir()
    (tool.folder / "mine" / "notes").write_text("keep")
    broken = tmp_path / "broken"
    broken.write_bytes(dump.read_bytes()[:-10])
    assert tool.fails("createfromdump", "mine", dump_file=broken) == "Error: Checksum is not the correct size\n"
    assert tool.fails("createfromdump", "", dump_file=broken) == "Error: Checksum is not the correct size\n"
    assert tool.run("createfromdump", "mine", dump_file=dump)
    assert (tool.folder / "mine" / "notes").read_text() == "keep"


def test_create_from_dump_formats(tool: Tool, tmp_path: Path) -> None:
    """A dump of a legacy file can be taken into a new format; a legacy file cannot be made."""
    assert tool.run("create", "w", descriptors=True)
    dump = tmp_path / "dump"
    assert tool.fails("createfromdump", "x").startswith("No dump file provided. To use createfromdump, -dumpfile=")
    assert tool.fails("createfromdump", "x", dump_file="") == (
        "No dump file provided. To use createfromdump, -dumpfile=<filename> must be provided.\n"
    )
    assert tool.fails("createfromdump", "x", dump_file=dump) == f"Dump file {dump} does not exist.\n"
    problem = f"Unable to open {tmp_path} for reading: Is a directory\n"
    assert tool.fails("createfromdump", "x", dump_file=tmp_path) == problem
    assert tool.run("dump", "w", dump_file=dump)
    problem = 'Unknown wallet file format "x" provided. Please provide one of "bdb" or "sqlite".\n'
    assert tool.fails("createfromdump", "x", dump_file=dump, file_format="x") == problem
    problem = "No wallet file format provided. To use createfromdump, -format=<format> must be provided.\n"
    assert tool.fails("createfromdump", "x", dump_file=dump, file_format="") == problem
    before = tool.contents()
    assert not tool.run("createfromdump", "x", dump_file=dump, file_format="bdb")
    warning = 'Warning: Dumpfile wallet format "{}" does not match command line specified format "{}".\n'
    assert tool.out == warning.format("sqlite", "bdb")
    assert tool.err.endswith("Build does not support Berkeley DB database format.\n")
    assert tool.contents() == before


def test_failed_write_leaves_nothing(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while a wallet is made leaves neither a file nor its folders."""
    dump = tmp_path / "dump"
    assert tool.run("create", "w", descriptors=True)
    assert tool.run("dump", "w", dump_file=dump)

    def full(_db: WalletDatabase, _key: bytes, _value: bytes) -> None:
        raise WalletStorageError("cannot write: no space")

    monkeypatch.setattr(WalletDatabase, "write", full)
    assert tool.fails("createfromdump", "a/b/c", dump_file=dump) == "Error: cannot write: no space\n"
    assert tool.fails("create", "a/b/c", descriptors=True) == "Error: cannot write: no space\n"


def damage(path: Path, key: bytes, value: bytes) -> None:
    """Overwrite a record."""
    with sqlite3.connect(path) as db:
        db.execute("UPDATE main SET value = ? WHERE key >= ? AND key < ?", (value, key, key + b"\xff"))
    db.close()


def test_damaged_wallet(tool: Tool) -> None:
    """Keys that cannot be read are an error; a file cut short or of another network is one too."""
    assert tool.run("create", "keys", descriptors=True)
    for name in ("new", "book", "cut", "other"):
        shutil.copytree(tool.folder / "keys", tool.folder / name)
    damage(tool.folder / "keys" / "wallet.dat", make_key(Tag.DESCRIPTOR_KEY), b"\x01")
    assert tool.fails("info", "keys") == "Error loading keys: Wallet corrupted"
    damage(tool.folder / "new" / "wallet.dat", make_key(Tag.MIN_VERSION), b"\xff\xff\xff\x7f")
    assert tool.fails("info", "new") == "Error loading new: Wallet requires newer version of Dash Core"
    whole = (tool.folder / "cut" / "wallet.dat").read_bytes()
    for size in (0, 71, 511):
        (tool.folder / "cut" / "wallet.dat").write_bytes(whole[:size])
        assert tool.fails("info", "cut").endswith("Data is not in recognized format.\n")
    for size in (512, 4096, 8192, len(whole) - 4096):
        (tool.folder / "cut" / "wallet.dat").write_bytes(whole[:size])
        assert tool.fails("dump", "cut").startswith("SQLiteDatabase: Failed to open database: ")
    (tool.folder / "other" / "wallet.dat").write_bytes(whole[:68] + b"\xbf\x0c\x6b\xbd" + whole[72:])
    assert tool.fails("info", "other").endswith("Data is not in recognized format.\n")
    with sqlite3.connect(tool.folder / "book" / "wallet.dat") as db:
        db.execute("INSERT INTO main VALUES(?, ?)", (make_key(Tag.TX, bytes(32)), b"\x00"))
    db.close()
    assert tool.run("info", "book")
    assert tool.out == info("book")
    assert tool.err == (
        "Error reading book! All keys read correctly, but transaction data or address book entries might be missing "
        "or incorrect."
    )


def test_legacy_keys_in_a_new_file(tool: Tool) -> None:
    """Wallets of dash-wallet's that hold legacy keys in SQLite can be looked at, and dumped."""
    assert tool.run("create", "w", descriptors=True)
    path = tool.folder / "w" / "wallet.dat"
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM main WHERE key >= ? AND key < ?", (b"\x10w", b"\x20"))
        db.execute("DELETE FROM main WHERE key >= ? AND key < ?", (b"\x11active", b"\x12"))
        db.execute("UPDATE main SET value = ? WHERE key = ?", (bytes(8), make_key(Tag.FLAGS)))
        db.execute("INSERT INTO main VALUES(?, ?)", (b"\x07hdchain", b"\x01"))
        db.executemany("INSERT INTO main VALUES(?, ?)", [(b"\x04pool" + bytes((n,)), b"\x01") for n in range(3)])
    db.close()
    assert tool.run("info", "w")
    assert "Descriptors: no\nEncrypted: no\nHD (hd seed available): yes\nKeypool Size: 3\n" in tool.out

"""dash-wallet as a user types it: exit codes, the two streams, a wallet that a node has open."""

import os
import subprocess
from pathlib import Path

import pytest
from framework import Nodes, executable

pytestmark = pytest.mark.functional


def run(*words: str, **environment: str) -> tuple[int, str, str]:
    """Run dash-wallet; return its exit code and what it wrote to both streams."""
    done = subprocess.run(
        [executable("dash-wallet"), *words],
        check=False,
        capture_output=True,
        env=os.environ | environment,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_words_that_make_no_command(tmp_path: Path) -> None:
    """What cannot be run ends with 1 and dash-wallet's sentence, and makes no file."""
    datadir = f"-datadir={tmp_path}"
    problem = "Error parsing command line arguments: "
    assert run("foo") == (1, "", f"{problem}Invalid command 'foo'\n")
    assert run("help") == (1, "", f"{problem}Invalid command 'help'\n")
    assert run("-foo") == (1, "", f"{problem}Invalid parameter -foo\n")
    assert run("-nodumpfile", "dump") == (
        1,
        "",
        f"{problem}Negating of -dumpfile is meaningless and therefore forbidden\n",
    )
    assert run("info", "create") == (
        1,
        "",
        "Error: Additional arguments provided (create). Methods do not take arguments. Please refer to `-help`.\n",
    )
    assert run(datadir) == (1, "", "No method provided. Run `dash-wallet -help` for valid methods.\n")
    assert run(f"-datadir={tmp_path}/none", "info") == (
        1,
        "",
        f'Error: Specified data directory "{tmp_path}/none" does not exist.\n',
    )
    assert run(datadir, "-chain=foo", "info")[::2] == (1, "Error: CreateBaseChainParams: Unknown chain foo.\n")
    assert run(datadir, "-regtest", "-testnet", "info")[::2] == (
        1,
        "Error: Only one of -regtest, -testnet, -devnet or -chain can be used.\n",
    )
    assert not list(tmp_path.iterdir())


def test_help_and_version() -> None:
    """Both go to standard output; without a word the help comes with an error."""
    status, version, problem = run("-version")
    assert (status, problem) == (0, "")
    assert version.startswith("Dash Core dash-wallet version v23.1.2\n")
    status, text, problem = run("-help")
    assert (status, problem) == (0, "")
    for word in ("-datadir=<dir>", "-dumpfile=<file name>", "createfromdump", "wipetxes", "salvage"):
        assert word in text
    assert "-regtest" not in text
    assert run("-?") == run("-h") == (0, text, "")
    assert run() == (1, text, "Error: too few parameters\n")


def test_names_need_no_encoding(tmp_path: Path) -> None:
    """A name that is no ASCII is shown as it was typed, in every locale."""
    words = (f"-datadir={tmp_path}", "-regtest", "-wallet=süß")
    status, text, problem = run(*words, "-descriptors", "create", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (status, problem) == (0, "")
    assert "Name: süß\n" in text
    path = tmp_path / "regtest" / "süß" / "wallet.dat"
    assert path.stat().st_mode & 0o777 == 0o600
    assert run(*words, "info", LC_ALL="C") == (0, text.removeprefix("Topping up keypool...\n"), "")


def test_wallet_of_a_node(nodes: Nodes, tmp_path: Path) -> None:
    """A wallet that a node has open is left alone; afterwards it is dumped, and the node loads what was made of it."""
    node = nodes.start()
    node.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
    node.rpc.generatetoaddress(1, node.wallet("w").getnewaddress())
    words = (f"-datadir={node.datadir}", "-chain=regtest")
    dump = tmp_path / "w.dump"
    busy = (
        "SQLiteDatabase: Unable to obtain an exclusive lock on the database, "
        "is it being used by another instance of Dash Core?\n\n"
    )
    assert run(*words, "-wallet=w", "info") == (1, "", busy)
    assert run(*words, "-wallet=w", f"-dumpfile={dump}", "dump") == (1, "", busy)
    assert not dump.exists()
    node.stop()
    status, text, problem = run(*words, "-wallet=w", "info")
    assert (status, problem) == (0, "")
    assert "Transactions: 1\n" in text
    status, text, problem = run(*words, "-wallet=w", f"-dumpfile={dump}", "dump")
    assert (status, problem) == (0, "")
    assert text.startswith("The dumpfile may contain private keys.")
    assert run(*words, "-wallet=copy", f"-dumpfile={dump}", "createfromdump") == (0, "", "")
    node.start()
    node.rpc.loadwallet("copy")
    assert (
        node.wallet("copy").listdescriptors(True)["descriptors"]
        == (node.wallet("w").listdescriptors(True)["descriptors"])
    )
    assert node.wallet("copy").getbalances() == node.wallet("w").getbalances()


def test_dump_named_as_a_relative_path(tmp_path: Path) -> None:
    """A relative name means a file of the folder the tool was started in."""
    words = [executable("dash-wallet"), f"-datadir={tmp_path}", "-regtest", "-wallet=w"]
    for extra in (["-descriptors", "create"], ["-dumpfile=here", "dump"]):
        subprocess.run([*words, *extra], check=True, capture_output=True, cwd=tmp_path)
    done = subprocess.run([*words, "-dumpfile=here", "dump"], check=False, capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"File {tmp_path / 'here'} already exists. If you are sure this is what you want, move it out of the way "
        "first.\n"
    )

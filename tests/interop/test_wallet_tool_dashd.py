"""Our dash-wallet and Dash Core's, side by side: they say the same, and each loads what the other dumped.

DASHD_REFERENCE names a dashd; its dash-wallet lies beside it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashcore.wallet.testing import WalletRig

pytestmark = [pytest.mark.interop, pytest.mark.timeout(180)]

OURS = Path(sys.executable).with_name("dash-wallet")
PASSPHRASE = "correct horse"  # noqa: S105 - of a test
Answer = tuple[int, str, str]


@pytest.fixture
def theirs() -> Path:
    """The dash-wallet to compare with."""
    name = os.environ.get("DASHD_REFERENCE")
    if not name:
        pytest.skip("DASHD_REFERENCE names no dashd")
    program = Path(name).with_name("dash-wallet")
    if not program.exists():
        pytest.skip(f"{program} is not there")
    return program


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory with wallets of a node: one with, one without a passphrase, one that only watches."""
    made = tmp_path / "data"
    rig = WalletRig(made / "regtest")
    rig.chain.settings["keypool"] = "20"
    rig.call("createwallet", "open", False, False, None, False, True, True)
    rig.call("createwallet", "encrypted", False, False, PASSPHRASE, False, True, True)
    rig.call("createwallet", "watching", True, True, None, False, True, True)
    rig.call("createwallet", "blank", False, True, None, False, True, True)
    rig.call("getnewaddress", "label", wallet="open")
    rig.loader.close()
    return made


def run(program: Path, data_dir: Path, *words: str) -> Answer:
    """Run a dash-wallet; return its exit code and what it wrote to both streams."""
    done = subprocess.run(
        [str(program), f"-datadir={data_dir}", "-regtest", *words], check=False, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def both(theirs: Path, data_dir: Path, *words: str) -> Answer:
    """Run both, which must say the same."""
    answer = run(OURS, data_dir, *words)
    assert answer == run(theirs, data_dir, *words), words
    return answer


def test_wallets_of_ours(theirs: Path, data_dir: Path, tmp_path: Path) -> None:
    """Both say the same of each wallet and write the same dump; each makes of it a wallet the other reads."""
    for name in ("open", "encrypted", "watching", "blank"):
        assert both(theirs, data_dir, f"-wallet={name}", "info")[0] == 0
        check_dumps(theirs, data_dir, name, tmp_path)


def test_wallets_made_by_either(theirs: Path, data_dir: Path, tmp_path: Path) -> None:
    """The same of new wallets of either program, and of one with legacy keys, which ours can only carry over."""
    answers = [run(program, data_dir, "-wallet=new", "-descriptors", "create") for program in (OURS, theirs)]
    path = data_dir / "regtest" / "wallets" / "new"
    assert answers[1] == (0, "", f"Failed to create database path '{path}'. Database already exists.\n")
    assert run(theirs, data_dir, "-wallet=new2", "-descriptors", "create") == (
        0,
        answers[0][1].replace("Name: new", "Name: new2"),
        "",
    )
    assert run(theirs, data_dir, "-wallet=legacy", "create")[0] == 0
    for name in ("new", "new2", "legacy"):
        assert both(theirs, data_dir, f"-wallet={name}", "info")[0] == 0
        check_dumps(theirs, data_dir, name, tmp_path)


def check_dumps(theirs: Path, data_dir: Path, name: str, tmp_path: Path) -> None:
    """Dump a wallet with both, load each dump with the other, and dump again: always the same bytes."""
    dumps = [tmp_path / f"{name}.{number}" for number in range(4)]
    programs = (OURS, theirs)
    for program, dump in zip(programs, dumps[:2], strict=True):
        assert run(program, data_dir, f"-wallet={name}", f"-dumpfile={dump}", "dump")[::2] == (0, "")
    for program, dump, again in zip(programs, dumps[1::-1], dumps[2:], strict=True):
        made = f"-wallet={name}-{again.suffix[1:]}"
        assert run(program, data_dir, made, f"-dumpfile={dump}", "createfromdump") == (0, "", "")
        assert both(theirs, data_dir, made, "info")[0] == 0
        other = theirs if program is OURS else OURS
        assert run(other, data_dir, made, f"-dumpfile={again}", "dump")[0] == 0
    assert len({dump.read_bytes() for dump in dumps}) == 1


def test_same_sentences(theirs: Path, data_dir: Path, tmp_path: Path) -> None:
    """Errors are the same to the byte, exit codes too, and no failure leaves a file."""
    dump = tmp_path / "dump"
    assert run(theirs, data_dir, "-wallet=open", f"-dumpfile={dump}", "dump")[0] == 0
    text = dump.read_text()
    (tmp_path / "version").write_text(text.replace(",1", ",2", 1))
    (tmp_path / "magic").write_text(text.replace("BITCOIN", "DASH", 1))
    (tmp_path / "flipped").write_text(text.replace("format,sqlite\n07", "format,sqlite\n06", 1))
    (tmp_path / "cut").write_text(text[:-50])
    (tmp_path / "unsigned").write_text(text[: text.index("checksum")])
    (tmp_path / "nohex").write_text(text.replace("format,sqlite\n07", "format,sqlite\n0g", 1))
    (data_dir / "regtest" / "wallets" / "old.dat").write_bytes(bytes(12) + bytes.fromhex("62310500") + bytes(5000))
    (data_dir / "regtest" / "wallets" / "junk").mkdir()
    (data_dir / "regtest" / "wallets" / "junk" / "wallet.dat").write_bytes(bytes(5000))
    before = sorted((data_dir / "regtest").rglob("*"))
    for words in (
        ("create",),
        ("-wallet=open", "salvage"),
        ("-wallet=open", "wipetxes"),
        ("-wallet=none", "info"),
        ("-wallet=old.dat", "info"),
        ("-wallet=junk", "info"),
        ("-wallet=open", "dump"),
        ("-wallet=open", f"-dumpfile={dump}", "dump"),
        ("-wallet=open", f"-dumpfile={tmp_path}/none/dump", "dump"),
        ("-wallet=open", f"-dumpfile={dump}", "createfromdump"),
        ("-wallet=x", "createfromdump"),
        ("-wallet=x", f"-dumpfile={tmp_path}/none", "createfromdump"),
        ("-wallet=x", f"-dumpfile={dump}", "-format=", "createfromdump"),
        ("-wallet=x", f"-dumpfile={dump}", "-format=x", "createfromdump"),
        ("-wallet=x", f"-dumpfile={dump}", "-format=bdb", "createfromdump"),
        *(
            ("-wallet=x", f"-dumpfile={tmp_path / name}", "createfromdump")
            for name in ("version", "magic", "flipped", "cut", "unsigned", "nohex")
        ),
        ("-wallet=open", "-format=sqlite", "info"),
        ("-wallet=open", "-dumpfile=x", "info"),
        ("-wallet=open", "-nodescriptors", "info"),
        ("-wallet=open", "info", "info"),
        ("-wallet=open", "-testnet=0", "nothing"),
        (),
    ):
        assert both(theirs, data_dir, *words)[0] == 1
    assert sorted((data_dir / "regtest").rglob("*")) == before

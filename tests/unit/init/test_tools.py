"""dash-tx and dash-util: what they print and how they end."""

import io
import signal
import subprocess
import sys
import time

import pytest

from dashcore.common.version import PACKAGE_NAME, VERSION_TEXT
from dashcore.consensus.networks import make_regtest_params
from dashcore.crypto.x11 import x11
from dashcore.init import dash_tx, dash_util
from dashcore.init.tool_args import run_tool

EMPTY = "02000000000000000000"


def tx(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run dash-tx; return exit code and what it wrote."""
    code = run_tool(["dash-tx", *words], dash_tx.run)
    written = capsys.readouterr()
    return code, written.out, written.err


def util(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run dash-util; return exit code and what it wrote."""
    code = run_tool(["dash-util", *words], dash_util.run)
    written = capsys.readouterr()
    return code, written.out, written.err


def test_tx_forms(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A transaction is made, changed or read from standard input; shown as digits, JSON or id."""
    assert tx(capsys, "-create") == (0, f"{EMPTY}\n", "")
    assert tx(capsys, "-create", "nversion=1") == (0, "01" + EMPTY[2:] + "\n", "")
    assert tx(capsys, EMPTY, "locktime=1") == (0, EMPTY[:-8] + "01000000\n", "")
    monkeypatch.setattr("sys.stdin", io.StringIO(f" {EMPTY}\n"))
    code, shown, _ = tx(capsys, "-json", "-")
    assert (code, shown.startswith("{\n    "), '"vin": [' in shown) == (0, True, True)
    txid = "4ebd325a4b394cff8c57e8317ccf5a8d0e2bdf1b8526f8aad6c8e43d8240621a"
    assert tx(capsys, "-txid", EMPTY) == (0, f"{txid}\n", "")
    assert f'"txid": "{txid}"' in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-json",), "error: too few parameters\n"),
        (("00",), "error: invalid transaction encoding\n"),
        (("-create", "no"), "error: unknown command\n"),
        (("-unheard",), "Error parsing command line arguments: Invalid parameter -unheard\n"),
        (
            ("-testnet", "-regtest", "-create"),
            "Error: Only one of -regtest, -testnet, -devnet or -chain can be used.\n",
        ),
        (("-chain=moon", "-create"), "Error: CreateBaseChainParams: Unknown chain moon.\n"),
    ],
)
def test_tx_errors(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str) -> None:
    """Exit code 1, nothing on standard output, the sentence on the other."""
    code, out, err = tx(capsys, *words)

    assert (code, out) == (1, "")
    assert err.startswith(message)


def test_network(capsys: pytest.CaptureFixture[str]) -> None:
    """Addresses are those of the network that was chosen."""
    word = "outaddr=1:XijDvbYpPmznwgpWD3DkdYNfGmRP2KoVSk"

    assert tx(capsys, "-create", word)[0] == 0
    assert tx(capsys, "-testnet", "-create", word) == (1, "", "error: invalid TX output address\n")


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Help names every option and command; without any word it comes with an error."""
    code, out, err = tx(capsys, "-help")
    assert (code, err) == (0, "")
    for name, _, _ in dash_tx._OPTIONS:
        assert f"\n  {name}\n" in out
    code, again, err = tx(capsys)
    assert (code, again, err) == (1, out, "Error: too few parameters\n")
    assert tx(capsys, "-version")[1].startswith(f"{PACKAGE_NAME} dash-tx utility version {VERSION_TEXT}\n")
    assert "\n  grind\n" in util(capsys, "-help")[1]


def test_grind(capsys: pytest.CaptureFixture[str]) -> None:
    """A nonce is found that meets the header's own target; the rest stays as it was."""
    header = make_regtest_params().genesis.header.serialize()
    starts = (header[:76] + nonce.to_bytes(4, "little") for nonce in range(100))
    start = next(data for data in starts if x11(data)[-1] >= 0x80)

    code, out, _ = util(capsys, "grind", start.hex())
    made = bytes.fromhex(out)
    assert (code, made[:76]) == (0, header[:76])
    assert x11(made)[-1] < 0x80


def test_grind_ends_on_interrupt() -> None:
    """A search that would take days ends with Ctrl-C."""
    code = "from dashcore.init.dash_util import find_nonce; print(flush=True); find_nonce(bytes(80), 0x03000001)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(10) != 0
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Error: must specify a command\n"),
        (("grind",), "Must specify block header to grind\n"),
        (("grind", "00", "00"), "Must specify block header to grind\n"),
        (("grind", "00"), "Could not decode block header\n"),
        (("grind", "00" * 80), "Could not satisfy difficulty target\n"),
        (("dig",), "Error parsing command line arguments: Invalid command 'dig'\n"),
    ],
)
def test_util_errors(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str) -> None:
    """Exit code 1 and Core's sentence."""
    assert util(capsys, *words) == (1, "", message)

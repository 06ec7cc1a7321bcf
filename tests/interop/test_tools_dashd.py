"""Our dash-tx and dash-util beside Dash Core's: the same exit code, the same words on both streams.

DASHD_REFERENCE names a dashd; the tools lie beside it.
"""

import os
import subprocess
from pathlib import Path

import pytest

from dashcore.init import dash_tx, dash_util
from dashcore.init.tool_args import run_tool

pytestmark = [pytest.mark.interop, pytest.mark.timeout(120)]

TXID = "5897de6bd6027a475eadd57019d4e6872c396d0716c4875a5f1a6fcfdf385c1f"
KEY = "02a5613bd857b7048924264d1e70e08fb2a7e6527d32b7ab1bb993ac59964ff397"
ADDRESS = "XijDvbYpPmznwgpWD3DkdYNfGmRP2KoVSk"
REGISTERS = "-create set=privatekeys:[] set=prevtxs:"
TX_LINES = f"""
-create -txid locktime=5
-json -create in={TXID}:0 outaddr=1:{ADDRESS} outdata=00
-create nversion=+1
-create nversion=0
-create locktime=-1
-create in={TXID}:222222:4294967295
-create in={TXID}:222223
-create in={TXID}:0:4294967296
-create in={TXID}z:0
-create outaddr=1e3:{ADDRESS}
-create outaddr=.5:{ADDRESS}
-create outaddr=5.:{ADDRESS}
-create outaddr=0.123456789:{ADDRESS}
-create outaddr=210000000:{ADDRESS}
-testnet -create outaddr=1:{ADDRESS}
-create outpubkey=1:{KEY}:xSx
-create outpubkey=1:{KEY}:S:S
-create outmultisig=1:2:3:{KEY}:{KEY}:{KEY}:S
-create outmultisig=1:1:20:{":".join([KEY] * 20)}:S
-create outmultisig=1:1:21:{":".join([KEY] * 21)}
-create outmultisig=1:1:0
-create outscript=1:0x
-create outscript=1:0x5
-create outscript=1:OP_DUP
-create outscript=1:4294967295
-create outscript=1:1234567890123
-create outscript=1:51:S:S
-create outscript=1:0x{"51" * 10001}
-create outdata=:
-create outdata=1:00:11
-create outdata={"00" * 100}
-create delin=x
{REGISTERS}[{{"txid":"{TXID}","vout":1.5,"scriptPubKey":"00"}}] sign=ALL
{REGISTERS}[{{"txid":"{TXID}","vout":99999999999,"scriptPubKey":"00"}}] sign=ALL
{REGISTERS}[{{"txid":"{TXID}","vout":1,"scriptPubKey":"0"}}] sign=ALL
{REGISTERS}[{{"txid":"{TXID}","vout":1,"scriptPubKey":"00","amount":"x"}}] sign=ALL
00
-json
-unheard -create
-chain=moon -create
-testnet -regtest -create
"""
UTIL_LINES = "\ngrind\ngrind 00\ngrind zz\ngrind a b\ndig\n-unheard\ngrind -x"


@pytest.fixture
def beside() -> Path:
    """The folder of the tools to compare with."""
    name = os.environ.get("DASHD_REFERENCE")
    if not name:
        pytest.skip("DASHD_REFERENCE names no dashd")
    folder = Path(name).parent
    if not (folder / "dash-tx").exists() or not (folder / "dash-util").exists():
        pytest.skip(f"{folder} has no dash-tx or no dash-util")
    return folder


def test_same_words(beside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What one accepts, the other does, to the byte; what one refuses, the other does, in the same words."""
    lines = [("dash-tx", dash_tx.run, line) for line in TX_LINES.strip().splitlines()]
    lines += [("dash-util", dash_util.run, line) for line in UTIL_LINES.split("\n")]
    for name, run, line in lines:
        argv = [name, *line.split()]
        theirs = subprocess.run([beside / name, *argv[1:]], check=False, capture_output=True, text=True, input="")
        code = run_tool(argv, run)
        ours = capsys.readouterr()
        assert (code, ours.out, ours.err) == (theirs.returncode, theirs.stdout, theirs.stderr), line

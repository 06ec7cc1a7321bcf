"""Mining from C++ libmultiprocess, built from the published schema: LIBMULTIPROCESS_PREFIX names an installed one."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Nodes

from dashcore.script.address import TEST_PREFIXES, encode_destination
from dashcore.script.standard import ScriptHash

pytestmark = pytest.mark.interop

SCHEMAS = Path(__file__).parents[2] / "packages" / "dashcore" / "schema"
SOURCES = Path(__file__).parent / "cpp"
NOBODY = encode_destination(ScriptHash.of(b""), TEST_PREFIXES)
COMPILE_S = 300.0
TIMEOUT_S = 60.0
BUILD = """set -e
$P/bin/mpgen . . mining.capnp $P/include /usr/include
g++ -std=c++17 -w -I. mining_client.cpp mining.capnp*.c++ -o client \
    $(PKG_CONFIG_PATH=$P/lib/pkgconfig pkg-config --cflags --libs libmultiprocess)
"""


def cpp_schema() -> str:
    """The published mining.capnp, with the names of the classes that wrap it, the struct it imports, and a short Init."""
    text = (SCHEMAS / "mining.capnp").read_text()
    (shared,) = re.findall(r"^struct BlockRef .*?^\}", (SCHEMAS / "common.capnp").read_text(), re.MULTILINE | re.DOTALL)
    (init,) = re.findall(r"interface Init (@\w+)", (SCHEMAS / "init.capnp").read_text())
    (ordinal,) = re.findall(r"makeMining @(\d+)", (SCHEMAS / "init.capnp").read_text())
    before = "".join(f"    reserved{number} @{number} () -> ();\n" for number in range(1, int(ordinal)))
    text = text.replace('using Common = import "common.capnp";', '$Proxy.include("mining_client.h");').replace(
        "Common.", ""
    )
    text += (
        f'\n{shared}\n\ninterface Init {init} $Proxy.wrap("Init") {{\n'
        "    construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);\n"
        f"{before}    makeMining @{ordinal} (context :Proxy.Context) -> (result :Mining);\n}}\n"
    )
    text = re.sub(r'\$Proxy\.wrap\("(\w+)"\)', r'$Proxy.wrap("client::\1")', text)
    return re.sub(r"^(struct (\w+) @\w+) ", r'\1 $Proxy.wrap("client::\2") ', text, flags=re.MULTILINE)


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    """Make nodes on regtest, each in a data directory of its own."""
    made = Nodes(tmp_path)
    yield made
    made.close()


@pytest.mark.timeout(COMPILE_S + TIMEOUT_S)
def test_cpp_miner(nodes: Nodes, tmp_path: Path) -> None:
    """It mines a block, and its waits end as they should."""
    prefix = os.environ.get("LIBMULTIPROCESS_PREFIX")
    if not prefix:
        pytest.skip("LIBMULTIPROCESS_PREFIX names no installed C++ libmultiprocess")
    (tmp_path / "mining.capnp").write_text(cpp_schema())
    for source in SOURCES.glob("mining_client.*"):
        (tmp_path / source.name).write_text(source.read_text())
    script = f"P={shlex.quote(prefix)}\n{BUILD}"
    env = {**os.environ, "PWD": str(tmp_path)}
    subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, env=env, check=True, timeout=COMPILE_S)

    node = nodes.start("-ipcbind=unix:miner.sock:allow=mining", "-disablewallet")
    node.rpc.generatetoaddress(3, NOBODY)
    done = subprocess.run(
        [str(tmp_path / "client"), str(node.net_dir / "miner.sock")],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.stdout == "10 3 1\ncheck 1 ''\nsolved 1 '' 4\nnext 1 late 1 ended 1\n", done.stderr
    assert done.returncode == 0, done.stderr
    assert node.rpc.getblockcount() == 4
    coinbase = node.rpc.getblock(node.rpc.getbestblockhash(), 2)["tx"][0]
    assert coinbase["vout"][0]["scriptPubKey"]["hex"] == "51"
    node.stop()

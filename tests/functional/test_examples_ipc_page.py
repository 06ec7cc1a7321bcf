"""docs/ipc.md is true: its programs run as they stand, its numbers and ids are those of the code."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Node, Nodes, wait_until

from dashcore.interfaces.init import Init
from dashcore.ipc import session
from dashcore.ipc.addresses import DEFAULT_MAX_CONNECTIONS, Permission
from dashcore.ipc.delivery import MAX_BYTES, MAX_EVENTS
from dashcore.ipc.listener import LIMITS

pytestmark = pytest.mark.functional

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ipc.md").read_text(encoding="utf-8")
SCHEMAS = (ROOT / "packages" / "dashcore" / "schema", ROOT / "packages" / "libmultiprocess" / "schema")
BLOCKS: dict[str, str] = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
TIMEOUT_S = 30.0
COMPILE_S = 120


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node to attach to."""
    made = Nodes(tmp_path_factory.mktemp("node"))
    try:
        node = made.start("-ipcbind=unix", "-disablewallet")
        node.rpc.generatetoaddress(3, MINER)
        yield node
    finally:
        made.close()


@pytest.mark.parametrize("name", ["client.py", "raw.py"])
def test_python_programs(node: Node, tmp_path: Path, name: str) -> None:
    """Both say where the tip is, wait for the next, say where that is."""
    if name == "raw.py":
        pytest.importorskip("capnp")
    program = tmp_path / name
    program.write_text(BLOCKS[name])
    folders = map(str, SCHEMAS) if name == "raw.py" else ()
    said = tmp_path / "said"
    height, best = node.rpc.getblockcount(), node.rpc.getbestblockhash()
    size = node.rpc.getblock(best)["size"]
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, str(program), str(node.net_dir / "node.sock"), *folders],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        first = f"height {height}, block {best} of {size} bytes\n"
        wait_until(lambda: process.poll() is not None or said.read_text() == first)
        assert said.read_text() == first

        def ends() -> bool:
            node.rpc.generatetoaddress(1, MINER)  # again, as it may not have subscribed yet
            return process.poll() is not None

        wait_until(ends)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said.read_text()
    later = re.fullmatch(r"height (\d+)\n", said.read_text().removeprefix(first))
    assert later is not None
    assert height < int(later[1]) <= node.rpc.getblockcount()


@pytest.mark.interop
@pytest.mark.timeout(COMPILE_S)
def test_cpp_program(node: Node, tmp_path: Path) -> None:
    """Built as the page says, it echoes and reads the chain."""
    prefix = os.environ.get("LIBMULTIPROCESS_PREFIX")
    if not prefix:
        pytest.skip("LIBMULTIPROCESS_PREFIX names no installed C++ libmultiprocess")
    for name in ("node.capnp", "client.h", "client.cpp"):
        (tmp_path / name).write_text(BLOCKS[name])
    (commands,) = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    _, mpgen, compiler, run = commands.splitlines()
    assert run.startswith("./client ")
    script = f"set -e\nP={shlex.quote(prefix)}\n{mpgen}\n{compiler} -w\n"
    env = {**os.environ, "PWD": str(tmp_path)}
    subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, env=env, check=True, timeout=COMPILE_S)
    done = subprocess.run(
        ["./client", str(node.net_dir / "node.sock")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    genesis = bytes.fromhex(node.rpc.getblockhash(0))[::-1].hex()
    assert done.stdout == f"hello, height {node.rpc.getblockcount()}, genesis {genesis}\n", done.stderr


def test_schema_of_the_page() -> None:
    """What a C++ author is told to declare has the published ids, ordinals and types, as far as it goes."""
    published = "\n".join(path.read_text() for path in SCHEMAS[0].glob("*.capnp"))
    interfaces = re.findall(r"interface (\w+) (@0x\w+).*?\{\n(.*?)^\}", BLOCKS["node.capnp"], re.MULTILINE | re.DOTALL)
    assert [name for name, _, _ in interfaces] == ["Init", "Echo", "Chain"]
    for name, number, methods in interfaces:
        (whole,) = re.findall(rf"interface {name} {number} .*?\{{\n(.*?)^\}}", published, re.MULTILINE | re.DOTALL)
        whole = re.sub(r":\w+\.(Echo|Chain)\b", r":\1", whole)
        for line in methods.splitlines():
            assert line.removesuffix(");") in whole


def test_facts_of_the_page() -> None:
    """Methods, permissions and limits are what the code has."""
    for name in (each for each in vars(Init) if not each.startswith("_")):
        assert f"| `{name}` |" in PAGE
    for path in SCHEMAS[0].glob("*.capnp"):
        assert f'"{path.stem}"' in BLOCKS["build.rs"]
        assert f"{path.stem}_capnp" in BLOCKS["src/main.rs"]
    for permission in Permission:
        assert f"`{permission.value}`" in PAGE
    for text in (
        f"{LIMITS.message_words * 8 >> 20} MiB, {LIMITS.segments} segments, pointers nested {LIMITS.nesting} deep; "
        f"{LIMITS.traversal_words * 8 >> 20} MiB",
        f"| {LIMITS.answers:,} |",
        f"| {LIMITS.threads:,}; {LIMITS.exports:,} |",
        f"| {LIMITS.queued_bytes >> 20} MiB |",
        f"| {MAX_EVENTS:,}, of {MAX_BYTES >> 20} MiB |",
        f"| {session.MAX_SUBSCRIPTIONS}; {session.MAX_COMMANDS}; {session.MAX_TIMERS} |",
        f"| {DEFAULT_MAX_CONNECTIONS}, unless",
    ):
        assert text in PAGE

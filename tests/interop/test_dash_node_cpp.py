"""Our dash-node and the C++ one spawn each other, and Python drives the C++ one.

DASHD_REFERENCE_NODE names a C++ dash-node built with multiprocess support.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Node, Nodes, RpcFailureError, executable, wait_until

import libmultiprocess as mp
from dashcore.ipc.stubs.init_stubs import InitProxy

pytestmark = pytest.mark.interop

TEXTS = ["hello", "", "Grüße 🥁", "x" * 100_000]
PATIENCE_S = 10.0


@pytest.fixture(scope="module")
def cpp_node() -> str:
    """Path of the C++ dash-node; skips where there is none."""
    path = os.environ.get("DASHD_REFERENCE_NODE", "")
    if not path:
        pytest.skip("DASHD_REFERENCE_NODE names no C++ dash-node")
    if not os.access(path, os.X_OK):
        pytest.skip(f"DASHD_REFERENCE_NODE: {path} cannot be run")
    return path


def start(node: Node, program: str, argv0: Path) -> Node:
    """Start a program under another name; what lies beside that name is what it spawns."""
    with (node.datadir / "stderr.txt").open("wb") as stderr:
        node.process = subprocess.Popen(
            [str(argv0), f"-datadir={node.datadir}", "-disablewallet", "-debug=ipc"],
            executable=program,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        )

    def is_up() -> bool:
        assert node.process is not None
        assert node.process.poll() is None, node.stderr()
        try:
            node.rpc.getblockcount()
        except (OSError, RpcFailureError):
            return False
        return True

    wait_until(is_up)
    return node


@pytest.fixture
def nodes(tmp_path: Path) -> Iterator[Nodes]:
    """Make nodes on regtest, each in a data directory of its own."""
    made = Nodes(tmp_path)
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `dash-node` is a link to somebody else's."""
    made = tmp_path / "bin"
    made.mkdir()
    return made


@pytest.fixture
def ours_spawns_cpp(nodes: Nodes, cpp_node: str, folder: Path) -> Node:
    """Our node, whose dash-node is the C++ one."""
    (folder / "dash-node").symlink_to(cpp_node)
    (folder / "ours").symlink_to(executable("dash-node"))
    return start(nodes.make(), str(folder / "ours"), folder / "ours")


@pytest.fixture
def cpp_spawns_ours(nodes: Nodes, cpp_node: str, folder: Path) -> Node:
    """The C++ node, whose dash-node is ours."""
    (folder / "dash-node").symlink_to(executable("dash-node"))
    return start(nodes.make(), cpp_node, folder / "dash-node")


def check_echo(node: Node) -> None:
    """Echo through a spawned process, several times, and see it end."""
    for text in TEXTS:
        assert node.rpc.echoipc(text) == text
    log = node.debug_log()
    assert "IPC client send Echo.echo$Params" in log
    assert log.count("Process dash-node pid") >= len(TEXTS)
    node.rpc.stop()
    assert node.wait() == 0


def test_ours_spawns_cpp(ours_spawns_cpp: Node) -> None:
    """Python parent, C++ child."""
    check_echo(ours_spawns_cpp)


def test_cpp_spawns_ours(cpp_spawns_ours: Node) -> None:
    """C++ parent, Python child."""
    check_echo(cpp_spawns_ours)


@pytest.fixture
def child(cpp_node: str) -> Iterator["mp.Child[InitProxy]"]:
    """A C++ dash-node that this process spawned."""
    with mp.spawn(cpp_node, InitProxy) as spawned:
        yield spawned


def test_python_drives_cpp(child: "mp.Child[InitProxy]") -> None:
    """The library alone is enough to call the C++ node."""
    echo = child.init.make_echo()
    assert echo is not None
    for text in TEXTS:
        assert echo.echo(text) == text


def test_what_cpp_lacks(child: "mp.Child[InitProxy]") -> None:
    """A method the C++ schema does not have is an error of that call; the connection goes on."""
    with pytest.raises(mp.MultiprocessError):
        child.init.make_chain()
    echo = child.init.make_echo()
    assert echo is not None
    assert echo.echo("still there") == "still there"


def test_killed_cpp(cpp_node: str) -> None:
    """A C++ process that dies ends calls with DisconnectedError, and its end is reported."""
    with mp.spawn(cpp_node, InitProxy) as spawned:
        echo = spawned.init.make_echo()
        assert echo is not None
        spawned.kill()
        assert spawned.wait(PATIENCE_S) == -9
        with pytest.raises(mp.DisconnectedError):
            echo.echo("anyone?")

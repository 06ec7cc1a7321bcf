"""Two machines that learn to trust each other: -ipcbind=tls, ipcpair, -ipcauthorize and what each side is told."""

import json
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Node, Nodes, RpcFailureError, free_port, wait_until

import libmultiprocess as mp
from dashcore.common.args import ArgsManager
from dashcore.ipc.connect import ConnectError, add_connect_options, connect_node
from dashcore.ipc.stubs.init_stubs import InitProxy

pytestmark = pytest.mark.functional

OTHER = "ab" * 32


class Far:
    """A program on another machine: its data directory, and what it would type."""

    def __init__(self, datadir: Path) -> None:
        datadir.mkdir(parents=True)
        self.datadir = datadir

    def connect(self, *words: str) -> InitProxy:
        """Attach as a program of ours does."""
        args = ArgsManager()
        add_connect_options(args)
        args.add_arg("-datadir=<dir>", "")
        args.parse_parameters(["far", f"-datadir={self.datadir}", *words])
        args.select_network("regtest")
        return connect_node(args)

    def refused(self, *words: str) -> ConnectError:
        """Try in vain."""
        with pytest.raises(ConnectError) as caught:
            self.connect(*words)
        return caught.value


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node that listens for programs that are allowed `chain`."""
    made = Nodes(tmp_path_factory.mktemp("tls"))
    port = free_port()
    yield made.start("-disablewallet", f"-ipcbind=tls:127.0.0.1:{port}:allow=chain", f"-ipcauthorize={OTHER.upper()}")
    made.close()


@pytest.fixture
def far(tmp_path: Path) -> Far:
    """A machine that has never connected."""
    return Far(tmp_path / "far")


def address_of(node: Node) -> str:
    """Where to connect."""
    (listener,) = node.rpc.getipcinfo()["listeners"]
    assert isinstance(listener["address"], str)
    return listener["address"]


def test_pairing(node: Node, far: Far) -> None:
    """Both sides refuse, each says what to type where; typed, it works, also after a restart; taken back, it ends."""
    where = address_of(node)
    error = far.refused(f"-ipcconnect={where}")
    known = node.rpc.ipcpair()
    assert known["addresses"] == [where]
    assert not error.may_come
    match = re.search(
        r"start again with (-ipcauthorize=[0-9a-f]{64})\. .* type `dash-cli (ipcpair ([0-9a-f]{64}))`", str(error)
    )
    assert match is not None
    option, command, own = match.groups()
    assert option == f"-ipcauthorize={known['fingerprint']}"
    assert str(error).startswith(
        f"Could not connect to dash-node IPC address '{where}'. The node's key {known['fingerprint']}"
    )

    error = far.refused(f"-ipcconnect={where}", option)
    assert str(error) == (
        f"Could not connect to dash-node IPC address '{where}'. The node does not know this program's key {own}: where "
        f"the node runs, type `dash-cli ipcpair {own}`."
    )
    wait_until(lambda: node.rpc.ipcpair()["refused"])
    (refused,) = node.rpc.ipcpair()["refused"]
    assert refused["fingerprint"] == own
    assert refused["address"].startswith("tls:127.0.0.1:")
    assert f"key {own} of tls:127.0.0.1:" in node.debug_log()

    done = node.cli(*command.split(), "the far one")
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert {"fingerprint": own, "comment": "the far one", "by_option": False} in shown["authorized"]
    assert shown["refused"] == []
    with far.connect(f"-ipcconnect={where}", option) as init:
        chain = init.make_chain()
        assert chain is not None
        assert chain.get_height() == 0
        with pytest.raises(mp.RemoteError, match="does not allow 'wallet'"):
            init.get_wallet_loader()
        (peer,) = node.rpc.getipcinfo()["peers"]
        assert (peer["fingerprint"], peer["permissions"], "pid" in peer) == (own, ["chain"], False)
        assert node.rpc.getipcinfo()["process"]["fingerprint"] == known["fingerprint"]
        assert node.cli("ipcpair", own, "remove").returncode == 0
        with pytest.raises(mp.DisconnectedError, match="this key is no longer authorized"):
            chain.get_height()
    assert "The node does not know this program's key" in str(far.refused(f"-ipcconnect={where}", option))
    assert str(far.datadir) not in node.debug_log()


def test_own_file(node: Node, far: Far) -> None:
    """The client's own file of keys does for -ipcauthorize; the keys of both sides are private."""
    where = address_of(node)
    own = re.findall("[0-9a-f]{64}", str(far.refused(f"-ipcconnect={where}")))[-1]
    node.rpc.ipcpair(fingerprint=own.upper())
    folder = far.datadir / "regtest" / "ipc"
    (folder / "authorized").write_text(f"# the node\n{node.rpc.ipcpair()['fingerprint']} home\n")
    with far.connect(f"-ipcconnect={where}") as init:
        assert init.make_chain() is not None
    for each in (folder, node.net_dir / "ipc"):
        assert stat.S_IMODE(each.stat().st_mode) == 0o700
        assert stat.S_IMODE((each / "ipc_identity.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((node.net_dir / "ipc" / "authorized").stat().st_mode) == 0o600
    shown = node.rpc.ipcpair(fingerprint=own, remove=True)
    assert own not in str(shown)


def test_pair_mistakes(node: Node) -> None:
    """Each has its own answer."""
    for params, text in (
        (("12",), "'12' is no fingerprint: 64 hexadecimal digits are expected, colons between them are fine"),
        (("cd" * 32, "remove"), "That key is not authorized"),
        (("cd" * 32, "", True), "That key is not authorized"),
        ((OTHER, "remove"), "That key is -ipcauthorize's: remove it there and restart the node"),
    ):
        with pytest.raises(RpcFailureError) as caught:
            node.rpc.ipcpair(*params)
        assert (caught.value.code, caught.value.message) == (-8, text)
    assert {"fingerprint": OTHER, "comment": "", "by_option": True} in node.rpc.ipcpair()["authorized"]


def test_restart(nodes: Nodes, far: Far) -> None:
    """Key and accepted keys outlast the node; a node that is away may come back."""
    port = free_port()
    words = ("-disablewallet", f"-ipcbind=tls:127.0.0.1:{port}:allow=chain")
    node = nodes.start(*words)
    where = address_of(node)
    own = re.findall("[0-9a-f]{64}", str(far.refused(f"-ipcconnect={where}")))[-1]
    key = node.rpc.ipcpair(own, "me")["fingerprint"]
    node.stop()
    error = far.refused(f"-ipcconnect={where}", f"-ipcauthorize={key}")
    assert str(error) == f"Could not connect to dash-node IPC address '{where}'. Nobody listens at {where}."
    assert error.may_come
    node.start(*words)
    assert node.rpc.ipcpair()["fingerprint"] == key
    with far.connect(f"-ipcconnect={where}", f"-ipcauthorize={key}") as init:
        assert init.make_chain() is not None
    node.stop()


def test_reasons(far: Far) -> None:
    """What a program without a node is told, and whether trying again is worth it."""
    net_dir = far.datadir / "regtest"
    net_dir.mkdir()
    (net_dir / "file").write_text("")
    for words, text, may_come in (
        ((), f"address 'auto'. Nobody listens at {net_dir / 'node.sock'}", True),
        (("-ipcconnect=unix",), f"address 'unix'. Nobody listens at {net_dir / 'node.sock'}", True),
        (("-ipcconnect=unix:file",), f"address 'unix:file'. {net_dir / 'file'} is not a socket.", False),
        (("-ipcconnect=unix:" + "x" * 120,), "The path of a unix socket may be 107 bytes long", False),
        (("-ipcconnect=tcp:h:1",), "address 'tcp:h:1'. Plain TCP is refused", False),
        (("-ipcconnect=nowhere",), "address 'nowhere'. Unrecognized address 'nowhere'.", False),
        (("-noipcconnect",), "address '0'. -ipcconnect says not to connect.", False),
        (("-ipcconnect=tls:127.0.0.1:1", "-ipcauthorize=x"), "Invalid -ipcauthorize: 'x' is no fingerprint", False),
    ):
        error = far.refused(*words)
        assert text in str(error)
        assert error.may_come == may_come

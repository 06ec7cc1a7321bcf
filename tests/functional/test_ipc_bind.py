"""Programs that attach to a running node: where, who, what they may do, and how little harm they can do."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from framework import Node, Nodes, Result, RpcFailureError, StartFailedError, free_port, wait_until
from processes import children, pid_of, words_of

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.rpc import RpcCommandInfo
from dashcore.ipc.stubs.init_stubs import InitProxy

pytestmark = pytest.mark.functional

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's in these tests
FOLLOWER = Path(__file__).parents[1] / "support" / "follower.py"
DENIED = "permission denied: this address does not allow '{}' (see -ipcbind)"


def start(nodes: Nodes, *binds: str, words: tuple[str, ...] = ()) -> Node:
    """Start a node without wallets that listens."""
    return nodes.start("-disablewallet", *(f"-ipcbind={bind}" for bind in binds), *words)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with wallets that listens at three paths; tests leave no peer behind."""
    made = Nodes(tmp_path_factory.mktemp("s"))
    node = made.make(conf="rpcauth=hush:1$2")
    node.start(
        "-ipcbind=unix", "-ipcbind=unix:echo.sock:allow=echo", "-ipcbind=unix:chain.sock:allow=chain", "-debug=ipc"
    )
    yield node
    made.close()


@contextmanager
def attached(node: Node, name: str = "node.sock") -> Iterator[InitProxy]:
    """Attach to a node, and wait for it to notice the end."""
    address = f"unix:{node.net_dir / name}"
    with mp.connect(mp.parse_address(address), InitProxy) as init:
        yield init
    wait_until(lambda: peers(node) == [])


def peers(node: Node) -> list[dict[str, Result]]:
    """What getipcinfo says of those who attached."""
    return [peer for peer in node.rpc.getipcinfo()["peers"] if peer["direction"] == "attached"]


def chain_of(init: InitProxy) -> Chain:
    """The chain that a root hands out."""
    chain = init.make_chain()
    assert chain is not None
    return chain


@contextmanager
def follower(node: Node, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a program that follows the chain."""
    address = f"unix:{node.net_dir / 'node.sock'}"
    with subprocess.Popen(
        [sys.executable, str(FOLLOWER), address, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert read(process) == "ready"
            yield process
        finally:
            process.kill()
            process.communicate()


def read(process: "subprocess.Popen[str]") -> str:
    """Read the next line of a program."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def test_info(shared: Node) -> None:
    """Getipcinfo shows listeners, the wallet process, and who attached; a log line tells of each."""
    (wallet,) = [pid for pid in children(pid_of(shared)) if "-ipcfd" in words_of(pid)]
    with attached(shared, "chain.sock") as init:
        chain_of(init).get_height()
        info = shared.rpc.getipcinfo()
        assert info["process"]["pid"] == pid_of(shared)
        assert Path(info["process"]["exe"]).name == "dash-node"
        assert [
            (Path(each["address"]).name, each["permissions"], each["connections"], each["max_connections"])
            for each in info["listeners"]
        ] == [
            ("node.sock", ["echo", "mining", "chain", "node", "wallet"], 0, 16),
            ("echo.sock", ["echo"], 0, 16),
            ("chain.sock", ["chain"], 1, 16),
        ]
        assert info["sandbox"]["mode"] in {"off", "on", "require"}
        assert isinstance(info["sandbox"]["full"], bool)
        spawned, peer = info["peers"]
        assert (spawned["id"], spawned["direction"], spawned["address"]) == (0, "spawned", "spawned")
        assert (spawned["pid"], Path(spawned["exe"]).name) == (wallet, "dash-wallet")
        assert spawned["calls_out"] > 0
        assert (peer["direction"], peer["pid"], peer["uid"]) == ("attached", os.getpid(), os.getuid())
        assert (peer["address"], peer["permissions"]) == (f"unix:{shared.net_dir / 'chain.sock'}", ["chain"])
        assert all(peer[key] > 0 for key in ("calls_in", "bytes_in", "bytes_out", "objects", "connected"))
        assert peer["waiting"] == 0
        assert f"IPC peer {peer['id']} (" in shared.debug_log()
    wait_until(lambda: f"pid {os.getpid()}, user {os.getuid()}" in shared.debug_log())
    wait_until(lambda: shared.rpc.getipcinfo()["listeners"][2]["connections"] == 0)


def test_help(shared: Node) -> None:
    """The commands explain themselves, and are listed."""
    listed = shared.rpc.help().splitlines()
    for name in ("disconnectipc", "getipcinfo", "ipcpair"):
        assert any(line.split(" ")[0] == name for line in listed)
        assert shared.rpc.help(name).startswith(name)


def test_socket_is_private(shared: Node) -> None:
    """Nobody else can open the sockets."""
    for name in ("node.sock", "echo.sock", "chain.sock"):
        found = (shared.net_dir / name).stat()
        assert stat.S_ISSOCK(found.st_mode)
        assert stat.S_IMODE(found.st_mode) == 0o600


def test_echo_only(shared: Node) -> None:
    """What an address does not allow is an error that says so, and the connection lives on."""
    with attached(shared, "echo.sock") as init:
        with pytest.raises(mp.RemoteError, match="permission denied") as caught:
            init.make_chain()
        assert DENIED.format("chain") in str(caught.value)
        echo = init.make_echo()
        assert echo is not None
        assert echo.echo("still here") == "still here"
    assert "asked for 'chain', which" in shared.debug_log()


def test_chain_without_wallet(shared: Node) -> None:
    """`chain` reads and follows; what would see secrets or change settings takes `wallet`."""
    with attached(shared, "chain.sock") as init:
        chain = chain_of(init)
        assert chain.get_height() == shared.rpc.getblockcount()
        info = RpcCommandInfo(category="wallet", name="walletpassphrase", arg_names=("passphrase",), unique_id=1)
        for refused in (
            lambda: chain.handle_rpc(info, lambda _call, _is_last: "null"),
            lambda: chain.update_rw_setting("wallet", '["evil"]', True),
            lambda: chain.rpc_run_later("lockwallet(w)", lambda: None, 1),
            lambda: chain.init_error("nothing"),
        ):
            with pytest.raises(mp.RemoteError) as caught:
                refused()
            assert DENIED.format("wallet") in str(caught.value)
        with pytest.raises(mp.RemoteError) as caught:
            init.make_echo()
        assert DENIED.format("echo") in str(caught.value)
    assert (
        not (shared.net_dir / "settings.json").exists() or "evil" not in (shared.net_dir / "settings.json").read_text()
    )


def test_settings(shared: Node) -> None:
    """Settings are told, but not those that let people in."""
    with attached(shared) as init:
        chain = chain_of(init)
        assert json.loads(chain.get_setting("-fallbackfee")) == "0.00001"
        assert chain.get_setting("-rpcauth") == "null"
        assert chain.get_settings_list("rpcauth") == ()
        assert chain.get_rw_setting("rpcauth") == "null"
        assert chain.update_rw_setting("answer", "42", False)
        assert chain.get_rw_setting("answer") == "42"
        chain.init_error("a program's trouble\nis its own")
    assert "): a program's trouble?is its own" in shared.debug_log()
    assert shared.stderr() == ""


def test_commands_of_a_program(shared: Node) -> None:
    """A command works while its program lives, is unknown afterwards, and there is a bound to them."""
    with follower(shared, "hello") as process:
        assert shared.rpc.hello() == "hi"
        process.kill()
        process.wait()
        wait_until(lambda: peers(shared) == [])
    with pytest.raises(RpcFailureError) as caught:
        shared.rpc.hello()
    assert caught.value.message == "Method not found"
    with attached(shared) as init:
        chain = chain_of(init)
        kept = [
            chain.handle_rpc(
                RpcCommandInfo(category="hidden", name=f"c{number}", arg_names=(), unique_id=number),
                lambda _call, _is_last: "1",
            )
            for number in range(512)
        ]
        info = RpcCommandInfo(category="hidden", name="more", arg_names=(), unique_id=1)
        with pytest.raises(mp.RemoteError, match="too many RPC commands: one program may have 512 at a time"):
            chain.handle_rpc(info, lambda _call, _is_last: "1")
        assert shared.rpc.c511() == 1
        kept[0].disconnect()
        kept.append(chain.handle_rpc(info, lambda _call, _is_last: "1"))
        assert shared.rpc.more() == 1


def test_disconnect(shared: Node) -> None:
    """By number or by address; not the node's own wallet process, and nobody twice."""
    address = f"unix:{shared.net_dir / 'echo.sock'}"
    inits = [mp.connect(mp.parse_address(address), InitProxy) for _ in range(3)]
    first, *others = [peer["id"] for peer in peers(shared)]
    assert shared.rpc.disconnectipc(id=first) == [first]
    assert shared.rpc.disconnectipc(address) == others
    for init in inits:
        with pytest.raises(mp.DisconnectedError, match="disconnected by the node's operator"):
            init.make_echo()
        init.close()
    wait_until(lambda: peers(shared) == [])
    for words, code, text in (
        ((), -8, "Only one of address and id should be provided."),
        ((address, 1), -8, "Only one of address and id should be provided."),
        ((address,), -8, f"No IPC peer is connected at address {address}"),
        (("", first), -8, f"No IPC peer has id {first}"),
        (("", 0), -1, "is a process of this node's own"),
        (("spawned",), -1, "unload its wallets with unloadwallet, or stop the node"),
    ):
        with pytest.raises(RpcFailureError) as caught:
            shared.rpc.disconnectipc(*words)
        assert caught.value.code == code
        assert text in caught.value.message
    assert shared.rpc.listwallets() == []
    done = shared.cli("disconnectipc", "", "77")
    assert "No IPC peer has id 77" in done.stderr


def test_hung_program(shared: Node) -> None:
    """A stopped program keeps neither blocks nor mempool nor other programs nor the wallet waiting."""
    height = shared.rpc.getblockcount()
    with follower(shared, "hang") as hung, follower(shared) as lively:
        assert hung.pid is not None
        hung.send_signal(signal.SIGSTOP)
        count = 30
        hashes = shared.rpc.generatetoaddress(count, MINER)
        assert shared.rpc.getblockcount() == height + count
        shared.rpc.syncwithvalidationinterfacequeue()
        for number, block_hash in enumerate(hashes, start=height + 1):
            assert read(lively) == f"connected {number} {block_hash}"
        with attached_beside(shared) as init:
            chain_of(init).wait_for_notifications_if_tip_changed(bytes(32))  # type: ignore[arg-type]  # no such tip
        waiting = {peer["pid"]: peer["waiting"] for peer in peers(shared)}
        assert waiting[hung.pid] >= count
        wait_until(lambda: {peer["pid"]: peer["waiting"] for peer in peers(shared)}[lively.pid] == 0)
        hung.send_signal(signal.SIGCONT)
        for number, block_hash in enumerate(hashes, start=height + 1):
            assert read(hung) == f"connected {number} {block_hash}"
        assert shared.rpc.hang() == "hi"
    wait_until(lambda: peers(shared) == [])


@contextmanager
def attached_beside(node: Node) -> Iterator[InitProxy]:
    """Attach to a node that has other peers, and stay on."""
    with mp.connect(mp.parse_address(f"unix:{node.net_dir / 'node.sock'}"), InitProxy) as init:
        yield init


def test_disconnect_hung_program(shared: Node) -> None:
    """A stopped program can be disconnected, and what it served is over; it learns so when it goes on."""
    with follower(shared, "hang") as hung:
        hung.send_signal(signal.SIGSTOP)
        shared.rpc.generatetoaddress(3, MINER)
        (peer,) = peers(shared)
        assert shared.rpc.disconnectipc(id=peer["id"]) == [peer["id"]]
        assert peers(shared) == []
        wait_until(lambda: not shared.rpc.help("hang").startswith("hang"))
        with pytest.raises(RpcFailureError) as caught:
            shared.rpc.hang()
        assert caught.value.message == "Method not found"
        hung.send_signal(signal.SIGCONT)
        assert read_all(hung)[-1] == "over"


def read_all(process: "subprocess.Popen[str]") -> list[str]:
    """Read what a program says until its end."""
    out, error = process.communicate(timeout=30)
    assert error == ""
    return out.splitlines()


def test_hung_command(shared: Node) -> None:
    """Calls of a stopped program's command leave a thread of the server free: it can still be asked, and told."""
    with follower(shared, "hang") as hung:
        hung.send_signal(signal.SIGSTOP)
        calls = [
            subprocess.Popen(
                [sys.executable, "-m", "dashcore.init.dash_cli", f"-datadir={shared.datadir}", "hang"],
                stderr=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(6)
        ]
        texts: list[str] = []
        wait_until(lambda: sum(call.poll() is not None for call in calls) >= 3)
        (peer,) = peers(shared)
        assert shared.rpc.disconnectipc(id=peer["id"]) == [peer["id"]]
        texts = [call.communicate(timeout=30)[1] for call in calls]
        busy = [text for text in texts if "have not answered the calls under way" in text]
        gone = [text for text in texts if "The program that served this command is gone" in text]
        assert (len(busy), len(gone)) == (3, 3)


def test_stop_with_hung_program(nodes: Nodes) -> None:
    """A stopped program does not keep the node from stopping."""
    node = start(nodes, "unix")
    with follower(node) as hung:
        hung.send_signal(signal.SIGSTOP)
        node.rpc.generatetoaddress(3, MINER)
        node.stop()
        assert not (node.net_dir / "node.sock").exists()


def test_max_connections(nodes: Nodes) -> None:
    """As many as may be are served; the next is told so; one that leaves makes room."""
    node = start(nodes, "unix:max-connections=1")
    address = mp.parse_address(f"unix:{node.net_dir / 'node.sock'}")
    with mp.connect(address, InitProxy):
        with pytest.raises(mp.MultiprocessError, match="serves 1 connections and takes no more"):
            mp.connect(address, InitProxy)
        wait_until(lambda: "[warning] IPC: connection from" in node.debug_log())
    wait_until(lambda: peers(node) == [])
    with mp.connect(address, InitProxy) as init:
        assert chain_of(init).get_height() == 0
    node.stop()


def test_stale_and_live_sockets(nodes: Nodes) -> None:
    """A socket left behind by a killed node is replaced; a living node's is not touched."""
    path = nodes.make().datadir.parent / "s"
    first = start(nodes, f"unix:{path}")
    with pytest.raises(StartFailedError) as caught:
        nodes.start("-disablewallet", f"-ipcbind=unix:{path}")
    assert caught.value.status == 1
    assert f"Error: Unable to bind to IPC address 'unix:{path}'. somebody listens at" in caught.value.stderr
    with mp.connect(str(path), InitProxy) as init:
        assert chain_of(init).get_height() == 0
    first.kill()
    assert path.exists()
    second = start(nodes, f"unix:{path}")
    with mp.connect(str(path), InitProxy) as init:
        assert chain_of(init).get_height() == 0
    second.stop()
    assert not path.exists()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("-ipcbind=nowhere", "Unable to bind to IPC address 'nowhere'. Unrecognized address 'nowhere'"),
        ("-ipcbind=tcp:127.0.0.1:9", "Unable to bind to IPC address 'tcp:127.0.0.1:9'. Plain TCP is refused"),
        ("-ipcbind=tls:127.0.0.1:9", "Nothing is allowed there unless it is named"),
        ("-ipcbind=unix:allow=al", "Unrecognized permission 'al'"),
        ("-ipcbind=unix:" + "x" * 120, "the path of a unix socket may be 107 bytes long"),
        ("-ipcbind=unix:/proc/x/y", "/proc/x"),
        ("-ipcbind=unix:/dev/null/x", "/dev/null"),
        ("-ipcauthorize=12", "Invalid -ipcauthorize: '12' is no fingerprint"),
    ],
)
def test_bad_option(nodes: Nodes, word: str, text: str) -> None:
    """One clear line, and a status that is not 0."""
    with pytest.raises(StartFailedError) as caught:
        start(nodes, words=(word,))
    assert caught.value.status == 1
    assert caught.value.stderr.startswith("Error: ")
    assert caught.value.stderr.count("\n") == 1
    assert text in caught.value.stderr


def test_options(nodes: Nodes) -> None:
    """The configuration file and its sections count; the option can be taken back; dashd does not know it."""
    node = nodes.make(conf="ipcbind=unix\nipcbind=unix:b.sock:allow=echo\n[main]\nipcbind=unix:main.sock")
    node.start("-disablewallet")
    assert [Path(each["address"]).name for each in node.rpc.getipcinfo()["listeners"]] == ["node.sock", "b.sock"]
    node.stop()
    node.start("-disablewallet", "-noipcbind")
    node.stop()
    assert "Listening for IPC" not in node.debug_log().rpartition("Command-line arg: ipcbind=false")[2]
    off = nodes.start("-disablewallet", "-ipcbind=0", "-ipcbind=")
    assert "Listening for IPC" not in off.debug_log()
    off.kill()
    with pytest.raises(StartFailedError) as caught:
        nodes.start("-ipcbind=unix", program="dashd")
    assert "Error parsing command line arguments: Invalid parameter -ipcbind=unix" in caught.value.stderr
    single = nodes.start(program="dashd")
    with pytest.raises(RpcFailureError) as refused:
        single.rpc.getipcinfo()
    assert refused.value.message == "Method not found"
    single.stop()


def test_two_ports(nodes: Nodes) -> None:
    """Paths and ports side by side."""
    port = free_port()
    node = start(nodes, "unix:allow=chain", f"tls:127.0.0.1:{port}:allow=echo")
    shown = [(each["address"].partition(":")[0], each["permissions"]) for each in node.rpc.getipcinfo()["listeners"]]
    assert shown == [("unix", ["chain"]), ("tls", ["echo"])]
    node.stop()

"""Starting and stopping: what works, and what a user reads when it does not."""

import http.client
import signal
import socket
import stat
import subprocess

import pytest
from framework import Nodes, RpcFailureError, StartFailedError, executable

pytestmark = pytest.mark.functional


@pytest.mark.parametrize("program", ["dash-node", "dashd"])
def test_start_and_stop(nodes: Nodes, program: str) -> None:
    """A node serves, stops on request with status 0 and in silence, and starts again."""
    node = nodes.start("-disablewallet", program=program)

    assert node.rpc.uptime() >= 0
    assert node.cli("getblockcount").stdout == "0\n"
    assert stat.S_IMODE(node.net_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((node.net_dir / "debug.log").stat().st_mode) == 0o600
    assert (node.net_dir / "wallets").is_dir()
    node.stop()
    assert not (node.net_dir / ".cookie").exists()
    node.start("-disablewallet")
    node.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals(nodes: Nodes, number: signal.Signals) -> None:
    """A signal ends the node as the command does."""
    node = nodes.start("-disablewallet")
    assert node.process is not None
    node.process.send_signal(number)

    assert node.wait() == 0
    assert node.stderr() == ""


def test_fatal_error(nodes: Nodes) -> None:
    """A node that cannot go on says so and ends with status 0, as dashd does; it refuses to start again."""
    node = nodes.start("-disablewallet")
    node.rpc.generatetodescriptor(2, "raw(51)#8lvh9jxk")
    (node.net_dir / "blocks" / "rev00000.dat").unlink()
    with pytest.raises(RpcFailureError):
        node.rpc.invalidateblock(node.rpc.getbestblockhash())

    assert node.wait() == 0
    assert "A fatal internal error occurred, see debug.log for details" in node.stderr()
    with pytest.raises(StartFailedError):
        node.start("-disablewallet")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("-x",), "Error: Error parsing command line arguments: Invalid parameter -x\n"),
        (("-conf=gone.conf",), "Error: Error reading configuration file: specified config file "),
        (("-testnet",), "Error: Error reading configuration file: Only one of -regtest, -testnet, -devnet or -chain "),
        (("-blocksdir=/gone",), 'Error: Specified blocks directory "/gone" does not exist.\n'),
        (("-debuglogfile=/gone/x",), "Error: Could not open debug log file /gone/x\n"),
        (("-rpcauth=foo",), "Error: Unable to start HTTP server. See debug log for details.\n"),
        (("-mocktime=-1",), "Error: Mocktime cannot be negative: -1.\n"),
        (("-bind=127.0.0.1:99999",), "Error: Invalid port specified in -bind: '127.0.0.1:99999'\n"),
        (("word",), "Error: Command line contains unexpected token 'word', see dash"),
    ],
)
def test_refused(nodes: Nodes, words: tuple[str, ...], text: str) -> None:
    """One clear line and a status that is not 0."""
    node = nodes.make()
    with pytest.raises(StartFailedError) as caught:
        node.start("-disablewallet", *words)
    assert caught.value.status == 1
    assert caught.value.stderr.startswith(text)


def test_second_node_on_datadir(nodes: Nodes) -> None:
    """The second node says who has the directory; the first goes on."""
    node = nodes.start("-disablewallet")
    second = subprocess.run(
        [executable("dash-node"), f"-datadir={node.datadir}", "-disablewallet", "-rpcport=1"],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )
    assert second.returncode == 1
    assert second.stderr.startswith(
        f"Error: Cannot obtain a lock on data directory {node.net_dir}. Dash Core is probably already running.\n"
    )
    assert node.rpc.getblockcount() == 0
    node.stop()


def test_occupied_port(nodes: Nodes) -> None:
    """No RPC port, no node."""
    node = nodes.make()
    with socket.socket() as v4, socket.socket(socket.AF_INET6) as v6:
        v4.bind(("127.0.0.1", node.rpc_port))
        v4.listen()
        v6.bind(("::1", node.rpc_port))
        v6.listen()
        with pytest.raises(StartFailedError) as caught:
            node.start("-disablewallet")
    assert caught.value.stderr == "Error: Unable to start HTTP server. See debug log for details.\n"
    node.start("-disablewallet").stop()


def test_malformed_http(nodes: Nodes) -> None:
    """Garbage gets a 400 and the node goes on."""
    node = nodes.start("-disablewallet")
    with socket.create_connection(("127.0.0.1", node.rpc_port), timeout=20) as raw:
        raw.sendall(b"\x00\x01\x02 garbage\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 400 ")
    connection = http.client.HTTPConnection("127.0.0.1", node.rpc_port, timeout=20)
    connection.request("POST", "/", "{")
    assert connection.getresponse().status == 401
    connection.close()
    assert node.rpc.getblockcount() == 0
    node.stop()


def test_help_and_version(nodes: Nodes) -> None:
    """Both go to stdout with status 0, and touch no data directory."""
    node = nodes.make()
    for word, text in [("-help", "Usage:"), ("-version", "version v23.1.2")]:
        done = subprocess.run(
            [executable("dash-node"), f"-datadir={node.datadir}", word],
            capture_output=True,
            text=True,
            check=False,
            timeout=50,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert text in done.stdout
    assert not node.net_dir.exists()

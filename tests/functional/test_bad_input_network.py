"""What no client should send: to the RPC port, and on the command line."""

import base64
import http.client
import socket
from collections.abc import Iterator

import pytest
from framework import Node, Nodes, StartFailedError

pytestmark = pytest.mark.functional

TIMEOUT_S = 20.0


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node that all of it is sent to."""
    made = Nodes(tmp_path_factory.mktemp("bad"))
    try:
        node = made.start("-disablewallet")
        yield node
        assert node.rpc.getblockcount() == 0
        node.stop()
        assert "Traceback" not in node.debug_log()
    finally:
        made.close()


def answer_to(node: Node, data: bytes) -> bytes:
    """Send bytes and end the sending side; returns all that came back."""
    with socket.create_connection(("127.0.0.1", node.rpc_port), timeout=TIMEOUT_S) as raw:
        raw.sendall(data)
        raw.shutdown(socket.SHUT_WR)
        parts = []
        try:
            while part := raw.recv(65536):
                parts.append(part)
        except ConnectionResetError:
            pass
        return b"".join(parts)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x00\x01\x02 garbage\r\n\r\n", b"400"),
        (b"GET\r\n\r\n", b"400"),
        (b"POST / HTTP/9.9\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nno colon\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\n\r\n", b"401"),
        (b"POST / HTTP/1.1\r\nAuthorization: Basic !!!\r\nContent-Length: 0\r\n\r\n", b"401"),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        (b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", b""),
        (b"POST / HTTP/1.1\r\n" + b"A: " + b"x" * 20_000 + b"\r\n\r\n", b""),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b""),
        (b"", b""),
    ],
)
def test_malformed_http(node: Node, data: bytes, status: bytes) -> None:
    """An HTTP error or a closed connection; the next client is served."""
    answer = answer_to(node, data)
    if answer:
        assert answer.startswith(b"HTTP/1.")
        assert answer.split()[1][:1] in (b"4", b"5")
    if status:
        assert answer.split()[1] == status
    assert node.rpc.getblockcount() == 0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", -32700),
        ("{", -32700),
        ("[" * 100_000, -32700),
        ("nonsense", -32700),
        ("5", -32700),
        ('{"method": 5, "id": 1}', -32600),
        ('{"id": 1}', -32600),
        ('{"method": "getblockcount", "params": 5}', -32600),
        ('{"method": "\\u0000", "params": []}', -32601),
        ('{"method": "getblockhash", "params": [99999999999999999999]}', None),
        ('{"method": "getblockhash", "params": ["\\ud800"]}', None),
    ],
)
def test_malformed_json(node: Node, body: str, code: int | None) -> None:
    """A JSON-RPC error with dashd's number; the node goes on."""
    user, _, password = (node.net_dir / ".cookie").read_text().partition(":")
    connection = http.client.HTTPConnection("127.0.0.1", node.rpc_port, timeout=TIMEOUT_S)
    token = base64.b64encode(f"{user}:{password}".encode()).decode()
    connection.request("POST", "/", body, {"Authorization": f"Basic {token}"})
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    assert response.status in (400, 404, 500)
    assert '"error"' in text
    if code is not None:
        assert f'"code":{code}' in text.replace(" ", "")


def test_silent_clients(node: Node) -> None:
    """Clients that connect and say nothing keep nobody out."""
    silent = [socket.create_connection(("127.0.0.1", node.rpc_port), timeout=TIMEOUT_S) for _ in range(50)]
    try:
        assert node.rpc.getblockcount() == 0
    finally:
        for each in silent:
            each.close()


def test_occupied_rpc_port(nodes: Nodes) -> None:
    """No RPC port, no node; it says so, leaves no wallet process, and starts once the port is free."""
    node = nodes.make()
    with socket.socket() as v4, socket.socket(socket.AF_INET6) as v6:
        for each, address in ((v4, "127.0.0.1"), (v6, "::1")):
            each.bind((address, node.rpc_port))
            each.listen()
        with pytest.raises(StartFailedError) as caught:
            node.start()
    assert caught.value.status == 1
    assert caught.value.stderr == "Error: Unable to start HTTP server. See debug log for details.\n"
    node.start().stop()


@pytest.mark.parametrize("program", ["dash-node", "dashd"])
def test_unknown_option(nodes: Nodes, program: str) -> None:
    """One line with dashd's words."""
    node = nodes.make(program)
    with pytest.raises(StartFailedError) as caught:
        node.start("-nosuchthing=1")
    assert caught.value.status == 1
    assert (
        caught.value.stderr.rstrip("\n")
        == "Error: Error parsing command line arguments: Invalid parameter -nosuchthing=1"
    )
    assert not node.net_dir.exists()

"""The server over real sockets: who may call, what comes back, how it ends."""

import base64
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.common.errors import InitError
from dashcore.common.log import DebugLog
from dashcore.common.options import setup_server_args
from dashcore.interfaces.rpc import RpcError
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.control import COMMANDS, ControlContext
from dashcore.rpc.server import RpcServer
from dashcore.rpc.table import RpcTable

HASHED = "rpcauth=rt:93648e835a54c573682c2eb19f882535$7681e9c5b74bdd85e78166031d2058e1069b3ed7ed967c93fc63abba06f31144"
HASHED_PASSWORD = "cA773lm788buwYe4g4WT+05pKyNruVKjQ25x3n0DQcM="  # noqa: S105  # from Core's own tests


class Gate:
    """Holds a command until it is opened."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()


@rpc_command("test", "hold", "Wait.", result="")
def hold(gate: Gate, request: RpcRequest) -> Json:
    """Answer once the gate is open."""
    del request
    gate.entered.set()
    gate.open.wait(20)
    return "held"


@rpc_command("test", "amounts", "Amounts.", args=(RpcArg("n", ArgType.NUM, default=None),), result="")
def amounts(gate: Gate, request: RpcRequest) -> Json:
    """Answer numbers of every kind."""
    del gate, request
    return {"a": JsonAmount(0), "b": JsonAmount(-1), "c": 1.0, "d": 1e-5, "e": [0.1, 2**60]}


@rpc_command("test", "fail", "Fail.", result="")
def fail(gate: Gate, request: RpcRequest) -> Json:
    """Refuse, as Core does for an unknown block."""
    raise RpcError(-5, "Block not found")


class Node:
    """A server with a few commands."""

    def __init__(self, datadir: Path, conf: str = "") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (datadir / "dash.conf").write_text(f"regtest=1\n[regtest]\nrpcport={self.port}\n{conf}\n")
        self.args = ArgsManager()
        setup_server_args(self.args)
        self.args.parse_parameters(["dashd", f"-datadir={datadir}", "-printtoconsole=0"])
        self.args.read_config_files()
        self.args.select_network("regtest")
        self.args.init_settings()
        self.gate = Gate()
        self.table = RpcTable()
        self.shutdowns = 0
        self.log = DebugLog(Clock())
        self.log.configure(self.args)
        control = ControlContext(table=self.table, clock=Clock(), log=self.log, request_shutdown=self._shut_down)
        self.table.register(COMMANDS, control)
        self.table.register((hold, amounts, fail), self.gate)
        self.server = RpcServer(self.args, self.table)
        self.cookie = datadir / "regtest" / ".cookie"

    def _shut_down(self) -> None:
        self.shutdowns += 1

    def connect(self) -> http.client.HTTPConnection:
        """Open a connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def headers(self, user_pass: str | None = None) -> dict[str, str]:
        """Headers of a caller; the cookie's by default."""
        text = self.cookie.read_text() if user_pass is None else user_pass
        return {"Authorization": "Basic " + base64.b64encode(text.encode()).decode()}

    def post(self, body: object, user_pass: str | None = None, path: str = "/") -> tuple[int, bytes]:
        """Send one request on a connection of its own."""
        connection = self.connect()
        try:
            text = body if isinstance(body, str) else json.dumps(body)
            connection.request("POST", path, text, self.headers(user_pass))
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def call(self, method: str, *params: object) -> tuple[int, dict[str, object]]:
        """Call a command."""
        status, body = self.post({"method": method, "params": params, "id": 7})
        reply = json.loads(body)
        assert isinstance(reply, dict)
        assert list(reply) == ["result", "error", "id"]
        assert reply["id"] == 7
        return status, reply


class Make(Protocol):
    """Starts a server."""

    def __call__(self, conf: str = "", *, warm: bool = True) -> Node:
        """Start it; warm: past its start."""


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Start servers that are stopped again."""
    made: list[Node] = []

    def build(conf: str = "", *, warm: bool = True) -> Node:
        node = Node(tmp_path, conf)
        made.append(node)
        node.server.start()
        if warm:
            node.table.finish_warmup()
        return node

    yield build
    for node in made:
        node.gate.open.set()
        node.server.stop()
        node.log.close()


def test_calls(make: Make) -> None:
    """Results, errors and their HTTP codes."""
    node = make()

    assert node.call("uptime")[0] == 200
    assert node.call("echo", 1, None, "x")[1]["result"] == [1, None, "x"]
    assert node.call("nothing") == (
        404,
        {"result": None, "error": {"code": -32601, "message": "Method not found"}, "id": 7},
    )
    status, reply = node.call("fail")
    assert (status, reply["error"]) == (500, {"code": -5, "message": "Block not found"})
    assert node.post({"method": "amounts"})[1] == (
        b'{"result":{"a":0.00000000,"b":-0.00000001,"c":1,"d":1e-05,"e":[0.1,1152921504606846976]},'
        b'"error":null,"id":null}\n'
    )


@pytest.mark.parametrize(
    ("body", "status", "code", "message"),
    [
        ("{", 500, -32700, "Parse error"),
        ("", 500, -32700, "Parse error"),
        ("[" * 100_000, 500, -32700, "Parse error"),
        ('"x"', 500, -32700, "Top-level object parse error"),
        ("{}", 400, -32600, "Missing method"),
        ('{"method": 1}', 400, -32600, "Method must be a string"),
        ('{"method": "uptime", "params": 3}', 400, -32600, "Params must be an array or object"),
        ('{"method": "help", "params": {"x": 1}}', 500, -8, "Unknown named parameter x"),
        (
            '{"method":"help","params":{"command":"a","command":"b"}}',
            500,
            -8,
            "Parameter command specified multiple times",
        ),
        ('{"method": "help", "params": [0]}', 500, -3, "JSON value of type number is not of expected type string"),
    ],
)
def test_bad_requests(make: Make, body: str, status: int, code: int, message: str) -> None:
    """Code and text are dashd's."""
    found, reply = make().post(body)

    assert (found, json.loads(reply)["error"]) == (status, {"code": code, "message": message})


@pytest.mark.parametrize("value", ['{"a":1,"a":2}', '[[{"a":1,"a":[{"b":true,"b":1.50}]}]]'])
def test_repeated_keys(make: Make, value: str) -> None:
    """A key that comes twice in an object reaches the command twice, as deep as it may be."""
    node = make()
    _, reply = node.post(f'{{"method":"echo","params":[{value}]}}')
    assert reply == f'{{"result":[{value}],"error":null,"id":null}}\n'.encode()


def test_batch(make: Make) -> None:
    """Each request of a batch has its own answer; the HTTP code is 200."""
    status, body = make().post([{"method": "echo", "id": 1}, {"method": "nothing", "id": 2}, 3])

    replies = json.loads(body)
    assert status == 200
    assert [reply["id"] for reply in replies] == [1, 2, None]
    assert [reply["error"] and reply["error"]["code"] for reply in replies] == [None, -32601, -32600]


def test_warm_up(make: Make) -> None:
    """Until the node is up, every call says why not."""
    node = make(warm=False)
    node.table.set_warmup_status("Loading block index…")

    assert node.call("uptime")[1]["error"] == {"code": -28, "message": "Loading block index…"}
    node.table.finish_warmup()
    assert node.call("uptime")[0] == 200


def test_who_may_call(make: Make) -> None:
    """The cookie and -rpcauth open, all else is 401."""
    node = make(HASHED)

    assert node.post({"method": "uptime"})[0] == 200
    assert node.post({"method": "uptime"}, f"rt:{HASHED_PASSWORD}")[0] == 200
    assert node.post({"method": "uptime"}, "rt:wrong") == (401, b"")
    connection = node.connect()
    connection.request("POST", "/", "{}")
    response = connection.getresponse()
    assert response.status == 401
    assert response.getheader("WWW-Authenticate") == 'Basic realm="jsonrpc"'
    connection.close()


def test_password_needs_no_cookie(make: Make) -> None:
    """With -rpcpassword no cookie is written."""
    node = make("rpcuser=u\nrpcpassword=p")

    assert node.post({"method": "uptime"}, "u:p")[0] == 200
    assert not node.cookie.exists()


def test_whitelist(make: Make) -> None:
    """A listed user calls what is listed; the cookie's user, unlisted, calls nothing by default."""
    node = make(HASHED + "\nrpcwhitelist=rt:uptime,quorumlist,")
    user = f"rt:{HASHED_PASSWORD}"

    assert node.post({"method": "uptime"}, user)[0] == 200
    assert node.post({"method": "quorum", "params": ["list"]}, user)[0] == 404
    assert node.post({"method": "quorum", "params": ["sign"]}, user)[0] == 403
    assert node.post([{"method": "uptime"}], user)[0] == 200
    assert node.post([{"method": "uptime"}, {"method": "stop"}], user)[0] == 403
    assert node.post({"method": "uptime"})[0] == 403
    assert node.shutdowns == 0


@pytest.mark.parametrize("value", ["foo", "foo:bar", "foo:bar:baz", "foo$bar:baz", "foo$bar$baz"])
def test_bad_rpcauth(tmp_path: Path, value: str) -> None:
    """The start fails and leaves no cookie."""
    node = Node(tmp_path, f"rpcauth={value}")
    with pytest.raises(InitError, match="Unable to start HTTP server"):
        node.server.start()
    assert not node.cookie.exists()
    node.server.stop()
    node.log.close()


def test_occupied_port(make: Make, tmp_path: Path) -> None:
    """A second server on the port does not start; nor one with a wrong -rpcallowip."""
    first = make()
    (tmp_path / "second").mkdir()
    second = Node(tmp_path / "second", "rpcallowip=127.0.0.1\nrpcallowip=nonsense")
    second.args.force_set("-rpcport", str(first.port))
    with pytest.raises(InitError):
        second.server.start()
    second.args.force_set("-rpcallowip", "127.0.0.1")
    with pytest.raises(InitError):
        second.server.start()
    second.log.close()


def test_http(make: Make) -> None:
    """Paths, methods, sizes, keep-alive."""
    node = make()
    connection = node.connect()
    for method, path, status in [
        ("GET", "/", 405),
        ("DELETE", "/", 405),
        ("GET", "/" + "x" * 1000, 404),
        ("POST", "/wallet/w", 200),
        ("POST", "/other", 404),
    ]:
        connection.request(method, path, '{"method":"uptime"}', node.headers())
        response = connection.getresponse()
        response.read()
        assert (method, path, response.status) == (method, path, status)
        date = parsedate_to_datetime(response.getheader("Date") or "")
        assert abs(date.timestamp() - time.time()) < 60
        assert connection.sock is not None
    connection.request("POST", "/", '{"method":"uptime"}', {**node.headers(), "Connection": "close"})
    connection.getresponse().read()
    assert connection.sock is None
    connection.request("GET", "/" + "x" * 10000, "", node.headers())
    assert connection.getresponse().status == 400
    connection.close()


def test_raw_bytes(make: Make) -> None:
    """Garbage ends its connection with 400, pipelined requests are answered in order, a huge body is refused."""
    node = make()
    auth = node.headers()["Authorization"]

    def send(data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", node.port), timeout=20) as raw:
            raw.sendall(data)
            got = b""
            while part := raw.recv(65536):
                got += part
            return got

    assert send(b"\x00\xff garbage\r\n\r\n").startswith(b"HTTP/1.1 400 Bad Request\r\n")
    head = f"POST / HTTP/1.1\r\nAuthorization: {auth}\r\n".encode()
    bodies = [b'{"method":"echo","params":[%d]}' % number for number in range(3)]
    closing = [b"", b"", b"Connection: close\r\n"]
    both = zip(bodies, closing, strict=True)
    got = send(b"".join(head + extra + b"Content-Length: %d\r\n\r\n" % len(body) + body for body, extra in both))
    assert [got.index(b'"result":[%d]' % number) for number in range(3)] == sorted(
        got.index(b'"result":[%d]' % number) for number in range(3)
    )
    assert send(head + b"Content-Length: 99999999\r\n\r\n").startswith(b"HTTP/1.1 413 ")
    expecting = send(head + b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
    assert expecting.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 ")
    assert node.call("uptime")[0] == 200


def test_work_queue(make: Make) -> None:
    """Past its depth requests are refused at once with 503."""
    node = make("rpcthreads=1\nrpcworkqueue=1")
    threads = [threading.Thread(target=node.post, args=({"method": "hold"},)) for _ in range(2)]
    threads[0].start()
    assert node.gate.entered.wait(20)
    threads[1].start()
    statuses = set()
    while 503 not in statuses:
        connection = node.connect()
        connection.request("POST", "/", '{"method":"uptime"}', node.headers())
        connection.sock.settimeout(0.2)
        try:
            response = connection.getresponse()
            statuses.add(response.status)
            assert response.read() == b"Work queue depth exceeded"
        except TimeoutError:  # this one was queued instead of the second thread's
            pass
        connection.close()
    node.gate.open.set()
    for thread in threads:
        thread.join()


def test_stop(make: Make) -> None:
    """A running command's reply arrives; the cookie is gone; nothing is served any more."""
    node = make()
    got: list[tuple[int, bytes]] = []
    thread = threading.Thread(target=lambda: got.append(node.post({"method": "hold"})))
    thread.start()
    assert node.gate.entered.wait(20)
    active = node.call("getrpcinfo")[1]["result"]
    assert isinstance(active, dict)
    assert [command["method"] for command in active["active_commands"]] == ["hold", "getrpcinfo"]
    connection = node.connect()
    connection.request("POST", "/", '{"method":"stop","params":[1]}', node.headers())
    response = connection.getresponse()
    assert (response.read(), response.getheader("Connection")) == (
        b'{"result":"Dash Core stopping","error":null,"id":null}\n',
        "close",
    )
    assert node.shutdowns == 1
    node.server.interrupt()
    assert not node.table.is_running()
    assert node.post({"method": "uptime"})[0] == 503
    node.gate.open.set()
    node.server.stop()
    thread.join()
    assert got == [(200, b'{"result":"held","error":null,"id":null}\n')]
    assert not node.cookie.exists()
    with pytest.raises(OSError, match="refused"):
        node.post({"method": "uptime"}, "a:b")


def test_idle_connection(make: Make) -> None:
    """After -rpcservertimeout an idle connection is closed."""
    node = make("rpcservertimeout=1")
    with socket.create_connection(("127.0.0.1", node.port), timeout=20) as raw:
        assert raw.recv(1) == b""


def test_getmemoryinfo(make: Make) -> None:
    """Numbers that add up, XML of glibc, and the error for another mode."""
    node = make()
    result = node.call("getmemoryinfo")[1]["result"]
    assert isinstance(result, dict)
    locked = result["locked"]
    assert locked["used"] + locked["free"] == locked["total"] > 0
    assert str(node.call("getmemoryinfo", "mallocinfo")[1]["result"]).startswith("<malloc")
    assert node.call("getmemoryinfo", "foobar")[1]["error"] == {"code": -8, "message": "unknown mode foobar"}


def test_logging_command(make: Make) -> None:
    """Categories are switched on, then off."""
    node = make()
    result = node.call("logging", ["all"], ["net"])[1]["result"]
    assert isinstance(result, dict)
    assert list(result) == sorted(result)
    assert (result["qt"], result["net"]) == (True, False)
    assert node.call("logging", ["x"])[1]["error"] == {"code": -8, "message": "unknown logging category x"}
    assert node.call("debug", "net+qt")[1]["result"] == "Debug mode: net, qt"

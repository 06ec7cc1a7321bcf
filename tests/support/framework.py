"""Start and stop our executables on regtest, and call them.

def test_something(nodes: Nodes) -> None:
    node = nodes.start("-txindex=0")          # dash-node; wait_until its RPC answers
    node.rpc.generatetoaddress(1, ADDRESS)    # RpcFailureError where the node refuses
    node.wallet("w").getbalance()
    node.stop()                               # its exit status is 0 and it said nothing on stderr
"""

import base64
import http.client
import itertools
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

Result: TypeAlias = Any  # type: ignore[explicit-any]  # tests index into what commands return

START_TIMEOUT_S = 60.0
CALL_TIMEOUT_S = 60.0
_POLL_S = 0.02
_IN_WARMUP = -28
_IDLE_S = 5.0
_ids = itertools.count(1)


class RpcFailureError(Exception):
    """A command's refusal."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class StartFailedError(Exception):
    """A node ended while it started; the text is its stderr."""

    def __init__(self, status: int, stderr: str) -> None:
        super().__init__(status, stderr)
        self.status = status
        self.stderr = stderr


def wait_until(predicate: Callable[[], object], timeout_s: float = 60.0) -> None:
    """Return once `predicate` holds."""
    deadline = time.monotonic() + timeout_s
    while not predicate():
        if time.monotonic() > deadline:
            raise TimeoutError(f"still not so after {timeout_s} s")
        time.sleep(_POLL_S)


def free_port() -> int:
    """Find a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def executable(name: str) -> str:
    """Path of one of our executables, beside this Python."""
    return str(Path(sys.executable).with_name(name))


class Method:
    """One command, ready to be called with positional or named parameters."""

    def __init__(self, rpc: "Rpc", name: str) -> None:
        self._rpc = rpc
        self._name = name

    def __call__(self, *params: object, **named: object) -> Result:
        """Call it."""
        return self._rpc.call(self._name, *params, **named)


class Rpc:
    """A connection to a node's RPC server: `rpc.getblockcount()`. One thread at a time."""

    def __init__(self, port: int, cookie: Path, path: str = "/") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=CALL_TIMEOUT_S)
        self._cookie = cookie
        self._path = path
        self._used = 0.0

    def __getattr__(self, name: str) -> Method:
        """Name a command."""
        if name.startswith("_"):
            raise AttributeError(name)
        return Method(self, name)

    def call(self, method: str, *params: object, **named: object) -> Result:
        """Call a command.

        Raises:
            RpcFailureError: it refused.
            OSError: nobody answered.
        """
        request = {"method": method, "params": named or params, "id": next(_ids)}
        token = base64.b64encode(self._cookie.read_bytes()).decode()
        headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
        if time.monotonic() - self._used > _IDLE_S:
            self._connection.close()  # the server closes idle connections, perhaps just now
        try:
            self._connection.request("POST", self._path, json.dumps(request, default=str), headers)
            response = self._connection.getresponse()
            body = response.read()
            self._used = time.monotonic()
        except (http.client.HTTPException, OSError) as error:
            self._connection.close()
            raise ConnectionError(f"{method}: {error}") from error
        if response.getheader("Content-Type") != "application/json":
            raise ConnectionError(f"{method}: {response.status} {body.decode()}")
        reply = json.loads(body, parse_float=Decimal)
        if reply["error"] is not None:
            raise RpcFailureError(reply["error"]["code"], reply["error"]["message"])
        return reply["result"]

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class Node:
    """One node and its data directory; may be started again and again."""

    def __init__(self, datadir: Path, program: str = "dash-node", conf: str = "") -> None:
        self.datadir = datadir
        self.program = program
        self.rpc_port = free_port()
        self.p2p_port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._rpcs: list[Rpc] = []
        datadir.mkdir(parents=True, exist_ok=True)
        (datadir / "dash.conf").write_text(
            f"regtest=1\n[regtest]\nport={self.p2p_port}\nrpcport={self.rpc_port}\nbind=127.0.0.1\ndiscover=0\n"
            "dnsseed=0\nfixedseeds=0\nlistenonion=0\nupnp=0\nnatpmp=0\nprinttoconsole=0\nkeypool=1\n"
            f"fallbackfee=0.00001\nunsafesqlitesync=1\n{conf}\n"
        )

    @property
    def net_dir(self) -> Path:
        """The network's folder in the data directory."""
        return self.datadir / "regtest"

    def debug_log(self) -> str:
        """Text of debug.log."""
        return (self.net_dir / "debug.log").read_text(encoding="utf-8", errors="replace")

    def launch(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start the process and do not wait for it."""
        (self.net_dir / ".cookie").unlink(missing_ok=True)
        with self._stderr_path.open("wb") as stderr:
            self.process = subprocess.Popen(
                [executable(self.program), f"-datadir={self.datadir}", *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )
        return self.process

    def start(self, *words: str) -> "Node":
        """Start the process and wait until commands are served.

        Raises:
            StartFailedError: it ended before that.
        """
        process = self.launch(*words)

        def is_up() -> bool:
            if process.poll() is not None:
                raise StartFailedError(process.returncode, self.stderr())
            try:
                self.rpc.getblockcount()
            except RpcFailureError as error:
                if error.code != _IN_WARMUP:
                    raise
                return False
            except OSError:
                return False
            return True

        wait_until(is_up, START_TIMEOUT_S)
        return self

    @property
    def _stderr_path(self) -> Path:
        return self.datadir / "stderr.txt"

    def stderr(self) -> str:
        """What the process said on stderr."""
        return self._stderr_path.read_text()

    @property
    def rpc(self) -> Rpc:
        """The connection of this node's own calls."""
        if not self._rpcs:
            self.connect()
        return self._rpcs[0]

    def connect(self, path: str = "/") -> Rpc:
        """Open a further connection, for another thread or path."""
        made = Rpc(self.rpc_port, self.net_dir / ".cookie", path)
        self._rpcs.append(made)
        return made

    def wallet(self, name: str) -> Rpc:
        """Call commands for one wallet."""
        if not self._rpcs:
            self.connect()
        return self.connect(f"/wallet/{name}")

    def stop(self) -> None:
        """Ask the node to stop, and check that it went well and silently."""
        self.rpc.stop()
        assert self.wait() == 0, self.stderr()
        assert self.stderr() == ""

    def wait(self, timeout_s: float = 60.0) -> int:
        """Wait for the end of the process; returns its exit status."""
        self._disconnect()
        if self.process is None:
            raise ValueError("never started")
        status = self.process.wait(timeout_s)
        self.process = None
        return status

    def kill(self) -> None:
        """End the process at once (SIGKILL)."""
        if self.process is not None:
            self.process.kill()
            self.wait()

    def _disconnect(self) -> None:
        for rpc in self._rpcs:
            rpc.close()
        self._rpcs.clear()

    def cli(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run dash-cli on this node."""
        command = [executable("dash-cli"), f"-datadir={self.datadir}", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=CALL_TIMEOUT_S)


class Nodes:
    """The nodes of one test."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._made: list[Node] = []

    def make(self, program: str = "dash-node", conf: str = "", datadir: Path | None = None) -> Node:
        """Make a node without starting it."""
        node = Node(datadir or self._base / f"node{len(self._made)}", program, conf)
        self._made.append(node)
        return node

    def start(self, *words: str, program: str = "dash-node", conf: str = "") -> Node:
        """Make and start a node."""
        return self.make(program, conf).start(*words)

    def close(self) -> None:
        """End every node."""
        for node in self._made:
            node.kill()
            node._disconnect()

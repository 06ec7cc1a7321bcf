"""Watch a node and a wallet in two processes mine, pay and account for it.

    make demo        (or: python examples/demo.py)

Starts `dash-node -regtest` in a new data directory; the node starts `dash-wallet`. Everything below is
said to the node over JSON-RPC; what concerns wallets runs in the other process, reached over the Cap'n Proto
wire protocol of C++ libmultiprocess. Nothing stays behind.
"""

import base64
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

EXECUTABLES = Path(sys.executable).parent
STOP_TIMEOUT_S = 60


def say(text: str = "") -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def free_port() -> int:
    """Ask the system for a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Node:
    """A dash-node of our own, and the way to talk to it."""

    def __init__(self, datadir: Path) -> None:
        self.datadir = datadir
        self.port = free_port()
        self.command = [
            str(EXECUTABLES / "dash-node"),
            "-regtest",
            f"-datadir={datadir}",
            f"-rpcport={self.port}",
            "-listen=0",
            "-printtoconsole=0",
            "-debug=ipc",
            "-fallbackfee=0.00001",
        ]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait until RPC answers; return the seconds that took."""
        began = time.perf_counter()
        self.process = subprocess.Popen(self.command)  # noqa: S603 - our own executable
        while True:
            try:
                self.call("getblockcount")
            except (OSError, RuntimeError):
                if self.process.poll() is not None:
                    sys.exit(f"dash-node ended with {self.process.returncode}")
                time.sleep(0.01)
            else:
                return time.perf_counter() - began

    def call(self, method: str, *params: object, wallet: str | None = None) -> object:
        """Make one RPC call; numbers come back exact."""
        cookie = (self.datadir / "regtest" / ".cookie").read_bytes()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(
                "POST",
                "/" if wallet is None else f"/wallet/{wallet}",
                json.dumps({"id": 1, "method": method, "params": params}),
                {"Authorization": "Basic " + base64.b64encode(cookie).decode()},
            )
            answer = json.loads(connection.getresponse().read(), parse_float=Decimal)
        except ValueError as error:
            raise RuntimeError(str(error)) from error
        finally:
            connection.close()
        if answer["error"] is not None:
            raise RuntimeError(answer["error"]["message"])
        result: object = answer["result"]
        return result

    def stop(self) -> int:
        """Stop cleanly; return the exit code."""
        self.call("stop")
        assert self.process is not None  # noqa: S101 - start() came first
        return self.process.wait(STOP_TIMEOUT_S)

    def kill(self) -> None:
        """Leave nothing running, whatever happened."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOP_TIMEOUT_S)


def family(pid: int) -> list[tuple[int, int, str]]:
    """A process and its children: pid, parent, command line."""
    rows = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                words = (entry / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
            except OSError:
                continue
            if pid in (int(entry.name), parent):
                shown = [Path(os.fsdecode(word)).name if b"/" in word else os.fsdecode(word) for word in words]
                rows.append((int(entry.name), parent, " ".join(shown)))
    return sorted(rows)


def show_family(node: Node) -> None:
    """Print the processes."""
    assert node.process is not None  # noqa: S101 - start() came first
    for pid, parent, command in family(node.process.pid):
        say(f"    pid {pid:<7} parent {parent:<7} {command[:100]}")


def ipc_lines(datadir: Path, wanted: tuple[str, ...]) -> list[str]:
    """One line of the log for each of `wanted`, shortened."""
    log = (datadir / "regtest" / "debug.log").read_text(encoding="utf-8", errors="replace").splitlines()
    found = []
    for pattern in wanted:
        line = next((line for line in log if re.search(pattern, line)), None)
        if line:
            found.append(line if len(line) <= 150 else line[:147] + "...")
    return found


def tell(node: Node) -> None:
    """The story: start, mine, pay, confirm, restart."""
    say("1. Start: dash-node opens an empty regtest chain and spawns dash-wallet.")
    say(f"   RPC answers after {node.start():.2f} s.")
    show_family(node)

    say("\n2. Two wallets, both in the wallet process.")
    for name in ("alice", "bob"):
        node.call("createwallet", name, False, False, "", False, True, True)  # a descriptor wallet, loaded at start
    alice = node.call("getnewaddress", wallet="alice")
    bob = node.call("getnewaddress", "rent", wallet="bob")
    say(f"    alice {alice}\n    bob   {bob}")

    say("\n3. Mine 101 blocks to alice: the first reward becomes spendable.")
    began = time.perf_counter()
    node.call("generatetoaddress", 101, alice)
    say(f"    height {node.call('getblockcount')}, {time.perf_counter() - began:.2f} s")
    say(f"    alice  {node.call('getbalance', wallet='alice')} DASH")

    say("\n4. Alice pays bob 12.5 DASH. Her wallet signs; the node checks, relays and mines.")
    txid = node.call("sendtoaddress", bob, 12.5, wallet="alice")
    say(f"    transaction {txid}")
    say(f"    in the node's mempool: {txid in node.call('getrawmempool')}")  # type: ignore[operator]  # a list
    node.call("generatetoaddress", 1, alice)
    payment = node.call("gettransaction", txid, wallet="bob")
    say(f"    bob sees {payment['amount']} DASH with {payment['confirmations']} confirmation")  # type: ignore[index]  # an object
    fee = node.call("gettransaction", txid, wallet="alice")["fee"]  # type: ignore[index]  # an object
    say(f"    alice paid a fee of {-fee} DASH")

    say("\n5. What crossed between the processes (debug.log, -debug=ipc):")
    wanted = (
        r"Process dash-wallet pid",
        r"makeWalletLoader\$Params",
        r"handleRpc\$Params",
        r"blockConnected\$Params",
        r"broadcastTransaction\$Params",
        r"broadcastTransaction\$Results",
    )
    for line in ipc_lines(node.datadir, wanted):
        say("    " + line)

    say("\n6. Stop and start again: both processes come back with what they knew.")
    before = [node.call("getbalance", wallet=name) for name in ("alice", "bob")]
    say(f"    stopped with exit code {node.stop()}")
    say(f"    RPC answers again after {node.start():.2f} s")
    for name in ("alice", "bob"):
        if name not in node.call("listwallets"):  # type: ignore[operator]  # a list
            node.call("loadwallet", name)
    after = [node.call("getbalance", wallet=name) for name in ("alice", "bob")]
    say(f"    alice {after[0]} DASH, bob {after[1]} DASH")
    if before != after:
        sys.exit(f"balances were {before} before the stop")
    say(f"    stopped with exit code {node.stop()}")


def main() -> None:
    """Run the demo in a directory that is removed at the end."""
    datadir = Path(tempfile.mkdtemp(prefix="dash-demo-"))
    node = Node(datadir)
    try:
        tell(node)
    finally:
        node.kill()
        shutil.rmtree(datadir, ignore_errors=True)
    say("\nDone. `make run` starts a node that stays; docs/multiprocess.md is the guide.")


if __name__ == "__main__":
    main()

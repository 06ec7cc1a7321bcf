"""What does it cost the user that node and wallet are two processes?

    python bench/separation.py [--rounds N] [--idle SECONDS] [--json FILE]

Beside dash-node (wallet in a process of its own) run our dashd (the same code in one process) and, where
DASHD_REFERENCE names one, the C++ dashd. All do the same in turn, round by round; medians are compared. Commands are
made over one HTTP connection each, as a program would; blocks count as done when the wallet has seen them.
"""

import argparse
import base64
import contextlib
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's
OURS, ONE_PROCESS, CORE = "dash-node", "dashd", "C++ dashd"
START_S = 60.0
SETTLE_S = 3.0  # what the last commands left to do is done
CALLS = 20  # of a command that changes nothing, in a row
CHANGES = 5  # of one that changes the wallet
BLOCKS = 25  # empty ones in a row
PAYMENTS = 60  # of the wallet's in the one block that is connected again and again
COINS = 200
OPTIONS = (
    *("-regtest", "-listen=0", "-discover=0", "-dnsseed=0", "-printtoconsole=0", "-fallbackfee=0.00001"),
    *("-keypool=100", "-txindex=0", "-persistmempool=0", "-rpcservertimeout=600"),
)


class Node:
    """A process family of the bench's own, with one wallet."""

    def __init__(self, name: str, executable: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        folder.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.process = subprocess.Popen(
            [executable, f"-datadir={folder}", f"-rpcport={port}", *OPTIONS], stdout=subprocess.DEVNULL
        )
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=START_S)
        self.payments_in = ""

    def call(self, method: str, *params: object) -> object:
        """Make one call.

        Raises:
            RuntimeError: the node refused.
            OSError: nobody answers.
        """
        token = base64.b64encode((self.folder / "regtest" / ".cookie").read_bytes()).decode()
        body = json.dumps({"id": 0, "method": method, "params": params})
        try:
            self.http.request("POST", "/", body, {"Authorization": f"Basic {token}"})
            answer = json.loads(self.http.getresponse().read(), parse_float=Decimal)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.http.close()
            raise ConnectionError(f"{method}: {error}") from error
        if answer["error"] is not None:
            raise RuntimeError(f"{self.name}: {method}: {answer['error']['message']}")
        result: object = answer["result"]
        return result

    def prepare(self) -> None:
        """Wait until it serves; make a wallet with many coins, and a block with many payments of its."""
        deadline = time.monotonic() + START_S
        while True:
            with contextlib.suppress(OSError, RuntimeError):
                self.call("getblockcount")
                break
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} does not start")
            time.sleep(0.05)
        self.call("createwallet", "w", False, False, "", False, True, False)
        own = [str(self.call("getnewaddress")) for _ in range(COINS)]
        self.call("generatetoaddress", 10, own[0])
        self.call("generatetoaddress", 100, MINER)
        self.call("sendmany", "", dict.fromkeys(own, 5))
        self.call("generatetoaddress", 1, MINER)
        for address in own[:PAYMENTS]:
            self.call("sendtoaddress", address, 0.5)
        (self.payments_in,) = self.call("generatetoaddress", 1, MINER)  # type: ignore[misc]  # a list of one

    def repeat(self, times: int, method: str, *params: object) -> Callable[[], float]:
        """A command some times in a row, µs for one."""

        def run() -> float:
            began = time.perf_counter()
            for _ in range(times):
                self.call(method, *params)
            return (time.perf_counter() - began) / times * 1e6

        return run

    def mine(self) -> float:
        """Blocks without payments, µs for one; last in a round, so that the next one starts with coins confirmed."""
        began = time.perf_counter()
        self.call("generatetoaddress", BLOCKS, MINER)
        self.call("syncwithvalidationinterfacequeue")
        return (time.perf_counter() - began) / BLOCKS * 1e6

    def connect(self) -> float:
        """The block with many payments of the wallet's, which it took out of the chain just now; µs."""
        self.call("invalidateblock", self.payments_in)
        self.call("syncwithvalidationinterfacequeue")
        began = time.perf_counter()
        self.call("reconsiderblock", self.payments_in)
        self.call("syncwithvalidationinterfacequeue")
        return (time.perf_counter() - began) * 1e6

    def works(self) -> dict[str, Callable[[], float]]:
        """All that is measured, in its order; what must find the block of payments on top comes first."""
        return {
            f"block, {PAYMENTS} payments": self.connect,
            "getblockcount": self.repeat(CALLS, "getblockcount"),
            "getwalletinfo": self.repeat(CALLS, "getwalletinfo"),
            "getbalance": self.repeat(CALLS, "getbalance"),
            "listunspent": self.repeat(CHANGES, "listunspent"),
            "getnewaddress": self.repeat(CHANGES, "getnewaddress"),
            "sendtoaddress": self.repeat(CHANGES, "sendtoaddress", MINER, 0.01),
            "empty block": self.mine,
        }

    def family(self) -> list[int]:
        """The process and its children."""
        tasks = Path("/proc") / str(self.process.pid) / "task"
        children = [word for task in tasks.iterdir() for word in (task / "children").read_text().split()]
        return [self.process.pid, *map(int, children)]

    def memory_mib(self) -> float:
        """Proportional share of memory of the family."""
        rollups = [(Path("/proc") / str(pid) / "smaps_rollup").read_text() for pid in self.family()]
        return sum(int(text.split("\nPss:")[1].split()[0]) for text in rollups) / 1024

    def cpu_s(self) -> float:
        """Processor time of the family so far."""
        stats = [(Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split() for pid in self.family()]
        return sum(int(words[11]) + int(words[12]) for words in stats) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it, whatever state it is in."""
        with contextlib.suppress(OSError, RuntimeError):
            self.call("stop")
        self.http.close()
        try:
            self.process.wait(START_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


Results = dict[str, dict[str, float]]  # work -> peer -> value


def measure(nodes: list[Node], rounds: int) -> Results:
    """Medians, µs; the first round warms up and does not count."""
    works = [node.works() for node in nodes]
    first, *rest = works[0]
    times: dict[str, dict[str, list[float]]] = {}
    for chosen in ([first], rest):
        for number in range(rounds + 1):
            for work in chosen:
                for node, runs in zip(nodes, works, strict=True):
                    us = runs[work]()
                    if number:
                        times.setdefault(work, {}).setdefault(node.name, []).append(us)
            print(f"{'blocks' if chosen == [first] else 'commands'}: round {number} of {rounds}", flush=True)
    return {work: {name: statistics.median(values) for name, values in row.items()} for work, row in times.items()}


def rest(nodes: list[Node], seconds: float) -> Results:
    """Memory, and the processor's time while nobody asks anything."""
    time.sleep(SETTLE_S)
    before = [node.cpu_s() for node in nodes]
    time.sleep(seconds)
    idle = {node.name: (node.cpu_s() - then) / seconds * 100 for node, then in zip(nodes, before, strict=True)}
    return {"memory_mib": {node.name: node.memory_mib() for node in nodes}, "idle_cpu_percent": idle}


def show(results: Results, names: list[str], scale: float = 1.0) -> None:
    """Print, and in brackets ours as a multiple of the peer's."""
    for work, row in results.items():
        cells = [f"{row[OURS] / scale:>12.2f}"]
        for name in names[1:]:
            ratio = f"({row[OURS] / row[name]:.2f})" if row[name] else ""
            cells.append(f"{row[name] / scale:>12.2f} {ratio:8}")
        print(f"{work:20}" + "".join(cells))


def find_ours(name: str) -> str:
    """One of our executables, beside this interpreter."""
    path = Path(sys.executable).with_name(name)
    if not path.exists():
        raise SystemExit(f"no {name} installed: pip install -e packages/dashcore")
    return str(path)


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--idle", type=float, default=10.0, help="seconds of doing nothing; 0: no figures at rest")
    parser.add_argument("--json", type=Path, help='write rows {"work", "peer", "us"}')
    options = parser.parse_args()
    peers = {OURS: find_ours("dash-node"), ONE_PROCESS: find_ours("dashd")}
    reference = os.environ.get("DASHD_REFERENCE")
    if reference:
        peers[CORE] = reference
    else:
        print("without C++ dashd: DASHD_REFERENCE names none")
    nodes: list[Node] = []
    with tempfile.TemporaryDirectory(prefix="bench-separation-") as folder:
        try:
            for number, (name, executable) in enumerate(peers.items()):
                nodes.append(Node(name, executable, Path(folder) / str(number)))
            for node in nodes:
                node.prepare()
            results = measure(nodes, options.rounds)
            at_rest = rest(nodes, options.idle) if options.idle else {}
        finally:
            for node in nodes:
                node.stop()
    print(f"\nmilliseconds, medians of {options.rounds} (in brackets: {OURS} as a multiple)")
    print(f"{'':20}" + f"{OURS:>12}" + "".join(f"{name:>12} {'':8}" for name in list(peers)[1:]))
    show(results, list(peers), 1000.0)
    show(at_rest, list(peers))
    if options.json:
        rows: list[dict[str, object]] = []
        for work, row in results.items():
            rows += [{"work": work, "peer": name, "us": round(us, 1)} for name, us in row.items()]
        for work, row in at_rest.items():
            rows += [{"work": work, "peer": name, "value": round(value, 2)} for name, value in row.items()]
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

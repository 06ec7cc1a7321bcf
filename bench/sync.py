"""How fast does a new node get a chain from a peer? Ours beside dashd, from the same sender, over both transports.

    python bench/sync.py [--chain DIR] [--rounds N] [--par N] [--json FILE]

All scripts are checked. The time is from the order to connect until the last block is the tip. The sender is the dashd
that DASHD_REFERENCE names, else a dash-node; it has imported the chain before. See import_chain.py for the chain.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from bench_node import CORE, OURS, BenchNode, our_executable, reference_executable

DEFAULT_CHAIN = Path(__file__).resolve().parents[2] / "shared" / "chains" / "perf"
LOOK_EVERY_S = 0.01
PLAIN = ("-disablewallet", "-maxtipage=1000000000")  # recorded chains are old; who thinks to be behind serves nothing
TRANSPORTS = {"v1": False, "v2": True}


def sync_once(executable: str, sender: BenchNode, folder: Path, tip: str, par: int, *, v2: bool) -> float:
    """Fetch the chain into a fresh data directory; return seconds."""
    words = (*PLAIN, f"-par={par}", "-assumevalid=0", f"-v2transport={int(v2)}")
    with BenchNode(executable, folder, *words) as node:
        node.wait_ready(LOOK_EVERY_S)
        began = time.perf_counter()
        node.call("addnode", f"127.0.0.1:{sender.port}", "onetry", v2)
        node.wait_for_tip(tip)
        return time.perf_counter() - began


def main() -> None:
    """Measure in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chain", type=Path, default=DEFAULT_CHAIN)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--par", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    blocks, facts = options.chain / "blk00000.dat", options.chain.with_suffix(".json")
    if not blocks.is_file() or not facts.is_file():
        print(f"no chain at {options.chain}: nothing measured")
        return
    facts_of = json.loads(facts.read_text())
    inputs, tip = int(facts_of["inputs"]), str(facts_of["bestblockhash"])
    peers = {OURS: our_executable(OURS)}
    reference = reference_executable()
    if reference is not None:
        peers[CORE] = reference
    runs = [(peer, transport) for transport in TRANSPORTS for peer in peers]
    times: dict[tuple[str, str], list[float]] = {run: [] for run in runs}
    with (
        tempfile.TemporaryDirectory() as base,
        BenchNode(reference or peers[OURS], Path(base) / "sender", *PLAIN, f"-loadblock={blocks}") as sender,
    ):
        sender.wait_ready(LOOK_EVERY_S)
        sender.wait_for_tip(tip)
        for number in range(options.rounds):
            for peer, transport in runs:
                folder = Path(base) / f"{peer} {transport} {number}"
                v2 = TRANSPORTS[transport]
                times[peer, transport].append(sync_once(peers[peer], sender, folder, tip, options.par, v2=v2))
    medians = {run: statistics.median(values) for run, values in times.items()}
    print(f"sync of {inputs} inputs, -par={options.par}, median of {options.rounds}")
    for (peer, transport), seconds in medians.items():
        theirs = medians.get((CORE, transport))
        ratio = f"  {seconds / theirs:.2f} times dashd's" if theirs and peer != CORE else ""
        print(f"  {transport} {peer:10} {seconds:6.2f} s  {seconds / inputs * 1e6:6.1f} us an input{ratio}")
    if options.json:
        rows = [
            {"work": f"sync_{transport}", "peer": peer, "seconds": round(seconds, 3), "inputs": inputs}
            for (peer, transport), seconds in medians.items()
        ]
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

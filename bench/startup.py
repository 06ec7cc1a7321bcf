"""How long does a node take from its start until it answers commands?

    python bench/startup.py [--rounds N] [--json FILE]

On a fresh data directory each time; dash-node with and without wallet process and sandbox, our dashd (the same code in
one process), and, where DASHD_REFERENCE names one, the C++ dashd. All start in turn, round by round.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path

from bench_node import CORE, ONE_PROCESS, OURS, BenchNode, our_executable, reference_executable

TARGET = 2.0  # dash-node may take this many times what dashd takes
LOOK_EVERY_S = 0.002


def start_once(executable: str, words: tuple[str, ...]) -> float:
    """Start on a fresh data directory and stop; return seconds until commands were answered."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with BenchNode(executable, Path(folder) / "node", *words) as node:
            node.wait_ready(LOOK_EVERY_S)
            return time.perf_counter() - began


def main() -> None:
    """Measure in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    kinds: dict[str, tuple[str, tuple[str, ...]]] = {
        OURS: (our_executable(OURS), ()),
        f"{OURS} -disablewallet": (our_executable(OURS), ("-disablewallet",)),
        f"{OURS} -sandbox=off": (our_executable(OURS), ("-sandbox=off",)),
        ONE_PROCESS: (our_executable(ONE_PROCESS), ()),
    }
    reference = reference_executable()
    if reference is not None:
        kinds[CORE] = (reference, ())
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(options.rounds):
        for kind, (executable, words) in kinds.items():
            times[kind].append(start_once(executable, words))
    medians = {kind: statistics.median(values) for kind, values in times.items()}
    print(f"start until commands are answered, median of {options.rounds}")
    for kind, seconds in medians.items():
        ratio = f"  {seconds / medians[CORE]:.2f} times dashd's" if CORE in medians else ""
        print(f"  {kind:24} {seconds * 1e3:6.0f} ms{ratio}")
    if CORE in medians:
        print(f"  budget of {OURS}: {TARGET} times")
    if options.json:
        rows = [{"work": "startup", "peer": kind, "seconds": round(value, 4)} for kind, value in medians.items()]
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

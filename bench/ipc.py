"""How fast are calls between processes? Every figure beside the peers, in one interleaved run.

    python bench/ipc.py [--rounds N] [--json FILE] [--peers NAME,...] [--works NAME,...]

All peers' servers run at once and are measured in turn, round by round, so that what the machine does meanwhile
hits all alike; the table shows medians, and ours as a ratio to each. LIBMULTIPROCESS_PREFIX adds the C++ library.
"""

import argparse
import importlib
import json
import os
import platform
import statistics
from pathlib import Path
from typing import cast

from ipc_peers.peer import WORKS, Peer

OURS = "libmultiprocess"
PEERS = {
    OURS: "LibmultiprocessPeer",
    "managers": "ManagersPeer",
    "rpyc": "RpycPeer",
    "pyro5": "Pyro5Peer",
    "grpcio": "GrpcioPeer",
    "pycapnp": "PycapnpPeer",
    "cpp": "CppPeer",
}
# work -> peer -> the most that ours may take as a share of the peer's time
TARGETS = {
    "echo_mapped": {"managers": 0.8, "pycapnp": 0.06, "cpp": 0.15},
    "callback": {"cpp": 0.15, "rpyc": 0.3},
    "put_1mib": {"managers": 1.0},
    "get_1mib": {"managers": 1.0},
    "threads_4": {"managers": 1.0},
    "threads_8": {"managers": 1.0},
    "idle": {"managers": 1.1},
    "dataclass": {"managers": 2.0},
}
BUSY_TARGET_US = 1000
Results = dict[str, dict[str, float]]  # work -> peer -> median, microseconds


def start_peers(names: list[str], peers: list[Peer]) -> None:
    """Add all that are installed to `peers`; say of the others why not."""
    for name in names:
        try:
            module = importlib.import_module(f"ipc_peers.{name}_peer")
            peer = cast("Peer", getattr(module, PEERS[name])())
            peer.start()
        except (ImportError, LookupError) as error:
            print(f"without {name}: {error}")
        else:
            peers.append(peer)


def run(peers: list[Peer], works: list[str], rounds: int) -> Results:
    """Measure; the first round warms up and does not count."""
    times: dict[tuple[str, str], list[float]] = {}
    for number in range(rounds + 1):
        for work in works:
            for peer in peers:
                us = peer.measure(work)
                if us is not None and number > 0:
                    times.setdefault((work, peer.name), []).append(us)
        print(f"round {number} of {rounds}", flush=True)
    results: Results = {}
    for (work, name), values in times.items():
        results.setdefault(work, {})[name] = statistics.median(values)
    return results


def show(results: Results, names: list[str]) -> None:
    """Print medians, and in brackets our time as a share of the peer's."""
    print(f"\nCPython {platform.python_version()}, {os.cpu_count()} processors; microseconds per call (ours / peer's)")
    print(f"{'':12}" + "".join(f"{name:>17}" for name in names))
    for work, row in results.items():
        cells = []
        for name in names:
            if name not in row:
                cells.append(f"{'-':>17}")
            elif name == OURS or OURS not in row:
                cells.append(f"{row[name]:>17.1f}")
            else:
                cells.append(f"{f'{row[name]:.1f} ({row[OURS] / row[name]:.2f})':>17}")
        print(f"{work:12}" + "".join(cells))


def judge(results: Results) -> list[str]:
    """Return the targets that were missed, in words."""
    missed = []
    for work, limits in TARGETS.items():
        row = results.get(work, {})
        for name, limit in limits.items():
            if OURS in row and name in row and row[OURS] > limit * row[name]:
                missed.append(f"{work}: {row[OURS] / row[name]:.2f}x {name}, target {limit}x")
    busy = results.get("busy", {}).get(OURS, 0.0)
    if busy > BUSY_TARGET_US:
        missed.append(f"busy: {busy:.0f} us, target {BUSY_TARGET_US} us")
    return missed


def main() -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description="Measure calls between processes beside the peers.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, help='write rows {"work", "peer", "us"}')
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--works", default=",".join(WORKS))
    args = parser.parse_args()
    peers: list[Peer] = []
    try:
        start_peers(args.peers.split(","), peers)
        results = run(peers, args.works.split(","), args.rounds)
    finally:
        for peer in peers:
            peer.close()
    show(results, [peer.name for peer in peers])
    missed = judge(results)
    print("\nall targets met" if not missed else "\nmissed: " + "; ".join(missed))
    if args.json:
        rows = [
            {"work": work, "peer": name, "us": round(us, 2)}
            for work, row in results.items()
            for name, us in row.items()
        ]
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

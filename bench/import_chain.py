"""How fast is a chain imported? Our node beside dashd, on the same file, with the same -par.

    python bench/import_chain.py [--chain DIR] [--rounds N] [--par N] [--json FILE]

Each round starts both on fresh data directories with -loadblock and -stopafterblockimport
and takes the time from start to the end of the process, so start-up and the final flush
count. DASHD_REFERENCE names the dashd to compare with. The chain is one folder with a
blk00000.dat and, beside it, NAME.json that says its "inputs" and "bestblockhash".
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OURS = "dash-node"
THEIRS = "dashd"
TARGET = 1.5  # ours may take this many times what dashd takes
DEFAULT_CHAIN = Path(__file__).resolve().parents[2] / "shared" / "chains" / "perf"
DEADLINE_S = 600


def command(executable: str, data_dir: Path, blocks: Path, par: int) -> list[str]:
    """Return the command line that imports a file and ends."""
    return [
        executable,
        "-regtest",
        f"-datadir={data_dir}",
        f"-loadblock={blocks}",
        "-stopafterblockimport",
        f"-par={par}",
        "-listen=0",
        "-disablewallet",
        "-server=0",
        "-printtoconsole=0",
    ]


def import_once(executable: str, blocks: Path, par: int, expected_tip: str) -> float:
    """Import into a fresh data directory; return seconds.

    Raises:
        RuntimeError: the process failed or ended on another tip.
    """
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        began = time.perf_counter()
        done = subprocess.run(
            command(executable, data_dir, blocks, par), check=False, capture_output=True, text=True, timeout=DEADLINE_S
        )
        seconds = time.perf_counter() - began
        if done.returncode != 0:
            raise RuntimeError(f"{executable} failed: {done.stderr.strip()}")
        log = (data_dir / "regtest" / "debug.log").read_text()
        tips = [line for line in log.splitlines() if "UpdateTip: new best=" in line]
        if not tips or f"new best={expected_tip} " not in tips[-1]:
            raise RuntimeError(f"{executable} ended on another tip: {tips[-1:] or 'none'}")
        return seconds


def find_ours() -> str:
    """Return our executable: beside this interpreter, else on the path."""
    beside = Path(sys.executable).with_name(OURS)
    found = str(beside) if beside.exists() else shutil.which(OURS)
    if found is None:
        raise SystemExit(f"no {OURS} installed: pip install -e packages/dashcore")
    return found


def main() -> None:
    """Measure in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chain", type=Path, default=DEFAULT_CHAIN)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--par", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    blocks = options.chain / "blk00000.dat"
    facts = options.chain.with_suffix(".json")
    if not blocks.is_file() or not facts.is_file():
        print(f"no chain at {options.chain}: nothing measured")
        return
    facts_of = json.loads(facts.read_text())
    inputs, tip = int(facts_of["inputs"]), str(facts_of["bestblockhash"])
    peers = {OURS: find_ours()}
    reference = os.environ.get("DASHD_REFERENCE")
    if reference:
        peers[THEIRS] = reference
    else:
        print("without dashd: DASHD_REFERENCE names none")
    times: dict[str, list[float]] = {peer: [] for peer in peers}
    for _ in range(options.rounds):
        for peer, executable in peers.items():
            times[peer].append(import_once(executable, blocks, options.par, tip))
    medians = {peer: statistics.median(values) for peer, values in times.items()}
    print(f"import of {inputs} inputs, -par={options.par}, median of {options.rounds}")
    for peer, seconds in medians.items():
        print(f"  {peer:10} {seconds:7.2f} s  {seconds / inputs * 1e6:6.1f} us an input")
    if THEIRS in medians:
        ratio = medians[OURS] / medians[THEIRS]
        print(f"  ratio {ratio:.2f} (budget {TARGET})")
    if options.json:
        rows = [
            {"work": "import_perf", "peer": peer, "seconds": round(seconds, 3), "inputs": inputs}
            for peer, seconds in medians.items()
        ]
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""How fast is a chain imported? Our node beside dashd, on the same file, with the same -par.

    python bench/import_chain.py [--chain DIR] [--rounds N] [--par N] [--inputs N] [--json FILE]

Each round starts both on fresh data directories with -loadblock and -stopafterblockimport
and takes the time from start to the end of the process, so start-up and the final flush
count. DASHD_REFERENCE names the dashd to compare with. The chain is one folder with a
blk00000.dat and, beside it, NAME.json that says its "inputs" and "bestblockhash".

Then some of the chain's inputs are verified in this process, by our verify_script and by
python-bitcoinlib's VerifyScript (see verify_inputs.py).
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import verify_inputs
from bench_node import OURS, our_executable, reference_executable

THEIRS = "dashd"
TARGET = 1.5  # ours may take this many times what dashd takes
DEFAULT_CHAIN = Path(__file__).resolve().parents[2] / "shared" / "chains" / "perf"
DEADLINE_S = 600

Row = dict[str, str | float]


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


def measure_imports(options: argparse.Namespace, blocks: Path, inputs: int, tip: str) -> list[Row]:
    """Import with each node in turn; print and return the medians."""
    peers = {OURS: our_executable(OURS)}
    reference = reference_executable()
    if reference is not None:
        peers[THEIRS] = reference
    times: dict[str, list[float]] = {peer: [] for peer in peers}
    for _ in range(options.rounds):
        for peer, executable in peers.items():
            times[peer].append(import_once(executable, blocks, options.par, tip))
    print(f"import of {inputs} inputs, -par={options.par}, median of {options.rounds}")
    medians = show(times, inputs)
    if THEIRS in medians:
        print(f"  ratio {medians[OURS] / medians[THEIRS]:.2f} (budget {TARGET})")
    return [
        {"work": "import_perf", "peer": peer, "seconds": round(seconds, 3), "inputs": inputs}
        for peer, seconds in medians.items()
    ]


def measure_inputs(options: argparse.Namespace, blocks: Path) -> list[Row]:
    """Verify inputs with each library in turn; print and return the medians."""
    spends = verify_inputs.read_spends(blocks, options.inputs)
    count = sum(len(spend.scripts) for spend in spends)
    runs: dict[str, Callable[[], float]] = {verify_inputs.OURS: lambda: verify_inputs.verify_ours(spends)}
    try:
        runs[verify_inputs.THEIRS] = verify_inputs.make_theirs(spends)
    except verify_inputs.PeerMissingError as error:
        print(f"without {verify_inputs.THEIRS}: {error}")
    times: dict[str, list[float]] = {peer: [] for peer in runs}
    for _ in range(options.rounds):
        for peer, run in runs.items():
            times[peer].append(run())
    print(f"verification of {count} inputs, one thread, median of {options.rounds}")
    medians = show(times, count)
    if verify_inputs.THEIRS in medians:
        print(f"  ratio {medians[verify_inputs.OURS] / medians[verify_inputs.THEIRS]:.3f}")
    return [
        {"work": "verify_inputs", "peer": peer, "seconds": round(seconds, 3), "inputs": count}
        for peer, seconds in medians.items()
    ]


def show(times: dict[str, list[float]], inputs: int) -> dict[str, float]:
    """Print the medians and return them."""
    medians = {peer: statistics.median(values) for peer, values in times.items()}
    for peer, seconds in medians.items():
        print(f"  {peer:17} {seconds:7.2f} s  {seconds / inputs * 1e6:7.1f} us an input")
    return medians


def main() -> None:
    """Measure in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chain", type=Path, default=DEFAULT_CHAIN)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--par", type=int, default=1)
    parser.add_argument("--inputs", type=int, default=3000, help="verified beside python-bitcoinlib; 0: none")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    blocks = options.chain / "blk00000.dat"
    facts = options.chain.with_suffix(".json")
    if not blocks.is_file() or not facts.is_file():
        print(f"no chain at {options.chain}: nothing measured")
        return
    facts_of = json.loads(facts.read_text())
    inputs, tip = int(facts_of["inputs"]), str(facts_of["bestblockhash"])
    rows = measure_imports(options, blocks, inputs, tip)
    if options.inputs:
        rows += measure_inputs(options, blocks)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()

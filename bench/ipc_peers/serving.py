"""Starts a peer's server as `python -m ipc_peers.<module>` and reads the line in which it says where it listens."""

import subprocess
import sys
from pathlib import Path

_STOP_TIMEOUT_S = 10


def start_server(module: str) -> tuple[subprocess.Popen[str], str]:
    """Start and wait for the first line of output; return the process and that line."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"ipc_peers.{module}"],
        cwd=Path(__file__).parents[1],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    address = process.stdout.readline().strip()
    if not address:
        raise RuntimeError(f"the server of {module} did not start")
    return process, address


def stop_server(process: subprocess.Popen[str]) -> None:
    """End a server."""
    process.terminate()
    process.wait(_STOP_TIMEOUT_S)
    if process.stdout is not None:
        process.stdout.close()

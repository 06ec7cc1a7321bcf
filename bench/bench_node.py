"""A node of a bench's own on regtest: started, asked and stopped."""

import base64
import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

OURS, ONE_PROCESS, CORE = "dash-node", "dashd", "C++ dashd"
DEADLINE_S = 120.0
OPTIONS = ("-regtest", "-discover=0", "-dnsseed=0", "-listenonion=0", "-printtoconsole=0")


def free_port() -> int:
    """Return a port that nobody listened at just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def our_executable(name: str) -> str:
    """Return one of ours: beside this interpreter, else on the path."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise SystemExit(f"no {name} installed: pip install -e packages/dashcore")
    return found


def reference_executable() -> str | None:
    """Return the dashd to compare with, which DASHD_REFERENCE names."""
    found = os.environ.get("DASHD_REFERENCE") or None
    if found is None:
        print("without dashd: DASHD_REFERENCE names none")
    return found


class BenchNode:
    """A node; as a context manager it ends with the block.

    Args (constructor):
        folder: its data directory.
        words: options besides.
    """

    def __init__(self, executable: str, folder: Path, *words: str) -> None:
        self.executable = executable
        self.folder = folder
        self.port, self.rpc_port = free_port(), free_port()
        folder.mkdir(parents=True, exist_ok=True)
        places = (f"-datadir={folder}", f"-bind=127.0.0.1:{self.port}", f"-rpcport={self.rpc_port}")
        self.process = subprocess.Popen([executable, *OPTIONS, *places, *words], stdout=subprocess.DEVNULL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        with contextlib.suppress(OSError, RuntimeError):
            self.call("stop")
        try:
            self.process.wait(DEADLINE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def call(self, method: str, *params: object) -> object:
        """Make one call on a connection of its own.

        Raises:
            RuntimeError: the node refused.
            OSError: nobody answers.
        """
        token = base64.b64encode((self.folder / "regtest" / ".cookie").read_bytes()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.rpc_port, timeout=2 * DEADLINE_S)
        body = json.dumps({"id": 0, "method": method, "params": params})
        try:
            connection.request("POST", "/", body, {"Authorization": f"Basic {token}"})
            answer = json.loads(connection.getresponse().read())
        except (http.client.HTTPException, ValueError) as error:
            raise ConnectionError(f"{method}: {error}") from error
        finally:
            connection.close()
        if answer["error"] is not None:
            raise RuntimeError(f"{self.executable}: {method}: {answer['error']['message']}")
        result: object = answer["result"]
        return result

    def wait_ready(self, interval_s: float) -> None:
        """Wait until it serves.

        Raises:
            RuntimeError: it does not come up.
        """
        deadline = time.monotonic() + DEADLINE_S
        while True:
            with contextlib.suppress(OSError, RuntimeError):
                self.call("getblockcount")
                return
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.executable} does not start")
            time.sleep(interval_s)

    def wait_for_tip(self, block_hash: str) -> None:
        """Wait until that block is the last one; asking again and again would cost the node time.

        Raises:
            RuntimeError: it does not become it.
        """
        found = self.call("waitforblock", block_hash, int(DEADLINE_S * 1000))
        if not isinstance(found, dict) or found["hash"] != block_hash:
            raise RuntimeError(f"{self.executable} does not get to block {block_hash}")

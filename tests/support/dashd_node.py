"""A real dashd, to compare with: DASHD_REFERENCE names it, its dash-cli lies beside it."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from framework import Rpc

MOCKTIME = 1_417_760_000  # seconds; behind the recorded chain
START_TIMEOUT_S = 30


class Dashd:
    """A running dashd.

    Attributes:
        rpc: a connection for many calls, and for long ones.
        port: of its RPC server.
    """

    def __init__(self, cli: list[str], rpc: Rpc, port: int) -> None:
        self._cli = cli
        self.rpc = rpc
        self.port = port

    def call(self, *args: str) -> str:
        """Call an RPC; return what dash-cli prints."""
        return subprocess.run([*self._cli, *args], check=True, capture_output=True, text=True).stdout.strip()

    def coins(self) -> str:
        """Return the hash of the coins."""
        return str(json.loads(self.call("gettxoutsetinfo"))["hash_serialized_2"])


def reference_dashd() -> Path:
    """Return the dashd to compare with; the test is skipped where there is none."""
    name = os.environ.get("DASHD_REFERENCE")
    if not name:
        pytest.skip("DASHD_REFERENCE names no dashd")
    return Path(name)


def free_port() -> int:
    """Return a port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(dashd: Path, data_dir: Path, *args: str) -> Iterator[Dashd]:
    """Run dashd on a directory until the block ends."""
    rpc_port = free_port()
    process = subprocess.Popen(
        [
            str(dashd),
            "-regtest",
            f"-datadir={data_dir}",
            f"-rpcport={rpc_port}",
            f"-port={free_port()}",
            "-listen=0",
            "-disablewallet",
            f"-mocktime={MOCKTIME}",
            *args,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    cli = [str(dashd.with_name("dash-cli")), "-regtest", f"-datadir={data_dir}", f"-rpcport={rpc_port}"]
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while subprocess.run([*cli, "getblockcount"], check=False, capture_output=True).returncode != 0:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            assert time.monotonic() < deadline, "dashd does not answer"
        node = Dashd(cli, Rpc(rpc_port, data_dir / "regtest" / ".cookie"), rpc_port)
        try:
            yield node
        finally:
            node.rpc.close()
        node.call("stop")
        assert process.wait(START_TIMEOUT_S) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()

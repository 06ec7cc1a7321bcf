"""A dash-wallet on its own, attached to a node of a test.

wallets = Attached(node.datadir).start()            # serves its commands at a port of its own
wallets.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
wallets.wallet("w").getbalance()
wallets.stop()
"""

import subprocess
from pathlib import Path

from framework import (
    CALL_TIMEOUT_S,
    START_TIMEOUT_S,
    Rpc,
    RpcFailureError,
    StartFailedError,
    executable,
    free_port,
    wait_until,
)

_IN_WARMUP = -28


class Attached:
    """One dash-wallet process; may be started again and again."""

    def __init__(self, datadir: Path, connect: str = "unix") -> None:
        self.datadir = datadir
        self.connect_to = connect
        self.rpc_port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._rpcs: list[Rpc] = []

    @property
    def net_dir(self) -> Path:
        """The network's folder in the data directory."""
        return self.datadir / "regtest"

    @property
    def cookie(self) -> Path:
        """The cookie file of this process."""
        return self.net_dir / f".cookie.wallet.{self.rpc_port}"

    @property
    def settings(self) -> Path:
        """The settings file of this process."""
        return self.net_dir / f"wallet.{self.rpc_port}.settings.json"

    @property
    def _stderr_path(self) -> Path:
        return self.datadir / f"wallet-stderr-{self.rpc_port}.txt"

    def stderr(self) -> str:
        """What the process said on stderr."""
        return self._stderr_path.read_text()

    def launch(self, *words: str, serves: bool = True) -> "subprocess.Popen[bytes]":
        """Start the process and do not wait for it."""
        self.cookie.unlink(missing_ok=True)
        own = ("-server", f"-rpcbind=127.0.0.1:{self.rpc_port}") if serves else ()
        with self._stderr_path.open("wb") as stderr:
            self.process = subprocess.Popen(
                [
                    executable("dash-wallet"),
                    f"-datadir={self.datadir}",
                    f"-ipcconnect={self.connect_to}",
                    *own,
                    *words,
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
            )
        return self.process

    def start(self, *words: str) -> "Attached":
        """Start the process and wait until it serves.

        Raises:
            StartFailedError: it ended before that.
        """
        process = self.launch(*words)

        def is_up() -> bool:
            if process.poll() is not None:
                raise StartFailedError(process.returncode, self.stderr())
            try:
                self.rpc.uptime()
            except RpcFailureError as error:
                if error.code != _IN_WARMUP:
                    raise
                return False
            except OSError:
                return False
            return True

        wait_until(is_up, START_TIMEOUT_S)
        return self

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run it to its end, which must come soon."""
        command = [executable("dash-wallet"), f"-datadir={self.datadir}", f"-ipcconnect={self.connect_to}", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=CALL_TIMEOUT_S)

    @property
    def rpc(self) -> Rpc:
        """A connection for calls."""
        if not self._rpcs:
            self.connect()
        return self._rpcs[0]

    def connect(self, path: str = "/") -> Rpc:
        """Open a further connection."""
        made = Rpc(self.rpc_port, self.cookie, path)
        self._rpcs.append(made)
        return made

    def wallet(self, name: str) -> Rpc:
        """Call commands for one wallet."""
        return self.connect(f"/wallet/{name}")

    def cli(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run dash-cli on this process."""
        command = [executable("dash-cli"), f"-datadir={self.datadir}", f"-rpcport={self.rpc_port}", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=CALL_TIMEOUT_S)

    def stop(self) -> None:
        """Ask the process to stop, and check that it went well and silently."""
        self.rpc.stop()
        assert self.wait() == 0, self.stderr()
        assert self.stderr() == ""

    def wait(self, timeout_s: float = 60.0) -> int:
        """Wait for the end of the process; returns its exit status."""
        for rpc in self._rpcs:
            rpc.close()
        self._rpcs.clear()
        if self.process is None:
            raise ValueError("never started")
        status = self.process.wait(timeout_s)
        self.process = None
        return status

    def kill(self) -> None:
        """End the process at once (SIGKILL)."""
        if self.process is not None:
            self.process.kill()
            self.wait()

"""The node's end of the wallet process: starts it, passes calls on, survives its death."""

import logging
from collections.abc import Callable

import libmultiprocess as mp
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.init import GlobalArgs, SpawnFailedError
from dashcore.interfaces.wallet import SecretText, Wallet, WalletLoader
from dashcore.ipc.command_line import find_executable
from dashcore.ipc.guarded_chain import GuardedChain
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.types import UnixTime

_log = logging.getLogger("dash")

EXECUTABLE = "dash-wallet"
_STOP_TIMEOUT_S = 60.0
_GONE = (mp.DisconnectedError, mp.ClosedError)


class StartingWalletProcess:
    """dash-wallet on its way up, while the node starts too. No thread is started before `make_loader`.

    Args (constructor):
        launched: the process, or why it could not be started.
        exe_dir: folder of the executables.
        on_start: told once it is up: the connection, the process id and the program.
    """

    def __init__(
        self,
        launched: "mp.Launched | mp.SpawnError",
        exe_dir: str,
        on_start: Callable[[mp.Connection, int, str], None],
    ) -> None:
        self._launched = launched
        self._exe_dir = exe_dir
        self._on_start = on_start

    def make_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader:
        """Wait for the process and give it the configuration and the chain.

        Raises:
            SpawnFailedError: it did not come up.
        """
        child = self._connect()
        self._on_start(mp.connection_of(child.init), child.pid, find_executable(EXECUTABLE, self._exe_dir)[0])
        process = WalletProcess(child)
        guarded = GuardedChain(chain, process.describe_loss, keep_commands=True)
        try:
            loader = child.init.make_wallet_loader(global_args, guarded)
        except mp.MultiprocessError as error:
            child.close()
            raise SpawnFailedError(f"{EXECUTABLE} did not take its configuration: {error}") from error
        if loader is None:
            child.close()
            raise SpawnFailedError(f"{EXECUTABLE} has no wallet code")
        process.take(loader)
        return process

    def _connect(self) -> "mp.Child[InitProxy]":
        if isinstance(self._launched, mp.SpawnError):
            raise SpawnFailedError(str(self._launched)) from self._launched
        try:
            return self._launched.connect(InitProxy)
        except mp.MultiprocessError as error:
            raise SpawnFailedError(str(error)) from error


class WalletProcess(WalletLoader):
    """The wallet loader of a process of our own.

    What the node's start and stop must get through (`flush`, `stop`, what tests do to its time) goes on without a wallet
    process; all else raises DisconnectedError once it is gone.
    """

    def __init__(self, child: "mp.Child[InitProxy]") -> None:
        self._child = child
        self._loader: WalletLoader | None = None
        self._stopping = False
        child.on_exit(self._on_exit)

    @property
    def pid(self) -> int:
        """Process id."""
        return self._child.pid

    def take(self, loader: WalletLoader) -> None:
        """Keep the loader that the process made."""
        self._loader = loader

    def describe_loss(self) -> str:
        """Say what became of the process."""
        status = self._child.status
        if status is None:
            how = "closed its connection"
        elif status < 0:
            how = f"was killed by signal {-status}"
        else:
            how = f"exited with status {status}"
        return f"The wallet process (pid {self.pid}) {how}. Restart the node to use wallets again."

    def register_rpcs(self) -> None:
        """Let the wallet process offer its commands."""
        self._live.register_rpcs()

    def verify(self) -> bool:
        """Check what is to be loaded."""
        return self._live.verify()

    def load(self) -> bool:
        """Load."""
        return self._live.load()

    def start(self) -> None:
        """Begin background work."""
        self._live.start()

    def flush(self) -> None:
        """Put everything on disk."""
        self._unless_gone(self._live.flush)

    def stop(self) -> None:
        """Close the wallets, end the process and wait for it."""
        self._stopping = True
        self._unless_gone(self._live.stop)
        self._child.close(_STOP_TIMEOUT_S)

    def set_mock_time(self, time: UnixTime) -> None:
        """Follow the node's mock time."""
        self._unless_gone(lambda: self._live.set_mock_time(time))

    def scheduler_mock_forward(self, seconds: int) -> None:
        """Make background work due sooner."""
        self._unless_gone(lambda: self._live.scheduler_mock_forward(seconds))

    def create_wallet(self, name: str, passphrase: SecretText, flags: int) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet."""
        return self._live.create_wallet(name, passphrase, flags)

    def load_wallet(self, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Load a wallet."""
        return self._live.load_wallet(name)

    def restore_wallet(self, backup_file: str, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet of a backup."""
        return self._live.restore_wallet(backup_file, name)

    def get_wallet_dir(self) -> str:
        """Folder that holds the wallets."""
        return self._live.get_wallet_dir()

    def list_wallet_dir(self) -> tuple[str, ...]:
        """Names of the wallets in that folder."""
        return self._live.list_wallet_dir()

    def get_wallets(self) -> tuple[Wallet, ...]:
        """The loaded wallets."""
        return self._live.get_wallets()

    def handle_load_wallet(self, fn: Callable[[Wallet], None]) -> Handler:
        """Call `fn` with each wallet loaded from now on."""
        return self._live.handle_load_wallet(fn)

    @property
    def _live(self) -> WalletLoader:
        if self._loader is None:
            raise RuntimeError("the wallet process has not made its loader")
        return self._loader

    def _unless_gone(self, step: Callable[[], None]) -> None:
        try:
            step()
        except _GONE as error:
            _log.debug("The wallet process is gone: %s", error)

    def _on_exit(self, _status: int) -> None:
        if not self._stopping:
            _log.error("%s", self.describe_loss())

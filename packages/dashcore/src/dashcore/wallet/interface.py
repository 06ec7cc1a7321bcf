"""The wallet process as others see it: its loader. Mirrors WalletLoaderImpl of wallet/interfaces.cpp."""

from collections.abc import Callable
from pathlib import Path

from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo
from dashcore.interfaces.wallet import SecretText, Wallet, WalletError, WalletLoader
from dashcore.primitives.types import UnixTime
from dashcore.rpc.command import RpcCommand
from dashcore.rpc.table import answer_call
from dashcore.wallet.context import Clock, Environment
from dashcore.wallet.errors import WalletFileError
from dashcore.wallet.loader import CreateRequest, WalletContext
from dashcore.wallet.rpc.commands import WALLET_COMMANDS
from dashcore.wallet.wallet_impl import WalletImpl

__all__ = ["WalletLoaderImpl"]


class WalletLoaderImpl(WalletLoader):
    """The wallet side of a node: commands, start and stop, wallets.

    Threads: any thread may call; the methods of `ChainClient` one after another.
    """

    def __init__(self, environment: Environment) -> None:
        self.context = WalletContext(environment)
        self._clock: Clock = environment.clock
        self._handlers: list[Handler] = []

    # -- ChainClient

    def register_rpcs(self) -> None:
        """Offer the wallet's commands."""
        for number, command in enumerate(WALLET_COMMANDS, start=1):
            info = RpcCommandInfo(
                category=command.category, name=command.name, arg_names=command.arg_names, unique_id=number
            )
            self._handlers.append(self.context.chain.handle_rpc(info, self._actor(command)))

    def _actor(self, command: RpcCommand[WalletContext]) -> Callable[[RpcCall, bool], str]:
        def act(call: RpcCall, is_last: bool) -> str:
            return answer_call(command, self.context, call)

        return act

    def verify(self) -> bool:
        """Check the wallets to be loaded."""
        return self.context.verify()

    def load(self) -> bool:
        """Load them."""
        return self.context.load_startup_wallets()

    def start(self) -> None:
        """Begin background work."""
        self.context.start()

    def flush(self) -> None:
        """Nothing is kept back: every change is on disk when it is made."""

    def stop(self) -> None:
        """Close every wallet."""
        self.context.stop()

    def close(self) -> None:
        """Close every wallet and take the commands back. Calling it again does nothing."""
        self.context.stop()
        handlers, self._handlers = self._handlers, []
        for handler in handlers:
            handler.disconnect()

    def set_mock_time(self, time: UnixTime) -> None:
        """Follow the node's mock time."""
        self._clock.set_mock(time)

    def scheduler_mock_forward(self, seconds: int) -> None:
        """Make background work due sooner."""
        self.context.scheduler.forward(seconds)

    # -- WalletLoader

    def create_wallet(self, name: str, passphrase: SecretText, flags: int) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet."""
        try:
            wallet, warnings = self.context.create(
                CreateRequest(name=name, flags=flags, passphrase=passphrase, load_on_startup=True)
            )
        except WalletFileError as err:
            raise WalletError(err.message) from None
        return WalletImpl(self.context, wallet), tuple(warnings)

    def load_wallet(self, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Load a wallet."""
        try:
            wallet, warnings = self.context.load(name, load_on_startup=True)
        except WalletFileError as err:
            raise WalletError(err.message) from None
        return WalletImpl(self.context, wallet), tuple(warnings)

    def restore_wallet(self, backup_file: str, name: str) -> tuple[Wallet, tuple[str, ...]]:
        """Make a wallet of a backup."""
        try:
            wallet, warnings = self.context.restore(name, Path(backup_file), load_on_startup=True)
        except WalletFileError as err:
            raise WalletError(err.message) from None
        return WalletImpl(self.context, wallet), tuple(warnings)

    def get_wallet_dir(self) -> str:
        """Folder that holds the wallets."""
        return str(self.context.files.folder)

    def list_wallet_dir(self) -> tuple[str, ...]:
        """Names of the wallets in that folder."""
        return tuple(self.context.files.names())

    def get_wallets(self) -> tuple[Wallet, ...]:
        """The loaded wallets."""
        return tuple(WalletImpl(self.context, wallet) for wallet in self.context.wallets())

    def handle_load_wallet(self, fn: Callable[[Wallet], None]) -> Handler:
        """Call `fn` with each wallet loaded from now on."""
        return self.context.subscribe_load(lambda wallet: fn(WalletImpl(self.context, wallet)))

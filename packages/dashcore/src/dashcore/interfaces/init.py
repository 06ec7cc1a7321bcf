"""The root of every connection: hands out the other interfaces. Mirrors interfaces/init.h."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.mining import Mining
from dashcore.interfaces.node import Node
from dashcore.interfaces.wallet import WalletLoader

__all__ = ["GlobalArgs", "Init", "Ipc", "SpawnFailedError"]


class Init(ABC):  # noqa: B024 - a process overrides what it offers
    """Makes what this process offers, or passes on what a process it spawned offers.

    What a process does not offer it answers with None: a node without wallet code has no wallet loader.
    """

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        return None

    def make_chain(self) -> Chain | None:
        """Return the node's chain."""
        return None

    def make_wallet_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader | None:
        """Make the wallet side; it keeps `chain` until it is stopped."""
        return None

    def make_mining(self) -> Mining | None:
        """Make what miners use; each call gives one of its own, with what it may hold and what ends its waits."""
        return None

    def get_wallet_loader(self) -> WalletLoader | None:
        """Return the loader of the process's own wallets, for a program that attaches; it cannot start or stop them."""
        return None

    def make_node(self) -> Node | None:
        """Return the node: of a process just spawned, one that waits for its configuration; else the one that runs."""
        return None


class SpawnFailedError(Exception):
    """A process could not be started, or ended before it answered; `args[0]` says why."""


class Ipc(ABC):
    """Starts other processes. Local: never crosses itself. Mirrors interfaces/ipc.h."""

    @abstractmethod
    def spawn_process(self, exe_name: str) -> AbstractContextManager[Init]:
        """Start an executable beside this one; the context is its root, leaving it ends the process.

        Raises:
            SpawnFailedError: it did not come up.
        """

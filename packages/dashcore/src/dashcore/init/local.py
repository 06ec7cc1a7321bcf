"""Everything in one process: `interfaces.init.Init` of dashd."""

from typing import TYPE_CHECKING

from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import GlobalArgs, Init
from dashcore.interfaces.wallet import WalletLoader

if TYPE_CHECKING:
    from dashcore.node.context import NodeContext


class LocalEcho(Echo):
    """Echoes in this process."""

    def echo(self, echo: str) -> str:
        """Return `echo` unchanged."""
        return echo


class LocalInit(Init):
    """Makes each object here."""

    def __init__(self, node: "NodeContext") -> None:
        self._node = node

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        return LocalEcho()

    def make_chain(self) -> Chain | None:
        """Return the node's chain."""
        return self._node.chain

    def make_wallet_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader | None:
        """Make the wallet side."""
        del global_args  # the same process: the arguments are at hand
        from dashcore.init.wallet_side import make_local_wallet_loader  # noqa: PLC0415 - not with -disablewallet

        return make_local_wallet_loader(self._node.args, chain)


def wire(node: "NodeContext") -> None:
    """Let a node have all in its own process."""
    node.init = LocalInit(node)

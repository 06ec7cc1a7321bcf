"""Node and wallet in processes of their own: `interfaces.init.Init` of dash-node."""

from dataclasses import replace

import libmultiprocess as mp
from dashcore.common.errors import InitError
from dashcore.init.local import LocalEcho
from dashcore.init.settings_for_wallets import for_wallets
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import GlobalArgs, Init, SpawnFailedError
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.admin import Peers
from dashcore.ipc.wallet_process import StartingWalletProcess
from dashcore.node.context import NodeContext


class SpawningInit(Init):
    """Makes the node's objects here and wallets in another process.

    Args (constructor):
        launched: that process, or why it could not be started; None where none is wanted.
    """

    def __init__(
        self, node: NodeContext, exe_dir: str, peers: Peers, launched: "mp.Launched | mp.SpawnError | None"
    ) -> None:
        self._node = node
        self._wallet = StartingWalletProcess(launched, exe_dir, peers.add_spawned) if launched is not None else None

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        return LocalEcho()

    def make_chain(self) -> Chain | None:
        """Return the node's chain."""
        return self._node.chain

    def make_wallet_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader | None:
        """Let the wallet process make its loader.

        Raises:
            InitError: it did not come up.
        """
        if self._wallet is None:
            return None
        try:
            settings = for_wallets(global_args.settings_json)
            return self._wallet.make_loader(replace(global_args, settings_json=settings), chain)
        except SpawnFailedError as error:
            raise InitError(str(error)) from error

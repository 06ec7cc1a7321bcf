"""Node and wallet in processes of their own: `interfaces.init.Init` of dash-node, and what a spawned process does."""

import sys
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
from dashcore.ipc.spawned import serve_parent
from dashcore.ipc.wallet_process import StartingWalletProcess
from dashcore.node.context import NodeContext


class SpawningInit(Init):
    """Makes the node's objects here and wallets in another process, which starts at once.

    There is none with -disablewallet, nor with -nowallet where wallets of their own may attach (-ipcbind). Else -nowallet
    loads none, as in dashd: createwallet and loadwallet stay.
    """

    def __init__(self, node: NodeContext, exe_dir: str, peers: Peers) -> None:
        self._node = node
        args = node.args
        attached = args.is_negated("-wallet") and args.is_set("-ipcbind")
        is_wanted = not args.get_bool("-disablewallet", False) and not attached
        self._wallet = StartingWalletProcess(exe_dir, peers.add_spawned) if is_wanted else None

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


def serve(descriptor: int, root: Init, exe_name: str) -> int:
    """Serve the parent until it leaves; return the exit code."""
    try:
        serve_parent(descriptor, root, exe_name)
    except (OSError, mp.MultiprocessError) as error:
        sys.stderr.write(f"Error: {exe_name} cannot serve descriptor {descriptor}: {error}\n")
        return 1
    return 0

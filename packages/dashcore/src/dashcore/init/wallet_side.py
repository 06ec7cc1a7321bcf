"""Wallets in this process: of dashd itself, or of the process that a node spawned for them."""

from dashcore.common.args import ArgsManager
from dashcore.consensus.chainparams import select_params
from dashcore.init.chain_args import ChainArgsView
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.wallet import WalletLoader
from dashcore.wallet.context import Clock, Environment, Network
from dashcore.wallet.interface import WalletLoaderImpl


def make_local_wallet_loader(args: ArgsManager, chain: Chain) -> WalletLoader:
    """Make the wallet side of a node.

    Args:
        args: of this process, taken over from the node where that is another one.
        chain: the node; kept until the loader is stopped.
    """
    params = select_params(args.network, ChainArgsView(args))
    environment = Environment(chain=chain, network=Network.of(params), clock=Clock(), data_dir=args.data_dir())
    return WalletLoaderImpl(environment)

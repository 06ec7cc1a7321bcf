"""What a program that attaches to a running node gets, as far as its address allows it."""

import threading

from dashcore.common.args import ArgsManager
from dashcore.init.local import LocalEcho
from dashcore.init.settings_for_wallets import WITHHELD
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import Init
from dashcore.interfaces.mining import Mining
from dashcore.interfaces.node import Node
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.addresses import Permission
from dashcore.ipc.attached_wallets import make_attached_loader, make_attached_node
from dashcore.ipc.authorized import AttachedChain
from dashcore.ipc.session import Session
from dashcore.node.context import NodeContext
from dashcore.node.mining.block_templates import TemplateMaker
from dashcore.node.mining.mining_impl import MiningImpl
from dashcore.node.node_impl import NodeImpl
from dashcore.rpc.server import DEFAULT_HTTP_THREADS


def count_calls(args: ArgsManager) -> threading.BoundedSemaphore:
    """Return what counts the calls of all attached programs' RPC commands: one thread of the server stays free."""
    return threading.BoundedSemaphore(max(args.get_int("-rpcthreads", DEFAULT_HTTP_THREADS) - 1, 1))


class AttachedInit(Init):
    """The root of an attached program's connection.

    What its address does not allow raises PermissionDeniedError, whose text crosses: who asks for it should learn
    why. What this node does not have is None, as everywhere.

    Args (constructor):
        node: this node.
        session: the program.
        calls: see `count_calls`; one for all.
    """

    def __init__(self, node: NodeContext, session: Session, calls: threading.BoundedSemaphore) -> None:
        self._node = node
        self._session = session
        self._calls = calls
        self._templates = TemplateMaker(node)

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        self._session.check(Permission.ECHO)
        return LocalEcho()

    def make_chain(self) -> Chain | None:
        """Return the node's chain; what the program registers there ends with its connection."""
        self._session.check(Permission.CHAIN)
        return AttachedChain(self._node.chain, self._session, WITHHELD, self._calls)

    def make_mining(self) -> Mining | None:
        """Make what miners use; all that a program makes share one limit."""
        self._session.check(Permission.MINING)
        return MiningImpl(self._node, self._templates)

    def make_node(self) -> Node | None:
        """Return the node as a screen uses it; its wallets only where the address allows them too."""
        self._session.check(Permission.NODE)
        return make_attached_node(self._session, NodeImpl(self._node))

    def get_wallet_loader(self) -> WalletLoader | None:
        """Return the loader of the node's own wallets; None with -disablewallet."""
        self._session.check(Permission.WALLET)
        loader = self._node.wallet_loader
        return None if loader is None else make_attached_loader(self._session, loader)

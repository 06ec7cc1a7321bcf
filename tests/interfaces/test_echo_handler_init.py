"""The small interfaces: Echo, Handler and Init."""

import pytest

from dashcore.init.local import LocalEcho
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import GlobalArgs, Init
from dashcore.interfaces.mining import Mining
from dashcore.interfaces.node import Node
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.stubs.echo_stubs import EchoProxy
from dashcore.ipc.stubs.handler_stubs import HandlerProxy
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.node.mining.mining_impl import MiningImpl
from dashcore.node.node_impl import NodeImpl
from dashcore.node.testing import SmallNode
from dashcore.wallet.context import CallbackHandler
from dashcore.wallet.testing import WalletRig
from libmultiprocess.testing import Mode, pair

ARGS = GlobalArgs(settings_json='{"a": [1]}', network="regtest", exe_dir="/usr/bin")


class FullInit(Init):
    """Offers all; remembers what it was given."""

    def __init__(self, node: SmallNode, rig: WalletRig) -> None:
        self._node = node
        self._rig = rig
        self.heights: list[int | None] = []
        self.args: list[GlobalArgs] = []

    def make_echo(self) -> Echo | None:
        """Make one."""
        return LocalEcho()

    def make_chain(self) -> Chain | None:
        """Give the node's."""
        return self._node.context.chain

    def make_wallet_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader | None:
        """Ask the chain that was passed, and give the rig's."""
        self.args.append(global_args)
        self.heights.append(chain.get_height())
        return self._rig.loader

    def make_mining(self) -> Mining | None:
        """Make one."""
        return MiningImpl(self._node.context)

    def get_wallet_loader(self) -> WalletLoader | None:
        """Give the rig's."""
        return self._rig.loader

    def make_node(self) -> Node | None:
        """Give the one that runs."""
        return NodeImpl(self._node.context)


class EmptyInit(Init):
    """Offers nothing."""


@pytest.mark.parametrize("text", ["", "hello", "\0", "Grüße 🥁", "x" * 70_000])
def test_echo(mode: Mode, text: str) -> None:
    """Any text comes back: empty, long, beyond ASCII."""
    with pair(mode, LocalEcho(), EchoProxy) as echo:
        assert echo.echo(text) == text


def test_handler(mode: Mode) -> None:
    """The subscription ends once, however often that is asked."""
    ended: list[int] = []
    with pair(mode, CallbackHandler(lambda: ended.append(1)), HandlerProxy) as handler:
        handler.disconnect()
        handler.disconnect()
        assert ended == [1]


def test_init(mode: Mode, node: SmallNode, rig: WalletRig) -> None:
    """The root hands out the others; what is passed to it can be called back."""
    impl = FullInit(node, rig)
    with pair(mode, impl, InitProxy) as init:
        echo, chain = init.make_echo(), init.make_chain()
        assert echo is not None
        assert echo.echo("hi") == "hi"
        assert chain is not None
        assert chain.get_height() == 110
        loader = init.make_wallet_loader(ARGS, node.context.chain)
        mining = init.make_mining()
        assert mining is not None
        assert mining.is_test_chain()
        assert loader is not None
        assert loader.get_wallet_dir() == rig.loader.get_wallet_dir()
        own = init.get_wallet_loader()
        assert own is not None
        assert own.get_wallet_dir() == rig.loader.get_wallet_dir()
        screen = init.make_node()
        assert screen is not None
        assert screen.get_tip_info().block_height == 110
        assert impl.args == [ARGS]
        assert impl.heights == [110]


def test_init_that_offers_nothing(mode: Mode, node: SmallNode) -> None:
    """Nothing is None, not an error."""
    with pair(mode, EmptyInit(), InitProxy) as init:
        assert init.make_echo() is None
        assert init.make_chain() is None
        assert init.make_wallet_loader(ARGS, node.context.chain) is None
        assert init.make_mining() is None
        assert init.get_wallet_loader() is None
        assert init.make_node() is None

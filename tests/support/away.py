"""A node in memory that leaves, comes back, or is cut off at any call; and wallets that follow it, in one process.

rig = AwayRig(tmp_path)
rig.come()                  # the node is there
rig.call("createwallet", "w", False, False, None, False, True, True)
rig.leave()                 # calls fail from now on
rig.come(cut_after=7)       # it leaves again at the eighth call
"""

import json
from collections.abc import Callable
from pathlib import Path

from framework import Result

import libmultiprocess as mp
from dashcore.consensus.networks import make_regtest_params
from dashcore.interfaces.chain import Chain, ChainNotifications
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcMode
from dashcore.ipc.connect import ConnectError
from dashcore.ipc.guarded_chain import GuardedChain
from dashcore.ipc.live_chain import LiveChain
from dashcore.ipc.reconnect import NodeLink
from dashcore.primitives.types import UnixTime
from dashcore.rpc.jsonio import decode, encode_text
from dashcore.rpc.table import answer_call
from dashcore.wallet.context import Clock, Environment, Network
from dashcore.wallet.interface import WalletLoaderImpl
from dashcore.wallet.rpc.commands import WALLET_COMMANDS
from dashcore.wallet.testing import FakeChain
from dashcore.wallet.wallet import Wallet

_COMMANDS = {command.name: command for command in WALLET_COMMANDS}


class CuttableChain(GuardedChain):
    """A node's chain at the other end of a connection, which ends after so many calls."""

    def __init__(self, node: FakeChain, cut_after: int | None, connection: "FakeConnection") -> None:
        self._node = node
        self._left = cut_after
        self._connection = connection
        super().__init__(node, lambda: "gone", keep_commands=False)

    @property
    def _chain(self) -> Chain:  # every call comes through here
        if self._left == 0 or not self._connection.is_open:
            self._connection.end()
            raise mp.DisconnectedError("cut off")
        if self._left is not None:
            self._left -= 1
        return self._node

    @_chain.setter
    def _chain(self, _chain: Chain) -> None:
        pass

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        """Subscribe."""
        return _Subscription(super().handle_notifications(notifications), self._connection)


class _Subscription(Handler):
    """Notifications over a connection."""

    def __init__(self, handler: Handler, connection: "FakeConnection") -> None:
        self._handler = handler
        self._connection = connection

    def disconnect(self) -> None:
        """End them; a call like any other."""
        if not self._connection.is_open:
            raise mp.ClosedError("the connection has ended")
        self._handler.disconnect()


class FakeConnection:
    """One connection to a node in memory."""

    def __init__(self, node: FakeChain, cut_after: int | None = None) -> None:
        self._node = node
        self._then: list[Callable[[], None]] = []
        self.is_open = True
        self.chain: Chain = CuttableChain(node, cut_after, self)

    def on_end(self, call: Callable[[], None]) -> None:
        """Have `call` called at the end."""
        if self.is_open:
            self._then.append(call)
        else:
            call()

    def end(self) -> None:
        """End, as when the node dies: what was registered goes with it."""
        if not self.is_open:
            return
        self.is_open = False
        self._node.subscribers.clear()
        self._node.commands.clear()
        then, self._then = self._then, []
        for call in then:
            call()

    def close(self) -> None:
        """End it."""
        self.end()


class RigChain(LiveChain):
    """Settings and the like of a process in memory."""

    def __init__(self, link: NodeLink, local: FakeChain) -> None:
        super().__init__(link)
        self._local = local

    def shutdown_requested(self) -> bool:
        """Never."""
        return False

    def init_message(self, message: str) -> None:
        """Keep it."""
        self._local.init_message(message)

    def init_warning(self, message: str) -> None:
        """Keep it."""
        self._local.init_warning(message)

    def init_error(self, message: str) -> None:
        """Keep it."""
        self._local.init_error(message)

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        """Keep it."""
        self._local.show_progress(title, progress, resume_possible)

    def rpc_enable_deprecated(self, method: str) -> bool:
        """None is."""
        return self._local.rpc_enable_deprecated(method)

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        """Keep it."""
        self._local.rpc_run_later(name, fn, seconds)

    def get_setting(self, arg: str) -> str:
        """Tell it."""
        return self._local.get_setting(arg)

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        """Tell it."""
        return self._local.get_settings_list(arg)

    def get_rw_setting(self, name: str) -> str:
        """Tell it."""
        return self._local.get_rw_setting(name)

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        """Change it."""
        return self._local.update_rw_setting(name, value, write)


class AwayRig:
    """Wallets over a link to `node`, which is away at first."""

    def __init__(self, folder: Path, node: FakeChain) -> None:
        self.folder = folder
        self.node = node
        self.local = FakeChain(settings={"keypool": "20"})
        self.cut_after: int | None = None
        self.connection: FakeConnection | None = None
        (folder / "wallets").mkdir(parents=True, exist_ok=True)
        self.begin()

    def begin(self) -> None:
        """Begin as a new process, without a node; wallets of the settings are loaded."""
        self.link = NodeLink(self._open, (self.node.blocks[0].hash,))
        clock = Clock()
        clock.set_mock(UnixTime(1_700_100_000))
        environment = Environment(
            chain=RigChain(self.link, self.local),
            network=Network.of(make_regtest_params()),
            clock=clock,
            data_dir=self.folder,
            generation=lambda: self.link.generation,
        )
        self.loader = WalletLoaderImpl(environment)
        self.link.on_connected = self.loader.context.attach_all
        if not (self.loader.verify() and self.loader.load()):
            raise RuntimeError(self.local.messages[-1])
        self.loader.start()

    def restart(self) -> None:
        """End the process and begin again, without a node."""
        self.close()
        self.begin()

    def close(self) -> None:
        """End the process."""
        self.loader.close()
        self.link.close()

    def _open(self) -> FakeConnection:
        self.connection = FakeConnection(self.node, self.cut_after)
        return self.connection

    def come(self, cut_after: int | None = None) -> bool:
        """Let the node come; return whether it is still there once the wallets have caught up."""
        self.cut_after = cut_after
        try:
            self.link.connect_once()
        except ConnectError as error:
            if not error.may_come:
                raise
        return self.link.is_connected

    def leave(self) -> None:
        """Let the node go."""
        if self.connection is not None:
            self.connection.end()

    def wallet(self, name: str = "w") -> Wallet:
        """An open wallet."""
        found = self.loader.context.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def call(self, method: str, *params: object, wallet: str | None = None) -> Result:
        """Run a command as the process's own server would."""
        call = RpcCall(
            method=method,
            params_json=encode_text(json.loads(json.dumps(list(params), default=str))),
            mode=RpcMode.EXECUTE,
            uri="/" if wallet is None else f"/wallet/{wallet}",
            auth_user="",
            peer_address="",
        )
        return decode(answer_call(_COMMANDS[method], self.loader.context, call))

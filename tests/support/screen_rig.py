"""A node, its wallets and a screen over them in this process, all real but for their slowness.

with ScreenRig(tmp_path) as rig:
    window = rig.window()
    wallet = rig.make_wallet("savings")
    rig.node.mine(101, rig.script_of(wallet))
"""

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dashcore.gui.calls import Calls
from dashcore.gui.client_model import ClientModel
from dashcore.gui.main_window import MainWindow
from dashcore.gui.preferences import Preferences
from dashcore.gui.screen import Screen
from dashcore.gui.wallets_model import WalletsModel
from dashcore.interfaces.node import Node
from dashcore.interfaces.rpc import SecretJson
from dashcore.interfaces.wallet import SecretText, Wallet, WalletLoader
from dashcore.node.commands import register_commands
from dashcore.node.node_impl import NodeImpl
from dashcore.node.testing import SmallNode
from dashcore.primitives.types import Script, UnixTime
from dashcore.script.address import decode_destination
from dashcore.script.standard import script_for_destination
from dashcore.wallet.context import Clock, Environment, Network
from dashcore.wallet.interface import WalletLoaderImpl
from dashcore.wallet.records import WalletFlag

T = TypeVar("T")
Listed = dict[str, list[dict[str, object]]]
PATIENCE_MS = 30_000


def until(qtbot: QtBot, predicate: Callable[[], object]) -> None:
    """Let Qt work until something holds, also on a machine that is busy."""
    qtbot.waitUntil(lambda: bool(predicate()), timeout=PATIENCE_MS)


def busy_ms(act: Callable[[], object]) -> float:
    """Measure how long a step and what Qt does after it keep this thread busy; other load does not count."""
    begin = time.thread_time()
    act()
    QApplication.processEvents()
    return (time.thread_time() - begin) * 1000


class Slow:
    """Passes every call on, once the node answers."""

    def __init__(self, inner: object, rig: "ScreenRig") -> None:
        self._inner = inner
        self._rig = rig

    def __getattr__(self, name: str) -> object:
        """Give a method that may hang."""
        method = getattr(self._inner, name)

        def call(*args: object, **named: object) -> object:
            if self._rig.failure is not None:
                raise self._rig.failure
            self._rig.answers.wait()
            return self._rig.wrap(method(*args, **named))

        return call


class ScreenRig:
    """Attributes: `answers`, unset while all calls hang; `failure` that every call raises; `clock` of the wallets."""

    def __init__(self, directory: Path, arguments: tuple[str, ...] = ()) -> None:
        self.answers = threading.Event()
        self.answers.set()
        self.failure: Exception | None = None
        self.node = SmallNode(directory, arguments=arguments)
        self._directory = directory
        context = self.node.context
        wallets = context.args.data_dir() / "wallets"
        wallets.mkdir(exist_ok=True)
        clock = self.clock = Clock()
        clock.set_mock(UnixTime(self.node.now))
        network = Network.of(context.params)
        self.prefixes = network.prefixes
        self.loader = WalletLoaderImpl(
            Environment(chain=context.chain, network=network, clock=clock, data_dir=context.args.data_dir())
        )
        self._hidden = WalletLoaderImpl(
            Environment(chain=context.chain, network=network, clock=clock, data_dir=directory / "stranger")
        )
        (directory / "stranger" / "wallets").mkdir(parents=True)
        context.wallet_loader = self.loader
        register_commands(context)
        self.loader.register_rpcs()
        self.stranger = self._make_stranger()
        self._calls: list[Calls] = []
        self._windows: list[MainWindow] = []

    def _make_stranger(self) -> Wallet:
        """Make a wallet to pay to, that no screen shows."""
        return self._hidden.create_wallet("stranger", SecretText(""), int(WalletFlag.DESCRIPTORS))[0]

    def wrap(self, value: object) -> object:
        """Make the calls of an interface hang and fail; a value stays as it is."""
        if isinstance(value, (Node, Wallet, WalletLoader)):
            return Slow(value, self)
        if isinstance(value, tuple):
            return tuple(self.wrap(item) for item in value)
        return value

    def slow(self, interface: T) -> T:
        """Give an interface that takes its time."""
        return cast("T", self.wrap(interface))

    def screen(self) -> Screen:
        """Make what pages share; the model is started."""
        calls = Calls(lambda error: error is self.failure)
        self._calls.append(calls)
        client = ClientModel(self.slow(NodeImpl(self.node.context)), calls)
        store = QSettings(str(self._directory / "screen.ini"), QSettings.Format.IniFormat)
        client.start()
        return Screen(client, calls, Preferences("regtest", store), "regtest", self.prefixes)

    def window(self) -> MainWindow:
        """Make a window over all wallets."""
        screen = self.screen()
        wallets = WalletsModel(self.slow(self.loader), screen.calls)
        window = MainWindow(screen, wallets)
        wallets.start()
        self._windows.append(window)
        return window

    def make_wallet(self, name: str) -> Wallet:
        """Make a wallet behind the screen's back, as dash-cli would."""
        return self.loader.create_wallet(name, SecretText(""), int(WalletFlag.DESCRIPTORS))[0]

    def make_watching(self, original: Wallet, name: str) -> Wallet:
        """Make a wallet that watches another's coins without its keys."""
        flags = int(WalletFlag.DESCRIPTORS | WalletFlag.DISABLE_PRIVATE_KEYS)
        made = self.loader.create_wallet(name, SecretText(""), flags)[0]
        listed = cast("Listed", self.rpc("listdescriptors", [], f"/wallet/{original.get_wallet_name()}"))
        known = ("desc", "active", "internal", "range", "next")
        imported = [
            {key: entry[key] for key in known if key in entry} | {"timestamp": 0} for entry in listed["descriptors"]
        ]
        results = cast("list[dict[str, object]]", self.rpc("importdescriptors", [imported], f"/wallet/{name}"))
        assert all(result["success"] for result in results), results
        return made

    def rpc(self, command: str, params: list[object], uri: str = "") -> object:
        """Call a command as dash-cli would."""
        node = NodeImpl(self.node.context)
        answer: object = json.loads(node.execute_rpc(command, SecretJson(json.dumps(params)), uri))
        return answer

    def script_of(self, wallet: Wallet) -> Script:
        """Make an address of a wallet and return its script."""
        return script_for_destination(decode_destination(wallet.get_new_destination(""), self.prefixes))

    def fund(self, wallet: Wallet, blocks: int = 1) -> None:
        """Give a wallet rewards that can be spent."""
        self.node.mine(blocks, self.script_of(wallet))
        self.node.mine(100)
        self.node.context.signals.sync()

    def close(self) -> None:
        """End everything."""
        for window in self._windows:
            if window.wallets is not None:
                window.wallets.stop()
            window.context.client.stop()
            window.close()
            window.deleteLater()
        for calls in self._calls:
            calls.close()
        self.loader.close()
        self._hidden.close()
        self.node.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

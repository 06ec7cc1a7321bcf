"""The debug console: RPC commands typed by hand. Mirrors the console of qt/rpcconsole.cpp."""

import re
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFont, QFontDatabase, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dashcore.gui.console_parser import ConsoleError, evaluate, is_secret, parse
from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.wallets_model import WalletsModel
from dashcore.gui.widgets import button, label, row
from dashcore.interfaces.rpc import RpcError
from dashcore.rpc.client.convert import ConvertError, convert_named, convert_positional
from dashcore.rpc.client.text import dump
from dashcore.rpc.client.text import parse as parse_json

_HISTORY = 50
_HISTORY_KEY = "nConsoleHistory"
_NAMED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")
_WARNING = mark("Never type here what a stranger tells you to: whoever knows your keys has your money.")
_HELP = mark("""Words are separated by spaces or commas; 'single' and "double" quotes hold them together.
  help [command]                    what there is, and how it is called
  getblock(getblockhash(0))[tx][0]  the answer of one command in another, or a part of an answer
  sendtoaddress address=X amount=1  parameters by their names
  help-console                      this text
Up and down go through what was typed before; commands that are told secrets are not kept.""")
_LARGER, _SMALLER = 1, -1


def pick(answer: str, path: list[str]) -> str:
    """Take a part of an answer: `[name]` of an object, `[3]` of an array.

    Raises:
        ConsoleError: there is no such part.
    """
    try:
        value = parse_json(answer)
    except ValueError:
        raise ConsoleError(tr("The answer is no object and no array.")) from None
    for step in path:
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            raise ConsoleError(tr("The answer has no part [{step}].", step=step))
    return value if isinstance(value, str) else dump(value)


class HistoryLine(QLineEdit):
    """A line that remembers what was entered."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[str] = []
        self._at = 0
        self._draft = ""

    def remember(self, line: str) -> None:
        """Keep a line, and begin a new one."""
        if line in self.history:
            self.history.remove(line)
        self.history = [*self.history, line][-_HISTORY:]
        self.rewind()

    def rewind(self) -> None:
        """Begin a new line behind all that was kept."""
        self._at = len(self.history)
        self._draft = ""
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back and forth."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self._at == len(self.history):
            self._draft = self.text()
        self._at = min(max(self._at + step, 0), len(self.history))
        self.setText(self.history[self._at] if self._at < len(self.history) else self._draft)


class ConsolePage(QWidget):
    """A line to type in below what was answered."""

    def __init__(self, screen: Screen, wallets: WalletsModel | None) -> None:
        super().__init__()
        self._screen = screen
        self._wallets = wallets
        self.wallet = QComboBox()
        self.output = QPlainTextEdit()
        self.line = HistoryLine()
        self._names = QStringListModel()
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._make_layout()
        kept = screen.preferences.text(_HISTORY_KEY)
        self.line.history = kept.split("\n") if kept else []
        self.line.rewind()
        self.line.returnPressed.connect(self._enter)
        screen.calls.run(screen.client.node.list_rpc_commands, self._complete, owner=self)
        if wallets is not None:
            wallets.added.connect(self._list_wallets)
            wallets.removed.connect(self._list_wallets)
        self._list_wallets()
        self.clear()

    def clear(self) -> None:
        """Forget what was answered."""
        self.output.setPlainText(
            tr(_WARNING) + "\n" + tr("Type help for a list of commands, help-console for this console's.") + "\n"
        )

    def run(self, line: str) -> None:
        """Run a line, and show line and answer."""
        shown = line if not is_secret(line) else f"{line.split('(', maxsplit=1)[0].split(maxsplit=1)[0]} …"
        self._print(f"> {shown}")
        if line.strip() == "help-console":
            self._print(tr(_HELP))
            return
        try:
            call = parse(line)
        except ConsoleError as error:
            self._print(str(error))
            return
        chosen = self.wallet.currentData()
        uri = f"/wallet/{chosen}" if isinstance(chosen, str) else "/"
        self._screen.calls.run(
            lambda: evaluate(call, partial(self._execute, uri), pick),
            self._print,
            lambda error: self._print(describe_failure(error)),
            owner=self,
        )

    # On a worker

    def _execute(self, uri: str, words: list[str]) -> str:
        name, *arguments = words
        if arguments and all(_NAMED.match(word) for word in arguments):
            params = convert_named(name, arguments)
        else:
            params = dump(convert_positional(name, arguments))
        answer = self._screen.client.node.execute_rpc(name, params, uri)
        value = parse_json(answer)
        if value is None:
            return ""
        return value if isinstance(value, str) else dump(value, indent=2)

    # On the Qt thread

    def _make_layout(self) -> None:
        self.output.setReadOnly(True)
        self.output.setFont(self._font)
        self.output.setAccessibleName(tr("Answers"))
        self.line.setFont(self._font)
        self.line.setAccessibleName(tr("Command"))
        self.line.setPlaceholderText(tr("Command"))
        self.wallet.setAccessibleName(tr("Wallet of the commands"))
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        larger, smaller, clear = button("A+", tip=tr("Larger")), button("A-", tip=tr("Smaller")), button(tr("Clear"))
        larger.clicked.connect(lambda: self._zoom(_LARGER))
        smaller.clicked.connect(lambda: self._zoom(_SMALLER))
        clear.clicked.connect(self.clear)
        layout = QVBoxLayout(self)
        layout.addLayout(row(label(tr("Wallet"), "muted"), self.wallet, None, smaller, larger, clear))
        layout.addWidget(self.output, 1)
        layout.addWidget(self.line)

    def _zoom(self, step: int) -> None:
        font = QFont(self._font)
        font.setPointSize(min(max(self._font.pointSize() + step, 6), 32))
        self._font = font
        self.output.setFont(font)
        self.line.setFont(font)

    def _complete(self, names: tuple[str, ...]) -> None:
        self._names.setStringList(sorted([*names, *(f"help {name}" for name in names), "help-console"]))

    def _list_wallets(self) -> None:
        chosen = self.wallet.currentData()
        wallets: list[WalletModel] = self._wallets.wallets if self._wallets is not None else []
        self.wallet.clear()
        self.wallet.addItem(tr("(none)"), None)
        for wallet in wallets:
            self.wallet.addItem(wallet.traits.display_name, wallet.name)
        at = self.wallet.findData(chosen) if chosen is not None else min(len(wallets), 1)
        self.wallet.setCurrentIndex(max(at, 0))
        self.wallet.setVisible(self._wallets is not None)

    def _enter(self) -> None:
        line = self.line.text().strip()
        if not line:
            return
        if is_secret(line):
            self.line.rewind()
        else:
            self.line.remember(line)
            self._screen.preferences.set_text(_HISTORY_KEY, "\n".join(self.line.history))
        self.run(line)

    def _print(self, text: str) -> None:
        self.output.appendPlainText(text)
        self.output.moveCursor(QTextCursor.MoveOperation.End)


def describe_failure(error: Exception) -> str:
    """Say why a command gave no answer."""
    if isinstance(error, RpcError):
        return tr("{message} (code {code})", message=error.message, code=error.code)
    if isinstance(error, (ConsoleError, ConvertError)):
        return str(error)
    return tr("The command failed: {error}", error=error)

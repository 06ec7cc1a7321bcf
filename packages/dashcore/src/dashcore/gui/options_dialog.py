"""Options of the node and of the screen. Mirrors qt/optionsdialog.cpp and qt/optionsmodel.cpp.

What belongs to the node is kept in settings.json and takes a restart; what belongs to the screen works at once.
"""

import json
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.preferences import EXPLORERS, LANGUAGE, THEMES
from dashcore.gui.screen import Screen
from dashcore.gui.texts import language_name, languages, mark, tr
from dashcore.gui.tray import HIDE_TRAY_ICON, MINIMIZE_ON_CLOSE, MINIMIZE_TO_TRAY, has_tray
from dashcore.gui.units import Unit
from dashcore.gui.widgets import center_labels, label, number_field, set_role
from dashcore.interfaces.node import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeOption:
    """A setting of the node.

    Attributes:
        name: in settings.json.
        least, most: of a number; equal for a yes or no.
        default: what holds without a value.
    """

    name: str
    text: str
    tip: str
    default: int | bool | str
    least: int = 0
    most: int = 0
    suffix: str = ""


MAIN = (
    NodeOption(
        name="dbcache",
        text=mark("Database cache"),
        tip=mark("Memory for unspent coins."),
        default=300,
        least=4,
        most=16384,
        suffix=" MiB",
    ),
    NodeOption(
        name="par",
        text=mark("Script verification threads"),
        tip=mark("0: as many as there are processors; below: so many fewer."),
        default=0,
        least=-16,
        most=15,
    ),
    NodeOption(
        name="prune",
        text=mark("Prune block storage to"),
        tip=mark("0 keeps all blocks; else at least 945 MiB."),
        default=0,
        least=0,
        most=10_000_000,
        suffix=" MiB",
    ),
    NodeOption(
        name="server",
        text=mark("Serve RPC commands"),
        tip=mark("Needed by dash-cli and by other programs."),
        default=False,
    ),
)
WALLET = (
    NodeOption(name="spendzeroconfchange", text=mark("Spend unconfirmed change"), tip=mark("Change of payments that no block holds yet."), default=True),
    NodeOption(name="disablewallet", text=mark("Run without wallets"), tip=mark("The node then starts no wallet process."), default=False),
    NodeOption(name="signer", text=mark("Program of a signing device"), tip=mark("Asked for addresses and signatures of wallets whose keys are in a device."), default=""),
)  # fmt: skip
NETWORK = (
    NodeOption(
        name="listen", text=mark("Accept connections"), tip=mark("Let other nodes connect to this one."), default=True
    ),
    NodeOption(name="proxy", text=mark("SOCKS5 proxy"), tip=mark("host:port; empty for none."), default=""),
    NodeOption(name="onion", text=mark("Proxy for Tor"), tip=mark("host:port; empty: the proxy above."), default=""),
)


_THEME_NAMES = {"system": mark("System"), "light": mark("Light"), "dark": mark("Dark")}


class OptionsDialog(QDialog):
    """Four tabs. Accepting writes what was changed, and nothing else."""

    def __init__(self, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Options"))
        self.setMinimumWidth(520)
        self._screen = screen
        self._loaded: dict[str, int | bool | str] = {}
        self._overridden = ""
        self.fields: dict[str, QSpinBox | QCheckBox | QLineEdit] = {}
        self.unit, self.theme, self.language = QComboBox(), QComboBox(), QComboBox()
        self.explorers = QLineEdit()
        self.tray = QCheckBox(tr("Show an icon in the tray"))
        self.to_tray = QCheckBox(tr("Minimize to the tray"))
        self.on_close = QCheckBox(tr("Minimize when the window is closed"))
        self.note = label("", "muted")
        self.note.setWordWrap(True)
        self.tabs = QTabWidget()
        for title, options in ((tr("Main"), MAIN), (tr("Wallet"), WALLET), (tr("Network"), NETWORK)):
            self.tabs.addTab(self._make_tab(options), title)
        self.tabs.addTab(self._make_display(), tr("Display"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok
            | QDialogButtonBox.StandardButton.Cancel
            | QDialogButtonBox.StandardButton.Reset
        )
        self._ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.note)
        layout.addWidget(self.buttons)
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Reset).clicked.connect(self._reset)
        self._load()

    # Building

    def _make_tab(self, options: tuple[NodeOption, ...]) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        for option in options:
            field = self._make_field(option)
            field.setToolTip(tr(option.tip))
            field.setAccessibleName(tr(option.text))
            field.setEnabled(False)
            self.fields[option.name] = field
            if isinstance(field, QCheckBox):
                form.addRow("", field)
            else:
                form.addRow(tr(option.text), field)
        center_labels(form)
        return page

    def _make_field(self, option: NodeOption) -> QSpinBox | QCheckBox | QLineEdit:
        if isinstance(option.default, bool):
            box = QCheckBox(tr(option.text))
            box.toggled.connect(self._show_note)
            return box
        if isinstance(option.default, int):
            number = number_field(option.least, option.most, option.suffix)
            number.valueChanged.connect(self._show_note)
            return number
        text = QLineEdit()
        text.textChanged.connect(self._show_note)
        return text

    def _make_display(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        for unit in Unit:
            self.unit.addItem(f"{unit.label} - {unit.description}", unit)
        for theme in THEMES:
            self.theme.addItem(tr(_THEME_NAMES[theme]), theme)
        preferences = self._screen.preferences
        self.unit.setCurrentIndex(int(preferences.unit))
        self.theme.setCurrentIndex(THEMES.index(preferences.theme))
        self.language.addItem(tr("System"), "")
        for code in ("en", *languages()):
            self.language.addItem(language_name(code), code)
        self.language.setCurrentIndex(max(self.language.findData(preferences.text(LANGUAGE)), 0))
        self.language.activated.connect(self._show_note)
        self.explorers.setText(preferences.text(EXPLORERS))
        self.explorers.setPlaceholderText("https://explorer.example/tx/%s")
        self.explorers.setToolTip(
            tr("Links of a transaction's menu; %s stands for its id. A bar (|) separates several links.")
        )
        for name, field in (
            (tr("Language"), self.language),
            (tr("Unit of amounts"), self.unit),
            (tr("Colours"), self.theme),
            (tr("Block explorers"), self.explorers),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.tray.setChecked(not preferences.flag(HIDE_TRAY_ICON, default=False))
        self.to_tray.setChecked(preferences.flag(MINIMIZE_TO_TRAY, default=False))
        self.on_close.setChecked(preferences.flag(MINIMIZE_ON_CLOSE, default=False))
        self.on_close.setToolTip(tr("The program then ends with Exit from the File menu only."))
        self.tray.toggled.connect(self._enable_tray)
        for box in (self.tray, self.to_tray, self.on_close):
            form.addRow("", box)
        self._enable_tray()
        center_labels(form)
        return page

    def _enable_tray(self) -> None:
        self.tray.setEnabled(has_tray())
        self.tray.setToolTip("" if has_tray() else tr("This desktop has no tray."))
        self.to_tray.setEnabled(has_tray() and self.tray.isChecked())

    # Reading

    def _load(self) -> None:
        node, options = self._screen.client.node, (*MAIN, *WALLET, *NETWORK)

        def ask() -> dict[str, tuple[object, bool]]:
            return {
                option.name: (
                    json.loads(node.get_persistent_setting(option.name)),
                    node.is_setting_ignored(option.name),
                )
                for option in options
            }

        self._screen.calls.run(ask, self._show, lambda error: self.note.setText(str(error)), owner=self)

    def _show(self, found: dict[str, tuple[object, bool]]) -> None:
        overridden = []
        for option in (*MAIN, *WALLET, *NETWORK):
            value, is_ignored = found[option.name]
            self._set(option, value)
            self._loaded[option.name] = self._get(option.name)
            self.fields[option.name].setEnabled(not is_ignored)
            if is_ignored:
                overridden.append(tr(option.text))
        self._ok.setEnabled(True)
        if overridden:
            self._overridden = tr("Set by the command line, so not here: {options}.", options=", ".join(overridden))
        self._show_note()

    def _set(self, option: NodeOption, value: object) -> None:
        field = self.fields[option.name]
        if isinstance(field, QCheckBox):
            field.setChecked(option.default is True if value is None else str(value).lower() in {"true", "1", ""})
        elif isinstance(field, QSpinBox):
            text = str(value)
            field.setValue(int(text) if text.lstrip("-").isdigit() else int(option.default))
        else:
            field.setText(value if isinstance(value, str) else "")

    def _get(self, name: str) -> int | bool | str:
        field = self.fields[name]
        if isinstance(field, QCheckBox):
            return field.isChecked()
        return field.value() if isinstance(field, QSpinBox) else field.text().strip()

    # Writing

    def changed(self) -> dict[str, int | bool | str]:
        """What differs from what the node has."""
        return {name: self._get(name) for name, old in self._loaded.items() if self._get(name) != old}

    def _show_note(self) -> None:
        changed = self.changed()
        if changed:
            text = tr("The node must be restarted for this to work.")
        elif self.language.currentData() != self._screen.preferences.text(LANGUAGE):
            text = tr("The language changes when the program is started the next time.")
        else:
            text = self._overridden
        set_role(self.note, "bad" if changed else "muted")
        self.note.setText(text)

    def _save(self) -> None:
        preferences, node, changed = self._screen.preferences, self._screen.client.node, self.changed()
        preferences.unit = Unit(self.unit.currentIndex())
        preferences.theme = str(self.theme.currentData())
        preferences.set_text(LANGUAGE, str(self.language.currentData()))
        preferences.set_text(EXPLORERS, self.explorers.text().strip())
        preferences.set_flag(HIDE_TRAY_ICON, not self.tray.isChecked())
        preferences.set_flag(MINIMIZE_TO_TRAY, self.to_tray.isChecked())
        preferences.set_flag(MINIMIZE_ON_CLOSE, self.on_close.isChecked())
        self._screen.calls.run(lambda: write_settings(node, changed), self._end, self._refuse, owner=self)

    def _end(self, done: bool) -> None:
        if not done:
            self._refuse(OSError(tr("settings.json could not be written.")))
            return
        if self.changed():
            self._screen.say(tr("The options were saved. Restart the node to use them."))
        self.accept()

    def _refuse(self, error: Exception) -> None:
        set_role(self.note, "bad")
        self.note.setText(str(error))

    def _reset(self) -> None:
        node = self._screen.client.node

        def show(done: bool) -> None:
            if done:
                self._screen.preferences.reset()
                self._screen.say(tr("All options are as at the first start. Restart the node to use them."))
                self.reject()
            else:
                self._refuse(OSError(tr("settings.json could not be written.")))

        self._screen.calls.run(node.reset_settings, show, self._refuse, owner=self)


def write_settings(node: Node, changed: dict[str, int | bool | str]) -> bool:
    """Write settings, those that are empty or as without a value by taking them out; False where writing failed."""
    defaults = {option.name: option.default for option in (*MAIN, *WALLET, *NETWORK)}
    return all(
        node.update_rw_setting(name, "null" if value in {"", defaults[name]} else json.dumps(value))
        for name, value in changed.items()
    )

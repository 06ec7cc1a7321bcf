"""Banned addresses, to be added and taken back. Mirrors the ban table of qt/rpcconsole.cpp."""

from datetime import datetime

from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.widgets import button, label, mark_invalid, row
from dashcore.interfaces.node import Ban

BAN_SPANS = (
    (mark("1 hour"), 3600),
    (mark("1 day"), 86_400),
    (mark("1 week"), 7 * 86_400),
    (mark("1 year"), 365 * 86_400),
)


class BansPage(QWidget):
    """The bans, and a field for one more."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self.bans = QTreeWidget()
        self.subnet, self.span = QLineEdit(), QComboBox()
        self.ban, self.unban = button(tr("Ban")), button(tr("Unban"))
        self.bans.setHeaderLabels([tr("Address or subnet"), tr("Banned until")])
        self.bans.setRootIsDecorated(False)
        self.bans.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.bans.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.bans.header().setStretchLastSection(False)
        self.bans.setAccessibleName(tr("Banned"))
        self.subnet.setPlaceholderText(tr("{address} or {subnet}", address="192.0.2.7", subnet="192.0.2.0/24"))
        self.subnet.setMinimumWidth(260)
        self.subnet.setAccessibleName(tr("Address or subnet to ban"))
        self.span.setAccessibleName(tr("For how long"))
        for name, seconds in BAN_SPANS:
            self.span.addItem(tr(name), seconds)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(tr("The node neither connects to these addresses nor accepts connections from them."), "muted")
        )
        layout.addWidget(self.bans, 1)
        layout.addLayout(row(self.subnet, self.span, self.ban, None, self.unban))
        self.ban.clicked.connect(self._ban)
        self.subnet.returnPressed.connect(self._ban)
        self.subnet.textChanged.connect(lambda _text: mark_invalid(self.subnet, invalid=False))
        self.unban.clicked.connect(self._unban)
        self.bans.itemSelectionChanged.connect(self._enable)
        screen.client.banned_changed.connect(self._ask)
        self._ask()
        self._enable()

    def _ask(self) -> None:
        self._screen.calls.latest(f"bans {id(self)}", self._screen.client.node.get_banned, self._show)

    def _show(self, bans: tuple[Ban, ...]) -> None:
        self.bans.clear()
        for ban in bans:
            until = datetime.fromtimestamp(ban.until).strftime("%Y-%m-%d %H:%M")
            self.bans.addTopLevelItem(QTreeWidgetItem([ban.subnet, until]))
        self._enable()

    def _enable(self) -> None:
        self.unban.setEnabled(bool(self.bans.selectedItems()))

    def _ban(self) -> None:
        text, seconds, node = self.subnet.text().strip(), int(self.span.currentData()), self._screen.client.node

        def show(done: bool) -> None:
            mark_invalid(self.subnet, not done, tr("This is neither an address nor a subnet."))
            if done:
                self.subnet.clear()

        def act() -> bool:
            banned = node.ban(text, seconds)
            if banned:
                node.disconnect_by_address(text)
            return banned

        self._screen.calls.run(act, show, owner=self)

    def _unban(self) -> None:
        marked, node = [item.text(0) for item in self.bans.selectedItems()], self._screen.client.node
        self._screen.calls.run(lambda: [node.unban(subnet) for subnet in marked], owner=self)

"""Peers, what is known of each, and how to be rid of them. Mirrors the peer table of qt/rpcconsole.cpp and qt/peertablemodel.cpp."""

import time
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QScrollArea,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.bans_page import BAN_SPANS
from dashcore.gui.peer_facts import FACTS, describe_kind, describe_network, describe_ping
from dashcore.gui.screen import Screen
from dashcore.gui.status_bar import describe_age
from dashcore.gui.texts import counted, mark, tr
from dashcore.gui.traffic_page import format_bytes
from dashcore.gui.widgets import button, copy_text, label, row
from dashcore.interfaces.node import NodeStats

_FACT_COLUMNS = 2
_NAME_WIDTH = 130
_NO_PING = 1 << 62  # sorts behind all that answered


class _Column(IntEnum):
    PEER = 0
    ADDRESS = 1
    KIND = 2
    NETWORK = 3
    AGE = 4
    PING = 5
    SENT = 6
    RECEIVED = 7
    AGENT = 8


_TITLES = (
    mark("Peer"),
    mark("Address"),
    mark("Kind"),
    mark("Network"),
    mark("Age"),
    mark("Ping"),
    mark("Sent"),
    mark("Received"),
    mark("User agent"),
)
_WIDTHS = (55, 165, 150, 75, 85, 70, 80, 85)
_NUMBERS = (_Column.PEER, _Column.AGE, _Column.PING, _Column.SENT, _Column.RECEIVED)
_KEYS: dict[int, Callable[[NodeStats], int]] = {
    _Column.PEER: lambda peer: peer.id,
    _Column.AGE: lambda peer: -peer.connected_at,
    _Column.PING: lambda peer: _NO_PING if peer.min_ping_us is None else peer.min_ping_us,
    _Column.SENT: lambda peer: peer.bytes_sent,
    _Column.RECEIVED: lambda peer: peer.bytes_recv,
}


class PeerItem(QTreeWidgetItem):
    """A peer; sorts by what it is, not by how that is worded."""

    def __init__(self, peer: NodeStats) -> None:
        super().__init__()
        self.peer = peer
        for column in _NUMBERS:
            self.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_peer(self, peer: NodeStats, now: int) -> None:
        """Word what is known of it now."""
        self.peer = peer
        texts = (
            str(peer.id),
            peer.address,
            describe_kind(peer),
            describe_network(peer),
            describe_age(now - peer.connected_at),
            describe_ping(peer.min_ping_us),
            format_bytes(peer.bytes_sent),
            format_bytes(peer.bytes_recv),
            peer.subversion,
        )
        for column, text in enumerate(texts):
            if self.text(column) != text:
                self.setText(column, text)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = self.treeWidget().sortColumn()
        key = _KEYS.get(column)
        if key is not None and isinstance(other, PeerItem):
            return key(self.peer) < key(other.peer)
        return self.text(column).casefold() < other.text(column).casefold()


class PeersPage(QWidget):
    """The list above, the details of the one that is chosen below."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._items: dict[int, PeerItem] = {}
        self.peers = QTreeWidget()
        self.values: dict[str, QLabel] = {}
        self.hint = label("", "muted")
        self.disconnect_them, self.ban = button(tr("Disconnect")), button(tr("Ban for"))
        self.ban_menu = QMenu(self.ban)
        self.ban.setMenu(self.ban_menu)
        self._add_spans(self.ban_menu)
        self._make_list()
        self._details = self._make_details()
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        above = QWidget()
        inside = QVBoxLayout(above)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.peers, 1)
        inside.addLayout(row(self.hint, None, self.disconnect_them, self.ban))
        split.addWidget(above)
        split.addWidget(self._details)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(split)
        self.disconnect_them.clicked.connect(self._disconnect)
        self.peers.itemSelectionChanged.connect(self._show_chosen)
        screen.client.network_changed.connect(self._refresh)
        self._show_chosen()

    # Building

    def _make_list(self) -> None:
        peers = self.peers
        peers.setHeaderLabels([tr(title) for title in _TITLES])
        peers.setRootIsDecorated(False)
        peers.setUniformRowHeights(True)
        peers.setAlternatingRowColors(True)
        peers.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        peers.setAccessibleName(tr("Peers"))
        peers.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            peers.setColumnWidth(column, width)
        peers.sortByColumn(_Column.PEER, Qt.SortOrder.AscendingOrder)
        peers.setSortingEnabled(True)
        peers.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        peers.customContextMenuRequested.connect(self._show_menu)

    def _make_details(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(16)
        rows = -(-(len(FACTS) - 1) // _FACT_COLUMNS)
        for at, fact in enumerate(FACTS):
            name, value = label(tr(fact.name), "muted"), label("", selectable=True)
            name.setMinimumWidth(_NAME_WIDTH)
            value.setAccessibleName(tr(fact.name))
            value.setWordWrap(True)
            self.values[fact.name] = value
            column, line = divmod(at, rows) if fact is not FACTS[-1] else (0, rows)
            grid.addWidget(name, line, 2 * column, Qt.AlignmentFlag.AlignTop)
            width = 1 if fact is not FACTS[-1] else 2 * _FACT_COLUMNS - 1
            grid.addWidget(value, line, 2 * column + 1, 1, width, Qt.AlignmentFlag.AlignTop)
        for column in range(_FACT_COLUMNS):
            grid.setColumnStretch(2 * column + 1, 1)
        grid.setRowStretch(rows + 1, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(tr("Details of the peer"))
        return area

    def _add_spans(self, menu: QMenu) -> None:
        for name, seconds in BAN_SPANS:
            menu.addAction(tr(name)).triggered.connect(partial(self._ban, seconds))

    # What is shown

    def chosen(self) -> list[NodeStats]:
        """Peers that are marked."""
        return [item.peer for item in self.peers.selectedItems() if isinstance(item, PeerItem)]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask at once: while it is hidden nothing is asked."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            node = self._screen.client.node
            self._screen.calls.latest(f"peers {id(self)}", node.get_nodes_stats, self._show)

    def _show(self, found: Iterable[NodeStats]) -> None:
        now = int(time.time())
        seen = {peer.id: peer for peer in found}
        self.peers.setSortingEnabled(False)
        for number in self._items.keys() - seen.keys():
            gone = self._items.pop(number)
            self.peers.takeTopLevelItem(self.peers.indexOfTopLevelItem(gone))
        for number, peer in seen.items():
            item = self._items.get(number)
            if item is None:
                item = self._items[number] = PeerItem(peer)
                self.peers.addTopLevelItem(item)
            item.show_peer(peer, now)
        self.peers.setSortingEnabled(True)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.chosen()
        for widget in (self.disconnect_them, self.ban):
            widget.setEnabled(bool(chosen))
        self._details.setVisible(len(chosen) == 1)
        if len(chosen) == 1:
            self.hint.clear()
            now = int(time.time())
            for fact in FACTS:
                text, value = fact.word(chosen[0], now), self.values[fact.name]
                if value.text() != text:  # else what is marked to be copied would not stay so
                    value.setText(text)
        elif chosen:
            self.hint.setText(counted("{n} peer is chosen.", "{n} peers are chosen.", len(chosen)))
        elif self._items:
            self.hint.setText(tr("Choose a peer to see more of it."))
        else:
            self.hint.setText(tr("There are no connections."))

    # What is done

    def menu(self) -> QMenu:
        """Make the menu of what is chosen."""
        menu = QMenu(self)
        menu.addAction(tr("Copy address"), lambda: copy_text("\n".join(peer.address for peer in self.chosen())))
        menu.addSeparator()
        menu.addAction(tr("Disconnect"), self._disconnect)
        spans = menu.addMenu(tr("Ban for"))
        self._add_spans(spans)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        if self.chosen():
            self.menu().popup(self.peers.viewport().mapToGlobal(at))

    def _disconnect(self) -> None:
        numbers, node = [peer.id for peer in self.chosen()], self._screen.client.node
        self._screen.calls.run(
            lambda: [node.disconnect_by_id(number) for number in numbers], lambda _ended: self._refresh(), owner=self
        )

    def _ban(self, seconds: int, _checked: bool = False) -> None:
        hosts, node = {peer.host for peer in self.chosen()}, self._screen.client.node

        def act() -> list[str]:
            refused = [host for host in sorted(hosts) if not node.ban(host, seconds)]
            for host in hosts:
                node.disconnect_by_address(host)
            return refused

        self._screen.calls.run(act, self._show_refused, owner=self)

    def _show_refused(self, hosts: list[str]) -> None:
        if hosts:
            self._screen.say(tr("Cannot be banned: {addresses}", addresses=", ".join(hosts)), error=True)
        self._refresh()

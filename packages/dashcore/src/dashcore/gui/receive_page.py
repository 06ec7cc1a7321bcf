"""Receive: make requests for payment, and see those made before. Mirrors qt/receivecoinsdialog.cpp."""

from datetime import datetime
from enum import IntEnum
from time import time

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.amount_field import AmountField
from dashcore.gui.qr_code import QrCode
from dashcore.gui.receive_request import ReceiveRequest
from dashcore.gui.screen import Screen
from dashcore.gui.texts import tr
from dashcore.gui.uri import make_uri
from dashcore.gui.wallet_model import WalletModel
from dashcore.gui.widgets import button, card, center_labels, copy_text, label, row
from dashcore.primitives.types import Duffs, UnixTime
from dashcore.util.serialize import SerializationError


class _Column(IntEnum):
    DATE = 0
    LABEL = 1
    MESSAGE = 2
    AMOUNT = 3


class RequestItem(QTreeWidgetItem):
    """A request; sorts by time and amount, not by their texts."""

    def __init__(self, request: ReceiveRequest, texts: list[str]) -> None:
        super().__init__(texts)
        self.request = request
        self.setTextAlignment(int(_Column.AMOUNT), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = self.treeWidget().sortColumn()
        if isinstance(other, RequestItem) and column == _Column.DATE:
            return (self.request.time, self.request.id) < (other.request.time, other.request.id)
        if isinstance(other, RequestItem) and column == _Column.AMOUNT:
            return self.request.amount < other.request.amount
        return self.text(column).casefold() < other.text(column).casefold()


class ReceivePage(QWidget):
    """A form above the requests made."""

    def __init__(self, screen: Screen, wallet: WalletModel) -> None:
        super().__init__()
        self._screen = screen
        self._wallet = wallet
        self.label, self.message = QLineEdit(), QLineEdit()
        self.amount = AmountField(screen.preferences)
        self.ask = button(tr("Create request"), primary=True)
        self.requests = QTreeWidget()
        self.show_request, self.forget = button(tr("Show")), button(tr("Remove"))
        self._make_layout()
        self.ask.clicked.connect(self._create)
        self.show_request.clicked.connect(self._show_selected)
        self.forget.clicked.connect(self._forget_selected)
        self.requests.itemSelectionChanged.connect(self._enable)
        self.requests.itemActivated.connect(lambda item, _column: self._open(item))
        wallet.traits_changed.connect(self._enable)
        screen.preferences.unit_changed.connect(self._refresh)
        self.setFocusProxy(self.label)
        self._refresh()
        self._enable()

    def selected(self) -> list[ReceiveRequest]:
        """Requests that are marked."""
        return [item.request for item in self.requests.selectedItems() if isinstance(item, RequestItem)]

    def _make_layout(self) -> None:
        frame, inside = card(tr("Ask for a payment"))
        form = QFormLayout()
        self.label.setPlaceholderText(tr("What the address is for; only you see it in the address book"))
        self.message.setPlaceholderText(tr("Shown to whoever opens the request"))
        for name, field in ((tr("Label"), self.label), (tr("Message"), self.message)):
            field.setAccessibleName(name)
            form.addRow(name, field)
        form.addRow(tr("Amount"), self.amount)
        inside.addLayout(center_labels(form))
        inside.addLayout(row(None, self.ask))
        self.requests.setHeaderLabels([tr("Date"), tr("Label"), tr("Message"), tr("Requested")])
        self.requests.setRootIsDecorated(False)
        self.requests.headerItem().setTextAlignment(
            int(_Column.AMOUNT), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.requests.setAlternatingRowColors(True)
        self.requests.setSortingEnabled(True)
        self.requests.sortByColumn(int(_Column.DATE), Qt.SortOrder.DescendingOrder)
        self.requests.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.requests.setAccessibleName(tr("Requested payments"))
        self.requests.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.requests.header().setSectionResizeMode(int(_Column.MESSAGE), QHeaderView.ResizeMode.Stretch)
        self.requests.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.requests.customContextMenuRequested.connect(self._show_menu)
        history, history_inside = card(tr("Requested payments"))
        history_inside.addWidget(self.requests, 1)
        history_inside.addLayout(row(self.show_request, self.forget, None))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(16)
        layout.addWidget(frame)
        layout.addWidget(history, 1)

    # Making

    def _create(self) -> None:
        wallet, name = self._wallet.wallet, self.label.text()
        text, amount = self.message.text(), self.amount.amount
        number = max((item.request.id for item in self._items()), default=0) + 1

        def act() -> ReceiveRequest:
            request = ReceiveRequest(
                id=number,
                time=UnixTime(int(time())),
                address=wallet.get_new_destination(name),
                label=name,
                amount=amount if amount is not None else Duffs(0),
                message=text,
            )
            wallet.set_address_receive_request(request.address, str(request.id), request.encode())
            return request

        def show(request: ReceiveRequest) -> None:
            self.label.clear()
            self.message.clear()
            self.amount.set_amount(None)
            self._refresh()
            RequestDialog(self._screen, request, self._wallet, self).show()

        self._screen.calls.run(act, show, lambda error: self._screen.say(str(error), error=True), owner=self)

    # The list

    def _items(self) -> list[RequestItem]:
        found = (self.requests.topLevelItem(at) for at in range(self.requests.topLevelItemCount()))
        return [item for item in found if isinstance(item, RequestItem)]

    def _refresh(self) -> None:
        wallet = self._wallet.wallet
        self._screen.calls.latest(f"requests {id(self)}", wallet.get_address_receive_requests, self._show)

    def _show(self, records: tuple[bytes, ...]) -> None:
        self.requests.clear()
        for record in records:
            try:
                request = ReceiveRequest.decode(record)
            except SerializationError:
                continue  # of another program
            self.requests.addTopLevelItem(RequestItem(request, self._texts(request)))
        self._enable()

    def _texts(self, request: ReceiveRequest) -> list[str]:
        day = datetime.fromtimestamp(request.time).strftime("%Y-%m-%d %H:%M")
        amount = self._screen.amount(request.amount, private=False) if request.amount else tr("(no amount)")
        return [day, request.label or tr("(no label)"), request.message or tr("(no message)"), amount]

    def _enable(self) -> None:
        marked = bool(self.requests.selectedItems())
        self.show_request.setEnabled(marked)
        self.forget.setEnabled(marked)
        can = self._wallet.traits.can_get_addresses
        self.ask.setEnabled(can)
        self.ask.setToolTip("" if can else tr("The wallet has no addresses to give."))

    def _open(self, item: QTreeWidgetItem) -> None:
        if isinstance(item, RequestItem):
            RequestDialog(self._screen, item.request, self._wallet, self).show()

    def _show_selected(self) -> None:
        for request in self.selected():
            RequestDialog(self._screen, request, self._wallet, self).show()

    def _forget_selected(self) -> None:
        wallet, marked = self._wallet.wallet, self.selected()

        def act() -> None:
            for request in marked:
                wallet.set_address_receive_request(request.address, str(request.id), b"")

        self._screen.calls.run(act, lambda _nothing: self._refresh(), owner=self)

    def menu(self, request: ReceiveRequest) -> QMenu:
        """Make the menu of a request."""
        menu = QMenu(self)
        for text, value in (
            (tr("Copy link"), make_uri(request.payment)),
            (tr("Copy address"), request.address),
            (tr("Copy label"), request.label),
            (tr("Copy message"), request.message),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked=False, value=value: copy_text(value))
            action.setEnabled(bool(value))
        return menu

    def _show_menu(self, at: QPoint) -> None:
        item = self.requests.itemAt(at)
        if isinstance(item, RequestItem):
            self.menu(item.request).popup(self.requests.viewport().mapToGlobal(at))


class RequestDialog(QDialog):
    """A request with its QR code. Mirrors qt/receiverequestdialog.cpp."""

    def __init__(
        self, screen: Screen, request: ReceiveRequest, wallet: WalletModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Payment request {label}", label=request.label).strip())
        self._screen = screen
        self._request = request
        self._wallet = wallet
        self.uri = make_uri(request.payment)
        self.code = QrCode()
        self.code.show_text(self.uri)
        self.copy_uri, self.copy_address = button(tr("Copy link"), primary=True), button(tr("Copy address"))
        self.save = button(tr("Save image…"))
        self.compare = button(
            tr("Show on device"), tip=tr("The device that holds the keys shows the address, to compare.")
        )
        self.compare.setVisible(wallet.traits.has_external_signer)
        form = QFormLayout()
        for name, text in (
            (tr("Link"), self.uri),
            (tr("Address"), request.address),
            (tr("Amount"), screen.amount(request.amount, private=False) if request.amount else ""),
            (tr("Label"), request.label),
            (tr("Message"), request.message),
        ):
            if text:
                shown = label(text, selectable=True)
                shown.setWordWrap(True)
                form.addRow(label(name, "muted"), shown)
        layout = QVBoxLayout(self)
        layout.addWidget(self.code, 1)
        layout.addLayout(form)
        close = button(tr("Close"))
        layout.addLayout(row(self.copy_uri, self.copy_address, self.save, self.compare, None, close))
        self.compare.clicked.connect(self._show_on_device)
        self.copy_uri.clicked.connect(lambda: copy_text(self.uri))
        self.copy_address.clicked.connect(lambda: copy_text(request.address))
        self.save.clicked.connect(self._choose_file)
        self.save.setEnabled(self.code.image is not None)
        close.clicked.connect(self.reject)

    def _show_on_device(self) -> None:
        wallet, address = self._wallet.wallet, self._request.address

        def show(done: bool) -> None:
            if not done:
                self._screen.say(tr("The device cannot show this address."), error=True)

        self._screen.calls.run(
            lambda: wallet.display_address(address),
            show,
            lambda error: self._screen.say(str(error), error=True),
            owner=self,
        )

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save QR code"), "request.png", tr("PNG images (*.png)"))
        if name:
            self.save_to(name)

    def save_to(self, name: str) -> None:
        """Write the code to a file."""
        if self.code.image is not None and not self.code.image.save(name):
            self._screen.say(tr("{name} could not be written.", name=name), error=True)

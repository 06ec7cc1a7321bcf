"""The list of transactions: filters, menu, details, export, and that thousands of rows stay smooth."""

import csv
import time
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.preferences import EXPLORERS
from dashcore.gui.transaction_dialog import TransactionDialog
from dashcore.gui.transaction_filter import DateRange, TypeChoice, Wanted, span
from dashcore.gui.transaction_record import RecordStatus, RecordType
from dashcore.gui.transactions_page import TransactionsPage, explorer_links
from dashcore.interfaces.wallet import CoinControl, Recipient
from dashcore.primitives.types import Duffs, DuffsPerKb

COIN = 100_000_000
FREE = CoinControl(
    change_address="", fee_rate=DuffsPerKb(1000), inputs=(), allow_other_inputs=True, include_unsafe=False
)


def open_page(rig: ScreenRig, qtbot: QtBot, *, payments: int = 1) -> TransactionsPage:
    """A page of a wallet with two rewards and some payments to somebody else."""
    wallet = rig.make_wallet("w")
    rig.fund(wallet, 2)
    for _ in range(payments):
        recipient = Recipient(script_pubkey=rig.script_of(rig.stranger), amount=Duffs(COIN), subtract_fee=False)
        wallet.commit_transaction(wallet.create_transaction((recipient,), FREE, sign=True).tx, "for lunch", "")
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    until(qtbot, lambda: window.view is not None and window.view.table.rowCount() == 2 + payments)
    window.show_tab("Transactions")
    assert window.view is not None
    return window.view.transactions


def test_rows(rig: ScreenRig, qtbot: QtBot) -> None:
    """What came, what went, how sure it is; a block confirms it."""
    page = open_page(rig, qtbot)
    records = page.filter.records()
    assert [record.type for record in records].count(RecordType.GENERATED) == 2
    (paid,) = [record for record in records if record.type is RecordType.SEND_TO_ADDRESS]
    assert paid.amount < -COIN
    assert paid.state is RecordStatus.UNCONFIRMED
    rig.node.mine(1)

    def is_confirming() -> bool:
        return any(record.state is RecordStatus.CONFIRMING for record in page.filter.records())

    until(qtbot, is_confirming)


def test_filters(rig: ScreenRig, qtbot: QtBot) -> None:
    """By type, text, amount and date."""
    page = open_page(rig, qtbot)
    page.types.setCurrentText("Mined")
    assert page.filter.rowCount() == 2
    page.types.setCurrentText("Sent to")
    (paid,) = page.filter.records()
    page.types.setCurrentText("All")
    page.search.setText(paid.address[:12].upper())
    until(qtbot, lambda: page.filter.rowCount() == 1)
    page.search.setText("nobody")
    until(qtbot, lambda: page.filter.rowCount() == 0)
    page.search.clear()
    page.least.setText("400")
    until(qtbot, lambda: page.filter.rowCount() == 2)
    page.least.setText("4oo")
    until(qtbot, lambda: page.least.property("invalid") is True)
    page.least.clear()
    until(qtbot, lambda: page.filter.rowCount() == 3)
    assert page.sum.text() == "3 transactions"
    page.filter.set_wanted(Wanted(until=float(min(record.time for record in page.filter.records()))))
    assert page.filter.rowCount() == 0
    assert page.sum.text() == "0 transactions"


def test_spans() -> None:
    """Weeks begin on Monday, months and years on their first day, a range holds its last day."""
    today = date(2024, 2, 29)

    def days(choice: DateRange) -> tuple[str, str]:
        begin, end = span(choice, today, date(2024, 1, 5), date(2024, 1, 7))
        return time.strftime("%m-%d", time.localtime(begin)), time.strftime("%m-%d", time.localtime(end))

    assert days(DateRange.TODAY) == ("02-29", "03-01")
    assert days(DateRange.THIS_WEEK) == ("02-26", "03-04")
    assert days(DateRange.THIS_MONTH) == ("02-01", "03-01")
    assert days(DateRange.LAST_MONTH) == ("01-01", "02-01")
    assert days(DateRange.THIS_YEAR) == ("01-01", "01-01")
    assert days(DateRange.RANGE) == ("01-05", "01-08")
    assert {kind for choice in TypeChoice for kind in choice.types} == set(RecordType)


def test_menu_and_details(rig: ScreenRig, qtbot: QtBot) -> None:
    """Copies; abandons only what is not in the mempool; details say where the money went."""
    page = open_page(rig, qtbot)
    page._screen.preferences.set_text(EXPLORERS, "https://explorer.example/tx/%s")
    page.types.setCurrentText("Sent to")
    page.view.selectRow(0)
    (record,) = page.selected()
    menu = page.menu(record)
    actions = {action.text(): action for action in menu.actions()}
    until(qtbot, actions["Resend transaction"].isEnabled)
    assert not actions["Abandon transaction"].isEnabled()
    assert "Show on explorer.example" in actions
    actions["Copy address"].trigger()
    assert QGuiApplication.clipboard().text() == record.address
    actions["Show details"].trigger()
    (dialog,) = page.findChildren(TransactionDialog)
    until(qtbot, lambda: dialog.form.rowCount() > 5)
    assert record.address in [shown.text() for shown in dialog.findChildren(QLabel)]
    dialog.close()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", []),
        ("https://a.example/tx/%s", ["https://a.example/tx/00ff"]),
        ("http://a.example/%s|https://b.example/?id=%s", ["http://a.example/00ff", "https://b.example/?id=00ff"]),
        ("https://a.example/|file:///%s|javascript:%s|nonsense %s|", []),
    ],
)
def test_explorers(text: str, links: list[str]) -> None:
    """Only links of the web that name the transaction."""
    assert [link.toString() for _host, link in explorer_links(text, "00ff")] == links


def test_export(rig: ScreenRig, qtbot: QtBot, tmp_path: Path) -> None:
    """The rows shown, as CSV; a folder that is not there is told of."""
    page = open_page(rig, qtbot)
    page.types.setCurrentText("Sent to")
    path = tmp_path / "out.csv"
    with qtbot.waitSignal(page._screen.said) as told:
        page.export_to(path)
    assert told.args == [f"1 transaction was written to {path}.", False]
    with path.open(newline="") as file:
        head, line = list(csv.reader(file))
    assert head[5] == "Amount (DASH)"
    assert line[2] == "Sent to"
    assert float(line[5]) < -1
    with qtbot.waitSignal(page._screen.said) as said:
        page.export_to(tmp_path / "gone" / "out.csv")
    assert "could not be written" in said.args[0]

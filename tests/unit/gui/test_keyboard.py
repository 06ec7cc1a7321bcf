"""Without a mouse: the page to pay from in the order it is read, and the tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.main_window import MainWindow


@pytest.fixture
def window(rig: ScreenRig, qtbot: QtBot) -> MainWindow:
    """A window over a wallet that can pay."""
    rig.fund(rig.make_wallet("w"))
    made = rig.window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    until(qtbot, lambda: made.view is not None and made.view.wallet.balances.balance > 0)
    until(qtbot, lambda: QApplication.activeWindow() is made)
    return made


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def test_pay(rig: ScreenRig, window: MainWindow, qtbot: QtBot) -> None:
    """Alt+2, address, label, amount; then on to Send, and Enter."""
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.tabs["Send"].isChecked()
    assert window.view is not None
    page = window.view.send
    entry = page.entries[0]
    order: tuple[QWidget, ...] = (
        entry.address,
        entry.book,
        entry.paste,
        entry.label,
        entry.amount.text,
        entry.subtract_fee,
        entry.use_all,
        page.inputs,
        page.custom_change,
        page.fee.recommended,
        page.fee.targets,
        page.add,
        page.clear,
        page.send,
    )
    typed = {entry.address: rig.stranger.get_new_destination(""), entry.label: "shop", entry.amount.text: "3"}
    for widget in order:
        assert QApplication.focusWidget() is widget, widget.accessibleName()
        if widget in typed:
            QTest.keyClicks(widget, typed[widget])
        if widget is not page.send:
            press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page.clear
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    until(qtbot, lambda: any(box.isVisible() for box in page.findChildren(QMessageBox)))
    box = next(box for box in page.findChildren(QMessageBox) if box.isVisible())
    assert "3.00000000 DASH to shop" in box.informativeText()
    box.button(QMessageBox.StandardButton.Yes).setFocus()
    QTest.keyClick(box.button(QMessageBox.StandardButton.Yes), Qt.Key.Key_Return)
    until(qtbot, lambda: len(rig.node.context.mempool) == 1)
    until(qtbot, lambda: entry.is_empty)


def test_second_recipient(window: MainWindow, qtbot: QtBot) -> None:
    """A new entry comes between the first one and the coins."""
    window.show_tab("Send")
    assert window.view is not None
    page = window.view.send
    page.add.click()
    first, second = page.entries
    until(qtbot, second.address.isVisible)
    assert QApplication.focusWidget() is second.address
    first.use_all.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second.address
    second.use_all.setFocus()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.inputs


def test_tabs(window: MainWindow) -> None:
    """Alt and a number; every widget that takes the focus has a name for a screen reader."""
    assert window.view is not None
    for number, name in enumerate(window.tabs, start=1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        assert window.tabs[name].isChecked()
        for widget in window.view.pages[name].findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and type(widget) is not QWidget:
                text = widget.property("text")
                assert widget.accessibleName() or text, (name, widget)

"""The node's window: what it shows, the console's language, bans, rescans, traffic."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.client_model import NetworkView
from dashcore.gui.console_parser import Call, ConsoleError, evaluate, is_secret, parse
from dashcore.gui.information_page import Facts
from dashcore.gui.main_window import MainWindow
from dashcore.gui.node_window import NodeWindow
from dashcore.gui.repair_page import Rebuild
from dashcore.gui.traffic_page import format_bytes

FACTS = Facts(version="v23.1.2", data_dir="/data", blocks_dir="/data/blocks", start_time=datetime(2026, 1, 2))


@pytest.fixture
def window(rig: ScreenRig, qtbot: QtBot) -> MainWindow:
    """A main window over one wallet."""
    rig.fund(rig.make_wallet("w"))
    made = rig.window()
    qtbot.addWidget(made)
    until(qtbot, lambda: made.view is not None)
    return made


@pytest.fixture
def node_window(window: MainWindow, qtbot: QtBot) -> Iterator[NodeWindow]:
    """The node's window beside it."""
    made = NodeWindow(window.context, window.wallets, FACTS)
    qtbot.addWidget(made)
    yield made
    made.hide_for_good()


def test_information(node_window: NodeWindow, qtbot: QtBot) -> None:
    """Versions, chain, mempool."""
    values = node_window.information.values
    until(qtbot, lambda: values["Blocks"].text() == "101")
    until(qtbot, lambda: values["Local addresses"].text() == "none known")
    assert values["Client version"].text() == "v23.1.2"
    assert len(values["Last block"].text()) == 64
    assert values["Memory"].text().endswith("of 300.0 MB")


def test_console(node_window: NodeWindow, qtbot: QtBot) -> None:
    """Plain, nested, named; errors; the history keeps no secrets."""
    console = node_window.console
    node_window.open_page("Console")

    def enter(line: str, expected: str) -> None:
        console.clear()
        console.line.setText(line)
        QTest.keyClick(console.line, Qt.Key.Key_Return)
        until(qtbot, lambda: expected in console.output.toPlainText())

    enter("getblockcount", "101")
    enter("getblock(getblockhash(0))[tx][0]", "e0028eb9648db56b1ac77cf090b99048a8007e2bb64b68f092c03c7f56a662c7")
    enter("getblockhash height=101", "\n")
    enter("getblockhash 999", "Block height out of range (code -8)")
    enter('echo "a b" c', '"a b"')
    enter("getwalletinfo", '"walletname": "w"')
    enter("nonsense", "Method not found (code -32601)")
    enter("echo (", "A parenthesis must follow a command.")
    enter("echo(", "A parenthesis is not closed.")
    enter("help-console", "parameters by their names")
    enter("walletpassphrase topsecret 5", "(code -15)")
    assert "topsecret" not in console.output.toPlainText()
    assert not any("topsecret" in line for line in console.line.history)
    QTest.keyClick(console.line, Qt.Key.Key_Up)
    assert console.line.text() == "help-console"
    QTest.keyClick(console.line, Qt.Key.Key_Down)
    assert console.line.text() == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a b,c", ["a", "b", "c"]),
        ('a \'b c\' "d \\" e"', ["a", "b c", 'd " e']),
        ("a b\\ c", ["a", "b c"]),
        ("a ''", ["a", ""]),
        ("a()", ["a"]),
        ("  a  ", ["a"]),
        ('a {"x":1}', ["a", "{x:1}"]),
        ("a '{\"x\":1}'", ["a", '{"x":1}']),
    ],
)
def test_words(line: str, words: list[str]) -> None:
    """Blanks, commas, quotes, escapes."""
    assert parse(line) == Call([*words])


@pytest.mark.parametrize("line", ["", "  ", "a 'b", 'a "b', "a(b", "a)", "a(b)[c", "a (b)", "(a)"])
def test_not_understood(line: str) -> None:
    """What is open or empty."""
    with pytest.raises(ConsoleError):
        parse(line)


def test_nested() -> None:
    """Inner calls run first; a path takes a part of their answer."""
    seen: list[list[str]] = []

    def run(words: list[str]) -> str:
        seen.append(words)
        return f"<{'+'.join(words)}>"

    answer = evaluate(parse("a b(c d(e))[x] f"), run, lambda answer, path: f"{answer}.{'.'.join(path)}")
    assert seen == [["d", "e"], ["b", "c", "<d+e>"], ["a", "<b+c+<d+e>>.x", "f"]]
    assert answer == "<a+<b+c+<d+e>>.x+f>"
    assert is_secret("echo walletpassphrase(x)")
    assert not is_secret("getinfo")


def test_bans(rig: ScreenRig, node_window: NodeWindow, qtbot: QtBot) -> None:
    """Added, refused, taken back."""
    page = node_window.bans
    page.subnet.setText("nobody")
    page.ban.click()
    until(qtbot, lambda: page.subnet.property("invalid") is True)
    page.subnet.setText("10.1.0.0/16")
    page.ban.click()
    until(qtbot, lambda: page.bans.topLevelItemCount() == 1)
    page.bans.selectAll()
    page.unban.click()
    until(qtbot, lambda: page.bans.topLevelItemCount() == 0)
    assert rig.node.context.bans.entries() == []


def test_rescan(node_window: NodeWindow, qtbot: QtBot) -> None:
    """It says how it ended."""
    page = node_window.repair
    page.from_genesis.click()
    until(qtbot, lambda: page.outcome.text() == "The rescan is done.")
    assert page.from_birth.isEnabled()


def test_rebuild_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    """Nothing is restarted before a yes."""
    asked: list[Rebuild] = []
    made = NodeWindow(window.context, None, FACTS, asked.append)
    qtbot.addWidget(made)
    assert made.repair.why_not.isHidden()
    for answer, expected in ((QMessageBox.StandardButton.Cancel, []), (QMessageBox.StandardButton.Yes, ["-reindex"])):
        made.repair.rebuilds[Rebuild.BLOCK_INDEX].click()
        box = made.repair.findChildren(QMessageBox)[-1]
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
        box.button(answer).click()
        assert [rebuild.value for rebuild in asked] == expected
        until(qtbot, lambda: not made.repair.findChildren(QMessageBox))
    made.hide_for_good()


def test_no_rebuild_of_others(node_window: NodeWindow) -> None:
    """A node that was started elsewhere is not restarted from here, and the page says so."""
    page = node_window.repair
    assert not page.why_not.isHidden()
    assert "-reindex" in page.why_not.text()
    assert not any(choice.isEnabled() for choice in page.rebuilds.values())


def test_traffic(window: MainWindow, node_window: NodeWindow, qtbot: QtBot) -> None:
    """Rates are the differences of what is counted."""
    node_window.open_page("Network traffic")
    client = window.context.client
    client.stop()
    for received in (1000, 3000, 3000):
        client.network = NetworkView(bytes_received=received, bytes_sent=received // 2)
        client.network_changed.emit()
    assert list(node_window.traffic.graph.received)[-2:] == [2000.0, 0.0]
    assert node_window.traffic.received.text() == "Received: 3.0 kB"
    assert node_window.traffic.sent.text() == "Sent: 1.5 kB"
    node_window.traffic.span.setValue(0)
    assert node_window.traffic.span_text.text() == "5 m"
    assert not node_window.traffic.grab().isNull()
    assert format_bytes(999) == "999 B"
    until(qtbot, lambda: window.context.calls.is_idle)

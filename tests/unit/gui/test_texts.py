"""Languages: the files are whole, and what they say is shown."""

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until
from translations import LRELEASE, Text, collect, read

from dashcore.gui.information_page import Facts
from dashcore.gui.node_window import NodeWindow
from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.preferences import LANGUAGE
from dashcore.gui.status_bar import describe_age
from dashcore.gui.texts import FOLDER, Language, counted, find_language, language_name, languages, tr

AGAIN = "run `make translations`, and translate what is new"


@pytest.fixture
def language(qapp: object) -> Iterator[Language]:
    """The language of the program; English again at the end."""
    del qapp
    made = Language()
    before = QLocale()
    yield made
    made.use("en")
    QLocale.setDefault(before)


def holes(text: str) -> list[str]:
    """Values to be filled in."""
    return sorted(re.findall(r"\{[^}]*\}|%s", text))


@pytest.mark.parametrize("code", languages())
def test_files(code: str, tmp_path: Path) -> None:
    """Every text is translated, keeps its values, and is in the compiled file."""
    path = FOLDER / f"dash_{code}.ts"
    texts, done = collect(), read(path)
    assert list(texts) == list(done), AGAIN
    for text, forms in done.items():
        assert forms, f"{text.source!r}: {AGAIN}"
        for form in forms:
            assert holes(form) == holes(text.source), text
            assert ("&" in form) <= ("&" in text.source), text
    again = tmp_path / "again.qm"
    subprocess.run([str(LRELEASE), "-silent", str(path), "-qm", str(again)], check=True)
    assert again.read_bytes() == path.with_suffix(".qm").read_bytes(), AGAIN


def test_texts_of_the_source() -> None:
    """Tables, counted texts and values are found."""
    texts = collect()
    assert {Text("Overview"), Text("{n} connections", is_counted=True), Text("{amount} to {payee}")} <= texts.keys()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("de", "de"), ("de_AT.UTF-8", "de"), ("de-CH", "de"), ("pt_BR", "pt_BR"), ("pt", ""), ("C", "")],
)
def test_find(wanted: str, found: str) -> None:
    """The country counts where there are texts for it."""
    assert find_language(wanted, ("de", "pt_BR")) == found


def test_german(language: Language) -> None:
    """Texts, numbers that need another form, and Qt's own words."""
    assert "de" in languages()
    assert language_name("de") == "Deutsch"
    language.use("de_AT")
    assert tr("Send") == "Senden"
    assert tr("Balance: {amount}", amount="5 DASH") == "Guthaben: 5 DASH"
    assert [counted("{n} connection", "{n} connections", n) for n in (0, 1, 2)] == [
        "0 Verbindungen",
        "1 Verbindung",
        "2 Verbindungen",
    ]
    assert describe_age(86_400) == "1 Tag"
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Abbrechen"
    language.use("xx")
    assert tr("Send") == "Send"
    assert counted("{n} connection", "{n} connections", 1) == "1 connection"


def test_window(rig: ScreenRig, qtbot: QtBot, language: Language) -> None:
    """The whole screen in German; menus have no two entries of one letter."""
    language.use("de")
    rig.fund(rig.make_wallet("w"))
    window = rig.window()
    node_window = NodeWindow(
        window.context, window.wallets, Facts(version="", data_dir="", blocks_dir="", start_time=datetime(2026, 1, 2))
    )
    for each in (window, node_window):
        qtbot.addWidget(each)
    window.show()
    until(qtbot, lambda: window.view is not None and window.view.table.rowCount() == 1)
    assert window.view is not None
    assert [action.text() for action in window.tabs.values()] == ["Übersicht", "Senden", "Empfangen", "Transaktionen"]
    until(qtbot, lambda: window.status.sync.text() == "Aktuell bei Block 101")
    assert window.status.connections.text() == "0 Verbindungen"
    assert window.view.table.headerData(2, Qt.Orientation.Horizontal) == "Art"
    tabs = [node_window.tabs.tabText(at) for at in range(node_window.tabs.count())]
    assert tabs == ["Information", "Konsole", "Netzwerkverkehr", "Gegenstellen", "Sperren", "Reparatur"]
    for menu in window.menus.values():
        letters = [
            text[text.index("&") + 1].lower() for action in menu.actions() if "&" in (text := action.text()) and text
        ]
        assert sorted(set(letters)) == sorted(letters), menu.title()
    dialog = OptionsDialog(window.context, window)
    assert [dialog.tabs.tabText(at) for at in range(4)] == ["Haupteinstellungen", "Wallet", "Netzwerk", "Anzeige"]
    assert [dialog.language.itemText(at) for at in range(3)] == ["System", "English", "Deutsch"]
    assert window.context.preferences.text(LANGUAGE) == ""
    node_window.hide_for_good()

"""The window: it follows node and wallets, and never waits for either."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, busy_ms, until

from dashcore.gui.main_window import MainWindow

COIN = 100_000_000
PAINT_MS = 50
ATTEMPTS = 3  # since the machine has other work
ROUNDS = 20


def test_follows_wallets(rig: ScreenRig, qtbot: QtBot) -> None:
    """Wallets made elsewhere appear, show what they hold, and go."""
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    assert not window.tabs["Overview"].isEnabled()
    wallet = rig.make_wallet("savings")
    until(qtbot, lambda: window.view is not None)
    assert window.windowTitle() == "Dash Core [regtest] - savings"
    rig.fund(wallet)
    view = window.view
    assert view is not None
    until(qtbot, lambda: view.overview.text_of("Available") == "500.00000000 DASH")
    until(qtbot, lambda: view.overview.recent.model().rowCount() == 1)
    rig.make_wallet("other")
    until(qtbot, lambda: window.selector.count() == 2)
    wallet.remove()
    until(qtbot, lambda: window.windowTitle() == "Dash Core [regtest] - other")
    assert window.selector.count() == 1


def test_files(rig: ScreenRig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Log and configuration are opened by the desktop; what cannot be is told of; without paths there is nothing."""
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    window = rig.window()
    qtbot.addWidget(window)
    before = len(window.menus["File"].actions())
    window.add_files("", "")
    names = [str(tmp_path / name) for name in ("debug.log", "gone/dash.conf")]
    window.add_files(*names)
    log, conf = (
        action
        for action in window.menus["File"].actions()
        if action.text().startswith("Open &debug") or "conf" in action.text()
    )
    log.trigger()
    assert opened == names[:1]
    conf.trigger()
    assert window.notice.text == f"{names[1]}: No such file or directory"
    log.trigger()
    assert window.notice.text == f"No program was found that opens {names[0]}."
    assert len(window.menus["File"].actions()) == before + 3  # of which one is a line


def test_discreet_and_unit(rig: ScreenRig, qtbot: QtBot) -> None:
    """Amounts change their unit, and hide."""
    rig.fund(rig.make_wallet("w"))
    window = rig.window()
    qtbot.addWidget(window)
    until(qtbot, lambda: window.view is not None and window.view.overview.text_of("Total") == "500.00000000 DASH")
    view = window.view
    assert view is not None
    preferences = window.context.preferences
    preferences.discreet = True
    assert view.overview.text_of("Total") == "#.######## DASH"
    assert view.overview.recent.isHidden()
    preferences.discreet = False
    assert not view.overview.recent.isHidden()
    window.status.unit.activated.emit(3)
    assert view.overview.text_of("Total") == "50\u2009000\u2009000\u2009000 duffs"


class Paints(QObject):
    """Counts how often a widget is drawn."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def more_than(self, count: int) -> bool:
        """It was drawn since."""
        return self.count > count

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let all events through."""
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_never_waits(rig: ScreenRig, qtbot: QtBot) -> None:
    """With a node that answers nothing at all, every page is shown and drawn."""
    rig.fund(rig.make_wallet("w"))
    rig.answers.clear()
    try:
        window = rig.window()
        qtbot.addWidget(window)
        window.show()
        paints = Paints(window)
        for width, name in enumerate(window.tabs, start=window.width() + 1):
            window.show_tab(name)
            seen = paints.count
            window.resize(width, window.height())
            until(qtbot, partial(paints.more_than, seen))
        assert window.view is None
        assert not window.context.calls.is_idle
    finally:
        rig.answers.set()


def longest_round_ms(window: MainWindow) -> float:
    """Show all pages and resize the window, again and again; return how long Qt's thread was busy at most."""

    def show_all() -> None:
        for name in window.tabs:
            window.show_tab(name)

    def show_resized(name: str) -> None:
        window.show_tab(name)
        window.resize(window.width() + 1, window.height() - 1)

    paints = Paints(window)
    took = [busy_ms(show_all)]
    took += [busy_ms(partial(show_resized, name)) for _ in range(ROUNDS) for name in window.tabs]
    assert paints.more_than(ROUNDS)
    return max(took)


@pytest.mark.parametrize("has_wallet", [False, True], ids=["nothing", "wallet"])
def test_repaints_at_once(rig: ScreenRig, qtbot: QtBot, has_wallet: bool) -> None:
    """With a node that answers nothing, from the start or from when the wallet is shown, the window is drawn at once."""
    rig.fund(rig.make_wallet("w"))
    if not has_wallet:
        rig.answers.clear()
    try:
        windows = [rig.window() for _ in range(ATTEMPTS)]
        for window in windows:
            qtbot.addWidget(window)
            window.show()
        if has_wallet:
            until(qtbot, lambda: all(window.view is not None and window.context.calls.is_idle for window in windows))
            rig.answers.clear()
        longest = [longest_round_ms(window) for window in windows]
        assert all((window.view is not None) is has_wallet for window in windows)
    finally:
        rig.answers.set()
    assert min(longest) <= PAINT_MS, longest

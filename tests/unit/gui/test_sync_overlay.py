"""Catching up: what is left, how fast, for how long; it comes, hides and goes."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.client_model import NetworkView
from dashcore.gui.main_window import MainWindow
from dashcore.gui.sync_overlay import Pace
from dashcore.interfaces.node import SynchronizationState
from dashcore.primitives.types import UnixTime


def test_pace() -> None:
    """Nothing can be said at first, or while nothing grows; old samples are dropped."""
    pace = Pace()
    pace.add(0.1, 0.0)
    assert pace.per_s is None
    pace.add(0.1, 10.0)
    assert pace.per_s is None
    pace.add(0.2, 20.0)
    assert pace.per_s == pytest.approx(0.005)
    pace.add(0.2, 560.0)
    pace.add(0.3, 600.0)
    assert pace.per_s == pytest.approx(0.1 / 40)


@pytest.fixture
def window(rig: ScreenRig, qtbot: QtBot) -> MainWindow:
    """A window whose node has answered, and says no more."""
    rig.make_wallet("w")
    made = rig.window()
    qtbot.addWidget(made)
    made.show()
    until(qtbot, lambda: made.view is not None and made.context.client.chain.height >= 0)
    made.context.client.stop()
    until(qtbot, lambda: made.context.calls.is_idle)
    return made


def fall_behind(window: MainWindow, progress: float, header_height: int, *, header_age_s: int = 0) -> None:
    """Tell the screen that the node, which has peers, is behind."""
    client = window.context.client
    client.chain = replace(
        client.chain,
        height=1000,
        header_height=header_height,
        header_time=UnixTime(int(time.time()) - header_age_s),
        time=UnixTime(1_600_000_000),
        progress=progress,
        state=SynchronizationState.INIT_DOWNLOAD,
    )
    client.chain_changed.emit()
    client.network = NetworkView(connections=2)
    client.network_changed.emit()


def catch_up(window: MainWindow) -> None:
    """Tell the screen that the node is not behind any more."""
    client = window.context.client
    client.chain = replace(client.chain, progress=1.0, state=SynchronizationState.POST_INIT)
    client.chain_changed.emit()


def test_comes_and_goes(window: MainWindow) -> None:
    """Shown while behind, as large as the pages, with numbers; gone once caught up."""
    overlay = window.overlay
    fall_behind(window, 0.25, 5000)
    assert overlay.isVisible()
    assert overlay.left.text() == "4000"
    assert overlay.progress.text() == "25.00 %"
    assert "years ago" in overlay.time.text()
    window.resize(900, 620)
    assert overlay.size() == overlay.parentWidget().size()  # type: ignore[union-attr]  # has one
    fall_behind(window, 0.26, 3000, header_age_s=1000 * 150)
    assert overlay.left.text() == "unknown; headers are at 3000 (75.0 %)"
    assert window.status.sync.text() == "Fetching headers, 75.0 %"
    client = window.context.client
    client.network = NetworkView(connections=0)
    client.network_changed.emit()
    assert window.status.sync.text() == "Looking for peers…"
    catch_up(window)
    assert not overlay.isVisible()
    window.status.sync.click()
    assert not overlay.isVisible()


def test_hidden_stays_hidden(window: MainWindow) -> None:
    """Hidden by the user it does not come back by itself, but at a click on the text below."""
    fall_behind(window, 0.25, 5000)
    QTest.keyClick(window.overlay, Qt.Key.Key_Escape)
    assert not window.overlay.isVisible()
    fall_behind(window, 0.30, 5000)
    assert not window.overlay.isVisible()
    assert window.status.sync.text().startswith("Catching up, ")
    window.status.sync.click()
    assert window.overlay.isVisible()
    window.overlay.hide_button.click()
    assert not window.overlay.isVisible()

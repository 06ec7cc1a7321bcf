"""The tray: its menu, its notes, and what minimizing and closing do."""

import pytest
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui import options_dialog, tray
from dashcore.gui.main_window import MainWindow
from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.tray import HIDE_TRAY_ICON, MINIMIZE_ON_CLOSE, MINIMIZE_TO_TRAY
from dashcore.primitives.types import Duffs


class Desk:
    """A desktop with a tray, and a window over a wallet."""

    def __init__(self, rig: ScreenRig, qtbot: QtBot) -> None:
        self.rig = rig
        self.wallet = rig.make_wallet("w")
        self.window: MainWindow = rig.window()
        qtbot.addWidget(self.window)
        self.window.show()
        until(qtbot, lambda: self.window.view is not None)
        self.told: list[tuple[str, str]] = []
        self.window.notifier.arrived.connect(lambda title, text: self.told.append((title, text)))

    def entries(self) -> list[str]:
        """Entries of the tray's menu."""
        return [action.text().replace("&", "") for action in self.window.tray.menu.actions() if action.text()]


@pytest.fixture
def desk(rig: ScreenRig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desktop with a tray."""
    for module in (tray, options_dialog):
        monkeypatch.setattr(module, "has_tray", lambda: True)
    return Desk(rig, qtbot)


def test_menu(desk: Desk, qtbot: QtBot) -> None:
    """Shows and hides the window, opens pages and ends the program."""
    opened: list[str] = []
    desk.window.add_node_pages(("Information", "Console"), opened.append)
    shared = ["Send", "Receive", "Sign message…", "Verify message…", "Options…", "Information", "Console", "Exit"]
    assert desk.entries() == ["Show / hide", *shared]
    actions = {action.text().replace("&", ""): action for action in desk.window.tray.menu.actions()}
    actions["Console"].trigger()
    assert opened == ["Console"]
    assert [action.text() for action in desk.window.menus["Window"].actions()][-2:] == ["Information", "Console"]
    actions["Show / hide"].trigger()
    assert not desk.window.isVisible()
    actions["Receive"].trigger()
    assert desk.window.isVisible()
    assert desk.window.tabs["Receive"].isChecked()
    desk.window.tray.show_window()
    actions["Exit"].trigger()
    until(qtbot, lambda: not desk.window.isVisible())


def test_payments(desk: Desk, qtbot: QtBot) -> None:
    """A payment is told of once, with amount, type and label; those there already are not."""
    view = desk.window.view
    assert view is not None
    until(qtbot, lambda: view.wallet.traits.can_get_addresses)
    desk.rig.node.mine(1, desk.rig.script_of(desk.wallet))
    until(qtbot, lambda: len(desk.told) == 1)
    title, text = desk.told[0]
    assert title == "Incoming transaction"
    assert f"Amount: {desk.window.context.amount(Duffs(50_000_000_000))}\nType: Mined\nAddress: " in text
    desk.rig.node.mine(1)
    desk.rig.node.context.signals.sync()
    until(qtbot, lambda: desk.window.context.client.chain.height == 2)
    assert len(desk.told) == 1


def test_minimize_and_close(desk: Desk, qtbot: QtBot) -> None:
    """As the user prefers: to the tray, or down instead of away."""
    preferences, window = desk.window.context.preferences, desk.window
    preferences.set_flag(MINIMIZE_TO_TRAY, True)
    window.showMinimized()
    until(qtbot, lambda: not window.isVisible())
    window.tray.show_window()
    assert window.isVisible()
    assert not window.isMinimized()
    preferences.set_flag(MINIMIZE_TO_TRAY, False)
    preferences.set_flag(MINIMIZE_ON_CLOSE, True)
    window.close()
    assert window.isMinimized()
    window.leave.trigger()
    assert not window.isVisible()


def test_options(desk: Desk, qtbot: QtBot) -> None:
    """The icon goes and comes at once."""
    shown = [desk.window.tray.is_shown]
    dialog = OptionsDialog(desk.window.context, desk.window)
    dialog.open()
    until(qtbot, dialog.fields["dbcache"].isEnabled)
    dialog.tray.setChecked(False)
    assert not dialog.to_tray.isEnabled()
    dialog.on_close.setChecked(True)
    dialog.buttons.accepted.emit()
    shown.append(desk.window.tray.is_shown)
    assert shown == [True, False]
    assert desk.window.context.preferences.flag(HIDE_TRAY_ICON, default=False)
    assert desk.window.context.preferences.flag(MINIMIZE_ON_CLOSE, default=False)
    desk.window.context.preferences.set_flag(MINIMIZE_ON_CLOSE, False)


def test_no_tray(rig: ScreenRig, qtbot: QtBot) -> None:
    """Without a tray payments are told of in the window."""
    wallet = rig.make_wallet("w")
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    until(qtbot, lambda: window.view is not None and window.view.wallet.traits.can_get_addresses)
    assert not window.tray.is_shown
    rig.node.mine(1, rig.script_of(wallet))
    until(qtbot, lambda: window.notice.text.startswith("Incoming transaction. Amount: 500"))

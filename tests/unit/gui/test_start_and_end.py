"""What is seen before the first page and after the last: splash, choice of the folder, help, the end."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.about_dialog import AboutDialog, OptionsHelpDialog
from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.icon import application_icon, draw_icon
from dashcore.gui.intro_dialog import IntroDialog, free_bytes, pick_data_dir
from dashcore.gui.shutdown_window import ShutdownWindow
from dashcore.gui.splash import Splash

TEXTS = HelpTexts(version="v23.1.2", licence="MIT licence\n", options="  -server\n       Accept commands\n")


def test_splash(qtbot: QtBot) -> None:
    """Messages without and with progress; Esc and closing ask to stop, and leave it there."""
    splash = Splash("v23.1.2", "regtest")
    qtbot.addWidget(splash)
    splash.show()
    asked: list[bool] = []
    splash.stop_requested.connect(lambda: asked.append(True))
    splash.show_message("Loading block index…")
    assert splash.message.text() == "Loading block index…"
    assert splash.progress.maximum() == 0
    splash.show_progress("Verifying blocks…", 40)
    assert (splash.progress.maximum(), splash.progress.value()) == (100, 40)
    QTest.keyClick(splash, Qt.Key.Key_Escape)
    splash.close()
    assert asked == [True, True]
    assert splash.isVisible()
    splash.finish()
    assert not splash.isVisible()


def test_shutdown_window(qtbot: QtBot) -> None:
    """Stays until the node is gone."""
    window = ShutdownWindow("main")
    qtbot.addWidget(window)
    window.show()
    window.close()
    assert window.isVisible()
    window.finish()
    assert not window.isVisible()


@pytest.fixture
def intro(qtbot: QtBot, tmp_path: Path) -> IntroDialog:
    """The question at the first start, on the main network."""
    made = IntroDialog(tmp_path / "default")
    qtbot.addWidget(made)
    made.show()
    return made


def test_intro_folder(intro: IntroDialog, tmp_path: Path) -> None:
    """Default or another; where nothing can be made cannot be chosen; accepting makes the folder."""
    ok = intro.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert intro.path == tmp_path / "default"
    assert not intro.folder.isEnabled()
    intro.use_other.setChecked(True)
    (tmp_path / "file").touch()
    for wrong in (str(tmp_path / "file" / "sub"), "relative", ""):
        intro.folder.setText(wrong)
        assert not ok.isEnabled(), wrong
        assert intro.folder.property("invalid")
    intro.folder.setText(str(tmp_path / "a" / "b"))
    assert ok.isEnabled()
    ok.click()
    assert (tmp_path / "a" / "b").is_dir()
    assert intro.choice.path == tmp_path / "a" / "b"


def test_intro_space(intro: IntroDialog, tmp_path: Path) -> None:
    """Says what is free and needed; pruning needs less."""
    intro.prune.setChecked(False)
    assert "about 58 GB are needed" in intro.space.text()
    intro.prune.setChecked(True)
    intro.prune_gb.setValue(1)
    assert "about 1 GB are needed" in intro.space.text()
    kept = [intro.choice.prune_gb]
    intro.prune.setChecked(False)
    kept.append(intro.choice.prune_gb)
    assert kept == [1, None]
    assert free_bytes(tmp_path / "not" / "there") == pytest.approx(free_bytes(tmp_path), rel=0.2)


def test_pick_data_dir(qtbot: QtBot, tmp_path: Path) -> None:
    """Asked once; what was chosen is kept; cancelling gives none."""
    store = QSettings(str(tmp_path / "store.ini"), QSettings.Format.IniFormat)
    default = tmp_path / "default"

    def answer(button: QDialogButtonBox.StandardButton) -> None:
        def act() -> None:
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, IntroDialog)
            dialog.use_other.setChecked(True)
            dialog.folder.setText(str(tmp_path / "mine"))
            dialog.buttons.button(button).click()

        QTimer.singleShot(0, act)

    answer(QDialogButtonBox.StandardButton.Cancel)
    assert pick_data_dir(default, store) is None
    answer(QDialogButtonBox.StandardButton.Ok)
    chosen = pick_data_dir(default, store, "regtest")
    assert chosen is not None
    assert (chosen.path, chosen.is_new) == (tmp_path / "mine", True)
    again = pick_data_dir(default, store)
    assert again is not None
    assert (again.path, again.is_new) == (tmp_path / "mine", False)


def test_help(rig: ScreenRig, qtbot: QtBot) -> None:
    """The Help menu shows version, licence and options."""
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    seen = [window.menus["Help"].menuAction().isVisible()]
    window.add_help(TEXTS)
    seen.append(window.menus["Help"].menuAction().isVisible())
    assert seen == [False, True]
    entries = {action.text().replace("&", ""): action for action in window.menus["Help"].actions()}
    entries["About Dash Core"].trigger()
    until(qtbot, lambda: window.findChildren(AboutDialog))
    about = window.findChildren(AboutDialog)[0]
    assert about.version.text().startswith("Version v23.1.2, Qt 6.")
    assert about.licence.text() == "MIT licence"
    about.reject()
    entries["Command-line options"].trigger()
    until(qtbot, lambda: window.findChildren(OptionsHelpDialog))
    assert "-server" in window.findChildren(OptionsHelpDialog)[0].text.toPlainText()


def test_icon(qapp: QApplication) -> None:
    """Drawn at every size; each network has its own."""
    del qapp
    assert {size.width() for size in application_icon().availableSizes()} >= {16, 32, 256}
    drawn = [draw_icon(32, network).toImage() for network in ("main", "test", "regtest", "devnet")]
    assert len({image.pixelColor(8, 26).name() for image in drawn}) == 4
    assert drawn[0].pixelColor(0, 0).alpha() == 0

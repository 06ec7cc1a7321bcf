"""dash-gui on a real X server, moved by clicks and keys from outside."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from framework import Node, wait_until

pytest.importorskip("PySide6.QtWidgets", reason="the screen needs the extra [gui]")

pytestmark = [
    pytest.mark.functional,
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Xvfb and xdotool, of Debian's packages"
    ),
]

TITLE = "Dash Core"
LARGE = 700  # pixels


class Display:
    """A virtual screen."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
            pass_fds=(writer,),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as pipe:
            self.name = f":{pipe.readline().strip()}"

    def tool(self, *words: str) -> str:
        """Run xdotool; gives what it said, nothing where it found nothing."""
        environment = {**os.environ, "DISPLAY": self.name}
        return subprocess.run(
            ["xdotool", *words], env=environment, capture_output=True, text=True, check=False, timeout=30
        ).stdout.strip()

    def find(self, title: str) -> str:
        """Id of a window that is shown, empty for none."""
        return self.tool("search", "--onlyvisible", "--name", title).partition("\n")[0]

    def find_large(self, title: str) -> str:
        """Id of a window that is no dialog, and no splash, which Esc would end."""
        for window in self.tool("search", "--onlyvisible", "--name", title).split():
            width = self.tool("getwindowgeometry", "--shell", window).partition("WIDTH=")[2].partition("\n")[0]
            if width and int(width) > LARGE:
                return window
        return ""

    def wait_for(self, title: str) -> str:
        """Wait for a window; gives its id."""
        wait_until(lambda: self.find(title))
        return self.find(title)

    def click(self, window: str, x: int, y: int) -> None:
        """Click into a window."""
        self.tool("mousemove", "--window", window, str(x), str(y), "click", "1")

    def close(self) -> None:
        """End it."""
        self._server.terminate()
        self._server.wait()


@pytest.fixture
def display() -> Iterator[Display]:
    """A virtual screen of our own."""
    made = Display()
    yield made
    made.close()


def test_clicks(display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a wallet by keyboard and mouse, see its name in the title, hide amounts, close the window: all ends."""
    monkeypatch.setenv("DISPLAY", display.name)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    node = Node(tmp_path / "gui", "dash-gui", "server=1")
    try:
        node.start()

        wait_until(lambda: display.find_large(rf"{TITLE} \[regtest\]"))
        window = display.find_large(rf"{TITLE} \[regtest\]")

        def opens_dialog() -> bool:
            """The overlay of a node that catches up may still be in the way."""
            display.tool("key", "Escape")
            display.click(window, 20, 12)  # File
            display.tool("key", "Down", "Return")  # its first entry: Create wallet
            return bool(display.find("Create wallet"))

        wait_until(opens_dialog)
        dialog = display.wait_for("Create wallet")
        display.tool("windowfocus", "--sync", dialog)
        display.tool("type", "--delay", "20", "clicked")
        display.tool("key", "Return")
        wait_until(lambda: node.rpc.listwallets() == ["clicked"])
        display.wait_for("Recovery phrase")
        display.tool("key", "Escape")
        wait_until(lambda: not display.find("Recovery phrase"))
        window = display.wait_for("clicked")
        display.tool("windowfocus", "--sync", window)
        display.tool("key", "ctrl+shift+d")
        wait_until(lambda: _is_discreet(tmp_path))
        display.tool("key", "ctrl+q")
        assert node.wait() == 0
    finally:
        node.kill()


@pytest.mark.parametrize("where", ["command line", "settings"])
def test_language(display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """The node's window is called so in German."""
    monkeypatch.setenv("DISPLAY", display.name)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    if where == "settings":
        (tmp_path / "Dash").mkdir()
        (tmp_path / "Dash" / "Dash-Qt-regtest.conf").write_text("[General]\nlanguage=de\n")
    node = Node(tmp_path / "gui", "dash-gui", "server=1")
    try:
        node.start(*(["-lang=de"] if where == "command line" else []))
        wait_until(lambda: display.find_large(rf"{TITLE} \[regtest\]"))
        window = display.find_large(rf"{TITLE} \[regtest\]")

        def opens_window() -> bool:
            display.tool("windowfocus", "--sync", window)
            display.tool("key", "ctrl+shift+1")
            return bool(display.find(r"Knoten \[regtest\]"))

        wait_until(opens_window)
        display.tool("windowfocus", "--sync", window)
        display.tool("key", "ctrl+q")
        assert node.wait() == 0
    finally:
        node.kill()


def _is_discreet(config: Path) -> bool:
    return any("mask_values=true" in path.read_text() for path in config.rglob("*.conf"))

"""The node's own window: information, console, traffic, peers, bans, repair. Mirrors qt/rpcconsole.cpp."""

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dashcore.gui.bans_page import BansPage
from dashcore.gui.console_page import ConsolePage
from dashcore.gui.information_page import Facts, InformationPage
from dashcore.gui.peers_page import PeersPage
from dashcore.gui.repair_page import Rebuild, RepairPage
from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.traffic_page import TrafficPage
from dashcore.gui.wallets_model import WalletsModel

_LAYOUT_KEY = "NodeWindow"


class NodeWindow(QWidget):
    """One page a tab; `pages` by their names.

    Args (constructor):
        restart: starts the node anew to rebuild something; None for a node that others started.
    """

    def __init__(
        self,
        screen: Screen,
        wallets: WalletsModel | None,
        facts: Facts,
        restart: Callable[[Rebuild], None] | None = None,
    ) -> None:
        super().__init__()
        network = "" if screen.network == "main" else f" [{screen.network}]"
        self.setWindowTitle(tr("Node") + network)
        self._screen = screen
        self.tabs = QTabWidget()
        self.information = InformationPage(screen, facts)
        self.console = ConsolePage(screen, wallets)
        self.traffic = TrafficPage(screen)
        self.peers = PeersPage(screen)
        self.bans = BansPage(screen)
        self.repair = RepairPage(screen, wallets, restart)
        self.pages: dict[str, QWidget] = {
            mark("Information"): self.information,
            mark("Console"): self.console,
            mark("Network traffic"): self.traffic,
            mark("Peers"): self.peers,
            mark("Bans"): self.bans,
            mark("Repair"): self.repair,
        }
        for name, page in self.pages.items():
            self.tabs.addTab(page, tr(name))
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs)
        self.resize(960, 660)
        self.restoreGeometry(screen.preferences.layout(_LAYOUT_KEY))

    def open_page(self, name: str) -> None:
        """Bring a page to the front."""
        self.tabs.setCurrentWidget(self.pages[name])
        self.show()
        self.raise_()
        self.activateWindow()
        if name == "Console":
            self.console.line.setFocus()

    def hide_for_good(self) -> None:
        """Keep the layout and close."""
        self._screen.preferences.keep_layout(_LAYOUT_KEY, self.saveGeometry())
        self.close()

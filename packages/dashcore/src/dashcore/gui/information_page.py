"""Information: versions, folders, chain, network, mempool. Mirrors qt/informationwidget.cpp."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from dashcore.gui.screen import Screen
from dashcore.gui.texts import mark, tr
from dashcore.gui.traffic_page import format_bytes
from dashcore.gui.widgets import card, label
from dashcore.interfaces.node import LocalAddress
from dashcore.util.hashes import display_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What does not change while the screen is open; files that are not named are not offered to be opened."""

    version: str
    data_dir: str
    blocks_dir: str
    start_time: datetime
    log_file: str = ""
    config_file: str = ""


_NAME_WIDTH = 130  # so that the groups' values stand below each other
_GROUPS = (
    (
        mark("General"),
        (mark("Client version"), mark("Data directory"), mark("Blocks directory"), mark("Screen opened")),
    ),
    (mark("Network"), (mark("Name"), mark("Connections"), mark("Local addresses"))),
    (mark("Block chain"), (mark("Blocks"), mark("Headers"), mark("Last block time"), mark("Last block"))),
    (mark("Memory pool"), (mark("Transactions"), mark("Memory"))),
)


class InformationPage(QWidget):
    """Names and values that can be copied."""

    def __init__(self, screen: Screen, facts: Facts) -> None:
        super().__init__()
        self._screen = screen
        self.values: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        for title, names in _GROUPS:
            frame, inside = card(tr(title))
            form = QFormLayout()
            form.setHorizontalSpacing(24)
            for name in names:
                value = label("", selectable=True)
                value.setAccessibleName(tr(name))
                value.setWordWrap(True)
                self.values[name] = value
                shown = label(tr(name), "muted")
                shown.setMinimumWidth(_NAME_WIDTH)
                form.addRow(shown, value)
            inside.addLayout(form)
            layout.addWidget(frame)
        layout.addStretch(1)
        self._set("Client version", facts.version)
        self._set("Data directory", facts.data_dir)
        self._set("Blocks directory", facts.blocks_dir)
        self._set("Screen opened", facts.start_time.strftime("%Y-%m-%d %H:%M:%S"))
        self._set("Name", screen.network)
        screen.client.chain_changed.connect(self._show_chain)
        screen.client.network_changed.connect(self._show_network)
        self._show_chain()
        self._show_network()

    def _set(self, name: str, text: str) -> None:
        self.values[name].setText(text)

    def _show_chain(self) -> None:
        chain = self._screen.client.chain
        if chain.height < 0:
            return
        self._set("Blocks", str(chain.height))
        self._set("Headers", str(max(chain.header_height, chain.height)))
        self._set("Last block time", datetime.fromtimestamp(chain.time).strftime("%Y-%m-%d %H:%M:%S"))
        self._set("Last block", display_hash(chain.hash) if chain.hash else "")

    def _show_network(self) -> None:
        network, client = self._screen.client.network, self._screen.client
        text = tr(
            "{count} (in: {inbound}, out: {outbound})",
            count=network.connections,
            inbound=network.connections_in,
            outbound=network.connections - network.connections_in,
        )
        self._set("Connections", text if network.is_active else tr("{connections}, network off", connections=text))
        self._set("Transactions", str(network.mempool.count))
        self._set(
            "Memory",
            tr(
                "{used} of {most}",
                used=format_bytes(network.mempool.bytes),
                most=format_bytes(network.mempool.max_bytes),
            ),
        )
        self._screen.calls.latest(
            f"addresses {id(self)}",
            client.node.get_local_addresses,
            self._show_addresses,
        )

    def _show_addresses(self, found: tuple[LocalAddress, ...]) -> None:
        text = ", ".join(f"{each.host}:{each.port}" for each in found)
        self._set("Local addresses", text or tr("none known"))

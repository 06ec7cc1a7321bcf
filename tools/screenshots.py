"""Writes pictures of every page and dialog of dash-gui, light and dark, over a real node and real wallets.

    make screenshots               # the pages, into docs/img
    make screenshots ARGS=--all    # also the dialogs, and a wallet's pages at twice the size, into docs/img/all

Nothing is shown on the screen.
"""

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QWidget
from screen_rig import ScreenRig

from dashcore.common.version import LICENSE_TEXT, VERSION_TEXT
from dashcore.gui.about_dialog import AboutDialog, OptionsHelpDialog
from dashcore.gui.address_book_dialog import AddressBookDialog, Book
from dashcore.gui.coin_control_dialog import CoinControlDialog
from dashcore.gui.create_wallet_dialog import CreateWalletDialog
from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.information_page import Facts
from dashcore.gui.intro_dialog import IntroDialog
from dashcore.gui.main_window import MainWindow
from dashcore.gui.message_dialog import MessageDialog
from dashcore.gui.mnemonic_dialog import MnemonicDialog
from dashcore.gui.node_window import NodeWindow
from dashcore.gui.options_dialog import OptionsDialog
from dashcore.gui.passphrase_dialog import PassphraseDialog, Purpose
from dashcore.gui.psbt_dialog import PsbtDialog
from dashcore.gui.receive_page import RequestDialog
from dashcore.gui.shutdown_window import ShutdownWindow
from dashcore.gui.splash import Splash
from dashcore.gui.theme import apply_theme
from dashcore.gui.transaction_dialog import TransactionDialog
from dashcore.gui.wallet_view import TABS, WalletView
from dashcore.gui.wallets_model import WalletsModel
from dashcore.interfaces.node import NodeStats, SynchronizationState
from dashcore.interfaces.wallet import CoinControl, Recipient, Wallet
from dashcore.primitives.types import Duffs, Height, Script, UnixTime
from dashcore.script.address import decode_destination
from dashcore.script.standard import script_for_destination

ROOT = Path(__file__).parents[1]
IMG = ROOT / "docs" / "img"
MAX_BYTES = 140_000  # of a picture that is kept
PATIENCE_S = 60.0
NOON = int(datetime(2026, 3, 2, 12, 0).timestamp())
COIN = 100_000_000
DAY_S = 86_400
FREE = CoinControl(change_address="", fee_rate=None, inputs=(), allow_other_inputs=True, include_unsafe=False)

# day, amount in duffs (below zero: paid), label
HISTORY = (
    (0, 312_500_000, "Salary"),
    (2, -2_130_000, "Coffee corner"),
    (3, -18_990_000, "Bookshop"),
    (5, 42_000_000, "Anna, rent"),
    (7, -61_250_000, "Electricity"),
    (9, -3_475_000, "Coffee corner"),
    (12, 9_900_000, "Refund headphones"),
    (14, 1_204_500_000, "Sale of the old bike"),
    (15, -150_000_000, "Savings"),
    (18, -7_320_000, "Market, Saturday"),
    (21, 312_500_000, "Salary"),
    (22, -33_000_000, "Train tickets"),
)
REQUESTS = (
    ("Anna, rent", 42_000_000, "April"),
    ("Garage sale", 0, ""),
    ("Bike lights", 6_500_000, "Two pairs, with batteries"),
)


class Studio:
    """A window over a wallet that was used for some weeks, and where its pictures go."""

    def __init__(self, app: QApplication, rig: ScreenRig) -> None:
        self.app = app
        self.rig = rig
        self.wallet = self._live()
        self.node_window: NodeWindow | None = None
        self.window: MainWindow = rig.window()
        self.window.add_help(self.texts())
        self.window.resize(1080, 700)
        self.window.show()
        self.wait(lambda: self.wallets.find("everyday"))
        self.wallets.select(self.wallets.find("everyday"))
        self.wait(lambda: self.view.wallet.balances.balance and self.view.table.rowCount() >= len(HISTORY))
        self._request()
        self.settle()

    @property
    def view(self) -> WalletView:
        """The pages."""
        if self.window.view is None:
            raise RuntimeError("no wallet is shown")
        return self.window.view

    @property
    def wallets(self) -> WalletsModel:
        """The open wallets."""
        if self.window.wallets is None:
            raise RuntimeError("the node runs without wallets")
        return self.window.wallets

    def wait(self, predicate: Callable[[], object]) -> None:
        """Let Qt work until something holds."""
        end = time.monotonic() + PATIENCE_S
        while not predicate():
            if time.monotonic() > end:
                raise TimeoutError("the screen does not come to show what it should")
            self.app.processEvents()
            time.sleep(0.002)

    def settle(self) -> None:
        """Let Qt work until nothing is under way."""
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < 0.25:
            self.app.processEvents()
            time.sleep(0.005)
            if not self.window.context.calls.is_idle:
                quiet_since = time.monotonic()

    # What happened before

    def _live(self) -> Wallet:
        rig = self.rig
        everyday, savings = rig.make_wallet("everyday"), rig.make_wallet("savings")
        rig.node.advance(NOON - DAY_S - rig.node.now)
        rig.fund(rig.stranger, 3)
        rig.node.advance(NOON - rig.node.now)
        for day, amount, name in HISTORY:
            self._at(NOON + day * DAY_S + (day * 7919) % 9000)
            if amount > 0:
                self._pay(rig.stranger, everyday.get_new_destination(name), amount)
            else:
                payee = savings if name == "Savings" else rig.stranger
                address = payee.get_new_destination("")
                self._pay(everyday, address, -amount)
                everyday.set_address_book(address, name, "send")
            self._mine(2)
        self._mine(5)
        address = rig.stranger.get_new_destination("")
        self._at(rig.node.now + 3600)
        self._pay(everyday, address, 2_600_000)
        everyday.set_address_book(address, "Coffee corner", "send")
        self._mine(1)
        self._at(rig.node.now + 900)
        self._pay(rig.stranger, everyday.get_new_destination("Garage sale"), 25_000_000)
        rig.node.context.signals.sync()
        return everyday

    def _at(self, moment: int) -> None:
        self.rig.node.advance(max(moment - self.rig.node.now, 0))
        self.rig.clock.set_mock(UnixTime(self.rig.node.now))

    def _mine(self, count: int) -> None:
        self.rig.node.mine(count)
        self.rig.clock.set_mock(UnixTime(self.rig.node.now))
        self.rig.node.context.signals.sync()

    def _pay(self, payer: Wallet, address: str, amount: int) -> None:
        script = script_for_destination(decode_destination(address, self.rig.prefixes))
        recipient = Recipient(script_pubkey=Script(script), amount=Duffs(amount), subtract_fee=False)
        payer.commit_transaction(payer.create_transaction((recipient,), FREE, True).tx, "", "")
        self.rig.node.context.signals.sync()

    def _request(self) -> None:
        page = self.view.receive
        self.wait(lambda: self.view.wallet.traits.can_get_addresses)
        for number, (name, amount, message) in enumerate(REQUESTS, start=1):
            page.label.setText(name)
            page.message.setText(message)
            page.amount.set_amount(Duffs(amount) if amount else None)
            page.ask.click()
            self.wait(lambda number=number: page.requests.topLevelItemCount() == number)  # type: ignore[misc]  # of one each
            for dialog in page.findChildren(RequestDialog):
                dialog.close()

    # What is to be seen

    def fill_payment(self) -> None:
        """Enter a payment."""
        page = self.view.send
        page.clear_all()
        entry = page.entries[0]
        entry.address.setText(self.rig.stranger.get_new_destination(""))
        entry.label.setText("Bookshop")
        entry.amount.set_amount(Duffs(18_990_000))

    def texts(self) -> HelpTexts:
        """Texts of the Help menu."""
        options = "  -server\n       Accept command line and JSON-RPC commands\n\n  -prune=<n>\n       Keep only the newest blocks\n"
        return HelpTexts(version=VERSION_TEXT, licence=LICENSE_TEXT, options=options)

    def child(self, kind: type[QDialog]) -> QWidget:
        """Wait for a dialog the window opened."""
        found: list[QDialog] = []

        def look() -> bool:
            found[:] = [each for each in cast("list[QDialog]", self.window.findChildren(kind)) if each.isVisible()]
            return bool(found)

        self.wait(look)
        return found[-1]


@contextmanager
def behind(studio: Studio) -> Iterator[None]:
    """Let the screen believe that the node is behind."""
    client = studio.window.context.client
    before = client.chain
    client.chain = replace(
        before,
        height=1_204_311,
        header_height=2_311_456,
        time=UnixTime(int(time.time()) - 5 * 365 * DAY_S),
        header_time=UnixTime(int(time.time())),
        progress=0.4317,
        state=SynchronizationState.INIT_DOWNLOAD,
    )
    client.network = replace(client.network, connections=8)
    client.chain_changed.emit()
    client.network_changed.emit()
    yield
    client.chain = before
    client.chain_changed.emit()


def picture(widget: QWidget, scale: int) -> QPixmap:
    """Draw a widget at a scale."""
    pixmap = QPixmap(widget.size() * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    widget.render(pixmap, QPoint())
    return pixmap


def pages(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """The pages of a wallet, one after the other."""
    for name in TABS:
        studio.window.show_tab(name)
        if name == "Send":
            studio.fill_payment()
        if name == "Receive":
            studio.view.receive.label.setText("Lamp")
        yield name.lower(), studio.window


def node_pages(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """The pages of the node's window."""
    facts = Facts(
        version=VERSION_TEXT,
        data_dir="/home/anna/.dashcore/regtest",
        blocks_dir="/home/anna/.dashcore/regtest/blocks",
        start_time=datetime(2026, 3, 25, 9, 30),
    )
    window = studio.node_window = NodeWindow(studio.window.context, studio.window.wallets, facts)
    for line in ("getblockcount", "getbalances"):
        window.console.line.setText(line)
        window.console.line.returnPressed.emit()
        studio.settle()
    studio.window.context.client.stop()
    studio.settle()
    for name in window.pages:
        window.open_page(name)
        if name == "Network traffic":
            _show_traffic(window)
        if name == "Peers":
            studio.settle()
            _show_peers(window)
        yield name.lower().replace(" ", "-"), window
    window.hide_for_good()


def _show_traffic(window: NodeWindow) -> None:
    graph = window.traffic.graph
    for at in range(900):
        graph.received.append(24_000 + 21_000 * math.sin(at / 60) + 9_000 * (at * 7919 % 13 == 0))
        graph.sent.append(9_000 + 6_000 * math.cos(at / 45) + 5_000 * (at * 104_729 % 17 == 0))
    window.traffic.received.setText("Received: 21.4 MB")
    window.traffic.sent.setText("Sent: 8.2 MB")
    graph.update()


def _show_peers(window: NodeWindow) -> None:
    now = int(time.time())
    window.peers._show(tuple(_peer(number, now) for number in range(8)))
    item = window.peers.peers.topLevelItem(2)
    if item is not None:
        item.setSelected(True)


def _peer(number: int, now: int) -> NodeStats:
    is_inbound = number > 5
    return NodeStats(
        id=number + 3,
        address=f"192.0.2.{17 * number + 5}:{9999 if not is_inbound else 40_000 + 1013 * number}",
        address_bind="198.51.100.4:9999",
        address_local="203.0.113.9:9999",
        network="ipv4",
        mapped_as=0,
        services=("NETWORK", "BLOOM", "COMPACT_FILTERS", "HEADERS_COMPRESSED", "P2P_V2"),
        relays_txs=number != 4,
        last_send=UnixTime(now - 3 * number),
        last_recv=UnixTime(now - 2 * number),
        last_tx=UnixTime(now - 40 * number),
        last_block=UnixTime(now - 300) if number < 3 else UnixTime(0),
        bytes_sent=7919 * 131 * (number + 1),
        bytes_recv=104_729 * 97 * (8 - number),
        connected_at=UnixTime(now - 5_400 * (9 - number)),
        time_offset=-1,
        ping_us=31_000 + 7919 * number,
        min_ping_us=23_000 + 6007 * number,
        ping_wait_us=0,
        version=70_239,
        subversion="/Dash Core:23.1.2/" if number % 3 else "/Dash Core:23.0.2/",
        is_inbound=is_inbound,
        is_highbandwidth_to=number < 3,
        is_highbandwidth_from=number == 1,
        misbehavior_score=0,
        starting_height=Height(2_311_402),
        synced_headers=Height(2_311_456),
        synced_blocks=Height(2_311_456),
        is_addr_relay_enabled=number != 4,
        addr_processed=1012,
        addr_rate_limited=0,
        permissions=(),
        connection_type="inbound" if is_inbound else "block-relay-only" if number == 4 else "outbound-full-relay",
        transport="v2",
        session_id="5b1f0c9e2a7d4836" * 4,
        host=f"192.0.2.{17 * number + 5}",
    )


def dialogs(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    """Every dialog and window beside the pages."""
    window, view, screen = studio.window, studio.view, studio.window.context
    record = next(record for record in view.table.records if view.table.label_of(record) == "Electricity")
    coins = CoinControlDialog(screen, view.wallet, frozenset(), window)
    phrase = MnemonicDialog(screen.calls, view.wallet, window, is_new=True)
    phrase.shown.setChecked(True)
    intro = IntroDialog(Path.home() / ".dashcore")
    made: tuple[tuple[str, QWidget], ...] = (
        ("transaction", TransactionDialog(screen, view.wallet, record, window)),
        ("coin-control", coins),
        ("create-wallet", CreateWalletDialog(studio.wallets, window)),
        ("encrypt", PassphraseDialog(screen, view.wallet, Purpose.ENCRYPT, window)),
        ("unlock", PassphraseDialog(screen, view.wallet, Purpose.UNLOCK, window)),
        ("recovery-phrase", phrase),
        ("messages", MessageDialog(screen, view.wallet, window)),
        ("sending-addresses", AddressBookDialog(screen, view.wallet, Book.SENDING, window)),
        ("receiving-addresses", AddressBookDialog(screen, view.wallet, Book.RECEIVING, window)),
        ("about", AboutDialog(studio.texts(), screen.network, window)),
        ("command-line", OptionsHelpDialog(studio.texts(), window)),
        ("intro", intro),
        ("shutdown", ShutdownWindow(screen.network)),
    )
    for name, widget in made:
        widget.show()
        studio.settle()
        if widget is coins:
            for at in (1, 3):
                item = coins.coins.topLevelItem(at)
                if item is not None:
                    item.setCheckState(0, Qt.CheckState.Checked)
        yield name, widget
        widget.hide()
    yield from _options(studio)
    yield from _request(studio)
    yield from _paying(studio)
    yield from _starting(studio)


def _options(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    dialog = OptionsDialog(studio.window.context, studio.window)
    dialog.show()
    studio.wait(dialog.fields["dbcache"].isEnabled)
    for at in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(at)
        yield f"options-{dialog.tabs.tabText(at).lower()}", dialog
    dialog.hide()


def _request(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    page = studio.view.receive
    item = page.requests.topLevelItem(0)
    if item is not None:
        item.setSelected(True)
        page.show_request.click()
        dialog = studio.child(RequestDialog)
        yield "request", dialog
        dialog.hide()


def _paying(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    studio.window.show_tab("Send")
    studio.fill_payment()
    studio.view.send.send.click()
    box = studio.child(QMessageBox)
    yield "confirm", box
    next(button for button in box.findChildren(QPushButton) if button.text() == "Create unsigned").click()
    dialog = studio.child(PsbtDialog)
    yield "psbt", dialog
    dialog.hide()
    for entry in studio.view.send.entries:
        entry.amount.text.setText("0")
        entry.address.setText("XnotAnAddress")
    studio.view.send.send.click()
    yield "send-marked", studio.window
    studio.view.send.clear_all()


def _starting(studio: Studio) -> Iterator[tuple[str, QWidget]]:
    splash = Splash(VERSION_TEXT, "regtest")
    splash.show()
    splash.show_progress("Verifying blocks…", 62)
    yield "splash", splash
    splash.finish()
    studio.window.show_tab("Overview")
    with behind(studio):
        yield "catching-up", studio.window
    studio.window.context.preferences.discreet = True
    yield "discreet", studio.window
    studio.window.context.preferences.discreet = False
    studio.window.banner.show_text("The node is gone. What you see is what it said last.", "Restart the node")
    studio.window.notice.show_text("Sent: 4f6c1d8e", for_ms=8000)
    yield "banner", studio.window
    studio.window.banner.hide()
    studio.window.notice.hide()


def shoot(studio: Studio, scenes: Iterator[tuple[str, QWidget]], folder: Path, scales: tuple[int, ...]) -> None:
    """Write every scene, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, widget in scenes:
        for theme in ("light", "dark"):
            apply_theme(studio.app, theme)
            studio.settle()
            for scale in scales:
                path = folder / f"{name}-{theme}{'' if scale == 1 else f'@{scale}x'}.png"
                image = picture(widget, scale).toImage().convertToFormat(QImage.Format.Format_RGB888)
                if not image.save(str(path), None, 0):
                    raise OSError(f"{path} could not be written")
                size = path.stat().st_size
                sys.stdout.write(f"{path.relative_to(ROOT)}: {size // 1000} kB\n")
                if folder == IMG and size > MAX_BYTES:
                    raise ValueError(f"{path} is too large to be kept")


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--all", action="store_true", help="dialogs, and pages at twice the size, too")
    everything = parser.parse_args().all
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([sys.argv[0]])
    app.setApplicationDisplayName("Dash Core")
    with tempfile.TemporaryDirectory() as folder, ScreenRig(Path(folder)) as rig:
        apply_theme(app, "light")
        studio = Studio(app, rig)
        shoot(studio, pages(studio), IMG, (1,))
        if everything:
            shoot(studio, pages(studio), IMG / "all", (2,))
        shoot(studio, node_pages(studio), IMG, (1,))
        if everything:
            shoot(studio, dialogs(studio), IMG / "all", (1,))


if __name__ == "__main__":
    main()

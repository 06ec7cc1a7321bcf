"""The screen over real dash-node and dash-wallet processes: a wallet's life, deaths of either, attaching, dash-qt."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from framework import Node, Nodes, executable, free_port, wait_until

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6.QtWidgets", reason="the screen needs the extra [gui]")

from processes import children, is_alive, pid_of
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from screen_rig import until

from dashcore.common.args import ArgsManager
from dashcore.common.options import setup_server_args
from dashcore.consensus.networks import make_regtest_params
from dashcore.gui.application import Application, Setup
from dashcore.gui.help_texts import HelpTexts
from dashcore.gui.information_page import Facts
from dashcore.gui.main_window import MainWindow
from dashcore.gui.node_link import NodeLink
from dashcore.gui.preferences import Preferences
from dashcore.gui.repair_page import Rebuild
from dashcore.init import dash_gui, dash_qt
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.wallet import SecretText
from dashcore.ipc.connect import add_connect_options

pytestmark = [pytest.mark.functional, pytest.mark.timeout(180)]

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
DESCRIPTORS = 1 << 34


def shown_boxes() -> list[QMessageBox]:
    """Messages on the screen."""
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


class Desk:
    """A screen on regtest in a data directory; `node.rpc` reaches its node, whoever started that."""

    def __init__(self, node: Node, qtbot: QtBot, open_node: Callable[[ArgsManager], NodeLink]) -> None:
        self.qtbot = qtbot
        self.node = node
        base = node.datadir
        self.exit_codes: list[int] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        args = ArgsManager()
        setup_server_args(args)
        add_connect_options(args)
        args.parse_parameters(["dash-gui", f"-datadir={base}"])
        args.check_data_dir()
        args.read_config_files()
        args.select_network("regtest")
        args.init_settings()
        params = make_regtest_params()

        def make_args(rebuild: Rebuild) -> GlobalArgs:
            for option in (Rebuild.CHAIN_STATE, Rebuild.BLOCK_INDEX):
                args.force_set(option.value, "1" if rebuild is option else "0")
            return GlobalArgs(settings_json=args.to_json(), network="regtest", exe_dir="")

        self.application = Application(
            app,
            Setup(
                open_node=lambda: open_node(args),
                make_args=make_args,
                network="regtest",
                prefixes=params.base58,
                preferences=Preferences("regtest", QSettings(str(base / "screen.ini"), QSettings.Format.IniFormat)),
                facts=Facts(version="", data_dir=str(base), blocks_dir="", start_time=datetime.now().astimezone()),
                is_lost=dash_gui.is_lost,
                help_texts=HelpTexts(version="", licence="", options=""),
            ),
        )
        self.application.ended.connect(self.exit_codes.append)

    def start(self) -> MainWindow:
        """Begin, and wait for the window."""
        self.application.run()
        until(self.qtbot, lambda: self.application.window is not None or shown_boxes())
        assert [box.text() for box in shown_boxes()] == []
        return self.window

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self.application.window is not None
        return self.application.window

    def until(self, predicate: Callable[[], object]) -> None:
        """Let Qt work until something holds."""
        until(self.qtbot, predicate)

    def mine(self, blocks: int, address: str = MINER) -> None:
        """Let the node mine."""
        self.node.rpc.generatetoaddress(blocks, address)

    def close(self) -> None:
        """Close the window, and wait until all is over."""
        self.node._disconnect()
        if not self.exit_codes:
            self.application.quit()
            self.until(lambda: self.exit_codes)


class OpenDesk(Protocol):
    """Makes a screen."""

    def __call__(
        self, open_node: Callable[[ArgsManager], NodeLink] = dash_gui.open_node, node: Node | None = None
    ) -> Desk: ...


@pytest.fixture
def open_desk(tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[OpenDesk]:
    """Make screens; those still open at the end are closed."""
    del qapp
    made: list[Desk] = []

    def make(open_node: Callable[[ArgsManager], NodeLink] = dash_gui.open_node, node: Node | None = None) -> Desk:
        made.append(Desk(node or Node(tmp_path / "gui", "dash-node", "server=1"), qtbot, open_node))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


def make_wallet(desk: Desk, name: str = "w") -> None:
    """Make a wallet at the screen."""
    wallets = desk.window.wallets
    assert wallets is not None
    done: list[str] = []
    wallets.create(name, "", DESCRIPTORS, done.append, lambda error: pytest.fail(str(error)))
    desk.until(lambda: done and desk.window.view is not None and desk.window.view.wallet.traits.can_get_addresses)


def request_payment(desk: Desk) -> str:
    """Ask for a payment on the Receive page; returns the address."""
    view = desk.window.view
    assert view is not None
    view.receive.label.setText("income")
    before = view.receive.requests.topLevelItemCount()
    view.receive.ask.click()
    desk.until(lambda: view.receive.requests.topLevelItemCount() == before + 1)
    view.receive.requests.selectAll()
    return view.receive.selected()[0].address


def balance(desk: Desk) -> str:
    """What the overview shows as available."""
    view = desk.window.view
    return view.overview.text_of("Available") if view is not None else ""


def test_life_of_a_wallet(open_desk: OpenDesk, tmp_path: Path) -> None:
    """Create, receive, mine, send, see it confirm, encrypt, restart, restore: all in three processes."""
    desk = open_desk()
    desk.start()
    make_wallet(desk)
    address = request_payment(desk)
    desk.mine(2, address)
    desk.mine(100)
    desk.until(lambda: balance(desk) == "1\u2009000.00000000 DASH" or balance(desk) == "1000.00000000 DASH")
    view = desk.window.view
    assert view is not None
    entry = view.send.entries[0]
    entry.address.setText(MINER)
    entry.amount.text.setText("10")
    view.send.send.click()
    desk.until(lambda: any(box.isVisible() for box in view.send.findChildren(QMessageBox)))
    next(box for box in view.send.findChildren(QMessageBox) if box.isVisible()).button(
        QMessageBox.StandardButton.Yes
    ).click()
    desk.until(desk.node.rpc.getrawmempool)
    desk.until(lambda: view.table.rowCount() == 3)
    desk.mine(1)
    desk.until(lambda: any(record.status.depth == 1 for record in view.table.records))
    assert desk.window.wallet_menu is not None
    copy = tmp_path / "copy.dat"
    desk.window.wallet_menu.backup_to(str(copy))
    desk.until(copy.is_file)
    assert view.wallet.wallet.encrypt_wallet(SecretText("secret"))
    desk.until(lambda: desk.window.status.encryption.text() == "Locked")
    left = balance(desk)
    desk.close()
    assert desk.exit_codes == [0]

    again = open_desk()
    again.start()
    again.until(lambda: balance(again) == left)
    assert again.window.status.encryption.text() == "Locked"
    assert again.window.wallet_menu is not None
    again.window.wallet_menu.restore_from(str(copy), "restored")
    again.until(lambda: again.window.windowTitle().endswith("- restored") and balance(again) == left)


def test_attach(open_desk: OpenDesk, nodes: Nodes) -> None:
    """A node that runs is used and left alone; when it goes the window stays, and finds it again at a click."""
    node = nodes.start("-ipcbind=unix")
    desk = open_desk(node=node)
    desk.start()
    make_wallet(desk)
    desk.mine(1)
    desk.until(lambda: desk.window.context.client.chain.height == 1)
    node.kill()
    desk.until(desk.window.banner.isVisible)
    assert desk.window.banner.text.startswith("The node is gone.")
    node.start("-ipcbind=unix")
    desk.window.banner.action.click()
    desk.until(lambda: desk.application.window is not None and desk.window.context.client.chain.height == 1)
    desk.application.quit()
    desk.until(lambda: desk.exit_codes == [0])
    assert node.rpc.getblockcount() == 1
    node.stop()


def test_node_dies(open_desk: OpenDesk) -> None:
    """Kill -9 of the node that the screen started: a banner, and a new one at a click, with everything in it."""
    desk = open_desk()
    desk.start()
    make_wallet(desk)
    desk.mine(3)
    desk.until(lambda: desk.window.context.client.chain.height == 3)
    (pid,) = [child for child in children(os.getpid()) if b"dash-node" in Path(f"/proc/{child}/cmdline").read_bytes()]
    os.kill(pid, signal.SIGKILL)
    desk.until(desk.window.banner.isVisible)
    assert desk.window.banner.action.text() == "Restart the node"
    assert desk.window.view is not None
    wait_until(lambda: not is_alive(pid))
    desk.window.banner.action.click()
    desk.until(lambda: desk.application.window is not None and desk.window.context.client.chain.height == 3)
    desk.until(lambda: desk.window.view is not None)


def test_start_fails(open_desk: OpenDesk, nodes: Nodes) -> None:
    """A data directory in use: the node's own words in a box, then the end with status 1."""
    node = nodes.start()
    desk = open_desk(node=node)
    desk.application.run()

    desk.until(shown_boxes)
    assert "Cannot obtain a lock on data directory" in shown_boxes()[0].text()
    shown_boxes()[0].accept()
    desk.until(lambda: desk.exit_codes == [1])
    node.stop()


def test_dash_qt(open_desk: OpenDesk) -> None:
    """The same in one process."""
    desk = open_desk(dash_qt.open_node)
    before = children(os.getpid())
    desk.start()
    make_wallet(desk)
    desk.mine(1, request_payment(desk))
    desk.until(lambda: desk.window.context.client.chain.height == 1)
    assert children(os.getpid()) == before
    desk.close()
    assert desk.exit_codes == [0]


@pytest.mark.parametrize("open_node", [dash_gui.open_node, dash_qt.open_node], ids=["dash-gui", "dash-qt"])
def test_rebuild(open_desk: OpenDesk, open_node: Callable[[ArgsManager], NodeLink]) -> None:
    """The Repair page restarts the node, which goes through its blocks again; wallets and chain are as before."""
    desk = open_desk(open_node)
    desk.start()
    make_wallet(desk)
    desk.mine(2, request_payment(desk))
    desk.until(lambda: desk.window.context.client.chain.height == 2)
    before = desk.window
    assert desk.application.node_window is not None
    page = desk.application.node_window.repair
    page.rebuilds[Rebuild.BLOCK_INDEX].click()
    desk.until(lambda: page.findChildren(QMessageBox))
    page.findChildren(QMessageBox)[0].button(QMessageBox.StandardButton.Yes).click()
    desk.until(lambda: desk.application.window not in {None, before} and desk.window.context.client.chain.height == 2)
    desk.until(lambda: desk.window.view is not None)
    assert desk.node.debug_log().count("Reindexing finished") == 1


def test_damaged_database(open_desk: OpenDesk, nodes: Nodes) -> None:
    """The node asks whether it shall rebuild its database: after a no it ends, after a yes everything is there."""
    node = nodes.start("-disablewallet")
    node.rpc.generatetoaddress(5, MINER)
    node.stop()
    log = node.debug_log()
    (node.net_dir / "blocks" / "index" / "CURRENT").write_text("nonsense\n")

    def start(answer: QMessageBox.StandardButton) -> Desk:
        desk = open_desk(node=node)
        desk.application.run()
        desk.until(shown_boxes)
        (box,) = shown_boxes()
        assert box.text() == "Error opening block database.\n\nDo you want to rebuild the block database now?"
        box.button(answer).click()
        return desk

    refused = start(QMessageBox.StandardButton.No)
    refused.until(lambda: refused.exit_codes == [1])
    assert "Aborted block database rebuild. Exiting." in node.debug_log()[len(log) :]
    desk = start(QMessageBox.StandardButton.Yes)
    desk.until(lambda: desk.application.window is not None and desk.window.context.client.chain.height == 5)


def test_peer(open_desk: OpenDesk, nodes: Nodes) -> None:
    """A peer brings blocks and is shown; the network is switched off and on; the peer is banned and let in again."""
    peer = nodes.start("-disablewallet")
    peer.rpc.generatetoaddress(30, MINER)
    desk = open_desk()
    desk.start()
    page = desk.application.node_window
    assert page is not None
    desk.window.status.show_peers.trigger()

    def connect() -> None:
        peer.rpc.addnode(f"127.0.0.1:{desk.node.p2p_port}", "onetry")
        desk.until(lambda: page.peers.peers.topLevelItemCount() == 1)

    connect()
    desk.until(lambda: desk.window.context.client.chain.height == 30)
    assert desk.window.context.client.chain.header_height == 30
    desk.until(lambda: desk.window.status.connections.text() == "1 connection")
    desk.until(lambda: page.information.values["Connections"].text() == "1 (in: 1, out: 0)")
    page.peers.peers.selectAll()
    values = page.peers.values
    desk.until(lambda: values["Common blocks"].text() == "30")
    assert (values["User agent"].text(), values["Kind"].text()) == ("/Dash Core:23.1.2/", "Inbound")
    desk.until(lambda: values["Ping"].text().endswith(" ms"))
    page.open_page("Network traffic")
    desk.until(lambda: page.traffic.received.text().startswith("Received: "))
    assert "Received: 0 B" not in page.traffic.received.text()
    desk.window.status.switch.trigger()
    desk.until(lambda: desk.window.status.connections.text() == "Network off")
    wait_until(lambda: peer.rpc.getconnectioncount() == 0)
    desk.window.status.switch.trigger()
    desk.until(lambda: desk.window.status.connections.text() == "0 connections")
    page.open_page("Peers")
    connect()
    page.peers.peers.selectAll()
    page.peers.ban_menu.actions()[0].trigger()
    desk.until(lambda: page.bans.bans.topLevelItemCount() == 1)
    wait_until(lambda: peer.rpc.getconnectioncount() == 0)
    page.bans.bans.selectAll()
    page.bans.unban.click()
    desk.until(lambda: page.bans.bans.topLevelItemCount() == 0)
    connect()


def run_with_link(words: list[str], link: str) -> subprocess.CompletedProcess[str]:
    """Start a second screen with a link."""
    return subprocess.run([*words, link], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("program", ["dash-gui", "dash-qt"])
def test_link_goes_to_running_screen(program: str, tmp_path: Path) -> None:
    """A second start hands its dash: link to the first, and ends; the first goes on, also when it is no link."""
    folder = tmp_path / ("d" * 120)  # a socket's path may not be so long
    folder.mkdir()
    port = free_port()
    words = [executable(program), "-regtest", f"-datadir={folder}", f"-rpcport={port}", "-listen=0", "-debug=qt"]
    cli = [executable("dash-cli"), "-regtest", f"-datadir={folder}", f"-rpcport={port}", "-rpcwait"]
    log = folder / "regtest" / "debug.log"
    screen = subprocess.Popen([*words, "-server"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        named = ("-named", "createwallet", "wallet_name=w", "descriptors=true", "load_on_startup=true")
        subprocess.run([*cli, *named], stdout=subprocess.DEVNULL, check=True)
        for link in (f"dash:{MINER}?amount=1", "dash:?amount=1"):
            done = run_with_link(words, link)
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        wait_until(lambda: f"Opening a link to pay {MINER}" in log.read_text())
        wait_until(lambda: "A link is not opened: The link names no address." in log.read_text())
        done = run_with_link(words, "nonsense")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("Error: Command line contains unexpected token 'nonsense'")
        assert subprocess.run(words, check=False, timeout=60).returncode == 0
        subprocess.run([*cli, "stop"], stdout=subprocess.DEVNULL, check=True)
        assert screen.wait(60) == 0
    finally:
        screen.kill()
        screen.wait()
    assert not (folder / "regtest" / "screen.sock").exists()


@pytest.mark.parametrize("program", ["dash-gui", "dash-qt"])
def test_stop_ends_it(program: str, tmp_path: Path) -> None:
    """`stop` sent to the node ends the screen too."""
    port = free_port()
    words = [executable(program), "-regtest", f"-datadir={tmp_path}", "-server", f"-rpcport={port}", "-listen=0"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as screen:
        cli = [executable("dash-cli"), "-regtest", f"-datadir={tmp_path}", f"-rpcport={port}", "-rpcwait"]
        assert subprocess.run([*cli, "getblockcount"], capture_output=True, text=True, check=True).stdout == "0\n"
        subprocess.run([*cli, "stop"], capture_output=True, check=True)
        assert screen.wait(60) == 0


def test_screen_dies(tmp_path: Path) -> None:
    """Kill -9 of dash-gui: its node sees the end of the connection, writes everything and ends, and so do the wallets."""
    node = Node(tmp_path / "gui", "dash-gui", "server=1")
    node.start()
    node.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
    node.rpc.generatetoaddress(1, node.wallet("w").getnewaddress())
    (child,) = children(pid_of(node))
    (grandchild,) = children(child)
    node.kill()
    wait_until(lambda: not is_alive(child) and not is_alive(grandchild))
    assert node.debug_log().rstrip().endswith("Shutdown: done")
    again = Node(tmp_path / "gui", "dash-node")
    again.start()
    assert again.rpc.getblockcount() == 1
    assert again.wallet("w").getbalances()["mine"]["immature"] == 500
    again.stop()


@pytest.mark.parametrize("program", ["dash-gui", "dash-qt"])
def test_bad_arguments(program: str, tmp_path: Path) -> None:
    """One line and status 1; help and version without a display."""
    words = [executable(program), f"-datadir={tmp_path}"]
    done = subprocess.run([*words, "-nonsense"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: Error parsing command line arguments: Invalid parameter -nonsense\n"
    for option in ("-help", "-version"):
        done = subprocess.run([*words, option], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Dash Core version v23.1.2")

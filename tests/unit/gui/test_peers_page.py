"""Peers: the list, the details, and being rid of them."""

import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from framework import free_port
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.client_model import NetworkView
from dashcore.gui.information_page import Facts
from dashcore.gui.main_window import MainWindow
from dashcore.gui.node_window import NodeWindow
from dashcore.gui.peer_facts import FACTS
from dashcore.gui.peers_page import PeersPage
from dashcore.interfaces.node import NodeStats
from dashcore.node.network.lifecycle import start_network, stop_network
from dashcore.primitives.types import Height, UnixTime

FACTS_OF_SCREEN = Facts(version="", data_dir="", blocks_dir="", start_time=datetime(2026, 1, 2))


@pytest.fixture
def listening(tmp_path: Path, qapp: object) -> Iterator[tuple[ScreenRig, int]]:
    """A node that peers can connect to, and its port."""
    del qapp
    port = free_port()
    with ScreenRig(tmp_path, (f"-bind=127.0.0.1:{port}", "-connect=0", "-dnsseed=0", "-listenonion=0")) as made:
        start_network(made.node.context)
        yield made, port
        stop_network(made.node.context)


def open_page(rig: ScreenRig, qtbot: QtBot) -> tuple[MainWindow, NodeWindow]:
    """Show the page, as its button in the status bar does."""
    window = rig.window()
    node_window = NodeWindow(window.context, window.wallets, FACTS_OF_SCREEN)
    window.add_node_pages(tuple(node_window.pages), node_window.open_page)
    for each in (window, node_window):
        qtbot.addWidget(each)
    window.status.show_peers.trigger()
    assert node_window.tabs.currentWidget() is node_window.peers
    return window, node_window


def item(page: PeersPage, at: int) -> QTreeWidgetItem:
    """A row."""
    found = page.peers.topLevelItem(at)
    assert found is not None
    return found


def test_peers(listening: tuple[ScreenRig, int], qtbot: QtBot) -> None:
    """Listed, described, disconnected, banned for a day; the bans show it."""
    rig, port = listening
    window, node_window = open_page(rig, qtbot)
    page = node_window.peers
    until(qtbot, lambda: page.hint.text() == "There are no connections.")
    with (
        socket.create_connection(("127.0.0.1", port)) as first,
        socket.create_connection(("127.0.0.1", port)) as second,
    ):
        until(qtbot, lambda: page.peers.topLevelItemCount() == 2)
        assert not page.ban.isEnabled()
        names = [item(page, at).text(1) for at in range(2)]
        assert names == ["{}:{}".format(*peer.getsockname()) for peer in (first, second)]
        item(page, 0).setSelected(True)
        assert page.values["Address"].text() == names[0]
        assert page.values["Our end"].text() == f"127.0.0.1:{port}"
        assert page.values["Kind"].text() == "Inbound"
        assert page.values["Last block"].text() == "never"
        assert page.menu().actions()[2].text() == "Disconnect"
        page.disconnect_them.click()
        assert first.recv(1) == b""
        until(qtbot, lambda: page.peers.topLevelItemCount() == 1)
        assert item(page, 0).text(1) == names[1]
        item(page, 0).setSelected(True)
        page.ban_menu.actions()[1].trigger()
        assert second.recv(1) == b""
    until(qtbot, lambda: page.peers.topLevelItemCount() == 0)
    bans = rig.node.context.bans.entries()
    assert [(str(subnet), ban.until - ban.created) for subnet, ban in bans] == [("127.0.0.1/32", 86_400)]
    until(qtbot, lambda: node_window.bans.bans.topLevelItemCount() == 1)
    node_window.bans.bans.selectAll()
    node_window.bans.unban.click()
    until(qtbot, lambda: not rig.node.context.bans.entries())
    window.context.client.stop()


def make_peer(number: int, **changes: object) -> NodeStats:
    """A peer with plain values."""
    values: dict[str, object] = {
        "id": number, "address": f"192.0.2.{number}:9999", "address_bind": "", "address_local": "", "network": "ipv4",
        "mapped_as": 0, "services": ("NETWORK", "BLOOM"), "relays_txs": True, "last_send": UnixTime(0),
        "last_recv": UnixTime(0), "last_tx": UnixTime(0), "last_block": UnixTime(0), "bytes_sent": 0, "bytes_recv": 0,
        "connected_at": UnixTime(1), "time_offset": -3, "ping_us": None, "min_ping_us": None, "ping_wait_us": 0,
        "version": 70239, "subversion": "/Dash Core:23.1.2/", "is_inbound": False, "is_highbandwidth_to": False,
        "is_highbandwidth_from": False, "misbehavior_score": 0, "starting_height": Height(7),
        "synced_headers": Height(-1), "synced_blocks": Height(-1), "is_addr_relay_enabled": False,
        "addr_processed": 0, "addr_rate_limited": 0, "permissions": (), "connection_type": "manual",
        "transport": "v1", "session_id": "", "host": f"192.0.2.{number}",
    }  # fmt: skip
    return NodeStats(**{**values, **changes})  # type: ignore[arg-type]  # of many types


def test_words() -> None:
    """Each fact of a peer, with much and with little known."""
    little = {fact.name: fact.word(make_peer(1), 61) for fact in FACTS}
    assert little["Connected for"] == "1 minute"
    assert little["Clock ahead by"] == "-3 s"
    assert little["Services"] == "NETWORK, BLOOM"
    assert little["Common blocks"] == little["Ping"] == little["Mapped system"] == "unknown"
    assert little["Compact blocks unasked"] == little["Addresses"] == "no"
    much = make_peer(
        1,
        mapped_as=64_512,
        ping_us=12_400,
        ping_wait_us=2_000_000,
        last_block=UnixTime(1),
        is_highbandwidth_to=True,
        is_highbandwidth_from=True,
        is_addr_relay_enabled=True,
        addr_processed=5,
        addr_rate_limited=2,
        synced_blocks=Height(0),
        permissions=("noban",),
        transport="v2",
        session_id="ab" * 32,
    )
    words = {fact.name: fact.word(much, 61) for fact in FACTS}
    assert (words["Mapped system"], words["Ping"], words["Ping due for"]) == ("AS64512", "12 ms", "2000 ms")
    assert words["Compact blocks unasked"] == "to us, from us"
    assert words["Addresses"] == "5 taken, 2 too fast"
    assert (words["Common blocks"], words["Last block"], words["Permissions"]) == ("0", "1 minute ago", "noban")
    assert words["Session"] == "ab" * 32


def test_order(rig: ScreenRig, qtbot: QtBot) -> None:
    """Numbers are sorted as numbers; what is chosen stays so when the list is told anew."""
    page = PeersPage(rig.screen())
    qtbot.addWidget(page)
    peers = [make_peer(number, bytes_sent=sent) for number, sent in ((2, 900), (10, 1_000_000), (1, 20_000))]
    page._show(peers)
    assert [item(page, at).text(0) for at in range(3)] == ["1", "2", "10"]
    page.peers.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    assert [item(page, at).text(6) for at in range(3)] == ["1.0 MB", "20.0 kB", "900 B"]
    item(page, 2).setSelected(True)
    page._show([*peers[:2], make_peer(11, bytes_sent=2_000_000)])
    assert [peer.id for peer in page.chosen()] == [2]
    assert [item(page, at).text(0) for at in range(3)] == ["11", "10", "2"]
    page.peers.selectAll()
    assert page.hint.text() == "3 peers are chosen."


def test_status_bar(rig: ScreenRig, qtbot: QtBot) -> None:
    """Connections, the proxy, and the way to end them all."""
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    status, client = window.status, window.context.client
    until(qtbot, lambda: window.context.calls.is_idle)
    assert status.proxy.isHidden()
    status.switch.trigger()
    until(qtbot, lambda: status.connections.text() == "Network off")
    assert not rig.node.context.connman.is_active
    status.switch.trigger()
    until(qtbot, lambda: status.connections.text() == "0 connections")
    client.stop()
    until(qtbot, lambda: window.context.calls.is_idle)
    client.network = NetworkView(connections=1, proxy="127.0.0.1:9050")
    client.network_changed.emit()
    assert status.connections.text() == "1 connection"
    assert status.proxy.isVisible()
    assert status.proxy.toolTip() == "All connections go through 127.0.0.1:9050."

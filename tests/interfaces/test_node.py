"""Node: the same answers from the node itself and from another process."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from framework import free_port

from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.node import (
    BlockTip,
    ConnectionDirection,
    MessageStyle,
    Node,
    SynchronizationState,
    UiMessage,
)
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.ipc.stubs.node_stubs import NodeProxy
from dashcore.node import ui
from dashcore.node.commands import register_commands
from dashcore.node.network.lifecycle import start_network, stop_network
from dashcore.node.node_impl import NodeImpl
from dashcore.node.testing import SmallNode, spend
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import BlockHash, Duffs, Height, TxId

T = TypeVar("T")
Cross = Callable[[T, type[T]], T]
WAIT_S = 20.0


class Heard:
    """What a callback was called with; `wait` gives the next."""

    def __init__(self) -> None:
        self._calls: list[tuple[object, ...]] = []
        self._changed = threading.Condition()

    def __call__(self, *args: object) -> None:
        """Note a call."""
        with self._changed:
            self._calls.append(args)
            self._changed.notify_all()

    def wait(self) -> tuple[object, ...]:
        """Give the oldest call that was not given yet."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._calls, WAIT_S), "not called"
            return self._calls.pop(0)

    @property
    def count(self) -> int:
        """Calls not given yet."""
        return len(self._calls)


@pytest.fixture
def screen(node: SmallNode, cross: Cross[Node]) -> Node:
    """The node as a screen gets it."""
    return cross(NodeImpl(node.context), NodeProxy)


def test_chain(node: SmallNode, screen: Node) -> None:
    """Tip, headers, coins, mempool."""
    context = node.context
    tip = context.chainman.active.tip
    assert tip is not None
    info = screen.get_tip_info()
    assert (info.block_height, info.block_time, info.header_height) == (110, tip.time, 110)
    assert 0.0 < info.verification_progress <= 1.0
    assert screen.get_best_block_hash() == tip.hash
    assert not screen.is_loading_blocks()
    assert screen.is_initial_block_download() == context.chainman.is_initial_download()
    assert screen.get_warnings() == ""
    outpoint, value = node.coin(1)
    coin = screen.get_unspent_output(outpoint)
    assert coin is not None
    assert (coin.output.value, coin.height, coin.is_coinbase) == (value, 1, True)
    assert screen.get_unspent_output(OutPoint(TxId(bytes(32)), 0)) is None
    assert screen.get_dust_relay_fee() == 3000


def test_broadcast(node: SmallNode, screen: Node) -> None:
    """A transaction is taken once, and refused with the reason."""
    tx = spend(node.coin(1))
    assert screen.get_mempool_usage().count == 0
    assert screen.broadcast_transaction(tx, Duffs(0)) == ""
    usage = screen.get_mempool_usage()
    assert usage.count == 1
    assert 0 < usage.bytes < usage.max_bytes == 300_000_000
    assert "bad-txns-inputs-missingorspent" in screen.broadcast_transaction(
        spend((OutPoint(TxId(bytes(31) + b"\1"), 0), 5000)), Duffs(0)
    )
    assert screen.broadcast_transaction(spend(node.coin(2), fee=100_000), Duffs(1000)).startswith("Fee exceeds")


def test_settings(node: SmallNode, screen: Node, tmp_path: Path) -> None:
    """settings.json: set, overridden, removed, emptied with a copy kept."""
    path = tmp_path / "regtest" / "settings.json"
    assert screen.get_persistent_setting("prune") == "null"
    assert screen.update_rw_setting("prune", "1000")
    assert json.loads(path.read_text())["prune"] == 1000
    assert screen.get_persistent_setting("prune") == "1000"
    assert not screen.is_setting_ignored("prune")
    screen.force_setting("prune", '"550"')
    assert screen.is_setting_ignored("prune")
    assert node.context.args.get_int("-prune", 0) == 550
    screen.force_setting("prune", "null")
    assert not screen.is_setting_ignored("prune")
    assert screen.reset_settings()
    assert screen.get_persistent_setting("prune") == "null"
    assert json.loads(path.with_name("settings.json.bak").read_text())["prune"] == 1000


def test_network(node: SmallNode, screen: Node) -> None:
    """Network on and off, bans, counts without peers."""
    active, banned = Heard(), Heard()
    with_active = screen.handle_network_active_changed(active)
    with_banned = screen.handle_banned_list_changed(banned)
    assert screen.get_network_active()
    screen.set_network_active(False)
    assert active.wait() == (False,)
    assert not screen.get_network_active()
    assert screen.get_node_count(ConnectionDirection.BOTH) == 0
    assert (screen.get_total_bytes_received(), screen.get_total_bytes_sent()) == (0, 0)
    assert screen.get_local_addresses() == ()
    assert screen.get_proxy("ipv4").address == ""
    assert screen.ban("10.0.0.0/8", 60)
    assert banned.wait() == ()
    assert not screen.ban("nobody", 60)
    (ban,) = screen.get_banned()
    assert (ban.subnet, ban.until - ban.created, ban.created) == ("10.0.0.0/8", 60, node.now)
    assert screen.unban("10.0.0.0/8")
    assert not screen.unban("10.0.0.0/8")
    assert screen.get_banned() == ()
    with_active.disconnect()
    with_banned.disconnect()
    screen.set_network_active(True)
    assert active.count == 0


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[tuple[SmallNode, int]]:
    """A node that listens for peers, and its port."""
    port = free_port()
    arguments = (f"-bind=127.0.0.1:{port}", "-connect=0", "-dnsseed=0", "-listenonion=0")
    with SmallNode(tmp_path / "listening", arguments=arguments) as made:
        start_network(made.context)
        try:
            yield made, port
        finally:
            stop_network(made.context)


def test_peers(listening: tuple[SmallNode, int], cross: Cross[Node]) -> None:
    """Peers are listed with what is known of them, and can be sent away."""
    node, port = listening
    screen = cross(NodeImpl(node.context), NodeProxy)
    counted = Heard()
    with_count = screen.handle_num_connections_changed(counted)
    assert screen.get_nodes_stats() == ()
    with socket.create_connection(("127.0.0.1", port)) as peer:
        assert counted.wait() == (1,)
        (stats,) = screen.get_nodes_stats()
        assert stats.address == "{}:{}".format(*peer.getsockname())
        assert stats.host == "127.0.0.1"
        assert stats.address_bind == f"127.0.0.1:{port}"
        assert (stats.connection_type, stats.is_inbound, stats.transport) == ("inbound", True, "detecting")
        assert (stats.connected_at, stats.ping_us, stats.synced_blocks) == (node.now, None, -1)
        assert screen.get_node_count(ConnectionDirection.IN) == 1
        assert not screen.disconnect_by_id(stats.id + 1)
        assert not screen.disconnect_by_address("127.0.0.2")
        assert screen.disconnect_by_id(stats.id)
        assert peer.recv(1) == b""
        assert counted.wait() == (0,)
    with socket.create_connection(("127.0.0.1", port)) as peer:
        assert counted.wait() == (1,)
        assert screen.disconnect_by_address("127.0.0.1")
        assert peer.recv(1) == b""
    with_count.disconnect()


def test_rpc(node: SmallNode, screen: Node) -> None:
    """Commands run as over HTTP, and refuse with the same codes."""
    register_commands(node.context)
    assert "getblockcount" in screen.list_rpc_commands()
    assert screen.execute_rpc("getblockcount", "[]", "/") == "110"
    found = screen.execute_rpc("getblockhash", '{"height": 0}', "/")
    assert json.loads(found) == node.context.params.genesis.hash[::-1].hex()
    with pytest.raises(RpcError) as refused:
        screen.execute_rpc("getblockhash", "[111]", "/")
    assert refused.value.code == RpcErrorCode.INVALID_PARAMETER
    with pytest.raises(RpcError) as unknown:
        screen.execute_rpc("nonsense", "[]", "/")
    assert unknown.value.code == RpcErrorCode.METHOD_NOT_FOUND
    with pytest.raises(RpcError) as malformed:
        screen.execute_rpc("getblockcount", "7", "/")
    assert malformed.value.code == RpcErrorCode.INVALID_REQUEST


def test_tips(node: SmallNode, screen: Node) -> None:
    """A block tells of itself, first as header."""
    blocks, headers = Heard(), Heard()
    handlers = [screen.handle_block_tip(blocks), screen.handle_header_tip(headers)]
    (block,) = node.mine()
    for heard in (blocks, headers):
        state, tip, progress = heard.wait()
        assert state is SynchronizationState.POST_INIT or state is SynchronizationState.INIT_DOWNLOAD
        assert tip == BlockTip(height=Height(111), time=block.header.time, hash=block.hash)
        assert isinstance(progress, float)
    for handler in handlers:
        handler.disconnect()
    node.mine()
    node.context.signals.sync()
    assert (blocks.count, headers.count) == (0, 0)


def test_messages(node: SmallNode, screen: Node) -> None:
    """Messages, progress, alerts and ChainLocks reach the screen; one that fails keeps nobody from hearing."""
    init, box, progress, alert, lock, connections = Heard(), Heard(), Heard(), Heard(), Heard(), Heard()

    def fail(_text: str) -> None:
        raise ValueError("a screen that fails")

    handlers = [
        screen.handle_init_message(fail),
        screen.handle_init_message(init),
        screen.handle_message_box(box),
        screen.handle_show_progress(progress),
        screen.handle_alert_changed(alert),
        screen.handle_chain_lock(lock),
        screen.handle_num_connections_changed(connections),
    ]
    context = node.context
    ui.init_message(context, "Loading…")
    assert init.wait() == ("Loading…",)
    ui.init_warning(context, "Beware")
    (message,) = box.wait()
    assert isinstance(message, UiMessage)
    assert (message.text, message.style & MessageStyle.ICON_WARNING) == ("Beware", MessageStyle.ICON_WARNING)
    context.shutdown.show_progress("Rescanning", 40)
    assert progress.wait() == ("Rescanning", 40, False)
    context.warnings.set_misc("odd blocks")
    assert alert.wait() == ()
    assert screen.get_warnings() == "odd blocks"
    context.ui_signals.chain_lock(BlockHash(b"\1" * 32), Height(7))
    assert lock.wait() == (BlockHash(b"\1" * 32), 7)
    context.ui_signals.num_connections_changed(3)
    assert connections.wait() == (3,)
    for handler in handlers:
        handler.disconnect()


def test_question(node: SmallNode, screen: Node) -> None:
    """The node waits for an answer; who cannot answer hears what could be done, and nobody's answer is a no."""
    context, said, asked = node.context, Heard(), list[str]()

    def answer(message: UiMessage) -> bool:
        asked.append(message.text)
        return len(asked) == 1

    box = screen.handle_message_box(said)
    handler = screen.handle_question(answer)
    assert ui.init_question(context, "Mend it?", "Mend it yourself.")
    assert not ui.init_question(context, "And this?", "Mend it yourself.")
    assert asked == ["Mend it?", "And this?"]
    handler.disconnect()
    assert not ui.init_question(context, "Mend it?", "Mend it yourself.")
    (message,) = said.wait()
    assert isinstance(message, UiMessage)
    assert message.text == "Mend it yourself."
    box.disconnect()


def test_end(node: SmallNode, screen: Node) -> None:
    """A screen may end the node; without wallets there is no loader."""
    assert screen.base_initialize(GlobalArgs(settings_json="{}", network="regtest", exe_dir=""))
    assert screen.app_init_main() == screen.get_tip_info()
    screen.app_shutdown()
    assert screen.wallet_loader() is None
    assert not screen.shutdown_requested()
    screen.start_shutdown()
    assert screen.shutdown_requested()
    assert node.context.shutdown.wait(0)

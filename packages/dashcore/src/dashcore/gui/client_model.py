"""What the screen knows of the node, kept current by what the node tells. Mirrors qt/clientmodel.cpp."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from dashcore.gui.calls import Calls
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.node import (
    BlockTip,
    ConnectionDirection,
    MempoolUsage,
    Node,
    SynchronizationState,
    TipInfo,
    UiMessage,
)
from dashcore.primitives.types import BlockHash, UnixTime

_NO_TIME = UnixTime(0)
_NO_HASH = BlockHash(b"")
_EMPTY_POOL = MempoolUsage(count=0, bytes=0, max_bytes=0)

_BLOCK_SPACING_S = 150
_FEW_HEADERS = 24  # Source: C++ HEADER_HEIGHT_DELTA_SYNC

POLL_MS = 1000  # for what the node does not tell of: traffic, the mempool's size


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    """Where the chain stands, as last heard. Heights are -1 before anything is known."""

    height: int = -1
    time: UnixTime = _NO_TIME
    hash: BlockHash = _NO_HASH
    header_height: int = -1
    header_time: UnixTime = _NO_TIME
    progress: float = 0.0
    state: SynchronizationState = SynchronizationState.INIT_DOWNLOAD

    @property
    def is_synced(self) -> bool:
        """Whether the node has caught up."""
        return self.state is SynchronizationState.POST_INIT

    def header_progress(self, now: int) -> float | None:
        """Share of the headers that is known, going by their time; None once that is about all. Source: C++ ModalOverlay."""
        left = max(now - self.header_time, 0) // _BLOCK_SPACING_S
        if left < _FEW_HEADERS or self.header_height < 0:
            return None
        return self.header_height / (self.header_height + left)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """The network, as last asked. Bytes since the node's start; `proxy` is that of all connections, empty for none."""

    connections: int = 0
    connections_in: int = 0
    is_active: bool = True
    bytes_received: int = 0
    bytes_sent: int = 0
    proxy: str = ""
    mempool: MempoolUsage = _EMPTY_POOL


class ClientModel(QObject):
    """Follows one node. Lives on the Qt thread; its signals are the way to hear of changes.

    Signals:
        chain_changed: `chain` is new.
        network_changed: `network` is new.
        warnings_changed: carries the text, empty for none.
        banned_changed: the bans are others.
        progressed: title, per cent, whether it can be resumed; 100 ends it.
        message: a UiMessage to show.
        shutdown_seen: the node stops.
    """

    chain_changed = Signal()
    network_changed = Signal()
    warnings_changed = Signal(str)
    banned_changed = Signal()
    progressed = Signal(str, int, bool)
    message = Signal(object)
    shutdown_seen = Signal()

    def __init__(self, node: Node, calls: Calls) -> None:
        super().__init__()
        self.node = node
        self.calls = calls
        self.chain = ChainView()
        self.network = NetworkView()
        self._handlers: list[Handler] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Subscribe, and ask how things stand."""
        self.calls.run(self._subscribe, self._handlers.extend)
        self.calls.run(self._ask_chain, self._show_chain)
        self.calls.run(self.node.get_warnings, self.warnings_changed.emit)
        self._poll()
        self._timer.start()

    def stop(self) -> None:
        """End the subscriptions; what is still under way is dropped."""
        self._timer.stop()
        handlers, self._handlers = self._handlers, []
        for handler in handlers:
            self.calls.run(handler.disconnect, failed=lambda _error: None)

    def set_network_active(self, active: bool) -> None:
        """Let there be connections, or none."""
        self.calls.run(lambda: self.node.set_network_active(active))

    # What the node tells, on its threads

    def _subscribe(self) -> list[Handler]:
        post, node = self.calls.post, self.node

        def tell_progress(title: str, percent: int, resume_possible: bool) -> None:
            post(lambda: self.progressed.emit(title, percent, resume_possible))

        def tell_message(message: UiMessage) -> None:
            post(lambda: self.message.emit(message))

        return [
            node.handle_block_tip(lambda state, tip, progress: post(lambda: self._on_block(state, tip, progress))),
            node.handle_header_tip(lambda state, tip, _progress: post(lambda: self._on_header(state, tip))),
            node.handle_num_connections_changed(lambda _count: post(self._poll)),
            node.handle_network_active_changed(lambda _active: post(self._poll)),
            node.handle_alert_changed(lambda: post(self._ask_warnings)),
            node.handle_banned_list_changed(lambda: post(self.banned_changed.emit)),
            node.handle_show_progress(tell_progress),
            node.handle_message_box(tell_message),
        ]

    # On the Qt thread

    def _on_block(self, state: SynchronizationState, tip: BlockTip, progress: float) -> None:
        self.chain = replace(
            self.chain, state=state, height=tip.height, time=tip.time, hash=tip.hash, progress=progress
        )
        self.chain_changed.emit()

    def _on_header(self, state: SynchronizationState, tip: BlockTip) -> None:
        self.chain = replace(self.chain, state=state, header_height=tip.height, header_time=tip.time)
        self.chain_changed.emit()

    def _ask_chain(self) -> tuple[TipInfo, BlockHash, SynchronizationState]:
        node = self.node
        state = SynchronizationState.POST_INIT
        if node.is_loading_blocks():
            state = SynchronizationState.INIT_REINDEX
        elif node.is_initial_block_download():
            state = SynchronizationState.INIT_DOWNLOAD
        return node.get_tip_info(), node.get_best_block_hash(), state

    def _show_chain(self, answer: tuple[TipInfo, BlockHash, SynchronizationState]) -> None:
        info, block_hash, state = answer
        self.chain = ChainView(
            height=info.block_height,
            time=info.block_time,
            hash=block_hash,
            header_height=info.header_height,
            header_time=info.header_time,
            progress=info.verification_progress,
            state=state,
        )
        self.chain_changed.emit()

    def _ask_warnings(self) -> None:
        self.calls.latest("warnings", self.node.get_warnings, self.warnings_changed.emit)

    def _ask_network(self) -> tuple[NetworkView, bool]:
        node = self.node
        proxies = [node.get_proxy(network).address for network in ("ipv4", "ipv6")]
        view = NetworkView(
            connections=node.get_node_count(ConnectionDirection.BOTH),
            connections_in=node.get_node_count(ConnectionDirection.IN),
            is_active=node.get_network_active(),
            bytes_received=node.get_total_bytes_received(),
            bytes_sent=node.get_total_bytes_sent(),
            proxy=proxies[0] if all(proxies) else "",
            mempool=node.get_mempool_usage(),
        )
        return view, node.shutdown_requested()

    def _poll(self) -> None:
        self.calls.run(self._ask_network, self._show_network, failed=lambda _error: None)

    def _show_network(self, answer: tuple[NetworkView, bool]) -> None:
        self.network, stopping = answer
        self.network_changed.emit()
        if stopping:
            self.shutdown_seen.emit()

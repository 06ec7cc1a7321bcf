"""What the node is made of, handed to every RPC command and to whatever wires the parts together.

    node.chainman    the chain: see chain/manager.py; take `node.chainman.cs_main` around more than one look
    node.mempool     the pool's structure; under cs_main
    node.acceptor    accept(tx) / test_accept(txs): the one way into the pool
    node.assembler   create_block(script): a block template; miner.mine_block grinds its nonce
    node.signals     sync() waits until subscribers saw everything (syncwithvalidationinterfacequeue)
    node.scheduler   forward(seconds) is mockscheduler
    node.chain       interfaces.Chain, the wallets' view
    node.fee_estimator   under cs_main; None with -blocksonly
    node.warnings    what getblockchaininfo shows
    broadcast.broadcast_transaction(node, tx, ...)   sendrawtransaction's way: pool, then peers

Mirrors node/context.h (NodeContext) and node/interface_ui.h.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from dashcore.node.coin_scan import CoinScan
from dashcore.node.masternode_sync import MasternodeSync
from dashcore.node.ui_signals import UiSignals
from dashcore.primitives.types import TxId, UnixTime

if TYPE_CHECKING:
    from dashcore.chain.blockfilterindex import BlockFilterIndex
    from dashcore.chain.coinstatsindex import CoinStatsIndex
    from dashcore.chain.manager import ChainManager
    from dashcore.chain.txindex import TxIndex
    from dashcore.common.args import ArgsManager
    from dashcore.common.clock import Clock
    from dashcore.common.log import DebugLog
    from dashcore.common.sandbox.report import SandboxReport
    from dashcore.common.scheduler import Scheduler
    from dashcore.consensus.params import ChainParams
    from dashcore.interfaces.chain import Chain
    from dashcore.interfaces.chain_client import ChainClient
    from dashcore.interfaces.init import Init, Ipc
    from dashcore.interfaces.ipc_admin import IpcAdmin
    from dashcore.interfaces.node import ConnectionDirection, LocalAddress
    from dashcore.interfaces.wallet import WalletLoader
    from dashcore.net.manager import ConnectionManager
    from dashcore.node.mempool.accept import MempoolAcceptor
    from dashcore.node.mempool.addresses import MempoolAddresses
    from dashcore.node.mempool.pool import Mempool
    from dashcore.node.mining.miner import BlockAssembler
    from dashcore.node.mining.template_keeper import TemplateKeeper
    from dashcore.node.net_processing.manager import PeerManager
    from dashcore.node.network.bans import BanList
    from dashcore.node.options import NodeOptions
    from dashcore.node.signals import ValidationSignals
    from dashcore.node.stats_client import StatsClient
    from dashcore.node.zmq_publisher import ZmqPublisher
    from dashcore.policy.fees import FeeEstimator
    from dashcore.rpc.server import RpcServer
    from dashcore.rpc.table import RpcTable


class Relay(Protocol):
    """The node's peers; the net layer implements it."""

    def relay_transaction(self, txid: TxId) -> None:
        """Announce a mempool transaction to peers."""

    def connection_count(self, direction: ConnectionDirection) -> int:
        """Return the number of connections."""

    def total_bytes_received(self) -> int:
        """Bytes received since the start."""

    def total_bytes_sent(self) -> int:
        """Bytes sent since the start."""

    def local_addresses(self) -> tuple[LocalAddress, ...]:
        """Addresses this node is reached at."""


class Warnings:
    """What people should know of the node's state. Mirrors warnings.cpp.

    Threads: any.
    """

    def __init__(self) -> None:
        self._misc = ""
        self.on_change: Callable[[], None] = lambda: None

    def set_misc(self, text: str) -> None:
        """Remember a warning; "" takes it back."""
        if text != self._misc:
            self._misc = text
            self.on_change()

    def text(self) -> str:
        """Return the warning to show, "" for none. Source: C++ GetWarnings."""
        return self._misc


class Shutdown:
    """Whether the node stops, and why; also the chain's `ShutdownHook`. Mirrors shutdown.cpp.

    Threads: any; `request_shutdown` may be called in a signal handler.
    """

    def __init__(self, warnings: Warnings, show_error: Callable[[str], None]) -> None:
        self._requested = False
        self._wake_reader, self._wake_writer = os.pipe()  # a handler may write, but not take a lock
        os.set_blocking(self._wake_writer, False)
        self._warnings = warnings
        self._show_error = show_error
        self._alerted = False
        self.on_progress: Callable[[str, int], None] = lambda _title, _percent: None
        self.on_alert: Callable[[str], None] = lambda _message: None

    def request_shutdown(self) -> None:
        """Begin to shut down. Source: C++ StartShutdown."""
        if not self._requested:
            self._requested = True
            with contextlib.suppress(BlockingIOError):  # full: it wakes anyway
                os.write(self._wake_writer, b"x")

    def shutdown_requested(self) -> bool:
        """Whether the node is shutting down."""
        return self._requested

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the request; False if the time ran out first."""
        end = None if timeout_s is None else time.monotonic() + timeout_s
        while not self._requested:
            left = None if end is None else max(end - time.monotonic(), 0)
            if not select.select([self._wake_reader], [], [], left)[0]:
                break
            os.read(self._wake_reader, select.PIPE_BUF)  # a signal's byte perhaps: its handler has run by the next turn
        return self._requested

    def wake_on_signals(self) -> None:
        """Have each signal end the sleep of `wait`, so that its handler runs. Else one that comes just before is lost.

        Threads: the main one.
        """
        signal.set_wakeup_fd(self._wake_writer, warn_on_full_buffer=False)

    def close(self) -> None:
        """Release the pipe behind `wait`; the process ends, or this is one of several in it."""
        os.close(self._wake_reader)
        os.close(self._wake_writer)

    def fatal_error(self, message: str, user_message: str) -> None:
        """Show an error and shut down. Source: C++ AbortNode."""
        self._warnings.set_misc(message)
        self._show_error(user_message)
        self.request_shutdown()

    def show_progress(self, title: str, percent: int) -> None:
        """Show how far long work is; 100 ends it."""
        self.on_progress(title, percent)

    def warn(self, message: str) -> None:
        """Remember a warning, and alert the user of the first; "" takes it back. Source: C++ DoWarning."""
        self._warnings.set_misc(message)
        if message and not self._alerted:
            self._alerted = True
            self.on_alert(message)


@dataclass(slots=True, kw_only=True)
class NodeContext:
    """The node's parts. What start-up has not made yet is missing: reading it raises AttributeError.

    Attributes:
        init: makes wallet loader and other processes' objects; its owner decides where they run.
        ipc: starts processes; None in a program of one process.
        ipc_admin: knows who is connected; None there too.
        sandbox: how far this process is confined; None in a program that never is.
        rpc: the table of commands.
        fee_estimator: None with -blocksonly.
        subversion: user agent of this node.
        server: the HTTP server; None with -server=0.
        load_thread: imports blocks and mempool.
        txindex: None with -txindex=0.
        filter_index: None without -blockfilterindex.
        coin_stats_index: None without -coinstatsindex.
        mempool_addresses: None without -addressindex.
        zmq: publishes over ZeroMQ; None without -zmqpub..., and where its addresses are of no use.
        relay: the net layer; None while there is none.
        clients: what starts and stops with the node, the wallets first.
        before_ready: called when all is up but commands are not served yet; may raise InitError.
        wallet_loader: the client that holds the wallets; None with -disablewallet.
        coin_scan: the run of scantxoutset.
        ui_signals: what screens hear.
        bans: addresses the user bans.
        connman: connections to peers; made with the options, started with the chain.
        peerman: what is said to them; None until it is started.
        stats: sends measurements; None without -statshost.
        masternode_sync: how far it is in learning what masternodes know.
    """

    args: ArgsManager
    clock: Clock
    log: DebugLog
    warnings: Warnings
    shutdown: Shutdown
    ipc: Ipc | None = None
    ipc_admin: IpcAdmin | None = None
    sandbox: SandboxReport | None = None
    relay: Relay | None = None
    clients: list[ChainClient] = field(default_factory=list)
    before_ready: Callable[[], None] = lambda: None
    wallet_loader: WalletLoader | None = None
    fee_estimator: FeeEstimator | None = None
    subversion: str = ""
    server: RpcServer | None = None
    load_thread: threading.Thread | None = None
    options: NodeOptions = field(init=False)
    txindex: TxIndex | None = None
    filter_index: BlockFilterIndex | None = None
    coin_stats_index: CoinStatsIndex | None = None
    mempool_addresses: MempoolAddresses | None = None
    zmq: ZmqPublisher | None = None
    is_chain_loaded: bool = False
    coin_scan: CoinScan = field(default_factory=CoinScan)
    ui_signals: UiSignals = field(default_factory=UiSignals)
    peerman: PeerManager | None = None
    stats: StatsClient | None = None
    templates: TemplateKeeper | None = None
    init: Init = field(init=False)
    params: ChainParams = field(init=False)
    scheduler: Scheduler = field(init=False)
    signals: ValidationSignals = field(init=False)
    rpc: RpcTable = field(init=False)
    chainman: ChainManager = field(init=False)
    mempool: Mempool = field(init=False)
    acceptor: MempoolAcceptor = field(init=False)
    assembler: BlockAssembler = field(init=False)
    chain: Chain = field(init=False)
    masternode_sync: MasternodeSync = field(init=False)
    bans: BanList = field(init=False)
    connman: ConnectionManager = field(init=False)

    def __post_init__(self) -> None:
        self.masternode_sync = MasternodeSync(self.clock.now)
        self.warnings.on_change = self.ui_signals.alert_changed
        self.shutdown.on_progress = lambda title, percent: self.ui_signals.show_progress(title, percent, False)

    def set_mock_time(self, time: UnixTime) -> None:
        """Hold the time at `time`, 0 lets it run, in this process and its clients."""
        self.clock.set_mock(time)
        for client in self.clients:
            client.set_mock_time(time)

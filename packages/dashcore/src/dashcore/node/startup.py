"""Start the node, in the order and with the words of dashd. Mirrors AppInitMain of init.cpp."""

import logging
import os
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from dashcore.chain.errors import ChainLoadError, FatalChainError
from dashcore.chain.manager import ChainManager
from dashcore.chain.options import divide_cache
from dashcore.common.args import ArgsManager
from dashcore.common.datadir import has_disk_space
from dashcore.common.errors import InitError
from dashcore.common.log import log_start
from dashcore.common.scheduler import Scheduler
from dashcore.common.threads import start_thread
from dashcore.interfaces.init import GlobalArgs
from dashcore.interfaces.wallet import WalletLoader
from dashcore.net.addresses.addrman_file import load_addrman
from dashcore.net.addresses.asmap import Asmap, read_asmap
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.node import notify, ui
from dashcore.node.chain_events import SignalBridge, TipReporter
from dashcore.node.chain_impl import ChainImpl
from dashcore.node.commands import register_commands
from dashcore.node.context import NodeContext
from dashcore.node.fee_file import load_fee_estimator
from dashcore.node.indexes import start_indexes
from dashcore.node.mempool.accept import MempoolAcceptor
from dashcore.node.mempool.addresses import MempoolAddresses
from dashcore.node.mempool.chain import MempoolFollower
from dashcore.node.mempool.file import load_mempool
from dashcore.node.mempool.pool import Mempool
from dashcore.node.mining.miner import BlockAssembler
from dashcore.node.network import option_checks
from dashcore.node.network.lifecycle import make_network, start_network
from dashcore.node.network.options import limit_connections
from dashcore.node.network.peer_metrics import PeerGauges
from dashcore.node.periodic_stats import (
    DEFAULT_PERIOD_S,
    MAX_PERIOD_S,
    MIN_PERIOD_S,
    TipGauges,
    send_periodic_stats,
)
from dashcore.node.pid_file import create_pid_file
from dashcore.node.rpc.register import node_commands
from dashcore.node.signals import ValidationSignals
from dashcore.node.spork_options import check_sporks
from dashcore.node.stats_client import make_stats_client
from dashcore.node.zmq_options import read_endpoints
from dashcore.primitives.types import UnixTime
from dashcore.rpc.table import RpcTable
from dashcore.util.hashes import display_hash

_log = logging.getLogger("dash")

_MIB = 1 << 20
_GENESIS_POLL_S = 0.5
_REBUILD_QUESTION = "Do you want to rebuild the block database now?"
_REINDEX_HINT = "Please restart with -reindex or -reindex-chainstate to recover."


def start_node(node: NodeContext) -> bool:
    """Run all steps; False where the node was asked to stop meanwhile.

    What was made is in `node`, whatever happens, for `shutdown.stop_node` to end.

    Raises:
        InitError: with dashd's text; the node cannot start.
    """
    _begin(node)
    _start_services(node)
    _check_wallets(node)
    _check_network(node)
    return (
        _load_chain(node)
        and _start_index(node)
        and _load_wallets(node)
        and _prune(node)
        and _import(node)
        and _finish(node)
    )


def _is_stopping(node: NodeContext) -> bool:
    if node.shutdown.shutdown_requested():
        _log.info("Shutdown requested. Exiting.")
        return True
    return False


# Steps 4a to 5: log, threads, RPC server in warm-up, wallets checked


def _begin(node: NodeContext) -> None:
    args = node.args
    option_checks.read_max_upload(args)
    create_pid_file(args)
    node.log.start(args)
    for warning in log_start(args):
        ui.init_warning(node, warning)
    for warning in node.options.warnings:
        ui.init_warning(node, warning)
    if args.is_set("-datadir") and not Path(args.get("-datadir", "")).is_absolute():
        _log.info(
            "Warning: relative datadir option '%s' specified, which will be interpreted relative to the current "
            "working directory '%s'. This is fragile, because if Dash Core is started in the future from a different "
            "location, it will be unable to locate the current data files. There could also be data loss if Dash Core "
            "is started while in a temporary directory.",
            args.get("-datadir", ""),
            Path.cwd(),
        )
    _log.info("Script verification uses %d additional threads", node.options.chain.script_threads - 1)


def _start_services(node: NodeContext) -> None:
    args = node.args
    node.scheduler = Scheduler()
    node.scheduler.start()
    node.signals = ValidationSignals(node.scheduler)
    node.rpc = RpcTable()
    node.chain = ChainImpl(node)
    if args.get_bool("-disablewallet", False):
        _log.info("Wallet disabled!")
    else:
        loader = _make_wallet_loader(node)
        if loader is not None:
            node.wallet_loader = loader
            node.clients.append(loader)
            if node.clock.mock:
                loader.set_mock_time(UnixTime(node.clock.mock))
    register_commands(node)
    for client in node.clients:
        client.register_rpcs()
    if args.get_bool("-server", False):
        from dashcore.rpc.server import RpcServer  # noqa: PLC0415 - asyncio is worth loading only for a server

        wallet = bool(node.clients) or args.is_set("-ipcbind")  # programs that attach may bring wallets
        node.server = RpcServer(args, node.rpc, log_ips=node.log.log_ips, wallet=wallet)
        if args.get_bool("-rest", False):
            from dashcore.node.rest import serve_rest  # noqa: PLC0415 - off by default

            serve_rest(node, node.server)
        node.server.start()


def _make_wallet_loader(node: NodeContext) -> WalletLoader | None:
    """Make the wallet side; where that is a process on its way up, first load what is needed here anyway."""
    if node.ipc is not None:
        node_commands()
        if node.args.get_bool("-server", False):
            import_module("dashcore.rpc.server")
    exe_dir = str(Path(sys.argv[0]).absolute().parent)
    global_args = GlobalArgs(settings_json=node.args.to_json(), network=node.params.name, exe_dir=exe_dir)
    return node.init.make_wallet_loader(global_args, node.chain)


def _check_wallets(node: NodeContext) -> None:
    for client in node.clients:
        if not client.verify():
            raise StartAbandonedError


class StartAbandonedError(Exception):
    """The start ended, and the user was told why already."""


# Step 6: what the network will be


def _check_network(node: NodeContext) -> None:
    args = node.args
    groups = NetGroups(_read_asmap(args), allow_private=args.get_bool("-allowprivatenet", False))
    ui.init_message(node, "Loading P2P addresses…")
    addrman = load_addrman(
        args.data_dir(),
        node.params.magic,
        groups,
        node.clock.now,
        check_ratio=args.get_int("-checkaddrman", 0),
        log_ips=node.log.log_ips,
    )
    option_checks.check_socket_events(args)
    node.stats = make_stats_client(args)
    if not args.get_bool("-blocksonly", False):
        node.fee_estimator = load_fee_estimator(args.data_dir())
    check_sporks(args, node.params)
    option_checks.check_ports(args)
    node.subversion = option_checks.make_subversion(args, node.params)
    ui.init_message(node, "Loading banlist…")
    limit, available, warning = limit_connections(args)
    if warning:
        ui.init_warning(node, warning)
    _log.info("Using at most %i automatic connections (%i file descriptors available)", limit, available)
    make_network(node, addrman, groups, max_connections=limit)


def _read_asmap(args: ArgsManager) -> Asmap | None:
    if not args.is_set("-asmap"):
        _log.info("Using /16 prefix for IP bucketing")
        return None
    path = args.abs_path(args.get_path("-asmap") or Path("ip_asn.map"))
    if not path.exists():
        raise InitError(f'Could not find asmap file "{path}"')
    asmap = read_asmap(path)
    if asmap is None:
        raise InitError(f'Could not parse asmap file "{path}"')
    _log.info("Using asmap version %s for IP bucketing", display_hash(asmap.checksum))
    return asmap


# Step 7: the chain


def _load_chain(node: NodeContext) -> bool:
    _log_cache_sizes(node)
    while True:
        _make_chain(node)
        ui.init_message(node, "Loading block index…")
        try:
            node.chainman.load(lambda: ui.init_message(node, "Verifying blocks…"))
            break
        except ChainLoadError as error:
            if node.shutdown.shutdown_requested():
                return not _is_stopping(node)
            if not error.can_reindex or node.options.chain.reindex:
                raise InitError(str(error)) from error
            if not ui.init_question(node, f"{error}.\n\n{_REBUILD_QUESTION}", f"{error}.\n{_REINDEX_HINT}"):
                _log.info("Aborted block database rebuild. Exiting.")
                raise StartAbandonedError from error
            node.options = replace(node.options, chain=replace(node.options.chain, reindex=True))
        except FatalChainError as error:
            raise StartAbandonedError from error
    node.is_chain_loaded = True
    return not _is_stopping(node)


def _make_chain(node: NodeContext) -> None:
    node.mempool = Mempool(
        node.options.mempool, node.clock.now, node.signals.transaction_removed_from_mempool, node.fee_estimator
    )
    node.chainman = ChainManager(
        node.params,
        node.options.chain,
        now=node.clock.now,
        adjusted_now=node.clock.adjusted_now,
        shutdown=node.shutdown,
    )
    node.acceptor = MempoolAcceptor(node.chainman, node.mempool, node.signals, node.clock.now)
    node.assembler = BlockAssembler(node.chainman, node.mempool, node.options.miner, node.clock.adjusted_now)
    if node.options.chain.address_index:
        node.mempool_addresses = MempoolAddresses(node.acceptor.find_coin)
        node.mempool.observers.append(node.mempool_addresses)
    node.chainman.set_mempool(MempoolFollower(node.mempool, node.acceptor))
    if node.mempool.options.check_ratio:
        from dashcore.node.mempool.check import MempoolChecker  # noqa: PLC0415 - seldom needed

        node.chainman.events.subscribe(MempoolChecker(node.chainman, node.mempool))
    node.chainman.events.subscribe(SignalBridge(node.signals))
    node.chainman.events.subscribe(TipReporter(node))
    _start_zmq(node)
    if node.stats is not None:
        node.chainman.state.metrics = node.stats
        node.chainman.events.subscribe(TipGauges(node.stats))


def _start_zmq(node: NodeContext) -> None:
    """Publish over ZeroMQ what the options ask for.

    Raises:
        InitError: pyzmq is not installed.
    """
    asked = next(read_endpoints(node.args), None)
    if asked is None:
        return
    try:
        from dashcore.node import zmq_publisher  # noqa: PLC0415 - most nodes publish nothing
    except ImportError:
        raise InitError(f"-zmq{asked.kind} needs pyzmq, which comes with the extra dashcore[zmq].") from None
    if node.zmq is None:
        node.zmq = zmq_publisher.make_publisher(node)
    if node.zmq is not None:
        zmq_publisher.follow(node, node.zmq)


def _log_cache_sizes(node: NodeContext) -> None:
    chain = node.options.chain
    sizes = divide_cache(chain.db_cache_mib, tx_index=chain.tx_index, filter_indexes=chain.filter_indexes)
    _log.info("Cache configuration:")
    _log.info("* Using %.1f MiB for block index database", sizes.block_tree_db / _MIB)
    if node.options.tx_index:
        _log.info("* Using %.1f MiB for transaction index database", sizes.tx_index / _MIB)
    for name in node.options.filter_types:
        _log.info("* Using %.1f MiB for %s block filter index database", sizes.filter_index / _MIB, name)
    _log.info("* Using %.1f MiB for chain state database", sizes.coins_db / _MIB)
    _log.info(
        "* Using %.1f MiB for in-memory UTXO set (plus up to %.1f MiB of unused mempool space)",
        sizes.coins / _MIB,
        node.options.mempool.max_size / _MIB,
    )


# Steps 8 to 10: index, wallets, pruning


def _start_index(node: NodeContext) -> bool:
    start_indexes(node)
    return True


def _load_wallets(node: NodeContext) -> bool:
    for client in node.clients:
        if not client.load():
            raise StartAbandonedError
    return not _is_stopping(node)


def _prune(node: NodeContext) -> bool:
    if node.options.chain.is_pruning:
        if not node.options.chain.reindex:
            ui.init_message(node, "Pruning blockstore…")
            node.chainman.prune_and_flush()
    else:
        _log.info("Setting NODE_NETWORK on non-prune mode")
    return not _is_stopping(node)


# Step 11: blocks from files, and genesis on a new chain


def _check_disk(node: NodeContext) -> None:
    args = node.args
    blocks_dir = args.blocks_dir() or args.data_dir() / "blocks"
    for directory in (args.data_dir(), blocks_dir):
        if not has_disk_space(directory):
            raise InitError(f'Error: Disk space is low for "{directory}"')
    chain = node.options.chain
    if chain.reindex or chain.reindex_chainstate or node.chainman.active.height > 1:
        return
    expected_gb = node.params.assumed_blockchain_gb
    if not has_disk_space(blocks_dir, chain.prune_target or expected_gb << 30):
        ui.init_warning(
            node,
            f'Disk space for "{blocks_dir}" may not accommodate the block files. Approximately {expected_gb} GB of data '
            "will be stored in this directory.",
        )


def _measure(node: NodeContext) -> None:
    stats = node.stats
    if stats is None:
        return
    period = node.args.get_int("-statsperiod", DEFAULT_PERIOD_S)
    gauges = PeerGauges(node.connman, stats)

    def send() -> None:
        send_periodic_stats(node, stats)
        gauges.send()

    node.scheduler.run_every(send, min(max(period, MIN_PERIOD_S), MAX_PERIOD_S))


def _import(node: NodeContext) -> bool:
    _measure(node)
    _check_disk(node)
    command = node.args.get("-blocknotify", "")
    if command:
        node.chainman.events.subscribe(notify.BlockNotifier(command))
    node.load_thread = start_thread("loadblk", lambda: _run_import(node))
    while node.chainman.active.tip is None and not node.shutdown.shutdown_requested():
        node.chainman.wait_for_tip(None, _GENESIS_POLL_S)
    if node.args.get_bool("-stopafterblockimport", False) and node.chainman.active.tip is not None:
        return True  # an import that is over already is no failed start
    return not _is_stopping(node)


def _run_import(node: NodeContext) -> None:
    """Live as the thread `loadblk`. Source: C++ ThreadImport."""
    try:
        node.chainman.import_blocks([Path(os.path.normpath(name)) for name in node.args.get_all("-loadblock")])
    except FatalChainError:
        return  # the chain told the node to stop
    if node.shutdown.shutdown_requested():
        return
    if node.args.get_bool("-stopafterblockimport", False):
        _log.info("Stopping after block import")
        node.shutdown.request_shutdown()
        return
    if node.args.get_bool("-persistmempool", True):
        load_mempool(node)
    node.mempool.is_loaded = not node.shutdown.shutdown_requested()


# Steps 12 and 13: everything is there


def _finish(node: NodeContext) -> bool:
    with node.chainman.cs_main:
        _log.info("block tree size = %u", len(node.chainman.state.blocks))
        _log.info("nBestHeight = %d", node.chainman.active.height)
    start_network(node)
    node.before_ready()
    node.rpc.finish_warmup()
    ui.init_message(node, "Done loading")
    for client in node.clients:
        client.start()
    notify.start_command("startupnotify", node.args.get("-startupnotify", ""))
    return True

"""End the node, whole or half started. Mirrors Interrupt, PrepareShutdown and Shutdown of init.cpp."""

import logging
from collections.abc import Callable

from dashcore.common.args import ArgsManager
from dashcore.common.threads import set_system_name
from dashcore.node import notify
from dashcore.node.context import NodeContext
from dashcore.node.fee_file import save_fee_estimator
from dashcore.node.indexes import close_indexes
from dashcore.node.mempool.file import dump_mempool
from dashcore.node.network.lifecycle import stop_network
from dashcore.node.pid_file import remove_pid_file

_log = logging.getLogger("dash")


def stop_node(node: NodeContext) -> None:
    """Stop in dashd's order: no more requests, wallets flushed, threads ended, all written, stores closed."""
    _interrupt(node)
    _log.info("PrepareShutdown: In progress...")
    set_system_name("shutoff")
    if node.server is not None:
        node.server.stop()
    for client in node.clients:
        _attempt("flushing a client", client.flush)
    if hasattr(node, "connman"):
        _attempt("ending connections", lambda: stop_network(node))
    if hasattr(node, "scheduler"):
        node.scheduler.stop()
    if node.load_thread is not None:
        node.load_thread.join()
    _deliver(node)
    _save(node)
    _deliver(node)
    if node.zmq is not None:
        _attempt("closing ZeroMQ", node.zmq.close)
    _close_chain(node)
    for client in node.clients:
        _attempt("stopping a client", client.stop)
    node.clients.clear()
    node.wallet_loader = None
    if node.stats is not None:
        _attempt("stopping the Statsd client", node.stats.close)
    remove_pid_file(node.args)
    _log.info("Shutdown: done")


def _attempt(what: str, step: Callable[[], None]) -> None:
    """Run one step; whatever it raises, the steps behind it must run too."""
    try:
        step()
    except Exception:  # noqa: BLE001 - the edge of the process: a client may be gone, the disk full
        _log.exception("Shutdown: %s failed", what)


def _interrupt(node: NodeContext) -> None:
    """Let everything that waits go on, and give up. Source: C++ Interrupt."""
    node.shutdown.request_shutdown()
    notify_shutdown(node.args)
    if node.server is not None:
        node.server.interrupt()
    elif hasattr(node, "rpc"):
        node.rpc.interrupt()
    if hasattr(node, "connman"):
        node.connman.interrupt()
    if hasattr(node, "chainman"):
        with node.chainman.state.tip_changed:
            node.chainman.state.tip_changed.notify_all()


def notify_shutdown(args: ArgsManager) -> None:
    """Run every -shutdownnotify and wait for it."""
    notify.run_all("shutdownnotify", args.get_all("-shutdownnotify"))


def _deliver(node: NodeContext) -> None:
    if hasattr(node, "signals"):
        node.signals.flush()


def _save(node: NodeContext) -> None:
    """Write what is not the chain's own. Nothing is saved that was not loaded."""
    if not hasattr(node, "mempool"):
        return
    if node.mempool.is_loaded and node.args.get_bool("-persistmempool", True):
        dump_mempool(node)
    if node.fee_estimator is not None:
        save_fee_estimator(node.fee_estimator, node.args.data_dir())
    if node.is_chain_loaded:
        _attempt("flushing the chain", node.chainman.flush)


def _close_chain(node: NodeContext) -> None:
    if not hasattr(node, "chainman"):
        return
    close_indexes(node, _attempt)
    _attempt("closing the chain", node.chainman.close)

"""dash-node: the node. Its wallets live in a process of their own, which it starts."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.option import Category
from dashcore.common.sandbox_options import add_sandbox_options
from dashcore.init.node_main import Program, run_node
from dashcore.ipc.command_line import SpawnedArgsError, spawned_descriptor
from dashcore.node.context import NodeContext

if TYPE_CHECKING:
    from dashcore.ipc.addresses import Binding

EXE_NAME = "dash-node"
_log = logging.getLogger("dash")


def wire(node: NodeContext) -> None:
    """Let a node start processes of its own, and know who is connected to it.

    Raises:
        InitError: an -ipcbind or -ipcauthorize cannot be understood.
    """
    import libmultiprocess as mp  # noqa: PLC0415 - not for -help
    from dashcore.init import confinement  # noqa: PLC0415
    from dashcore.ipc.command_line import find_executable  # noqa: PLC0415

    exe_dir = str(Path(sys.argv[0]).absolute().parent)
    _read_bindings(node.args)  # an answer before the chain is loaded, not behind
    confinement.read_mode(node.args)
    launched: mp.Launched | mp.SpawnError | None = None
    if _wants_wallet_process(node.args):
        with confinement.wallet_environment(node.args):
            try:
                launched = mp.launch(find_executable("dash-wallet", exe_dir))
            except mp.SpawnError as error:
                launched = error

    # while dash-wallet loads what it needs:
    from dashcore.init.separate import SpawningInit  # noqa: PLC0415
    from dashcore.ipc.admin import Peers  # noqa: PLC0415
    from dashcore.ipc.fingerprints import FingerprintError  # noqa: PLC0415
    from dashcore.ipc.processes import ProcessIpc, log_calls  # noqa: PLC0415

    log_calls()
    try:
        peers = Peers(node.args.data_dir(), node.args.get_all("-ipcauthorize"), node.clock.now)
    except FingerprintError as error:
        raise InitError(f"Invalid -ipcauthorize: {error}") from error
    node.ipc = ProcessIpc(exe_dir)
    node.ipc_admin = peers
    node.init = SpawningInit(node, exe_dir, peers, launched)


def _wants_wallet_process(args: ArgsManager) -> bool:
    """Whether the node starts a wallet process.

    Not with -disablewallet, nor with -nowallet where wallets of their own may attach (-ipcbind). Else -nowallet loads
    none, as in dashd: createwallet and loadwallet stay.
    """
    attached = args.is_negated("-wallet") and args.is_set("-ipcbind")
    return not args.get_bool("-disablewallet", False) and not attached


def confine(node: NodeContext) -> None:
    """Give up what a node does not need. Its wallet process runs already, outside of this sandbox, in its own.

    Raises:
        InitError: somebody listens at an address of -ipcbind, an address to listen at cannot be understood, or
            -sandbox=require cannot be fulfilled.
    """
    from dashcore.common.sandbox import SandboxMissingError  # noqa: PLC0415 - not for -help
    from dashcore.init import confinement  # noqa: PLC0415
    from dashcore.init.listening import needs_of  # noqa: PLC0415
    from dashcore.node.network.option_checks import check_ports  # noqa: PLC0415
    from dashcore.node.network.options import read_binds  # noqa: PLC0415

    exe_dir = Path(sys.argv[0]).absolute().parent
    p2p_ports = frozenset[int]()
    if node.args.get_bool("-listen", True):
        check_ports(node.args)
        p2p_ports = frozenset(bind.address.port for bind in read_binds(node.args, node.params))
    needs = needs_of(node.args, _read_bindings(node.args), exe_dir, p2p_ports)
    try:
        node.sandbox = confinement.confine_node(node.args, needs)
    except SandboxMissingError as error:
        raise InitError(str(error)) from error
    _log.info("%s", node.sandbox.summary())


def add_options(args: ArgsManager) -> None:
    """Add what only a node of several processes can do."""
    args.add_arg(
        "-ipcbind=<address>",
        "Let programs attach over IPC at this address: unix (node.sock in the network's data directory), unix:<path>, "
        "tls:<host>:<port> or vsock:<cid>:<port>. Behind it, :allow=<words> says what they may do there (echo, mining, "
        "chain, node, wallet, with commas between them; default: all of it for unix, nothing for others, which need it) "
        "and :max-connections=<n> how many there may be at once (default: 16). Can be given several times. Default: none",
        category=Category.IPC,
    )
    args.add_arg(
        "-ipcauthorize=<fingerprint>",
        "Accept this key, 64 hex digits, at the tls addresses of -ipcbind, besides those that the command ipcpair stored. "
        "Can be given several times",
        category=Category.IPC,
    )
    add_sandbox_options(args)


def _read_bindings(args: ArgsManager) -> list["Binding"]:
    """Read the values of -ipcbind.

    Raises:
        InitError: one of them cannot be understood.
    """
    texts = [text for text in args.get_all("-ipcbind") if text not in {"", "0"}]
    if not texts:
        return []
    from dashcore.ipc.addresses import AddressTextError, parse_bind  # noqa: PLC0415 - only where asked for

    bindings = []
    for text in texts:
        try:
            bindings.append(parse_bind(text, args.data_dir()))
        except AddressTextError as error:
            raise InitError(f"Unable to bind to IPC address '{text}'. {error}") from error
    return bindings


@contextmanager
def listen(node: NodeContext) -> Iterator[None]:
    """Serve programs that attach, where -ipcbind asks for it."""
    bindings = _read_bindings(node.args)
    if not bindings:
        yield
        return
    from dashcore.init.attached import AttachedInit, count_calls  # noqa: PLC0415 - only where asked for
    from dashcore.init.listening import removed_behind  # noqa: PLC0415
    from dashcore.ipc import listener  # noqa: PLC0415
    from dashcore.ipc.admin import Peers  # noqa: PLC0415

    peers = node.ipc_admin
    if not isinstance(peers, Peers):
        raise TypeError("wire comes before listen")
    calls = count_calls(node.args)
    try:
        with (
            removed_behind(bindings) as remember,
            listener.listen(bindings, lambda session: AttachedInit(node, session, calls), peers),
        ):
            remember()
            yield
    except listener.BindError as error:
        raise InitError(str(error)) from error


def main() -> int:
    """Run the node, or serve the process that spawned this one."""
    try:
        descriptor = spawned_descriptor(sys.argv)
    except SpawnedArgsError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    program = Program(wire=wire, add_options=add_options, confine=confine, listen=listen)
    if descriptor is None:
        return run_node(sys.argv, program)
    from dashcore.init.spawned_node import serve_spawned_node  # noqa: PLC0415 - only for a spawned process

    return serve_spawned_node(descriptor, EXE_NAME, program)


if __name__ == "__main__":
    sys.exit(main())

"""dash-node: the node. Its wallets live in a process of their own, which it starts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.option import Category
from dashcore.init.node_main import Program, run_node
from dashcore.ipc.spawned import SpawnedArgsError, spawned_descriptor
from dashcore.node.context import NodeContext

EXE_NAME = "dash-node"


def wire(node: NodeContext) -> None:
    """Let a node start processes of its own."""
    from dashcore.init.separate import SpawningInit  # noqa: PLC0415 - not for -help
    from dashcore.ipc.processes import ProcessIpc, log_calls  # noqa: PLC0415

    exe_dir = str(Path(sys.argv[0]).absolute().parent)
    log_calls()
    node.ipc = ProcessIpc(exe_dir)
    node.init = SpawningInit(node, exe_dir)


def add_options(args: ArgsManager) -> None:
    """Add what only a node of several processes can do."""
    args.add_arg(
        "-ipcbind=<address>",
        "Let programs of this user attach over IPC at this address: unix (node.sock in the network's data directory) or "
        "unix:<path>. Can be given several times. Default: none",
        category=Category.CONNECTION,
    )


@contextmanager
def listen(node: NodeContext) -> Iterator[None]:
    """Serve programs that attach, where -ipcbind asks for it."""
    addresses = [address for address in node.args.get_all("-ipcbind") if address not in {"", "0"}]
    if not addresses:
        yield
        return
    from dashcore.init.attached import AttachedInit  # noqa: PLC0415 - only where asked for
    from dashcore.ipc import listener  # noqa: PLC0415

    try:
        with listener.listen(addresses, lambda: AttachedInit(node), node.args.data_dir()):
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
    if descriptor is None:
        return run_node(sys.argv, Program(wire=wire, add_options=add_options, listen=listen))
    from dashcore.init.separate import EchoOnlyInit, serve  # noqa: PLC0415 - only for a spawned process

    return serve(descriptor, EchoOnlyInit(), EXE_NAME)


if __name__ == "__main__":
    sys.exit(main())

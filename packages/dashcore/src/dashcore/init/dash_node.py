"""dash-node: the node. Its wallets live in a process of their own, which it starts."""

import sys
from pathlib import Path

from dashcore.init.node_main import run_node
from dashcore.ipc.spawned import SpawnedArgsError, spawned_descriptor
from dashcore.node.context import NodeContext

EXE_NAME = "dash-node"


def wire(node: NodeContext) -> None:
    """Let a node start processes of its own."""
    from dashcore.init.separate import SpawningInit  # noqa: PLC0415 - not for -help
    from dashcore.ipc.processes import ProcessIpc, log_calls  # noqa: PLC0415

    log_calls()
    node.ipc = ProcessIpc(str(Path(sys.argv[0]).absolute().parent))
    node.init = SpawningInit(node)


def main() -> int:
    """Run the node, or serve the process that spawned this one."""
    try:
        descriptor = spawned_descriptor(sys.argv)
    except SpawnedArgsError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    if descriptor is None:
        return run_node(sys.argv, wire)
    from dashcore.init.separate import EchoOnlyInit, serve  # noqa: PLC0415 - only for a spawned process

    return serve(descriptor, EchoOnlyInit(), EXE_NAME)


if __name__ == "__main__":
    sys.exit(main())

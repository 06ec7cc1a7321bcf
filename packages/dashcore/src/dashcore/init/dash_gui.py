"""dash-gui: the screen. It attaches to a node that runs, or starts one, in a process of its own, and that its wallets."""

import sys
from pathlib import Path

import libmultiprocess as mp
from dashcore.common.args import ArgsManager
from dashcore.gui.node_link import NodeLink
from dashcore.init.confinement import node_environment
from dashcore.init.gui_main import run_gui
from dashcore.interfaces.init import SpawnFailedError
from dashcore.ipc.command_line import find_executable
from dashcore.ipc.connect import DEFAULT_ADDRESS, ConnectError, add_connect_options, connect_node
from dashcore.ipc.stubs.init_stubs import InitProxy

EXE_NAME = "dash-gui"
_STOP_TIMEOUT_S = 600.0  # a node may have much to write


def open_node(args: ArgsManager) -> NodeLink:
    """Attach to the node that -ipcconnect names; with auto, start one where none runs.

    Raises:
        ConnectError, SpawnFailedError: neither went well.
    """
    try:
        return _attach(args)
    except ConnectError as error:
        may_spawn = args.get("-ipcconnect", DEFAULT_ADDRESS) in {DEFAULT_ADDRESS, "", "0"}
        nobody = error.may_come or isinstance(error.__cause__, mp.BadAddressError)  # none can listen at such a path
        if not (may_spawn and nobody) and not args.is_negated("-ipcconnect"):
            raise
    return _spawn(args)


def _attach(args: ArgsManager) -> NodeLink:
    init = connect_node(args)
    try:
        node = init.make_node()
    except mp.MultiprocessError as error:
        init.close()
        raise ConnectError(f"The node does not let a screen in: {error}") from error
    if node is None:
        init.close()
        raise ConnectError("The program that listens there is no node.")
    connection = mp.connection_of(init)
    return NodeLink(node=node, is_own=False, on_lost=connection.on_disconnect, close=init.close)


def _spawn(args: ArgsManager) -> NodeLink:
    exe_dir = str(Path(sys.argv[0]).absolute().parent)
    with node_environment(args):
        launched = mp.launch(find_executable("dash-node", exe_dir))
    try:
        child = launched.connect(InitProxy)
        node = child.init.make_node()
    except mp.MultiprocessError as error:
        raise SpawnFailedError(f"dash-node did not come up: {error}") from error
    if node is None:
        child.close()
        raise SpawnFailedError("dash-node does not offer a node")
    connection = mp.connection_of(child.init)

    def close() -> None:
        child.close(_STOP_TIMEOUT_S)

    return NodeLink(node=node, is_own=True, on_lost=connection.on_disconnect, close=close)


def is_lost(error: BaseException) -> bool:
    """Whether the process at the other end is gone."""
    return isinstance(error, (mp.DisconnectedError, mp.ClosedError))


def main() -> int:
    """Show a node."""
    return run_gui(sys.argv, EXE_NAME, open_node, is_lost, add_connect_options)


if __name__ == "__main__":
    sys.exit(main())

"""dash-qt: the screen, the node and the wallets in one process."""

import sys
import threading
from collections.abc import Callable

from dashcore.common.args import ArgsManager
from dashcore.gui.node_link import NodeLink
from dashcore.init.gui_main import run_gui
from dashcore.init.local import wire
from dashcore.init.node_main import Program, make_context
from dashcore.init.own_node import OwnNode

EXE_NAME = "dash-qt"


def open_node(args: ArgsManager) -> NodeLink:
    """Make a node that lives on a thread of this process; it is started later."""
    del args  # the screen hands them over as it would to another process
    own = OwnNode(make_context(), Program(wire=wire))
    thread = threading.Thread(target=own.run, name="d-node", daemon=True)
    thread.start()

    def close() -> None:
        own.leave()
        thread.join()

    def never_lost(_fn: Callable[[], None]) -> None:
        """The node ends with the process."""

    return NodeLink(node=own, is_own=True, on_lost=never_lost, close=close)


def main() -> int:
    """Show a node."""
    return run_gui(sys.argv, EXE_NAME, open_node, lambda _error: False)


if __name__ == "__main__":
    sys.exit(main())

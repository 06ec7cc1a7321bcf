"""dash-node as a child: for whoever wants an echo, and for a screen that wants a node of its own."""

import signal
import threading
from types import FrameType

from dashcore.common.threads import send_failures_to_log
from dashcore.init import confinement
from dashcore.init.local import LocalEcho
from dashcore.init.node_main import Program, make_context
from dashcore.init.own_node import OwnNode
from dashcore.init.serving import serve
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import Init
from dashcore.interfaces.node import Node
from dashcore.ipc.spawned import leave_interrupts_to_parent


class SpawnedInit(Init):
    """The root that a parent gets: an echo, as of Dash Core v23.1.2's dash-node, and a node that waits to be started."""

    def __init__(self, own: OwnNode) -> None:
        self._own = own

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        return LocalEcho()

    def make_node(self) -> Node | None:
        """Give the node; there is one, however often it is asked for."""
        return self._own


def serve_spawned_node(descriptor: int, exe_name: str, program: Program) -> int:
    """Serve the parent until it leaves, and be its node if it wants one; return the exit code.

    A parent of this package tells in the environment, secrets aside, how the node is to be confined: then that
    happens now, while there is one thread.
    """
    leave_interrupts_to_parent()
    node = make_context()
    own = OwnNode(node, program)
    told = confinement.take_node_environment()
    if told is not None:
        send_failures_to_log()
        node.args.load_json(told)
        own.prepare()

    def stop(_number: int, _frame: FrameType | None) -> None:
        own.leave()

    node.shutdown.wake_on_signals()
    signal.signal(signal.SIGTERM, stop)
    outcome: list[int] = []

    def serve_until_parent_leaves() -> None:
        outcome.append(serve(descriptor, SpawnedInit(own), exe_name))
        own.leave()

    server = threading.Thread(target=serve_until_parent_leaves, name="d-parent", daemon=True)
    server.start()
    code = own.run()
    server.join()
    return code or outcome[0]

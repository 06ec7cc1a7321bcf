"""Which commands the node's table has: those of the server, those of the node."""

from dashcore.node.context import NodeContext
from dashcore.node.rpc.register import register_node_commands
from dashcore.rpc.control import COMMANDS as CONTROL_COMMANDS
from dashcore.rpc.control import ControlContext


def register_commands(node: NodeContext) -> None:
    """Fill the table; clients add theirs afterwards."""
    control = ControlContext(
        table=node.rpc, clock=node.clock, log=node.log, request_shutdown=node.shutdown.request_shutdown
    )
    node.rpc.register(CONTROL_COMMANDS, control)
    register_node_commands(node)

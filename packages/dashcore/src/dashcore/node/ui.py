"""What the node tells whoever sits in front of it. Mirrors node/interface_ui.h as noui.cpp and the RPC server hear it."""

from dashcore.common import init_error as terminal
from dashcore.node.context import NodeContext

init_error = terminal.init_error
init_question = terminal.init_question
init_warning = terminal.init_warning


def init_message(node: NodeContext, message: str) -> None:
    """Say what start-up is doing: in the log, and to RPC clients that wait."""
    terminal.init_message(message)
    node.rpc.set_warmup_status(message)

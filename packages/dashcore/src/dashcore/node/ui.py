"""What the node tells its user, on the terminal, in the log and to screens. Mirrors node/interface_ui.h and noui.cpp."""

from dashcore.common import init_error as terminal
from dashcore.interfaces.node import MessageStyle, UiMessage
from dashcore.node.context import NodeContext


def _show(node: NodeContext, text: str, style: MessageStyle) -> None:
    node.ui_signals.message_box(UiMessage(text=text, caption="", style=int(style)))


def init_error(node: NodeContext, message: str) -> None:
    """Show an error that ends the start."""
    terminal.init_error(message)
    _show(node, message, MessageStyle.MSG_ERROR)


def init_question(node: NodeContext, question: str, hint: str) -> bool:
    """Ask somebody at a screen, yes or no.

    Args:
        hint: said instead where nobody can answer, which is a no.
    """
    style = MessageStyle.MSG_ERROR | MessageStyle.BTN_ABORT
    if node.ui_signals.question.is_connected:
        return node.ui_signals.question(UiMessage(text=question, caption="", style=int(style)))
    terminal.init_question(hint)
    _show(node, hint, style)
    return False


def init_warning(node: NodeContext, message: str) -> None:
    """Show a warning."""
    terminal.init_warning(message)
    _show(node, message, MessageStyle.ICON_WARNING | MessageStyle.BTN_OK | MessageStyle.MODAL)


def init_message(node: NodeContext, message: str) -> None:
    """Say what start-up is doing: in the log, to RPC clients that wait, and to screens."""
    terminal.init_message(message)
    node.rpc.set_warmup_status(message)
    node.ui_signals.init_message(message)

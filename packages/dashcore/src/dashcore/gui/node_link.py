"""How a screen reached its node. Knows nothing of Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from dashcore.interfaces.node import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeLink:
    """A node that was reached.

    Attributes:
        is_own: this program started it, and stops it at its end.
        on_lost: registers a function that is called, on any thread, when the node's process is gone.
        close: lets go of the node; waits for the end of a process that was started.
    """

    node: Node
    is_own: bool
    on_lost: Callable[[Callable[[], None]], None]
    close: Callable[[], None]

"""What a program that attaches to a running node gets: the root of its connection."""

from dashcore.init.local import LocalEcho
from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.init import Init
from dashcore.ipc.guarded_chain import GuardedChain
from dashcore.node.context import NodeContext


class AttachedInit(Init):
    """What a program that attaches to a running node gets: the chain, and an echo."""

    def __init__(self, node: NodeContext) -> None:
        self._node = node

    def make_echo(self) -> Echo | None:
        """Make an `Echo`."""
        return LocalEcho()

    def make_chain(self) -> Chain | None:
        """Return the node's chain; what the program registers there ends with its connection."""
        return GuardedChain(
            self._node.chain, lambda: "The program that served this command is gone.", keep_commands=False
        )

"""Connects a program of ours to a node that runs already (-ipcconnect).

init = connect_node(args)                       # a root whose methods hand out the node's objects
mp.connection_of(init).on_disconnect(retry)     # the node may leave at any time
"""

from dashcore.common.args import ArgsManager
from dashcore.ipc.listener import BindError, socket_path
from dashcore.ipc.stubs.init_stubs import InitProxy
from libmultiprocess import MultiprocessError, connect

DEFAULT_ADDRESS = "auto"


class ConnectError(Exception):
    """The node cannot be reached.

    Attributes:
        message: the sentence for the user.
        may_come: the node may just not run yet, or be restarting: to try again is worth it.
    """

    def __init__(self, message: str, *, may_come: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.may_come = may_come


def connect_node(args: ArgsManager) -> InitProxy:
    """Connect to where -ipcconnect says; without it, or where it says auto, to the node of this data directory.

    Raises:
        ConnectError: nobody listens there, or one of the two sides does not trust the other.
    """
    text = args.get("-ipcconnect", DEFAULT_ADDRESS)
    try:
        where = socket_path("unix" if text in {"auto", ""} else text, args.data_dir())
    except BindError as error:
        raise ConnectError(f"Could not connect to dash-node IPC address '{text}'. {error}") from error
    try:
        return connect(where, InitProxy)
    except (MultiprocessError, ValueError) as error:
        raise ConnectError(f"Could not connect to dash-node IPC address '{text}'. {error}", may_come=True) from error

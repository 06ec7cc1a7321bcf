"""Connects a program of ours to a node that runs already (-ipcconnect).

init = connect_node(args)                       # a root whose methods hand out the node's objects
mp.connection_of(init).on_disconnect(retry)     # the node may leave at any time
"""

from pathlib import Path

from dashcore.common.args import ArgsManager
from dashcore.common.option import Category
from dashcore.ipc.addresses import Address, AddressTextError, parse_connect
from dashcore.ipc.fingerprints import FOLDER, AuthorizedKeys, FingerprintError
from dashcore.ipc.stubs.init_stubs import InitProxy
from libmultiprocess import (
    DisconnectedError,
    MultiprocessError,
    NobodyListensError,
    NotAuthorizedError,
    TlsAddress,
    TlsIdentity,
    UnreachableError,
    connect,
)

DEFAULT_ADDRESS = "auto"
_MAY_COME = (DisconnectedError, NobodyListensError, UnreachableError)


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


def add_connect_options(args: ArgsManager) -> None:
    """Declare -ipcconnect and -ipcauthorize."""
    args.add_arg(
        "-ipcconnect=<address>",
        "Attach to the node that listens there (-ipcbind): auto or unix (node.sock in the network's data directory), "
        f"unix:<path>, tls:<host>:<port> or vsock:<cid>:<port>. Default: {DEFAULT_ADDRESS}",
        category=Category.IPC,
    )
    args.add_arg(
        "-ipcauthorize=<fingerprint>",
        "The node's key, 64 hex digits, where -ipcconnect is a tls address; `dash-cli ipcpair` shows it. Can be given "
        "several times",
        category=Category.IPC,
    )


def connect_node(args: ArgsManager) -> InitProxy:
    """Connect to where -ipcconnect says; without it, or where it says auto, to the node of this data directory.

    Over TLS this program's key is made at first use, in `ipc` of the network's data directory; the node's must be
    named by -ipcauthorize or in the file `authorized` there.

    Raises:
        ConnectError: nobody listens there, or one of the two sides does not trust the other.
    """
    text = args.get("-ipcconnect", DEFAULT_ADDRESS)
    prefix = f"Could not connect to dash-node IPC address '{text}'."
    try:
        address = parse_connect(text, args.data_dir())
        if address is None:
            raise ConnectError(f"{prefix} -ipcconnect says not to connect.")
        return _connect(address, args.data_dir() / FOLDER, args.get_all("-ipcauthorize"))
    except _MAY_COME as error:
        raise ConnectError(f"{prefix} {_sentence(error)}", may_come=True) from error
    except FingerprintError as error:
        raise ConnectError(f"Invalid -ipcauthorize: {error}") from error
    except (AddressTextError, MultiprocessError) as error:
        raise ConnectError(f"{prefix} {_sentence(error)}") from error


def _connect(address: Address, folder: Path, authorized: list[str]) -> InitProxy:
    if not isinstance(address, TlsAddress):
        return connect(address, InitProxy)
    identity = TlsIdentity.load(folder)
    keys = AuthorizedKeys(folder, authorized)
    try:
        return connect(address, InitProxy, identity=identity, authorize=keys.is_authorized)
    except NotAuthorizedError as error:
        own = identity.fingerprint
        if error.fingerprint == own:
            why = (
                f"The node does not know this program's key {own}: where the node runs, type `dash-cli ipcpair {own}`."
            )
        else:
            why = (
                f"The node's key {error.fingerprint} is not authorized here: if `dash-cli ipcpair` shows the same one "
                f"where the node runs, start again with -ipcauthorize={error.fingerprint}. This program's own key is "
                f"{own}: there, type `dash-cli ipcpair {own}`."
            )
        raise NotAuthorizedError(why, error.fingerprint) from error


def _sentence(error: Exception) -> str:
    text = str(error)
    text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."

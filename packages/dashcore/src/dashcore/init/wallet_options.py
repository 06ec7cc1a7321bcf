"""The options of a dash-wallet that attaches to a node: which there are, and what of a shared dash.conf is for it.

Where the wallet lives in the data directory of its node, that directory's dash.conf is the node's too. Of it the wallet
takes everything but what says where the *node* serves, under which cookie, and which wallets are the node's own: that is
said on the wallet's command line, or in a file of its own (-conf).
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from dashcore.common.args import ArgsManager, Category
from dashcore.common.errors import ArgsError, InitError
from dashcore.common.options import read_options
from dashcore.common.sandbox_options import add_sandbox_options
from dashcore.common.version import LICENSE_TEXT, PACKAGE_NAME, VERSION_TEXT
from dashcore.ipc.addresses import AddressTextError, parse_connect
from dashcore.ipc.connect import add_connect_options
from dashcore.rpc.binding import rpc_endpoints, split_host_port
from dashcore.rpc.client.caller import WALLET_COOKIE
from libmultiprocess import UnixAddress

_CATEGORIES = frozenset(
    {
        Category.WALLET,
        Category.WALLET_FEE,
        Category.WALLET_HD,
        Category.WALLET_COINJOIN,
        Category.WALLET_DEBUG_TEST,
        Category.RPC,
        Category.CHAINPARAMS,
    }
)
_MORE = frozenset(
    [
        "-?",
        "-conf",
        "-daemon",
        "-daemonwait",
        "-datadir",
        "-debug",
        "-debugexclude",
        "-debuglogfile",
        "-deprecatedrpc",
        "-h",
        "-help",
        "-help-debug",
        "-includeconf",
        "-logips",
        "-loglevel",
        "-loglevelalways",
        "-logsourcelocations",
        "-logthreadnames",
        "-logtimemicros",
        "-logtimestamps",
        "-maxtxfee",
        "-mocktime",
        "-printtoconsole",
        "-settings",
        "-shrinkdebugfile",
        "-version",
    ]
)
_NOT_HERE = frozenset({"-disablewallet", "-rest"})
_SUMMARIES = {
    "-settings": "File of settings that change while the program runs; -nosettings for none (default: "
    "wallet.settings.json in a node's data directory, with -server wallet.<port>.settings.json, else settings.json)"
}
_OF_THE_NODE = frozenset(
    [
        "daemon",
        "daemonwait",
        "disablewallet",
        "rpcallowip",
        "rpcbind",
        "rpccookiefile",
        "rpcport",
        "server",
        "settings",
        "wallet",
    ]
)
_MAX_PORT = 0xFFFF


class EndEarlyError(Exception):
    """The process has done what it was asked for; carries the exit code."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def read_arguments(args: ArgsManager, argv: Sequence[str]) -> bool:
    """Read command line, dash.conf and the wallet's own settings, and answer -help and -version.

    Returns: whether the data directory is a node's.

    Raises:
        InitError: with dashd's text.
        EndEarlyError: the question is answered.
    """
    _declare(args)
    try:
        args.parse_parameters(argv)
    except ArgsError as error:
        raise InitError(f"Error parsing command line arguments: {error}\n") from None
    if args.help_requested() or args.is_set("-version"):
        sys.stdout.write(_about(args))
        raise EndEarlyError(0)
    try:
        args.check_data_dir()
    except ArgsError as error:
        raise InitError(f"{error}\n") from None
    for word in argv[1:]:
        if not word.startswith("-"):
            raise InitError(
                f"Command line contains unexpected token '{word}', see dash-wallet -ipcconnect -h for a list of options.\n"
            )
    is_shared = _read_files(args)
    _choose_names(args, is_shared=is_shared)
    try:
        args.init_settings()
    except ArgsError as error:
        raise InitError(str(error)) from None
    return is_shared


def _declare(args: ArgsManager) -> None:
    """Declare what may be typed."""
    for option in read_options():
        if (option.category in _CATEGORIES or option.name in _MORE) and option.name not in _NOT_HERE:
            args.add_option(option._replace(summary=_SUMMARIES.get(option.name, option.summary)))
    add_connect_options(args)
    args.add_arg(
        "-ipcwait",
        "Start without the node and wait for it, instead of ending where it is not there; always so with -ipcconnect=auto "
        "(default: 0)",
        category=Category.IPC,
    )
    add_sandbox_options(args)


def _read_files(args: ArgsManager) -> bool:
    """Read dash.conf; return whether the data directory is a node's."""
    has_own_file = args.is_set("-conf")
    typed = frozenset(args.command_line_names())
    for option in read_options():
        if args.flags(option.name) is None:
            args.add_option(option._replace(category=Category.HIDDEN))  # a node's, which dash.conf may set
    try:
        args.read_config_files(ignore_unknown=True)
        args.select_network(args.get_chain_name())
        is_shared = _is_shared(args)
        if is_shared and not has_own_file:
            args.read_config_files(ignore_unknown=True, leave_out=_OF_THE_NODE)
        elif "wallet" in typed:
            args.read_config_files(ignore_unknown=True, leave_out={"wallet"})
    except AddressTextError as error:
        raise InitError(f"Invalid -ipcconnect: {error}") from error
    except ArgsError as error:
        raise InitError(f"Error reading configuration file: {error}\n") from None
    return is_shared


def _is_shared(args: ArgsManager) -> bool:
    """Whether the network's data directory is a node's: it has one's files, or its socket is there."""
    net_dir = args.data_dir()
    address = parse_connect(args.get("-ipcconnect", ""), net_dir)  # first: what it cannot read ends the start
    if (net_dir / "chainstate").is_dir():
        return True
    return isinstance(address, UnixAddress) and Path(address.path).parent == net_dir


def _choose_names(args: ArgsManager, *, is_shared: bool) -> None:
    """Choose names of files that several wallet processes and a node can have in one directory."""
    settings = "wallet.settings.json"
    if args.get_bool("-server", False):
        port = endpoints(args)[0][1]
        settings = f"wallet.{port}.settings.json"
        if not args.get_path("-rpccookiefile"):
            args.force_set("-rpccookiefile", WALLET_COOKIE.format(port))
    if is_shared or args.get_bool("-server", False):
        args.soft_set("-settings", settings)


def endpoints(args: ArgsManager) -> list[tuple[str, int]]:
    """Addresses to serve at: as dashd's, but -rpcbind on this machine needs no -rpcallowip.

    Raises:
        InitError: another address needs it.
    """
    if not args.is_set("-rpcbind") or args.is_set("-rpcallowip"):
        return rpc_endpoints(args)
    port = args.get_int("-rpcport", args.base_params().rpc_port) & _MAX_PORT
    found = [split_host_port(text, port) for text in args.get_all("-rpcbind")]
    for host, _ in found:
        if host not in {"localhost", "::1"} and not host.startswith("127."):
            raise InitError(f"-rpcbind={host} is reached from other machines: -rpcallowip must say from which.")
    return found or rpc_endpoints(args)


def _about(args: ArgsManager) -> str:
    head = f"{PACKAGE_NAME} dash-wallet version {VERSION_TEXT}\n"
    if args.is_set("-version"):
        return head + LICENSE_TEXT
    usage = (
        "\nUsage:  dash-wallet -ipcconnect=<address> [options]    Hold wallets in a process of their own, attached to a "
        "node\nor:     dash-wallet [options] <command>                Make wallet files, and look into them (dash-wallet "
        "-help)\n\n"
    )
    return head + usage + args.help_message()

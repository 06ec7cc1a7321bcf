"""dash-wallet as the offline tool: its options, help and exit codes. Mirrors bitcoin-wallet.cpp."""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from dashcore.common.args import ArgsManager, Category, Flag
from dashcore.common.datadir import set_private_umask
from dashcore.common.errors import ArgsError
from dashcore.common.version import LICENSE_TEXT, PACKAGE_NAME, VERSION_TEXT

_USAGE = """
dash-wallet makes wallet files, and looks into them, while no node uses them. It takes the
wallets of the main network in the default data directory; -datadir, -wallet and -chain say
otherwise.

Usage:
  dash-wallet [options] <command>
  dash-wallet -ipcconnect=<address> [options]
                        Hold wallets for a running node instead; see dash-wallet -ipcconnect -help

"""
_OPTIONS: tuple[tuple[str, str, Flag, Category], ...] = (
    ("-?", "Print this help and exit", Flag.ANY, Category.OPTIONS),
    ("-version", "Print the version and exit", Flag.ANY, Category.OPTIONS),
    ("-datadir=<dir>", "Data directory", Flag.ANY, Category.OPTIONS),
    ("-wallet=<wallet-name>", "Name of the wallet", Flag.ANY, Category.OPTIONS),
    (
        "-dumpfile=<file name>",
        "File that 'dump' writes the records to, and that 'createfromdump' makes a new wallet of",
        Flag.DISALLOW_NEGATION,
        Category.OPTIONS,
    ),
    (
        "-format=<format>",
        'Format of the file that \'createfromdump\' makes: "bdb" or "sqlite" (default: that of the dump)',
        Flag.ANY,
        Category.OPTIONS,
    ),
    ("-descriptors", "Make a descriptor wallet; for 'create' alone, which makes no other", Flag.ANY, Category.OPTIONS),
    ("-usehd", "Give a new wallet the version of HD wallets (default: 1)", Flag.ANY, Category.OPTIONS),
    ("-debug=<category>", "Accepted as by dashd; the tool logs nothing", Flag.ANY, Category.DEBUG_TEST),
    ("-printtoconsole", "Accepted as by dashd; the tool logs nothing", Flag.ANY, Category.DEBUG_TEST),
    (
        "-chain=<chain>",
        "Use this chain: main, test, devnet or regtest (default: main)",
        Flag.ANY,
        Category.CHAINPARAMS,
    ),
    ("-devnet=<name>", "Use the devnet of that name", Flag.ANY, Category.CHAINPARAMS),
    ("-regtest", "Use the regression test chain", Flag.DEBUG_ONLY, Category.CHAINPARAMS),
    ("-testnet", "Use the test chain", Flag.ANY, Category.CHAINPARAMS),
)
_COMMANDS: tuple[tuple[str, str], ...] = (
    ("info", "Show what a wallet is and holds"),
    ("create", "Make a new wallet file"),
    ("salvage", "Save the keys of a damaged legacy wallet (not in this build)"),
    ("wipetxes", "Remove all transactions from a legacy wallet (not in this build)"),
    ("dump", "Write all records of a wallet to a file"),
    ("createfromdump", "Make a new wallet file from such a file"),
)


class _EndError(Exception):
    """Nothing is left to do but to say this."""

    def __init__(self, status: int, out: str = "", err: str = "") -> None:
        super().__init__(status, out, err)
        self.status = status
        self.out = out
        self.err = err


def run_wallet_tool(argv: Sequence[str]) -> int:
    """Run one command on a wallet file; return the exit code."""
    set_private_umask()
    logging.getLogger("dash").addHandler(logging.NullHandler())  # what matters here goes to the two streams
    try:
        args = _read_options(argv)
        return _run(args)
    except _EndError as end:
        _write(sys.stdout, end.out)
        _write(sys.stderr, end.err)
        return end.status


def _write(stream: TextIO, text: str) -> None:
    """Write names as they were typed, whatever the terminal's encoding."""
    stream.buffer.write(text.encode("utf-8", "surrogateescape"))
    stream.flush()


def _read_options(argv: Sequence[str]) -> ArgsManager:
    args = ArgsManager()
    for name, summary, flags, category in _OPTIONS:
        args.add_arg(name, summary, flags, category)
    for name, summary in _COMMANDS:
        args.add_command(name, summary)
    args.add_hidden_args(("-h", "-help"))
    try:
        args.parse_parameters(argv)
    except ArgsError as error:
        raise _EndError(1, err=f"Error parsing command line arguments: {error}\n") from None
    if len(argv) < 2 or args.help_requested() or args.is_set("-version"):
        text = f"{PACKAGE_NAME} dash-wallet version {VERSION_TEXT}\n"
        text += LICENSE_TEXT if args.is_set("-version") else _USAGE + args.help_message()
        if len(argv) < 2:
            raise _EndError(1, text, "Error: too few parameters\n")
        raise _EndError(0, text)
    try:
        args.check_data_dir()
        args.select_network(args.get_chain_name())
    except ArgsError as error:
        raise _EndError(1, err=f"Error: {error}\n") from None
    return args


def _run(args: ArgsManager) -> int:
    command = args.get_command()
    if command is None:
        raise _EndError(1, err="No method provided. Run `dash-wallet -help` for valid methods.\n")
    if command.args:
        raise _EndError(
            1,
            err=f"Error: Additional arguments provided ({', '.join(command.args)}). "
            "Methods do not take arguments. Please refer to `-help`.\n",
        )
    from dashcore.consensus.chainparams import ChainArgsError, select_params  # noqa: PLC0415 - not for -help
    from dashcore.init.chain_args import ChainArgsView  # noqa: PLC0415
    from dashcore.wallet.context import Network  # noqa: PLC0415
    from dashcore.wallet.tool.commands import ToolRequest, WalletTool  # noqa: PLC0415

    try:
        params = select_params(args.network, ChainArgsView(args))
    except ChainArgsError as error:
        raise _EndError(1, err=f"Error: {error}\n") from None
    request = ToolRequest(
        command=command.name,
        name=_given(args, "-wallet"),
        dump_file=_given(args, "-dumpfile"),
        file_format=_given(args, "-format"),
        descriptors=args.get_bool("-descriptors", False) if args.is_set("-descriptors") else None,
        hd=args.get_bool("-usehd", True),
        folder=_wallet_folder(args.data_dir()),
        data_dir=args.data_dir(),
        network=Network.of(params),
    )
    tool = WalletTool(request, lambda text: _write(sys.stdout, text), lambda text: _write(sys.stderr, text))
    return 0 if tool.run() else 1


def _given(args: ArgsManager, name: str) -> str | None:
    return args.get(name, "") if args.is_set(name) else None


def _wallet_folder(data_dir: Path) -> Path:
    inside = data_dir / "wallets"
    return inside if inside.is_dir() else data_dir

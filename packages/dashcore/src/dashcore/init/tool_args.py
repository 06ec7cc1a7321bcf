"""What the small tools share: their options, -help, -version and the choice of a network."""

import sys
from collections.abc import Callable, Sequence

from dashcore.common.args import ArgsManager, Category, Flag
from dashcore.common.errors import ArgsError
from dashcore.common.version import LICENSE_TEXT, PACKAGE_NAME, VERSION_TEXT
from dashcore.consensus.params import ChainParams

_CHAIN_OPTIONS: tuple[tuple[str, str, Flag], ...] = (
    ("-chain=<chain>", "Use this chain: main, test, devnet or regtest (default: main)", Flag.ANY),
    ("-devnet=<name>", "Use the devnet of that name", Flag.ANY),
    ("-regtest", "Use the regression test chain", Flag.DEBUG_ONLY),
    ("-testnet", "Use the test chain", Flag.ANY),
)


class ToolExitError(Exception):
    """Nothing is left to do but to say this and end."""

    def __init__(self, status: int, out: str = "", err: str = "") -> None:
        super().__init__(status, out, err)
        self.status = status
        self.out = out
        self.err = err


def read_args(argv: Sequence[str], name: str, usage: str, declare: Callable[[ArgsManager], None]) -> ArgsManager:
    """Read the command line.

    Args:
        name: of the tool.
        usage: what help begins with.
        declare: adds what is the tool's own.

    Raises:
        ToolExitError: help or the version was asked for, or something is wrong.
    """
    args = ArgsManager()
    args.add_arg("-?", "Print this help and exit", Flag.ANY)
    args.add_arg("-version", "Print the version and exit", Flag.ANY)
    declare(args)
    for option, summary, flags in _CHAIN_OPTIONS:
        args.add_arg(option, summary, flags, Category.CHAINPARAMS)
    args.add_hidden_args(("-h", "-help", "-help-debug"))
    try:
        args.parse_parameters(argv)
    except ArgsError as error:
        raise ToolExitError(1, err=f"Error parsing command line arguments: {error}\n") from None
    if args.help_requested() or args.is_set("-version"):
        raise ToolExitError(0, _about(args, name, usage))
    try:
        args.select_network(args.get_chain_name())
    except ArgsError as error:
        raise ToolExitError(1, err=f"Error: {error}\n") from None
    return args


def _about(args: ArgsManager, name: str, usage: str) -> str:
    head = f"{PACKAGE_NAME} {name} utility version {VERSION_TEXT}\n"
    return head + (LICENSE_TEXT if args.is_set("-version") else usage + args.help_message())


def too_few(args: ArgsManager, name: str, usage: str) -> ToolExitError:
    """The end of a tool that was given nothing: help, and what is wrong."""
    return ToolExitError(1, _about(args, name, usage), "Error: too few parameters\n")


def chain_params(args: ArgsManager) -> ChainParams:
    """Return the network that was chosen.

    Raises:
        ToolExitError: its options are wrong.
    """
    from dashcore.consensus.chainparams import ChainArgsError, select_params  # noqa: PLC0415 - not for -help
    from dashcore.init.chain_args import ChainArgsView  # noqa: PLC0415

    try:
        return select_params(args.network, ChainArgsView(args))
    except ChainArgsError as error:
        raise ToolExitError(1, err=f"Error: {error}\n") from None


def run_tool(argv: Sequence[str], run: Callable[[Sequence[str]], str]) -> int:
    """Run a tool; return its exit code.

    Args:
        run: returns what goes to standard output, without its last line break.
    """
    try:
        text = run(argv)
    except ToolExitError as end:
        sys.stdout.write(end.out)
        sys.stderr.write(end.err)
        return end.status
    sys.stdout.write(f"{text}\n")
    return 0

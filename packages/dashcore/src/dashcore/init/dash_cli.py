"""dash-cli: send a command to a node. Mirrors bitcoin-cli.cpp.

Starts in a few hundredths of a second, so nothing heavy may be imported here.
"""

import select
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from dashcore.common.args import ArgsManager
from dashcore.common.errors import ArgsError
from dashcore.common.option import Category, Flag
from dashcore.common.version import LICENSE_TEXT, PACKAGE_NAME, VERSION_TEXT
from dashcore.rpc.client.caller import Caller, CallError, order_batch
from dashcore.rpc.client.convert import ConvertError, convert_named, convert_positional
from dashcore.rpc.client.text import Value, dump, item

_DEFAULT_NBLOCKS = "1"
_WALLET_NOT_SPECIFIED = "-19"
_MAX_GENERATE_WORDS = 2

_USAGE = f"""
Usage:  dash-cli [options] <command> [params]  Send a command to {PACKAGE_NAME}
or:     dash-cli [options] -named <command> [name=value]...  Send it with named arguments
or:     dash-cli [options] help                List the commands
or:     dash-cli [options] help <command>      Explain a command

"""

_OPTIONS: tuple[tuple[str, str, Flag], ...] = (
    ("-?", "Print this help and exit", Flag.ANY),
    ("-version", "Print the version and exit", Flag.ANY),
    ("-conf=<file>", "Configuration file, relative to the data directory (default: dash.conf)", Flag.ANY),
    ("-datadir=<dir>", "Data directory", Flag.ANY),
    (
        "-generate",
        "Mine blocks to a new address of the wallet: getnewaddress, then generatetoaddress. Words behind it: number of "
        "blocks (default: 1) and of tries (default: 1000000)",
        Flag.ANY,
    ),
    ("-addrinfo", "Count the addresses the node knows, by network", Flag.ANY),
    ("-getinfo", "Show the state of the node and its wallets, collected by several calls", Flag.ANY),
    (
        "-netinfo",
        "Show the connections of the node; a number from 0 to 4 behind it says how much (default: 0), help explains it",
        Flag.ANY,
    ),
    ("-color=<when>", "Colour the output: always, never or auto (default: auto)", Flag.DISALLOW_NEGATION),
    ("-named", "Take arguments as name=value (default: 0)", Flag.ANY),
    ("-rpcclienttimeout=<n>", "Seconds to wait for an answer, 0 for ever (default: 900)", Flag.ANY),
    ("-rpcconnect=<ip>", "Where the node runs (default: 127.0.0.1)", Flag.ANY),
    ("-rpccookiefile=<loc>", "Cookie file, relative to the network's data directory (default: .cookie)", Flag.ANY),
    ("-rpcpassword=<pw>", "Password", Flag.ANY),
    ("-rpcport=<port>", "Port (default: 9998, testnet: 19998, devnet: 19798, regtest: 19898)", Flag.NETWORK_ONLY),
    ("-rpcuser=<user>", "User name", Flag.ANY),
    ("-rpcwait", "Wait until the node is up", Flag.ANY),
    ("-rpcwaittimeout=<n>", "Seconds to wait for that, 0 for ever (default: 0)", Flag.DISALLOW_NEGATION),
    ("-rpcwallet=<walletname>", "Wallet the command is for", Flag.ANY),
    ("-stdin", "Read further arguments from standard input, one a line", Flag.ANY),
    ("-stdinrpcpass", "Read the password from standard input, before anything else", Flag.ANY),
    ("-stdinwalletpassphrase", "Read the wallet passphrase from standard input, after the password", Flag.ANY),
)
_CHAIN_OPTIONS: tuple[tuple[str, str, Flag], ...] = (
    ("-chain=<chain>", "Use this chain: main, test, devnet or regtest (default: main)", Flag.ANY),
    ("-devnet=<name>", "Use the devnet of that name", Flag.ANY),
    ("-regtest", "Use the regression test chain", Flag.DEBUG_ONLY),
    ("-testnet", "Use the test chain", Flag.ANY),
)


class _Exit(Exception):  # noqa: N818  # no error: what to print and return
    def __init__(self, status: int, out: str = "", err: str = "") -> None:
        super().__init__(status, out, err)
        self.status = status
        self.out = out
        self.err = err


def setup_cli_args(args: ArgsManager) -> None:
    """Declare the options of dash-cli."""
    for name, summary, flags in _OPTIONS:
        args.add_arg(name, summary, flags)
    for name, summary, flags in _CHAIN_OPTIONS:
        args.add_arg(name, summary, flags, Category.CHAINPARAMS)
    args.add_hidden_args(("-h", "-help", "-help-debug"))


def _read_options(argv: Sequence[str]) -> ArgsManager:
    args = ArgsManager()
    setup_cli_args(args)
    try:
        args.parse_parameters(argv)
    except ArgsError as error:
        raise _Exit(1, err=f"Error parsing command line arguments: {error}") from None
    if len(argv) < 2 or args.help_requested() or args.is_set("-version"):
        text = f"{PACKAGE_NAME} RPC client version {VERSION_TEXT}\n"
        text += LICENSE_TEXT if args.is_set("-version") else _USAGE + args.help_message()
        if len(argv) < 2:
            raise _Exit(1, text, "Error: too few parameters")
        raise _Exit(0, text)
    try:
        args.check_data_dir()
    except ArgsError as error:
        raise _Exit(1, err=f"Error: {error}") from None
    try:
        args.read_config_files(ignore_unknown=True, create=False)
    except ArgsError as error:
        raise _Exit(1, err=f"Error reading configuration file: {error}") from None
    try:
        args.select_network(args.get_chain_name())
    except ArgsError as error:
        raise _Exit(1, err=f"Error: {error}") from None
    return args


# Standard input


def _no_echo() -> AbstractContextManager[None]:
    if not sys.stdin.isatty():
        return nullcontext()
    from dashcore.rpc.client.terminal import no_echo  # noqa: PLC0415  # only with a terminal

    return no_echo()


def _read_secret(prompt: str, option: str) -> str:
    with _no_echo():
        if not select.select([sys.stdin], [], [], 0)[0]:
            sys.stderr.write(prompt)
            sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise CallError(f"{option} specified but failed to read from standard input")
        if sys.stdin.isatty():
            sys.stdout.write("\n")
    return line.removesuffix("\n")


def _read_words(args: ArgsManager, argv: Sequence[str]) -> list[str]:
    start = 1
    while start < len(argv) and argv[start].startswith("-"):
        start += 1
    words = list(argv[start:])
    if args.get_bool("-stdinrpcpass", False):
        args.force_set("-rpcpassword", _read_secret("RPC password> ", "-stdinrpcpass"))
    if args.get_bool("-stdinwalletpassphrase", False):
        if not words or not words[0].startswith("walletpassphrase"):
            raise CallError("-stdinwalletpassphrase is only applicable for walletpassphrase(change)")
        words.insert(1, _read_secret("Wallet passphrase> ", "-stdinwalletpassphrase"))
    if args.get_bool("-stdin", False):
        words += [line.removesuffix("\n") for line in sys.stdin]
        if sys.stdin.isatty():
            sys.stdout.write("\n")
    return words


# Requests


def _request(method: str, params: str, number: int = 1) -> str:
    return f'{{"method":{dump(method)},"params":{params},"id":{number}}}'


def _batch(*methods: str) -> str:
    return "[" + ",".join(_request(method, "[]", number) for number, method in enumerate(methods)) + "]"


class _Client:
    """Runs one command line."""

    def __init__(self, args: ArgsManager) -> None:
        self._args = args
        self._caller = Caller(args)
        self._wallet = args.get("-rpcwallet", "") if args.is_set("-rpcwallet") else None

    def run(self, words: list[str]) -> Value:
        """Return the reply: an object with result and error."""
        args = self._args
        if args.is_set("-getinfo"):
            return self._getinfo(words)
        if args.get_bool("-netinfo", False):
            return self._netinfo(words)
        if args.get_bool("-generate", False):
            return self._generate(words)
        if args.get_bool("-addrinfo", False):
            return self._addrinfo(words)
        if not words:
            raise CallError("too few parameters (need at least command)")
        method, words = words[0], words[1:]
        if args.get_bool("-named", False):
            params = convert_named(method, words)
        else:
            params = dump(convert_positional(method, words))
        return self._reply(self._caller.call(_request(method, params), self._wallet))

    @staticmethod
    def _reply(reply: Value) -> Value:
        if not isinstance(reply, dict) or not reply:
            raise CallError("expected reply to have result, error and id properties")
        return reply

    def _call(self, method: str, wallet: str | None = None) -> Value:
        return self._reply(self._caller.call(_request(method, "[]"), wallet))

    def _getinfo(self, words: list[str]) -> Value:
        from dashcore.rpc.client import summary  # noqa: PLC0415  # most calls do without

        if words:
            raise CallError("-getinfo takes no arguments")
        methods = ("getnetworkinfo", "getblockchaininfo", "getwalletinfo", "getbalances")
        replies = order_batch(self._caller.call(_batch(*methods), self._wallet))
        if len(replies) < len(methods):
            raise CallError("Batch member id is larger than batch size")
        for reply in replies[:2]:
            if item(reply, "error") is not None:
                return reply
        info = summary.collect_getinfo(*(item(reply, "result") for reply in replies))
        if self._wallet is None:
            balances = self._balances()
            if balances:
                info["balances"] = balances
        return {"result": summary.format_getinfo(info, colour=self._colours()), "error": None}

    def _balances(self) -> dict[str, Value]:
        reply = self._call("listwallets")
        names = item(reply, "result")
        if item(reply, "error") is not None or not isinstance(names, list) or len(names) <= 1:
            return {}
        return {str(name): item(self._call("getbalances", str(name)), "result", "mine", "trusted") for name in names}

    def _colours(self) -> bool:
        match self._args.get("-color", "auto"):
            case "always":
                return True
            case "never":
                return False
            case "auto":
                return sys.stdout.isatty()
            case _:
                raise CallError("Invalid value for -color option. Valid values: always, auto, never.")

    def _netinfo(self, words: list[str]) -> Value:
        from dashcore.rpc.client import summary  # noqa: PLC0415  # most calls do without

        level = 0
        if words:
            if words[0] == "help":
                return {"result": summary.NETINFO_HELP, "error": None}
            if not words[0].isdecimal() or int(words[0]) > 255:
                raise CallError(
                    f"invalid -netinfo argument: {words[0]}\nFor more information, run: dash-cli -netinfo help"
                )
            level = min(int(words[0]), summary.MAX_DETAIL_LEVEL)
        replies = order_batch(self._caller.call(_batch("getpeerinfo", "getnetworkinfo"), self._wallet))
        for reply in replies:
            if item(reply, "error") is not None:
                return reply
        peers, network = (item(reply, "result") for reply in replies)
        return {"result": summary.format_netinfo(peers, network, level, self._args.network), "error": None}

    def _addrinfo(self, words: list[str]) -> Value:
        from dashcore.rpc.client import summary  # noqa: PLC0415  # most calls do without

        if words:
            raise CallError("-addrinfo takes no arguments")
        reply = self._reply(self._caller.call(_request("getnodeaddresses", "[0]"), self._wallet))
        if item(reply, "error") is not None:
            return reply
        return {"result": summary.count_addresses(item(reply, "result")), "error": None}

    def _generate(self, words: list[str]) -> Value:
        reply = self._call("getnewaddress", self._wallet)
        if item(reply, "error") is not None:
            return reply
        address = item(reply, "result")
        if len(words) > _MAX_GENERATE_WORDS:
            raise CallError("too many arguments (maximum 2 for nblocks and maxtries)")
        if not words:
            words = [_DEFAULT_NBLOCKS]
        elif words[0] == "0":
            raise CallError(
                f"the first argument (number of blocks to generate, default: {_DEFAULT_NBLOCKS}) must be an integer "
                "value greater than zero"
            )
        words = [words[0], str(address), *words[1:]]
        params = dump(convert_positional("generatetoaddress", words))
        reply = self._reply(self._caller.call(_request("generatetoaddress", params), self._wallet))
        if item(reply, "error") is not None:
            return reply
        return {"result": {"address": address, "blocks": item(reply, "result")}, "error": None}


def _describe_error(error: Value) -> _Exit:
    code = item(error, "code")
    if code is None:
        return _Exit(1, err=f"error: {dump(error)}")
    text = f"error code: {code}\n"
    message = item(error, "message")
    if isinstance(message, str):
        text += f"error message:\n{message}"
    if code == _WALLET_NOT_SPECIFIED:
        text += '\nTry adding "-rpcwallet=<filename>" option to dash-cli command line.'
    try:
        status = abs(int(str(code)))
    except ValueError:
        status = 1
    return _Exit(status, err=text)


def _run(argv: Sequence[str]) -> _Exit:
    args = _read_options(argv)
    try:
        reply = _Client(args).run(_read_words(args, argv))
    except (CallError, ConvertError) as error:
        return _Exit(1, err=f"error: {error}")
    failure, result = item(reply, "error"), item(reply, "result")
    if failure is not None:
        return _describe_error(failure)
    if result is None:
        return _Exit(0)
    return _Exit(0, result if type(result) is str else dump(result, 2))


def main(argv: Sequence[str] | None = None) -> int:
    """Run dash-cli; returns its exit status."""
    try:
        done = _run(sys.argv if argv is None else argv)
    except _Exit as early:
        done = early
    except KeyboardInterrupt:
        return 130
    for stream, text in ((sys.stdout, done.out), (sys.stderr, done.err)):
        if text:
            stream.buffer.write(text.encode("utf-8", "surrogateescape") + (b"" if text.endswith("\n\n") else b"\n"))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return 1
    return done.status & 0xFF


if __name__ == "__main__":
    sys.exit(main())

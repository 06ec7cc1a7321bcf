"""dash-cli says what bitcoin-cli's descendant says, and returns its exit status."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.options import setup_server_args
from dashcore.init.dash_cli import main
from dashcore.interfaces.rpc import RpcError
from dashcore.rpc.client.convert import ConvertError, conversion_rules, convert_named, convert_positional
from dashcore.rpc.client.summary import format_netinfo
from dashcore.rpc.client.text import Number, Value, dump, parse
from dashcore.rpc.client.transport import quote
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.server import RpcServer
from dashcore.rpc.table import RpcTable

ECHO_ARGS = tuple(RpcArg(f"arg{number}", ArgType.STR, default=None, also="any") for number in range(3))
NETWORK: dict[str, Json] = {
    "version": 230102,
    "subversion": "/Dash Core:23.1.2/",
    "protocolversion": 70240,
    "timeoffset": 0,
    "connections": 2,
    "connections_in": 1,
    "connections_out": 1,
    "connections_mn": 0,
    "connections_mn_in": 0,
    "connections_mn_out": 0,
    "networks": [
        {"name": "ipv4", "reachable": True, "proxy": "127.0.0.1:9050"},
        {"name": "ipv6", "reachable": True, "proxy": "127.0.0.1:9050"},
        {"name": "onion", "reachable": False, "proxy": ""},
    ],
    "relayfee": JsonAmount(1000),
    "localaddresses": [{"address": "1.2.3.4", "port": 9999, "score": 1}],
    "warnings": "",
}
CHAIN: dict[str, Json] = {
    "chain": "regtest",
    "blocks": 3,
    "headers": 4,
    "verificationprogress": 0.5,
    "difficulty": 4.656542373906925e-10,
}
WALLET: dict[str, Json] = {
    "coinjoin_balance": JsonAmount(0),
    "keypoolsize": 5,
    "walletname": "",
    "paytxfee": JsonAmount(0),
}


@rpc_command("t", "echo", "Echo.", args=ECHO_ARGS, result="")
def echo(context: None, request: RpcRequest) -> Json:
    """Answer the arguments."""
    return request.params[: request.given]


@rpc_command("t", "echojson", "Echo.", args=ECHO_ARGS, result="")
def echojson(context: None, request: RpcRequest) -> Json:
    """Answer the arguments."""
    return request.params[: request.given]


@rpc_command("t", "walletpassphrase", "Unlock.", args=ECHO_ARGS, result="")
def walletpassphrase(context: None, request: RpcRequest) -> Json:
    """Answer the arguments."""
    return request.params[: request.given]


@rpc_command("t", "getnetworkinfo", "State.", result="")
def getnetworkinfo(context: None, request: RpcRequest) -> Json:
    """Answer an example."""
    return NETWORK


@rpc_command("t", "getblockchaininfo", "State.", result="")
def getblockchaininfo(context: None, request: RpcRequest) -> Json:
    """Answer an example."""
    return CHAIN


@rpc_command("t", "getpeerinfo", "Peers.", result="")
def getpeerinfo(context: None, request: RpcRequest) -> Json:
    """Answer that there are none."""
    return []


@rpc_command("t", "getnodeaddresses", "Addresses.", args=(RpcArg("count", ArgType.NUM),), result="")
def getnodeaddresses(context: None, request: RpcRequest) -> Json:
    """Answer two."""
    return [{"network": "ipv4"}, {"network": "onion"}]


def _named_wallet(request: RpcRequest) -> str:
    name = request.uri.removeprefix("/wallet/")
    if name == "/":
        raise RpcError(-19, "Wallet file not specified")
    return name


@rpc_command("t", "getwalletinfo", "Wallet.", result="")
def getwalletinfo(context: None, request: RpcRequest) -> Json:
    """Answer an example."""
    return {**WALLET, "walletname": _named_wallet(request)}


@rpc_command("t", "getbalances", "Balances.", result="")
def getbalances(context: None, request: RpcRequest) -> Json:
    """Answer an example."""
    return {"mine": {"trusted": JsonAmount(len(_named_wallet(request)) * 10**8)}}


@rpc_command("t", "listwallets", "Wallets.", result="")
def listwallets(context: None, request: RpcRequest) -> Json:
    """Answer two."""
    return ["a", "long one"]


@rpc_command("t", "getnewaddress", "Address.", result="")
def getnewaddress(context: None, request: RpcRequest) -> Json:
    """Answer one."""
    return "yAddress" if _named_wallet(request) else None


GENERATE_ARGS = (
    RpcArg("nblocks", ArgType.NUM),
    RpcArg("address", ArgType.STR),
    RpcArg("maxtries", ArgType.NUM, default=1000000),
)


@rpc_command("t", "generatetoaddress", "Mine.", args=GENERATE_ARGS, result="")
def generatetoaddress(context: None, request: RpcRequest) -> Json:
    """Answer the arguments."""
    return request.params


COMMANDS = (
    echo,
    echojson,
    walletpassphrase,
    getnetworkinfo,
    getblockchaininfo,
    getpeerinfo,
    getnodeaddresses,
    getwalletinfo,
    getbalances,
    listwallets,
    getnewaddress,
    generatetoaddress,
)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[RpcTable], Path]]:
    """Serve a table; returns the data directory that -datadir of a client names."""
    servers: list[RpcServer] = []

    def start(table: RpcTable) -> Path:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        (tmp_path / "dash.conf").write_text(f"regtest=1\n[regtest]\nrpcport={port}\n")
        args = ArgsManager()
        setup_server_args(args)
        args.parse_parameters(["dashd", f"-datadir={tmp_path}"])
        args.read_config_files()
        args.select_network("regtest")
        args.ensure_data_dir()
        server = RpcServer(args, table)
        server.start()
        servers.append(server)
        return tmp_path

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def cli(serve: Callable[[RpcTable], Path], capsys: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str, str]]:
    """Run a command line, words parted by single spaces; returns status, stdout and stderr."""
    table = RpcTable()
    table.register(COMMANDS, None)
    table.finish_warmup()
    datadir = serve(table)

    def run(words: str) -> tuple[int, str, str]:
        status = main(["dash-cli", f"-datadir={datadir}", *filter(None, words.split(" "))])
        out, err = capsys.readouterr()
        return status, out, err

    return run


Run = Callable[[str], tuple[int, str, str]]


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("echo a 1", '[\n  "a",\n  "1"\n]\n'),
        ("echo", "[\n]\n"),
        (
            'echojson 1.50 {"b":0.10,"a":[]} null',
            '[\n  1.50,\n  {\n    "b": 0.10,\n    "a": [\n    ]\n  },\n  null\n]\n',
        ),
        ("-named echo arg1=x arg1=y z", '[\n  "z",\n  "y"\n]\n'),
        ("-named echo arg2=x", '[\n  null,\n  null,\n  "x"\n]\n'),
        ("-named echojson arg0={}", "[\n  {\n  }\n]\n"),
        ("-rpcwait getpeerinfo", "[\n]\n"),
        ("-rpcwallet=w getnewaddress", "yAddress\n"),
        ("-rpcwallet= getnewaddress", ""),
        (
            "-addrinfo",
            '{\n  "addresses_known": {\n    "ipv4": 1,\n    "ipv6": 0,\n    "onion": 1,\n    "i2p": 0,\n'
            '    "cjdns": 0,\n    "total": 2\n  }\n}\n',
        ),
        (
            "-rpcwallet=w -generate 2",
            '{\n  "address": "yAddress",\n  "blocks": [\n    2,\n    "yAddress",\n    null\n  ]\n}\n',
        ),
    ],
)
def test_results(cli: Run, words: str, out: str) -> None:
    """Results are laid out as UniValue lays them out, digits kept."""
    assert cli(words) == (0, out, "")


@pytest.mark.parametrize(
    ("words", "status", "err"),
    [
        ("nothing", 32601 & 255, "error code: -32601\nerror message:\nMethod not found\n"),
        (
            "getnewaddress",
            19,
            "error code: -19\nerror message:\nWallet file not specified\n"
            'Try adding "-rpcwallet=<filename>" option to dash-cli command line.\n',
        ),
        ("echojson foo", 1, "error: Error parsing JSON: foo\n"),
        ("-rpcwallet=w -generate foo", 1, "error: Error parsing JSON: foo\n"),
        (
            "-rpcwallet=w -generate 0",
            1,
            "error: the first argument (number of blocks to generate, default: 1) must be an integer value greater "
            "than zero\n",
        ),
        ("-rpcwallet=w -generate 1 2 3", 1, "error: too many arguments (maximum 2 for nblocks and maxtries)\n"),
        ("-getinfo x", 1, "error: -getinfo takes no arguments\n"),
        ("-getinfo -color=foo", 1, "error: Invalid value for -color option. Valid values: always, auto, never.\n"),
        ("-addrinfo x", 1, "error: -addrinfo takes no arguments\n"),
        (
            "-netinfo x",
            1,
            "error: invalid -netinfo argument: x\nFor more information, run: dash-cli -netinfo help\n",
        ),
        ("-rpcpassword=x echo", 1, "error: Authorization failed: Incorrect rpcuser or rpcpassword\n"),
        ("-named", 1, "error: too few parameters (need at least command)\n"),
        ("-x", 1, "Error parsing command line arguments: Invalid parameter -x\n"),
        (
            "-chain=foo echo",
            1,
            "Error reading configuration file: Only one of -regtest, -testnet, -devnet or -chain can be used.\n",
        ),
        (
            "-named echo args=[] x",
            8,
            "error code: -8\nerror message:\nParameter args specified multiple times\n",
        ),
        (
            "-stdinwalletpassphrase echo",
            1,
            "error: -stdinwalletpassphrase is only applicable for walletpassphrase(change)\n",
        ),
    ],
)
def test_errors(cli: Run, words: str, status: int, err: str) -> None:
    """Errors go to stderr, and their code is the exit status."""
    assert cli(words) == (status, "", err)


def test_no_server(cli: Run) -> None:
    """Whom it could not reach, or whose credentials it lacks."""
    status, out, err = cli("-rpcport=1 echo")
    assert (status, out) == (1, "")
    assert err.startswith("error: timeout on transient error: Could not connect to the server 127.0.0.1:1\n\nMake sure")
    assert "Could not locate RPC credentials. No authentication cookie" in cli("-rpccookiefile=gone echo")[2]
    assert cli("-datadir=/gone echo")[2] == 'Error: Specified data directory "/gone" does not exist.\n'


def test_cookie_of_a_wallet(cli: Run, tmp_path: Path) -> None:
    """A wallet process that serves a port of its own has its cookie beside the node's; the port tells which."""
    cookie = tmp_path / "regtest" / ".cookie"
    port = int((tmp_path / "dash.conf").read_text().partition("rpcport=")[2].split()[0])
    cookie.rename(cookie.with_name(f".cookie.wallet.{port}"))
    cookie.write_text("__cookie__:wrong")
    assert cli("echo a")[0] == 0
    assert cli("-rpccookiefile=.cookie echo a") == (
        1,
        "",
        "error: Authorization failed: Incorrect rpcuser or rpcpassword\n",
    )


def test_standard_input(cli: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Password first, then the wallet's passphrase, then words."""
    password = (tmp_path / "regtest" / ".cookie").read_text().partition(":")[2]
    feed = tmp_path / "feed"
    feed.write_text(f"{password}\nsecret\nfoo\nbar")
    with feed.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        words = "-rpcuser=__cookie__ -stdinrpcpass -stdinwalletpassphrase -stdin walletpassphrase"
        status, _, err = cli(words)
    assert (status, err) == (1, "error: Error parsing JSON: foo\n")
    feed.write_text("")
    with feed.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert cli("-stdinrpcpass echo")[2] == (
            "error: -stdinrpcpass specified but failed to read from standard input\n"
        )


def test_getinfo(cli: Run) -> None:
    """Every line, with one wallet, with several, in colour."""
    assert cli("-rpcwallet=w -getinfo")[1] == (
        "Chain: regtest\nBlocks: 3\nHeaders: 4\n"
        f"Verification progress: {'▒' * 10}{'░' * 10} 50.0000%\n"
        "Difficulty: 4.656542373906925e-10\n\n"
        "Network: in 1, out 1, total 2, mn_in 0, mn_out 0, mn_total 0\nVersion: 230102\nTime offset (s): 0\n"
        "Proxies: 127.0.0.1:9050 (ipv4, ipv6)\nMin tx relay fee rate (DASH/kB): 0.00001000\n\n"
        "Wallet: w\nCoinJoin balance: 0.00000000\nKeypool size: 5\n"
        "Transaction fee rate (-paytxfee) (DASH/kB): 0.00000000\n\nBalance: 1.00000000\n\nWarnings: (none)\n"
    )
    several = cli("-getinfo -color=always")[1]
    assert "\x1b[36mBalances\x1b[0m\n 1.00000000 a\n10.00000000 long one\n" in several
    assert "Wallet:" not in several


def test_netinfo(cli: Run) -> None:
    """Counts by network, and help."""
    status, out, _ = cli("-netinfo 4")
    assert status == 0
    assert out == (
        "Dash Core client v23.1.2 regtest - server 70240/Dash Core:23.1.2/\n\n"
        "         ipv4    ipv6   total   block\n"
        "in          0       0       0\nout         0       0       0       0\ntotal       0       0       0\n\n"
        "Local addresses\n1.2.3.4     port   9999    score      1\n"
    )
    assert cli("-netinfo help")[1].startswith("-netinfo level|")


def test_netinfo_peers() -> None:
    """A row of the table."""
    peer: dict[str, Value] = {
        "id": Number("7"),
        "addr": "1.2.3.4:9999",
        "network": "ipv4",
        "inbound": False,
        "connection_type": "block-relay-only",
        "minping": Number("0.0123"),
        "pingtime": Number("0.5"),
        "conntime": Number("1000"),
        "lastsend": Number("1055"),
        "lastrecv": Number("1060"),
        "last_transaction": Number("0"),
        "last_block": Number("940"),
        "relaytxes": False,
        "bip152_hb_to": True,
        "bip152_hb_from": True,
        "addr_relay_enabled": False,
        "version": Number("70240"),
        "subver": "/x/",
        "transport_protocol_type": "v2",
    }
    text = format_netinfo([peer], {"networks": []}, 4, "main", now=1060)
    assert text.splitlines()[2:4] == [
        "<->   type   net  v  mping   ping send recv  txn  blk  hb addrp addrl  age id address      version",
        "out  block  ipv4  2     12    500    5    0    *    2  .*     .          1  7 1.2.3.4:9999 70240/x/",
    ]


def test_help_and_version(cli: Run) -> None:
    """On stdout, status 0; without words status 1."""
    assert cli("-version")[1].startswith("Dash Core RPC client version v23.1.2\n")
    status, out, _ = cli("-?")
    assert (status, "  -rpcwait\n" in out) == (0, True)
    assert main(["dash-cli"]) == 1


def test_starts_light() -> None:
    """Neither asyncio nor msgspec nor ssl is imported: each would double the time to start."""
    code = "import sys, dashcore.init.dash_cli; print(*{'asyncio', 'msgspec', 'ssl', 'logging'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found == "\n"


def test_conversion_table() -> None:
    """Positions and names are looked up; structures only where they look like one."""
    assert len(conversion_rules()) > 120
    assert convert_positional("getblock", ["1", "2"]) == ["1", Number("2")]
    assert convert_positional("protx", ["register", "h", "1", "[1]"])[3] == [Number("1")]
    assert convert_positional("protx", ["register", "h", "1", "1.2.3.4:1"])[3] == "1.2.3.4:1"
    assert convert_positional("echojson", ["'[1]'"]) == [[Number("1")]]
    assert convert_named("protx", ["register", 'coreP2PAddrs=["a"]']) == '{"coreP2PAddrs":["a"],"args":["register"]}'
    with pytest.raises(ConvertError):
        convert_named("getblock", ["verbose=x"])


def test_text() -> None:
    """Numbers keep their spelling, objects a key that comes twice; constants that are no JSON are refused."""
    text = '{"a":[1.50,-0,1e5,{}],"b":"é"}'
    assert dump(parse(text)) == text
    repeated = '{"a":1,"a":[{"b":2,"b":{}}]}'
    assert dump(parse(repeated)) == repeated
    for bad in ("NaN", "[" * 100_000):
        with pytest.raises(ValueError):  # noqa: PT011  # the text is the library's
            parse(bad)
    assert quote("a b/ü") == "a%20b%2F%C3%BC"

"""What a dash-wallet that attaches takes from its command line, and what of a node's dash.conf."""

from pathlib import Path

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.init.wallet_options import EndEarlyError, endpoints, read_arguments

NODE_CONF = """
regtest=1
server=1
keypool=7
disablewallet=1
rpcuser=someone
[regtest]
rpcport=1001
rpcbind=127.0.0.1:1002
rpcallowip=10.0.0.0/8
rpccookiefile=mine
wallet=of-the-node
paytxfee=0.0001
txindex=1
"""


def read(datadir: Path, *words: str, conf: str = NODE_CONF) -> tuple[ArgsManager, bool]:
    """Read a command line beside a dash.conf."""
    (datadir / "dash.conf").write_text(conf)
    args = ArgsManager()
    is_shared = read_arguments(args, ["dash-wallet", f"-datadir={datadir}", *words])
    return args, is_shared


def test_shared_directory(tmp_path: Path) -> None:
    """In a node's directory its file counts, but for where to serve and which wallets to load."""
    args, is_shared = read(tmp_path, "-ipcconnect=unix", "-server", "-rpcport=2000", "-wallet=mine")
    assert is_shared
    assert args.network == "regtest"
    assert (args.get_int("-keypool", 0), args.get("-paytxfee", "")) == (7, "0.0001")
    assert args.get("-rpcuser", "") == "someone"
    assert args.get_all("-wallet") == ["mine"]
    assert not args.get_bool("-disablewallet", False)
    assert endpoints(args) == [("::1", 2000), ("127.0.0.1", 2000)]
    assert args.get("-rpccookiefile", "") == ".cookie.wallet.2000"
    assert args.settings_path() == tmp_path / "regtest" / "wallet.2000.settings.json"
    assert not (tmp_path / "regtest" / "settings.json").exists()


def test_shared_directory_without_server(tmp_path: Path) -> None:
    """The node's `server` is not the wallet's."""
    args, is_shared = read(tmp_path, "-ipcconnect=unix:node.sock")
    assert is_shared
    assert not args.get_bool("-server", False)
    assert args.get_all("-wallet") == []
    assert args.settings_path() == tmp_path / "regtest" / "wallet.settings.json"


def test_own_file(tmp_path: Path) -> None:
    """A file named by -conf is the wallet's own."""
    (tmp_path / "wallet.conf").write_text(NODE_CONF)
    args, is_shared = read(tmp_path, "-ipcconnect=unix", "-conf=wallet.conf", conf="")
    assert is_shared
    assert args.get_bool("-server", False)
    assert args.get_all("-wallet") == ["of-the-node"]
    assert endpoints(args) == [("127.0.0.1", 1002)]


def test_own_directory(tmp_path: Path) -> None:
    """In a directory of its own, so is dash.conf; -wallet on the command line stands alone."""
    args, is_shared = read(tmp_path, "-ipcconnect=tls:far.example:1", "-wallet=typed")
    assert not is_shared
    assert args.get_bool("-server", False)
    assert args.get_all("-wallet") == ["typed"]
    assert args.get("-rpccookiefile", "") == "mine"


def test_a_node_was_here(tmp_path: Path) -> None:
    """A directory that holds a chain is a node's, wherever the wallet's node is."""
    (tmp_path / "regtest" / "chainstate").mkdir(parents=True)
    args, is_shared = read(tmp_path, "-ipcconnect=tls:far.example:1")
    assert is_shared
    assert not args.get_bool("-server", False)


def test_cookie_is_never_the_nodes(tmp_path: Path) -> None:
    """Without a cookie file named, even negated, it is one of its own."""
    args, _ = read(tmp_path, "-ipcconnect=unix", "-server", "-rpcport=2000", "-norpccookiefile")
    assert args.get("-rpccookiefile", "") == ".cookie.wallet.2000"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-rpcbind=127.0.0.1:7",), [("127.0.0.1", 7)]),
        (("-rpcbind=[::1]:7", "-rpcbind=localhost"), [("::1", 7), ("localhost", 2000)]),
        (("-rpcbind=0.0.0.0:7", "-rpcallowip=10.0.0.1"), [("0.0.0.0", 7)]),  # noqa: S104 - not bound to
    ],
)
def test_endpoints(tmp_path: Path, words: tuple[str, ...], expected: list[tuple[str, int]]) -> None:
    """Where to serve."""
    args, _ = read(tmp_path, "-ipcconnect=unix", "-server", "-rpcport=2000", *words)
    assert endpoints(args) == expected


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("-rpcbind=0.0.0.0:7",), "-rpcallowip must say from which"),
        (("-rpcbind=10.1.2.3",), "-rpcallowip must say from which"),
        (("-txindex",), "Invalid parameter -txindex"),
        (("-disablewallet",), "Invalid parameter -disablewallet"),
        (("word",), "Command line contains unexpected token 'word'"),
        (("-ipcconnect=tcp:a:1",), "Plain TCP is refused"),
        (("-conf=gone",), "could not be opened"),
    ],
)
def test_refused(tmp_path: Path, words: tuple[str, ...], text: str) -> None:
    """What cannot be."""
    with pytest.raises(InitError, match=text):
        read(tmp_path, "-ipcconnect=unix", "-server", *words)


def test_bad_address_where_a_node_was(tmp_path: Path) -> None:
    """An address that is none ends the start there, too."""
    (tmp_path / "regtest" / "chainstate").mkdir(parents=True)
    with pytest.raises(InitError, match="Invalid -ipcconnect: Unrecognized address 'foo'"):
        read(tmp_path, "-ipcconnect=foo")


@pytest.mark.parametrize(("word", "text"), [("-help", "-ipcwait"), ("-version", "MIT license")])
def test_about(tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, text: str) -> None:
    """Help and version end it well."""
    with pytest.raises(EndEarlyError) as caught:
        read(tmp_path, "-ipcconnect", word)
    assert caught.value.exit_code == 0
    assert text in capsys.readouterr().out

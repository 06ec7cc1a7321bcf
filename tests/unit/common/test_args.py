"""Options are read, merged and refused as dashd does."""

import json
from pathlib import Path
from typing import Protocol

import pytest

from dashcore.common.args import ArgsManager, Category, Flag
from dashcore.common.errors import ArgsError
from dashcore.common.options import read_options, setup_server_args


class Make(Protocol):
    """Reads a command line and a dash.conf."""

    def __call__(self, *words: str, conf: str = "", network: bool = True) -> ArgsManager:
        """Read them."""


@pytest.fixture
def lines() -> list[str]:
    """What was logged."""
    return []


@pytest.fixture
def make(tmp_path: Path, lines: list[str]) -> Make:
    """Read a command line and a dash.conf below a fresh data directory."""

    def build(*words: str, conf: str = "", network: bool = True) -> ArgsManager:
        args = ArgsManager(log=lines.append, warn=lines.append)
        setup_server_args(args)
        (tmp_path / "dash.conf").write_text(conf)
        args.parse_parameters(["dashd", f"-datadir={tmp_path}", *words])
        args.read_config_files(ignore_unknown=True)
        if network:
            args.select_network(args.get_chain_name())
        return args

    return build


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("-server", True),
        ("--server", True),
        ("-server=1", True),
        ("-server=0", False),
        ("-noserver", False),
        ("-noserver=0", True),
        ("-server=yes", False),
        ("-server=7", True),
    ],
)
def test_flags(make: Make, word: str, value: bool) -> None:
    """Every spelling of a flag."""
    assert make(word).get_bool("-server", not value) is value


def test_double_negative_is_logged(make: Make, lines: list[str]) -> None:
    """The user is told, since that rarely is meant."""
    make("-noconnect=0")

    assert "Warning: parsed potentially confusing double-negative -connect=0" in lines


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("-x", "Invalid parameter -x"),
        ("-dash_cli=1", "Invalid parameter -dash_cli=1"),
        ("-main.server=1", "Invalid parameter -main.server=1"),
        ("-proxy", "Can not set -proxy with no value. Please specify value with -proxy=value."),
        ("-nologlevel", "Negating of -loglevel is meaningless and therefore forbidden"),
        ("-noincludeconf=0", "-includeconf cannot be used from commandline; -includeconf=true"),
        ("-includeconf=a.conf", '-includeconf cannot be used from commandline; -includeconf="a.conf"'),
    ],
)
def test_refused_command_line(make: Make, word: str, message: str) -> None:
    """The text is dashd's."""
    with pytest.raises(ArgsError) as caught:
        make(word)
    assert str(caught.value) == message


def test_order_of_sources(make: Make) -> None:
    """Command line before the network's section before the default section; in a file the first value wins."""
    args = make(
        "-regtest", conf="uacomment=a\nuacomment=b\nkeypool=1\n[regtest]\nkeypool=2\nkeypool=3\n[test]\nkeypool=4"
    )

    assert args.get("-keypool", "") == "2"
    assert args.get_all("-uacomment") == ["a", "b"]
    assert make("-regtest", "-keypool=9", "-keypool=8", conf="keypool=1").get_int("-keypool", 0) == 8


def test_negation_hides_files(make: Make) -> None:
    """Unless a value follows it, then the files count again."""
    conf = "uacomment=file\n"

    assert make("-nouacomment", conf=conf).get_all("-uacomment") == []
    assert make("-uacomment=x", "-nouacomment", "-uacomment=y", conf=conf).get_all("-uacomment") == ["y", "file"]


def test_network_only(make: Make) -> None:
    """-port in the default section does not count on regtest, and is reported."""
    args = make("-regtest", conf="port=1\n")

    assert not args.is_set("-port")
    assert args.unsuitable_section_only_args() == ("-port",)
    assert make("-regtest", conf="port=1\n[regtest]\nport=2\n").unsuitable_section_only_args() == ()


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        (
            "-dash=1",
            "parse error on line 1: -dash=1, options in configuration file must be specified without leading -",
        ),
        ("nono", "parse error on line 1: nono, if you intended to specify a negated option, use nono=1 instead"),
        ("\nword\n", "parse error on line 2: word"),
        (
            "rpcuser=u\n[main]\nrpcpassword=some#pass",
            "parse error on line 3, using # in rpcpassword can be ambiguous and should be avoided",
        ),
        (
            "conf=x",
            "conf cannot be set in the configuration file; use includeconf= if you want to include additional "
            "config files",
        ),
        ("includeconf=gone.conf", "Failed to include configuration file gone.conf"),
        ("datadir=/gone/away", 'specified data directory "/gone/away" does not exist.'),
        ("regtest=1\ntestnet=1\nincludeconf=a", "Only one of -regtest, -testnet, -devnet or -chain can be used."),
    ],
)
def test_refused_file(tmp_path: Path, conf: str, message: str) -> None:
    """The text is dashd's."""
    (tmp_path / "dash.conf").write_text(conf)
    args = ArgsManager()
    setup_server_args(args)
    words = [] if "datadir" in conf else [f"-datadir={tmp_path}"]
    args.parse_parameters(["dashd", *words, f"-conf={tmp_path / 'dash.conf'}"])

    with pytest.raises(ArgsError) as caught:
        args.read_config_files(ignore_unknown=True)
    assert str(caught.value) == message


def test_missing_conf(make: Make, tmp_path: Path) -> None:
    """-conf must name a file."""
    with pytest.raises(ArgsError, match=r'specified config file ".*gone.conf" could not be opened\.'):
        make(f"-conf={tmp_path / 'gone.conf'}")


def test_includes(make: Make, tmp_path: Path, lines: list[str]) -> None:
    """Includes are read after the file; an include in an include is refused aloud."""
    (tmp_path / "a.conf").write_text("uacomment=a\nincludeconf=b.conf\n")

    args = make("-regtest", conf="uacomment=main\nincludeconf=a.conf\n")

    assert args.get_all("-uacomment") == ["main", "a"]
    assert "warning: -includeconf cannot be used from included files; ignoring -includeconf=b.conf" in lines
    assert make("-noincludeconf", conf="includeconf=gone\n").get_all("-uacomment") == []


def test_sections(make: Make, lines: list[str], tmp_path: Path) -> None:
    """Sections of no network are reported with their place; unknown names are logged."""
    args = make("-regtest", conf="testnot.datadir=1\n[testnet]\nfoo=1\n")

    found = [(section.name, section.line) for section in args.unrecognized_sections()]
    assert found == [("testnot", 1), ("testnet", 2)]
    assert "Ignoring unknown configuration value testnet.foo" in lines


def test_log_args_masks_secrets(make: Make, lines: list[str]) -> None:
    """Values of secret options never get into the log."""
    args = make("-rpcpassword=geheim", "-addnode=some.node", "-nosettings", conf="regtest=1\n[regtest]\nserver=1\n")
    lines.clear()

    args.log_args()

    assert 'Command-line arg: addnode="some.node"' in lines
    assert "Command-line arg: rpcpassword=****" in lines
    assert "Command-line arg: settings=false" in lines
    assert 'Config file arg: regtest="1"' in lines
    assert 'Config file arg: [regtest] server="1"' in lines
    assert not any("geheim" in line for line in lines)


def test_settings_file(make: Make, tmp_path: Path, lines: list[str]) -> None:
    """settings.json is made, kept as found, and updated."""
    args = make("-regtest")
    args.init_settings()
    path = tmp_path / "regtest" / "settings.json"
    assert path.read_text() == "{\n}\n"
    assert (tmp_path / "regtest" / "wallets").is_dir()

    values = {"string": "x", "num": 5, "bool": True, "null": None, "list": [6, 7]}
    path.write_text(json.dumps(values))
    args.init_settings()
    args.log_args()

    assert json.loads(path.read_text()) == values
    assert "Ignoring unknown rw_settings value list" in lines
    assert "Setting file arg: list = [6,7]" in lines
    assert args.update_rw_setting("wallet", ["w"])
    assert args.get_all("-wallet") == ["w"]
    assert json.loads(path.read_text())["wallet"] == ["w"]
    assert args.update_rw_setting("wallet", None)
    assert "wallet" not in json.loads(path.read_text())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("invalid json", "Unable to parse settings file {}"),
        ('"string"', 'Found non-object value "string" in settings file {}'),
        ('{"key": 1, "key": 2}', "Found duplicate key key in settings file {}"),
    ],
)
def test_bad_settings_file(make: Make, tmp_path: Path, text: str, message: str) -> None:
    """The text is dashd's, in the list it shows."""
    args = make("-regtest")
    args.ensure_data_dir()
    path = tmp_path / "regtest" / "settings.json"
    path.write_text(text)

    with pytest.raises(ArgsError) as caught:
        args.init_settings()
    assert str(caught.value) == f"Failed loading settings file:\n- {message.format(path)}\n"


def test_soft_and_forced(make: Make) -> None:
    """What the user set stays; what is forced wins."""
    args = make("-listen=0")

    assert not args.soft_set_bool("-listen", True)
    assert args.soft_set_bool("-dnsseed", False)
    assert args.get_bool("-dnsseed", True) is False
    args.force_set("-listen", "1")
    assert args.get_bool("-listen", False) is True
    args.force_remove("-listen")
    assert args.get_bool("-listen", True) is False


def test_json_round_trip(make: Make, tmp_path: Path) -> None:
    """Another process answers every question as this one does."""
    args = make("-keypool=3", "-nowallet", conf="regtest=1\n[regtest]\nuacomment=x\nrpcport=5\n")
    args.init_settings()
    args.update_rw_setting("walletdir", "there")
    args.soft_set_bool("-discover", False)
    other = ArgsManager()
    setup_server_args(other)

    other.load_json(args.to_json())

    for name in ("-keypool", "-wallet", "-uacomment", "-rpcport", "-walletdir", "-discover", "-listen"):
        assert other.get_setting(name) == args.get_setting(name)
        assert other.get_all(name) == args.get_all(name)
    assert other.data_dir() == args.data_dir() == tmp_path / "regtest"
    with pytest.raises(ArgsError):
        other.load_json('{"network": 1}')


def test_every_option_is_declared_once() -> None:
    """The table holds the options of v23.1.2, with their flags."""
    options = {option.name: option for option in read_options()}

    assert len(options) == len(read_options()) > 260
    assert options["-rpcpassword"].flags & Flag.SENSITIVE
    assert options["-port"].flags & Flag.NETWORK_ONLY
    assert options["-dbcrashratio"].category is Category.HIDDEN


def test_help(make: Make) -> None:
    """Debugging options appear only on demand, hidden ones never."""
    text = make("-?").help_message()

    assert text.startswith("Options:\n\n  -?\n")
    assert "-checkblocks" not in text
    assert "-dbcrashratio" not in text
    assert max(map(len, text.splitlines())) <= 160
    assert "-checkblocks=<n>" in make("-help-debug").help_message()


def test_chain_selection(make: Make, tmp_path: Path) -> None:
    """Names, folders and ports of the networks."""
    assert make("-testnet").data_dir() == tmp_path / "testnet3"
    assert make("-devnet=x").data_dir() == tmp_path / "devnet-x"
    assert make("-devnet").data_dir() == tmp_path / "devnet"
    assert make("-chain=regtest").base_params().rpc_port == 19898
    with pytest.raises(ArgsError, match="Unknown chain foo"):
        make("-chain=foo")


def test_commands() -> None:
    """Once commands are declared, the first word must be one."""
    args = ArgsManager()
    args.add_command("info", "Show.")
    args.parse_parameters(["dash-wallet", "info", "-x"])
    assert args.get_command() == ("info", ("-x",))
    with pytest.raises(ArgsError, match="Invalid command 'foo'"):
        args.parse_parameters(["dash-wallet", "foo"])

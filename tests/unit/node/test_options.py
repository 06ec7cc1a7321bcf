"""Options become settings, or dashd's sentence."""

import logging
from pathlib import Path

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.options import setup_server_args
from dashcore.consensus.networks import make_main_params, make_regtest_params
from dashcore.net.addresses.address_options import add_external_addresses, read_i2p_proxy, read_proxies
from dashcore.net.addresses.local_addresses import LocalAddresses
from dashcore.net.addresses.netgroup import NetGroups
from dashcore.net.addresses.reachable import read_reachable
from dashcore.net.permissions import NetPermissions
from dashcore.node.network import option_checks
from dashcore.node.network.options import bad_port_warnings, make_net_options, mapping_warnings, read_binds
from dashcore.node.options import read_options
from dashcore.node.spork_options import check_sporks


def parse(directory: Path, *words: str) -> ArgsManager:
    """Parse a command line for regtest."""
    args = ArgsManager()
    setup_server_args(args)
    args.parse_parameters(["dashd", "-regtest", f"-datadir={directory}", *words])
    args.select_network("regtest")
    return args


def test_defaults(tmp_path: Path) -> None:
    """As dashd without options."""
    options = read_options(parse(tmp_path), make_regtest_params())

    assert options.tx_index
    assert options.filter_types == ()
    assert options.warnings == ()
    assert options.mempool.max_size == 300_000_000
    assert options.mempool.limit_ancestor_size == 101_000
    assert options.miner.version is None
    assert options.chain.prune_target is None


def test_values(tmp_path: Path) -> None:
    """Units are converted, hashes read from the right."""
    args = parse(
        tmp_path,
        "-par=3",
        "-prune=1",
        "-noprune",
        "-limitdescendantsize=2",
        "-maxmempool=5",
        "-incrementalrelayfee=0.00003",
        "-blockmintxfee=0.00002",
        "-blockversion=7",
        "-datacarrier=0",
        "-assumevalid=0x12",
        "-minimumchainwork=ff",
        "-bytespersigop=50",
    )

    options = read_options(args, make_regtest_params())

    assert options.chain.script_threads == 3
    assert options.chain.assume_valid == b"\x12" + bytes(31)
    assert options.chain.minimum_chain_work == 255
    assert options.mempool.incremental_relay_fee == options.mempool.min_relay_fee == 3000
    assert options.mempool.max_datacarrier_bytes is None
    assert options.mempool.bytes_per_sigop == 50
    assert (options.miner.min_fee_rate, options.miner.version) == (2000, 7)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("-prune=-1", "Prune cannot be configured with a negative value."),
        ("-prune=100", "Prune configured below the minimum of 550 MiB.  Please use a higher number."),
        ("-maxmempool=1", "-maxmempool must be at least 5 MB"),
        ("-minrelaytxfee=x", "Invalid amount for -minrelaytxfee=<amount>: 'x'"),
        ("-minimumchainwork=xyz", "Invalid non-hex (xyz) minimum chain work value specified"),
        ("-blockfilterindex=all", "Unknown -blockfilterindex value all."),
        ("-peerblockfilters", "Cannot set -peerblockfilters without -blockfilterindex."),
        ("-peertimeout=0", "peertimeout must be a positive integer."),
        ("-reindex-chainstate", "-reindex-chainstate option is not compatible with -txindex."),
    ],
)
def test_refusals(tmp_path: Path, word: str, text: str) -> None:
    """The first words at least."""
    with pytest.raises(InitError) as caught:
        read_options(parse(tmp_path, word), make_regtest_params())

    assert str(caught.value).startswith(text)


def test_standard_rules_on_main(tmp_path: Path) -> None:
    """They cannot be switched off there."""
    with pytest.raises(InitError, match="acceptnonstdtxn is not currently supported for main chain"):
        read_options(parse(tmp_path, "-acceptnonstdtxn"), make_main_params())


def test_governance_warning(tmp_path: Path) -> None:
    """A pruned node is told why."""
    options = read_options(parse(tmp_path, "-prune=1", "-txindex=0", "-disablegovernance"), make_regtest_params())

    assert options.chain.prune_target == 0
    assert options.warnings == (
        "You are starting with governance validation disabled. This is expected because you are running a pruned node.",
    )


def check_network(args: ArgsManager) -> None:
    """Run every check of the network's options."""
    params = make_regtest_params()
    option_checks.read_max_upload(args)
    option_checks.check_socket_events(args)
    check_sporks(args, params)
    option_checks.check_ports(args)
    option_checks.make_subversion(args, params)
    reachable = read_reachable(args)
    proxies = read_proxies(args, reachable)
    groups = NetGroups()
    add_external_addresses(args, LocalAddresses(reachable, groups, listens=True, discovers=False, listen_port=9999))
    make_net_options(args, params, max_connections=8, log_ips=False)
    read_i2p_proxy(args, proxies, reachable)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("-port=0",), "Invalid port specified in -port: '0'"),
        (("-rpcport=65536",), "Invalid port specified in -rpcport: '65536'"),
        (("-bind=127.0.0.1:x",), "Invalid port specified in -bind: '127.0.0.1:x'"),
        (("-proxy=127.0.0.1:99999",), "Invalid port specified in -proxy: '127.0.0.1:99999'"),
        (("-proxy=1:2:3:x", "-dns=0"), "Invalid -proxy address or hostname: '1:2:3:x'"),
        (("-externalip=nowhere", "-dns=0"), "Cannot resolve -externalip address: 'nowhere'"),
        (("-bind=nowhere",), "Cannot resolve -bind address: 'nowhere'"),
        (("-whitebind=127.0.0.1",), "Need to specify a port with -whitebind: '127.0.0.1'"),
        (("-whitebind=bad@127.0.0.1:1",), "Invalid P2P permission: 'bad'"),
        (("-whitelist=noban@1.2.3.4/99",), "Invalid netmask specified in -whitelist: '1.2.3.4/99'"),
        (("-uacomment=a/b",), "User Agent comment (a/b) contains unsafe characters."),
        (("-onlynet=moon",), "Unknown network specified in -onlynet: 'moon'"),
        (("-onlynet=i2p", "-dnsseed=0"), "Outbound connections restricted to i2p"),
        (("-onlynet=onion", "-dnsseed=0", "-onion=0"), "Outbound connections restricted to Tor"),
        (("-socketevents=x",), "Invalid -socketevents ('x') specified."),
        (("-maxuploadtarget=x",), "Unable to parse -maxuploadtarget: 'x'"),
        (("-sporkaddr=x",), "Invalid spork address specified with -sporkaddr"),
        (("-minsporkkeys=9",), "Invalid minimum number of spork signers specified with -minsporkkeys"),
        (("-sporkkey=x",), "Unable to sign spork message, wrong key?"),
    ],
)
def test_network_refusals(tmp_path: Path, words: tuple[str, ...], text: str) -> None:
    """One wrong option each."""
    with pytest.raises(InitError) as caught:
        check_network(parse(tmp_path, *words))

    assert str(caught.value).startswith(text)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("-bind=[::1]:8333", "-bind=127.0.0.1=onion", "-whitebind=noban,relay@127.0.0.1:9", "-whitelist=10.0.0.0/8"),
        ("-proxy=127.0.0.1:9050", "-onion=unix:/some/path", "-externalip=1.2.3.4", "-i2psam=127.0.0.1"),
        ("-onlynet=ipv4", "-onlynet=onion", "-maxuploadtarget=5g", "-uacomment=fine"),
        ("-sporkkey=cP4EKFyJsHT39LDqgdcB43Y3YXjNyjb5Fuas1GQSeAtjnZWmZEQK",),
    ],
)
def test_network_options_that_pass(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Nothing is raised."""
    check_network(parse(tmp_path, *words))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5", 5 << 20),
        ("1k", 1000),
        ("1K", 1024),
        ("0", 0),
        ("", None),
        ("k", None),
        ("1T", 1 << 40),
        ("99999999999T", None),
    ],
)
def test_byte_units(text: str, amount: int | None) -> None:
    """Small letters are powers of ten."""
    assert option_checks.parse_byte_units(text, "M") == amount


def test_user_agent(tmp_path: Path) -> None:
    """As the functional tests slice it."""
    args = parse(tmp_path, "-uacomment=testnode0")

    assert option_checks.make_subversion(args, make_regtest_params()) == "/Dash Core:23.1.2(testnode0)/"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["127.0.0.1:19896 onion", "[::]:19899", "0.0.0.0:19899"]),
        (("-port=7",), ["127.0.0.1:19896 onion", "[::]:7", "0.0.0.0:7"]),
        (("-bind=1.2.3.4", "-bind=[::1]:5"), ["1.2.3.4:19899", "[::1]:5", "127.0.0.1:19896 onion"]),
        (("-bind=1.2.3.4:6=onion",), ["1.2.3.4:6 onion"]),
        (
            ("-bind=1.2.3.4:6=onion", "-whitebind=noban@1.2.3.4:8", "-bind=1.2.3.4:7"),
            ["1.2.3.4:7", "1.2.3.4:8 noban", "1.2.3.4:6 onion"],
        ),
    ],
)
def test_where_to_listen(tmp_path: Path, words: tuple[str, ...], expected: list[str]) -> None:
    """Everywhere, unless something is named; for Tor at home."""
    found = []
    for bind in read_binds(parse(tmp_path, *words), make_regtest_params()):
        marks = " onion" * bind.is_onion + " noban" * (NetPermissions.NO_BAN in bind.permissions)
        found.append(f"{bind.address}{marks}")
    assert found == expected


@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ((), []),
        (("-port=22",), ["-port request to listen on port 22."]),
        (("-port=22", "-bind=1.2.3.4:8333", "-bind=1.2.3.4:9999"), ["-bind request to listen on port 8333."]),
        (("-bind=1.2.3.4:22=onion",), []),
    ],
)
def test_ports_peers_avoid(tmp_path: Path, words: tuple[str, ...], warned: list[str]) -> None:
    """The user is told; the rest of the text is the same each time."""
    args = parse(tmp_path, *words)
    found = bad_port_warnings(args, read_binds(args, make_regtest_params()))
    assert [text.partition(" This port is considered")[0] for text in found] == warned


def test_what_connect_makes_useless(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each is said in the log."""
    words = ("-connect=1.2.3.4", "-seednode=1.2.3.5", "-dnsseed=1", "-proxy=1.2.3.6")
    with caplog.at_level(logging.INFO, "dash"):
        options = make_net_options(parse(tmp_path, *words), make_regtest_params(), max_connections=8, log_ips=False)
    assert options.connect == ("1.2.3.4",)
    assert "-seednode is ignored when -connect is used" in caplog.text
    assert "-dnsseed is ignored when -connect is used and -proxy is specified" in caplog.text
    none = make_net_options(parse(tmp_path, "-connect=0"), make_regtest_params(), max_connections=8, log_ips=False)
    assert none.connect == ()


@pytest.mark.parametrize("key", ["x", "00", "00" * 32, "ff" * 32])
def test_operator_key(tmp_path: Path, key: str) -> None:
    """A masternode's key must be one."""
    with pytest.raises(InitError, match=r"^Invalid masternodeblsprivkey\. Please see documentation\.$"):
        read_options(parse(tmp_path, f"-masternodeblsprivkey={key}"), make_regtest_params())
    read_options(parse(tmp_path, f"-masternodeblsprivkey={'11' * 32}"), make_regtest_params())


def test_ports_at_a_router(tmp_path: Path) -> None:
    """Nobody opens them, and the user is told."""
    assert mapping_warnings(parse(tmp_path, "-upnp=0", "-natpmp=0")) == []
    (text,) = mapping_warnings(parse(tmp_path, "-upnp"))
    assert text.startswith("-upnp is set, but this program asks no router to open ports")

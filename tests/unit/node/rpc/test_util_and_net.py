"""Addresses, messages, fees, time, and a network without peers."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.network.bans import BanList
from dashcore.node.rpc.register import register_node_commands
from dashcore.node.testing import SmallNode
from dashcore.primitives.subnet import parse_subnet
from dashcore.rpc.command import Json
from dashcore.rpc.table import JsonRpcRequest
from dashcore.script.address import PrivateKey, encode_destination, encode_secret
from dashcore.script.standard import PKHash

KEY = PrivateKey(b"\x11" * 32)


def call(node: SmallNode, method: str, *params: Json) -> Json:
    """Run a command."""
    return node.context.rpc.execute(JsonRpcRequest(method=method, params=params))


def fields(value: Json) -> Mapping[str, Json]:
    """Take a result for an object."""
    return cast("Mapping[str, Json]", value)


@pytest.fixture(autouse=True)
def _commands(node: SmallNode) -> None:
    register_node_commands(node.context)


def test_message(node: SmallNode) -> None:
    """What a key signs its address verifies, and no other text."""
    prefixes = node.context.params.base58
    address = encode_destination(PKHash.of(KEY.pubkey), prefixes)
    assert fields(call(node, "validateaddress", address))["isvalid"] is True
    signature = call(node, "signmessagewithprivkey", encode_secret(KEY, prefixes), "text")
    assert call(node, "verifymessage", address, signature, "text") is True
    assert call(node, "verifymessage", address, signature, "other") is False


def test_descriptor(node: SmallNode) -> None:
    """A descriptor's addresses need its checksum, and a range only where it has one."""
    shown = fields(call(node, "getdescriptorinfo", f"pkh({KEY.pubkey.hex()})"))
    assert shown["isrange"] is False
    (address,) = cast("list[Json]", call(node, "deriveaddresses", shown["descriptor"]))
    assert address == encode_destination(PKHash.of(KEY.pubkey), node.context.params.base58)
    with pytest.raises(RpcError, match="Range should not be specified"):
        call(node, "deriveaddresses", shown["descriptor"], 2)
    with pytest.raises(RpcError, match="Missing checksum"):
        call(node, "deriveaddresses", f"pkh({KEY.pubkey.hex()})")


@pytest.mark.parametrize(("required", "count"), [(0, 1), (2, 1), (1, 21), (1, 16)])
def test_multisig_bounds(node: SmallNode, required: int, count: int) -> None:
    """Too few, too many, too large."""
    with pytest.raises(RpcError) as caught:
        call(node, "createmultisig", required, [KEY.pubkey.hex()] * count)
    assert caught.value.code == RpcErrorCode.INVALID_PARAMETER


def test_no_fee_is_known(node: SmallNode) -> None:
    """A fresh estimator says so."""
    assert call(node, "estimatesmartfee", 6) == {"errors": ["Insufficient data or no feerate found"], "blocks": 0}
    assert list(fields(call(node, "estimaterawfee", 20))) == ["medium", "long"]
    with pytest.raises(RpcError, match="between 1 and 1008"):
        call(node, "estimatesmartfee", 1009)


def test_mock_time(node: SmallNode) -> None:
    """The time is held, and may not be negative."""
    call(node, "setmocktime", 2_000_000_000)
    assert node.now == 2_000_000_000
    with pytest.raises(RpcError, match=r"Mocktime cannot be negative: -1\."):
        call(node, "setmocktime", -1)
    with pytest.raises(RpcError, match="between 1 and 3600"):
        call(node, "mockscheduler", 3601)


def test_added_nodes(node: SmallNode) -> None:
    """The list is kept; a single try takes the network."""
    call(node, "addnode", "1.2.3.4", "add")
    with pytest.raises(RpcError, match="Node already added"):
        call(node, "addnode", "1.2.3.4:19899", "add")  # regtest's port
    assert call(node, "getaddednodeinfo") == [{"addednode": "1.2.3.4", "connected": False, "addresses": []}]
    call(node, "addnode", "1.2.3.4", "remove")
    with pytest.raises(RpcError) as caught:
        call(node, "addnode", "1.2.3.4", "onetry")
    assert caught.value.code == RpcErrorCode.CLIENT_P2P_DISABLED


def test_network_switch(node: SmallNode) -> None:
    """The switch shows."""
    assert call(node, "setnetworkactive", False) is False
    assert fields(call(node, "getnetworkinfo"))["networkactive"] is False


def test_bans_last(node: SmallNode) -> None:
    """A ban is kept on disk, ends in time and can be taken back."""
    call(node, "setban", "10.0.0.7/8", "add", 100)
    with pytest.raises(RpcError, match="already banned"):
        call(node, "setban", "10.1.2.3", "add")
    path = node.context.args.data_dir() / "banlist.json"
    again = BanList(path, node.context.clock.now)
    assert [str(subnet) for subnet, _ in again.entries()] == ["10.0.0.0/8"]
    node.advance(101)
    assert call(node, "listbanned") == []
    with pytest.raises(RpcError, match="Unban failed"):
        call(node, "setban", "10.0.0.0/8", "remove")


def test_damaged_ban_list(node: SmallNode) -> None:
    """A file that cannot be read is started anew."""
    path = node.context.args.data_dir() / "banlist.json"
    path.write_text('{"banned_nets": [{"version": 1}]}')
    assert BanList(path, node.context.clock.now).entries() == []


@pytest.mark.parametrize(
    ("text", "subnet"),
    [
        ("1.2.3.4", "1.2.3.4/32"),
        ("1.2.3.4/255.255.0.0", "1.2.0.0/16"),
        ("1.2.3.4/255.0.255.0", None),
        ("1.2.3.4/33", None),
        ("::ffff:1.2.3.4", "1.2.3.4/32"),
        ("2001:db8::1/32", "2001:db8::/32"),
        ("name", None),
        ("1.2.3.4/", None),
    ],
)
def test_subnets(text: str, subnet: str | None) -> None:
    """Addresses, prefix lengths and masks are read as dashd reads them."""
    found = parse_subnet(text)
    assert (None if found is None else str(found)) == subnet


def test_no_masternodes(node: SmallNode) -> None:
    """A chain without masternodes has an empty list of them."""
    assert call(node, "masternodelist") == {}
    assert fields(call(node, "masternode", "count"))["total"] == 0
    assert set(fields(call(node, "spork", "active")).values()) == {False}


@pytest.mark.parametrize(
    ("arguments", "proxies", "reachable"),
    [
        ((), {}, {"ipv4", "ipv6"}),
        (
            ("-proxy=127.0.0.1:9050",),
            dict.fromkeys(("ipv4", "ipv6", "onion", "cjdns"), "127.0.0.1:9050"),
            {"ipv4", "ipv6", "onion"},
        ),
        (
            ("-proxy=127.0.0.1:9050", "-onion=0", "-i2psam=127.0.0.1:7656", "-onlynet=i2p", "-dnsseed=0"),
            dict.fromkeys(("ipv4", "ipv6", "cjdns"), "127.0.0.1:9050") | {"i2p": "127.0.0.1:7656"},
            {"i2p"},
        ),
    ],
)
def test_proxies(tmp_path: Path, arguments: tuple[str, ...], proxies: dict[str, str], reachable: set[str]) -> None:
    """A network has its proxy whether or not it is open."""
    with SmallNode(tmp_path, arguments=arguments) as node:
        register_node_commands(node.context)
        networks = [fields(each) for each in cast("list[Json]", fields(call(node, "getnetworkinfo"))["networks"])]
    assert {each["name"]: each["proxy"] for each in networks if each["proxy"]} == proxies
    assert {each["name"] for each in networks if each["reachable"]} == reachable
    randomized = {each["name"] for each in networks if each["proxy_randomize_credentials"]}
    assert randomized == set(proxies) - {"i2p"}


def test_first_line_of_help_is_short(node: SmallNode) -> None:
    """Where the parts of an argument would be too much a word stands for it."""
    with pytest.raises(RpcError, match=r"^getblockstats hash_or_height \( stats \)\n"):
        call(node, "getblockstats")
    with pytest.raises(RpcError, match=r'^scantxoutset "action" \( \[scanobjects,...\] \)\n'):
        call(node, "scantxoutset")

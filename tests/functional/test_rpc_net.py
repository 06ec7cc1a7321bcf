"""Nodes and their peers."""

import pytest
from framework import Nodes, free_port, wait_until

pytestmark = pytest.mark.functional

ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's


def test_bans_survive_a_restart(nodes: Nodes) -> None:
    """What the user banned stays banned, and what was added stays only with -addnode."""
    node = nodes.start("-disablewallet")
    node.rpc.setban("10.0.0.0/8", "add", 100_000)
    node.rpc.addnode("1.2.3.4", "add")
    node.stop()
    node.start("-disablewallet", "-addnode=5.6.7.8", "-networkactive=0")
    assert [ban["address"] for ban in node.rpc.listbanned()] == ["10.0.0.0/8"]
    assert [added["addednode"] for added in node.rpc.getaddednodeinfo()] == ["5.6.7.8"]
    info = node.rpc.getnetworkinfo()
    assert info["networkactive"] is False
    assert info["subversion"] == "/Dash Core:23.1.2/"


def test_two_nodes(nodes: Nodes) -> None:
    """Blocks reach the other node over an encrypted connection, which is described and ended."""
    port = free_port()
    first = nodes.start("-disablewallet", f"-bind=127.0.0.1:{port}").rpc
    second = nodes.start("-disablewallet", f"-connect=127.0.0.1:{port}").rpc
    wait_until(lambda: second.getconnectioncount() == 1)
    first.generatetoaddress(3, ADDRESS)
    wait_until(lambda: second.getblockcount() == 3)
    (peer,) = second.getpeerinfo()
    assert (peer["transport_protocol_type"], peer["connection_type"]) == ("v2", "manual")
    assert (peer["synced_headers"], peer["synced_blocks"]) == (3, 3)
    first.disconnectnode("", first.getpeerinfo()[0]["id"])
    wait_until(lambda: first.getpeerinfo() == [] or first.getpeerinfo()[0]["id"] != 0)

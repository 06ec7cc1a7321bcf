"""The network of a node without peers."""

import pytest
from framework import Nodes, RpcFailureError

pytestmark = pytest.mark.functional


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


def test_connections_are_refused(nodes: Nodes) -> None:
    """What takes a connection says that there is none."""
    rpc = nodes.start("-disablewallet").rpc
    assert rpc.getconnectioncount() == 0
    assert rpc.getpeerinfo() == []
    with pytest.raises(RpcFailureError) as caught:
        rpc.addnode("127.0.0.1", "onetry")
    assert caught.value.code == -31

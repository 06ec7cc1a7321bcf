"""Small commands, through the server and the client."""

import pytest
from framework import Nodes

pytestmark = pytest.mark.functional


@pytest.mark.parametrize("program", ["dash-node", "dashd"])
def test_echo_and_time(nodes: Nodes, program: str) -> None:
    """A text comes back from another process, or from this one; the time is held."""
    rpc = nodes.start("-disablewallet", program=program).rpc
    assert rpc.echoipc("text") == "text"
    rpc.setmocktime(2_000_000_000)
    address = rpc.deriveaddresses(rpc.getdescriptorinfo("raw(a914" + "22" * 20 + "87)")["descriptor"])[0]
    assert rpc.validateaddress(address)["isscript"] is True
    (block_hash,) = rpc.generatetoaddress(1, address)
    assert rpc.getblockheader(block_hash)["time"] == 2_000_000_000

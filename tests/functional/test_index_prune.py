"""Indexes on a chain whose old blocks are deleted: they go on, or say that they cannot."""

import pytest
from framework import Node, Nodes, RpcFailureError, StartFailedError, wait_until

pytestmark = [pytest.mark.functional, pytest.mark.timeout(120)]

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
PRUNED = (
    "-disablewallet",
    "-fastprune",
    "-prune=1",
    "-debug=prune",
    "-dip3params=3000:3000",
    "-testactivationheight=v20@3000",
    "-testactivationheight=mn_rr@3000",
)
INDEXES = ("-blockfilterindex", "-coinstatsindex")


def synced(node: Node, height: int) -> bool:
    """Whether both indexes have reached a height."""
    shown = node.rpc.getindexinfo()
    return len(shown) == 2 and all(each == {"synced": True, "best_block_height": height} for each in shown.values())


def mine(node: Node, count: int) -> None:
    """Mine blocks, in portions that no call takes too long for."""
    for begun in range(0, count, 200):
        node.rpc.generatetoaddress(min(200, count - begun), MINER)


def end(node: Node) -> None:
    """Stop a node, which has warned at its start that it validates no governance."""
    node.rpc.stop()
    assert node.wait() == 0
    assert node.stderr().startswith("Warning: You are starting with governance validation disabled.")


def test_prune(nodes: Nodes) -> None:
    """Of blocks that are gone the indexes still know; where blocks went that they had not seen, the node does not start."""
    node = nodes.start(*PRUNED, *INDEXES)
    mine(node, 700)
    wait_until(lambda: synced(node, 700))
    rpc = node.rpc
    old = rpc.getblockhash(2)
    known = rpc.getblockfilter(old), rpc.gettxoutsetinfo("muhash", old)["muhash"]
    assert rpc.pruneblockchain(400) == 367
    assert "limited pruning to height 689" in node.debug_log()
    with pytest.raises(RpcFailureError, match=r"Block not available \(pruned data\)"):
        rpc.getblock(old)
    assert (rpc.getblockfilter(old), rpc.gettxoutsetinfo("muhash", old)["muhash"]) == known
    end(node)

    node.start(*PRUNED)
    with pytest.raises(RpcFailureError, match="Index is not enabled for filtertype basic"):
        node.rpc.getblockfilter(old)
    mine(node, 700)
    assert node.rpc.pruneblockchain(1000) > 700
    end(node)
    text = "best block of the index goes beyond pruned data. Please disable the index or reindex (which will download"
    for option, name in zip(INDEXES, ("basic block filter index", "coinstatsindex"), strict=True):
        with pytest.raises(StartFailedError) as caught:
            node.start(*PRUNED, option)
        assert f"Error: {name} {text}" in caught.value.stderr

"""Answers about a chain that dashd made are the ones dashd gave."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, Result, wait_until

pytestmark = pytest.mark.functional


@pytest.fixture
def facts(shared_dir: Path) -> Result:
    """What dashd answered about the basic chain."""
    return json.loads((shared_dir / "chains" / "basic.json").read_text(), parse_float=Decimal)


@pytest.fixture
def node(nodes: Nodes, facts: Result, shared_dir: Path) -> Node:
    """A node that has taken the basic chain in."""
    blocks = shared_dir / "chains" / "basic" / "blk00000.dat"
    made = nodes.start("-disablewallet", "-acceptnonstdtxn=1", f"-mocktime={facts['mocktime']}", f"-loadblock={blocks}")
    wait_until(lambda: made.rpc.getblockcount() == facts["height"])
    return made


def as_numbers(value: Result) -> Result:
    """Turn amounts, which the record keeps as text, into numbers on both sides."""
    if isinstance(value, dict):
        return {key: as_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_numbers(item) for item in value]
    if isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


def test_basic_chain(node: Node, facts: Result) -> None:
    """Hashes, headers, blocks and figures are dashd's, keys and their order included."""
    rpc = node.rpc
    assert rpc.getbestblockhash() == facts["bestblockhash"]
    assert [rpc.getblockhash(height) for height in range(facts["height"] + 1)] == facts["hashes"]
    for height, expected in facts["getblockheader"].items():
        assert as_numbers(rpc.getblockheader(facts["hashes"][int(height)])) == as_numbers(expected)
    for height, expected in facts["getblock_2"].items():
        found = rpc.getblock(facts["hashes"][int(height)], 2)
        assert as_numbers(found) == as_numbers(expected)
        assert list(found) == list(expected)
    for height, expected in facts["getblockstats"].items():
        assert as_numbers(rpc.getblockstats(int(height))) == as_numbers(expected)
    assert as_numbers(rpc.getchaintxstats()) == as_numbers(facts["getchaintxstats"])
    for kind in ("hash_serialized_2", "muhash"):
        found, expected = rpc.gettxoutsetinfo(kind), dict(facts[f"gettxoutsetinfo_{kind}"])
        found.pop("disk_size")
        expected.pop("disk_size")
        assert as_numbers(found) == as_numbers(expected)
    found, expected = rpc.getblockchaininfo(), dict(facts["getblockchaininfo"])
    for answer in (found, expected):
        answer.pop("warnings")  # that of the wallet
        answer.pop("size_on_disk")  # depends on the order of arrival
    assert as_numbers(found) == as_numbers(expected)


def test_proofs_and_scans(node: Node, facts: Result) -> None:
    """Every transaction of a block is proven, and a wallet's descriptors find its coins."""
    rpc = node.rpc
    block = rpc.getblock(facts["hashes"][135])
    assert rpc.verifytxoutproof(rpc.gettxoutproof(block["tx"])) == block["tx"]
    for wallet in ("wallet_w", "wallet_x"):
        record = facts[wallet]
        wanted = [
            {"desc": each["desc"], "range": each.get("range", [0, 0])}
            for each in record["listdescriptors"]["descriptors"]
        ]
        assert len(rpc.scantxoutset("start", wanted)["unspents"]) >= record["listunspent_count"]

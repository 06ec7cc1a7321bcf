"""Commands about masternodes, quorums and the treasury on a chain that has none."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from dashcore.consensus.networks import make_main_params
from dashcore.interfaces.rpc import RpcError
from dashcore.node.commands import register_commands
from dashcore.node.rpc.masternodes import spork_value
from dashcore.node.testing import SmallNode
from dashcore.rpc.command import Json
from dashcore.rpc.jsonio import decode, encode_text
from dashcore.rpc.table import JsonRpcRequest
from dashcore.util.hashes import display_hash

ZERO = "00" * 32


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallNode]:
    """A node with three blocks and all commands."""
    path: Path = tmp_path_factory.mktemp("node")
    with SmallNode(path) as small:
        register_commands(small.context)
        small.mine(3)
        yield small


def call(node: SmallNode, method: str, *params: Json) -> Json:
    """Run a command."""
    return decode(encode_text(node.context.rpc.execute(JsonRpcRequest(method=method, params=params))))


def test_lists_are_empty_per_kind_in_use(node: SmallNode) -> None:
    """What dashd shows on a new regtest chain, in its order."""
    kinds: dict[str, Json] = {"llmq_test": [], "llmq_test_dip0024": [], "llmq_test_platform": []}
    assert call(node, "quorum", "list") == kinds
    assert call(node, "quorum", "list", "10") == kinds
    assert call(node, "quorum", "listextended", 2) == kinds
    assert call(node, "quorum", "listextended", 0) == {**kinds, "llmq_test_instantsend": []}
    assert call(node, "protx", "list", "registered", True, 3) == []
    assert call(node, "protx", "list", "evo") == []
    changes: dict[str, Json] = {"addedMNs": [], "removedMNs": [], "updatedMNs": []}
    assert call(node, "protx", "listdiff", 1, "3") == {"baseHeight": 1, "blockHeight": 3, **changes}
    assert call(node, "gobject", "list", "all", "proposals") == {}
    assert call(node, "gobject", "count", "all") == (
        "Governance Objects: 0 (Proposals: 0, Triggers: 0, Other: 0; Erased: 0), Votes: 0"
    )
    assert call(node, "quorum", "hasrecsig", 100, ZERO, ZERO) is False
    assert call(node, "quorum", "isconflicting", 100, ZERO, ZERO) is False
    assert call(node, "quorum", "dkgstatus", 2) == {
        "quorumConnections": [{"llmqType": kind, "quorumIndex": 0} for kind in kinds],
        "minableCommitments": [],
    }


@pytest.mark.parametrize(
    ("line", "code", "text"),
    [
        (("quorum", "foo"), -8, "Must be a valid command"),
        (("quorum", "list", "a"), -8, "count must be a 32bit integer (not 'a')"),
        (("quorum", "list", -2), -8, "count can't be negative"),
        (("quorum", "listextended", 4), -8, "Block height out of range"),
        (("quorum", "listextended", -1), -8, "Block height out of range"),
        (("quorum", "info", 1, ZERO), -8, "invalid LLMQ type"),
        (("quorum", "info", 100, ZERO), -8, "quorum not found"),
        (("quorum", "dkgstatus", 3), -8, "invalid detail_level"),
        (("quorum", "memberof", ZERO), -8, "masternode not found"),
        (("quorum", "selectquorum", 100, ZERO), -1, "no quorums active"),
        (("quorum", "getrecsig", 100, ZERO, ZERO), -8, "recovered signature not found"),
        (("quorum", "sign", 100, ZERO, ZERO), -32603, "Only available in masternode mode."),
        (("protx", "list", "foo"), -8, "invalid type specified"),
        (("protx", "list", "valid", False, 4), -8, "invalid height specified"),
        (("protx", "list", "valid", False, 0), -8, "invalid height specified"),
        (("protx", "list", "wallet"), -1, '"protx list wallet" not supported when wallet is disabled'),
        (("protx", "info", ZERO), -8, f"{ZERO} not found"),
        (("protx", "listdiff", 0, 1), -1, "baseBlock must be a chain height and not 0"),
        (("gobject", "count", "foo"), -8, "mode can be 'json' or 'all'"),
        (("gobject", "get", ZERO), -8, "Unknown governance object"),
        (("gobject", "getcurrentvotes", ZERO), -8, "Unknown governance-hash"),
        (("voteraw", ZERO, 0, ZERO, "funding", "yes", 1, ""), -8, "Governance object not found"),
        (
            ("voteraw", ZERO, 0, ZERO, "all", "yes", 1, ""),
            -8,
            "Invalid vote signal. Please use one of the following: (funding|valid|delete|endorsed)",
        ),
        (
            ("voteraw", ZERO, 0, ZERO, "valid", "maybe", 1, ""),
            -8,
            "Invalid vote outcome. Please use one of the following: 'yes', 'no' or 'abstain'",
        ),
        (("getsuperblockbudget", -20), -8, "Block height out of range"),
    ],
)
def test_errors_are_those_of_dashd(node: SmallNode, line: tuple[Json, ...], code: int, text: str) -> None:
    """Code and text."""
    method, *params = line
    with pytest.raises(RpcError) as caught:
        call(node, str(method), *params)
    assert (caught.value.code, caught.value.message) == (code, text)


def test_treasury(node: SmallNode) -> None:
    """The numbers dashd answers on a new regtest chain."""
    assert call(node, "getgovernanceinfo") == {
        "governanceminquorum": 1,
        "proposalfee": 1,
        "superblockcycle": 20,
        "superblockmaturitywindow": 10,
        "lastsuperblock": 0,
        "nextsuperblock": 1500,
        "fundingthreshold": 0,
        "governancebudget": call(node, "getsuperblockbudget", 1500),
    }
    assert str(call(node, "getsuperblockbudget", 1500)) == "10.26521020"
    assert str(call(node, "getsuperblockbudget", 1520)) == "9.53198100"
    assert call(node, "getsuperblockbudget", 21) == 0


def test_sync_goes_on_when_told_to(node: SmallNode) -> None:
    """Stage by stage to the last one, which stays, and back."""
    status = {"AssetStartTime": node.now, "Attempt": 0}
    call(node, "mnsync", "reset")
    assert call(node, "mnsync", "status") == {
        "AssetID": 1,
        "AssetName": "MASTERNODE_SYNC_BLOCKCHAIN",
        "IsBlockchainSynced": False,
        "IsSynced": False,
        **status,
    }
    assert call(node, "mnsync", "next") == "sync updated to MASTERNODE_SYNC_GOVERNANCE"
    assert call(node, "mnsync", "next") == "sync updated to MASTERNODE_SYNC_FINISHED"
    assert call(node, "mnsync", "next") == "sync updated to MASTERNODE_SYNC_FINISHED"
    assert call(node, "mnsync", "status") == {
        "AssetID": 999,
        "AssetName": "MASTERNODE_SYNC_FINISHED",
        "IsBlockchainSynced": True,
        "IsSynced": True,
        **status,
    }
    assert call(node, "mnsync", "reset") == "success"
    assert call(node, "mnsync", "foo") == "failure"


def test_sporks_without_keepers(node: SmallNode) -> None:
    """Off on a test network; on the main network the rules are on for good."""
    shown = call(node, "spork", "show")
    assert isinstance(shown, Mapping)
    assert set(shown.values()) == {4070908800}
    assert call(node, "spork", "active") == dict.fromkeys(shown, False)
    main = {name: spork_value(name, make_main_params()) for name in shown}
    assert main.pop("SPORK_21_QUORUM_ALL_CONNECTED") == 1
    assert set(main.values()) == {0}


def test_diff_proves_the_coinbase(node: SmallNode) -> None:
    """Nothing changed; the coinbase of the second block is there, with its place in the block."""
    chain = node.context.chainman
    first, last = chain.active.at(1), chain.active.at(3)
    assert first is not None
    assert last is not None
    coinbase = chain.read_block(last).transactions[0]
    expected: dict[str, Json] = {
        "nVersion": 1,
        "baseBlockHash": display_hash(first.hash),
        "blockHash": ZERO,  # before there could be masternodes
        "cbTxMerkleTree": "0100000001" + coinbase.txid.hex() + "0101",
        "cbTx": coinbase.serialize().hex(),
        "deletedMNs": [],
        "mnList": [],
        "deletedQuorums": [],
        "newQuorums": [],
        "quorumsCLSigs": [],
    }
    assert call(node, "protx", "diff", 1, 3) == expected
    assert call(node, "protx", "diff", ZERO, display_hash(last.hash), True) == {**expected, "baseBlockHash": ZERO}
    with pytest.raises(RpcError, match=r"base block [0-9a-f]+ is higher then block [0-9a-f]+"):
        call(node, "protx", "diff", 3, 1)
    with pytest.raises(RpcError, match="block must be a block hash or chain height and not 4"):
        call(node, "protx", "diff", 1, 4)

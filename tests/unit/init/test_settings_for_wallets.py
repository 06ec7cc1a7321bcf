"""The wallet process gets the node's settings without what lets people in."""

import json

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.options import setup_server_args
from dashcore.init.settings_for_wallets import WITHHELD, for_wallets


@pytest.mark.parametrize("name", sorted(WITHHELD))
def test_withheld(name: str) -> None:
    """Gone from each source; what stands beside it stays, and is read as before."""
    args = ArgsManager()
    setup_server_args(args)
    args.parse_parameters(["node", "-regtest", f"-{name}=hush", "-fallbackfee=0.1"])
    args.select_network("regtest")
    args.force_set(f"-{name}", "hush")

    text = for_wallets(args.to_json())

    assert "hush" in args.to_json()
    assert "hush" not in text
    assert name not in json.loads(text)["command_line"]
    taken = ArgsManager()
    setup_server_args(taken)
    taken.load_json(text)
    assert taken.get("-fallbackfee", "") == "0.1"
    assert taken.network == "regtest"


def test_sections() -> None:
    """Values in sections of dash.conf are withheld too."""
    text = json.dumps({"config": {"": {"rpcpassword": ["hush"]}, "regtest": {"rpcauth": ["hush"], "keypool": ["1"]}}})

    assert json.loads(for_wallets(text)) == {"config": {"": {}, "regtest": {"keypool": ["1"]}}}

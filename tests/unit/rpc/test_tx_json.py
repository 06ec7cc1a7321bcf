"""Transactions are shown as the real dashd shows them."""

import json
from decimal import Decimal
from pathlib import Path

from dashcore.primitives.transaction import Transaction
from dashcore.rpc.command import Json, JsonAmount
from dashcore.rpc.tx_json import tx_to_json
from dashcore.script.address import TEST_PREFIXES


def _plain(value: Json) -> object:
    if isinstance(value, JsonAmount):
        return f"{Decimal(value.duffs).scaleb(-8):.8f}"
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def test_transactions_of_recorded_blocks(shared_dir: Path) -> None:
    """The real dashd's getblock 2 holds what tx_to_json writes, but for the fee, which needs undo data."""
    recorded = json.loads((shared_dir / "chains" / "basic.json").read_text(encoding="utf-8"))["getblock_2"]
    transactions = [shown for block in recorded.values() for shown in block["tx"]]
    assert transactions

    for shown in transactions:
        shown.pop("fee", None)
        tx = Transaction.deserialize(bytes.fromhex(shown["hex"]))
        plain = _plain(tx_to_json(tx, TEST_PREFIXES))
        assert isinstance(plain, dict)
        assert list(plain) == [key for key in shown if key not in {"instantlock", "instantlock_internal", "chainlock"}]
        for key, value in plain.items():
            assert value == shown[key], key

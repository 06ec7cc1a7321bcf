"""Digests of transactions are Core's."""

import json
from pathlib import Path

from dashcore.primitives.transaction import Transaction
from dashcore.script.sighash import SighashCache
from dashcore.util.hashes import display_hash


def test_sighash_vectors(shared_dir: Path) -> None:
    """Each of 500 random scripts, transactions and hash types gives the published digest."""
    entries = json.loads((shared_dir / "vectors/sighash.json").read_text())[1:]
    assert len(entries) == 500
    for raw, script, index, hash_type, expected in entries:
        cache = SighashCache(Transaction.deserialize(bytes.fromhex(raw)))

        assert display_hash(cache.signature_hash(bytes.fromhex(script), index, hash_type)) == expected

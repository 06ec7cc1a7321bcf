"""Context-free checks of transactions: every reason, at and just past its bound."""

import pytest

from dashcore.consensus.tx_check import check_transaction
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import MAX_MONEY, Duffs, Script, TxId
from dashcore.util.hashes import NULL_HASH

SOME = OutPoint(TxId(b"\x01" * 32), 0)
OTHER = OutPoint(TxId(b"\x01" * 32), 1)
NONE = OutPoint(TxId(NULL_HASH), NULL_INDEX)
OUT = TxOut(Duffs(1), Script(b""))


def _spend(
    *prevouts: OutPoint, outputs: tuple[TxOut, ...] = (OUT,), kind: int = 0, payload: bytes = b""
) -> Transaction:
    inputs = tuple(TxIn(prevout) for prevout in prevouts)
    return Transaction(inputs, outputs, version=3, type=kind, extra_payload=payload)


def _coinbase(size: int, kind: int = 0) -> Transaction:
    return Transaction((TxIn(NONE, Script(bytes(size))),), (OUT,), version=3, type=kind)


@pytest.mark.parametrize(
    ("tx", "reason"),
    [
        (_spend(), "bad-txns-vin-empty"),
        (_spend(SOME, outputs=()), "bad-txns-vout-empty"),
        (_spend(SOME, outputs=(TxOut(Duffs(0), Script(bytes(1_000_000))),)), "bad-txns-oversize"),
        (_spend(SOME, kind=TxType.ASSET_LOCK, payload=bytes(10_001)), "bad-txns-payload-oversize"),
        (_spend(SOME, outputs=(TxOut(Duffs(-1), Script(b"")),)), "bad-txns-vout-negative"),
        (_spend(SOME, outputs=(TxOut(Duffs(MAX_MONEY + 1), Script(b"")),)), "bad-txns-vout-toolarge"),
        (_spend(SOME, outputs=(TxOut(Duffs(MAX_MONEY), Script(b"")), OUT)), "bad-txns-txouttotal-toolarge"),
        (_spend(SOME, SOME), "bad-txns-inputs-duplicate"),
        (_spend(SOME, NONE), "bad-txns-prevout-null"),
        (_coinbase(1), "bad-cb-length"),
        (_coinbase(0, TxType.COINBASE), "bad-cb-length"),
        (_coinbase(101, TxType.COINBASE), "bad-cb-length"),
        (_spend(kind=TxType.ASSET_UNLOCK, outputs=()), "bad-txns-vout-empty"),
    ],
)
def test_invalid(tx: Transaction, reason: str) -> None:
    """The peer sees the reason C++ gives and meets the same fate."""
    with pytest.raises(InvalidTxError) as caught:
        check_transaction(tx)

    assert caught.value.reason == reason
    assert caught.value.result is TxResult.CONSENSUS


@pytest.mark.parametrize(
    "tx",
    [
        _spend(SOME, OTHER),
        _spend(SOME, outputs=(TxOut(Duffs(MAX_MONEY), Script(b"")),)),
        _spend(SOME, kind=TxType.ASSET_LOCK, payload=bytes(10_000)),
        _spend(kind=TxType.QUORUM_COMMITMENT, outputs=()),
        _spend(kind=TxType.MNHF_SIGNAL, outputs=()),
        _spend(kind=TxType.ASSET_UNLOCK),
        _coinbase(2),
        _coinbase(100),
        _coinbase(1, TxType.COINBASE),
    ],
)
def test_valid(tx: Transaction) -> None:
    """What is just inside the bounds passes."""
    check_transaction(tx)


def test_verdict_survives_a_rebuild() -> None:
    """Verdicts cross processes: class and arguments give the same verdict."""
    error = InvalidTxError(TxResult.CONSENSUS, "bad-cb-length", "1 byte")

    again = type(error)(*error.args)

    assert (again.result, again.reason, again.detail) == (error.result, error.reason, error.detail)
    assert str(again) == "bad-cb-length, 1 byte"

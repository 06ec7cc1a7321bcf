"""Payloads of special transactions: codecs, and the published cases of masternode transactions."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.consensus.validation import InvalidTxError
from dashcore.evo.assetlock import AssetLockPayload, AssetUnlockPayload
from dashcore.evo.cbtx import CoinbasePayload
from dashcore.evo.creditpool import CreditPool, IndexRanges
from dashcore.evo.mnhf import MnhfPayload
from dashcore.evo.netinfo import ExtendedNetInfo, NetDomain, NetPurpose, NetUnknown, SingleNetInfo
from dashcore.evo.provider_check import ProviderRules, check_provider, decode_provider
from dashcore.evo.providertx import (
    PlatformFields,
    RegisterPayload,
    RevokePayload,
    UpdateRegistrarPayload,
    UpdateServicePayload,
)
from dashcore.primitives.net_address import NetService
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import BlockHash, Duffs, Height, Script, TxId
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

KEY = b"\x07" * 20
HASH = b"\x05" * 32
BLS_KEY = b"\x06" * 48
BLS_SIG = b"\x08" * 96
NET = SingleNetInfo(raw=bytes(10) + b"\xff\xff\x01\x02\x03\x04" + (9999).to_bytes(2, "big"))
EXTENDED = ExtendedNetInfo(
    lists=(
        (NetPurpose.CORE_P2P, (NetService(network=1, address=b"\x01\x02\x03\x04", port=1), NetUnknown())),
        (NetPurpose.PLATFORM_HTTPS, (NetDomain(name="node.example.org", port=443),)),
    )
)
Payload = (
    CoinbasePayload
    | AssetLockPayload
    | AssetUnlockPayload
    | MnhfPayload
    | RegisterPayload
    | UpdateServicePayload
    | UpdateRegistrarPayload
    | RevokePayload
    | CreditPool
)
PAYLOADS: list[Payload] = [
    CoinbasePayload(version=1, height=Height(7), masternodes_root=HASH),
    CoinbasePayload(version=2, height=Height(-1), quorums_root=HASH),
    CoinbasePayload(
        version=3,
        height=Height(2**31 - 1),
        best_chainlock_diff=253,
        best_chainlock_signature=BLS_SIG,
        credit_pool_balance=Duffs(10**9),
    ),
    AssetLockPayload(credit_outputs=(TxOut(Duffs(5), Script(b"\x51")), TxOut(Duffs(6), Script(bytes(300))))),
    AssetUnlockPayload(
        index=2**64 - 1,
        fee=Duffs(70),
        requested_height=9,
        quorum_hash=BlockHash(HASH),
        quorum_signature=BLS_SIG,
    ),
    MnhfPayload(bit=12, quorum_hash=BlockHash(HASH), signature=BLS_SIG),
    RegisterPayload(version=9),
    RegisterPayload(version=1, net_info=NET, owner_key_id=KEY, operator_key=BLS_KEY, signature=b"sig"),
    RegisterPayload(
        version=2, type=1, collateral=OutPoint(TxId(HASH), 1), platform=PlatformFields(node_id=KEY, p2p_port=1)
    ),
    RegisterPayload(version=3, type=1, net_info=EXTENDED, platform=PlatformFields(node_id=KEY)),
    UpdateServicePayload(version=1, registration=TxId(HASH), net_info=NET, signature=BLS_SIG),
    UpdateServicePayload(version=2, type=1, net_info=NET, platform=PlatformFields(node_id=KEY, http_port=443)),
    UpdateServicePayload(version=3, net_info=EXTENDED, operator_payout_script=Script(b"\x51")),
    UpdateRegistrarPayload(version=2, registration=TxId(HASH), operator_key=BLS_KEY, voting_key_id=KEY),
    RevokePayload(version=2, registration=TxId(HASH), reason=3, inputs_hash=HASH, signature=BLS_SIG),
    CreditPool(locked=Duffs(3), limit=Duffs(2), lately_unlocked=Duffs(1), indexes=IndexRanges(((1, 5), (9, 10)))),
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_round_trip(payload: Payload) -> None:
    """What is encoded is read back; one byte more or less is refused."""
    data = payload.encode()

    assert type(payload).decode(data) == payload
    for bad in (data[:-1], data + b"\0"):
        with pytest.raises(SerializationError):
            type(payload).decode(bad)


@given(st.binary(max_size=400), st.sampled_from([type(payload) for payload in PAYLOADS]))
def test_any_bytes(data: bytes, kind: type[Payload]) -> None:
    """Bytes from a peer are a payload or a SerializationError, nothing else."""
    try:
        payload = kind.decode(data)
    except SerializationError:
        return
    assert kind.decode(payload.encode()) is not None


@pytest.mark.parametrize("name", ["trivially_valid.json", "trivially_invalid.json"])
def test_published_masternode_transactions(shared_dir: Path, name: str) -> None:
    """Each case of the published vectors ends as it says."""
    cases = json.loads((shared_dir / "vectors" / name).read_text(encoding="utf-8"))[1:]
    for txid, _, scheme, raw, *expected in cases:
        tx = Transaction.deserialize(bytes.fromhex(raw))
        assert display_hash(tx.txid) == txid
        found = None
        try:
            payload = decode_provider(tx)
            assert payload.encode() == tx.extra_payload
            check_provider(payload, ProviderRules(basic_bls=scheme == "basic"))
        except InvalidTxError as error:
            found = "gettxpayload-fail" if error.reason == "bad-protx-payload" else error.reason
        assert found == (expected[0] if expected else None), txid

    assert cases

"""Asset locks, the credit pool, coinbase payloads, payments and addresses of masternodes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.validation import InvalidBlockError, InvalidTxError, TxResult
from dashcore.evo.assetlock import AssetLockPayload, AssetUnlockPayload, check_asset_lock, check_asset_unlock
from dashcore.evo.cbtx import (
    CoinbasePayload,
    calc_masternodes_root,
    calc_quorums_root,
    check_best_chainlock,
    check_coinbase_payload,
    coinbase_payload_version,
)
from dashcore.evo.creditpool import BlockCredits, CreditPool, CreditPoolDiff, IndexRanges, next_pool
from dashcore.evo.mnhf import is_valid_activation
from dashcore.evo.netinfo import SingleNetInfo
from dashcore.evo.payments import Payee, find_value_fault, is_payee_valid, masternode_outputs
from dashcore.evo.provider_service import check_platform_fields, check_service
from dashcore.evo.providertx import PlatformFields, RegisterPayload
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import COIN, BlockHash, Duffs, Height, Script, TxId
from dashcore.util.hashes import NULL_HASH

REGTEST = select_params("regtest")
RULES = REGTEST.consensus
P2PKH = Script(b"\x76\xa9\x14" + bytes(20) + b"\x88\xac")
BURN = Script(b"\x6a\x00")
SOME = TxIn(OutPoint(TxId(b"\x01" * 32), 0))
CREDIT = TxOut(Duffs(5), P2PKH)


def _lock(*outputs: TxOut, credits_to: tuple[TxOut, ...] = (CREDIT,), version: int = 1) -> Transaction:
    payload = AssetLockPayload(version=version, credit_outputs=credits_to)
    return Transaction((SOME,), outputs, version=3, type=TxType.ASSET_LOCK, extra_payload=payload.encode())


def _unlock(index: int, value: int, *, fee: int = 1) -> Transaction:
    payload = AssetUnlockPayload(index=index, fee=Duffs(fee), requested_height=1, quorum_hash=BlockHash(bytes(32)))
    outputs = (TxOut(Duffs(value), P2PKH),)
    return Transaction((), outputs, version=3, type=TxType.ASSET_UNLOCK, extra_payload=payload.encode())


LOCKED = TxOut(Duffs(5), BURN)


@pytest.mark.parametrize(
    ("tx", "reason"),
    [
        (Transaction((SOME,), (LOCKED,), version=3), "bad-assetlocktx-type"),
        (_lock(CREDIT), "bad-assetlocktx-no-return"),
        (_lock(TxOut(Duffs(5), Script(b"\x6a"))), "bad-assetlocktx-non-empty-return"),
        (_lock(TxOut(Duffs(0), BURN)), "bad-assetlocktx-opreturn-outofrange"),
        (_lock(LOCKED, LOCKED), "bad-assetlocktx-multiple-return"),
        (Transaction((SOME,), (LOCKED,), version=3, type=TxType.ASSET_LOCK), "bad-assetlocktx-payload"),
        (_lock(LOCKED, version=2), "bad-assetlocktx-version"),
        (_lock(LOCKED, credits_to=()), "bad-assetlocktx-emptycreditoutputs"),
        (_lock(LOCKED, credits_to=(TxOut(Duffs(0), P2PKH),)), "bad-assetlocktx-credit-outofrange"),
        (_lock(LOCKED, credits_to=(TxOut(Duffs(5), BURN),)), "bad-assetlocktx-pubKeyHash"),
        (_lock(LOCKED, credits_to=(CREDIT, CREDIT)), "bad-assetlocktx-creditamount"),
    ],
)
def test_bad_asset_lock(tx: Transaction, reason: str) -> None:
    """None of these bans the peer at once."""
    with pytest.raises(InvalidTxError) as caught:
        check_asset_lock(tx)

    assert (caught.value.result, caught.value.reason) == (TxResult.BAD_SPECIAL, reason)


def test_good_asset_lock() -> None:
    """Other outputs may be anything."""
    check_asset_lock(_lock(CREDIT, LOCKED))


def test_asset_unlock_order_of_faults() -> None:
    """Form first, then the index, then the quorum's block, then the signature over the unsigned id."""
    seen: list[bytes] = []

    def check(tx: Transaction, *, used: bool = False, known: bool = True) -> str:
        def verify(_payload: AssetUnlockPayload, message: bytes) -> None:
            seen.append(message)

        try:
            check_asset_unlock(tx, is_index_used=lambda _index: used, is_known_block=lambda _hash: known, verify=verify)
        except InvalidTxError as error:
            return error.reason
        return ""

    good = _unlock(1, 5)
    many = Transaction((), good.outputs * 33, version=3, type=good.type, extra_payload=good.extra_payload)
    spending = Transaction((SOME,), good.outputs, version=3, type=good.type, extra_payload=good.extra_payload)

    assert check(spending) == "bad-assetunlocktx-have-input"
    assert check(many) == "bad-assetunlocktx-too-many-outs"
    assert check(good, used=True) == "bad-assetunlock-duplicated-index"
    assert check(good, known=False) == "bad-assetunlock-quorum-hash"
    assert check(good) == ""
    assert seen == [good.txid]


def test_index_ranges_merge() -> None:
    """Neighbours become one range; a number fits in once."""
    ranges = IndexRanges().with_added([1, 3, 5, 4, 2, 0, 9])

    assert ranges.ranges == ((0, 6), (9, 10))
    assert len(ranges) == 7
    assert 9 in ranges
    assert 6 not in ranges
    with pytest.raises(ValueError, match="index 3 is used already"):
        ranges.with_added([3])


def test_pool_limits() -> None:
    """Before WITHDRAWALS the window counts, after it only the block, from V24 the window again."""
    balance = Duffs(5000 * COIN)
    here = BlockCredits(balance=balance, unlocked=Duffs(30 * COIN), indexes=frozenset({4}))
    before = CreditPool(locked=balance, lately_unlocked=Duffs(20 * COIN))

    early = next_pool(before, 599, here, Duffs(10 * COIN), RULES)
    late = next_pool(before, 600, here, Duffs(10 * COIN), RULES)
    v24 = next_pool(before, 600, here, Duffs(10 * COIN), RULES, v24_active=True)
    small = next_pool(CreditPool(), 599, BlockCredits(balance=Duffs(50 * COIN)), Duffs(0), RULES)

    assert (early.limit, early.lately_unlocked) == (460 * COIN, 40 * COIN)
    assert late.limit == 2000 * COIN
    assert v24.limit == 3960 * COIN
    assert small.limit == 50 * COIN
    assert 4 in early.indexes
    assert next_pool(before, 431, here, Duffs(0), RULES) == CreditPool()
    with pytest.raises(ValueError, match="previous block has value"):
        next_pool(before, 600, None, Duffs(0), RULES)


def test_pool_diff(chain_of: Callable[[int], BlockIndex]) -> None:
    """Locks and Platform's share go in, unlocks and their fees go out, within the limit and once each."""
    pool = CreditPool(locked=Duffs(100), limit=Duffs(20), indexes=IndexRanges(((1, 2),)))
    diff = CreditPoolDiff(pool, chain_of(500), Duffs(1000), RULES)
    share = 1000 * 3 // 4 * 375 // 1000

    diff.add(_lock(LOCKED))
    diff.add(_unlock(2, 10))

    assert diff.total_locked == 100 + 5 - 11 + share
    for tx, reason in (
        (_unlock(3, 9), "failed-creditpool-unlock-too-much"),
        (_unlock(2, 1), "failed-creditpool-unlock-duplicated-index"),
        (_unlock(1, 1), "failed-creditpool-unlock-duplicated-index"),
    ):
        with pytest.raises(InvalidTxError) as caught:
            diff.add(tx)
        assert caught.value.reason == reason


def test_coinbase_payload_by_height(chain_of: Callable[[int], BlockIndex]) -> None:
    """Version 3 exactly from V20; version 2 as soon as the parent has DIP 8; the height must fit."""
    later = replace(RULES, heights={**RULES.heights})
    tip = chain_of(431)

    def reason(version: int, height: int) -> str:
        try:
            check_coinbase_payload(CoinbasePayload(version=version, height=Height(height)), tip, later)
        except InvalidTxError as error:
            return error.reason
        return ""

    assert coinbase_payload_version(tip, RULES) == 3
    assert coinbase_payload_version(chain_of(400), RULES) == 2
    assert reason(3, 432) == ""
    assert reason(2, 432) == reason(1, 432) == reason(4, 432) == reason(0, 432) == "bad-cbtx-version"
    assert reason(3, 431) == "bad-cbtx-height"


def test_roots_of_nothing() -> None:
    """An empty list has a null root; two equal commitments have none."""
    assert calc_masternodes_root() == calc_quorums_root() == NULL_HASH
    assert calc_quorums_root([b"\x02" * 32, b"\x01" * 32]) == calc_quorums_root([b"\x01" * 32, b"\x02" * 32])
    with pytest.raises(InvalidBlockError, match="mutated-calc-cbtx-quorummerkleroot"):
        calc_quorums_root([b"\x01" * 32] * 2)


def test_best_chainlock(chain_of: Callable[[int], BlockIndex]) -> None:
    """A ChainLock must verify and may not be older than the parent's."""
    tip = chain_of(500)
    signature = b"\x01" * 96
    none = CoinbasePayload(version=3, height=Height(501))
    locked = replace(none, best_chainlock_signature=signature, best_chainlock_diff=4)
    parent = replace(none, best_chainlock_signature=signature, best_chainlock_diff=2)
    seen: list[int] = []

    def verify(height: int, _hash: BlockHash, given: bytes) -> bool:
        seen.append(height)
        return given == signature

    def reason(payload: CoinbasePayload, prev_payload: CoinbasePayload | None) -> str:
        try:
            check_best_chainlock(payload, tip, prev_payload, verify)
        except InvalidBlockError as error:
            return error.reason
        return ""

    assert reason(none, None) == ""
    assert reason(replace(none, best_chainlock_diff=1), None) == "bad-cbtx-cldiff"
    assert reason(none, parent) == "bad-cbtx-null-clsig"
    assert reason(locked, parent) == "bad-cbtx-older-clsig"
    assert reason(replace(locked, best_chainlock_diff=3), parent) == ""
    assert seen == [497]
    assert reason(replace(locked, best_chainlock_signature=b"\x02" * 96), None) == "bad-cbtx-invalid-clsig"


def test_payments(chain_of: Callable[[int], BlockIndex]) -> None:
    """Platform first, then owner and operator; from enforcement on all of them must be paid."""
    tip = chain_of(600)
    payee = Payee(script=Script(b"\x51"), operator_reward=1000, operator_script=Script(b"\x52"))

    platform, owner, operator = masternode_outputs(tip, Duffs(8000), Duffs(800), RULES, payee)

    assert platform == TxOut(Duffs(2250), Script(b"\x6a"))
    assert (owner.value, operator.value) == (3915, 435)
    paid = Transaction((SOME,), (TxOut(Duffs(1), P2PKH), platform))
    unpaid = Transaction((SOME,), (TxOut(Duffs(1), P2PKH),))
    assert is_payee_valid(paid, tip, Duffs(8000), Duffs(0), RULES)
    assert not is_payee_valid(unpaid, tip, Duffs(8000), Duffs(0), RULES)
    assert is_payee_valid(unpaid, chain_of(498), Duffs(8000), Duffs(0), RULES)


@pytest.mark.parametrize(
    ("height", "value", "synced", "fault"),
    [
        (999, 100, True, None),
        (999, 101, False, "old budgets are not activated yet"),
        (1001, 101, False, None),
        (1001, 101, True, "old budgets are disabled"),
        (1011, 101, False, "block is not in old budget cycle window"),
        (1501, 101, False, "only regular blocks are allowed at this height"),
        (1500, 101, False, None),
        (1500, 101, True, "no triggered superblock detected"),
        (1500, 1026521121, False, "exceeded superblock max value"),
        (1500, 1026521120, False, None),
    ],
)
def test_value_limit(height: int, value: int, synced: bool, fault: str | None) -> None:
    """Each era has its bound; the text is what the log says."""
    found = find_value_fault(Duffs(value), height, Duffs(100), RULES, is_synced=synced)

    if fault is None:
        assert found is None
    else:
        assert found is not None
        assert found.startswith(f"coinbase pays too much at height {height} (actual={value} vs limit=")
        assert found.endswith(fault)


def _register(address: bytes, port: int, platform: PlatformFields | None = None) -> RegisterPayload:
    info = SingleNetInfo(raw=address + port.to_bytes(2, "big"))
    return RegisterPayload(version=2, type=1, net_info=info, platform=platform or PlatformFields())


IPV4 = bytes(10) + b"\xff\xff"


@pytest.mark.parametrize(
    ("network", "address", "port", "reason"),
    [
        ("main", IPV4 + b"\x08\x08\x08\x08", 9999, None),
        ("main", IPV4 + b"\x08\x08\x08\x08", 19999, "bad-protx-netinfo-port"),
        ("test", IPV4 + b"\x08\x08\x08\x08", 9999, "bad-protx-netinfo-port"),
        ("main", IPV4 + b"\x0a\x08\x08\x08", 9999, "bad-protx-netinfo-addr-unroutable"),
        ("regtest", IPV4 + b"\x7f\x00\x00\x01", 19999, None),
        ("main", b"\x20\x01\x48\x60" + bytes(12), 9999, "bad-protx-netinfo-addr-type"),
        ("main", bytes(16), 9999, "bad-protx-netinfo-bad"),
    ],
)
def test_service(network: str, address: bytes, port: int, reason: str | None) -> None:
    """IPv4 only, routable, and the main network's port there and nowhere else."""
    payload = _register(address, port)
    if reason is None:
        check_service(payload, select_params(network))
        return
    with pytest.raises(InvalidTxError) as caught:
        check_service(payload, select_params(network))

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (PlatformFields(), "bad-protx-platform-nodeid"),
        (PlatformFields(node_id=b"\1" * 20, p2p_port=9999, http_port=2), "bad-protx-platform-p2p-port"),
        (PlatformFields(node_id=b"\1" * 20, p2p_port=1, http_port=9999), "bad-protx-platform-http-port"),
        (PlatformFields(node_id=b"\1" * 20, p2p_port=1, http_port=1), "bad-protx-platform-dup-ports"),
        (PlatformFields(node_id=b"\1" * 20, p2p_port=1, http_port=7), "bad-protx-platform-dup-ports"),
    ],
)
def test_platform_fields(fields: PlatformFields, reason: str) -> None:
    """Three different ports, none of them the main network's."""
    with pytest.raises(InvalidTxError) as caught:
        check_platform_fields(_register(IPV4 + b"\x01\x02\x03\x04", 7, fields), REGTEST)

    assert caught.value.reason == reason


def test_who_may_be_signaled() -> None:
    """Only bits that need masternodes, in their time; unknown bits are free."""
    assert is_valid_activation(12, 100, RULES)
    assert not is_valid_activation(28, 100, RULES)
    assert is_valid_activation(5, 100, RULES)

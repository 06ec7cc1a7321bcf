"""Blocks made here are accepted here, past every deployment; each fault of the coinbase has its reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashcore.consensus.chainparams import select_params
from dashcore.consensus.index import BlockIndex
from dashcore.consensus.params import SignaledDeployment
from dashcore.consensus.subsidy import block_subsidy, masternode_payment, platform_share
from dashcore.consensus.validation import InvalidBlockError, InvalidTxError
from dashcore.evo.assetlock import AssetLockPayload, AssetUnlockPayload
from dashcore.evo.cbtx import CoinbasePayload
from dashcore.evo.creditpool import CreditPool
from dashcore.evo.creditpools import CreditPools
from dashcore.evo.mnhf import MnhfPayload
from dashcore.evo.netinfo import SingleNetInfo
from dashcore.evo.payload import calc_inputs_hash
from dashcore.evo.providertx import RegisterPayload, RevokePayload, UpdateServicePayload
from dashcore.llmq.blockprocessor import mineable_commitment_txs
from dashcore.llmq.coinbase import make_coinbase
from dashcore.llmq.specialtx import SpecialTxView, check_special_tx, process_special_txs
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut, TxType
from dashcore.primitives.types import BlockHash, Duffs, Height, Script, TxId

REGTEST = select_params("regtest")
RULES = REGTEST.consensus
ANYONE = Script(b"\x51")
P2PKH = Script(b"\x76\xa9\x14" + b"\x09" * 20 + b"\x88\xac")
SOME = TxIn(OutPoint(TxId(b"\x01" * 32), 0))
NO_FEES = Duffs(0)


def _no(_index: BlockIndex, _deployment: SignaledDeployment) -> bool:
    return False


def _at(index: BlockIndex | None) -> BlockIndex:
    assert index is not None
    return index


class Maker:
    """Makes blocks on a chain of headers, and the pools they lead to."""

    def __init__(self, tip: BlockIndex) -> None:
        self.tip = tip
        self.blocks: dict[BlockHash, Block] = {}
        self.pools = CreditPools(REGTEST, lambda index: self.blocks[index.hash], lambda _index: False)

    def view(self, prev: BlockIndex) -> SpecialTxView:
        """What a child of `prev` is judged by."""
        return SpecialTxView(chain=REGTEST, signal_active=_no, find_block=self._find, pool=self.pools.get(prev))

    def make(self, prev: BlockIndex, *extra: Transaction) -> Block:
        """Make the block above `prev`."""
        others = [*mineable_commitment_txs(prev, RULES, _no), *extra]
        coinbase = make_coinbase(prev, ANYONE, others, NO_FEES, RULES, self.pools.get(prev))
        return Block(REGTEST.genesis.header, (coinbase, *others))

    def _find(self, block_hash: BlockHash) -> BlockIndex | None:
        at: BlockIndex | None = self.tip
        while at is not None and at.hash != block_hash:
            at = at.prev
        return at


@pytest.fixture
def maker(chain_of: Callable[[int], BlockIndex]) -> Maker:
    """A chain of 620 blocks with nothing but what must be in them."""
    made = Maker(chain_of(620))
    for height in range(432, 621):
        index = _at(made.tip.get_ancestor(height))
        made.blocks[index.hash] = made.make(_at(index.prev))
    return made


def test_made_blocks_are_accepted(maker: Maker) -> None:
    """Past DIP 3, V20, enforcement and WITHDRAWALS; the pool grows by Platform's share of each."""
    total = 0
    for height in range(432, 621):
        prev = _at(_at(maker.tip.get_ancestor(height)).prev)
        block = maker.blocks[_at(maker.tip.get_ancestor(height)).hash]
        assert process_special_txs(block, prev, maker.view(prev)) == []
        subsidy = block_subsidy(prev, RULES)
        total += platform_share(masternode_payment(height, subsidy, RULES, v20_active=True))

    assert maker.pools.get(maker.tip).locked == total
    assert maker.pools.get(None) == CreditPool()


def test_plain_coinbase_before_the_rule(chain_of: Callable[[int], BlockIndex]) -> None:
    """It holds the height in its script, and all of the subsidy."""
    prev = chain_of(430)

    coinbase = make_coinbase(prev, ANYONE, (), NO_FEES, RULES, CreditPool())

    assert (coinbase.version, coinbase.type) == (2, 0)
    assert coinbase.inputs[0].script_sig == b"\x02\xaf\x01\x00"
    assert coinbase.outputs == (TxOut(block_subsidy(prev, RULES), ANYONE),)


def test_pools_are_stored_and_loaded(maker: Maker) -> None:
    """A snapshot every 576 blocks spares reading what is below."""
    stored: dict[BlockHash, CreditPool] = {}
    CreditPools(REGTEST, lambda index: maker.blocks[index.hash], lambda _index: False, store=stored.__setitem__).get(
        maker.tip
    )
    read: list[int] = []

    def read_block(index: BlockIndex) -> Block:
        read.append(index.height)
        return maker.blocks[index.hash]

    again = CreditPools(REGTEST, read_block, lambda _index: False, load=stored.get)

    assert again.get(maker.tip) == maker.pools.get(maker.tip)
    assert [_at(maker.tip.get_ancestor(576)).hash] == list(stored)
    assert min(height for height in read if height > 576 - 100) >= 477
    assert sorted(height for height in read if height > 520) == list(range(577, 621))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"height": 1}, "bad-cbtx-height"),
        ({"version": 2}, "bad-cbtx-version"),
        ({"masternodes_root": b"\1" * 32}, "bad-cbtx-mnmerkleroot"),
        ({"quorums_root": b"\1" * 32}, "bad-cbtx-quorummerkleroot"),
        ({"credit_pool_balance": 1}, "bad-cbtx-assetlocked-amount"),
        ({"best_chainlock_diff": 1}, "bad-cbtx-cldiff"),
        ({"best_chainlock_signature": b"\1" * 96}, "bad-cbtx-invalid-clsig"),
    ],
)
def test_coinbase_faults(maker: Maker, change: dict[str, int | bytes], reason: str) -> None:
    """Each field is checked; all of them at once is not needed to fail."""
    block = maker.make(maker.tip)
    coinbase = block.transactions[0]
    fields = CoinbasePayload.decode(coinbase.extra_payload)
    payload = replace(fields, **change).encode()  # type: ignore[arg-type]  # the cases name fields of their types
    changed = Transaction(coinbase.inputs, coinbase.outputs, version=3, type=5, extra_payload=payload)

    with pytest.raises(InvalidBlockError) as caught:
        process_special_txs(Block(block.header, (changed, *block.transactions[1:])), maker.tip, maker.view(maker.tip))

    assert caught.value.reason == reason


def test_malformed_coinbase(maker: Maker) -> None:
    """A payload that cannot be read, and none at all; neither matters where roots are not checked."""
    block = maker.make(maker.tip)
    coinbase = block.transactions[0]
    short = Transaction(coinbase.inputs, coinbase.outputs, version=3, type=5, extra_payload=b"")
    plain = Transaction(coinbase.inputs, coinbase.outputs)
    for tx, reason in ((short, "bad-cbtx-payload"), (plain, "bad-cbtx-version")):
        changed = Block(block.header, (tx, *block.transactions[1:]))
        with pytest.raises(InvalidBlockError) as caught:
            process_special_txs(changed, maker.tip, maker.view(maker.tip))
        assert caught.value.reason == reason
        process_special_txs(changed, maker.tip, maker.view(maker.tip), check_coinbase=False)


def _special(kind: int, payload: bytes, *, inputs: tuple[TxIn, ...] = (SOME,)) -> Transaction:
    return Transaction(inputs, (TxOut(Duffs(5), P2PKH),), version=3, type=kind, extra_payload=payload)


def test_asset_lock_counts_into_the_coinbase(maker: Maker) -> None:
    """The miner adds it to the balance, and the block is accepted."""
    payload = AssetLockPayload(credit_outputs=(TxOut(Duffs(7), P2PKH),)).encode()
    lock = Transaction(
        (SOME,), (TxOut(Duffs(7), Script(b"\x6a\x00")),), version=3, type=TxType.ASSET_LOCK, extra_payload=payload
    )
    without = CoinbasePayload.decode(maker.make(maker.tip).transactions[0].extra_payload)

    block = maker.make(maker.tip, lock)

    balance = CoinbasePayload.decode(block.transactions[0].extra_payload).credit_pool_balance
    assert balance == without.credit_pool_balance + 7
    assert process_special_txs(block, maker.tip, maker.view(maker.tip)) == []


NET = SingleNetInfo(raw=bytes(10) + b"\xff\xff\x01\x02\x03\x04" + (1999).to_bytes(2, "big"))
REGISTER = RegisterPayload(
    version=2,
    collateral=OutPoint(TxId(bytes(32)), 0),
    net_info=NET,
    owner_key_id=b"\1" * 20,
    operator_key=b"\1" * 48,
    voting_key_id=b"\1" * 20,
    payout_script=P2PKH,
    inputs_hash=calc_inputs_hash(Transaction((SOME,), ())),
)


@pytest.mark.parametrize(
    ("tx", "reason"),
    [
        (_special(1, REGISTER.encode()), "masternode-registration-unsupported"),
        (_special(1, replace(REGISTER, inputs_hash=bytes(32)).encode()), "bad-protx-inputs-hash"),
        (
            _special(1, replace(REGISTER, collateral=OutPoint(TxId(bytes(32)), 1)).encode()),
            "bad-protx-collateral-index",
        ),
        (_special(2, UpdateServicePayload(version=2, net_info=NET).encode()), "bad-protx-hash"),
        (_special(4, RevokePayload(version=2).encode()), "bad-protx-hash"),
        (_special(5, CoinbasePayload(version=3, height=Height(621)).encode()), "bad-cbtx-invalid"),
        (_special(6, b""), "bad-qc-payload"),
        (_special(7, MnhfPayload(bit=12, quorum_hash=BlockHash(bytes(32))).encode()), "bad-mnhf-quorum-hash"),
        (_special(7, MnhfPayload(bit=28, quorum_hash=BlockHash(bytes(32))).encode()), "bad-mnhf-non-ehf"),
        (_special(8, b""), "bad-assetlocktx-no-return"),
        (_special(9, b"", inputs=()), "bad-assetunlocktx-payload"),
        (_special(10, b""), "bad-tx-type-check"),
    ],
)
def test_transaction_faults(maker: Maker, tx: Transaction, reason: str) -> None:
    """Each type goes to its own check."""
    with pytest.raises(InvalidTxError) as caught:
        check_special_tx(tx, maker.tip, maker.view(maker.tip))

    assert caught.value.reason == reason


def test_what_a_quorum_signs_needs_one(maker: Maker) -> None:
    """Known blocks, but no quorum was formed at them."""
    unlock = AssetUnlockPayload(index=1, fee=Duffs(1), requested_height=620, quorum_hash=maker.tip.hash).encode()
    for tx, reason in (
        (_special(7, MnhfPayload(bit=12, quorum_hash=maker.tip.hash).encode()), "bad-mnhf-missing-quorum"),
        (_special(7, MnhfPayload(bit=29, quorum_hash=maker.tip.hash).encode()), "bad-mnhf-nbit-out-of-bounds"),
        (_special(9, unlock, inputs=()), "bad-assetunlock-too-old-quorum"),
    ):
        with pytest.raises(InvalidTxError) as caught:
            check_special_tx(tx, maker.tip, maker.view(maker.tip))
        assert caught.value.reason == reason


def test_no_type_before_the_rule(chain_of: Callable[[int], BlockIndex]) -> None:
    """A typed transaction is not relayed before DIP 3; a plain one is none of our business."""
    prev = chain_of(430)
    view = Maker(prev).view(prev)

    check_special_tx(Transaction((SOME,), (), version=3), prev, view)
    with pytest.raises(InvalidTxError, match="bad-tx-type"):
        check_special_tx(_special(8, b""), prev, view)

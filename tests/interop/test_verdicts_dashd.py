"""Random scripts and spoilt transactions get the verdict that dashd gives, word for word.

DASHD_REFERENCE names the dashd to compare with.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from dashd_node import MOCKTIME, Dashd, reference_dashd, running
from framework import RpcFailureError

from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.crypto.secp256k1 import derive_pubkey, sign_ecdsa
from dashcore.node.mempool.pool import MempoolOptions
from dashcore.node.mining.miner import mine_block, replace_header
from dashcore.node.testing import ANYONE, SPEND_SCRIPT, SmallNode
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.rpc.raw_transactions import decode_hex_tx
from dashcore.script.opcodes import (
    OP_0,
    OP_1,
    OP_1NEGATE,
    OP_2,
    OP_16,
    OP_CHECKDATASIG,
    OP_CHECKMULTISIG,
    OP_CHECKSIG,
    OP_CODESEPARATOR,
    OP_DROP,
    OP_DUP,
    OP_ELSE,
    OP_ENDIF,
    OP_EQUALVERIFY,
    OP_HASH160,
    OP_IF,
    OP_NOP,
    OP_NOTIF,
    OP_RETURN,
)
from dashcore.script.script import build_script, push_data, push_int
from dashcore.script.sighash import SighashCache

pytestmark = pytest.mark.interop

SCRIPTS, SIGNED, SPOILT = 260, 60, 240
VALUE = 100_000  # duffs of each coin
FEE = 5000
KEY = bytes(31) + b"\x07"


class _Programs:
    """Writes scripts that mostly have on the stack what they ask for."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def push(self) -> bytes:
        """A value, seldom written longer than need be."""
        rng = self._rng
        kind = rng.randrange(6)
        if kind == 0:
            return bytes([rng.choice((OP_0, OP_1NEGATE, *range(OP_1, OP_16 + 1)))])
        if kind <= 2:
            return push_int(
                rng.choice((rng.randrange(-20, 20), rng.randrange(-(2**31), 2**31), rng.randrange(-(2**39), 2**39)))
            )
        data = rng.randbytes(rng.choice((0, 1, 2, 3, 4, 5, 20, 32, 33, 75, 76)))
        if kind == 3 and rng.random() < 0.2:
            return bytes([0x4C, len(data)]) + data
        return push_data(data)

    def unlocking(self) -> bytes:
        """A few values."""
        return b"".join(self.push() for _ in range(self._rng.randrange(4)))

    def locking(self) -> bytes:
        """Operations of any kind; at the end one true value, if all goes well."""
        rng = self._rng
        parts: list[bytes] = []
        for _ in range(rng.randrange(1, 14)):
            chance = rng.random()
            if chance < 0.4:
                parts.append(self.push())
            elif chance < 0.46:
                parts.append(self._branch())
            elif chance < 0.49:
                parts.append(
                    bytes([rng.choice((OP_NOP, OP_CODESEPARATOR, OP_RETURN, 0x50, 0x62, 0x65, 0xB0, 0xB1, 0xB2, 0xBC))])
                )
            else:
                parts.append(bytes([rng.randrange(0x69, 0xBC)]))
        if rng.random() < 0.8:
            parts.append(bytes([OP_DROP]) * rng.randrange(3) + bytes([OP_1]))
        return b"".join(parts)

    def _branch(self) -> bytes:
        start = self._rng.choice((OP_IF, OP_NOTIF))
        inner = self.push() + bytes([OP_ELSE]) + self.push()
        return self.push() + bytes([start]) + inner + (bytes([OP_ENDIF]) if self._rng.random() < 0.9 else b"")


def signed_scripts(rng: Random) -> Iterator[tuple[Script, Callable[[Transaction], bytes]]]:
    """Yield scripts that want signatures, and how to give them, often with a fault."""
    pubkeys = [
        derive_pubkey(KEY, compressed=True),
        derive_pubkey(KEY, compressed=False),
        b"\x02" + bytes(32),
        b"\x07" * 33,
    ]
    for _ in range(SIGNED):
        kind = rng.randrange(4)
        hash_type = rng.choice((1, 2, 3, 0x81, 0x82, 0x83, 0, 4, 0x41))
        pubkey = rng.choice(pubkeys[:2] if rng.random() < 0.8 else pubkeys)
        if kind == 0:
            script = build_script(pubkey, OP_CHECKSIG)
        elif kind == 1:
            script = build_script(OP_1, pubkey, rng.choice(pubkeys), OP_2, OP_CHECKMULTISIG)
        elif kind == 2:
            script = build_script(b"message", pubkey, OP_CHECKDATASIG)
        else:
            script = build_script(OP_CODESEPARATOR, pubkey, OP_CHECKSIG)
        fault = rng.randrange(6)
        at, bits = rng.randrange(74), rng.randrange(1, 256)

        def unlock(
            tx: Transaction,
            script: Script = script,
            kind: int = kind,
            hash_type: int = hash_type,
            fault: int = fault,
            at: int = at,
            bits: int = bits,
        ) -> bytes:
            code = script[1:] if kind == 3 else script
            digest = SighashCache(tx).signature_hash(code, 0, hash_type)
            signature = bytearray(sign_ecdsa(KEY, digest))
            if kind != 2:
                signature.append(hash_type)
            if fault == 0:
                signature[at % len(signature)] ^= bits
            elif fault == 1:
                signature = signature[: at % (len(signature) + 1)]
            dummy = b"" if kind != 1 else bytes([OP_0 if fault != 2 else OP_1])
            return dummy + push_data(bytes(signature))

        yield script, unlock


class _Draft:
    """A transaction in the making; each method makes something of it that may break a rule."""

    def __init__(self, rng: Random, coin: OutPoint, others: Sequence[OutPoint]) -> None:
        self._rng = rng
        self._coin = coin
        self._others = others
        self._inputs = [TxIn(coin, SPEND_SCRIPT, 0xFFFFFFFE)]
        self._outputs = [TxOut(Duffs(VALUE - FEE), ANYONE)]
        self._version, self._lock_time, self._kind, self._payload = 2, 0, 0, b""

    def spoil(self) -> bytes:
        """Change one thing or two; return the bytes, seldom with a further one changed among them."""
        rng = self._rng
        for _ in range(rng.randrange(1, 3)):
            rng.choice(
                (
                    self._repeat_input,
                    self._add_input,
                    self._add_output,
                    self._change_value,
                    self._drop_side,
                    self._change_version,
                    self._change_lock_time,
                    self._change_sequence,
                    self._make_special,
                    self._spend_nothing,
                    self._add_script,
                    self._grow,
                )
            )()
        tx = Transaction(
            tuple(self._inputs),
            tuple(self._outputs),
            version=self._version,
            type=self._kind,
            lock_time=self._lock_time,
            extra_payload=self._payload,
        )
        raw = bytearray(tx.serialize())
        if rng.random() < 0.3:
            raw[rng.randrange(len(raw))] ^= rng.randrange(1, 256)
        return bytes(raw)

    def _repeat_input(self) -> None:
        self._inputs += self._inputs[:1]

    def _add_input(self) -> None:
        sequence = self._rng.choice((0, 1, 0x400001, 0xFFFFFFFE))
        self._inputs.append(TxIn(self._rng.choice(self._others), SPEND_SCRIPT, sequence))

    def _add_output(self) -> None:
        value = self._rng.choice((0, -1, 1, 545, 546, 21 * 10**14, 21 * 10**14 + 1))
        self._outputs.append(TxOut(Duffs(value), ANYONE))

    def _change_value(self) -> None:
        value = self._rng.choice((0, 1, VALUE - 80, VALUE - 1, VALUE, VALUE + 1))
        self._outputs[:1] = [TxOut(Duffs(value), ANYONE)]

    def _drop_side(self) -> None:
        (self._inputs if self._rng.random() < 0.5 else self._outputs).clear()

    def _change_version(self) -> None:
        self._version = self._rng.choice((0, 1, 3, 4, -1, 32767))

    def _change_lock_time(self) -> None:
        self._lock_time = self._rng.choice(
            (1, 100, 105, 106, 107, 10**6, 499_999_999, 500_000_000, MOCKTIME, 2**32 - 1)
        )

    def _change_sequence(self) -> None:
        sequence = self._rng.choice((0, 1, 5, 200, 0x400000, 0x400001, 0x80000001))
        self._inputs[:1] = [TxIn(self._coin, SPEND_SCRIPT, sequence)]

    def _make_special(self) -> None:
        self._kind, self._version = self._rng.randrange(11), 3
        self._payload = self._rng.randbytes(self._rng.choice((0, 1, 10, 70)))

    def _spend_nothing(self) -> None:
        self._inputs.append(TxIn(OutPoint(TxId(bytes(32)), 0xFFFFFFFF), Script(b"\x51\x51")))

    def _add_script(self) -> None:
        scripts = (
            build_script(OP_RETURN),
            build_script(OP_RETURN, bytes(20)),
            build_script(OP_RETURN, bytes(81)),
            build_script(OP_DUP, OP_HASH160, bytes(20), OP_EQUALVERIFY, OP_CHECKSIG),
            Script(bytes([OP_CHECKSIG]) * 30),
        )
        self._outputs.append(TxOut(Duffs(self._rng.choice((0, 546, 600))), self._rng.choice(scripts)))

    def _grow(self) -> None:
        script = Script(bytes(self._rng.choice((1, 1650))))
        self._outputs += [TxOut(Duffs(600), script)] * self._rng.choice((1, 70))


@contextmanager
def both(tmp_path: Path, scripts: Sequence[Script], *, standard: bool) -> Iterator[tuple[SmallNode, Dashd, Block]]:
    """Run both on one chain, whose first block pays to all the scripts; that block comes along."""
    options = MempoolOptions(require_standard=standard)
    flag = f"-acceptnonstdtxn={int(not standard)}"
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    with (
        SmallNode(tmp_path / "ours", mempool=options) as ours,
        running(reference_dashd(), tmp_path / "theirs", flag) as theirs,
    ):
        template = ours.context.assembler.create_block(ANYONE)
        coinbase = template.block.transactions[0]
        outputs = tuple(TxOut(Duffs(VALUE), script) for script in scripts)
        body = (Transaction(coinbase.inputs, outputs, version=coinbase.version, lock_time=coinbase.lock_time),)
        header = replace_header(template.block.header, merkle_root=block_merkle_root(body)[0])
        first = mine_block(Block(header, body), ours.context.params.consensus, max_tries=10_000).block
        assert first is not None
        ours.context.chainman.process_new_block(first, force=True)
        for block in [first, *ours.mine(105)]:
            assert theirs.rpc.submitblock(block.serialize().hex()) is None
        assert theirs.rpc.getblockcount() == 106
        ours.advance(MOCKTIME - ours.now)
        yield ours, theirs, first


def verdict_of_dashd(dashd: Dashd, raw: bytes) -> str:
    """Return the reason of a refusal, "" of none; "undecodable" of what is no transaction."""
    try:
        (told,) = dashd.rpc.testmempoolaccept([raw.hex()], 0)
    except RpcFailureError as error:
        if "TX decode failed" not in error.message:
            raise
        return "undecodable"
    return "" if told["allowed"] else str(told["reject-reason"])


def our_verdict(node: SmallNode, raw: bytes) -> str:
    """Return ours in the same words."""
    tx = decode_hex_tx(raw.hex())
    if tx is None:
        return "undecodable"
    try:
        node.context.acceptor.accept(tx, test=True)
    except InvalidTxError as error:
        return "missing-inputs" if error.result is TxResult.MISSING_INPUTS else error.reason
    return ""


def compare(node: SmallNode, dashd: Dashd, cases: Sequence[bytes]) -> set[str]:
    """Check that both say the same of each; return all that was said."""
    said = {raw: verdict_of_dashd(dashd, raw) for raw in cases}
    wrong = {raw.hex(): (ours, said[raw]) for raw in cases if (ours := our_verdict(node, raw)) != said[raw]}
    assert not wrong
    return set(said.values())


def test_scripts(tmp_path: Path) -> None:
    """Programs of any opcodes, and signatures of all kinds and faults."""
    rng = Random(2024)
    programs = _Programs(rng)
    signed = list(signed_scripts(rng))
    scripts = [Script(programs.locking()) for _ in range(SCRIPTS)] + [script for script, _ in signed]
    with both(tmp_path, scripts, standard=False) as (ours, theirs, first):
        txid = first.transactions[0].txid
        output = TxOut(Duffs(VALUE - FEE), Script(b"\x76\xa9\x14" + bytes(20) + b"\x88\xac"))
        cases = []
        for index in range(len(scripts)):
            bare = Transaction((TxIn(OutPoint(txid, index), Script(b""), 5),), (output,))
            unlock = programs.unlocking() if index < SCRIPTS else signed[index - SCRIPTS][1](bare)
            cases.append(Transaction((TxIn(OutPoint(txid, index), Script(unlock), 5),), (output,)).serialize())
        reasons = compare(ours, theirs, cases)
    assert "" in reasons
    assert len(reasons) > 15, reasons


@pytest.mark.parametrize("standard", [False, True])
def test_spoilt_transactions(tmp_path: Path, standard: bool) -> None:
    """What breaks which rule first."""
    rng = Random(7)
    scripts = [ANYONE] * 12
    with both(tmp_path, scripts, standard=standard) as (ours, theirs, first):
        coins = [OutPoint(first.transactions[0].txid, index) for index in range(len(scripts))]
        cases = [_Draft(rng, rng.choice(coins), coins).spoil() for _ in range(SPOILT)]
        reasons = compare(ours, theirs, cases)
    assert "" in reasons
    assert len(reasons) > 15, reasons

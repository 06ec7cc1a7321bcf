"""The interpreter gives Core's verdict on every published script vector."""

import json
import random
from pathlib import Path

import pytest

from dashcore.consensus.tx_check import check_transaction
from dashcore.consensus.validation import InvalidTxError
from dashcore.primitives.transaction import EMPTY_SCRIPT, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.asm import parse_script
from dashcore.script.checker import TransactionSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.interpreter import verify_script
from dashcore.script.script import build_script
from dashcore.script.script_error import ScriptError

# Where the vectors call an error by another name than the enumeration.
VECTOR_NAMES = {
    "NULLFAIL": ScriptError.SIG_NULLFAIL,
    "SPLIT_RANGE": ScriptError.INVALID_SPLIT_RANGE,
    "OPERAND_SIZE": ScriptError.INVALID_OPERAND_SIZE,
}
# Flags of other chains that would make an entry meaningless here; Dash's vectors use none.
FOREIGN_FLAGS: frozenset[str] = frozenset()
ALL_FLAGS = ScriptFlags(sum(flag for flag in ScriptFlags))


def _parse_flags(text: str) -> ScriptFlags:
    names = [name for name in text.split(",") if name and name != "NONE"]
    assert not FOREIGN_FLAGS & set(names)
    flags = ScriptFlags.NONE
    for name in names:
        flags |= ScriptFlags[name]
    return flags


def _trim(flags: ScriptFlags) -> ScriptFlags:
    return flags if flags & ScriptFlags.P2SH else flags & ~ScriptFlags.CLEANSTACK


def _spend(script_sig: Script, script_pubkey: Script) -> Transaction:
    credit = Transaction(
        (TxIn(OutPoint(TxId(bytes(32)), 0xFFFFFFFF), build_script(0, 0)),), (TxOut(Duffs(0), script_pubkey),), version=1
    )
    return Transaction((TxIn(OutPoint(credit.txid, 0), script_sig),), (TxOut(Duffs(0), EMPTY_SCRIPT),), version=1)


def test_script_vectors(shared_dir: Path) -> None:
    """Each entry ends in the named error; fewer flags never break a success, more never mend a failure."""
    rng = random.Random(1)
    entries = [e for e in json.loads((shared_dir / "vectors/script_tests.json").read_text()) if len(e) >= 4]
    failures = []
    for entry in entries:
        script_sig, script_pubkey = parse_script(entry[0]), parse_script(entry[1])
        flags = _parse_flags(entry[2])
        expected = VECTOR_NAMES.get(entry[3]) or ScriptError[entry[3]]
        checker = TransactionSignatureChecker(_spend(script_sig, script_pubkey), 0)
        if verify_script(script_sig, script_pubkey, flags, checker) is not expected:
            failures.append(entry)
        extra = ScriptFlags(rng.getrandbits(17) & ALL_FLAGS)
        other = _trim(flags & ~extra) if expected is ScriptError.OK else flags | extra
        if other & ScriptFlags.CLEANSTACK and not other & ScriptFlags.P2SH:
            continue
        verdict = verify_script(script_sig, script_pubkey, other, checker)
        if (verdict is ScriptError.OK) != (expected is ScriptError.OK):
            failures.append([*entry, other])
    assert len(entries) > 1000
    assert not failures


def _read_transactions(path: Path) -> list[tuple[Transaction, dict[OutPoint, Script], str]]:
    result = []
    for entry in json.loads(path.read_text()):
        if not isinstance(entry[0], list):
            continue
        coins = {
            OutPoint(TxId(bytes.fromhex(txid)[::-1]), index & 0xFFFFFFFF): parse_script(script)
            for txid, index, script in entry[0]
        }
        result.append((Transaction.deserialize(bytes.fromhex(entry[1])), coins, entry[2]))
    return result


def _verdicts(tx: Transaction, coins: dict[OutPoint, Script], flags: ScriptFlags) -> set[ScriptError]:
    return {
        verify_script(txin.script_sig, coins[txin.prevout], flags, TransactionSignatureChecker(tx, index))
        for index, txin in enumerate(tx.inputs)
    }


def _fill(flags: ScriptFlags) -> ScriptFlags:
    return flags | ScriptFlags.P2SH if flags & ScriptFlags.CLEANSTACK else flags


def _each_one_less(flags: ScriptFlags) -> set[ScriptFlags]:
    return {_trim(flags & ~flag) for flag in ScriptFlags if flags & flag}


def test_valid_transactions(shared_dir: Path) -> None:
    """They pass with every flag but those excluded, with any of these taken away, and with no excluded one added."""
    rng = random.Random(2)
    entries = _read_transactions(shared_dir / "vectors/tx_valid.json")
    assert len(entries) > 80
    for tx, coins, excluded in entries:
        check_transaction(tx)
        flags = ALL_FLAGS & ~_parse_flags(excluded)
        assert flags == _fill(flags)
        assert _verdicts(tx, coins, flags) == {ScriptError.OK}, tx
        for flag in ScriptFlags:
            assert _verdicts(tx, coins, _trim(flags & ~flag)) == {ScriptError.OK}, (tx, flag)
            fewer = _trim(flags & ScriptFlags(rng.getrandbits(17) & ALL_FLAGS))
            assert _verdicts(tx, coins, fewer) == {ScriptError.OK}, (tx, fewer)
        for less in _each_one_less(_parse_flags(excluded)):
            more = ALL_FLAGS & ~less
            if more == _fill(more):
                assert _verdicts(tx, coins, more) != {ScriptError.OK}, (tx, more)


def test_invalid_transactions(shared_dir: Path) -> None:
    """They fail with the flags named and with any more; or, BADTX, before scripts run."""
    rng = random.Random(3)
    entries = _read_transactions(shared_dir / "vectors/tx_invalid.json")
    assert len(entries) > 60
    for tx, coins, named in entries:
        if named == "BADTX":
            with pytest.raises(InvalidTxError):
                check_transaction(tx)
            continue
        check_transaction(tx)
        flags = _parse_flags(named)
        assert _verdicts(tx, coins, flags) != {ScriptError.OK}, tx
        for flag in ScriptFlags:
            assert _verdicts(tx, coins, _fill(flags | flag)) != {ScriptError.OK}, (tx, flag)
            more = _fill(flags | ScriptFlags(rng.getrandbits(17) & ALL_FLAGS))
            assert _verdicts(tx, coins, more) != {ScriptError.OK}, (tx, more)


def test_cleanstack_needs_p2sh() -> None:
    """The combination that would be no soft fork is refused."""
    checker = TransactionSignatureChecker(_spend(EMPTY_SCRIPT, Script(b"\x51")), 0)

    with pytest.raises(ValueError, match="CLEANSTACK"):
        verify_script(b"", b"\x51", ScriptFlags.CLEANSTACK, checker)

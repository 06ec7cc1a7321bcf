"""Numbers, operations, digests and text of scripts hold for any input."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.script.asm import parse_script, script_to_asm
from dashcore.script.checker import BaseSignatureChecker
from dashcore.script.flags import STANDARD_FLAGS, ScriptFlags
from dashcore.script.interpreter import eval_script
from dashcore.script.number import decode_number, encode_number, is_minimally_encoded, minimally_encode
from dashcore.script.script import (
    find_and_delete,
    is_minimal_push,
    iter_ops,
    push_data,
    push_int,
    push_minimal,
    sigop_count,
)
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SIGHASH_ANYONECANPAY, SighashCache, encode_script_code
from dashcore.script.standard import extract_destination, solve
from dashcore.util.serialize import encode_bytes

SCRIPTS = st.binary(max_size=60)


@given(st.integers(-(2**63), 2**63))
def test_number(value: int) -> None:
    """Each number has one shortest form, and padding is undone."""
    data = encode_number(value)

    assert decode_number(data, minimal=True, limit=9) == value
    assert is_minimally_encoded(data, 9)
    assert minimally_encode(data) == data
    if data:
        padded = data[:-1] + bytes([data[-1] & 0x7F, 0, data[-1] & 0x80])
        assert minimally_encode(padded) == data
        assert not is_minimally_encoded(padded, 11)


@given(st.binary(max_size=12))
def test_minimal_form_of_any_bytes(data: bytes) -> None:
    """The shortest form is minimal and the same number."""
    short = minimally_encode(data)

    assert is_minimally_encoded(short, 12)
    assert decode_number(short, minimal=True, limit=12) == decode_number(data, minimal=False, limit=12)


@given(st.lists(st.binary(max_size=300), max_size=6))
def test_pushes(items: list[bytes]) -> None:
    """Both encodings push the same items; the minimal one is minimal."""
    ops = list(iter_ops(b"".join(map(push_data, items))))
    assert [data for _, data in ops] == items
    stack: list[bytes] = []
    minimal = b"".join(map(push_minimal, items))
    assert eval_script(stack, minimal, ScriptFlags.MINIMALDATA, BaseSignatureChecker()) is ScriptError.OK
    assert stack == items
    for item in items:
        opcode = push_minimal(item)[0]
        assert opcode > 0x4E or is_minimal_push(item, opcode)


@given(st.integers(-(2**31) + 1, 2**31 - 1))
def test_pushed_numbers(value: int) -> None:
    """What is pushed as a number is that number, shown as it and read back from that."""
    stack: list[bytes] = []
    script = push_int(value)

    assert eval_script(stack, script, STANDARD_FLAGS, BaseSignatureChecker()) is ScriptError.OK
    assert decode_number(stack[0], minimal=True) == value
    assert script_to_asm(script) == str(value)
    assert parse_script(str(value)) == script


@given(SCRIPTS, st.integers(0, 0x1FFFF))
def test_any_script_runs(script: bytes, flags: int) -> None:
    """No script raises, whatever it holds; nor does anything that looks at one."""
    assert isinstance(eval_script([b"\1", b""], script, flags, BaseSignatureChecker()), ScriptError)
    solve(script)
    extract_destination(script)
    script_to_asm(script, decode_sighash=True)
    assert sigop_count(script, accurate=True) <= sigop_count(script, accurate=False)


@given(SCRIPTS, st.binary(min_size=1, max_size=3))
def test_delete_leaves_the_rest(script: bytes, needle: bytes) -> None:
    """As many bytes go as were found."""
    rest, found = find_and_delete(script, needle)

    assert len(rest) == len(script) - found * len(needle)


def _digest(tx: Transaction, code: bytes, index: int, hash_type: int) -> bytes:
    """Build the digest by writing out the changed transaction, as the first client did."""
    base = hash_type & 0x1F
    if base == 3 and index >= len(tx.outputs):
        return b"\1" + bytes(31)
    inputs = []
    for number, txin in enumerate(tx.inputs):
        script = code if number == index else b""
        sequence = 0 if number != index and base in {2, 3} else txin.sequence
        inputs.append(TxIn(txin.prevout, Script(script), sequence))
    outputs = list(tx.outputs)
    if base == 2:
        outputs = []
    elif base == 3:
        outputs = [TxOut(Duffs(-1), Script(b"")) for _ in range(index)] + [tx.outputs[index]]
    if hash_type & SIGHASH_ANYONECANPAY:
        inputs = [inputs[index]]
    changed = Transaction(
        tuple(inputs),
        tuple(outputs),
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=tx.extra_payload,
    )
    data = changed.serialize() + (hash_type & 0xFFFFFFFF).to_bytes(4, "little")
    return sha256(sha256(data).digest()).digest()


INPUTS = st.builds(
    TxIn,
    st.builds(OutPoint, st.binary(min_size=32, max_size=32).map(TxId), st.integers(0, 9)),
    (st.binary(max_size=5) | st.integers(250, 260).map(bytes)).map(Script),
    st.integers(0, 0xFFFFFFFF),
)
OUTPUTS = st.builds(TxOut, st.integers(0, 2**50), st.binary(max_size=5).map(Script))


@given(
    st.lists(INPUTS, min_size=1, max_size=4),
    st.lists(OUTPUTS, max_size=4),
    st.sampled_from([(1, 0, b""), (2, 0, b""), (3, 8, b""), (3, 8, b"payload")]),
    st.lists(st.binary(max_size=5), max_size=4).map(lambda items: b"".join(map(push_data, items))),
    st.integers(-(2**31), 2**31 - 1) | st.integers(0, 255),
    st.integers(0, 3),
)
def test_digest(
    inputs: list[TxIn],
    outputs: list[TxOut],
    form: tuple[int, int, bytes],
    code: bytes,
    hash_type: int,
    number: int,
) -> None:
    """The digest with shared parts is the one that is written out in full."""
    version, tx_type, payload = form
    tx = Transaction(tuple(inputs), tuple(outputs), version=version, type=tx_type, extra_payload=payload)
    index = number % len(inputs)

    assert SighashCache(tx).signature_hash(code, index, hash_type) == _digest(tx, code, index, hash_type)


@given(st.lists(st.binary(max_size=3).map(push_data) | st.sampled_from([b"\xab", b"\xac"]), max_size=6))
def test_script_code(ops: list[bytes]) -> None:
    """Separators leave the script wherever an operation starts, and only there."""
    assert encode_script_code(b"".join(ops)) == encode_bytes(b"".join(op for op in ops if op != b"\xab"))


def test_malformed_script_code() -> None:
    """Behind a malformed push nothing is written although the length counts it, as in C++."""
    assert encode_script_code(b"\x51\xab\x05ab") == b"\x04\x51\x05"
    assert encode_script_code(b"\x4d\x09\x00ab") == b"\x05\x4d\x09\x00"

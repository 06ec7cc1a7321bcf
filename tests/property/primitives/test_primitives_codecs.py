"""Whatever can be written is read back the same; whatever bytes come in, the only error is the reader's own."""

from hypothesis import given
from hypothesis import strategies as st

from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import Script, TxId
from dashcore.util.serialize import (
    SerializationError,
    decode_bytes,
    decode_compact_size,
    encode_bytes,
    encode_compact_size,
)

U32 = st.integers(0, 0xFFFFFFFF)
HASHES = st.binary(min_size=32, max_size=32)
SCRIPTS = (st.binary(max_size=40) | st.integers(250, 260).map(bytes)).map(Script)
OUTPOINTS = st.builds(OutPoint, HASHES.map(TxId), U32)
INPUTS = st.builds(TxIn, OUTPOINTS, SCRIPTS, U32)
OUTPUTS = st.builds(TxOut, st.integers(-(2**63), 2**63 - 1), SCRIPTS)


@st.composite
def transactions(draw: st.DrawFn) -> Transaction:
    """Return any transaction that has one form: typed ones of version 3 and more may have a payload."""
    version = draw(st.integers(0, 0x7FFF))
    number = draw(st.integers(0, 0xFFFF))
    payload = draw(st.binary(max_size=300)) if version >= 3 and number else b""
    return Transaction(
        tuple(draw(st.lists(INPUTS, max_size=4))),
        tuple(draw(st.lists(OUTPUTS, max_size=4))),
        version=version,
        type=number,
        lock_time=draw(U32),
        extra_payload=payload,
    )


@given(transactions(), st.binary(max_size=3), st.binary(max_size=3))
def test_transaction(tx: Transaction, before: bytes, behind: bytes) -> None:
    """At any offset, field by field."""
    raw = tx.serialize()

    again, end = Transaction.decode(before + raw + behind, len(before))

    assert end == len(before) + len(raw)
    assert again == tx
    assert again.txid == tx.txid
    assert (again.inputs, again.outputs, again.extra_payload) == (tx.inputs, tx.outputs, tx.extra_payload)
    assert (again.version, again.type, again.lock_time) == (tx.version, tx.type, tx.lock_time)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Garbage is refused with one class of error, and what is not refused is written back the same."""
    try:
        tx = Transaction.deserialize(data)
    except SerializationError:
        return
    assert tx.version < 0 or tx.serialize() == data


@given(st.lists(transactions(), max_size=3), st.binary(min_size=80, max_size=80))
def test_block(txs: list[Transaction], header: bytes) -> None:
    """A header and any transactions."""
    block = Block(BlockHeader.decode(header), tuple(txs))

    assert Block.deserialize(block.serialize()) == block
    assert block.header.serialize() == header


@given(st.integers(0, 0x02000000))
def test_compact_size(size: int) -> None:
    """Each length has one form."""
    data = encode_compact_size(size)

    assert decode_compact_size(data + b"x", 0) == (size, len(data))


@given(st.binary(max_size=600))
def test_byte_vector(data: bytes) -> None:
    """Each vector comes back."""
    assert decode_bytes(b"x" + encode_bytes(data), 1) == (data, 1 + len(encode_bytes(data)))

"""What is written to disk is read back, and has one form only."""

from hypothesis import given
from hypothesis import strategies as st

from dashcore.chain.blockindexdb import BlockFileInfo
from dashcore.chain.coins import Coin, coin_key, outpoint_of
from dashcore.chain.compressor import (
    compress_amount,
    decode_output,
    decode_script,
    decompress_amount,
    encode_output,
    encode_script,
)
from dashcore.chain.undo import decode_block_undo, encode_block_undo
from dashcore.crypto.secp256k1 import derive_pubkey
from dashcore.primitives.transaction import OutPoint, TxOut
from dashcore.primitives.types import MAX_MONEY, Duffs, Script, TxId
from dashcore.util.varint import decode_varint, encode_varint

amounts = st.integers(0, MAX_MONEY)
secrets = st.integers(1, 2**200).map(lambda number: number.to_bytes(32, "big"))
hashes = st.binary(min_size=20, max_size=20)
scripts = st.one_of(
    st.binary(max_size=120),
    hashes.map(lambda data: b"\x76\xa9\x14" + data + b"\x88\xac"),
    hashes.map(lambda data: b"\xa9\x14" + data + b"\x87"),
    secrets.map(lambda secret: b"\x21" + derive_pubkey(secret) + b"\xac"),
    secrets.map(lambda secret: b"\x41" + derive_pubkey(secret, compressed=False) + b"\xac"),
    st.binary(min_size=32, max_size=32).map(lambda data: b"\x41\x04" + data + bytes(32) + b"\xac"),
).map(Script)
outputs = st.builds(TxOut, amounts.map(Duffs), scripts)
coins = st.builds(Coin, outputs, st.integers(0, 2**30), st.booleans())


@given(st.integers(0, 2**64 - 1))
def test_varint(value: int) -> None:
    """Every number has one form, and longer forms belong to greater numbers."""
    data = encode_varint(value)
    assert decode_varint(b"x" + data + b"y", 1) == (value, 1 + len(data))
    if value:
        assert len(encode_varint(value - 1)) <= len(data)


@given(amounts)
def test_amount(value: int) -> None:
    """Amounts survive; round ones become small."""
    assert decompress_amount(compress_amount(value)) == value


@given(scripts, st.binary(max_size=5))
def test_script(script: Script, behind: bytes) -> None:
    """Scripts survive, in at most six bytes more than their form needs."""
    data = encode_script(script)
    assert decode_script(data + behind, 0) == (script, len(data))


@given(outputs)
def test_output(out: TxOut) -> None:
    """Outputs survive."""
    data = encode_output(out)
    assert decode_output(data, 0) == (out, len(data))


@given(coins)
def test_coin(coin: Coin) -> None:
    """Coins survive."""
    assert Coin.decode(coin.encode()) == coin


@given(st.lists(st.lists(coins, max_size=4), max_size=4))
def test_undo(undo: list[list[Coin]]) -> None:
    """Undo data survives."""
    assert decode_block_undo(encode_block_undo(undo)) == undo


@given(st.binary(min_size=32, max_size=32).map(TxId), st.integers(0, 2**32 - 1))
def test_key(txid: TxId, number: int) -> None:
    """A key tells its output."""
    assert outpoint_of(coin_key(txid, number)) == OutPoint(txid, number)


@given(st.lists(st.integers(0, 2**40), min_size=7, max_size=7))
def test_file_info(fields: list[int]) -> None:
    """What is known of a file survives."""
    info = BlockFileInfo(*fields)
    assert BlockFileInfo.decode(info.encode()) == info

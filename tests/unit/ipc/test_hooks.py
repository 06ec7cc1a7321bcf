"""What consensus values look like on the wire: as the network writes them, so that any client can read them."""

import pytest

from dashcore.ipc import hooks
from dashcore.primitives.block import BlockHeader
from dashcore.primitives.transaction import OutPoint, TxOut
from dashcore.primitives.types import BlockHash, Duffs, Script, TxId, UnixTime


@pytest.mark.parametrize("size", [0, 1, 252, 253, 70_000])
def test_output(size: int) -> None:
    """Amount, length, script; nothing missing, nothing behind."""
    output = TxOut(Duffs(5_000_000_000), Script(b"\x51" * size))
    data = hooks.encode_output(output)
    assert data == output.serialize()
    assert hooks.decode_output(data) == output
    for wrong in (data[:-1], data + b"\0", data[:8], data[:7], b""):
        with pytest.raises(ValueError, match=r"data|ends"):
            hooks.decode_output(wrong)


def test_header() -> None:
    """80 bytes."""
    header = BlockHeader(
        version=-1, prev_hash=BlockHash(bytes(32)), merkle_root=b"\1" * 32, time=UnixTime(7), bits=0x207FFFFF, nonce=9
    )
    data = hooks.encode_header(header)
    assert hooks.decode_header(data) == header
    for wrong in (data[:-1], data + b"\0"):
        with pytest.raises(ValueError, match="80 bytes"):
            hooks.decode_header(wrong)


def test_outpoint() -> None:
    """36 bytes."""
    outpoint = OutPoint(TxId(b"\2" * 32), 0xFFFFFFFF)
    assert hooks.decode_outpoint(hooks.encode_outpoint(outpoint)) == outpoint
    with pytest.raises(ValueError, match="36 bytes"):
        hooks.decode_outpoint(bytes(35))

"""What disconnecting a block needs: the coins its transactions spent. Mirrors undo.h."""

from collections.abc import Sequence

from dashcore.chain.coins import Coin
from dashcore.chain.compressor import compress_amount, decode_output, encode_script
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size
from dashcore.util.varint import decode_varint, encode_varint

# Per transaction but the coinbase, the coins it spent, in the order of its inputs.
BlockUndo = Sequence[Sequence[Coin]]


def encode_block_undo(undo: BlockUndo) -> bytes:
    """Encode the undo data of a block. Source: C++ CBlockUndo, TxInUndoFormatter."""
    parts = [encode_compact_size(len(undo))]
    append = parts.append
    for coins in undo:
        append(encode_compact_size(len(coins)))
        for coin in coins:
            out = coin.out
            height = coin.height
            append(encode_varint(height * 2 + coin.is_coinbase))
            if height > 0:
                append(b"\x00")  # where old versions kept the transaction's version
            append(encode_varint(compress_amount(out.value)))
            append(encode_script(out.script_pubkey))
    return b"".join(parts)


def decode_block_undo(data: bytes) -> list[list[Coin]]:
    """Read undo data that fills `data` exactly.

    Raises:
        SerializationError: cut short or over-long.
    """
    count, at = decode_compact_size(data, 0)
    undo = []
    for _ in range(count):
        inputs, at = decode_compact_size(data, at)
        coins = []
        for _ in range(inputs):
            code, at = decode_varint(data, at)
            if code >> 1:
                _, at = decode_varint(data, at)
            out, at = decode_output(data, at)
            coins.append(Coin(out, code >> 1, bool(code & 1)))
        undo.append(coins)
    if at != len(data):
        raise SerializationError("extra data behind undo data")
    return undo

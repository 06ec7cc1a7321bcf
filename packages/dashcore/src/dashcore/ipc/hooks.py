"""How values of the protocol cross: in the encoding that peers and disk use."""

from dashcore.primitives.block import HEADER_SIZE, Block, BlockHeader
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.primitives.types import Duffs, Script, TxId
from dashcore.util.serialize import decode_bytes


def encode_transaction(tx: Transaction) -> bytes:
    """Return the network's bytes."""
    return tx.serialize()


def decode_transaction(data: bytes) -> Transaction:
    """Read the network's bytes; SerializationError (a ValueError) for anything else."""
    return Transaction.deserialize(data)


def encode_block(block: Block) -> bytes:
    """Return the network's bytes."""
    return block.serialize()


def decode_block(data: bytes) -> Block:
    """Read the network's bytes; SerializationError (a ValueError) for anything else."""
    return Block.deserialize(data)


def encode_header(header: BlockHeader) -> bytes:
    """Return its 80 bytes."""
    return header.serialize()


def decode_header(data: bytes) -> BlockHeader:
    """Read 80 bytes; ValueError for anything else."""
    if len(data) != HEADER_SIZE:
        raise ValueError("a header has 80 bytes")
    return BlockHeader.decode(data)


def encode_outpoint(outpoint: OutPoint) -> bytes:
    """Return 32 bytes of id and 4 of number."""
    return outpoint.serialize()


def decode_outpoint(data: bytes) -> OutPoint:
    """Read what `encode_outpoint` wrote; ValueError for anything else."""
    if len(data) != 36:
        raise ValueError("an outpoint has 36 bytes")
    return OutPoint(TxId(data[:32]), int.from_bytes(data[32:], "little"))


def encode_output(output: TxOut) -> bytes:
    """Return 8 bytes of amount, then the script behind its length."""
    return output.serialize()


def decode_output(data: bytes) -> TxOut:
    """Read what `encode_output` wrote; ValueError for anything else."""
    script, end = decode_bytes(data, 8)
    if end != len(data):
        raise ValueError("an output ends with its script")
    return TxOut(Duffs(int.from_bytes(data[:8], "little", signed=True)), Script(script))

"""The first blocks: one for all networks' shape, and the second one of a devnet. Mirrors chainparams.cpp."""

from dashcore.consensus.merkle import block_merkle_root
from dashcore.consensus.pow import target_from_compact
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import NULL_INDEX, OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import COIN, BlockHash, Duffs, Script, TxId, UnixTime
from dashcore.util.hashes import NULL_HASH, display_hash

GENESIS_MERKLE_ROOT = "e0028eb9648db56b1ac77cf090b99048a8007e2bb64b68f092c03c7f56a662c7"
_HEADLINE = b"Wired 09/Jan/2014 The Grand Experiment Goes Live: Overstock.com Is Now Accepting Bitcoins"
_PUBKEY = bytes.fromhex(
    "040184710fa689ad5023690c80f3a49c8f13f8d45b8c857fbcbc8bc4a8e4d3eb4b"
    "10f4d4604fa08dce601aaf0f470216fe1b51850b4acf21b179c45070ac7b03a9"
)
_REWARD = Duffs(50 * COIN)
_OP_1, _OP_CHECKSIG, _OP_RETURN, _OP_PUSHDATA1 = b"\x51", b"\xac", b"\x6a", b"\x4c"


def make_genesis(*, time: int, nonce: int, bits: int, expected: str) -> Block:
    """Build a genesis block and compare its id with the known one.

    Args:
        expected: id as people write it.

    Raises:
        ValueError: the ids differ, so a number above is wrong.

    Source: C++ CreateGenesisBlock.
    """
    # 486604799 and 4 are what Bitcoin's first block pushes; the headline is longer than a direct push can carry.
    script = (
        b"\x04\xff\xff\x00\x1d\x01\x04" + _OP_PUSHDATA1 * (len(_HEADLINE) > 75) + bytes([len(_HEADLINE)]) + _HEADLINE
    )
    output = TxOut(_REWARD, Script(bytes([len(_PUBKEY)]) + _PUBKEY + _OP_CHECKSIG))
    block = _block(script, output, version=1, prev_hash=BlockHash(NULL_HASH), time=time, bits=bits, nonce=nonce)
    if display_hash(block.hash) != expected or display_hash(block.header.merkle_root) != GENESIS_MERKLE_ROOT:
        raise ValueError(f"genesis block {display_hash(block.hash)} is not {expected}")
    return block


def make_devnet_genesis(parent: Block, name: str) -> Block:
    """Grind the block at height 1 that tells one devnet from another.

    Source: C++ FindDevNetGenesisBlock, CreateDevNetGenesisBlock.
    """
    script = _OP_1 + _push(name.encode())
    output = TxOut(_REWARD, Script(_OP_RETURN))
    header = parent.header
    target = target_from_compact(header.bits)
    for nonce in range(2**32):
        block = _block(
            script, output, version=4, prev_hash=parent.hash, time=header.time + 1, bits=header.bits, nonce=nonce
        )
        if int.from_bytes(block.hash, "little") <= target:
            return block
    raise ValueError(f"could not find devnet genesis block for {name}")


def _push(data: bytes) -> bytes:
    if len(data) <= 75:
        return bytes([len(data)]) + data
    if len(data) <= 0xFF:
        return _OP_PUSHDATA1 + bytes([len(data)]) + data
    return b"\x4d" + len(data).to_bytes(2, "little") + data


def _block(
    script: bytes, output: TxOut, *, version: int, prev_hash: BlockHash, time: int, bits: int, nonce: int
) -> Block:
    coinbase = Transaction((TxIn(OutPoint(TxId(NULL_HASH), NULL_INDEX), Script(script)),), (output,), version=1)
    root, _ = block_merkle_root((coinbase,))
    header = BlockHeader(
        version=version, prev_hash=prev_hash, merkle_root=root, time=UnixTime(time), bits=bits, nonce=nonce
    )
    return Block(header, (coinbase,))

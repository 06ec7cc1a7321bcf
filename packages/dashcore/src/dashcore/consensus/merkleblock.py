"""Proofs that transactions are in a block: the part of its Merkle tree that leads to them. Mirrors merkleblock.cpp."""

from collections.abc import Callable, Sequence
from struct import Struct
from struct import error as struct_error

from dashcore.consensus.limits import MAX_BLOCK_SIZE
from dashcore.primitives.block import HEADER_SIZE, Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import TxId
from dashcore.util.hashes import HASH_SIZE, hash256
from dashcore.util.serialize import (
    SerializationError,
    decode_bytes,
    decode_compact_size,
    encode_bytes,
    encode_compact_size,
)

_MIN_TX_SIZE = 60  # bytes; no transaction is smaller
_U32 = Struct("<I")


class InvalidProofError(ValueError):
    """The parts do not make a Merkle tree."""


def _width(count: int, height: int) -> int:
    """Return the nodes of a level above the leaves."""
    return (count + (1 << height) - 1) >> height


def _tree_height(count: int) -> int:
    height = 0
    while _width(count, height) > 1:
        height += 1
    return height


class PartialMerkleTree:
    """Part of a Merkle tree: hashes of what leads nowhere, bits that say where it goes on.

    Attributes:
        count: leaves of the whole tree.
        hashes: in the order the tree is walked, left before right.
        bits: one for each node on the way, set above a chosen leaf; up to seven more when read.

    Source: BIP 37; C++ CPartialMerkleTree.
    """

    __slots__ = ("bits", "count", "hashes")

    def __init__(self, count: int, hashes: Sequence[bytes], bits: Sequence[bool]) -> None:
        self.count = count
        self.hashes = tuple(hashes)
        self.bits = tuple(bits)

    @classmethod
    def build(cls, txids: Sequence[bytes], chosen: Sequence[bool]) -> "PartialMerkleTree":
        """Make the part that proves the chosen leaves.

        Args:
            chosen: as many as there are leaves, at least one.
        """
        levels, flags = [list(txids)], [list(chosen)]
        while len(levels[-1]) > 1:
            level, flag = levels[-1], flags[-1]
            padded = level if not len(level) & 1 else [*level, level[-1]]
            levels.append([hash256(padded[at] + padded[at + 1]) for at in range(0, len(padded), 2)])
            flags.append([any(flag[at : at + 2]) for at in range(0, len(flag), 2)])
        hashes: list[bytes] = []
        bits: list[bool] = []
        todo = [(len(levels) - 1, 0)]
        while todo:
            height, position = todo.pop()
            bit = flags[height][position]
            bits.append(bit)
            if height == 0 or not bit:
                hashes.append(levels[height][position])
                continue
            if position * 2 + 1 < len(levels[height - 1]):
                todo.append((height - 1, position * 2 + 1))
            todo.append((height - 1, position * 2))
        return cls(len(levels[0]), hashes, bits)

    def extract(self) -> tuple[bytes, list[TxId]]:
        """Return the root these parts make, and the chosen leaves.

        Raises:
            InvalidProofError: the parts do not fit together.

        Source: C++ ExtractMatches.
        """
        if not 0 < self.count <= MAX_BLOCK_SIZE // _MIN_TX_SIZE:
            raise InvalidProofError("impossible number of transactions")
        if not len(self.hashes) <= min(self.count, len(self.bits)):
            raise InvalidProofError("too many hashes")
        walk = _Walk(self)
        root = walk.node(_tree_height(self.count), 0)
        if (walk.used_bits + 7) // 8 != (len(self.bits) + 7) // 8 or walk.used_hashes != len(self.hashes):
            raise InvalidProofError("parts are left over")
        return root, walk.chosen

    def encode(self) -> bytes:
        """Return the bytes peers see."""
        packed = bytearray((len(self.bits) + 7) // 8)
        for at, bit in enumerate(self.bits):
            packed[at // 8] |= bit << at % 8
        hashes = encode_compact_size(len(self.hashes)) + b"".join(self.hashes)
        return _U32.pack(self.count) + hashes + encode_bytes(bytes(packed))

    @classmethod
    def decode(cls, data: bytes, at: int) -> tuple["PartialMerkleTree", int]:
        """Read a tree at an offset; return it and the offset behind it.

        Raises:
            SerializationError: cut short.
        """
        try:
            (count,) = _U32.unpack_from(data, at)
        except struct_error:
            raise SerializationError("end of data") from None
        size, at = decode_compact_size(data, at + _U32.size)
        end = at + size * HASH_SIZE
        if end > len(data):
            raise SerializationError("end of data")
        hashes = [data[start : start + HASH_SIZE] for start in range(at, end, HASH_SIZE)]
        packed, at = decode_bytes(data, end)
        return cls(count, hashes, [bool(byte >> bit & 1) for byte in packed for bit in range(8)]), at


class _Walk:
    """Goes through the parts of a tree once; at most as deep as the tree is high."""

    def __init__(self, tree: PartialMerkleTree) -> None:
        self._tree = tree
        self.used_bits = 0
        self.used_hashes = 0
        self.chosen: list[TxId] = []

    def node(self, height: int, position: int) -> bytes:
        """Return the hash of a node, reading what lies below it."""
        tree = self._tree
        if self.used_bits >= len(tree.bits):
            raise InvalidProofError("too few bits")
        bit = tree.bits[self.used_bits]
        self.used_bits += 1
        if height == 0 or not bit:
            if self.used_hashes >= len(tree.hashes):
                raise InvalidProofError("too few hashes")
            found = tree.hashes[self.used_hashes]
            self.used_hashes += 1
            if height == 0 and bit:
                self.chosen.append(TxId(found))
            return found
        left = right = self.node(height - 1, position * 2)
        if position * 2 + 1 < _width(tree.count, height - 1):
            right = self.node(height - 1, position * 2 + 1)
            if right == left:  # the ids below would not be unique (CVE-2012-2459)
                raise InvalidProofError("two branches are the same")
        return hash256(left + right)


class MerkleBlock:
    """A header, and the proof of some of its transactions. Source: BIP 37; C++ CMerkleBlock.

    Attributes:
        has_matches: whether any transaction was chosen.
    """

    __slots__ = ("has_matches", "header", "tree")

    def __init__(self, header: BlockHeader, tree: PartialMerkleTree, *, has_matches: bool = True) -> None:
        self.header = header
        self.tree = tree
        self.has_matches = has_matches

    @classmethod
    def build(cls, block: Block, is_chosen: Callable[[Transaction], bool]) -> "MerkleBlock":
        """Prove the transactions of a block that are chosen; each is asked for once, in order."""
        chosen = [is_chosen(tx) for tx in block.transactions]
        tree = PartialMerkleTree.build([tx.txid for tx in block.transactions], chosen)
        return cls(block.header, tree, has_matches=any(chosen))

    def encode(self) -> bytes:
        """Return the bytes peers see."""
        return self.header.serialize() + self.tree.encode()

    @classmethod
    def decode(cls, data: bytes) -> "MerkleBlock":
        """Read a proof; bytes behind it are ignored, as dashd does.

        Raises:
            SerializationError: cut short.
        """
        header = BlockHeader.decode(data)
        tree, _ = PartialMerkleTree.decode(data, HEADER_SIZE)
        return cls(header, tree)

"""Block headers and blocks. Mirrors primitives/block.h; the id is the X11 hash of the header."""

from struct import Struct
from struct import error as struct_error

from dashcore.crypto.x11 import x11
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

HEADER_SIZE = 80  # bytes
_HEADER = Struct("<i32s32sIII")


class BlockHeader:
    """The 80 bytes that are mined. Never changed once made.

    Args (constructor):
        version: signed 32 bits.
        time: seconds.
        bits: compact form of the target.
    """

    __slots__ = ("_hash", "bits", "merkle_root", "nonce", "prev_hash", "time", "version")

    def __init__(
        self, *, version: int, prev_hash: BlockHash, merkle_root: bytes, time: UnixTime, bits: int, nonce: int
    ) -> None:
        self.version = version
        self.prev_hash = prev_hash
        self.merkle_root = merkle_root
        self.time = time
        self.bits = bits
        self.nonce = nonce
        self._hash: BlockHash | None = None

    @property
    def hash(self) -> BlockHash:
        """Block id and proof of work at once: X11 of the header."""
        if self._hash is None:
            self._hash = BlockHash(x11(self.serialize()))
        return self._hash

    def remember_hash(self, value: BlockHash) -> None:
        """Take over an id that was stored beside the header, and spare the hashing."""
        self._hash = value

    def serialize(self) -> bytes:
        """Return the 80 bytes of the protocol."""
        return _HEADER.pack(self.version, self.prev_hash, self.merkle_root, self.time, self.bits, self.nonce)

    @classmethod
    def decode(cls, data: bytes, at: int = 0) -> "BlockHeader":
        """Read the 80 bytes at offset `at`.

        Raises:
            SerializationError: cut short.
        """
        try:
            version, prev_hash, merkle_root, time, bits, nonce = _HEADER.unpack_from(data, at)
        except struct_error:
            raise SerializationError("end of data") from None
        return cls(
            version=version, prev_hash=prev_hash, merkle_root=merkle_root, time=UnixTime(time), bits=bits, nonce=nonce
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BlockHeader) and self.serialize() == other.serialize()

    def __hash__(self) -> int:
        return hash(self.serialize())

    def __repr__(self) -> str:
        return f"BlockHeader({self.hash[::-1].hex()})"


class Block:
    """A header and its transactions. Never changed once made."""

    __slots__ = ("_raw", "header", "transactions")

    def __init__(self, header: BlockHeader, transactions: tuple[Transaction, ...]) -> None:
        self.header = header
        self.transactions = transactions
        self._raw: bytes | None = None

    @property
    def hash(self) -> BlockHash:
        """X11 of the header."""
        return self.header.hash

    def serialize(self) -> bytes:
        """Return the bytes of the protocol."""
        if self._raw is None:
            parts = [self.header.serialize(), encode_compact_size(len(self.transactions))]
            parts += [tx.serialize() for tx in self.transactions]
            self._raw = b"".join(parts)
        return self._raw

    @classmethod
    def deserialize(cls, data: bytes) -> "Block":
        """Read a block that fills `data` exactly.

        Raises:
            SerializationError: cut short, over-long or non-canonical.
        """
        block, end = cls.decode(data)
        if end != len(data):
            raise SerializationError("extra data behind the block")
        return block

    @classmethod
    def decode(cls, data: bytes) -> tuple["Block", int]:
        """Read the block that `data` begins with; return it and where it ends.

        Raises:
            SerializationError: cut short or non-canonical.
        """
        header = BlockHeader.decode(data)
        count, at = decode_compact_size(data, HEADER_SIZE)
        transactions = []
        for _ in range(count):
            tx, at = Transaction.decode(data, at)
            transactions.append(tx)
        block = cls(header, tuple(transactions))
        block._raw = bytes(data[:at])
        return block, at

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Block) and self.serialize() == other.serialize()

    def __hash__(self) -> int:
        return hash(self.header)

    def __repr__(self) -> str:
        return f"Block({self.hash[::-1].hex()}, {len(self.transactions)} transactions)"

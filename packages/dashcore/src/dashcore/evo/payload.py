"""Reading the extra payload of a special transaction field by field, and the hash that ties it to its inputs.

Mirrors evo/specialtx.h. A payload must be read to its last byte: `finish` says so.
"""

from dashcore.primitives.transaction import SPECIAL_VERSION, Transaction
from dashcore.util.hashes import hash256
from dashcore.util.serialize import SerializationError, decode_bytes, decode_compact_size

BLS_PUBLIC_KEY_SIZE = 48  # bytes
BLS_SIGNATURE_SIZE = 96  # bytes
KEY_ID_SIZE = 20  # bytes
NULL_BLS_PUBLIC_KEY = bytes(BLS_PUBLIC_KEY_SIZE)
NULL_BLS_SIGNATURE = bytes(BLS_SIGNATURE_SIZE)


class PayloadReader:
    """A place in a payload; every method reads one field and moves on. All raise SerializationError at the end."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, size: int) -> bytes:
        """Read bytes."""
        end = self.at + size
        if end > len(self.data):
            raise SerializationError("end of data")
        part = self.data[self.at : end]
        self.at = end
        return bytes(part)

    def uint(self, size: int) -> int:
        """Read an unsigned little-endian integer of `size` bytes."""
        return int.from_bytes(self.take(size), "little")

    def sint(self, size: int) -> int:
        """Read a signed little-endian integer of `size` bytes."""
        return int.from_bytes(self.take(size), "little", signed=True)

    def hash(self) -> bytes:
        """Read a hash of 32 bytes."""
        return self.take(32)

    def compact_size(self) -> int:
        """Read a compact size."""
        value, self.at = decode_compact_size(self.data, self.at)
        return value

    def var_bytes(self) -> bytes:
        """Read a byte vector."""
        value, self.at = decode_bytes(self.data, self.at)
        return value

    def finish(self) -> None:
        """Insist that all is read.

        Raises:
            SerializationError: bytes are left.
        """
        if self.at != len(self.data):
            raise SerializationError("extra data behind the payload")


def is_special(tx: Transaction) -> bool:
    """Whether the version allows a type at all. Source: C++ IsSpecialTxVersion."""
    return tx.version >= SPECIAL_VERSION


def calc_inputs_hash(tx: Transaction) -> bytes:
    """Return the hash of what a transaction spends; a payload holds it against replay. Source: C++ CalcTxInputsHash."""
    return hash256(b"".join(txin.prevout.serialize() for txin in tx.inputs))

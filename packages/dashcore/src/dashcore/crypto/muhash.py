"""MuHash3072: a hash of a set that elements can be added to and removed from, in any order.

Each element becomes a number modulo a 3072 bit prime; the hash is of their product.
Mirrors crypto/muhash.h.
"""

from hashlib import sha256

NUM_SIZE = 384  # bytes
STATE_SIZE = 2 * NUM_SIZE  # bytes
_BITS = 8 * NUM_SIZE
_MASK = (1 << _BITS) - 1
_DIFFERENCE = 1103717  # the prime is this much below 2**3072
_MODULUS = (1 << _BITS) - _DIFFERENCE
_NONCE = bytes(16)  # counter and nonce of the stream
_ZEROS = bytes(NUM_SIZE)


def _element(data: bytes) -> int:
    """Return the number of an element: the key stream under its SHA-256. Source: C++ MuHash3072::ToNum3072."""
    from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: PLC0415 - start-up does not need it
    from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20  # noqa: PLC0415

    stream = Cipher(ChaCha20(sha256(data).digest(), _NONCE), mode=None).encryptor().update(_ZEROS)
    return int.from_bytes(stream, "little")


def _multiply(first: int, second: int) -> int:
    """Multiply and reduce almost: to less than 2**3072 plus a little, which folding twice does faster than `%`."""
    product = first * second
    product = (product & _MASK) + (product >> _BITS) * _DIFFERENCE
    return (product & _MASK) + (product >> _BITS) * _DIFFERENCE


class MuHash:
    """A running hash of a set."""

    __slots__ = ("_denominator", "_numerator")

    def __init__(self) -> None:
        self._numerator = 1
        self._denominator = 1

    def insert(self, data: bytes) -> None:
        """Add an element."""
        self._numerator = _multiply(self._numerator, _element(data))

    def remove(self, data: bytes) -> None:
        """Take an element away."""
        self._denominator = _multiply(self._denominator, _element(data))

    def combine(self, other: "MuHash") -> None:
        """Add all elements of another set."""
        self._numerator = _multiply(self._numerator, other._numerator)
        self._denominator = _multiply(self._denominator, other._denominator)

    def digest(self) -> bytes:
        """Return the hash, 32 bytes in internal order; more elements may follow. Source: C++ MuHash3072::Finalize."""
        if self._denominator != 1:
            self._numerator = self._numerator * pow(self._denominator, -1, _MODULUS)
            self._denominator = 1
        self._numerator %= _MODULUS
        return sha256(self._numerator.to_bytes(NUM_SIZE, "little")).digest()

    def serialize(self) -> bytes:
        """Return the running state, 768 bytes, as the coin statistics index keeps it."""
        parts = (self._numerator % _MODULUS, self._denominator % _MODULUS)
        return b"".join(part.to_bytes(NUM_SIZE, "little") for part in parts)

    @classmethod
    def deserialize(cls, data: bytes) -> "MuHash":
        """Read a running state.

        Raises:
            ValueError: not 768 bytes.
        """
        if len(data) != STATE_SIZE:
            raise ValueError(f"a MuHash state has {STATE_SIZE} bytes")
        result = cls()
        result._numerator = int.from_bytes(data[:NUM_SIZE], "little") % _MODULUS
        result._denominator = int.from_bytes(data[NUM_SIZE:], "little") % _MODULUS
        return result

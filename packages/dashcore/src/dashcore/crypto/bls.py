"""Keys and signatures of masternodes on BLS12-381: reading, writing, making keys. Mirrors bls/bls.h.

Two ways of writing points are in use: the basic one, as everybody writes them, and the
legacy one of before Dash's version 19, without its flags and, in signatures, with the two
halves of a coordinate the other way round.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py_arkworks_bls12381 import Scalar

SECRET_KEY_SIZE = 32  # bytes
PUBLIC_KEY_SIZE = 48  # bytes
SIGNATURE_SIZE = 96  # bytes
_COMPRESSED, _INFINITY, _SIGN = 0x80, 0x40, 0x20
_FLAGS = _COMPRESSED | _INFINITY | _SIGN
_LEGACY_SIGN = 0x80


class BlsError(ValueError):
    """The bytes are no such key or signature."""


def _key_to_legacy(data: bytes) -> bytes:
    """Write a public key, given in the basic way, in the legacy one."""
    sign = _LEGACY_SIGN if data[0] & _SIGN else 0
    return bytes((data[0] & ~_FLAGS | sign,)) + data[1:]


def _from_legacy(data: bytes) -> bytes:
    """Write a point, given in the legacy way, in the basic one.

    Raises:
        BlsError: flags that the legacy way has not.
    """
    sign = _SIGN if data[0] & _LEGACY_SIGN else 0
    if data[0] & (_INFINITY | _SIGN):
        raise BlsError("not a point")
    plain = bytes((data[0] & 0x7F,)) + data[1:]
    if len(data) == SIGNATURE_SIZE:
        half = SIGNATURE_SIZE // 2
        plain = plain[half:] + plain[:half]
    if plain[0] & _FLAGS:
        raise BlsError("not a point")
    return bytes((plain[0] | _COMPRESSED | sign,)) + plain[1:]


def _check_point(data: bytes, size: int, *, legacy: bool) -> bytes:
    if len(data) != size or not any(data):
        raise BlsError("not a point")
    basic = _from_legacy(data) if legacy else data
    if basic[0] & _INFINITY or not basic[0] & _COMPRESSED:
        raise BlsError("not a point")
    return basic


def check_public_key(data: bytes, *, legacy: bool) -> bytes:
    """Read a public key; returns it in the basic way.

    Raises:
        BlsError: it is none.
    """
    basic = _check_point(data, PUBLIC_KEY_SIZE, legacy=legacy)
    from py_arkworks_bls12381 import G1Point  # noqa: PLC0415 - a start needs none of it

    try:
        G1Point.from_compressed_bytes(basic)
    except ValueError as error:
        raise BlsError(str(error)) from None
    return basic


def check_signature(data: bytes, *, legacy: bool) -> bytes:
    """Read a signature; returns it in the basic way.

    Raises:
        BlsError: it is none.
    """
    basic = _check_point(data, SIGNATURE_SIZE, legacy=legacy)
    from py_arkworks_bls12381 import G2Point  # noqa: PLC0415 - a start needs none of it

    try:
        G2Point.from_compressed_bytes(basic)
    except ValueError as error:
        raise BlsError(str(error)) from None
    return basic


class BlsSecretKey:
    """A secret key; neither shown nor compared.

    Raises (constructor):
        BlsError: not 32 bytes of a number below the group's order, other than zero.
    """

    __slots__ = ("_number",)

    def __init__(self, data: bytes) -> None:
        from py_arkworks_bls12381 import Scalar  # noqa: PLC0415 - a start needs none of it

        if len(data) != SECRET_KEY_SIZE:
            raise BlsError("not a secret key")
        try:
            self._number: Scalar = Scalar.from_be_bytes(data)
        except ValueError:
            raise BlsError("not a secret key") from None
        if self._number.is_zero():
            raise BlsError("not a secret key")

    @classmethod
    def make(cls) -> BlsSecretKey:
        """Make one from the system's randomness."""
        while True:
            try:
                return cls(os.urandom(SECRET_KEY_SIZE))
            except BlsError:
                continue  # too large by chance

    def to_bytes(self) -> bytes:
        """Return its 32 bytes."""
        return bytes(self._number.to_be_bytes())

    def public_key(self, *, legacy: bool = False) -> bytes:
        """Return its public key, 48 bytes."""
        from py_arkworks_bls12381 import G1Point  # noqa: PLC0415 - a start needs none of it

        basic = bytes((G1Point() * self._number).to_compressed_bytes())
        return _key_to_legacy(basic) if legacy else basic

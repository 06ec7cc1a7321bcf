"""Key agreement over public keys that look like random bytes. Source: BIP 324, ElligatorSwift."""

from btclib_secp256k1 import ffi, lib
from btclib_secp256k1.context import ctx

SECRET_SIZE = 32  # bytes
PUBKEY_SIZE = 64  # bytes

_BYTES = ffi.typeof("unsigned char[]")
_INITIATOR, _RESPONDER = 0, 1


def make_pubkey(secret: bytes, entropy: bytes) -> bytes:
    """Return a public key in 64 bytes; each entropy gives another form of it.

    Args:
        secret: 32 bytes, from 1 to the order of the curve.
        entropy: 32 random bytes.

    Raises:
        ValueError: the secret is out of range.
    """
    out = ffi.new(_BYTES, PUBKEY_SIZE)
    if not lib.secp256k1_ellswift_create(ctx, out, secret, entropy):
        raise ValueError("secret key out of range")
    return bytes(ffi.buffer(out))


def shared_secret(secret: bytes, ours: bytes, theirs: bytes, *, initiating: bool) -> bytes:
    """Return 32 bytes that both ends compute alike.

    Args:
        secret: behind `ours`.
        ours, theirs: 64 bytes; any 64 bytes are somebody's key.
        initiating: this end began the connection.

    Raises:
        ValueError: the secret is out of range.
    """
    out = ffi.new(_BYTES, SECRET_SIZE)
    first, second = (ours, theirs) if initiating else (theirs, ours)
    party = _INITIATOR if initiating else _RESPONDER
    hasher = lib.secp256k1_ellswift_xdh_hash_function_bip324
    if not lib.secp256k1_ellswift_xdh(ctx, out, first, second, secret, party, hasher, ffi.NULL):
        raise ValueError("secret key out of range")
    return bytes(ffi.buffer(out))

"""ECDSA on secp256k1: the one module in front of libsecp256k1.

Everything goes in and out as bytes. The calls into the library release the interpreter
lock, so worker threads verify in parallel; nothing here keeps state between calls but
the library's context. Mirrors key.cpp and pubkey.cpp.
"""

from btclib_secp256k1 import ffi, lib
from btclib_secp256k1.context import ctx

SECRET_SIZE = 32  # bytes
COMPRESSED_SIZE = 33  # bytes
UNCOMPRESSED_SIZE = 65  # bytes
COMPACT_SIZE = 65  # bytes, recoverable signature with its header
ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

_EC_COMPRESSED = 0x102  # flags of the library's public key encoder
_EC_UNCOMPRESSED = 0x2
_MAX_DER = 72  # bytes
_COMPACT_BASE = 27  # header of a recoverable signature: this + recovery id (+ 4 if compressed)

_new = ffi.new
_buffer = ffi.buffer
_PUBKEY = ffi.typeof("secp256k1_pubkey *")
_SIGNATURE = ffi.typeof("secp256k1_ecdsa_signature *")
_RECOVERABLE = ffi.typeof("secp256k1_ecdsa_recoverable_signature *")
_BYTES = ffi.typeof("unsigned char[]")
_SIZE = ffi.typeof("size_t *")
_INT = ffi.typeof("int *")
_NULL = ffi.NULL
_parse_pubkey = lib.secp256k1_ec_pubkey_parse
_parse_der = lib.secp256k1_ecdsa_signature_parse_der
_parse_compact = lib.secp256k1_ecdsa_signature_parse_compact
_serialize_compact = lib.secp256k1_ecdsa_signature_serialize_compact
_normalize = lib.secp256k1_ecdsa_signature_normalize
_verify = lib.secp256k1_ecdsa_verify


class SigningError(RuntimeError):
    """A signature could not be made or did not verify: bad secret or faulty hardware."""


def verify_ecdsa(pubkey: bytes, signature: bytes, digest: bytes) -> bool:  # noqa: PLR0911 - flat for speed
    """Verify an ECDSA signature as consensus does: any DER-like encoding, any S.

    Args:
        pubkey: 33 or 65 bytes; hybrid keys are read, anything else is merely invalid.
        signature: without the hash type byte.
        digest: 32 bytes.

    Source: C++ CPubKey::Verify.
    """
    key = _new(_PUBKEY)
    if not _parse_pubkey(ctx, key, pubkey, len(pubkey)):
        return False
    parsed = _new(_SIGNATURE)
    if _parse_der(ctx, parsed, signature, len(signature)):
        _normalize(ctx, parsed, parsed)
        if _verify(ctx, parsed, digest, key):
            return True
        # The strict reader turns what it calls negative or too long into zero; only
        # where the lax one reads the same numbers is its verdict the final one.
        compact = _parse_der_lax(signature)
        if compact is None:
            return False
        strict = _new(_SIGNATURE)
        _parse_der(ctx, strict, signature, len(signature))
        out = _new(_BYTES, 64)
        _serialize_compact(ctx, out, strict)
        if bytes(_buffer(out)) == compact:
            return False
    else:
        compact = _parse_der_lax(signature)
        if compact is None:
            return False
    if not _parse_compact(ctx, parsed, compact):
        return False
    _normalize(ctx, parsed, parsed)
    return bool(_verify(ctx, parsed, digest, key))


def has_low_s(signature: bytes) -> bool:
    """Whether S is at most half the order.

    Args:
        signature: without the hash type byte.

    Source: C++ CPubKey::CheckLowS.
    """
    parsed = _new(_SIGNATURE)
    compact = _parse_der_lax(signature)
    if compact is None:
        return False
    if not _parse_compact(ctx, parsed, compact):
        return True  # the numbers are out of range and are replaced by zeros, which are low
    return not _normalize(ctx, _NULL, parsed)


def _read_lax_integer(data: bytes, at: int) -> tuple[bytes, int] | None:
    """Read the tag, the length and the bytes of an integer; None if they do not fit."""
    if data[at : at + 1] != b"\x02" or at + 2 > len(data):
        return None
    size = data[at + 1]
    at += 2
    if size & 0x80:
        width = size - 0x80
        if width > len(data) - at:
            return None
        digits = data[at : at + width].lstrip(b"\0")
        at += width
        if len(digits) >= 4:
            return None
        size = int.from_bytes(digits, "big")
    if size > len(data) - at:
        return None
    return data[at : at + size].lstrip(b"\0"), at + size


def _parse_der_lax(data: bytes) -> bytes | None:
    """Read R and S into 64 bytes, forgiving what the chain before BIP 66 contains.

    Negative integers are read as positive, padding and garbage behind are skipped and
    numbers of more than 32 bytes become zeros. None where even that fails.

    Source: C++ ecdsa_signature_parse_der_lax.
    """
    if data[:1] != b"\x30" or len(data) < 2:
        return None
    at = 2
    if data[1] & 0x80:
        width = data[1] - 0x80
        if width > len(data) - at:
            return None
        at += width
    first = _read_lax_integer(data, at)
    if first is None:
        return None
    r, at = first
    second = _read_lax_integer(data, at)
    if second is None:
        return None
    s, _ = second
    if len(r) > 32 or len(s) > 32:
        return bytes(64)
    return r.rjust(32, b"\0") + s.rjust(32, b"\0")


def is_valid_secret(secret: bytes) -> bool:
    """Whether 32 bytes are a private key: not zero and below the order. Source: C++ CKey::Check."""
    return len(secret) == SECRET_SIZE and bool(lib.secp256k1_ec_seckey_verify(ctx, secret))


def is_valid_pubkey(pubkey: bytes) -> bool:
    """Whether these bytes are a point on the curve. Source: C++ CPubKey::IsFullyValid."""
    return bool(_parse_pubkey(ctx, _new(_PUBKEY), pubkey, len(pubkey)))


def has_pubkey_size(pubkey: bytes) -> bool:
    """Whether the first byte promises the length that is there. Source: C++ CPubKey::ValidSize."""
    size = len(pubkey)
    if size == COMPRESSED_SIZE:
        return pubkey[0] in {2, 3}
    return size == UNCOMPRESSED_SIZE and pubkey[0] in {4, 6, 7}


def derive_pubkey(secret: bytes, *, compressed: bool = True) -> bytes:
    """Return the public key of a private key.

    Raises:
        ValueError: not a private key.

    Source: C++ CKey::GetPubKey.
    """
    key = _new(_PUBKEY)
    if len(secret) != SECRET_SIZE or not lib.secp256k1_ec_pubkey_create(ctx, key, secret):
        raise ValueError("invalid private key")
    return _encode_pubkey(key, compressed=compressed)


def decompress_pubkey(pubkey: bytes) -> bytes:
    """Return the 65 byte form of a public key.

    Raises:
        ValueError: not a point on the curve.

    Source: C++ CPubKey::Decompress.
    """
    return _encode_pubkey(_parsed_pubkey(pubkey), compressed=False)


def _parsed_pubkey(pubkey: bytes) -> object:
    key = _new(_PUBKEY)
    if not _parse_pubkey(ctx, key, pubkey, len(pubkey)):
        raise ValueError("invalid public key")
    return key


def _encode_pubkey(key: object, *, compressed: bool) -> bytes:
    size = _new(_SIZE, COMPRESSED_SIZE if compressed else UNCOMPRESSED_SIZE)
    out = _new(_BYTES, size[0])
    lib.secp256k1_ec_pubkey_serialize(ctx, out, size, key, _EC_COMPRESSED if compressed else _EC_UNCOMPRESSED)
    return bytes(_buffer(out))


def tweak_add_secret(secret: bytes, tweak: bytes) -> bytes:
    """Return secret + tweak modulo the order.

    Raises:
        ValueError: the tweak is not below the order or the sum is zero.
    """
    out = _new(_BYTES, secret)
    if not lib.secp256k1_ec_seckey_tweak_add(ctx, out, tweak):
        raise ValueError("the tweak leads to no private key")
    return bytes(_buffer(out, SECRET_SIZE))


def tweak_add_pubkey(pubkey: bytes, tweak: bytes) -> bytes:
    """Return pubkey + tweak x generator, 33 bytes.

    Raises:
        ValueError: not a public key, the tweak is not below the order, or the sum is the point at infinity.
    """
    key = _parsed_pubkey(pubkey)
    if not lib.secp256k1_ec_pubkey_tweak_add(ctx, key, tweak):
        raise ValueError("the tweak leads to no public key")
    return _encode_pubkey(key, compressed=True)


def sign_ecdsa(secret: bytes, digest: bytes, *, grind: bool = True) -> bytes:
    """Sign with a nonce by RFC 6979; S is low.

    Args:
        secret: 32 bytes.
        digest: 32 bytes.
        grind: try again with a counter as extra entropy until R is low too, so that the
            encoding has at most 70 bytes.

    Returns:
        DER, without a hash type byte.

    Raises:
        ValueError: not a private key.
        SigningError: the fresh signature does not verify.

    Source: C++ CKey::Sign.
    """
    if not is_valid_secret(secret):
        raise ValueError("invalid private key")
    signature = _new(_SIGNATURE)
    compact = _new(_BYTES, 64)
    counter = 0
    entropy: object = _NULL
    while True:
        if not lib.secp256k1_ecdsa_sign(ctx, signature, digest, secret, _NULL, entropy):
            raise SigningError("signing failed")
        _serialize_compact(ctx, compact, signature)
        if not grind or compact[0] < 0x80:
            break
        counter += 1
        entropy = _new(_BYTES, counter.to_bytes(32, "little"))
    key = _new(_PUBKEY)
    lib.secp256k1_ec_pubkey_create(ctx, key, secret)
    if not _verify(ctx, signature, digest, key):
        raise SigningError("the new signature does not verify")
    size = _new(_SIZE, _MAX_DER)
    out = _new(_BYTES, _MAX_DER)
    lib.secp256k1_ecdsa_signature_serialize_der(ctx, out, size, signature)
    return bytes(_buffer(out, size[0]))


def sign_recoverable(secret: bytes, digest: bytes, *, compressed: bool = True) -> bytes:
    """Sign so that the public key can be recovered from the signature.

    Args:
        secret: 32 bytes.
        digest: 32 bytes.
        compressed: which form of the public key the header byte calls for.

    Returns:
        65 bytes: header, R, S.

    Raises:
        ValueError: not a private key.
        SigningError: recovery does not lead back to the key.

    Source: C++ CKey::SignCompact.
    """
    if not is_valid_secret(secret):
        raise ValueError("invalid private key")
    signature = _new(_RECOVERABLE)
    if not lib.secp256k1_ecdsa_sign_recoverable(ctx, signature, digest, secret, _NULL, _NULL):
        raise SigningError("signing failed")
    out = _new(_BYTES, 64)
    recovery_id = _new(_INT)
    lib.secp256k1_ecdsa_recoverable_signature_serialize_compact(ctx, out, recovery_id, signature)
    header = _COMPACT_BASE + recovery_id[0] + (4 if compressed else 0)
    result = bytes([header]) + bytes(_buffer(out))
    if recover_pubkey(result, digest) != derive_pubkey(secret, compressed=compressed):
        raise SigningError("the new signature leads to another key")
    return result


def recover_pubkey(signature: bytes, digest: bytes) -> bytes | None:
    """Return the public key that made a recoverable signature; None if there is none.

    Args:
        signature: what `sign_recoverable` returns.
        digest: 32 bytes.

    Source: C++ CPubKey::RecoverCompact.
    """
    if len(signature) != COMPACT_SIZE:
        return None
    header = signature[0] - _COMPACT_BASE
    parsed = _new(_RECOVERABLE)
    if not lib.secp256k1_ecdsa_recoverable_signature_parse_compact(ctx, parsed, signature[1:], header & 3):
        return None
    key = _new(_PUBKEY)
    if not lib.secp256k1_ecdsa_recover(ctx, key, parsed, digest):
        return None
    return _encode_pubkey(key, compressed=bool(header & 4))

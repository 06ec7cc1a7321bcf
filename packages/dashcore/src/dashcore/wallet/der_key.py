"""Private keys as wallet files hold them: DER with all curve parameters spelled out.

Mirrors ec_seckey_export_der and ec_seckey_import_der of key.cpp. Source: SEC 1, appendix C.
"""

from dashcore.crypto.secp256k1 import derive_pubkey, is_valid_secret

_FIELD = bytes.fromhex("ff" * 27 + "fefffffc2f")
_GENERATOR_X = bytes.fromhex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
_GENERATOR_Y = bytes.fromhex("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")
_ORDER = bytes.fromhex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
_SECRET_SIZE = 32  # bytes


def _der(tag: int, body: bytes) -> bytes:
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    if size < 0x100:
        return bytes((tag, 0x81, size)) + body
    return bytes((tag, 0x82)) + size.to_bytes(2, "big") + body


def _integer(value: bytes) -> bytes:
    return _der(0x02, b"\0" + value if value[0] & 0x80 else value)


def encode_der_key(secret: bytes, *, compressed: bool = True) -> bytes:
    """Encode a private key; 214 bytes for a compressed public key, else 279."""
    generator = (
        bytes((2 + (_GENERATOR_Y[-1] & 1),)) + _GENERATOR_X if compressed else b"\x04" + _GENERATOR_X + _GENERATOR_Y
    )
    prime_field = _der(0x30, bytes.fromhex("06072a8648ce3d0101") + _integer(_FIELD))
    curve = _der(0x30, bytes.fromhex("040100040107"))
    parameters = _der(
        0x30, b"\x02\x01\x01" + prime_field + curve + _der(0x04, generator) + _integer(_ORDER) + b"\x02\x01\x01"
    )
    pubkey = derive_pubkey(secret, compressed=compressed)
    body = b"\x02\x01\x01" + _der(0x04, secret) + _der(0xA0, parameters) + _der(0xA1, _der(0x03, b"\0" + pubkey))
    return _der(0x30, body)


def decode_der_key(data: bytes) -> bytes:
    """Return the 32 secret bytes.

    Raises:
        ValueError: not such a key.
    """
    if len(data) < 2 or data[0] != 0x30 or not data[1] & 0x80:
        raise ValueError("private key is not in DER")
    at = 2 + (data[1] & 0x7F)
    if data[at : at + 4] != b"\x02\x01\x01\x04" or len(data) < at + 5:
        raise ValueError("private key is not in DER")
    size = data[at + 4]
    secret = data[at + 5 : at + 5 + size]
    if size > _SECRET_SIZE or len(secret) != size:
        raise ValueError("private key is not in DER")
    secret = secret.rjust(_SECRET_SIZE, b"\0")
    if not is_valid_secret(secret):
        raise ValueError("private key is out of range")
    return secret

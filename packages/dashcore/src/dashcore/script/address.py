"""Addresses and private keys as text. Mirrors key_io.cpp.

The version bytes differ between networks and come in as `KeyPrefixes`, made from the
chain's parameters.
"""

from dataclasses import dataclass

from dashcore.crypto.secp256k1 import SECRET_SIZE, derive_pubkey, is_valid_secret
from dashcore.script.standard import Destination, PKHash, ScriptHash
from dashcore.util.base58 import decode_base58_check, encode_base58_check

_HASH_SIZE = 20  # bytes
_COMPRESSED_MARK = b"\x01"  # behind the secret of a key whose public form is compressed


class AddressError(ValueError):
    """The text is no address of this network; the message is Core's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPrefixes:
    """The version bytes of a network. Source: C++ CChainParams::Base58Prefix.

    Attributes:
        pubkey_address: one byte.
        script_address: one byte.
        secret_key: one byte.
        ext_public_key: four bytes.
        ext_secret_key: four bytes.
    """

    pubkey_address: bytes
    script_address: bytes
    secret_key: bytes
    ext_public_key: bytes
    ext_secret_key: bytes


MAIN_PREFIXES = KeyPrefixes(
    pubkey_address=b"\x4c",
    script_address=b"\x10",
    secret_key=b"\xcc",
    ext_public_key=bytes.fromhex("0488b21e"),
    ext_secret_key=bytes.fromhex("0488ade4"),
)
TEST_PREFIXES = KeyPrefixes(  # of testnet, devnets and regtest
    pubkey_address=b"\x8c",
    script_address=b"\x13",
    secret_key=b"\xef",
    ext_public_key=bytes.fromhex("043587cf"),
    ext_secret_key=bytes.fromhex("04358394"),
)


def encode_destination(destination: Destination, prefixes: KeyPrefixes) -> str:
    """Return the address of a destination. Source: C++ EncodeDestination."""
    version = prefixes.pubkey_address if isinstance(destination, PKHash) else prefixes.script_address
    return encode_base58_check(version + destination.hash)


def decode_destination(text: str, prefixes: KeyPrefixes) -> Destination:
    """Read an address.

    Raises:
        AddressError: with Core's message.

    Source: C++ DecodeDestination.
    """
    try:
        data = decode_base58_check(text, limit=1 + _HASH_SIZE)
    except ValueError:
        raise AddressError("Invalid address format") from None
    if len(data) == 1 + _HASH_SIZE:
        if data.startswith(prefixes.pubkey_address):
            return PKHash(data[1:])
        if data.startswith(prefixes.script_address):
            return ScriptHash(data[1:])
    raise AddressError("Invalid prefix for Base58-encoded address")


def is_valid_destination(text: str, prefixes: KeyPrefixes) -> bool:
    """Whether this is an address of the network. Source: C++ IsValidDestinationString."""
    try:
        decode_destination(text, prefixes)
    except AddressError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A private key and which form of its public key goes with it. Mirrors CKey.

    Attributes:
        secret: 32 bytes, never shown.
        compressed: whether the public key has 33 bytes.
    """

    secret: bytes
    compressed: bool = True

    def __repr__(self) -> str:
        return f"PrivateKey(compressed={self.compressed})"

    @property
    def pubkey(self) -> bytes:
        """The public key, 33 or 65 bytes."""
        return derive_pubkey(self.secret, compressed=self.compressed)


def encode_secret(key: PrivateKey, prefixes: KeyPrefixes) -> str:
    """Return the import format of a private key. Source: C++ EncodeSecret."""
    return encode_base58_check(prefixes.secret_key + key.secret + (_COMPRESSED_MARK if key.compressed else b""))


def decode_secret(text: str, prefixes: KeyPrefixes) -> PrivateKey | None:
    """Read a private key; None if it is none of this network. Source: C++ DecodeSecret."""
    try:
        data = decode_base58_check(text, limit=34)
    except ValueError:
        return None
    secret = data[1 : 1 + SECRET_SIZE]
    mark = data[1 + SECRET_SIZE :]
    if not data.startswith(prefixes.secret_key) or mark not in {b"", _COMPRESSED_MARK} or not is_valid_secret(secret):
        return None
    return PrivateKey(secret, compressed=bool(mark))

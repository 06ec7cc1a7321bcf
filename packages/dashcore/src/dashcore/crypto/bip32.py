"""Hierarchical keys: extended private and public keys and how children follow from them.

Mirrors CExtKey and CExtPubKey of key.cpp and pubkey.cpp. Source: BIP 32.
"""

import hmac
from dataclasses import dataclass, field
from struct import Struct

from dashcore.crypto.secp256k1 import (
    derive_pubkey,
    is_valid_pubkey,
    is_valid_secret,
    tweak_add_pubkey,
    tweak_add_secret,
)
from dashcore.util.base58 import decode_base58_check, encode_base58_check
from dashcore.util.hashes import hash160

HARDENED = 0x80000000  # added to the number of a child that only the private key can derive
FINGERPRINT_SIZE = 4  # bytes
EXTKEY_SIZE = 74  # bytes, without the version
MAX_DEPTH = 255

_LAYOUT = Struct(">B4sI32s33s")
_NUMBER = Struct(">I")
_NO_FINGERPRINT = bytes(FINGERPRINT_SIZE)


class DerivationError(ValueError):
    """This child does not exist: too deep, hardened below a public key, or (one in 2**127) an invalid key."""


def _child_hash(chain_code: bytes, number: int, data: bytes) -> tuple[bytes, bytes]:
    """Return tweak and chain code of a child. Source: C++ BIP32Hash."""
    digest = hmac.digest(chain_code, data + _NUMBER.pack(number), "sha512")
    return digest[:32], digest[32:]


@dataclass(frozen=True, slots=True)
class ExtPubKey:
    """A public key that can derive its children that are not hardened.

    Attributes:
        depth: 0 for a master key.
        parent_fingerprint: 4 bytes.
        number: which child of its parent this is.
        chain_code: 32 bytes.
        pubkey: 33 bytes.
    """

    depth: int
    parent_fingerprint: bytes
    number: int
    chain_code: bytes
    pubkey: bytes

    @property
    def fingerprint(self) -> bytes:
        """The 4 bytes children refer to this key by."""
        return hash160(self.pubkey)[:FINGERPRINT_SIZE]

    def derive(self, number: int) -> "ExtPubKey":
        """Return a child.

        Raises:
            DerivationError: there is no such child.
        """
        if number & HARDENED or self.depth >= MAX_DEPTH:
            raise DerivationError("cannot derive this child of a public key")
        tweak, chain_code = _child_hash(self.chain_code, number, self.pubkey)
        try:
            child = tweak_add_pubkey(self.pubkey, tweak)
        except ValueError as error:
            raise DerivationError(str(error)) from error
        return ExtPubKey(self.depth + 1, self.fingerprint, number, chain_code, child)

    def encode(self) -> bytes:
        """Return the 74 bytes without a version. Source: C++ CExtPubKey::Encode."""
        return _LAYOUT.pack(self.depth, self.parent_fingerprint, self.number, self.chain_code, self.pubkey)

    def encode_text(self, version: bytes) -> str:
        """Return the base58 form: xpub..., tpub...; `version` is the network's four bytes."""
        return encode_base58_check(version + self.encode())

    @classmethod
    def decode(cls, data: bytes) -> "ExtPubKey":
        """Read the 74 bytes without a version.

        Raises:
            ValueError: not an extended public key.

        Source: C++ CExtPubKey::Decode.
        """
        depth, fingerprint, number, chain_code, pubkey = _unpack(data)
        if not is_valid_pubkey(pubkey):
            raise ValueError("invalid public key in extended key")
        return cls(depth, fingerprint, number, chain_code, pubkey)

    @classmethod
    def decode_text(cls, text: str, version: bytes) -> "ExtPubKey":
        """Read the base58 form.

        Raises:
            ValueError: not an extended public key of this network.
        """
        return cls.decode(_strip_version(text, version))


@dataclass(frozen=True, slots=True)
class ExtPrivKey:
    """A private key that can derive all its children. Its secret is not shown by `repr`.

    Attributes:
        depth: 0 for a master key.
        parent_fingerprint: 4 bytes.
        number: which child of its parent this is.
        chain_code: 32 bytes.
        secret: 32 bytes.
    """

    depth: int
    parent_fingerprint: bytes
    number: int
    chain_code: bytes = field(repr=False)
    secret: bytes = field(repr=False)

    @classmethod
    def from_seed(cls, seed: bytes) -> "ExtPrivKey":
        """Return the master key of a seed.

        Raises:
            ValueError: the seed leads to no key, which one in 2**127 does.

        Source: C++ CExtKey::SetSeed.
        """
        digest = hmac.digest(b"Bitcoin seed", seed, "sha512")
        if not is_valid_secret(digest[:32]):
            raise ValueError("the seed leads to no private key")
        return cls(0, _NO_FINGERPRINT, 0, digest[32:], digest[:32])

    @property
    def pubkey(self) -> bytes:
        """The public key, 33 bytes."""
        return derive_pubkey(self.secret)

    @property
    def fingerprint(self) -> bytes:
        """The 4 bytes children refer to this key by."""
        return hash160(self.pubkey)[:FINGERPRINT_SIZE]

    def neuter(self) -> ExtPubKey:
        """Return the public half."""
        return ExtPubKey(self.depth, self.parent_fingerprint, self.number, self.chain_code, self.pubkey)

    def derive(self, number: int) -> "ExtPrivKey":
        """Return a child.

        Raises:
            DerivationError: there is no such child.
        """
        if self.depth >= MAX_DEPTH:
            raise DerivationError("the key is too deep to have children")
        pubkey = self.pubkey
        data = b"\0" + self.secret if number & HARDENED else pubkey
        tweak, chain_code = _child_hash(self.chain_code, number, data)
        try:
            child = tweak_add_secret(self.secret, tweak)
        except ValueError as error:
            raise DerivationError(str(error)) from error
        return ExtPrivKey(self.depth + 1, hash160(pubkey)[:FINGERPRINT_SIZE], number, chain_code, child)

    def encode(self) -> bytes:
        """Return the 74 bytes without a version. Source: C++ CExtKey::Encode."""
        return _LAYOUT.pack(self.depth, self.parent_fingerprint, self.number, self.chain_code, b"\0" + self.secret)

    def encode_text(self, version: bytes) -> str:
        """Return the base58 form: xprv..., tprv...; `version` is the network's four bytes."""
        return encode_base58_check(version + self.encode())

    @classmethod
    def decode(cls, data: bytes) -> "ExtPrivKey":
        """Read the 74 bytes without a version.

        Raises:
            ValueError: not an extended private key.

        Source: C++ CExtKey::Decode.
        """
        depth, fingerprint, number, chain_code, secret = _unpack(data)
        if secret[0] or not is_valid_secret(secret[1:]):
            raise ValueError("invalid private key in extended key")
        return cls(depth, fingerprint, number, chain_code, secret[1:])

    @classmethod
    def decode_text(cls, text: str, version: bytes) -> "ExtPrivKey":
        """Read the base58 form.

        Raises:
            ValueError: not an extended private key of this network.
        """
        return cls.decode(_strip_version(text, version))


def _unpack(data: bytes) -> tuple[int, bytes, int, bytes, bytes]:
    if len(data) != EXTKEY_SIZE:
        raise ValueError("an extended key has 74 bytes")
    depth, fingerprint, number, chain_code, key = _LAYOUT.unpack(data)
    if depth == 0 and (number or fingerprint != _NO_FINGERPRINT):
        raise ValueError("a master key has no parent")
    return depth, fingerprint, number, chain_code, key


def _strip_version(text: str, version: bytes) -> bytes:
    data = decode_base58_check(text, limit=len(version) + EXTKEY_SIZE)
    if not data.startswith(version):
        raise ValueError("extended key of another network or kind")
    return data[len(version) :]

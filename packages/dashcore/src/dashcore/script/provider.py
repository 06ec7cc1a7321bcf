"""Where keys, scripts and key origins come from when outputs are solved and signed.

Mirrors script/signingprovider.h, script/keyorigin.h and util/bip32.h.
"""

from dataclasses import dataclass, field
from typing import Protocol

from dashcore.crypto.bip32 import HARDENED
from dashcore.primitives.types import Script
from dashcore.script.address import PrivateKey
from dashcore.util.hashes import hash160

_MAX_U32 = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class KeyOrigin:
    """How a key follows from a master key.

    Attributes:
        fingerprint: 4 bytes, of the master key.
        path: child numbers, hardened ones with bit 31 set.
    """

    fingerprint: bytes
    path: tuple[int, ...] = ()


class SigningProvider(Protocol):
    """What signing asks for. Identifiers are hashes of 20 bytes; None means unknown."""

    def get_script(self, script_id: bytes) -> Script | None:
        """Return the script with this hash."""

    def get_pubkey(self, key_id: bytes) -> bytes | None:
        """Return the public key with this hash."""

    def get_key(self, key_id: bytes) -> PrivateKey | None:
        """Return the private key whose public key has this hash."""

    def get_origin(self, key_id: bytes) -> KeyOrigin | None:
        """Return where the key with this hash comes from."""


@dataclass(slots=True)
class FlatProvider:
    """A provider of what it is filled with. Mirrors FlatSigningProvider.

    Attributes:
        scripts: by hash.
        pubkeys: by hash.
        origins: public key and origin by the key's hash.
        keys: private keys by their public key's hash; never shown.
    """

    scripts: dict[bytes, Script] = field(default_factory=dict)
    pubkeys: dict[bytes, bytes] = field(default_factory=dict)
    origins: dict[bytes, tuple[bytes, KeyOrigin]] = field(default_factory=dict)
    keys: dict[bytes, PrivateKey] = field(default_factory=dict, repr=False)

    def get_script(self, script_id: bytes) -> Script | None:
        """Return the script with this hash."""
        return self.scripts.get(script_id)

    def get_pubkey(self, key_id: bytes) -> bytes | None:
        """Return the public key with this hash."""
        return self.pubkeys.get(key_id)

    def get_key(self, key_id: bytes) -> PrivateKey | None:
        """Return the private key whose public key has this hash."""
        return self.keys.get(key_id)

    def get_origin(self, key_id: bytes) -> KeyOrigin | None:
        """Return where the key with this hash comes from."""
        found = self.origins.get(key_id)
        return found[1] if found else None

    def merge(self, other: "FlatProvider") -> None:
        """Take over what the other has and this has not."""
        self.scripts = other.scripts | self.scripts
        self.pubkeys = other.pubkeys | self.pubkeys
        self.origins = other.origins | self.origins
        self.keys = other.keys | self.keys

    def add_key(self, key: PrivateKey) -> None:
        """Learn a private key and its public key. Source: C++ FillableSigningProvider::AddKey."""
        pubkey = key.pubkey
        key_id = hash160(pubkey)
        self.keys[key_id] = key
        self.pubkeys[key_id] = pubkey

    def add_script(self, script: Script) -> None:
        """Learn a script that outputs may name by its hash. Source: C++ AddCScript."""
        self.scripts[hash160(script)] = script


EMPTY_PROVIDER: SigningProvider = FlatProvider()  # knows nothing; never add to it


class HidingProvider:
    """A provider behind which secrets or origins are not seen. Mirrors HidingSigningProvider."""

    def __init__(self, inner: SigningProvider, *, hide_secret: bool, hide_origin: bool) -> None:
        self._inner = inner
        self._hide_secret = hide_secret
        self._hide_origin = hide_origin

    def get_script(self, script_id: bytes) -> Script | None:
        """Return the script with this hash."""
        return self._inner.get_script(script_id)

    def get_pubkey(self, key_id: bytes) -> bytes | None:
        """Return the public key with this hash."""
        return self._inner.get_pubkey(key_id)

    def get_key(self, key_id: bytes) -> PrivateKey | None:
        """Return the private key unless secrets are hidden."""
        return None if self._hide_secret else self._inner.get_key(key_id)

    def get_origin(self, key_id: bytes) -> KeyOrigin | None:
        """Return the origin unless origins are hidden."""
        return None if self._hide_origin else self._inner.get_origin(key_id)


def parse_u32(text: str) -> int | None:
    """Read a 32 bit number as C++ ParseUInt32 does: a plus sign may lead, nothing may follow."""
    digits = text.removeprefix("+")
    if not (digits.isascii() and digits.isdecimal()):
        return None
    value = int(digits)
    return value if value <= _MAX_U32 else None


def format_keypath(path: tuple[int, ...]) -> str:
    """Return "/44'/5'/0" for a path. Source: C++ FormatHDKeypath."""
    return "".join(f"/{number & ~HARDENED}'" if number & HARDENED else f"/{number}" for number in path)


def write_keypath(path: tuple[int, ...]) -> str:
    """Return "m/44'/5'/0" for a path. Source: C++ WriteHDKeypath."""
    return "m" + format_keypath(path)


def parse_keypath(text: str) -> tuple[int, ...]:
    """Read "m/44'/5'/0"; the leading m may be missing.

    Raises:
        ValueError: not a path.

    Source: C++ ParseHDKeypath.
    """
    items = text.split("/")
    if items[-1] == "":
        items.pop()
    path = []
    for position, item in enumerate(items):
        if item == "m":
            if position:
                raise ValueError("m is only the start of a key path")
            continue
        number = parse_u32(item.removesuffix("'"))
        if number is None or "+" in item:
            raise ValueError(f"not a child number: {item!r}")
        path.append(number | HARDENED if item.endswith("'") else number)
    return tuple(path)

"""The key expressions of a descriptor: a key, or an extended key with a path, with or without an origin.

Mirrors the PubkeyProvider classes of script/descriptor.cpp. What cannot be told without
a private key that the provider lacks comes out as None.
"""

from abc import ABC, abstractmethod
from enum import Enum

from dashcore.crypto.bip32 import FINGERPRINT_SIZE, HARDENED, DerivationError, ExtPrivKey, ExtPubKey
from dashcore.crypto.secp256k1 import COMPRESSED_SIZE
from dashcore.script.address import KeyPrefixes, PrivateKey, encode_secret
from dashcore.script.descriptor_cache import DescriptorCache
from dashcore.script.provider import KeyOrigin, SigningProvider, format_keypath
from dashcore.util.hashes import hash160


class DeriveType(Enum):
    """Which children a key expression ranges over."""

    NO = ""
    UNHARDENED = "/*"
    HARDENED = "/*'"


class KeyExpression(ABC):
    """One key, or one key at each position.

    Attributes:
        index: number of this expression in its descriptor.
    """

    def __init__(self, index: int) -> None:
        self.index = index

    @property
    @abstractmethod
    def is_range(self) -> bool:
        """Whether keys differ between positions."""

    @property
    @abstractmethod
    def size(self) -> int:
        """Bytes of the public key."""

    @abstractmethod
    def pubkey_at(
        self,
        position: int,
        provider: SigningProvider,
        read_cache: DescriptorCache | None = None,
        write_cache: DescriptorCache | None = None,
    ) -> tuple[bytes, KeyOrigin] | None:
        """Return the public key and its origin.

        Args:
            position: child number for a range, else ignored.
            provider: has the private key where the path is hardened and no cache is read.
            read_cache: where keys are looked up instead.
            write_cache: takes what is derived.

        Source: C++ PubkeyProvider::GetPubKey.
        """

    @abstractmethod
    def private_key_at(self, position: int, provider: SigningProvider) -> PrivateKey | None:
        """Return the private key. Source: C++ PubkeyProvider::GetPrivKey."""

    @abstractmethod
    def to_string(self) -> str:
        """Return the public form."""

    @abstractmethod
    def to_private_string(self, provider: SigningProvider) -> str | None:
        """Return the form with the private key."""

    @abstractmethod
    def to_normalized_string(self, provider: SigningProvider, cache: DescriptorCache | None) -> str | None:
        """Return the public form whose hardened steps are moved into the origin."""


class ConstKey(KeyExpression):
    """A plain public key."""

    def __init__(self, index: int, pubkey: bytes, prefixes: KeyPrefixes) -> None:
        super().__init__(index)
        self._pubkey = pubkey
        self._key_id = hash160(pubkey)
        self._prefixes = prefixes

    @property
    def is_range(self) -> bool:
        """It is the same everywhere."""
        return False

    @property
    def size(self) -> int:
        """33 or 65."""
        return len(self._pubkey)

    def pubkey_at(
        self,
        position: int,
        provider: SigningProvider,
        read_cache: DescriptorCache | None = None,
        write_cache: DescriptorCache | None = None,
    ) -> tuple[bytes, KeyOrigin] | None:
        """Return the key; it is its own origin."""
        return self._pubkey, KeyOrigin(self._key_id[:FINGERPRINT_SIZE])

    def private_key_at(self, position: int, provider: SigningProvider) -> PrivateKey | None:
        """Return the private key the provider has for it."""
        return provider.get_key(self._key_id)

    def to_string(self) -> str:
        """Return the key as hex."""
        return self._pubkey.hex()

    def to_private_string(self, provider: SigningProvider) -> str | None:
        """Return the import format of the private key."""
        key = provider.get_key(self._key_id)
        return encode_secret(key, self._prefixes) if key else None

    def to_normalized_string(self, provider: SigningProvider, cache: DescriptorCache | None) -> str | None:
        """Return the key as hex."""
        return self.to_string()


class OriginKey(KeyExpression):
    """A key expression with "[fingerprint/path]" before it."""

    def __init__(self, index: int, origin: KeyOrigin, inner: KeyExpression) -> None:
        super().__init__(index)
        self._origin = origin
        self._inner = inner

    @property
    def is_range(self) -> bool:
        """As the expression behind it."""
        return self._inner.is_range

    @property
    def size(self) -> int:
        """As the expression behind it."""
        return self._inner.size

    def pubkey_at(
        self,
        position: int,
        provider: SigningProvider,
        read_cache: DescriptorCache | None = None,
        write_cache: DescriptorCache | None = None,
    ) -> tuple[bytes, KeyOrigin] | None:
        """Return the key, with the origin's path before its own."""
        found = self._inner.pubkey_at(position, provider, read_cache, write_cache)
        if found is None:
            return None
        pubkey, origin = found
        return pubkey, KeyOrigin(self._origin.fingerprint, self._origin.path + origin.path)

    def private_key_at(self, position: int, provider: SigningProvider) -> PrivateKey | None:
        """As the expression behind it."""
        return self._inner.private_key_at(position, provider)

    def _origin_string(self) -> str:
        return self._origin.fingerprint.hex() + format_keypath(self._origin.path)

    def to_string(self) -> str:
        """Return "[origin]key"."""
        return f"[{self._origin_string()}]{self._inner.to_string()}"

    def to_private_string(self, provider: SigningProvider) -> str | None:
        """Return "[origin]private key"."""
        inner = self._inner.to_private_string(provider)
        return None if inner is None else f"[{self._origin_string()}]{inner}"

    def to_normalized_string(self, provider: SigningProvider, cache: DescriptorCache | None) -> str | None:
        """Return "[origin]key"; an origin that normalizing adds is joined to this one."""
        inner = self._inner.to_normalized_string(provider, cache)
        if inner is None:
            return None
        if inner.startswith("["):
            return f"[{self._origin_string()}{inner[1 + 2 * FINGERPRINT_SIZE :]}"
        return f"[{self._origin_string()}]{inner}"


class ExtendedKey(KeyExpression):
    """An extended key, a path below it and perhaps all children below that."""

    def __init__(
        self, index: int, root: ExtPubKey, path: tuple[int, ...], derive: DeriveType, prefixes: KeyPrefixes
    ) -> None:
        super().__init__(index)
        self._root = root
        self._root_id = hash160(root.pubkey)
        self._path = path
        self._derive = derive
        self._prefixes = prefixes
        self._is_hardened = derive is DeriveType.HARDENED or any(number & HARDENED for number in path)
        self._parent: ExtPubKey | None = None  # remembered where no private key is needed for it

    @property
    def is_range(self) -> bool:
        """Whether it ends in "*"."""
        return self._derive is not DeriveType.NO

    @property
    def size(self) -> int:
        """Extended keys are compressed."""
        return COMPRESSED_SIZE

    def _root_private(self, provider: SigningProvider) -> ExtPrivKey | None:
        """Return the private half of the root. Source: C++ GetExtKey."""
        key = provider.get_key(self._root_id)
        if key is None:
            return None
        root = self._root
        return ExtPrivKey(root.depth, root.parent_fingerprint, root.number, root.chain_code, key.secret)

    def _derived_private(self, provider: SigningProvider) -> tuple[ExtPrivKey, ExtPrivKey | None] | None:
        """Return the key at the end of the path and the one behind its last hardened step.

        Source: C++ GetDerivedExtKey.
        """
        key = self._root_private(provider)
        if key is None:
            return None
        last_hardened = None
        try:
            for number in self._path:
                key = key.derive(number)
                if number & HARDENED:
                    last_hardened = key
        except DerivationError:
            return None
        return key, last_hardened

    def _child_number(self, position: int) -> int:
        return position | HARDENED if self._derive is DeriveType.HARDENED else position

    def pubkey_at(
        self,
        position: int,
        provider: SigningProvider,
        read_cache: DescriptorCache | None = None,
        write_cache: DescriptorCache | None = None,
    ) -> tuple[bytes, KeyOrigin] | None:
        """Derive the key, or find it in the cache. Source: C++ BIP32PubkeyProvider::GetPubKey."""
        try:
            if read_cache is not None:
                final = self._read(position, read_cache)
            elif self._is_hardened:
                final = self._derive_private(position, provider, write_cache)
            else:
                final = self._derive_public(position, write_cache)
        except DerivationError:
            return None
        if final is None:
            return None
        path = (*self._path, self._child_number(position)) if self.is_range else self._path
        return final.pubkey, KeyOrigin(self._root_id[:FINGERPRINT_SIZE], path)

    def _read(self, position: int, cache: DescriptorCache) -> ExtPubKey | None:
        found = cache.derived.get(self.index, {}).get(position)
        if found is not None:
            return found
        if self._derive is DeriveType.HARDENED:
            return None
        parent = cache.parents.get(self.index)
        return parent.derive(position) if parent is not None and self.is_range else parent

    def _derive_private(
        self, position: int, provider: SigningProvider, write_cache: DescriptorCache | None
    ) -> ExtPubKey | None:
        keys = self._derived_private(provider)
        if keys is None:
            return None
        key, last_hardened = keys
        final = (key.derive(self._child_number(position)) if self.is_range else key).neuter()
        if write_cache is not None:
            if self._derive is DeriveType.HARDENED:
                write_cache.derived.setdefault(self.index, {})[position] = final
            else:
                write_cache.parents[self.index] = key.neuter()
                if last_hardened is not None:
                    write_cache.last_hardened[self.index] = last_hardened.neuter()
        return final

    def _derive_public(self, position: int, write_cache: DescriptorCache | None) -> ExtPubKey:
        parent = self._parent
        if parent is None:
            parent = self._root
            for number in self._path:
                parent = parent.derive(number)
            self._parent = parent
        if write_cache is not None:
            write_cache.parents[self.index] = parent
        return parent.derive(position) if self.is_range else parent

    def private_key_at(self, position: int, provider: SigningProvider) -> PrivateKey | None:
        """Derive the private key."""
        keys = self._derived_private(provider)
        if keys is None:
            return None
        key = keys[0]
        if self.is_range:
            try:
                key = key.derive(self._child_number(position))
            except DerivationError:
                return None
        return PrivateKey(key.secret)

    def to_string(self) -> str:
        """Return "xpub/path/*"."""
        return self._root.encode_text(self._prefixes.ext_public_key) + format_keypath(self._path) + self._derive.value

    def to_private_string(self, provider: SigningProvider) -> str | None:
        """Return "xprv/path/*"."""
        key = self._root_private(provider)
        if key is None:
            return None
        return key.encode_text(self._prefixes.ext_secret_key) + format_keypath(self._path) + self._derive.value

    def to_normalized_string(self, provider: SigningProvider, cache: DescriptorCache | None) -> str | None:
        """Return "[fingerprint/hardened path]xpub/rest/*". Source: C++ BIP32PubkeyProvider::ToNormalizedString."""
        hardened = [step for step, number in enumerate(self._path, 1) if number & HARDENED]
        if self._derive is DeriveType.HARDENED or not hardened:
            return self.to_string()
        split = hardened[-1]
        xpub = cache.last_hardened.get(self.index) if cache is not None else None
        if xpub is None:
            keys = self._derived_private(provider)
            if keys is None or keys[1] is None:
                return None
            xpub = keys[1].neuter()
        origin = self._root_id[:FINGERPRINT_SIZE].hex() + format_keypath(self._path[:split])
        rest = format_keypath(self._path[split:]) + self._derive.value
        return f"[{origin}]{xpub.encode_text(self._prefixes.ext_public_key)}{rest}"

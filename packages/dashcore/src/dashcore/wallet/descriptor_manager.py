"""One descriptor of a wallet: its scripts, keys, and how far it is used.

Mirrors DescriptorScriptPubKeyMan of wallet/scriptpubkeyman.cpp. The wallet's lock guards it.
"""

from dataclasses import replace
from logging import getLogger

from dashcore.crypto.bip32 import ExtPubKey
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.types import UnixTime
from dashcore.script.address import KeyPrefixes, PrivateKey
from dashcore.script.descriptor import descriptor_id, parse_descriptor
from dashcore.script.descriptor_cache import DescriptorCache
from dashcore.script.descriptor_tree import Descriptor
from dashcore.script.provider import FlatProvider
from dashcore.script.standard import Destination, extract_destination
from dashcore.util.hashes import hash160
from dashcore.util.serialize import encode_bytes
from dashcore.wallet.crypter import DecryptionError, decrypt_secret, encrypt_secret
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.der_key import decode_der_key, encode_der_key
from dashcore.wallet.records import (
    CryptedKeyRecord,
    DescriptorKeyRecord,
    DescriptorRecord,
    Tag,
    cache_key,
    descriptor_key,
)
from dashcore.wallet.vault import Vault

_log = getLogger("dash")


class DescriptorManager:
    """A descriptor in use.

    Attributes:
        id: 32 bytes its records are kept under.
        descriptor: what it says.
    """

    def __init__(
        self,
        descriptor: Descriptor,
        record: DescriptorRecord,
        db: WalletDatabase,
        vault: Vault,
        keypool_size: int,
    ) -> None:
        self.id = descriptor_id(descriptor)
        self.descriptor = descriptor
        self._record = record
        self._db = db
        self._vault = vault
        self._keypool_size = keypool_size
        self._cache = DescriptorCache()
        self._made: dict[bytes, int] = {}  # child numbers by script; read through _scripts
        self._unmade = range(0)  # child numbers of a loaded descriptor whose scripts nobody asked for yet
        self._key_numbers: dict[bytes, int] = {}  # child numbers by public key, of those looked at so far
        self._keys_seen = 0  # child numbers below it were looked at
        self._max_cached = -1
        self._keys: dict[bytes, PrivateKey] = {}  # by public key
        self._crypted: dict[bytes, CryptedKeyRecord] = {}  # by public key
        self._mnemonics: dict[bytes, tuple[str, str]] = {}  # by public key
        self._checked_key: bytes | None = None

    @classmethod
    def of_record(
        cls, record: DescriptorRecord, prefixes: KeyPrefixes, db: WalletDatabase, vault: Vault, keypool_size: int
    ) -> "DescriptorManager":
        """Take a record over; cache and keys follow.

        Raises:
            DescriptorError: the text is no descriptor.
        """
        descriptor, _ = parse_descriptor(record.text, prefixes, require_checksum=True)
        return cls(descriptor, record, db, vault, keypool_size)

    # -- what it is

    @property
    def record(self) -> DescriptorRecord:
        """The descriptor's text, times and range."""
        return self._record

    @property
    def next_index(self) -> int:
        """Number of the next address to hand out."""
        return self._record.next_index

    @property
    def creation_time(self) -> UnixTime:
        """No block before can hold its transactions."""
        return self._record.creation_time

    @property
    def has_private_keys(self) -> bool:
        """Whether it holds private keys, encrypted ones too."""
        return bool(self._keys or self._crypted)

    @property
    def keypool_size(self) -> int:
        """Addresses made and not handed out."""
        return self._record.range_end - self._record.next_index

    @property
    def can_get_addresses(self) -> bool:
        """Whether it can hand an address out. Source: C++ CanGetAddresses."""
        return (
            self.descriptor.is_single_type
            and self.descriptor.is_range
            and (self.has_private_keys or self._record.next_index < self._record.range_end)
        )

    @property
    def scripts(self) -> list[bytes]:
        """All scripts made so far."""
        return list(self._scripts)

    @property
    def _scripts(self) -> dict[bytes, int]:
        if self._unmade:
            self.make_scripts()
        return self._made

    def make_scripts(self) -> None:
        """Derive the scripts of a loaded descriptor, which else waits until they are asked for.

        Raises:
            ValueError: the cache lacks a key.
        """
        for index in self._unmade:
            expansion = self.descriptor.expand_from_cache(index, self._cache)
            if expansion is None:
                raise ValueError("Error: Unable to expand wallet descriptor from cache")
            self._learn(index, expansion.scripts)
        self._unmade = range(0)

    def is_mine(self, script: bytes) -> bool:
        """Whether a script is one of those made so far."""
        return script in self._scripts

    # -- addresses

    def write(self) -> None:
        """Write the record of the descriptor itself."""
        self._db.write(descriptor_key(Tag.DESCRIPTOR, self.id), self._record.serialize())

    def _set(self, *, next_index: int | None = None, range_end: int | None = None) -> None:
        changed = replace(
            self._record,
            next_index=self._record.next_index if next_index is None else next_index,
            range_end=self._record.range_end if range_end is None else range_end,
        )
        if changed != self._record:
            self._record = changed
            self.write()

    def top_up(self, size: int = 0) -> bool:
        """Make scripts ahead of use; False where that takes a key that is locked. Source: C++ TopUp.

        Args:
            size: how many; 0: -keypool.
        """
        target = size or self._keypool_size
        range_end = max(self._record.next_index + target, self._record.range_end)
        if not self.descriptor.is_range:
            range_end = 1
        with self._db.transaction():
            provider: FlatProvider | None = None
            for index in range(self._max_cached + 1, range_end):
                expansion = self.descriptor.expand_from_cache(index, self._cache)
                if expansion is None:
                    if provider is None:
                        provider = self._key_provider()
                    fresh = DescriptorCache()
                    expansion = self.descriptor.expand(index, provider, fresh)
                    if expansion is None:
                        return False
                    self._write_cache(self._cache.merge_and_diff(fresh))
                self._learn(index, expansion.scripts)
                self._max_cached = index
            self._set(range_end=range_end)
        return True

    def _learn(self, index: int, scripts: tuple[bytes, ...]) -> None:
        for script in scripts:
            self._made.setdefault(script, index)

    def _write_cache(self, diff: DescriptorCache) -> None:
        for position, key in diff.parents.items():
            self._write_xpub(cache_key(Tag.DESCRIPTOR_CACHE, self.id, position), key)
        for position, children in diff.derived.items():
            for number, key in children.items():
                self._write_xpub(cache_key(Tag.DESCRIPTOR_CACHE, self.id, position, number), key)
        for position, key in diff.last_hardened.items():
            self._write_xpub(cache_key(Tag.DESCRIPTOR_LAST_HARDENED_CACHE, self.id, position), key)

    def _write_xpub(self, key: bytes, xpub: ExtPubKey) -> None:
        self._db.write(key, encode_bytes(xpub.encode()))

    def load_cache(self, cache: DescriptorCache) -> None:
        """Take the cached keys of the file over. Source: C++ SetCache.

        Where all scripts follow from one cached key they are made when first asked for, which
        spares the start the work.

        Raises:
            ValueError: the cache does not fit the descriptor.
        """
        self._cache = cache
        numbers = range(self._record.range_start, self._record.range_end)
        self._max_cached = self._record.range_end - 1
        self._unmade = numbers
        if not self.descriptor.is_range or cache.derived:
            self.make_scripts()
        elif numbers and self.descriptor.expand_from_cache(numbers[-1], cache) is None:
            raise ValueError("Error: Unable to expand wallet descriptor from cache")

    def get_new_destination(self) -> Destination:
        """Hand the next address out.

        Raises:
            WalletError: there is none.
        """
        if not self.can_get_addresses:
            raise WalletError("No addresses available")
        self.top_up()
        index = self._record.next_index
        expansion = self.descriptor.expand_from_cache(index, self._cache) if index <= self._max_cached else None
        if expansion is None:
            raise WalletError("Error: Keypool ran out, please call keypoolrefill first")
        destination = extract_destination(expansion.scripts[0])
        if destination is None:
            raise WalletError("Error: Cannot extract destination from the generated scriptpubkey")
        self._set(next_index=index + 1)
        return destination

    def return_destination(self, index: int) -> None:
        """Take back an address that was not used, if it was the last one handed out."""
        if self._record.next_index - 1 == index:
            self._set(next_index=index)

    def mark_used(self, script: bytes) -> list[Destination]:
        """Move past a script that was used; return the addresses passed over. Source: C++ MarkUnusedAddresses."""
        index = self._scripts.get(script)
        if index is None:
            return []
        passed: list[Destination] = []
        if index >= self._record.next_index:
            _log.info("Detected a used keypool item at index %d, mark all keypool items up to this item as used", index)
            for number in range(self._record.next_index, index + 1):
                expansion = self.descriptor.expand_from_cache(number, self._cache)
                destination = None if expansion is None else extract_destination(expansion.scripts[0])
                if destination is not None:
                    passed.append(destination)
            self._set(next_index=index + 1)
        if not self.top_up():
            _log.info("Topping up keypool failed (locked wallet)")
        return passed

    def can_update_to(self, record: DescriptorRecord) -> None:
        """Check that importing the same descriptor again loses nothing.

        Raises:
            WalletError: the new range leaves scripts out.
        """
        if record.range_start > self._record.range_start or record.range_end < self._record.range_end:
            raise WalletError(
                f"new range must include current range = [{self._record.range_start},{self._record.range_end - 1}]"
            )

    def update(self, record: DescriptorRecord) -> None:
        """Take over range, times and next index of the same descriptor imported again."""
        self.can_update_to(record)
        self._made.clear()
        self._key_numbers.clear()
        self._keys_seen = 0
        self._unmade = range(0)
        self._max_cached = -1
        self._record = record

    # -- keys

    def add_key(self, key: PrivateKey, mnemonic: str = "", passphrase: str = "") -> None:
        """Keep a private key, encrypted if the wallet is.

        Raises:
            WalletError: the wallet is locked.
        """
        pubkey = key.pubkey
        if pubkey in self._keys or pubkey in self._crypted:
            return
        if self._vault.is_crypted:
            master_key = self._vault.master_key
            if master_key is None:
                raise WalletError("AddDescriptorKey: writing descriptor private key failed")
            self._crypted[pubkey] = _encrypt_key(master_key, key, mnemonic, passphrase)
            self._write_crypted(pubkey)
            return
        self._keys[pubkey] = key
        if mnemonic:
            self._mnemonics[pubkey] = (mnemonic, passphrase)
        record = DescriptorKeyRecord(
            private_key=encode_der_key(key.secret, compressed=key.compressed),
            mnemonic=mnemonic,
            mnemonic_passphrase=passphrase,
        )
        self._db.write_new(descriptor_key(Tag.DESCRIPTOR_KEY, self.id, pubkey=pubkey), record.serialize(pubkey))

    def _write_crypted(self, pubkey: bytes) -> None:
        record = self._crypted[pubkey].serialize()
        with self._db.transaction():
            self._db.write_new(descriptor_key(Tag.DESCRIPTOR_CRYPTED_KEY, self.id, pubkey=pubkey), record)
            self._db.erase(descriptor_key(Tag.DESCRIPTOR_KEY, self.id, pubkey=pubkey))

    def load_key(self, pubkey: bytes, record: DescriptorKeyRecord) -> None:
        """Take a key's record over.

        Raises:
            ValueError: the key does not fit its public key.
        """
        key = PrivateKey(decode_der_key(record.private_key), compressed=len(pubkey) == 33)
        if key.pubkey != pubkey:
            raise ValueError("Error reading wallet database: CPrivKey corrupt")
        self._keys[pubkey] = key
        if record.mnemonic:
            self._mnemonics[pubkey] = (record.mnemonic, record.mnemonic_passphrase)

    def load_crypted_key(self, pubkey: bytes, record: CryptedKeyRecord) -> None:
        """Take an encrypted key's record over."""
        self._crypted[pubkey] = record

    def encrypt(self, master_key: bytes) -> None:
        """Encrypt every key in the file; `finish_encryption` says how that ended."""
        for pubkey, key in self._keys.items():
            mnemonic, passphrase = self._mnemonics.get(pubkey, ("", ""))
            self._crypted[pubkey] = _encrypt_key(master_key, key, mnemonic, passphrase)
            self._write_crypted(pubkey)

    def finish_encryption(self, *, done: bool) -> None:
        """Forget the keys in the clear, or the encrypted ones where the file did not take them."""
        if done:
            self._keys.clear()
            self._mnemonics.clear()
        else:
            self._crypted.clear()

    def check_decryption_key(self, master_key: bytes) -> bool:
        """Whether a master key opens the keys here. Source: C++ CheckDecryptionKey."""
        if self._keys:
            return False
        if self._checked_key == master_key:
            return True
        for pubkey, record in self._crypted.items():
            if _decrypt_key(master_key, pubkey, record) is None:
                return False
        self._checked_key = master_key
        return True

    def _private_keys(self) -> dict[bytes, PrivateKey]:
        master_key = self._vault.master_key
        if not self._vault.is_crypted or master_key is None:
            return self._keys
        keys: dict[bytes, PrivateKey] = {}
        for pubkey, record in self._crypted.items():
            key = _decrypt_key(master_key, pubkey, record)
            if key is not None:
                keys[pubkey] = key
        return keys

    def _key_provider(self) -> FlatProvider:
        provider = FlatProvider()
        for pubkey, key in self._private_keys().items():
            provider.keys[hash160(pubkey)] = key
        return provider

    # -- showing and signing

    def solving_provider(self, script: bytes) -> FlatProvider | None:
        """Return public keys, origins and scripts for a script of this descriptor."""
        index = self._scripts.get(script)
        if index is None:
            return None
        expansion = self.descriptor.expand_from_cache(index, self._cache)
        return None if expansion is None else expansion.provider

    def signing_provider(self, script: bytes) -> FlatProvider | None:
        """As `solving_provider`, with the private keys that can be read now."""
        index = self._scripts.get(script)
        return None if index is None else self._signing_provider_at(index)

    def signing_provider_of_key(self, pubkey: bytes) -> FlatProvider | None:
        """As `signing_provider`, for the script that a public key is of."""
        for index in range(self._keys_seen, self._record.range_end):
            expansion = self.descriptor.expand_from_cache(index, self._cache)
            for known in () if expansion is None else expansion.provider.pubkeys.values():
                self._key_numbers.setdefault(known, index)
        self._keys_seen = max(self._keys_seen, self._record.range_end)
        found = self._key_numbers.get(pubkey)
        return None if found is None else self._signing_provider_at(found)

    def _signing_provider_at(self, index: int) -> FlatProvider | None:
        expansion = self.descriptor.expand_from_cache(index, self._cache)
        if expansion is None:
            return None
        provider = expansion.provider
        if self.has_private_keys:
            provider.merge(self.descriptor.expand_private(index, self._key_provider()))
        return provider

    def text(self, *, private: bool) -> str | None:
        """Show the descriptor; None where that takes a key that is missing or locked."""
        if private:
            return self.descriptor.to_private_string(self._key_provider())
        return self.descriptor.to_normalized_string(self._key_provider(), self._cache)

    def mnemonic(self) -> tuple[str, str] | None:
        """The words and their passphrase this descriptor's key came from; None: unknown or locked."""
        if self._vault.is_locked():
            return None
        if not self._vault.is_crypted:
            return next(iter(self._mnemonics.values()), None) if len(self._mnemonics) == 1 else None
        master_key = self._vault.master_key
        if master_key is None or len(self._crypted) != 1:
            return None
        pubkey, record = next(iter(self._crypted.items()))
        if not record.mnemonic:
            return None
        try:
            words = decrypt_secret(master_key, pubkey, record.mnemonic).decode()
            passphrase = record.mnemonic_passphrase and decrypt_secret(master_key, pubkey, record.mnemonic_passphrase)
        except (DecryptionError, UnicodeDecodeError):
            return None
        return words, (passphrase or b"").decode()

    def __repr__(self) -> str:
        return f"DescriptorManager({self.id.hex()}, {self._record.next_index} of {self._record.range_end})"


def _encrypt_key(master_key: bytes, key: PrivateKey, mnemonic: str, passphrase: str) -> CryptedKeyRecord:
    pubkey = key.pubkey
    return CryptedKeyRecord(
        secret=encrypt_secret(master_key, pubkey, key.secret),
        mnemonic=encrypt_secret(master_key, pubkey, mnemonic.encode()) if mnemonic else b"",
        # An empty text stays empty: no release can decrypt one to nothing.
        mnemonic_passphrase=encrypt_secret(master_key, pubkey, passphrase.encode()) if passphrase else b"",
    )


def _decrypt_key(master_key: bytes, pubkey: bytes, record: CryptedKeyRecord) -> PrivateKey | None:
    """Return the key if the master key opens it and it fits."""
    try:
        key = PrivateKey(decrypt_secret(master_key, pubkey, record.secret), compressed=len(pubkey) == 33)
        fits = key.pubkey == pubkey
    except ValueError:
        return None
    return key if fits else None

"""Opening a wallet: reading its file, filling a new one.

Mirrors WalletBatch::LoadWallet of wallet/walletdb.cpp and CWallet::Create of wallet/wallet.cpp. A record that cannot be read is fatal where keys are at stake; else the
wallet opens with a warning.
"""

import secrets
from dataclasses import dataclass, field

from dashcore.crypto.bip32 import ExtPubKey
from dashcore.interfaces.chain import NodeGoneError
from dashcore.interfaces.wallet import WalletError
from dashcore.script.descriptor_cache import DescriptorCache
from dashcore.util.serialize import SerializationError, decode_bytes
from dashcore.wallet import signer
from dashcore.wallet.attaching import attach, detach, locate
from dashcore.wallet.context import Environment
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.descriptor_manager import DescriptorManager
from dashcore.wallet.errors import WalletFileError, WalletLoadError
from dashcore.wallet.options import WalletOptions
from dashcore.wallet.records import (
    CLIENT_VERSION,
    FEATURE_LATEST,
    KNOWN_FLAGS,
    LEGACY_TAGS,
    CryptedKeyRecord,
    DescriptorKeyRecord,
    DescriptorRecord,
    MasterKeyRecord,
    Tag,
    WalletFlag,
    decode_cache_key,
    decode_i32,
    decode_i64,
    decode_key_rest,
    decode_master_key_number,
    decode_outpoint,
    decode_u64,
    decode_wallet_tx,
    encode_i32,
    make_key,
    split_key,
)
from dashcore.wallet.wallet import Wallet

_KEY_TAGS = frozenset(
    (
        Tag.DESCRIPTOR.value,
        Tag.DESCRIPTOR_KEY.value,
        Tag.DESCRIPTOR_CRYPTED_KEY.value,
        Tag.DESCRIPTOR_CACHE.value,
        Tag.DESCRIPTOR_LAST_HARDENED_CACHE.value,
        Tag.MASTER_KEY.value,
        Tag.ACTIVE_EXTERNAL.value,
        Tag.ACTIVE_INTERNAL.value,
    )
)
_FATAL_ON_FLAGS = 31  # unknown flags above this bit forbid opening


@dataclass(slots=True)
class _Scan:
    """What is kept while reading, until its turn comes."""

    active: dict[bool, bytes] = field(default_factory=dict)
    caches: dict[bytes, DescriptorCache] = field(default_factory=dict)
    keys: list[tuple[bytes, bytes, DescriptorKeyRecord]] = field(default_factory=list)
    crypted: list[tuple[bytes, bytes, CryptedKeyRecord]] = field(default_factory=list)
    order_next: int = 0
    unknown: int = 0
    damaged: bool = False
    bad_tx: bool = False


class _Reader:
    """Reads one file into a wallet."""

    def __init__(self, wallet: Wallet) -> None:
        self._wallet = wallet
        self._scan = _Scan()

    def read(self) -> _Scan:
        """Read everything.

        Raises:
            WalletLoadError: keys cannot be read, or the file is too new.
        """
        self._read_header()
        for key, value in self._wallet.db.records():
            tag = b""
            try:
                tag, rest = split_key(key)
                self._read_record(tag, rest, value)
            except (SerializationError, ValueError, WalletError) as err:
                if tag in _KEY_TAGS or tag in LEGACY_TAGS:
                    self._wallet.log("%s", err)
                    raise self._corrupt() from None
                self._scan.damaged = True
                self._scan.bad_tx |= tag == Tag.TX.value
                self._wallet.log("%s", err)
        self._finish()
        return self._scan

    def _corrupt(self) -> WalletLoadError:
        return WalletLoadError(f"Error loading {self._wallet.db.path}: Wallet corrupted")

    def _read_header(self) -> None:
        wallet = self._wallet
        value = wallet.db.read(make_key(Tag.MIN_VERSION))
        if value is not None:
            wallet.version = decode_i32(value)
            if wallet.version > FEATURE_LATEST:
                raise WalletLoadError(f"Error loading {wallet.db.path}: Wallet requires newer version of Dash Core")
        value = wallet.db.read(make_key(Tag.FLAGS))
        if value is not None:
            flags = decode_u64(value)
            if (flags & ~KNOWN_FLAGS) >> (_FATAL_ON_FLAGS + 1):
                wallet.log("Error reading wallet database: Unknown non-tolerable wallet flags found")
                raise self._corrupt()
            wallet.keys.flags = WalletFlag(flags & KNOWN_FLAGS)

    def _read_record(self, tag: bytes, rest: bytes, value: bytes) -> None:  # noqa: C901, PLR0912 - one case per tag
        wallet, scan = self._wallet, self._scan
        match tag:
            case Tag.NAME.value | Tag.PURPOSE.value | Tag.DEST_DATA.value:
                wallet.address_book.load(tag, rest, value)
            case Tag.TX.value:
                self._read_tx(rest, value)
            case Tag.ORDER_POS_NEXT.value:
                scan.order_next = decode_i64(value)
            case Tag.LOCKED_UTXO.value:
                wallet.store.load_locked(decode_outpoint(rest))
            case Tag.COINJOIN_SALT.value:
                wallet.coinjoin_salt = value
            case Tag.MASTER_KEY.value:
                wallet.keys.vault.records[decode_master_key_number(rest)] = MasterKeyRecord.deserialize(value)
            case Tag.ACTIVE_EXTERNAL.value:
                scan.active[False] = value
            case Tag.ACTIVE_INTERNAL.value:
                scan.active[True] = value
            case Tag.DESCRIPTOR.value:
                manager = wallet.keys.manager_of_record(DescriptorRecord.deserialize(value))
                if manager.id != rest:
                    raise SerializationError("descriptor record under another descriptor's id")
                wallet.keys.load(manager)
                scan.caches.setdefault(rest, DescriptorCache())  # one of plain keys has nothing to cache
            case Tag.DESCRIPTOR_CACHE.value | Tag.DESCRIPTOR_LAST_HARDENED_CACHE.value:
                self._read_cache(tag, rest, value)
            case Tag.DESCRIPTOR_KEY.value:
                descriptor_id, pubkey = decode_key_rest(rest)
                scan.keys.append((descriptor_id, pubkey, DescriptorKeyRecord.deserialize(value, pubkey)))
            case Tag.DESCRIPTOR_CRYPTED_KEY.value:
                descriptor_id, pubkey = decode_key_rest(rest)
                scan.crypted.append((descriptor_id, pubkey, CryptedKeyRecord.deserialize(value)))
            case (
                Tag.BEST_BLOCK.value
                | Tag.BEST_BLOCK_NO_MERKLE.value
                | Tag.MIN_VERSION.value
                | Tag.VERSION.value
                | Tag.FLAGS.value
                | Tag.SETTINGS.value
            ):
                pass
            case _:
                scan.unknown += 1

    def _read_tx(self, rest: bytes, value: bytes) -> None:
        wtx = decode_wallet_tx(value)
        if wtx.txid != rest:
            raise SerializationError("transaction record under another transaction's id")
        if not self._wallet.store.load(wtx):
            raise self._corrupt()

    def _read_cache(self, tag: bytes, rest: bytes, value: bytes) -> None:
        descriptor_id, position, number = decode_cache_key(rest)
        xpub = ExtPubKey.decode(decode_bytes(value, 0)[0])
        cache = self._scan.caches.setdefault(descriptor_id, DescriptorCache())
        if tag == Tag.DESCRIPTOR_LAST_HARDENED_CACHE.value:
            cache.last_hardened[position] = xpub
        elif number is None:
            cache.parents[position] = xpub
        else:
            cache.derived.setdefault(position, {})[number] = xpub

    def _finish(self) -> None:
        """Put together what was read."""
        keys, scan = self._wallet.keys, self._scan
        try:
            for internal, descriptor_id in sorted(scan.active.items()):
                keys.load_active(descriptor_id, internal=internal)
            for descriptor_id, cache in scan.caches.items():
                self._manager(descriptor_id).load_cache(cache)
            for descriptor_id, pubkey, record in scan.keys:
                self._manager(descriptor_id).load_key(pubkey, record)
            for descriptor_id, pubkey, crypted in scan.crypted:
                self._manager(descriptor_id).load_crypted_key(pubkey, crypted)
        except (KeyError, ValueError) as err:
            self._wallet.log("Error reading wallet database: %s", err)
            raise self._corrupt() from None

    def _manager(self, descriptor_id: bytes) -> DescriptorManager:
        manager = self._wallet.keys.find(descriptor_id)
        if manager is None:
            raise KeyError(descriptor_id.hex())
        return manager


def read_wallet(wallet: Wallet) -> bool:
    """Read the file into a new wallet, to look at it; return whether a record was damaged. Writes nothing.

    Raises:
        WalletLoadError: keys cannot be read, or the file is too new.
    """
    with wallet.lock:
        return _Reader(wallet).read().damaged


def open_wallet(
    name: str,
    db: WalletDatabase,
    options: WalletOptions,
    environment: Environment,
    creation_flags: int,
) -> tuple[Wallet, tuple[str, ...]]:
    """Read a wallet, or fill a new file; attach it to the chain, if a node is there. Return it with warnings.

    Args:
        creation_flags: bits of WalletFlag, for a new file.

    Raises:
        WalletFileError: with the sentence for the user. The file stays open.
        ExternalSignerError: likewise, where a signer is to have the keys.

    Source: C++ CWallet::Create.
    """
    wallet = Wallet(name, db, options, environment)
    generation = environment.generation()
    warnings: list[str] = []
    try:
        with wallet.lock:
            scan = _Reader(wallet).read()
            if scan.damaged:
                warnings.append(
                    f"Error reading {db.path}! All keys read correctly, but transaction data"
                    " or address book entries might be missing or incorrect."
                )
            warnings += _prepare(wallet, scan, creation_flags)
            wallet.following.rescan = 1 if scan.bad_tx and not options.rescan else options.rescan
            try:
                attach(wallet)
                wallet.following.generation = generation
            except NodeGoneError:
                wallet.notifications = None
        _log_sizes(wallet)
    except WalletError as err:
        detach(wallet)
        raise WalletFileError(err.message) from None
    except BaseException:
        detach(wallet)
        raise
    return wallet, tuple(warnings)


def _prepare(wallet: Wallet, scan: _Scan, creation_flags: int) -> list[str]:
    """Make a wallet that was read, or a new one, ready for the chain; return warnings."""
    db = wallet.db
    watching = wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS)
    fresh = len(wallet.keys) == 0 and not watching and not wallet.has_flag(WalletFlag.BLANK_WALLET)
    locate(wallet)
    wallet.store.finish_loading(scan.order_next)
    if wallet.coinjoin_salt == bytes(32):
        wallet.coinjoin_salt = secrets.token_bytes(32)
        db.write(make_key(Tag.COINJOIN_SALT), wallet.coinjoin_salt)
    db.write(make_key(Tag.VERSION), encode_i32(CLIENT_VERSION))
    if fresh:
        _fill_new(wallet, creation_flags)
    elif creation_flags & WalletFlag.DISABLE_PRIVATE_KEYS:
        raise WalletLoadError(f"Error loading {db.path}: Private keys can only be disabled during creation")
    elif not watching:
        _check_hd(wallet)
    wallet.keys.top_up()
    wallet.keys_left = 0 if fresh else wallet.keys.external_keypool_size
    if not watching:
        return []
    return [
        f"Warning: Private keys detected in wallet {{{db.path}}} with disabled private keys"
        for manager in wallet.keys.active_managers()
        if manager.has_private_keys
    ]


def _check_hd(wallet: Wallet) -> None:
    """Refuse -usehd where it says other than the file, which cannot change."""
    wanted, found = wallet.options.use_hd, wallet.keys.hd_enabled
    if wanted is False and found:
        raise WalletLoadError(f"Error loading {wallet.name}: You can't disable HD on an already existing HD wallet")
    if wanted and not found:
        raise WalletLoadError(f"Error loading {wallet.name}: You can't enable HD on an already existing non-HD wallet")


def _fill_new(wallet: Wallet, flags: int) -> None:
    """Make a new wallet's flags and keys.

    Raises:
        ExternalSignerError: a signer is to have the keys, and gives no descriptors.
    """
    with wallet.db.transaction():
        wallet.set_min_version(FEATURE_LATEST)
        wallet.set_flags(flags)
        if flags & WalletFlag.EXTERNAL_SIGNER:
            device = signer.find_signer(wallet.options.signer, wallet.network)
            signer.set_up(wallet.keys, device, wallet.network, wallet.clock.now())
        elif not flags & (WalletFlag.DISABLE_PRIVATE_KEYS | WalletFlag.BLANK_WALLET):
            wallet.keys.set_up(wallet.options.mnemonic, wallet.options.mnemonic_passphrase)
        try:
            wallet.write_best_block(wallet.chain.get_tip_locator())
        except NodeGoneError:
            wallet.log("The node is not connected: the new wallet will look for where it begins once it is")


def _log_sizes(wallet: Wallet) -> None:
    with wallet.lock:
        wallet.log("setExternalKeyPool.size() = %d", wallet.keys.external_keypool_size)
        wallet.log("GetKeyPoolSize() = %d", wallet.keys.keypool_size)
        wallet.log("mapWallet.size() = %d", len(wallet.store))
        wallet.log("m_address_book.size() = %d", len(wallet.address_book))

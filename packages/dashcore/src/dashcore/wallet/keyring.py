"""All keys of a wallet: its descriptors, which of them make addresses, and the passphrase.

Mirrors the ScriptPubKeyMan part of wallet/wallet.cpp. The wallet's lock guards it.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from logging import getLogger

from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.transaction import OutPoint, Transaction, TxOut
from dashcore.script.address import PrivateKey
from dashcore.script.descriptor import infer_descriptor, parse_descriptor
from dashcore.script.descriptor_tree import Descriptor
from dashcore.script.provider import FlatProvider
from dashcore.script.sighash import SIGHASH_ALL
from dashcore.script.sign import sign_transaction
from dashcore.util.hashes import display_hash
from dashcore.wallet.context import Clock, Network
from dashcore.wallet.crypter import KEY_SIZE
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.descriptor_manager import DescriptorManager
from dashcore.wallet.hd import DerivationPath, choose_mnemonic, descriptor_text, master_key_of
from dashcore.wallet.options import WalletOptions
from dashcore.wallet.records import DescriptorRecord, Tag, WalletFlag, encode_u64, make_key, master_key_key
from dashcore.wallet.sizes import input_size
from dashcore.wallet.vault import Vault

_log = getLogger("dash")

_MAX_PROVIDERS = 16384  # remembered, some 10 MiB


class Keyring:
    """The descriptors of a wallet.

    Attributes:
        flags: what the wallet is.
        vault: the passphrase.
        on_change: told when there may be new addresses, or no more.
    """

    def __init__(self, db: WalletDatabase, network: Network, clock: Clock, options: WalletOptions) -> None:
        self._db = db
        self._network = network
        self._clock = clock
        self._options = options
        self._managers: dict[bytes, DescriptorManager] = {}
        self._active: dict[bool, DescriptorManager] = {}  # by whether internal
        self._sizes: dict[tuple[bytes, int, bool], int] = {}  # input size by descriptor, script length, longest
        self._providers: dict[bytes, FlatProvider] = {}  # by script; keys are derived anew otherwise
        self._texts: dict[bytes, str] = {}  # by script likewise
        self.flags = WalletFlag(0)
        self.vault = Vault()
        self.on_change: Callable[[], None] = lambda: None

    # -- looking

    def __len__(self) -> int:
        return len(self._managers)

    def __iter__(self) -> Iterator[DescriptorManager]:
        """Give all descriptors, in the order of their ids."""
        return iter([self._managers[key] for key in sorted(self._managers)])

    def find(self, descriptor_id: bytes) -> DescriptorManager | None:
        """Look a descriptor up."""
        return self._managers.get(descriptor_id)

    def active(self, *, internal: bool) -> DescriptorManager | None:
        """The descriptor that makes receiving addresses, or change."""
        return self._active.get(internal)

    def active_managers(self) -> list[DescriptorManager]:
        """The descriptors that make addresses."""
        return list(dict.fromkeys(self._active[internal] for internal in (False, True) if internal in self._active))

    def is_internal(self, manager: DescriptorManager) -> bool | None:
        """Whether a descriptor makes change; None where it makes no addresses."""
        if manager not in self._active.values():
            return None
        return self._active.get(True) is manager

    def is_mine(self, script: bytes) -> bool:
        """Whether a script is of any descriptor here."""
        return any(manager.is_mine(script) for manager in self._managers.values())

    def managers_of(self, script: bytes) -> list[DescriptorManager]:
        """The descriptors a script is of."""
        return [manager for manager in self._managers.values() if manager.is_mine(script)]

    @property
    def hd_enabled(self) -> bool:
        """Whether all addresses follow from descriptors with a range."""
        active = self.active_managers()
        return bool(active) and all(manager.descriptor.is_range for manager in active)

    def can_get_addresses(self, *, internal: bool = False) -> bool:
        """Whether an address can be made."""
        manager = self.active(internal=internal)
        return manager is not None and manager.can_get_addresses

    @property
    def external_keypool_size(self) -> int:
        """Receiving addresses made and not handed out."""
        manager = self.active(internal=False)
        return 0 if manager is None else manager.keypool_size

    @property
    def keypool_size(self) -> int:
        """Addresses made and not handed out."""
        return sum(manager.keypool_size for manager in self.active_managers())

    def top_up(self, size: int = 0) -> bool:
        """Make addresses ahead of use; False where a descriptor could not."""
        done = [manager.top_up(size) for manager in self.active_managers()]
        self.on_change()
        return all(done)

    # -- adding

    def load(self, manager: DescriptorManager) -> None:
        """Take over a descriptor read from the file."""
        self._managers[manager.id] = manager

    def load_active(self, descriptor_id: bytes, *, internal: bool) -> None:
        """Make addresses with a descriptor from now on, without writing that.

        Raises:
            KeyError: it is not here.
        """
        manager = self._managers[descriptor_id]
        _log.info(
            "Setting spkMan to active: id = %s, type = legacy, internal = %s",
            display_hash(descriptor_id),
            "true" if internal else "false",
        )
        self._active[internal] = manager
        if self._active.get(not internal) is manager:
            del self._active[not internal]

    def activate(self, manager: DescriptorManager, *, internal: bool) -> None:
        """Make addresses with a descriptor from now on."""
        self._db.write(make_key(Tag.ACTIVE_INTERNAL if internal else Tag.ACTIVE_EXTERNAL), manager.id)
        self.load_active(manager.id, internal=internal)
        self.on_change()

    def deactivate(self, manager: DescriptorManager, *, internal: bool) -> None:
        """Make no more addresses with a descriptor, if it did."""
        if self._active.get(internal) is manager:
            self._db.erase(make_key(Tag.ACTIVE_INTERNAL if internal else Tag.ACTIVE_EXTERNAL))
            del self._active[internal]
            self.on_change()

    def make_manager(self, descriptor: Descriptor, record: DescriptorRecord) -> DescriptorManager:
        """Make a manager that belongs to this wallet; it is not added yet."""
        return DescriptorManager(descriptor, record, self._db, self.vault, self._options.keypool_size)

    def manager_of_record(self, record: DescriptorRecord) -> DescriptorManager:
        """Make a manager of what the file holds; it is not added yet."""
        return DescriptorManager.of_record(
            record, self._network.prefixes, self._db, self.vault, self._options.keypool_size
        )

    def set_up(self, mnemonic: str = "", passphrase: str = "") -> None:
        """Make the descriptors of a new wallet from given or new words.

        Raises:
            WalletError: the words are none, or the wallet is locked.
        """
        if self.vault.is_locked():
            raise WalletError("SetupDescriptorScriptPubKeyMans: Wallet is locked, cannot setup new descriptors")
        words = choose_mnemonic(mnemonic, self._options.mnemonic_bits)
        master = master_key_of(words, passphrase)
        prefixes = self._network.prefixes
        with self._db.transaction():
            for path in DerivationPath:
                text = descriptor_text(master.neuter(), path, prefixes, self._network.ext_coin_type)
                descriptor, _ = parse_descriptor(text, prefixes)
                record = DescriptorRecord(
                    text=descriptor.to_string(),
                    creation_time=self._clock.now(),
                    next_index=0,
                    range_start=0,
                    range_end=0,
                )
                manager = self.make_manager(descriptor, record)
                self._managers[manager.id] = manager
                manager.add_key(PrivateKey(master.secret), words, passphrase)
                manager.write()
                manager.top_up()
                if path is not DerivationPath.COINJOIN:
                    self.activate(manager, internal=path is DerivationPath.INTERNAL)
            self._unset_blank()

    def _unset_blank(self) -> None:
        if self.flags & WalletFlag.BLANK_WALLET:
            self.flags &= ~WalletFlag.BLANK_WALLET
            self._db.write(make_key(Tag.FLAGS), encode_u64(self.flags))

    def add_descriptor(self, descriptor: Descriptor, record: DescriptorRecord, keys: FlatProvider) -> DescriptorManager:
        """Add a descriptor with its private keys, or widen one that is here. Source: C++ AddWalletDescriptor.

        Raises:
            WalletError: the new range leaves scripts out, or the wallet is locked.
        """
        manager = self.make_manager(descriptor, record)
        with self._db.transaction():
            known = self._managers.get(manager.id)
            if known is not None:
                known.update(record)
                manager = known
            else:
                self._managers[manager.id] = manager
            for key in keys.keys.values():
                manager.add_key(key)
            if not manager.top_up():
                raise WalletError("Could not top up scriptPubKeys")
            manager.write()
            self._unset_blank()
        return manager

    # -- passphrase

    def encrypt(self, passphrase: str) -> None:
        """Encrypt all keys and lock the wallet. All or nothing. Source: C++ EncryptWallet."""
        master_key = secrets.token_bytes(KEY_SIZE)
        number, record = self.vault.make_record(master_key, passphrase)
        done = False
        try:
            with self._db.transaction():
                self._db.write(master_key_key(number), record.serialize())
                for manager in self._managers.values():
                    manager.encrypt(master_key)
            done = True
        finally:
            for manager in self._managers.values():
                manager.finish_encryption(done=done)
        self.vault.records[number] = record
        self.vault.lock()
        self._db.rewrite()

    def unlock(self, passphrase: str, *, mixing_only: bool = False) -> bool:
        """Open the vault; False for a wrong passphrase. Source: C++ Unlock."""
        if not self.vault.is_locked():
            return True
        for _, master_key in self.vault.candidates(passphrase):
            if all(manager.check_decryption_key(master_key) for manager in self._managers.values()):
                self.vault.open(master_key, mixing_only=mixing_only)
                return True
        return False

    def change_passphrase(self, old: str, new: str) -> bool:
        """Encrypt the master key anew; False for a wrong old passphrase. Source: C++ ChangeWalletPassphrase."""
        was_locked = self.vault.is_locked(for_mixing=True)
        self.vault.lock()
        for number, master_key in self.vault.candidates(old):
            if not all(manager.check_decryption_key(master_key) for manager in self._managers.values()):
                continue
            _, record = self.vault.make_record(master_key, new, number)
            self._db.write(master_key_key(number), record.serialize())
            self.vault.records[number] = record
            if not was_locked:
                self.vault.open(master_key, mixing_only=False)
            return True
        return False

    # -- signing

    def solving_provider(self, script: bytes) -> FlatProvider | None:
        """Return what solving a script takes, private keys aside; to be read only."""
        provider = self._providers.get(script)
        if provider is not None:
            return provider
        for manager in self._managers.values():
            provider = manager.solving_provider(script)
            if provider is not None:
                if len(self._providers) >= _MAX_PROVIDERS:
                    self._providers.clear()
                    self._texts.clear()
                self._providers[script] = provider
                return provider
        return None

    def solving_text(self, script: bytes) -> str | None:
        """Return the descriptor of a script alone; None where nothing here solves it."""
        text = self._texts.get(script)
        if text is None:
            provider = self.solving_provider(script)
            if provider is None:
                return None
            text = self._texts[script] = infer_descriptor(script, provider, self._network.prefixes).to_string()
        return text

    def input_size(self, script: bytes, *, max_signature: bool = False) -> int:
        """Bytes of a signed input that spends a script; -1: it is not known how. Alike for all of a descriptor.

        Args:
            script: of the output that is spent.
            max_signature: reckon with the longest signatures, not with those this wallet makes.
        """
        for manager in self._managers.values():
            if not manager.is_mine(script):
                continue
            key = manager.id, len(script), max_signature
            size = self._sizes.get(key)
            if size is None:
                provider = manager.solving_provider(script)
                size = -1 if provider is None else input_size(script, provider, max_signature=max_signature)
                self._sizes[key] = size
            return size
        return -1

    def signing_provider(self, script: bytes) -> FlatProvider | None:
        """Return what signing for a script takes."""
        for manager in self._managers.values():
            provider = manager.signing_provider(script)
            if provider is not None:
                return provider
        return None

    def sign_inputs(
        self, tx: Transaction, coins: Mapping[OutPoint, TxOut], hash_type: int = SIGHASH_ALL
    ) -> tuple[Transaction, dict[int, str]]:
        """Sign all inputs this wallet can; return what is wrong with the others. Source: C++ SignTransaction."""
        provider = FlatProvider()
        for output in coins.values():
            found = self.signing_provider(output.script_pubkey)
            if found is not None:
                provider.merge(found)
        return sign_transaction(tx, provider, coins, hash_type)

    def sign_transaction(self, tx: Transaction, coins: Mapping[OutPoint, TxOut]) -> Transaction | None:
        """Sign all inputs; None where one cannot be."""
        signed, errors = self.sign_inputs(tx, coins)
        return None if errors else signed

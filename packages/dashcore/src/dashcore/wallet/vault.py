"""The wallet's master key: whether keys are encrypted, and whether they can be read now.

Mirrors the passphrase part of CWallet. The wallet's lock guards it.
"""

from collections.abc import Callable

from dashcore.wallet.crypter import DecryptionError, lock_master_key, unlock_master_key
from dashcore.wallet.locked_memory import LockedBytes
from dashcore.wallet.records import MasterKeyRecord


class Vault:
    """Holds the encrypted master keys, and the master key itself while unlocked. Never shown."""

    def __init__(self) -> None:
        self.records: dict[int, MasterKeyRecord] = {}
        self._master_key: LockedBytes | None = None
        self._mixing_only = False
        self.on_change: Callable[[], None] = lambda: None

    @property
    def is_crypted(self) -> bool:
        """Whether the wallet has a passphrase."""
        return bool(self.records)

    @property
    def master_key(self) -> bytes | None:
        """The key, while unlocked in any way."""
        return None if self._master_key is None else self._master_key.reveal()

    def is_locked(self, *, for_mixing: bool = False) -> bool:
        """Whether keys cannot be read; unlocked for mixing alone counts as locked for all else."""
        if not self.is_crypted:
            return False
        return self._master_key is None or (self._mixing_only and not for_mixing)

    def lock(self) -> None:
        """Forget the key."""
        self._forget()
        self._mixing_only = False
        self.on_change()

    def open(self, master_key: bytes, *, mixing_only: bool) -> None:
        """Take the key in."""
        self._forget()
        self._master_key = LockedBytes(master_key)
        self._mixing_only = mixing_only
        self.on_change()

    def _forget(self) -> None:
        if self._master_key is not None:
            self._master_key.wipe()
        self._master_key = None

    def candidates(self, passphrase: str) -> list[tuple[int, bytes]]:
        """Return numbers and keys of the records a passphrase opens; the keys are still to be checked."""
        found: list[tuple[int, bytes]] = []
        for number, record in self.records.items():
            try:
                found.append((number, unlock_master_key(record, passphrase)))
            except DecryptionError:
                continue
        return found

    def make_record(self, master_key: bytes, passphrase: str, number: int | None = None) -> tuple[int, MasterKeyRecord]:
        """Encrypt a master key; return the record and its number, a new one unless given."""
        if number is None:
            number = max(self.records, default=0) + 1
        return number, lock_master_key(master_key, passphrase)

    def __repr__(self) -> str:
        return f"Vault(crypted={self.is_crypted}, locked={self.is_locked(for_mixing=True)})"

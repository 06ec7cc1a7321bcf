"""Making, loading, restoring and unloading wallets, at start-up and on request.

Mirrors wallet/load.cpp and the top of wallet/wallet.cpp.
"""

import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from logging import getLogger
from pathlib import Path

from dashcore.common import files
from dashcore.common.scheduler import Scheduler
from dashcore.interfaces.chain import Chain, NodeGoneError
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.types import DuffsPerKb
from dashcore.wallet.attaching import begin, detach, end, reattach
from dashcore.wallet.context import CallbackHandler, Environment
from dashcore.wallet.errors import (
    WalletAlreadyLoadedError,
    WalletBackupFileError,
    WalletCreateError,
    WalletEncryptError,
    WalletExistsError,
    WalletFileError,
    WalletFormatError,
    WalletLoadError,
    WalletNotFoundError,
)
from dashcore.wallet.files import DATA_FILE, OpenMode, WalletFiles
from dashcore.wallet.loading import open_wallet
from dashcore.wallet.options import (
    DEFAULT_MNEMONIC_BITS,
    MNEMONIC_BITS,
    WalletOptions,
    has_known_rescan_mode,
    read_int,
    read_options,
    read_setting,
)
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.rescan import reserve_rescan
from dashcore.wallet.wallet import Wallet

_RESEND_INTERVAL_S = 60.0
_log = getLogger("dash")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateRequest:
    """A wallet to make. Flags are bits of WalletFlag."""

    name: str
    flags: int
    passphrase: str = field(default="", repr=False)
    load_on_startup: bool | None = None


class WalletContext:
    """The open wallets of this process, and how to get more."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.files = WalletFiles(environment)
        self.lock = threading.RLock()  # outermost; see wallet/lock.py
        self._wallets: list[Wallet] = []  # guarded by: self.lock
        self._loading: set[str] = set()  # guarded by: self.lock
        self._on_load: list[Callable[[Wallet], None]] = []  # guarded by: self.lock
        self.scheduler = Scheduler("wallet.scheduler")

    @property
    def chain(self) -> Chain:
        """The node."""
        return self.environment.chain

    # -- looking

    def wallets(self) -> list[Wallet]:
        """The open wallets, in the order they were opened."""
        with self.lock:
            return list(self._wallets)

    def find(self, name: str) -> Wallet | None:
        """Look an open wallet up."""
        return next((wallet for wallet in self.wallets() if wallet.name == name), None)

    def subscribe_load(self, call: Callable[[Wallet], None]) -> Handler:
        """Call `call` with each wallet opened from now on."""
        with self.lock:
            self._on_load.append(call)

        def end() -> None:
            with self.lock:
                if call in self._on_load:
                    self._on_load.remove(call)

        return CallbackHandler(end)

    # -- opening

    def _open(self, name: str, mode: OpenMode, flags: int = 0) -> tuple[Wallet, list[str]]:
        """Open a wallet; it is not in the list yet.

        Raises:
            WalletFileError: with the sentence for the user.
        """
        db = self.files.open(name, mode)
        try:
            chain = self.chain
            chain.init_message("Loading wallet…")
            options, notes = read_options(chain.get_setting, self._relay_min_fee())
            wallet, warnings = open_wallet(name, db, options, self.environment, flags)
        except BaseException:
            db.close()
            raise
        return wallet, [*warnings, *notes]

    def _add(self, wallet: Wallet) -> None:
        """Put an opened wallet into the list, and tell of it. Source: C++ AddWallet."""
        with self.lock:
            self._wallets.append(wallet)
            subscribers = list(self._on_load)
        with wallet.lock:
            for wtx in wallet.store.has_unspent():
                wallet.lock_collaterals_of(wtx)
        for call in subscribers:
            call(wallet)

    def _relay_min_fee(self) -> DuffsPerKb:
        """What the node relays; without a node there is nothing to compare options with."""
        try:
            return self.chain.relay_min_fee()
        except NodeGoneError:
            return DuffsPerKb(0)

    def _begin(self, wallet: Wallet) -> None:
        """Exchange unconfirmed transactions with the node of a wallet just opened, or come back to it once it is there."""
        try:
            begin(wallet)
            reattach(wallet, self.environment.generation())
        except NodeGoneError:
            wallet.log("The node is not connected: the wallet will follow it once it is")

    def attach_all(self) -> None:
        """Let every wallet follow a node that is there now, one after the other.

        Raises:
            NodeGoneError: it left meanwhile; those that were not done are done next time.
        """
        generation = self.environment.generation()
        wallets = self.wallets()
        for wallet in wallets:
            if wallet.following.generation != generation:
                wallet.following.is_caught_up.clear()
        try:
            for wallet in wallets:
                reattach(wallet, generation)
        finally:
            for wallet in wallets:
                wallet.following.is_caught_up.set()

    def _claim(self, name: str) -> None:
        """Keep other threads from opening the same wallet meanwhile."""
        with self.lock:
            if name in self._loading:
                raise WalletLoadError("Wallet already loading.")
            self._loading.add(name)

    def load(self, name: str, load_on_startup: bool | None = None) -> tuple[Wallet, list[str]]:
        """Load a wallet; return it with warnings.

        Raises:
            WalletFileError: with the sentence for the user.

        Source: C++ LoadWallet.
        """
        if self.find(name) is not None:
            raise WalletAlreadyLoadedError(f'Wallet "{name}" is already loaded.')
        self._claim(name)
        try:
            try:
                wallet, warnings = self._open(name, OpenMode(require_existing=True))
            except (WalletNotFoundError, WalletFormatError) as err:
                raise type(err)(f"Wallet file verification failed. {err.message}") from None
            except WalletFileError as err:
                opened = err.message.startswith(("SQLiteDatabase", "Invalid -wallet path", "Failed to"))
                prefix = "Wallet file verification failed." if opened else "Wallet loading failed."
                raise type(err)(f"{prefix} {err.message}") from None
            self._add(wallet)
            self._begin(wallet)
        finally:
            with self.lock:
                self._loading.discard(name)
        warnings += self._update_setting(name, load_on_startup)
        return wallet, warnings

    def create(self, request: CreateRequest) -> tuple[Wallet, list[str]]:
        """Make a wallet; return it with warnings.

        Raises:
            WalletFileError: with the sentence for the user.
            ExternalSignerError: likewise, where a signer is to have the keys.

        Source: C++ CreateWallet.
        """
        flags = request.flags
        if request.passphrase:
            flags |= WalletFlag.BLANK_WALLET
        if flags & WalletFlag.EXTERNAL_SIGNER and not flags & WalletFlag.DISABLE_PRIVATE_KEYS:
            raise WalletCreateError("Private keys must be disabled when using an external signer")
        if request.passphrase and flags & WalletFlag.DISABLE_PRIVATE_KEYS:
            raise WalletCreateError(
                "Passphrase provided but private keys are disabled. A passphrase is only used to encrypt "
                "private keys, so cannot be used for wallets with private keys disabled."
            )
        self._claim(request.name)
        try:
            wallet, warnings = self._make(request, flags)
            self._add(wallet)
            self._begin(wallet)
        finally:
            with self.lock:
                self._loading.discard(request.name)
        warnings += self._update_setting(request.name, request.load_on_startup)
        return wallet, warnings

    def _make(self, request: CreateRequest, flags: int) -> tuple[Wallet, list[str]]:
        try:
            db = self.files.open(request.name, OpenMode(require_create=True))
        except WalletFileError as err:
            raise type(err)(f"Wallet file verification failed. {err.message}") from None
        db.close()
        try:
            wallet, warnings = self._open(request.name, OpenMode(), flags)
        except WalletFileError as err:
            raise WalletCreateError(f"Wallet creation failed. {err.message}") from None
        if request.passphrase:
            try:
                self._encrypt_new(wallet, request)
            except BaseException:
                detach(wallet)
                wallet.db.close()
                raise
        return wallet, warnings

    def _encrypt_new(self, wallet: Wallet, request: CreateRequest) -> None:
        """Give a wallet that is blank so far its passphrase, and then its keys."""
        with wallet.lock:
            try:
                wallet.keys.encrypt(request.passphrase)
                if request.flags & WalletFlag.BLANK_WALLET:
                    return
                if not wallet.keys.unlock(request.passphrase):
                    raise WalletEncryptError("Error: Wallet was encrypted but could not be unlocked")
                wallet.keys.set_up(wallet.options.mnemonic, wallet.options.mnemonic_passphrase)
            except WalletError as err:
                raise WalletEncryptError(err.message) from None
            finally:
                wallet.keys.vault.lock()

    def restore(self, name: str, backup: Path, load_on_startup: bool | None) -> tuple[Wallet, list[str]]:
        """Make a wallet from a backup file and load it; return it with warnings.

        Raises:
            WalletFileError: with the sentence for the user.

        Source: C++ RestoreWallet.
        """
        if not backup.exists():
            raise WalletBackupFileError("Backup file does not exist")
        place = self.files.folder / name
        if place.exists():
            raise WalletExistsError(f"Failed to create database path '{place}'. Database already exists.")
        import shutil  # noqa: PLC0415 - starts go without

        try:
            place.mkdir(parents=True)
            _copy_file(backup, place / DATA_FILE)
            return self.load(name, load_on_startup)
        except OSError as err:
            shutil.rmtree(place, ignore_errors=True)
            raise WalletLoadError(f"Unexpected exception: {err}{files.denial(backup)}") from None
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise

    # -- closing

    def unload(self, wallet: Wallet, load_on_startup: bool | None = None) -> list[str]:
        """Close a wallet; return warnings.

        Raises:
            RescanBusyError: it is being rescanned.
            KeyError: it was closed already.
        """
        with reserve_rescan(wallet), self.lock:
            if wallet not in self._wallets:
                raise KeyError(wallet.name)
            self._wallets.remove(wallet)
        warnings = self._update_setting(wallet.name, load_on_startup)
        self._close(wallet)
        return warnings

    def _close(self, wallet: Wallet) -> None:
        end(wallet)
        wallet.on_unload.tell()
        wallet.log("Releasing wallet")
        with wallet.lock:
            wallet.db.close()

    # -- start-up settings

    def _update_setting(self, name: str, load_on_startup: bool | None) -> list[str]:
        """Write into settings.json whether a wallet is loaded at start-up. Source: C++ UpdateWalletSetting."""
        if load_on_startup is None:
            return []
        current = json.loads(self.chain.get_rw_setting("wallet"))
        names = current if isinstance(current, list) else []
        if load_on_startup:
            wanted = names if name in names else [*names, name]
            ok = name in names or self.chain.update_rw_setting("wallet", json.dumps(wanted), True)
            doubt = "may not be loaded"
        else:
            wanted = [other for other in names if other != name]
            ok = len(wanted) == len(names) or self.chain.update_rw_setting("wallet", json.dumps(wanted), True)
            doubt = "may still be loaded"
        if ok:
            return []
        return [f"Wallet load on startup setting could not be updated, so wallet {doubt} next node startup."]

    # -- with the node

    def verify(self) -> bool:
        """Check the wallets to be loaded at start-up. Source: C++ VerifyWallets."""
        chain = self.chain
        if not self._check_options() or not self._check_wallet_dir():
            return False
        _log.info("Using wallet directory %s", self.files.folder)
        chain.init_message("Verifying wallet(s)…")
        if read_setting(chain.get_setting, "wallet") is None and self._has_unnamed():
            chain.update_rw_setting("wallet", json.dumps([""]), False)
        paths: set[Path] = set()
        for name in self._startup_names():
            path = self.files.folder / name
            if path in paths:
                chain.init_warning(f"Ignoring duplicate -wallet {name}.")
                continue
            paths.add(path)
            try:
                self.files.open(name, OpenMode(require_existing=True)).close()
            except WalletNotFoundError as err:
                chain.init_warning(f"Skipping -wallet path that doesn't exist. {err.message}")
            except WalletFileError as err:
                chain.init_error(err.message)
                return False
        return True

    def _check_options(self) -> bool:
        """Check what concerns all wallets. Source: C++ WalletInit::ParameterInteraction."""
        setting = self.chain.get_setting
        if not has_known_rescan_mode(setting):
            _log.info("Warning: incorrect -rescan mode, falling back to default value.")
            self.chain.init_warning("Incorrect -rescan mode, falling back to default value")
        defaults = WalletOptions()
        hard_cap = read_int(setting, "coinjoindenomshardcap", defaults.coinjoin_denoms_hardcap)
        if hard_cap < read_int(setting, "coinjoindenomsgoal", defaults.coinjoin_denoms_goal):
            self.chain.init_error("-coinjoindenomshardcap can't be lower than -coinjoindenomsgoal")
            return False
        if read_int(setting, "mnemonicbits", DEFAULT_MNEMONIC_BITS) in MNEMONIC_BITS:
            return True
        allowed = ", ".join(map(str, MNEMONIC_BITS))
        self.chain.init_error(f"Invalid '-mnemonicbits'. Allowed values: {allowed}.")
        return False

    def _has_unnamed(self) -> bool:
        """Whether a wallet without a name lies in the folder itself, as in old releases."""
        try:
            self.files.open("", OpenMode(require_existing=True, verify=False)).close()
        except WalletFileError:
            return False
        return True

    def _check_wallet_dir(self) -> bool:
        given = read_setting(self.chain.get_setting, "walletdir")
        if given is None:
            return True
        path = Path(given)
        if not path.exists():
            problem = "does not exist"
        elif not path.is_dir():
            problem = "is not a directory"
        elif not path.is_absolute():
            problem = "is a relative path"
        else:
            return True
        self.chain.init_error(f'Specified -walletdir "{given}" {problem}')
        return False

    def _startup_names(self) -> list[str]:
        names = [json.loads(text) for text in self.chain.get_settings_list("wallet")]
        return [name for name in names if isinstance(name, str)]

    def load_startup_wallets(self) -> bool:
        """Load the wallets checked before. Source: C++ LoadWallets."""
        chain = self.chain
        for name in dict.fromkeys(self._startup_names()):
            if self.find(name) is not None:
                continue
            try:
                wallet, warnings = self._open(name, OpenMode(require_existing=True, verify=False))
            except WalletNotFoundError:
                continue
            except WalletFileError as err:
                chain.init_error(err.message)
                return False
            if warnings:
                chain.init_warning("\n".join(warnings))
            self._add(wallet)
        return True

    def start(self) -> None:
        """Exchange transactions with the node, and look after the unconfirmed ones. Source: C++ StartWallets."""
        for wallet in self.wallets():
            self._begin(wallet)
        if self.scheduler.thread.ident is None:
            self.scheduler.run_later(self._make_scripts)
            self.scheduler.run_every(self._resend, _RESEND_INTERVAL_S)
            self.scheduler.start()

    def _make_scripts(self) -> None:
        for wallet in self.wallets():
            for manager in tuple(wallet.keys):
                with wallet.lock:
                    manager.make_scripts()

    def _resend(self) -> None:
        for wallet in self.wallets():
            try:
                wallet.resend_transactions(secrets.randbelow)
            except Exception:  # noqa: BLE001 - one wallet's trouble must not stop the others
                _log.exception("cannot resend the transactions of %s", wallet.display_name)

    def stop(self) -> None:
        """Close all wallets. Calling it again does nothing."""
        self.scheduler.stop()
        with self.lock:
            wallets, self._wallets = self._wallets, []
        for wallet in wallets:
            self._close(wallet)


def _copy_file(source: Path, target: Path) -> None:
    import shutil  # noqa: PLC0415 - starts go without

    with os.fdopen(files.open_descriptor(source, os.O_RDONLY), "rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new)

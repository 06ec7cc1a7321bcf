"""What can go wrong with a wallet file, and whose fault it is.

WalletFileError
    WalletNotFoundError          nothing is at that path
    WalletExistsError            something already is
    WalletFormatError            not a wallet file of the wanted format
    WalletPathError              the path cannot hold a wallet
    WalletLoadError              the file cannot be opened or read
    WalletVerifyError            the file is for another network, or damaged
    WalletCreateError            it could not be made
    WalletEncryptError           it was made but not encrypted
    WalletBackupFileError        the backup to restore is not there
    WalletAlreadyLoadedError     it is open in this process
Mirrors DatabaseStatus of wallet/db.h.
"""


class WalletFileError(Exception):
    """A wallet could not be opened or made; `message` is the sentence for the user."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class WalletNotFoundError(WalletFileError):
    """Nothing is at that path."""


class WalletExistsError(WalletFileError):
    """Something already is at that path."""


class WalletFormatError(WalletFileError):
    """It is no wallet file, or not of the wanted format."""


class WalletPathError(WalletFileError):
    """The path cannot hold a wallet."""


class WalletLoadError(WalletFileError):
    """The file cannot be opened or read."""


class WalletVerifyError(WalletFileError):
    """The file belongs to another network, or is damaged."""


class WalletCreateError(WalletFileError):
    """The wallet could not be made."""


class WalletEncryptError(WalletFileError):
    """The wallet was made but could not be encrypted."""


class WalletBackupFileError(WalletFileError):
    """The backup to restore is not there."""


class WalletAlreadyLoadedError(WalletFileError):
    """The wallet is open in this process."""


class WalletStorageError(RuntimeError):
    """A write to an open wallet failed: the disk is full or gone."""

"""The key by which TLS peers know this process."""

import contextlib
import hashlib
import os
import secrets
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from libmultiprocess._transport.lock_folder import locked, make_folder
from libmultiprocess.errors import IdentityError, InUseError, MultiprocessError

if TYPE_CHECKING:  # a dependency of the extra `tls` only
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.x509 import Certificate

FILE_NAME: Final = "ipc_identity.pem"
_SUBJECT: Final = "libmultiprocess"
_NOT_BEFORE: Final = datetime(2000, 1, 1, tzinfo=UTC)  # clocks have no say: the key is known, or it is not
_NOT_AFTER: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_MAX_SIZE: Final = 1 << 16


class TlsIdentity:
    """A key of ours and the certificate that shows it.

    Attributes:
        fingerprint: What peers authorize: SHA-256 of the public key (SubjectPublicKeyInfo), 64 hex digits.
        certificate: Signed by the key itself.
        key: Secret.
    """

    __slots__ = ("certificate", "fingerprint", "key")

    def __init__(self, key: "Ed25519PrivateKey", certificate: "Certificate") -> None:
        self.key = key
        self.certificate = certificate
        self.fingerprint = fingerprint_of(certificate)

    def __repr__(self) -> str:
        return f"TlsIdentity({self.fingerprint})"

    def __reduce__(self) -> str:
        raise TypeError("a key stays in its process")

    @classmethod
    def load(cls, folder: str | os.PathLike[str]) -> Self:
        """Read the identity kept in a folder, or make one there at first use.

        Processes that do so at once get the same one. The file, `ipc_identity.pem`, is for this user alone.

        Raises:
            IdentityError: The file is damaged, can be read by others, or the file system refuses.
            MultiprocessError: The extra `tls` is not installed.
        """
        _require_cryptography()
        path = Path(folder) / FILE_NAME
        try:
            make_folder(path.parent)
            with locked(path.parent):
                return cls._read(path) if path.exists() else cls._make(path)
        except OSError as e:
            raise IdentityError(f"cannot read or make the key in {path}: {e.strerror}") from e
        except InUseError as e:
            raise IdentityError(f"cannot read or make the key in {path}: {e}") from e

    @classmethod
    def _read(cls, path: Path) -> Self:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415
        from cryptography.x509 import load_pem_x509_certificate  # noqa: PLC0415

        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if os.name == "posix" and found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise IdentityError(f"{path} holds a secret key and is open to others; make it private with chmod 600")
            text = file.read(_MAX_SIZE)
        try:
            key = load_pem_private_key(text, None)
            certificate = load_pem_x509_certificate(text)
        except (ValueError, TypeError):
            raise _damaged(path) from None  # the cause may quote the file
        if not isinstance(key, Ed25519PrivateKey) or certificate.public_key() != key.public_key():
            raise _damaged(path)
        return cls(key, certificate)

    @classmethod
    def _make(cls, path: Path) -> Self:
        from cryptography import x509  # noqa: PLC0415
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

        key = Ed25519PrivateKey.generate()
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _SUBJECT)])
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), _NOT_BEFORE, _NOT_AFTER)
        ).sign(key, None)
        text = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ) + certificate.public_bytes(serialization.Encoding.PEM)
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        try:
            fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), 0o600)
            with open(fd, "wb") as file:  # noqa: PTH123 - a descriptor
                file.write(text)
                file.flush()
                os.fsync(fd)
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
        _sync(path.parent)
        return cls(key, certificate)


def fingerprint_of(certificate: "Certificate") -> str:
    """SHA-256 of a certificate's public key, SubjectPublicKeyInfo in DER."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415

    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(key).hexdigest()


def _damaged(path: Path) -> IdentityError:
    return IdentityError(
        f"{path} is damaged: it holds no key of ours. Restore it, or remove it to get a new key, which peers have to "
        "authorize anew"
    )


def _require_cryptography() -> None:
    try:
        import cryptography.x509  # noqa: F401, PLC0415
    except ImportError as e:
        raise MultiprocessError("TLS needs the extra: pip install libmultiprocess[tls]") from e


def _sync(folder: Path) -> None:
    """Make a new name in a folder last."""
    if os.name != "posix":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)

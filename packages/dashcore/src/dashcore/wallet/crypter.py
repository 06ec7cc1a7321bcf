"""How private keys are locked away with a passphrase.

A random master key encrypts the secrets; a key made of the passphrase encrypts the master
key. Mirrors wallet/crypter.cpp and the passphrase part of wallet.cpp.
"""

import secrets
import time
from hashlib import sha512
from typing import TYPE_CHECKING

from dashcore.util.hashes import hash256
from dashcore.wallet.records import MasterKeyRecord

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.modes import CBC

KEY_SIZE = 32  # bytes
BLOCK_SIZE = 16  # bytes
SALT_SIZE = 8  # bytes
MIN_ITERATIONS = 25000
_TARGET_S = 0.1  # time one try of a passphrase should take
_SHA512_METHOD = 0


class DecryptionError(ValueError):
    """The key is wrong, or the text is damaged."""


def _cipher(key: bytes, iv: bytes) -> "Cipher[CBC]":
    from cryptography.hazmat.primitives.ciphers import Cipher  # noqa: PLC0415 - only encrypted wallets need it
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.modes import CBC  # noqa: PLC0415

    return Cipher(AES256(key), CBC(iv))


def encrypt(key: bytes, iv: bytes, plain: bytes) -> bytes:
    """Encrypt with AES-256 in CBC mode and PKCS 7 padding."""
    padding = BLOCK_SIZE - len(plain) % BLOCK_SIZE
    encryptor = _cipher(key, iv).encryptor()
    return encryptor.update(plain + bytes((padding,)) * padding) + encryptor.finalize()


def decrypt(key: bytes, iv: bytes, crypted: bytes) -> bytes:
    """Undo `encrypt`.

    Raises:
        DecryptionError: the padding is wrong.
    """
    if not crypted or len(crypted) % BLOCK_SIZE:
        raise DecryptionError("not whole blocks")
    decryptor = _cipher(key, iv).decryptor()
    plain = decryptor.update(crypted) + decryptor.finalize()
    padding = plain[-1]
    if not 1 <= padding <= BLOCK_SIZE or plain[-padding:] != bytes((padding,)) * padding:
        raise DecryptionError("wrong padding")
    return plain[:-padding]


def encrypt_secret(master_key: bytes, pubkey: bytes, plain: bytes) -> bytes:
    """Encrypt what belongs to a public key. Source: C++ EncryptSecret."""
    return encrypt(master_key, hash256(pubkey)[:BLOCK_SIZE], plain)


def decrypt_secret(master_key: bytes, pubkey: bytes, crypted: bytes) -> bytes:
    """Undo `encrypt_secret`.

    Raises:
        DecryptionError: the master key is wrong.
    """
    return decrypt(master_key, hash256(pubkey)[:BLOCK_SIZE], crypted)


def stretch_passphrase(passphrase: str, salt: bytes, iterations: int) -> tuple[bytes, bytes]:
    """Make key and initial vector of a passphrase. Source: C++ BytesToKeySHA512AES."""
    digest = passphrase.encode() + salt
    for _ in range(iterations):
        digest = sha512(digest).digest()
    return digest[:KEY_SIZE], digest[KEY_SIZE : KEY_SIZE + BLOCK_SIZE]


def _calibrate(passphrase: str, salt: bytes) -> int:
    """Return how many iterations take about a tenth of a second here."""
    begin = time.perf_counter()
    stretch_passphrase(passphrase, salt, MIN_ITERATIONS)
    elapsed = max(time.perf_counter() - begin, 1e-4)
    return max(int(MIN_ITERATIONS * _TARGET_S / elapsed), MIN_ITERATIONS)


def lock_master_key(master_key: bytes, passphrase: str, *, salt: bytes | None = None) -> MasterKeyRecord:
    """Encrypt a master key with a passphrase."""
    if salt is None:
        salt = secrets.token_bytes(SALT_SIZE)
    iterations = _calibrate(passphrase, salt)
    key, iv = stretch_passphrase(passphrase, salt, iterations)
    return MasterKeyRecord(
        crypted_key=encrypt(key, iv, master_key), salt=salt, method=_SHA512_METHOD, iterations=iterations
    )


def unlock_master_key(record: MasterKeyRecord, passphrase: str) -> bytes:
    """Decrypt a master key.

    Raises:
        DecryptionError: the passphrase is wrong, or the record's method is unknown.
    """
    if record.method != _SHA512_METHOD or record.iterations < 1 or len(record.salt) != SALT_SIZE:
        raise DecryptionError("unknown method")
    key, iv = stretch_passphrase(passphrase, record.salt, record.iterations)
    master_key = decrypt(key, iv, record.crypted_key)
    if len(master_key) != KEY_SIZE:
        raise DecryptionError("wrong size")
    return master_key

"""Locking keys away with a passphrase."""

import contextlib

import pytest

from dashcore.wallet.crypter import (
    MIN_ITERATIONS,
    DecryptionError,
    decrypt,
    decrypt_secret,
    encrypt,
    encrypt_secret,
    lock_master_key,
    stretch_passphrase,
    unlock_master_key,
)

KEY = bytes(range(32))


def test_passphrase_is_stretched_as_every_release_does() -> None:
    """The vector of Core's wallet_crypto_tests."""
    key, iv = stretch_passphrase("test", bytes.fromhex("0000deadbeef0000"), 25000)
    assert key.hex() == "fc7aba077ad5f4c3a0988d8daa4810d0d4a0e3bcb53af662998898f33df0556a"
    assert iv.hex() == "cf2f2691526dd1aa220896fb8bf7c369"


@pytest.mark.parametrize("size", [0, 15, 16, 17, 32])
def test_encryption_is_undone(size: int) -> None:
    """Any length, at and beside whole blocks."""
    plain = bytes(size)
    assert decrypt(KEY, bytes(16), encrypt(KEY, bytes(16), plain)) == plain


def test_wrong_key_is_noticed() -> None:
    """Another public key makes another initial vector, another key garbage."""
    crypted = encrypt_secret(KEY, b"\2" * 33, b"s" * 32)
    assert decrypt_secret(KEY, b"\2" * 33, crypted) == b"s" * 32
    assert decrypt_secret(KEY, b"\3" * 33, crypted) != b"s" * 32
    with pytest.raises(DecryptionError):
        decrypt(KEY, bytes(16), b"")


def test_master_key() -> None:
    """The right passphrase opens the record; the wrong one does not."""
    record = lock_master_key(KEY, "correct horse")
    assert record.iterations >= MIN_ITERATIONS
    assert unlock_master_key(record, "correct horse") == KEY
    with contextlib.suppress(DecryptionError):
        assert unlock_master_key(record, "battery staple") != KEY

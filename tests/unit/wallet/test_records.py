"""Records of dashd's own wallets read and write back byte for byte."""

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dashcore.util.serialize import SerializationError
from dashcore.wallet.database import WalletDatabase
from dashcore.wallet.der_key import decode_der_key, encode_der_key
from dashcore.wallet.records import (
    CryptedKeyRecord,
    DescriptorKeyRecord,
    DescriptorRecord,
    MasterKeyRecord,
    Tag,
    cache_key,
    decode_cache_key,
    decode_key_rest,
    decode_locator,
    decode_wallet_tx,
    encode_locator,
    encode_wallet_tx,
    split_key,
)

MAGIC = bytes.fromhex("fcc1b7dc")
SECRET = bytes(range(1, 33))


def _descriptor(rest: bytes, value: bytes) -> bytes:
    record = DescriptorRecord.deserialize(value)
    assert sha256(record.text.encode()).digest() == rest
    return record.serialize()


def _key(rest: bytes, value: bytes) -> bytes:
    _, pubkey = decode_key_rest(rest)
    record = DescriptorKeyRecord.deserialize(value, pubkey)
    assert encode_der_key(decode_der_key(record.private_key)) == record.private_key
    return record.serialize(pubkey)


_CODECS: dict[bytes, Callable[[bytes, bytes], bytes]] = {
    Tag.TX.value: lambda _, value: encode_wallet_tx(decode_wallet_tx(value)),
    Tag.DESCRIPTOR.value: _descriptor,
    Tag.DESCRIPTOR_KEY.value: _key,
    Tag.BEST_BLOCK_NO_MERKLE.value: lambda _, value: encode_locator(decode_locator(value)),
}


@pytest.mark.parametrize(("name", "transactions"), [("w", 457), ("x", 191)])
def test_dashd_records_survive(basic_wallets: Path, name: str, transactions: int) -> None:
    """Reading and writing each record gives the same bytes."""
    seen: Counter[bytes] = Counter()
    with WalletDatabase(basic_wallets / "wallets" / name / "wallet.dat", network_magic=MAGIC) as db:
        db.verify()
        for key, value in db.records():
            tag, rest = split_key(key)
            seen[tag] += 1
            if tag in _CODECS:
                assert _CODECS[tag](rest, value) == value
    assert seen[Tag.TX.value] == transactions
    assert seen[Tag.DESCRIPTOR_KEY.value] == 3


def test_encryption_records_survive() -> None:
    """The records of an encrypted wallet keep every field."""
    master = MasterKeyRecord(crypted_key=bytes(48), salt=b"salt1234", method=0, iterations=25000)
    assert MasterKeyRecord.deserialize(master.serialize()) == master
    crypted = CryptedKeyRecord(secret=b"s" * 48, mnemonic=b"m" * 16, mnemonic_passphrase=b"")
    assert CryptedKeyRecord.deserialize(crypted.serialize()) == crypted
    bare = CryptedKeyRecord.deserialize(bytes([3]) + b"abc")
    assert bare == CryptedKeyRecord(secret=b"abc", mnemonic=b"", mnemonic_passphrase=b"")


def test_cache_keys_tell_parent_from_derived() -> None:
    """A parent's key has no derived index."""
    identity = bytes(range(32))
    for derived in (None, 0, 7):
        _, rest = split_key(cache_key(Tag.DESCRIPTOR_CACHE, identity, 2, derived))
        assert decode_cache_key(rest) == (identity, 2, derived)


def test_damaged_key_record_is_refused() -> None:
    """A flipped bit in a private key is noticed."""
    pubkey = bytes(33)
    record = DescriptorKeyRecord(private_key=b"p" * 10, mnemonic="a b", mnemonic_passphrase="")
    value = bytearray(record.serialize(pubkey))
    value[3] ^= 1
    with pytest.raises(SerializationError, match="corrupt"):
        DescriptorKeyRecord.deserialize(bytes(value), pubkey)


@pytest.mark.parametrize(("compressed", "size"), [(True, 214), (False, 279)])
def test_der_keys(compressed: bool, size: int) -> None:
    """Both forms have the length every release writes."""
    data = encode_der_key(SECRET, compressed=compressed)
    assert len(data) == size
    assert decode_der_key(data) == SECRET
    with pytest.raises(ValueError, match="DER"):
        decode_der_key(data[:20])


def test_secrets_are_not_shown() -> None:
    """No secret is in a repr."""
    record = DescriptorKeyRecord(private_key=SECRET, mnemonic="abandon", mnemonic_passphrase="tiger")  # noqa: S106 - of no wallet
    assert "abandon" not in repr(record)
    assert "tiger" not in repr(record)

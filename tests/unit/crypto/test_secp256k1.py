"""Signatures verify as CPubKey::Verify does, however they are written."""

from hashlib import sha256

import pytest

from dashcore.crypto import secp256k1 as ec
from dashcore.crypto.siphash import siphash

SECRET = bytes(31) + b"\x07"
DIGEST = sha256(b"message").digest()


def _split_der(signature: bytes) -> tuple[int, int]:
    r_size = signature[3]
    s_at = 6 + r_size
    return int.from_bytes(signature[4 : 4 + r_size], "big"), int.from_bytes(signature[s_at:], "big")


def _write_der(r: bytes, s: bytes) -> bytes:
    body = b"\x02" + bytes([len(r)]) + r + b"\x02" + bytes([len(s)]) + s
    return b"\x30" + bytes([len(body)]) + body


@pytest.mark.parametrize("compressed", [True, False])
def test_sign_and_verify(compressed: bool) -> None:
    """Both forms of the key verify; another digest does not."""
    pubkey = ec.derive_pubkey(SECRET, compressed=compressed)
    signature = ec.sign_ecdsa(SECRET, DIGEST)

    assert ec.verify_ecdsa(pubkey, signature, DIGEST)
    assert not ec.verify_ecdsa(pubkey, signature, bytes(32))
    assert ec.has_low_s(signature)


def test_grinding_gives_short_signatures() -> None:
    """R stays below 2**255, so no signature needs more than 70 bytes."""
    for number in range(20):
        digest = bytes([number]) * 32
        signature = ec.sign_ecdsa(SECRET, digest)
        assert len(signature) <= 70
        assert ec.verify_ecdsa(ec.derive_pubkey(SECRET), signature, digest)


def test_high_s_is_accepted() -> None:
    """Consensus takes both signs of S."""
    r, s = _split_der(ec.sign_ecdsa(SECRET, DIGEST))
    high = _write_der(r.to_bytes(33, "big").lstrip(b"\0"), (ec.ORDER - s).to_bytes(33, "big"))

    assert ec.verify_ecdsa(ec.derive_pubkey(SECRET), high, DIGEST)
    assert not ec.has_low_s(high)


def test_lax_forms_are_accepted() -> None:
    """Padding, negative numbers, long lengths and garbage behind are all the same signature."""
    pubkey = ec.derive_pubkey(SECRET)
    good = ec.sign_ecdsa(SECRET, DIGEST)
    r, s = (number.to_bytes(32, "big") for number in _split_der(good))
    negative = _write_der(r, (ec.ORDER - int.from_bytes(s, "big")).to_bytes(32, "big"))
    body = b"\x02\x81\x20" + r + b"\x02\x82\x00\x20" + s

    for form in (
        good + b"garbage",
        _write_der(bytes(3) + r, bytes(2) + s),
        negative,
        b"\x30\x81" + bytes([len(body)]) + body,
        b"\x30\x05" + body,
    ):
        assert ec.verify_ecdsa(pubkey, form, DIGEST)


@pytest.mark.parametrize(
    "form", ["", "30", "3000", "300602010102", "3106020101020101", "30060201010201", "30068280020101"]
)
def test_nonsense_is_no_signature(form: str) -> None:
    """What even the lax reader refuses is invalid, not an error."""
    assert not ec.verify_ecdsa(ec.derive_pubkey(SECRET), bytes.fromhex(form), DIGEST)


def test_numbers_too_large() -> None:
    """A number of more than 32 bytes or above the order makes an invalid signature with a low S."""
    for number in (b"\x01" + bytes(32), b"\x00" + b"\xff" * 32):
        signature = _write_der(number, b"\x01")
        assert not ec.verify_ecdsa(ec.derive_pubkey(SECRET), signature, DIGEST)
        assert ec.has_low_s(signature)


@pytest.mark.parametrize("pubkey", [b"", b"\x02", b"\x05" + bytes(32), b"\x02" + b"\xff" * 32, b"\x04" + bytes(64)])
def test_invalid_keys(pubkey: bytes) -> None:
    """They verify nothing."""
    assert not ec.is_valid_pubkey(pubkey)
    assert not ec.verify_ecdsa(pubkey, ec.sign_ecdsa(SECRET, DIGEST), DIGEST)


def test_hybrid_key() -> None:
    """A key that says its parity and gives both coordinates counts, as in Core."""
    pubkey = ec.derive_pubkey(SECRET, compressed=False)
    hybrid = bytes([6 + (pubkey[-1] & 1)]) + pubkey[1:]

    assert ec.has_pubkey_size(hybrid)
    assert ec.verify_ecdsa(hybrid, ec.sign_ecdsa(SECRET, DIGEST), DIGEST)


def test_secrets() -> None:
    """Zero, the order and wrong sizes are no private keys."""
    for secret in (bytes(32), ec.ORDER.to_bytes(32, "big"), b"\x01" * 31):
        assert not ec.is_valid_secret(secret)
        with pytest.raises(ValueError, match="invalid private key"):
            ec.sign_ecdsa(secret, DIGEST)
        with pytest.raises(ValueError, match="invalid private key"):
            ec.derive_pubkey(secret)


@pytest.mark.parametrize("compressed", [True, False])
def test_recover(compressed: bool) -> None:
    """The header tells which form of the key comes back."""
    signature = ec.sign_recoverable(SECRET, DIGEST, compressed=compressed)

    assert ec.recover_pubkey(signature, DIGEST) == ec.derive_pubkey(SECRET, compressed=compressed)
    assert ec.recover_pubkey(signature[:-1], DIGEST) is None
    assert ec.recover_pubkey(signature[:1] + bytes(64), DIGEST) is None


def test_tweaks_agree() -> None:
    """Adding to the secret and to its point leads to the same key."""
    tweak = sha256(b"tweak").digest()

    assert ec.derive_pubkey(ec.tweak_add_secret(SECRET, tweak)) == ec.tweak_add_pubkey(ec.derive_pubkey(SECRET), tweak)
    with pytest.raises(ValueError, match="tweak"):
        ec.tweak_add_secret(SECRET, (ec.ORDER - 7).to_bytes(32, "big"))


def test_decompress() -> None:
    """The long form comes back from the short one."""
    assert ec.decompress_pubkey(ec.derive_pubkey(SECRET)) == ec.derive_pubkey(SECRET, compressed=False)


def test_siphash() -> None:
    """The value of the algorithm's authors."""
    assert siphash(bytes(range(16)), bytes(range(15))) == 0xA129CA6149BE45E5

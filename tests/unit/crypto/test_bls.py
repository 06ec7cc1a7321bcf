"""Keys of operators are written as dashd writes them, in either way."""

import pytest
from py_arkworks_bls12381 import G2Point, Scalar

from dashcore.crypto.bls import BlsError, BlsSecretKey, check_public_key, check_signature

KEYS = [  # secret key, public key in the basic and in the legacy way, of dashd's "bls fromsecret"
    (
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "95fde78acd5f6886ddaf5d0056610167c513d09c1c0efabbc7cdcc69beea113779c4a81e2d24daafc5387dbf6ac5fe48",
        "15fde78acd5f6886ddaf5d0056610167c513d09c1c0efabbc7cdcc69beea113779c4a81e2d24daafc5387dbf6ac5fe48",
    ),
    (
        "3585c63bc3f8eb1c428608920d4a14d7be752a7180d3ca34805f7f1884a75f3f",
        "a5848cb4f8eba212f53a4a533e1ace423531355a06ee3b81625309fedd6170cdb0b4f8ec8f3a0357c386051f89fad7f3",
        "85848cb4f8eba212f53a4a533e1ace423531355a06ee3b81625309fedd6170cdb0b4f8ec8f3a0357c386051f89fad7f3",
    ),
]


@pytest.mark.parametrize(("secret", "basic", "legacy"), KEYS)
def test_public_key(secret: str, basic: str, legacy: str) -> None:
    """Both ways of writing it are dashd's, and are read again."""
    key = BlsSecretKey(bytes.fromhex(secret))

    assert key.to_bytes().hex() == secret
    assert key.public_key().hex() == basic
    assert key.public_key(legacy=True).hex() == legacy
    assert check_public_key(bytes.fromhex(basic), legacy=False).hex() == basic
    assert check_public_key(bytes.fromhex(legacy), legacy=True).hex() == basic


@pytest.mark.parametrize("data", [bytes(32), b"\xff" * 32, bytes(31), b"\x01" * 33])
def test_no_secret_key(data: bytes) -> None:
    """Zero, numbers past the group's order and other lengths are refused."""
    with pytest.raises(BlsError):
        BlsSecretKey(data)


def test_made_keys_differ() -> None:
    """Each key is another one, and shows itself nowhere."""
    first, second = BlsSecretKey.make(), BlsSecretKey.make()
    assert first.to_bytes() != second.to_bytes()
    assert first.to_bytes().hex() not in repr(first)


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("data", [b"", bytes(48), bytes(96), b"\xc0" + bytes(47), b"\xff" * 48, b"\xff" * 96])
def test_no_point(data: bytes, *, legacy: bool) -> None:
    """Neither infinity nor arbitrary bytes are a key or a signature."""
    for check in (check_public_key, check_signature):
        with pytest.raises(BlsError):
            check(data, legacy=legacy)


def test_signature() -> None:
    """A signature is read in the way it is written in, and in no other."""
    basic = bytes((G2Point() * Scalar(5)).to_compressed_bytes())

    assert check_signature(basic, legacy=False) == basic
    with pytest.raises(BlsError):
        check_signature(b"\0" + basic[1:], legacy=False)

"""Hashes are the published ones, also where the library lacks one."""

import pytest

from dashcore.util import ripemd160 as plain
from dashcore.util.hashes import display_hash, hash160, hash256, parse_hash, ripemd160


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "9c1185a5c5e9fc54612808977ee8f548b2258d31"),
        (b"abc", "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
        (b"a" * 1000, "aa69deee9a8922e92f8105e007f76110f381e9cf"),
    ],
)
def test_ripemd160(data: bytes, digest: str) -> None:
    """OpenSSL's and our own agree with the authors."""
    assert ripemd160(data).hex() == digest
    assert plain.ripemd160(data).hex() == digest


@pytest.mark.parametrize("size", [54, 55, 56, 63, 64, 65, 119, 120, 128])
def test_ripemd160_at_block_bounds(size: int) -> None:
    """Padding fits or takes another block."""
    assert plain.ripemd160(bytes(size)) == ripemd160(bytes(size))


def test_compound_hashes() -> None:
    """Both are of SHA-256."""
    assert hash256(b"").hex() == "5df6e0e2761359d30a8275058e299fcc0381534545f55cf43e41983f5d4c9456"
    assert hash160(b"").hex() == "b472a266d0bd89c13706a4132ccfb16f7c3b9fcb"


def test_shown_and_read() -> None:
    """People see the bytes reversed."""
    value = bytes(range(32))

    assert display_hash(value).startswith("1f1e")
    assert parse_hash(display_hash(value)) == value
    for bad in ("", "00", "x" * 64, "0" * 65, " " * 32 + "0" * 32):
        with pytest.raises(ValueError, match=r"."):
            parse_hash(bad)

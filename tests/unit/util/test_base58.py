"""Base58 follows the published vectors and keeps limits."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashcore.util.base58 import decode_base58, decode_base58_check, encode_base58, encode_base58_check


def test_vectors(shared_dir: Path) -> None:
    """Both ways."""
    for data, text in json.loads((shared_dir / "vectors/base58_encode_decode.json").read_text()):
        assert encode_base58(bytes.fromhex(data)) == text
        assert decode_base58(text) == bytes.fromhex(data)


@given(st.binary(max_size=80))
def test_round_trip(data: bytes) -> None:
    """With and without a checksum, and at the limit."""
    assert decode_base58(encode_base58(data), limit=len(data)) == data
    assert decode_base58_check(encode_base58_check(data), limit=len(data)) == data
    with pytest.raises(ValueError, match=r"."):
        decode_base58_check(encode_base58_check(data + b"\1"), limit=len(data))


@pytest.mark.parametrize("text", ["invalid", "bad0IOl", "good bad", "\0", " \t\n\v\f\r skip \r\f\v\n\t a", "é"])
def test_invalid(text: str) -> None:
    """Characters outside the alphabet, also in the middle."""
    with pytest.raises(ValueError, match=r"."):
        decode_base58(text)


def test_spaces_and_checksum() -> None:
    """White space around is skipped; a changed character is found."""
    text = encode_base58_check(b"data")

    assert decode_base58_check(f" \t\n\v\f\r{text} ") == b"data"
    for bad in (text[:-1] + ("2" if text[-1] != "2" else "3"), "3vQOB7B6uFG4oH", ""):
        with pytest.raises(ValueError, match=r"."):
            decode_base58_check(bad)

"""Addresses and private keys follow the published vectors."""

import json
from pathlib import Path

import pytest

from dashcore.script.address import (
    MAIN_PREFIXES,
    TEST_PREFIXES,
    AddressError,
    KeyPrefixes,
    PrivateKey,
    decode_destination,
    decode_secret,
    encode_destination,
    encode_secret,
    is_valid_destination,
)
from dashcore.script.standard import script_for_destination


def _prefixes_of(chain: str) -> KeyPrefixes:
    return MAIN_PREFIXES if chain == "main" else TEST_PREFIXES


def test_valid(shared_dir: Path) -> None:
    """Reading gives the published script or secret, writing gives the text back; networks do not mix."""
    for text, payload, facts in json.loads((shared_dir / "vectors/key_io_valid.json").read_text()):
        prefixes = _prefixes_of(facts["chain"])
        other = TEST_PREFIXES if prefixes is MAIN_PREFIXES else MAIN_PREFIXES
        if facts["isPrivkey"]:
            key = decode_secret(text, prefixes)
            assert key == PrivateKey(bytes.fromhex(payload), facts["isCompressed"])
            assert key is not None
            assert encode_secret(key, prefixes) == text
            assert decode_secret(text, other) is None
            assert payload not in repr(key)
        else:
            destination = decode_destination(text, prefixes)
            assert script_for_destination(destination).hex() == payload
            assert encode_destination(destination, prefixes) == text
            assert not is_valid_destination(text, other)


def test_invalid(shared_dir: Path) -> None:
    """Nothing in the list means anything on any network."""
    for (text,) in json.loads((shared_dir / "vectors/key_io_invalid.json").read_text()):
        for prefixes in (MAIN_PREFIXES, TEST_PREFIXES):
            assert not is_valid_destination(text, prefixes)
            assert decode_secret(text, prefixes) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Invalid address format"),
        ("XqZHYpoksmbEPtWstAEki3o8pJ8ZsPfXpL", "Invalid address format"),
        ("yf7WoPrbJCGhLLtpeBe7tteKEKwpvZ1w97", "Invalid prefix for Base58-encoded address"),
    ],
)
def test_messages(text: str, message: str) -> None:
    """What a user reads is what dashd says."""
    with pytest.raises(AddressError) as caught:
        decode_destination(text, MAIN_PREFIXES)

    assert str(caught.value) == message

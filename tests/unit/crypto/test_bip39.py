"""Mnemonics follow the published vectors."""

import json
from pathlib import Path

import pytest
from mnemonic import Mnemonic

from dashcore.crypto.bip32 import ExtPrivKey
from dashcore.crypto.bip39 import generate_mnemonic, is_valid_mnemonic, mnemonic_from_entropy, mnemonic_to_seed


def test_vectors(shared_dir: Path) -> None:
    """Entropy, words, seed and master key of each entry (the passphrase is "TREZOR")."""
    for entropy, words, seed, master in json.loads((shared_dir / "vectors/bip39_vectors.json").read_text()):
        assert mnemonic_from_entropy(bytes.fromhex(entropy)) == words
        assert is_valid_mnemonic(words)
        assert mnemonic_to_seed(words, "TREZOR").hex() == seed
        assert ExtPrivKey.from_seed(bytes.fromhex(seed)).encode_text(bytes.fromhex("0488ade4")) == master


@pytest.mark.parametrize("bits", [128, 160, 192, 224, 256])
def test_generated(bits: int) -> None:
    """New words are valid and as many as the strength asks for."""
    words = generate_mnemonic(bits)

    assert is_valid_mnemonic(words)
    assert len(words.split()) == bits // 32 * 3


def test_invalid() -> None:
    """Unknown words, wrong numbers of words and stray spaces."""
    good = " ".join(["abandon"] * 11 + ["about"])
    assert is_valid_mnemonic(good)
    for words in ("", "abandon", good + " ", " " + good, good.replace(" ", "  "), good + " about", good.upper()):
        assert not is_valid_mnemonic(words)


def test_checksum_mask() -> None:
    """Of the last word's four checksum bits C++ compares the middle two, so that four of sixteen words pass."""
    words = Mnemonic("english").wordlist[:16]

    assert sum(is_valid_mnemonic(" ".join(["abandon"] * 11 + [word])) for word in words) == 4

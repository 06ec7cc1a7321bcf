"""Mnemonics: words that stand for a wallet's seed. Mirrors wallet/bip39.cpp. Source: BIP 39."""

import hashlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnemonic import Mnemonic

DEFAULT_STRENGTH = 128  # bits: twelve words
MAX_PASSPHRASE_SIZE = 256  # bytes
_ROUNDS = 2048
_MIN_WORDS = 12
_MAX_WORDS = 24


@cache
def _word_numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(_english().wordlist)}


@cache
def _english() -> "Mnemonic":
    from mnemonic import Mnemonic  # noqa: PLC0415 - costs start-up time where no wallet is made

    return Mnemonic("english")


def generate_mnemonic(strength: int = DEFAULT_STRENGTH) -> str:
    """Return new words.

    Args:
        strength: bits of entropy, a multiple of 32 from 128 to 256.
    """
    return str(_english().generate(strength))


def mnemonic_from_entropy(entropy: bytes) -> str:
    """Return the words for 16 to 32 bytes of entropy. Source: C++ CMnemonic::FromData."""
    return str(_english().to_mnemonic(entropy))


def is_valid_mnemonic(words: str) -> bool:
    """Whether all words are known, their number is right and the checksum fits as far as C++ looks.

    C++ means to compare one bit per three words, but its mask comes out smaller: a wallet
    that dashd made from such words must open here too.

    Source: C++ CMnemonic::Check.
    """
    split = words.split(" ")
    count = len(split)
    if count % 3 or not _MIN_WORDS <= count <= _MAX_WORDS:
        return False
    known = _word_numbers()
    number = 0
    for word in split:
        if word not in known:
            return False
        number = number << 11 | known[word]
    checksum_bits = count // 3
    size = checksum_bits * 4
    entropy = (number >> checksum_bits).to_bytes(size, "big")
    given = (number << (8 - checksum_bits)) & 0xFF
    mask = (2 ^ checksum_bits) << (8 - checksum_bits) & 0xFF
    return (hashlib.sha256(entropy).digest()[0] ^ given) & mask == 0


def mnemonic_to_seed(words: str, passphrase: str = "") -> bytes:
    """Return the 64 bytes a master key is made from; the words are not checked. Source: C++ CMnemonic::ToSeed."""
    salt = ("mnemonic" + passphrase).encode()[:MAX_PASSPHRASE_SIZE]
    return hashlib.pbkdf2_hmac("sha512", words.encode(), salt, _ROUNDS)

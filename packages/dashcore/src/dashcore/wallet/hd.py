"""The keys a new wallet begins with: words, seed, and three descriptors that follow from them.

Mirrors SetupDescriptorScriptPubKeyMans and SetupDescriptorGeneration. Source: BIP 39,
BIP 44; DIP 9 for CoinJoin.
"""

from enum import Enum

from dashcore.crypto.bip32 import ExtPrivKey, ExtPubKey
from dashcore.crypto.bip39 import generate_mnemonic, is_valid_mnemonic, mnemonic_to_seed
from dashcore.interfaces.wallet import WalletError
from dashcore.script.address import KeyPrefixes

PURPOSE_STANDARD = 44
PURPOSE_FEATURE = 9
COINJOIN_FEATURE = 4


class DerivationPath(Enum):
    """What a descriptor's addresses are for."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    COINJOIN = "coinjoin"


def master_key_of(mnemonic: str, passphrase: str) -> ExtPrivKey:
    """Return the key all others follow from."""
    return ExtPrivKey.from_seed(mnemonic_to_seed(mnemonic, passphrase))


def choose_mnemonic(wanted: str, bits: int) -> str:
    """Return the wanted words, or new ones.

    Raises:
        WalletError: the words are none.
    """
    words = wanted or generate_mnemonic(bits)
    if not is_valid_mnemonic(words):
        raise WalletError("SetupDescriptorScriptPubKeyMans: invalid mnemonic")
    return words


def descriptor_text(key: ExtPubKey, path: DerivationPath, prefixes: KeyPrefixes, coin_type: int) -> str:
    """Return a new wallet's descriptor, without checksum."""
    is_coinjoin = path is DerivationPath.COINJOIN
    purpose = PURPOSE_FEATURE if is_coinjoin else PURPOSE_STANDARD
    feature = f"/{COINJOIN_FEATURE}'" if is_coinjoin else ""
    change = 1 if path is DerivationPath.INTERNAL else 0
    return f"pkh({key.encode_text(prefixes.ext_public_key)}/{purpose}'/{coin_type}'{feature}/0'/{change}/*)"


def coinjoin_mark(coin_type: int) -> str:
    """Part of a descriptor that tells it is CoinJoin's."""
    return f"/{PURPOSE_FEATURE}'/{coin_type}'/{COINJOIN_FEATURE}'/0'"

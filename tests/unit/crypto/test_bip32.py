"""Extended keys follow BIP 32's own vectors."""

import pytest

from dashcore.crypto.bip32 import HARDENED, DerivationError, ExtPrivKey, ExtPubKey

XPUB, XPRV = bytes.fromhex("0488b21e"), bytes.fromhex("0488ade4")
SEED = bytes(range(16))
# BIP 32, test vector 1: path, public, private
CHAIN = [
    (
        [],
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
        "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
    ),
    (
        [HARDENED],
        "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9xv5ski8PX9rL2dZXvgGDnw",
        "xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7",
    ),
    (
        [HARDENED, 1],
        "xpub6ASuArnXKPbfEwhqN6e3mwBcDTgzisQN1wXN9BJcM47sSikHjJf3UFHKkNAWbWMiGj7Wf5uMash7SyYq527Hqck2AxYysAA7xmALppuCkwQ",
        "xprv9wTYmMFdV23N2TdNG573QoEsfRrWKQgWeibmLntzniatZvR9BmLnvSxqu53Kw1UmYPxLgboyZQaXwTCg8MSY3H2EU4pWcQDnRnrVA1xe8fs",
    ),
]


@pytest.mark.parametrize(("path", "public", "private"), CHAIN)
def test_published_chain(path: list[int], public: str, private: str) -> None:
    """Deriving and writing give the published text, reading it gives the key back."""
    key = ExtPrivKey.from_seed(SEED)
    for number in path:
        key = key.derive(number)

    assert key.encode_text(XPRV) == private
    assert key.neuter().encode_text(XPUB) == public
    assert ExtPrivKey.decode_text(private, XPRV) == key
    assert ExtPubKey.decode_text(public, XPUB) == key.neuter()


def test_public_derivation_agrees() -> None:
    """A child of the public half is the public half of the child."""
    key = ExtPrivKey.from_seed(SEED)

    assert key.derive(5).neuter() == key.neuter().derive(5)
    with pytest.raises(DerivationError):
        key.neuter().derive(HARDENED)


def test_depth_ends() -> None:
    """A key of depth 255 has no children."""
    key = ExtPrivKey(255, bytes(4), 1, bytes(32), bytes(31) + b"\1")

    with pytest.raises(DerivationError):
        key.derive(0)
    with pytest.raises(DerivationError):
        key.neuter().derive(0)


def test_invalid_keys() -> None:
    """BIP 32, test vector 5: wrong kinds, parents of masters and keys out of range."""
    good = ExtPrivKey.from_seed(SEED)
    for data in (
        good.encode()[:-1],
        bytes(1) + b"\1" + good.encode()[2:],
        good.encode()[:41] + b"\1" + good.encode()[42:],
        good.encode()[:42] + bytes(32),
    ):
        with pytest.raises(ValueError, match=r"."):
            ExtPrivKey.decode(data)
    with pytest.raises(ValueError, match="network"):
        ExtPrivKey.decode_text(good.encode_text(XPRV), XPUB)
    with pytest.raises(ValueError, match="public key"):
        ExtPubKey.decode(good.encode())


def test_secret_is_not_shown() -> None:
    """Logs and tracebacks print keys."""
    key = ExtPrivKey.from_seed(SEED)

    assert key.secret.hex() not in repr(key)
    assert repr(key.secret) not in repr(key)

"""No repr shows a key or a passphrase, and locked memory keeps what it was given until it is wiped."""

import logging

import pytest

from dashcore.crypto.bip32 import ExtPrivKey
from dashcore.interfaces.rpc import RpcCall, RpcMode
from dashcore.interfaces.wallet_types import Mnemonic, SecretText
from dashcore.rpc.command import RpcRequest
from dashcore.script.address import PrivateKey
from dashcore.script.provider import FlatProvider
from dashcore.wallet.crypter import lock_master_key
from dashcore.wallet.locked_memory import LockedBytes
from dashcore.wallet.options import WalletOptions
from dashcore.wallet.records import CryptedKeyRecord, DescriptorKeyRecord
from dashcore.wallet.vault import Vault

SECRET = "correct horse battery staple"  # noqa: S105 - looked for
KEY = b"\x4b" * 32  # "K"s as text, so that both forms are looked for
RECORD = lock_master_key(KEY, SECRET, salt=b"8 octets")


def _opened() -> Vault:
    vault = Vault()
    vault.records[1] = RECORD
    vault.open(KEY, mixing_only=False)
    return vault


HOLDERS: list[object] = [
    RpcCall(
        method="walletpassphrase", params_json=f'["{SECRET}"]', mode=RpcMode.EXECUTE, uri="/", auth_user="u",
        peer_address="127.0.0.1:1",
    ),
    RpcRequest(method="walletpassphrase", params=(SECRET, 60)),
    WalletOptions(mnemonic=SECRET, mnemonic_passphrase=SECRET),
    DescriptorKeyRecord(private_key=KEY, mnemonic=SECRET, mnemonic_passphrase=SECRET),
    CryptedKeyRecord(secret=KEY, mnemonic=SECRET.encode(), mnemonic_passphrase=SECRET.encode()),
    Mnemonic(words=SecretText(SECRET), passphrase=SecretText(SECRET)),
    RECORD,
    ExtPrivKey.from_seed(KEY),
    PrivateKey(KEY, compressed=True),
    FlatProvider(keys={b"id": PrivateKey(KEY, compressed=True)}),
    LockedBytes(KEY),
    _opened(),
]  # fmt: skip


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: type(holder).__name__)
def test_repr(holder: object) -> None:
    """Neither its repr nor its str, nor a log record with it, shows what it holds."""
    record = logging.LogRecord("dash", logging.INFO, __file__, 1, "%s %r", (holder, holder), None)
    shown = record.getMessage()

    hidden = [SECRET, KEY.hex(), "K" * 32, "\\x4b", RECORD.crypted_key.hex(), repr(RECORD.crypted_key)]
    if isinstance(holder, ExtPrivKey):
        hidden += [holder.secret.hex(), repr(holder.secret), holder.chain_code.hex()]
    assert not [secret for secret in hidden if secret in shown]


def test_locked_memory() -> None:
    """It gives copies until it is wiped; wiping twice does no harm."""
    kept = LockedBytes(KEY)
    assert kept.reveal() == KEY
    kept.wipe()
    kept.wipe()
    with pytest.raises(ValueError, match="closed"):
        kept.reveal()
    assert LockedBytes(b"").reveal() == b""


def test_vault_forgets() -> None:
    """Locking wipes the key, opening again wipes the former one."""
    vault = _opened()
    assert vault.master_key == KEY
    vault.open(bytes(32), mixing_only=True)
    assert vault.master_key == bytes(32)
    vault.lock()
    assert vault.is_locked(for_mixing=True)

"""The passphrase: what it locks, what opens it, and that no secret is ever shown."""

import logging
import traceback
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from dashcore.interfaces.rpc import RpcError
from dashcore.primitives.types import Script
from dashcore.script.address import PrivateKey, encode_secret
from dashcore.script.descriptor_checksum import add_checksum
from dashcore.script.standard import script_for_destination
from dashcore.wallet.hd import master_key_of
from dashcore.wallet.testing import WalletRig

Result: TypeAlias = Any  # type: ignore[explicit-any]  # tests index into what commands return

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")
ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
OLD, NEW = "an old passphrase", "a new passphrase"
LOCKED = (-13, "Error: Please enter the wallet passphrase with walletpassphrase first.")
WRONG = (-14, "Error: The wallet passphrase entered was incorrect.")


def refusal(rig: WalletRig, method: str, *params: object, wallet: str | None = "w") -> tuple[int, str]:
    """Code and text of an error."""
    with pytest.raises(RpcError) as caught:
        rig.call(method, *params, wallet=wallet)
    return int(caught.value.code), caught.value.message


@pytest.fixture
def crypted(rig: WalletRig) -> WalletRig:
    """A rig whose wallet w has coins and a passphrase."""
    wallet = rig.make("w")
    with wallet.lock:
        script = script_for_destination(wallet.get_new_destination(""))
    rig.chain.mine(script)
    for _ in range(100):
        rig.chain.mine(OTHERS_SCRIPT)
    rig.call("encryptwallet", OLD, wallet="w")
    return rig


def test_locked_wallet_spends_nothing(crypted: WalletRig) -> None:
    """Locked, it shows and receives but does not sign; the passphrase opens it for its time."""
    assert crypted.call("getbalance", wallet="w") == 500
    crypted.call("getnewaddress", wallet="w")
    assert refusal(crypted, "sendtoaddress", ADDRESS, 1) == LOCKED
    assert refusal(crypted, "signmessage", ADDRESS, "text") == LOCKED
    assert refusal(crypted, "listdescriptors", True) == LOCKED
    assert refusal(crypted, "importdescriptors", []) == LOCKED
    assert refusal(crypted, "walletpassphrase", NEW, 10) == WRONG
    crypted.call("walletpassphrase", OLD, 10, wallet="w")
    crypted.call("sendtoaddress", ADDRESS, 1, wallet="w")
    crypted.chain.later["lockwallet(w)"]()
    assert refusal(crypted, "sendtoaddress", ADDRESS, 1) == LOCKED
    crypted.call("walletpassphrase", OLD, 10, wallet="w")
    crypted.call("walletlock", wallet="w")
    assert refusal(crypted, "sendtoaddress", ADDRESS, 1) == LOCKED


def test_unlocking_again_outlives_the_first_time(crypted: WalletRig) -> None:
    """The end of an earlier unlocking does not lock what was unlocked later for longer."""
    crypted.call("walletpassphrase", OLD, 10, wallet="w")
    first = crypted.chain.later["lockwallet(w)"]
    crypted.call("walletpassphrase", OLD, 1000, wallet="w")
    first()
    crypted.call("sendtoaddress", ADDRESS, 1, wallet="w")


def test_change_of_passphrase(crypted: WalletRig) -> None:
    """Only the old one changes it; after that only the new one opens, after a reload too."""
    assert refusal(crypted, "walletpassphrasechange", NEW, OLD) == WRONG
    crypted.call("walletpassphrasechange", OLD, NEW, wallet="w")
    crypted.call("unloadwallet", "w")
    crypted.call("loadwallet", "w")
    assert refusal(crypted, "walletpassphrase", OLD, 10) == WRONG
    crypted.call("walletpassphrase", NEW, 10, wallet="w")
    crypted.call("sendtoaddress", ADDRESS, 1, wallet="w")


def test_commands_out_of_place(rig: WalletRig) -> None:
    """Encryption commands on a wallet without passphrase, or with one already, and empty texts."""
    rig.make("w")
    text = "Error: running with an unencrypted wallet, but {} was called."
    for method, params in (
        ("walletpassphrase", ("x", 1)),
        ("walletpassphrasechange", ("x", "y")),
        ("walletlock", ()),
    ):
        assert refusal(rig, method, *params) == (-15, text.format(method))
    assert refusal(rig, "encryptwallet", "") == (-8, "passphrase cannot be empty")
    rig.call("encryptwallet", OLD, wallet="w")
    assert refusal(rig, "encryptwallet", OLD)[0] == -15
    assert refusal(rig, "walletpassphrase", OLD, -1) == (-8, "Timeout cannot be negative.")
    assert refusal(rig, "walletpassphrase", "", 1) == (-8, "passphrase cannot be empty")


def test_encryption_leaves_nothing_in_the_file(rig: WalletRig) -> None:
    """Words and keys in the clear are gone from the file, its free pages too; they come back when unlocked."""
    wallet = rig.make("w")
    before: Result = rig.call("listdescriptors", True, wallet="w")
    words = before["descriptors"][0]["mnemonic"]
    secret = master_key_of(words, "").secret
    path = wallet.db.path
    assert words.encode() in path.read_bytes()
    assert secret in path.read_bytes()
    rig.call("encryptwallet", OLD, wallet="w")
    rig.call("unloadwallet", "w")
    for file in path.parent.iterdir():
        data = file.read_bytes()
        assert words.encode() not in data
        assert secret not in data
    rig.call("loadwallet", "w")
    rig.call("walletpassphrase", OLD, 10, wallet="w")
    assert rig.call("listdescriptors", True, wallet="w") == before


@pytest.mark.parametrize("passphrase", [None, OLD])
def test_backup_restores(rig: WalletRig, tmp_path: Path, passphrase: str | None) -> None:
    """A backup becomes a wallet with the same keys and coins; a taken name and a missing file are refused."""
    wallet = rig.make("w", passphrase=passphrase)
    with wallet.lock:
        script = script_for_destination(wallet.get_new_destination(""))
    copy = tmp_path / "copy.dat"
    rig.call("backupwallet", str(copy), wallet="w")
    rig.chain.mine(script)
    for _ in range(100):
        rig.chain.mine(OTHERS_SCRIPT)
    answer: Result = rig.call("restorewallet", "again", str(copy))
    assert answer["name"] == "again"
    assert rig.call("getbalance", wallet="again") == 500
    assert rig.call("getbalance", wallet="w") == 500
    both: list[Result] = [rig.call("listdescriptors", wallet=name) for name in ("w", "again")]
    assert both[0]["descriptors"] == both[1]["descriptors"]
    code, text = refusal(rig, "restorewallet", "again", str(copy), wallet=None)
    assert code == -36
    assert text.endswith("Database already exists.")
    missing = refusal(rig, "restorewallet", "new", str(tmp_path / "none.dat"), wallet=None)
    assert missing == (-8, "Backup file does not exist")
    (tmp_path / "junk.dat").write_bytes(b"junk" * 2000)
    assert refusal(rig, "restorewallet", "new", str(tmp_path / "junk.dat"), wallet=None)[0] in (-4, -18)
    assert not (rig.folder / "wallets" / "new").exists()
    assert refusal(rig, "backupwallet", str(tmp_path)) == (-4, "Error: Wallet backup failed!")


def test_no_secret_in_log_repr_or_traceback(rig: WalletRig, caplog: pytest.LogCaptureFixture) -> None:
    """Passphrases, words and keys go through every door and are shown at none."""
    caplog.set_level(logging.DEBUG)
    key = PrivateKey(b"\x21" * 32)
    wif = encode_secret(key, rig.network.prefixes)
    rig.chain.settings["mnemonicpassphrase"] = "pepper words"
    wallet = rig.make("w")
    listed: Result = rig.call("listdescriptors", True, wallet="w")
    words, xprv = listed["descriptors"][0]["mnemonic"], listed["descriptors"][0]["desc"][4:60]
    rig.call("importdescriptors", [{"desc": add_checksum(f"combo({wif})"), "timestamp": "now"}], wallet="w")
    shown = [repr(wallet.options), repr(key), repr(wallet.keys.vault)]
    rig.call("encryptwallet", OLD, wallet="w")
    rig.call("walletpassphrase", OLD, 60, wallet="w")
    master_key = wallet.keys.vault.master_key
    assert master_key is not None
    wrong: list[tuple[str, tuple[object, ...]]] = [
        ("walletpassphrase", (NEW, 1)),
        ("walletpassphrasechange", (NEW, OLD)),
        ("createwallet", ("w", False)),
    ]
    wrong.append(("importdescriptors", ([{"desc": f"combo({wif})#xxxxxxxx", "timestamp": "now"}],)))
    for method, params in wrong:
        try:
            shown.append(repr(rig.call(method, *params, wallet=None)))
        except RpcError as error:
            shown += traceback.format_exception(error)
    for manager in wallet.keys:
        shown += [repr(manager), repr(manager.signing_provider(manager.scripts[0]))]
    shown += [repr(value) for value in (wallet, wallet.keys, wallet.keys.vault)]
    rig.call("createwallet", "v", False, False, NEW, False, True, True)
    text = "\n".join([*shown, caplog.text])
    hidden = [OLD, NEW, words, xprv, wif, "pepper words", key.secret.hex(), repr(key.secret)[2:-1]]
    hidden += [master_key.hex(), repr(master_key)[2:-1]]
    assert [secret for secret in hidden if secret in text] == []

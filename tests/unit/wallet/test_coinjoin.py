"""Commands about mixing, in a wallet that does not mix by itself."""

from collections.abc import Mapping
from typing import cast

import pytest

from dashcore.interfaces.rpc import RpcError
from dashcore.rpc.command import Json
from dashcore.wallet.testing import WalletRig

SALT = "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"


def test_salt(rig: WalletRig) -> None:
    """A new wallet has one; it is replaced only where the user says so, and read again with the wallet."""
    rig.make("w")
    first = rig.call("coinjoinsalt get", wallet="w")
    with pytest.raises(RpcError, match='Wallet "w" already has set CoinJoin salt!'):
        rig.call("coinjoinsalt generate", wallet="w")
    assert rig.call("coinjoinsalt generate", True, wallet="w") is True
    assert rig.call("coinjoinsalt get", wallet="w") != first
    assert rig.call("coinjoinsalt set", SALT, wallet="w") is True
    rig.call("unloadwallet", "w")
    rig.call("loadwallet", "w")
    assert rig.call("coinjoinsalt get", wallet="w") == SALT


@pytest.mark.parametrize(
    ("salt", "text"),
    [
        ("00" * 32, "Invalid CoinJoin salt value"),
        ("0h" * 32, "salt must be hexadecimal string"),
        ("00", "salt must be of length 64"),
    ],
)
def test_no_salt(rig: WalletRig, salt: str, text: str) -> None:
    """Zero stands for none."""
    rig.make("w")
    with pytest.raises(RpcError, match=text):
        rig.call("coinjoinsalt set", salt, True, wallet="w")


def test_settings(rig: WalletRig) -> None:
    """They are shown, and the amount can be set within its bounds."""
    rig.make("w")
    rig.call("setcoinjoinamount", 21_000_000, wallet="w")
    shown = cast("Mapping[str, Json]", rig.call("getcoinjoininfo", wallet="w"))
    assert shown["max_amount"] == 21_000_000
    assert (shown["max_sessions"], shown["max_rounds"], shown["denoms_goal"], shown["denoms_hardcap"]) == (
        4,
        4,
        50,
        300,
    )
    assert shown["running"] is False
    for amount in (1, 21_000_001):
        with pytest.raises(RpcError, match="Invalid amount of DASH as mixing goal amount"):
            rig.call("setcoinjoinamount", amount, wallet="w")


def test_no_session(rig: WalletRig) -> None:
    """There never is one."""
    rig.make("w")
    for command, text in (
        ("coinjoin start", "Mixing is not supported by this wallet."),
        ("coinjoin status", "No ongoing mix session"),
        ("coinjoin stop", "No mix session to stop"),
    ):
        with pytest.raises(RpcError, match=text):
            rig.call(command, wallet="w")
    assert rig.call("coinjoin reset", wallet="w") == "Mixing was reset"

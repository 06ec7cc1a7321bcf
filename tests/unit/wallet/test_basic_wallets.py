"""Wallets of the real dashd, loaded and imported, are worth what it says."""

from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest

from dashcore.wallet.testing import FakeChain, WalletRig

Record = dict[str, object]
_IMPORTED = ("desc", "timestamp", "active", "internal", "range", "next_index")


def _mine(answer: object) -> dict[str, Decimal]:
    mine = cast("dict[str, dict[str, str]]", answer)["mine"]
    return {name: Decimal(value) for name, value in mine.items()}


def _recorded(basic: Record, name: str) -> dict[str, object]:
    return cast("dict[str, object]", basic[f"wallet_{name}"])


@pytest.mark.parametrize("name", ["w", "x"])
def test_loaded_wallet(basic: Record, basic_chain: FakeChain, basic_wallets: Path, name: str) -> None:
    """A file dashd wrote loads with the balances, keys and words dashd saw."""
    rig = WalletRig(basic_wallets, chain=basic_chain, mocktime=cast("int", basic["mocktime"]))
    try:
        rig.call("loadwallet", name)
        recorded = _recorded(basic, name)
        assert _mine(rig.call("getbalances")) == _mine(recorded["getbalances"])
        assert rig.call("listdescriptors", True) == recorded["listdescriptors"]
        info = cast("dict[str, object]", rig.call("getwalletinfo"))
        expected = cast("dict[str, object]", recorded["getwalletinfo"])
        assert list(info) == list(expected)
        same = ("walletversion", "format", "txcount", "keypoolsize", "keypoolsize_hd_internal", "descriptors")
        assert {field: info[field] for field in same} == {field: expected[field] for field in same}
        assert len(cast("list[object]", rig.call("listunspent"))) == recorded["listunspent_count"]
    finally:
        rig.loader.close()


@pytest.mark.parametrize("name", ["w", "x"])
def test_imported_descriptors(basic: Record, basic_rig: WalletRig, name: str) -> None:
    """The private descriptors alone bring all coins back."""
    recorded = _recorded(basic, name)
    listed = cast("dict[str, list[dict[str, object]]]", recorded["listdescriptors"])["descriptors"]
    basic_rig.make(name, blank=True)
    requests = [{key: entry[key] for key in _IMPORTED if key in entry} for entry in listed]
    assert basic_rig.call("importdescriptors", requests) == [{"success": True}] * 3
    assert _mine(basic_rig.call("getbalances")) == _mine(recorded["getbalances"])
    assert len(cast("list[object]", basic_rig.call("listunspent"))) == recorded["listunspent_count"]
    after = cast("dict[str, list[dict[str, object]]]", basic_rig.call("listdescriptors", True))["descriptors"]
    for entry, expected in zip(after, listed, strict=True):
        assert {key: entry[key] for key in entry if key in _IMPORTED} == {
            key: expected[key] for key in _IMPORTED if key in entry
        }


def test_balances_survive_deep_reorganisation(basic: Record, basic_rig: WalletRig) -> None:
    """Taking fifty blocks off and putting them back changes nothing."""
    recorded = _recorded(basic, "w")
    listed = cast("dict[str, list[dict[str, object]]]", recorded["listdescriptors"])["descriptors"]
    basic_rig.make("w", blank=True)
    basic_rig.call("importdescriptors", [{key: entry[key] for key in _IMPORTED if key in entry} for entry in listed])
    chain = basic_rig.chain
    removed = [chain.disconnect(to_mempool=False) for _ in range(50)]
    lower = _mine(basic_rig.call("getbalances"))
    assert lower != _mine(recorded["getbalances"])
    for block in reversed(removed):
        chain.connect(block)
    assert _mine(basic_rig.call("getbalances")) == _mine(recorded["getbalances"])


def test_passphrase_of_words_with_a_null_character(rig: WalletRig) -> None:
    """It is taken whole, and the user is told that older versions cut it there."""
    words = "abandon " * 11 + "about"
    for passphrase, advice in (("secret", False), ("secret\0more", True)):
        name = f"w{advice}"
        rig.make(name, blank=True)
        told = rig.call("upgradetohd", words, passphrase, None, False, wallet=name)
        assert isinstance(told, str)
        assert told.startswith("Make sure that you have backup of your mnemonic.")
        assert ("contains a null character" in told) is advice

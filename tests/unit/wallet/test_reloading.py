"""What a wallet still knows after its file was closed and opened again."""

import pytest

from dashcore.primitives.types import Script
from dashcore.script.address import PrivateKey, encode_secret
from dashcore.script.descriptor_checksum import add_checksum
from dashcore.script.standard import PKHash
from dashcore.wallet.testing import WalletRig

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")
KEY = PrivateKey(b"\x11" * 32)


@pytest.mark.parametrize("form", ["pkh({})", "combo({})", "pk({})"])
def test_descriptor_of_plain_key_survives_reload(rig: WalletRig, form: str) -> None:
    """A descriptor without an extended key has nothing in the cache; its coins are there all the same."""
    rig.make("w", blank=True)
    text = add_checksum(form.format(encode_secret(KEY, rig.network.prefixes)))
    answer = rig.call("importdescriptors", [{"desc": text, "timestamp": "now"}], wallet="w")
    assert answer == [{"success": True}]
    manager = next(iter(rig.wallet("w").keys))
    rig.chain.mine(Script(manager.scripts[0]))
    for _ in range(100):
        rig.chain.mine(OTHERS_SCRIPT)
    assert rig.call("getbalance", wallet="w") == 500
    rig.call("unloadwallet", "w")
    rig.call("loadwallet", "w")
    assert rig.call("getbalance", wallet="w") == 500
    address = rig.call("getaddressinfo", rig.wallet("w").address_of(PKHash.of(KEY.pubkey)), wallet="w")
    assert isinstance(address, dict)
    assert address["ismine"] is (form != "pk({})")
    manager = next(iter(rig.wallet("w").keys))
    assert manager.has_private_keys
    assert manager.text(private=True) == text

"""A wallet whose keys a program outside holds: made from its descriptors, shown and signed by it."""

import json
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from dashcore.crypto.bip32 import ExtPrivKey
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.rpc.psbt_text import psbt_text
from dashcore.script.address import TEST_PREFIXES
from dashcore.script.descriptor_checksum import add_checksum
from dashcore.script.psbt_read import decode_psbt_text
from dashcore.script.standard import script_for_destination
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.testing import WalletRig

Result: TypeAlias = Any  # type: ignore[explicit-any]  # tests index into what commands return

PROGRAM = """#!/bin/sh
if [ -t 0 ]; then input=; else input=$(cat); fi
for word in "$@" $input; do
    case "$word" in enumerate|getdescriptors|displayaddress|signtx) cat {folder}/$word; echo "$*" > {folder}/last; exit;; esac
done
"""
MASTER = ExtPrivKey.from_seed(bytes(range(32)))
PUBLIC = MASTER.neuter().encode_text(TEST_PREFIXES.ext_public_key)
SECRET = MASTER.encode_text(TEST_PREFIXES.ext_secret_key)
DEVICE = {"fingerprint": "00000001", "model": "test"}


def descriptor(key: str, branch: int) -> str:
    """Return one of the device's descriptors, made of either half of its key."""
    return add_checksum(f"pkh([00000001/44'/1'/0']{key}/{branch}/*)")


class Device:
    """The program and what it answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.command = folder / "signer"
        self.command.write_text(PROGRAM.format(folder=folder))
        self.command.chmod(0o700)
        self.answers("enumerate", [DEVICE])
        self.answers("getdescriptors", {"receive": [descriptor(PUBLIC, 0)], "internal": [descriptor(PUBLIC, 1)]})
        self.answers("displayaddress", {})

    def answers(self, request: str, answer: object) -> None:
        """Set an answer."""
        (self.folder / request).write_text(json.dumps(answer))


@pytest.fixture
def device(rig: WalletRig, tmp_path: Path) -> Device:
    """A device that the rig's -signer reaches."""
    folder = tmp_path / "device"
    folder.mkdir()
    made = Device(folder)
    rig.chain.settings |= {"signer": str(made.command), "keypool": "5"}
    return made


def create(rig: WalletRig, name: str = "hww") -> None:
    """Make a wallet with the device's keys."""
    rig.call("createwallet", name, True, False, None, False, True, True, True)


def refusal(rig: WalletRig, method: str, *params: object) -> tuple[int, str]:
    """Code and text of an error."""
    with pytest.raises(RpcError) as caught:
        rig.call(method, *params, wallet="hww" if method != "createwallet" else None)
    return int(caught.value.code), caught.value.message


def test_create(rig: WalletRig, device: Device) -> None:
    """The wallet has the device's descriptors and no key; it is the same after it was loaded again."""
    create(rig)
    address = rig.call("getnewaddress", wallet="hww")
    for _ in range(2):
        info: Result = rig.call("getwalletinfo", wallet="hww")
        assert (info["external_signer"], info["private_keys_enabled"]) == (True, False)
        about: Result = rig.call("getaddressinfo", address, wallet="hww")
        assert (about["ismine"], about["solvable"], about["hdkeypath"]) == (True, True, "m/44'/1'/0'/0/0")
        listed: Result = rig.call("listdescriptors", wallet="hww")
        assert {(each["desc"], each["active"]) for each in listed["descriptors"]} == {
            (descriptor(PUBLIC, 0), True),
            (descriptor(PUBLIC, 1), True),
        }
        rig.call("unloadwallet", "hww")
        rig.call("loadwallet", "hww")
    assert rig.wallet("hww").has_flag(WalletFlag.EXTERNAL_SIGNER)


def test_kinds(rig: WalletRig, device: Device) -> None:
    """Descriptors of every kind that Core gives addresses are taken; active are those of the wallet's own purpose."""
    key = f"[00000001/48'/1'/0']{PUBLIC}/0/*"
    taken = [add_checksum(text.format(key)) for text in ("combo({})", "pk({})", "sh(multi(1,{}))")]
    left = add_checksum(f"multi(1,{key})")
    device.answers("getdescriptors", {"receive": [descriptor(PUBLIC, 0), *taken, left], "internal": []})
    create(rig)
    listed: Result = rig.call("listdescriptors", wallet="hww")
    assert {each["desc"]: each["active"] for each in listed["descriptors"]} == {
        descriptor(PUBLIC, 0): True,
        **dict.fromkeys(taken, False),
    }


def test_display(rig: WalletRig, device: Device) -> None:
    """The device is told the descriptor of an address; only of the wallet's own."""
    create(rig)
    address = rig.call("getnewaddress", wallet="hww")

    assert rig.call("walletdisplayaddress", address, wallet="hww") == {"address": address}
    assert "displayaddress --desc pkh([00000001/44'/1'/0'/0/0]" in (device.folder / "last").read_text()
    (screen,) = (each for each in rig.loader.get_wallets() if each.get_wallet_name() == "hww")
    (device.folder / "last").unlink()
    assert screen.has_external_signer()
    assert screen.display_address(str(address))
    assert (device.folder / "last").exists()
    other = "yLbNV3FZZcU6f7P32Yzzwcbz6gpudmWgkx"
    assert not screen.display_address(other)
    assert refusal(rig, "walletdisplayaddress", other) == (RpcErrorCode.MISC_ERROR, "Failed to display address")
    assert refusal(rig, "walletdisplayaddress", "x") == (RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid address")
    device.answers("enumerate", [])
    assert refusal(rig, "walletdisplayaddress", address) == (-1, "GetExternalSigner: No external signers found")
    with pytest.raises(WalletError, match="No external signers found"):
        screen.display_address(str(address))


def test_send(rig: WalletRig, device: Device) -> None:
    """What the device signs is sent; what it refuses is not."""
    create(rig)
    rig.make("keys", blank=True)
    requests = [
        {"desc": add_checksum(private), "timestamp": "now", "range": [0, 4]}
        for private in (f"pkh([00000001/44'/1'/0']{SECRET}/{branch}/*)" for branch in (0, 1))
    ]
    assert rig.call("importdescriptors", requests, wallet="keys") == [{"success": True}] * 2
    wallet = rig.wallet("hww")
    with wallet.lock:
        script = script_for_destination(wallet.get_new_destination(""))
    rig.chain.mine(script)
    for _ in range(100):
        rig.chain.mine(script)

    target = {"yLbNV3FZZcU6f7P32Yzzwcbz6gpudmWgkx": 1}
    funded: Result = rig.call("walletcreatefundedpsbt", [], target, wallet="hww")
    device.answers("signtx", {"error": "no"})
    failed = (RpcErrorCode.VERIFY_ERROR, "External signer failed to sign")
    assert refusal(rig, "walletprocesspsbt", funded["psbt"]) == failed
    device.answers("signtx", {"psbt": "x"})
    assert refusal(rig, "send", target) == failed
    signed: Result = rig.call("walletprocesspsbt", funded["psbt"], wallet="keys")
    assert signed["complete"]
    device.answers("signtx", {"psbt": signed["psbt"]})
    sent: Result = rig.call("send", target, wallet="hww")
    assert sent["complete"]
    assert list(rig.chain.mempool) == [bytes.fromhex(sent["txid"])[::-1]]


def test_other_fingerprint(rig: WalletRig, device: Device, capfd: pytest.CaptureFixture[str]) -> None:
    """A device is not asked to sign what is another's."""
    create(rig)
    wallet = rig.wallet("hww")
    with wallet.lock:
        script = script_for_destination(wallet.get_new_destination(""))
    rig.chain.mine(script)
    for _ in range(100):
        rig.chain.mine(script)
    funded: Result = rig.call("walletcreatefundedpsbt", [], {"yLbNV3FZZcU6f7P32Yzzwcbz6gpudmWgkx": 1}, wallet="hww")
    device.answers("enumerate", [DEVICE | {"fingerprint": "00000002"}])

    assert refusal(rig, "walletprocesspsbt", funded["psbt"])[1] == "External signer failed to sign"
    text = psbt_text(decode_psbt_text(funded["psbt"]))
    reason = f"Signer fingerprint 00000002 does not match any of the inputs:\n{text}"
    assert capfd.readouterr().err == f"Failed to sign: {reason}\n"


def test_refusals(rig: WalletRig, device: Device) -> None:
    """No wallet is made that would hold keys, without a device, with several, or of descriptors that are none."""
    names = (f"bad{number}" for number in range(10))  # the file stays, as dashd's does

    def made() -> tuple[int, str]:
        return refusal(rig, "createwallet", next(names), True, False, None, False, True, True, True)

    code, message = refusal(rig, "createwallet", "bad", False, False, None, False, True, True, True)
    assert (code, message) == (-4, "Private keys must be disabled when using an external signer")
    device.answers("enumerate", [DEVICE, DEVICE | {"fingerprint": "00000002"}])
    assert made()[1].startswith("GetExternalSigner: More than one external signer found.")
    device.answers("enumerate", [DEVICE])
    prefix = "SetupDescriptorScriptPubKeyMans: "
    answers: tuple[object, ...] = ([], {}, {"receive": "x"})
    for answer in answers:
        device.answers("getdescriptors", answer)
        assert made() == (-1, f"{prefix}Unexpected result")
    device.answers("getdescriptors", {"receive": ["pkh(x)"], "internal": []})
    assert made()[1].startswith(f'{prefix}Invalid descriptor "pkh(x)" (')
    rig.chain.settings["signer"] = None
    assert made() == (-1, "GetExternalSigner: restart dashd with -signer=<cmd>")
    assert rig.call("listwallets") == []

"""Wallets whose keys a signer outside of this program holds. Mirrors wallet/external_signer_scriptpubkeyman.cpp."""

import base64
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import chain

from dashcore.common.external_signer import ExternalSigner, ExternalSignerError, SigningRefusedError
from dashcore.primitives.types import UnixTime
from dashcore.script.descriptor import parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.psbt import Psbt, PsbtError
from dashcore.script.psbt_read import decode_psbt_text
from dashcore.script.psbt_sign import finalize_psbt
from dashcore.script.standard import Destination, script_for_destination
from dashcore.wallet.context import Network
from dashcore.wallet.hd import PURPOSE_STANDARD
from dashcore.wallet.keyring import Keyring
from dashcore.wallet.records import DescriptorRecord, WalletFlag
from dashcore.wallet.wallet import Wallet

_SET_UP = "SetupDescriptorScriptPubKeyMans"
_ACCOUNT = 0


def find_signer(command: str, network: Network) -> ExternalSigner:
    """Return the only device there is.

    Args:
        command: as -signer has it.

    Raises:
        ExternalSignerError: there is none, or there are several.
    """
    if not command:
        raise ExternalSignerError("GetExternalSigner: restart dashd with -signer=<cmd>")
    signers = ExternalSigner.enumerate(command, network.name)
    if not signers:
        raise ExternalSignerError("GetExternalSigner: No external signers found")
    if len(signers) > 1:
        raise ExternalSignerError(
            "GetExternalSigner: More than one external signer found. Please connect only one at a time."
        )
    return signers[0]


def set_up(keys: Keyring, signer: ExternalSigner, network: Network, now: UnixTime) -> None:
    """Give a new wallet the descriptors of a device.

    Raises:
        ExternalSignerError: the device does not give any.
    """
    answer = signer.get_descriptors(_ACCOUNT)
    if not isinstance(answer, Mapping):
        raise ExternalSignerError(f"{_SET_UP}: Unexpected result")
    active = f"/{PURPOSE_STANDARD}'/{network.ext_coin_type}'"
    for name, internal in (("receive", False), ("internal", True)):
        texts = answer.get(name)
        if isinstance(texts, str) or not isinstance(texts, Sequence):
            raise ExternalSignerError(f"{_SET_UP}: Unexpected result")
        for text in map(str, texts):
            try:
                descriptor, given = parse_descriptor(text, network.prefixes)
            except DescriptorError as error:
                raise ExternalSignerError(f'{_SET_UP}: Invalid descriptor "{text}" ({error})') from None
            if descriptor.output_type is None:
                continue
            given.keys.clear()  # a wallet of this kind holds none
            record = DescriptorRecord(
                text=descriptor.to_string(), creation_time=now, next_index=0, range_start=0, range_end=0
            )
            manager = keys.add_descriptor(descriptor, record, given)
            if active in text:
                keys.activate(manager, internal=internal)


def show_address(wallet: Wallet, destination: Destination) -> bool:
    """Have the device show an address, to compare; False where the wallet's keys are in none, or the address is not its.

    Raises:
        ExternalSignerError: the device cannot be asked.

    Threads: without the wallet's lock.

    Source: C++ CWallet::DisplayAddress.
    """
    if not wallet.has_flag(WalletFlag.EXTERNAL_SIGNER):
        return False
    with wallet.lock:
        text = wallet.keys.solving_text(script_for_destination(destination))
    if text is None:
        return False
    find_signer(wallet.options.signer, wallet.network).display_address(text)
    return True


def sign_outside(psbt: Psbt, command: str, network: Network, *, finalize: bool) -> None:
    """Have a transaction signed that is filled in; it becomes what the device returns.

    Raises:
        SigningRefusedError: the device does not sign.
        ExternalSignerError: it cannot be asked.
    """
    signer = find_signer(command, network)
    text = base64.b64encode(psbt.encode()).decode()
    origins = chain.from_iterable(found.derivations.values() for found in psbt.inputs)
    if all(origin.fingerprint.hex() != signer.fingerprint.lower() for origin in origins):
        raise _refused(f"Signer fingerprint {signer.fingerprint} does not match any of the inputs:\n{text}")
    try:
        signed = decode_psbt_text(signer.sign(text))
    except SigningRefusedError as error:
        raise _refused(str(error)) from None
    except PsbtError as error:
        raise _refused(f"TX decode failed {error}") from None
    for each in fields(Psbt):
        setattr(psbt, each.name, getattr(signed, each.name))
    if finalize:
        finalize_psbt(psbt)


def _refused(reason: str) -> SigningRefusedError:
    sys.stderr.write(f"Failed to sign: {reason}\n")
    return SigningRefusedError(reason)

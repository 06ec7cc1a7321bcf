"""Filling in and signing a partially signed transaction with what a wallet knows.

Mirrors CWallet::FillPSBT and DescriptorScriptPubKeyMan::FillPSBT.
"""

from dashcore.common.external_signer import ExternalSignerError
from dashcore.interfaces.wallet import FilledPsbt, WalletError
from dashcore.script.provider import FlatProvider, HidingProvider
from dashcore.script.psbt import Psbt, PsbtError, PsbtInput
from dashcore.script.psbt_read import decode_psbt
from dashcore.script.psbt_sign import sign_input, update_output
from dashcore.script.sighash import SIGHASH_ALL, SighashCache
from dashcore.wallet.descriptor_manager import DescriptorManager
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.signer import sign_outside
from dashcore.wallet.wallet import Wallet


class FillPsbtError(Exception):
    """A partially signed transaction does not fit together; `message` is dashd's."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SighashMismatchError(FillPsbtError):
    """Signatures are to cover something else than the caller wants."""


def fill_psbt(
    wallet: Wallet,
    psbt: Psbt,
    *,
    sign: bool,
    hash_type: int = SIGHASH_ALL,
    show_origins: bool = True,
    finalize: bool = True,
) -> bool:
    """Add what the wallet knows of inputs and outputs, and sign; return whether no input lacks anything.

    The wallet's lock must be held. A wallet that is locked adds no signatures.

    Args:
        sign: sign, besides filling in.
        hash_type: what signatures cover.
        show_origins: add where keys come from.
        finalize: make the input script where nothing is missing.

    Raises:
        FillPsbtError: an input names an output that is not there, or another hash type.
        ExternalSignerError: a signer has the keys, and does not sign.
    """
    for found, txin in zip(psbt.inputs, psbt.tx.inputs, strict=True):
        wtx = wallet.store.find(txin.prevout.txid)
        if not found.is_signed and found.utxo is None and wtx is not None:
            found.utxo = wtx.tx
    if sign and wallet.has_flag(WalletFlag.EXTERNAL_SIGNER):
        if not all(found.is_signed for found in psbt.inputs):
            sign_outside(psbt, wallet.options.signer, wallet.network, finalize=finalize)
        return all(found.is_signed for found in psbt.inputs)
    cache = SighashCache(psbt.tx)
    for manager in wallet.keys:
        for index, found in enumerate(psbt.inputs):
            if sign and not found.is_signed and found.hash_type not in {None, hash_type}:
                raise SighashMismatchError("Specified sighash value does not match value stored in PSBT")
            if found.is_signed or found.utxo is None:
                continue
            keys = _keys_for_input(manager, psbt, index, sign=sign)
            provider = HidingProvider(keys, hide_secret=not sign, hide_origin=not show_origins)
            sign_input(provider, psbt, index, hash_type=hash_type, cache=cache, finalize=finalize)
        _fill_outputs(manager, psbt, show_origins=show_origins)
    return all(found.is_signed for found in psbt.inputs)


def _fill_outputs(manager: DescriptorManager, psbt: Psbt, *, show_origins: bool) -> None:
    for index, output in enumerate(psbt.tx.outputs):
        known = manager.solving_provider(output.script_pubkey)
        if known is not None:
            update_output(HidingProvider(known, hide_secret=True, hide_origin=not show_origins), psbt, index)


def fill_psbt_bytes(wallet: Wallet, data: bytes, *, sign: bool, show_origins: bool) -> FilledPsbt:
    """As `fill_psbt`, from bytes to bytes.

    Raises:
        WalletError: these bytes are no partially signed transaction, or it does not fit together.
    """
    try:
        psbt = decode_psbt(data)
        before = [(found.is_signed, len(found.partial_signatures)) for found in psbt.inputs]
        complete = fill_psbt(wallet, psbt, sign=sign, show_origins=show_origins)
    except (PsbtError, FillPsbtError, ExternalSignerError) as error:
        raise WalletError(str(error)) from None
    signed = sum(
        not was_signed and (found.is_signed or len(found.partial_signatures) > count)
        for (was_signed, count), found in zip(before, psbt.inputs, strict=True)
    )
    return FilledPsbt(psbt=psbt.encode(), complete=complete, signed=signed)


def _keys_for_input(manager: DescriptorManager, psbt: Psbt, index: int, *, sign: bool) -> FlatProvider:
    found = psbt.inputs[index]
    number = psbt.tx.inputs[index].prevout.index
    if found.utxo is None or number >= len(found.utxo.outputs):
        raise FillPsbtError("Inputs missing or spent")
    script = found.utxo.outputs[number].script_pubkey
    known = manager.signing_provider(script) if sign else manager.solving_provider(script)
    return _keys_of_others(manager, found) if known is None else known


def _keys_of_others(manager: DescriptorManager, found: PsbtInput) -> FlatProvider:
    """Return the keys of a script that is not the wallet's, where the caller says that they are its."""
    keys = FlatProvider()
    for pubkey in found.derivations:
        known = manager.signing_provider_of_key(pubkey)
        if known is not None:
            keys.merge(known)
    return keys

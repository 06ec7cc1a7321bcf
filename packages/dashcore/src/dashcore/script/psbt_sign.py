"""Filling in, signing, finishing and looking through partially signed transactions.

Mirrors psbt.cpp and node/psbt.cpp.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import IntEnum

from dashcore.primitives.transaction import EMPTY_SCRIPT, Transaction
from dashcore.script.provider import EMPTY_PROVIDER, SigningProvider
from dashcore.script.psbt import Psbt, PsbtInput, PsbtOutput
from dashcore.script.sighash import SIGHASH_ALL, SighashCache
from dashcore.script.sign import (
    DUMMY_SIGNATURE_CREATOR,
    SignatureData,
    TransactionSignatureCreator,
    produce_signature,
    replace_scripts,
)
from dashcore.util.hashes import hash160


def _data_of_input(found: PsbtInput) -> SignatureData:
    """Source: C++ PSBTInput::FillSignatureData."""
    if found.final_script_sig:
        return SignatureData(complete=True, script_sig=found.final_script_sig)
    return SignatureData(
        redeem_script=found.redeem_script,
        signatures=dict(found.partial_signatures),
        origins={hash160(pubkey): (pubkey, origin) for pubkey, origin in found.derivations.items()},
    )


def _learn(found: PsbtInput | PsbtOutput, data: SignatureData) -> None:
    found.redeem_script = found.redeem_script or data.redeem_script
    found.derivations = dict(data.origins.values()) | found.derivations


def _finish_input(found: PsbtInput, data: SignatureData) -> None:
    """Source: C++ PSBTInput::FromSignatureData."""
    if not data.complete:
        found.partial_signatures = data.signatures | found.partial_signatures
        _learn(found, data)
        return
    found.partial_signatures, found.derivations, found.redeem_script = {}, {}, EMPTY_SCRIPT
    found.final_script_sig = data.script_sig or found.final_script_sig


def sign_input(
    provider: SigningProvider,
    psbt: Psbt,
    index: int,
    *,
    hash_type: int = SIGHASH_ALL,
    cache: SighashCache | None = None,
    dummy: bool = False,
    finalize: bool = True,
) -> tuple[bool, SignatureData]:
    """Fill in what a provider knows for an input, and sign where it has the keys.

    Args:
        cache: of the transaction; shared by all its inputs.
        dummy: make signatures that sign nothing, to measure.
        finalize: make the input script where nothing is missing.

    Returns:
        Whether nothing is missing, and what is.

    Source: C++ SignPSBTInput.
    """
    found = psbt.inputs[index]
    if found.is_signed:
        return True, SignatureData()
    spent = psbt.spent_output(index)
    if spent is None:
        return False, SignatureData()
    data = _data_of_input(found)
    creator = DUMMY_SIGNATURE_CREATOR if dummy else TransactionSignatureCreator(psbt.tx, index, hash_type, cache)
    complete = produce_signature(provider, creator, spent.script_pubkey, data)
    if not finalize:
        data.complete = False
    _finish_input(found, data)
    return complete, data


def update_output(provider: SigningProvider, psbt: Psbt, index: int) -> None:
    """Fill in the script behind an output's hash and its keys' origins. Source: C++ UpdatePSBTOutput."""
    found = psbt.outputs[index]
    data = SignatureData(
        redeem_script=found.redeem_script,
        origins={hash160(pubkey): (pubkey, origin) for pubkey, origin in found.derivations.items()},
    )
    creator = TransactionSignatureCreator(psbt.tx, 0)
    produce_signature(provider, creator, psbt.tx.outputs[index].script_pubkey, data)
    _learn(found, data)


def finalize_psbt(psbt: Psbt) -> bool:
    """Make every input script whose signatures are there; whether all were. Source: C++ FinalizePSBT."""
    cache = SighashCache(psbt.tx)
    complete = [sign_input(EMPTY_PROVIDER, psbt, index, cache=cache)[0] for index in range(len(psbt.inputs))]
    return all(complete)


def extract_transaction(psbt: Psbt) -> Transaction | None:
    """Finalize and return the signed transaction; None if something is missing.

    Source: C++ FinalizeAndExtractPSBT.
    """
    if not finalize_psbt(psbt):
        return None
    return replace_scripts(psbt.tx, {number: found.final_script_sig for number, found in enumerate(psbt.inputs)})


def combine_psbts(psbts: Sequence[Psbt]) -> Psbt | None:
    """Merge what several know of one transaction; None if it is not the same. Source: C++ CombinePSBTs."""
    combined = deepcopy(psbts[0])
    return combined if all(combined.merge(other) for other in psbts[1:]) else None


class PsbtRole(IntEnum):
    """Who has to do something next, in order. Mirrors PSBTRole."""

    CREATOR = 0
    UPDATER = 1
    SIGNER = 2
    FINALIZER = 3
    EXTRACTOR = 4


@dataclass(slots=True, kw_only=True)
class InputAnalysis:
    """What an input still needs. Mirrors PSBTInputAnalysis."""

    has_utxo: bool = False
    is_final: bool = False
    next: PsbtRole = PsbtRole.EXTRACTOR
    missing_pubkeys: list[bytes] = field(default_factory=list)
    missing_signatures: list[bytes] = field(default_factory=list)
    missing_redeem_script: bytes | None = None


def analyze_input(psbt: Psbt, index: int, cache: SighashCache) -> InputAnalysis:
    """Look at an input; what signatures add up to is put together on the way. Source: C++ AnalyzePSBT."""
    if psbt.spent_output(index) is None:
        return InputAnalysis(next=PsbtRole.UPDATER)
    if psbt.inputs[index].is_signed:
        return InputAnalysis(has_utxo=True, is_final=True)
    complete, data = sign_input(EMPTY_PROVIDER, psbt, index, cache=cache)
    if complete:
        return InputAnalysis(has_utxo=True, next=PsbtRole.FINALIZER)
    only_signatures = data.missing_signatures and not data.missing_pubkeys and data.missing_redeem_script is None
    return InputAnalysis(
        has_utxo=True,
        next=PsbtRole.SIGNER if only_signatures else PsbtRole.UPDATER,
        missing_pubkeys=data.missing_pubkeys,
        missing_signatures=data.missing_signatures,
        missing_redeem_script=data.missing_redeem_script,
    )


def estimate_signed(psbt: Psbt) -> Transaction | None:
    """Return the transaction with signatures of the right size; None if something else is missing."""
    trial = deepcopy(psbt)
    for index in range(len(trial.inputs)):
        complete, _ = sign_input(EMPTY_PROVIDER, trial, index, dummy=True)
        if not complete or trial.spent_output(index) is None:
            return None
    return replace_scripts(trial.tx, {number: found.final_script_sig for number, found in enumerate(trial.inputs)})

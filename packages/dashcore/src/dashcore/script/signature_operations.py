"""The opcodes that verify signatures. Mirrors script/interpreter.cpp."""

from hashlib import sha256

from dashcore.crypto.secp256k1 import verify_ecdsa
from dashcore.script.flags import ScriptFlags
from dashcore.script.machine import FALSE, TRUE, Machine, require_true
from dashcore.script.number import clamp_int
from dashcore.script.script import MAX_OPS_PER_SCRIPT, MAX_PUBKEYS_PER_MULTISIG, find_and_delete, push_data
from dashcore.script.script_error import ScriptError, ScriptFailure
from dashcore.script.signature import check_pubkey_encoding, check_signature_encoding

_NULLDUMMY = int(ScriptFlags.NULLDUMMY)
_NULLFAIL = int(ScriptFlags.NULLFAIL)
_CONST_SCRIPTCODE = int(ScriptFlags.CONST_SCRIPTCODE)


def _without_signature(machine: Machine, code: bytes, signature: bytes) -> bytes:
    """Cut a signature out of the script it signs."""
    code, found = find_and_delete(code, push_data(signature))
    if found and machine.flags & _CONST_SCRIPTCODE:
        raise ScriptFailure(ScriptError.SIG_FINDANDDELETE)
    return code


def _check_encodings(machine: Machine, signature: bytes, pubkey: bytes) -> None:
    flags = machine.flags
    error = check_signature_encoding(signature, flags) or check_pubkey_encoding(pubkey, flags)
    if error:
        raise ScriptFailure(error)


def check_sig(machine: Machine) -> None:
    """Run [signature, key] -> whether it signs the transaction. Source: C++ EvalChecksig."""
    stack = machine.stack
    signature, pubkey = stack[-2], stack[-1]
    code = _without_signature(machine, machine.script[machine.code_start :], signature)
    _check_encodings(machine, signature, pubkey)
    valid = machine.checker.check_sig(signature, pubkey, code)
    if not valid and signature and machine.flags & _NULLFAIL:
        raise ScriptFailure(ScriptError.SIG_NULLFAIL)
    stack[-2:] = [TRUE if valid else FALSE]


def check_sig_verify(machine: Machine) -> None:
    """Run the same, and fail unless it does."""
    check_sig(machine)
    require_true(machine, ScriptError.CHECKSIGVERIFY)


def check_data_sig(machine: Machine) -> None:
    """Run [signature, message, key] -> whether it signs the message. Source: DIP 20."""
    stack = machine.stack
    signature, message, pubkey = stack[-3:]
    _check_encodings(machine, signature, pubkey)
    valid = bool(signature) and verify_ecdsa(pubkey, signature, sha256(message).digest())
    if not valid and signature and machine.flags & _NULLFAIL:
        raise ScriptFailure(ScriptError.SIG_NULLFAIL)
    stack[-3:] = [TRUE if valid else FALSE]


def check_data_sig_verify(machine: Machine) -> None:
    """Run the same, and fail unless it does."""
    check_data_sig(machine)
    require_true(machine, ScriptError.CHECKDATASIGVERIFY)


def check_multisig(machine: Machine) -> None:
    """Run [dummy, signatures, their number, keys, their number] -> whether each signature fits a key, in order."""
    stack, flags = machine.stack, machine.flags
    key_count = clamp_int(machine.number(-1))
    if not 0 <= key_count <= MAX_PUBKEYS_PER_MULTISIG:
        raise ScriptFailure(ScriptError.PUBKEY_COUNT)
    machine.op_count += key_count
    if machine.op_count > MAX_OPS_PER_SCRIPT:
        raise ScriptFailure(ScriptError.OP_COUNT)
    sig_count_at = key_count + 2  # counted from the top, which is 1
    if len(stack) < sig_count_at:
        raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
    sig_count = clamp_int(machine.number(-sig_count_at))
    if not 0 <= sig_count <= key_count:
        raise ScriptFailure(ScriptError.SIG_COUNT)
    dummy_at = sig_count_at + sig_count + 1
    if len(stack) < dummy_at - 1:
        raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
    keys = stack[-2 : -2 - key_count : -1]
    signatures = stack[-sig_count_at - 1 : -dummy_at : -1]

    code = machine.script[machine.code_start :]
    for signature in signatures:
        code = _without_signature(machine, code, signature)
    valid = _match_signatures(machine, signatures, keys, code)
    if not valid and flags & _NULLFAIL and any(signatures):
        raise ScriptFailure(ScriptError.SIG_NULLFAIL)
    # One item more than needed is taken off; it is part of the protocol by accident.
    if len(stack) < dummy_at:
        del stack[:]
        raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
    if flags & _NULLDUMMY and stack[-dummy_at]:
        raise ScriptFailure(ScriptError.SIG_NULLDUMMY)
    stack[-dummy_at:] = [TRUE if valid else FALSE]


def _match_signatures(machine: Machine, signatures: list[bytes], keys: list[bytes], code: bytes) -> bool:
    """Try signatures against keys, last ones first, until too few keys are left."""
    remaining = len(keys)
    position = 0
    for key in keys:
        if position == len(signatures):
            break
        if len(signatures) - position > remaining:
            return False
        signature = signatures[position]
        _check_encodings(machine, signature, key)
        if machine.checker.check_sig(signature, key, code):
            position += 1
        remaining -= 1
    return position == len(signatures)


def check_multisig_verify(machine: Machine) -> None:
    """Run the same, and fail unless they do."""
    check_multisig(machine)
    require_true(machine, ScriptError.CHECKMULTISIGVERIFY)

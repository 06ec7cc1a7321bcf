"""The script interpreter: may this input spend that output?

`verify_script` is the whole answer. Plain payments to a key or a key's hash take a short
way that gives exactly the verdict of the long one. Mirrors script/interpreter.cpp.
"""

from dashcore.script.checker import BaseSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.machine import Machine, cast_to_bool
from dashcore.script.number import ScriptNumError
from dashcore.script.opcodes import (
    OP_16,
    OP_CODESEPARATOR,
    OP_ENDIF,
    OP_IF,
    OP_PUSHDATA1,
    OP_PUSHDATA4,
)
from dashcore.script.operations import DISABLED_OPCODES, OPERATIONS
from dashcore.script.script import (
    MAX_OPS_PER_SCRIPT,
    MAX_SCRIPT_ELEMENT_SIZE,
    MAX_SCRIPT_SIZE,
    MAX_STACK_SIZE,
    is_minimal_push,
    is_pay_to_script_hash,
    is_push_only,
)
from dashcore.script.script_error import ScriptError, ScriptFailure
from dashcore.script.signature import check_pubkey_encoding, check_signature_encoding
from dashcore.util.hashes import hash160

_P2SH = int(ScriptFlags.P2SH)
_SIGPUSHONLY = int(ScriptFlags.SIGPUSHONLY)
_MINIMALDATA = int(ScriptFlags.MINIMALDATA)
_CLEANSTACK = int(ScriptFlags.CLEANSTACK)
_NULLFAIL = int(ScriptFlags.NULLFAIL)
_CONST_SCRIPTCODE = int(ScriptFlags.CONST_SCRIPTCODE)
_OK = ScriptError.OK
_RESTRICTED = DISABLED_OPCODES | {OP_CODESEPARATOR}  # refused even in a branch that is not taken

_PLAIN_SIG_MIN = 66  # bytes; a plain signature is longer than any key or hash a script pushes, see below
_PLAIN_SIG_MAX = 73


def verify_script(
    script_sig: bytes, script_pubkey: bytes, flags: ScriptFlags | int, checker: BaseSignatureChecker
) -> ScriptError:
    """Decide whether an input script satisfies an output script.

    Args:
        script_sig: of the input.
        script_pubkey: of the output it spends.
        flags: the rules; CLEANSTACK must come with P2SH.
        checker: of this input.

    Returns:
        `ScriptError.OK`, or why not.

    Threads: any.

    Source: C++ VerifyScript.
    """
    flags = int(flags)
    if flags & _CLEANSTACK and not flags & _P2SH:
        raise ValueError("CLEANSTACK is no soft fork without P2SH")
    plain = _verify_plain(script_sig, script_pubkey, flags, checker)
    if plain is not None:
        return plain
    return verify_general(script_sig, script_pubkey, flags, checker)


def verify_general(  # noqa: PLR0911 - each is a verdict
    script_sig: bytes, script_pubkey: bytes, flags: int, checker: BaseSignatureChecker
) -> ScriptError:
    """Decide by evaluating, whatever the scripts are; tests hold the short way against it."""
    if flags & _SIGPUSHONLY and not is_push_only(script_sig):
        return ScriptError.SIG_PUSHONLY
    stack: list[bytes] = []
    error = eval_script(stack, script_sig, flags, checker)
    if error is not _OK:
        return error
    pushed = stack.copy()
    error = _eval_to_true(stack, script_pubkey, flags, checker)
    if error is not _OK:
        return error
    if flags & _P2SH and is_pay_to_script_hash(script_pubkey):
        if not is_push_only(script_sig):
            return ScriptError.SIG_PUSHONLY
        stack = pushed
        error = _eval_to_true(stack, stack.pop(), flags, checker)
        if error is not _OK:
            return error
    if flags & _CLEANSTACK and len(stack) != 1:
        return ScriptError.CLEANSTACK
    return _OK


def _eval_to_true(stack: list[bytes], script: bytes, flags: int, checker: BaseSignatureChecker) -> ScriptError:
    error = eval_script(stack, script, flags, checker)
    if error is _OK and not (stack and cast_to_bool(stack[-1])):
        return ScriptError.EVAL_FALSE
    return error


def _verify_plain(  # noqa: C901, PLR0911 - flat for speed
    script_sig: bytes, script_pubkey: bytes, flags: int, checker: BaseSignatureChecker
) -> ScriptError | None:
    """Verify <signature> <key> against a key's hash, or <signature> against a key; None for anything else.

    The input must push with single length bytes a signature of 66 to 73 bytes (and a key
    of 33 or 65). Then every push is minimal, no limit can be reached, the stack ends with
    one item, and the output script can hold no push of the signature: the only lengths
    it pushes are 20, 33 and 65. What is left of evaluating is done here in the same order.
    """
    size = len(script_pubkey)
    if not script_sig:
        return None
    sig_size = script_sig[0]
    if not _PLAIN_SIG_MIN <= sig_size <= _PLAIN_SIG_MAX:
        return None
    sig_end = sig_size + 1
    if size == 25:
        if script_pubkey[:3] != b"\x76\xa9\x14" or script_pubkey[23:] != b"\x88\xac":
            return None
        key_size = len(script_sig) - sig_end - 1
        if (key_size != 33 and key_size != 65) or script_sig[sig_end] != key_size:  # noqa: PLR1714 - hot
            return None
        pubkey = script_sig[sig_end + 1 :]
        if hash160(pubkey) != script_pubkey[3:23]:
            return ScriptError.EQUALVERIFY
    elif (size == 35 or size == 67) and script_pubkey[0] == size - 2 and script_pubkey[-1] == 0xAC:  # noqa: PLR1714
        if len(script_sig) != sig_end:
            return None
        pubkey = script_pubkey[1:-1]
    else:
        return None
    signature = script_sig[1:sig_end]
    error = check_signature_encoding(signature, flags) or check_pubkey_encoding(pubkey, flags)
    if error:
        return error
    if checker.check_sig(signature, pubkey, script_pubkey):
        return _OK
    return ScriptError.SIG_NULLFAIL if flags & _NULLFAIL else ScriptError.EVAL_FALSE


def eval_script(
    stack: list[bytes], script: bytes, flags: ScriptFlags | int, checker: BaseSignatureChecker
) -> ScriptError:
    """Run a script on a stack, which holds what was computed even where it fails.

    Source: C++ EvalScript.
    """
    machine = Machine(stack, script, int(flags), checker)
    try:
        _run(machine)
    except ScriptFailure as failure:
        return failure.error
    except ScriptNumError:
        return ScriptError.UNKNOWN_ERROR
    return ScriptError.UNBALANCED_CONDITIONAL if machine.depth else _OK


def _run(machine: Machine) -> None:  # noqa: C901, PLR0912 - one loop, kept flat for speed
    script, stack, alt, flags = machine.script, machine.stack, machine.alt, machine.flags
    size = len(script)
    if size > MAX_SCRIPT_SIZE:
        raise ScriptFailure(ScriptError.SCRIPT_SIZE)
    minimal = flags & _MINIMALDATA
    executing = True
    at = 0
    while at < size:
        opcode = script[at]
        at += 1
        if opcode <= OP_PUSHDATA4:
            length = opcode
            if opcode >= OP_PUSHDATA1:
                width = 1 << (opcode - OP_PUSHDATA1)
                if at + width > size:
                    raise ScriptFailure(ScriptError.BAD_OPCODE)
                length = int.from_bytes(script[at : at + width], "little")
                at += width
            end = at + length
            if end > size:
                raise ScriptFailure(ScriptError.BAD_OPCODE)
            if length > MAX_SCRIPT_ELEMENT_SIZE:
                raise ScriptFailure(ScriptError.PUSH_SIZE)
            if executing:
                data = script[at:end]
                if minimal and not is_minimal_push(data, opcode):
                    raise ScriptFailure(ScriptError.MINIMALDATA)
                stack.append(data)
            at = end
        else:
            if opcode > OP_16:
                machine.op_count += 1
                if machine.op_count > MAX_OPS_PER_SCRIPT:
                    raise ScriptFailure(ScriptError.OP_COUNT)
                if opcode in _RESTRICTED:
                    if opcode != OP_CODESEPARATOR:
                        raise ScriptFailure(ScriptError.DISABLED_OPCODE)
                    if flags & _CONST_SCRIPTCODE:
                        raise ScriptFailure(ScriptError.OP_CODESEPARATOR)
            if executing or OP_IF <= opcode <= OP_ENDIF:
                needed, operation = OPERATIONS[opcode]
                if len(stack) < needed:
                    raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
                machine.at = at
                operation(machine)
                executing = machine.first_false < 0
        if len(stack) + len(alt) > MAX_STACK_SIZE:
            raise ScriptFailure(ScriptError.STACK_SIZE)

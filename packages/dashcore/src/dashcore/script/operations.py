"""What each opcode does to the stack, Dash's own ones included. Mirrors EvalScript.

`OPERATIONS` gives for each opcode the least number of stack items and the function that
runs it. Functions end an evaluation by raising `ScriptFailure`. Source: DIP 20 for CAT,
SPLIT, AND, OR, XOR, DIV, MOD, NUM2BIN, BIN2NUM and CHECKDATASIG.
"""

from collections.abc import Callable
from hashlib import sha1, sha256

from dashcore.script import opcodes as op
from dashcore.script.checker import SEQUENCE_LOCKTIME_DISABLE_FLAG
from dashcore.script.flags import ScriptFlags
from dashcore.script.machine import ALL_TRUE, FALSE, TRUE, Machine, cast_to_bool, require_true
from dashcore.script.number import encode_number, is_minimally_encoded, minimally_encode
from dashcore.script.script import MAX_SCRIPT_ELEMENT_SIZE
from dashcore.script.script_error import ScriptError, ScriptFailure
from dashcore.script.signature_operations import (
    check_data_sig,
    check_data_sig_verify,
    check_multisig,
    check_multisig_verify,
    check_sig,
    check_sig_verify,
)
from dashcore.util.hashes import hash160, hash256, ripemd160

Operation = Callable[[Machine], None]

_LOCK_TIME_SIZE = 5  # bytes; a lock time needs 32 bits without sign

_DISCOURAGE_NOPS = int(ScriptFlags.DISCOURAGE_UPGRADABLE_NOPS)
_CLTV = int(ScriptFlags.CHECKLOCKTIMEVERIFY)
_CSV = int(ScriptFlags.CHECKSEQUENCEVERIFY)


# Control


def _nop(machine: Machine) -> None:
    pass


def _upgradable_nop(machine: Machine) -> None:
    if machine.flags & _DISCOURAGE_NOPS:
        raise ScriptFailure(ScriptError.DISCOURAGE_UPGRADABLE_NOPS)


def _check_lock_time(machine: Machine) -> None:
    if not machine.flags & _CLTV:
        return
    if not machine.stack:
        raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
    lock_time = machine.number(-1, _LOCK_TIME_SIZE)
    if lock_time < 0:
        raise ScriptFailure(ScriptError.NEGATIVE_LOCKTIME)
    if not machine.checker.check_lock_time(lock_time):
        raise ScriptFailure(ScriptError.UNSATISFIED_LOCKTIME)


def _check_sequence(machine: Machine) -> None:
    if not machine.flags & _CSV:
        return
    if not machine.stack:
        raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
    sequence = machine.number(-1, _LOCK_TIME_SIZE)
    if sequence < 0:
        raise ScriptFailure(ScriptError.NEGATIVE_LOCKTIME)
    if sequence & SEQUENCE_LOCKTIME_DISABLE_FLAG:
        return
    if not machine.checker.check_sequence(sequence):
        raise ScriptFailure(ScriptError.UNSATISFIED_LOCKTIME)


def _make_if(*, wanted: bool) -> Operation:
    def run(machine: Machine) -> None:
        taken = False
        if machine.first_false == ALL_TRUE:
            if not machine.stack:
                raise ScriptFailure(ScriptError.UNBALANCED_CONDITIONAL)
            taken = cast_to_bool(machine.stack.pop()) is wanted
            if not taken:
                machine.first_false = machine.depth
        machine.depth += 1

    return run


def _else(machine: Machine) -> None:
    if not machine.depth:
        raise ScriptFailure(ScriptError.UNBALANCED_CONDITIONAL)
    top = machine.depth - 1
    if machine.first_false == ALL_TRUE:
        machine.first_false = top
    elif machine.first_false == top:
        machine.first_false = ALL_TRUE


def _endif(machine: Machine) -> None:
    if not machine.depth:
        raise ScriptFailure(ScriptError.UNBALANCED_CONDITIONAL)
    machine.depth -= 1
    if machine.first_false == machine.depth:
        machine.first_false = ALL_TRUE


def _verify(machine: Machine) -> None:
    require_true(machine, ScriptError.VERIFY)


def _return(machine: Machine) -> None:
    raise ScriptFailure(ScriptError.OP_RETURN)


def _bad_opcode(machine: Machine) -> None:
    raise ScriptFailure(ScriptError.BAD_OPCODE)


# Stack


def _to_alt(machine: Machine) -> None:
    machine.alt.append(machine.stack.pop())


def _from_alt(machine: Machine) -> None:
    if not machine.alt:
        raise ScriptFailure(ScriptError.INVALID_ALTSTACK_OPERATION)
    machine.stack.append(machine.alt.pop())


def _drop(machine: Machine) -> None:
    machine.stack.pop()


def _drop2(machine: Machine) -> None:
    del machine.stack[-2:]


def _make_copy(start: int, end: int | None) -> Operation:
    """Return an operation that appends copies of the items from `start` to `end`, counted from the top."""

    def run(machine: Machine) -> None:
        machine.stack.extend(machine.stack[start:end])

    return run


def _rotate2(machine: Machine) -> None:
    stack = machine.stack
    stack[-6:] = stack[-4:] + stack[-6:-4]


def _swap2(machine: Machine) -> None:
    stack = machine.stack
    stack[-4:] = stack[-2:] + stack[-4:-2]


def _if_dup(machine: Machine) -> None:
    if cast_to_bool(machine.stack[-1]):
        machine.stack.append(machine.stack[-1])


def _depth(machine: Machine) -> None:
    machine.stack.append(encode_number(len(machine.stack)))


def _dup(machine: Machine) -> None:
    machine.stack.append(machine.stack[-1])


def _nip(machine: Machine) -> None:
    del machine.stack[-2]


def _make_pick(*, remove: bool) -> Operation:
    def run(machine: Machine) -> None:
        position = machine.number(-1)
        stack = machine.stack
        stack.pop()
        if not 0 <= position < len(stack):
            raise ScriptFailure(ScriptError.INVALID_STACK_OPERATION)
        item = stack[-position - 1]
        if remove:
            del stack[-position - 1]
        stack.append(item)

    return run


def _rotate(machine: Machine) -> None:
    machine.stack.append(machine.stack.pop(-3))


def _swap(machine: Machine) -> None:
    machine.stack.append(machine.stack.pop(-2))


def _tuck(machine: Machine) -> None:
    machine.stack.insert(-2, machine.stack[-1])


def _size(machine: Machine) -> None:
    machine.stack.append(encode_number(len(machine.stack[-1])))


# Bytes


def _equal(machine: Machine) -> None:
    second = machine.stack.pop()
    machine.stack[-1] = TRUE if machine.stack[-1] == second else FALSE


def _equal_verify(machine: Machine) -> None:
    _equal(machine)
    require_true(machine, ScriptError.EQUALVERIFY)


def _make_bitwise(combine: Callable[[int, int], int]) -> Operation:
    def run(machine: Machine) -> None:
        stack = machine.stack
        first, second = stack[-2], stack[-1]
        if len(first) != len(second):
            raise ScriptFailure(ScriptError.INVALID_OPERAND_SIZE)
        value = combine(int.from_bytes(first, "little"), int.from_bytes(second, "little"))
        stack[-2:] = [value.to_bytes(len(first), "little")]

    return run


def _cat(machine: Machine) -> None:
    stack = machine.stack
    if len(stack[-2]) + len(stack[-1]) > MAX_SCRIPT_ELEMENT_SIZE:
        raise ScriptFailure(ScriptError.PUSH_SIZE)
    stack[-2:] = [stack[-2] + stack[-1]]


def _split(machine: Machine) -> None:
    stack = machine.stack
    position = machine.number(-1)
    data = stack[-2]
    if not 0 <= position <= len(data):
        raise ScriptFailure(ScriptError.INVALID_SPLIT_RANGE)
    stack[-2:] = [data[:position], data[position:]]


def _num_to_bin(machine: Machine) -> None:
    stack = machine.stack
    size = machine.number(-1)
    if not 0 <= size <= MAX_SCRIPT_ELEMENT_SIZE:
        raise ScriptFailure(ScriptError.PUSH_SIZE)
    stack.pop()
    number = minimally_encode(stack[-1])
    if len(number) > size:
        raise ScriptFailure(ScriptError.IMPOSSIBLE_ENCODING)
    if len(number) < size:
        sign = 0
        if number:
            sign = number[-1] & 0x80
            number = number[:-1] + bytes([number[-1] & 0x7F])
        number = number.ljust(size - 1, b"\0") + bytes([sign])
    stack[-1] = number


def _bin_to_num(machine: Machine) -> None:
    number = minimally_encode(machine.stack[-1])
    machine.stack[-1] = number
    if not is_minimally_encoded(number):
        raise ScriptFailure(ScriptError.INVALID_NUMBER_RANGE)


# Numbers


def _make_unary(compute: Callable[[int], int]) -> Operation:
    def run(machine: Machine) -> None:
        machine.stack[-1] = encode_number(compute(machine.number(-1)))

    return run


def _make_binary(compute: Callable[[int, int], int]) -> Operation:
    def run(machine: Machine) -> None:
        value = compute(machine.number(-2), machine.number(-1))
        machine.stack[-2:] = [encode_number(value)]

    return run


def _divide(first: int, second: int) -> int:
    """Divide towards zero, as C++ does."""
    if not second:
        raise ScriptFailure(ScriptError.DIV_BY_ZERO)
    quotient = abs(first) // abs(second)
    return quotient if (first < 0) == (second < 0) else -quotient


def _modulo(first: int, second: int) -> int:
    """Return the remainder with the sign of the dividend, as C++ does."""
    if not second:
        raise ScriptFailure(ScriptError.MOD_BY_ZERO)
    remainder = abs(first) % abs(second)
    return -remainder if first < 0 else remainder


_num_equal = _make_binary(lambda first, second: first == second)


def _num_equal_verify(machine: Machine) -> None:
    _num_equal(machine)
    require_true(machine, ScriptError.NUMEQUALVERIFY)


def _within(machine: Machine) -> None:
    value, least, limit = machine.number(-3), machine.number(-2), machine.number(-1)
    machine.stack[-3:] = [TRUE if least <= value < limit else FALSE]


# Cryptography


def _make_hash(digest: Callable[[bytes], bytes]) -> Operation:
    def run(machine: Machine) -> None:
        machine.stack[-1] = digest(machine.stack[-1])

    return run


def _code_separator(machine: Machine) -> None:
    machine.code_start = machine.at


def _make_push(number: int) -> Operation:
    item = encode_number(number)

    def run(machine: Machine) -> None:
        machine.stack.append(item)

    return run


DISABLED_OPCODES = frozenset({op.OP_INVERT, op.OP_2MUL, op.OP_2DIV, op.OP_MUL, op.OP_LSHIFT, op.OP_RSHIFT})

_TABLE: dict[int, tuple[int, Operation]] = {
    op.OP_1NEGATE: (0, _make_push(-1)),
    **{op.OP_1 + number - 1: (0, _make_push(number)) for number in range(1, 17)},
    op.OP_NOP: (0, _nop),
    op.OP_CHECKLOCKTIMEVERIFY: (0, _check_lock_time),
    op.OP_CHECKSEQUENCEVERIFY: (0, _check_sequence),
    op.OP_NOP1: (0, _upgradable_nop),
    **dict.fromkeys(range(op.OP_NOP4, op.OP_NOP10 + 1), (0, _upgradable_nop)),
    op.OP_IF: (0, _make_if(wanted=True)),
    op.OP_NOTIF: (0, _make_if(wanted=False)),
    op.OP_ELSE: (0, _else),
    op.OP_ENDIF: (0, _endif),
    op.OP_VERIFY: (1, _verify),
    op.OP_RETURN: (0, _return),
    op.OP_TOALTSTACK: (1, _to_alt),
    op.OP_FROMALTSTACK: (0, _from_alt),
    op.OP_2DROP: (2, _drop2),
    op.OP_2DUP: (2, _make_copy(-2, None)),
    op.OP_3DUP: (3, _make_copy(-3, None)),
    op.OP_2OVER: (4, _make_copy(-4, -2)),
    op.OP_2ROT: (6, _rotate2),
    op.OP_2SWAP: (4, _swap2),
    op.OP_IFDUP: (1, _if_dup),
    op.OP_DEPTH: (0, _depth),
    op.OP_DROP: (1, _drop),
    op.OP_DUP: (1, _dup),
    op.OP_NIP: (2, _nip),
    op.OP_OVER: (2, _make_copy(-2, -1)),
    op.OP_PICK: (2, _make_pick(remove=False)),
    op.OP_ROLL: (2, _make_pick(remove=True)),
    op.OP_ROT: (3, _rotate),
    op.OP_SWAP: (2, _swap),
    op.OP_TUCK: (2, _tuck),
    op.OP_CAT: (2, _cat),
    op.OP_SPLIT: (2, _split),
    op.OP_SIZE: (1, _size),
    op.OP_NUM2BIN: (2, _num_to_bin),
    op.OP_BIN2NUM: (1, _bin_to_num),
    op.OP_AND: (2, _make_bitwise(int.__and__)),
    op.OP_OR: (2, _make_bitwise(int.__or__)),
    op.OP_XOR: (2, _make_bitwise(int.__xor__)),
    op.OP_EQUAL: (2, _equal),
    op.OP_EQUALVERIFY: (2, _equal_verify),
    op.OP_1ADD: (1, _make_unary(lambda value: value + 1)),
    op.OP_1SUB: (1, _make_unary(lambda value: value - 1)),
    op.OP_NEGATE: (1, _make_unary(int.__neg__)),
    op.OP_ABS: (1, _make_unary(abs)),
    op.OP_NOT: (1, _make_unary(lambda value: value == 0)),
    op.OP_0NOTEQUAL: (1, _make_unary(lambda value: value != 0)),
    op.OP_ADD: (2, _make_binary(int.__add__)),
    op.OP_SUB: (2, _make_binary(int.__sub__)),
    op.OP_DIV: (2, _make_binary(_divide)),
    op.OP_MOD: (2, _make_binary(_modulo)),
    op.OP_BOOLAND: (2, _make_binary(lambda first, second: first != 0 and second != 0)),
    op.OP_BOOLOR: (2, _make_binary(lambda first, second: first != 0 or second != 0)),
    op.OP_NUMEQUAL: (2, _num_equal),
    op.OP_NUMEQUALVERIFY: (2, _num_equal_verify),
    op.OP_NUMNOTEQUAL: (2, _make_binary(lambda first, second: first != second)),
    op.OP_LESSTHAN: (2, _make_binary(lambda first, second: first < second)),
    op.OP_GREATERTHAN: (2, _make_binary(lambda first, second: first > second)),
    op.OP_LESSTHANOREQUAL: (2, _make_binary(lambda first, second: first <= second)),
    op.OP_GREATERTHANOREQUAL: (2, _make_binary(lambda first, second: first >= second)),
    op.OP_MIN: (2, _make_binary(min)),
    op.OP_MAX: (2, _make_binary(max)),
    op.OP_WITHIN: (3, _within),
    op.OP_RIPEMD160: (1, _make_hash(ripemd160)),
    op.OP_SHA1: (1, _make_hash(lambda data: sha1(data, usedforsecurity=False).digest())),
    op.OP_SHA256: (1, _make_hash(lambda data: sha256(data).digest())),
    op.OP_HASH160: (1, _make_hash(hash160)),
    op.OP_HASH256: (1, _make_hash(hash256)),
    op.OP_CODESEPARATOR: (0, _code_separator),
    op.OP_CHECKSIG: (2, check_sig),
    op.OP_CHECKSIGVERIFY: (2, check_sig_verify),
    op.OP_CHECKDATASIG: (3, check_data_sig),
    op.OP_CHECKDATASIGVERIFY: (3, check_data_sig_verify),
    op.OP_CHECKMULTISIG: (1, check_multisig),
    op.OP_CHECKMULTISIGVERIFY: (1, check_multisig_verify),
}

OPERATIONS = [_TABLE.get(opcode, (0, _bad_opcode)) for opcode in range(256)]

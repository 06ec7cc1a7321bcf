"""Scripts as bytes: reading them operation by operation, writing pushes, counting signature checks.

A script stays plain bytes everywhere; these functions say what it holds. Mirrors
script/script.h.
"""

import re
from collections.abc import Iterator
from functools import cache

from dashcore.primitives.types import Script
from dashcore.script.number import encode_number
from dashcore.script.opcodes import (
    OP_0,
    OP_1,
    OP_1NEGATE,
    OP_16,
    OP_CHECKMULTISIG,
    OP_CHECKMULTISIGVERIFY,
    OP_CHECKSIG,
    OP_CHECKSIGVERIFY,
    OP_EQUAL,
    OP_HASH160,
    OP_INVALIDOPCODE,
    OP_PUSHDATA1,
    OP_PUSHDATA2,
    OP_PUSHDATA4,
    OP_RETURN,
)

MAX_SCRIPT_ELEMENT_SIZE = 520  # bytes of one item on the stack
MAX_OPS_PER_SCRIPT = 201  # operations that are no pushes
MAX_PUBKEYS_PER_MULTISIG = 20
MAX_SCRIPT_SIZE = 10_000  # bytes
MAX_STACK_SIZE = 1000  # items on both stacks
LOCKTIME_THRESHOLD = 500_000_000  # lock times below are heights, others seconds

_P2PKH_HEAD = b"\x76\xa9\x14"
_P2PKH_TAIL = b"\x88\xac"

_LONG_SCRIPT = 100  # bytes; for shorter ones a plain loop is as fast
_PLAIN_STEPS = 50  # past a long push, should such follow one another


class BadScriptError(ValueError):
    """A push runs past the end of the script. `position` is where reading stopped."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position

    def __str__(self) -> str:
        return f"push past the end of the script at {self.position}"


def read_op(script: bytes, at: int) -> tuple[int, int, int]:
    """Read the operation at offset `at`, which must be inside the script.

    Returns:
        The opcode, the offset of the data it pushes and the offset behind that; both
        are equal where it pushes nothing.

    Raises:
        BadScriptError: the data runs past the end.

    Source: C++ GetScriptOp.
    """
    opcode = script[at]
    at += 1
    if opcode > OP_PUSHDATA4:
        return opcode, at, at
    size = opcode
    if opcode >= OP_PUSHDATA1:
        width = 1 << (opcode - OP_PUSHDATA1)
        if at + width > len(script):
            raise BadScriptError(at)
        size = int.from_bytes(script[at : at + width], "little")
        at += width
    end = at + size
    if end > len(script):
        raise BadScriptError(at)
    return opcode, at, end


def iter_ops(script: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield each opcode and the data it pushes, which is empty for all others.

    Raises:
        BadScriptError: at the operation whose data runs past the end.
    """
    while at < len(script):
        opcode, start, at = read_op(script, at)
        yield opcode, script[start:at]


def push_data(data: bytes) -> bytes:
    """Encode a push of bytes by length alone; it may not be the minimal one. Source: C++ operator<<."""
    size = len(data)
    if size < OP_PUSHDATA1:
        return bytes([size]) + data
    if size <= 0xFF:
        return bytes([OP_PUSHDATA1, size]) + data
    if size <= 0xFFFF:
        return bytes([OP_PUSHDATA2]) + size.to_bytes(2, "little") + data
    return bytes([OP_PUSHDATA4]) + size.to_bytes(4, "little") + data


def push_minimal(data: bytes) -> bytes:
    """Encode the push of bytes that the minimal data rule asks for. Source: C++ PushAll."""
    if not data:
        return bytes([OP_0])
    if len(data) == 1 and 1 <= data[0] <= 16:
        return bytes([OP_1 + data[0] - 1])
    if data == b"\x81":
        return bytes([OP_1NEGATE])
    return push_data(data)


def push_int(value: int) -> bytes:
    """Encode the push of a number. Source: C++ CScript::push_int64."""
    if value == 0:
        return bytes([OP_0])
    if value == -1 or 1 <= value <= 16:
        return bytes([OP_1 + value - 1])
    return push_data(encode_number(value))


def build_script(*parts: int | bytes) -> Script:
    """Join opcodes (integers) and pushes of data (bytes, by length alone)."""
    return Script(b"".join(bytes([part]) if isinstance(part, int) else push_data(part) for part in parts))


def is_minimal_push(data: bytes, opcode: int) -> bool:
    """Whether no shorter operation pushes the same data.

    Args:
        data: what is pushed.
        opcode: at most OP_PUSHDATA4.

    Source: C++ CheckMinimalPush.
    """
    size = len(data)
    if size == 0:
        return opcode == OP_0
    if size == 1 and (1 <= data[0] <= 16 or data[0] == 0x81):
        return False
    if size < OP_PUSHDATA1:
        return opcode == size
    if size <= 0xFF:
        return opcode == OP_PUSHDATA1
    if size <= 0xFFFF:
        return opcode == OP_PUSHDATA2
    return True


def is_push_only(script: bytes, at: int = 0) -> bool:
    """Whether everything from offset `at` on pushes; OP_RESERVED counts. Source: C++ CScript::IsPushOnly."""
    try:
        while at < len(script):
            opcode, _, at = read_op(script, at)
            if opcode > OP_16:
                return False
    except BadScriptError:
        return False
    return True


def is_unspendable(script: bytes) -> bool:
    """Whether execution is sure to fail, so that the output need not be kept. Source: C++ CScript::IsUnspendable."""
    return (bool(script) and script[0] == OP_RETURN) or len(script) > MAX_SCRIPT_SIZE


def is_pay_to_pubkey_hash(script: bytes) -> bool:
    """Whether this is DUP HASH160 <20 bytes> EQUALVERIFY CHECKSIG. Source: C++ CScript::IsPayToPublicKeyHash."""
    return len(script) == 25 and script[:3] == _P2PKH_HEAD and script[23:] == _P2PKH_TAIL


def is_pay_to_script_hash(script: bytes) -> bool:
    """Whether this is HASH160 <20 bytes> EQUAL. Source: BIP 16; C++ CScript::IsPayToScriptHash."""
    return len(script) == 23 and script[0] == OP_HASH160 and script[1] == 20 and script[22] == OP_EQUAL


def is_pay_to_pubkey(script: bytes) -> bool:
    """Whether this looks like <key> CHECKSIG; the address index asks. Source: C++ CScript::IsPayToPublicKey."""
    if len(script) == 35:
        return script[1] in {2, 3} and script[34] == OP_CHECKSIG
    return len(script) == 67 and script[1] == 4 and script[66] == OP_CHECKSIG


def sigop_count(script: bytes, *, accurate: bool) -> int:
    """Count the signature checks a script may make.

    Args:
        script: read up to the first malformed push.
        accurate: count a multisig by its number of keys where it is written right before
            it; otherwise as twenty.

    Source: C++ CScript::GetSigOpCount(bool).
    """
    if len(script) == 25 and script[:3] == _P2PKH_HEAD and script[23:] == _P2PKH_TAIL:
        return 1
    if len(script) > _LONG_SCRIPT and not accurate:
        return _sigops_of_long(script)
    count = 0
    last = OP_INVALIDOPCODE
    at = 0
    try:
        while at < len(script):
            opcode, _, at = read_op(script, at)
            if opcode in {OP_CHECKSIG, OP_CHECKSIGVERIFY}:
                count += 1
            elif opcode in {OP_CHECKMULTISIG, OP_CHECKMULTISIGVERIFY}:
                count += last - OP_1 + 1 if accurate and OP_1 <= last <= OP_16 else MAX_PUBKEYS_PER_MULTISIG
            last = opcode
    except BadScriptError:
        pass
    return count


@cache
def _patterns() -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A push of less than 76 bytes; and operations up to the next longer one."""
    pushes = b"|".join(rb"\x%02x.{%d}" % (size, size) for size in range(1, OP_PUSHDATA1))
    return re.compile(pushes, re.DOTALL), re.compile(rb"(?:[\x00\x4f-\xff]+|%s)*+" % pushes, re.DOTALL)


def _sigops_of_long(script: bytes) -> int:
    """Count in a script that may fill a block, without looking at each of its operations."""
    short_push, up_to_long_push = _patterns()
    count = at = 0
    size = len(script)
    try:
        while at < size:
            match = up_to_long_push.match(script, at)
            end = at if match is None else match.end()
            rest = short_push.sub(b"", script[at:end])
            count += rest.count(OP_CHECKSIG) + rest.count(OP_CHECKSIGVERIFY)
            count += (rest.count(OP_CHECKMULTISIG) + rest.count(OP_CHECKMULTISIGVERIFY)) * MAX_PUBKEYS_PER_MULTISIG
            at = end
            for _ in range(_PLAIN_STEPS):
                if at == size:
                    break
                opcode, _, at = read_op(script, at)
                if OP_CHECKSIG <= opcode <= OP_CHECKMULTISIGVERIFY:
                    count += 1 if opcode <= OP_CHECKSIGVERIFY else MAX_PUBKEYS_PER_MULTISIG
    except BadScriptError:
        pass
    return count


def p2sh_sigop_count(script_pubkey: bytes, script_sig: bytes) -> int:
    """Count the signature checks of an output together with the script its spender reveals.

    Source: BIP 16; C++ CScript::GetSigOpCount(const CScript&).
    """
    if not is_pay_to_script_hash(script_pubkey):
        return sigop_count(script_pubkey, accurate=True)
    start = end = 0
    try:
        while end < len(script_sig):
            opcode, start, end = read_op(script_sig, end)
            if opcode > OP_16:
                return 0
    except BadScriptError:
        return 0
    return sigop_count(script_sig[start:end], accurate=True)


def find_and_delete(script: bytes, needle: bytes) -> tuple[bytes, int]:
    """Remove a byte sequence wherever an operation starts with it.

    Returns:
        The rest and how often the sequence was found.

    Source: C++ FindAndDelete.
    """
    if not needle or needle not in script:
        return script, 0
    parts = []
    found = 0
    kept = at = 0
    while True:
        parts.append(script[kept:at])
        while script.startswith(needle, at):
            at += len(needle)
            found += 1
        kept = at
        if at >= len(script):
            break
        try:
            _, _, at = read_op(script, at)
        except BadScriptError:
            break
    if not found:
        return script, 0
    parts.append(script[kept:])
    return b"".join(parts), found

"""The state of one script evaluation. Mirrors the locals of EvalScript in script/interpreter.cpp."""

from dashcore.script.checker import BaseSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.number import decode_number
from dashcore.script.script_error import ScriptError, ScriptFailure

TRUE = b"\x01"
FALSE = b""
ALL_TRUE = -1  # Machine.first_false where every open branch is taken

_MINIMALDATA = int(ScriptFlags.MINIMALDATA)


class Machine:
    """The state of one evaluation.

    Attributes:
        depth: open IF branches.
        first_false: depth of the outermost branch that is not taken, or -1.
        code_start: offset behind the last OP_CODESEPARATOR that ran.
        at: offset behind the operation that runs.
    """

    __slots__ = ("alt", "at", "checker", "code_start", "depth", "first_false", "flags", "op_count", "script", "stack")

    def __init__(self, stack: list[bytes], script: bytes, flags: int, checker: BaseSignatureChecker) -> None:
        self.stack = stack
        self.script = script
        self.flags = flags
        self.checker = checker
        self.alt: list[bytes] = []
        self.op_count = 0
        self.depth = 0
        self.first_false = ALL_TRUE
        self.code_start = 0
        self.at = 0

    def number(self, position: int, limit: int = 4) -> int:
        """Read a stack item as a number."""
        return decode_number(self.stack[position], minimal=bool(self.flags & _MINIMALDATA), limit=limit)


def cast_to_bool(item: bytes) -> bool:
    """Whether a stack item counts as true: any bit set, but for a sign alone. Source: C++ CastToBool."""
    return bool(item.rstrip(b"\0")) and (any(item[:-1]) or item[-1] != 0x80)


def require_true(machine: Machine, error: ScriptError) -> None:
    """Drop the top item, which must be true."""
    if not cast_to_bool(machine.stack[-1]):
        raise ScriptFailure(error)
    machine.stack.pop()

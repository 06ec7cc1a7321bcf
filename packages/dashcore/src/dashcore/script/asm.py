"""Scripts as text, both ways. Mirrors the script parts of core_write.cpp and core_read.cpp."""

import re

from dashcore.primitives.types import Script
from dashcore.script.flags import ScriptFlags
from dashcore.script.number import decode_number
from dashcore.script.opcodes import MAX_OPCODE, OP_NOP, OP_PUSHDATA4, OP_RESERVED, op_name
from dashcore.script.script import BadScriptError, is_unspendable, iter_ops, push_data, push_int
from dashcore.script.sighash import SIGHASH_ALL, SIGHASH_ANYONECANPAY, SIGHASH_NONE, SIGHASH_SINGLE
from dashcore.script.signature import check_signature_encoding

SIGHASH_NAMES = {
    SIGHASH_ALL: "ALL",
    SIGHASH_ALL | SIGHASH_ANYONECANPAY: "ALL|ANYONECANPAY",
    SIGHASH_NONE: "NONE",
    SIGHASH_NONE | SIGHASH_ANYONECANPAY: "NONE|ANYONECANPAY",
    SIGHASH_SINGLE: "SINGLE",
    SIGHASH_SINGLE | SIGHASH_ANYONECANPAY: "SINGLE|ANYONECANPAY",
}
_SIGHASH_TYPES = {name: hash_type for hash_type, name in SIGHASH_NAMES.items()}
_MAX_DECIMAL = 0xFFFFFFFF
_DECIMAL = re.compile(r"-?[0-9]+\Z")
_HEX = re.compile(r"0x((?:[0-9a-fA-F]{2})+)\Z")


class ScriptParseError(ValueError):
    """The text is no script; the message is Core's."""


def _opcodes_by_name() -> dict[str, int]:
    names: dict[str, int] = {}
    for opcode in range(MAX_OPCODE + 1):
        name = op_name(opcode)
        if (opcode < OP_NOP and opcode != OP_RESERVED) or name == "OP_UNKNOWN":
            continue
        names[name] = opcode
        names[name.removeprefix("OP_")] = opcode
    return names


_OPCODES = _opcodes_by_name()


def sighash_name(hash_type: int) -> str:
    """Return what people see for a hash type, "" for one that is not defined. Source: C++ SighashToStr."""
    return SIGHASH_NAMES.get(hash_type, "")


def parse_sighash(text: str) -> int:
    """Read a hash type that a user named.

    Raises:
        ValueError: with Core's message.

    Source: C++ ParseSighashString.
    """
    try:
        return _SIGHASH_TYPES[text]
    except KeyError:
        raise ValueError(f"{text} is not a valid sighash parameter.") from None


def script_to_asm(script: bytes, *, decode_sighash: bool = False) -> str:
    """Return a script as people see it: opcodes by name, short pushes as numbers, others as hex.

    Args:
        script: may end in a malformed push, shown as "[error]".
        decode_sighash: show the hash type of what looks like a signature; for input scripts.

    Source: C++ ScriptToAsmStr.
    """
    decode_sighash = decode_sighash and not is_unspendable(script)
    words = []
    try:
        for opcode, data in iter_ops(script):
            if opcode > OP_PUSHDATA4:
                words.append(op_name(opcode))
            elif len(data) <= 4:
                words.append(str(decode_number(data, minimal=False)))
            elif decode_sighash:
                words.append(_decode_signature(data))
            else:
                words.append(data.hex())
    except BadScriptError:
        words.append("[error]")
    return " ".join(words)


def _decode_signature(data: bytes) -> str:
    if check_signature_encoding(data, ScriptFlags.STRICTENC) is None and data[-1] in SIGHASH_NAMES:
        return f"{data[:-1].hex()}[{SIGHASH_NAMES[data[-1]]}]"
    return data.hex()


def parse_script(text: str) -> Script:
    """Read a script written by people: decimal numbers, 0x raw bytes, 'quoted text' and opcodes.

    Raises:
        ScriptParseError: with Core's message.

    Source: C++ ParseScript.
    """
    return Script(b"".join(_parse_word(word) for word in re.split(r"[ \t\n]", text) if word))


def _parse_word(word: str) -> bytes:
    if _DECIMAL.match(word):
        number = int(word)
        if not -_MAX_DECIMAL <= number <= _MAX_DECIMAL:
            raise ScriptParseError(
                "script parse error: decimal numeric value only allowed in the range -0xFFFFFFFF...0xFFFFFFFF"
            )
        return push_int(number)
    raw = _HEX.match(word)
    if raw:
        return bytes.fromhex(raw[1])
    if len(word) >= 2 and word[0] == word[-1] == "'":
        return push_data(word[1:-1].encode())
    opcode = _OPCODES.get(word)
    if opcode is None:
        raise ScriptParseError("script parse error: unknown opcode")
    return bytes([opcode])

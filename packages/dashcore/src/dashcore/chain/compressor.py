"""Short forms of amounts and scripts, as the coin database and undo files hold them.

Mirrors compressor.h.
"""

from dashcore.crypto import secp256k1
from dashcore.primitives.transaction import TxOut
from dashcore.primitives.types import Duffs, Script
from dashcore.script.script import MAX_SCRIPT_SIZE
from dashcore.util.serialize import SerializationError
from dashcore.util.varint import decode_varint, encode_varint

_SPECIAL_SCRIPTS = 6  # sizes below this number name a form, sizes above are size + 6
_UNSPENDABLE = Script(b"\x6a")  # what an over-long script is read as
_KEY_HASH_HEAD, _KEY_HASH_TAIL = b"\x76\xa9\x14", b"\x88\xac"
_SCRIPT_HASH_HEAD, _SCRIPT_HASH_TAIL = b"\xa9\x14", b"\x87"
_CHECKSIG = 0xAC


def compress_amount(value: int) -> int:
    """Turn trailing decimal zeros into an exponent. Source: C++ CompressAmount."""
    if value == 0:
        return 0
    exponent = 0
    while exponent < 9:
        quotient, digit = divmod(value, 10)
        if digit:
            return 1 + (quotient * 9 + digit - 1) * 10 + exponent
        value = quotient
        exponent += 1
    return 1 + (value - 1) * 10 + 9


def decompress_amount(code: int) -> int:
    """Undo `compress_amount`. Source: C++ DecompressAmount."""
    if code == 0:
        return 0
    code, exponent = divmod(code - 1, 10)
    if exponent < 9:
        code, digit = divmod(code, 9)
        value = code * 10 + digit + 1
    else:
        value = code + 1
    return int(value * 10**exponent)


def encode_script(script: bytes) -> bytes:
    """Encode a script: a form number and its variable part, or size + 6 and the bytes.

    Source: C++ ScriptCompression.
    """
    size = len(script)
    if size == 25 and script[:3] == _KEY_HASH_HEAD and script[23:] == _KEY_HASH_TAIL:
        return b"\x00" + script[3:23]
    if size == 23 and script[:2] == _SCRIPT_HASH_HEAD and script[22:] == _SCRIPT_HASH_TAIL:
        return b"\x01" + script[2:22]
    if size == 35 and script[0] == 33 and script[34] == _CHECKSIG and script[1] in {2, 3}:
        return script[1:34]
    if (
        size == 67
        and script[0] == 65
        and script[66] == _CHECKSIG
        and script[1] == 4
        and secp256k1.is_valid_pubkey(script[1:66])
    ):
        return bytes((4 | script[65] & 1,)) + script[2:34]
    return encode_varint(size + _SPECIAL_SCRIPTS) + script


def decode_script(data: bytes, at: int) -> tuple[Script, int]:
    """Read a script at offset `at`; return it and the offset behind it.

    Raises:
        SerializationError: cut short, or a key that is no point of the curve.
    """
    form, at = decode_varint(data, at)
    if form >= _SPECIAL_SCRIPTS:
        end = at + form - _SPECIAL_SCRIPTS
        if end > len(data):
            raise SerializationError("end of data")
        if end - at > MAX_SCRIPT_SIZE:
            return _UNSPENDABLE, end
        return Script(data[at:end]), end
    end = at + (20 if form < 2 else 32)
    if end > len(data):
        raise SerializationError("end of data")
    part = data[at:end]
    if form == 0:
        script = _KEY_HASH_HEAD + part + _KEY_HASH_TAIL
    elif form == 1:
        script = _SCRIPT_HASH_HEAD + part + _SCRIPT_HASH_TAIL
    elif form < 4:
        script = bytes((33, form)) + part + bytes((_CHECKSIG,))
    else:
        try:
            key = secp256k1.decompress_pubkey(bytes((form - 2,)) + part)
        except ValueError as error:
            raise SerializationError("compressed script is no point of the curve") from error
        script = bytes((65,)) + key + bytes((_CHECKSIG,))
    return Script(script), end


def encode_output(output: TxOut) -> bytes:
    """Encode an output: compressed amount, compressed script. Source: C++ TxOutCompression."""
    return encode_varint(compress_amount(output.value)) + encode_script(output.script_pubkey)


def decode_output(data: bytes, at: int) -> tuple[TxOut, int]:
    """Read what `encode_output` wrote; return the output and the offset behind it."""
    code, at = decode_varint(data, at)
    script, at = decode_script(data, at)
    return TxOut(Duffs(decompress_amount(code)), script), at

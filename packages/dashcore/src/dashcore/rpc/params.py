"""Reading a command's parameters, with the errors of Core. Mirrors rpc/util.cpp and UniValue's getters."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg
from dashcore.rpc.jsonio import type_name

MAX_MONEY = 21_000_000 * 100_000_000
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_JSON_TYPES = {
    ArgType.STR: "string",
    ArgType.STR_HEX: "string",
    ArgType.NUM: "number",
    ArgType.BOOL: "bool",
    ArgType.OBJ: "object",
    ArgType.OBJ_USER_KEYS: "object",
    ArgType.ARR: "array",
}


def wrong_type(value: Json, expected: str) -> RpcError:
    """The error for a value of another type than `expected` (a name of `jsonio.type_name`)."""
    text = f"JSON value of type {type_name(value)} is not of expected type {expected}"
    return RpcError(RpcErrorCode.TYPE_ERROR, text)


def check_args(args: Sequence[RpcArg], params: Sequence[Json]) -> None:
    """Check each given parameter's type against its declaration; null stands for a left-out optional one.

    Raises:
        RpcError: code -3.
    """
    for arg, value in zip(args, params, strict=False):
        expected = _JSON_TYPES.get(arg.type)
        if expected is None or arg.also or (value is None and arg.is_optional):
            continue
        if type_name(value) != expected:
            raise wrong_type(value, expected)


def get_str(value: Json) -> str:
    """Read a string."""
    if not isinstance(value, str):
        raise wrong_type(value, "string")
    return value


def get_bool(value: Json) -> bool:
    """Read a boolean."""
    if not isinstance(value, bool):
        raise wrong_type(value, "bool")
    return value


def get_int(value: Json, bits: int = 32) -> int:
    """Read an integer of so many bits, sign included.

    Raises:
        RpcError: -3 for another type, -1 for a number with a point or out of range.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise wrong_type(value, "number")
    if not isinstance(value, int) or not -(1 << bits - 1) <= value < 1 << bits - 1:
        raise RpcError(RpcErrorCode.MISC_ERROR, "JSON integer out of range")
    return value


_INTEGER = re.compile(r"[+-]?[0-9]+")
_BOOL_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def parse_int(value: Json, name: str) -> int:
    """Read an integer of 32 bits, a number or a string.

    Raises:
        RpcError: code -8. Source: C++ ParseInt32V.
    """
    text = value if isinstance(value, str) else "" if value is None else str(value)
    if isinstance(value, bool) or not _INTEGER.fullmatch(text) or not -(1 << 31) <= int(text) < 1 << 31:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"{name} must be a 32bit integer (not '{text}')")
    return int(text)


def parse_bool(value: Json, name: str) -> bool:
    """Read a boolean, a number or a word.

    Raises:
        RpcError: code -8. Source: C++ ParseBoolV.
    """
    if isinstance(value, bool):
        return value
    text = value.lower() if isinstance(value, str) else "" if value is None else str(value)
    if text not in _BOOL_WORDS:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            f"{name} must be true, false, yes, no, 1 or 0 (not '{text}')",
        )
    return _BOOL_WORDS[text]


def get_object(value: Json) -> Mapping[str, Json]:
    """Read an object."""
    if not isinstance(value, Mapping):
        raise wrong_type(value, "object")
    return value


def get_array(value: Json) -> Sequence[Json]:
    """Read an array."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise wrong_type(value, "array")
    return value


def parse_amount(value: Json, decimals: int = 8) -> int:
    """Read an amount of coins, a number or a string, into duffs.

    Raises:
        RpcError: code -3. Source: C++ AmountFromValue.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise RpcError(RpcErrorCode.TYPE_ERROR, "Amount is not a number or string")
    text = f"{value:f}" if isinstance(value, Decimal) and abs(value.adjusted()) < 60 else str(value)
    amount = parse_fixed_point(text, decimals)
    if amount is None:
        raise RpcError(RpcErrorCode.TYPE_ERROR, "Invalid amount")
    if not 0 <= amount <= MAX_MONEY:
        raise RpcError(RpcErrorCode.TYPE_ERROR, "Amount out of range")
    return amount


_FIXED = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?")


def parse_fixed_point(text: str, decimals: int) -> int | None:
    """Read a JSON number exactly, scaled by 10**decimals; None where it is no number or has further digits."""
    found = _FIXED.fullmatch(text)
    if not found:
        return None
    sign, whole, fraction, exponent = found[1], found[2], (found[3] or "").rstrip("0"), int(found[4] or 0)
    shift = decimals + exponent - len(fraction)
    digits = int(whole + fraction)
    if digits == 0:
        return 0
    if abs(shift) > 40:  # beyond any 64-bit result
        return None
    if shift < 0:
        digits, rest = divmod(digits, 10**-shift)
        if rest:
            return None
    else:
        digits *= 10**shift
    return None if digits >= 10**18 else -digits if sign else digits


def parse_hash(value: Json, name: str) -> bytes:
    """Read a hash as people write it; returns it in internal byte order.

    Raises:
        RpcError: code -8. Source: C++ ParseHashV.
    """
    text = get_str(value)
    if len(text) != 64:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"{name} must be of length 64 (not {len(text)}, for '{text}')")
    return _parse_hex(text, name)[::-1]


def parse_hex(value: Json, name: str) -> bytes:
    """Read hexadecimal bytes.

    Raises:
        RpcError: code -8. Source: C++ ParseHexV.
    """
    return _parse_hex(value if isinstance(value, str) else "", name)


def _parse_hex(text: str, name: str) -> bytes:
    if not _HEX.fullmatch(text):
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, f"{name} must be hexadecimal string (not '{text}')")
    return bytes.fromhex(text)


def check_object(
    value: Mapping[str, Json], expected: Mapping[str, str], *, allow_null: bool = False, strict: bool = False
) -> None:
    """Check the fields of an object.

    Args:
        expected: name of each field's type as `jsonio.type_name` has it; empty: any.
        allow_null: fields may be missing.
        strict: no other fields may be there.

    Raises:
        RpcError: code -3. Source: C++ RPCTypeCheckObj.
    """
    for key in sorted(expected):
        found = value.get(key)
        if found is None and allow_null:
            continue
        if found is None:
            raise RpcError(RpcErrorCode.TYPE_ERROR, f"Missing {key}")
        if expected[key] and type_name(found) != expected[key]:
            raise RpcError(
                RpcErrorCode.TYPE_ERROR,
                f"JSON value of type {type_name(found)} for field {key} is not of expected type {expected[key]}",
            )
    if strict:
        for key in value:
            if key not in expected:
                raise RpcError(RpcErrorCode.TYPE_ERROR, f"Unexpected key {key}")


def parse_verbosity(value: Json, default: int, *, allow_bool: bool = True) -> int:
    """Read a verbosity given as number or, in its older form, as boolean."""
    if value is None:
        return default
    if isinstance(value, bool):
        if not allow_bool:
            raise wrong_type(value, "number")
        return int(value)
    return get_int(value)

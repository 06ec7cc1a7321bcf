"""Text of others made harmless, and numbers read as strictly as C++ does. Mirrors util/strencodings.cpp."""

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9 .,;\-_/:?@()]")
_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_MOST_DIGITS = 20  # of 64 bits


def sanitize(text: str) -> str:
    """Drop what could harm a log or a terminal. Source: C++ SanitizeString."""
    return _UNSAFE.sub("", text)


def parse_int(text: str, bits: int, *, signed: bool = True) -> int | None:
    """Read a decimal integer that fills `text`; None if it is none or does not fit.

    One leading plus is allowed, white space is not. Source: C++ ParseIntegral.
    """
    if text.startswith("+"):
        text = text[1:]
        if text.startswith("-"):
            return None
    if not _INTEGER.fullmatch(text):
        return None
    if not signed and text.startswith("-"):
        return None
    digits = text.lstrip("-").lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return None
    value = int(digits or "0") * (-1 if text.startswith("-") else 1)
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    return value if low <= value <= high else None


def parse_int32(text: str) -> int | None:
    """Read a signed 32-bit integer; None if `text` is none. Source: C++ ParseInt32."""
    return parse_int(text, 32)


def parse_int64(text: str) -> int | None:
    """Read a signed 64-bit integer; None if `text` is none. Source: C++ ParseInt64."""
    return parse_int(text, 64)

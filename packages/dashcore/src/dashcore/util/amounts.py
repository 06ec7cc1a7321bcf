"""Amounts of money as text. Mirrors util/moneystr.cpp, and ParseFixedPoint for RPC."""

from decimal import Decimal

_COIN = 100_000_000
_MAX_MONEY = 21_000_000 * _COIN
_SPACE = " \f\n\r\t\v"
_DIGITS = "0123456789"
_FRACTION_DIGITS = 8
_MAX_WHOLE_DIGITS = 10


def format_money(amount: int) -> str:
    """Write duffs as coins with at least two decimals, "1.00" or "0.00000001". Source: C++ FormatMoney."""
    whole, fraction = divmod(abs(amount), _COIN)
    decimals = f"{fraction:08d}".rstrip("0").ljust(2, "0")
    return f"{'-' if amount < 0 else ''}{whole}.{decimals}"


def parse_money(text: str) -> int | None:
    """Read coins as duffs; None if `text` is no amount or out of range. Source: C++ ParseMoney."""
    text = text.strip(_SPACE)
    if not text or "\0" in text:
        return None
    whole, dot, fraction = text.partition(".")
    if any(each not in _DIGITS for each in whole) or any(each not in _DIGITS for each in fraction):
        return None
    if len(whole) > _MAX_WHOLE_DIGITS or len(fraction) > _FRACTION_DIGITS:
        return None
    amount = int(whole or "0") * _COIN + int((fraction if dot else "").ljust(_FRACTION_DIGITS, "0"))
    return amount if amount <= _MAX_MONEY else None


def amount_as_decimal(amount: int) -> Decimal:
    """Return duffs as coins with exactly eight decimals, as JSON shows them. Source: C++ ValueFromAmount."""
    return Decimal(amount).scaleb(-_FRACTION_DIGITS).quantize(Decimal("0.00000001"))

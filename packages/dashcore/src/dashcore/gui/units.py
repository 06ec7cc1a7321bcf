"""Amounts as people read and type them. Mirrors qt/bitcoinunits.cpp.

All functions are pure; amounts are duffs.
"""

from enum import IntEnum

from dashcore.gui.texts import mark, tr
from dashcore.primitives.types import MAX_MONEY, Duffs

_THIN_SPACE = "\u2009"


class Unit(IntEnum):
    """A unit of account; the value is what settings hold. Source: C++ BitcoinUnit."""

    DASH = 0
    MDASH = 1
    UDASH = 2
    DUFFS = 3

    @property
    def decimals(self) -> int:
        """Digits behind the point."""
        return _DECIMALS[self]

    @property
    def label(self) -> str:
        """Name behind an amount."""
        return _LABELS[self]

    @property
    def description(self) -> str:
        """What it is worth."""
        return tr(_DESCRIPTIONS[self])


_DECIMALS = {Unit.DASH: 8, Unit.MDASH: 5, Unit.UDASH: 2, Unit.DUFFS: 0}
_LABELS = {Unit.DASH: "DASH", Unit.MDASH: "mDASH", Unit.UDASH: "μDASH", Unit.DUFFS: "duffs"}
_DESCRIPTIONS = {
    Unit.DASH: mark("Dash"),
    Unit.MDASH: mark("Milli-Dash (1 / 1,000)"),
    Unit.UDASH: mark("Micro-Dash (1 / 1,000,000)"),
    Unit.DUFFS: mark("Duffs (1 / 100,000,000)"),
}


def format_amount(amount: int, unit: Unit = Unit.DASH, *, plus: bool = False, separators: bool = True) -> str:
    """Show an amount without its unit.

    Args:
        plus: puts a plus before what is positive.
        separators: thin spaces between groups of three digits, where there are more than four.
    """
    whole, rest = divmod(abs(amount), 10**unit.decimals)
    digits = str(whole)
    if separators and len(digits) > 4:
        head = len(digits) % 3
        groups = ([digits[:head]] if head else []) + [digits[at : at + 3] for at in range(head, len(digits), 3)]
        digits = _THIN_SPACE.join(groups)
    sign = "-" if amount < 0 else "+" if plus and amount > 0 else ""
    return f"{sign}{digits}.{rest:0{unit.decimals}d}" if unit.decimals else f"{sign}{digits}"


def format_with_unit(amount: int, unit: Unit = Unit.DASH, *, plus: bool = False) -> str:
    """Show an amount with its unit."""
    return f"{format_amount(amount, unit, plus=plus)} {unit.label}"


def format_private(amount: int, unit: Unit = Unit.DASH, *, hide: bool) -> str:
    """Show an amount with its unit, in discreet mode as hashes. Source: C++ formatWithPrivacy."""
    text = format_amount(abs(amount) if not hide else 0, unit)
    return f"{text.replace('0', '#') if hide else text} {unit.label}"


def parse_amount(text: str, unit: Unit = Unit.DASH) -> Duffs | None:
    """Read an amount in a unit; None where it is none, has too many digits, or exceeds all money there will be."""
    plain = "".join(character for character in text if character not in {" ", _THIN_SPACE, "\u00a0", "'"})
    whole, point, rest = plain.partition(".")
    if not (whole or rest) or len(rest) > unit.decimals:
        return None
    if (whole and not (whole.isascii() and whole.isdigit())) or (rest and not (rest.isascii() and rest.isdigit())):
        return None
    if point and not rest and not whole:
        return None
    amount = int(whole or "0") * 10**unit.decimals + int(rest.ljust(unit.decimals, "0") or "0")
    return Duffs(amount) if amount <= MAX_MONEY else None

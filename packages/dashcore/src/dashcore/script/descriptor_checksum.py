"""The eight characters behind "#" that guard a descriptor against typing errors.

Every three characters become four symbols of a BCH code over GF(32). Mirrors the
checksum of script/descriptor.cpp. Source: BIP 380.
"""

CHECKSUM_SIZE = 8  # characters
_INPUT = "0123456789()[],'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~ijklmnopqrstuvwxyzABCDEFGH`#\"\\ "
_POSITIONS = {char: position for position, char in enumerate(_INPUT)}
_OUTPUT = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0xF5DEE51989, 0xA9FDCA3312, 0x1BAB10E32D, 0x3706B1677A, 0x644D626FFD)


class DescriptorError(ValueError):
    """The text is no descriptor. The message is Core's, which is empty for trailing text."""


def _fold(top: int) -> int:
    """What the symbol that leaves the value at its top adds to the rest."""
    folded = 0
    for bit, generator in enumerate(_GENERATOR):
        if top >> bit & 1:
            folded ^= generator
    return folded


_FOLDS = tuple(_fold(top) for top in range(32))


def _symbols(payload: str) -> list[int] | None:
    """Return the low part of each character, and behind each three their high parts in one; None as below."""
    symbols: list[int] = []
    group = 0
    for number, char in enumerate(payload, 1):
        position = _POSITIONS.get(char)
        if position is None:
            return None
        symbols.append(position & 31)
        group = group * 3 + (position >> 5)
        if not number % 3:
            symbols.append(group)
            group = 0
    if len(payload) % 3:
        symbols.append(group)
    return symbols


def compute_checksum(payload: str) -> str | None:
    """Return the checksum of a descriptor; None if a character cannot be part of one.

    Source: C++ DescriptorChecksum.
    """
    symbols = _symbols(payload)
    if symbols is None:
        return None
    value = 1
    for symbol in symbols + [0] * CHECKSUM_SIZE:
        value = (value & 0x7FFFFFFFF) << 5 ^ symbol ^ _FOLDS[value >> 35]
    value ^= 1
    return "".join(_OUTPUT[value >> 5 * (7 - number) & 31] for number in range(CHECKSUM_SIZE))


def add_checksum(payload: str) -> str:
    """Return a descriptor with its checksum. Source: C++ AddChecksum."""
    return f"{payload}#{compute_checksum(payload) or ''}"


def split_checksum(text: str, *, required: bool) -> tuple[str, str]:
    """Return a descriptor without its checksum, and the right checksum.

    Raises:
        DescriptorError: the checksum is wrong, or missing although required.

    Source: C++ CheckChecksum.
    """
    payload, *rest = text.split("#")
    if len(rest) > 1:
        raise DescriptorError("Multiple '#' symbols")
    if not rest and required:
        raise DescriptorError("Missing checksum")
    if rest and len(rest[0].encode()) != CHECKSUM_SIZE:
        raise DescriptorError(f"Expected 8 character checksum, not {len(rest[0].encode())} characters")
    checksum = compute_checksum(payload)
    if checksum is None:
        raise DescriptorError("Invalid characters in payload")
    if rest and rest[0] != checksum:
        raise DescriptorError(f"Provided checksum '{rest[0]}' does not match computed checksum '{checksum}'")
    return payload, checksum

"""What a Help menu shows. Knows nothing of Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTexts:
    """What only the program's start knows.

    Attributes:
        version: as -version prints it, without the licence.
        licence: as -version prints it.
        options: as -help prints them.
    """

    version: str
    licence: str
    options: str

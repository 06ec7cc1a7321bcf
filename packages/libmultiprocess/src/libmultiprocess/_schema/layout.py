"""Where the fields of a struct stand. The same places as the capnp compiler gives them.

Fields are placed in the order of their ordinals. A field takes the smallest hole left by alignment that fits it,
else it opens a new word, whose unused parts become holes. Source: Cap'n Proto, encoding specification.
"""

WORD_LG = 6
"""log2 of the bits of a word."""


class StructLayout:
    """Hands out places in the data and pointer sections of one struct."""

    __slots__ = ("data_words", "holes", "pointers")

    def __init__(self) -> None:
        self.data_words = 0
        self.pointers = 0
        self.holes: list[int | None] = [None] * WORD_LG

    def add_data(self, lg: int) -> int:
        """Place a field of 2**lg bits.

        Returns:
            Its offset, in units of its own size.
        """
        found = self._take(lg)
        if found is not None:
            return found
        offset = self.data_words << (WORD_LG - lg)
        self.data_words += 1
        rest = offset + 1
        for size in range(lg, WORD_LG):
            self.holes[size] = rest
            rest = (rest + 1) >> 1
        return offset

    def add_pointer(self) -> int:
        """Place a pointer field; its index in the pointer section."""
        self.pointers += 1
        return self.pointers - 1

    def _take(self, lg: int) -> int | None:
        if lg >= WORD_LG:
            return None
        hole = self.holes[lg]
        if hole is not None:
            self.holes[lg] = None
            return hole
        bigger = self._take(lg + 1)
        if bigger is None:
            return None
        self.holes[lg] = bigger * 2 + 1
        return bigger * 2

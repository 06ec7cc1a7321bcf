"""What every peer serves, and the values it carries."""

from collections.abc import Callable
from dataclasses import dataclass

ROW_COUNT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a wallet might ask for."""

    label: str
    min_height: int
    min_amount: int
    include_spent: bool
    script: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What it might get back, many times."""

    txid: bytes
    index: int
    height: int
    amount: int
    spent: bool
    label: str


QUERY = Query(label="rent", min_height=1000, min_amount=5_000_000_000, include_spent=True, script=bytes(range(25)))
ROWS = [
    Row(
        txid=bytes([i]) * 32, index=i & 3, height=1000 + i, amount=5_000_000_000 + i, spent=i % 3 == 0, label=f"row {i}"
    )
    for i in range(ROW_COUNT)
]


class Service:
    """The implementation, the same for all peers written in Python."""

    def echo(self, text: str) -> str:
        """Return `text`."""
        return text

    def put(self, data: bytes) -> int:
        """Return the length of `data`."""
        return len(data)

    def get(self, size: int) -> bytes:
        """Return that many bytes."""
        return bytes(size)

    def call_back(self, fn: Callable[[int], int], count: int) -> int:
        """Call `fn` that often and return the last answer."""
        answer = 0
        for number in range(count):
            answer = fn(number)
        return answer

    def find_rows(self, query: Query) -> list[Row]:
        """Return the rows."""
        return ROWS

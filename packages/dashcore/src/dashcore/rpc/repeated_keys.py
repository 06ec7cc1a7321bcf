"""JSON objects that give a key more than once, as UniValue has them: nothing of them is lost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

ValueT = TypeVar("ValueT")


class RepeatedKeys(dict[str, ValueT]):
    """An object that gives a key more than once: as a dict the first value counts.

    Attributes:
        pairs: all of it, in order.
        first: the first key that comes again.
    """

    def __init__(self, pairs: Sequence[tuple[str, ValueT]]) -> None:
        super().__init__()
        for key, value in pairs:
            self.setdefault(key, value)
        self.pairs = tuple(pairs)
        self.first = _first_repeated(pairs)


def _first_repeated(pairs: Iterable[tuple[str, ValueT]]) -> str:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return key
        seen.add(key)
    raise ValueError("no key is repeated")


def keep_repeated(pairs: Sequence[tuple[str, ValueT]]) -> dict[str, ValueT]:
    """Return an object of its keys and values, a plain dict where no key comes again."""
    found = dict(pairs)
    return found if len(found) == len(pairs) else RepeatedKeys(pairs)


def pairs_of(value: Mapping[str, ValueT]) -> Sequence[tuple[str, ValueT]]:
    """Return keys and values of an object as it was sent, as often as they come."""
    return value.pairs if isinstance(value, RepeatedKeys) else tuple(value.items())

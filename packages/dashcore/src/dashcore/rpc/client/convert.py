"""Turning words of a command line into parameters. Mirrors rpc/client.cpp."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dashcore.rpc.client.text import Value, dump, parse


class ConvertError(Exception):
    """A word that should be JSON is not."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word

    def __str__(self) -> str:
        return f"Error parsing JSON: {self.word}"


class _Rule(NamedTuple):
    places: frozenset[str]  # positions in decimal, and names
    names: frozenset[str]
    only_structures: bool


@cache
def conversion_rules() -> dict[str, _Rule]:
    """Read the table of arguments that are JSON, by command."""
    rules = {}
    text = Path(__file__).with_name("conversions.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        command, _, arguments = line.partition("\t")
        pairs = [argument.partition(":") for argument in arguments.split(" ")]
        places = frozenset(pair[0] for pair in pairs)
        names = frozenset(pair[2] for pair in pairs)
        rules[command.removeprefix("*")] = _Rule(places, names, command.startswith("*"))
    return rules


def _unquote(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "'\"" else word


def _looks_structured(word: str) -> bool:
    inner = _unquote(word)
    return len(inner) > 1 and inner[0] + inner[-1] in ("[]", "{}")


def _convert(word: str, rule: _Rule | None, *, place: str = "", name: str = "") -> Value:
    if rule is None or not (place in rule.places or name in rule.names):
        return word
    if rule.only_structures and not _looks_structured(word):
        return word
    try:
        return parse(_unquote(word))
    except ValueError:
        raise ConvertError(word) from None


def _rule_of(method: str, words: Sequence[str], *, named: bool) -> _Rule | None:
    rules = conversion_rules()
    if words and " " not in method and not (named and "=" in words[0]):
        composite = rules.get(f"{method} {words[0]}")
        if composite is not None:
            return composite
    return rules.get(method)


def convert_positional(method: str, words: Sequence[str]) -> list[Value]:
    """Read positional parameters.

    Raises:
        ConvertError: one that should be JSON is not.
    """
    rule = _rule_of(method, words, named=False)
    return [_convert(word, rule, place=str(place)) for place, word in enumerate(words)]


def convert_named(method: str, words: Sequence[str]) -> str:
    """Read `name=value` words into the JSON text of an object; words without a name go into `args`.

    A later value replaces an earlier one of its name, but not `args`: that the server must refuse.

    Raises:
        ConvertError: one that should be JSON is not.
    """
    rule = _rule_of(method, words, named=True)
    named: dict[str, Value] = {}
    positional: list[Value] = []
    for word in words:
        name, equals, value = word.partition("=")
        if equals:
            named[name] = _convert(value, rule, name=name)
        else:
            positional.append(_convert(word, rule, place=str(len(positional))))
    pairs = [f"{dump(name)}:{dump(value)}" for name, value in named.items()]
    if positional:
        pairs.append(f'"args":{dump(positional)}')
    return "{" + ",".join(pairs) + "}"

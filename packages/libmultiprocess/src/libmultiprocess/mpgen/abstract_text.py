"""The text of abstract classes, dataclasses, enums and exceptions for an existing schema."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from libmultiprocess._schema.model import MethodModel
from libmultiprocess._types.base import Lines
from libmultiprocess.mpgen.names import Names

ORDER = ("enum", "struct", "error", "interface")


@dataclass
class ClassText:
    """A class to be written. `fields`: name, hint and default of each."""

    kind: str
    cls: type
    fields: list[tuple[str, Any, str]] = field(default_factory=list)
    bases: list[type] = field(default_factory=list)
    methods: list[MethodModel] = field(default_factory=list)


def abstract_module(classes: list[ClassText], module: str, source: str) -> str:
    """The whole module."""
    names = Names(bind=False, own=module)
    out = Lines()
    for each in sorted(classes, key=lambda each: ORDER.index(each.kind)):
        out.add("", "")
        match each.kind:
            case "enum":
                _enum(out, each, source)
            case "struct":
                _struct(out, each, names, source)
            case "error":
                _error(out, each, names, source)
            case _:
                _interface(out, each, names, source)
    head = [
        f'"""Classes for {source}, written by mpgen: do not edit, run mpgen again."""',
        "",
        "from __future__ import annotations",
        "",
        "from abc import ABC, abstractmethod",
        "from dataclasses import dataclass",
        "from enum import Enum",
        *names.imports(),
    ]
    return "\n".join([*head, *out.lines]) + "\n"


def _enum(out: Lines, each: ClassText, source: str) -> None:
    with out.block(f"class {each.cls.__name__}(Enum):"):
        out.add(f'"""Enum of {source}."""', "")
        if issubclass(each.cls, Enum):
            out.add(*[f"{member.name} = {member.value}" for member in each.cls])


def _struct(out: Lines, each: ClassText, names: Names, source: str) -> None:
    out.add("@dataclass(frozen=True, slots=True, kw_only=True)")
    with out.block(f"class {each.cls.__name__}:"):
        out.add(f'"""Struct of {source}."""')
        if each.fields:
            out.add("")
        for name, hint, default in each.fields:
            out.add(f"{name}: {names.hint(hint)}{' = ' + default if default else ''}")


def _error(out: Lines, each: ClassText, names: Names, source: str) -> None:
    parameters = ", ".join(["self", *[f"{name}: {names.hint(hint)}" for name, hint, _ in each.fields]])
    arguments = ", ".join(name for name, *_ in each.fields)
    with out.block(f"class {each.cls.__name__}(Exception):"):
        out.add(f'"""Exception of {source}."""', "")
        with out.block(f"def __init__({parameters}) -> None:"):
            out.add(f"super().__init__({arguments})", *[f"self.{name} = {name}" for name, *_ in each.fields])


def _interface(out: Lines, each: ClassText, names: Names, source: str) -> None:
    bases = ", ".join(base.__name__ for base in each.bases) or "ABC"
    with out.block(f"class {each.cls.__name__}({bases}):"):
        out.add(f'"""Interface of {source}."""')
        for method in each.methods:
            parts = ["self"]
            for argument in method.arguments:
                default = f" = {argument.default}" if argument.default else ""
                parts.append(f"{argument.name}: {names.hint(argument.hint)}{default}")
            out.add("", "@abstractmethod")
            with out.block(f"def {method.name}({', '.join(parts)}) -> {names.hint(method.returns)}:"):
                out.add(f'"""`{method.wire_name}` of the schema."""')

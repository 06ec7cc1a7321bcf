"""Rules of the house that no linter knows."""

import ast
import importlib
import inspect
import pkgutil
from abc import ABC
from enum import Enum
from pathlib import Path
from types import FunctionType, ModuleType
from typing import get_type_hints

import pytest

import dashcore
import dashcore.interfaces
import libmultiprocess
from dashcore.interfaces.init import Init

ROOTS = [Path(next(iter(package.__path__))) for package in (dashcore, libmultiprocess)]
SOURCES = [path for root in ROOTS for path in sorted(root.rglob("*.py"))]
MODULES = [
    importlib.import_module(f"dashcore.interfaces.{module.name}")
    for module in pkgutil.iter_modules(dashcore.interfaces.__path__)
]
MAY_CALL_OTHERS = {"ipc", "init"}


def classes_of(module: ModuleType) -> list[type]:
    """Classes a module defines."""
    return [each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__]


CLASSES = [each for module in MODULES for each in classes_of(module)]
INTERFACES = [each for each in CLASSES if issubclass(each, ABC)]


def named(value: type) -> str:
    """Show a class by its name."""
    return value.__name__


def test_there_are_interfaces() -> None:
    """The tests below look at something."""
    assert {"Chain", "Echo", "Handler", "Init", "Wallet", "WalletLoader"} <= {each.__name__ for each in INTERFACES}


@pytest.mark.parametrize("interface", INTERFACES, ids=named)
def test_interface(interface: type) -> None:
    """All methods are abstract, say what they do, and have hints that resolve; there is nothing else.

    `Init` answers None to what a process does not offer.
    """
    for name, member in vars(interface).items():
        if name.startswith("_"):
            continue
        assert isinstance(member, FunctionType), f"{name} is no plain method"
        assert getattr(member, "__isabstractmethod__", False) or interface is Init, f"{name} is not abstract"
        assert member.__doc__, f"{name} says nothing"
        hints = get_type_hints(member)
        wanted = {*inspect.signature(member).parameters, "return"} - {"self"}
        assert wanted <= hints.keys(), f"{name} lacks a hint"


@pytest.mark.parametrize("value", [each for each in CLASSES if each not in INTERFACES], ids=named)
def test_value(value: type) -> None:
    """What interfaces carry is frozen, an enumeration, or an error."""
    if issubclass(value, (Enum, Exception)):
        return
    parameters = getattr(value, "__dataclass_params__", None)
    assert parameters is not None
    assert parameters.frozen
    assert get_type_hints(value)


def test_no_future_annotations() -> None:
    """Hints of interfaces are read at run time."""
    for module in MODULES:
        assert "from __future__ import annotations" not in inspect.getsource(module)


def exported(tree: ast.Module) -> list[str]:
    """The names in `__all__`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            names: list[str] = ast.literal_eval(node.value)
            return names
    return []


def imported(tree: ast.Module) -> set[str]:
    """The top packages a module imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def rank(name: str) -> tuple[int, str, int]:
    """Constants, then classes, then functions; numbers at the end count as numbers."""
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    stem = name.rstrip("0123456789")
    return kind, stem, int(name[len(stem) :] or 0)


def test_sources() -> None:
    """`__all__` is sorted, and only `ipc` and `init` know that there are processes."""
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        names = exported(tree)
        assert names == sorted(names, key=rank), f"__all__ of {path} is not sorted"
        if path.is_relative_to(ROOTS[0]):
            layer = path.relative_to(ROOTS[0]).parts[0]
            assert layer in MAY_CALL_OTHERS or "libmultiprocess" not in imported(tree), path
        else:
            assert "dashcore" not in imported(tree), path

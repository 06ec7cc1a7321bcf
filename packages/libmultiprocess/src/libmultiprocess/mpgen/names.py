"""How a generated module names Python objects: by import where it is a file, by binding them where it lives in memory."""

import builtins
import collections.abc
import types as python_types
from typing import Annotated, Any, NewType, TypeVar, Union, get_args, get_origin

from libmultiprocess.errors import SchemaError

RESERVED = frozenset(dir(builtins))


class Names:
    """Names given out so far.

    Args:
        bind: keep the objects themselves (in memory) rather than write imports.
        own: the module being written, whose names need no import.
    """

    def __init__(self, *, bind: bool, own: str = "") -> None:
        self._own = own
        self.bound: dict[str, object] = {}
        self._bind = bind
        self._imports: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()

    def reserve(self, name: str) -> None:
        """A name the module defines itself."""
        self._taken.add(name)

    def ref(self, obj: object) -> str:
        """A name for a class or function.

        Raises:
            SchemaError: it cannot be imported by name.
        """
        module, path = self._path(obj)
        if module in {"builtins", self._own}:
            return path
        head, *rest = path.split(".")
        if self._bind:
            return self._bound(obj, path.replace(".", "_"))
        return ".".join([self._import(module, head), *rest])

    def hint(self, hint: object) -> str:  # noqa: PLR0911  # one case each
        """The text of a hint."""
        if hint is None or hint is type(None):
            return "None"
        if hint is Any:
            return self._import("typing", "Any") if not self._bind else self._bound(Any, "Any")
        if hint is Ellipsis:
            return "..."
        origin = get_origin(hint)
        args = get_args(hint)
        if origin is Annotated:
            return self.hint(args[0])
        if origin in {Union, python_types.UnionType}:
            return " | ".join(self.hint(arg) for arg in args)
        if origin is collections.abc.Callable:
            callable_name = self.ref(collections.abc.Callable)
            return f"{callable_name}[[{', '.join(self.hint(arg) for arg in args[0])}], {self.hint(args[1])}]"
        if origin is not None:
            return f"{self.ref(origin)}[{', '.join(self.hint(arg) for arg in args)}]"
        if isinstance(hint, TypeVar):
            return self.hint(hint.__bound__) if hint.__bound__ is not None else self.hint(Any)
        if isinstance(hint, NewType | type):
            return self.ref(hint)
        raise SchemaError(f"{hint!r} has no name for a stub")

    def imports(self) -> list[str]:
        """Import statements, sorted."""
        by_module: dict[str, list[str]] = {}
        for (module, name), alias in self._imports.items():
            by_module.setdefault(module, []).append(name if name == alias else f"{name} as {alias}")
        return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(by_module.items())]

    # ------------------------------------------------------------------ details
    def _path(self, obj: object) -> tuple[str, str]:
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, type):
            module, path = self._path(owner)
            return module, f"{path}.{getattr(obj, '__name__', '')}"
        where: object = getattr(obj, "__module__", None)
        name: object = getattr(obj, "__qualname__", None) or getattr(obj, "__name__", None)
        if where is None and isinstance(name, str) and isinstance(obj, python_types.MethodDescriptorType):
            return self._path(obj.__objclass__)[0], name
        if not isinstance(where, str) or not isinstance(name, str):
            raise SchemaError(f"{obj!r} has no name for a stub")
        if obj is collections.abc.Callable:
            return "collections.abc", "Callable"
        if "<" in name and not self._bind:
            raise SchemaError(f"{where}.{name} cannot be imported by name, which a stub needs")
        return where, name

    def _bound(self, obj: object, name: str) -> str:
        name = "".join(char if char.isidentifier() or char.isdigit() else "_" for char in name)
        candidate = name
        number = 1
        while candidate in self._taken or self.bound.get(candidate, obj) is not obj:
            number += 1
            candidate = f"{name}_{number}"
        self.bound[candidate] = obj
        return candidate

    def _import(self, module: str, name: str) -> str:
        key = (module, name)
        if key not in self._imports:
            alias = name
            number = 1
            while alias in self._taken or alias in RESERVED:
                number += 1
                alias = f"{name}_{number}"
            self._taken.add(alias)
            self._imports[key] = alias
        return self._imports[key]

"""Stub modules: proxies with real signatures, and the functions that serve their calls.

All code is straight line: a call is encoded by one `struct` pack per message, whose constants include everything the
protocol fixes (see `_rpc.abi` for the words), and decoded by one unpack per struct.
"""

from collections.abc import Callable, Iterable

from libmultiprocess._schema.model import (
    FileModel,
    InterfaceModel,
    Special,
    StructModel,
)
from libmultiprocess._types import runtime
from libmultiprocess._types.base import Lines
from libmultiprocess.mpgen.client import ClientWriter
from libmultiprocess.mpgen.describe import shape
from libmultiprocess.mpgen.names import Names
from libmultiprocess.mpgen.server import ServerWriter

BANNER = '"""Written by mpgen from {source}: do not edit, run mpgen again."""'

ABI = (
    "Buffer", "Connection", "InterfaceInfo", "Method", "Reply", "State", "Words", "NO_FINISH", "empty_return_frame",
    "serve_construct", "serve_destroy",
)  # fmt: skip
OTHERS = ("Any", "Proxy", "Shape", "Struct", "describer")


class StubModule:
    """One module under construction; satisfies `_types.base.Module`.

    Args:
        files: schema files whose interfaces it holds.
        siblings: file name -> module with the stubs of a file that is not among them.
    """

    def __init__(self, files: list[FileModel], names: Names, siblings: Callable[[str], str], source: str) -> None:
        self._files = files
        self._names = names
        self._siblings = siblings
        self._source = source
        self._consts: dict[str, str] = {}
        self._functions: dict[str, tuple[str, list[str]]] = {}
        self._runtime: set[str] = set()
        self._shapes: dict[int, tuple[str, str]] = {}
        self._modules: dict[str, str] = {}
        self._own = {file.name for file in files}
        self._serial = 0
        self._client = ClientWriter(self, names)
        self._server = ServerWriter(self)
        for each in (*ABI, *OTHERS, *runtime.__all__):
            names.reserve(each)
        for file in files:
            for interface in file.interfaces:
                names.reserve(interface.proxy)

    # ------------------------------------------------------ what types may ask
    def ref(self, obj: object) -> str:
        """A name for a class, a function, or (interface, "proxy" or "info")."""
        if isinstance(obj, tuple):
            model, what = obj
            if isinstance(model, InterfaceModel):
                text = model.proxy if what == "proxy" else f"{model.proxy}._info"
                return text if model.file in self._own else f"{self._sibling(model.file)}.{text}"
        return self._names.ref(obj)

    def runtime(self, name: str) -> str:
        """A helper of `_types.runtime`."""
        self._runtime.add(name)
        return name if name[0].isupper() else f"_{name}"

    def const(self, text: str, prefix: str = "C") -> str:
        """A module-level name for the value of an expression."""
        if text not in self._consts:
            self._serial += 1
            self._consts[text] = f"_{prefix}{self._serial}"
        return self._consts[text]

    def function(self, prefix: str, key: str, build: Callable[[str], Lines]) -> str:
        """A module-level function, built when first asked for."""
        if key not in self._functions:
            self._serial += 1
            words = "".join(char if char.isalnum() else "_" for char in key.partition(":")[2] or key.partition(" ")[2])
            name = f"_{prefix}{words}_{self._serial}"
            self._functions[key] = (name, [])
            self._functions[key] = (name, build(name).lines)
        return self._functions[key][0]

    def shape_name(self, model: StructModel) -> str:
        """The name of a struct's shape; reserves one when first asked."""
        found = self._shapes.get(id(model))
        if found is None:
            self._serial += 1
            self._shapes[id(model)] = (f"_D{self._serial}", "")
            return ""
        return found[0]

    def shape(self, model: StructModel, text: str) -> str:
        """Keep the arguments that make a struct's shape."""
        name = self._shapes[id(model)][0]
        self._shapes[id(model)] = (name, text)
        return name

    def _sibling(self, file: str) -> str:
        if file not in self._modules:
            self._modules[file] = self._siblings(file)
        return self._modules[file].rpartition(".")[2]

    # ------------------------------------------------------------------- text
    def text(self) -> str:
        """The whole module."""
        classes: list[str] = []
        tables: list[str] = []
        for interface in self._ordered():
            serves, table = self._served(interface)
            classes += self._proxy(interface)
            tables += [*serves, *table]
        functions = [line for _, lines in self._functions.values() for line in [*lines, "", ""]]
        constants = [f"{name} = {text}" for text, name in self._consts.items()]
        body = [*classes, *functions, *tables]
        used = "\n".join([*constants, *body])
        abi = sorted(each for each in ABI if each in used)
        helpers = sorted({*self._runtime, *(each for each in ("CapSink", "CapSource") if each in used)})
        shapes = [f"{name}: Shape = Shape({text})" for name, text in self._shapes.values()]
        if shapes:
            constants += shapes
        head = [
            BANNER.format(source=self._source),
            "",
            "# ruff: noqa",
            "from struct import Struct",
            "from typing import Any",
            "",
            *self._names.imports(),
            *[_import_module(module) for module in sorted(self._modules.values())],
            "from libmultiprocess._proxy import Proxy",
            f"from libmultiprocess._rpc.abi import {', '.join(abi)}",
            *(["from libmultiprocess._types.describe import Shape, describer"] if shapes else []),
            *([f"from libmultiprocess._types.runtime import {', '.join(map(_alias, helpers))}"] if helpers else []),
            "",
            "__all__ = [",
            *[f'    "{interface.proxy}",' for interface in sorted(self._interfaces(), key=lambda each: each.proxy)],
            "]",
            "",
        ]
        return "\n".join([*head, *constants, "", "", *body]).rstrip() + "\n"

    def _interfaces(self) -> Iterable[InterfaceModel]:
        return (interface for file in self._files for interface in file.interfaces)

    def _ordered(self) -> list[InterfaceModel]:
        """Bases before what extends them."""
        out: list[InterfaceModel] = []
        for interface in self._interfaces():
            for each in [*reversed(interface.ancestors()), interface]:
                if each.file in self._own and each not in out:
                    out.append(each)
        return out

    # ----------------------------------------------------------------- proxies
    def _proxy(self, interface: InterfaceModel) -> list[str]:
        bases = [self.ref((base, "proxy")) for base in interface.bases]
        if interface.cls is not None:
            bases.append(self.ref(interface.cls))
        if not interface.bases:
            bases.append("Proxy")
        out = Lines()
        with out.block(f"class {interface.proxy}({', '.join(bases)}):"):
            out.add(f'"""{interface.name} in another process."""', "")
            for method in interface.methods:
                if method.special is Special.NONE:
                    out.extend(self._client.method(interface, method))
                    out.add("")
        return [*out.lines, ""]

    def _served(self, interface: InterfaceModel) -> tuple[list[str], list[str]]:
        functions: list[str] = []
        entries: list[str] = []
        keys: dict[Special, str] = {}
        for method in interface.methods:
            key = f"{interface.id:#x} << 16 | {method.ordinal}"
            context = str(method.context)
            if method.special is Special.RESERVED:
                continue
            if method.special is not Special.NONE:
                keys[method.special] = key
                serve = f"serve_{method.special.value}"
                entries.append(f"{key}: Method({method.wire_name!r}, {context}, {serve}, False, 0x10000),")
                continue
            name = f"_serve_{interface.name}_{method.wire_name}"
            functions += [*self._server.function(interface, method, name).lines, "", ""]
            memo = not method.params.caps and not method.results.caps
            params = shape(self, method.params, context=method.context)
            results = shape(self, method.results)
            describe = f"lambda: (describer(lambda: {params}), describer(lambda: {results}))"
            entries.append(
                f"{key}: Method({method.wire_name!r}, {context}, {name}, {memo}, {method.params.shape:#x}, {describe}),"
            )
        found = interface.destroy_method()
        if found is not None:
            keys[Special.DESTROY] = f"{found[0].id:#x} << 16 | {found[1].ordinal}"
        out = Lines()
        with out.block(f"{interface.proxy}._info = InterfaceInfo("):
            out.add(f"{interface.id:#x},", f"{interface.name!r},")
            with out.block("{"):
                out.add(*[f"**{self.ref((base, 'info'))}.methods," for base in interface.bases], *entries)
            out.add("},", f"proxy={interface.proxy},")
            for special, key in keys.items():
                out.add(f"{special.value}={key},")
            if interface.bases:
                out.add(f"bases=({', '.join(self.ref((base, 'info')) for base in interface.bases)},),")
        out.add(")")
        return functions, [*out.lines, "", ""]


def _alias(name: str) -> str:
    return name if name[0].isupper() else f"{name} as _{name}"


def _import_module(module: str) -> str:
    package, _, name = module.rpartition(".")
    return f"from {package} import {name}" if package else f"import {name}"

"""Stub modules: proxies with real signatures, and the functions that serve their calls.

All code is straight line: a call is encoded by one `struct` pack per message, whose constants include everything the
protocol fixes (see `_rpc.abi` for the words), and decoded by one unpack per struct.
"""

import re
from collections.abc import Callable, Iterable

from libmultiprocess._schema.model import (
    Field,
    FileModel,
    InterfaceModel,
    MethodModel,
    Special,
    StructModel,
)
from libmultiprocess._types import runtime
from libmultiprocess._types.base import EMPTY_STRUCT, Lines, PointerWire
from libmultiprocess._types.data import DataWireType
from libmultiprocess._types.interface import InterfaceWire
from libmultiprocess._types.structure import Pack, Unpacked, pack_struct, unpack_fields, unpack_plan
from libmultiprocess._types.text import TextWire
from libmultiprocess.mpgen.describe import shape
from libmultiprocess.mpgen.names import Names

ROOT = 0x0001000100000000
CALL = 0x0003000300000000
RETURN = 0x0001000200000000
TARGET_SHAPE = 0x00010001
CONTENT_AT = 13
RESULT_AT = 8
FAST_CONTENT = 72
"""Byte where the content of an answer begins when it begins as expected."""
BIG_WORDS = 2048
"""Tails longer than this are sent as pieces, without joining them first."""

ARGUMENT = "argument__"
"""Prefix of parameters in code under construction."""
LOCALS = frozenset(
    (
        "conn",
        "state",
        "q",
        "r",
        "cs",
        "cx",
        "head",
        "buf",
        "a",
        "W",
        "o",
        "c",
        "p",
        "t",
        "end",
        "lim",
        "result",
        "failure",
        "error",
    )
)
SERIAL_LOCAL = re.compile(r"[a-z]\d+(_\d+)?")
BUILTINS = frozenset(
    ("type", "len", "str", "bytes", "memoryview", "list", "set", "frozenset", "tuple", "dict", "enumerate")
)

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
        self._plan = Unpacked("", [], {}, {}, {})
        self._taken: dict[str, str] = {}
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
                    out.extend(self._client(interface, method))
                    out.add("")
        return [*out.lines, ""]

    def _client(self, interface: InterfaceModel, method: MethodModel) -> Lines:
        out = Lines()
        where = repr(f"{interface.name}.{method.wire_name}")
        with out.block(f"def {method.name}({self._signature(method)}) -> {self._names.hint(method.returns)}:"):
            out.add("conn = self._conn", f"state = conn.{'enter' if method.context else 'enter_plain'}()")
            self._send(out, interface, method, where)
            self._receive(out, method, where)
        out.lines[1:] = self._separate(out.lines[1:], [item.name for item in method.params.fields])
        return out

    def _separate(self, lines: list[str], names: list[str]) -> list[str]:
        """Keep parameters apart from the local variables and builtins of the code around them."""
        for name in names:
            if name in LOCALS or SERIAL_LOCAL.fullmatch(name):
                other = f"{name}_"
            elif name in BUILTINS:
                other = self.const(name, "B")
            else:
                continue
            pattern = re.compile(rf"(?<![.\w]){name}(?![\w'\"])")
            lines = [pattern.sub(other, line) for line in lines]
        return [line.replace(ARGUMENT, "") for line in lines]

    def _signature(self, method: MethodModel) -> str:
        parts = ["self"]
        keywords = False
        for argument in method.arguments:
            if argument.keyword_only and not keywords:
                keywords = True
                parts.append("*")
            default = argument.default
            if argument.default_class is not None:
                default = f"{self._names.ref(argument.default_class)}.{default}"
            parts.append(f"{argument.name}: {self._names.hint(argument.hint)}{' = ' + default if default else ''}")
        if method.name == "__call__" and method.arguments:
            parts.append("/")
        return ", ".join(parts)

    def _send(self, out: Lines, interface: InterfaceModel, method: MethodModel, where: str) -> None:
        params = method.params
        encode = Lines()
        content = Pack()
        caps = params.caps
        context_words = 2 if method.context else 0
        table_words = 0 if caps or not method.context else 5
        values = {item.name: f"{ARGUMENT}{item.name}" for item in params.fields}
        context_pointer = (params.pointers - 1) << 2 | 2 << 48 if method.context else 0
        parts, dynamic, const = pack_struct(
            self, encode, content, params, values, context_words + table_words, first=context_pointer
        )
        content_words = params.data_words + params.pointers
        if method.context:
            content.const(3, 3 | 1 << 32)
        if table_words:
            content.const(2 << 2 | TARGET_SHAPE << 32)
            content.word("3 | state.request_id << 32")
            content.const(0)
            content.word("1 | state.callback_id << 32")
            content.const(0)
        pack = Pack()
        pack.const(ROOT, 2, CALL)
        pack.word(f"q.qid | {method.ordinal << 32:#x}" if method.ordinal else "q.qid")
        pack.const(interface.id, 0, 2 << 2 | TARGET_SHAPE << 32, 3 << 2 | 2 << 48, 0)
        pack.word("self._iid")
        pack.const(0)
        pack.const(1 << 2 | params.shape << 32 if content_words else EMPTY_STRUCT)
        before_tails = content_words + context_words + table_words
        if caps:
            pack.word(f"cx.pointer({_sum(before_tails + const, dynamic)})")
        elif table_words:
            pack.const((content_words + context_words) << 2 | 1 | 7 << 32 | 4 << 35)
        else:
            pack.const(0)
        pack.extend(content)
        total = _sum(pack.words + const, dynamic)
        tails = list(parts)
        if caps:
            out.add(f"cx = {self.runtime('CapSink')}(conn, {context_words})")
            total += " + cx.words()"
            tails.append(
                f"cx.table({'3 | state.request_id << 32, 1 | state.callback_id << 32' if method.context else ''})"
            )
        self._guarded(out, encode.lines, where, ["cx.undo()"] if caps else [])
        out.add(f"q = conn.{'question' if method.context else 'question_plain'}(state)")
        results = method.results
        if results.caps:
            out.add('q.expect = b""')
        else:
            shape = 1 << 2 | results.shape << 32 if results.data_words + results.pointers else EMPTY_STRUCT
            out.add(f"q.expecting({shape:#x})")
        if caps:
            out.add("q.caps = cx.ids()")
        head = pack.call(self, f"0, {total}")
        self._guarded(out, [f"head = {head}"], where, ["conn.unask(state, q)"])
        joined = " + ".join(["head", *tails])
        if dynamic:
            with out.block(f"if {_sum(const, dynamic)} > {BIG_WORDS}:"):
                out.add(f"r = conn.call_parts(state, q, [{', '.join(['head', *tails])}])")
            with out.block("else:"):
                out.add(f"r = conn.call(state, q, {joined})")
        else:
            out.add(f"r = conn.call(state, q, {joined})")

    def _guarded(self, out: Lines, lines: list[str], where: str, undo: list[str]) -> None:
        """Lines that may meet values which do not fit."""
        if not lines:
            return
        with out.block("try:"):
            out.add(*lines)
        with out.block(f"except {self.runtime('ENCODE_ERRORS')} as error:"):
            out.add(*undo, f"raise {self.runtime('refused')}({where}, error) from error")

    def _receive(self, out: Lines, method: MethodModel, where: str) -> None:
        results = method.results
        if not results.fields:
            with out.block("if type(r) is not bytes:"):
                out.add("conn.results(r, 0)")
            return
        errors = method.errors
        with out.block("try:"):
            self._unpack_results(out, method)
            plan = self._plan
            _limits(self, out, method.values)
            if results.caps:
                out.add(f"cs = {self.runtime('CapSource')}(conn, W, t)")
            keyword = "if"
            for item in errors:
                with out.block(f"{keyword} {plan.pointers[item.offset]}:"):
                    _limits(self, out, [item])
                    inner = StructModel("", results.kind, fields=[item], data_words=results.data_words)
                    value = unpack_fields(self, out, inner, plan, "a")[item.name]
                    out.add(f"failure: BaseException | None = {value}" if keyword == "if" else f"failure = {value}")
                keyword = "elif"
            if errors:
                with out.block("else:"):
                    out.add("failure = None")
                    self._values(out, method)
            else:
                self._values(out, method)
            if not self._fast_only(results):
                with out.block("if type(buf) is memoryview:"):
                    out.add("conn.reuse(buf)")
        with out.block(f"except {self.runtime('DECODE_ERRORS')} as error:"):
            out.add(f"raise {self.runtime('malformed')}({where}, error) from error")
        if errors:
            with out.block("if failure is not None:"):
                out.add("raise failure")
        if method.values:
            out.add("return result")

    def _fast_only(self, results: StructModel) -> bool:
        """Results without tails are never large."""
        return not results.pointers

    def _unpack_results(self, out: Lines, method: MethodModel) -> None:
        results = method.results
        plan = self._plan = unpack_plan(out, results)
        unpack = self.const(f"Struct({plan.formats!r}).unpack_from", "U")
        slow = Lines()
        slow.add(f"W, buf, o, c, p, t = conn.results(r, {results.shape:#x})")
        self._unpack_content(slow, results, plan.targets, unpack)
        if results.caps:
            out.add(*slow.lines)
            return
        with out.block("if type(r) is bytes:"):
            if results.pointers:
                out.add("buf: Buffer = r", f"a = {FAST_CONTENT}")
            out.add(f"{plan.targets} = {unpack}(r, {FAST_CONTENT})")
        with out.block("else:"):
            out.add(*slow.lines)

    def _unpack_content(self, out: Lines, model: StructModel, targets: str, unpack: str) -> None:
        """Unpack params or results at `c` and `p`; their data section may be larger than declared."""
        with out.block(f"if p - c == {model.data_words}:"):
            out.add("a = o + (c << 3)", f"{targets} = {unpack}(buf, a)")
        with out.block("else:"):
            large = self.runtime("unpack_large")
            out.add(f"{targets}, a = {large}({unpack}, buf, o + (c << 3), p - c, {model.data_words}, {model.pointers})")

    def _values(self, out: Lines, method: MethodModel) -> None:
        results = method.results
        inner = StructModel("", results.kind, fields=method.values, data_words=results.data_words)
        values = unpack_fields(self, out, inner, self._plan, "a")
        texts = [values[item.name] for item in method.values]
        if texts:
            text = (
                texts[0]
                if len(texts) == 1 and not method.is_tuple
                else f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
            )
            out.add(f"result: {self._names.hint(method.returns)} = {text}")

    # ------------------------------------------------------------------ serving
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
            functions += [*self._serve(interface, method, name).lines, "", ""]
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

    def _serve(self, interface: InterfaceModel, method: MethodModel, name: str) -> Lines:
        out = Lines()
        where = f"{interface.name}.{method.wire_name}"
        args = "W: Words, buf: Buffer, o: int, c: int, p: int, t: int"
        with out.block(f"def {name}(conn: Connection, state: State, impl: Any, qid: int, {args}) -> Reply:"):
            lends = self._decode_params(out, method, where)
            arguments = self._arguments(method)
            call = f"impl({arguments})" if method.name == "__call__" else f"impl.{method.name}({arguments})"
            if method.results.fields and method.values:
                call = f"r = {call}"
            if method.errors or lends:
                with out.block("try:"):
                    out.add(call)
                for item in method.errors:
                    with out.block(f"except {self.ref(item.error)} as error:"):
                        self._fail(out, method, item)
                if lends:
                    with out.block("finally:"):
                        out.add("cs.end()")
            else:
                out.add(call)
            self._answer(out, method, f"{where} result")
        return out

    def _arguments(self, method: MethodModel) -> str:
        keyword = {argument.name for argument in method.arguments if argument.keyword_only}
        return ", ".join(
            f"{item.name}={self._taken[item.name]}" if item.name in keyword else self._taken[item.name]
            for item in method.params.fields
        )

    def _decode_params(self, out: Lines, method: MethodModel, where: str) -> bool:
        params = method.params
        self._taken = {}
        if not params.fields:
            return False
        plan = unpack_plan(out, params)
        unpack = self.const(f"Struct({plan.formats!r}).unpack_from", "U")
        with out.block("try:"):
            self._unpack_content(out, params, plan.targets, unpack)
            _limits(self, out, params.fields)
            if params.caps:
                out.add(f"cs = {self.runtime('CapSource')}(conn, W, t, state)")
            values = unpack_fields(self, out, params, plan, "a")
            for item in params.fields:
                text = values[item.name]
                if not text.isidentifier():
                    k = out.fresh()
                    out.add(f"z{k} = {text}")
                    text = f"z{k}"
                self._taken[item.name] = text
        with out.block(f"except {self.runtime('DECODE_ERRORS')} as error:"):
            out.add(f"raise {self.runtime('malformed')}({where!r}, error) from error")
        return any(isinstance(item.wire, InterfaceWire) and item.wire.lent for item in params.fields)

    def _fail(self, out: Lines, method: MethodModel, item: Field) -> None:
        """Answer with a declared exception; one that does not fit its own declaration crosses as undeclared."""
        results = method.results

        def build(name: str) -> Lines:
            lines = Lines()
            with lines.block(f"def {name}(conn: Connection, qid: int, error: Exception) -> Reply:"):
                with lines.block("try:"):
                    self._reply(lines, method, {item.name: "error"})
                with lines.block(f"except {self.runtime('ENCODE_ERRORS')}:"):
                    lines.add("raise error from None")
            return lines

        key = f"fail {item.exception} {results.shape:#x} {item.offset}"
        out.add(f"return {self.function('fail_', key, build)}(conn, qid, error)")

    def _answer(self, out: Lines, method: MethodModel, where: str) -> None:
        results = method.results
        if not results.fields:
            out.add("return empty_return_frame(qid)")
            return
        values = method.values
        if len(values) == 1 and len(results.fields) == 1 and isinstance(values[0].wire, InterfaceWire):
            info = self.ref((values[0].wire.model, "info"))
            with out.block("if r is None:"):
                out.add("return conn.return_null(qid)")
            out.add(f"return conn.return_cap(qid, conn.export(r, {info}, True))")
            return
        with out.block("try:"):
            texts = {item.name: f"r[{index}]" if method.is_tuple else "r" for index, item in enumerate(values)}
            self._reply(out, method, texts)
        with out.block(f"except {self.runtime('ENCODE_ERRORS')} as error:"):
            if results.caps:
                out.add("cx.undo()")
            out.add(f"raise {self.runtime('refused')}({where!r}, error) from error")

    def _reply(self, out: Lines, method: MethodModel, values: dict[str, str]) -> None:
        results = method.results
        caps = results.caps and any(
            item.wire is not None and item.wire.caps for item in results.fields if item.name in values
        )
        content = Pack()
        encode = Lines()
        parts, dynamic, const = pack_struct(self, encode, content, results, values)
        pack = Pack()
        pack.const(ROOT, 3, RETURN)
        pack.word("cx.flags(qid)" if caps else "qid | NO_FINISH")
        pack.const(0, 2 << 48, 1 << 2 | results.shape << 32)
        if caps:
            out.add(f"cx = {self.runtime('CapSink')}(conn, 0)")
            pack.word(f"cx.pointer({_sum(results.data_words + results.pointers + const, dynamic)})")
        else:
            pack.const(0)
        pack.extend(content)
        out.extend(encode)
        total = _sum(pack.words + const, dynamic) + (" + cx.words()" if caps else "")
        head = pack.call(self, f"0, {total}")
        tails = [*parts, "cx.table()"] if caps else parts
        if dynamic:
            out.add(f"head = {head}")
            with out.block(f"if {_sum(const, dynamic)} > {BIG_WORDS}:"):
                out.add(f"return [{', '.join(['head', *tails])}]")
            out.add(f"return {' + '.join(['head', *tails])}")
        else:
            out.add(f"return {' + '.join([head, *tails])}")


def _limits(module: StubModule, out: Lines, fields: list[Field]) -> None:
    """What decoders of pointers expect to find."""
    wires = [item.wire for item in fields if isinstance(item.wire, PointerWire)]
    if any(not isinstance(wire, InterfaceWire) for wire in wires):
        out.add("end = len(buf)")
    if any(not isinstance(wire, InterfaceWire | TextWire | DataWireType) for wire in wires):
        out.add(f"lim = {module.runtime('budget')}()")


def _sum(const: int, dynamic: str) -> str:
    if not dynamic:
        return str(const)
    return f"{const} + {dynamic}" if const else dynamic


def _alias(name: str) -> str:
    return name if name[0].isupper() else f"{name} as _{name}"


def _import_module(module: str) -> str:
    package, _, name = module.rpartition(".")
    return f"from {package} import {name}" if package else f"import {name}"

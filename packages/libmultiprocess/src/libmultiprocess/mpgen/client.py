"""Methods of proxies: encode a call, send it, decode its answer."""

import re
from contextlib import nullcontext

from libmultiprocess._schema.model import InterfaceModel, MethodModel, StructModel
from libmultiprocess._types.base import EMPTY_STRUCT, Lines, Module
from libmultiprocess._types.packing import Pack, pack_struct
from libmultiprocess._types.unpacking import Unpacked, unpack_fields, unpack_plan
from libmultiprocess.mpgen.messages import (
    BIG_WORDS,
    CALL,
    FAST_CONTENT,
    ROOT,
    TARGET_SHAPE,
    limits,
    plus_words,
    unpack_content,
)
from libmultiprocess.mpgen.names import Names

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


CONTEXT_ENTRIES = "3 | state.request_id << 32, 1 | state.callback_id << 32"
"""The table entries of a Context: the peer's thread, and ours."""


class ClientWriter:
    """Writes the methods of proxy classes."""

    def __init__(self, module: Module, names: Names) -> None:
        self._module = module
        self._names = names
        self._plan = Unpacked("", [], {}, {}, {})

    def method(self, interface: InterfaceModel, method: MethodModel) -> Lines:
        """One method."""
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
                other = self._module.const(name, "B")
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
        context_words = 2 if method.context else 0
        table_words = 0 if params.caps or not method.context else 5
        sections = params.data_words + params.pointers
        parts, dynamic, const = self._content(encode, content, method, context_words + table_words)
        table = "0"
        if params.caps:
            table = f"cx.pointer({plus_words(sections + context_words + table_words + const, dynamic)})"
        elif table_words:
            table = f"{(sections + context_words) << 2 | 1 | 7 << 32 | 4 << 35:#x}"
        pack = self._call(interface, method, table)
        pack.extend(content)
        total = plus_words(pack.words + const, dynamic)
        tails = list(parts)
        if params.caps:
            out.add(f"cx = {self._module.runtime('CapSink')}(conn, {context_words})")
            total += " + cx.words()"
            tails.append(f"cx.table({CONTEXT_ENTRIES if method.context else ''})")
        self._guarded(out, encode.lines, where, ["cx.undo()"] if params.caps else [])
        self._ask(out, method)
        head = pack.call(self._module, f"0, {total}")
        self._guarded(out, [f"head = {head}"], where, ["conn.unask(state, q)"])
        joined = f"r = conn.call(state, q, {' + '.join(['head', *tails])})"
        if not dynamic:
            out.add(joined)
            return
        with out.block(f"if {plus_words(const, dynamic)} > {BIG_WORDS}:"):
            out.add(f"r = conn.call_parts(state, q, [{', '.join(['head', *tails])}])")
        with out.block("else:"):
            out.add(joined)

    def _content(self, encode: Lines, content: Pack, method: MethodModel, rest: int) -> tuple[list[str], str, int]:
        """The parameter struct, then the Context, then (where no parameter is a capability) the table."""
        params = method.params
        values = {item.name: f"{ARGUMENT}{item.name}" for item in params.fields}
        first = (params.pointers - 1) << 2 | 2 << 48 if method.context else 0
        tails = pack_struct(self._module, encode, content, params, values, rest, first=first)
        if method.context:
            content.const(3, 3 | 1 << 32)
            if not params.caps:
                content.const(2 << 2 | TARGET_SHAPE << 32)
                for entry in CONTEXT_ENTRIES.split(", "):
                    content.word(entry)
                    content.const(0)
        return tails

    def _call(self, interface: InterfaceModel, method: MethodModel, table: str) -> Pack:
        """The words before the parameters."""
        params = method.params
        pack = Pack()
        pack.const(ROOT, 2, CALL)
        pack.word(f"q.qid | {method.ordinal << 32:#x}" if method.ordinal else "q.qid")
        pack.const(interface.id, 0, 2 << 2 | TARGET_SHAPE << 32, 3 << 2 | 2 << 48, 0)
        pack.word("self._iid")
        pack.const(0, 1 << 2 | params.shape << 32 if params.shape else EMPTY_STRUCT)
        if table.startswith("cx"):
            pack.word(table)
        else:
            pack.const(int(table, 0))
        return pack

    def _ask(self, out: Lines, method: MethodModel) -> None:
        """Take a question, and say what the usual answer begins with."""
        results = method.results
        out.add(f"q = conn.{'question' if method.context else 'question_plain'}(state)")
        if results.caps:
            out.add('q.expect = b""')
        else:
            out.add(f"q.expecting({1 << 2 | results.shape << 32 if results.shape else EMPTY_STRUCT:#x})")
        if method.params.caps:
            out.add("q.caps = cx.ids()")

    def _guarded(self, out: Lines, lines: list[str], where: str, undo: list[str]) -> None:
        """Lines that may meet values which do not fit."""
        if not lines:
            return
        with out.block("try:"):
            out.add(*lines)
        with out.block(f"except {self._module.runtime('ENCODE_ERRORS')} as error:"):
            out.add(*undo, f"raise {self._module.runtime('refused')}({where}, error) from error")

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
            limits(self._module, out, method.values)
            if results.caps:
                out.add(f"cs = {self._module.runtime('CapSource')}(conn, W, t)")
            keyword = "if"
            for item in errors:
                with out.block(f"{keyword} {plan.pointers[item.offset]}:"):
                    limits(self._module, out, [item])
                    inner = StructModel("", results.kind, fields=[item], data_words=results.data_words)
                    value = unpack_fields(self._module, out, inner, plan, "a")[item.name]
                    out.add(f"failure: BaseException = {value}" if keyword == "if" else f"failure = {value}")
                keyword = "elif"
            with out.block("else:") if errors else nullcontext():
                self._values(out, method)
                if not self._fast_only(results):
                    with out.block("if type(buf) is memoryview:"):
                        out.add("conn.reuse(buf)")
                out.add("return result" if method.values else "return")
        with out.block(f"except {self._module.runtime('DECODE_ERRORS')} as error:"):
            out.add(f"raise {self._module.runtime('broken')}(conn, {where}, error) from error")
        if errors:
            out.add("raise failure")

    def _fast_only(self, results: StructModel) -> bool:
        """Results without tails are never large."""
        return not results.pointers

    def _unpack_results(self, out: Lines, method: MethodModel) -> None:
        results = method.results
        plan = self._plan = unpack_plan(out, results)
        unpack = self._module.const(f"Struct({plan.formats!r}).unpack_from", "U")
        slow = Lines()
        slow.add(f"W, buf, o, c, p, t = conn.results(r, {results.shape:#x})")
        unpack_content(self._module, slow, results, plan.targets, unpack)
        if results.caps:
            out.add(*slow.lines)
            return
        with out.block("if type(r) is bytes:"):
            if results.pointers:
                out.add("buf: Buffer = r", f"a = {FAST_CONTENT}")
            out.add(f"{plan.targets} = {unpack}(r, {FAST_CONTENT})")
        with out.block("else:"):
            out.add(*slow.lines)

    def _values(self, out: Lines, method: MethodModel) -> None:
        results = method.results
        inner = StructModel("", results.kind, fields=method.values, data_words=results.data_words)
        values = unpack_fields(self._module, out, inner, self._plan, "a")
        texts = [values[item.name] for item in method.values]
        if method.spread is not None:
            inner_texts = ", ".join(f"{item.name}={values[item.name]}" for item in method.values)
            out.add(f"result: {self._names.hint(method.returns)} = {self._names.ref(method.spread)}({inner_texts})")
        elif texts:
            text = (
                texts[0]
                if len(texts) == 1 and not method.is_tuple
                else f"({', '.join(texts)}{',' if len(texts) == 1 else ''})"
            )
            out.add(f"result: {self._names.hint(method.returns)} = {text}")

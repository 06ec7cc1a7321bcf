"""Functions that serve calls: decode the parameters, call the object, encode what it gives or raises."""

from libmultiprocess._schema.model import Field, InterfaceModel, MethodModel
from libmultiprocess._types.base import Lines, Module
from libmultiprocess._types.interface import InterfaceWire
from libmultiprocess._types.packing import Pack, pack_struct
from libmultiprocess._types.unpacking import unpack_fields, unpack_plan
from libmultiprocess.mpgen.messages import BIG_WORDS, RETURN, ROOT, limits, plus_words, unpack_content


class ServerWriter:
    """Writes `serve` functions."""

    def __init__(self, module: Module) -> None:
        self._module = module
        self._taken: dict[str, str] = {}

    def function(self, interface: InterfaceModel, method: MethodModel, name: str) -> Lines:
        """The function that serves one method."""
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
                    with out.block(f"except {self._module.ref(item.error)} as error:"):
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
        unpack = self._module.const(f"Struct({plan.formats!r}).unpack_from", "U")
        with out.block("try:"):
            unpack_content(self._module, out, params, plan.targets, unpack)
            limits(self._module, out, params.fields)
            if params.caps:
                out.add(f"cs = {self._module.runtime('CapSource')}(conn, W, t, state)")
            values = unpack_fields(self._module, out, params, plan, "a")
            for item in params.fields:
                text = values[item.name]
                if not text.isidentifier():
                    k = out.fresh()
                    out.add(f"z{k} = {text}")
                    text = f"z{k}"
                self._taken[item.name] = text
        with out.block(f"except {self._module.runtime('DECODE_ERRORS')} as error:"):
            out.add(f"raise {self._module.runtime('malformed')}({where!r}, error) from error")
        return any(isinstance(item.wire, InterfaceWire) and item.wire.lent for item in params.fields)

    def _fail(self, out: Lines, method: MethodModel, item: Field) -> None:
        """Answer with a declared exception; one that does not fit its own declaration crosses as undeclared."""
        results = method.results

        def build(name: str) -> Lines:
            lines = Lines()
            with lines.block(f"def {name}(conn: Connection, qid: int, error: Exception) -> Reply:"):
                with lines.block("try:"):
                    self._reply(lines, method, {item.name: "error"})
                with lines.block(f"except {self._module.runtime('ENCODE_ERRORS')}:"):
                    lines.add("raise error from None")
            return lines

        key = f"fail {item.exception} {results.shape:#x} {item.offset}"
        out.add(f"return {self._module.function('fail_', key, build)}(conn, qid, error)")

    def _answer(self, out: Lines, method: MethodModel, where: str) -> None:
        results = method.results
        if not results.fields:
            out.add("return empty_return_frame(qid)")
            return
        values = method.values
        plain = len(values) == 1 and len(results.fields) == 1 and method.spread is None
        if plain and isinstance(values[0].wire, InterfaceWire):
            info = self._module.ref((values[0].wire.model, "info"))
            with out.block("if r is None:"):
                out.add("return conn.return_null(qid)")
            out.add(f"return conn.return_cap(qid, conn.export(r, {info}, True))")
            return
        if results.caps:
            out.add(f"cx = {self._module.runtime('CapSink')}(conn, 0)")
        with out.block("try:"):
            texts = {item.name: f"r[{index}]" if method.is_tuple else "r" for index, item in enumerate(values)}
            if method.spread is not None:
                texts = {item.name: f"r.{item.name}" for item in values}
            self._reply(out, method, texts)
        with out.block(f"except {self._module.runtime('ENCODE_ERRORS')} as error:"):
            if results.caps:
                out.add("cx.undo()")
            out.add(f"raise {self._module.runtime('refused')}({where!r}, error) from error")

    def _reply(self, out: Lines, method: MethodModel, values: dict[str, str]) -> None:
        results = method.results
        caps = results.caps and any(
            item.wire is not None and item.wire.caps for item in results.fields if item.name in values
        )
        content = Pack()
        encode = Lines()
        parts, dynamic, const = pack_struct(self._module, encode, content, results, values)
        pack = Pack()
        pack.const(ROOT, 3, RETURN)
        pack.word("cx.flags(qid)" if caps else "qid | NO_FINISH")
        pack.const(0, 2 << 48, 1 << 2 | results.shape << 32)
        if caps:
            pack.word(f"cx.pointer({plus_words(results.data_words + results.pointers + const, dynamic)})")
        else:
            pack.const(0)
        pack.extend(content)
        out.extend(encode)
        total = plus_words(pack.words + const, dynamic) + (" + cx.words()" if caps else "")
        head = pack.call(self._module, f"0, {total}")
        tails = [*parts, "cx.table()"] if caps else parts
        if dynamic:
            out.add(f"head = {head}")
            with out.block(f"if {plus_words(const, dynamic)} > {BIG_WORDS}:"):
                out.add(f"return [{', '.join(['head', *tails])}]")
            out.add(f"return {' + '.join(['head', *tails])}")
        else:
            out.add(f"return {' + '.join([head, *tails])}")

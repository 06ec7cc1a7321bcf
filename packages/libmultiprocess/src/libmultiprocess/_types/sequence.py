"""list, tuple[X, ...], set, frozenset, and dict as a list of pairs."""

from libmultiprocess._schema.model import Kind, StructModel
from libmultiprocess._types.base import DataWire, Lines, Module, PointerWire, Scope, Tail, Wire
from libmultiprocess._types.boolean import BoolWire
from libmultiprocess._types.packing import Pack, pack_struct
from libmultiprocess._types.structure import StructWire, access, construct
from libmultiprocess._types.unpacking import unpack_fields, unpack_plan

ELEMENT_SIZE = {0: 1, 3: 2, 4: 3, 5: 4, 6: 5}
"""log2 of an element's bits -> the list pointer's size code."""
POINTERS = 6
COMPOSITE = 7


class ListWire(PointerWire):
    """A list of any element type.

    Args:
        container: the Python type made on the other side: list, tuple, set, frozenset or dict.
    """

    def __init__(self, element: Wire, container: type) -> None:
        self.element = element
        self.container = container
        self.label = f"List{element.label}"

    @property
    def key(self) -> str:
        return f"{self.container.__name__} of {self.element.key}"

    @property
    def caps(self) -> bool:  # type: ignore[override]  # known once all structs are
        """Whether some element holds a capability."""
        return self.element.caps

    @property
    def deep(self) -> bool:  # type: ignore[override]  # known once all structs are
        """Whether elements lie behind pointers."""
        return isinstance(self.element, PointerWire)

    def schema(self, scope: Scope) -> str:
        return f"List({self.element.schema(scope)})"

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        k = out.fresh()
        element = self.element
        if isinstance(element, DataWire):
            values = value
            if not element.plain and not isinstance(element, BoolWire):
                values = f"[{element.to_wire(module, 'x')} for x in {value}]"
            if isinstance(element, BoolWire):
                out.add(f"p{k}, b{k} = {module.runtime('put_bits')}({value})")
            else:
                code = ELEMENT_SIZE[element.lg]
                out.add(f"p{k}, b{k} = {module.runtime('put_numbers')}({values}, {element.fmt!r}, {code})")
        else:
            name = module.function("put_", f"put {self.key}", lambda name: self._encoder(module, name))
            out.add(f"p{k}, b{k} = {name}({value}{', cx' if self.caps else ''})")
        return Tail(0, f"p{k}", f"(len(b{k}) >> 3)", [f"b{k}"])

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        k = out.fresh()
        element = self.element
        if isinstance(element, BoolWire):
            text = f"{module.runtime('get_bits')}(buf, {at}, {pointer}, lim)"
        elif isinstance(element, DataWire):
            code = ELEMENT_SIZE[element.lg]
            text = f"{module.runtime('get_numbers')}(buf, {at}, {pointer}, {element.fmt!r}, {code}, lim)"
            if not element.plain:
                text = f"[{element.from_wire(module, 'x')} for x in {text}]"
        else:
            name = module.function("get_", f"get {self.key}", lambda name: self._decoder(module, name))
            out.add(f"x{k} = {name}(buf, {at}, {pointer}, lim{', cs' if self.caps else ''})")
            return f"x{k}"
        out.add(
            f"x{k} = {text if self.container is list and not element.plain else f'{self.container.__name__}({text})'}"
        )
        return f"x{k}"

    def charge(self, pointer: str) -> str:
        return "" if self.deep else f"({pointer} >> 35)"

    def _encoder(self, module: Module, name: str) -> Lines:
        out = Lines()
        caps = ", cx: CapSink" if self.caps else ""
        with out.block(f"def {name}(vs: Any{caps}) -> tuple[int, bytes]:"):
            if isinstance(self.element, StructWire):
                self._encode_structs(module, out, self.element.model)
            elif isinstance(self.element, PointerWire):
                self._encode_pointers(module, out, self.element)
        return out

    def _encode_structs(self, module: Module, out: Lines, model: StructModel) -> None:
        size = model.data_words + model.pointers
        body = Lines()
        pack = Pack()
        if self.container is dict:
            values = {model.fields[0].name: "k", model.fields[1].name: "v"}
        elif model.kind is Kind.TUPLE:
            values = {item.name: f"v{index}" for index, item in enumerate(model.fields)}
        else:
            values = access(model, "v")
        parts, dynamic, const = pack_struct(module, body, pack, model, values, 0, "o" if model.pointers else "")
        head = pack.call(module) if size else "b''"
        out.add("n = len(vs)")
        if not size:
            out.add(f"return {1 | COMPOSITE << 32:#x}, (n << 2).to_bytes(8, 'little')")
            return
        out.add("heads: list[bytes] = []", "head = heads.append")
        if model.pointers:
            out.add("tails: list[bytes] = []", f"o = (n - 1) * {size}")
        if self.container is dict:
            loop = "for k, v in vs.items():"
        elif model.kind is Kind.TUPLE:
            loop = f"for {', '.join(values.values())}{',' if len(values) == 1 else ''} in vs:"
        else:
            loop = "for v in vs:"
        with out.block(loop):
            out.extend(body)
            out.add(f"head({head})")
            if model.pointers:
                if len(parts) > 2:
                    out.add(f"tails += ({', '.join(parts)})")
                elif parts:
                    out.add(f"tails.append({' + '.join(parts)})")
                out.add(f"o = {dynamic} - {size - const}")
        tag = module.const("Struct('<Q').pack", "P")
        shape = f"{model.shape << 32:#x}"
        tails = " + b''.join(tails)" if model.pointers else ""
        out.add(
            f"return {1 | COMPOSITE << 32:#x} + (n * {size} << 35), {tag}((n << 2) + {shape}) + b''.join(heads){tails}"
        )

    def _encode_pointers(self, module: Module, out: Lines, element: PointerWire) -> None:
        body = Lines()
        tail = element.encode(module, body, "v")
        out.add("n = len(vs)", "words: list[int] = []", "tails: list[bytes] = []", "o = n - 1")
        with out.block("for v in vs:"):
            out.extend(body)
            pointer = " + ".join(filter(None, [f"{tail.const:#x}" if tail.const else "", tail.dyn])) or "0"
            if not tail.placed:
                out.add(f"words.append({pointer})")
            else:
                out.add(f"words.append({pointer} + (o << 2))")
                if tail.parts:
                    out.add(f"tails.append({' + '.join(tail.parts)})")
                out.add(f"o += {tail.words} - 1")
        packed = f"{module.runtime('pack_words')}(words) + b''.join(tails)"
        out.add(f"return {1 | POINTERS << 32:#x} + (n << 35), {packed}")

    def _decoder(self, module: Module, name: str) -> Lines:
        out = Lines()
        caps = ", cs: CapSource" if self.caps else ""
        with out.block(f"def {name}(buf: Buffer, at: int, p: int, lim: list[int]{caps}) -> Any:"):
            if isinstance(self.element, StructWire):
                self._decode_structs(module, out, self.element.model)
            elif isinstance(self.element, PointerWire):
                self._decode_pointers(module, out, self.element)
        return out

    def _decode_structs(self, module: Module, out: Lines, model: StructModel) -> None:
        size = model.data_words + model.pointers
        plan = unpack_plan(out, model)
        rows = module.runtime("struct_rows")
        layout = module.const(f"Struct({plan.formats!r})", "S")
        out.add(
            f"rows, a, step = {rows}({layout}, buf, at, p, {model.data_words}, {model.pointers}, lim)",
        )
        if self._decode_rows_at_once(module, out, model, plan.names):
            return
        if model.pointers:
            out.add("end = len(buf)")
        body = Lines()
        values = unpack_fields(module, body, model, plan, "a")
        charges = self._charges(model, plan.pointers)
        self._loop(module, out, f"for {plan.targets if size else '_'} in rows:", charges, body, model, values)
        out.add(self._finish())

    def _decode_rows_at_once(self, module: Module, out: Lines, model: StructModel, names: list[str]) -> bool:
        """Without any conversion the unpacked rows are the values, or the arguments of their class."""
        simple = (
            not model.pointers
            and not model.union
            and not model.keyword_only
            and len(names) == len(model.fields)
            and all(isinstance(f.wire, DataWire) and f.wire.plain and not f.default for f in model.fields)
            and [f.offset << f.wire.lg for f in model.fields if isinstance(f.wire, DataWire)]
            == sorted(f.offset << f.wire.lg for f in model.fields if isinstance(f.wire, DataWire))
        )
        if not simple:
            return False
        if model.kind is Kind.TUPLE:
            out.add(f"return {self.container.__name__}(rows)")
        elif model.kind is Kind.DATACLASS:
            out.add(f"return {self.container.__name__}({module.runtime('starmap')}({module.ref(model.cls)}, rows))")
        else:
            return False
        return True

    def _charges(self, model: StructModel, pointers: dict[int, str]) -> str:
        terms = [f.wire.charge(pointers[f.offset]) for f in model.fields if isinstance(f.wire, PointerWire)]
        return " + ".join(filter(None, terms))

    def _loop(
        self,
        module: Module,
        out: Lines,
        opening: str,
        charges: str,
        body: Lines,
        model: StructModel,
        values: dict[str, str],
    ) -> None:
        if self.container is dict:
            out.add("out: dict[Any, Any] = {}")
        else:
            out.add("out: list[Any] = []", "put = out.append")
        with out.block(opening):
            if charges:
                out.add(f"lim[0] -= {charges}")
                with out.block("if lim[0] < 0:"):
                    out.add(f"raise {module.runtime('too_much')}()")
            out.extend(body)
            if self.container is dict:
                key, value = (values[item.name] for item in model.fields)
                out.add(f"out[{key}] = {value}")
            else:
                out.add(f"put({construct(module, model, values)})")
            if model.pointers or model.union:
                out.add("a += step")

    def _finish(self) -> str:
        if self.container in {list, dict}:
            return "return out"
        return f"return {self.container.__name__}(out)"

    def _decode_pointers(self, module: Module, out: Lines, element: PointerWire) -> None:
        out.add(f"words, a = {module.runtime('pointer_rows')}(buf, at, p, lim)", "end = len(buf)")
        body = Lines()
        value = element.decode(module, body, "p", "a")
        out.add("out: list[Any] = []")
        with out.block("for p in words:"):
            charge = element.charge("p")
            if charge:
                out.add(f"lim[0] -= {charge}")
                with out.block("if lim[0] < 0:"):
                    out.add(f"raise {module.runtime('too_much')}()")
            out.extend(body)
            out.add(f"out.append({value})", "a += 8")
        out.add(self._finish())

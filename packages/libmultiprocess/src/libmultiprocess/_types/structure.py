"""Structs: dataclasses, tuples and exceptions, behind a pointer of their own; see `sequence` for those in a list."""

from libmultiprocess._schema.model import Kind, StructModel
from libmultiprocess._types.base import EMPTY_STRUCT, Lines, Module, PointerWire, Scope, Tail
from libmultiprocess._types.packing import Pack, pack_struct
from libmultiprocess._types.unpacking import unpack_fields, unpack_near, unpack_plan


def access(model: StructModel, value: str) -> dict[str, str]:
    """How each field is taken from the Python value."""
    match model.kind:
        case Kind.BOX:
            return {model.fields[0].name: value}
        case Kind.TUPLE:
            return {item.name: f"{value}[{index}]" for index, item in enumerate(model.fields)}
        case Kind.ERROR if _bare(model):
            return {"args": f"[str(arg) for arg in {value}.args]"}
        case Kind.ERROR:
            return {item.name: f"{value}.args[{index}]" for index, item in enumerate(model.fields)}
        case _:
            return {item.name: f"{value}.{item.name}" for item in model.fields}


def _bare(model: StructModel) -> bool:
    """Whether an exception has no parameters of its own, so that its arguments cross as texts."""
    return len(model.fields) == 1 and model.fields[0].name == "args"


def construct(module: Module, model: StructModel, values: dict[str, str]) -> str:
    """Expression that makes the Python value."""
    if model.kind is Kind.BOX:
        return values[model.fields[0].name]
    if model.kind is Kind.TUPLE:
        inner = ", ".join(values[item.name] for item in model.fields)
        return f"({inner}{',' if len(model.fields) == 1 else ''})"
    if model.kind is Kind.ERROR and _bare(model):
        return f"{module.ref(model.cls)}(*{values['args']})"
    args = [
        f"{item.name}={values[item.name]}" if item.name in model.keyword_only else values[item.name]
        for item in model.fields
    ]
    return f"{module.ref(model.cls)}({', '.join(args)})"


class StructWire(PointerWire):
    """A struct behind a pointer of its own; see `sequence` for structs in a list."""

    def __init__(self, model: StructModel) -> None:
        self.model = model
        self.label = model.name

    @property
    def key(self) -> str:
        return f"{self.model.file}:{self.label}"

    @property
    def caps(self) -> bool:  # type: ignore[override]  # known once all fields are
        """Whether some field holds a capability."""
        return self.model.caps

    @property
    def deep(self) -> bool:  # type: ignore[override]  # known once all fields are
        """Whether some field is a list of pointers."""
        return self.model.deep

    def schema(self, scope: Scope) -> str:
        return scope.type_name(self.model.file, self.label)

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        model = self.model
        if not model.data_words + model.pointers:
            return Tail(EMPTY_STRUCT, placed=False)
        k = out.fresh()
        name = module.function("put_", f"put {self.key}", lambda name: self._encoder(module, name))
        out.add(f"b{k} = {name}({value}{', cx' if model.caps else ''})")
        words = f"(len(b{k}) >> 3)" if model.pointers else str(model.data_words)
        return Tail(model.shape << 32, "", words, [f"b{k}"])

    def _encoder(self, module: Module, name: str) -> Lines:
        out = Lines()
        pack = Pack()
        with out.block(f"def {name}(v: Any{', cx: CapSink' if self.model.caps else ''}) -> bytes:"):
            parts, _, _ = pack_struct(module, out, pack, self.model, access(self.model, "v"))
            head = pack.call(module)
            out.add(f"result: bytes = {' + '.join([head, *parts])}", "return result")
        return out

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        k = out.fresh()
        name = module.function("get_", f"get {self.key}", lambda name: self._decoder(module, name))
        out.add(f"x{k} = {name}(buf, {at}, {pointer}, lim{', cs' if self.model.caps else ''})")
        return f"x{k}"

    def _decoder(self, module: Module, name: str) -> Lines:
        model = self.model
        out = Lines()
        caps = ", cs: CapSource" if model.caps else ""
        with out.block(f"def {name}(buf: Buffer, at: int, p: int, lim: list[int]{caps}) -> Any:"):
            if model.recursive:
                out.add("lim[1] -= 1")
                with out.block("if lim[1] < 0:"):
                    out.add(f"raise {module.runtime('too_deep')}()")
            plan = unpack_plan(out, model)
            if plan.names:
                unpack_near(module, out, model, plan)
            if model.pointers:
                out.add("end = len(buf)")
            values = unpack_fields(module, out, model, plan, "a")
            if model.recursive:
                out.add("lim[1] += 1")
            out.add(f"return {construct(module, model, values)}")
        return out

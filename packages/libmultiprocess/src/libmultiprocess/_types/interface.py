"""Interface references and callables: capabilities, which live in the table of the message.

Lent: the receiver may use it until the call returns. Owned: it keeps it, and closes or loses it when it likes. Parameters
that are interfaces are lent unless marked; callables, results and what sits inside structs are owned.
"""

from libmultiprocess._schema.model import InterfaceModel
from libmultiprocess._types.base import Lines, Module, PointerWire, Scope, Tail


class InterfaceWire(PointerWire):
    """A reference to an object of an interface."""

    caps = True

    def __init__(self, model: InterfaceModel, *, lent: bool = False) -> None:
        self.model = model
        self.lent = lent
        self.label = model.name

    @property
    def key(self) -> str:
        return f"{self.model.file}:{self.label}{' lent' if self.lent else ''}"

    def schema(self, scope: Scope) -> str:
        return scope.type_name(self.model.file, self.label)

    def encode(self, module: Module, out: Lines, value: str) -> Tail:
        k = out.fresh()
        info = module.ref((self.model, "info"))
        out.add(f"c{k} = cx.add({value}, {info}, {not self.lent})")
        return Tail(0, f"c{k}", placed=False)

    def decode(self, module: Module, out: Lines, pointer: str, at: str) -> str:
        k = out.fresh()
        proxy = module.ref((self.model, "proxy"))
        out.add(f"x{k} = cs.{'lend' if self.lent else 'take'}({pointer}, {proxy})")
        return f"x{k}"

"""Enum: by value as Int32 where the values are integers (as the C++ library does), else by position as a schema enum."""

from enum import Enum, Flag

from libmultiprocess._types.base import DataWire, Module, Scope

INT32 = range(-(1 << 31), 1 << 31)


class EnumWire(DataWire):
    """Unknown numbers are an error: the peer sent something the declaration does not have."""

    plain = False

    def __init__(self, cls: type[Enum], file: str, enumerants: tuple[str, ...] = ()) -> None:
        self.cls = cls
        self.file = file
        self.label = cls.__name__
        values = [member.value for member in cls]
        self.by_value = not enumerants and all(isinstance(value, int) for value in values)
        self.enumerants = enumerants
        if not self.by_value:
            self.fmt, self.lg = "H", 4
        elif all(value in INT32 for value in values):
            self.fmt, self.lg = "i", 5
        else:
            self.fmt, self.lg = "q", 6

    def schema(self, scope: Scope) -> str:
        if self.by_value:
            return "Int32" if self.lg == 5 else "Int64"
        return scope.type_name(self.file, self.label)

    def to_wire(self, module: Module, value: str) -> str:
        if self.by_value:
            return f"{value}._value_"
        name = module.ref(self.cls)
        return f"{module.const(f'{{m: i for i, m in enumerate({name})}}', 'E')}[{value}]"

    def from_wire(self, module: Module, item: str) -> str:
        name = module.ref(self.cls)
        if issubclass(self.cls, Flag):
            return f"{name}({item})"
        table = f"{{m._value_: m for m in {name}}}" if self.by_value else f"dict(enumerate({name}))"
        return f"{module.const(table, 'E')}[{item}]"

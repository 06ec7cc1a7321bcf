"""Every field stands where the capnp compiler puts it: random declarations, compared with pycapnp's schema nodes."""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import make_dataclass
from enum import Enum
from pathlib import Path

import capnp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import libmultiprocess as mp
from libmultiprocess._schema.ids import child_id
from libmultiprocess._schema.model import Field, StructModel
from libmultiprocess._types.base import DataWire
from libmultiprocess.mpgen.capnp_text import capnp_texts

SCHEMA_DIR = Path(__file__).resolve().parents[3] / "packages" / "libmultiprocess" / "schema"
_serial = itertools.count(1)


class Letter(Enum):
    """Crosses by position."""

    A = "a"
    B = "b"


class Number(Enum):
    """Crosses by value."""

    ONE = 1


HINTS = st.sampled_from([
    bool, bool, bool, int, float, str, bytes, mp.Int8, mp.Int16, mp.Int32, mp.UInt8, mp.UInt16, mp.UInt32, mp.UInt64,
    mp.Float32, Letter, Number, bool | None, mp.Int16 | None, str | None, list[int], tuple[bool, ...], dict[str, int],
    tuple[mp.Int8, str, bool], Callable[[int], str],
])  # fmt: skip


def declare(params: list[object], fields: list[object], *, result: object) -> mp.Schema:
    """A schema of one interface with one method, and a dataclass."""
    number = next(_serial)
    struct = make_dataclass(f"Struct{number}", [(f"f_{k}", hint) for k, hint in enumerate(fields)], frozen=True)

    names = [f"p_{k}" for k in range(len(params))]
    namespace: dict[str, object] = {}
    exec(f"def call(self, struct, {', '.join(names)}): ...", namespace)  # noqa: S102  # names made above
    call = namespace["call"]
    assert callable(call)
    call.__annotations__ = dict(zip(names, params, strict=True)) | {"struct": struct, "return": result}
    cls = type(f"Interface{number}", (ABC,), {"call": abstractmethod(call), "__module__": __name__})
    file = mp.SchemaFile(id=(1 << 63) + number, interfaces={cls: mp.Interface()})
    return mp.Schema(files={f"file{number}.capnp": file})


def compiled(schema: mp.Schema, directory: Path) -> "capnp.Module":
    """The first file as pycapnp reads it."""
    for name, text in capnp_texts(schema.model).items():
        (directory / name).write_text(text)
    name = next(iter(schema.files))
    return capnp.SchemaParser().load(str(directory / name), imports=[str(SCHEMA_DIR), "/usr/include"])


def places(model: StructModel) -> dict[str, int]:
    """Name in the schema -> offset."""
    out = {item.wire_name: item.offset for item in model.fields}
    return out | {item.has_wire_name: item.has_offset for item in model.fields if item.has_wire_name}


def check(model: StructModel, node: "capnp.Node") -> None:
    """Compare with the compiler's node."""
    struct = node.struct
    assert (model.data_words, model.pointers) == (struct.dataWordCount, struct.pointerCount)
    found = {field.name: field.slot.offset for field in struct.fields if field.name != "context"}
    assert places(model) == found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HINTS, max_size=12), st.lists(HINTS, max_size=16), HINTS)
def test_layout_is_the_compilers(tmp_path: Path, params: list[object], fields: list[object], result: object) -> None:
    """Params, results and structs alike."""
    schema = declare(params, fields, result=result)
    module = compiled(schema, tmp_path)
    for file in schema.model.files:
        for struct in file.structs:
            node = getattr(module, struct.name).schema.node
            check(struct, node)
            assert struct.id == node.id
        for interface in file.interfaces:
            found = getattr(module, interface.name).schema
            assert found.node.id == interface.id
            for method in interface.methods:
                each = found.methods[method.wire_name]
                check(method.params, each.param_type.node)
                check(method.results, each.result_type.node)


@pytest.mark.parametrize("name", ["Context", "Thread", "ThreadMap"])
def test_ids_are_derived_as_the_compiler_does(name: str) -> None:
    """Types without an explicit id get the same one from both."""
    module = capnp.SchemaParser().load(str(SCHEMA_DIR / "mp" / "proxy.capnp"), imports=["/usr/include"])
    assert child_id(0xCC316E3F71A040FB, name) == getattr(module, name).schema.node.id


def test_offsets_count_in_units_of_the_field() -> None:
    """A bit behind two bytes, a word, then what is left."""
    schema = declare([], [mp.Int16, bool, mp.Int64, mp.Int8, bool, mp.Int32], result=None)
    fields: list[Field] = schema.model.files[0].structs[0].fields
    assert [(item.wire.lg if isinstance(item.wire, DataWire) else -1, item.offset) for item in fields] == [
        (4, 0), (0, 16), (6, 1), (3, 3), (0, 17), (5, 1),
    ]  # fmt: skip

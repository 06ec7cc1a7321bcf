"""What a declaration accepts, numbers and names; what it refuses, and in which words."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, NewType, TypeVar

import pytest

import libmultiprocess as mp
from libmultiprocess._schema.model import MethodModel
from libmultiprocess.mpgen.capnp_text import capnp_texts

T = TypeVar("T")
Height = NewType("Height", int)


def schema(*classes: type, types: dict[object, object] | None = None, **options: mp.Interface) -> mp.Schema:
    """A schema of one file."""
    interfaces = {cls: options.get(cls.__name__, mp.Interface()) for cls in classes}
    return mp.Schema(files={"test.capnp": mp.SchemaFile(id=0x8000000000000001, interfaces=interfaces)}, types=types)


def text(declared: mp.Schema) -> str:
    """The .capnp of its file."""
    return capnp_texts(declared.model)["test.capnp"]


def methods(declared: mp.Schema, index: int = 0) -> list[MethodModel]:
    """Methods of an interface."""
    return declared.model.files[0].interfaces[index].methods


def method_with(hint: object) -> type:
    """An interface whose method takes `hint`."""

    def put(self: object, value: object) -> None: ...

    put.__annotations__ = {"value": hint, "return": None}
    return type("Store", (ABC,), {"put": abstractmethod(put)})


@dataclass(frozen=True)
class HoldsObject:
    """Has a field of no type."""

    thing: object


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (object, "object cannot cross"),
        (int | str, "only X | None"),
        (complex, "complex cannot cross"),
        (list, "list cannot cross"),
        (dict[str, object], "object cannot cross"),
        (Callable[..., int], "must list its arguments"),
        (HoldsObject, "HoldsObject.thing: object cannot cross"),
        ("Missing", "'Missing'"),
        (T, "type variable"),
    ],
)
def test_what_cannot_cross_is_named(hint: object, words: str) -> None:
    """Method and hint are in the error."""
    with pytest.raises(mp.SchemaError) as caught:
        schema(method_with(hint))
    assert words in str(caught.value)
    assert "Store.put" in str(caught.value) or "HoldsObject" in str(caught.value)


class Store(ABC):
    """An interface."""

    @abstractmethod
    def put_it(self, value: Height, note: str | None = None) -> None:
        """Put."""

    @abstractmethod
    def get(self) -> Height:
        """Get."""


class Rich(Store):
    """Extends it."""

    @abstractmethod
    def extra(self, at: float) -> tuple[int, bool]:
        """More."""


def test_destroy_comes_first_by_default() -> None:
    """As in the C++ library; ordinals follow the order of declaration."""
    assert [(each.wire_name, each.ordinal) for each in methods(schema(Store))] == [
        ("destroy", 0),
        ("putIt", 1),
        ("get", 2),
    ]


def test_given_ordinals_leave_reserved_gaps() -> None:
    """Either name will do; without `destroy` among them there is none."""
    declared = schema(Store, Store=mp.Interface(ordinals={"putIt": 1, "get": 3}))
    assert [each.wire_name for each in methods(declared)] == ["reserved0", "putIt", "reserved2", "get"]


class Offers(ABC):  # noqa: B024 - that is what it is for
    """Answers by itself."""

    def offer(self) -> str | None:
        """Nothing."""
        return None

    def helper(self) -> int:
        """For this side."""
        return 1


def test_methods_with_an_answer_cross_if_ordinals_name_them() -> None:
    """Others are of this side; a class that has nothing else is no interface."""
    declared = schema(Offers, Offers=mp.Interface(root=True, ordinals={"construct": 0, "offer": 1}))
    assert [each.wire_name for each in methods(declared)] == ["construct", "offer"]
    with pytest.raises(mp.SchemaError, match="abstract class"):
        schema(Offers)


def test_unknown_and_equal_ordinals_are_refused() -> None:
    """Both are slips of the hand."""
    with pytest.raises(mp.SchemaError, match="no method that can cross"):
        schema(Store, Store=mp.Interface(ordinals={"putt": 1}))
    with pytest.raises(mp.SchemaError, match="same ordinal"):
        schema(Store, Store=mp.Interface(ordinals={"get": 1, "put_it": 1}))


def test_root_has_construct() -> None:
    """And no destroy."""
    declared = schema(Store, Store=mp.Interface(root=True))
    assert [each.wire_name for each in methods(declared)] == ["construct", "putIt", "get"]
    assert "construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);" in text(declared)


def test_inheritance_is_extends() -> None:
    """Only what is new is numbered."""
    declared = schema(Store, Rich)
    assert [each.wire_name for each in methods(declared, 1)] == ["extra"]
    assert "extends(Store)" in text(declared)
    assert "extra @0 (context :Proxy.Context, at :Float64) -> (result0 :Int64, result1 :Bool);" in text(declared)


def test_new_types_take_the_width_they_are_given() -> None:
    """Else that of their base."""
    assert "value :Int64, note :Text, hasNote :Bool" in text(schema(Store))
    assert "value :Int32, note" in text(schema(Store, types={Height: mp.Int32}))


def test_hints_may_be_given_outside_of_the_class() -> None:
    """For classes that may not import the library."""
    declared = schema(Store, Store=mp.Interface(hints={"put_it.value": mp.UInt8, "get.result": mp.UInt16}))
    assert "value :UInt8" in text(declared)
    assert "get @2 (context :Proxy.Context) -> (result :UInt16);" in text(declared)


class Box(ABC, Generic[T]):
    """A generic interface."""

    @abstractmethod
    def swap(self, value: T, more: list[T]) -> T:
        """Swap."""


class IntBox(Box[mp.Int32]):
    """A concrete one."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """A generic struct."""

    items: list[T]


class Pages(ABC):
    """Uses it twice."""

    @abstractmethod
    def get(self, first: Page[int]) -> Page[str]:
        """Get."""


def test_generics() -> None:
    """Of interfaces and of structs."""
    assert "swap @1 (context :Proxy.Context, value :Int32, more :List(Int32)) -> (result :Int32);" in text(
        schema(IntBox)
    )
    found = text(schema(Pages))
    assert "struct PageInt64 " in found
    assert "struct PageText " in found


class Postponed(ABC):
    """Hints as strings, and a class that follows."""

    @abstractmethod
    def get(self, later: "Later", fn: "Callable[[Later], None] | None") -> "list[Later | None]":
        """Get."""


@dataclass(frozen=True)
class Later:
    """Contains itself."""

    name: str
    inner: "Later | None" = None


class Color(Enum):
    """Crosses by position."""

    DARK_RED = "r"
    GREEN = "g"


class Colors(ABC):
    """Uses it."""

    @abstractmethod
    def mix(self, first: Color = Color.GREEN, *, second: Color | None = None) -> Color:
        """Mix."""


def test_postponed_hints_and_recursion() -> None:
    """Elements that may be None are structs of value and hasValue; a callable is an interface."""
    found = text(schema(Postponed))
    assert "-> (result :List(OptionalLater));" in found
    assert "interface GetCallback" in found
    assert "inner @1 :Later;\n    hasInner @2 :Bool;" in found
    assert "fn :GetCallback)" in found


def test_enums_of_texts_cross_by_position() -> None:
    """With enumerants in camelCase."""
    assert "darkRed @0;\n    green @1;" in text(schema(Colors))


class Odd(ABC):
    """Cannot cross."""

    @abstractmethod
    def many(self, *values: int) -> None:
        """Many."""


class NoHint(ABC):
    """Cannot cross."""

    @abstractmethod
    def one(self, value) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  # the point of the test
        """One."""


class WithProperty(ABC):
    """Cannot cross."""

    @property
    @abstractmethod
    def size(self) -> int:
        """Size."""


class OddDefault(ABC):
    """Cannot cross."""

    @abstractmethod
    def get(self, later: Later = Later("x")) -> None:  # the point of the test
        """Get."""


@pytest.mark.parametrize(
    ("cls", "words"),
    [
        (Odd, "Odd.many: *values"),
        (NoHint, "NoHint.one: value has no hint"),
        (WithProperty, "WithProperty.size: only plain methods"),
        (OddDefault, "OddDefault.get: the default of later"),
        (int, "an interface is an abstract class"),
    ],
)
def test_methods_that_cannot_cross(cls: type, words: str) -> None:
    """One clear line each."""
    with pytest.raises(mp.SchemaError) as caught:
        schema(cls)
    assert words in str(caught.value)


def test_two_types_of_one_name_in_a_file() -> None:
    """The schema could not tell them apart."""
    first = type("Same", (ABC,), dict(vars(Pages)))
    second = type("Same", (ABC,), dict(vars(Pages)))
    with pytest.raises(mp.SchemaError, match="another type named Same"):
        schema(first, second)


@pytest.mark.parametrize(
    ("file", "name", "number"),
    [(0x888B4F7F51E691F7, "Echo", 0xD36B89640DC94399), (0xF2C5CFA319406AA6, "Init", 0x8838C700BA5CBA65)],
)
def test_ids_of_known_interfaces(file: int, name: str, number: int) -> None:
    """Derived ids are those that C++ peers use for the same file and name."""
    item = mp.SchemaFile(id=file, interfaces={Pages: mp.Interface(name=name)})
    assert mp.Schema(files={"x.capnp": item}).model.files[0].interfaces[0].id == number

"""Marks for hints: widths of numbers, secrets, and interfaces that the callee keeps."""

from dataclasses import dataclass
from typing import Annotated, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Width:
    """The wire type of a number, by its Cap'n Proto name."""

    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A property of a parameter or field that its type does not say."""

    name: str


SECRET = Mark("secret")
OWNED = Mark("owned")

Int8 = Annotated[int, Width("Int8")]
Int16 = Annotated[int, Width("Int16")]
Int32 = Annotated[int, Width("Int32")]
Int64 = Annotated[int, Width("Int64")]
UInt8 = Annotated[int, Width("UInt8")]
UInt16 = Annotated[int, Width("UInt16")]
UInt32 = Annotated[int, Width("UInt32")]
UInt64 = Annotated[int, Width("UInt64")]
Float32 = Annotated[float, Width("Float32")]
Float64 = Annotated[float, Width("Float64")]

Secret = Annotated[T, SECRET]
Owned = Annotated[T, OWNED]

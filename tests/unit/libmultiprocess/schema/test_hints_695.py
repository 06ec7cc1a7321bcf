"""Hints with the type parameter syntax of Python 3.12."""

import sys
from abc import ABC
from types import ModuleType

import pytest

import libmultiprocess as mp
from libmultiprocess.mpgen.capnp_text import capnp_texts

SOURCE = """
from abc import ABC, abstractmethod
from dataclasses import dataclass

@dataclass(frozen=True)
class Page[T]:
    items: list[T]

class Book[T](ABC):
    @abstractmethod
    def open(self, number: T) -> Page[T]: ...

class Novel(Book[str]):
    pass
"""


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax came with Python 3.12")
def test_type_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    """They mean the same as type variables."""
    module = ModuleType("book_695")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(SOURCE, "<book_695>", "exec"), vars(module))  # noqa: S102  # the text above
    novel: type[ABC] = vars(module)["Novel"]
    schema = mp.Schema({"book.capnp": mp.SchemaFile(interfaces={novel: mp.Interface()})})
    text = capnp_texts(schema.model)["book.capnp"]
    assert "open @1 (context :Proxy.Context, number :Text) -> (result :PageText);" in text

"""Hints of a module with postponed annotations."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

import libmultiprocess as mp
from libmultiprocess.mpgen.capnp_text import capnp_texts


class Lamps(ABC):
    """Refers to what follows."""

    @abstractmethod
    def light(self, lamps: list[Lamp], watts: mp.UInt16 | None, done: Callable[[Lamp], None]) -> Lamp | None:
        """Light."""


@dataclass(frozen=True)
class Lamp:
    """Refers to itself."""

    name: mp.Secret[str]
    next: Lamp | None = None


def test_postponed_annotations() -> None:
    """They mean the same."""
    schema = mp.Schema({"lamps.capnp": mp.SchemaFile(interfaces={Lamps: mp.Interface()})})
    text = capnp_texts(schema.model)["lamps.capnp"]
    assert (
        "lamps :List(Lamp), watts :UInt16, hasWatts :Bool, done :LightCallback) -> (result :Lamp, hasResult :Bool)"
        in text
    )
    assert schema.model.files[0].structs[0].fields[0].secret

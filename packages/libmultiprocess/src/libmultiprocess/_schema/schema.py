"""The declaration: which abstract classes cross, in which schema files, under which ids and ordinals.

A declaration is read once, by `mpgen` or `generate`; the stubs they make need it no more. Constructing a `Schema`
checks all of it: what cannot cross is a `SchemaError` there and then.
"""

from collections.abc import Iterable, Mapping

from libmultiprocess._schema.declare import SchemaFile
from libmultiprocess._schema.model import SchemaModel
from libmultiprocess._schema.resolve import resolve


class Schema:
    """All that crosses between some processes.

    Args:
        files: file name -> what it declares. A file may use types of any other.
        types: NewTypes, type variables' bounds and foreign classes -> the hint or `Hook` they cross as.
        exceptions: classes that cross as themselves, with their arguments.
        namespace: C++ namespace annotation of every file.
        no_context: (class, method) of methods that run on the reading thread, without a Context, and must not block.

    Raises:
        SchemaError: something cannot cross; names the method and the hint.
    """

    def __init__(
        self,
        files: Mapping[str, SchemaFile],
        types: Mapping[object, object] | None = None,
        exceptions: Iterable[type[Exception]] = (),
        namespace: str = "",
        no_context: Iterable[tuple[type, str]] = (),
    ) -> None:
        self.files = dict(files)
        self.types = dict(types or {})
        self.exceptions = tuple(exceptions)
        self.namespace = namespace
        self.no_context = frozenset(no_context)
        self._model = resolve(self.files, self.types, self.exceptions, self.namespace, self.no_context)

    @property
    def model(self) -> SchemaModel:
        """The checked and laid out form that the generators read."""
        return self._model

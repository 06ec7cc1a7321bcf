"""Stubs in memory, for scripts and tests that declare an interface and use it at once."""

import itertools
import linecache
import sys
from types import ModuleType

from libmultiprocess._schema.schema import Schema
from libmultiprocess.mpgen.names import Names
from libmultiprocess.mpgen.stubs import StubModule

_serial = itertools.count(1)


def generate(schema: Schema) -> ModuleType:
    """Make the stubs of all files of a schema, as one module that has each interface's proxy class.

    The text is put where tracebacks find it.
    """
    names = Names(bind=True)
    module_name = f"libmultiprocess_stubs_{next(_serial)}"
    text = StubModule(schema.model.files, names, lambda file: file, "a declaration in memory").text()
    module = ModuleType(module_name)
    filename = f"<{module_name}>"
    module.__file__ = filename
    vars(module).update(names.bound)
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    sys.modules[module_name] = module
    exec(compile(text, filename, "exec"), vars(module))  # noqa: S102  # text made here from a checked declaration
    return module

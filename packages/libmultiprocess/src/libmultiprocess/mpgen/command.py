"""The command line of mpgen."""

import argparse
import importlib
import sys
from pathlib import Path, PurePosixPath

from libmultiprocess._schema.schema import Schema
from libmultiprocess.errors import SchemaError
from libmultiprocess.mpgen.capnp_text import capnp_texts
from libmultiprocess.mpgen.names import Names
from libmultiprocess.mpgen.stubs import StubModule

DESCRIPTION = """Write .capnp schemas and typed stubs from a declaration (MODULE:NAME of a libmultiprocess.Schema), or
abstract classes and stubs from an existing .capnp file (--from)."""


def main(argv: list[str] | None = None) -> int:
    """Run mpgen; the exit status: 0 done (or nothing to do), 1 files differ under --check, 2 a declaration is wrong."""
    parser = argparse.ArgumentParser(prog="mpgen", description=DESCRIPTION)
    parser.add_argument("schema", nargs="?", help="module:NAME of the declaration")
    parser.add_argument("--capnp", type=Path, metavar="DIR", help="where to write .capnp files")
    parser.add_argument("--stubs", type=Path, metavar="DIR", help="where to write stub modules")
    parser.add_argument("--from", dest="source", type=Path, metavar="FILE", help="an existing .capnp file")
    parser.add_argument("--out", type=Path, metavar="DIR", help="with --from: where to write classes and stubs")
    parser.add_argument(
        "--import-path", "-I", action="append", default=[], metavar="DIR", help="with --from: as capnp's -I"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    args = parser.parse_args(argv)
    if bool(args.schema) == bool(args.source):
        parser.error("give either a declaration or --from")
    if args.source and not args.out:
        parser.error("--from needs --out")
    if args.schema and not (args.capnp or args.stubs):
        parser.error("give --capnp, --stubs or both")
    try:
        if args.source:
            from libmultiprocess.mpgen.reader import read_capnp  # noqa: PLC0415  # needs pycapnp

            files = read_capnp(args.source, args.out, args.import_path)
        else:
            files = _from_declaration(args.schema, args.capnp, args.stubs)
    except SchemaError as error:
        sys.stderr.write(f"mpgen: {error}\n")
        return 2
    return _check(files) if args.check else _write(files)


def load(spec: str) -> Schema:
    """The declaration that `module:NAME` names.

    Raises:
        SchemaError: it is not there, or no Schema.
    """
    module, _, name = spec.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    try:
        found = getattr(importlib.import_module(module), name or "SCHEMA", None)
    finally:
        sys.path.pop(0)
    if not isinstance(found, Schema):
        raise SchemaError(f"{spec} is no Schema")
    return found


def _from_declaration(spec: str, capnp: Path | None, stubs: Path | None) -> dict[Path, str]:
    schema = load(spec)
    out: dict[Path, str] = {}
    if capnp is not None:
        out |= {capnp / name: text for name, text in capnp_texts(schema.model).items()}
    if stubs is not None:
        package = package_of(stubs)
        for file in schema.model.files:
            if not file.interfaces:
                continue
            module = StubModule([file], Names(bind=False), lambda name: f"{package}{stub_name(name)}", spec)
            out[stubs / f"{stub_name(file.name)}.py"] = module.text()
    return out


def stub_name(file: str) -> str:
    """`echo.capnp` -> `echo_stubs`."""
    return PurePosixPath(file).stem.replace("-", "_") + "_stubs"


def package_of(directory: Path) -> str:
    """The dotted prefix under which modules of a directory are imported, from the `__init__.py` files above it."""
    parts: list[str] = []
    directory = directory.resolve()
    while (directory / "__init__.py").exists():
        parts.insert(0, directory.name)
        directory = directory.parent
    return "".join(f"{part}." for part in parts)


def _write(files: dict[Path, str]) -> int:
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {path}\n")
    return 0


def _check(files: dict[Path, str]) -> int:
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        sys.stderr.write(f"mpgen: {path} does not match its declaration; run mpgen again\n")
    return 1 if stale else 0

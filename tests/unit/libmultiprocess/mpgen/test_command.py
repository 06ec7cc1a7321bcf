"""mpgen: files written, drift found, existing schemas read."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from libmultiprocess.mpgen import main
from libmultiprocess.testing import pair

DECLARATION = '''
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import NewType
import libmultiprocess as mp

Height = NewType("Height", int)

class Amount:
    def __init__(self, value: int) -> None:
        self.value = value
    def to_int(self) -> int:
        return self.value

@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Named as a helper of generated code is."""
    name: str
    height: Height | None

class Base(ABC):
    @abstractmethod
    def size(self) -> int: ...

class Draw(Base):
    @abstractmethod
    def draw(self, shape: Shape, fn: Callable[[Height], None], *, amount: Amount, times: int = 2) -> list[Shape]: ...

SCHEMA = mp.Schema(
    files={
        "base.capnp": mp.SchemaFile(id=0x8123456789abcdef, interfaces={Base: mp.Interface(root=True)}),
        "draw.capnp": mp.SchemaFile(interfaces={Draw: mp.Interface(destroy=False)}),
    },
    types={Height: mp.Int32, Amount: mp.Hook(wire=mp.Int64, encode=Amount.to_int, decode=Amount)},
    namespace="a::b",
)
LAMBDA = mp.Schema(
    files={"draw.capnp": mp.SchemaFile(interfaces={Base: mp.Interface(), Draw: mp.Interface()})},
    types={Amount: mp.Hook(wire=int, encode=lambda amount: 1, decode=Amount)},
)
'''


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory with a declaration, importable."""
    (tmp_path / "declared.py").write_text(DECLARATION)
    (tmp_path / "stubs").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path / "stubs"))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def load(path: Path) -> ModuleType:
    """Import a written module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


ARGS = ["declared:SCHEMA", "--capnp", "schema", "--stubs", "stubs"]


def test_writes_and_checks(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second run changes nothing; a touched file or declaration is drift."""
    assert main([*ARGS, "--check"]) == 1
    assert main(ARGS) == 0
    assert sorted(each.name for each in (project / "schema").iterdir()) == ["base.capnp", "draw.capnp"]
    assert sorted(each.name for each in (project / "stubs").iterdir()) == ["base_stubs.py", "draw_stubs.py"]
    assert main([*ARGS, "--check"]) == 0
    capsys.readouterr()
    assert main(ARGS) == 0
    assert capsys.readouterr().out == ""
    path = project / "stubs" / "draw_stubs.py"
    path.write_text(path.read_text() + "\n")
    assert main([*ARGS, "--check"]) == 1
    assert "draw_stubs.py does not match" in capsys.readouterr().err


def test_stubs_work(project: Path) -> None:
    """Across files, with a base in the other."""
    assert main(ARGS) == 0
    stubs = load(project / "stubs" / "draw_stubs.py")
    declared = sys.modules["declared"]

    class Painter(declared.Draw):  # type: ignore[name-defined, misc]  # made by the fixture
        def size(self) -> int:
            return 5

        def draw(self, shape: object, fn: object, *, amount: object, times: int = 2) -> list[object]:
            assert callable(fn)
            fn(times)
            assert isinstance(amount, declared.Amount)
            return [shape] * amount.value

    seen: list[int] = []
    with pair("ipc", Painter(), stubs.DrawProxy) as draw:
        shape = declared.Shape(name="x", height=3)
        assert draw.draw(shape, seen.append, amount=declared.Amount(2)) == [shape, shape]
        assert draw.size() == 5
    assert seen == [2]


def test_text_of_the_schema(project: Path) -> None:
    """Ids, ordinals, imports and annotations."""
    assert main(ARGS) == 0
    text = (project / "schema" / "draw.capnp").read_text()
    assert '$Cxx.namespace("a::b");' in text
    assert 'using Base = import "base.capnp";' in text
    assert "extends(Base.Base)" in text
    assert "shape :Shape, fn :DrawCallback, amount :Int64, times :Int64) -> (result :List(Shape));" in text
    assert "@0x8123456789abcdef;" in (project / "schema" / "base.capnp").read_text()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["declared:LAMBDA", "--stubs", "stubs"], "cannot be imported by name"),
        (["declared:NOTHING", "--stubs", "stubs"], "is no Schema"),
    ],
)
def test_one_clear_line(project: Path, capsys: pytest.CaptureFixture[str], args: list[str], words: str) -> None:
    """Status 2, and no traceback."""
    assert project.is_dir()
    assert main(args) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


MINING = """
@0xc77d03df6a41b506;
using Common = import "parts.capnp";
using Proxy = import "/mp/proxy.capnp";
const forever :Float64 = 1.5e308;
interface Miner $Proxy.wrap("Miner") {
    getTip @0 (context :Proxy.Context) -> (result :Common.BlockRef, hasResult :Bool);
    waitTip @1 (context :Proxy.Context, timeout :Float64 = .forever) -> (result :Common.BlockRef);
    createBlock @2 (context :Proxy.Context, options :Options, cooldown :Bool = true) -> (result :Template);
    checkBlock @3 (context :Proxy.Context, block :Data) -> (reason :Text, debug :Text, result :Bool);
    interrupt @4 () -> ();
    submit @5 (context :Proxy.Context, shape :Shape, mode :Mode, n :UInt16 = 7, name :Text = "dflt") -> (result :Shape, mode :Mode);
    pairs @6 (a :List(Common.Pair(Text, List(Text))), e :Common.Expected(Text, Data)) -> (result :List(List(Int64)));
    failing @7 (context :Proxy.Context, text :Bool) -> (error :Text $Proxy.exception("std::exception"), other :Fault $Proxy.exception("Fault"));
}
interface Template { destroy @0 (context :Proxy.Context) -> (); getFees @1 (context :Proxy.Context) -> (result :List(Int64)); }
enum Mode { fast @0; slowAndSafe @1; }
struct Fault { code @0 :Int32; text @1 :Text; }
struct Shape {
    name @0 :Text;
    union { circle @1 :Float64; square @2 :Int32; label @3 :Text; flag @7 :Bool; none @4 :Void; }
    box :group { width @5 :Int32; height @6 :Int16; }
    more :union { a @8 :Int8; b @9 :Data; }
}
struct Options { useMempool @0 :Bool = true; weight @1 :UInt64 = 8000; fee @2 :Int32 = -5; rate @3 :Float32 = 0.5; }
"""
PARTS = """
@0xcd2c6232cb484a29;
struct BlockRef { hash @0 :Data; height @1 :Int32; }
struct Pair(Key, Value) { key @0 :Key; value @1 :Value; }
struct Expected(Value, Error) { union { value @0 :Value; error @1 :Error; } }
"""


@dataclass
class Written:
    """Modules made from a schema."""

    classes: ModuleType
    stubs: ModuleType


@pytest.fixture
def written(project: Path) -> Written:
    """Mpgen --from, imported."""
    (project / "miner.capnp").write_text(MINING)
    (project / "parts.capnp").write_text(PARTS)
    assert main(["--from", "miner.capnp", "--out", "stubs"]) == 0
    assert main(["--from", "miner.capnp", "--out", "stubs", "--check"]) == 0
    return Written(load(project / "stubs" / "miner.py"), load(project / "stubs" / "miner_stubs.py"))


def test_existing_schema(written: Written) -> None:  # a class of many methods
    """Defaults, optional results, several results, unions, groups, generics, exceptions, objects."""
    m = written.classes

    class Fees(m.Template):  # type: ignore[name-defined, misc]  # made by mpgen
        def get_fees(self) -> list[int]:
            return [1, -2, 1 << 62]

    class Mine(m.Miner):  # type: ignore[name-defined, misc]  # made by mpgen
        def get_tip(self) -> object:
            return None

        def wait_tip(self, timeout: float = 0.0) -> object:
            return m.BlockRef(hash=str(timeout).encode(), height=-1)

        def create_block(self, options: object, cooldown: bool = False) -> object:
            return Fees() if options == m.Options() and cooldown else None

        def check_block(self, block: bytes) -> tuple[str, str, bool]:
            return block.decode(), "", True

        def interrupt(self) -> None:
            return

        def submit(self, shape: object, mode: object, n: int = 0, name: str = "") -> tuple[object, object]:
            assert (n, name) == (7, "dflt")
            return shape, mode

        def pairs(self, a: object, e: object) -> list[list[int]]:
            assert a == [m.PairTextListText(key="k", value=["a", "b"])]
            assert e == m.ExpectedTextData(error=b"e")
            return [[1, 2], []]

        def failing(self, text: bool) -> None:
            if text:
                raise RuntimeError("words")
            raise m.FaultError(5, "ft")

    with pair("ipc", Mine(), written.stubs.MinerProxy) as miner:
        assert miner.get_tip() is None
        assert miner.wait_tip() == m.BlockRef(hash=b"1.5e+308", height=-1)
        assert miner.create_block(m.Options()).get_fees() == [1, -2, 1 << 62]
        assert miner.create_block(m.Options(use_mempool=False, fee=-6, rate=0.25, weight=0)) is None
        assert miner.check_block(b"why") == ("why", "", True)
        miner.interrupt()
        for member in ({"circle": 1.5}, {"square": -7}, {"label": ""}, {"flag": False}, {"none": True}):
            for more in ({"more_a": -1}, {"more_b": b"b"}):
                shape = m.Shape(name="n", box_width=3, box_height=-4, **member, **more)
                assert miner.submit(shape, m.Mode.SLOW_AND_SAFE) == (shape, m.Mode.SLOW_AND_SAFE)
        assert miner.pairs([m.PairTextListText(key="k", value=["a", "b"])], m.ExpectedTextData(error=b"e")) == [
            [1, 2],
            [],
        ]
        with pytest.raises(RuntimeError, match="words"):
            miner.failing(True)
        with pytest.raises(m.FaultError) as caught:
            miner.failing(False)
        assert caught.value.args == (5, "ft")


def test_schema_that_does_not_compile(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The compiler's own words, on one line."""
    (project / "bad.capnp").write_text("@0xb312981b2552a251; struct A { x @0 :Foo; }")
    assert main(["--from", "bad.capnp", "--out", "stubs"]) == 2
    assert "Not defined: Foo" in capsys.readouterr().err

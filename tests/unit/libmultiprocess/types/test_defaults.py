"""What schemas of others use: default values, results spread over a message, and pointers that may be null."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import pytest

import libmultiprocess as mp
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess.mpgen.capnp_text import capnp_texts
from libmultiprocess.testing import MODES, Mode, pair

FAR = 1.7976931348623157e308


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All of them have defaults in the schema."""

    on: bool = True
    off: bool = False
    count: Annotated[int, "UInt32"] = 7
    debt: int = -5
    far: float = FAR
    near: mp.Float32 = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Crosses as three results."""

    reason: str
    debug: str
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Behind a pointer."""

    x: int


class Judge(ABC):
    """Uses all three."""

    @abstractmethod
    def same(self, options: Options, wait: float, again: bool) -> Options: ...
    @abstractmethod
    def given(self, wait: float, again: bool) -> tuple[float, bool]: ...
    @abstractmethod
    def judge(self, text: str) -> Verdict: ...
    @abstractmethod
    def find(self, x: int) -> Spot | None: ...
    @abstractmethod
    def names(self, count: int) -> list[str] | None: ...


class JudgeImpl(Judge):
    """Answers with what it gets."""

    def same(self, options: Options, wait: float, again: bool) -> Options:
        return options

    def given(self, wait: float, again: bool) -> tuple[float, bool]:
        return wait, again

    def judge(self, text: str) -> Verdict:
        return Verdict(reason=text, debug=text * 2, good=not text)

    def find(self, x: int) -> Spot | None:
        return Spot(x=x) if x >= 0 else None

    def names(self, count: int) -> list[str] | None:
        return ["n"] * count if count >= 0 else None


INTERFACE = mp.Interface(
    defaults={"same.wait": FAR, "same.again": True, "given.wait": -1.5, "given.again": True},
    spread=frozenset({"judge"}),
    nullable=frozenset({"find", "names"}),
)
DEFAULTS = {
    "Options.on": True,
    "Options.off": False,
    "Options.count": 7,
    "Options.debt": -5,
    "Options.far": FAR,
    "Options.near": 0.5,
}
SCHEMA = mp.Schema(
    files={"judge.capnp": mp.SchemaFile(id=0x8000000000000001, interfaces={Judge: INTERFACE}, defaults=DEFAULTS)}
)
STUBS = mp.generate(SCHEMA)


@pytest.fixture(params=MODES)
def judge(request: pytest.FixtureRequest) -> Iterator[Judge]:
    mode: Mode = request.param
    with pair(mode, JudgeImpl(), STUBS.JudgeProxy) as made:
        yield made


def declare(options: mp.Interface, defaults: dict[str, object] | None = None) -> mp.Schema:
    """The same, declared otherwise."""
    return mp.Schema(files={"judge.capnp": mp.SchemaFile(interfaces={Judge: options}, defaults=defaults or {})})


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(on=False, off=True, count=0, debt=0, far=0.0, near=0.0),
        Options(count=0xFFFFFFFF, debt=-(1 << 63), far=float("-inf"), near=-1.0),
        Options(debt=(1 << 63) - 1, far=5e-324),
    ],
)
def test_values_cross_whatever_the_default(judge: Judge, options: Options) -> None:
    """Those that are the default, and those that are not."""
    for wait, again in [(FAR, True), (0.0, False), (-1.5, True)]:
        assert judge.same(options, wait, again) == options
        assert judge.given(wait, again) == (wait, again)


def test_spread(judge: Judge) -> None:
    """One dataclass here, several results there."""
    assert judge.judge("") == Verdict(reason="", debug="", good=True)
    assert judge.judge("bad") == Verdict(reason="bad", debug="badbad", good=False)


def test_nullable(judge: Judge) -> None:
    """None is the null pointer, which no value is, not even an empty one."""
    assert judge.find(3) == Spot(x=3)
    assert judge.find(-1) is None
    assert judge.names(2) == ["n", "n"]
    assert judge.names(-1) is None


def test_schema_text() -> None:
    """As the schemas of others have it."""
    text = capnp_texts(SCHEMA.model)["judge.capnp"]
    assert "wait :Float64 = 1.7976931348623157e308, again :Bool = true) -> (result :Options);" in text
    assert "judge @3 (context :Proxy.Context, text :Text) -> (reason :Text, debug :Text, good :Bool);" in text
    assert "find @4 (context :Proxy.Context, x :Int64) -> (result :Spot);" in text
    assert "names @5 (context :Proxy.Context, count :Int64) -> (result :List(Text));" in text
    assert "count @2 :UInt32 = 7;" in text
    assert "debt @3 :Int64 = -5;" in text
    assert "near @5 :Float32 = 0.5;" in text


def test_what_is_not_sent_is_the_default() -> None:
    """All zeros on the wire are the defaults, and the log shows values, not what crosses."""
    specs = (("on", "bit", 0, 1), ("count", "I", 4, 7), ("debt", "q", 8, -5), ("far", "d", 16, 0x7FEFFFFFFFFFFFFF))
    describe = describer(lambda: Shape(3, 0, specs))
    text = describe((), bytes(24), 0, 0, 3, 3)
    assert text == "on = true, count = 7, debt = -5, far = 1.7976931348623157e+308"


@pytest.mark.parametrize(
    ("options", "defaults", "message"),
    [
        (mp.Interface(defaults={"given.nothing": 1}), {}, "given.nothing is not there"),
        (mp.Interface(defaults={"given.again": 2}), {}, "cannot be the default of a Bool"),
        (mp.Interface(defaults={"judge.text": "x"}), {}, "cannot be the default of a Text"),
        (mp.Interface(spread=frozenset({"absent"})), {}, "absent is not there"),
        (mp.Interface(spread=frozenset({"given"})), {}, "only a dataclass can be spread"),
        (mp.Interface(nullable=frozenset({"judge"})), {}, "only X | None can be nullable"),
        (mp.Interface(), {"Options.nothing": 1}, "no field of a dataclass"),
        (mp.Interface(), {"Options.count": -1}, "is no UInt32"),
        (mp.Interface(), {"Options.count": 1 << 32}, "is no UInt32"),
        (mp.Interface(), {"Options.on": 1}, "cannot be the default of a Bool"),
        (mp.Interface(), {"Options.debt": 1.5}, "is no Int64"),
    ],
)
def test_slips_of_the_hand(options: mp.Interface, defaults: dict[str, object], message: str) -> None:
    """Each is told when declared."""
    with pytest.raises(mp.SchemaError, match=message.replace("|", r"\|")):
        declare(options, defaults)

"""Messages of generated code: pycapnp reads them, they come back equal, and mutated ones do no harm."""

import contextlib
import random
import struct
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import SimpleNamespace

import capnp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import libmultiprocess as mp
from libmultiprocess.mpgen.capnp_text import capnp_texts

SCHEMA_DIR = Path(__file__).resolve().parents[3] / "packages" / "libmultiprocess" / "schema"
RETURN_HEAD = struct.Struct("<8Q")


class Kind(Enum):
    """By value."""

    A = 1
    B = -2


@dataclass(frozen=True)
class Leaf:
    """A struct with optional fields."""

    name: str
    data: bytes | None
    number: mp.Int16 | None
    on: bool
    kind: Kind


@dataclass(frozen=True)
class Tree:
    """A struct that contains itself."""

    leaf: Leaf
    leaves: tuple[Leaf, ...]
    named: dict[str, list[mp.Int32]]
    below: "Tree | None"
    bits: tuple[bool, ...]


class Forest(ABC):
    """All of them."""

    @abstractmethod
    def grow(self, tree: Tree, more: list[Tree], text: str, pair: tuple[int, float] | None) -> list[Tree]:
        """Grow."""

    @abstractmethod
    def echo(self, text: str, data: bytes, number: mp.UInt32) -> tuple[str, bytes]:
        """Echo."""


class Gardener(Forest):
    """Gives everything back."""

    def grow(self, tree: Tree, more: list[Tree], text: str, pair: tuple[int, float] | None) -> list[Tree]:
        return [tree, *more]

    def echo(self, text: str, data: bytes, number: int) -> tuple[str, bytes]:
        return text, data


SCHEMA = mp.Schema(files={"forest.capnp": mp.SchemaFile(id=0xB000000000000001, interfaces={Forest: mp.Interface()})})
STUBS = mp.generate(SCHEMA)
METHODS = STUBS.ForestProxy._info.methods


class Loop:
    """Stands in for a connection: serves each call at once and keeps both messages."""

    def __init__(self, impl: object) -> None:
        self.impl = impl
        self.call_frame = b""
        self.reply_frame = b""
        self.question = self.question_plain = lambda _state: Question()
        self.enter = self.enter_plain = lambda: SimpleNamespace(request_id=7, callback_id=9)
        self.broken = mp.ProtocolError
        self.attach = self.unask = self.reuse = lambda *_: None

    def call_parts(self, state: object, question: "Question", parts: list[bytes]) -> object:
        """Send pieces."""
        return self.call(state, question, b"".join(parts))

    def call(self, _state: object, question: "Question", frame: bytes) -> object:
        """Serve a call."""
        self.call_frame = frame
        self.reply_frame = serve(self, frame)
        if self.reply_frame[8:72] == question.expect:
            return self.reply_frame
        return words_of(self.reply_frame), self.reply_frame, 8

    def results(self, frame: tuple[tuple[int, ...], bytes, int], _shape: int) -> tuple[object, ...]:
        """Find the results."""
        words, buf, o = frame
        return words, buf, o, 8, 8 + (words[6] >> 32 & 0xFFFF), 7


class Question:
    """What the caller expects."""

    qid = 5
    expect = b""

    def expecting(self, content: int) -> None:
        """Say how the usual answer begins."""
        self.expect = RETURN_HEAD.pack(
            0x0001000100000000, 3, 0x0001000200000000, self.qid | 1 << 33, 0, 2 << 48, content, 0
        )


def words_of(frame: bytes) -> tuple[int, ...]:
    """All words of a frame of one segment."""
    segments, count = struct.unpack_from("<II", frame)
    assert segments == 0
    assert len(frame) == 8 + 8 * count
    return struct.unpack_from(f"<{count}Q", frame, 8)


def serve(loop: Loop, frame: bytes) -> bytes:
    """Serve a frame made by our own client."""
    words = words_of(frame)
    method = METHODS[words[4] << 16 | words[3] >> 32 & 0xFFFF]
    data = 13 + (words[11] >> 32 & 0xFFFF)
    reply = method.serve(loop, SimpleNamespace(), loop.impl, 5, words, frame, 8, 13, data, 12)
    return b"".join(reply) if isinstance(reply, list) else bytes(reply)


TEXTS = st.text(max_size=20)
LEAVES = st.builds(
    Leaf,
    name=TEXTS,
    data=st.none() | st.binary(max_size=20),
    number=st.none() | st.integers(-(1 << 15), (1 << 15) - 1),
    on=st.booleans(),
    kind=st.sampled_from(Kind),
)
TREES = st.recursive(
    st.builds(Tree, leaf=LEAVES, leaves=st.just(()), named=st.just({}), below=st.none(), bits=st.just(())),
    lambda below: st.builds(
        Tree,
        leaf=LEAVES,
        leaves=st.lists(LEAVES, max_size=4).map(tuple),
        named=st.dictionaries(TEXTS, st.lists(st.integers(-(1 << 31), (1 << 31) - 1), max_size=3), max_size=3),
        below=below,
        bits=st.lists(st.booleans(), max_size=70).map(tuple),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> "capnp.Module":
    """The written schema, as pycapnp reads it."""
    path = tmp_path_factory.mktemp("schema") / "forest.capnp"
    path.write_text(capnp_texts(SCHEMA.model)["forest.capnp"])
    return capnp.SchemaParser().load(str(path), imports=[str(SCHEMA_DIR), "/usr/include"])


def leaf_equal(found: "capnp.Struct", leaf: Leaf) -> None:
    """Compare field by field."""
    assert found.name == leaf.name
    assert (bytes(found.data) if found.hasData else None) == leaf.data
    assert (found.number if found.hasNumber else None) == leaf.number
    assert found.on == leaf.on
    assert found.kind == leaf.kind.value


def tree_equal(found: "capnp.Struct", tree: Tree) -> None:
    """Compare field by field, all the way down."""
    leaf_equal(found.leaf, tree.leaf)
    assert len(found.leaves) == len(tree.leaves)
    for each, leaf in zip(found.leaves, tree.leaves, strict=True):
        leaf_equal(each, leaf)
    assert {each.first: list(each.second) for each in found.named} == tree.named
    assert list(found.bits) == list(tree.bits)
    assert found.hasBelow == (tree.below is not None)
    if tree.below is not None:
        tree_equal(found.below, tree.below)


def content(frame: bytes, at: int) -> bytes:
    """A message whose root is the content struct of a frame."""
    words = words_of(frame)
    pointer = words[at]
    root = (pointer & ~0xFFFFFFFC) | (pointer & 0xFFFFFFFC) + ((at) << 2)
    body = struct.pack(f"<{len(words)}Q", root, *words[1:])
    return struct.pack("<II", 0, len(words)) + body


def read(schema: "capnp.Schema", message: bytes) -> "capnp.Struct":
    """A message of one type; a context manager."""
    return capnp.lib.capnp._StructModule(schema, "content").from_bytes(message)


@settings(max_examples=150, deadline=None)
@given(TREES, st.lists(TREES, max_size=3), TEXTS, st.none() | st.tuples(st.integers(-5, 5), st.floats(allow_nan=False)))
def test_pycapnp_reads_what_we_write(
    schema: "capnp.Module", tree: Tree, more: list[Tree], text: str, pair: tuple[int, float] | None
) -> None:
    """Parameters and results; and they come back equal."""
    loop = Loop(Gardener())
    assert STUBS.ForestProxy(loop, 3).grow(tree, more, text, pair) == [tree, *more]
    method = schema.Forest.schema.methods["grow"]
    with read(method.param_type, content(loop.call_frame, 11)) as params:
        tree_equal(params.tree, tree)
        assert len(params.more) == len(more)
        for each, one in zip(params.more, more, strict=True):
            tree_equal(each, one)
        assert params.text == text
        assert ((params.pair.first, params.pair.second) if params.hasPair else None) == pair
    with read(method.result_type, content(loop.reply_frame, 6)) as results:
        for each, one in zip(results.result, [tree, *more], strict=True):
            tree_equal(each, one)


def fill_leaf(into: "capnp.Struct", leaf: Leaf) -> None:
    """Write field by field."""
    into.name = leaf.name
    into.on = leaf.on
    into.kind = leaf.kind.value
    if leaf.data is not None:
        into.data, into.hasData = leaf.data, True
    if leaf.number is not None:
        into.number, into.hasNumber = leaf.number, True


def fill_tree(into: "capnp.Struct", tree: Tree) -> None:
    """Write field by field; the struct below first, so that its words come before those of its elder."""
    if tree.below is not None:
        into.hasBelow = True
        fill_tree(into.init("below"), tree.below)
    fill_leaf(into.init("leaf"), tree.leaf)
    leaves = into.init("leaves", len(tree.leaves))
    for each, leaf in zip(leaves, tree.leaves, strict=True):
        fill_leaf(each, leaf)
    named = into.init("named", len(tree.named))
    for each, (key, value) in zip(named, tree.named.items(), strict=True):
        each.first, each.second = key, value
    if tree.bits:
        into.bits = list(tree.bits)


@settings(max_examples=100, deadline=None)
@given(TREES, TEXTS)
def test_we_read_what_pycapnp_writes(schema: "capnp.Module", tree: Tree, text: str) -> None:
    """Whatever the order of its parts; absent ones are empty."""
    method = schema.Forest.schema.methods["grow"]
    message = capnp.lib.capnp._StructModule(method.param_type, "content").new_message(1 << 12)
    fill_tree(message.init("tree"), tree)
    message.text = text
    words = words_of(message.to_bytes())
    frame = struct.pack(f"<II11Q{len(words)}Q", 0, 11 + len(words), *[0] * 11, *words)
    content = 12 + ((words[0] & 0xFFFFFFFC) >> 2)
    seen: list[tuple[object, ...]] = []

    def grow(*args: object) -> list[Tree]:
        seen.append(args)
        return []

    serve_one = next(each.serve for each in METHODS.values() if each.name == "grow")
    pointers = content + (words[0] >> 32 & 0xFFFF)
    serve_one(Loop(None), SimpleNamespace(), SimpleNamespace(grow=grow), 5, (), frame, 8, content, pointers, 12)
    assert seen == [(tree, [], text, None)]


SAMPLE = Tree(
    Leaf("leaf", b"data", 5, True, Kind.B),
    (Leaf("a", None, None, False, Kind.A), Leaf("", b"", -1, True, Kind.B)),
    {"x": [1, 2, 3], "": []},
    Tree(Leaf("below", b"", None, False, Kind.A), (), {}, None, (True,)),
    (True, False) * 9,
)


@pytest.mark.parametrize("seed", range(8))
def test_mutated_messages_end_in_protocol_errors(seed: int) -> None:
    """Whatever is done to a message, decoding it gives values or a ProtocolError, soon."""
    rng = random.Random(seed)  # not for secrets
    loop = Loop(Gardener())
    proxy = STUBS.ForestProxy(loop, 3)
    proxy.grow(SAMPLE, [SAMPLE] * 3, "text", (1, 2.0))
    call, reply = loop.call_frame, loop.reply_frame
    assert len(words_of(call)) > 100
    for _ in range(400):
        frame = bytearray(call)
        for _ in range(rng.randint(1, 4)):
            word = rng.randrange(13, len(frame) // 8 - 1)
            choice = rng.random()
            if choice < 0.3:
                frame[8 + 8 * word + rng.randrange(8)] ^= 1 << rng.randrange(8)
            elif choice < 0.6:
                frame[8 + 8 * word : 16 + 8 * word] = rng.randbytes(8)
            else:
                other = rng.randrange(13, len(frame) // 8 - 1)
                frame[8 + 8 * word : 16 + 8 * word] = frame[8 + 8 * other : 16 + 8 * other]
        with contextlib.suppress(mp.ProtocolError):
            serve(loop, bytes(frame))
        answer = bytearray(reply)
        word = rng.randrange(8, len(answer) // 8 - 1)
        answer[8 + 8 * word : 16 + 8 * word] = rng.randbytes(8)
        replayed = Loop(Gardener())
        replayed.call = lambda *_args, answer=answer: bytes(answer)  # type: ignore[method-assign]
        with contextlib.suppress(mp.ProtocolError):
            STUBS.ForestProxy(replayed, 3).grow(SAMPLE, [], "", None)


def test_a_list_that_points_at_one_blob_over_and_over_is_refused() -> None:
    """A small message may not become a large value."""

    class Lists(ABC):
        """Holds texts."""

        @abstractmethod
        def put(self, rows: list[list[str]]) -> None:
            """Put."""

    schema = mp.Schema(files={"lists.capnp": mp.SchemaFile(interfaces={Lists: mp.Interface()})})
    stubs = mp.generate(schema)
    info = stubs.ListsProxy._info
    count = 4000
    text = b"x" * 40000
    # rows: `count` pointers to one inner list of `count` pointers to one text
    base = 14
    words = [0, 2, 0, 5, info.id, 0, 0, 0, 0, 0, 0, 1 << 2 | 2 << 48, 0, 0, 1 | 6 << 32 | count << 35]
    inner = base + 1 + count
    words += [((inner - (base + 1 + k) - 1) << 2) | 1 | 6 << 32 | count << 35 for k in range(count)]
    blob = inner + count
    words += [((blob - (inner + k) - 1) << 2) | 1 | 2 << 32 | (len(text) + 1) << 35 for k in range(count)]
    body = struct.pack(f"<{len(words)}Q", *words) + text + bytes(8)
    frame = struct.pack("<II", 0, len(body) // 8) + body
    method = next(each for each in info.methods.values() if each.name == "put")
    received: list[object] = []
    impl = SimpleNamespace(put=received.append)
    with pytest.raises(mp.ProtocolError, match="traversal limit"):
        method.serve(Loop(impl), SimpleNamespace(), impl, 5, tuple(words[:64]), frame, 8, 13, 13, 12)
    assert not received


@dataclass(frozen=True)
class OldRow:
    """What an older peer knows."""

    name: str


@dataclass(frozen=True)
class NewRow:
    """The same with more behind."""

    name: str
    number: mp.Int32 = 0
    note: str = ""
    inner: OldRow | None = None


def rows_schema(row: type) -> mp.Schema:
    """An interface with rows of either age."""

    def put(self: object, one: object, many: object) -> object:
        return self, one, many

    put.__annotations__ = {"one": row, "many": list[row], "return": list[row]}  # type: ignore[valid-type]
    cls = type("Rows", (ABC,), {"put": abstractmethod(put), "__module__": __name__})
    return mp.Schema(files={"rows.capnp": mp.SchemaFile(id=0xB000000000000002, interfaces={cls: mp.Interface()})})


@pytest.mark.parametrize("new_client", [False, True])
def test_structs_may_grow(new_client: bool) -> None:
    """Fields the sender does not know are zero; fields the receiver does not know are passed over."""
    new, old = mp.generate(rows_schema(NewRow)), mp.generate(rows_schema(OldRow))
    client, server = (new, old) if new_client else (old, new)
    theirs, ours = (NewRow, OldRow) if new_client else (OldRow, NewRow)
    methods = server.RowsProxy._info.methods

    class Versions(Loop):
        """A client and a server of different ages."""

        def call(self, _state: object, _question: Question, frame: bytes) -> object:
            method = next(each for each in methods.values() if each.name == "put")
            reply = method.serve(self, SimpleNamespace(), self.impl, 5, words_of(frame), frame, 8, 13, 13, 12)
            assert isinstance(reply, bytes)
            return words_of(reply), reply, 8

    seen: list[object] = []

    def put(one: object, many: list[object]) -> list[object]:
        seen.extend([one, many])
        return many

    proxy = client.RowsProxy(Versions(SimpleNamespace(put=put)), 3)
    sent = [NewRow("a", 5, "n", OldRow("in")), NewRow("b")] if new_client else [OldRow("a"), OldRow("b")]
    assert proxy.put(sent[0], sent) == [theirs("a"), theirs("b")]
    assert seen == [ours("a"), [ours("a"), ours("b")]]


def test_descriptions_for_the_log() -> None:
    """In the text form of the C++ library; secrets and what is malformed are not shown."""

    class Vault(ABC):
        """Has secrets."""

        @abstractmethod
        def put(self, name: str, key: mp.Secret[str], pin: mp.Secret[int], rows: list[Leaf], more: list[str]) -> None:
            """Put."""

    options = mp.Interface(secret=frozenset({"put.more"}))
    stubs = mp.generate(mp.Schema({"vault.capnp": mp.SchemaFile(interfaces={Vault: options})}))
    method = next(each for each in stubs.VaultProxy._info.methods.values() if each.name == "put")
    frames: list[bytes] = []

    class Tap(Loop):
        """Keeps the message."""

        def call(self, _state: object, _question: Question, frame: bytes) -> object:
            frames.append(frame)
            return b""

    leaf = Leaf('a"', b"\0", None, True, Kind.B)
    stubs.VaultProxy(Tap(None), 3).put("me", "hunter2", 31337, [leaf], ["hunter2"])
    words = words_of(frames[0])
    describe, _ = method.describe()
    capability = "<external capability>"
    assert describe(words, frames[0], 8, 13, 13 + (words[11] >> 32 & 0xFFFF), 12) == (
        f'context = (thread = {capability}, callbackThread = {capability}), name = "me", key = <secret>, '
        'rows = [(name = "a\\x22", data = "\\x00", hasData = true, number = 0, hasNumber = false, on = true, kind = -2)], '
        "more = <secret>"
    )
    assert describe((), frames[0][:150], 8, 13, 14, 12) == "<malformed>"

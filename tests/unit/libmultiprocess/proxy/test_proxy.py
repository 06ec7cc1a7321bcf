"""Objects, callables and exceptions across a connection."""

import gc
import socket
import struct
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

import libmultiprocess as mp
from libmultiprocess.testing import MODES, Mode, pair


class RefusedError(Exception):
    """Declared, with hints."""

    def __init__(self, code: mp.Int32, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


class VeryRefusedError(RefusedError):
    """Declared too; more derived."""

    def __init__(self, code: mp.Int32, text: str, why: bytes | None) -> None:
        Exception.__init__(self, code, text, why)
        self.code = code
        self.text = text
        self.why = why


class Counter(ABC):
    """Something with a life."""

    @abstractmethod
    def add(self, number: int) -> int:
        """Add."""


@dataclass(frozen=True)
class Order:
    """Carries a callable and an object."""

    name: str
    done: Callable[[str], None]
    counter: Counter | None


class Shop(ABC):
    """Takes and gives them."""

    @abstractmethod
    def lend(self, counter: Counter, number: int) -> int:
        """Use it during the call."""

    @abstractmethod
    def keep(self, counter: mp.Owned[Counter]) -> None:
        """Keep it."""

    @abstractmethod
    def kept(self, number: int) -> int:
        """Use what was kept."""

    @abstractmethod
    def lent_after(self, number: int) -> int:
        """Use what was lent, too late."""

    @abstractmethod
    def make(self, start: int) -> Counter:
        """Make one."""

    @abstractmethod
    def find(self, name: str) -> Counter | None:
        """Find one, or not."""

    @abstractmethod
    def find_all(self, count: int) -> list[Counter]:
        """Find several."""

    @abstractmethod
    def call(self, fn: Callable[[int, str], str], times: int) -> list[str]:
        """Call back."""

    @abstractmethod
    def adder(self, number: int) -> Callable[[int], int]:
        """Give a callable."""

    @abstractmethod
    def order(self, orders: list[Order]) -> int:
        """Callables and objects inside structs."""

    @abstractmethod
    def fail(self, how: str) -> int:
        """Raise."""

    @abstractmethod
    def nest(self, depth: int, fn: Callable[[int], int]) -> int:
        """Call back and forth."""


class MyCounter(Counter):
    """Counts."""

    def __init__(self, start: int = 0) -> None:
        self.total = start
        self.ended = 0

    def add(self, number: int) -> int:
        self.total += number
        return self.total

    def destroy(self) -> None:
        """The owner is gone."""
        self.ended += 1


class MyShop(Shop):
    """Remembers."""

    def __init__(self) -> None:
        self.counter: Counter | None = None
        self.lent: Counter | None = None
        self.made: list[MyCounter] = []

    def lend(self, counter: Counter, number: int) -> int:
        self.lent = counter
        return counter.add(number) + counter.add(0)

    def keep(self, counter: Counter) -> None:
        self.counter = counter

    def kept(self, number: int) -> int:
        assert self.counter is not None
        return self.counter.add(number)

    def lent_after(self, number: int) -> int:
        assert self.lent is not None
        return self.lent.add(number)

    def make(self, start: int) -> Counter:
        self.made.append(MyCounter(start))
        return self.made[-1]

    def find(self, name: str) -> Counter | None:
        return self.made[0] if name and self.made else None

    def find_all(self, count: int) -> list[Counter]:
        return [MyCounter(index) for index in range(count)]

    def call(self, fn: Callable[[int, str], str], times: int) -> list[str]:
        return [fn(index, "x") for index in range(times)]

    def adder(self, number: int) -> Callable[[int], int]:
        return lambda other: number + other

    def order(self, orders: list[Order]) -> int:
        total = 0
        for each in orders:
            each.done(each.name)
            if each.counter is not None:
                total += each.counter.add(1)
        return total

    def fail(self, how: str) -> int:
        match how:
            case "declared":
                raise RefusedError(-5, "no")
            case "derived":
                raise VeryRefusedError(7, "never", None)
            case "plain":
                raise LookupError("a", 2)
            case "odd":
                raise RefusedError("not a number", "no")  # type: ignore[arg-type]  # the point of the test
            case _:
                raise ZeroDivisionError(how)

    def nest(self, depth: int, fn: Callable[[int], int]) -> int:
        return fn(depth - 1) + 1 if depth else 0


SCHEMA = mp.Schema(
    files={"shop.capnp": mp.SchemaFile(interfaces={Counter: mp.Interface(), Shop: mp.Interface()})},
    exceptions=(RefusedError, VeryRefusedError, LookupError),
)
STUBS = mp.generate(SCHEMA)
ROOTED = mp.generate(
    mp.Schema({"shop.capnp": mp.SchemaFile(interfaces={Counter: mp.Interface(), Shop: mp.Interface(root=True)})})
)


def bad_pointer(frame: bytes) -> bytes:
    """A call whose one text claims to be longer than the message."""
    at = frame.index(struct.pack("<Q", (len(b"boom") + 1) << 35 | 2 << 32 | 7 << 2 | 1))
    return frame[:at] + struct.pack("<Q", 5000 << 35 | 2 << 32 | 7 << 2 | 1) + frame[at + 8 :]


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> Mode:
    """Both ways."""
    found: Mode = request.param
    return found


@pytest.fixture
def impl() -> MyShop:
    """The object behind."""
    return MyShop()


@pytest.fixture
def shop(mode: Mode, impl: MyShop) -> Iterator[Shop]:
    """The object, and its proxy."""
    with pair(mode, impl, STUBS.ShopProxy) as found:
        yield found


def test_lent_object(shop: Shop) -> None:
    """Calls come back on the same thread, while the caller waits."""
    counter = MyCounter(10)
    assert shop.lend(counter, 5) == 30
    assert counter.total == 15
    assert counter.ended == 0


def test_kept_object(shop: Shop) -> None:
    """It outlives the call."""
    counter = MyCounter(1)
    shop.keep(counter)
    assert shop.kept(2) == 3
    assert shop.kept(4) == 7


def test_objects_as_results(shop: Shop) -> None:
    """One, none, several."""
    counter = shop.make(5)
    assert counter.add(2) == 7
    assert shop.find("") is None
    found = shop.find("x")
    assert found is not None
    assert found.add(0) == 7
    assert [each.add(1) for each in shop.find_all(3)] == [1, 2, 3]
    assert shop.find_all(0) == []


def test_callables(shop: Shop) -> None:
    """As arguments and results, lambdas and methods."""
    assert shop.call(lambda number, text: text * number, 3) == ["", "x", "xx"]
    add = shop.adder(4)
    assert add(5) == 9
    counter = MyCounter()
    assert shop.nest(1, counter.add) == 1


def test_callables_and_objects_inside_structs(shop: Shop) -> None:
    """They are the receiver's own."""
    names: list[str] = []
    counter = MyCounter(10)
    assert shop.order([Order("a", names.append, counter), Order("b", names.append, None)]) == 11
    assert names == ["a", "b"]


def test_calls_nest(shop: Shop) -> None:
    """To any depth, on the same two threads."""

    def again(depth: int) -> int:
        return shop.nest(depth, again) + 1 if depth > 0 else 1

    assert shop.nest(20, again) >= 20


@pytest.mark.parametrize(
    ("how", "expected"),
    [("declared", RefusedError(-5, "no")), ("derived", VeryRefusedError(7, "never", None))],
)
def test_declared_exceptions_cross_as_themselves(shop: Shop, how: str, expected: Exception) -> None:
    """With their arguments; the most derived declared class."""
    with pytest.raises(type(expected)) as caught:
        shop.fail(how)
    assert type(caught.value) is type(expected)
    assert caught.value.args == expected.args


def test_exceptions_from_a_callback_cross_twice(shop: Shop) -> None:
    """Out of the callback, and out of the call."""

    def refuse(number: int, text: str) -> str:
        raise RefusedError(number, text)

    with pytest.raises(RefusedError) as caught:
        shop.call(refuse, 1)
    assert caught.value.args == (0, "x")


def test_exceptions_without_hints_cross_with_texts(impl: MyShop) -> None:
    """And undeclared ones as RemoteError."""
    with pair("ipc", impl, STUBS.ShopProxy) as shop:
        with pytest.raises(LookupError) as plain:
            shop.fail("plain")
        assert plain.value.args == ("a", "2")
        with pytest.raises(mp.RemoteError) as undeclared:
            shop.fail("boom")
        assert undeclared.value.args == ("ZeroDivisionError", "boom")
        with pytest.raises(mp.RemoteError, match="not a number"):
            shop.fail("odd")
        assert shop.make(1).add(1) == 2


def test_what_was_lent_is_closed_after_the_call(impl: MyShop) -> None:
    """Using it then is ClosedError over there, hence RemoteError here."""
    with pair("ipc", impl, STUBS.ShopProxy) as shop:
        shop.lend(MyCounter(), 1)
        with pytest.raises(mp.RemoteError, match="ClosedError"):
            shop.lent_after(1)


def test_close_destroys_once(impl: MyShop) -> None:
    """`close` ends the object over there, before it returns; afterwards the proxy says so."""
    with pair("ipc", impl, STUBS.ShopProxy) as shop:
        counter = shop.make(5)
        proxy: object = counter
        assert isinstance(proxy, mp.Proxy)
        with proxy:
            counter.add(1)
        assert impl.made[0].ended == 1
        proxy.close()
        assert impl.made[0].ended == 1
        with pytest.raises(mp.ClosedError):
            counter.add(1)


def test_lost_proxy_is_released(impl: MyShop) -> None:
    """The object's end comes all the same, later, on a thread of its own process's."""
    with pair("ipc", impl, STUBS.ShopProxy) as shop:
        shop.make(5).add(1)
        gc.collect()
        other = shop.make(6)
        deadline = time.monotonic() + 10
        while not impl.made[0].ended and time.monotonic() < deadline:
            assert other.add(0) == 6
        assert [each.ended for each in impl.made] == [1, 0]


def test_malformed_parameters_end_the_connection(impl: MyShop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what was sent over that connection is lost."""
    near, far = socket.socketpair()
    faults: list[BaseException] = []

    def serve() -> None:
        try:
            mp.serve(far, impl, ROOTED.ShopProxy)
        except mp.ProtocolError as error:
            faults.append(error)

    server = threading.Thread(target=serve)
    server.start()
    shop = mp.connect(near, ROOTED.ShopProxy)
    connection = mp.connection_of(shop)
    call = connection.call
    assert shop.make(1).add(1) == 2
    monkeypatch.setattr(connection, "call", lambda state, q, frame: call(state, q, bad_pointer(frame)))
    with pytest.raises(mp.DisconnectedError, match=r"Shop\.fail: malformed"):
        shop.fail("boom")
    server.join(10)
    assert len(faults) == 1


def test_secrets_stay_out_of_the_log() -> None:
    """Marked in the hint or in the declaration."""

    class Vault(ABC):
        @abstractmethod
        def put(self, name: str, key: mp.Secret[str], pin: mp.Secret[int], more: list[str]) -> mp.Secret[bytes]:
            """Put."""

    class MyVault(Vault):
        def put(self, name: str, key: str, pin: int, more: list[str]) -> bytes:
            return key.encode()

    options = mp.Interface(secret=frozenset({"put.more"}))
    stubs = mp.generate(mp.Schema(files={"vault.capnp": mp.SchemaFile(interfaces={Vault: options})}))
    lines: list[str] = []
    mp.set_log(lines.append)
    try:
        with pair("ipc", MyVault(), stubs.VaultProxy) as vault:
            assert vault.put("me", "hunter2", 31337, ["hunter2"]) == b"hunter2"
    finally:
        mp.set_log(None)
    text = "\n".join(lines)
    assert 'name = "me"' in text
    assert "hunter2" not in text
    assert "31337" not in text
    assert "key = <secret>" in text

"""What attached programs get: the chain and the wallets behind their guards."""

import inspect
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest
from listener import Listener

from dashcore.interfaces.chain_client import ChainClient
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcMode
from dashcore.interfaces.wallet import SecretText, Wallet, WalletLoader
from dashcore.ipc.addresses import Binding, Permission
from dashcore.ipc.attached_wallets import AttachedWallet, AttachedWalletLoader, make_attached_loader
from dashcore.ipc.authorized import AttachedChain
from dashcore.ipc.session import MAX_SUBSCRIPTIONS, MAX_TIMERS, PermissionDeniedError, Session, TooManyError
from dashcore.node.testing import SmallNode
from dashcore.primitives.types import BlockHash, UnixTime
from dashcore.rpc.table import JsonRpcRequest
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.testing import FakeChain, WalletRig
from libmultiprocess import Peer, UnixAddress

WAIT_S = 10.0
DESCRIPTORS = int(WalletFlag.DESCRIPTORS)
WALLET = frozenset({Permission.CHAIN, Permission.WALLET})


def session_of(allow: frozenset[Permission] = WALLET) -> Session:
    """A program at an address that allows that; it has no connection to be ended."""
    binding = Binding(address=UnixAddress("/s"), allow=allow, max_connections=1)
    return Session(7, binding, Peer("unix:/s", pid=5, uid=6, exe="/bin/x\ny"), UnixTime(1))


@pytest.fixture
def session() -> Iterator[Session]:
    """One that may use chain and wallets."""
    made = session_of()
    yield made
    made.end()


@pytest.fixture
def fake(session: Session) -> tuple[FakeChain, AttachedChain]:
    """A chain in memory, and as the program gets it."""
    chain = FakeChain()
    return chain, AttachedChain(chain, session, {"rpcauth"}, threading.BoundedSemaphore(2))


def command(name: str = "c") -> RpcCommandInfo:
    """A command."""
    return RpcCommandInfo(category="hidden", name=name, arg_names=(), unique_id=1)


CALL = RpcCall(method="c", params_json="[]", mode=RpcMode.EXECUTE, uri="/", auth_user="", peer_address="")


def test_describe(session: Session) -> None:
    """Who it is, without what could fool a terminal."""
    assert str(session) == "IPC peer 7 (/bin/x?y, pid 5, user 6, at unix:/s)"
    shown = session.show()
    assert (shown.id, shown.permissions, shown.calls_in, shown.waiting) == (7, ("chain", "wallet"), 0, 0)


def test_notifications_of_a_node(tmp_path: Path, session: Session) -> None:
    """They come in order on a thread of the program's own, and the program can wait for them."""
    with SmallNode(tmp_path) as node:
        chain = AttachedChain(node.context.chain, session, (), threading.BoundedSemaphore())
        listener = Listener()
        handler = chain.handle_notifications(listener)
        node.mine(3)
        chain.wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))
        assert [what for what in listener.seen if what.startswith("connected")] == [
            "connected 1",
            "connected 2",
            "connected 3",
        ]
        assert listener.threads == {"d-ipc.7"}
        handler.disconnect()
        handler.disconnect()
        seen = list(listener.seen)
        node.mine(1)
        chain.wait_for_notifications_if_tip_changed(BlockHash(bytes(32)))
        assert listener.seen == seen


def test_subscriptions_are_bounded(fake: tuple[FakeChain, AttachedChain]) -> None:
    """One too many is refused; one that ends makes room; ending twice makes room once."""
    chain, attached = fake
    handlers = [attached.handle_notifications(Listener()) for _ in range(MAX_SUBSCRIPTIONS)]
    with pytest.raises(TooManyError, match="too many subscriptions: one program may have 64 at a time"):
        attached.handle_notifications(Listener())
    handlers[0].disconnect()
    handlers[0].disconnect()
    attached.handle_notifications(Listener())
    with pytest.raises(TooManyError):
        attached.handle_notifications(Listener())
    assert len(chain.subscribers) == MAX_SUBSCRIPTIONS


def test_calls_of_a_command_are_bounded(fake: tuple[FakeChain, AttachedChain]) -> None:
    """Two may be under way; the third is told so, and is taken once one has ended."""
    chain, attached = fake
    entered, leave = threading.Semaphore(0), threading.Event()

    def act(_call: RpcCall, _is_last: bool) -> str:
        entered.release()
        leave.wait(WAIT_S)
        return "1"

    attached.handle_rpc(command(), act)
    run = chain.commands["c"]
    threads = [threading.Thread(target=run, args=(CALL, True)) for _ in range(2)]
    for thread in threads:
        thread.start()
        assert entered.acquire(timeout=WAIT_S)
    with pytest.raises(RpcError, match="have not answered the calls under way"):
        run(CALL, True)
    leave.set()
    for thread in threads:
        thread.join(WAIT_S)
    assert run(CALL, True) == "1"


@pytest.mark.parametrize(
    "info",
    [
        command(""),
        command("Upper"),
        command("a b c"),
        command("esc\x1b[31m"),
        command("x" * 101),
        RpcCommandInfo(category="c" * 101, name="c", arg_names=(), unique_id=1),
        RpcCommandInfo(category="hidden", name="c", arg_names=("a\nb",), unique_id=1),
        RpcCommandInfo(category="hidden", name="c", arg_names=("a",) * 99, unique_id=1),
    ],
)
def test_strange_commands(fake: tuple[FakeChain, AttachedChain], info: RpcCommandInfo) -> None:
    """What people would see in help is what a terminal can show, and not without end."""
    chain, attached = fake
    with pytest.raises(ValueError, match=r"is no name of a command|are too many, too long or not printable"):
        attached.handle_rpc(info, lambda _call, _is_last: "1")
    assert chain.commands == {}
    attached.handle_rpc(command("protx list"), lambda _call, _is_last: "1")
    with pytest.raises(ValueError, match="name of a timer"):
        attached.rpc_run_later("x" * 101, lambda: None, 1)


def test_timers(fake: tuple[FakeChain, AttachedChain], session: Session) -> None:
    """Its timers cannot replace those of others, are bounded, and end with it."""
    chain, attached = fake
    fired: list[str] = []
    chain.rpc_run_later("lockwallet(w)", lambda: fired.append("the node's"), 5)
    attached.rpc_run_later("lockwallet(w)", lambda: fired.append("first"), 5)
    attached.rpc_run_later("lockwallet(w)", lambda: fired.append("second"), 5)
    assert sorted(chain.later) == ["ipc 7 lockwallet(w)", "lockwallet(w)"]
    for fire in tuple(chain.later.values()):
        fire()
    assert sorted(fired) == ["second", "the node's"]
    for number in range(MAX_TIMERS):
        attached.rpc_run_later(f"t{number}", lambda: fired.append("late"), 5)
    attached.rpc_run_later("t0", lambda: fired.append("late"), 5)
    with pytest.raises(TooManyError, match="too many timers"):
        attached.rpc_run_later("more", lambda: None, 5)
    for seconds in (-1, 100_000_001):
        with pytest.raises(ValueError, match="a timer may be set for"):
            attached.rpc_run_later("t0", lambda: None, seconds)
    session.end()
    for fire in tuple(chain.later.values()):
        fire()
    assert "late" not in fired


def test_what_takes_wallet(tmp_path: Path) -> None:
    """`chain` alone changes nothing and serves nothing."""
    chain = FakeChain(settings={"a": 1})
    attached = AttachedChain(chain, session_of(frozenset({Permission.CHAIN})), (), threading.BoundedSemaphore())
    for refused in (
        lambda: attached.handle_rpc(command(), lambda _call, _is_last: "1"),
        lambda: attached.update_rw_setting("a", "2", False),
        lambda: attached.rpc_run_later("t", lambda: None, 1),
        lambda: attached.init_message("m"),
        lambda: attached.init_warning("w"),
        lambda: attached.init_error("e"),
        lambda: attached.show_progress("p", 1, False),
    ):
        with pytest.raises(PermissionDeniedError, match="this address does not allow 'wallet'"):
            refused()
    assert (chain.commands, chain.later, chain.messages, chain.settings) == ({}, {}, [], {"a": 1})


def test_settings_withheld(fake: tuple[FakeChain, AttachedChain]) -> None:
    """However the name is written."""
    chain, attached = fake
    chain.settings.update(rpcauth="secret", other="plain")
    assert attached.get_setting("other") == '"plain"'
    for name in ("rpcauth", "-rpcauth", "--rpcauth"):
        assert attached.get_setting(name) == "null"
        assert attached.get_settings_list(name) == ()
        assert attached.get_rw_setting(name) == "null"


def test_command_of_a_table(tmp_path: Path, session: Session) -> None:
    """A command is dispatched to the program, and taken back by its handler."""
    with SmallNode(tmp_path) as node:
        node.context.rpc.finish_warmup()
        chain = AttachedChain(node.context.chain, session, (), threading.BoundedSemaphore())
        handler = chain.handle_rpc(command("mine"), lambda call, _is_last: f'"{call.method}"')
        found = node.context.rpc.execute(JsonRpcRequest(method="mine", params=[]))
        assert getattr(found, "text", "") == '"mine"'
        handler.disconnect()
        with pytest.raises(RpcError, match="Method not found"):
            node.context.rpc.execute(JsonRpcRequest(method="mine", params=[]))


def test_wallets(tmp_path: Path, session: Session) -> None:
    """They are made, listed and used; what they tell comes on the program's own thread."""
    rig = WalletRig(tmp_path)
    loader = make_attached_loader(session, rig.loader)
    told: list[tuple[str, str]] = []

    def note(what: str) -> None:
        told.append((what, threading.current_thread().name))

    handler = loader.handle_load_wallet(lambda wallet: note(f"loaded {wallet.get_wallet_name()}"))
    made, warnings = loader.create_wallet("w", SecretText(""), DESCRIPTORS)
    assert warnings == ()
    (listed,) = loader.get_wallets()
    assert isinstance(made, AttachedWallet)
    assert isinstance(listed, AttachedWallet)
    assert listed.get_wallet_name() == "w"
    listed.handle_unload(lambda: note("unloaded"))
    made.remove()
    session.delivery.sync()
    assert told == [("loaded w", "d-ipc.7"), ("unloaded", "d-ipc.7")]
    handler.disconnect()
    loader.load_wallet("w")
    session.delivery.sync()
    assert len(told) == 2
    rig.loader.close()


def test_wallets_are_the_nodes_to_start_and_stop(tmp_path: Path, session: Session) -> None:
    """Whatever drives the loader through the node's life is refused."""
    rig = WalletRig(tmp_path)
    loader = make_attached_loader(session, rig.loader)
    for name in vars(ChainClient):
        if not name.startswith("_"):
            method = getattr(loader, name)
            with pytest.raises(PermissionDeniedError, match="the node starts and stops its wallets itself"):
                method(*[UnixTime(0) for _ in inspect.signature(method).parameters])
    rig.loader.close()


@pytest.mark.parametrize(("guard", "interface"), [(AttachedWallet, Wallet), (AttachedWalletLoader, WalletLoader)])
def test_guards_are_complete(guard: type, interface: type) -> None:
    """Each method is there; those that take a function are the ones whose calls are queued, and it answers nothing."""
    assert guard.__abstractmethods__ == frozenset()  # type: ignore[attr-defined]  # of an ABC
    for name, method in inspect.getmembers(interface, inspect.isfunction):
        if name.startswith("_"):
            continue
        takes_function = [
            hint for hint in get_type_hints(method).values() if str(hint).startswith("collections.abc.Callable")
        ]
        assert bool(takes_function) == name.startswith("handle_"), name
        for hint in takes_function:
            assert hint.__args__[-1] in (None, type(None)), name

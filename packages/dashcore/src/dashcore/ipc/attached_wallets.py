"""The node's own wallets as an attached program gets them: behind the node, which goes between both processes.

What wallets tell is queued for the program like everything else: a wallet that waited for it would
keep the node waiting. What drives the wallets through the node's life is not for others to call.
"""

import functools
from abc import update_abstractmethods
from collections.abc import Callable
from typing import TypeVar

from dashcore.interfaces.handler import Handler
from dashcore.interfaces.node import Node
from dashcore.interfaces.wallet import Wallet, WalletLoader
from dashcore.ipc.addresses import Permission
from dashcore.ipc.session import CountedHandler, PermissionDeniedError, Session
from dashcore.primitives.types import UnixTime

T = TypeVar("T")
Method = Callable[..., object]  # type: ignore[explicit-any]  # of any interface
_SUBSCRIBES = "handle_"


class _Behind:
    """What stands between a program and an object of another process."""

    def __init__(self, session: Session, behind: object) -> None:
        self._session = session
        self._behind = behind

    def call(self, name: str, *arguments: object) -> object:
        """Pass a call on."""
        return self._guard(getattr(self._behind, name)(*arguments))

    def subscribe(self, name: str, fn: Callable[..., None]) -> Handler:  # type: ignore[explicit-any]  # any event
        """Pass a subscription on, with a queue between."""
        session = self._session
        ended = False

        def tell(*values: object) -> None:
            guarded = [self._guard(value) for value in values]
            session.delivery.put(lambda: None if ended else fn(*guarded))

        def end() -> None:
            nonlocal ended
            ended = True
            handler.disconnect()

        session.subscriptions.take()
        try:
            handler: Handler = getattr(self._behind, name)(tell)
        except BaseException:
            session.subscriptions.give_back()
            raise
        return CountedHandler(session.subscriptions, end)

    def _guard(self, value: object) -> object:
        if isinstance(value, Wallet):
            return make_attached_wallet(self._session, value)
        return tuple(self._guard(each) for each in value) if isinstance(value, tuple) else value


def _passing_on(cls: type[T]) -> type[T]:
    """Fill in what a class leaves out of its interface: calls are passed on, subscriptions queued."""
    for name in cls.__abstractmethods__:  # type: ignore[attr-defined]  # of an ABC
        setattr(cls, name, _subscription(cls, name) if name.startswith(_SUBSCRIBES) else _call(cls, name))
    return update_abstractmethods(cls)


def _call(cls: type, name: str) -> Method:
    @functools.wraps(getattr(cls, name))
    def method(self: _Behind, *arguments: object) -> object:
        return self.call(name, *arguments)

    del method.__isabstractmethod__  # type: ignore[attr-defined]  # wraps copied it
    return method


def _subscription(cls: type, name: str) -> Method:
    @functools.wraps(getattr(cls, name))
    def method(self: _Behind, fn: Callable[..., None]) -> Handler:  # type: ignore[explicit-any]  # any event
        return self.subscribe(name, fn)

    del method.__isabstractmethod__  # type: ignore[attr-defined]  # wraps copied it
    return method


@_passing_on
class AttachedWallet(_Behind, Wallet):
    """A wallet of the node's."""


@_passing_on
class AttachedWalletLoader(_Behind, WalletLoader):
    """The loader of the node's wallets; starting and stopping it remains the node's affair."""

    def register_rpcs(self) -> None:
        """Refuse."""
        raise _refusal()

    def verify(self) -> bool:
        """Refuse."""
        raise _refusal()

    def load(self) -> bool:
        """Refuse."""
        raise _refusal()

    def start(self) -> None:
        """Refuse."""
        raise _refusal()

    def flush(self) -> None:
        """Refuse."""
        raise _refusal()

    def stop(self) -> None:
        """Refuse."""
        raise _refusal()

    def set_mock_time(self, time: UnixTime) -> None:
        """Refuse."""
        raise _refusal()

    def scheduler_mock_forward(self, seconds: int) -> None:
        """Refuse."""
        raise _refusal()


@_passing_on
class AttachedNode(_Behind, Node):
    """The node, for a screen that attached. Who may run its commands may do all that an RPC user may."""

    def wallet_loader(self) -> WalletLoader | None:
        """Return the loader of its wallets, where the address allows them."""
        self._session.check(Permission.WALLET)
        loader: object = getattr(self._behind, "wallet_loader")()  # noqa: B009 - what is behind has any type
        return make_attached_loader(self._session, loader) if isinstance(loader, WalletLoader) else None


def _refusal() -> PermissionDeniedError:
    return PermissionDeniedError("permission denied: the node starts and stops its wallets itself")


def make_attached_wallet(session: Session, wallet: Wallet) -> Wallet:
    """Put the queue of a program between it and a wallet."""
    return AttachedWallet(session, wallet)  # type: ignore[abstract]  # `_passing_on` filled it in


def make_attached_node(session: Session, node: Node) -> Node:
    """Put the queue of a program between it and the node."""
    return AttachedNode(session, node)  # type: ignore[abstract]  # `_passing_on` filled it in


def make_attached_loader(session: Session, loader: WalletLoader) -> WalletLoader:
    """Put the queue of a program between it and the node's wallets."""
    return AttachedWalletLoader(session, loader)  # type: ignore[abstract]  # `_passing_on` filled it in

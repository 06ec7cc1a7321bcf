"""The base of generated proxies: a reference to an object of the peer, and how it ends."""

import weakref
from types import TracebackType
from typing import ClassVar, NoReturn, Self

from libmultiprocess._rpc.abi import Connection, InterfaceInfo
from libmultiprocess.errors import ClosedError


class _Closed:
    """Stands in for the connection of a proxy that ended, so that an open one need not be tested on each call."""

    def __init__(self, why: str) -> None:
        self._why = why

    def enter(self) -> NoReturn:
        raise ClosedError(self._why)

    enter_plain = enter

    @property
    def closed(self) -> bool:
        return True


CLOSED = _Closed("the object was closed")
RETURNED = _Closed("the object was lent for a call that has returned")


class Proxy:
    """A reference to an object in another process.

    `close()` ends it (calls `destroy` over there where the interface has it); so does leaving a `with` block. A proxy
    that is lost releases its reference without calling anything. Where the interface itself has a method `close`,
    that is what `close()` calls, and `with` remains.
    """

    _info: ClassVar[InterfaceInfo]

    def __init__(self, connection: Connection, import_id: int, *, lent: bool = False) -> None:
        self._conn = connection
        self._iid = import_id
        self._ref: weakref.ref[object] | None = None if lent else connection.attach(self, import_id)

    def close(self) -> None:
        """End the reference. Doing it twice does nothing."""
        conn, ref = self._conn, self._ref
        if ref is not None:
            self._ref = None
            conn.close_proxy(ref, self._iid, self._info)
            self._conn = CLOSED  # type: ignore[assignment]  # raises where it is used

    def _end_loan(self) -> None:
        self._conn = RETURNED  # type: ignore[assignment]  # raises where it is used

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        Proxy.close(self)

"""The same test against the object itself and through a connection.

@pytest.fixture(params=MODES)
def chain(request):
    with pair(request.param, FakeChain(), ChainProxy) as chain:
        yield chain
"""

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeVar

from libmultiprocess._platform import socket_pair
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import (
    CALL_PTR,
    EMPTY,
    PAYLOAD_PTR,
    ROOT_PTR,
    TARGET_SHAPE,
    Buffer,
    Connection,
    InterfaceInfo,
    Method,
    Reply,
    State,
    Words,
    serve_construct,
)
from libmultiprocess._transport.connect import connect
from libmultiprocess._transport.serve import serve

__all__ = ["MODES", "Mode", "pair"]

Mode = Literal["local", "ipc"]
MODES: tuple[Mode, ...] = ("local", "ipc")
"""For a fixture's params."""

T = TypeVar("T")
_ROOT_ID = 0xA1B2F0A6F4D9C2E7
_CALL = struct.Struct("<II13Q").pack
_JOIN_S = 10.0


class _Root(Proxy):
    """A root that hands out the object under test."""

    def get(self, proxy: type[Proxy]) -> Proxy:
        conn = self._conn
        state = conn.enter_plain()
        q = conn.question_plain(state)
        q.expect = b""
        call = _CALL(
            0, 13, ROOT_PTR, 2, CALL_PTR, q.qid | 1 << 32, _ROOT_ID, 0, 2 << 2 | TARGET_SHAPE << 32,
            3 << 2 | PAYLOAD_PTR, 0, self._iid, 0, EMPTY, 0,
        )  # fmt: skip
        words, _, _, _, p, t = conn.results(conn.call(state, q, call), 0x10000)
        return proxy(conn, conn.cap_at(words[p], words, t))


def _root_class(proxy: type[Proxy]) -> type[_Root]:
    def serve_get(  # as `_rpc.abi` has it
        conn: Connection,
        _state: State,
        impl: object,
        qid: int,
        _w: Words,
        _b: Buffer,
        _o: int,
        _c: int,
        _p: int,
        _t: int,
    ) -> Reply:
        return conn.return_cap(qid, conn.export(impl, proxy._info, True))

    methods = {
        _ROOT_ID << 16 | 0: Method("construct", False, serve_construct, False, 0x10000),
        _ROOT_ID << 16 | 1: Method("get", False, serve_get),
    }
    info = InterfaceInfo(_ROOT_ID, "TestRoot", methods, construct=_ROOT_ID << 16 | 0)
    return type("_RootProxy", (_Root,), {"_info": info})


@contextmanager
def pair(mode: Mode, impl: T, proxy: type[T]) -> Iterator[T]:
    """Give `impl` itself, or a proxy of it whose calls cross a socket; closes everything in the end.

    Args:
        mode: "local" or "ipc".
        impl: the implementation; in both modes it lives in this process.
        proxy: the generated proxy class of its interface.

    Raises:
        TypeError: `proxy` is no generated proxy class.
    """
    if mode == "local":
        yield impl
        return
    if not issubclass(proxy, Proxy):
        raise TypeError(f"{proxy.__name__} is no proxy class")
    info = proxy._info
    root = proxy if info.construct is not None else _root_class(proxy)
    near, far = socket_pair()
    server = threading.Thread(target=serve, args=(far, impl, root), kwargs={"name": "server"}, daemon=True)
    server.start()
    client = connect(near, root, name="client")
    try:
        yield client.get(proxy) if isinstance(client, _Root) else client  # type: ignore[misc]  # a T by its class
    finally:
        Proxy.close(client)
        server.join(_JOIN_S)

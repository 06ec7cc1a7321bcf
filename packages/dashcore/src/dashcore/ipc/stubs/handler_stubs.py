"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from dashcore.interfaces.handler import Handler
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, Reply, State, Words, empty_return_frame, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import ENCODE_ERRORS, refused as _refused

__all__ = [
    "HandlerProxy",
]

_K3 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K4 = b'LYJ\x88\xd0\xf1w\xf0\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K5 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P6 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_D1: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D2: Shape = Shape(0, 0, ())


class HandlerProxy(Handler, Proxy):
    """Handler in another process."""

    def disconnect(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P6(0, 21, _K3, q.qid | 0x100000000, _K4, self._iid, _K5, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Handler.disconnect', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)


def _serve_Handler_disconnect(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.disconnect()
    return empty_return_frame(qid)


HandlerProxy._info = InterfaceInfo(
    0xf077f1d0884a594c,
    'Handler',
    {
        0xf077f1d0884a594c << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xf077f1d0884a594c << 16 | 1: Method('disconnect', True, _serve_Handler_disconnect, True, 0x10000, lambda: (describer(lambda: _D1), describer(lambda: _D2))),
    },
    proxy=HandlerProxy,
    destroy=0xf077f1d0884a594c << 16 | 0,
)

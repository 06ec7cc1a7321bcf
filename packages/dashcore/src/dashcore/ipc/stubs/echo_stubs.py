"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from dashcore.interfaces.echo import Echo
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, NO_FINISH, Reply, State, Words, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import DECODE_ERRORS, ENCODE_ERRORS, TEXT_PADS, broken as _broken, malformed as _malformed, refused as _refused, text_at as _text_at, unpack_large as _unpack_large

__all__ = [
    "EchoProxy",
]

_U1 = Struct('<8xQ').unpack_from
_K2 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x00'
_K3 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P4 = Struct('<II24sQ32sQ').pack
_K7 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K8 = b'\x99C\xc9\rd\x89k\xd3\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K9 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00"
_K10 = b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P11 = Struct('<II24sQ40sQ32sQ24sQ8sQ8s').pack
_U12 = Struct('<Q').unpack_from
_D5: Shape = Shape(0, 2, (('context', 'context', 0, None), ('echo', 'text', 1, None),))
_D6: Shape = Shape(0, 1, (('result', 'text', 0, None),))


class EchoProxy(Echo, Proxy):
    """Echo in another process."""

    def echo(self, echo: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = echo.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Echo.echo', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P11(0, 22 + (n1 + 7 >> 3), _K7, q.qid | 0x100000000, _K8, self._iid, _K9, 0x20000001d + (n1 << 35), _K10, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Echo.echo', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U12(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U12(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U12, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
            e2 = s2 + (p1_0 >> 35)
            x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 0, p1_0)
            result: str = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Echo.echo', error) from error


def _serve_Echo_echo(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Echo.echo', error) from error
    r = impl.echo(x2)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P4(0, 9 + (n1 + 7 >> 3), _K2, qid | NO_FINISH, _K3, 0x200000001 + (n1 << 35))
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Echo.echo result', error) from error


EchoProxy._info = InterfaceInfo(
    0xd36b89640dc94399,
    'Echo',
    {
        0xd36b89640dc94399 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xd36b89640dc94399 << 16 | 1: Method('echo', True, _serve_Echo_echo, True, 0x20000, lambda: (describer(lambda: _D5), describer(lambda: _D6))),
    },
    proxy=EchoProxy,
    destroy=0xd36b89640dc94399 << 16 | 0,
)

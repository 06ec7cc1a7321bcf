"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from dashcore.interfaces.chain import Chain
from dashcore.interfaces.echo import Echo
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.init import Init
from dashcore.interfaces.mining import Mining
from dashcore.interfaces.node import Node
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.stubs import chain_stubs
from dashcore.ipc.stubs import echo_stubs
from dashcore.ipc.stubs import mining_stubs
from dashcore.ipc.stubs import node_stubs
from dashcore.ipc.stubs import wallet_stubs
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, Reply, State, Words, serve_construct
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import CapSink, CapSource, DECODE_ERRORS, ENCODE_ERRORS, TEXT_PADS, broken as _broken, budget as _budget, malformed as _malformed, refused as _refused, struct_at as _struct_at, text_at as _text_at, unpack_large as _unpack_large

__all__ = [
    "InitProxy",
]

_U5 = Struct('<8xQQ').unpack_from
_U7 = Struct('<QQQ').unpack_from
_K17 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K18 = b'e\xba\\\xba\x00\xc78\x88\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K19 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P20 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_U21 = Struct('<Q').unpack_from
_P23 = Struct('<QQQ').pack
_P24 = Struct('<II24sQ40sQ16sQ16sQ16s').pack
_D1: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D2: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D3: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D4: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D8: Shape = Shape(0, 3, (('context', 'context', 0, None), ('globalArgs', 'secret', 1, None), ('chain', 'cap', 2, None),))
_D9: Shape = Shape(0, 3, (('settingsJson', 'text', 0, None), ('network', 'text', 1, None), ('exeDir', 'text', 2, None),))
_D10: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D11: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D12: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D13: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D14: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D15: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D16: Shape = Shape(0, 1, (('result', 'cap', 0, None),))


class InitProxy(Init, Proxy):
    """Init in another process."""

    def make_echo(self) -> Echo | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P20(0, 21, _K17, q.qid | 0x100000000, _K18, self._iid, _K19, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Init.makeEcho', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U21(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U21, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, echo_stubs.EchoProxy)
            result: Echo | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Init.makeEcho', error) from error

    def make_chain(self) -> Chain | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P20(0, 21, _K17, q.qid | 0x200000000, _K18, self._iid, _K19, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Init.makeChain', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U21(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U21, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, chain_stubs.ChainProxy)
            result: Chain | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Init.makeChain', error) from error

    def make_wallet_loader(self, global_args: GlobalArgs, chain: Chain) -> WalletLoader | None:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            b1 = _put_GlobalArgs_22(global_args)
            c2 = cx.add(chain, chain_stubs.ChainProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Init.makeWalletLoader', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P24(0, 18 + (len(b1) >> 3) + cx.words(), _K17, q.qid | 0x300000000, _K18, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x03\x00', cx.pointer(5 + (len(b1) >> 3)), b'\x08\x00\x00\x00\x00\x00\x02\x00\x0c\x00\x00\x00\x00\x00\x03\x00', c2, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Init.makeWalletLoader', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32)])
        else:
            r = conn.call(state, q, head + b1 + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U21(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U21, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, wallet_stubs.WalletLoaderProxy)
            result: WalletLoader | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Init.makeWalletLoader', error) from error

    def make_mining(self) -> Mining | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P20(0, 21, _K17, q.qid | 0x400000000, _K18, self._iid, _K19, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Init.makeMining', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U21(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U21, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, mining_stubs.MiningProxy)
            result: Mining | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Init.makeMining', error) from error

    def get_wallet_loader(self) -> WalletLoader | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P20(0, 21, _K17, q.qid | 0x500000000, _K18, self._iid, _K19, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Init.getWalletLoader', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U21(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U21, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, wallet_stubs.WalletLoaderProxy)
            result: WalletLoader | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Init.getWalletLoader', error) from error

    def make_node(self) -> Node | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P20(0, 21, _K17, q.qid | 0x600000000, _K18, self._iid, _K19, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Init.makeNode', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U21(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U21, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, node_stubs.NodeProxy)
            result: Node | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Init.makeNode', error) from error


def _get_GlobalArgs_6(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x30000:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (p1_0, p1_1, p1_2) = _U7(buf, a)
    else:
        (p1_0, p1_1, p1_2), a = _struct_at(_U7, buf, at, p, 0, 3)
    end = len(buf)
    s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 0, p1_0)
    s3 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 8, p1_1)
    s4 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
    e4 = s4 + (p1_2 >> 35)
    x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 16, p1_2)
    return GlobalArgs(settings_json=x2, network=x3, exe_dir=x4)


def _put_GlobalArgs_22(v: Any) -> bytes:
    b1: bytes = v.settings_json.encode()
    n1 = len(b1) + 1
    b2: bytes = v.network.encode()
    n2 = len(b2) + 1
    b3: bytes = v.exe_dir.encode()
    n3 = len(b3) + 1
    o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    o5 = o4 + (n3 + 7 >> 3)
    result: bytes = _P23(0x200000009 + (n1 << 35), 0x200000005 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x200000001 + (n3 << 35) + (o4 << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7]
    return result


def _serve_Init_makeEcho(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.make_echo()
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, echo_stubs.EchoProxy._info, True))


def _serve_Init_makeChain(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.make_chain()
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, chain_stubs.ChainProxy._info, True))


def _serve_Init_makeWalletLoader(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U5(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U5, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        lim = _budget()
        cs = CapSource(conn, W, t, state)
        x2 = _get_GlobalArgs_6(buf, a + 8, p1_1, lim)
        x3 = cs.take(p1_2, chain_stubs.ChainProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Init.makeWalletLoader', error) from error
    r = impl.make_wallet_loader(x2, x3)
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, wallet_stubs.WalletLoaderProxy._info, True))


def _serve_Init_makeMining(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.make_mining()
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, mining_stubs.MiningProxy._info, True))


def _serve_Init_getWalletLoader(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_wallet_loader()
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, wallet_stubs.WalletLoaderProxy._info, True))


def _serve_Init_makeNode(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.make_node()
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, node_stubs.NodeProxy._info, True))


InitProxy._info = InterfaceInfo(
    0x8838c700ba5cba65,
    'Init',
    {
        0x8838c700ba5cba65 << 16 | 0: Method('construct', False, serve_construct, False, 0x10000),
        0x8838c700ba5cba65 << 16 | 1: Method('makeEcho', True, _serve_Init_makeEcho, False, 0x10000, lambda: (describer(lambda: _D1), describer(lambda: _D2))),
        0x8838c700ba5cba65 << 16 | 2: Method('makeChain', True, _serve_Init_makeChain, False, 0x10000, lambda: (describer(lambda: _D3), describer(lambda: _D4))),
        0x8838c700ba5cba65 << 16 | 3: Method('makeWalletLoader', True, _serve_Init_makeWalletLoader, False, 0x30000, lambda: (describer(lambda: _D8), describer(lambda: _D10))),
        0x8838c700ba5cba65 << 16 | 4: Method('makeMining', True, _serve_Init_makeMining, False, 0x10000, lambda: (describer(lambda: _D11), describer(lambda: _D12))),
        0x8838c700ba5cba65 << 16 | 5: Method('getWalletLoader', True, _serve_Init_getWalletLoader, False, 0x10000, lambda: (describer(lambda: _D13), describer(lambda: _D14))),
        0x8838c700ba5cba65 << 16 | 6: Method('makeNode', True, _serve_Init_makeNode, False, 0x10000, lambda: (describer(lambda: _D15), describer(lambda: _D16))),
    },
    proxy=InitProxy,
    construct=0x8838c700ba5cba65 << 16 | 0,
)

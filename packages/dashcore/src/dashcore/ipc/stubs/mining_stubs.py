"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from dashcore.interfaces.mining import BlockCheckOptions, BlockCreateOptions, BlockRef, BlockTemplate, BlockVerdict, BlockWaitOptions, CoinbaseTx, Mining
from dashcore.ipc.hooks import decode_block, decode_header, decode_output, decode_transaction, encode_block, encode_header, encode_output, encode_transaction
from dashcore.primitives.block import Block, BlockHeader
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import BlockHash, Duffs, TxId
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, NO_FINISH, Reply, State, Words, empty_return_frame, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import CapSource, DECODE_ERRORS, ENCODE_ERRORS, PADS, TEXT_PADS, as_bytes as _as_bytes, bits_float as _bits_float, broken as _broken, budget as _budget, data_at as _data_at, float_bits as _float_bits, get_numbers as _get_numbers, malformed as _malformed, pack_words as _pack_words, pointer_rows as _pointer_rows, put_numbers as _put_numbers, refused as _refused, struct_at as _struct_at, text_at as _text_at, too_much as _too_much, unpack_large as _unpack_large

__all__ = [
    "BlockTemplateProxy",
    "MiningProxy",
]

_K1 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x00'
_K2 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P3 = Struct('<II24sQ32sB7x').pack
_P9 = Struct('<i4xQ').pack
_K10 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P11 = Struct('<II24sQ32sB7xQ').pack
_U15 = Struct('<Q8xQ').unpack_from
_K16 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P17 = Struct('<II24sQ32sQ').pack
_U20 = Struct('<B7x8xQ').unpack_from
_U22 = Struct('<B7xQQ').unpack_from
_U26 = Struct('<8xQQ').unpack_from
_U28 = Struct('<B7x').unpack_from
_K29 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P30 = Struct('<II24sQ32sB7xQQ').pack
_U36 = Struct('<8xQ').unpack_from
_K45 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K46 = b'\x9e\xf3:\xdf6\x84\xc6\xf9\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K47 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P48 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_U49 = Struct('<B7xQ').unpack_from
_U51 = Struct('<i4xQ').unpack_from
_K52 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x02\x00\x15\x00\x00\x00'\x00\x00\x00"
_K53 = b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P54 = Struct('<II24sQ40sQ24sQ8sQ24sQ8sQ8s').pack
_U55 = Struct('<Q').unpack_from
_P57 = Struct('<B7xQQ').pack
_K58 = b'\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x03\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P59 = Struct('<II24sQ40sQ24sB7x40sQ8sQ8s').pack
_P61 = Struct('<B7x').pack
_K62 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x03\x00\x15\x00\x00\x00'\x00\x00\x00\x08\x00\x00\x00\x00\x00\x02\x00"
_P63 = Struct('<II24sQ40sQ32sQQ24sQ8sQ8s').pack
_K64 = b'\x00\x00\x00\x00\x00\x00\x00\x00\xfc\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P65 = Struct('<II24sQ40sQ24s').pack
_K66 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00"
_P67 = Struct('<II24sQ40sQ32sQ24sQ8sQ8s').pack
_P78 = Struct('<IIqIH2xQQQQQQ').pack
_K79 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x06\x00'
_P80 = Struct('<II24sQ40s').pack
_U86 = Struct('<III4x8xQ').unpack_from
_U90 = Struct('<Qq').unpack_from
_K98 = b'"\xf6\xb2A\xd8\x1ag\xf9\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U100 = Struct('<IIqIH2xQQQQQQ').unpack_from
_K102 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x02\x00\x19\x00\x00\x00'\x00\x00\x00"
_P103 = Struct('<II24sQ40sQ24sIII4x8sQ24sQ8sQ8s').pack
_P105 = Struct('<Qq').pack
_K106 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P107 = Struct('<II24sQ40sQ64sQ8sQ8s').pack
_D4: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D5: Shape = Shape(1, 0, (('result', 'bit', 0, None),))
_D6: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D7: Shape = Shape(1, 0, (('result', 'bit', 0, None),))
_D12: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D13: Shape = Shape(1, 1, (('result', 'struct', 0, lambda: _D14), ('hasResult', 'bit', 0, None),))
_D14: Shape = Shape(1, 1, (('hash', 'data', 0, None), ('height', 'i', 0, None),))
_D18: Shape = Shape(1, 2, (('context', 'context', 0, None), ('currentTip', 'data', 1, None), ('timeout', 'd', 0, 0x7fefffffffffffff),))
_D19: Shape = Shape(0, 1, (('result', 'struct', 0, lambda: _D14),))
_D23: Shape = Shape(1, 2, (('context', 'context', 0, None), ('options', 'struct', 1, lambda: _D24), ('cooldown', 'bit', 0, 0x1),))
_D24: Shape = Shape(3, 0, (('useMempool', 'bit', 0, 0x1), ('blockReservedWeight', 'Q', 8, 0x1f40), ('coinbaseOutputMaxAdditionalSigops', 'Q', 16, 0x190),))
_D25: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D31: Shape = Shape(0, 3, (('context', 'context', 0, None), ('block', 'data', 1, None), ('options', 'struct', 2, lambda: _D32),))
_D32: Shape = Shape(1, 0, (('checkMerkleRoot', 'bit', 0, 0x1), ('checkPow', 'bit', 1, 0x1),))
_D33: Shape = Shape(1, 2, (('reason', 'text', 0, None), ('debug', 'text', 1, None), ('result', 'bit', 0, None),))
_D34: Shape = Shape(0, 0, ())
_D35: Shape = Shape(0, 0, ())
_D37: Shape = Shape(0, 2, (('context', 'context', 0, None), ('block', 'data', 1, None),))
_D38: Shape = Shape(1, 2, (('reason', 'text', 0, None), ('debug', 'text', 1, None), ('result', 'bit', 0, None),))
_D41: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txids', 'list', 1, ('data', None)),))
_D42: Shape = Shape(0, 1, (('result', 'list', 0, ('data', None)),))
_D43: Shape = Shape(0, 2, (('context', 'context', 0, None), ('wtxids', 'list', 1, ('data', None)),))
_D44: Shape = Shape(0, 1, (('result', 'list', 0, ('data', None)),))
_D68: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D69: Shape = Shape(0, 1, (('result', 'data', 0, None),))
_D70: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D71: Shape = Shape(0, 1, (('result', 'data', 0, None),))
_D72: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D73: Shape = Shape(0, 1, (('result', 'list', 0, ('q', None)),))
_D74: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D75: Shape = Shape(0, 1, (('result', 'list', 0, ('q', None)),))
_D81: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D82: Shape = Shape(0, 1, (('result', 'struct', 0, lambda: _D83),))
_D83: Shape = Shape(3, 6, (('version', 'I', 0, None), ('sequence', 'I', 4, None), ('scriptSigPrefix', 'data', 0, None), ('witness', 'data', 1, None), ('blockRewardRemaining', 'q', 8, None), ('requiredOutputs', 'list', 2, ('data', None)), ('lockTime', 'I', 16, None), ('type', 'H', 20, None), ('extraPayload', 'data', 3, None), ('masternodeOutputs', 'list', 4, ('data', None)), ('superblockOutputs', 'list', 5, ('data', None)),))
_D84: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D85: Shape = Shape(0, 1, (('result', 'list', 0, ('data', None)),))
_D87: Shape = Shape(2, 2, (('context', 'context', 0, None), ('version', 'I', 0, None), ('timestamp', 'I', 4, None), ('nonce', 'I', 8, None), ('coinbase', 'data', 1, None),))
_D88: Shape = Shape(1, 0, (('result', 'bit', 0, None),))
_D91: Shape = Shape(0, 2, (('context', 'context', 0, None), ('options', 'struct', 1, lambda: _D92),))
_D92: Shape = Shape(2, 0, (('timeout', 'd', 0, 0x7fefffffffffffff), ('feeThreshold', 'q', 8, 0x775f05a074000),))
_D93: Shape = Shape(0, 1, (('result', 'cap', 0, None),))
_D94: Shape = Shape(0, 0, ())
_D95: Shape = Shape(0, 0, ())
_D96: Shape = Shape(2, 2, (('context', 'context', 0, None), ('version', 'I', 0, None), ('timestamp', 'I', 4, None), ('nonce', 'I', 8, None), ('coinbase', 'data', 1, None),))
_D97: Shape = Shape(1, 2, (('reason', 'text', 0, None), ('debug', 'text', 1, None), ('result', 'bit', 0, None),))


class MiningProxy(Mining, Proxy):
    """Mining in another process."""

    def is_test_chain(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x100000004)
        try:
            head = _P48(0, 21, _K45, q.qid, _K46, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.isTestChain', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                (f1_0,) = _U28(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x1)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0,) = _U28(buf, a)
                else:
                    (f1_0,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 1, 0)
            result: bool = (f1_0 & 1 != 0)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.isTestChain', error) from error

    def is_initial_block_download(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x100000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x100000000, _K46, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.isInitialBlockDownload', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                (f1_0,) = _U28(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x1)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0,) = _U28(buf, a)
                else:
                    (f1_0,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 1, 0)
            result: bool = (f1_0 & 1 != 0)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.isInitialBlockDownload', error) from error

    def get_tip(self) -> BlockRef | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x200000000, _K46, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.getTip', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U49(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U49(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U49, buf, o + (c << 3), p - c, 1, 1)
            end = len(buf)
            lim = _budget()
            y2 = None
            if f1_0 & 1:
                x3 = _get_BlockRef_50(buf, a + 8, p1_0, lim)
                y2 = x3
            result: BlockRef | None = y2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.getTip', error) from error

    def wait_tip_changed(self, current_tip: BlockHash, timeout: float) -> BlockRef | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = current_tip
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Mining.waitTipChanged', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P54(0, 23 + (n1 + 7 >> 3), _K45, q.qid | 0x300000000, _K46, self._iid, _K52, (_float_bits(timeout, 'd') ^ 0x7fefffffffffffff), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.waitTipChanged', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            y2 = None
            if p1_0:
                x3 = _get_BlockRef_50(buf, a + 0, p1_0, lim)
                y2 = x3
            result: BlockRef | None = y2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.waitTipChanged', error) from error

    def create_new_block(self, options: BlockCreateOptions, cooldown: bool) -> BlockTemplate | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_BlockCreateOptions_56(options)
        except ENCODE_ERRORS as error:
            raise _refused('Mining.createNewBlock', error) from error
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P59(0, 26, _K45, q.qid | 0x400000000, _K46, self._iid, _K52, (0 if cooldown else 1), _K58, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.createNewBlock', error) from error
        r = conn.call(state, q, head + b1)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U55(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, BlockTemplateProxy)
            result: BlockTemplate | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.createNewBlock', error) from error

    def check_block(self, block: Block, options: BlockCheckOptions) -> BlockVerdict:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_block(block)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
            b3 = _put_BlockCheckOptions_60(options)
        except ENCODE_ERRORS as error:
            raise _refused('Mining.checkBlock', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P63(0, 24 + (n2 + 7 >> 3), _K45, q.qid | 0x500000000, _K46, self._iid, _K62, 0x200000021 + (n2 << 35), 0x10000001c + ((n2 + 7 >> 3) << 2), _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.checkBlock', error) from error
        if 1 + (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7], b3])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7] + b3)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U22(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U22(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U22, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
            e2 = s2 + (p1_0 >> 35)
            x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
            s3 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
            e3 = s3 + (p1_1 >> 35)
            x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_1)
            result: BlockVerdict = BlockVerdict(reason=x2, debug=x3, result=(f1_0 & 1 != 0))
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.checkBlock', error) from error

    def interrupt(self) -> None:
        conn = self._conn
        state = conn.enter_plain()
        q = conn.question_plain(state)
        q.expecting(0xfffffffc)
        try:
            head = _P65(0, 13, _K45, q.qid | 0x600000000, _K46, self._iid, _K64)
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.interrupt', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def submit_block(self, block: Block) -> BlockVerdict:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_block(block)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Mining.submitBlock', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P67(0, 22 + (n2 + 7 >> 3), _K45, q.qid | 0x700000000, _K46, self._iid, _K66, 0x20000001d + (n2 << 35), _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.submitBlock', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U22(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U22(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U22, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
            e2 = s2 + (p1_0 >> 35)
            x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
            s3 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
            e3 = s3 + (p1_1 >> 35)
            x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_1)
            result: BlockVerdict = BlockVerdict(reason=x2, debug=x3, result=(f1_0 & 1 != 0))
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.submitBlock', error) from error

    def get_transactions_by_tx_id(self, txids: tuple[TxId, ...]) -> tuple[bytes, ...]:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_tuple_of_Data_40(txids)
        except ENCODE_ERRORS as error:
            raise _refused('Mining.getTransactionsByTxId', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P67(0, 22 + (len(b1) >> 3), _K45, q.qid | 0x800000000, _K46, self._iid, _K66, 0x1c + p1, _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.getTransactionsByTxId', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            x2 = _get_tuple_of_Data_39(buf, a + 0, p1_0, lim)
            result: tuple[bytes, ...] = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.getTransactionsByTxId', error) from error

    def get_transactions_by_witness_id(self, wtxids: tuple[TxId, ...]) -> tuple[bytes, ...]:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_tuple_of_Data_40(wtxids)
        except ENCODE_ERRORS as error:
            raise _refused('Mining.getTransactionsByWitnessId', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P67(0, 22 + (len(b1) >> 3), _K45, q.qid | 0x900000000, _K46, self._iid, _K66, 0x1c + p1, _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Mining.getTransactionsByWitnessId', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            x2 = _get_tuple_of_Data_39(buf, a + 0, p1_0, lim)
            result: tuple[bytes, ...] = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Mining.getTransactionsByWitnessId', error) from error


class BlockTemplateProxy(BlockTemplate, Proxy):
    """BlockTemplate in another process."""

    def get_block_header(self) -> BlockHeader:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x100000000, _K98, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.getBlockHeader', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
            e2 = s2 + (p1_0 >> 35)
            x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 0, p1_0)
            result: BlockHeader = decode_header(x2)
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.getBlockHeader', error) from error

    def get_block(self) -> Block:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x200000000, _K98, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.getBlock', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
            e2 = s2 + (p1_0 >> 35)
            x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 0, p1_0)
            result: Block = decode_block(x2)
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.getBlock', error) from error

    def get_tx_fees(self) -> tuple[Duffs, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x300000000, _K98, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.getTxFees', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            x2 = tuple(_get_numbers(buf, a + 0, p1_0, 'q', 5, lim))
            result: tuple[Duffs, ...] = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.getTxFees', error) from error

    def get_tx_sigops(self) -> tuple[int, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x400000000, _K98, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.getTxSigops', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            x2 = tuple(_get_numbers(buf, a + 0, p1_0, 'q', 5, lim))
            result: tuple[int, ...] = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.getTxSigops', error) from error

    def get_coinbase_tx(self) -> CoinbaseTx:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x500000000, _K98, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.getCoinbaseTx', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            x2 = _get_CoinbaseTx_99(buf, a + 0, p1_0, lim)
            result: CoinbaseTx = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.getCoinbaseTx', error) from error

    def get_coinbase_merkle_path(self) -> tuple[bytes, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P48(0, 21, _K45, q.qid | 0x600000000, _K98, self._iid, _K47, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.getCoinbaseMerklePath', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U55(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U55(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            end = len(buf)
            lim = _budget()
            x2 = _get_tuple_of_Data_39(buf, a + 0, p1_0, lim)
            result: tuple[bytes, ...] = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.getCoinbaseMerklePath', error) from error

    def submit_solution_old7(self, version: int, timestamp: int, nonce: int, coinbase: Transaction) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(coinbase)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('BlockTemplate.submitSolutionOld7', error) from error
        q = conn.question(state)
        q.expecting(0x100000004)
        try:
            head = _P103(0, 24 + (n2 + 7 >> 3), _K45, q.qid | 0x700000000, _K98, self._iid, _K102, version, timestamp, nonce, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.submitSolutionOld7', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                (f1_0,) = _U28(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x1)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0,) = _U28(buf, a)
                else:
                    (f1_0,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 1, 0)
            result: bool = (f1_0 & 1 != 0)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.submitSolutionOld7', error) from error

    def wait_next(self, options: BlockWaitOptions) -> BlockTemplate | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_BlockWaitOptions_104(options)
        except ENCODE_ERRORS as error:
            raise _refused('BlockTemplate.waitNext', error) from error
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P107(0, 24, _K45, q.qid | 0x800000000, _K98, self._iid, _K106, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.waitNext', error) from error
        r = conn.call(state, q, head + b1)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x10000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0,) = _U55(buf, a)
            else:
                (p1_0,), a = _unpack_large(_U55, buf, o + (c << 3), p - c, 0, 1)
            cs = CapSource(conn, W, t)
            x2 = cs.take(p1_0, BlockTemplateProxy)
            result: BlockTemplate | None = x2
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.waitNext', error) from error

    def interrupt_wait(self) -> None:
        conn = self._conn
        state = conn.enter_plain()
        q = conn.question_plain(state)
        q.expecting(0xfffffffc)
        try:
            head = _P65(0, 13, _K45, q.qid | 0x900000000, _K98, self._iid, _K64)
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.interruptWait', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def submit_solution(self, version: int, timestamp: int, nonce: int, coinbase: Transaction) -> BlockVerdict:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(coinbase)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('BlockTemplate.submitSolution', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P103(0, 24 + (n2 + 7 >> 3), _K45, q.qid | 0xa00000000, _K98, self._iid, _K102, version, timestamp, nonce, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K53, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('BlockTemplate.submitSolution', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U22(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U22(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U22, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
            e2 = s2 + (p1_0 >> 35)
            x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
            s3 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
            e3 = s3 + (p1_1 >> 35)
            x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_1)
            result: BlockVerdict = BlockVerdict(reason=x2, debug=x3, result=(f1_0 & 1 != 0))
            if type(buf) is memoryview:
                conn.reuse(buf)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'BlockTemplate.submitSolution', error) from error


def _put_BlockRef_8(v: Any) -> bytes:
    b1: bytes = v.hash
    if type(b1) is not bytes:
        b1 = _as_bytes(b1)
    n1 = len(b1)
    result: bytes = _P9(v.height, 0x200000001 + (n1 << 35)) + b1 + PADS[n1 & 7]
    return result


def _get_BlockCreateOptions_21(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x3:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (f1_0, d1_8, d1_16) = _U22(buf, a)
    else:
        (f1_0, d1_8, d1_16), a = _struct_at(_U22, buf, at, p, 3, 0)
    return BlockCreateOptions(use_mempool=(f1_0 & 1 == 0), block_reserved_weight=(d1_8 ^ 8000), coinbase_output_max_additional_sigops=(d1_16 ^ 400))


def _get_BlockCheckOptions_27(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x1:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (f1_0,) = _U28(buf, a)
    else:
        (f1_0,), a = _struct_at(_U28, buf, at, p, 1, 0)
    return BlockCheckOptions(check_merkle_root=(f1_0 & 1 == 0), check_pow=(f1_0 & 2 == 0))


def _get_tuple_of_Data_39(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    words, a = _pointer_rows(buf, at, p, lim)
    end = len(buf)
    out: list[Any] = []
    for p in words:
        lim[0] -= (p >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 8 + ((p & 0xfffffffc) << 1)
        e1 = s1 + (p >> 35)
        x1: Any = bytes(buf[s1:e1]) if p & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a, p)
        out.append(x1)
        a += 8
    return tuple(out)


def _put_tuple_of_Data_40(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    words: list[int] = []
    tails: list[bytes] = []
    o = n - 1
    for v in vs:
        b1: bytes = v
        if type(b1) is not bytes:
            b1 = _as_bytes(b1)
        n1 = len(b1)
        words.append(0x200000001 + (n1 << 35) + (o << 2))
        tails.append(b1 + PADS[n1 & 7])
        o += (n1 + 7 >> 3) - 1
    return 0x600000001 + (n << 35), _pack_words(words) + b''.join(tails)


def _get_BlockRef_50(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, p1_0) = _U51(buf, a)
    else:
        (d1_0, p1_0), a = _struct_at(_U51, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_0)
    return BlockRef(hash=x2, height=d1_0)


def _put_BlockCreateOptions_56(v: Any) -> bytes:
    result: bytes = _P57((0 if v.use_mempool else 1), (v.block_reserved_weight ^ 8000), (v.coinbase_output_max_additional_sigops ^ 400))
    return result


def _put_BlockCheckOptions_60(v: Any) -> bytes:
    result: bytes = _P61((0 if v.check_merkle_root else 1) | (0 if v.check_pow else 1) << 1)
    return result


def _put_CoinbaseTx_76(v: Any) -> bytes:
    b1: bytes = v.script_sig_prefix
    if type(b1) is not bytes:
        b1 = _as_bytes(b1)
    n1 = len(b1)
    b2: bytes = v.witness
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    p3, b3 = _put_tuple_of_TxOut_77(v.required_outputs)
    b4: bytes = v.extra_payload
    if type(b4) is not bytes:
        b4 = _as_bytes(b4)
    n4 = len(b4)
    p5, b5 = _put_tuple_of_TxOut_77(v.masternode_outputs)
    p6, b6 = _put_tuple_of_TxOut_77(v.superblock_outputs)
    o7 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    o8 = o7 + (len(b3) >> 3)
    o9 = o8 + (n4 + 7 >> 3)
    o10 = o9 + (len(b5) >> 3)
    o11 = o10 + (len(b6) >> 3)
    result: bytes = _P78(v.version, v.sequence, v.block_reward_remaining, v.lock_time, v.type, 0x200000015 + (n1 << 35), 0x200000011 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0xc + p3 + (o7 << 2), 0x200000009 + (n4 << 35) + (o8 << 2), 0x4 + p5 + (o9 << 2), 0x0 + p6 + (o10 << 2)) + b1 + PADS[n1 & 7] + b2 + PADS[n2 & 7] + b3 + b4 + PADS[n4 & 7] + b5 + b6
    return result


def _put_tuple_of_TxOut_77(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    words: list[int] = []
    tails: list[bytes] = []
    o = n - 1
    for v in vs:
        h1 = encode_output(v)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        words.append(0x200000001 + (n2 << 35) + (o << 2))
        tails.append(b2 + PADS[n2 & 7])
        o += (n2 + 7 >> 3) - 1
    return 0x600000001 + (n << 35), _pack_words(words) + b''.join(tails)


def _get_BlockWaitOptions_89(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x2:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8) = _U90(buf, a)
    else:
        (d1_0, d1_8), a = _struct_at(_U90, buf, at, p, 2, 0)
    return BlockWaitOptions(timeout=_bits_float(d1_0 ^ 0x7fefffffffffffff, 'd'), fee_threshold=(d1_8 ^ 2100000000000000))


def _get_CoinbaseTx_99(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x60003:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_4, d1_8, d1_16, d1_20, p1_0, p1_1, p1_2, p1_3, p1_4, p1_5) = _U100(buf, a)
    else:
        (d1_0, d1_4, d1_8, d1_16, d1_20, p1_0, p1_1, p1_2, p1_3, p1_4, p1_5), a = _struct_at(_U100, buf, at, p, 3, 6)
    end = len(buf)
    s2 = a + 32 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_0)
    s3 = a + 40 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = bytes(buf[s3:e3]) if p1_1 & 0x700000003 == 0x200000001 and e3 <= end else _data_at(buf, a + 32, p1_1)
    x4 = _get_tuple_of_TxOut_101(buf, a + 40, p1_2, lim)
    s5 = a + 56 + ((p1_3 & 0xfffffffc) << 1)
    e5 = s5 + (p1_3 >> 35)
    x5: Any = bytes(buf[s5:e5]) if p1_3 & 0x700000003 == 0x200000001 and e5 <= end else _data_at(buf, a + 48, p1_3)
    x6 = _get_tuple_of_TxOut_101(buf, a + 56, p1_4, lim)
    x7 = _get_tuple_of_TxOut_101(buf, a + 64, p1_5, lim)
    return CoinbaseTx(version=d1_0, sequence=d1_4, script_sig_prefix=x2, witness=x3, block_reward_remaining=d1_8, required_outputs=x4, lock_time=d1_16, type=d1_20, extra_payload=x5, masternode_outputs=x6, superblock_outputs=x7)


def _get_tuple_of_TxOut_101(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    words, a = _pointer_rows(buf, at, p, lim)
    end = len(buf)
    out: list[Any] = []
    for p in words:
        lim[0] -= (p >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 8 + ((p & 0xfffffffc) << 1)
        e1 = s1 + (p >> 35)
        x1: Any = bytes(buf[s1:e1]) if p & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a, p)
        out.append(decode_output(x1))
        a += 8
    return tuple(out)


def _put_BlockWaitOptions_104(v: Any) -> bytes:
    result: bytes = _P105((_float_bits(v.timeout, 'd') ^ 0x7fefffffffffffff), (v.fee_threshold ^ 2100000000000000))
    return result


def _serve_Mining_isTestChain(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.is_test_chain()
    try:
        return _P3(0, 9, _K1, qid | NO_FINISH, _K2, (1 if r else 0))
    except ENCODE_ERRORS as error:
        raise _refused('Mining.isTestChain result', error) from error


def _serve_Mining_isInitialBlockDownload(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.is_initial_block_download()
    try:
        return _P3(0, 9, _K1, qid | NO_FINISH, _K2, (1 if r else 0))
    except ENCODE_ERRORS as error:
        raise _refused('Mining.isInitialBlockDownload result', error) from error


def _serve_Mining_getTip(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_tip()
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockRef_8(r)
            q1 = 0x1000100000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P11(0, 10 + w1, _K1, qid | NO_FINISH, _K10, (1 if r is not None else 0), (q1 + 0x0 if q1 else 0))
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Mining.getTip result', error) from error


def _serve_Mining_waitTipChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U15(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U15, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = _bits_float(d1_0 ^ 0x7fefffffffffffff, 'd')
    except DECODE_ERRORS as error:
        raise _malformed('Mining.waitTipChanged', error) from error
    r = impl.wait_tip_changed(x2, z3)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockRef_8(r)
            q1 = 0x1000100000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P17(0, 9 + w1, _K1, qid | NO_FINISH, _K16, (q1 + 0x0 if q1 else 0))
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Mining.waitTipChanged result', error) from error


def _serve_Mining_createNewBlock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1) = _U20(buf, a)
        else:
            (f1_0, p1_1), a = _unpack_large(_U20, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_BlockCreateOptions_21(buf, a + 16, p1_1, lim)
        z3 = (f1_0 & 1 == 0)
    except DECODE_ERRORS as error:
        raise _malformed('Mining.createNewBlock', error) from error
    r = impl.create_new_block(x2, z3)
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, BlockTemplateProxy._info, True))


def _serve_Mining_checkBlock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U26(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        x3 = _get_BlockCheckOptions_27(buf, a + 16, p1_2, lim)
        z4 = decode_block(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Mining.checkBlock', error) from error
    r = impl.check_block(z4, x3)
    try:
        b1: bytes = r.reason.encode()
        n1 = len(b1) + 1
        b2: bytes = r.debug.encode()
        n2 = len(b2) + 1
        o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        head = _P30(0, 11 + o3, _K1, qid | NO_FINISH, _K29, (1 if r.result else 0), 0x200000005 + (n1 << 35), 0x200000001 + (n2 << 35) + ((n1 + 7 >> 3) << 2))
        if o3 > 2048:
            return [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Mining.checkBlock result', error) from error


def _serve_Mining_interrupt(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.interrupt()
    return empty_return_frame(qid)


def _serve_Mining_submitBlock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U36(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U36, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        z3 = decode_block(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Mining.submitBlock', error) from error
    r = impl.submit_block(z3)
    try:
        b1: bytes = r.reason.encode()
        n1 = len(b1) + 1
        b2: bytes = r.debug.encode()
        n2 = len(b2) + 1
        o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        head = _P30(0, 11 + o3, _K1, qid | NO_FINISH, _K29, (1 if r.result else 0), 0x200000005 + (n1 << 35), 0x200000001 + (n2 << 35) + ((n1 + 7 >> 3) << 2))
        if o3 > 2048:
            return [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Mining.submitBlock result', error) from error


def _serve_Mining_getTransactionsByTxId(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U36(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U36, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_tuple_of_Data_39(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Mining.getTransactionsByTxId', error) from error
    r = impl.get_transactions_by_tx_id(x2)
    try:
        p1, b1 = _put_tuple_of_Data_40(r)
        head = _P17(0, 9 + (len(b1) >> 3), _K1, qid | NO_FINISH, _K16, 0x0 + p1)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Mining.getTransactionsByTxId result', error) from error


def _serve_Mining_getTransactionsByWitnessId(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U36(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U36, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_tuple_of_Data_39(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Mining.getTransactionsByWitnessId', error) from error
    r = impl.get_transactions_by_witness_id(x2)
    try:
        p1, b1 = _put_tuple_of_Data_40(r)
        head = _P17(0, 9 + (len(b1) >> 3), _K1, qid | NO_FINISH, _K16, 0x0 + p1)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Mining.getTransactionsByWitnessId result', error) from error


MiningProxy._info = InterfaceInfo(
    0xf9c68436df3af39e,
    'Mining',
    {
        0xf9c68436df3af39e << 16 | 0: Method('isTestChain', True, _serve_Mining_isTestChain, True, 0x10000, lambda: (describer(lambda: _D4), describer(lambda: _D5))),
        0xf9c68436df3af39e << 16 | 1: Method('isInitialBlockDownload', True, _serve_Mining_isInitialBlockDownload, True, 0x10000, lambda: (describer(lambda: _D6), describer(lambda: _D7))),
        0xf9c68436df3af39e << 16 | 2: Method('getTip', True, _serve_Mining_getTip, True, 0x10000, lambda: (describer(lambda: _D12), describer(lambda: _D13))),
        0xf9c68436df3af39e << 16 | 3: Method('waitTipChanged', True, _serve_Mining_waitTipChanged, True, 0x20001, lambda: (describer(lambda: _D18), describer(lambda: _D19))),
        0xf9c68436df3af39e << 16 | 4: Method('createNewBlock', True, _serve_Mining_createNewBlock, False, 0x20001, lambda: (describer(lambda: _D23), describer(lambda: _D25))),
        0xf9c68436df3af39e << 16 | 5: Method('checkBlock', True, _serve_Mining_checkBlock, True, 0x30000, lambda: (describer(lambda: _D31), describer(lambda: _D33))),
        0xf9c68436df3af39e << 16 | 6: Method('interrupt', False, _serve_Mining_interrupt, True, 0x0, lambda: (describer(lambda: _D34), describer(lambda: _D35))),
        0xf9c68436df3af39e << 16 | 7: Method('submitBlock', True, _serve_Mining_submitBlock, True, 0x20000, lambda: (describer(lambda: _D37), describer(lambda: _D38))),
        0xf9c68436df3af39e << 16 | 8: Method('getTransactionsByTxId', True, _serve_Mining_getTransactionsByTxId, True, 0x20000, lambda: (describer(lambda: _D41), describer(lambda: _D42))),
        0xf9c68436df3af39e << 16 | 9: Method('getTransactionsByWitnessId', True, _serve_Mining_getTransactionsByWitnessId, True, 0x20000, lambda: (describer(lambda: _D43), describer(lambda: _D44))),
    },
    proxy=MiningProxy,
)


def _serve_BlockTemplate_getBlockHeader(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_block_header()
    try:
        h1 = encode_header(r)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        head = _P17(0, 9 + (n2 + 7 >> 3), _K1, qid | NO_FINISH, _K16, 0x200000001 + (n2 << 35))
        if (n2 + 7 >> 3) > 2048:
            return [head, b2, PADS[n2 & 7]]
        return head + b2 + PADS[n2 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.getBlockHeader result', error) from error


def _serve_BlockTemplate_getBlock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_block()
    try:
        h1 = encode_block(r)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        head = _P17(0, 9 + (n2 + 7 >> 3), _K1, qid | NO_FINISH, _K16, 0x200000001 + (n2 << 35))
        if (n2 + 7 >> 3) > 2048:
            return [head, b2, PADS[n2 & 7]]
        return head + b2 + PADS[n2 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.getBlock result', error) from error


def _serve_BlockTemplate_getTxFees(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_tx_fees()
    try:
        p1, b1 = _put_numbers(r, 'q', 5)
        head = _P17(0, 9 + (len(b1) >> 3), _K1, qid | NO_FINISH, _K16, 0x0 + p1)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.getTxFees result', error) from error


def _serve_BlockTemplate_getTxSigops(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_tx_sigops()
    try:
        p1, b1 = _put_numbers(r, 'q', 5)
        head = _P17(0, 9 + (len(b1) >> 3), _K1, qid | NO_FINISH, _K16, 0x0 + p1)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.getTxSigops result', error) from error


def _serve_BlockTemplate_getCoinbaseTx(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_coinbase_tx()
    try:
        b1 = _put_CoinbaseTx_76(r)
        head = _P80(0, 9 + (len(b1) >> 3), _K1, qid | NO_FINISH, _K79)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.getCoinbaseTx result', error) from error


def _serve_BlockTemplate_getCoinbaseMerklePath(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.get_coinbase_merkle_path()
    try:
        p1, b1 = _put_tuple_of_Data_40(r)
        head = _P17(0, 9 + (len(b1) >> 3), _K1, qid | NO_FINISH, _K16, 0x0 + p1)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.getCoinbaseMerklePath result', error) from error


def _serve_BlockTemplate_submitSolutionOld7(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, d1_4, d1_8, p1_1) = _U86(buf, a)
        else:
            (d1_0, d1_4, d1_8, p1_1), a = _unpack_large(_U86, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_1)
        z3 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('BlockTemplate.submitSolutionOld7', error) from error
    r = impl.submit_solution_old7(d1_0, d1_4, d1_8, z3)
    try:
        return _P3(0, 9, _K1, qid | NO_FINISH, _K2, (1 if r else 0))
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.submitSolutionOld7 result', error) from error


def _serve_BlockTemplate_waitNext(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U36(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U36, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_BlockWaitOptions_89(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('BlockTemplate.waitNext', error) from error
    r = impl.wait_next(x2)
    if r is None:
        return conn.return_null(qid)
    return conn.return_cap(qid, conn.export(r, BlockTemplateProxy._info, True))


def _serve_BlockTemplate_interruptWait(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.interrupt_wait()
    return empty_return_frame(qid)


def _serve_BlockTemplate_submitSolution(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, d1_4, d1_8, p1_1) = _U86(buf, a)
        else:
            (d1_0, d1_4, d1_8, p1_1), a = _unpack_large(_U86, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_1)
        z3 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('BlockTemplate.submitSolution', error) from error
    r = impl.submit_solution(d1_0, d1_4, d1_8, z3)
    try:
        b1: bytes = r.reason.encode()
        n1 = len(b1) + 1
        b2: bytes = r.debug.encode()
        n2 = len(b2) + 1
        o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        head = _P30(0, 11 + o3, _K1, qid | NO_FINISH, _K29, (1 if r.result else 0), 0x200000005 + (n1 << 35), 0x200000001 + (n2 << 35) + ((n1 + 7 >> 3) << 2))
        if o3 > 2048:
            return [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('BlockTemplate.submitSolution result', error) from error


BlockTemplateProxy._info = InterfaceInfo(
    0xf9671ad841b2f622,
    'BlockTemplate',
    {
        0xf9671ad841b2f622 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xf9671ad841b2f622 << 16 | 1: Method('getBlockHeader', True, _serve_BlockTemplate_getBlockHeader, True, 0x10000, lambda: (describer(lambda: _D68), describer(lambda: _D69))),
        0xf9671ad841b2f622 << 16 | 2: Method('getBlock', True, _serve_BlockTemplate_getBlock, True, 0x10000, lambda: (describer(lambda: _D70), describer(lambda: _D71))),
        0xf9671ad841b2f622 << 16 | 3: Method('getTxFees', True, _serve_BlockTemplate_getTxFees, True, 0x10000, lambda: (describer(lambda: _D72), describer(lambda: _D73))),
        0xf9671ad841b2f622 << 16 | 4: Method('getTxSigops', True, _serve_BlockTemplate_getTxSigops, True, 0x10000, lambda: (describer(lambda: _D74), describer(lambda: _D75))),
        0xf9671ad841b2f622 << 16 | 5: Method('getCoinbaseTx', True, _serve_BlockTemplate_getCoinbaseTx, True, 0x10000, lambda: (describer(lambda: _D81), describer(lambda: _D82))),
        0xf9671ad841b2f622 << 16 | 6: Method('getCoinbaseMerklePath', True, _serve_BlockTemplate_getCoinbaseMerklePath, True, 0x10000, lambda: (describer(lambda: _D84), describer(lambda: _D85))),
        0xf9671ad841b2f622 << 16 | 7: Method('submitSolutionOld7', True, _serve_BlockTemplate_submitSolutionOld7, True, 0x20002, lambda: (describer(lambda: _D87), describer(lambda: _D88))),
        0xf9671ad841b2f622 << 16 | 8: Method('waitNext', True, _serve_BlockTemplate_waitNext, False, 0x20000, lambda: (describer(lambda: _D91), describer(lambda: _D93))),
        0xf9671ad841b2f622 << 16 | 9: Method('interruptWait', False, _serve_BlockTemplate_interruptWait, True, 0x0, lambda: (describer(lambda: _D94), describer(lambda: _D95))),
        0xf9671ad841b2f622 << 16 | 10: Method('submitSolution', True, _serve_BlockTemplate_submitSolution, True, 0x20002, lambda: (describer(lambda: _D96), describer(lambda: _D97))),
    },
    proxy=BlockTemplateProxy,
    destroy=0xf9671ad841b2f622 << 16 | 0,
)

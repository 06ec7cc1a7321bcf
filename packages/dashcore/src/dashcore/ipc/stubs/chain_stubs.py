"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from collections.abc import Callable
from dashcore.interfaces.chain import BlockInfo, BlockLocator, BroadcastResult, Chain, ChainNotifications, CoinInfo, FeeEstimate, MempoolRemovalReason, PackageLimits, TransactionAncestry
from dashcore.interfaces.chain_client import ChainClient
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.rpc import RpcCall, RpcCommandInfo, RpcError, RpcMode
from dashcore.ipc.hooks import decode_block, decode_outpoint, decode_output, decode_transaction, encode_block, encode_outpoint, encode_output, encode_transaction
from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height, TxId, UnixTime
from dashcore.ipc.stubs import handler_stubs
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, NO_FINISH, Reply, State, Words, empty_return_frame, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import CapSink, CapSource, DECODE_ERRORS, ENCODE_ERRORS, PADS, TEXT_PADS, as_bytes as _as_bytes, broken as _broken, budget as _budget, data_at as _data_at, malformed as _malformed, pack_words as _pack_words, pointer_rows as _pointer_rows, refused as _refused, struct_at as _struct_at, struct_rows as _struct_rows, text_at as _text_at, too_much as _too_much, unpack_large as _unpack_large

__all__ = [
    "ChainClientProxy",
    "ChainNotificationsProxy",
    "ChainProxy",
    "HandleRpcCallbackProxy",
    "RpcRunLaterCallbackProxy",
]

_U1 = Struct('<q8xQ').unpack_from
_U4 = Struct('<i4x8xQ').unpack_from
_E5 = {m._value_: m for m in MempoolRemovalReason}
_U14 = Struct('<8xQ').unpack_from
_U16 = Struct('<Q').unpack_from
_K25 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K26 = b'\xc93\xe2\x1c\x00\x8a\xf2\x8d\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K27 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x02\x00\x15\x00\x00\x00'\x00\x00\x00"
_K28 = b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P29 = Struct('<II24sQ40sQ24sq8sQ24sQ8sQ8s').pack
_P30 = Struct('<II24sQ40sQ24si4x8sQ24sQ8sQ8s').pack
_K31 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P32 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_P35 = Struct('<Q').pack
_K36 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x00\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P37 = Struct('<II24sQ40sQ64sQ8sQ8s').pack
_K38 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00"
_P39 = Struct('<II24sQ40sQ32sQ24sQ8sQ8s').pack
_P42 = Struct('<qQ').pack
_K43 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x00'
_K44 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_P45 = Struct('<II24sQ48s').pack
_K46 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P47 = Struct('<II24sQ32siB3x8s').pack
_U51 = Struct('<i4x8x').unpack_from
_K53 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_P54 = Struct('<II24sQ56s').pack
_K55 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P56 = Struct('<II24sQ32sB7xQ8s').pack
_P59 = Struct('<II24sQ32sB7x8s').pack
_K65 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_K66 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K79 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P80 = Struct('<II24sQ32sQ8s').pack
_U83 = Struct('<B7x8xQ').unpack_from
_P85 = Struct('<iB3xqqqQQQ').pack
_U89 = Struct('<qi4x8x').unpack_from
_U94 = Struct('<8xQQ').unpack_from
_P101 = Struct('<iB3xQ').pack
_P102 = Struct('<B7xQ').pack
_P107 = Struct('<II24sQ32sd8s').pack
_U110 = Struct('<iiB7x8xQ').unpack_from
_U117 = Struct('<qB7x8xQ').unpack_from
_K119 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P124 = Struct('<qqqq').pack
_K125 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P130 = Struct('<qq').pack
_K131 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U137 = Struct('<qB7x8x').unpack_from
_P142 = Struct('<II24sQ32sq8s').pack
_K162 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_P163 = Struct('<II24sQ40s').pack
_K164 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K173 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00'
_P174 = Struct('<II24sQ24sQQ8s').pack
_U180 = Struct('<qQQQ').unpack_from
_U187 = Struct('<q8xQQ').unpack_from
_U197 = Struct('<B7x8xQQ').unpack_from
_K204 = b'\xfa\xd3\xed\xc8\xed\x1e\x7f\xf7\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U205 = Struct('<iB3xQ').unpack_from
_U207 = Struct('<qQ').unpack_from
_K208 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x01\x00\x11\x00\x00\x00'\x00\x00\x00"
_K209 = b'\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P210 = Struct('<II24sQ40sQ24si4x32sQ8sQ8s').pack
_U211 = Struct('<B7xQQ').unpack_from
_U212 = Struct('<B7xQ').unpack_from
_U213 = Struct('<QQ').unpack_from
_P214 = Struct('<II24sQ40sQ24sB7x8sQ24sQ8sQ8s').pack
_U216 = Struct('<iB3xqqqQQQ').unpack_from
_K217 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x01\x00\x15\x00\x00\x00'\x00\x00\x00"
_P218 = Struct('<II24sQ40sQ24sqi4x32sQ8sQ8s').pack
_K219 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x03\x00\x15\x00\x00\x00'\x00\x00\x00\x08\x00\x00\x00\x00\x00\x02\x00"
_P220 = Struct('<II24sQ40sQ32sQQ24sQ8sQ8s').pack
_S222 = Struct('<B7xQ')
_U224 = Struct('<dQ').unpack_from
_K225 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x02\x00\x19\x00\x00\x00'\x00\x00\x00"
_P226 = Struct('<II24sQ40sQ24siiB7x8sQ24sQ8sQ8s').pack
_P227 = Struct('<II24sQ40sQ24sqB7x8sQ24sQ8sQ8s').pack
_U230 = Struct('<qqqq').unpack_from
_U232 = Struct('<qq').unpack_from
_P233 = Struct('<II24sQ40sQ24sqB7x32sQ8sQ8s').pack
_P235 = Struct('<II24sQ40sQ16sQ8sQ16s').pack
_P237 = Struct('<qQQQ').pack
_P238 = Struct('<II24sQ40sQ16sQ16sQ16s').pack
_P239 = Struct('<II24sQ40sQ16sQq8sQQ16s').pack
_K240 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x03\x00\x19\x00\x00\x00'\x00\x00\x00"
_P241 = Struct('<II24sQ40sQ24sB7x8sQQ24sQ8sQ8s').pack
_K244 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P245 = Struct('<II24sQ32sB7x').pack
_U256 = Struct('<q8x').unpack_from
_K261 = b'\x05\xa7\x1c\xfe\xef\\;\xbb\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U262 = Struct('<B7x').unpack_from
_P263 = Struct('<II24sQ40sQ24sq32sQ8sQ8s').pack
_U265 = Struct('<i4xQQQQQ').unpack_from
_E266 = {m._value_: m for m in RpcMode}
_P271 = Struct('<i4xQQQQQ').pack
_K272 = b'\x07YH\n\xd0"l\xad\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K273 = b'\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x01\x00\x05\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P274 = Struct('<II24sQ40sQ24sB7x40sQ8sQ8s').pack
_K277 = b'3-\xd84\xe0\xff\x0b\xd2\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_D2: Shape = Shape(1, 2, (('context', 'context', 0, None), ('tx', 'data', 1, None), ('acceptTime', 'q', 0, None),))
_D3: Shape = Shape(0, 0, ())
_D6: Shape = Shape(1, 2, (('context', 'context', 0, None), ('tx', 'data', 1, None), ('reason', 'i', 0, None),))
_D7: Shape = Shape(0, 0, ())
_D8: Shape = Shape(1, 2, (('context', 'context', 0, None), ('block', 'data', 1, None), ('height', 'i', 0, None),))
_D9: Shape = Shape(0, 0, ())
_D10: Shape = Shape(1, 2, (('context', 'context', 0, None), ('block', 'data', 1, None), ('height', 'i', 0, None),))
_D11: Shape = Shape(0, 0, ())
_D12: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D13: Shape = Shape(0, 0, ())
_D18: Shape = Shape(0, 2, (('context', 'context', 0, None), ('locator', 'struct', 1, lambda: _D19),))
_D19: Shape = Shape(0, 1, (('hashes', 'list', 0, ('data', None)),))
_D20: Shape = Shape(0, 0, ())
_D21: Shape = Shape(1, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None), ('height', 'i', 0, None),))
_D22: Shape = Shape(0, 0, ())
_D23: Shape = Shape(0, 2, (('context', 'context', 0, None), ('tx', 'data', 1, None),))
_D24: Shape = Shape(0, 0, ())
_D48: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D49: Shape = Shape(1, 1, (('result', 'i', 0, None), ('hasResult', 'bit', 32, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D50: Shape = Shape(1, 1, (('code', 'q', 0, None), ('message', 'text', 0, None),))
_D57: Shape = Shape(1, 1, (('context', 'context', 0, None), ('height', 'i', 0, None),))
_D58: Shape = Shape(1, 2, (('result', 'data', 0, None), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D60: Shape = Shape(1, 1, (('context', 'context', 0, None), ('height', 'i', 0, None),))
_D61: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D62: Shape = Shape(0, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None),))
_D63: Shape = Shape(1, 1, (('result', 'i', 0, None), ('hasResult', 'bit', 32, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D67: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D68: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D19), ('rpcError', 'struct', 1, lambda: _D50),))
_D69: Shape = Shape(0, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None),))
_D70: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D19), ('rpcError', 'struct', 1, lambda: _D50),))
_D71: Shape = Shape(0, 2, (('context', 'context', 0, None), ('locator', 'struct', 1, lambda: _D19),))
_D72: Shape = Shape(1, 1, (('result', 'i', 0, None), ('hasResult', 'bit', 32, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D73: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D74: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D75: Shape = Shape(1, 2, (('context', 'context', 0, None), ('height', 'i', 0, None), ('blockHash', 'data', 1, None),))
_D76: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D81: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outputs', 'list', 1, ('data', None)),))
_D82: Shape = Shape(0, 2, (('result', 'list', 0, ('data', None)), ('rpcError', 'struct', 1, lambda: _D50),))
_D86: Shape = Shape(1, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None), ('wantData', 'bit', 0, None),))
_D87: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D88), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D88: Shape = Shape(4, 3, (('hash', 'data', 0, None), ('height', 'i', 0, None), ('time', 'q', 8, None), ('maxTime', 'q', 16, None), ('medianTime', 'q', 24, None), ('inActiveChain', 'bit', 32, None), ('nextHash', 'data', 1, None), ('hasNextHash', 'bit', 33, None), ('data', 'data', 2, None), ('hasData', 'bit', 34, None),))
_D90: Shape = Shape(2, 1, (('context', 'context', 0, None), ('minTime', 'q', 0, None), ('minHeight', 'i', 8, None),))
_D91: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D88), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D92: Shape = Shape(1, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None), ('height', 'i', 0, None),))
_D93: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D88), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D95: Shape = Shape(0, 3, (('context', 'context', 0, None), ('blockHash', 'data', 1, None), ('ancestorHash', 'data', 2, None),))
_D96: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D88), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D97: Shape = Shape(0, 3, (('context', 'context', 0, None), ('first', 'data', 1, None), ('second', 'data', 2, None),))
_D98: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D88), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D103: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outpoints', 'list', 1, ('data', None)),))
_D104: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D105)), ('rpcError', 'struct', 1, lambda: _D50),))
_D105: Shape = Shape(1, 1, (('value', 'struct', 0, lambda: _D106), ('hasValue', 'bit', 0, None),))
_D106: Shape = Shape(1, 1, (('output', 'data', 0, None), ('height', 'i', 0, None), ('isCoinbase', 'bit', 32, None),))
_D108: Shape = Shape(0, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None),))
_D109: Shape = Shape(1, 1, (('result', 'd', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D111: Shape = Shape(2, 2, (('context', 'context', 0, None), ('blockHash', 'data', 1, None), ('minHeight', 'i', 0, None), ('maxHeight', 'i', 4, None), ('hasMaxHeight', 'bit', 64, None),))
_D112: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D113: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D114: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D115: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D116: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D120: Shape = Shape(2, 2, (('context', 'context', 0, None), ('tx', 'data', 1, None), ('maxTxFee', 'q', 0, None), ('relay', 'bit', 64, None),))
_D121: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D122), ('rpcError', 'struct', 1, lambda: _D50),))
_D122: Shape = Shape(1, 1, (('accepted', 'bit', 0, None), ('error', 'text', 0, None),))
_D126: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D127: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D128), ('rpcError', 'struct', 1, lambda: _D50),))
_D128: Shape = Shape(4, 0, (('ancestors', 'q', 0, None), ('descendants', 'q', 8, None), ('ancestorSize', 'q', 16, None), ('ancestorFees', 'q', 24, None),))
_D132: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D133: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D134), ('rpcError', 'struct', 1, lambda: _D50),))
_D134: Shape = Shape(2, 0, (('ancestorCount', 'q', 0, None), ('descendantCount', 'q', 8, None),))
_D135: Shape = Shape(0, 2, (('context', 'context', 0, None), ('tx', 'data', 1, None),))
_D136: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D139: Shape = Shape(2, 1, (('context', 'context', 0, None), ('numBlocks', 'q', 0, None), ('conservative', 'bit', 64, None),))
_D140: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D141), ('rpcError', 'struct', 1, lambda: _D50),))
_D141: Shape = Shape(2, 0, (('rate', 'q', 0, None), ('returnedTarget', 'q', 8, None),))
_D143: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D144: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D145: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D146: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D147: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D148: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D149: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D150: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D151: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D152: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D153: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D154: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D155: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D156: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D157: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D158: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D159: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D160: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D165: Shape = Shape(0, 2, (('context', 'context', 0, None), ('message', 'text', 1, None),))
_D166: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D167: Shape = Shape(0, 2, (('context', 'context', 0, None), ('message', 'text', 1, None),))
_D168: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D169: Shape = Shape(0, 2, (('context', 'context', 0, None), ('message', 'text', 1, None),))
_D170: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D171: Shape = Shape(2, 2, (('context', 'context', 0, None), ('title', 'text', 1, None), ('progress', 'q', 0, None), ('resumePossible', 'bit', 64, None),))
_D172: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D175: Shape = Shape(0, 2, (('context', 'context', 0, None), ('notifications', 'cap', 1, None),))
_D176: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D177: Shape = Shape(0, 2, (('context', 'context', 0, None), ('oldTip', 'data', 1, None),))
_D178: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D182: Shape = Shape(0, 3, (('context', 'context', 0, None), ('command', 'struct', 1, lambda: _D183), ('actor', 'cap', 2, None),))
_D183: Shape = Shape(1, 3, (('category', 'text', 0, None), ('name', 'text', 1, None), ('argNames', 'list', 2, ('text', None)), ('uniqueId', 'q', 0, None),))
_D184: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D185: Shape = Shape(0, 2, (('context', 'context', 0, None), ('method', 'text', 1, None),))
_D186: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D188: Shape = Shape(1, 3, (('context', 'context', 0, None), ('name', 'text', 1, None), ('fn', 'cap', 2, None), ('seconds', 'q', 0, None),))
_D189: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D190: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'text', 1, None),))
_D191: Shape = Shape(0, 2, (('result', 'text', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D193: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'text', 1, None),))
_D194: Shape = Shape(0, 2, (('result', 'list', 0, ('text', None)), ('rpcError', 'struct', 1, lambda: _D50),))
_D195: Shape = Shape(0, 2, (('context', 'context', 0, None), ('name', 'text', 1, None),))
_D196: Shape = Shape(0, 2, (('result', 'text', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D198: Shape = Shape(1, 3, (('context', 'context', 0, None), ('name', 'text', 1, None), ('value', 'text', 2, None), ('write', 'bit', 0, None),))
_D199: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D200: Shape = Shape(0, 2, (('context', 'context', 0, None), ('notifications', 'cap', 1, None),))
_D201: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))
_D202: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D203: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D50),))
_D242: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D243: Shape = Shape(0, 0, ())
_D246: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D247: Shape = Shape(1, 0, (('result', 'bit', 0, None),))
_D248: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D249: Shape = Shape(1, 0, (('result', 'bit', 0, None),))
_D250: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D251: Shape = Shape(0, 0, ())
_D252: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D253: Shape = Shape(0, 0, ())
_D254: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D255: Shape = Shape(0, 0, ())
_D257: Shape = Shape(1, 1, (('context', 'context', 0, None), ('time', 'q', 0, None),))
_D258: Shape = Shape(0, 0, ())
_D259: Shape = Shape(1, 1, (('context', 'context', 0, None), ('seconds', 'q', 0, None),))
_D260: Shape = Shape(0, 0, ())
_D267: Shape = Shape(1, 2, (('context', 'context', 0, None), ('arg0', 'struct', 1, lambda: _D268), ('arg1', 'bit', 0, None),))
_D268: Shape = Shape(1, 5, (('method', 'text', 0, None), ('paramsJson', 'secret', 1, None), ('mode', 'i', 0, None), ('uri', 'text', 2, None), ('authUser', 'text', 3, None), ('peerAddress', 'text', 4, None),))
_D269: Shape = Shape(0, 2, (('result', 'secret', 0, None), ('rpcError', 'struct', 1, lambda: _D50),))
_D275: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D276: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D50),))


class ChainNotificationsProxy(ChainNotifications, Proxy):
    """ChainNotifications in another process."""

    def transaction_added_to_mempool(self, tx: Transaction, accept_time: UnixTime) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.transactionAddedToMempool', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P29(0, 23 + (n2 + 7 >> 3), _K25, q.qid | 0x100000000, _K26, self._iid, _K27, accept_time, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.transactionAddedToMempool', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        if type(r) is not bytes:
            conn.results(r, 0)

    def transaction_removed_from_mempool(self, tx: Transaction, reason: MempoolRemovalReason) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.transactionRemovedFromMempool', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P30(0, 23 + (n2 + 7 >> 3), _K25, q.qid | 0x200000000, _K26, self._iid, _K27, reason._value_, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.transactionRemovedFromMempool', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        if type(r) is not bytes:
            conn.results(r, 0)

    def block_connected(self, block: Block, height: Height) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_block(block)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.blockConnected', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P30(0, 23 + (n2 + 7 >> 3), _K25, q.qid | 0x300000000, _K26, self._iid, _K27, height, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.blockConnected', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        if type(r) is not bytes:
            conn.results(r, 0)

    def block_disconnected(self, block: Block, height: Height) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_block(block)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.blockDisconnected', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P30(0, 23 + (n2 + 7 >> 3), _K25, q.qid | 0x400000000, _K26, self._iid, _K27, height, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.blockDisconnected', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        if type(r) is not bytes:
            conn.results(r, 0)

    def updated_block_tip(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x500000000, _K26, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.updatedBlockTip', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def chain_state_flushed(self, locator: BlockLocator) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_BlockLocator_33(locator)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.chainStateFlushed', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P37(0, 22 + (len(b1) >> 3), _K25, q.qid | 0x600000000, _K26, self._iid, _K36, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.chainStateFlushed', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        if type(r) is not bytes:
            conn.results(r, 0)

    def notify_chain_lock(self, block_hash: BlockHash, height: Height) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.notifyChainLock', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P30(0, 23 + (n1 + 7 >> 3), _K25, q.qid | 0x700000000, _K26, self._iid, _K27, height, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.notifyChainLock', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        if type(r) is not bytes:
            conn.results(r, 0)

    def notify_transaction_lock(self, tx: Transaction) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('ChainNotifications.notifyTransactionLock', error) from error
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P39(0, 22 + (n2 + 7 >> 3), _K25, q.qid | 0x800000000, _K26, self._iid, _K38, 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainNotifications.notifyTransactionLock', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        if type(r) is not bytes:
            conn.results(r, 0)


class ChainProxy(Chain, Proxy):
    """Chain in another process."""

    def get_height(self) -> Height | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x100000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getHeight', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, f1_4, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, f1_4, p1_0) = _U205(buf, a)
                else:
                    (d1_0, f1_4, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: Height | None = (d1_0 if f1_4 & 1 else None)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getHeight', error) from error
        raise failure

    def get_block_hash(self, height: Height) -> BlockHash | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P210(0, 22, _K25, q.qid | 0x200000000, _K204, self._iid, _K208, height, _K209, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getBlockHash', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U211(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U211(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U211, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    s4 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
                    e4 = s4 + (p1_0 >> 35)
                    x4: Any = bytes(buf[s4:e4]) if p1_0 & 0x700000003 == 0x200000001 and e4 <= end else _data_at(buf, a + 8, p1_0)
                    y3 = x4
                result: BlockHash | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getBlockHash', error) from error
        raise failure

    def have_block_on_disk(self, height: Height) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P210(0, 22, _K25, q.qid | 0x300000000, _K204, self._iid, _K208, height, _K209, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.haveBlockOnDisk', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.haveBlockOnDisk', error) from error
        raise failure

    def find_fork(self, block_hash: BlockHash) -> Height | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findFork', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x400000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findFork', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, f1_4, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, f1_4, p1_0) = _U205(buf, a)
                else:
                    (d1_0, f1_4, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: Height | None = (d1_0 if f1_4 & 1 else None)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findFork', error) from error
        raise failure

    def get_tip_locator(self) -> BlockLocator:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x500000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getTipLocator', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_BlockLocator_15(buf, a + 0, p1_0, lim)
                result: BlockLocator = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getTipLocator', error) from error
        raise failure

    def get_active_chain_locator(self, block_hash: BlockHash) -> BlockLocator:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.getActiveChainLocator', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x600000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getActiveChainLocator', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_BlockLocator_15(buf, a + 0, p1_0, lim)
                result: BlockLocator = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getActiveChainLocator', error) from error
        raise failure

    def find_locator_fork(self, locator: BlockLocator) -> Height | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_BlockLocator_33(locator)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findLocatorFork', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P37(0, 22 + (len(b1) >> 3), _K25, q.qid | 0x700000000, _K204, self._iid, _K36, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findLocatorFork', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, f1_4, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, f1_4, p1_0) = _U205(buf, a)
                else:
                    (d1_0, f1_4, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: Height | None = (d1_0 if f1_4 & 1 else None)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findLocatorFork', error) from error
        raise failure

    def is_instant_send_locked_tx(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.isInstantSendLockedTx', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x800000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.isInstantSendLockedTx', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.isInstantSendLockedTx', error) from error
        raise failure

    def has_chain_lock(self, height: Height, block_hash: BlockHash) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.hasChainLock', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P30(0, 23 + (n1 + 7 >> 3), _K25, q.qid | 0x900000000, _K204, self._iid, _K27, height, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.hasChainLock', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.hasChainLock', error) from error
        raise failure

    def list_mn_collaterals(self, outputs: tuple[OutPoint, ...]) -> tuple[OutPoint, ...]:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_tuple_of_OutPoint_78(outputs)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.listMnCollaterals', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (len(b1) >> 3), _K25, q.qid | 0xa00000000, _K204, self._iid, _K38, 0x1c + p1, _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.listMnCollaterals', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_OutPoint_77(buf, a + 0, p1_0, lim)
                result: tuple[OutPoint, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.listMnCollaterals', error) from error
        raise failure

    def find_block(self, block_hash: BlockHash, want_data: bool) -> BlockInfo | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findBlock', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P214(0, 23 + (n1 + 7 >> 3), _K25, q.qid | 0xb00000000, _K204, self._iid, _K27, (1 if want_data else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findBlock', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U211(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U211(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U211, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_BlockInfo_215(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: BlockInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findBlock', error) from error
        raise failure

    def find_first_block_with_time_and_height(self, min_time: UnixTime, min_height: Height) -> BlockInfo | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P218(0, 23, _K25, q.qid | 0xc00000000, _K204, self._iid, _K217, min_time, min_height, _K209, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findFirstBlockWithTimeAndHeight', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U211(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U211(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U211, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_BlockInfo_215(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: BlockInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findFirstBlockWithTimeAndHeight', error) from error
        raise failure

    def find_ancestor_by_height(self, block_hash: BlockHash, height: Height) -> BlockInfo | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findAncestorByHeight', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P30(0, 23 + (n1 + 7 >> 3), _K25, q.qid | 0xd00000000, _K204, self._iid, _K27, height, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findAncestorByHeight', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U211(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U211(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U211, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_BlockInfo_215(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: BlockInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findAncestorByHeight', error) from error
        raise failure

    def find_ancestor_by_hash(self, block_hash: BlockHash, ancestor_hash: BlockHash) -> BlockInfo | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
            b2: bytes = ancestor_hash
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findAncestorByHash', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P220(0, 23 + o3, _K25, q.qid | 0xe00000000, _K204, self._iid, _K219, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findAncestorByHash', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7], b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7] + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U211(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U211(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U211, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_BlockInfo_215(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: BlockInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findAncestorByHash', error) from error
        raise failure

    def find_common_ancestor(self, first: BlockHash, second: BlockHash) -> BlockInfo | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = first
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
            b2: bytes = second
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findCommonAncestor', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P220(0, 23 + o3, _K25, q.qid | 0xf00000000, _K204, self._iid, _K219, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findCommonAncestor', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7], b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7] + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U211(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U211(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U211, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_BlockInfo_215(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: BlockInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findCommonAncestor', error) from error
        raise failure

    def find_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[CoinInfo | None, ...]:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_tuple_of_OutPoint_78(outpoints)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.findCoins', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (len(b1) >> 3), _K25, q.qid | 0x1000000000, _K204, self._iid, _K38, 0x1c + p1, _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.findCoins', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_OptionalCoinInfo_221(buf, a + 0, p1_0, lim)
                result: tuple[CoinInfo | None, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.findCoins', error) from error
        raise failure

    def guess_verification_progress(self, block_hash: BlockHash) -> float:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.guessVerificationProgress', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x1100000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.guessVerificationProgress', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U224(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U224(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U224, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: float = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.guessVerificationProgress', error) from error
        raise failure

    def has_blocks(self, block_hash: BlockHash, min_height: Height, max_height: Height | None) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = block_hash
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.hasBlocks', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P226(0, 24 + (n1 + 7 >> 3), _K25, q.qid | 0x1200000000, _K204, self._iid, _K225, min_height, (max_height if max_height is not None else 0), (1 if max_height is not None else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.hasBlocks', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.hasBlocks', error) from error
        raise failure

    def is_in_mempool(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.isInMempool', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x1300000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.isInMempool', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.isInMempool', error) from error
        raise failure

    def has_descendants_in_mempool(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.hasDescendantsInMempool', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x1400000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.hasDescendantsInMempool', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.hasDescendantsInMempool', error) from error
        raise failure

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs, relay: bool) -> BroadcastResult:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.broadcastTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P227(0, 24 + (n2 + 7 >> 3), _K25, q.qid | 0x1500000000, _K204, self._iid, _K225, max_tx_fee, (1 if relay else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.broadcastTransaction', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_BroadcastResult_228(buf, a + 0, p1_0, lim)
                result: BroadcastResult = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.broadcastTransaction', error) from error
        raise failure

    def get_transaction_ancestry(self, txid: TxId) -> TransactionAncestry:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.getTransactionAncestry', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x1600000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getTransactionAncestry', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_TransactionAncestry_229(buf, a + 0, p1_0, lim)
                result: TransactionAncestry = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getTransactionAncestry', error) from error
        raise failure

    def get_package_limits(self) -> PackageLimits:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1700000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getPackageLimits', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_PackageLimits_231(buf, a + 0, p1_0, lim)
                result: PackageLimits = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getPackageLimits', error) from error
        raise failure

    def check_chain_limits(self, tx: Transaction) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.checkChainLimits', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n2 + 7 >> 3), _K25, q.qid | 0x1800000000, _K204, self._iid, _K38, 0x20000001d + (n2 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.checkChainLimits', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.checkChainLimits', error) from error
        raise failure

    def estimate_smart_fee(self, num_blocks: int, conservative: bool) -> FeeEstimate:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P233(0, 23, _K25, q.qid | 0x1900000000, _K204, self._iid, _K217, num_blocks, (1 if conservative else 0), _K209, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.estimateSmartFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_FeeEstimate_234(buf, a + 0, p1_0, lim)
                result: FeeEstimate = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.estimateSmartFee', error) from error
        raise failure

    def estimate_max_blocks(self) -> int:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1a00000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.estimateMaxBlocks', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U207(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U207(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U207, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: int = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.estimateMaxBlocks', error) from error
        raise failure

    def mempool_min_fee(self) -> DuffsPerKb:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1b00000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.mempoolMinFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U207(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U207(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U207, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: DuffsPerKb = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.mempoolMinFee', error) from error
        raise failure

    def relay_min_fee(self) -> DuffsPerKb:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1c00000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.relayMinFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U207(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U207(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U207, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: DuffsPerKb = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.relayMinFee', error) from error
        raise failure

    def relay_incremental_fee(self) -> DuffsPerKb:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1d00000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.relayIncrementalFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U207(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U207(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U207, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: DuffsPerKb = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.relayIncrementalFee', error) from error
        raise failure

    def relay_dust_fee(self) -> DuffsPerKb:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1e00000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.relayDustFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U207(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U207(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U207, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: DuffsPerKb = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.relayDustFee', error) from error
        raise failure

    def have_pruned(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x1f00000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.havePruned', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.havePruned', error) from error
        raise failure

    def is_ready_to_broadcast(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x2000000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.isReadyToBroadcast', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.isReadyToBroadcast', error) from error
        raise failure

    def is_initial_block_download(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x2100000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.isInitialBlockDownload', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.isInitialBlockDownload', error) from error
        raise failure

    def shutdown_requested(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x2200000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.shutdownRequested', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.shutdownRequested', error) from error
        raise failure

    def init_message(self, message: str) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = message.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.initMessage', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2300000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.initMessage', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.initMessage', error) from error
        raise failure

    def init_warning(self, message: str) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = message.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.initWarning', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2400000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.initWarning', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.initWarning', error) from error
        raise failure

    def init_error(self, message: str) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = message.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.initError', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2500000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.initError', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.initError', error) from error
        raise failure

    def show_progress(self, title: str, progress: int, resume_possible: bool) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = title.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.showProgress', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P227(0, 24 + (n1 + 7 >> 3), _K25, q.qid | 0x2600000000, _K204, self._iid, _K225, progress, (1 if resume_possible else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.showProgress', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.showProgress', error) from error
        raise failure

    def handle_notifications(self, notifications: ChainNotifications) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(notifications, ChainNotificationsProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Chain.handleNotifications', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P235(0, 17 + cx.words(), _K25, q.qid | 0x2700000000, _K204, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.handleNotifications', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U213(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.handleNotifications', error) from error
        raise failure

    def wait_for_notifications_if_tip_changed(self, old_tip: BlockHash) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = old_tip
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.waitForNotificationsIfTipChanged', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2800000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.waitForNotificationsIfTipChanged', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.waitForNotificationsIfTipChanged', error) from error
        raise failure

    def handle_rpc(self, command: RpcCommandInfo, actor: Callable[[RpcCall, bool], str]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            b1 = _put_RpcCommandInfo_236(command)
            c2 = cx.add(actor, HandleRpcCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Chain.handleRpc', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P238(0, 18 + (len(b1) >> 3) + cx.words(), _K25, q.qid | 0x2900000000, _K204, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x03\x00', cx.pointer(5 + (len(b1) >> 3)), b'\x08\x00\x00\x00\x00\x00\x02\x00\x0c\x00\x00\x00\x01\x00\x03\x00', c2, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.handleRpc', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32)])
        else:
            r = conn.call(state, q, head + b1 + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U213(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.handleRpc', error) from error
        raise failure

    def rpc_enable_deprecated(self, method: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = method.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.rpcEnableDeprecated', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2a00000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.rpcEnableDeprecated', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.rpcEnableDeprecated', error) from error
        raise failure

    def rpc_run_later(self, name: str, fn: Callable[[], None], seconds: int) -> None:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
            c2 = cx.add(fn, RpcRunLaterCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Chain.rpcRunLater', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        q.caps = cx.ids()
        try:
            head = _P239(0, 19 + (n1 + 7 >> 3) + cx.words(), _K25, q.qid | 0x2b00000000, _K204, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x03\x00', cx.pointer(6 + (n1 + 7 >> 3)), seconds, b'\x08\x00\x00\x00\x00\x00\x02\x00', 0x20000000d + (n1 << 35), c2, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.rpcRunLater', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32)])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.rpcRunLater', error) from error
        raise failure

    def get_setting(self, arg: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.getSetting', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2c00000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getSetting', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                s3 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
                e3 = s3 + (p1_0 >> 35)
                x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 0, p1_0)
                result: str = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getSetting', error) from error
        raise failure

    def get_settings_list(self, arg: str) -> tuple[str, ...]:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.getSettingsList', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2d00000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getSettingsList', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_Text_181(buf, a + 0, p1_0, lim)
                result: tuple[str, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getSettingsList', error) from error
        raise failure

    def get_rw_setting(self, name: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Chain.getRwSetting', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P39(0, 22 + (n1 + 7 >> 3), _K25, q.qid | 0x2e00000000, _K204, self._iid, _K38, 0x20000001d + (n1 << 35), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.getRwSetting', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                s3 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
                e3 = s3 + (p1_0 >> 35)
                x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 0, p1_0)
                result: str = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.getRwSetting', error) from error
        raise failure

    def update_rw_setting(self, name: str, value: str, write: bool) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
            b2: bytes = value.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Chain.updateRwSetting', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P241(0, 24 + o3, _K25, q.qid | 0x2f00000000, _K204, self._iid, _K240, (1 if write else 0), b'\x08\x00\x00\x00\x00\x00\x02\x00', 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K28, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.updateRwSetting', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.updateRwSetting', error) from error
        raise failure

    def request_mempool_transactions(self, notifications: ChainNotifications) -> None:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(notifications, ChainNotificationsProxy._info, False)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Chain.requestMempoolTransactions', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        q.caps = cx.ids()
        try:
            head = _P235(0, 17 + cx.words(), _K25, q.qid | 0x3000000000, _K204, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.requestMempoolTransactions', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.requestMempoolTransactions', error) from error
        raise failure

    def has_assumed_valid_chain(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x3100000000, _K204, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Chain.hasAssumedValidChain', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U212(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U212(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U212, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Chain.hasAssumedValidChain', error) from error
        raise failure


class ChainClientProxy(ChainClient, Proxy):
    """ChainClient in another process."""

    def register_rpcs(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x100000000, _K261, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.registerRpcs', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def verify(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x200000000, _K261, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.verify', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                (f1_0,) = _U262(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x1)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0,) = _U262(buf, a)
                else:
                    (f1_0,), a = _unpack_large(_U262, buf, o + (c << 3), p - c, 1, 0)
            result: bool = (f1_0 & 1 != 0)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'ChainClient.verify', error) from error

    def load(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x100000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x300000000, _K261, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.load', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                (f1_0,) = _U262(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x1)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0,) = _U262(buf, a)
                else:
                    (f1_0,), a = _unpack_large(_U262, buf, o + (c << 3), p - c, 1, 0)
            result: bool = (f1_0 & 1 != 0)
            return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'ChainClient.load', error) from error

    def start(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x400000000, _K261, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.start', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def flush(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x500000000, _K261, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.flush', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def stop(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x600000000, _K261, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.stop', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def set_mock_time(self, time: UnixTime) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P263(0, 22, _K25, q.qid | 0x700000000, _K261, self._iid, _K208, time, _K209, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.setMockTime', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)

    def scheduler_mock_forward(self, seconds: int) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0xfffffffc)
        try:
            head = _P263(0, 22, _K25, q.qid | 0x800000000, _K261, self._iid, _K208, seconds, _K209, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('ChainClient.schedulerMockForward', error) from error
        r = conn.call(state, q, head)
        if type(r) is not bytes:
            conn.results(r, 0)


class HandleRpcCallbackProxy(Proxy):
    """HandleRpcCallback in another process."""

    def __call__(self, arg0: RpcCall, arg1: bool, /) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_RpcCall_270(arg0)
        except ENCODE_ERRORS as error:
            raise _refused('HandleRpcCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P274(0, 23 + (len(b1) >> 3), _K25, q.qid | 0x100000000, _K272, self._iid, _K27, (1 if arg1 else 0), _K273, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleRpcCallback.call', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U213(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U213(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U213, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                s3 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
                e3 = s3 + (p1_0 >> 35)
                x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 0, p1_0)
                result: str = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleRpcCallback.call', error) from error
        raise failure


class RpcRunLaterCallbackProxy(Proxy):
    """RpcRunLaterCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P32(0, 21, _K25, q.qid | 0x100000000, _K277, self._iid, _K31, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('RpcRunLaterCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U16(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U16(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U16, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_206(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'RpcRunLaterCallback.call', error) from error
        raise failure


def _get_BlockLocator_15(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10000:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (p1_0,) = _U16(buf, a)
    else:
        (p1_0,), a = _struct_at(_U16, buf, at, p, 0, 1)
    end = len(buf)
    x2 = _get_tuple_of_Data_17(buf, a + 0, p1_0, lim)
    return BlockLocator(hashes=x2)


def _get_tuple_of_Data_17(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _put_BlockLocator_33(v: Any) -> bytes:
    p1, b1 = _put_tuple_of_Data_34(v.hashes)
    result: bytes = _P35(0x0 + p1) + b1
    return result


def _put_tuple_of_Data_34(vs: Any) -> tuple[int, bytes]:
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


def _fail_RpcError_0x10001_0_40(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_41(error)
        head = _P45(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K44)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_RpcError_41(v: Any) -> bytes:
    b1: bytes = v.args[1].encode()
    n1 = len(b1) + 1
    result: bytes = _P42(v.args[0], 0x200000001 + (n1 << 35)) + b1 + TEXT_PADS[n1 & 7]
    return result


def _fail_RpcError_0x20001_1_52(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_41(error)
        head = _P54(0, 11 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K53)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _fail_RpcError_0x20000_1_64(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_41(error)
        head = _P45(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K65)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _get_tuple_of_OutPoint_77(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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
        out.append(decode_outpoint(x1))
        a += 8
    return tuple(out)


def _put_tuple_of_OutPoint_78(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    words: list[int] = []
    tails: list[bytes] = []
    o = n - 1
    for v in vs:
        h1 = encode_outpoint(v)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        words.append(0x200000001 + (n2 << 35) + (o << 2))
        tails.append(b2 + PADS[n2 & 7])
        o += (n2 + 7 >> 3) - 1
    return 0x600000001 + (n << 35), _pack_words(words) + b''.join(tails)


def _put_BlockInfo_84(v: Any) -> bytes:
    b1: bytes = v.hash
    if type(b1) is not bytes:
        b1 = _as_bytes(b1)
    n1 = len(b1)
    q2 = 0
    w2 = 0
    t2 = b''
    v3 = v.next_hash
    if v3 is not None:
        b4: bytes = v3
        if type(b4) is not bytes:
            b4 = _as_bytes(b4)
        n4 = len(b4)
        q2 = 0x200000001 + (n4 << 35)
        w2 = (n4 + 7 >> 3)
        t2 = b4 + PADS[n4 & 7]
    q5 = 0
    w5 = 0
    t5 = b''
    v6 = v.data
    if v6 is not None:
        h7 = encode_block(v6)
        b8: bytes = h7
        if type(b8) is not bytes:
            b8 = _as_bytes(b8)
        n8 = len(b8)
        q5 = 0x200000001 + (n8 << 35)
        w5 = (n8 + 7 >> 3)
        t5 = b8 + PADS[n8 & 7]
    o9 = (n1 + 7 >> 3) + w2
    o10 = o9 + w5
    result: bytes = _P85(v.height, (1 if v.in_active_chain else 0) | (1 if v.next_hash is not None else 0) << 1 | (1 if v.data is not None else 0) << 2, v.time, v.max_time, v.median_time, 0x200000009 + (n1 << 35), (q2 + 0x4 + ((n1 + 7 >> 3) << 2) if q2 else 0), (q5 + 0x0 + (o9 << 2) if q5 else 0)) + b1 + PADS[n1 & 7] + t2 + t5
    return result


def _put_OptionalCoinInfo_99(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 2
    for v in vs:
        q1 = 0
        w1 = 0
        t1 = b''
        if v is not None:
            b2 = _put_CoinInfo_100(v)
            q1 = 0x1000100000000
            w1 = (len(b2) >> 3)
            t1 = b2
        o3 = o + w1
        head(_P102((1 if v is not None else 0), (q1 + 0x0 + (o << 2) if q1 else 0)))
        tails.append(t1)
        o = o3 - 2
    return 0x700000001 + (n * 2 << 35), _P35((n << 2) + 0x1000100000000) + b''.join(heads) + b''.join(tails)


def _put_CoinInfo_100(v: Any) -> bytes:
    h1 = encode_output(v.output)
    b2: bytes = h1
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    result: bytes = _P101(v.height, (1 if v.is_coinbase else 0), 0x200000001 + (n2 << 35)) + b2 + PADS[n2 & 7]
    return result


def _put_BroadcastResult_118(v: Any) -> bytes:
    b1: bytes = v.error.encode()
    n1 = len(b1) + 1
    result: bytes = _P102((1 if v.accepted else 0), 0x200000001 + (n1 << 35)) + b1 + TEXT_PADS[n1 & 7]
    return result


def _put_TransactionAncestry_123(v: Any) -> bytes:
    result: bytes = _P124(v.ancestors, v.descendants, v.ancestor_size, v.ancestor_fees)
    return result


def _put_PackageLimits_129(v: Any) -> bytes:
    result: bytes = _P130(v.ancestor_count, v.descendant_count)
    return result


def _put_FeeEstimate_138(v: Any) -> bytes:
    result: bytes = _P130(v.rate, v.returned_target)
    return result


def _fail_RpcError_0x10000_0_161(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_41(error)
        head = _P163(0, 9 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K162)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _get_RpcCommandInfo_179(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x30001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, p1_0, p1_1, p1_2) = _U180(buf, a)
    else:
        (d1_0, p1_0, p1_1, p1_2), a = _struct_at(_U180, buf, at, p, 1, 3)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    s3 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_1)
    x4 = _get_tuple_of_Text_181(buf, a + 24, p1_2, lim)
    return RpcCommandInfo(category=x2, name=x3, arg_names=x4, unique_id=d1_0)


def _get_tuple_of_Text_181(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    words, a = _pointer_rows(buf, at, p, lim)
    end = len(buf)
    out: list[Any] = []
    for p in words:
        lim[0] -= (p >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 8 + ((p & 0xfffffffc) << 1)
        e1 = s1 + (p >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a, p)
        out.append(x1)
        a += 8
    return tuple(out)


def _put_tuple_of_Text_192(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    words: list[int] = []
    tails: list[bytes] = []
    o = n - 1
    for v in vs:
        b1: bytes = v.encode()
        n1 = len(b1) + 1
        words.append(0x200000001 + (n1 << 35) + (o << 2))
        tails.append(b1 + TEXT_PADS[n1 & 7])
        o += (n1 + 7 >> 3) - 1
    return 0x600000001 + (n << 35), _pack_words(words) + b''.join(tails)


def _get_RpcError_206(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, p1_0) = _U207(buf, a)
    else:
        (d1_0, p1_0), a = _struct_at(_U207, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    return RpcError(d1_0, x2)


def _get_BlockInfo_215(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x30004:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, f1_4, d1_8, d1_16, d1_24, p1_0, p1_1, p1_2) = _U216(buf, a)
    else:
        (d1_0, f1_4, d1_8, d1_16, d1_24, p1_0, p1_1, p1_2), a = _struct_at(_U216, buf, at, p, 4, 3)
    end = len(buf)
    s2 = a + 40 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 32, p1_0)
    y3 = None
    if f1_4 & 2:
        s4 = a + 48 + ((p1_1 & 0xfffffffc) << 1)
        e4 = s4 + (p1_1 >> 35)
        x4: Any = bytes(buf[s4:e4]) if p1_1 & 0x700000003 == 0x200000001 and e4 <= end else _data_at(buf, a + 40, p1_1)
        y3 = x4
    y5 = None
    if f1_4 & 4:
        s6 = a + 56 + ((p1_2 & 0xfffffffc) << 1)
        e6 = s6 + (p1_2 >> 35)
        x6: Any = bytes(buf[s6:e6]) if p1_2 & 0x700000003 == 0x200000001 and e6 <= end else _data_at(buf, a + 48, p1_2)
        y5 = decode_block(x6)
    return BlockInfo(hash=x2, height=d1_0, time=d1_8, max_time=d1_16, median_time=d1_24, in_active_chain=(f1_4 & 1 != 0), next_hash=y3, data=y5)


def _get_OptionalCoinInfo_221(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S222, buf, at, p, 1, 1, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (f1_0, p1_0) in rows:
        y1 = None
        if f1_0 & 1:
            x2 = _get_CoinInfo_223(buf, a + 8, p1_0, lim)
            y1 = x2
        put(y1)
        a += step
    return tuple(out)


def _get_CoinInfo_223(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, f1_4, p1_0) = _U205(buf, a)
    else:
        (d1_0, f1_4, p1_0), a = _struct_at(_U205, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_0)
    return CoinInfo(output=decode_output(x2), height=d1_0, is_coinbase=(f1_4 & 1 != 0))


def _get_BroadcastResult_228(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (f1_0, p1_0) = _U212(buf, a)
    else:
        (f1_0, p1_0), a = _struct_at(_U212, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    return BroadcastResult(accepted=(f1_0 & 1 != 0), error=x2)


def _get_TransactionAncestry_229(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x4:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, d1_16, d1_24) = _U230(buf, a)
    else:
        (d1_0, d1_8, d1_16, d1_24), a = _struct_at(_U230, buf, at, p, 4, 0)
    return TransactionAncestry(ancestors=d1_0, descendants=d1_8, ancestor_size=d1_16, ancestor_fees=d1_24)


def _get_PackageLimits_231(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x2:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8) = _U232(buf, a)
    else:
        (d1_0, d1_8), a = _struct_at(_U232, buf, at, p, 2, 0)
    return PackageLimits(ancestor_count=d1_0, descendant_count=d1_8)


def _get_FeeEstimate_234(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x2:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8) = _U232(buf, a)
    else:
        (d1_0, d1_8), a = _struct_at(_U232, buf, at, p, 2, 0)
    return FeeEstimate(rate=d1_0, returned_target=d1_8)


def _put_RpcCommandInfo_236(v: Any) -> bytes:
    b1: bytes = v.category.encode()
    n1 = len(b1) + 1
    b2: bytes = v.name.encode()
    n2 = len(b2) + 1
    p3, b3 = _put_tuple_of_Text_192(v.arg_names)
    o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    o5 = o4 + (len(b3) >> 3)
    result: bytes = _P237(v.unique_id, 0x200000009 + (n1 << 35), 0x200000005 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x0 + p3 + (o4 << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3
    return result


def _get_RpcCall_264(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x50001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, p1_0, p1_1, p1_2, p1_3, p1_4) = _U265(buf, a)
    else:
        (d1_0, p1_0, p1_1, p1_2, p1_3, p1_4), a = _struct_at(_U265, buf, at, p, 1, 5)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    s3 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_1)
    s4 = a + 32 + ((p1_2 & 0xfffffffc) << 1)
    e4 = s4 + (p1_2 >> 35)
    x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 24, p1_2)
    s5 = a + 40 + ((p1_3 & 0xfffffffc) << 1)
    e5 = s5 + (p1_3 >> 35)
    x5: Any = str(buf[s5:e5 - 1], 'utf-8') if p1_3 & 0x700000003 == 0x200000001 and s5 < e5 <= end else _text_at(buf, a + 32, p1_3)
    s6 = a + 48 + ((p1_4 & 0xfffffffc) << 1)
    e6 = s6 + (p1_4 >> 35)
    x6: Any = str(buf[s6:e6 - 1], 'utf-8') if p1_4 & 0x700000003 == 0x200000001 and s6 < e6 <= end else _text_at(buf, a + 40, p1_4)
    return RpcCall(method=x2, params_json=x3, mode=_E266[d1_0], uri=x4, auth_user=x5, peer_address=x6)


def _put_RpcCall_270(v: Any) -> bytes:
    b1: bytes = v.method.encode()
    n1 = len(b1) + 1
    b2: bytes = v.params_json.encode()
    n2 = len(b2) + 1
    b3: bytes = v.uri.encode()
    n3 = len(b3) + 1
    b4: bytes = v.auth_user.encode()
    n4 = len(b4) + 1
    b5: bytes = v.peer_address.encode()
    n5 = len(b5) + 1
    o6 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    o7 = o6 + (n3 + 7 >> 3)
    o8 = o7 + (n4 + 7 >> 3)
    o9 = o8 + (n5 + 7 >> 3)
    result: bytes = _P271(v.mode._value_, 0x200000011 + (n1 << 35), 0x20000000d + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x200000009 + (n3 << 35) + (o6 << 2), 0x200000005 + (n4 << 35) + (o7 << 2), 0x200000001 + (n5 << 35) + (o8 << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7] + b4 + TEXT_PADS[n4 & 7] + b5 + TEXT_PADS[n5 & 7]
    return result


def _serve_ChainNotifications_transactionAddedToMempool(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U1(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.transactionAddedToMempool', error) from error
    impl.transaction_added_to_mempool(z3, d1_0)
    return empty_return_frame(qid)


def _serve_ChainNotifications_transactionRemovedFromMempool(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U4(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U4, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = decode_transaction(x2)
        z4 = _E5[d1_0]
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.transactionRemovedFromMempool', error) from error
    impl.transaction_removed_from_mempool(z3, z4)
    return empty_return_frame(qid)


def _serve_ChainNotifications_blockConnected(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U4(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U4, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = decode_block(x2)
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.blockConnected', error) from error
    impl.block_connected(z3, d1_0)
    return empty_return_frame(qid)


def _serve_ChainNotifications_blockDisconnected(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U4(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U4, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = decode_block(x2)
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.blockDisconnected', error) from error
    impl.block_disconnected(z3, d1_0)
    return empty_return_frame(qid)


def _serve_ChainNotifications_updatedBlockTip(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.updated_block_tip()
    return empty_return_frame(qid)


def _serve_ChainNotifications_chainStateFlushed(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_BlockLocator_15(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.chainStateFlushed', error) from error
    impl.chain_state_flushed(x2)
    return empty_return_frame(qid)


def _serve_ChainNotifications_notifyChainLock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U4(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U4, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.notifyChainLock', error) from error
    impl.notify_chain_lock(x2, d1_0)
    return empty_return_frame(qid)


def _serve_ChainNotifications_notifyTransactionLock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        z3 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('ChainNotifications.notifyTransactionLock', error) from error
    impl.notify_transaction_lock(z3)
    return empty_return_frame(qid)


ChainNotificationsProxy._info = InterfaceInfo(
    0x8df28a001ce233c9,
    'ChainNotifications',
    {
        0x8df28a001ce233c9 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x8df28a001ce233c9 << 16 | 1: Method('transactionAddedToMempool', True, _serve_ChainNotifications_transactionAddedToMempool, True, 0x20001, lambda: (describer(lambda: _D2), describer(lambda: _D3))),
        0x8df28a001ce233c9 << 16 | 2: Method('transactionRemovedFromMempool', True, _serve_ChainNotifications_transactionRemovedFromMempool, True, 0x20001, lambda: (describer(lambda: _D6), describer(lambda: _D7))),
        0x8df28a001ce233c9 << 16 | 3: Method('blockConnected', True, _serve_ChainNotifications_blockConnected, True, 0x20001, lambda: (describer(lambda: _D8), describer(lambda: _D9))),
        0x8df28a001ce233c9 << 16 | 4: Method('blockDisconnected', True, _serve_ChainNotifications_blockDisconnected, True, 0x20001, lambda: (describer(lambda: _D10), describer(lambda: _D11))),
        0x8df28a001ce233c9 << 16 | 5: Method('updatedBlockTip', True, _serve_ChainNotifications_updatedBlockTip, True, 0x10000, lambda: (describer(lambda: _D12), describer(lambda: _D13))),
        0x8df28a001ce233c9 << 16 | 6: Method('chainStateFlushed', True, _serve_ChainNotifications_chainStateFlushed, True, 0x20000, lambda: (describer(lambda: _D18), describer(lambda: _D20))),
        0x8df28a001ce233c9 << 16 | 7: Method('notifyChainLock', True, _serve_ChainNotifications_notifyChainLock, True, 0x20001, lambda: (describer(lambda: _D21), describer(lambda: _D22))),
        0x8df28a001ce233c9 << 16 | 8: Method('notifyTransactionLock', True, _serve_ChainNotifications_notifyTransactionLock, True, 0x20000, lambda: (describer(lambda: _D23), describer(lambda: _D24))),
    },
    proxy=ChainNotificationsProxy,
    destroy=0x8df28a001ce233c9 << 16 | 0,
)


def _serve_Chain_getHeight(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_height()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P47(0, 10, _K43, qid | NO_FINISH, _K46, (r if r is not None else 0), (1 if r is not None else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getHeight result', error) from error


def _serve_Chain_getBlockHash(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U51(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U51, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.getBlockHash', error) from error
    try:
        r = impl.get_block_hash(d1_0)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_52(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2: bytes = r
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
            q1 = 0x200000001 + (n2 << 35)
            w1 = (n2 + 7 >> 3)
            t1 = b2 + PADS[n2 & 7]
        head = _P56(0, 11 + w1, _K43, qid | NO_FINISH, _K55, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getBlockHash result', error) from error


def _serve_Chain_haveBlockOnDisk(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U51(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U51, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.haveBlockOnDisk', error) from error
    try:
        r = impl.have_block_on_disk(d1_0)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.haveBlockOnDisk result', error) from error


def _serve_Chain_findFork(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findFork', error) from error
    try:
        r = impl.find_fork(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P47(0, 10, _K43, qid | NO_FINISH, _K46, (r if r is not None else 0), (1 if r is not None else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findFork result', error) from error


def _serve_Chain_getTipLocator(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_tip_locator()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1 = _put_BlockLocator_33(r)
        head = _P45(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K66)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getTipLocator result', error) from error


def _serve_Chain_getActiveChainLocator(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.getActiveChainLocator', error) from error
    try:
        r = impl.get_active_chain_locator(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1 = _put_BlockLocator_33(r)
        head = _P45(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K66)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getActiveChainLocator result', error) from error


def _serve_Chain_findLocatorFork(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_BlockLocator_15(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findLocatorFork', error) from error
    try:
        r = impl.find_locator_fork(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P47(0, 10, _K43, qid | NO_FINISH, _K46, (r if r is not None else 0), (1 if r is not None else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findLocatorFork result', error) from error


def _serve_Chain_isInstantSendLockedTx(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.isInstantSendLockedTx', error) from error
    try:
        r = impl.is_instant_send_locked_tx(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.isInstantSendLockedTx result', error) from error


def _serve_Chain_hasChainLock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U4(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U4, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.hasChainLock', error) from error
    try:
        r = impl.has_chain_lock(d1_0, x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.hasChainLock result', error) from error


def _serve_Chain_listMnCollaterals(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_tuple_of_OutPoint_77(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.listMnCollaterals', error) from error
    try:
        r = impl.list_mn_collaterals(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        p1, b1 = _put_tuple_of_OutPoint_78(r)
        head = _P80(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K79, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.listMnCollaterals result', error) from error


def _serve_Chain_findBlock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1) = _U83(buf, a)
        else:
            (f1_0, p1_1), a = _unpack_large(_U83, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findBlock', error) from error
    try:
        r = impl.find_block(x2, z3)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_52(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockInfo_84(r)
            q1 = 0x3000400000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P56(0, 11 + w1, _K43, qid | NO_FINISH, _K55, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findBlock result', error) from error


def _serve_Chain_findFirstBlockWithTimeAndHeight(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, d1_8) = _U89(buf, a)
        else:
            (d1_0, d1_8), a = _unpack_large(_U89, buf, o + (c << 3), p - c, 2, 1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findFirstBlockWithTimeAndHeight', error) from error
    try:
        r = impl.find_first_block_with_time_and_height(d1_0, d1_8)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_52(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockInfo_84(r)
            q1 = 0x3000400000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P56(0, 11 + w1, _K43, qid | NO_FINISH, _K55, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findFirstBlockWithTimeAndHeight result', error) from error


def _serve_Chain_findAncestorByHeight(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U4(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U4, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findAncestorByHeight', error) from error
    try:
        r = impl.find_ancestor_by_height(x2, d1_0)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_52(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockInfo_84(r)
            q1 = 0x3000400000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P56(0, 11 + w1, _K43, qid | NO_FINISH, _K55, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findAncestorByHeight result', error) from error


def _serve_Chain_findAncestorByHash(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U94(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U94, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = bytes(buf[s3:e3]) if p1_2 & 0x700000003 == 0x200000001 and e3 <= end else _data_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findAncestorByHash', error) from error
    try:
        r = impl.find_ancestor_by_hash(x2, x3)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_52(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockInfo_84(r)
            q1 = 0x3000400000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P56(0, 11 + w1, _K43, qid | NO_FINISH, _K55, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findAncestorByHash result', error) from error


def _serve_Chain_findCommonAncestor(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U94(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U94, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = bytes(buf[s3:e3]) if p1_2 & 0x700000003 == 0x200000001 and e3 <= end else _data_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findCommonAncestor', error) from error
    try:
        r = impl.find_common_ancestor(x2, x3)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_52(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_BlockInfo_84(r)
            q1 = 0x3000400000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P56(0, 11 + w1, _K43, qid | NO_FINISH, _K55, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findCommonAncestor result', error) from error


def _serve_Chain_findCoins(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_tuple_of_OutPoint_77(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.findCoins', error) from error
    try:
        r = impl.find_coins(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        p1, b1 = _put_OptionalCoinInfo_99(r)
        head = _P80(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K79, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.findCoins result', error) from error


def _serve_Chain_guessVerificationProgress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.guessVerificationProgress', error) from error
    try:
        r = impl.guess_verification_progress(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P107(0, 10, _K43, qid | NO_FINISH, _K46, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.guessVerificationProgress result', error) from error


def _serve_Chain_hasBlocks(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, d1_4, f1_8, p1_1) = _U110(buf, a)
        else:
            (d1_0, d1_4, f1_8, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_1)
        z3 = (d1_4 if f1_8 & 1 else None)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.hasBlocks', error) from error
    try:
        r = impl.has_blocks(x2, d1_0, z3)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.hasBlocks result', error) from error


def _serve_Chain_isInMempool(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.isInMempool', error) from error
    try:
        r = impl.is_in_mempool(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.isInMempool result', error) from error


def _serve_Chain_hasDescendantsInMempool(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.hasDescendantsInMempool', error) from error
    try:
        r = impl.has_descendants_in_mempool(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.hasDescendantsInMempool result', error) from error


def _serve_Chain_broadcastTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, f1_8, p1_1) = _U117(buf, a)
        else:
            (d1_0, f1_8, p1_1), a = _unpack_large(_U117, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_1)
        z3 = decode_transaction(x2)
        z4 = (f1_8 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.broadcastTransaction', error) from error
    try:
        r = impl.broadcast_transaction(z3, d1_0, z4)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1 = _put_BroadcastResult_118(r)
        head = _P45(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K119)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.broadcastTransaction result', error) from error


def _serve_Chain_getTransactionAncestry(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.getTransactionAncestry', error) from error
    try:
        r = impl.get_transaction_ancestry(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1 = _put_TransactionAncestry_123(r)
        return _P45(0, 14, _K43, qid | NO_FINISH, _K125) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getTransactionAncestry result', error) from error


def _serve_Chain_getPackageLimits(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_package_limits()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1 = _put_PackageLimits_129(r)
        return _P45(0, 12, _K43, qid | NO_FINISH, _K131) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getPackageLimits result', error) from error


def _serve_Chain_checkChainLimits(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        z3 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.checkChainLimits', error) from error
    try:
        r = impl.check_chain_limits(z3)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.checkChainLimits result', error) from error


def _serve_Chain_estimateSmartFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, f1_8) = _U137(buf, a)
        else:
            (d1_0, f1_8), a = _unpack_large(_U137, buf, o + (c << 3), p - c, 2, 1)
        z2 = (f1_8 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.estimateSmartFee', error) from error
    try:
        r = impl.estimate_smart_fee(d1_0, z2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1 = _put_FeeEstimate_138(r)
        return _P45(0, 12, _K43, qid | NO_FINISH, _K131) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.estimateSmartFee result', error) from error


def _serve_Chain_estimateMaxBlocks(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.estimate_max_blocks()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P142(0, 10, _K43, qid | NO_FINISH, _K46, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.estimateMaxBlocks result', error) from error


def _serve_Chain_mempoolMinFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.mempool_min_fee()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P142(0, 10, _K43, qid | NO_FINISH, _K46, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.mempoolMinFee result', error) from error


def _serve_Chain_relayMinFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.relay_min_fee()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P142(0, 10, _K43, qid | NO_FINISH, _K46, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.relayMinFee result', error) from error


def _serve_Chain_relayIncrementalFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.relay_incremental_fee()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P142(0, 10, _K43, qid | NO_FINISH, _K46, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.relayIncrementalFee result', error) from error


def _serve_Chain_relayDustFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.relay_dust_fee()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P142(0, 10, _K43, qid | NO_FINISH, _K46, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.relayDustFee result', error) from error


def _serve_Chain_havePruned(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.have_pruned()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.havePruned result', error) from error


def _serve_Chain_isReadyToBroadcast(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_ready_to_broadcast()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.isReadyToBroadcast result', error) from error


def _serve_Chain_isInitialBlockDownload(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_initial_block_download()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.isInitialBlockDownload result', error) from error


def _serve_Chain_shutdownRequested(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.shutdown_requested()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.shutdownRequested result', error) from error


def _serve_Chain_initMessage(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.initMessage', error) from error
    try:
        impl.init_message(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.initMessage result', error) from error


def _serve_Chain_initWarning(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.initWarning', error) from error
    try:
        impl.init_warning(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.initWarning result', error) from error


def _serve_Chain_initError(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.initError', error) from error
    try:
        impl.init_error(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.initError result', error) from error


def _serve_Chain_showProgress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, f1_8, p1_1) = _U117(buf, a)
        else:
            (d1_0, f1_8, p1_1), a = _unpack_large(_U117, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 24, p1_1)
        z3 = (f1_8 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.showProgress', error) from error
    try:
        impl.show_progress(x2, d1_0, z3)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.showProgress result', error) from error


def _serve_Chain_handleNotifications(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, ChainNotificationsProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.handleNotifications', error) from error
    try:
        r = impl.handle_notifications(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P174(0, 10 + cx.words(), _K43, cx.flags(qid), _K173, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Chain.handleNotifications result', error) from error


def _serve_Chain_waitForNotificationsIfTipChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.waitForNotificationsIfTipChanged', error) from error
    try:
        impl.wait_for_notifications_if_tip_changed(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.waitForNotificationsIfTipChanged result', error) from error


def _serve_Chain_handleRpc(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U94(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U94, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        lim = _budget()
        cs = CapSource(conn, W, t, state)
        x2 = _get_RpcCommandInfo_179(buf, a + 8, p1_1, lim)
        x3 = cs.take(p1_2, HandleRpcCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.handleRpc', error) from error
    try:
        r = impl.handle_rpc(x2, x3)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P174(0, 10 + cx.words(), _K43, cx.flags(qid), _K173, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Chain.handleRpc result', error) from error


def _serve_Chain_rpcEnableDeprecated(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.rpcEnableDeprecated', error) from error
    try:
        r = impl.rpc_enable_deprecated(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.rpcEnableDeprecated result', error) from error


def _serve_Chain_rpcRunLater(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1, p1_2) = _U187(buf, a)
        else:
            (d1_0, p1_1, p1_2), a = _unpack_large(_U187, buf, o + (c << 3), p - c, 1, 3)
        end = len(buf)
        cs = CapSource(conn, W, t, state)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
        x3 = cs.take(p1_2, RpcRunLaterCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.rpcRunLater', error) from error
    try:
        impl.rpc_run_later(x2, x3, d1_0)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.rpcRunLater result', error) from error


def _serve_Chain_getSetting(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.getSetting', error) from error
    try:
        r = impl.get_setting(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P80(0, 10 + (n1 + 7 >> 3), _K43, qid | NO_FINISH, _K79, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getSetting result', error) from error


def _serve_Chain_getSettingsList(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.getSettingsList', error) from error
    try:
        r = impl.get_settings_list(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        p1, b1 = _put_tuple_of_Text_192(r)
        head = _P80(0, 10 + (len(b1) >> 3), _K43, qid | NO_FINISH, _K79, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getSettingsList result', error) from error


def _serve_Chain_getRwSetting(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.getRwSetting', error) from error
    try:
        r = impl.get_rw_setting(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P80(0, 10 + (n1 + 7 >> 3), _K43, qid | NO_FINISH, _K79, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Chain.getRwSetting result', error) from error


def _serve_Chain_updateRwSetting(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1, p1_2) = _U197(buf, a)
        else:
            (f1_0, p1_1, p1_2), a = _unpack_large(_U197, buf, o + (c << 3), p - c, 1, 3)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
        s3 = a + 32 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 24, p1_2)
        z4 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.updateRwSetting', error) from error
    try:
        r = impl.update_rw_setting(x2, x3, z4)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.updateRwSetting result', error) from error


def _serve_Chain_requestMempoolTransactions(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U14(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U14, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.lend(p1_1, ChainNotificationsProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Chain.requestMempoolTransactions', error) from error
    try:
        impl.request_mempool_transactions(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    finally:
        cs.end()
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('Chain.requestMempoolTransactions result', error) from error


def _serve_Chain_hasAssumedValidChain(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.has_assumed_valid_chain()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_40(conn, qid, error)
    try:
        return _P59(0, 10, _K43, qid | NO_FINISH, _K46, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Chain.hasAssumedValidChain result', error) from error


ChainProxy._info = InterfaceInfo(
    0xf77f1eedc8edd3fa,
    'Chain',
    {
        0xf77f1eedc8edd3fa << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xf77f1eedc8edd3fa << 16 | 1: Method('getHeight', True, _serve_Chain_getHeight, True, 0x10000, lambda: (describer(lambda: _D48), describer(lambda: _D49))),
        0xf77f1eedc8edd3fa << 16 | 2: Method('getBlockHash', True, _serve_Chain_getBlockHash, True, 0x10001, lambda: (describer(lambda: _D57), describer(lambda: _D58))),
        0xf77f1eedc8edd3fa << 16 | 3: Method('haveBlockOnDisk', True, _serve_Chain_haveBlockOnDisk, True, 0x10001, lambda: (describer(lambda: _D60), describer(lambda: _D61))),
        0xf77f1eedc8edd3fa << 16 | 4: Method('findFork', True, _serve_Chain_findFork, True, 0x20000, lambda: (describer(lambda: _D62), describer(lambda: _D63))),
        0xf77f1eedc8edd3fa << 16 | 5: Method('getTipLocator', True, _serve_Chain_getTipLocator, True, 0x10000, lambda: (describer(lambda: _D67), describer(lambda: _D68))),
        0xf77f1eedc8edd3fa << 16 | 6: Method('getActiveChainLocator', True, _serve_Chain_getActiveChainLocator, True, 0x20000, lambda: (describer(lambda: _D69), describer(lambda: _D70))),
        0xf77f1eedc8edd3fa << 16 | 7: Method('findLocatorFork', True, _serve_Chain_findLocatorFork, True, 0x20000, lambda: (describer(lambda: _D71), describer(lambda: _D72))),
        0xf77f1eedc8edd3fa << 16 | 8: Method('isInstantSendLockedTx', True, _serve_Chain_isInstantSendLockedTx, True, 0x20000, lambda: (describer(lambda: _D73), describer(lambda: _D74))),
        0xf77f1eedc8edd3fa << 16 | 9: Method('hasChainLock', True, _serve_Chain_hasChainLock, True, 0x20001, lambda: (describer(lambda: _D75), describer(lambda: _D76))),
        0xf77f1eedc8edd3fa << 16 | 10: Method('listMnCollaterals', True, _serve_Chain_listMnCollaterals, True, 0x20000, lambda: (describer(lambda: _D81), describer(lambda: _D82))),
        0xf77f1eedc8edd3fa << 16 | 11: Method('findBlock', True, _serve_Chain_findBlock, True, 0x20001, lambda: (describer(lambda: _D86), describer(lambda: _D87))),
        0xf77f1eedc8edd3fa << 16 | 12: Method('findFirstBlockWithTimeAndHeight', True, _serve_Chain_findFirstBlockWithTimeAndHeight, True, 0x10002, lambda: (describer(lambda: _D90), describer(lambda: _D91))),
        0xf77f1eedc8edd3fa << 16 | 13: Method('findAncestorByHeight', True, _serve_Chain_findAncestorByHeight, True, 0x20001, lambda: (describer(lambda: _D92), describer(lambda: _D93))),
        0xf77f1eedc8edd3fa << 16 | 14: Method('findAncestorByHash', True, _serve_Chain_findAncestorByHash, True, 0x30000, lambda: (describer(lambda: _D95), describer(lambda: _D96))),
        0xf77f1eedc8edd3fa << 16 | 15: Method('findCommonAncestor', True, _serve_Chain_findCommonAncestor, True, 0x30000, lambda: (describer(lambda: _D97), describer(lambda: _D98))),
        0xf77f1eedc8edd3fa << 16 | 16: Method('findCoins', True, _serve_Chain_findCoins, True, 0x20000, lambda: (describer(lambda: _D103), describer(lambda: _D104))),
        0xf77f1eedc8edd3fa << 16 | 17: Method('guessVerificationProgress', True, _serve_Chain_guessVerificationProgress, True, 0x20000, lambda: (describer(lambda: _D108), describer(lambda: _D109))),
        0xf77f1eedc8edd3fa << 16 | 18: Method('hasBlocks', True, _serve_Chain_hasBlocks, True, 0x20002, lambda: (describer(lambda: _D111), describer(lambda: _D112))),
        0xf77f1eedc8edd3fa << 16 | 19: Method('isInMempool', True, _serve_Chain_isInMempool, True, 0x20000, lambda: (describer(lambda: _D113), describer(lambda: _D114))),
        0xf77f1eedc8edd3fa << 16 | 20: Method('hasDescendantsInMempool', True, _serve_Chain_hasDescendantsInMempool, True, 0x20000, lambda: (describer(lambda: _D115), describer(lambda: _D116))),
        0xf77f1eedc8edd3fa << 16 | 21: Method('broadcastTransaction', True, _serve_Chain_broadcastTransaction, True, 0x20002, lambda: (describer(lambda: _D120), describer(lambda: _D121))),
        0xf77f1eedc8edd3fa << 16 | 22: Method('getTransactionAncestry', True, _serve_Chain_getTransactionAncestry, True, 0x20000, lambda: (describer(lambda: _D126), describer(lambda: _D127))),
        0xf77f1eedc8edd3fa << 16 | 23: Method('getPackageLimits', True, _serve_Chain_getPackageLimits, True, 0x10000, lambda: (describer(lambda: _D132), describer(lambda: _D133))),
        0xf77f1eedc8edd3fa << 16 | 24: Method('checkChainLimits', True, _serve_Chain_checkChainLimits, True, 0x20000, lambda: (describer(lambda: _D135), describer(lambda: _D136))),
        0xf77f1eedc8edd3fa << 16 | 25: Method('estimateSmartFee', True, _serve_Chain_estimateSmartFee, True, 0x10002, lambda: (describer(lambda: _D139), describer(lambda: _D140))),
        0xf77f1eedc8edd3fa << 16 | 26: Method('estimateMaxBlocks', True, _serve_Chain_estimateMaxBlocks, True, 0x10000, lambda: (describer(lambda: _D143), describer(lambda: _D144))),
        0xf77f1eedc8edd3fa << 16 | 27: Method('mempoolMinFee', True, _serve_Chain_mempoolMinFee, True, 0x10000, lambda: (describer(lambda: _D145), describer(lambda: _D146))),
        0xf77f1eedc8edd3fa << 16 | 28: Method('relayMinFee', True, _serve_Chain_relayMinFee, True, 0x10000, lambda: (describer(lambda: _D147), describer(lambda: _D148))),
        0xf77f1eedc8edd3fa << 16 | 29: Method('relayIncrementalFee', True, _serve_Chain_relayIncrementalFee, True, 0x10000, lambda: (describer(lambda: _D149), describer(lambda: _D150))),
        0xf77f1eedc8edd3fa << 16 | 30: Method('relayDustFee', True, _serve_Chain_relayDustFee, True, 0x10000, lambda: (describer(lambda: _D151), describer(lambda: _D152))),
        0xf77f1eedc8edd3fa << 16 | 31: Method('havePruned', True, _serve_Chain_havePruned, True, 0x10000, lambda: (describer(lambda: _D153), describer(lambda: _D154))),
        0xf77f1eedc8edd3fa << 16 | 32: Method('isReadyToBroadcast', True, _serve_Chain_isReadyToBroadcast, True, 0x10000, lambda: (describer(lambda: _D155), describer(lambda: _D156))),
        0xf77f1eedc8edd3fa << 16 | 33: Method('isInitialBlockDownload', True, _serve_Chain_isInitialBlockDownload, True, 0x10000, lambda: (describer(lambda: _D157), describer(lambda: _D158))),
        0xf77f1eedc8edd3fa << 16 | 34: Method('shutdownRequested', True, _serve_Chain_shutdownRequested, True, 0x10000, lambda: (describer(lambda: _D159), describer(lambda: _D160))),
        0xf77f1eedc8edd3fa << 16 | 35: Method('initMessage', True, _serve_Chain_initMessage, True, 0x20000, lambda: (describer(lambda: _D165), describer(lambda: _D166))),
        0xf77f1eedc8edd3fa << 16 | 36: Method('initWarning', True, _serve_Chain_initWarning, True, 0x20000, lambda: (describer(lambda: _D167), describer(lambda: _D168))),
        0xf77f1eedc8edd3fa << 16 | 37: Method('initError', True, _serve_Chain_initError, True, 0x20000, lambda: (describer(lambda: _D169), describer(lambda: _D170))),
        0xf77f1eedc8edd3fa << 16 | 38: Method('showProgress', True, _serve_Chain_showProgress, True, 0x20002, lambda: (describer(lambda: _D171), describer(lambda: _D172))),
        0xf77f1eedc8edd3fa << 16 | 39: Method('handleNotifications', True, _serve_Chain_handleNotifications, False, 0x20000, lambda: (describer(lambda: _D175), describer(lambda: _D176))),
        0xf77f1eedc8edd3fa << 16 | 40: Method('waitForNotificationsIfTipChanged', True, _serve_Chain_waitForNotificationsIfTipChanged, True, 0x20000, lambda: (describer(lambda: _D177), describer(lambda: _D178))),
        0xf77f1eedc8edd3fa << 16 | 41: Method('handleRpc', True, _serve_Chain_handleRpc, False, 0x30000, lambda: (describer(lambda: _D182), describer(lambda: _D184))),
        0xf77f1eedc8edd3fa << 16 | 42: Method('rpcEnableDeprecated', True, _serve_Chain_rpcEnableDeprecated, True, 0x20000, lambda: (describer(lambda: _D185), describer(lambda: _D186))),
        0xf77f1eedc8edd3fa << 16 | 43: Method('rpcRunLater', True, _serve_Chain_rpcRunLater, False, 0x30001, lambda: (describer(lambda: _D188), describer(lambda: _D189))),
        0xf77f1eedc8edd3fa << 16 | 44: Method('getSetting', True, _serve_Chain_getSetting, True, 0x20000, lambda: (describer(lambda: _D190), describer(lambda: _D191))),
        0xf77f1eedc8edd3fa << 16 | 45: Method('getSettingsList', True, _serve_Chain_getSettingsList, True, 0x20000, lambda: (describer(lambda: _D193), describer(lambda: _D194))),
        0xf77f1eedc8edd3fa << 16 | 46: Method('getRwSetting', True, _serve_Chain_getRwSetting, True, 0x20000, lambda: (describer(lambda: _D195), describer(lambda: _D196))),
        0xf77f1eedc8edd3fa << 16 | 47: Method('updateRwSetting', True, _serve_Chain_updateRwSetting, True, 0x30001, lambda: (describer(lambda: _D198), describer(lambda: _D199))),
        0xf77f1eedc8edd3fa << 16 | 48: Method('requestMempoolTransactions', True, _serve_Chain_requestMempoolTransactions, False, 0x20000, lambda: (describer(lambda: _D200), describer(lambda: _D201))),
        0xf77f1eedc8edd3fa << 16 | 49: Method('hasAssumedValidChain', True, _serve_Chain_hasAssumedValidChain, True, 0x10000, lambda: (describer(lambda: _D202), describer(lambda: _D203))),
    },
    proxy=ChainProxy,
    destroy=0xf77f1eedc8edd3fa << 16 | 0,
)


def _serve_ChainClient_registerRpcs(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.register_rpcs()
    return empty_return_frame(qid)


def _serve_ChainClient_verify(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.verify()
    try:
        return _P245(0, 9, _K43, qid | NO_FINISH, _K244, (1 if r else 0))
    except ENCODE_ERRORS as error:
        raise _refused('ChainClient.verify result', error) from error


def _serve_ChainClient_load(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    r = impl.load()
    try:
        return _P245(0, 9, _K43, qid | NO_FINISH, _K244, (1 if r else 0))
    except ENCODE_ERRORS as error:
        raise _refused('ChainClient.load result', error) from error


def _serve_ChainClient_start(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.start()
    return empty_return_frame(qid)


def _serve_ChainClient_flush(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.flush()
    return empty_return_frame(qid)


def _serve_ChainClient_stop(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    impl.stop()
    return empty_return_frame(qid)


def _serve_ChainClient_setMockTime(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U256(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U256, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('ChainClient.setMockTime', error) from error
    impl.set_mock_time(d1_0)
    return empty_return_frame(qid)


def _serve_ChainClient_schedulerMockForward(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U256(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U256, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('ChainClient.schedulerMockForward', error) from error
    impl.scheduler_mock_forward(d1_0)
    return empty_return_frame(qid)


ChainClientProxy._info = InterfaceInfo(
    0xbb3b5ceffe1ca705,
    'ChainClient',
    {
        0xbb3b5ceffe1ca705 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xbb3b5ceffe1ca705 << 16 | 1: Method('registerRpcs', True, _serve_ChainClient_registerRpcs, True, 0x10000, lambda: (describer(lambda: _D242), describer(lambda: _D243))),
        0xbb3b5ceffe1ca705 << 16 | 2: Method('verify', True, _serve_ChainClient_verify, True, 0x10000, lambda: (describer(lambda: _D246), describer(lambda: _D247))),
        0xbb3b5ceffe1ca705 << 16 | 3: Method('load', True, _serve_ChainClient_load, True, 0x10000, lambda: (describer(lambda: _D248), describer(lambda: _D249))),
        0xbb3b5ceffe1ca705 << 16 | 4: Method('start', True, _serve_ChainClient_start, True, 0x10000, lambda: (describer(lambda: _D250), describer(lambda: _D251))),
        0xbb3b5ceffe1ca705 << 16 | 5: Method('flush', True, _serve_ChainClient_flush, True, 0x10000, lambda: (describer(lambda: _D252), describer(lambda: _D253))),
        0xbb3b5ceffe1ca705 << 16 | 6: Method('stop', True, _serve_ChainClient_stop, True, 0x10000, lambda: (describer(lambda: _D254), describer(lambda: _D255))),
        0xbb3b5ceffe1ca705 << 16 | 7: Method('setMockTime', True, _serve_ChainClient_setMockTime, True, 0x10001, lambda: (describer(lambda: _D257), describer(lambda: _D258))),
        0xbb3b5ceffe1ca705 << 16 | 8: Method('schedulerMockForward', True, _serve_ChainClient_schedulerMockForward, True, 0x10001, lambda: (describer(lambda: _D259), describer(lambda: _D260))),
    },
    proxy=ChainClientProxy,
    destroy=0xbb3b5ceffe1ca705 << 16 | 0,
)


def _serve_HandleRpcCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1) = _U83(buf, a)
        else:
            (f1_0, p1_1), a = _unpack_large(_U83, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_RpcCall_264(buf, a + 16, p1_1, lim)
        z3 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('HandleRpcCallback.call', error) from error
    try:
        r = impl(x2, z3)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_64(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P80(0, 10 + (n1 + 7 >> 3), _K43, qid | NO_FINISH, _K79, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('HandleRpcCallback.call result', error) from error


HandleRpcCallbackProxy._info = InterfaceInfo(
    0xad6c22d00a485907,
    'HandleRpcCallback',
    {
        0xad6c22d00a485907 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xad6c22d00a485907 << 16 | 1: Method('call', True, _serve_HandleRpcCallback_call, True, 0x20001, lambda: (describer(lambda: _D267), describer(lambda: _D269))),
    },
    proxy=HandleRpcCallbackProxy,
    destroy=0xad6c22d00a485907 << 16 | 0,
)


def _serve_RpcRunLaterCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except RpcError as error:
        return _fail_RpcError_0x10000_0_161(conn, qid, error)
    try:
        return _P163(0, 9, _K43, qid | NO_FINISH, _K164)
    except ENCODE_ERRORS as error:
        raise _refused('RpcRunLaterCallback.call result', error) from error


RpcRunLaterCallbackProxy._info = InterfaceInfo(
    0xd20bffe034d82d33,
    'RpcRunLaterCallback',
    {
        0xd20bffe034d82d33 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xd20bffe034d82d33 << 16 | 1: Method('call', True, _serve_RpcRunLaterCallback_call, True, 0x10000, lambda: (describer(lambda: _D275), describer(lambda: _D276))),
    },
    proxy=RpcRunLaterCallbackProxy,
    destroy=0xd20bffe034d82d33 << 16 | 0,
)

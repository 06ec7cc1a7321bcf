"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from collections.abc import Callable
from dashcore.interfaces.chain import CoinInfo
from dashcore.interfaces.global_args import GlobalArgs
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.node import Ban, BlockTip, ConnectionDirection, LocalAddress, MempoolUsage, Node, NodeStats, ProxySettings, SynchronizationState, TipInfo, UiMessage
from dashcore.interfaces.rpc import RpcError
from dashcore.interfaces.wallet import WalletLoader
from dashcore.ipc.hooks import decode_outpoint, decode_output, decode_transaction, encode_outpoint, encode_output, encode_transaction
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import BlockHash, Duffs, DuffsPerKb, Height
from dashcore.ipc.stubs import handler_stubs
from dashcore.ipc.stubs import wallet_stubs
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, NO_FINISH, Reply, State, Words, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import CapSink, CapSource, DECODE_ERRORS, ENCODE_ERRORS, PADS, TEXT_PADS, as_bytes as _as_bytes, broken as _broken, budget as _budget, data_at as _data_at, malformed as _malformed, pack_words as _pack_words, pointer_rows as _pointer_rows, refused as _refused, struct_at as _struct_at, struct_rows as _struct_rows, text_at as _text_at, too_much as _too_much, unpack_large as _unpack_large

__all__ = [
    "HandleAlertChangedCallbackProxy",
    "HandleBannedListChangedCallbackProxy",
    "HandleBlockTipCallbackProxy",
    "HandleChainLockCallbackProxy",
    "HandleHeaderTipCallbackProxy",
    "HandleInitMessageCallbackProxy",
    "HandleMessageBoxCallbackProxy",
    "HandleNetworkActiveChangedCallbackProxy",
    "HandleNumConnectionsChangedCallbackProxy",
    "HandleQuestionCallbackProxy",
    "HandleShowProgressCallbackProxy",
    "NodeProxy",
]

_U1 = Struct('<8xQ').unpack_from
_U3 = Struct('<QQQ').unpack_from
_P6 = Struct('<qQ').pack
_K7 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x00'
_K8 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_P9 = Struct('<II24sQ48s').pack
_K10 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P11 = Struct('<II24sQ32sB7x8s').pack
_K17 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_P18 = Struct('<II24sQ56s').pack
_P20 = Struct('<iiqqd').pack
_K21 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P22 = Struct('<II24sQ32sB7xQ8s').pack
_K27 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_P28 = Struct('<II24sQ40s').pack
_K29 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K39 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00'
_K40 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P41 = Struct('<II24sQ32sQ8s').pack
_U44 = Struct('<8xQQ').unpack_from
_K53 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P63 = Struct('<qqq').pack
_K64 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P69 = Struct('<iB3xQ').pack
_U73 = Struct('<q8xQ').unpack_from
_P76 = Struct('<II24sQ32sq8s').pack
_U79 = Struct('<i4x8x').unpack_from
_U84 = Struct('<B7x8x').unpack_from
_P92 = Struct('<qqQ').pack
_P93 = Struct('<Q').pack
_P98 = Struct('<B7xQ').pack
_K99 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U111 = Struct('<8xQQQ').unpack_from
_K117 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00'
_P118 = Struct('<II24sQ24sQQ8s').pack
_P142 = Struct('<qqB3xiqqqqqqqqqqqqqiiqqQQQQQQQQQQQ').pack
_U146 = Struct('<q8x').unpack_from
_P154 = Struct('<QQQ').pack
_K155 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K156 = b'\xd26\xfb\xec\x0b\x9d\xe8\x9d\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K157 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x00\x00\x03\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P158 = Struct('<II24sQ40sQ64sQ8sQ8s').pack
_U159 = Struct('<B7xQ').unpack_from
_U161 = Struct('<qQ').unpack_from
_K162 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P163 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_U164 = Struct('<B7xQQ').unpack_from
_U166 = Struct('<iiqqd').unpack_from
_U167 = Struct('<Q').unpack_from
_K168 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00"
_K169 = b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P170 = Struct('<II24sQ40sQ32sQ24sQ8sQ8s').pack
_U171 = Struct('<QQ').unpack_from
_K172 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x03\x00\x15\x00\x00\x00'\x00\x00\x00\x08\x00\x00\x00\x00\x00\x02\x00"
_P173 = Struct('<II24sQ40sQ32sQQ24sQ8sQ8s').pack
_U175 = Struct('<qqq').unpack_from
_U177 = Struct('<iB3xQ').unpack_from
_K178 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x02\x00\x15\x00\x00\x00'\x00\x00\x00"
_P179 = Struct('<II24sQ40sQ24sq8sQ24sQ8sQ8s').pack
_K180 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x01\x00\x11\x00\x00\x00'\x00\x00\x00"
_K181 = b'\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P182 = Struct('<II24sQ40sQ24si4x32sQ8sQ8s').pack
_P183 = Struct('<II24sQ40sQ24sB7x32sQ8sQ8s').pack
_S185 = Struct('<qqQ')
_K188 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x04\x00\x19\x00\x00\x00'\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x02\x00"
_P189 = Struct('<II24sQ40sQ32sQQQ24sQ8sQ8s').pack
_P191 = Struct('<II24sQ40sQ16sQ8sQ16s').pack
_S193 = Struct('<qqB3xiqqqqqqqqqqqqqiiqqQQQQQQQQQQQ')
_P194 = Struct('<II24sQ40sQ24sq32sQ8sQ8s').pack
_K197 = b'\xcd\xc3\xd3-\xdb\xef\xba\x8a\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U199 = Struct('<qQQ').unpack_from
_P204 = Struct('<qQQ').pack
_K205 = b'\x98:\x99\x95\x9c\xcb\x82\xf7\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K206 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x01\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_U207 = Struct('<qB7x8xQ').unpack_from
_K210 = b'Xi\x04vp\xbd\xa5\xa8\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K211 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x02\x00\x19\x00\x00\x00'\x00\x00\x00"
_P212 = Struct('<II24sQ40sQ24sqB7x8sQ24sQ8sQ8s').pack
_K215 = b'\xf3M\xc4\xa6\x1c(;\x88\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K218 = b'\\{\x13\x01Y\xbf\x10\xda\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K221 = b'\xfe\xd0[\xc0\xe2G\xcd\xc3\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K224 = b'\x18 \x1bq\xdaYB\x94\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U225 = Struct('<i4xd8xQ').unpack_from
_E226 = {m._value_: m for m in SynchronizationState}
_U228 = Struct('<i4xqQ').unpack_from
_P233 = Struct('<i4xqQ').pack
_K234 = b'\x9e\x11\xfc\x0eY\xb4:\xc1\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K235 = b'\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x02\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P236 = Struct('<II24sQ40sQ24si4xd40sQ8sQ8s').pack
_K239 = b'\x1e\xaa\xd1\xc5\xb4{\x13\x97\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U240 = Struct('<i4x8xQ').unpack_from
_K243 = b'\xb1\xadgdk\xe0\x06\xed\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P244 = Struct('<II24sQ40sQ24si4x8sQ24sQ8sQ8s').pack
_K247 = b'\x8c\xc77\\i\x80B\x9a\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_D12: Shape = Shape(0, 2, (('context', 'context', 0, None), ('globalArgs', 'secret', 1, None),))
_D13: Shape = Shape(0, 3, (('settingsJson', 'text', 0, None), ('network', 'text', 1, None), ('exeDir', 'text', 2, None),))
_D14: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D15: Shape = Shape(1, 1, (('code', 'q', 0, None), ('message', 'text', 0, None),))
_D23: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D24: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D25), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D25: Shape = Shape(4, 0, (('blockHeight', 'i', 0, None), ('blockTime', 'q', 8, None), ('headerHeight', 'i', 4, None), ('headerTime', 'q', 16, None), ('verificationProgress', 'd', 24, None),))
_D30: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D31: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D32: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D33: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D34: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D35: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D36: Shape = Shape(0, 2, (('context', 'context', 0, None), ('name', 'text', 1, None),))
_D37: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D42: Shape = Shape(0, 2, (('context', 'context', 0, None), ('name', 'text', 1, None),))
_D43: Shape = Shape(0, 2, (('result', 'text', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D45: Shape = Shape(0, 3, (('context', 'context', 0, None), ('name', 'text', 1, None), ('value', 'text', 2, None),))
_D46: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D47: Shape = Shape(0, 3, (('context', 'context', 0, None), ('name', 'text', 1, None), ('value', 'text', 2, None),))
_D48: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D49: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D50: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D51: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D52: Shape = Shape(0, 2, (('result', 'text', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D54: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D55: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D25), ('rpcError', 'struct', 1, lambda: _D15),))
_D56: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D57: Shape = Shape(0, 2, (('result', 'data', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D58: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D59: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D60: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D61: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D65: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D66: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D67), ('rpcError', 'struct', 1, lambda: _D15),))
_D67: Shape = Shape(3, 0, (('count', 'q', 0, None), ('bytes', 'q', 8, None), ('maxBytes', 'q', 16, None),))
_D70: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outpoint', 'data', 1, None),))
_D71: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D72), ('hasResult', 'bit', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D72: Shape = Shape(1, 1, (('output', 'data', 0, None), ('height', 'i', 0, None), ('isCoinbase', 'bit', 32, None),))
_D74: Shape = Shape(1, 2, (('context', 'context', 0, None), ('tx', 'data', 1, None), ('maxTxFee', 'q', 0, None),))
_D75: Shape = Shape(0, 2, (('result', 'text', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D77: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D78: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D80: Shape = Shape(1, 1, (('context', 'context', 0, None), ('direction', 'i', 0, None),))
_D81: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D82: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D83: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D85: Shape = Shape(1, 1, (('context', 'context', 0, None), ('active', 'bit', 0, None),))
_D86: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D87: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D88: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D89: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D90: Shape = Shape(1, 1, (('result', 'q', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D94: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D95: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D96)), ('rpcError', 'struct', 1, lambda: _D15),))
_D96: Shape = Shape(2, 1, (('host', 'text', 0, None), ('port', 'q', 0, None), ('score', 'q', 8, None),))
_D100: Shape = Shape(0, 2, (('context', 'context', 0, None), ('network', 'text', 1, None),))
_D101: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D102), ('rpcError', 'struct', 1, lambda: _D15),))
_D102: Shape = Shape(1, 1, (('address', 'text', 0, None), ('randomizeCredentials', 'bit', 0, None),))
_D104: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D105: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D106)), ('rpcError', 'struct', 1, lambda: _D15),))
_D106: Shape = Shape(2, 1, (('subnet', 'text', 0, None), ('created', 'q', 0, None), ('until', 'q', 8, None),))
_D107: Shape = Shape(1, 2, (('context', 'context', 0, None), ('subnet', 'text', 1, None), ('seconds', 'q', 0, None),))
_D108: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D109: Shape = Shape(0, 2, (('context', 'context', 0, None), ('subnet', 'text', 1, None),))
_D110: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D112: Shape = Shape(0, 4, (('context', 'context', 0, None), ('command', 'text', 1, None), ('params', 'secret', 2, None), ('uri', 'text', 3, None),))
_D113: Shape = Shape(0, 2, (('result', 'secret', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D115: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D116: Shape = Shape(0, 2, (('result', 'list', 0, ('text', None)), ('rpcError', 'struct', 1, lambda: _D15),))
_D119: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D120: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D121: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D122: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D123: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D124: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D125: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D126: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D127: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D128: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D129: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D130: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D131: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D132: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D133: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D134: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D135: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D136: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D137: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D138: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D139: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D140: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D143: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D144: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D145)), ('rpcError', 'struct', 1, lambda: _D15),))
_D145: Shape = Shape(19, 11, (('id', 'q', 0, None), ('address', 'text', 0, None), ('addressBind', 'text', 1, None), ('addressLocal', 'text', 2, None), ('network', 'text', 3, None), ('mappedAs', 'q', 8, None), ('services', 'list', 4, ('text', None)), ('relaysTxs', 'bit', 128, None), ('lastSend', 'q', 24, None), ('lastRecv', 'q', 32, None), ('lastTx', 'q', 40, None), ('lastBlock', 'q', 48, None), ('bytesSent', 'q', 56, None), ('bytesRecv', 'q', 64, None), ('connectedAt', 'q', 72, None), ('timeOffset', 'q', 80, None), ('pingUs', 'q', 88, None), ('hasPingUs', 'bit', 129, None), ('minPingUs', 'q', 96, None), ('hasMinPingUs', 'bit', 130, None), ('pingWaitUs', 'q', 104, None), ('version', 'q', 112, None), ('subversion', 'text', 5, None), ('isInbound', 'bit', 131, None), ('isHighbandwidthTo', 'bit', 132, None), ('isHighbandwidthFrom', 'bit', 133, None), ('misbehaviorScore', 'q', 120, None), ('startingHeight', 'i', 20, None), ('syncedHeaders', 'i', 128, None), ('syncedBlocks', 'i', 132, None), ('isAddrRelayEnabled', 'bit', 134, None), ('addrProcessed', 'q', 136, None), ('addrRateLimited', 'q', 144, None), ('permissions', 'list', 6, ('text', None)), ('connectionType', 'text', 7, None), ('transport', 'text', 8, None), ('sessionId', 'text', 9, None), ('host', 'text', 10, None),))
_D147: Shape = Shape(1, 1, (('context', 'context', 0, None), ('number', 'q', 0, None),))
_D148: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D149: Shape = Shape(0, 2, (('context', 'context', 0, None), ('address', 'text', 1, None),))
_D150: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))
_D151: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D152: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('rpcError', 'struct', 1, lambda: _D15),))
_D195: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'text', 1, None),))
_D196: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D200: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'struct', 1, lambda: _D201),))
_D201: Shape = Shape(1, 2, (('text', 'text', 0, None), ('caption', 'text', 1, None), ('style', 'q', 0, None),))
_D202: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D208: Shape = Shape(2, 2, (('context', 'context', 0, None), ('arg0', 'text', 1, None), ('arg1', 'q', 0, None), ('arg2', 'bit', 64, None),))
_D209: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D213: Shape = Shape(1, 1, (('context', 'context', 0, None), ('arg', 'q', 0, None),))
_D214: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D216: Shape = Shape(1, 1, (('context', 'context', 0, None), ('arg', 'bit', 0, None),))
_D217: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D219: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D220: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D222: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D223: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D229: Shape = Shape(2, 2, (('context', 'context', 0, None), ('arg0', 'i', 0, None), ('arg1', 'struct', 1, lambda: _D230), ('arg2', 'd', 8, None),))
_D230: Shape = Shape(2, 1, (('height', 'i', 0, None), ('time', 'q', 8, None), ('hash', 'data', 0, None),))
_D231: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D237: Shape = Shape(2, 2, (('context', 'context', 0, None), ('arg0', 'i', 0, None), ('arg1', 'struct', 1, lambda: _D230), ('arg2', 'd', 8, None),))
_D238: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D241: Shape = Shape(1, 2, (('context', 'context', 0, None), ('arg0', 'data', 1, None), ('arg1', 'i', 0, None),))
_D242: Shape = Shape(0, 1, (('rpcError', 'struct', 0, lambda: _D15),))
_D245: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'struct', 1, lambda: _D201),))
_D246: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('rpcError', 'struct', 0, lambda: _D15),))


class NodeProxy(Node, Proxy):
    """Node in another process."""

    def base_initialize(self, global_args: GlobalArgs) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_GlobalArgs_153(global_args)
        except ENCODE_ERRORS as error:
            raise _refused('Node.baseInitialize', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P158(0, 22 + (len(b1) >> 3), _K155, q.qid | 0x100000000, _K156, self._iid, _K157, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.baseInitialize', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.baseInitialize', error) from error
        raise failure

    def app_init_main(self) -> TipInfo | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x200000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.appInitMain', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U164(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U164(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U164, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_TipInfo_165(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: TipInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.appInitMain', error) from error
        raise failure

    def app_shutdown(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x300000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.appShutdown', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.appShutdown', error) from error
        raise failure

    def start_shutdown(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x400000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.startShutdown', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.startShutdown', error) from error
        raise failure

    def shutdown_requested(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x500000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.shutdownRequested', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.shutdownRequested', error) from error
        raise failure

    def is_setting_ignored(self, name: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Node.isSettingIgnored', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P170(0, 22 + (n1 + 7 >> 3), _K155, q.qid | 0x600000000, _K156, self._iid, _K168, 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.isSettingIgnored', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.isSettingIgnored', error) from error
        raise failure

    def get_persistent_setting(self, name: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Node.getPersistentSetting', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P170(0, 22 + (n1 + 7 >> 3), _K155, q.qid | 0x700000000, _K156, self._iid, _K168, 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getPersistentSetting', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Node.getPersistentSetting', error) from error
        raise failure

    def update_rw_setting(self, name: str, value: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
            b2: bytes = value.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Node.updateRwSetting', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P173(0, 23 + o3, _K155, q.qid | 0x800000000, _K156, self._iid, _K172, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.updateRwSetting', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.updateRwSetting', error) from error
        raise failure

    def force_setting(self, name: str, value: str) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
            b2: bytes = value.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Node.forceSetting', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P173(0, 23 + o3, _K155, q.qid | 0x900000000, _K156, self._iid, _K172, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.forceSetting', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.forceSetting', error) from error
        raise failure

    def reset_settings(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0xa00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.resetSettings', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.resetSettings', error) from error
        raise failure

    def get_warnings(self) -> str:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0xb00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getWarnings', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Node.getWarnings', error) from error
        raise failure

    def get_tip_info(self) -> TipInfo:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0xc00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getTipInfo', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_TipInfo_165(buf, a + 0, p1_0, lim)
                result: TipInfo = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getTipInfo', error) from error
        raise failure

    def get_best_block_hash(self) -> BlockHash:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0xd00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getBestBlockHash', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                s3 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
                e3 = s3 + (p1_0 >> 35)
                x3: Any = bytes(buf[s3:e3]) if p1_0 & 0x700000003 == 0x200000001 and e3 <= end else _data_at(buf, a + 0, p1_0)
                result: BlockHash = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getBestBlockHash', error) from error
        raise failure

    def is_initial_block_download(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0xe00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.isInitialBlockDownload', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.isInitialBlockDownload', error) from error
        raise failure

    def is_loading_blocks(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0xf00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.isLoadingBlocks', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.isLoadingBlocks', error) from error
        raise failure

    def get_mempool_usage(self) -> MempoolUsage:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1000000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getMempoolUsage', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_MempoolUsage_174(buf, a + 0, p1_0, lim)
                result: MempoolUsage = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getMempoolUsage', error) from error
        raise failure

    def get_unspent_output(self, outpoint: OutPoint) -> CoinInfo | None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_outpoint(outpoint)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Node.getUnspentOutput', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P170(0, 22 + (n2 + 7 >> 3), _K155, q.qid | 0x1100000000, _K156, self._iid, _K168, 0x20000001d + (n2 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getUnspentOutput', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U164(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U164(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U164, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_CoinInfo_176(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: CoinInfo | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getUnspentOutput', error) from error
        raise failure

    def broadcast_transaction(self, tx: Transaction, max_tx_fee: Duffs) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Node.broadcastTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P179(0, 23 + (n2 + 7 >> 3), _K155, q.qid | 0x1200000000, _K156, self._iid, _K178, max_tx_fee, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.broadcastTransaction', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Node.broadcastTransaction', error) from error
        raise failure

    def get_dust_relay_fee(self) -> DuffsPerKb:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1300000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getDustRelayFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U161(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U161(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U161, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: DuffsPerKb = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getDustRelayFee', error) from error
        raise failure

    def get_node_count(self, direction: ConnectionDirection) -> int:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P182(0, 22, _K155, q.qid | 0x1400000000, _K156, self._iid, _K180, direction._value_, _K181, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getNodeCount', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U161(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U161(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U161, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: int = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getNodeCount', error) from error
        raise failure

    def get_network_active(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1500000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getNetworkActive', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getNetworkActive', error) from error
        raise failure

    def set_network_active(self, active: bool) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P183(0, 22, _K155, q.qid | 0x1600000000, _K156, self._iid, _K180, (1 if active else 0), _K181, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.setNetworkActive', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.setNetworkActive', error) from error
        raise failure

    def get_total_bytes_received(self) -> int:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1700000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getTotalBytesReceived', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U161(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U161(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U161, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: int = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getTotalBytesReceived', error) from error
        raise failure

    def get_total_bytes_sent(self) -> int:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1800000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getTotalBytesSent', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U161(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U161(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U161, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: int = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getTotalBytesSent', error) from error
        raise failure

    def get_local_addresses(self) -> tuple[LocalAddress, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1900000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getLocalAddresses', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_LocalAddress_184(buf, a + 0, p1_0, lim)
                result: tuple[LocalAddress, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getLocalAddresses', error) from error
        raise failure

    def get_proxy(self, network: str) -> ProxySettings:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = network.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Node.getProxy', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P170(0, 22 + (n1 + 7 >> 3), _K155, q.qid | 0x1a00000000, _K156, self._iid, _K168, 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getProxy', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_ProxySettings_186(buf, a + 0, p1_0, lim)
                result: ProxySettings = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getProxy', error) from error
        raise failure

    def get_banned(self) -> tuple[Ban, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1b00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getBanned', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_Ban_187(buf, a + 0, p1_0, lim)
                result: tuple[Ban, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getBanned', error) from error
        raise failure

    def ban(self, subnet: str, seconds: int) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = subnet.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Node.ban', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P179(0, 23 + (n1 + 7 >> 3), _K155, q.qid | 0x1c00000000, _K156, self._iid, _K178, seconds, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.ban', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.ban', error) from error
        raise failure

    def unban(self, subnet: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = subnet.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Node.unban', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P170(0, 22 + (n1 + 7 >> 3), _K155, q.qid | 0x1d00000000, _K156, self._iid, _K168, 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.unban', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.unban', error) from error
        raise failure

    def execute_rpc(self, command: str, params: str, uri: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = command.encode()
            n1 = len(b1) + 1
            b2: bytes = params.encode()
            n2 = len(b2) + 1
            b3: bytes = uri.encode()
            n3 = len(b3) + 1
            o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
            o5 = o4 + (n3 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Node.executeRpc', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P189(0, 24 + o5, _K155, q.qid | 0x1e00000000, _K156, self._iid, _K188, 0x200000025 + (n1 << 35), 0x200000021 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x20000001d + (n3 << 35) + (o4 << 2), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.executeRpc', error) from error
        if o5 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, TEXT_PADS[n3 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Node.executeRpc', error) from error
        raise failure

    def list_rpc_commands(self) -> tuple[str, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x1f00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.listRpcCommands', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_Text_190(buf, a + 0, p1_0, lim)
                result: tuple[str, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.listRpcCommands', error) from error
        raise failure

    def wallet_loader(self) -> WalletLoader | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P163(0, 21, _K155, q.qid | 0x2000000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.walletLoader', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, wallet_stubs.WalletLoaderProxy)
                result: WalletLoader | None = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.walletLoader', error) from error
        raise failure

    def handle_init_message(self, fn: Callable[[str], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleInitMessageCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleInitMessage', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2100000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleInitMessage', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleInitMessage', error) from error
        raise failure

    def handle_message_box(self, fn: Callable[[UiMessage], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleMessageBoxCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleMessageBox', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2200000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleMessageBox', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleMessageBox', error) from error
        raise failure

    def handle_show_progress(self, fn: Callable[[str, int, bool], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleShowProgressCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleShowProgress', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2300000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleShowProgress', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleShowProgress', error) from error
        raise failure

    def handle_num_connections_changed(self, fn: Callable[[int], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleNumConnectionsChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleNumConnectionsChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2400000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleNumConnectionsChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleNumConnectionsChanged', error) from error
        raise failure

    def handle_network_active_changed(self, fn: Callable[[bool], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleNetworkActiveChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleNetworkActiveChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2500000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleNetworkActiveChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleNetworkActiveChanged', error) from error
        raise failure

    def handle_alert_changed(self, fn: Callable[[], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleAlertChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleAlertChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2600000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleAlertChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleAlertChanged', error) from error
        raise failure

    def handle_banned_list_changed(self, fn: Callable[[], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleBannedListChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleBannedListChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2700000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleBannedListChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleBannedListChanged', error) from error
        raise failure

    def handle_block_tip(self, fn: Callable[[SynchronizationState, BlockTip, float], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleBlockTipCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleBlockTip', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2800000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleBlockTip', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleBlockTip', error) from error
        raise failure

    def handle_header_tip(self, fn: Callable[[SynchronizationState, BlockTip, float], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleHeaderTipCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleHeaderTip', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2900000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleHeaderTip', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleHeaderTip', error) from error
        raise failure

    def handle_chain_lock(self, fn: Callable[[BlockHash, Height], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleChainLockCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleChainLock', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2a00000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleChainLock', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleChainLock', error) from error
        raise failure

    def get_nodes_stats(self) -> tuple[NodeStats, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x2b00000000, _K156, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.getNodesStats', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U171(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U171(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_NodeStats_192(buf, a + 0, p1_0, lim)
                result: tuple[NodeStats, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.getNodesStats', error) from error
        raise failure

    def disconnect_by_id(self, number: int) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P194(0, 22, _K155, q.qid | 0x2c00000000, _K156, self._iid, _K180, number, _K181, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.disconnectById', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.disconnectById', error) from error
        raise failure

    def disconnect_by_address(self, address: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Node.disconnectByAddress', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P170(0, 22 + (n1 + 7 >> 3), _K155, q.qid | 0x2d00000000, _K156, self._iid, _K168, 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.disconnectByAddress', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.disconnectByAddress', error) from error
        raise failure

    def handle_question(self, fn: Callable[[UiMessage], bool]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleQuestionCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Node.handleQuestion', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P191(0, 17 + cx.words(), _K155, q.qid | 0x2e00000000, _K156, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Node.handleQuestion', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U171(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Node.handleQuestion', error) from error
        raise failure


class HandleInitMessageCallbackProxy(Proxy):
    """HandleInitMessageCallback in another process."""

    def __call__(self, arg: str, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('HandleInitMessageCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P170(0, 22 + (n1 + 7 >> 3), _K155, q.qid | 0x100000000, _K197, self._iid, _K168, 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleInitMessageCallback.call', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleInitMessageCallback.call', error) from error
        raise failure


class HandleMessageBoxCallbackProxy(Proxy):
    """HandleMessageBoxCallback in another process."""

    def __call__(self, arg: UiMessage, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_UiMessage_203(arg)
        except ENCODE_ERRORS as error:
            raise _refused('HandleMessageBoxCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P158(0, 22 + (len(b1) >> 3), _K155, q.qid | 0x100000000, _K205, self._iid, _K206, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleMessageBoxCallback.call', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleMessageBoxCallback.call', error) from error
        raise failure


class HandleShowProgressCallbackProxy(Proxy):
    """HandleShowProgressCallback in another process."""

    def __call__(self, arg0: str, arg1: int, arg2: bool, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg0.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('HandleShowProgressCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P212(0, 24 + (n1 + 7 >> 3), _K155, q.qid | 0x100000000, _K210, self._iid, _K211, arg1, (1 if arg2 else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleShowProgressCallback.call', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleShowProgressCallback.call', error) from error
        raise failure


class HandleNumConnectionsChangedCallbackProxy(Proxy):
    """HandleNumConnectionsChangedCallback in another process."""

    def __call__(self, arg: int, /) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P194(0, 22, _K155, q.qid | 0x100000000, _K215, self._iid, _K180, arg, _K181, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleNumConnectionsChangedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleNumConnectionsChangedCallback.call', error) from error
        raise failure


class HandleNetworkActiveChangedCallbackProxy(Proxy):
    """HandleNetworkActiveChangedCallback in another process."""

    def __call__(self, arg: bool, /) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P183(0, 22, _K155, q.qid | 0x100000000, _K218, self._iid, _K180, (1 if arg else 0), _K181, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleNetworkActiveChangedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleNetworkActiveChangedCallback.call', error) from error
        raise failure


class HandleAlertChangedCallbackProxy(Proxy):
    """HandleAlertChangedCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x100000000, _K221, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleAlertChangedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleAlertChangedCallback.call', error) from error
        raise failure


class HandleBannedListChangedCallbackProxy(Proxy):
    """HandleBannedListChangedCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P163(0, 21, _K155, q.qid | 0x100000000, _K224, self._iid, _K162, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleBannedListChangedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleBannedListChangedCallback.call', error) from error
        raise failure


class HandleBlockTipCallbackProxy(Proxy):
    """HandleBlockTipCallback in another process."""

    def __call__(self, arg0: SynchronizationState, arg1: BlockTip, arg2: float, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_BlockTip_232(arg1)
        except ENCODE_ERRORS as error:
            raise _refused('HandleBlockTipCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P236(0, 24 + (len(b1) >> 3), _K155, q.qid | 0x100000000, _K234, self._iid, _K211, arg0._value_, arg2, _K235, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleBlockTipCallback.call', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleBlockTipCallback.call', error) from error
        raise failure


class HandleHeaderTipCallbackProxy(Proxy):
    """HandleHeaderTipCallback in another process."""

    def __call__(self, arg0: SynchronizationState, arg1: BlockTip, arg2: float, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_BlockTip_232(arg1)
        except ENCODE_ERRORS as error:
            raise _refused('HandleHeaderTipCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P236(0, 24 + (len(b1) >> 3), _K155, q.qid | 0x100000000, _K239, self._iid, _K211, arg0._value_, arg2, _K235, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleHeaderTipCallback.call', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleHeaderTipCallback.call', error) from error
        raise failure


class HandleChainLockCallbackProxy(Proxy):
    """HandleChainLockCallback in another process."""

    def __call__(self, arg0: BlockHash, arg1: Height, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg0
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('HandleChainLockCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P244(0, 23 + (n1 + 7 >> 3), _K155, q.qid | 0x100000000, _K243, self._iid, _K178, arg1, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K169, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleChainLockCallback.call', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U167(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U167(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U167, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleChainLockCallback.call', error) from error
        raise failure


class HandleQuestionCallbackProxy(Proxy):
    """HandleQuestionCallback in another process."""

    def __call__(self, arg: UiMessage, /) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_UiMessage_203(arg)
        except ENCODE_ERRORS as error:
            raise _refused('HandleQuestionCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P158(0, 22 + (len(b1) >> 3), _K155, q.qid | 0x100000000, _K247, self._iid, _K206, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleQuestionCallback.call', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U159(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U159(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U159, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_RpcError_160(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleQuestionCallback.call', error) from error
        raise failure


def _get_GlobalArgs_2(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x30000:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (p1_0, p1_1, p1_2) = _U3(buf, a)
    else:
        (p1_0, p1_1, p1_2), a = _struct_at(_U3, buf, at, p, 0, 3)
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


def _fail_RpcError_0x10001_0_4(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_5(error)
        head = _P9(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K8)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_RpcError_5(v: Any) -> bytes:
    b1: bytes = v.args[1].encode()
    n1 = len(b1) + 1
    result: bytes = _P6(v.args[0], 0x200000001 + (n1 << 35)) + b1 + TEXT_PADS[n1 & 7]
    return result


def _fail_RpcError_0x20001_1_16(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_5(error)
        head = _P18(0, 11 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K17)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_TipInfo_19(v: Any) -> bytes:
    result: bytes = _P20(v.block_height, v.header_height, v.block_time, v.header_time, v.verification_progress)
    return result


def _fail_RpcError_0x10000_0_26(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_5(error)
        head = _P28(0, 9 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K27)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _fail_RpcError_0x20000_1_38(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_RpcError_5(error)
        head = _P9(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K39)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_MempoolUsage_62(v: Any) -> bytes:
    result: bytes = _P63(v.count, v.bytes, v.max_bytes)
    return result


def _put_CoinInfo_68(v: Any) -> bytes:
    h1 = encode_output(v.output)
    b2: bytes = h1
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    result: bytes = _P69(v.height, (1 if v.is_coinbase else 0), 0x200000001 + (n2 << 35)) + b2 + PADS[n2 & 7]
    return result


def _put_LocalAddress_91(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 3
    for v in vs:
        b1: bytes = v.host.encode()
        n1 = len(b1) + 1
        o2 = o + (n1 + 7 >> 3)
        head(_P92(v.port, v.score, 0x200000001 + (n1 << 35) + (o << 2)))
        tails.append(b1 + TEXT_PADS[n1 & 7])
        o = o2 - 3
    return 0x700000001 + (n * 3 << 35), _P93((n << 2) + 0x1000200000000) + b''.join(heads) + b''.join(tails)


def _put_ProxySettings_97(v: Any) -> bytes:
    b1: bytes = v.address.encode()
    n1 = len(b1) + 1
    result: bytes = _P98((1 if v.randomize_credentials else 0), 0x200000001 + (n1 << 35)) + b1 + TEXT_PADS[n1 & 7]
    return result


def _put_Ban_103(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 3
    for v in vs:
        b1: bytes = v.subnet.encode()
        n1 = len(b1) + 1
        o2 = o + (n1 + 7 >> 3)
        head(_P92(v.created, v.until, 0x200000001 + (n1 << 35) + (o << 2)))
        tails.append(b1 + TEXT_PADS[n1 & 7])
        o = o2 - 3
    return 0x700000001 + (n * 3 << 35), _P93((n << 2) + 0x1000200000000) + b''.join(heads) + b''.join(tails)


def _put_tuple_of_Text_114(vs: Any) -> tuple[int, bytes]:
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


def _put_NodeStats_141(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 30
    for v in vs:
        b1: bytes = v.address.encode()
        n1 = len(b1) + 1
        b2: bytes = v.address_bind.encode()
        n2 = len(b2) + 1
        b3: bytes = v.address_local.encode()
        n3 = len(b3) + 1
        b4: bytes = v.network.encode()
        n4 = len(b4) + 1
        p5, b5 = _put_tuple_of_Text_114(v.services)
        b6: bytes = v.subversion.encode()
        n6 = len(b6) + 1
        p7, b7 = _put_tuple_of_Text_114(v.permissions)
        b8: bytes = v.connection_type.encode()
        n8 = len(b8) + 1
        b9: bytes = v.transport.encode()
        n9 = len(b9) + 1
        b10: bytes = v.session_id.encode()
        n10 = len(b10) + 1
        b11: bytes = v.host.encode()
        n11 = len(b11) + 1
        o12 = o + (n1 + 7 >> 3)
        o13 = o12 + (n2 + 7 >> 3)
        o14 = o13 + (n3 + 7 >> 3)
        o15 = o14 + (n4 + 7 >> 3)
        o16 = o15 + (len(b5) >> 3)
        o17 = o16 + (n6 + 7 >> 3)
        o18 = o17 + (len(b7) >> 3)
        o19 = o18 + (n8 + 7 >> 3)
        o20 = o19 + (n9 + 7 >> 3)
        o21 = o20 + (n10 + 7 >> 3)
        o22 = o21 + (n11 + 7 >> 3)
        head(_P142(v.id, v.mapped_as, (1 if v.relays_txs else 0) | (1 if v.is_inbound else 0) << 3 | (1 if v.is_highbandwidth_to else 0) << 4 | (1 if v.is_highbandwidth_from else 0) << 5 | (1 if v.is_addr_relay_enabled else 0) << 6 | (1 if v.ping_us is not None else 0) << 1 | (1 if v.min_ping_us is not None else 0) << 2, v.starting_height, v.last_send, v.last_recv, v.last_tx, v.last_block, v.bytes_sent, v.bytes_recv, v.connected_at, v.time_offset, (v.ping_us if v.ping_us is not None else 0), (v.min_ping_us if v.min_ping_us is not None else 0), v.ping_wait_us, v.version, v.misbehavior_score, v.synced_headers, v.synced_blocks, v.addr_processed, v.addr_rate_limited, 0x200000029 + (n1 << 35) + (o << 2), 0x200000025 + (n2 << 35) + (o12 << 2), 0x200000021 + (n3 << 35) + (o13 << 2), 0x20000001d + (n4 << 35) + (o14 << 2), 0x18 + p5 + (o15 << 2), 0x200000015 + (n6 << 35) + (o16 << 2), 0x10 + p7 + (o17 << 2), 0x20000000d + (n8 << 35) + (o18 << 2), 0x200000009 + (n9 << 35) + (o19 << 2), 0x200000005 + (n10 << 35) + (o20 << 2), 0x200000001 + (n11 << 35) + (o21 << 2)))
        tails += (b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, TEXT_PADS[n3 & 7], b4, TEXT_PADS[n4 & 7], b5, b6, TEXT_PADS[n6 & 7], b7, b8, TEXT_PADS[n8 & 7], b9, TEXT_PADS[n9 & 7], b10, TEXT_PADS[n10 & 7], b11, TEXT_PADS[n11 & 7])
        o = o22 - 30
    return 0x700000001 + (n * 30 << 35), _P93((n << 2) + 0xb001300000000) + b''.join(heads) + b''.join(tails)


def _put_GlobalArgs_153(v: Any) -> bytes:
    b1: bytes = v.settings_json.encode()
    n1 = len(b1) + 1
    b2: bytes = v.network.encode()
    n2 = len(b2) + 1
    b3: bytes = v.exe_dir.encode()
    n3 = len(b3) + 1
    o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    o5 = o4 + (n3 + 7 >> 3)
    result: bytes = _P154(0x200000009 + (n1 << 35), 0x200000005 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x200000001 + (n3 << 35) + (o4 << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7]
    return result


def _get_RpcError_160(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, p1_0) = _U161(buf, a)
    else:
        (d1_0, p1_0), a = _struct_at(_U161, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    return RpcError(d1_0, x2)


def _get_TipInfo_165(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x4:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_4, d1_8, d1_16, d1_24) = _U166(buf, a)
    else:
        (d1_0, d1_4, d1_8, d1_16, d1_24), a = _struct_at(_U166, buf, at, p, 4, 0)
    return TipInfo(block_height=d1_0, block_time=d1_8, header_height=d1_4, header_time=d1_16, verification_progress=d1_24)


def _get_MempoolUsage_174(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x3:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, d1_16) = _U175(buf, a)
    else:
        (d1_0, d1_8, d1_16), a = _struct_at(_U175, buf, at, p, 3, 0)
    return MempoolUsage(count=d1_0, bytes=d1_8, max_bytes=d1_16)


def _get_CoinInfo_176(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, f1_4, p1_0) = _U177(buf, a)
    else:
        (d1_0, f1_4, p1_0), a = _struct_at(_U177, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_0)
    return CoinInfo(output=decode_output(x2), height=d1_0, is_coinbase=(f1_4 & 1 != 0))


def _get_LocalAddress_184(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S185, buf, at, p, 2, 1, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, p1_0) in rows:
        lim[0] -= (p1_0 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a + 16, p1_0)
        put(LocalAddress(host=x1, port=d1_0, score=d1_8))
        a += step
    return tuple(out)


def _get_ProxySettings_186(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (f1_0, p1_0) = _U159(buf, a)
    else:
        (f1_0, p1_0), a = _struct_at(_U159, buf, at, p, 1, 1)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    return ProxySettings(address=x2, randomize_credentials=(f1_0 & 1 != 0))


def _get_Ban_187(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S185, buf, at, p, 2, 1, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, p1_0) in rows:
        lim[0] -= (p1_0 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a + 16, p1_0)
        put(Ban(subnet=x1, created=d1_0, until=d1_8))
        a += step
    return tuple(out)


def _get_tuple_of_Text_190(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _get_NodeStats_192(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S193, buf, at, p, 19, 11, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, f1_16, d1_20, d1_24, d1_32, d1_40, d1_48, d1_56, d1_64, d1_72, d1_80, d1_88, d1_96, d1_104, d1_112, d1_120, d1_128, d1_132, d1_136, d1_144, p1_0, p1_1, p1_2, p1_3, p1_4, p1_5, p1_6, p1_7, p1_8, p1_9, p1_10) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35) + (p1_2 >> 35) + (p1_3 >> 35) + (p1_5 >> 35) + (p1_7 >> 35) + (p1_8 >> 35) + (p1_9 >> 35) + (p1_10 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 160 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a + 152, p1_0)
        s2 = a + 168 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 160, p1_1)
        s3 = a + 176 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 168, p1_2)
        s4 = a + 184 + ((p1_3 & 0xfffffffc) << 1)
        e4 = s4 + (p1_3 >> 35)
        x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_3 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 176, p1_3)
        x5 = _get_tuple_of_Text_190(buf, a + 184, p1_4, lim)
        s6 = a + 200 + ((p1_5 & 0xfffffffc) << 1)
        e6 = s6 + (p1_5 >> 35)
        x6: Any = str(buf[s6:e6 - 1], 'utf-8') if p1_5 & 0x700000003 == 0x200000001 and s6 < e6 <= end else _text_at(buf, a + 192, p1_5)
        x7 = _get_tuple_of_Text_190(buf, a + 200, p1_6, lim)
        s8 = a + 216 + ((p1_7 & 0xfffffffc) << 1)
        e8 = s8 + (p1_7 >> 35)
        x8: Any = str(buf[s8:e8 - 1], 'utf-8') if p1_7 & 0x700000003 == 0x200000001 and s8 < e8 <= end else _text_at(buf, a + 208, p1_7)
        s9 = a + 224 + ((p1_8 & 0xfffffffc) << 1)
        e9 = s9 + (p1_8 >> 35)
        x9: Any = str(buf[s9:e9 - 1], 'utf-8') if p1_8 & 0x700000003 == 0x200000001 and s9 < e9 <= end else _text_at(buf, a + 216, p1_8)
        s10 = a + 232 + ((p1_9 & 0xfffffffc) << 1)
        e10 = s10 + (p1_9 >> 35)
        x10: Any = str(buf[s10:e10 - 1], 'utf-8') if p1_9 & 0x700000003 == 0x200000001 and s10 < e10 <= end else _text_at(buf, a + 224, p1_9)
        s11 = a + 240 + ((p1_10 & 0xfffffffc) << 1)
        e11 = s11 + (p1_10 >> 35)
        x11: Any = str(buf[s11:e11 - 1], 'utf-8') if p1_10 & 0x700000003 == 0x200000001 and s11 < e11 <= end else _text_at(buf, a + 232, p1_10)
        put(NodeStats(id=d1_0, address=x1, address_bind=x2, address_local=x3, network=x4, mapped_as=d1_8, services=x5, relays_txs=(f1_16 & 1 != 0), last_send=d1_24, last_recv=d1_32, last_tx=d1_40, last_block=d1_48, bytes_sent=d1_56, bytes_recv=d1_64, connected_at=d1_72, time_offset=d1_80, ping_us=(d1_88 if f1_16 & 2 else None), min_ping_us=(d1_96 if f1_16 & 4 else None), ping_wait_us=d1_104, version=d1_112, subversion=x6, is_inbound=(f1_16 & 8 != 0), is_highbandwidth_to=(f1_16 & 16 != 0), is_highbandwidth_from=(f1_16 & 32 != 0), misbehavior_score=d1_120, starting_height=d1_20, synced_headers=d1_128, synced_blocks=d1_132, is_addr_relay_enabled=(f1_16 & 64 != 0), addr_processed=d1_136, addr_rate_limited=d1_144, permissions=x7, connection_type=x8, transport=x9, session_id=x10, host=x11))
        a += step
    return tuple(out)


def _get_UiMessage_198(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x20001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, p1_0, p1_1) = _U199(buf, a)
    else:
        (d1_0, p1_0, p1_1), a = _struct_at(_U199, buf, at, p, 1, 2)
    end = len(buf)
    s2 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_0)
    s3 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_1)
    return UiMessage(text=x2, caption=x3, style=d1_0)


def _put_UiMessage_203(v: Any) -> bytes:
    b1: bytes = v.text.encode()
    n1 = len(b1) + 1
    b2: bytes = v.caption.encode()
    n2 = len(b2) + 1
    o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    result: bytes = _P204(v.style, 0x200000005 + (n1 << 35), 0x200000001 + (n2 << 35) + ((n1 + 7 >> 3) << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7]
    return result


def _get_BlockTip_227(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10002:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, p1_0) = _U228(buf, a)
    else:
        (d1_0, d1_8, p1_0), a = _struct_at(_U228, buf, at, p, 2, 1)
    end = len(buf)
    s2 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_0)
    return BlockTip(height=d1_0, time=d1_8, hash=x2)


def _put_BlockTip_232(v: Any) -> bytes:
    b1: bytes = v.hash
    if type(b1) is not bytes:
        b1 = _as_bytes(b1)
    n1 = len(b1)
    result: bytes = _P233(v.height, v.time, 0x200000001 + (n1 << 35)) + b1 + PADS[n1 & 7]
    return result


def _serve_Node_baseInitialize(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_GlobalArgs_2(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Node.baseInitialize', error) from error
    try:
        r = impl.base_initialize(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.baseInitialize result', error) from error


def _serve_Node_appInitMain(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.app_init_main()
    except RpcError as error:
        return _fail_RpcError_0x20001_1_16(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_TipInfo_19(r)
            q1 = 0x400000000
            w1 = 4
            t1 = b2
        head = _P22(0, 11 + w1, _K7, qid | NO_FINISH, _K21, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Node.appInitMain result', error) from error


def _serve_Node_appShutdown(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl.app_shutdown()
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('Node.appShutdown result', error) from error


def _serve_Node_startShutdown(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl.start_shutdown()
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('Node.startShutdown result', error) from error


def _serve_Node_shutdownRequested(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.shutdown_requested()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.shutdownRequested result', error) from error


def _serve_Node_isSettingIgnored(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
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
        raise _malformed('Node.isSettingIgnored', error) from error
    try:
        r = impl.is_setting_ignored(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.isSettingIgnored result', error) from error


def _serve_Node_getPersistentSetting(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
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
        raise _malformed('Node.getPersistentSetting', error) from error
    try:
        r = impl.get_persistent_setting(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P41(0, 10 + (n1 + 7 >> 3), _K7, qid | NO_FINISH, _K40, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Node.getPersistentSetting result', error) from error


def _serve_Node_updateRwSetting(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U44(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U44, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('Node.updateRwSetting', error) from error
    try:
        r = impl.update_rw_setting(x2, x3)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.updateRwSetting result', error) from error


def _serve_Node_forceSetting(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U44(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U44, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('Node.forceSetting', error) from error
    try:
        impl.force_setting(x2, x3)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('Node.forceSetting result', error) from error


def _serve_Node_resetSettings(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.reset_settings()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.resetSettings result', error) from error


def _serve_Node_getWarnings(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_warnings()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P41(0, 10 + (n1 + 7 >> 3), _K7, qid | NO_FINISH, _K40, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Node.getWarnings result', error) from error


def _serve_Node_getTipInfo(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_tip_info()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1 = _put_TipInfo_19(r)
        return _P9(0, 14, _K7, qid | NO_FINISH, _K53) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getTipInfo result', error) from error


def _serve_Node_getBestBlockHash(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_best_block_hash()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1: bytes = r
        if type(b1) is not bytes:
            b1 = _as_bytes(b1)
        n1 = len(b1)
        head = _P41(0, 10 + (n1 + 7 >> 3), _K7, qid | NO_FINISH, _K40, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, PADS[n1 & 7]]
        return head + b1 + PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Node.getBestBlockHash result', error) from error


def _serve_Node_isInitialBlockDownload(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_initial_block_download()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.isInitialBlockDownload result', error) from error


def _serve_Node_isLoadingBlocks(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_loading_blocks()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.isLoadingBlocks result', error) from error


def _serve_Node_getMempoolUsage(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_mempool_usage()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1 = _put_MempoolUsage_62(r)
        return _P9(0, 13, _K7, qid | NO_FINISH, _K64) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getMempoolUsage result', error) from error


def _serve_Node_getUnspentOutput(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        z3 = decode_outpoint(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Node.getUnspentOutput', error) from error
    try:
        r = impl.get_unspent_output(z3)
    except RpcError as error:
        return _fail_RpcError_0x20001_1_16(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_CoinInfo_68(r)
            q1 = 0x1000100000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P22(0, 11 + w1, _K7, qid | NO_FINISH, _K21, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getUnspentOutput result', error) from error


def _serve_Node_broadcastTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U73(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U73, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Node.broadcastTransaction', error) from error
    try:
        r = impl.broadcast_transaction(z3, d1_0)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P41(0, 10 + (n1 + 7 >> 3), _K7, qid | NO_FINISH, _K40, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Node.broadcastTransaction result', error) from error


def _serve_Node_getDustRelayFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_dust_relay_fee()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P76(0, 10, _K7, qid | NO_FINISH, _K10, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.getDustRelayFee result', error) from error


def _serve_Node_getNodeCount(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U79(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U79, buf, o + (c << 3), p - c, 1, 1)
        z2 = ConnectionDirection(d1_0)
    except DECODE_ERRORS as error:
        raise _malformed('Node.getNodeCount', error) from error
    try:
        r = impl.get_node_count(z2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P76(0, 10, _K7, qid | NO_FINISH, _K10, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.getNodeCount result', error) from error


def _serve_Node_getNetworkActive(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_network_active()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.getNetworkActive result', error) from error


def _serve_Node_setNetworkActive(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0,) = _U84(buf, a)
        else:
            (f1_0,), a = _unpack_large(_U84, buf, o + (c << 3), p - c, 1, 1)
        z2 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Node.setNetworkActive', error) from error
    try:
        impl.set_network_active(z2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('Node.setNetworkActive result', error) from error


def _serve_Node_getTotalBytesReceived(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_total_bytes_received()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P76(0, 10, _K7, qid | NO_FINISH, _K10, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.getTotalBytesReceived result', error) from error


def _serve_Node_getTotalBytesSent(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_total_bytes_sent()
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P76(0, 10, _K7, qid | NO_FINISH, _K10, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.getTotalBytesSent result', error) from error


def _serve_Node_getLocalAddresses(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_local_addresses()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        p1, b1 = _put_LocalAddress_91(r)
        head = _P41(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K40, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getLocalAddresses result', error) from error


def _serve_Node_getProxy(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
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
        raise _malformed('Node.getProxy', error) from error
    try:
        r = impl.get_proxy(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1 = _put_ProxySettings_97(r)
        head = _P9(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K99)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getProxy result', error) from error


def _serve_Node_getBanned(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_banned()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        p1, b1 = _put_Ban_103(r)
        head = _P41(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K40, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getBanned result', error) from error


def _serve_Node_ban(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U73(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U73, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Node.ban', error) from error
    try:
        r = impl.ban(x2, d1_0)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.ban result', error) from error


def _serve_Node_unban(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
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
        raise _malformed('Node.unban', error) from error
    try:
        r = impl.unban(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.unban result', error) from error


def _serve_Node_executeRpc(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2, p1_3) = _U111(buf, a)
        else:
            (p1_1, p1_2, p1_3), a = _unpack_large(_U111, buf, o + (c << 3), p - c, 0, 4)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
        s4 = a + 32 + ((p1_3 & 0xfffffffc) << 1)
        e4 = s4 + (p1_3 >> 35)
        x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_3 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 24, p1_3)
    except DECODE_ERRORS as error:
        raise _malformed('Node.executeRpc', error) from error
    try:
        r = impl.execute_rpc(x2, x3, x4)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P41(0, 10 + (n1 + 7 >> 3), _K7, qid | NO_FINISH, _K40, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Node.executeRpc result', error) from error


def _serve_Node_listRpcCommands(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.list_rpc_commands()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        p1, b1 = _put_tuple_of_Text_114(r)
        head = _P41(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K40, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.listRpcCommands result', error) from error


def _serve_Node_walletLoader(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.wallet_loader()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, wallet_stubs.WalletLoaderProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.walletLoader result', error) from error


def _serve_Node_handleInitMessage(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleInitMessageCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleInitMessage', error) from error
    try:
        r = impl.handle_init_message(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleInitMessage result', error) from error


def _serve_Node_handleMessageBox(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleMessageBoxCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleMessageBox', error) from error
    try:
        r = impl.handle_message_box(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleMessageBox result', error) from error


def _serve_Node_handleShowProgress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleShowProgressCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleShowProgress', error) from error
    try:
        r = impl.handle_show_progress(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleShowProgress result', error) from error


def _serve_Node_handleNumConnectionsChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleNumConnectionsChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleNumConnectionsChanged', error) from error
    try:
        r = impl.handle_num_connections_changed(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleNumConnectionsChanged result', error) from error


def _serve_Node_handleNetworkActiveChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleNetworkActiveChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleNetworkActiveChanged', error) from error
    try:
        r = impl.handle_network_active_changed(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleNetworkActiveChanged result', error) from error


def _serve_Node_handleAlertChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleAlertChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleAlertChanged', error) from error
    try:
        r = impl.handle_alert_changed(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleAlertChanged result', error) from error


def _serve_Node_handleBannedListChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleBannedListChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleBannedListChanged', error) from error
    try:
        r = impl.handle_banned_list_changed(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleBannedListChanged result', error) from error


def _serve_Node_handleBlockTip(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleBlockTipCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleBlockTip', error) from error
    try:
        r = impl.handle_block_tip(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleBlockTip result', error) from error


def _serve_Node_handleHeaderTip(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleHeaderTipCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleHeaderTip', error) from error
    try:
        r = impl.handle_header_tip(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleHeaderTip result', error) from error


def _serve_Node_handleChainLock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleChainLockCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleChainLock', error) from error
    try:
        r = impl.handle_chain_lock(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleChainLock result', error) from error


def _serve_Node_getNodesStats(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_nodes_stats()
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    try:
        p1, b1 = _put_NodeStats_141(r)
        head = _P41(0, 10 + (len(b1) >> 3), _K7, qid | NO_FINISH, _K40, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Node.getNodesStats result', error) from error


def _serve_Node_disconnectById(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U146(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U146, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('Node.disconnectById', error) from error
    try:
        r = impl.disconnect_by_id(d1_0)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.disconnectById result', error) from error


def _serve_Node_disconnectByAddress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
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
        raise _malformed('Node.disconnectByAddress', error) from error
    try:
        r = impl.disconnect_by_address(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Node.disconnectByAddress result', error) from error


def _serve_Node_handleQuestion(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleQuestionCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Node.handleQuestion', error) from error
    try:
        r = impl.handle_question(x2)
    except RpcError as error:
        return _fail_RpcError_0x20000_1_38(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P118(0, 10 + cx.words(), _K7, cx.flags(qid), _K117, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Node.handleQuestion result', error) from error


NodeProxy._info = InterfaceInfo(
    0x9de89d0becfb36d2,
    'Node',
    {
        0x9de89d0becfb36d2 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x9de89d0becfb36d2 << 16 | 1: Method('baseInitialize', True, _serve_Node_baseInitialize, True, 0x20000, lambda: (describer(lambda: _D12), describer(lambda: _D14))),
        0x9de89d0becfb36d2 << 16 | 2: Method('appInitMain', True, _serve_Node_appInitMain, True, 0x10000, lambda: (describer(lambda: _D23), describer(lambda: _D24))),
        0x9de89d0becfb36d2 << 16 | 3: Method('appShutdown', True, _serve_Node_appShutdown, True, 0x10000, lambda: (describer(lambda: _D30), describer(lambda: _D31))),
        0x9de89d0becfb36d2 << 16 | 4: Method('startShutdown', True, _serve_Node_startShutdown, True, 0x10000, lambda: (describer(lambda: _D32), describer(lambda: _D33))),
        0x9de89d0becfb36d2 << 16 | 5: Method('shutdownRequested', True, _serve_Node_shutdownRequested, True, 0x10000, lambda: (describer(lambda: _D34), describer(lambda: _D35))),
        0x9de89d0becfb36d2 << 16 | 6: Method('isSettingIgnored', True, _serve_Node_isSettingIgnored, True, 0x20000, lambda: (describer(lambda: _D36), describer(lambda: _D37))),
        0x9de89d0becfb36d2 << 16 | 7: Method('getPersistentSetting', True, _serve_Node_getPersistentSetting, True, 0x20000, lambda: (describer(lambda: _D42), describer(lambda: _D43))),
        0x9de89d0becfb36d2 << 16 | 8: Method('updateRwSetting', True, _serve_Node_updateRwSetting, True, 0x30000, lambda: (describer(lambda: _D45), describer(lambda: _D46))),
        0x9de89d0becfb36d2 << 16 | 9: Method('forceSetting', True, _serve_Node_forceSetting, True, 0x30000, lambda: (describer(lambda: _D47), describer(lambda: _D48))),
        0x9de89d0becfb36d2 << 16 | 10: Method('resetSettings', True, _serve_Node_resetSettings, True, 0x10000, lambda: (describer(lambda: _D49), describer(lambda: _D50))),
        0x9de89d0becfb36d2 << 16 | 11: Method('getWarnings', True, _serve_Node_getWarnings, True, 0x10000, lambda: (describer(lambda: _D51), describer(lambda: _D52))),
        0x9de89d0becfb36d2 << 16 | 12: Method('getTipInfo', True, _serve_Node_getTipInfo, True, 0x10000, lambda: (describer(lambda: _D54), describer(lambda: _D55))),
        0x9de89d0becfb36d2 << 16 | 13: Method('getBestBlockHash', True, _serve_Node_getBestBlockHash, True, 0x10000, lambda: (describer(lambda: _D56), describer(lambda: _D57))),
        0x9de89d0becfb36d2 << 16 | 14: Method('isInitialBlockDownload', True, _serve_Node_isInitialBlockDownload, True, 0x10000, lambda: (describer(lambda: _D58), describer(lambda: _D59))),
        0x9de89d0becfb36d2 << 16 | 15: Method('isLoadingBlocks', True, _serve_Node_isLoadingBlocks, True, 0x10000, lambda: (describer(lambda: _D60), describer(lambda: _D61))),
        0x9de89d0becfb36d2 << 16 | 16: Method('getMempoolUsage', True, _serve_Node_getMempoolUsage, True, 0x10000, lambda: (describer(lambda: _D65), describer(lambda: _D66))),
        0x9de89d0becfb36d2 << 16 | 17: Method('getUnspentOutput', True, _serve_Node_getUnspentOutput, True, 0x20000, lambda: (describer(lambda: _D70), describer(lambda: _D71))),
        0x9de89d0becfb36d2 << 16 | 18: Method('broadcastTransaction', True, _serve_Node_broadcastTransaction, True, 0x20001, lambda: (describer(lambda: _D74), describer(lambda: _D75))),
        0x9de89d0becfb36d2 << 16 | 19: Method('getDustRelayFee', True, _serve_Node_getDustRelayFee, True, 0x10000, lambda: (describer(lambda: _D77), describer(lambda: _D78))),
        0x9de89d0becfb36d2 << 16 | 20: Method('getNodeCount', True, _serve_Node_getNodeCount, True, 0x10001, lambda: (describer(lambda: _D80), describer(lambda: _D81))),
        0x9de89d0becfb36d2 << 16 | 21: Method('getNetworkActive', True, _serve_Node_getNetworkActive, True, 0x10000, lambda: (describer(lambda: _D82), describer(lambda: _D83))),
        0x9de89d0becfb36d2 << 16 | 22: Method('setNetworkActive', True, _serve_Node_setNetworkActive, True, 0x10001, lambda: (describer(lambda: _D85), describer(lambda: _D86))),
        0x9de89d0becfb36d2 << 16 | 23: Method('getTotalBytesReceived', True, _serve_Node_getTotalBytesReceived, True, 0x10000, lambda: (describer(lambda: _D87), describer(lambda: _D88))),
        0x9de89d0becfb36d2 << 16 | 24: Method('getTotalBytesSent', True, _serve_Node_getTotalBytesSent, True, 0x10000, lambda: (describer(lambda: _D89), describer(lambda: _D90))),
        0x9de89d0becfb36d2 << 16 | 25: Method('getLocalAddresses', True, _serve_Node_getLocalAddresses, True, 0x10000, lambda: (describer(lambda: _D94), describer(lambda: _D95))),
        0x9de89d0becfb36d2 << 16 | 26: Method('getProxy', True, _serve_Node_getProxy, True, 0x20000, lambda: (describer(lambda: _D100), describer(lambda: _D101))),
        0x9de89d0becfb36d2 << 16 | 27: Method('getBanned', True, _serve_Node_getBanned, True, 0x10000, lambda: (describer(lambda: _D104), describer(lambda: _D105))),
        0x9de89d0becfb36d2 << 16 | 28: Method('ban', True, _serve_Node_ban, True, 0x20001, lambda: (describer(lambda: _D107), describer(lambda: _D108))),
        0x9de89d0becfb36d2 << 16 | 29: Method('unban', True, _serve_Node_unban, True, 0x20000, lambda: (describer(lambda: _D109), describer(lambda: _D110))),
        0x9de89d0becfb36d2 << 16 | 30: Method('executeRpc', True, _serve_Node_executeRpc, True, 0x40000, lambda: (describer(lambda: _D112), describer(lambda: _D113))),
        0x9de89d0becfb36d2 << 16 | 31: Method('listRpcCommands', True, _serve_Node_listRpcCommands, True, 0x10000, lambda: (describer(lambda: _D115), describer(lambda: _D116))),
        0x9de89d0becfb36d2 << 16 | 32: Method('walletLoader', True, _serve_Node_walletLoader, False, 0x10000, lambda: (describer(lambda: _D119), describer(lambda: _D120))),
        0x9de89d0becfb36d2 << 16 | 33: Method('handleInitMessage', True, _serve_Node_handleInitMessage, False, 0x20000, lambda: (describer(lambda: _D121), describer(lambda: _D122))),
        0x9de89d0becfb36d2 << 16 | 34: Method('handleMessageBox', True, _serve_Node_handleMessageBox, False, 0x20000, lambda: (describer(lambda: _D123), describer(lambda: _D124))),
        0x9de89d0becfb36d2 << 16 | 35: Method('handleShowProgress', True, _serve_Node_handleShowProgress, False, 0x20000, lambda: (describer(lambda: _D125), describer(lambda: _D126))),
        0x9de89d0becfb36d2 << 16 | 36: Method('handleNumConnectionsChanged', True, _serve_Node_handleNumConnectionsChanged, False, 0x20000, lambda: (describer(lambda: _D127), describer(lambda: _D128))),
        0x9de89d0becfb36d2 << 16 | 37: Method('handleNetworkActiveChanged', True, _serve_Node_handleNetworkActiveChanged, False, 0x20000, lambda: (describer(lambda: _D129), describer(lambda: _D130))),
        0x9de89d0becfb36d2 << 16 | 38: Method('handleAlertChanged', True, _serve_Node_handleAlertChanged, False, 0x20000, lambda: (describer(lambda: _D131), describer(lambda: _D132))),
        0x9de89d0becfb36d2 << 16 | 39: Method('handleBannedListChanged', True, _serve_Node_handleBannedListChanged, False, 0x20000, lambda: (describer(lambda: _D133), describer(lambda: _D134))),
        0x9de89d0becfb36d2 << 16 | 40: Method('handleBlockTip', True, _serve_Node_handleBlockTip, False, 0x20000, lambda: (describer(lambda: _D135), describer(lambda: _D136))),
        0x9de89d0becfb36d2 << 16 | 41: Method('handleHeaderTip', True, _serve_Node_handleHeaderTip, False, 0x20000, lambda: (describer(lambda: _D137), describer(lambda: _D138))),
        0x9de89d0becfb36d2 << 16 | 42: Method('handleChainLock', True, _serve_Node_handleChainLock, False, 0x20000, lambda: (describer(lambda: _D139), describer(lambda: _D140))),
        0x9de89d0becfb36d2 << 16 | 43: Method('getNodesStats', True, _serve_Node_getNodesStats, True, 0x10000, lambda: (describer(lambda: _D143), describer(lambda: _D144))),
        0x9de89d0becfb36d2 << 16 | 44: Method('disconnectById', True, _serve_Node_disconnectById, True, 0x10001, lambda: (describer(lambda: _D147), describer(lambda: _D148))),
        0x9de89d0becfb36d2 << 16 | 45: Method('disconnectByAddress', True, _serve_Node_disconnectByAddress, True, 0x20000, lambda: (describer(lambda: _D149), describer(lambda: _D150))),
        0x9de89d0becfb36d2 << 16 | 46: Method('handleQuestion', True, _serve_Node_handleQuestion, False, 0x20000, lambda: (describer(lambda: _D151), describer(lambda: _D152))),
    },
    proxy=NodeProxy,
    destroy=0x9de89d0becfb36d2 << 16 | 0,
)


def _serve_HandleInitMessageCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
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
        raise _malformed('HandleInitMessageCallback.call', error) from error
    try:
        impl(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleInitMessageCallback.call result', error) from error


HandleInitMessageCallbackProxy._info = InterfaceInfo(
    0x8abaefdb2dd3c3cd,
    'HandleInitMessageCallback',
    {
        0x8abaefdb2dd3c3cd << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x8abaefdb2dd3c3cd << 16 | 1: Method('call', True, _serve_HandleInitMessageCallback_call, True, 0x20000, lambda: (describer(lambda: _D195), describer(lambda: _D196))),
    },
    proxy=HandleInitMessageCallbackProxy,
    destroy=0x8abaefdb2dd3c3cd << 16 | 0,
)


def _serve_HandleMessageBoxCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_UiMessage_198(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('HandleMessageBoxCallback.call', error) from error
    try:
        impl(x2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleMessageBoxCallback.call result', error) from error


HandleMessageBoxCallbackProxy._info = InterfaceInfo(
    0xf782cb9c95993a98,
    'HandleMessageBoxCallback',
    {
        0xf782cb9c95993a98 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xf782cb9c95993a98 << 16 | 1: Method('call', True, _serve_HandleMessageBoxCallback_call, True, 0x20000, lambda: (describer(lambda: _D200), describer(lambda: _D202))),
    },
    proxy=HandleMessageBoxCallbackProxy,
    destroy=0xf782cb9c95993a98 << 16 | 0,
)


def _serve_HandleShowProgressCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, f1_8, p1_1) = _U207(buf, a)
        else:
            (d1_0, f1_8, p1_1), a = _unpack_large(_U207, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 24, p1_1)
        z3 = (f1_8 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('HandleShowProgressCallback.call', error) from error
    try:
        impl(x2, d1_0, z3)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleShowProgressCallback.call result', error) from error


HandleShowProgressCallbackProxy._info = InterfaceInfo(
    0xa8a5bd7076046958,
    'HandleShowProgressCallback',
    {
        0xa8a5bd7076046958 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xa8a5bd7076046958 << 16 | 1: Method('call', True, _serve_HandleShowProgressCallback_call, True, 0x20002, lambda: (describer(lambda: _D208), describer(lambda: _D209))),
    },
    proxy=HandleShowProgressCallbackProxy,
    destroy=0xa8a5bd7076046958 << 16 | 0,
)


def _serve_HandleNumConnectionsChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U146(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U146, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('HandleNumConnectionsChangedCallback.call', error) from error
    try:
        impl(d1_0)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleNumConnectionsChangedCallback.call result', error) from error


HandleNumConnectionsChangedCallbackProxy._info = InterfaceInfo(
    0x883b281ca6c44df3,
    'HandleNumConnectionsChangedCallback',
    {
        0x883b281ca6c44df3 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x883b281ca6c44df3 << 16 | 1: Method('call', True, _serve_HandleNumConnectionsChangedCallback_call, True, 0x10001, lambda: (describer(lambda: _D213), describer(lambda: _D214))),
    },
    proxy=HandleNumConnectionsChangedCallbackProxy,
    destroy=0x883b281ca6c44df3 << 16 | 0,
)


def _serve_HandleNetworkActiveChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0,) = _U84(buf, a)
        else:
            (f1_0,), a = _unpack_large(_U84, buf, o + (c << 3), p - c, 1, 1)
        z2 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('HandleNetworkActiveChangedCallback.call', error) from error
    try:
        impl(z2)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleNetworkActiveChangedCallback.call result', error) from error


HandleNetworkActiveChangedCallbackProxy._info = InterfaceInfo(
    0xda10bf5901137b5c,
    'HandleNetworkActiveChangedCallback',
    {
        0xda10bf5901137b5c << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xda10bf5901137b5c << 16 | 1: Method('call', True, _serve_HandleNetworkActiveChangedCallback_call, True, 0x10001, lambda: (describer(lambda: _D216), describer(lambda: _D217))),
    },
    proxy=HandleNetworkActiveChangedCallbackProxy,
    destroy=0xda10bf5901137b5c << 16 | 0,
)


def _serve_HandleAlertChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleAlertChangedCallback.call result', error) from error


HandleAlertChangedCallbackProxy._info = InterfaceInfo(
    0xc3cd47e2c05bd0fe,
    'HandleAlertChangedCallback',
    {
        0xc3cd47e2c05bd0fe << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xc3cd47e2c05bd0fe << 16 | 1: Method('call', True, _serve_HandleAlertChangedCallback_call, True, 0x10000, lambda: (describer(lambda: _D219), describer(lambda: _D220))),
    },
    proxy=HandleAlertChangedCallbackProxy,
    destroy=0xc3cd47e2c05bd0fe << 16 | 0,
)


def _serve_HandleBannedListChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleBannedListChangedCallback.call result', error) from error


HandleBannedListChangedCallbackProxy._info = InterfaceInfo(
    0x944259da711b2018,
    'HandleBannedListChangedCallback',
    {
        0x944259da711b2018 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x944259da711b2018 << 16 | 1: Method('call', True, _serve_HandleBannedListChangedCallback_call, True, 0x10000, lambda: (describer(lambda: _D222), describer(lambda: _D223))),
    },
    proxy=HandleBannedListChangedCallbackProxy,
    destroy=0x944259da711b2018 << 16 | 0,
)


def _serve_HandleBlockTipCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, d1_8, p1_1) = _U225(buf, a)
        else:
            (d1_0, d1_8, p1_1), a = _unpack_large(_U225, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_BlockTip_227(buf, a + 24, p1_1, lim)
        z3 = _E226[d1_0]
    except DECODE_ERRORS as error:
        raise _malformed('HandleBlockTipCallback.call', error) from error
    try:
        impl(z3, x2, d1_8)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleBlockTipCallback.call result', error) from error


HandleBlockTipCallbackProxy._info = InterfaceInfo(
    0xc13ab4590efc119e,
    'HandleBlockTipCallback',
    {
        0xc13ab4590efc119e << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xc13ab4590efc119e << 16 | 1: Method('call', True, _serve_HandleBlockTipCallback_call, True, 0x20002, lambda: (describer(lambda: _D229), describer(lambda: _D231))),
    },
    proxy=HandleBlockTipCallbackProxy,
    destroy=0xc13ab4590efc119e << 16 | 0,
)


def _serve_HandleHeaderTipCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 2:
            a = o + (c << 3)
            (d1_0, d1_8, p1_1) = _U225(buf, a)
        else:
            (d1_0, d1_8, p1_1), a = _unpack_large(_U225, buf, o + (c << 3), p - c, 2, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_BlockTip_227(buf, a + 24, p1_1, lim)
        z3 = _E226[d1_0]
    except DECODE_ERRORS as error:
        raise _malformed('HandleHeaderTipCallback.call', error) from error
    try:
        impl(z3, x2, d1_8)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleHeaderTipCallback.call result', error) from error


HandleHeaderTipCallbackProxy._info = InterfaceInfo(
    0x97137bb4c5d1aa1e,
    'HandleHeaderTipCallback',
    {
        0x97137bb4c5d1aa1e << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x97137bb4c5d1aa1e << 16 | 1: Method('call', True, _serve_HandleHeaderTipCallback_call, True, 0x20002, lambda: (describer(lambda: _D237), describer(lambda: _D238))),
    },
    proxy=HandleHeaderTipCallbackProxy,
    destroy=0x97137bb4c5d1aa1e << 16 | 0,
)


def _serve_HandleChainLockCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U240(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U240, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('HandleChainLockCallback.call', error) from error
    try:
        impl(x2, d1_0)
    except RpcError as error:
        return _fail_RpcError_0x10000_0_26(conn, qid, error)
    try:
        return _P28(0, 9, _K7, qid | NO_FINISH, _K29)
    except ENCODE_ERRORS as error:
        raise _refused('HandleChainLockCallback.call result', error) from error


HandleChainLockCallbackProxy._info = InterfaceInfo(
    0xed06e06b6467adb1,
    'HandleChainLockCallback',
    {
        0xed06e06b6467adb1 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xed06e06b6467adb1 << 16 | 1: Method('call', True, _serve_HandleChainLockCallback_call, True, 0x20001, lambda: (describer(lambda: _D241), describer(lambda: _D242))),
    },
    proxy=HandleChainLockCallbackProxy,
    destroy=0xed06e06b6467adb1 << 16 | 0,
)


def _serve_HandleQuestionCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U1(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U1, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_UiMessage_198(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('HandleQuestionCallback.call', error) from error
    try:
        r = impl(x2)
    except RpcError as error:
        return _fail_RpcError_0x10001_0_4(conn, qid, error)
    try:
        return _P11(0, 10, _K7, qid | NO_FINISH, _K10, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('HandleQuestionCallback.call result', error) from error


HandleQuestionCallbackProxy._info = InterfaceInfo(
    0x9a4280695c37c78c,
    'HandleQuestionCallback',
    {
        0x9a4280695c37c78c << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x9a4280695c37c78c << 16 | 1: Method('call', True, _serve_HandleQuestionCallback_call, True, 0x20000, lambda: (describer(lambda: _D245), describer(lambda: _D246))),
    },
    proxy=HandleQuestionCallbackProxy,
    destroy=0x9a4280695c37c78c << 16 | 0,
)

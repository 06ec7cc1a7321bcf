"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from collections.abc import Callable
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import ChangeType, CoinControl, CreatedTransaction, Recipient, SecretText, Wallet, WalletAddress, WalletBalances, WalletCoin, WalletError, WalletLoader, WalletTx
from dashcore.ipc.hooks import decode_outpoint, decode_output, decode_transaction, encode_outpoint, encode_output, encode_transaction
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs, TxId
from dashcore.ipc.stubs import chain_stubs
from dashcore.ipc.stubs import handler_stubs
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, NO_FINISH, Reply, State, Words, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import CapSink, CapSource, DECODE_ERRORS, ENCODE_ERRORS, PADS, TEXT_PADS, as_bytes as _as_bytes, broken as _broken, budget as _budget, data_at as _data_at, malformed as _malformed, pack_words as _pack_words, pointer_rows as _pointer_rows, refused as _refused, struct_at as _struct_at, struct_rows as _struct_rows, text_at as _text_at, too_much as _too_much, unpack_large as _unpack_large

__all__ = [
    "HandleLoadWalletCallbackProxy",
    "HandleShowProgressCallbackProxy",
    "HandleTransactionChangedCallbackProxy",
    "HandleUnloadCallbackProxy",
    "WalletLoaderProxy",
    "WalletProxy",
]

_P3 = Struct('<Q').pack
_K4 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01\x00'
_K5 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_P6 = Struct('<II24sQ48s').pack
_K7 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P8 = Struct('<II24sQ32sQ8s').pack
_K13 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_K14 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P15 = Struct('<II24sQ32sB7x8s').pack
_U26 = Struct('<8xQ').unpack_from
_P32 = Struct('<B7xQQQ').pack
_U36 = Struct('<8xQQQ').unpack_from
_U39 = Struct('<B7x8xQQ').unpack_from
_S41 = Struct('<qB7xQ')
_U43 = Struct('<qB7xQQ').unpack_from
_P46 = Struct('<qqQ').pack
_K47 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K54 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_P55 = Struct('<II24sQ40s').pack
_K56 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K62 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_P63 = Struct('<II24sQ56s').pack
_P65 = Struct('<qqqqqiB3xQ').pack
_K66 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P67 = Struct('<II24sQ32sB7xQ8s').pack
_P75 = Struct('<qqqqqq').pack
_K76 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P80 = Struct('<II24sQ32sq8s').pack
_P84 = Struct('<qqQQ').pack
_U88 = Struct('<B7x8xQ').unpack_from
_K98 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00'
_P99 = Struct('<II24sQ24sQQ8s').pack
_K106 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K107 = b'o\x1b\xf4 \xcaQ\x1f\x86\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K108 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P109 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_U110 = Struct('<QQ').unpack_from
_U112 = Struct('<Q').unpack_from
_U113 = Struct('<B7xQ').unpack_from
_K114 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00"
_K115 = b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P116 = Struct('<II24sQ40sQ32sQ24sQ8sQ8s').pack
_S118 = Struct('<B7xQQQ')
_K119 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x04\x00\x19\x00\x00\x00'\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x02\x00"
_P120 = Struct('<II24sQ40sQ32sQQQ24sQ8sQ8s').pack
_P122 = Struct('<qB7xQ').pack
_P124 = Struct('<qB7xQQ').pack
_K125 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x03\x00\x19\x00\x00\x00'\x00\x00\x00"
_P126 = Struct('<II24sQ40sQ24sB7x8sQQ24sQ8sQ8s').pack
_U128 = Struct('<qqQ').unpack_from
_U129 = Struct('<B7xQQ').unpack_from
_U131 = Struct('<qqqqqiB3xQ').unpack_from
_S133 = Struct('<qqqqqiB3xQ')
_U135 = Struct('<qqqqqq').unpack_from
_K136 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x02\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P137 = Struct('<II24sQ40sQ64sQ8sQ8s').pack
_U138 = Struct('<qQ').unpack_from
_S140 = Struct('<qqQQ')
_K141 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x02\x00\x15\x00\x00\x00'\x00\x00\x00"
_P142 = Struct('<II24sQ40sQ24sB7x8sQ24sQ8sQ8s').pack
_P143 = Struct('<II24sQ40sQ16sQ8sQ16s').pack
_U144 = Struct('<q8xQQ').unpack_from
_K146 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_K148 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x03\x00'
_P149 = Struct('<II24sQ24sQQQ8s').pack
_K163 = b'\x9bQ\xb8\xfa\x05\x10\xa8\xd9\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P164 = Struct('<II24sQ40sQ24sq8sQQ24sQ8sQ8s').pack
_U165 = Struct('<QQQ').unpack_from
_K170 = b'\xc8\xa8\xabG\x14q<\x9f\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U171 = Struct('<i4x8xQ').unpack_from
_E172 = {m._value_: m for m in ChangeType}
_K175 = b'?az\xee\xe0\x8a\x17\xbc\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P176 = Struct('<II24sQ40sQ24si4x8sQ24sQ8sQ8s').pack
_U177 = Struct('<q8xQ').unpack_from
_K180 = b'\x0c\xec\x12\x0f\xd8\xbb.\xf4\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P181 = Struct('<II24sQ40sQ24sq8sQ24sQ8sQ8s').pack
_K184 = b'\x91\xd5\x03\xdf\x8fl\x13\xba\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_D9: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D10: Shape = Shape(0, 2, (('result', 'text', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D11: Shape = Shape(0, 1, (('message', 'text', 0, None),))
_D16: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D17: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D18: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D19: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D20: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D21: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D22: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D23: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D24: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D25: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D27: Shape = Shape(0, 2, (('context', 'context', 0, None), ('filename', 'text', 1, None),))
_D28: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D29: Shape = Shape(0, 2, (('context', 'context', 0, None), ('label', 'text', 1, None),))
_D30: Shape = Shape(0, 2, (('result', 'text', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D33: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D34: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D35)), ('walletError', 'struct', 1, lambda: _D11),))
_D35: Shape = Shape(1, 3, (('address', 'text', 0, None), ('isMine', 'bit', 0, None), ('label', 'text', 1, None), ('purpose', 'text', 2, None),))
_D37: Shape = Shape(0, 4, (('context', 'context', 0, None), ('address', 'text', 1, None), ('label', 'text', 2, None), ('purpose', 'text', 3, None),))
_D38: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D48: Shape = Shape(1, 3, (('context', 'context', 0, None), ('recipients', 'list', 1, ('struct', lambda: _D49)), ('coinControl', 'struct', 2, lambda: _D50), ('sign', 'bit', 0, None),))
_D49: Shape = Shape(2, 1, (('scriptPubkey', 'data', 0, None), ('amount', 'q', 0, None), ('subtractFee', 'bit', 64, None),))
_D50: Shape = Shape(2, 2, (('changeAddress', 'text', 0, None), ('feeRate', 'q', 0, None), ('hasFeeRate', 'bit', 64, None), ('inputs', 'list', 1, ('data', None)), ('allowOtherInputs', 'bit', 65, None), ('includeUnsafe', 'bit', 66, None),))
_D51: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D52), ('walletError', 'struct', 1, lambda: _D11),))
_D52: Shape = Shape(2, 1, (('tx', 'data', 0, None), ('fee', 'q', 0, None), ('changePosition', 'q', 8, None),))
_D57: Shape = Shape(0, 4, (('context', 'context', 0, None), ('tx', 'data', 1, None), ('comment', 'text', 2, None), ('to', 'text', 3, None),))
_D58: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D59: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D60: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D68: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D69: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D70), ('hasResult', 'bit', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D70: Shape = Shape(6, 1, (('tx', 'data', 0, None), ('credit', 'q', 0, None), ('debit', 'q', 8, None), ('change', 'q', 16, None), ('time', 'q', 24, None), ('depth', 'q', 32, None), ('blockHeight', 'i', 40, None), ('hasBlockHeight', 'bit', 352, None), ('isCoinbase', 'bit', 353, None), ('isInMempool', 'bit', 354, None), ('isAbandoned', 'bit', 355, None),))
_D72: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D73: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D70)), ('walletError', 'struct', 1, lambda: _D11),))
_D77: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D78: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D79), ('walletError', 'struct', 1, lambda: _D11),))
_D79: Shape = Shape(6, 0, (('balance', 'q', 0, None), ('unconfirmedBalance', 'q', 8, None), ('immatureBalance', 'q', 16, None), ('watchOnlyBalance', 'q', 24, None), ('unconfirmedWatchOnlyBalance', 'q', 32, None), ('immatureWatchOnlyBalance', 'q', 40, None),))
_D81: Shape = Shape(0, 2, (('context', 'context', 0, None), ('coinControl', 'struct', 1, lambda: _D50),))
_D82: Shape = Shape(1, 1, (('result', 'q', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D85: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D86: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D87)), ('walletError', 'struct', 1, lambda: _D11),))
_D87: Shape = Shape(2, 2, (('outpoint', 'data', 0, None), ('output', 'data', 1, None), ('depth', 'q', 0, None), ('time', 'q', 8, None),))
_D89: Shape = Shape(1, 2, (('context', 'context', 0, None), ('outpoint', 'data', 1, None), ('writeToDb', 'bit', 0, None),))
_D90: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D91: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outpoint', 'data', 1, None),))
_D92: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D94: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D95: Shape = Shape(0, 2, (('result', 'list', 0, ('data', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D96: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D97: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D100: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D101: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D102: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D103: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D104: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D105: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D150: Shape = Shape(1, 3, (('context', 'context', 0, None), ('name', 'text', 1, None), ('passphrase', 'secret', 2, None), ('flags', 'q', 0, None),))
_D151: Shape = Shape(0, 3, (('result0', 'cap', 0, None), ('result1', 'list', 1, ('text', None)), ('walletError', 'struct', 2, lambda: _D11),))
_D152: Shape = Shape(0, 2, (('context', 'context', 0, None), ('name', 'text', 1, None),))
_D153: Shape = Shape(0, 3, (('result0', 'cap', 0, None), ('result1', 'list', 1, ('text', None)), ('walletError', 'struct', 2, lambda: _D11),))
_D154: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D155: Shape = Shape(0, 2, (('result', 'text', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D156: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D157: Shape = Shape(0, 2, (('result', 'list', 0, ('text', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D159: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D160: Shape = Shape(0, 2, (('result', 'list', 0, ('cap', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D161: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D162: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D168: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D169: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D173: Shape = Shape(1, 2, (('context', 'context', 0, None), ('arg0', 'data', 1, None), ('arg1', 'i', 0, None),))
_D174: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D178: Shape = Shape(1, 2, (('context', 'context', 0, None), ('arg0', 'text', 1, None), ('arg1', 'q', 0, None),))
_D179: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D182: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'cap', 1, None),))
_D183: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))


class WalletProxy(Wallet, Proxy):
    """Wallet in another process."""

    def get_wallet_name(self) -> str:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x100000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getWalletName', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Wallet.getWalletName', error) from error
        raise failure

    def is_crypted(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x200000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isCrypted', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.isCrypted', error) from error
        raise failure

    def is_legacy(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x300000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isLegacy', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.isLegacy', error) from error
        raise failure

    def hd_enabled(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x400000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.hdEnabled', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.hdEnabled', error) from error
        raise failure

    def private_keys_disabled(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x500000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.privateKeysDisabled', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.privateKeysDisabled', error) from error
        raise failure

    def can_get_addresses(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x600000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.canGetAddresses', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.canGetAddresses', error) from error
        raise failure

    def backup_wallet(self, filename: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = filename.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.backupWallet', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P116(0, 22 + (n1 + 7 >> 3), _K106, q.qid | 0x700000000, _K107, self._iid, _K114, 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.backupWallet', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.backupWallet', error) from error
        raise failure

    def get_new_destination(self, label: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = label.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getNewDestination', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P116(0, 22 + (n1 + 7 >> 3), _K106, q.qid | 0x800000000, _K107, self._iid, _K114, 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getNewDestination', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Wallet.getNewDestination', error) from error
        raise failure

    def get_addresses(self) -> tuple[WalletAddress, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x900000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getAddresses', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletAddress_117(buf, a + 0, p1_0, lim)
                result: tuple[WalletAddress, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getAddresses', error) from error
        raise failure

    def set_address_book(self, address: str, label: str, purpose: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
            b2: bytes = label.encode()
            n2 = len(b2) + 1
            b3: bytes = purpose.encode()
            n3 = len(b3) + 1
            o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
            o5 = o4 + (n3 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.setAddressBook', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P120(0, 24 + o5, _K106, q.qid | 0xa00000000, _K107, self._iid, _K119, 0x200000025 + (n1 << 35), 0x200000021 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x20000001d + (n3 << 35) + (o4 << 2), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.setAddressBook', error) from error
        if o5 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, TEXT_PADS[n3 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.setAddressBook', error) from error
        raise failure

    def create_transaction(self, recipients: tuple[Recipient, ...], coin_control: CoinControl, sign: bool) -> CreatedTransaction:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_Recipient_121(recipients)
            b2 = _put_CoinControl_123(coin_control)
            o3 = (len(b1) >> 3) + (len(b2) >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.createTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P126(0, 24 + o3, _K106, q.qid | 0xb00000000, _K107, self._iid, _K125, (1 if sign else 0), b'\x08\x00\x00\x00\x00\x00\x02\x00', 0x20 + p1, 0x200020000001c + ((len(b1) >> 3) << 2), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.createTransaction', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, b2])
        else:
            r = conn.call(state, q, head + b1 + b2)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_CreatedTransaction_127(buf, a + 0, p1_0, lim)
                result: CreatedTransaction = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.createTransaction', error) from error
        raise failure

    def commit_transaction(self, tx: Transaction, comment: str, to: str) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_transaction(tx)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
            b3: bytes = comment.encode()
            n3 = len(b3) + 1
            b4: bytes = to.encode()
            n4 = len(b4) + 1
            o5 = (n2 + 7 >> 3) + (n3 + 7 >> 3)
            o6 = o5 + (n4 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.commitTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P120(0, 24 + o6, _K106, q.qid | 0xc00000000, _K107, self._iid, _K119, 0x200000025 + (n2 << 35), 0x200000021 + (n3 << 35) + ((n2 + 7 >> 3) << 2), 0x20000001d + (n4 << 35) + (o5 << 2), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.commitTransaction', error) from error
        if o6 > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7], b3, TEXT_PADS[n3 & 7], b4, TEXT_PADS[n4 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7] + b4 + TEXT_PADS[n4 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U112(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U112(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U112, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.commitTransaction', error) from error
        raise failure

    def abandon_transaction(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.abandonTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P116(0, 22 + (n1 + 7 >> 3), _K106, q.qid | 0xd00000000, _K107, self._iid, _K114, 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.abandonTransaction', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.abandonTransaction', error) from error
        raise failure

    def get_wallet_tx(self, txid: TxId) -> WalletTx | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getWalletTx', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P116(0, 22 + (n1 + 7 >> 3), _K106, q.qid | 0xe00000000, _K107, self._iid, _K114, 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getWalletTx', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0, p1_1) = _U129(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0, p1_1) = _U129(buf, a)
                else:
                    (f1_0, p1_0, p1_1), a = _unpack_large(_U129, buf, o + (c << 3), p - c, 1, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_WalletTx_130(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: WalletTx | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getWalletTx', error) from error
        raise failure

    def get_wallet_txs(self) -> tuple[WalletTx, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0xf00000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getWalletTxs', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletTx_132(buf, a + 0, p1_0, lim)
                result: tuple[WalletTx, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getWalletTxs', error) from error
        raise failure

    def get_balances(self) -> WalletBalances:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x1000000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getBalances', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletBalances_134(buf, a + 0, p1_0, lim)
                result: WalletBalances = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getBalances', error) from error
        raise failure

    def get_available_balance(self, coin_control: CoinControl) -> Duffs:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_CoinControl_123(coin_control)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getAvailableBalance', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P137(0, 22 + (len(b1) >> 3), _K106, q.qid | 0x1100000000, _K107, self._iid, _K136, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getAvailableBalance', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U138(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U138(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U138, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: Duffs = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getAvailableBalance', error) from error
        raise failure

    def list_coins(self) -> tuple[WalletCoin, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x1200000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.listCoins', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletCoin_139(buf, a + 0, p1_0, lim)
                result: tuple[WalletCoin, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.listCoins', error) from error
        raise failure

    def lock_coin(self, outpoint: OutPoint, write_to_db: bool) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_outpoint(outpoint)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.lockCoin', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P142(0, 23 + (n2 + 7 >> 3), _K106, q.qid | 0x1300000000, _K107, self._iid, _K141, (1 if write_to_db else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.lockCoin', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.lockCoin', error) from error
        raise failure

    def unlock_coin(self, outpoint: OutPoint) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_outpoint(outpoint)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.unlockCoin', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P116(0, 22 + (n2 + 7 >> 3), _K106, q.qid | 0x1400000000, _K107, self._iid, _K114, 0x20000001d + (n2 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.unlockCoin', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U113(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U113(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U113, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.unlockCoin', error) from error
        raise failure

    def list_locked_coins(self) -> tuple[OutPoint, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x1500000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.listLockedCoins', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_OutPoint_44(buf, a + 0, p1_0, lim)
                result: tuple[OutPoint, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.listLockedCoins', error) from error
        raise failure

    def remove(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x1600000000, _K107, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.remove', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U112(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U112(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U112, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.remove', error) from error
        raise failure

    def handle_unload(self, fn: Callable[[], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleUnloadCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleUnload', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P143(0, 17 + cx.words(), _K106, q.qid | 0x1700000000, _K107, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleUnload', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U110(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleUnload', error) from error
        raise failure

    def handle_transaction_changed(self, fn: Callable[[TxId, ChangeType], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleTransactionChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleTransactionChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P143(0, 17 + cx.words(), _K106, q.qid | 0x1800000000, _K107, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleTransactionChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U110(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleTransactionChanged', error) from error
        raise failure

    def handle_show_progress(self, fn: Callable[[str, int], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleShowProgressCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleShowProgress', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P143(0, 17 + cx.words(), _K106, q.qid | 0x1900000000, _K107, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleShowProgress', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U110(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleShowProgress', error) from error
        raise failure


class WalletLoaderProxy(chain_stubs.ChainClientProxy, WalletLoader):
    """WalletLoader in another process."""

    def create_wallet(self, name: str, passphrase: SecretText, flags: int) -> tuple[Wallet, tuple[str, ...]]:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
            b2: bytes = passphrase.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('WalletLoader.createWallet', error) from error
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P164(0, 24 + o3, _K106, q.qid, _K163, self._iid, _K125, flags, b'\x08\x00\x00\x00\x00\x00\x02\x00', 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.createWallet', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            W, buf, o, c, p, t = conn.results(r, 0x30000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1, p1_2) = _U165(buf, a)
            else:
                (p1_0, p1_1, p1_2), a = _unpack_large(_U165, buf, o + (c << 3), p - c, 0, 3)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_2:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 16, p1_2, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, WalletProxy)
                x4 = _get_tuple_of_Text_166(buf, a + 8, p1_1, lim)
                result: tuple[Wallet, tuple[str, ...]] = (x3, x4)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.createWallet', error) from error
        raise failure

    def load_wallet(self, name: str) -> tuple[Wallet, tuple[str, ...]]:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = name.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('WalletLoader.loadWallet', error) from error
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P116(0, 22 + (n1 + 7 >> 3), _K106, q.qid | 0x100000000, _K163, self._iid, _K114, 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.loadWallet', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            W, buf, o, c, p, t = conn.results(r, 0x30000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1, p1_2) = _U165(buf, a)
            else:
                (p1_0, p1_1, p1_2), a = _unpack_large(_U165, buf, o + (c << 3), p - c, 0, 3)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_2:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 16, p1_2, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, WalletProxy)
                x4 = _get_tuple_of_Text_166(buf, a + 8, p1_1, lim)
                result: tuple[Wallet, tuple[str, ...]] = (x3, x4)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.loadWallet', error) from error
        raise failure

    def get_wallet_dir(self) -> str:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x200000000, _K163, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.getWalletDir', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'WalletLoader.getWalletDir', error) from error
        raise failure

    def list_wallet_dir(self) -> tuple[str, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x300000000, _K163, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.listWalletDir', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U110(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U110(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_Text_166(buf, a + 0, p1_0, lim)
                result: tuple[str, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.listWalletDir', error) from error
        raise failure

    def get_wallets(self) -> tuple[Wallet, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P109(0, 21, _K106, q.qid | 0x400000000, _K163, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.getWallets', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U110(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_Wallet_167(buf, a + 0, p1_0, lim, cs)
                result: tuple[Wallet, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.getWallets', error) from error
        raise failure

    def handle_load_wallet(self, fn: Callable[[Wallet], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleLoadWalletCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('WalletLoader.handleLoadWallet', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P143(0, 17 + cx.words(), _K106, q.qid | 0x500000000, _K163, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.handleLoadWallet', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U110(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U110, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.handleLoadWallet', error) from error
        raise failure


class HandleUnloadCallbackProxy(Proxy):
    """HandleUnloadCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P109(0, 21, _K106, q.qid | 0x100000000, _K170, self._iid, _K108, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleUnloadCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U112(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U112(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U112, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleUnloadCallback.call', error) from error
        raise failure


class HandleTransactionChangedCallbackProxy(Proxy):
    """HandleTransactionChangedCallback in another process."""

    def __call__(self, arg0: TxId, arg1: ChangeType, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg0
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('HandleTransactionChangedCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P176(0, 23 + (n1 + 7 >> 3), _K106, q.qid | 0x100000000, _K175, self._iid, _K141, arg1._value_, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleTransactionChangedCallback.call', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U112(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U112(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U112, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleTransactionChangedCallback.call', error) from error
        raise failure


class HandleShowProgressCallbackProxy(Proxy):
    """HandleShowProgressCallback in another process."""

    def __call__(self, arg0: str, arg1: int, /) -> None:
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
            head = _P181(0, 23 + (n1 + 7 >> 3), _K106, q.qid | 0x100000000, _K180, self._iid, _K141, arg1, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K115, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0,) = _U112(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U112(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U112, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleShowProgressCallback.call', error) from error
        raise failure


class HandleLoadWalletCallbackProxy(Proxy):
    """HandleLoadWalletCallback in another process."""

    def __call__(self, arg: Wallet, /) -> None:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(arg, WalletProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('HandleLoadWalletCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        q.caps = cx.ids()
        try:
            head = _P143(0, 17 + cx.words(), _K106, q.qid | 0x100000000, _K184, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleLoadWalletCallback.call', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U112(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U112(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U112, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_111(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleLoadWalletCallback.call', error) from error
        raise failure


def _fail_WalletError_0x20000_1_1(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P6(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K5)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_WalletError_2(v: Any) -> bytes:
    b1: bytes = v.args[0].encode()
    n1 = len(b1) + 1
    result: bytes = _P3(0x200000001 + (n1 << 35)) + b1 + TEXT_PADS[n1 & 7]
    return result


def _fail_WalletError_0x10001_0_12(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P6(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K13)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_WalletAddress_31(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 4
    for v in vs:
        b1: bytes = v.address.encode()
        n1 = len(b1) + 1
        b2: bytes = v.label.encode()
        n2 = len(b2) + 1
        b3: bytes = v.purpose.encode()
        n3 = len(b3) + 1
        o4 = o + (n1 + 7 >> 3)
        o5 = o4 + (n2 + 7 >> 3)
        o6 = o5 + (n3 + 7 >> 3)
        head(_P32((1 if v.is_mine else 0), 0x200000009 + (n1 << 35) + (o << 2), 0x200000005 + (n2 << 35) + (o4 << 2), 0x200000001 + (n3 << 35) + (o5 << 2)))
        tails += (b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, TEXT_PADS[n3 & 7])
        o = o6 - 4
    return 0x700000001 + (n * 4 << 35), _P3((n << 2) + 0x3000100000000) + b''.join(heads) + b''.join(tails)


def _get_Recipient_40(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S41, buf, at, p, 2, 1, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, f1_8, p1_0) in rows:
        lim[0] -= (p1_0 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = bytes(buf[s1:e1]) if p1_0 & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a + 16, p1_0)
        put(Recipient(script_pubkey=x1, amount=d1_0, subtract_fee=(f1_8 & 1 != 0)))
        a += step
    return tuple(out)


def _get_CoinControl_42(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x20002:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, f1_8, p1_0, p1_1) = _U43(buf, a)
    else:
        (d1_0, f1_8, p1_0, p1_1), a = _struct_at(_U43, buf, at, p, 2, 2)
    end = len(buf)
    s2 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_0)
    x3 = _get_tuple_of_OutPoint_44(buf, a + 24, p1_1, lim)
    return CoinControl(change_address=x2, fee_rate=(d1_0 if f1_8 & 1 else None), inputs=x3, allow_other_inputs=(f1_8 & 2 != 0), include_unsafe=(f1_8 & 4 != 0))


def _get_tuple_of_OutPoint_44(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _put_CreatedTransaction_45(v: Any) -> bytes:
    h1 = encode_transaction(v.tx)
    b2: bytes = h1
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    result: bytes = _P46(v.fee, v.change_position, 0x200000001 + (n2 << 35)) + b2 + PADS[n2 & 7]
    return result


def _fail_WalletError_0x10000_0_53(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P55(0, 9 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K54)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _fail_WalletError_0x20001_1_61(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P63(0, 11 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K62)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_WalletTx_64(v: Any) -> bytes:
    h1 = encode_transaction(v.tx)
    b2: bytes = h1
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    result: bytes = _P65(v.credit, v.debit, v.change, v.time, v.depth, (v.block_height if v.block_height is not None else 0), (1 if v.is_coinbase else 0) << 1 | (1 if v.is_in_mempool else 0) << 2 | (1 if v.is_abandoned else 0) << 3 | (1 if v.block_height is not None else 0), 0x200000001 + (n2 << 35)) + b2 + PADS[n2 & 7]
    return result


def _put_WalletTx_71(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 7
    for v in vs:
        h1 = encode_transaction(v.tx)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        o3 = o + (n2 + 7 >> 3)
        head(_P65(v.credit, v.debit, v.change, v.time, v.depth, (v.block_height if v.block_height is not None else 0), (1 if v.is_coinbase else 0) << 1 | (1 if v.is_in_mempool else 0) << 2 | (1 if v.is_abandoned else 0) << 3 | (1 if v.block_height is not None else 0), 0x200000001 + (n2 << 35) + (o << 2)))
        tails.append(b2 + PADS[n2 & 7])
        o = o3 - 7
    return 0x700000001 + (n * 7 << 35), _P3((n << 2) + 0x1000600000000) + b''.join(heads) + b''.join(tails)


def _put_WalletBalances_74(v: Any) -> bytes:
    result: bytes = _P75(v.balance, v.unconfirmed_balance, v.immature_balance, v.watch_only_balance, v.unconfirmed_watch_only_balance, v.immature_watch_only_balance)
    return result


def _put_WalletCoin_83(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 4
    for v in vs:
        h1 = encode_outpoint(v.outpoint)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        h3 = encode_output(v.output)
        b4: bytes = h3
        if type(b4) is not bytes:
            b4 = _as_bytes(b4)
        n4 = len(b4)
        o5 = o + (n2 + 7 >> 3)
        o6 = o5 + (n4 + 7 >> 3)
        head(_P84(v.depth, v.time, 0x200000005 + (n2 << 35) + (o << 2), 0x200000001 + (n4 << 35) + (o5 << 2)))
        tails += (b2, PADS[n2 & 7], b4, PADS[n4 & 7])
        o = o6 - 4
    return 0x700000001 + (n * 4 << 35), _P3((n << 2) + 0x2000200000000) + b''.join(heads) + b''.join(tails)


def _put_tuple_of_OutPoint_93(vs: Any) -> tuple[int, bytes]:
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


def _get_WalletError_111(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10000:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (p1_0,) = _U112(buf, a)
    else:
        (p1_0,), a = _struct_at(_U112, buf, at, p, 0, 1)
    end = len(buf)
    s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 0, p1_0)
    return WalletError(x2)


def _get_WalletAddress_117(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S118, buf, at, p, 1, 3, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (f1_0, p1_0, p1_1, p1_2) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35) + (p1_2 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 16 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a + 8, p1_0)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
        s3 = a + 32 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 24, p1_2)
        put(WalletAddress(address=x1, is_mine=(f1_0 & 1 != 0), label=x2, purpose=x3))
        a += step
    return tuple(out)


def _put_Recipient_121(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 3
    for v in vs:
        b1: bytes = v.script_pubkey
        if type(b1) is not bytes:
            b1 = _as_bytes(b1)
        n1 = len(b1)
        o2 = o + (n1 + 7 >> 3)
        head(_P122(v.amount, (1 if v.subtract_fee else 0), 0x200000001 + (n1 << 35) + (o << 2)))
        tails.append(b1 + PADS[n1 & 7])
        o = o2 - 3
    return 0x700000001 + (n * 3 << 35), _P3((n << 2) + 0x1000200000000) + b''.join(heads) + b''.join(tails)


def _put_CoinControl_123(v: Any) -> bytes:
    b1: bytes = v.change_address.encode()
    n1 = len(b1) + 1
    p2, b2 = _put_tuple_of_OutPoint_93(v.inputs)
    o3 = (n1 + 7 >> 3) + (len(b2) >> 3)
    result: bytes = _P124((v.fee_rate if v.fee_rate is not None else 0), (1 if v.allow_other_inputs else 0) << 1 | (1 if v.include_unsafe else 0) << 2 | (1 if v.fee_rate is not None else 0), 0x200000005 + (n1 << 35), 0x0 + p2 + ((n1 + 7 >> 3) << 2)) + b1 + TEXT_PADS[n1 & 7] + b2
    return result


def _get_CreatedTransaction_127(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10002:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, p1_0) = _U128(buf, a)
    else:
        (d1_0, d1_8, p1_0), a = _struct_at(_U128, buf, at, p, 2, 1)
    end = len(buf)
    s2 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_0)
    return CreatedTransaction(tx=decode_transaction(x2), fee=d1_0, change_position=d1_8)


def _get_WalletTx_130(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10006:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40, f1_44, p1_0) = _U131(buf, a)
    else:
        (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40, f1_44, p1_0), a = _struct_at(_U131, buf, at, p, 6, 1)
    end = len(buf)
    s2 = a + 56 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 48, p1_0)
    return WalletTx(tx=decode_transaction(x2), credit=d1_0, debit=d1_8, change=d1_16, time=d1_24, depth=d1_32, block_height=(d1_40 if f1_44 & 1 else None), is_coinbase=(f1_44 & 2 != 0), is_in_mempool=(f1_44 & 4 != 0), is_abandoned=(f1_44 & 8 != 0))


def _get_WalletTx_132(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S133, buf, at, p, 6, 1, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40, f1_44, p1_0) in rows:
        lim[0] -= (p1_0 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 56 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = bytes(buf[s1:e1]) if p1_0 & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a + 48, p1_0)
        put(WalletTx(tx=decode_transaction(x1), credit=d1_0, debit=d1_8, change=d1_16, time=d1_24, depth=d1_32, block_height=(d1_40 if f1_44 & 1 else None), is_coinbase=(f1_44 & 2 != 0), is_in_mempool=(f1_44 & 4 != 0), is_abandoned=(f1_44 & 8 != 0)))
        a += step
    return tuple(out)


def _get_WalletBalances_134(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x6:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40) = _U135(buf, a)
    else:
        (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40), a = _struct_at(_U135, buf, at, p, 6, 0)
    return WalletBalances(balance=d1_0, unconfirmed_balance=d1_8, immature_balance=d1_16, watch_only_balance=d1_24, unconfirmed_watch_only_balance=d1_32, immature_watch_only_balance=d1_40)


def _get_WalletCoin_139(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S140, buf, at, p, 2, 2, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, p1_0, p1_1) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = bytes(buf[s1:e1]) if p1_0 & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a + 16, p1_0)
        s2 = a + 32 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_1)
        put(WalletCoin(outpoint=decode_outpoint(x1), output=decode_output(x2), depth=d1_0, time=d1_8))
        a += step
    return tuple(out)


def _fail_WalletError_0x30000_2_145(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P63(0, 11 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K146)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_tuple_of_Text_147(vs: Any) -> tuple[int, bytes]:
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


def _put_Wallet_158(vs: Any, cx: CapSink) -> tuple[int, bytes]:
    n = len(vs)
    words: list[int] = []
    tails: list[bytes] = []
    o = n - 1
    for v in vs:
        c1 = cx.add(v, WalletProxy._info, True)
        words.append(c1)
    return 0x600000001 + (n << 35), _pack_words(words) + b''.join(tails)


def _get_tuple_of_Text_166(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _get_Wallet_167(buf: Buffer, at: int, p: int, lim: list[int], cs: CapSource) -> Any:
    words, a = _pointer_rows(buf, at, p, lim)
    end = len(buf)
    out: list[Any] = []
    for p in words:
        x1 = cs.take(p, WalletProxy)
        out.append(x1)
        a += 8
    return tuple(out)


def _serve_Wallet_getWalletName(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_wallet_name()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P8(0, 10 + (n1 + 7 >> 3), _K4, qid | NO_FINISH, _K7, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getWalletName result', error) from error


def _serve_Wallet_isCrypted(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_crypted()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.isCrypted result', error) from error


def _serve_Wallet_isLegacy(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_legacy()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.isLegacy result', error) from error


def _serve_Wallet_hdEnabled(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.hd_enabled()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.hdEnabled result', error) from error


def _serve_Wallet_privateKeysDisabled(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.private_keys_disabled()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.privateKeysDisabled result', error) from error


def _serve_Wallet_canGetAddresses(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.can_get_addresses()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.canGetAddresses result', error) from error


def _serve_Wallet_backupWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.backupWallet', error) from error
    try:
        r = impl.backup_wallet(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.backupWallet result', error) from error


def _serve_Wallet_getNewDestination(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getNewDestination', error) from error
    try:
        r = impl.get_new_destination(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P8(0, 10 + (n1 + 7 >> 3), _K4, qid | NO_FINISH, _K7, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getNewDestination result', error) from error


def _serve_Wallet_getAddresses(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_addresses()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_WalletAddress_31(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getAddresses result', error) from error


def _serve_Wallet_setAddressBook(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2, p1_3) = _U36(buf, a)
        else:
            (p1_1, p1_2, p1_3), a = _unpack_large(_U36, buf, o + (c << 3), p - c, 0, 4)
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
        raise _malformed('Wallet.setAddressBook', error) from error
    try:
        r = impl.set_address_book(x2, x3, x4)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.setAddressBook result', error) from error


def _serve_Wallet_createTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1, p1_2) = _U39(buf, a)
        else:
            (f1_0, p1_1, p1_2), a = _unpack_large(_U39, buf, o + (c << 3), p - c, 1, 3)
        end = len(buf)
        lim = _budget()
        x2 = _get_Recipient_40(buf, a + 16, p1_1, lim)
        x3 = _get_CoinControl_42(buf, a + 24, p1_2, lim)
        z4 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.createTransaction', error) from error
    try:
        r = impl.create_transaction(x2, x3, z4)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1 = _put_CreatedTransaction_45(r)
        head = _P6(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K47)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.createTransaction result', error) from error


def _serve_Wallet_commitTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2, p1_3) = _U36(buf, a)
        else:
            (p1_1, p1_2, p1_3), a = _unpack_large(_U36, buf, o + (c << 3), p - c, 0, 4)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
        s4 = a + 32 + ((p1_3 & 0xfffffffc) << 1)
        e4 = s4 + (p1_3 >> 35)
        x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_3 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 24, p1_3)
        z5 = decode_transaction(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.commitTransaction', error) from error
    try:
        impl.commit_transaction(z5, x3, x4)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_53(conn, qid, error)
    try:
        return _P55(0, 9, _K4, qid | NO_FINISH, _K56)
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.commitTransaction result', error) from error


def _serve_Wallet_abandonTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.abandonTransaction', error) from error
    try:
        r = impl.abandon_transaction(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.abandonTransaction result', error) from error


def _serve_Wallet_getWalletTx(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getWalletTx', error) from error
    try:
        r = impl.get_wallet_tx(x2)
    except WalletError as error:
        return _fail_WalletError_0x20001_1_61(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_WalletTx_64(r)
            q1 = 0x1000600000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P67(0, 11 + w1, _K4, qid | NO_FINISH, _K66, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getWalletTx result', error) from error


def _serve_Wallet_getWalletTxs(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_wallet_txs()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_WalletTx_71(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getWalletTxs result', error) from error


def _serve_Wallet_getBalances(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_balances()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1 = _put_WalletBalances_74(r)
        return _P6(0, 16, _K4, qid | NO_FINISH, _K76) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getBalances result', error) from error


def _serve_Wallet_getAvailableBalance(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_CoinControl_42(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getAvailableBalance', error) from error
    try:
        r = impl.get_available_balance(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P80(0, 10, _K4, qid | NO_FINISH, _K14, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getAvailableBalance result', error) from error


def _serve_Wallet_listCoins(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.list_coins()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_WalletCoin_83(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.listCoins result', error) from error


def _serve_Wallet_lockCoin(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1) = _U88(buf, a)
        else:
            (f1_0, p1_1), a = _unpack_large(_U88, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = decode_outpoint(x2)
        z4 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.lockCoin', error) from error
    try:
        r = impl.lock_coin(z3, z4)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.lockCoin result', error) from error


def _serve_Wallet_unlockCoin(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        z3 = decode_outpoint(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.unlockCoin', error) from error
    try:
        r = impl.unlock_coin(z3)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.unlockCoin result', error) from error


def _serve_Wallet_listLockedCoins(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.list_locked_coins()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_tuple_of_OutPoint_93(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.listLockedCoins result', error) from error


def _serve_Wallet_remove(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl.remove()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_53(conn, qid, error)
    try:
        return _P55(0, 9, _K4, qid | NO_FINISH, _K56)
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.remove result', error) from error


def _serve_Wallet_handleUnload(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleUnloadCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleUnload', error) from error
    try:
        r = impl.handle_unload(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P99(0, 10 + cx.words(), _K4, cx.flags(qid), _K98, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleUnload result', error) from error


def _serve_Wallet_handleTransactionChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleTransactionChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleTransactionChanged', error) from error
    try:
        r = impl.handle_transaction_changed(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P99(0, 10 + cx.words(), _K4, cx.flags(qid), _K98, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleTransactionChanged result', error) from error


def _serve_Wallet_handleShowProgress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleShowProgressCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleShowProgress', error) from error
    try:
        r = impl.handle_show_progress(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P99(0, 10 + cx.words(), _K4, cx.flags(qid), _K98, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleShowProgress result', error) from error


WalletProxy._info = InterfaceInfo(
    0x861f51ca20f41b6f,
    'Wallet',
    {
        0x861f51ca20f41b6f << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x861f51ca20f41b6f << 16 | 1: Method('getWalletName', True, _serve_Wallet_getWalletName, True, 0x10000, lambda: (describer(lambda: _D9), describer(lambda: _D10))),
        0x861f51ca20f41b6f << 16 | 2: Method('isCrypted', True, _serve_Wallet_isCrypted, True, 0x10000, lambda: (describer(lambda: _D16), describer(lambda: _D17))),
        0x861f51ca20f41b6f << 16 | 3: Method('isLegacy', True, _serve_Wallet_isLegacy, True, 0x10000, lambda: (describer(lambda: _D18), describer(lambda: _D19))),
        0x861f51ca20f41b6f << 16 | 4: Method('hdEnabled', True, _serve_Wallet_hdEnabled, True, 0x10000, lambda: (describer(lambda: _D20), describer(lambda: _D21))),
        0x861f51ca20f41b6f << 16 | 5: Method('privateKeysDisabled', True, _serve_Wallet_privateKeysDisabled, True, 0x10000, lambda: (describer(lambda: _D22), describer(lambda: _D23))),
        0x861f51ca20f41b6f << 16 | 6: Method('canGetAddresses', True, _serve_Wallet_canGetAddresses, True, 0x10000, lambda: (describer(lambda: _D24), describer(lambda: _D25))),
        0x861f51ca20f41b6f << 16 | 7: Method('backupWallet', True, _serve_Wallet_backupWallet, True, 0x20000, lambda: (describer(lambda: _D27), describer(lambda: _D28))),
        0x861f51ca20f41b6f << 16 | 8: Method('getNewDestination', True, _serve_Wallet_getNewDestination, True, 0x20000, lambda: (describer(lambda: _D29), describer(lambda: _D30))),
        0x861f51ca20f41b6f << 16 | 9: Method('getAddresses', True, _serve_Wallet_getAddresses, True, 0x10000, lambda: (describer(lambda: _D33), describer(lambda: _D34))),
        0x861f51ca20f41b6f << 16 | 10: Method('setAddressBook', True, _serve_Wallet_setAddressBook, True, 0x40000, lambda: (describer(lambda: _D37), describer(lambda: _D38))),
        0x861f51ca20f41b6f << 16 | 11: Method('createTransaction', True, _serve_Wallet_createTransaction, True, 0x30001, lambda: (describer(lambda: _D48), describer(lambda: _D51))),
        0x861f51ca20f41b6f << 16 | 12: Method('commitTransaction', True, _serve_Wallet_commitTransaction, True, 0x40000, lambda: (describer(lambda: _D57), describer(lambda: _D58))),
        0x861f51ca20f41b6f << 16 | 13: Method('abandonTransaction', True, _serve_Wallet_abandonTransaction, True, 0x20000, lambda: (describer(lambda: _D59), describer(lambda: _D60))),
        0x861f51ca20f41b6f << 16 | 14: Method('getWalletTx', True, _serve_Wallet_getWalletTx, True, 0x20000, lambda: (describer(lambda: _D68), describer(lambda: _D69))),
        0x861f51ca20f41b6f << 16 | 15: Method('getWalletTxs', True, _serve_Wallet_getWalletTxs, True, 0x10000, lambda: (describer(lambda: _D72), describer(lambda: _D73))),
        0x861f51ca20f41b6f << 16 | 16: Method('getBalances', True, _serve_Wallet_getBalances, True, 0x10000, lambda: (describer(lambda: _D77), describer(lambda: _D78))),
        0x861f51ca20f41b6f << 16 | 17: Method('getAvailableBalance', True, _serve_Wallet_getAvailableBalance, True, 0x20000, lambda: (describer(lambda: _D81), describer(lambda: _D82))),
        0x861f51ca20f41b6f << 16 | 18: Method('listCoins', True, _serve_Wallet_listCoins, True, 0x10000, lambda: (describer(lambda: _D85), describer(lambda: _D86))),
        0x861f51ca20f41b6f << 16 | 19: Method('lockCoin', True, _serve_Wallet_lockCoin, True, 0x20001, lambda: (describer(lambda: _D89), describer(lambda: _D90))),
        0x861f51ca20f41b6f << 16 | 20: Method('unlockCoin', True, _serve_Wallet_unlockCoin, True, 0x20000, lambda: (describer(lambda: _D91), describer(lambda: _D92))),
        0x861f51ca20f41b6f << 16 | 21: Method('listLockedCoins', True, _serve_Wallet_listLockedCoins, True, 0x10000, lambda: (describer(lambda: _D94), describer(lambda: _D95))),
        0x861f51ca20f41b6f << 16 | 22: Method('remove', True, _serve_Wallet_remove, True, 0x10000, lambda: (describer(lambda: _D96), describer(lambda: _D97))),
        0x861f51ca20f41b6f << 16 | 23: Method('handleUnload', True, _serve_Wallet_handleUnload, False, 0x20000, lambda: (describer(lambda: _D100), describer(lambda: _D101))),
        0x861f51ca20f41b6f << 16 | 24: Method('handleTransactionChanged', True, _serve_Wallet_handleTransactionChanged, False, 0x20000, lambda: (describer(lambda: _D102), describer(lambda: _D103))),
        0x861f51ca20f41b6f << 16 | 25: Method('handleShowProgress', True, _serve_Wallet_handleShowProgress, False, 0x20000, lambda: (describer(lambda: _D104), describer(lambda: _D105))),
    },
    proxy=WalletProxy,
    destroy=0x861f51ca20f41b6f << 16 | 0,
)


def _serve_WalletLoader_createWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1, p1_2) = _U144(buf, a)
        else:
            (d1_0, p1_1, p1_2), a = _unpack_large(_U144, buf, o + (c << 3), p - c, 1, 3)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
        s3 = a + 32 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 24, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('WalletLoader.createWallet', error) from error
    try:
        r = impl.create_wallet(x2, x3, d1_0)
    except WalletError as error:
        return _fail_WalletError_0x30000_2_145(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r[0], WalletProxy._info, True)
        p2, b2 = _put_tuple_of_Text_147(r[1])
        head = _P149(0, 11 + (len(b2) >> 3) + cx.words(), _K4, cx.flags(qid), _K148, cx.pointer(3 + (len(b2) >> 3)), c1, 0x4 + p2, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b2) >> 3) > 2048:
            return [head, b2, cx.table()]
        return head + b2 + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.createWallet result', error) from error


def _serve_WalletLoader_loadWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('WalletLoader.loadWallet', error) from error
    try:
        r = impl.load_wallet(x2)
    except WalletError as error:
        return _fail_WalletError_0x30000_2_145(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r[0], WalletProxy._info, True)
        p2, b2 = _put_tuple_of_Text_147(r[1])
        head = _P149(0, 11 + (len(b2) >> 3) + cx.words(), _K4, cx.flags(qid), _K148, cx.pointer(3 + (len(b2) >> 3)), c1, 0x4 + p2, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b2) >> 3) > 2048:
            return [head, b2, cx.table()]
        return head + b2 + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.loadWallet result', error) from error


def _serve_WalletLoader_getWalletDir(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_wallet_dir()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1: bytes = r.encode()
        n1 = len(b1) + 1
        head = _P8(0, 10 + (n1 + 7 >> 3), _K4, qid | NO_FINISH, _K7, 0x200000005 + (n1 << 35), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (n1 + 7 >> 3) > 2048:
            return [head, b1, TEXT_PADS[n1 & 7]]
        return head + b1 + TEXT_PADS[n1 & 7]
    except ENCODE_ERRORS as error:
        raise _refused('WalletLoader.getWalletDir result', error) from error


def _serve_WalletLoader_listWalletDir(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.list_wallet_dir()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_tuple_of_Text_147(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('WalletLoader.listWalletDir result', error) from error


def _serve_WalletLoader_getWallets(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_wallets()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        p1, b1 = _put_Wallet_158(r, cx)
        head = _P99(0, 10 + (len(b1) >> 3) + cx.words(), _K4, cx.flags(qid), _K98, cx.pointer(2 + (len(b1) >> 3)), 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1, cx.table()]
        return head + b1 + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.getWallets result', error) from error


def _serve_WalletLoader_handleLoadWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleLoadWalletCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('WalletLoader.handleLoadWallet', error) from error
    try:
        r = impl.handle_load_wallet(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P99(0, 10 + cx.words(), _K4, cx.flags(qid), _K98, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.handleLoadWallet result', error) from error


WalletLoaderProxy._info = InterfaceInfo(
    0xd9a81005fab8519b,
    'WalletLoader',
    {
        **chain_stubs.ChainClientProxy._info.methods,
        0xd9a81005fab8519b << 16 | 0: Method('createWallet', True, _serve_WalletLoader_createWallet, False, 0x30001, lambda: (describer(lambda: _D150), describer(lambda: _D151))),
        0xd9a81005fab8519b << 16 | 1: Method('loadWallet', True, _serve_WalletLoader_loadWallet, False, 0x20000, lambda: (describer(lambda: _D152), describer(lambda: _D153))),
        0xd9a81005fab8519b << 16 | 2: Method('getWalletDir', True, _serve_WalletLoader_getWalletDir, True, 0x10000, lambda: (describer(lambda: _D154), describer(lambda: _D155))),
        0xd9a81005fab8519b << 16 | 3: Method('listWalletDir', True, _serve_WalletLoader_listWalletDir, True, 0x10000, lambda: (describer(lambda: _D156), describer(lambda: _D157))),
        0xd9a81005fab8519b << 16 | 4: Method('getWallets', True, _serve_WalletLoader_getWallets, False, 0x10000, lambda: (describer(lambda: _D159), describer(lambda: _D160))),
        0xd9a81005fab8519b << 16 | 5: Method('handleLoadWallet', True, _serve_WalletLoader_handleLoadWallet, False, 0x20000, lambda: (describer(lambda: _D161), describer(lambda: _D162))),
    },
    proxy=WalletLoaderProxy,
    destroy=0xbb3b5ceffe1ca705 << 16 | 0,
    bases=(chain_stubs.ChainClientProxy._info,),
)


def _serve_HandleUnloadCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_53(conn, qid, error)
    try:
        return _P55(0, 9, _K4, qid | NO_FINISH, _K56)
    except ENCODE_ERRORS as error:
        raise _refused('HandleUnloadCallback.call result', error) from error


HandleUnloadCallbackProxy._info = InterfaceInfo(
    0x9f3c711447aba8c8,
    'HandleUnloadCallback',
    {
        0x9f3c711447aba8c8 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x9f3c711447aba8c8 << 16 | 1: Method('call', True, _serve_HandleUnloadCallback_call, True, 0x10000, lambda: (describer(lambda: _D168), describer(lambda: _D169))),
    },
    proxy=HandleUnloadCallbackProxy,
    destroy=0x9f3c711447aba8c8 << 16 | 0,
)


def _serve_HandleTransactionChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U171(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U171, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = _E172[d1_0]
    except DECODE_ERRORS as error:
        raise _malformed('HandleTransactionChangedCallback.call', error) from error
    try:
        impl(x2, z3)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_53(conn, qid, error)
    try:
        return _P55(0, 9, _K4, qid | NO_FINISH, _K56)
    except ENCODE_ERRORS as error:
        raise _refused('HandleTransactionChangedCallback.call result', error) from error


HandleTransactionChangedCallbackProxy._info = InterfaceInfo(
    0xbc178ae0ee7a613f,
    'HandleTransactionChangedCallback',
    {
        0xbc178ae0ee7a613f << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xbc178ae0ee7a613f << 16 | 1: Method('call', True, _serve_HandleTransactionChangedCallback_call, True, 0x20001, lambda: (describer(lambda: _D173), describer(lambda: _D174))),
    },
    proxy=HandleTransactionChangedCallbackProxy,
    destroy=0xbc178ae0ee7a613f << 16 | 0,
)


def _serve_HandleShowProgressCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U177(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U177, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('HandleShowProgressCallback.call', error) from error
    try:
        impl(x2, d1_0)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_53(conn, qid, error)
    try:
        return _P55(0, 9, _K4, qid | NO_FINISH, _K56)
    except ENCODE_ERRORS as error:
        raise _refused('HandleShowProgressCallback.call result', error) from error


HandleShowProgressCallbackProxy._info = InterfaceInfo(
    0xf42ebbd80f12ec0c,
    'HandleShowProgressCallback',
    {
        0xf42ebbd80f12ec0c << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xf42ebbd80f12ec0c << 16 | 1: Method('call', True, _serve_HandleShowProgressCallback_call, True, 0x20001, lambda: (describer(lambda: _D178), describer(lambda: _D179))),
    },
    proxy=HandleShowProgressCallbackProxy,
    destroy=0xf42ebbd80f12ec0c << 16 | 0,
)


def _serve_HandleLoadWalletCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U26(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U26, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, WalletProxy)
    except DECODE_ERRORS as error:
        raise _malformed('HandleLoadWalletCallback.call', error) from error
    try:
        impl(x2)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_53(conn, qid, error)
    try:
        return _P55(0, 9, _K4, qid | NO_FINISH, _K56)
    except ENCODE_ERRORS as error:
        raise _refused('HandleLoadWalletCallback.call result', error) from error


HandleLoadWalletCallbackProxy._info = InterfaceInfo(
    0xba136c8fdf03d591,
    'HandleLoadWalletCallback',
    {
        0xba136c8fdf03d591 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xba136c8fdf03d591 << 16 | 1: Method('call', True, _serve_HandleLoadWalletCallback_call, False, 0x20000, lambda: (describer(lambda: _D182), describer(lambda: _D183))),
    },
    proxy=HandleLoadWalletCallbackProxy,
    destroy=0xba136c8fdf03d591 << 16 | 0,
)

"""Written by mpgen from dashcore.ipc.schema:SCHEMA: do not edit, run mpgen again."""

# ruff: noqa
from struct import Struct
from typing import Any

from collections.abc import Callable
from dashcore.interfaces.handler import Handler
from dashcore.interfaces.wallet import Wallet, WalletLoader
from dashcore.interfaces.wallet_types import ChangeType, CoinControl, CreatedTransaction, FeeQuote, FilledPsbt, Mnemonic, Recipient, RescanStatus, SecretText, WalletAddress, WalletBalances, WalletCoin, WalletError, WalletTx, WalletTxStatus
from dashcore.ipc.hooks import decode_outpoint, decode_output, decode_transaction, encode_outpoint, encode_output, encode_transaction
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs, Height, TxId
from dashcore.ipc.stubs import chain_stubs
from dashcore.ipc.stubs import handler_stubs
from libmultiprocess._proxy import Proxy
from libmultiprocess._rpc.abi import Buffer, Connection, InterfaceInfo, Method, NO_FINISH, Reply, State, Words, serve_destroy
from libmultiprocess._types.describe import Shape, describer
from libmultiprocess._types.runtime import CapSink, CapSource, DECODE_ERRORS, ENCODE_ERRORS, PADS, TEXT_PADS, as_bytes as _as_bytes, broken as _broken, budget as _budget, data_at as _data_at, get_bits as _get_bits, malformed as _malformed, pack_words as _pack_words, pointer_rows as _pointer_rows, put_bits as _put_bits, refused as _refused, struct_at as _struct_at, struct_rows as _struct_rows, text_at as _text_at, too_much as _too_much, unpack_large as _unpack_large

__all__ = [
    "HandleAddressBookChangedCallbackProxy",
    "HandleCanGetAddressesChangedCallbackProxy",
    "HandleChainLockReceivedCallbackProxy",
    "HandleInstantLockReceivedCallbackProxy",
    "HandleLoadWalletCallbackProxy",
    "HandleShowProgressCallbackProxy",
    "HandleStatusChangedCallbackProxy",
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
_U28 = Struct('<8xQ').unpack_from
_U37 = Struct('<8xQQ').unpack_from
_K41 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_P42 = Struct('<II24sQ56s').pack
_P44 = Struct('<QQ').pack
_K45 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P46 = Struct('<II24sQ32sB7xQ8s').pack
_U50 = Struct('<B7x8x').unpack_from
_P51 = Struct('<II24sQ32si4x8s').pack
_K55 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_P56 = Struct('<II24sQ40s').pack
_K57 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P65 = Struct('<B7xQQQ').pack
_U69 = Struct('<8xQQQ').unpack_from
_U86 = Struct('<B7x8xQQ').unpack_from
_S88 = Struct('<qB7xQ')
_U90 = Struct('<qB7xqQQ').unpack_from
_P93 = Struct('<qqQ').pack
_K94 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x02\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P111 = Struct('<qiB3xqq').pack
_P119 = Struct('<qqqqQQQQQQQ').pack
_P128 = Struct('<qqqqqq').pack
_K129 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P133 = Struct('<II24sQ32sq8s').pack
_P137 = Struct('<qqB7xQQQ').pack
_P143 = Struct('<B7xQ').pack
_U147 = Struct('<B7x8xQ').unpack_from
_U157 = Struct('<q8x').unpack_from
_U160 = Struct('<q8xQ').unpack_from
_K171 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x02\x00'
_P172 = Struct('<II24sQ24sQQ8s').pack
_P190 = Struct('<B7xqQ').pack
_K198 = b'\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\x00\x03\x00'
_K199 = b'o\x1b\xf4 \xcaQ\x1f\x86\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K200 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x01\x00\r\x00\x00\x00'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P201 = Struct('<II24sQ40sQ56sQ8sQ8s').pack
_U202 = Struct('<QQ').unpack_from
_U204 = Struct('<Q').unpack_from
_U205 = Struct('<B7xQ').unpack_from
_K206 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00"
_K207 = b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P208 = Struct('<II24sQ40sQ32sQ24sQ8sQ8s').pack
_K209 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x03\x00\x15\x00\x00\x00'\x00\x00\x00\x08\x00\x00\x00\x00\x00\x02\x00"
_P210 = Struct('<II24sQ40sQ32sQQ24sQ8sQ8s').pack
_U211 = Struct('<B7xQQ').unpack_from
_K213 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x01\x00\x11\x00\x00\x00'\x00\x00\x00"
_K214 = b'\x00\x00\x00\x00\x00\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P215 = Struct('<II24sQ40sQ24sB7x32sQ8sQ8s').pack
_U216 = Struct('<i4xQ').unpack_from
_E217 = {m._value_: m for m in RescanStatus}
_S219 = Struct('<B7xQQQ')
_K220 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x04\x00\x19\x00\x00\x00'\x00\x00\x00\x0c\x00\x00\x00\x00\x00\x02\x00"
_P221 = Struct('<II24sQ40sQ32sQQQ24sQ8sQ8s').pack
_U223 = Struct('<B7xQQQ').unpack_from
_P226 = Struct('<qB7xQ').pack
_P228 = Struct('<qB7xqQQ').pack
_K229 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x03\x00\x19\x00\x00\x00'\x00\x00\x00"
_P230 = Struct('<II24sQ40sQ24sB7x8sQQ24sQ8sQ8s').pack
_U232 = Struct('<qqQ').unpack_from
_U234 = Struct('<qiB3xqq').unpack_from
_U236 = Struct('<qqqqQQQQQQQ').unpack_from
_S239 = Struct('<QQ')
_S242 = Struct('<qqqqQQQQQQQ')
_U244 = Struct('<qqqqqq').unpack_from
_K245 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x11\x00\x00\x00'\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x03\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00"
_P246 = Struct('<II24sQ40sQ64sQ8sQ8s').pack
_U247 = Struct('<qQ').unpack_from
_S249 = Struct('<qqB7xQQQ')
_S251 = Struct('<B7xQ')
_U253 = Struct('<qqB7xQQQ').unpack_from
_K254 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x02\x00\x15\x00\x00\x00'\x00\x00\x00"
_P255 = Struct('<II24sQ40sQ24sB7x8sQ24sQ8sQ8s').pack
_P256 = Struct('<II24sQ40sQ24sq32sQ8sQ8s').pack
_K257 = b'\x04\x00\x00\x00\x00\x00\x02\x00\x1c\x00\x00\x00\x03\x00\x02\x00\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00'
_P258 = Struct('<II24sQ40sQ24sq40sQ8sQ8s').pack
_P260 = Struct('<II24sQ40sQ16sQ8sQ16s').pack
_U262 = Struct('<B7xqQ').unpack_from
_U263 = Struct('<q8xQQ').unpack_from
_K265 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00'
_K266 = b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x03\x00'
_P267 = Struct('<II24sQ24sQQQ8s').pack
_K283 = b'\x9bQ\xb8\xfa\x05\x10\xa8\xd9\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P284 = Struct('<II24sQ40sQ24sq8sQQ24sQ8sQ8s').pack
_U285 = Struct('<QQQ').unpack_from
_K289 = b'\xc8\xa8\xabG\x14q<\x9f\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U290 = Struct('<i4x8xQ').unpack_from
_E291 = {m._value_: m for m in ChangeType}
_K294 = b'?az\xee\xe0\x8a\x17\xbc\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P295 = Struct('<II24sQ40sQ24si4x8sQ24sQ8sQ8s').pack
_K298 = b'\xeb\x89\x12\xec\xad\xbf\xb6\xd8\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U299 = Struct('<B3xi8xQQQ').unpack_from
_K302 = b'_\xab\x15\x10\x97e\xe3\xac\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K303 = b"\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x01\x00\x04\x00\x1d\x00\x00\x00'\x00\x00\x00"
_P304 = Struct('<II24sQ40sQ24sB3xi8sQQQ24sQ8sQ8s').pack
_K307 = b'I\xb5MP\xca\xd9W\xb6\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_U308 = Struct('<i4x8x').unpack_from
_K311 = b'\xba8\xfc\x96\x1a\x15\x1b\xa6\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P312 = Struct('<II24sQ40sQ24si4x32sQ8sQ8s').pack
_K315 = b'\xc3\xc8s\x0f\x8b\xca\xe3\xd0\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_K318 = b'\x0c\xec\x12\x0f\xd8\xbb.\xf4\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
_P319 = Struct('<II24sQ40sQ24sq8sQ24sQ8sQ8s').pack
_K322 = b'\x91\xd5\x03\xdf\x8fl\x13\xba\x00\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x01\x00\x01\x00\x0c\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x00'
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
_D26: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D27: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D29: Shape = Shape(0, 2, (('context', 'context', 0, None), ('passphrase', 'secret', 1, None),))
_D30: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D31: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D32: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D33: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D34: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D35: Shape = Shape(0, 2, (('context', 'context', 0, None), ('passphrase', 'secret', 1, None),))
_D36: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D38: Shape = Shape(0, 3, (('context', 'context', 0, None), ('old', 'secret', 1, None), ('new', 'secret', 2, None),))
_D39: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D47: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D48: Shape = Shape(1, 2, (('result', 'secret', 0, None), ('hasResult', 'bit', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D49: Shape = Shape(0, 2, (('words', 'text', 0, None), ('passphrase', 'text', 1, None),))
_D52: Shape = Shape(1, 1, (('context', 'context', 0, None), ('fromGenesis', 'bit', 0, None),))
_D53: Shape = Shape(1, 1, (('result', 'i', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D58: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D59: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D60: Shape = Shape(0, 2, (('context', 'context', 0, None), ('filename', 'text', 1, None),))
_D61: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D62: Shape = Shape(0, 2, (('context', 'context', 0, None), ('label', 'text', 1, None),))
_D63: Shape = Shape(0, 2, (('result', 'text', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D66: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D67: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D68)), ('walletError', 'struct', 1, lambda: _D11),))
_D68: Shape = Shape(1, 3, (('address', 'text', 0, None), ('isMine', 'bit', 0, None), ('label', 'text', 1, None), ('purpose', 'text', 2, None),))
_D70: Shape = Shape(0, 4, (('context', 'context', 0, None), ('address', 'text', 1, None), ('label', 'text', 2, None), ('purpose', 'text', 3, None),))
_D71: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D72: Shape = Shape(0, 2, (('context', 'context', 0, None), ('address', 'text', 1, None),))
_D73: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D75: Shape = Shape(0, 2, (('context', 'context', 0, None), ('address', 'text', 1, None),))
_D76: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D68), ('hasResult', 'bit', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D77: Shape = Shape(0, 2, (('context', 'context', 0, None), ('address', 'text', 1, None),))
_D78: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D80: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D81: Shape = Shape(0, 2, (('result', 'list', 0, ('data', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D82: Shape = Shape(0, 4, (('context', 'context', 0, None), ('address', 'text', 1, None), ('requestId', 'text', 2, None), ('value', 'data', 3, None),))
_D83: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D84: Shape = Shape(0, 3, (('context', 'context', 0, None), ('message', 'text', 1, None), ('address', 'text', 2, None),))
_D85: Shape = Shape(0, 2, (('result', 'text', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D95: Shape = Shape(1, 3, (('context', 'context', 0, None), ('recipients', 'list', 1, ('struct', lambda: _D96)), ('coinControl', 'struct', 2, lambda: _D97), ('sign', 'bit', 0, None),))
_D96: Shape = Shape(2, 1, (('scriptPubkey', 'data', 0, None), ('amount', 'q', 0, None), ('subtractFee', 'bit', 64, None),))
_D97: Shape = Shape(3, 2, (('changeAddress', 'text', 0, None), ('feeRate', 'q', 0, None), ('hasFeeRate', 'bit', 64, None), ('inputs', 'list', 1, ('data', None)), ('allowOtherInputs', 'bit', 65, None), ('includeUnsafe', 'bit', 66, None), ('confirmTarget', 'q', 16, None), ('hasConfirmTarget', 'bit', 67, None),))
_D98: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D99), ('walletError', 'struct', 1, lambda: _D11),))
_D99: Shape = Shape(2, 1, (('tx', 'data', 0, None), ('fee', 'q', 0, None), ('changePosition', 'q', 8, None),))
_D100: Shape = Shape(0, 4, (('context', 'context', 0, None), ('tx', 'data', 1, None), ('comment', 'text', 2, None), ('to', 'text', 3, None),))
_D101: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D102: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D103: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D104: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D105: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D106: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D107: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D108: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D109: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D112: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D113: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D114), ('hasResult', 'bit', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D114: Shape = Shape(4, 0, (('depth', 'q', 0, None), ('blockHeight', 'i', 8, None), ('hasBlockHeight', 'bit', 96, None), ('blocksToMaturity', 'q', 16, None), ('timeReceived', 'q', 24, None), ('isTrusted', 'bit', 97, None), ('isAbandoned', 'bit', 98, None), ('isCoinbase', 'bit', 99, None), ('isInMainChain', 'bit', 100, None), ('isInMempool', 'bit', 101, None), ('isInstantLocked', 'bit', 102, None), ('isChainLocked', 'bit', 103, None),))
_D120: Shape = Shape(0, 2, (('context', 'context', 0, None), ('txid', 'data', 1, None),))
_D121: Shape = Shape(1, 2, (('result', 'struct', 0, lambda: _D122), ('hasResult', 'bit', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D122: Shape = Shape(4, 7, (('tx', 'data', 0, None), ('credit', 'q', 0, None), ('debit', 'q', 8, None), ('change', 'q', 16, None), ('time', 'q', 24, None), ('inputIsMine', 'list', 1, ('bit', None)), ('outputIsMine', 'list', 2, ('bit', None)), ('outputAddresses', 'list', 3, ('text', None)), ('comments', 'list', 4, ('struct', lambda: _D123)), ('orderForm', 'list', 5, ('struct', lambda: _D123)), ('status', 'struct', 6, lambda: _D114),))
_D123: Shape = Shape(0, 2, (('first', 'text', 0, None), ('second', 'text', 1, None),))
_D125: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D126: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D122)), ('walletError', 'struct', 1, lambda: _D11),))
_D130: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D131: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D132), ('walletError', 'struct', 1, lambda: _D11),))
_D132: Shape = Shape(6, 0, (('balance', 'q', 0, None), ('unconfirmedBalance', 'q', 8, None), ('immatureBalance', 'q', 16, None), ('watchOnlyBalance', 'q', 24, None), ('unconfirmedWatchOnlyBalance', 'q', 32, None), ('immatureWatchOnlyBalance', 'q', 40, None),))
_D134: Shape = Shape(0, 2, (('context', 'context', 0, None), ('coinControl', 'struct', 1, lambda: _D97),))
_D135: Shape = Shape(1, 1, (('result', 'q', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D138: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D139: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D140)), ('walletError', 'struct', 1, lambda: _D11),))
_D140: Shape = Shape(3, 3, (('outpoint', 'data', 0, None), ('output', 'data', 1, None), ('depth', 'q', 0, None), ('time', 'q', 8, None), ('address', 'text', 2, None), ('isLocked', 'bit', 128, None), ('isSpent', 'bit', 129, None),))
_D144: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outpoints', 'list', 1, ('data', None)),))
_D145: Shape = Shape(0, 2, (('result', 'list', 0, ('struct', lambda: _D146)), ('walletError', 'struct', 1, lambda: _D11),))
_D146: Shape = Shape(1, 1, (('value', 'struct', 0, lambda: _D140), ('hasValue', 'bit', 0, None),))
_D148: Shape = Shape(1, 2, (('context', 'context', 0, None), ('outpoint', 'data', 1, None), ('writeToDb', 'bit', 0, None),))
_D149: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D150: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outpoint', 'data', 1, None),))
_D151: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D153: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D154: Shape = Shape(0, 2, (('result', 'list', 0, ('data', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D155: Shape = Shape(0, 2, (('context', 'context', 0, None), ('outpoint', 'data', 1, None),))
_D156: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D158: Shape = Shape(1, 1, (('context', 'context', 0, None), ('txBytes', 'q', 0, None),))
_D159: Shape = Shape(1, 1, (('result', 'q', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D162: Shape = Shape(1, 2, (('context', 'context', 0, None), ('txBytes', 'q', 0, None), ('coinControl', 'struct', 1, lambda: _D97),))
_D163: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D164), ('walletError', 'struct', 1, lambda: _D11),))
_D164: Shape = Shape(2, 1, (('fee', 'q', 0, None), ('returnedTarget', 'q', 8, None), ('reason', 'text', 0, None),))
_D165: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D166: Shape = Shape(1, 1, (('result', 'q', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D167: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D168: Shape = Shape(1, 1, (('result', 'q', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D169: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D170: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D173: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D174: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D175: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D176: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D177: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D178: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D179: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D180: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D181: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D182: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D183: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D184: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D185: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D186: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D187: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D188: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D191: Shape = Shape(1, 2, (('context', 'context', 0, None), ('psbt', 'data', 1, None), ('sign', 'bit', 0, None), ('bip32Derivations', 'bit', 1, None),))
_D192: Shape = Shape(0, 2, (('result', 'struct', 0, lambda: _D193), ('walletError', 'struct', 1, lambda: _D11),))
_D193: Shape = Shape(2, 1, (('psbt', 'data', 0, None), ('complete', 'bit', 0, None), ('signed', 'q', 8, None),))
_D194: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D195: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D196: Shape = Shape(0, 2, (('context', 'context', 0, None), ('address', 'text', 1, None),))
_D197: Shape = Shape(1, 1, (('result', 'bit', 0, None), ('walletError', 'struct', 0, lambda: _D11),))
_D268: Shape = Shape(1, 3, (('context', 'context', 0, None), ('name', 'text', 1, None), ('passphrase', 'secret', 2, None), ('flags', 'q', 0, None),))
_D269: Shape = Shape(0, 3, (('result0', 'cap', 0, None), ('result1', 'list', 1, ('text', None)), ('walletError', 'struct', 2, lambda: _D11),))
_D270: Shape = Shape(0, 2, (('context', 'context', 0, None), ('name', 'text', 1, None),))
_D271: Shape = Shape(0, 3, (('result0', 'cap', 0, None), ('result1', 'list', 1, ('text', None)), ('walletError', 'struct', 2, lambda: _D11),))
_D272: Shape = Shape(0, 3, (('context', 'context', 0, None), ('backupFile', 'text', 1, None), ('name', 'text', 2, None),))
_D273: Shape = Shape(0, 3, (('result0', 'cap', 0, None), ('result1', 'list', 1, ('text', None)), ('walletError', 'struct', 2, lambda: _D11),))
_D274: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D275: Shape = Shape(0, 2, (('result', 'text', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D276: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D277: Shape = Shape(0, 2, (('result', 'list', 0, ('text', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D279: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D280: Shape = Shape(0, 2, (('result', 'list', 0, ('cap', None)), ('walletError', 'struct', 1, lambda: _D11),))
_D281: Shape = Shape(0, 2, (('context', 'context', 0, None), ('fn', 'cap', 1, None),))
_D282: Shape = Shape(0, 2, (('result', 'cap', 0, None), ('walletError', 'struct', 1, lambda: _D11),))
_D287: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D288: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D292: Shape = Shape(1, 2, (('context', 'context', 0, None), ('arg0', 'data', 1, None), ('arg1', 'i', 0, None),))
_D293: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D296: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D297: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D300: Shape = Shape(1, 4, (('context', 'context', 0, None), ('arg0', 'text', 1, None), ('arg1', 'text', 2, None), ('arg2', 'bit', 0, None), ('arg3', 'text', 3, None), ('arg4', 'i', 4, None),))
_D301: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D305: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D306: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D309: Shape = Shape(1, 1, (('context', 'context', 0, None), ('arg', 'i', 0, None),))
_D310: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D313: Shape = Shape(0, 1, (('context', 'context', 0, None),))
_D314: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D316: Shape = Shape(1, 2, (('context', 'context', 0, None), ('arg0', 'text', 1, None), ('arg1', 'q', 0, None),))
_D317: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))
_D320: Shape = Shape(0, 2, (('context', 'context', 0, None), ('arg', 'cap', 1, None),))
_D321: Shape = Shape(0, 1, (('walletError', 'struct', 0, lambda: _D11),))


class WalletProxy(Wallet, Proxy):
    """Wallet in another process."""

    def get_wallet_name(self) -> str:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x100000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getWalletName', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x200000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isCrypted', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x300000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isLegacy', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x400000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.hdEnabled', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x500000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.privateKeysDisabled', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x600000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.canGetAddresses', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.canGetAddresses', error) from error
        raise failure

    def have_watch_only(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x700000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.haveWatchOnly', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.haveWatchOnly', error) from error
        raise failure

    def encrypt_wallet(self, passphrase: SecretText) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = passphrase.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.encryptWallet', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x800000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.encryptWallet', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.encryptWallet', error) from error
        raise failure

    def is_locked(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x900000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isLocked', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.isLocked', error) from error
        raise failure

    def lock(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0xa00000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.lock', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.lock', error) from error
        raise failure

    def unlock(self, passphrase: SecretText) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = passphrase.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.unlock', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0xb00000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.unlock', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.unlock', error) from error
        raise failure

    def change_wallet_passphrase(self, old: SecretText, new: SecretText) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = old.encode()
            n1 = len(b1) + 1
            b2: bytes = new.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.changeWalletPassphrase', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P210(0, 23 + o3, _K198, q.qid | 0xc00000000, _K199, self._iid, _K209, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.changeWalletPassphrase', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.changeWalletPassphrase', error) from error
        raise failure

    def get_mnemonic(self) -> Mnemonic | None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0xd00000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getMnemonic', error) from error
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
                x2 = _get_WalletError_203(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_Mnemonic_212(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: Mnemonic | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getMnemonic', error) from error
        raise failure

    def start_rescan(self, from_genesis: bool) -> RescanStatus:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P215(0, 22, _K198, q.qid | 0xe00000000, _K199, self._iid, _K213, (1 if from_genesis else 0), _K214, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.startRescan', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U216(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U216(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U216, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: RescanStatus = _E217[d1_0]
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.startRescan', error) from error
        raise failure

    def abort_rescan(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0xf00000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.abortRescan', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.abortRescan', error) from error
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
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1000000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1100000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x1200000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getAddresses', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletAddress_218(buf, a + 0, p1_0, lim)
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
            head = _P221(0, 24 + o5, _K198, q.qid | 0x1300000000, _K199, self._iid, _K220, 0x200000025 + (n1 << 35), 0x200000021 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x20000001d + (n3 << 35) + (o4 << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.setAddressBook', error) from error
        raise failure

    def del_address_book(self, address: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.delAddressBook', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1400000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.delAddressBook', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.delAddressBook', error) from error
        raise failure

    def get_address(self, address: str) -> WalletAddress | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getAddress', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1500000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getAddress', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
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
                x2 = _get_WalletError_203(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_WalletAddress_222(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: WalletAddress | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getAddress', error) from error
        raise failure

    def is_spendable(self, address: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.isSpendable', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1600000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isSpendable', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.isSpendable', error) from error
        raise failure

    def get_address_receive_requests(self) -> tuple[bytes, ...]:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x1700000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getAddressReceiveRequests', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_Data_224(buf, a + 0, p1_0, lim)
                result: tuple[bytes, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getAddressReceiveRequests', error) from error
        raise failure

    def set_address_receive_request(self, address: str, request_id: str, value: bytes) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
            b2: bytes = request_id.encode()
            n2 = len(b2) + 1
            b3: bytes = value
            if type(b3) is not bytes:
                b3 = _as_bytes(b3)
            n3 = len(b3)
            o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
            o5 = o4 + (n3 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.setAddressReceiveRequest', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P221(0, 24 + o5, _K198, q.qid | 0x1800000000, _K199, self._iid, _K220, 0x200000025 + (n1 << 35), 0x200000021 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x20000001d + (n3 << 35) + (o4 << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.setAddressReceiveRequest', error) from error
        if o5 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, PADS[n3 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + PADS[n3 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.setAddressReceiveRequest', error) from error
        raise failure

    def sign_message(self, message: str, address: str) -> str:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = message.encode()
            n1 = len(b1) + 1
            b2: bytes = address.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.signMessage', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P210(0, 23 + o3, _K198, q.qid | 0x1900000000, _K199, self._iid, _K209, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.signMessage', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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
            raise _broken(conn, 'Wallet.signMessage', error) from error
        raise failure

    def create_transaction(self, recipients: tuple[Recipient, ...], coin_control: CoinControl, sign: bool) -> CreatedTransaction:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_Recipient_225(recipients)
            b2 = _put_CoinControl_227(coin_control)
            o3 = (len(b1) >> 3) + (len(b2) >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.createTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P230(0, 24 + o3, _K198, q.qid | 0x1a00000000, _K199, self._iid, _K229, (1 if sign else 0), b'\x08\x00\x00\x00\x00\x00\x02\x00', 0x20 + p1, 0x200030000001c + ((len(b1) >> 3) << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_CreatedTransaction_231(buf, a + 0, p1_0, lim)
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
            head = _P221(0, 24 + o6, _K198, q.qid | 0x1b00000000, _K199, self._iid, _K220, 0x200000025 + (n2 << 35), 0x200000021 + (n3 << 35) + ((n2 + 7 >> 3) << 2), 0x20000001d + (n4 << 35) + (o5 << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
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
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1c00000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.abandonTransaction', error) from error
        raise failure

    def transaction_can_be_abandoned(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.transactionCanBeAbandoned', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1d00000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.transactionCanBeAbandoned', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.transactionCanBeAbandoned', error) from error
        raise failure

    def transaction_can_be_resent(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.transactionCanBeResent', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1e00000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.transactionCanBeResent', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.transactionCanBeResent', error) from error
        raise failure

    def resend_transaction(self, txid: TxId) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.resendTransaction', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x1f00000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.resendTransaction', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.resendTransaction', error) from error
        raise failure

    def get_tx_status(self, txid: TxId) -> WalletTxStatus | None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = txid
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getTxStatus', error) from error
        q = conn.question(state)
        q.expecting(0x2000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x2000000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getTxStatus', error) from error
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
                x2 = _get_WalletError_203(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_WalletTxStatus_233(buf, a + 8, p1_0, lim)
                    y3 = x4
                result: WalletTxStatus | None = y3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getTxStatus', error) from error
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
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x2100000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                x2 = _get_WalletError_203(buf, a + 16, p1_1, lim)
                failure: BaseException = x2
            else:
                y3 = None
                if f1_0 & 1:
                    x4 = _get_WalletTx_235(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x2200000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getWalletTxs', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletTx_241(buf, a + 0, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x2300000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getBalances', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletBalances_243(buf, a + 0, p1_0, lim)
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
            b1 = _put_CoinControl_227(coin_control)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getAvailableBalance', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P246(0, 22 + (len(b1) >> 3), _K198, q.qid | 0x2400000000, _K199, self._iid, _K245, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (d1_0, p1_0) = _U247(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U247(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U247, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x2500000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.listCoins', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_WalletCoin_248(buf, a + 0, p1_0, lim)
                result: tuple[WalletCoin, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.listCoins', error) from error
        raise failure

    def get_coins(self, outpoints: tuple[OutPoint, ...]) -> tuple[WalletCoin | None, ...]:
        conn = self._conn
        state = conn.enter()
        try:
            p1, b1 = _put_tuple_of_OutPoint_152(outpoints)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getCoins', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P208(0, 22 + (len(b1) >> 3), _K198, q.qid | 0x2600000000, _K199, self._iid, _K206, 0x1c + p1, _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getCoins', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_OptionalWalletCoin_250(buf, a + 0, p1_0, lim)
                result: tuple[WalletCoin | None, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getCoins', error) from error
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
            head = _P255(0, 23 + (n2 + 7 >> 3), _K198, q.qid | 0x2700000000, _K199, self._iid, _K254, (1 if write_to_db else 0), b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n2 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P208(0, 22 + (n2 + 7 >> 3), _K198, q.qid | 0x2800000000, _K199, self._iid, _K206, 0x20000001d + (n2 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x2900000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.listLockedCoins', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_OutPoint_91(buf, a + 0, p1_0, lim)
                result: tuple[OutPoint, ...] = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.listLockedCoins', error) from error
        raise failure

    def is_locked_coin(self, outpoint: OutPoint) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            h1 = encode_outpoint(outpoint)
            b2: bytes = h1
            if type(b2) is not bytes:
                b2 = _as_bytes(b2)
            n2 = len(b2)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.isLockedCoin', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n2 + 7 >> 3), _K198, q.qid | 0x2a00000000, _K199, self._iid, _K206, 0x20000001d + (n2 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.isLockedCoin', error) from error
        if (n2 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b2, PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b2 + PADS[n2 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.isLockedCoin', error) from error
        raise failure

    def get_required_fee(self, tx_bytes: int) -> Duffs:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P256(0, 22, _K198, q.qid | 0x2b00000000, _K199, self._iid, _K213, tx_bytes, _K214, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getRequiredFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U247(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U247(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U247, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: Duffs = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getRequiredFee', error) from error
        raise failure

    def get_minimum_fee(self, tx_bytes: int, coin_control: CoinControl) -> FeeQuote:
        conn = self._conn
        state = conn.enter()
        try:
            b1 = _put_CoinControl_227(coin_control)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.getMinimumFee', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P258(0, 23 + (len(b1) >> 3), _K198, q.qid | 0x2c00000000, _K199, self._iid, _K254, tx_bytes, _K257, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getMinimumFee', error) from error
        if (len(b1) >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1])
        else:
            r = conn.call(state, q, head + b1)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_FeeQuote_259(buf, a + 0, p1_0, lim)
                result: FeeQuote = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getMinimumFee', error) from error
        raise failure

    def get_confirm_target(self) -> int:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x2d00000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getConfirmTarget', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U247(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U247(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U247, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: int = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getConfirmTarget', error) from error
        raise failure

    def get_default_max_tx_fee(self) -> Duffs:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x2e00000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.getDefaultMaxTxFee', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (d1_0, p1_0) = _U247(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (d1_0, p1_0) = _U247(buf, a)
                else:
                    (d1_0, p1_0), a = _unpack_large(_U247, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: Duffs = d1_0
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.getDefaultMaxTxFee', error) from error
        raise failure

    def remove(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x2f00000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.remove', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
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
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3000000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleUnload', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3100000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleTransactionChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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

    def handle_status_changed(self, fn: Callable[[], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleStatusChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleStatusChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3200000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleStatusChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleStatusChanged', error) from error
        raise failure

    def handle_address_book_changed(self, fn: Callable[[str, str, bool, str, ChangeType], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleAddressBookChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleAddressBookChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3300000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleAddressBookChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleAddressBookChanged', error) from error
        raise failure

    def handle_instant_lock_received(self, fn: Callable[[], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleInstantLockReceivedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleInstantLockReceived', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3400000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleInstantLockReceived', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleInstantLockReceived', error) from error
        raise failure

    def handle_chain_lock_received(self, fn: Callable[[Height], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleChainLockReceivedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleChainLockReceived', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3500000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleChainLockReceived', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleChainLockReceived', error) from error
        raise failure

    def handle_can_get_addresses_changed(self, fn: Callable[[], None]) -> Handler:
        conn = self._conn
        state = conn.enter()
        cx = CapSink(conn, 2)
        try:
            c1 = cx.add(fn, HandleCanGetAddressesChangedCallbackProxy._info, True)
        except ENCODE_ERRORS as error:
            cx.undo()
            raise _refused('Wallet.handleCanGetAddressesChanged', error) from error
        q = conn.question(state)
        q.expect = b""
        q.caps = cx.ids()
        try:
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3600000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleCanGetAddressesChanged', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, handler_stubs.HandlerProxy)
                result: Handler = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.handleCanGetAddressesChanged', error) from error
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
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x3700000000, _K199, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.handleShowProgress', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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

    def fill_psbt(self, psbt: bytes, sign: bool, bip32_derivations: bool) -> FilledPsbt:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = psbt
            if type(b1) is not bytes:
                b1 = _as_bytes(b1)
            n1 = len(b1)
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.fillPsbt', error) from error
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P255(0, 23 + (n1 + 7 >> 3), _K198, q.qid | 0x3800000000, _K199, self._iid, _K254, (1 if sign else 0) | (1 if bip32_derivations else 0) << 1, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.fillPsbt', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_FilledPsbt_261(buf, a + 0, p1_0, lim)
                result: FilledPsbt = x3
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.fillPsbt', error) from error
        raise failure

    def has_external_signer(self) -> bool:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x3900000000, _K199, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.hasExternalSigner', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.hasExternalSigner', error) from error
        raise failure

    def display_address(self, address: str) -> bool:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = address.encode()
            n1 = len(b1) + 1
        except ENCODE_ERRORS as error:
            raise _refused('Wallet.displayAddress', error) from error
        q = conn.question(state)
        q.expecting(0x1000100000004)
        try:
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x3a00000000, _K199, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('Wallet.displayAddress', error) from error
        if (n1 + 7 >> 3) > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (f1_0, p1_0) = _U205(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10001)
                if p - c == 1:
                    a = o + (c << 3)
                    (f1_0, p1_0) = _U205(buf, a)
                else:
                    (f1_0, p1_0), a = _unpack_large(_U205, buf, o + (c << 3), p - c, 1, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_0, lim)
                failure: BaseException = x2
            else:
                result: bool = (f1_0 & 1 != 0)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'Wallet.displayAddress', error) from error
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
            head = _P284(0, 24 + o3, _K198, q.qid, _K283, self._iid, _K229, flags, b'\x08\x00\x00\x00\x00\x00\x02\x00', 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0, p1_1, p1_2) = _U285(buf, a)
            else:
                (p1_0, p1_1, p1_2), a = _unpack_large(_U285, buf, o + (c << 3), p - c, 0, 3)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_2:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 16, p1_2, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, WalletProxy)
                x4 = _get_tuple_of_Text_237(buf, a + 8, p1_1, lim)
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
            head = _P208(0, 22 + (n1 + 7 >> 3), _K198, q.qid | 0x100000000, _K283, self._iid, _K206, 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0, p1_1, p1_2) = _U285(buf, a)
            else:
                (p1_0, p1_1, p1_2), a = _unpack_large(_U285, buf, o + (c << 3), p - c, 0, 3)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_2:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 16, p1_2, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, WalletProxy)
                x4 = _get_tuple_of_Text_237(buf, a + 8, p1_1, lim)
                result: tuple[Wallet, tuple[str, ...]] = (x3, x4)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.loadWallet', error) from error
        raise failure

    def restore_wallet(self, backup_file: str, name: str) -> tuple[Wallet, tuple[str, ...]]:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = backup_file.encode()
            n1 = len(b1) + 1
            b2: bytes = name.encode()
            n2 = len(b2) + 1
            o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('WalletLoader.restoreWallet', error) from error
        q = conn.question(state)
        q.expect = b""
        try:
            head = _P210(0, 23 + o3, _K198, q.qid | 0x200000000, _K283, self._iid, _K209, 0x200000021 + (n1 << 35), 0x20000001d + (n2 << 35) + ((n1 + 7 >> 3) << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.restoreWallet', error) from error
        if o3 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7])
        try:
            W, buf, o, c, p, t = conn.results(r, 0x30000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1, p1_2) = _U285(buf, a)
            else:
                (p1_0, p1_1, p1_2), a = _unpack_large(_U285, buf, o + (c << 3), p - c, 0, 3)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_2:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 16, p1_2, lim)
                failure: BaseException = x2
            else:
                x3 = cs.take(p1_0, WalletProxy)
                x4 = _get_tuple_of_Text_237(buf, a + 8, p1_1, lim)
                result: tuple[Wallet, tuple[str, ...]] = (x3, x4)
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return result
        except DECODE_ERRORS as error:
            raise _broken(conn, 'WalletLoader.restoreWallet', error) from error
        raise failure

    def get_wallet_dir(self) -> str:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x2000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x300000000, _K283, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.getWalletDir', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x400000000, _K283, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.listWalletDir', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0, p1_1) = _U202(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x20000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0, p1_1) = _U202(buf, a)
                else:
                    (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_tuple_of_Text_237(buf, a + 0, p1_0, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x500000000, _K283, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.getWallets', error) from error
        r = conn.call(state, q, head)
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            end = len(buf)
            lim = _budget()
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
                failure: BaseException = x2
            else:
                x3 = _get_Wallet_286(buf, a + 0, p1_0, lim, cs)
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
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x600000000, _K283, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('WalletLoader.handleLoadWallet', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            W, buf, o, c, p, t = conn.results(r, 0x20000)
            if p - c == 0:
                a = o + (c << 3)
                (p1_0, p1_1) = _U202(buf, a)
            else:
                (p1_0, p1_1), a = _unpack_large(_U202, buf, o + (c << 3), p - c, 0, 2)
            cs = CapSource(conn, W, t)
            if p1_1:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 8, p1_1, lim)
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
            head = _P201(0, 21, _K198, q.qid | 0x100000000, _K289, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleUnloadCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
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
            head = _P295(0, 23 + (n1 + 7 >> 3), _K198, q.qid | 0x100000000, _K294, self._iid, _K254, arg1._value_, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleTransactionChangedCallback.call', error) from error
        raise failure


class HandleStatusChangedCallbackProxy(Proxy):
    """HandleStatusChangedCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x100000000, _K298, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleStatusChangedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleStatusChangedCallback.call', error) from error
        raise failure


class HandleAddressBookChangedCallbackProxy(Proxy):
    """HandleAddressBookChangedCallback in another process."""

    def __call__(self, arg0: str, arg1: str, arg2: bool, arg3: str, arg4: ChangeType, /) -> None:
        conn = self._conn
        state = conn.enter()
        try:
            b1: bytes = arg0.encode()
            n1 = len(b1) + 1
            b2: bytes = arg1.encode()
            n2 = len(b2) + 1
            b3: bytes = arg3.encode()
            n3 = len(b3) + 1
            o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
            o5 = o4 + (n3 + 7 >> 3)
        except ENCODE_ERRORS as error:
            raise _refused('HandleAddressBookChangedCallback.call', error) from error
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P304(0, 25 + o5, _K198, q.qid | 0x100000000, _K302, self._iid, _K303, (1 if arg2 else 0), arg4._value_, b'\x0c\x00\x00\x00\x00\x00\x02\x00', 0x200000025 + (n1 << 35), 0x200000021 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x20000001d + (n3 << 35) + (o4 << 2), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleAddressBookChangedCallback.call', error) from error
        if o5 > 2048:
            r = conn.call_parts(state, q, [head, b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, TEXT_PADS[n3 & 7]])
        else:
            r = conn.call(state, q, head + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7])
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleAddressBookChangedCallback.call', error) from error
        raise failure


class HandleInstantLockReceivedCallbackProxy(Proxy):
    """HandleInstantLockReceivedCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x100000000, _K307, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleInstantLockReceivedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleInstantLockReceivedCallback.call', error) from error
        raise failure


class HandleChainLockReceivedCallbackProxy(Proxy):
    """HandleChainLockReceivedCallback in another process."""

    def __call__(self, arg: Height, /) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P312(0, 22, _K198, q.qid | 0x100000000, _K311, self._iid, _K213, arg, _K214, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleChainLockReceivedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleChainLockReceivedCallback.call', error) from error
        raise failure


class HandleCanGetAddressesChangedCallbackProxy(Proxy):
    """HandleCanGetAddressesChangedCallback in another process."""

    def __call__(self) -> None:
        conn = self._conn
        state = conn.enter()
        q = conn.question(state)
        q.expecting(0x1000000000004)
        try:
            head = _P201(0, 21, _K198, q.qid | 0x100000000, _K315, self._iid, _K200, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleCanGetAddressesChangedCallback.call', error) from error
        r = conn.call(state, q, head)
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
                failure: BaseException = x2
            else:
                if type(buf) is memoryview:
                    conn.reuse(buf)
                return
        except DECODE_ERRORS as error:
            raise _broken(conn, 'HandleCanGetAddressesChangedCallback.call', error) from error
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
            head = _P319(0, 23 + (n1 + 7 >> 3), _K198, q.qid | 0x100000000, _K318, self._iid, _K254, arg1, b'\x04\x00\x00\x00\x00\x00\x02\x00', 0x20000001d + (n1 << 35), _K207, 3 | state.request_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00', 1 | state.callback_id << 32, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
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
            head = _P260(0, 17 + cx.words(), _K198, q.qid | 0x100000000, _K322, self._iid, b'\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\x00\x00\x00\x00\x02\x00', cx.pointer(4), b'\x04\x00\x00\x00\x00\x00\x02\x00', c1, b'\x03\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00')
        except ENCODE_ERRORS as error:
            conn.unask(state, q)
            raise _refused('HandleLoadWalletCallback.call', error) from error
        r = conn.call(state, q, head + cx.table(3 | state.request_id << 32, 1 | state.callback_id << 32))
        try:
            if type(r) is bytes:
                buf: Buffer = r
                a = 72
                (p1_0,) = _U204(r, 72)
            else:
                W, buf, o, c, p, t = conn.results(r, 0x10000)
                if p - c == 0:
                    a = o + (c << 3)
                    (p1_0,) = _U204(buf, a)
                else:
                    (p1_0,), a = _unpack_large(_U204, buf, o + (c << 3), p - c, 0, 1)
            if p1_0:
                end = len(buf)
                lim = _budget()
                x2 = _get_WalletError_203(buf, a + 0, p1_0, lim)
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


def _fail_WalletError_0x20001_1_40(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P42(0, 11 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K41)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_Mnemonic_43(v: Any) -> bytes:
    b1: bytes = v.words.encode()
    n1 = len(b1) + 1
    b2: bytes = v.passphrase.encode()
    n2 = len(b2) + 1
    o3 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    result: bytes = _P44(0x200000005 + (n1 << 35), 0x200000001 + (n2 << 35) + ((n1 + 7 >> 3) << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7]
    return result


def _fail_WalletError_0x10000_0_54(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P56(0, 9 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K55)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_WalletAddress_64(vs: Any) -> tuple[int, bytes]:
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
        head(_P65((1 if v.is_mine else 0), 0x200000009 + (n1 << 35) + (o << 2), 0x200000005 + (n2 << 35) + (o4 << 2), 0x200000001 + (n3 << 35) + (o5 << 2)))
        tails += (b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7], b3, TEXT_PADS[n3 & 7])
        o = o6 - 4
    return 0x700000001 + (n * 4 << 35), _P3((n << 2) + 0x3000100000000) + b''.join(heads) + b''.join(tails)


def _put_WalletAddress_74(v: Any) -> bytes:
    b1: bytes = v.address.encode()
    n1 = len(b1) + 1
    b2: bytes = v.label.encode()
    n2 = len(b2) + 1
    b3: bytes = v.purpose.encode()
    n3 = len(b3) + 1
    o4 = (n1 + 7 >> 3) + (n2 + 7 >> 3)
    o5 = o4 + (n3 + 7 >> 3)
    result: bytes = _P65((1 if v.is_mine else 0), 0x200000009 + (n1 << 35), 0x200000005 + (n2 << 35) + ((n1 + 7 >> 3) << 2), 0x200000001 + (n3 << 35) + (o4 << 2)) + b1 + TEXT_PADS[n1 & 7] + b2 + TEXT_PADS[n2 & 7] + b3 + TEXT_PADS[n3 & 7]
    return result


def _put_tuple_of_Data_79(vs: Any) -> tuple[int, bytes]:
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


def _get_Recipient_87(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S88, buf, at, p, 2, 1, lim)
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


def _get_CoinControl_89(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x20003:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, f1_8, d1_16, p1_0, p1_1) = _U90(buf, a)
    else:
        (d1_0, f1_8, d1_16, p1_0, p1_1), a = _struct_at(_U90, buf, at, p, 3, 2)
    end = len(buf)
    s2 = a + 32 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 24, p1_0)
    x3 = _get_tuple_of_OutPoint_91(buf, a + 32, p1_1, lim)
    return CoinControl(change_address=x2, fee_rate=(d1_0 if f1_8 & 1 else None), inputs=x3, allow_other_inputs=(f1_8 & 2 != 0), include_unsafe=(f1_8 & 4 != 0), confirm_target=(d1_16 if f1_8 & 8 else None))


def _get_tuple_of_OutPoint_91(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _put_CreatedTransaction_92(v: Any) -> bytes:
    h1 = encode_transaction(v.tx)
    b2: bytes = h1
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    result: bytes = _P93(v.fee, v.change_position, 0x200000001 + (n2 << 35)) + b2 + PADS[n2 & 7]
    return result


def _put_WalletTxStatus_110(v: Any) -> bytes:
    result: bytes = _P111(v.depth, (v.block_height if v.block_height is not None else 0), (1 if v.is_trusted else 0) << 1 | (1 if v.is_abandoned else 0) << 2 | (1 if v.is_coinbase else 0) << 3 | (1 if v.is_in_main_chain else 0) << 4 | (1 if v.is_in_mempool else 0) << 5 | (1 if v.is_instant_locked else 0) << 6 | (1 if v.is_chain_locked else 0) << 7 | (1 if v.block_height is not None else 0), v.blocks_to_maturity, v.time_received)
    return result


def _put_WalletTx_115(v: Any) -> bytes:
    h1 = encode_transaction(v.tx)
    b2: bytes = h1
    if type(b2) is not bytes:
        b2 = _as_bytes(b2)
    n2 = len(b2)
    p3, b3 = _put_bits(v.input_is_mine)
    p4, b4 = _put_bits(v.output_is_mine)
    p5, b5 = _put_tuple_of_Text_116(v.output_addresses)
    p6, b6 = _put_PairTextText_117(v.comments)
    p7, b7 = _put_PairTextText_118(v.order_form)
    b8 = _put_WalletTxStatus_110(v.status)
    o9 = (n2 + 7 >> 3) + (len(b3) >> 3)
    o10 = o9 + (len(b4) >> 3)
    o11 = o10 + (len(b5) >> 3)
    o12 = o11 + (len(b6) >> 3)
    o13 = o12 + (len(b7) >> 3)
    result: bytes = _P119(v.credit, v.debit, v.change, v.time, 0x200000019 + (n2 << 35), 0x14 + p3 + ((n2 + 7 >> 3) << 2), 0x10 + p4 + (o9 << 2), 0xc + p5 + (o10 << 2), 0x8 + p6 + (o11 << 2), 0x4 + p7 + (o12 << 2), 0x400000000 + (o13 << 2)) + b2 + PADS[n2 & 7] + b3 + b4 + b5 + b6 + b7 + b8
    return result


def _put_tuple_of_Text_116(vs: Any) -> tuple[int, bytes]:
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


def _put_PairTextText_117(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 2
    for k, v in vs.items():
        b1: bytes = k.encode()
        n1 = len(b1) + 1
        b2: bytes = v.encode()
        n2 = len(b2) + 1
        o3 = o + (n1 + 7 >> 3)
        o4 = o3 + (n2 + 7 >> 3)
        head(_P44(0x200000005 + (n1 << 35) + (o << 2), 0x200000001 + (n2 << 35) + (o3 << 2)))
        tails += (b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7])
        o = o4 - 2
    return 0x700000001 + (n * 2 << 35), _P3((n << 2) + 0x2000000000000) + b''.join(heads) + b''.join(tails)


def _put_PairTextText_118(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 2
    for v0, v1 in vs:
        b1: bytes = v0.encode()
        n1 = len(b1) + 1
        b2: bytes = v1.encode()
        n2 = len(b2) + 1
        o3 = o + (n1 + 7 >> 3)
        o4 = o3 + (n2 + 7 >> 3)
        head(_P44(0x200000005 + (n1 << 35) + (o << 2), 0x200000001 + (n2 << 35) + (o3 << 2)))
        tails += (b1, TEXT_PADS[n1 & 7], b2, TEXT_PADS[n2 & 7])
        o = o4 - 2
    return 0x700000001 + (n * 2 << 35), _P3((n << 2) + 0x2000000000000) + b''.join(heads) + b''.join(tails)


def _put_WalletTx_124(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 11
    for v in vs:
        h1 = encode_transaction(v.tx)
        b2: bytes = h1
        if type(b2) is not bytes:
            b2 = _as_bytes(b2)
        n2 = len(b2)
        p3, b3 = _put_bits(v.input_is_mine)
        p4, b4 = _put_bits(v.output_is_mine)
        p5, b5 = _put_tuple_of_Text_116(v.output_addresses)
        p6, b6 = _put_PairTextText_117(v.comments)
        p7, b7 = _put_PairTextText_118(v.order_form)
        b8 = _put_WalletTxStatus_110(v.status)
        o9 = o + (n2 + 7 >> 3)
        o10 = o9 + (len(b3) >> 3)
        o11 = o10 + (len(b4) >> 3)
        o12 = o11 + (len(b5) >> 3)
        o13 = o12 + (len(b6) >> 3)
        o14 = o13 + (len(b7) >> 3)
        head(_P119(v.credit, v.debit, v.change, v.time, 0x200000019 + (n2 << 35) + (o << 2), 0x14 + p3 + (o9 << 2), 0x10 + p4 + (o10 << 2), 0xc + p5 + (o11 << 2), 0x8 + p6 + (o12 << 2), 0x4 + p7 + (o13 << 2), 0x400000000 + (o14 << 2)))
        tails += (b2, PADS[n2 & 7], b3, b4, b5, b6, b7, b8)
        o = o14 - 7
    return 0x700000001 + (n * 11 << 35), _P3((n << 2) + 0x7000400000000) + b''.join(heads) + b''.join(tails)


def _put_WalletBalances_127(v: Any) -> bytes:
    result: bytes = _P128(v.balance, v.unconfirmed_balance, v.immature_balance, v.watch_only_balance, v.unconfirmed_watch_only_balance, v.immature_watch_only_balance)
    return result


def _put_WalletCoin_136(vs: Any) -> tuple[int, bytes]:
    n = len(vs)
    heads: list[bytes] = []
    head = heads.append
    tails: list[bytes] = []
    o = (n - 1) * 6
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
        b5: bytes = v.address.encode()
        n5 = len(b5) + 1
        o6 = o + (n2 + 7 >> 3)
        o7 = o6 + (n4 + 7 >> 3)
        o8 = o7 + (n5 + 7 >> 3)
        head(_P137(v.depth, v.time, (1 if v.is_locked else 0) | (1 if v.is_spent else 0) << 1, 0x200000009 + (n2 << 35) + (o << 2), 0x200000005 + (n4 << 35) + (o6 << 2), 0x200000001 + (n5 << 35) + (o7 << 2)))
        tails += (b2, PADS[n2 & 7], b4, PADS[n4 & 7], b5, TEXT_PADS[n5 & 7])
        o = o8 - 6
    return 0x700000001 + (n * 6 << 35), _P3((n << 2) + 0x3000300000000) + b''.join(heads) + b''.join(tails)


def _put_OptionalWalletCoin_141(vs: Any) -> tuple[int, bytes]:
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
            b2 = _put_WalletCoin_142(v)
            q1 = 0x3000300000000
            w1 = (len(b2) >> 3)
            t1 = b2
        o3 = o + w1
        head(_P143((1 if v is not None else 0), (q1 + 0x0 + (o << 2) if q1 else 0)))
        tails.append(t1)
        o = o3 - 2
    return 0x700000001 + (n * 2 << 35), _P3((n << 2) + 0x1000100000000) + b''.join(heads) + b''.join(tails)


def _put_WalletCoin_142(v: Any) -> bytes:
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
    b5: bytes = v.address.encode()
    n5 = len(b5) + 1
    o6 = (n2 + 7 >> 3) + (n4 + 7 >> 3)
    o7 = o6 + (n5 + 7 >> 3)
    result: bytes = _P137(v.depth, v.time, (1 if v.is_locked else 0) | (1 if v.is_spent else 0) << 1, 0x200000009 + (n2 << 35), 0x200000005 + (n4 << 35) + ((n2 + 7 >> 3) << 2), 0x200000001 + (n5 << 35) + (o6 << 2)) + b2 + PADS[n2 & 7] + b4 + PADS[n4 & 7] + b5 + TEXT_PADS[n5 & 7]
    return result


def _put_tuple_of_OutPoint_152(vs: Any) -> tuple[int, bytes]:
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


def _put_FeeQuote_161(v: Any) -> bytes:
    b1: bytes = v.reason.encode()
    n1 = len(b1) + 1
    result: bytes = _P93(v.fee, v.returned_target, 0x200000001 + (n1 << 35)) + b1 + TEXT_PADS[n1 & 7]
    return result


def _put_FilledPsbt_189(v: Any) -> bytes:
    b1: bytes = v.psbt
    if type(b1) is not bytes:
        b1 = _as_bytes(b1)
    n1 = len(b1)
    result: bytes = _P190((1 if v.complete else 0), v.signed, 0x200000001 + (n1 << 35)) + b1 + PADS[n1 & 7]
    return result


def _get_WalletError_203(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10000:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (p1_0,) = _U204(buf, a)
    else:
        (p1_0,), a = _struct_at(_U204, buf, at, p, 0, 1)
    end = len(buf)
    s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 0, p1_0)
    return WalletError(x2)


def _get_Mnemonic_212(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x20000:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (p1_0, p1_1) = _U202(buf, a)
    else:
        (p1_0, p1_1), a = _struct_at(_U202, buf, at, p, 0, 2)
    end = len(buf)
    s2 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 0, p1_0)
    s3 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 8, p1_1)
    return Mnemonic(words=x2, passphrase=x3)


def _get_WalletAddress_218(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S219, buf, at, p, 1, 3, lim)
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


def _get_WalletAddress_222(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x30001:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (f1_0, p1_0, p1_1, p1_2) = _U223(buf, a)
    else:
        (f1_0, p1_0, p1_1, p1_2), a = _struct_at(_U223, buf, at, p, 1, 3)
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
    return WalletAddress(address=x2, is_mine=(f1_0 & 1 != 0), label=x3, purpose=x4)


def _get_tuple_of_Data_224(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _put_Recipient_225(vs: Any) -> tuple[int, bytes]:
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
        head(_P226(v.amount, (1 if v.subtract_fee else 0), 0x200000001 + (n1 << 35) + (o << 2)))
        tails.append(b1 + PADS[n1 & 7])
        o = o2 - 3
    return 0x700000001 + (n * 3 << 35), _P3((n << 2) + 0x1000200000000) + b''.join(heads) + b''.join(tails)


def _put_CoinControl_227(v: Any) -> bytes:
    b1: bytes = v.change_address.encode()
    n1 = len(b1) + 1
    p2, b2 = _put_tuple_of_OutPoint_152(v.inputs)
    o3 = (n1 + 7 >> 3) + (len(b2) >> 3)
    result: bytes = _P228((v.fee_rate if v.fee_rate is not None else 0), (1 if v.allow_other_inputs else 0) << 1 | (1 if v.include_unsafe else 0) << 2 | (1 if v.fee_rate is not None else 0) | (1 if v.confirm_target is not None else 0) << 3, (v.confirm_target if v.confirm_target is not None else 0), 0x200000005 + (n1 << 35), 0x0 + p2 + ((n1 + 7 >> 3) << 2)) + b1 + TEXT_PADS[n1 & 7] + b2
    return result


def _get_CreatedTransaction_231(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10002:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, p1_0) = _U232(buf, a)
    else:
        (d1_0, d1_8, p1_0), a = _struct_at(_U232, buf, at, p, 2, 1)
    end = len(buf)
    s2 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_0)
    return CreatedTransaction(tx=decode_transaction(x2), fee=d1_0, change_position=d1_8)


def _get_WalletTxStatus_233(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x4:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, f1_12, d1_16, d1_24) = _U234(buf, a)
    else:
        (d1_0, d1_8, f1_12, d1_16, d1_24), a = _struct_at(_U234, buf, at, p, 4, 0)
    return WalletTxStatus(depth=d1_0, block_height=(d1_8 if f1_12 & 1 else None), blocks_to_maturity=d1_16, time_received=d1_24, is_trusted=(f1_12 & 2 != 0), is_abandoned=(f1_12 & 4 != 0), is_coinbase=(f1_12 & 8 != 0), is_in_main_chain=(f1_12 & 16 != 0), is_in_mempool=(f1_12 & 32 != 0), is_instant_locked=(f1_12 & 64 != 0), is_chain_locked=(f1_12 & 128 != 0))


def _get_WalletTx_235(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x70004:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, d1_16, d1_24, p1_0, p1_1, p1_2, p1_3, p1_4, p1_5, p1_6) = _U236(buf, a)
    else:
        (d1_0, d1_8, d1_16, d1_24, p1_0, p1_1, p1_2, p1_3, p1_4, p1_5, p1_6), a = _struct_at(_U236, buf, at, p, 4, 7)
    end = len(buf)
    s2 = a + 40 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 32, p1_0)
    x3 = tuple(_get_bits(buf, a + 40, p1_1, lim))
    x4 = tuple(_get_bits(buf, a + 48, p1_2, lim))
    x5 = _get_tuple_of_Text_237(buf, a + 56, p1_3, lim)
    x6 = _get_PairTextText_238(buf, a + 64, p1_4, lim)
    x7 = _get_PairTextText_240(buf, a + 72, p1_5, lim)
    x8 = _get_WalletTxStatus_233(buf, a + 80, p1_6, lim)
    return WalletTx(tx=decode_transaction(x2), credit=d1_0, debit=d1_8, change=d1_16, time=d1_24, input_is_mine=x3, output_is_mine=x4, output_addresses=x5, comments=x6, order_form=x7, status=x8)


def _get_tuple_of_Text_237(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
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


def _get_PairTextText_238(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S239, buf, at, p, 0, 2, lim)
    end = len(buf)
    out: dict[Any, Any] = {}
    for (p1_0, p1_1) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a + 0, p1_0)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        out[x1] = x2
        a += step
    return out


def _get_PairTextText_240(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S239, buf, at, p, 0, 2, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (p1_0, p1_1) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 8 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = str(buf[s1:e1 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s1 < e1 <= end else _text_at(buf, a + 0, p1_0)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        put((x1, x2))
        a += step
    return tuple(out)


def _get_WalletTx_241(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S242, buf, at, p, 4, 7, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, d1_16, d1_24, p1_0, p1_1, p1_2, p1_3, p1_4, p1_5, p1_6) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35) + (p1_2 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 40 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = bytes(buf[s1:e1]) if p1_0 & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a + 32, p1_0)
        x2 = tuple(_get_bits(buf, a + 40, p1_1, lim))
        x3 = tuple(_get_bits(buf, a + 48, p1_2, lim))
        x4 = _get_tuple_of_Text_237(buf, a + 56, p1_3, lim)
        x5 = _get_PairTextText_238(buf, a + 64, p1_4, lim)
        x6 = _get_PairTextText_240(buf, a + 72, p1_5, lim)
        x7 = _get_WalletTxStatus_233(buf, a + 80, p1_6, lim)
        put(WalletTx(tx=decode_transaction(x1), credit=d1_0, debit=d1_8, change=d1_16, time=d1_24, input_is_mine=x2, output_is_mine=x3, output_addresses=x4, comments=x5, order_form=x6, status=x7))
        a += step
    return tuple(out)


def _get_WalletBalances_243(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x6:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40) = _U244(buf, a)
    else:
        (d1_0, d1_8, d1_16, d1_24, d1_32, d1_40), a = _struct_at(_U244, buf, at, p, 6, 0)
    return WalletBalances(balance=d1_0, unconfirmed_balance=d1_8, immature_balance=d1_16, watch_only_balance=d1_24, unconfirmed_watch_only_balance=d1_32, immature_watch_only_balance=d1_40)


def _get_WalletCoin_248(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S249, buf, at, p, 3, 3, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (d1_0, d1_8, f1_16, p1_0, p1_1, p1_2) in rows:
        lim[0] -= (p1_0 >> 35) + (p1_1 >> 35) + (p1_2 >> 35)
        if lim[0] < 0:
            raise _too_much()
        s1 = a + 32 + ((p1_0 & 0xfffffffc) << 1)
        e1 = s1 + (p1_0 >> 35)
        x1: Any = bytes(buf[s1:e1]) if p1_0 & 0x700000003 == 0x200000001 and e1 <= end else _data_at(buf, a + 24, p1_0)
        s2 = a + 40 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 32, p1_1)
        s3 = a + 48 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 40, p1_2)
        put(WalletCoin(outpoint=decode_outpoint(x1), output=decode_output(x2), depth=d1_0, time=d1_8, address=x3, is_locked=(f1_16 & 1 != 0), is_spent=(f1_16 & 2 != 0)))
        a += step
    return tuple(out)


def _get_OptionalWalletCoin_250(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    rows, a, step = _struct_rows(_S251, buf, at, p, 1, 1, lim)
    end = len(buf)
    out: list[Any] = []
    put = out.append
    for (f1_0, p1_0) in rows:
        y1 = None
        if f1_0 & 1:
            x2 = _get_WalletCoin_252(buf, a + 8, p1_0, lim)
            y1 = x2
        put(y1)
        a += step
    return tuple(out)


def _get_WalletCoin_252(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x30003:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, f1_16, p1_0, p1_1, p1_2) = _U253(buf, a)
    else:
        (d1_0, d1_8, f1_16, p1_0, p1_1, p1_2), a = _struct_at(_U253, buf, at, p, 3, 3)
    end = len(buf)
    s2 = a + 32 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 24, p1_0)
    s3 = a + 40 + ((p1_1 & 0xfffffffc) << 1)
    e3 = s3 + (p1_1 >> 35)
    x3: Any = bytes(buf[s3:e3]) if p1_1 & 0x700000003 == 0x200000001 and e3 <= end else _data_at(buf, a + 32, p1_1)
    s4 = a + 48 + ((p1_2 & 0xfffffffc) << 1)
    e4 = s4 + (p1_2 >> 35)
    x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 40, p1_2)
    return WalletCoin(outpoint=decode_outpoint(x2), output=decode_output(x3), depth=d1_0, time=d1_8, address=x4, is_locked=(f1_16 & 1 != 0), is_spent=(f1_16 & 2 != 0))


def _get_FeeQuote_259(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10002:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (d1_0, d1_8, p1_0) = _U232(buf, a)
    else:
        (d1_0, d1_8, p1_0), a = _struct_at(_U232, buf, at, p, 2, 1)
    end = len(buf)
    s2 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_0 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_0)
    return FeeQuote(fee=d1_0, returned_target=d1_8, reason=x2)


def _get_FilledPsbt_261(buf: Buffer, at: int, p: int, lim: list[int]) -> Any:
    if p & 0x80000003 == 0 and p >> 32 == 0x10002:
        a = at + 8 + ((p & 0xfffffffc) << 1)
        (f1_0, d1_8, p1_0) = _U262(buf, a)
    else:
        (f1_0, d1_8, p1_0), a = _struct_at(_U262, buf, at, p, 2, 1)
    end = len(buf)
    s2 = a + 24 + ((p1_0 & 0xfffffffc) << 1)
    e2 = s2 + (p1_0 >> 35)
    x2: Any = bytes(buf[s2:e2]) if p1_0 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_0)
    return FilledPsbt(psbt=x2, complete=(f1_0 & 1 != 0), signed=d1_8)


def _fail_WalletError_0x30000_2_264(conn: Connection, qid: int, error: Exception) -> Reply:
    try:
        b1 = _put_WalletError_2(error)
        head = _P42(0, 11 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K265)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS:
        raise error from None


def _put_Wallet_278(vs: Any, cx: CapSink) -> tuple[int, bytes]:
    n = len(vs)
    words: list[int] = []
    tails: list[bytes] = []
    o = n - 1
    for v in vs:
        c1 = cx.add(v, WalletProxy._info, True)
        words.append(c1)
    return 0x600000001 + (n << 35), _pack_words(words) + b''.join(tails)


def _get_Wallet_286(buf: Buffer, at: int, p: int, lim: list[int], cs: CapSource) -> Any:
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


def _serve_Wallet_haveWatchOnly(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.have_watch_only()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.haveWatchOnly result', error) from error


def _serve_Wallet_encryptWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.encryptWallet', error) from error
    try:
        r = impl.encrypt_wallet(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.encryptWallet result', error) from error


def _serve_Wallet_isLocked(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.is_locked()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.isLocked result', error) from error


def _serve_Wallet_lock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.lock()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.lock result', error) from error


def _serve_Wallet_unlock(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.unlock', error) from error
    try:
        r = impl.unlock(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.unlock result', error) from error


def _serve_Wallet_changeWalletPassphrase(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U37(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U37, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.changeWalletPassphrase', error) from error
    try:
        r = impl.change_wallet_passphrase(x2, x3)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.changeWalletPassphrase result', error) from error


def _serve_Wallet_getMnemonic(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_mnemonic()
    except WalletError as error:
        return _fail_WalletError_0x20001_1_40(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_Mnemonic_43(r)
            q1 = 0x2000000000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P46(0, 11 + w1, _K4, qid | NO_FINISH, _K45, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getMnemonic result', error) from error


def _serve_Wallet_startRescan(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0,) = _U50(buf, a)
        else:
            (f1_0,), a = _unpack_large(_U50, buf, o + (c << 3), p - c, 1, 1)
        z2 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.startRescan', error) from error
    try:
        r = impl.start_rescan(z2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P51(0, 10, _K4, qid | NO_FINISH, _K14, r._value_, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.startRescan result', error) from error


def _serve_Wallet_abortRescan(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl.abort_rescan()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.abortRescan result', error) from error


def _serve_Wallet_backupWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
        p1, b1 = _put_WalletAddress_64(r)
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
            (p1_1, p1_2, p1_3) = _U69(buf, a)
        else:
            (p1_1, p1_2, p1_3), a = _unpack_large(_U69, buf, o + (c << 3), p - c, 0, 4)
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


def _serve_Wallet_delAddressBook(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.delAddressBook', error) from error
    try:
        r = impl.del_address_book(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.delAddressBook result', error) from error


def _serve_Wallet_getAddress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getAddress', error) from error
    try:
        r = impl.get_address(x2)
    except WalletError as error:
        return _fail_WalletError_0x20001_1_40(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_WalletAddress_74(r)
            q1 = 0x3000100000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P46(0, 11 + w1, _K4, qid | NO_FINISH, _K45, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getAddress result', error) from error


def _serve_Wallet_isSpendable(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.isSpendable', error) from error
    try:
        r = impl.is_spendable(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.isSpendable result', error) from error


def _serve_Wallet_getAddressReceiveRequests(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_address_receive_requests()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_tuple_of_Data_79(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getAddressReceiveRequests result', error) from error


def _serve_Wallet_setAddressReceiveRequest(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2, p1_3) = _U69(buf, a)
        else:
            (p1_1, p1_2, p1_3), a = _unpack_large(_U69, buf, o + (c << 3), p - c, 0, 4)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
        s4 = a + 32 + ((p1_3 & 0xfffffffc) << 1)
        e4 = s4 + (p1_3 >> 35)
        x4: Any = bytes(buf[s4:e4]) if p1_3 & 0x700000003 == 0x200000001 and e4 <= end else _data_at(buf, a + 24, p1_3)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.setAddressReceiveRequest', error) from error
    try:
        r = impl.set_address_receive_request(x2, x3, x4)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.setAddressReceiveRequest result', error) from error


def _serve_Wallet_signMessage(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U37(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U37, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.signMessage', error) from error
    try:
        r = impl.sign_message(x2, x3)
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
        raise _refused('Wallet.signMessage result', error) from error


def _serve_Wallet_createTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1, p1_2) = _U86(buf, a)
        else:
            (f1_0, p1_1, p1_2), a = _unpack_large(_U86, buf, o + (c << 3), p - c, 1, 3)
        end = len(buf)
        lim = _budget()
        x2 = _get_Recipient_87(buf, a + 16, p1_1, lim)
        x3 = _get_CoinControl_89(buf, a + 24, p1_2, lim)
        z4 = (f1_0 & 1 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.createTransaction', error) from error
    try:
        r = impl.create_transaction(x2, x3, z4)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1 = _put_CreatedTransaction_92(r)
        head = _P6(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K94)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.createTransaction result', error) from error


def _serve_Wallet_commitTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2, p1_3) = _U69(buf, a)
        else:
            (p1_1, p1_2, p1_3), a = _unpack_large(_U69, buf, o + (c << 3), p - c, 0, 4)
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
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.commitTransaction result', error) from error


def _serve_Wallet_abandonTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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


def _serve_Wallet_transactionCanBeAbandoned(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.transactionCanBeAbandoned', error) from error
    try:
        r = impl.transaction_can_be_abandoned(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.transactionCanBeAbandoned result', error) from error


def _serve_Wallet_transactionCanBeResent(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.transactionCanBeResent', error) from error
    try:
        r = impl.transaction_can_be_resent(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.transactionCanBeResent result', error) from error


def _serve_Wallet_resendTransaction(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.resendTransaction', error) from error
    try:
        r = impl.resend_transaction(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.resendTransaction result', error) from error


def _serve_Wallet_getTxStatus(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getTxStatus', error) from error
    try:
        r = impl.get_tx_status(x2)
    except WalletError as error:
        return _fail_WalletError_0x20001_1_40(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_WalletTxStatus_110(r)
            q1 = 0x400000000
            w1 = 4
            t1 = b2
        head = _P46(0, 11 + w1, _K4, qid | NO_FINISH, _K45, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if w1 > 2048:
            return [head, t1]
        return head + t1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getTxStatus result', error) from error


def _serve_Wallet_getWalletTx(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getWalletTx', error) from error
    try:
        r = impl.get_wallet_tx(x2)
    except WalletError as error:
        return _fail_WalletError_0x20001_1_40(conn, qid, error)
    try:
        q1 = 0
        w1 = 0
        t1 = b''
        if r is not None:
            b2 = _put_WalletTx_115(r)
            q1 = 0x7000400000000
            w1 = (len(b2) >> 3)
            t1 = b2
        head = _P46(0, 11 + w1, _K4, qid | NO_FINISH, _K45, (1 if r is not None else 0), (q1 + 0x4 if q1 else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
        p1, b1 = _put_WalletTx_124(r)
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
        b1 = _put_WalletBalances_127(r)
        return _P6(0, 16, _K4, qid | NO_FINISH, _K129) + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getBalances result', error) from error


def _serve_Wallet_getAvailableBalance(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_CoinControl_89(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getAvailableBalance', error) from error
    try:
        r = impl.get_available_balance(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P133(0, 10, _K4, qid | NO_FINISH, _K14, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getAvailableBalance result', error) from error


def _serve_Wallet_listCoins(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.list_coins()
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_WalletCoin_136(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.listCoins result', error) from error


def _serve_Wallet_getCoins(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_tuple_of_OutPoint_91(buf, a + 8, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getCoins', error) from error
    try:
        r = impl.get_coins(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        p1, b1 = _put_OptionalWalletCoin_141(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getCoins result', error) from error


def _serve_Wallet_lockCoin(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1) = _U147(buf, a)
        else:
            (f1_0, p1_1), a = _unpack_large(_U147, buf, o + (c << 3), p - c, 1, 2)
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
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
        p1, b1 = _put_tuple_of_OutPoint_152(r)
        head = _P8(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K7, 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.listLockedCoins result', error) from error


def _serve_Wallet_isLockedCoin(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        lim = _budget()
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 8, p1_1)
        z3 = decode_outpoint(x2)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.isLockedCoin', error) from error
    try:
        r = impl.is_locked_coin(z3)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.isLockedCoin result', error) from error


def _serve_Wallet_getRequiredFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U157(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U157, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getRequiredFee', error) from error
    try:
        r = impl.get_required_fee(d1_0)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P133(0, 10, _K4, qid | NO_FINISH, _K14, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getRequiredFee result', error) from error


def _serve_Wallet_getMinimumFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U160(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U160, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        lim = _budget()
        x2 = _get_CoinControl_89(buf, a + 16, p1_1, lim)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.getMinimumFee', error) from error
    try:
        r = impl.get_minimum_fee(d1_0, x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1 = _put_FeeQuote_161(r)
        head = _P6(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K94)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getMinimumFee result', error) from error


def _serve_Wallet_getConfirmTarget(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_confirm_target()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P133(0, 10, _K4, qid | NO_FINISH, _K14, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getConfirmTarget result', error) from error


def _serve_Wallet_getDefaultMaxTxFee(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.get_default_max_tx_fee()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P133(0, 10, _K4, qid | NO_FINISH, _K14, r, b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.getDefaultMaxTxFee result', error) from error


def _serve_Wallet_remove(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl.remove()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.remove result', error) from error


def _serve_Wallet_handleUnload(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleUnload result', error) from error


def _serve_Wallet_handleTransactionChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleTransactionChanged result', error) from error


def _serve_Wallet_handleStatusChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleStatusChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleStatusChanged', error) from error
    try:
        r = impl.handle_status_changed(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleStatusChanged result', error) from error


def _serve_Wallet_handleAddressBookChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleAddressBookChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleAddressBookChanged', error) from error
    try:
        r = impl.handle_address_book_changed(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleAddressBookChanged result', error) from error


def _serve_Wallet_handleInstantLockReceived(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleInstantLockReceivedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleInstantLockReceived', error) from error
    try:
        r = impl.handle_instant_lock_received(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleInstantLockReceived result', error) from error


def _serve_Wallet_handleChainLockReceived(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleChainLockReceivedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleChainLockReceived', error) from error
    try:
        r = impl.handle_chain_lock_received(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleChainLockReceived result', error) from error


def _serve_Wallet_handleCanGetAddressesChanged(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, HandleCanGetAddressesChangedCallbackProxy)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.handleCanGetAddressesChanged', error) from error
    try:
        r = impl.handle_can_get_addresses_changed(x2)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r, handler_stubs.HandlerProxy._info, True)
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleCanGetAddressesChanged result', error) from error


def _serve_Wallet_handleShowProgress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('Wallet.handleShowProgress result', error) from error


def _serve_Wallet_fillPsbt(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, p1_1) = _U147(buf, a)
        else:
            (f1_0, p1_1), a = _unpack_large(_U147, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = (f1_0 & 1 != 0)
        z4 = (f1_0 & 2 != 0)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.fillPsbt', error) from error
    try:
        r = impl.fill_psbt(x2, z3, z4)
    except WalletError as error:
        return _fail_WalletError_0x20000_1_1(conn, qid, error)
    try:
        b1 = _put_FilledPsbt_189(r)
        head = _P6(0, 10 + (len(b1) >> 3), _K4, qid | NO_FINISH, _K94)
        if (len(b1) >> 3) > 2048:
            return [head, b1]
        return head + b1
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.fillPsbt result', error) from error


def _serve_Wallet_hasExternalSigner(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        r = impl.has_external_signer()
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.hasExternalSigner result', error) from error


def _serve_Wallet_displayAddress(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('Wallet.displayAddress', error) from error
    try:
        r = impl.display_address(x2)
    except WalletError as error:
        return _fail_WalletError_0x10001_0_12(conn, qid, error)
    try:
        return _P15(0, 10, _K4, qid | NO_FINISH, _K14, (1 if r else 0), b'\x00\x00\x00\x00\x00\x00\x00\x00')
    except ENCODE_ERRORS as error:
        raise _refused('Wallet.displayAddress result', error) from error


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
        0x861f51ca20f41b6f << 16 | 7: Method('haveWatchOnly', True, _serve_Wallet_haveWatchOnly, True, 0x10000, lambda: (describer(lambda: _D26), describer(lambda: _D27))),
        0x861f51ca20f41b6f << 16 | 8: Method('encryptWallet', True, _serve_Wallet_encryptWallet, True, 0x20000, lambda: (describer(lambda: _D29), describer(lambda: _D30))),
        0x861f51ca20f41b6f << 16 | 9: Method('isLocked', True, _serve_Wallet_isLocked, True, 0x10000, lambda: (describer(lambda: _D31), describer(lambda: _D32))),
        0x861f51ca20f41b6f << 16 | 10: Method('lock', True, _serve_Wallet_lock, True, 0x10000, lambda: (describer(lambda: _D33), describer(lambda: _D34))),
        0x861f51ca20f41b6f << 16 | 11: Method('unlock', True, _serve_Wallet_unlock, True, 0x20000, lambda: (describer(lambda: _D35), describer(lambda: _D36))),
        0x861f51ca20f41b6f << 16 | 12: Method('changeWalletPassphrase', True, _serve_Wallet_changeWalletPassphrase, True, 0x30000, lambda: (describer(lambda: _D38), describer(lambda: _D39))),
        0x861f51ca20f41b6f << 16 | 13: Method('getMnemonic', True, _serve_Wallet_getMnemonic, True, 0x10000, lambda: (describer(lambda: _D47), describer(lambda: _D48))),
        0x861f51ca20f41b6f << 16 | 14: Method('startRescan', True, _serve_Wallet_startRescan, True, 0x10001, lambda: (describer(lambda: _D52), describer(lambda: _D53))),
        0x861f51ca20f41b6f << 16 | 15: Method('abortRescan', True, _serve_Wallet_abortRescan, True, 0x10000, lambda: (describer(lambda: _D58), describer(lambda: _D59))),
        0x861f51ca20f41b6f << 16 | 16: Method('backupWallet', True, _serve_Wallet_backupWallet, True, 0x20000, lambda: (describer(lambda: _D60), describer(lambda: _D61))),
        0x861f51ca20f41b6f << 16 | 17: Method('getNewDestination', True, _serve_Wallet_getNewDestination, True, 0x20000, lambda: (describer(lambda: _D62), describer(lambda: _D63))),
        0x861f51ca20f41b6f << 16 | 18: Method('getAddresses', True, _serve_Wallet_getAddresses, True, 0x10000, lambda: (describer(lambda: _D66), describer(lambda: _D67))),
        0x861f51ca20f41b6f << 16 | 19: Method('setAddressBook', True, _serve_Wallet_setAddressBook, True, 0x40000, lambda: (describer(lambda: _D70), describer(lambda: _D71))),
        0x861f51ca20f41b6f << 16 | 20: Method('delAddressBook', True, _serve_Wallet_delAddressBook, True, 0x20000, lambda: (describer(lambda: _D72), describer(lambda: _D73))),
        0x861f51ca20f41b6f << 16 | 21: Method('getAddress', True, _serve_Wallet_getAddress, True, 0x20000, lambda: (describer(lambda: _D75), describer(lambda: _D76))),
        0x861f51ca20f41b6f << 16 | 22: Method('isSpendable', True, _serve_Wallet_isSpendable, True, 0x20000, lambda: (describer(lambda: _D77), describer(lambda: _D78))),
        0x861f51ca20f41b6f << 16 | 23: Method('getAddressReceiveRequests', True, _serve_Wallet_getAddressReceiveRequests, True, 0x10000, lambda: (describer(lambda: _D80), describer(lambda: _D81))),
        0x861f51ca20f41b6f << 16 | 24: Method('setAddressReceiveRequest', True, _serve_Wallet_setAddressReceiveRequest, True, 0x40000, lambda: (describer(lambda: _D82), describer(lambda: _D83))),
        0x861f51ca20f41b6f << 16 | 25: Method('signMessage', True, _serve_Wallet_signMessage, True, 0x30000, lambda: (describer(lambda: _D84), describer(lambda: _D85))),
        0x861f51ca20f41b6f << 16 | 26: Method('createTransaction', True, _serve_Wallet_createTransaction, True, 0x30001, lambda: (describer(lambda: _D95), describer(lambda: _D98))),
        0x861f51ca20f41b6f << 16 | 27: Method('commitTransaction', True, _serve_Wallet_commitTransaction, True, 0x40000, lambda: (describer(lambda: _D100), describer(lambda: _D101))),
        0x861f51ca20f41b6f << 16 | 28: Method('abandonTransaction', True, _serve_Wallet_abandonTransaction, True, 0x20000, lambda: (describer(lambda: _D102), describer(lambda: _D103))),
        0x861f51ca20f41b6f << 16 | 29: Method('transactionCanBeAbandoned', True, _serve_Wallet_transactionCanBeAbandoned, True, 0x20000, lambda: (describer(lambda: _D104), describer(lambda: _D105))),
        0x861f51ca20f41b6f << 16 | 30: Method('transactionCanBeResent', True, _serve_Wallet_transactionCanBeResent, True, 0x20000, lambda: (describer(lambda: _D106), describer(lambda: _D107))),
        0x861f51ca20f41b6f << 16 | 31: Method('resendTransaction', True, _serve_Wallet_resendTransaction, True, 0x20000, lambda: (describer(lambda: _D108), describer(lambda: _D109))),
        0x861f51ca20f41b6f << 16 | 32: Method('getTxStatus', True, _serve_Wallet_getTxStatus, True, 0x20000, lambda: (describer(lambda: _D112), describer(lambda: _D113))),
        0x861f51ca20f41b6f << 16 | 33: Method('getWalletTx', True, _serve_Wallet_getWalletTx, True, 0x20000, lambda: (describer(lambda: _D120), describer(lambda: _D121))),
        0x861f51ca20f41b6f << 16 | 34: Method('getWalletTxs', True, _serve_Wallet_getWalletTxs, True, 0x10000, lambda: (describer(lambda: _D125), describer(lambda: _D126))),
        0x861f51ca20f41b6f << 16 | 35: Method('getBalances', True, _serve_Wallet_getBalances, True, 0x10000, lambda: (describer(lambda: _D130), describer(lambda: _D131))),
        0x861f51ca20f41b6f << 16 | 36: Method('getAvailableBalance', True, _serve_Wallet_getAvailableBalance, True, 0x20000, lambda: (describer(lambda: _D134), describer(lambda: _D135))),
        0x861f51ca20f41b6f << 16 | 37: Method('listCoins', True, _serve_Wallet_listCoins, True, 0x10000, lambda: (describer(lambda: _D138), describer(lambda: _D139))),
        0x861f51ca20f41b6f << 16 | 38: Method('getCoins', True, _serve_Wallet_getCoins, True, 0x20000, lambda: (describer(lambda: _D144), describer(lambda: _D145))),
        0x861f51ca20f41b6f << 16 | 39: Method('lockCoin', True, _serve_Wallet_lockCoin, True, 0x20001, lambda: (describer(lambda: _D148), describer(lambda: _D149))),
        0x861f51ca20f41b6f << 16 | 40: Method('unlockCoin', True, _serve_Wallet_unlockCoin, True, 0x20000, lambda: (describer(lambda: _D150), describer(lambda: _D151))),
        0x861f51ca20f41b6f << 16 | 41: Method('listLockedCoins', True, _serve_Wallet_listLockedCoins, True, 0x10000, lambda: (describer(lambda: _D153), describer(lambda: _D154))),
        0x861f51ca20f41b6f << 16 | 42: Method('isLockedCoin', True, _serve_Wallet_isLockedCoin, True, 0x20000, lambda: (describer(lambda: _D155), describer(lambda: _D156))),
        0x861f51ca20f41b6f << 16 | 43: Method('getRequiredFee', True, _serve_Wallet_getRequiredFee, True, 0x10001, lambda: (describer(lambda: _D158), describer(lambda: _D159))),
        0x861f51ca20f41b6f << 16 | 44: Method('getMinimumFee', True, _serve_Wallet_getMinimumFee, True, 0x20001, lambda: (describer(lambda: _D162), describer(lambda: _D163))),
        0x861f51ca20f41b6f << 16 | 45: Method('getConfirmTarget', True, _serve_Wallet_getConfirmTarget, True, 0x10000, lambda: (describer(lambda: _D165), describer(lambda: _D166))),
        0x861f51ca20f41b6f << 16 | 46: Method('getDefaultMaxTxFee', True, _serve_Wallet_getDefaultMaxTxFee, True, 0x10000, lambda: (describer(lambda: _D167), describer(lambda: _D168))),
        0x861f51ca20f41b6f << 16 | 47: Method('remove', True, _serve_Wallet_remove, True, 0x10000, lambda: (describer(lambda: _D169), describer(lambda: _D170))),
        0x861f51ca20f41b6f << 16 | 48: Method('handleUnload', True, _serve_Wallet_handleUnload, False, 0x20000, lambda: (describer(lambda: _D173), describer(lambda: _D174))),
        0x861f51ca20f41b6f << 16 | 49: Method('handleTransactionChanged', True, _serve_Wallet_handleTransactionChanged, False, 0x20000, lambda: (describer(lambda: _D175), describer(lambda: _D176))),
        0x861f51ca20f41b6f << 16 | 50: Method('handleStatusChanged', True, _serve_Wallet_handleStatusChanged, False, 0x20000, lambda: (describer(lambda: _D177), describer(lambda: _D178))),
        0x861f51ca20f41b6f << 16 | 51: Method('handleAddressBookChanged', True, _serve_Wallet_handleAddressBookChanged, False, 0x20000, lambda: (describer(lambda: _D179), describer(lambda: _D180))),
        0x861f51ca20f41b6f << 16 | 52: Method('handleInstantLockReceived', True, _serve_Wallet_handleInstantLockReceived, False, 0x20000, lambda: (describer(lambda: _D181), describer(lambda: _D182))),
        0x861f51ca20f41b6f << 16 | 53: Method('handleChainLockReceived', True, _serve_Wallet_handleChainLockReceived, False, 0x20000, lambda: (describer(lambda: _D183), describer(lambda: _D184))),
        0x861f51ca20f41b6f << 16 | 54: Method('handleCanGetAddressesChanged', True, _serve_Wallet_handleCanGetAddressesChanged, False, 0x20000, lambda: (describer(lambda: _D185), describer(lambda: _D186))),
        0x861f51ca20f41b6f << 16 | 55: Method('handleShowProgress', True, _serve_Wallet_handleShowProgress, False, 0x20000, lambda: (describer(lambda: _D187), describer(lambda: _D188))),
        0x861f51ca20f41b6f << 16 | 56: Method('fillPsbt', True, _serve_Wallet_fillPsbt, True, 0x20001, lambda: (describer(lambda: _D191), describer(lambda: _D192))),
        0x861f51ca20f41b6f << 16 | 57: Method('hasExternalSigner', True, _serve_Wallet_hasExternalSigner, True, 0x10000, lambda: (describer(lambda: _D194), describer(lambda: _D195))),
        0x861f51ca20f41b6f << 16 | 58: Method('displayAddress', True, _serve_Wallet_displayAddress, True, 0x20000, lambda: (describer(lambda: _D196), describer(lambda: _D197))),
    },
    proxy=WalletProxy,
    destroy=0x861f51ca20f41b6f << 16 | 0,
)


def _serve_WalletLoader_createWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1, p1_2) = _U263(buf, a)
        else:
            (d1_0, p1_1, p1_2), a = _unpack_large(_U263, buf, o + (c << 3), p - c, 1, 3)
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
        return _fail_WalletError_0x30000_2_264(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r[0], WalletProxy._info, True)
        p2, b2 = _put_tuple_of_Text_116(r[1])
        head = _P267(0, 11 + (len(b2) >> 3) + cx.words(), _K4, cx.flags(qid), _K266, cx.pointer(3 + (len(b2) >> 3)), c1, 0x4 + p2, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('WalletLoader.loadWallet', error) from error
    try:
        r = impl.load_wallet(x2)
    except WalletError as error:
        return _fail_WalletError_0x30000_2_264(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r[0], WalletProxy._info, True)
        p2, b2 = _put_tuple_of_Text_116(r[1])
        head = _P267(0, 11 + (len(b2) >> 3) + cx.words(), _K4, cx.flags(qid), _K266, cx.pointer(3 + (len(b2) >> 3)), c1, 0x4 + p2, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b2) >> 3) > 2048:
            return [head, b2, cx.table()]
        return head + b2 + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.loadWallet result', error) from error


def _serve_WalletLoader_restoreWallet(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1, p1_2) = _U37(buf, a)
        else:
            (p1_1, p1_2), a = _unpack_large(_U37, buf, o + (c << 3), p - c, 0, 3)
        end = len(buf)
        s2 = a + 16 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 8, p1_1)
        s3 = a + 24 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 16, p1_2)
    except DECODE_ERRORS as error:
        raise _malformed('WalletLoader.restoreWallet', error) from error
    try:
        r = impl.restore_wallet(x2, x3)
    except WalletError as error:
        return _fail_WalletError_0x30000_2_264(conn, qid, error)
    cx = CapSink(conn, 0)
    try:
        c1 = cx.add(r[0], WalletProxy._info, True)
        p2, b2 = _put_tuple_of_Text_116(r[1])
        head = _P267(0, 11 + (len(b2) >> 3) + cx.words(), _K4, cx.flags(qid), _K266, cx.pointer(3 + (len(b2) >> 3)), c1, 0x4 + p2, b'\x00\x00\x00\x00\x00\x00\x00\x00')
        if (len(b2) >> 3) > 2048:
            return [head, b2, cx.table()]
        return head + b2 + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.restoreWallet result', error) from error


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
        p1, b1 = _put_tuple_of_Text_116(r)
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
        p1, b1 = _put_Wallet_278(r, cx)
        head = _P172(0, 10 + (len(b1) >> 3) + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2 + (len(b1) >> 3)), 0x4 + p1, b'\x00\x00\x00\x00\x00\x00\x00\x00')
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
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
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
        return _P172(0, 10 + cx.words(), _K4, cx.flags(qid), _K171, cx.pointer(2), c1, b'\x00\x00\x00\x00\x00\x00\x00\x00') + cx.table()
    except ENCODE_ERRORS as error:
        cx.undo()
        raise _refused('WalletLoader.handleLoadWallet result', error) from error


WalletLoaderProxy._info = InterfaceInfo(
    0xd9a81005fab8519b,
    'WalletLoader',
    {
        **chain_stubs.ChainClientProxy._info.methods,
        0xd9a81005fab8519b << 16 | 0: Method('createWallet', True, _serve_WalletLoader_createWallet, False, 0x30001, lambda: (describer(lambda: _D268), describer(lambda: _D269))),
        0xd9a81005fab8519b << 16 | 1: Method('loadWallet', True, _serve_WalletLoader_loadWallet, False, 0x20000, lambda: (describer(lambda: _D270), describer(lambda: _D271))),
        0xd9a81005fab8519b << 16 | 2: Method('restoreWallet', True, _serve_WalletLoader_restoreWallet, False, 0x30000, lambda: (describer(lambda: _D272), describer(lambda: _D273))),
        0xd9a81005fab8519b << 16 | 3: Method('getWalletDir', True, _serve_WalletLoader_getWalletDir, True, 0x10000, lambda: (describer(lambda: _D274), describer(lambda: _D275))),
        0xd9a81005fab8519b << 16 | 4: Method('listWalletDir', True, _serve_WalletLoader_listWalletDir, True, 0x10000, lambda: (describer(lambda: _D276), describer(lambda: _D277))),
        0xd9a81005fab8519b << 16 | 5: Method('getWallets', True, _serve_WalletLoader_getWallets, False, 0x10000, lambda: (describer(lambda: _D279), describer(lambda: _D280))),
        0xd9a81005fab8519b << 16 | 6: Method('handleLoadWallet', True, _serve_WalletLoader_handleLoadWallet, False, 0x20000, lambda: (describer(lambda: _D281), describer(lambda: _D282))),
    },
    proxy=WalletLoaderProxy,
    destroy=0xbb3b5ceffe1ca705 << 16 | 0,
    bases=(chain_stubs.ChainClientProxy._info,),
)


def _serve_HandleUnloadCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleUnloadCallback.call result', error) from error


HandleUnloadCallbackProxy._info = InterfaceInfo(
    0x9f3c711447aba8c8,
    'HandleUnloadCallback',
    {
        0x9f3c711447aba8c8 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0x9f3c711447aba8c8 << 16 | 1: Method('call', True, _serve_HandleUnloadCallback_call, True, 0x10000, lambda: (describer(lambda: _D287), describer(lambda: _D288))),
    },
    proxy=HandleUnloadCallbackProxy,
    destroy=0x9f3c711447aba8c8 << 16 | 0,
)


def _serve_HandleTransactionChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U290(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U290, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = bytes(buf[s2:e2]) if p1_1 & 0x700000003 == 0x200000001 and e2 <= end else _data_at(buf, a + 16, p1_1)
        z3 = _E291[d1_0]
    except DECODE_ERRORS as error:
        raise _malformed('HandleTransactionChangedCallback.call', error) from error
    try:
        impl(x2, z3)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleTransactionChangedCallback.call result', error) from error


HandleTransactionChangedCallbackProxy._info = InterfaceInfo(
    0xbc178ae0ee7a613f,
    'HandleTransactionChangedCallback',
    {
        0xbc178ae0ee7a613f << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xbc178ae0ee7a613f << 16 | 1: Method('call', True, _serve_HandleTransactionChangedCallback_call, True, 0x20001, lambda: (describer(lambda: _D292), describer(lambda: _D293))),
    },
    proxy=HandleTransactionChangedCallbackProxy,
    destroy=0xbc178ae0ee7a613f << 16 | 0,
)


def _serve_HandleStatusChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleStatusChangedCallback.call result', error) from error


HandleStatusChangedCallbackProxy._info = InterfaceInfo(
    0xd8b6bfadec1289eb,
    'HandleStatusChangedCallback',
    {
        0xd8b6bfadec1289eb << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xd8b6bfadec1289eb << 16 | 1: Method('call', True, _serve_HandleStatusChangedCallback_call, True, 0x10000, lambda: (describer(lambda: _D296), describer(lambda: _D297))),
    },
    proxy=HandleStatusChangedCallbackProxy,
    destroy=0xd8b6bfadec1289eb << 16 | 0,
)


def _serve_HandleAddressBookChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (f1_0, d1_4, p1_1, p1_2, p1_3) = _U299(buf, a)
        else:
            (f1_0, d1_4, p1_1, p1_2, p1_3), a = _unpack_large(_U299, buf, o + (c << 3), p - c, 1, 4)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
        s3 = a + 32 + ((p1_2 & 0xfffffffc) << 1)
        e3 = s3 + (p1_2 >> 35)
        x3: Any = str(buf[s3:e3 - 1], 'utf-8') if p1_2 & 0x700000003 == 0x200000001 and s3 < e3 <= end else _text_at(buf, a + 24, p1_2)
        s4 = a + 40 + ((p1_3 & 0xfffffffc) << 1)
        e4 = s4 + (p1_3 >> 35)
        x4: Any = str(buf[s4:e4 - 1], 'utf-8') if p1_3 & 0x700000003 == 0x200000001 and s4 < e4 <= end else _text_at(buf, a + 32, p1_3)
        z5 = (f1_0 & 1 != 0)
        z6 = _E291[d1_4]
    except DECODE_ERRORS as error:
        raise _malformed('HandleAddressBookChangedCallback.call', error) from error
    try:
        impl(x2, x3, z5, x4, z6)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleAddressBookChangedCallback.call result', error) from error


HandleAddressBookChangedCallbackProxy._info = InterfaceInfo(
    0xace365971015ab5f,
    'HandleAddressBookChangedCallback',
    {
        0xace365971015ab5f << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xace365971015ab5f << 16 | 1: Method('call', True, _serve_HandleAddressBookChangedCallback_call, True, 0x40001, lambda: (describer(lambda: _D300), describer(lambda: _D301))),
    },
    proxy=HandleAddressBookChangedCallbackProxy,
    destroy=0xace365971015ab5f << 16 | 0,
)


def _serve_HandleInstantLockReceivedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleInstantLockReceivedCallback.call result', error) from error


HandleInstantLockReceivedCallbackProxy._info = InterfaceInfo(
    0xb657d9ca504db549,
    'HandleInstantLockReceivedCallback',
    {
        0xb657d9ca504db549 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xb657d9ca504db549 << 16 | 1: Method('call', True, _serve_HandleInstantLockReceivedCallback_call, True, 0x10000, lambda: (describer(lambda: _D305), describer(lambda: _D306))),
    },
    proxy=HandleInstantLockReceivedCallbackProxy,
    destroy=0xb657d9ca504db549 << 16 | 0,
)


def _serve_HandleChainLockReceivedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0,) = _U308(buf, a)
        else:
            (d1_0,), a = _unpack_large(_U308, buf, o + (c << 3), p - c, 1, 1)
    except DECODE_ERRORS as error:
        raise _malformed('HandleChainLockReceivedCallback.call', error) from error
    try:
        impl(d1_0)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleChainLockReceivedCallback.call result', error) from error


HandleChainLockReceivedCallbackProxy._info = InterfaceInfo(
    0xa61b151a96fc38ba,
    'HandleChainLockReceivedCallback',
    {
        0xa61b151a96fc38ba << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xa61b151a96fc38ba << 16 | 1: Method('call', True, _serve_HandleChainLockReceivedCallback_call, True, 0x10001, lambda: (describer(lambda: _D309), describer(lambda: _D310))),
    },
    proxy=HandleChainLockReceivedCallbackProxy,
    destroy=0xa61b151a96fc38ba << 16 | 0,
)


def _serve_HandleCanGetAddressesChangedCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        impl()
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleCanGetAddressesChangedCallback.call result', error) from error


HandleCanGetAddressesChangedCallbackProxy._info = InterfaceInfo(
    0xd0e3ca8b0f73c8c3,
    'HandleCanGetAddressesChangedCallback',
    {
        0xd0e3ca8b0f73c8c3 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xd0e3ca8b0f73c8c3 << 16 | 1: Method('call', True, _serve_HandleCanGetAddressesChangedCallback_call, True, 0x10000, lambda: (describer(lambda: _D313), describer(lambda: _D314))),
    },
    proxy=HandleCanGetAddressesChangedCallbackProxy,
    destroy=0xd0e3ca8b0f73c8c3 << 16 | 0,
)


def _serve_HandleShowProgressCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 1:
            a = o + (c << 3)
            (d1_0, p1_1) = _U160(buf, a)
        else:
            (d1_0, p1_1), a = _unpack_large(_U160, buf, o + (c << 3), p - c, 1, 2)
        end = len(buf)
        s2 = a + 24 + ((p1_1 & 0xfffffffc) << 1)
        e2 = s2 + (p1_1 >> 35)
        x2: Any = str(buf[s2:e2 - 1], 'utf-8') if p1_1 & 0x700000003 == 0x200000001 and s2 < e2 <= end else _text_at(buf, a + 16, p1_1)
    except DECODE_ERRORS as error:
        raise _malformed('HandleShowProgressCallback.call', error) from error
    try:
        impl(x2, d1_0)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleShowProgressCallback.call result', error) from error


HandleShowProgressCallbackProxy._info = InterfaceInfo(
    0xf42ebbd80f12ec0c,
    'HandleShowProgressCallback',
    {
        0xf42ebbd80f12ec0c << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xf42ebbd80f12ec0c << 16 | 1: Method('call', True, _serve_HandleShowProgressCallback_call, True, 0x20001, lambda: (describer(lambda: _D316), describer(lambda: _D317))),
    },
    proxy=HandleShowProgressCallbackProxy,
    destroy=0xf42ebbd80f12ec0c << 16 | 0,
)


def _serve_HandleLoadWalletCallback_call(conn: Connection, state: State, impl: Any, qid: int, W: Words, buf: Buffer, o: int, c: int, p: int, t: int) -> Reply:
    try:
        if p - c == 0:
            a = o + (c << 3)
            (p1_1,) = _U28(buf, a)
        else:
            (p1_1,), a = _unpack_large(_U28, buf, o + (c << 3), p - c, 0, 2)
        cs = CapSource(conn, W, t, state)
        x2 = cs.take(p1_1, WalletProxy)
    except DECODE_ERRORS as error:
        raise _malformed('HandleLoadWalletCallback.call', error) from error
    try:
        impl(x2)
    except WalletError as error:
        return _fail_WalletError_0x10000_0_54(conn, qid, error)
    try:
        return _P56(0, 9, _K4, qid | NO_FINISH, _K57)
    except ENCODE_ERRORS as error:
        raise _refused('HandleLoadWalletCallback.call result', error) from error


HandleLoadWalletCallbackProxy._info = InterfaceInfo(
    0xba136c8fdf03d591,
    'HandleLoadWalletCallback',
    {
        0xba136c8fdf03d591 << 16 | 0: Method('destroy', True, serve_destroy, False, 0x10000),
        0xba136c8fdf03d591 << 16 | 1: Method('call', True, _serve_HandleLoadWalletCallback_call, False, 0x20000, lambda: (describer(lambda: _D320), describer(lambda: _D321))),
    },
    proxy=HandleLoadWalletCallbackProxy,
    destroy=0xba136c8fdf03d591 << 16 | 0,
)

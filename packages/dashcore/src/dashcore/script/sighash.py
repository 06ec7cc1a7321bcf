"""What a signature signs: the digest of a transaction as one of its inputs sees it.

The hash type, a byte behind each signature, chooses how much of the transaction the
digest covers. Dash keeps Bitcoin's original form; a typed transaction adds its extra
payload. Mirrors SignatureHash in script/interpreter.cpp.
"""

from hashlib import sha256
from struct import Struct

from dashcore.primitives.transaction import Transaction
from dashcore.script.opcodes import OP_CODESEPARATOR
from dashcore.script.script import BadScriptError, read_op
from dashcore.util.serialize import encode_bytes, encode_compact_size

SIGHASH_ALL = 1
SIGHASH_NONE = 2
SIGHASH_SINGLE = 3
SIGHASH_ANYONECANPAY = 0x80
SIGHASH_BASE_MASK = 0x1F

_SINGLE_WITHOUT_OUTPUT = b"\x01" + bytes(31)  # the number one, which C++ returns instead of a digest
_BLANK_OUTPUT = b"\xff" * 8 + b"\0"  # value -1, empty script
_INPUT = Struct("<32sIBI")
_INPUT_SIZE = 41  # bytes of an input without a script
_SCRIPT_AT = 36  # bytes before the script of an input
_U32 = Struct("<I")
_TYPE_BYTES = {hash_type: _U32.pack(hash_type) for hash_type in range(256)}


def encode_script_code(code: bytes) -> bytes:
    """Encode the script that is being satisfied, with its length and without OP_CODESEPARATOR.

    Behind a malformed push nothing is written although the length counts it: what C++
    does, which can only matter to scripts that fail anyway.

    Source: C++ CTransactionSignatureSerializer::SerializeScriptCode.
    """
    if len(code) == 25 and code[:3] == b"\x76\xa9\x14":  # pay to public key hash
        return b"\x19" + code
    parts = []
    separators = kept = at = 0
    try:
        while at < len(code):
            opcode, _, end = read_op(code, at)
            if opcode == OP_CODESEPARATOR:
                parts.append(code[kept:at])
                separators += 1
                kept = end
            at = end
    except BadScriptError as bad:
        at = bad.position
    parts.append(code[kept:at])
    return encode_compact_size(len(code) - separators) + b"".join(parts)


class SighashCache:
    """The digests of one transaction, with what all its inputs have in common encoded once.

    Threads: any number may ask at the same time.
    """

    __slots__ = ("_blank", "_first_input", "tx")

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self._blank: bytes | None = None  # the transaction with every script emptied
        self._first_input = 0  # offset in it

    def _encode_blank(self) -> bytes:
        tx = self.tx
        raw = tx.serialize()
        head = raw[:4] + encode_compact_size(len(tx.inputs))
        parts = [head]
        outputs_at = len(head)
        for txin in tx.inputs:
            parts.append(_INPUT.pack(txin.prevout.txid, txin.prevout.index, 0, txin.sequence))
            size = len(txin.script_sig)
            outputs_at += _INPUT_SIZE + size
            if size >= 0xFD:
                outputs_at += len(encode_compact_size(size)) - 1
        parts.append(raw[outputs_at:])
        self._first_input = len(head)
        blank = b"".join(parts)
        self._blank = blank
        return blank

    def signature_hash(self, code: bytes, index: int, hash_type: int) -> bytes:
        """Return the 32 byte digest.

        Args:
            code: the script being satisfied, from the last OP_CODESEPARATOR that ran.
            index: number of the input, which must exist.
            hash_type: 32 bits with or without sign; from a signature, its last byte.

        Source: C++ SignatureHash.
        """
        base = hash_type & SIGHASH_BASE_MASK
        if base in {SIGHASH_NONE, SIGHASH_SINGLE} or hash_type & SIGHASH_ANYONECANPAY:
            return self._partial_hash(code, index, hash_type)
        blank = self._blank or self._encode_blank()
        at = self._first_input + _INPUT_SIZE * index + _SCRIPT_AT
        tail = _TYPE_BYTES.get(hash_type) or _U32.pack(hash_type & 0xFFFFFFFF)
        data = b"".join((blank[:at], encode_script_code(code), blank[at + 1 :], tail))
        return sha256(sha256(data).digest()).digest()

    def _partial_hash(self, code: bytes, index: int, hash_type: int) -> bytes:
        tx = self.tx
        base = hash_type & SIGHASH_BASE_MASK
        if base == SIGHASH_SINGLE and index >= len(tx.outputs):
            return _SINGLE_WITHOUT_OUTPUT
        parts = [tx.serialize()[:4]]
        signed = range(index, index + 1) if hash_type & SIGHASH_ANYONECANPAY else range(len(tx.inputs))
        parts.append(encode_compact_size(len(signed)))
        for number in signed:
            txin = tx.inputs[number]
            others_sequence = base in {SIGHASH_NONE, SIGHASH_SINGLE} and number != index
            parts += (
                txin.prevout.serialize(),
                encode_script_code(code) if number == index else b"\0",
                bytes(4) if others_sequence else _U32.pack(txin.sequence),
            )
        if base == SIGHASH_NONE:
            parts.append(b"\0")
        elif base == SIGHASH_SINGLE:
            parts += (encode_compact_size(index + 1), _BLANK_OUTPUT * index, tx.outputs[index].serialize())
        else:
            parts.append(encode_compact_size(len(tx.outputs)))
            parts += [txout.serialize() for txout in tx.outputs]
        parts.append(_U32.pack(tx.lock_time))
        if tx.has_extra_payload:
            parts.append(encode_bytes(tx.extra_payload))
        parts.append(_U32.pack(hash_type & 0xFFFFFFFF))
        return sha256(sha256(b"".join(parts)).digest()).digest()


def signature_hash(code: bytes, tx: Transaction, index: int, hash_type: int) -> bytes:
    """Return one digest; for several of the same transaction keep a `SighashCache`."""
    return SighashCache(tx).signature_hash(code, index, hash_type)

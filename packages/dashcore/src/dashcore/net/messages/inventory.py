"""What `inv`, `getdata` and `notfound` carry: what one has, wants, or lacks. Mirrors CInv of protocol.h."""

from collections.abc import Sequence
from struct import Struct
from typing import Final, NamedTuple

from dashcore.net.protocol import InvType
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError, decode_compact_size, encode_compact_size

_ENTRY = Struct("<I32s")

MESSAGE_OF: Final[dict[int, str]] = {
    InvType.TX: "tx",
    InvType.BLOCK: "block",
    InvType.FILTERED_BLOCK: "merkleblock",
    InvType.CMPCT_BLOCK: "cmpctblock",
    InvType.SPORK: "spork",
    InvType.DSTX: "dstx",
    InvType.GOVERNANCE_OBJECT: "govobj",
    InvType.GOVERNANCE_OBJECT_VOTE: "govobjvote",
    InvType.QUORUM_FINAL_COMMITMENT: "qfcommit",
    InvType.QUORUM_CONTRIB: "qcontrib",
    InvType.QUORUM_COMPLAINT: "qcomplaint",
    InvType.QUORUM_JUSTIFICATION: "qjustify",
    InvType.QUORUM_PREMATURE_COMMITMENT: "qpcommit",
    InvType.QUORUM_RECOVERED_SIG: "qsigrec",
    InvType.CLSIG: "clsig",
    InvType.ISDLOCK: "isdlock",
    InvType.DSQ: "dsq",
    InvType.PLATFORM_BAN: "platformban",
}  # by which message a thing comes that was asked for; what is not here is of an unknown type


class Inv(NamedTuple):
    """Names a thing.

    Attributes:
        type: an `InvType`, or a number this version does not know.
        hash: of the thing, 32 bytes.
    """

    type: int
    hash: bytes

    def __str__(self) -> str:
        return f"{MESSAGE_OF.get(self.type) or f'0x{self.type:08x}'} {display_hash(self.hash)}"


def encode_inventory(entries: Sequence[Inv]) -> bytes:
    """Return the payload that names these."""
    return encode_compact_size(len(entries)) + b"".join([_ENTRY.pack(*entry) for entry in entries])


def decode_inventory(payload: bytes) -> list[Inv]:
    """Read what a payload names; how many that may be is the receiver's rule.

    Raises:
        SerializationError: cut short.
    """
    count, at = decode_compact_size(payload, 0)
    end = at + count * _ENTRY.size
    if end > len(payload):
        raise SerializationError("end of data")
    return [Inv(*entry) for entry in _ENTRY.iter_unpack(payload[at:end])]

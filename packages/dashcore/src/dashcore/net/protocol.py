"""Numbers of the peer-to-peer protocol. Mirrors protocol.h, version.h and the limits of net.h and net_processing.cpp."""

from enum import IntEnum, IntFlag
from typing import Final

PROTOCOL_VERSION: Final = 70240
INIT_PROTO_VERSION: Final = 209
MIN_PEER_PROTO_VERSION: Final = 70221
ADDRV2_PROTO_VERSION: Final = 70223
INCREASE_MAX_HEADERS2_VERSION: Final = 70235
BIP324_DASH_BASELINE_VERSION: Final = 70235
PLATFORM_BAN_V2_SHORT_ID_VERSION: Final = 70240

MAX_MESSAGE_SIZE: Final = 3 * 1024 * 1024  # bytes of payload
MAX_COMMAND_SIZE: Final = 12  # bytes of a message's name
MAX_SUBVERSION_LENGTH: Final = 256
MAX_INV_SIZE: Final = 50_000
MAX_HEADERS_UNCOMPRESSED: Final = 2000
MAX_HEADERS_COMPRESSED: Final = 8000
MAX_LOCATOR_SIZE: Final = 101
MAX_ADDR_TO_SEND: Final = 1000


class Services(IntFlag):
    """What a node offers. Source: C++ ServiceFlags."""

    NONE = 0
    NETWORK = 1 << 0
    BLOOM = 1 << 2
    COMPACT_FILTERS = 1 << 6
    NETWORK_LIMITED = 1 << 10
    HEADERS_COMPRESSED = 1 << 11
    P2P_V2 = 1 << 12


class InvType(IntEnum):
    """What an inventory entry names. Source: C++ GetDataMsg."""

    UNDEFINED = 0
    TX = 1
    BLOCK = 2
    FILTERED_BLOCK = 3
    SPORK = 6
    DSTX = 16
    GOVERNANCE_OBJECT = 17
    GOVERNANCE_OBJECT_VOTE = 18
    CMPCT_BLOCK = 20
    QUORUM_FINAL_COMMITMENT = 21
    QUORUM_CONTRIB = 23
    QUORUM_COMPLAINT = 24
    QUORUM_JUSTIFICATION = 25
    QUORUM_PREMATURE_COMMITMENT = 26
    QUORUM_RECOVERED_SIG = 28
    CLSIG = 29
    ISDLOCK = 31
    DSQ = 32
    PLATFORM_BAN = 33

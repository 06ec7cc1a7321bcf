"""Whether a masternode's addresses and ports are acceptable on a network. Mirrors CheckService and CheckPlatformFields."""

from dashcore.consensus.networks import MAIN
from dashcore.consensus.params import ChainParams
from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.evo.netinfo import NetEntry, SingleNetInfo
from dashcore.evo.payload import KEY_ID_SIZE
from dashcore.evo.providertx import (
    VERSION_EXTENDED_ADDRESSES,
    MasternodeType,
    RegisterPayload,
    UpdateServicePayload,
)
from dashcore.primitives.net_address import NetService, NetworkId

MAIN_PORT = 9999
MAIN_PLATFORM_P2P_PORT = 26656
MAIN_PLATFORM_HTTP_PORT = 443
_NULL_NODE_ID = bytes(KEY_ID_SIZE)
# (network, bits): not reachable from outside. Source: RFC 1122, 1918, 2544, 3927, 5737, 6598
_LOCAL_IPV4 = (
    (b"\x00\x00\x00\x00", 8),
    (b"\x7f\x00\x00\x00", 8),
    (b"\x0a\x00\x00\x00", 8),
    (b"\xc0\xa8\x00\x00", 16),
    (b"\xac\x10\x00\x00", 12),
    (b"\xc6\x12\x00\x00", 15),
    (b"\xa9\xfe\x00\x00", 16),
    (b"\x64\x40\x00\x00", 10),
    (b"\xc0\x00\x02\x00", 24),
    (b"\xc6\x33\x64\x00", 24),
    (b"\xcb\x00\x71\x00", 24),
)


def is_routable_ipv4(address: bytes) -> bool:
    """Whether an address is reachable from everywhere.

    Args:
        address: 4 bytes, most significant first.

    Source: C++ CNetAddr::IsRoutable.
    """
    number = int.from_bytes(address, "big")
    for network, bits in _LOCAL_IPV4:
        shift = 32 - bits
        if number >> shift == int.from_bytes(network, "big") >> shift:
            return False
    return True


def check_service(payload: RegisterPayload | UpdateServicePayload, chain: ChainParams) -> None:
    """Check the address of a payload in the old form; lists of version 3 came with rules of their own.

    Raises:
        InvalidTxError: "bad-protx-netinfo-bad", "bad-protx-netinfo-addr-type",
            "bad-protx-netinfo-addr-unroutable", "bad-protx-netinfo-port".

    Source: C++ CheckService, MnNetInfo::Validate.
    """
    info = payload.net_info
    if not isinstance(info, SingleNetInfo):
        _check_entries(tuple(info.entries()), chain)
        return
    service = info.service
    if not service.is_valid:
        raise _bad("bad-protx-netinfo-bad")
    if service.network != NetworkId.IPV4:
        raise _bad("bad-protx-netinfo-addr-type")
    if chain.require_routable_external_ip and not is_routable_ipv4(service.address):
        raise _bad("bad-protx-netinfo-addr-unroutable")
    if (chain.name == MAIN) is not (service.port == MAIN_PORT):
        raise _bad("bad-protx-netinfo-port")


def check_platform_fields(payload: RegisterPayload | UpdateServicePayload, chain: ChainParams) -> None:
    """Check what an Evo node says of Platform; nothing is asked of a regular one.

    Raises:
        InvalidTxError: "bad-protx-platform-nodeid", "bad-protx-platform-p2p-port",
            "bad-protx-platform-http-port", "bad-protx-platform-dup-ports".

    Source: C++ CheckPlatformFields.
    """
    if payload.type != MasternodeType.EVO:
        return
    fields = payload.platform
    if fields.node_id == _NULL_NODE_ID:
        raise _bad("bad-protx-platform-nodeid")
    if payload.version >= VERSION_EXTENDED_ADDRESSES:
        return  # the ports are in the lists and cannot be encoded here
    if chain.name == MAIN:
        if fields.p2p_port != MAIN_PLATFORM_P2P_PORT:
            raise _bad("bad-protx-platform-p2p-port")
        if fields.http_port != MAIN_PLATFORM_HTTP_PORT:
            raise _bad("bad-protx-platform-http-port")
    if fields.p2p_port == MAIN_PORT:
        raise _bad("bad-protx-platform-p2p-port")
    if fields.http_port == MAIN_PORT:
        raise _bad("bad-protx-platform-http-port")
    core_port = payload.net_info.service.port if isinstance(payload.net_info, SingleNetInfo) else 0
    if len({fields.p2p_port, fields.http_port, core_port}) != 3:
        raise _bad("bad-protx-platform-dup-ports")


def _check_entries(entries: tuple[NetEntry, ...], chain: ChainParams) -> None:
    if len(set(entries)) != len(entries) or not all(entry.is_valid for entry in entries):
        raise _bad("bad-protx-netinfo-bad")
    for entry in entries:
        if (
            isinstance(entry, NetService)
            and chain.require_routable_external_ip
            and entry.network == NetworkId.IPV4
            and not is_routable_ipv4(entry.address)
        ):
            raise _bad("bad-protx-netinfo-addr-unroutable")


def _bad(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.BAD_SPECIAL, reason)

"""The extra payloads of special transactions as JSON. Mirrors evo/core_write.cpp and llmq/core_write.cpp."""

from collections.abc import Callable
from ipaddress import IPv6Address

from dashcore.evo.assetlock import AssetLockPayload, AssetUnlockPayload
from dashcore.evo.cbtx import VERSION_CHAINLOCK, VERSION_QUORUMS, CoinbasePayload
from dashcore.evo.mnhf import MnhfPayload
from dashcore.evo.netinfo import NetDomain, NetEntry, NetInfo, NetPurpose
from dashcore.evo.providertx import (
    MasternodeType,
    PlatformFields,
    RegisterPayload,
    RevokePayload,
    UpdateRegistrarPayload,
    UpdateServicePayload,
)
from dashcore.llmq.commitment import Bits, CommitmentPayload
from dashcore.primitives.net_address import NetService, NetworkId
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.primitives.types import Script
from dashcore.rpc.command import Json, JsonAmount
from dashcore.script.address import KeyPrefixes, encode_destination
from dashcore.script.asm import script_to_asm
from dashcore.script.standard import PKHash, extract_destination, solve
from dashcore.util.hashes import display_hash
from dashcore.util.serialize import SerializationError

_NO_SERVICE = NetService(network=NetworkId.IPV6, address=bytes(16), port=0)
_PURPOSES = {
    NetPurpose.CORE_P2P: "core_p2p",
    NetPurpose.PLATFORM_P2P: "platform_p2p",
    NetPurpose.PLATFORM_HTTPS: "platform_https",
}


def special_to_json(tx: Transaction, prefixes: KeyPrefixes) -> dict[str, Json]:
    """Return the key and object that a transaction's JSON gets for its type; nothing for an unreadable payload."""
    found = _WRITERS.get(tx.type)
    if found is None:
        return {}
    key, write = found
    try:
        return {key: write(tx.extra_payload, prefixes)}
    except SerializationError:
        return {}


def _address(script: Script, prefixes: KeyPrefixes, key: str) -> dict[str, Json]:
    destination = extract_destination(script)
    return {} if destination is None else {key: encode_destination(destination, prefixes)}


def _entry_text(entry: NetEntry) -> str:
    """Write an address as Core does. Source: C++ CService::ToStringAddrPort."""
    if isinstance(entry, NetDomain):
        return f"{entry.name}:{entry.port}"
    if not isinstance(entry, NetService):
        return "[invalid]"
    if entry.network == NetworkId.IPV4:
        return ".".join(str(byte) for byte in entry.address) + f":{entry.port}"
    return f"[{IPv6Address(entry.address[:16])}]:{entry.port}"


def _primary(info: NetInfo) -> NetEntry:
    return next(iter(info.entries(NetPurpose.CORE_P2P)), _NO_SERVICE)


def _addresses(info: NetInfo, kind: int, platform: PlatformFields) -> Json:
    shown: dict[str, Json] = {}
    for purpose, name in _PURPOSES.items():
        entries: list[Json] = [_entry_text(entry) for entry in info.entries(purpose)]
        if entries:
            shown[name] = entries
    primary = _primary(info)
    if kind == MasternodeType.EVO and isinstance(primary, NetService) and not (info.is_empty or info.is_extended):
        for name, port in (("platform_https", platform.http_port), ("platform_p2p", platform.p2p_port)):
            service = NetService(network=primary.network, address=primary.address, port=port)
            shown[name] = [_entry_text(service)]
    return shown


def _port(info: NetInfo, purpose: NetPurpose, legacy: int) -> int:
    if not info.is_extended:
        return legacy
    if info.is_empty:
        return -1
    entry = next(iter(info.entries(purpose)), None)
    return entry.port if isinstance(entry, (NetService, NetDomain)) else 0


def _platform(info: NetInfo, kind: int, platform: PlatformFields) -> dict[str, Json]:
    if kind != MasternodeType.EVO:
        return {}
    return {
        "platformNodeID": display_hash(platform.node_id),
        "platformP2PPort": _port(info, NetPurpose.PLATFORM_P2P, platform.p2p_port),
        "platformHTTPPort": _port(info, NetPurpose.PLATFORM_HTTPS, platform.http_port),
    }


def _register(data: bytes, prefixes: KeyPrefixes) -> Json:
    payload = RegisterPayload.decode(data)
    return {
        "version": payload.version,
        "type": int(payload.type),
        "collateralHash": display_hash(payload.collateral.txid),
        "collateralIndex": payload.collateral.index,
        "service": _entry_text(_primary(payload.net_info)),
        "addresses": _addresses(payload.net_info, payload.type, payload.platform),
        "ownerAddress": encode_destination(PKHash(payload.owner_key_id), prefixes),
        "votingAddress": encode_destination(PKHash(payload.voting_key_id), prefixes),
        **_address(payload.payout_script, prefixes, "payoutAddress"),
        "pubKeyOperator": payload.operator_key.hex(),
        "operatorReward": payload.operator_reward / 100,
        **_platform(payload.net_info, payload.type, payload.platform),
        "inputsHash": display_hash(payload.inputs_hash),
    }


def _update_service(data: bytes, prefixes: KeyPrefixes) -> Json:
    payload = UpdateServicePayload.decode(data)
    return {
        "version": payload.version,
        "type": int(payload.type),
        "proTxHash": display_hash(payload.registration),
        "service": _entry_text(_primary(payload.net_info)),
        "addresses": _addresses(payload.net_info, payload.type, payload.platform),
        **_address(payload.operator_payout_script, prefixes, "operatorPayoutAddress"),
        **_platform(payload.net_info, payload.type, payload.platform),
        "inputsHash": display_hash(payload.inputs_hash),
    }


def _update_registrar(data: bytes, prefixes: KeyPrefixes) -> Json:
    payload = UpdateRegistrarPayload.decode(data)
    return {
        "version": payload.version,
        "proTxHash": display_hash(payload.registration),
        "votingAddress": encode_destination(PKHash(payload.voting_key_id), prefixes),
        **_address(payload.payout_script, prefixes, "payoutAddress"),
        "pubKeyOperator": payload.operator_key.hex(),
        "inputsHash": display_hash(payload.inputs_hash),
    }


def _revoke(data: bytes, _: KeyPrefixes) -> Json:
    payload = RevokePayload.decode(data)
    return {
        "version": payload.version,
        "proTxHash": display_hash(payload.registration),
        "reason": payload.reason,
        "inputsHash": display_hash(payload.inputs_hash),
    }


def coinbase_payload_to_json(payload: CoinbasePayload) -> dict[str, Json]:
    """Write a coinbase payload."""
    shown: dict[str, Json] = {
        "version": payload.version,
        "height": payload.height,
        "merkleRootMNList": display_hash(payload.masternodes_root),
    }
    if payload.version >= VERSION_QUORUMS:
        shown["merkleRootQuorums"] = display_hash(payload.quorums_root)
    if payload.version >= VERSION_CHAINLOCK:
        shown["bestCLHeightDiff"] = payload.best_chainlock_diff
        shown["bestCLSignature"] = payload.best_chainlock_signature.hex()
        shown["creditPoolBalance"] = JsonAmount(payload.credit_pool_balance)
    return shown


def _coinbase(data: bytes, _: KeyPrefixes) -> Json:
    return coinbase_payload_to_json(CoinbasePayload.decode(data))


def _bits(bits: Bits) -> str:
    packed = bytearray((len(bits) + 7) // 8)
    for position, bit in enumerate(bits):
        packed[position // 8] |= bit << position % 8
    return packed.hex()


def _commitment(data: bytes, _: KeyPrefixes) -> Json:
    payload = CommitmentPayload.decode(data)
    commitment = payload.commitment
    return {
        "version": payload.version,
        "height": payload.height,
        "commitment": {
            "version": commitment.version,
            "llmqType": int(commitment.llmq_type),
            "quorumHash": display_hash(commitment.quorum_hash),
            "quorumIndex": commitment.quorum_index,
            "signersCount": sum(commitment.signers),
            "signers": _bits(commitment.signers),
            "validMembersCount": sum(commitment.valid_members),
            "validMembers": _bits(commitment.valid_members),
            "quorumPublicKey": commitment.quorum_key.hex(),
            "quorumVvecHash": display_hash(commitment.verification_hash),
            "quorumSig": commitment.quorum_signature.hex(),
            "membersSig": commitment.members_signature.hex(),
        },
    }


def _mnhf(data: bytes, _: KeyPrefixes) -> Json:
    payload = MnhfPayload.decode(data)
    return {
        "version": payload.version,
        "signal": {
            "versionBit": payload.bit,
            "quorumHash": display_hash(payload.quorum_hash),
            "sig": payload.signature.hex(),
        },
    }


def _asset_lock(data: bytes, _: KeyPrefixes) -> Json:
    payload = AssetLockPayload.decode(data)
    outputs: list[Json] = [
        {
            "value": JsonAmount(output.value),
            "valueSat": output.value,
            "scriptPubKey": {
                "asm": script_to_asm(output.script_pubkey),
                "hex": output.script_pubkey.hex(),
                "type": solve(output.script_pubkey)[0].value,
            },
        }
        for output in payload.credit_outputs
    ]
    return {"version": payload.version, "creditOutputs": outputs}


def _asset_unlock(data: bytes, _: KeyPrefixes) -> Json:
    payload = AssetUnlockPayload.decode(data)
    return {
        "version": payload.version,
        "index": payload.index,
        "fee": payload.fee,
        "requestedHeight": payload.requested_height,
        "quorumHash": display_hash(payload.quorum_hash),
        "quorumSig": payload.quorum_signature.hex(),
    }


_WRITERS: dict[int, tuple[str, Callable[[bytes, KeyPrefixes], Json]]] = {
    TxType.PROVIDER_REGISTER: ("proRegTx", _register),
    TxType.PROVIDER_UPDATE_SERVICE: ("proUpServTx", _update_service),
    TxType.PROVIDER_UPDATE_REGISTRAR: ("proUpRegTx", _update_registrar),
    TxType.PROVIDER_UPDATE_REVOKE: ("proUpRevTx", _revoke),
    TxType.COINBASE: ("cbTx", _coinbase),
    TxType.QUORUM_COMMITMENT: ("qcTx", _commitment),
    TxType.MNHF_SIGNAL: ("mnhfTx", _mnhf),
    TxType.ASSET_LOCK: ("assetLockTx", _asset_lock),
    TxType.ASSET_UNLOCK: ("assetUnlockTx", _asset_unlock),
}

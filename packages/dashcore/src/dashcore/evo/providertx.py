"""Payloads of the four transactions about masternodes: register, update service or registrar, revoke.

A payload of an unknown version is read no further than that, as in C++: the checks refuse
it by its version. Mirrors evo/providertx.h. Source: DIP 3.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from dashcore.evo.netinfo import ExtendedNetInfo, NetInfo, SingleNetInfo
from dashcore.evo.payload import (
    BLS_PUBLIC_KEY_SIZE,
    BLS_SIGNATURE_SIZE,
    KEY_ID_SIZE,
    NULL_BLS_PUBLIC_KEY,
    NULL_BLS_SIGNATURE,
    PayloadReader,
)
from dashcore.primitives.transaction import EMPTY_SCRIPT, NULL_INDEX, OutPoint
from dashcore.primitives.types import Script, TxId
from dashcore.util.hashes import NULL_HASH, hash256
from dashcore.util.serialize import encode_bytes

VERSION_LEGACY_BLS = 1
VERSION_BASIC_BLS = 2
VERSION_EXTENDED_ADDRESSES = 3
_NULL_KEY_ID = bytes(KEY_ID_SIZE)


class MasternodeType(IntEnum):
    """Kinds of masternode. Source: DIP 28; C++ MnType."""

    REGULAR = 0
    EVO = 1


def _is_known(version: int) -> bool:
    return VERSION_LEGACY_BLS <= version <= VERSION_EXTENDED_ADDRESSES


def _read_net_info(reader: PayloadReader, version: int) -> NetInfo:
    if version >= VERSION_EXTENDED_ADDRESSES:
        return ExtendedNetInfo.read(reader)
    return SingleNetInfo.read(reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFields:
    """What an Evo node says of its Platform services; the ports are zero from version 3 on."""

    node_id: bytes = _NULL_KEY_ID
    p2p_port: int = 0
    http_port: int = 0

    def encode(self, version: int) -> bytes:
        """Return the bytes of the protocol."""
        if version >= VERSION_EXTENDED_ADDRESSES:
            return self.node_id
        return self.node_id + self.p2p_port.to_bytes(2, "little") + self.http_port.to_bytes(2, "little")

    @classmethod
    def read(cls, reader: PayloadReader, version: int) -> Self:
        """Read the fields of that version."""
        node_id = reader.take(KEY_ID_SIZE)
        if version >= VERSION_EXTENDED_ADDRESSES:
            return cls(node_id=node_id)
        return cls(node_id=node_id, p2p_port=reader.uint(2), http_port=reader.uint(2))


_NO_PLATFORM = PlatformFields()
_NO_NET_INFO = SingleNetInfo()
_OWN_COLLATERAL = OutPoint(TxId(NULL_HASH), NULL_INDEX)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPayload:
    """A new masternode. Source: C++ CProRegTx.

    Args (constructor):
        type: a `MasternodeType`, or a number that is none.
        collateral: a null id means an output of this transaction.
        operator_reward: hundredths of a percent.
        signature: of the collateral's key; empty where the collateral is this transaction's own.
    """

    version: int
    type: int = MasternodeType.REGULAR
    mode: int = 0
    collateral: OutPoint = _OWN_COLLATERAL
    net_info: NetInfo = _NO_NET_INFO
    owner_key_id: bytes = _NULL_KEY_ID
    operator_key: bytes = NULL_BLS_PUBLIC_KEY
    voting_key_id: bytes = _NULL_KEY_ID
    operator_reward: int = 0
    payout_script: Script = EMPTY_SCRIPT
    inputs_hash: bytes = NULL_HASH
    platform: PlatformFields = _NO_PLATFORM
    signature: bytes = b""

    def encode(self, *, signed: bool = True) -> bytes:
        """Return the bytes of the extra payload, or those that are signed."""
        data = self.version.to_bytes(2, "little")
        if not _is_known(self.version):
            return data
        data += self.type.to_bytes(2, "little") + self.mode.to_bytes(2, "little") + self.collateral.serialize()
        data += self.net_info.encode() + self.owner_key_id + self.operator_key + self.voting_key_id
        data += self.operator_reward.to_bytes(2, "little") + encode_bytes(self.payout_script) + self.inputs_hash
        if self.type == MasternodeType.EVO:
            data += self.platform.encode(self.version)
        return data + encode_bytes(self.signature) if signed else data

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        version = reader.uint(2)
        if not _is_known(version):
            reader.finish()
            return cls(version=version)
        kind = reader.uint(2)
        mode = reader.uint(2)
        collateral = OutPoint(TxId(reader.hash()), reader.uint(4))
        net_info = _read_net_info(reader, version)
        owner_key_id = reader.take(KEY_ID_SIZE)
        operator_key = reader.take(BLS_PUBLIC_KEY_SIZE)
        voting_key_id = reader.take(KEY_ID_SIZE)
        operator_reward = reader.uint(2)
        payout_script = Script(reader.var_bytes())
        inputs_hash = reader.hash()
        platform = PlatformFields.read(reader, version) if kind == MasternodeType.EVO else _NO_PLATFORM
        signature = reader.var_bytes()
        reader.finish()
        return cls(
            version=version,
            type=kind,
            mode=mode,
            collateral=collateral,
            net_info=net_info,
            owner_key_id=owner_key_id,
            operator_key=operator_key,
            voting_key_id=voting_key_id,
            operator_reward=operator_reward,
            payout_script=payout_script,
            inputs_hash=inputs_hash,
            platform=platform,
            signature=signature,
        )

    @property
    def hash(self) -> bytes:
        """Double SHA-256 of what is signed."""
        return hash256(self.encode(signed=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateServicePayload:
    """New addresses, signed by the operator. Source: C++ CProUpServTx."""

    version: int
    type: int = MasternodeType.REGULAR
    registration: TxId = TxId(NULL_HASH)  # noqa: RUF009 - a NewType is no call that matters
    net_info: NetInfo = _NO_NET_INFO
    operator_payout_script: Script = EMPTY_SCRIPT
    inputs_hash: bytes = NULL_HASH
    platform: PlatformFields = _NO_PLATFORM
    signature: bytes = NULL_BLS_SIGNATURE

    def encode(self, *, signed: bool = True) -> bytes:
        """Return the bytes of the extra payload, or those that are signed."""
        data = self.version.to_bytes(2, "little")
        if not _is_known(self.version):
            return data
        if self.version >= VERSION_BASIC_BLS:
            data += self.type.to_bytes(2, "little")
        data += self.registration + self.net_info.encode()
        data += encode_bytes(self.operator_payout_script) + self.inputs_hash
        if self.type == MasternodeType.EVO:
            data += self.platform.encode(self.version)
        return data + self.signature if signed else data

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        version = reader.uint(2)
        if not _is_known(version):
            reader.finish()
            return cls(version=version)
        kind = reader.uint(2) if version >= VERSION_BASIC_BLS else MasternodeType.REGULAR.value
        registration = TxId(reader.hash())
        net_info = _read_net_info(reader, version)
        script = Script(reader.var_bytes())
        inputs_hash = reader.hash()
        platform = PlatformFields.read(reader, version) if kind == MasternodeType.EVO else _NO_PLATFORM
        signature = reader.take(BLS_SIGNATURE_SIZE)
        reader.finish()
        return cls(
            version=version,
            type=kind,
            registration=registration,
            net_info=net_info,
            operator_payout_script=script,
            inputs_hash=inputs_hash,
            platform=platform,
            signature=signature,
        )

    @property
    def hash(self) -> bytes:
        """Double SHA-256 of what is signed."""
        return hash256(self.encode(signed=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRegistrarPayload:
    """New keys or payout, signed by the owner. Source: C++ CProUpRegTx."""

    version: int
    registration: TxId = TxId(NULL_HASH)  # noqa: RUF009 - a NewType is no call that matters
    mode: int = 0
    operator_key: bytes = NULL_BLS_PUBLIC_KEY
    voting_key_id: bytes = _NULL_KEY_ID
    payout_script: Script = EMPTY_SCRIPT
    inputs_hash: bytes = NULL_HASH
    signature: bytes = b""

    def encode(self, *, signed: bool = True) -> bytes:
        """Return the bytes of the extra payload, or those that are signed."""
        data = self.version.to_bytes(2, "little")
        if not _is_known(self.version):
            return data
        data += self.registration + self.mode.to_bytes(2, "little") + self.operator_key + self.voting_key_id
        data += encode_bytes(self.payout_script) + self.inputs_hash
        return data + encode_bytes(self.signature) if signed else data

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        version = reader.uint(2)
        if not _is_known(version):
            reader.finish()
            return cls(version=version)
        payload = cls(
            version=version,
            registration=TxId(reader.hash()),
            mode=reader.uint(2),
            operator_key=reader.take(BLS_PUBLIC_KEY_SIZE),
            voting_key_id=reader.take(KEY_ID_SIZE),
            payout_script=Script(reader.var_bytes()),
            inputs_hash=reader.hash(),
            signature=reader.var_bytes(),
        )
        reader.finish()
        return payload

    @property
    def hash(self) -> bytes:
        """Double SHA-256 of what is signed."""
        return hash256(self.encode(signed=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokePayload:
    """The operator gives up, and says why. Source: C++ CProUpRevTx.

    Args (constructor):
        reason: 0 unspecified, 1 end of service, 2 compromised keys, 3 change of keys.
    """

    version: int
    registration: TxId = TxId(NULL_HASH)  # noqa: RUF009 - a NewType is no call that matters
    reason: int = 0
    inputs_hash: bytes = NULL_HASH
    signature: bytes = NULL_BLS_SIGNATURE

    def encode(self, *, signed: bool = True) -> bytes:
        """Return the bytes of the extra payload, or those that are signed."""
        data = self.version.to_bytes(2, "little")
        if not _is_known(self.version):
            return data
        data += self.registration + self.reason.to_bytes(2, "little") + self.inputs_hash
        return data + self.signature if signed else data

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read an extra payload.

        Raises:
            SerializationError: cut short or over-long.
        """
        reader = PayloadReader(data)
        version = reader.uint(2)
        if not _is_known(version):
            reader.finish()
            return cls(version=version)
        payload = cls(
            version=version,
            registration=TxId(reader.hash()),
            reason=reader.uint(2),
            inputs_hash=reader.hash(),
            signature=reader.take(BLS_SIGNATURE_SIZE),
        )
        reader.finish()
        return payload

    @property
    def hash(self) -> bytes:
        """Double SHA-256 of what is signed."""
        return hash256(self.encode(signed=False))


ProviderPayload = RegisterPayload | UpdateServicePayload | UpdateRegistrarPayload | RevokePayload

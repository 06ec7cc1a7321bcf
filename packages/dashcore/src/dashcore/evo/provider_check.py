"""What can be said about a masternode transaction without the masternode list. Mirrors IsTriviallyValid of evo/providertx.cpp."""

from collections.abc import Callable
from dataclasses import dataclass

from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.evo.netinfo import NetPurpose
from dashcore.evo.payload import KEY_ID_SIZE, NULL_BLS_PUBLIC_KEY, calc_inputs_hash
from dashcore.evo.providertx import (
    VERSION_BASIC_BLS,
    VERSION_EXTENDED_ADDRESSES,
    VERSION_LEGACY_BLS,
    MasternodeType,
    ProviderPayload,
    RegisterPayload,
    RevokePayload,
    UpdateRegistrarPayload,
    UpdateServicePayload,
)
from dashcore.primitives.transaction import Transaction, TxType
from dashcore.script.script import is_pay_to_pubkey_hash, is_pay_to_script_hash
from dashcore.util.serialize import SerializationError

MAX_OPERATOR_REWARD = 10000  # hundredths of a percent
LAST_REVOKE_REASON = 3
_NULL_KEY_ID = bytes(KEY_ID_SIZE)
_P2PKH_HASH = slice(3, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderRules:
    """Which deployments hold for the child of the tip.

    Args (constructor):
        basic_bls: V19.
        extended_addresses: V24.
    """

    basic_bls: bool
    extended_addresses: bool = False

    def max_version(self, payload: ProviderPayload) -> int:
        """Return the highest version allowed. Source: C++ ProTxVersion::GetMaxFromDeployment."""
        if not self.basic_bls:
            return VERSION_LEGACY_BLS
        if self.extended_addresses and isinstance(payload, RegisterPayload | UpdateServicePayload):
            return VERSION_EXTENDED_ADDRESSES
        return VERSION_BASIC_BLS


def decode_provider(tx: Transaction) -> ProviderPayload:
    """Read the payload of one of the four types.

    Raises:
        InvalidTxError: "bad-protx-type", "bad-protx-payload".

    Source: C++ GetValidatedPayload.
    """
    decoders: dict[int, Callable[[bytes], ProviderPayload]] = {
        TxType.PROVIDER_REGISTER: RegisterPayload.decode,
        TxType.PROVIDER_UPDATE_SERVICE: UpdateServicePayload.decode,
        TxType.PROVIDER_UPDATE_REGISTRAR: UpdateRegistrarPayload.decode,
        TxType.PROVIDER_UPDATE_REVOKE: RevokePayload.decode,
    }
    if tx.type not in decoders:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-protx-type")
    try:
        return decoders[tx.type](tx.extra_payload)
    except SerializationError as error:
        raise InvalidTxError(TxResult.CONSENSUS, "bad-protx-payload") from error


def check_provider(payload: ProviderPayload, rules: ProviderRules) -> None:
    """Check a payload by itself.

    Raises:
        InvalidTxError: "bad-protx-..." in the order of C++.

    Source: C++ IsTriviallyValid of the four payloads.
    """
    if not 1 <= payload.version <= rules.max_version(payload):
        raise _invalid("bad-protx-version")
    match payload:
        case RegisterPayload():
            _check_register(payload)
        case UpdateServicePayload():
            _check_evo_version(payload.version, payload.type)
            _check_net_info_form(payload)
            if payload.net_info.is_empty:
                raise _bad_special("bad-protx-netinfo-empty")
            _check_net_info(payload)
        case UpdateRegistrarPayload():
            if payload.mode != 0:
                raise _invalid("bad-protx-mode")
            if payload.operator_key == NULL_BLS_PUBLIC_KEY or payload.voting_key_id == _NULL_KEY_ID:
                raise _bad_special("bad-protx-key-null")
            _check_payee(payload.payout_script)
        case RevokePayload():
            if payload.reason > LAST_REVOKE_REASON:
                raise _invalid("bad-protx-reason")


def check_inputs_hash(tx: Transaction, payload: ProviderPayload) -> None:
    """Check that the payload was made for these inputs.

    Raises:
        InvalidTxError: "bad-protx-inputs-hash".

    Source: C++ CheckInputsHash.
    """
    if calc_inputs_hash(tx) != payload.inputs_hash:
        raise _invalid("bad-protx-inputs-hash")


def _check_register(payload: RegisterPayload) -> None:
    _check_evo_version(payload.version, payload.type)
    if payload.type not in set(MasternodeType):
        raise _invalid("bad-protx-type")
    if payload.mode != 0:
        raise _invalid("bad-protx-mode")
    keys = (payload.owner_key_id, payload.voting_key_id)
    if _NULL_KEY_ID in keys or payload.operator_key == NULL_BLS_PUBLIC_KEY:
        raise _bad_special("bad-protx-key-null")
    _check_payee(payload.payout_script)
    _check_net_info_form(payload)
    if not payload.net_info.is_empty:
        _check_net_info(payload)
    if is_pay_to_pubkey_hash(payload.payout_script) and payload.payout_script[_P2PKH_HASH] in keys:
        raise _bad_special("bad-protx-payee-reuse")
    if payload.operator_reward > MAX_OPERATOR_REWARD:
        raise _bad_special("bad-protx-operator-reward")


def _check_evo_version(version: int, kind: int) -> None:
    if version < VERSION_BASIC_BLS and kind == MasternodeType.EVO:
        raise _invalid("bad-protx-evo-version")


def _check_payee(script: bytes) -> None:
    if not is_pay_to_pubkey_hash(script) and not is_pay_to_script_hash(script):
        raise _bad_special("bad-protx-payee")


def _check_net_info_form(payload: RegisterPayload | UpdateServicePayload) -> None:
    if payload.net_info.is_extended is not (payload.version == VERSION_EXTENDED_ADDRESSES):
        raise _invalid("bad-protx-netinfo-version")


def _check_net_info(payload: RegisterPayload | UpdateServicePayload) -> None:
    """Check that each purpose has entries where it must. Source: C++ IsNetInfoTriviallyValid."""
    has = {purpose: any(True for _ in payload.net_info.entries(purpose)) for purpose in NetPurpose}
    if not has[NetPurpose.CORE_P2P]:
        raise _bad_special("bad-protx-netinfo-empty")
    platform = (has[NetPurpose.PLATFORM_HTTPS], has[NetPurpose.PLATFORM_P2P])
    if payload.type == MasternodeType.REGULAR and any(platform):
        raise _bad_special("bad-protx-netinfo-bad")
    if payload.net_info.is_extended and payload.type == MasternodeType.EVO and not all(platform):
        raise _bad_special("bad-protx-netinfo-empty")
    if not all(entry.is_valid for entry in payload.net_info.entries()):
        raise _bad_special("bad-protx-netinfo-bad")


def _invalid(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.CONSENSUS, reason)


def _bad_special(reason: str) -> InvalidTxError:
    return InvalidTxError(TxResult.BAD_SPECIAL, reason)

"""Which kinds of quorum are in use at a height, and how. Mirrors llmq/options.cpp and IsQuorumTypeEnabled."""

from collections.abc import Callable, Iterator

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.llmq_params import AVAILABLE_LLMQS, LlmqParams, LlmqType
from dashcore.consensus.networks import DEVNET, TESTNET
from dashcore.consensus.params import ConsensusParams, Deployment, SignaledDeployment

__all__ = [
    "AVAILABLE_LLMQS",
    "LlmqParams",
    "LlmqType",
    "SignalActive",
    "enabled_llmqs",
    "is_llmq_enabled",
    "is_rotation_enabled",
]

SignalActive = Callable[[BlockIndex, SignaledDeployment], bool]  # of the child of a block; see `VersionBits`
_TEST_25_67_HEIGHT = 847000
_ALWAYS_ENABLED = frozenset(
    {
        LlmqType.DEVNET,
        LlmqType.DEVNET_PLATFORM,
        LlmqType.LLMQ_400_60,
        LlmqType.LLMQ_400_85,
        LlmqType.TEST,
        LlmqType.TEST_PLATFORM,
    }
)
_ROTATED = frozenset({LlmqType.LLMQ_60_75, LlmqType.DEVNET_DIP0024, LlmqType.TEST_DIP0024})


def is_rotation_enabled(llmq: LlmqParams, index: BlockIndex, params: ConsensusParams) -> bool:
    """Whether quorums of the kind rotate in the cycle that `index` is in. Source: C++ IsQuorumRotationEnabled."""
    if not llmq.is_rotated:
        return False
    start = index.height - index.height % llmq.dkg_interval
    # The rule must hold one block before the cycle starts.
    return start >= 1 and params.is_active_at(Deployment.DIP24, start)


def is_llmq_enabled(  # noqa: PLR0911 - one per kind
    kind: LlmqType, prev: BlockIndex, params: ConsensusParams, signal_active: SignalActive
) -> bool:
    """Whether quorums of a kind are formed and mined above `prev`.

    Raises:
        ValueError: no known kind.

    Source: C++ IsQuorumTypeEnabled.
    """
    if kind in _ALWAYS_ENABLED:
        return True
    rotation = params.is_active_after(Deployment.DIP24, prev)
    replaced = rotation and prev.height >= params.rotated_quorums_height
    if kind in _ROTATED:
        return rotation
    match kind:
        case LlmqType.LLMQ_50_60:
            return not replaced or params.network in {TESTNET, DEVNET}
        case LlmqType.TEST_INSTANTSEND:
            return not replaced or params.llmq_instantsend is LlmqType.TEST_INSTANTSEND
        case LlmqType.TEST_V17:
            return signal_active(prev, SignaledDeployment.TESTDUMMY)
        case LlmqType.LLMQ_100_67:
            return params.is_active_after(Deployment.DIP20, prev)
        case LlmqType.LLMQ_25_67:
            return prev.height >= _TEST_25_67_HEIGHT
        case _:
            raise ValueError(f"IsQuorumTypeEnabled: Unknown LLMQ type {kind.value}")


def enabled_llmqs(prev: BlockIndex, params: ConsensusParams, signal_active: SignalActive) -> Iterator[LlmqParams]:
    """Yield the kinds in use above `prev`, in the network's order. Source: C++ GetEnabledQuorumParams."""
    for llmq in params.llmqs.values():
        if is_llmq_enabled(llmq.type, prev, params, signal_active):
            yield llmq

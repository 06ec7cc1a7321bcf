"""What a network fixes: its rules' numbers, its identity, its deployments.

Values are made by `networks` and handed in everywhere; nothing here is global state.
Mirrors consensus/params.h, chainparams.h, deploymentinfo.cpp and deploymentstatus.h.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from dashcore.consensus.index import BlockIndex
from dashcore.consensus.llmq_params import LlmqParams, LlmqType
from dashcore.primitives.block import Block
from dashcore.primitives.types import BlockHash
from dashcore.script.address import KeyPrefixes
from dashcore.util.hashes import NULL_HASH

NEVER = 2**31 - 1  # height of a deployment that is off
NO_TIMEOUT = 2**63 - 1  # seconds; a version-bits deployment that waits forever
ALWAYS_ACTIVE = -1  # start time of a deployment that needs no signal
NEVER_ACTIVE = -2  # start time of a deployment that cannot start

_NO_HASH = BlockHash(NULL_HASH)


class Deployment(Enum):
    """A rule change whose height is fixed by now; the value is its name in RPC. Source: C++ BuriedDeployment."""

    BIP34 = "bip34"
    BIP66 = "bip66"
    BIP65 = "bip65"
    BIP147 = "bip147"
    CSV = "csv"
    DIP1 = "dip0001"
    DIP3 = "dip0003"
    DIP8 = "dip0008"
    DIP20 = "dip0020"
    DIP24 = "dip0024"
    BRR = "realloc"
    V19 = "v19"
    V20 = "v20"
    MN_RR = "mn_rr"
    WITHDRAWALS = "withdrawals"


class SignaledDeployment(Enum):
    """A rule change that block versions vote on; the value is its name in RPC. Source: C++ DeploymentPos."""

    TESTDUMMY = "testdummy"
    V24 = "v24"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalParams:
    """How one rule change is voted on. Source: BIP 9; C++ BIP9Deployment.

    Args (constructor):
        bit: number in the block version.
        start_time: median time past, seconds, or ALWAYS_ACTIVE or NEVER_ACTIVE.
        timeout: median time past, seconds, or NO_TIMEOUT.
        min_activation_height: a locked-in change waits for it.
        window: blocks of a period; 0 for the network's own.
        threshold_start: votes needed in the first period; 0 for the network's own.
        threshold_min: the number that falls to; 0 for no fall.
        falloff: how slowly it falls; 0 for no fall.
        needs_ehf: masternodes must signal first (DIP 23).
    """

    bit: int
    start_time: int = NEVER_ACTIVE
    timeout: int = NO_TIMEOUT
    min_activation_height: int = 0
    window: int = 0
    threshold_start: int = 0
    threshold_min: int = 0
    falloff: int = 0
    needs_ehf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsensusParams:
    """The numbers that decide whether a block is valid. Source: C++ Consensus::Params.

    Heights and intervals count blocks, times are seconds, hashes internal order.
    """

    network: str  # "main", "test", "devnet" or "regtest": three old rules ask for it
    genesis_hash: BlockHash
    devnet_genesis_hash: BlockHash = _NO_HASH  # null where there is none
    subsidy_halving_interval: int
    masternode_payments_start: int
    masternode_payments_increase: int
    masternode_payments_period: int
    instantsend_confirmations: int
    instantsend_keep_lock: int
    budget_start: int
    budget_cycle: int
    budget_window: int
    superblock_start: int
    superblock_start_hash: BlockHash = _NO_HASH  # null: unchecked
    superblock_cycle: int
    superblock_maturity_window: int
    governance_min_quorum: int
    governance_filter_elements: int
    masternode_min_confirmations: int
    heights: Mapping[Deployment, int]
    height_in_coinbase_hash: BlockHash = _NO_HASH  # of the block at BIP 34's height
    masternode_enforcement_height: int  # from here a missing masternode payment is invalid (DIP 3)
    masternode_enforcement_hash: BlockHash = _NO_HASH
    rotated_quorums_height: int  # first block with a rotated quorum (DIP 24)
    min_signal_warning_height: int
    signal_threshold: int
    signal_window: int
    signals: Mapping[SignaledDeployment, SignalParams]
    pow_limit: int
    allow_min_difficulty: bool
    no_retargeting: bool
    pow_spacing: int = 150
    pow_timespan: int = 24 * 60 * 60
    gravity_well_height: int  # Kimoto's; not below `dark_gravity_height` means never
    dark_gravity_height: int
    minimum_chain_work: int = 0
    assume_valid: BlockHash = _NO_HASH
    minimum_difficulty_blocks: int = 0
    high_subsidy_blocks: int = 0
    high_subsidy_factor: int = 1
    llmqs: Mapping[LlmqType, LlmqParams]
    llmq_chainlocks: LlmqType
    llmq_instantsend: LlmqType
    llmq_platform: LlmqType
    llmq_mnhf: LlmqType

    @property
    def difficulty_interval(self) -> int:
        """Blocks between two retargets of Bitcoin's kind."""
        return self.pow_timespan // self.pow_spacing

    def is_active_at(self, deployment: Deployment, height: int) -> bool:
        """Whether the rule holds for the block at `height`. Source: C++ DeploymentActiveAt."""
        return height >= self.heights[deployment]

    def is_active_after(self, deployment: Deployment, prev: BlockIndex | None) -> bool:
        """Whether the rule holds for a child of `prev`; None is the genesis' parent. Source: C++ DeploymentActiveAfter."""
        return (0 if prev is None else prev.height + 1) >= self.heights[deployment]

    def is_enabled(self, deployment: Deployment) -> bool:
        """Whether the rule can ever hold. Source: C++ DeploymentEnabled."""
        return self.heights[deployment] != NEVER

    def is_signal_enabled(self, deployment: SignaledDeployment) -> bool:
        """Whether the vote can ever start. Source: C++ DeploymentEnabled."""
        return self.signals[deployment].start_time != NEVER_ACTIVE

    def is_masternode_payment_enforced(self, height: int) -> bool:
        """Whether a missing masternode payment makes a block invalid. Source: C++ DeploymentDIP0003Enforced."""
        return height >= self.masternode_enforcement_height


@dataclass(frozen=True, slots=True, kw_only=True)
class TxRate:
    """How many transactions the chain had at a time, to guess progress. Source: C++ ChainTxData."""

    time: int
    tx_count: int
    tx_per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedUtxo:
    """A coin set that may be loaded unverified. Source: C++ AssumeutxoData."""

    hash_serialized: bytes
    tx_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainParams:
    """A network: its rules and all by which it is told from others. Source: C++ CChainParams and CBaseChainParams.

    Args (constructor):
        name: value of -chain and of RPC "chain" ("main", "test", "devnet", "regtest").
        data_subdir: folder below the data directory; "" on main.
        magic: first four bytes of each message and block record, wire order.
        devnet_genesis: the block at height 1 that a devnet starts with.
        platform_p2p_port, platform_http_port: defaults of an Evo node's Platform ports.
        prune_after_height: no block file is pruned before the chain is that long.
        fixed_seeds: "host:port" of nodes for when DNS gives none.
    """

    name: str
    data_subdir: str
    magic: bytes
    default_port: int
    rpc_port: int
    onion_port: int
    platform_p2p_port: int
    platform_http_port: int
    genesis: Block
    devnet_genesis: Block | None = None
    consensus: ConsensusParams
    base58: KeyPrefixes
    ext_coin_type: int
    dns_seeds: tuple[str, ...] = ()
    fixed_seeds: tuple[str, ...] = ()
    checkpoints: Mapping[int, BlockHash]
    assumed_utxo: Mapping[int, AssumedUtxo] = field(default_factory=dict)
    tx_rate: TxRate
    prune_after_height: int
    assumed_blockchain_gb: int
    assumed_chainstate_gb: int
    default_consistency_checks: bool
    require_standard: bool
    require_routable_external_ip: bool
    is_test_chain: bool
    is_mockable: bool
    allow_many_addresses_from_group: bool
    llmq_connection_retry_s: int
    pool_min_participants: int
    pool_max_participants: int
    fulfilled_request_expire_s: int
    spork_addresses: tuple[str, ...]
    min_spork_keys: int = 1
    credit_pool_period: int

"""The numbers of the four networks, before any flag changes them. Mirrors chainparams.cpp and chainparamsbase.cpp."""

from collections.abc import Iterable, Mapping

from dashcore.consensus.checkpoints import MAIN_CHECKPOINTS, TEST_CHECKPOINTS
from dashcore.consensus.fixed_seeds import FIXED_SEEDS_MAIN, FIXED_SEEDS_TEST
from dashcore.consensus.genesis import make_devnet_genesis, make_genesis
from dashcore.consensus.llmq_params import AVAILABLE_LLMQS, LlmqParams, LlmqType
from dashcore.consensus.params import (
    NEVER_ACTIVE,
    AssumedUtxo,
    ChainParams,
    ConsensusParams,
    Deployment,
    SignaledDeployment,
    SignalParams,
    TxRate,
)
from dashcore.primitives.types import BlockHash
from dashcore.script.address import MAIN_PREFIXES, TEST_PREFIXES
from dashcore.util.hashes import display_hash, parse_hash

MAIN = "main"
TESTNET = "test"
DEVNET = "devnet"
REGTEST = "regtest"

_EASY_GENESIS = "000008ca1832a4baf228eb1553c03d3a2c8e02399550dd6ea8d65cec3ef23d2e"
_HARD_LIMIT = (1 << 236) - 1
_EASY_LIMIT = (1 << 255) - 1
_DUMMY_BIT = 28
_V24_BIT = 12

_PUBLIC_LLMQS = (
    LlmqType.LLMQ_50_60,
    LlmqType.LLMQ_60_75,
    LlmqType.LLMQ_400_60,
    LlmqType.LLMQ_400_85,
    LlmqType.LLMQ_100_67,
)


def make_main_params() -> ChainParams:
    """The network on which Dash is money. Source: C++ CMainParams."""
    genesis = make_genesis(
        time=1390095618,
        nonce=28917698,
        bits=0x1E0FFFF0,
        expected="00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6",
    )
    consensus = ConsensusParams(
        network=MAIN,
        genesis_hash=genesis.hash,
        subsidy_halving_interval=210240,
        masternode_payments_start=100000,
        masternode_payments_increase=158000,
        masternode_payments_period=576 * 30,
        instantsend_confirmations=6,
        instantsend_keep_lock=24,
        budget_start=328008,
        budget_cycle=16616,
        budget_window=100,
        superblock_start=614820,
        superblock_start_hash=_hash("0000000000020cb27c7ef164d21003d5d20cdca2f54dd9a9ca6d45f4d47f8aa3"),
        superblock_cycle=16616,
        superblock_maturity_window=1662,
        governance_min_quorum=10,
        governance_filter_elements=20000,
        masternode_min_confirmations=15,
        heights={
            Deployment.BIP34: 951,
            Deployment.BIP66: 245817,
            Deployment.BIP65: 619382,
            Deployment.BIP147: 939456,
            Deployment.CSV: 622944,
            Deployment.DIP1: 782208,
            Deployment.DIP3: 1028160,
            Deployment.DIP8: 1088640,
            Deployment.DIP20: 1516032,
            Deployment.DIP24: 1737792,
            Deployment.BRR: 1374912,
            Deployment.V19: 1899072,
            Deployment.V20: 1987776,
            Deployment.MN_RR: 2128896,
            Deployment.WITHDRAWALS: 2201472,
        },
        height_in_coinbase_hash=_hash("000001f35e70f7c5705f64c6c5cc3dea9449e74d5b5c7cf74dad1bcca14a8012"),
        masternode_enforcement_height=1047200,
        masternode_enforcement_hash=_hash("000000000000002d1734087b4c5afc3133e4e1c3e1a89218f62bcd9bb3d17f81"),
        rotated_quorums_height=1738698,
        min_signal_warning_height=2201472 + 2016,
        signal_threshold=1815,
        signal_window=2016,
        signals=_signals(NEVER_ACTIVE, NEVER_ACTIVE, window=4032, start=3226, least=2420),
        pow_limit=_HARD_LIMIT,
        allow_min_difficulty=False,
        no_retargeting=False,
        gravity_well_height=15200,
        dark_gravity_height=34140,
        minimum_chain_work=0xB567E2D53A06DE194061,
        assume_valid=_hash("00000000000000018fb7d55a2d7ab5f3d1369cf0d7eef25db727bf8c9ca7d4b2"),
        llmqs=_llmqs(_PUBLIC_LLMQS),
        llmq_chainlocks=LlmqType.LLMQ_400_60,
        llmq_instantsend=LlmqType.LLMQ_60_75,
        llmq_platform=LlmqType.LLMQ_100_67,
        llmq_mnhf=LlmqType.LLMQ_400_85,
    )
    return ChainParams(
        name=MAIN,
        data_subdir="",
        magic=bytes.fromhex("bf0c6bbd"),
        default_port=9999,
        rpc_port=9998,
        onion_port=9996,
        platform_p2p_port=26656,
        platform_http_port=443,
        genesis=genesis,
        consensus=consensus,
        base58=MAIN_PREFIXES,
        ext_coin_type=5,
        dns_seeds=("dnsseed.dash.org.",),
        fixed_seeds=FIXED_SEEDS_MAIN,
        checkpoints=_checkpoints(MAIN_CHECKPOINTS),
        tx_rate=TxRate(time=1770962602, tx_count=64859329, tx_per_second=0.9523581589072819),
        prune_after_height=100000,
        assumed_blockchain_gb=57,
        assumed_chainstate_gb=1,
        default_consistency_checks=False,
        require_standard=True,
        require_routable_external_ip=True,
        is_test_chain=False,
        is_mockable=False,
        allow_many_addresses_from_group=False,
        llmq_connection_retry_s=60,
        pool_min_participants=3,
        pool_max_participants=20,
        fulfilled_request_expire_s=60 * 60,
        spork_addresses=("Xgtyuk76vhuFW2iT7UAiHgNdWXCf3J34wh",),
        credit_pool_period=576,
    )


def make_test_params() -> ChainParams:
    """The public network whose coins are worth nothing. Source: C++ CTestNetParams."""
    genesis = make_genesis(
        time=1390666206,
        nonce=3861367235,
        bits=0x1E0FFFF0,
        expected="00000bafbc94add76cb75e2ec92894837288a481e5c005f6563d91623bf8bc2c",
    )
    consensus = ConsensusParams(
        network=TESTNET,
        genesis_hash=genesis.hash,
        subsidy_halving_interval=210240,
        masternode_payments_start=4010,
        masternode_payments_increase=4030,
        masternode_payments_period=10,
        instantsend_confirmations=2,
        instantsend_keep_lock=6,
        budget_start=4100,
        budget_cycle=50,
        budget_window=10,
        superblock_start=4200,
        superblock_cycle=24,
        superblock_maturity_window=8,
        governance_min_quorum=1,
        governance_filter_elements=500,
        masternode_min_confirmations=1,
        heights={
            Deployment.BIP34: 76,
            Deployment.BIP66: 2075,
            Deployment.BIP65: 2431,
            Deployment.BIP147: 4300,
            Deployment.CSV: 8064,
            Deployment.DIP1: 5500,
            Deployment.DIP3: 7000,
            Deployment.DIP8: 78800,
            Deployment.DIP20: 414100,
            Deployment.DIP24: 769700,
            Deployment.BRR: 387500,
            Deployment.V19: 850100,
            Deployment.V20: 905100,
            Deployment.MN_RR: 1066900,
            Deployment.WITHDRAWALS: 1148500,
        },
        height_in_coinbase_hash=_hash("000008ebb1db2598e897d17275285767717c6acfeac4c73def49fbea1ddcbcb6"),
        masternode_enforcement_height=7300,
        masternode_enforcement_hash=_hash("00000055ebc0e974ba3a3fb785c5ad4365a39637d4df168169ee80d313612f8f"),
        rotated_quorums_height=770730,
        min_signal_warning_height=1148500 + 2016,
        signal_threshold=1512,
        signal_window=2016,
        signals=_signals(NEVER_ACTIVE, NEVER_ACTIVE, window=100, start=80, least=60),
        pow_limit=_HARD_LIMIT,
        allow_min_difficulty=True,
        no_retargeting=False,
        gravity_well_height=4002,
        dark_gravity_height=4002,
        minimum_chain_work=0x036C8F738DA818D2,
        assume_valid=_hash("000000541a23f9db7411cddbe50f9f1ebd4aa7108ebdcad62214753f648c0239"),
        llmqs=_llmqs((*_PUBLIC_LLMQS, LlmqType.LLMQ_25_67)),
        llmq_chainlocks=LlmqType.LLMQ_50_60,
        llmq_instantsend=LlmqType.LLMQ_60_75,
        llmq_platform=LlmqType.LLMQ_25_67,
        llmq_mnhf=LlmqType.LLMQ_50_60,
    )
    return ChainParams(
        name=TESTNET,
        data_subdir="testnet3",
        magic=bytes.fromhex("cee2caff"),
        default_port=19999,
        rpc_port=19998,
        onion_port=19996,
        platform_p2p_port=22000,
        platform_http_port=22001,
        genesis=genesis,
        consensus=consensus,
        base58=TEST_PREFIXES,
        ext_coin_type=1,
        dns_seeds=("testnet-seed.dashdot.io.",),
        fixed_seeds=FIXED_SEEDS_TEST,
        checkpoints=_checkpoints(TEST_CHECKPOINTS),
        tx_rate=TxRate(time=1765334452, tx_count=8182713, tx_per_second=0.1796716675173412),
        prune_after_height=1000,
        assumed_blockchain_gb=10,
        assumed_chainstate_gb=1,
        default_consistency_checks=False,
        require_standard=False,
        require_routable_external_ip=True,
        is_test_chain=True,
        is_mockable=False,
        allow_many_addresses_from_group=False,
        llmq_connection_retry_s=60,
        pool_min_participants=2,
        pool_max_participants=20,
        fulfilled_request_expire_s=5 * 60,
        spork_addresses=("yjPtiKh2uwk3bDutTEA2q9mCtXyiZRWn55",),
        credit_pool_period=576,
    )


def make_devnet_params(devnet_name: str) -> ChainParams:
    """A network that developers start for a while, told from others by its name.

    Args:
        devnet_name: with its prefix, "devnet-NAME" or just "devnet".

    Source: C++ CDevNetParams.
    """
    genesis = make_genesis(time=1417713337, nonce=1096447, bits=0x207FFFFF, expected=_EASY_GENESIS)
    second = make_devnet_genesis(genesis, devnet_name)
    at_two = dict.fromkeys(Deployment, 2)
    at_one = dict.fromkeys((Deployment.BIP34, Deployment.BIP65, Deployment.BIP66, Deployment.BIP147, Deployment.CSV), 1)
    consensus = ConsensusParams(
        network=DEVNET,
        genesis_hash=genesis.hash,
        devnet_genesis_hash=second.hash,
        subsidy_halving_interval=210240,
        masternode_payments_start=4010,
        masternode_payments_increase=4030,
        masternode_payments_period=10,
        instantsend_confirmations=2,
        instantsend_keep_lock=6,
        budget_start=4100,
        budget_cycle=50,
        budget_window=10,
        superblock_start=4200,
        superblock_cycle=24,
        superblock_maturity_window=8,
        governance_min_quorum=1,
        governance_filter_elements=500,
        masternode_min_confirmations=1,
        heights=at_two | at_one,
        masternode_enforcement_height=2,
        rotated_quorums_height=2,
        min_signal_warning_height=2 + 2016,
        signal_threshold=1512,
        signal_window=2016,
        signals=_signals(NEVER_ACTIVE, 1751328000, window=120, start=96, least=72),
        pow_limit=_EASY_LIMIT,
        allow_min_difficulty=True,
        no_retargeting=False,
        gravity_well_height=4001,
        dark_gravity_height=4001,
        llmqs=_llmqs((*_PUBLIC_LLMQS, LlmqType.DEVNET, LlmqType.DEVNET_DIP0024, LlmqType.DEVNET_PLATFORM)),
        llmq_chainlocks=LlmqType.DEVNET,
        llmq_instantsend=LlmqType.DEVNET_DIP0024,
        llmq_platform=LlmqType.DEVNET_PLATFORM,
        llmq_mnhf=LlmqType.DEVNET,
    )
    return ChainParams(
        name=DEVNET,
        data_subdir=devnet_name,
        magic=bytes.fromhex("e2caffce"),
        default_port=19799,
        rpc_port=19798,
        onion_port=19796,
        platform_p2p_port=22100,
        platform_http_port=22101,
        genesis=genesis,
        devnet_genesis=second,
        consensus=consensus,
        base58=TEST_PREFIXES,
        ext_coin_type=1,
        checkpoints=_checkpoints({0: _EASY_GENESIS, 1: display_hash(second.hash)}),
        tx_rate=TxRate(time=second.header.time, tx_count=2, tx_per_second=0.01),
        prune_after_height=1000,
        assumed_blockchain_gb=0,
        assumed_chainstate_gb=0,
        default_consistency_checks=False,
        require_standard=False,
        require_routable_external_ip=True,
        is_test_chain=True,
        is_mockable=False,
        allow_many_addresses_from_group=True,
        llmq_connection_retry_s=60,
        pool_min_participants=2,
        pool_max_participants=20,
        fulfilled_request_expire_s=5 * 60,
        spork_addresses=("yjPtiKh2uwk3bDutTEA2q9mCtXyiZRWn55",),
        credit_pool_period=576,
    )


def make_regtest_params() -> ChainParams:
    """A private network whose blocks cost nothing, for tests. Source: C++ CRegTestParams."""
    genesis = make_genesis(time=1417713337, nonce=1096447, bits=0x207FFFFF, expected=_EASY_GENESIS)
    at_one = dict.fromkeys(Deployment, 1)
    later = {
        Deployment.BIP147: 0,
        Deployment.DIP3: 432,
        Deployment.V20: 432,
        Deployment.MN_RR: 432,
        Deployment.WITHDRAWALS: 600,
    }
    consensus = ConsensusParams(
        network=REGTEST,
        genesis_hash=genesis.hash,
        subsidy_halving_interval=150,
        masternode_payments_start=240,
        masternode_payments_increase=350,
        masternode_payments_period=10,
        instantsend_confirmations=2,
        instantsend_keep_lock=6,
        budget_start=1000,
        budget_cycle=50,
        budget_window=10,
        superblock_start=1500,
        superblock_cycle=20,
        superblock_maturity_window=10,
        governance_min_quorum=1,
        governance_filter_elements=100,
        masternode_min_confirmations=1,
        heights=at_one | later,
        masternode_enforcement_height=500,
        rotated_quorums_height=1,
        min_signal_warning_height=0,
        signal_threshold=108,
        signal_window=144,
        signals=_signals(0, 0, window=250, start=200, least=150),
        pow_limit=_EASY_LIMIT,
        allow_min_difficulty=True,
        no_retargeting=True,
        gravity_well_height=15200,
        dark_gravity_height=34140,
        llmqs=_llmqs(
            (
                LlmqType.TEST,
                LlmqType.TEST_INSTANTSEND,
                LlmqType.TEST_V17,
                LlmqType.TEST_DIP0024,
                LlmqType.TEST_PLATFORM,
            )
        ),
        llmq_chainlocks=LlmqType.TEST,
        llmq_instantsend=LlmqType.TEST_DIP0024,
        llmq_platform=LlmqType.TEST_PLATFORM,
        llmq_mnhf=LlmqType.TEST,
    )
    return ChainParams(
        name=REGTEST,
        data_subdir="regtest",
        magic=bytes.fromhex("fcc1b7dc"),
        default_port=19899,
        rpc_port=19898,
        onion_port=19896,
        platform_p2p_port=22200,
        platform_http_port=22201,
        genesis=genesis,
        consensus=consensus,
        base58=TEST_PREFIXES,
        ext_coin_type=1,
        dns_seeds=("dummySeed.invalid.",),
        checkpoints=_checkpoints({0: _EASY_GENESIS}),
        assumed_utxo={
            110: AssumedUtxo(
                hash_serialized=parse_hash("9b2a277a3e3b979f1a539d57e949495d7f8247312dbc32bce6619128c192b44b"),
                tx_count=110,
            ),
            200: AssumedUtxo(
                hash_serialized=parse_hash("8a5bdd92252fc6b24663244bbe958c947bb036dc1f94ccd15439f48d8d1cb4e3"),
                tx_count=200,
            ),
        },
        tx_rate=TxRate(time=0, tx_count=0, tx_per_second=0),
        prune_after_height=1000,
        assumed_blockchain_gb=0,
        assumed_chainstate_gb=0,
        default_consistency_checks=True,
        require_standard=True,
        require_routable_external_ip=False,
        is_test_chain=True,
        is_mockable=True,
        allow_many_addresses_from_group=True,
        llmq_connection_retry_s=1,
        pool_min_participants=2,
        pool_max_participants=20,
        fulfilled_request_expire_s=5 * 60,
        spork_addresses=("yj949n1UH6fDhw6HtVE5VMj2iSTaSWBMcW",),
        credit_pool_period=100,
    )


def _hash(text: str) -> BlockHash:
    return BlockHash(parse_hash(text))


def _checkpoints(texts: Mapping[int, str]) -> dict[int, BlockHash]:
    return {height: _hash(text) for height, text in texts.items()}


def _llmqs(types: Iterable[LlmqType]) -> dict[LlmqType, LlmqParams]:
    return {each: AVAILABLE_LLMQS[each] for each in types}


def _signals(
    dummy_start: int, v24_start: int, *, window: int, start: int, least: int
) -> dict[SignaledDeployment, SignalParams]:
    return {
        SignaledDeployment.TESTDUMMY: SignalParams(bit=_DUMMY_BIT, start_time=dummy_start),
        SignaledDeployment.V24: SignalParams(
            bit=_V24_BIT,
            start_time=v24_start,
            window=window,
            threshold_start=start,
            threshold_min=least,
            falloff=5,
            needs_ehf=True,
        ),
    }

"""What the command line says of mempool, miner and chain, checked and converted.

Mirrors steps 2 and 3 of init.cpp (AppInitParameterInteraction); what only concerns
options among one another is in common.parameter_interaction.
"""

import logging
import math
import os
import re
from collections.abc import Callable
from dataclasses import dataclass

from dashcore.chain.options import (
    DEFAULT_CHECK_BLOCKS,
    DEFAULT_CHECK_LEVEL,
    DEFAULT_DB_CACHE_MIB,
    DEFAULT_MAX_TIP_AGE,
    ChainOptions,
)
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.consensus.params import ChainParams
from dashcore.node.mempool.pool import MempoolOptions
from dashcore.node.mining.miner import MinerOptions
from dashcore.policy import policy
from dashcore.policy.feerate import FeeRate
from dashcore.primitives.types import Duffs
from dashcore.util.amounts import parse_money

_log = logging.getLogger("dash")

MAX_SCRIPT_THREADS = 15
_DEFAULT_SIGNATURE_CACHE_MIB = 32
_MIN_PRUNE_MIB = 945
_MIN_PRUNE_REGTEST_MIB = 550
_FILTER_NAMES = frozenset({"basic"})
_HEX = re.compile(r"(0x)?[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeOptions:
    """All of it.

    Attributes:
        filter_types: names of -blockfilterindex.
        warnings: for the user.
    """

    chain: ChainOptions
    mempool: MempoolOptions
    miner: MinerOptions
    filter_types: tuple[str, ...]
    tx_index: bool
    coin_stats_index: bool
    warnings: tuple[str, ...]


def read_options(args: ArgsManager, params: ChainParams) -> NodeOptions:
    """Check and convert.

    Raises:
        InitError: with dashd's text.
    """
    filters = _filter_types(args)
    if args.get_bool("-peerblockfilters", False) and "basic" not in filters:
        raise InitError("Cannot set -peerblockfilters without -blockfilterindex.")
    chain = _chain_options(args, params, len(filters))
    mempool = _mempool_options(args, params)
    tx_index = args.get_bool("-txindex", True)
    _check_reindex_chainstate(args, filters, tx_index=tx_index)
    warnings = _check_masternode(args, params)
    if args.get_bool("-disablegovernance", False):
        pruned = " This is expected because you are running a pruned node." if chain.is_pruning else ""
        warnings = (*warnings, f"You are starting with governance validation disabled.{pruned}")
    return NodeOptions(
        chain=chain,
        mempool=mempool,
        miner=_miner_options(args, params),
        filter_types=filters,
        tx_index=tx_index,
        coin_stats_index=args.get_bool("-coinstatsindex", False),
        warnings=warnings,
    )


def _filter_types(args: ArgsManager) -> tuple[str, ...]:
    value = args.get("-blockfilterindex", "0")
    if value in {"", "1"}:
        return tuple(sorted(_FILTER_NAMES))
    if value == "0":
        return ()
    names = args.get_all("-blockfilterindex")
    for name in names:
        if name not in _FILTER_NAMES:
            raise InitError(f"Unknown -blockfilterindex value {name}.")
    return tuple(sorted(set(names)))


def _hash_of(text: str) -> bytes:
    """Read a hash as C++ uint256S does: hex digits from the right, anything else ends it."""
    found = re.match(r"\s*(?:0[xX])?([0-9a-fA-F]*)", text)
    digits = found[1][-64:] if found else ""
    return int(digits or "0", 16).to_bytes(32, "little")


def _chain_options(args: ArgsManager, params: ChainParams, filter_indexes: int) -> ChainOptions:
    assume_valid = params.consensus.assume_valid
    if args.is_set("-assumevalid"):
        assume_valid = type(assume_valid)(_hash_of(args.get("-assumevalid", "")))
    if any(assume_valid):
        _log.info("Assuming ancestors of block %s have valid signatures.", assume_valid[::-1].hex())
    else:
        _log.info("Validating signatures for all blocks.")
    prune_target = _prune_target(args)
    return ChainOptions(
        data_dir=args.data_dir(),
        blocks_dir=args.blocks_dir(),
        db_cache_mib=args.get_int("-dbcache", DEFAULT_DB_CACHE_MIB),
        db_batch_size=args.get_int("-dbbatchsize", 16 << 20),
        db_crash_ratio=args.get_int("-dbcrashratio", 0),
        script_threads=_script_threads(args),
        max_mempool_mb=args.get_int("-maxmempool", policy.DEFAULT_MAX_MEMPOOL_SIZE),
        max_tip_age=args.get_int("-maxtipage", DEFAULT_MAX_TIP_AGE),
        assume_valid=assume_valid,
        minimum_chain_work=_minimum_chain_work(args, params),
        check_blocks=args.get_int("-checkblocks", DEFAULT_CHECK_BLOCKS),
        check_level=args.get_int("-checklevel", DEFAULT_CHECK_LEVEL),
        check_block_index=args.get_bool("-checkblockindex", False),
        checkpoints=args.get_bool("-checkpoints", True),
        reindex=args.get_bool("-reindex", False),
        reindex_chainstate=args.get_bool("-reindex-chainstate", False),
        prune_target=prune_target,
        fast_prune=args.get_bool("-fastprune", False),
        tiny_files=args.get_bool("-tinyblk", False),
        stop_at_height=args.get_int("-stopatheight", 0),
        tx_index=args.get_bool("-txindex", True),
        filter_indexes=filter_indexes,
        address_index=args.get_bool("-addressindex", False),
        spent_index=args.get_bool("-spentindex", False),
        timestamp_index=args.get_bool("-timestampindex", False),
        force_compact=args.get_bool("-forcecompactdb", False),
        script_cache_bytes=max(args.get_int("-maxsigcachesize", _DEFAULT_SIGNATURE_CACHE_MIB) // 2, 0) << 20,
    )


def _script_threads(args: ArgsManager) -> int:
    """Return how many threads verify scripts, the caller's included."""
    threads = args.get_int("-par", 0)
    if threads <= 0:
        threads += os.cpu_count() or 1
    return min(max(threads - 1, 0), MAX_SCRIPT_THREADS) + 1


def _minimum_chain_work(args: ArgsManager, params: ChainParams) -> int:
    default = params.consensus.minimum_chain_work
    work = default
    if args.is_set("-minimumchainwork"):
        text = args.get("-minimumchainwork", "")
        if not _HEX.fullmatch(text):
            raise InitError(f"Invalid non-hex ({text}) minimum chain work value specified")
        work = int.from_bytes(_hash_of(text), "little")
    _log.info("Setting nMinimumChainWork=%064x", work)
    if work < default:
        _log.info("Warning: nMinimumChainWork set below default value of %064x", default)
    return work


def _prune_target(args: ArgsManager) -> int | None:
    """Return what `ChainOptions.prune_target` takes."""
    prune = args.get_int("-prune", 0)
    if prune < 0:
        raise InitError("Prune cannot be configured with a negative value.")
    if prune == 0:
        return None
    if prune == 1:
        _log.info(
            "Block pruning enabled.  Use RPC call pruneblockchain(height) to manually prune block and undo files."
        )
        return 0
    least = _MIN_PRUNE_REGTEST_MIB if args.get_bool("-regtest", False) else _MIN_PRUNE_MIB
    if prune < least:
        raise InitError(f"Prune configured below the minimum of {least} MiB.  Please use a higher number.")
    _log.info("Prune configured to target %u MiB on disk for block and undo files.", prune)
    return prune << 20


def _fee(args: ArgsManager, name: str, default: int) -> int:
    if not args.is_set(f"-{name}"):
        return default
    text = args.get(f"-{name}", "")
    amount = parse_money(text)
    if amount is None:
        raise InitError(f"Invalid amount for -{name}=<amount>: '{text}'")
    return amount


def _mempool_options(args: ArgsManager, params: ChainParams) -> MempoolOptions:
    max_size = args.get_int("-maxmempool", policy.DEFAULT_MAX_MEMPOOL_SIZE) * 1_000_000
    descendant_size = args.get_int("-limitdescendantsize", policy.DEFAULT_DESCENDANT_SIZE_LIMIT) * 1000
    if max_size < 0 or max_size < descendant_size * 40:
        raise InitError(f"-maxmempool must be at least {math.ceil(descendant_size * 40 / 1_000_000)} MB")
    incremental = _fee(args, "incrementalrelayfee", policy.DEFAULT_INCREMENTAL_RELAY_FEE)
    if args.get_int("-peertimeout", 60) <= 0:
        raise InitError("peertimeout must be a positive integer.")
    relay = _fee(args, "minrelaytxfee", policy.DEFAULT_MIN_RELAY_TX_FEE)
    if not args.is_set("-minrelaytxfee") and incremental > relay:
        relay = incremental
        _log.info("Increasing minrelaytxfee to %s to match incrementalrelayfee", FeeRate(Duffs(relay)).display())
    _fee(args, "blockmintxfee", policy.DEFAULT_BLOCK_MIN_TX_FEE)
    dust = _fee(args, "dustrelayfee", policy.DUST_RELAY_TX_FEE)
    require_standard = not args.get_bool("-acceptnonstdtxn", not params.require_standard)
    if not params.is_test_chain and not require_standard:
        raise InitError(f"acceptnonstdtxn is not currently supported for {params.name} chain")
    datacarrier = args.get_int("-datacarriersize", policy.MAX_OP_RETURN_RELAY)
    return MempoolOptions(
        max_size=max_size,
        expiry_s=args.get_int("-mempoolexpiry", policy.DEFAULT_MEMPOOL_EXPIRY) * 3600,
        require_standard=require_standard,
        min_relay_fee=relay,
        incremental_relay_fee=incremental,
        dust_relay_fee=dust,
        limit_ancestors=args.get_int("-limitancestorcount", policy.DEFAULT_ANCESTOR_LIMIT),
        limit_ancestor_size=args.get_int("-limitancestorsize", policy.DEFAULT_ANCESTOR_SIZE_LIMIT) * 1000,
        limit_descendants=args.get_int("-limitdescendantcount", policy.DEFAULT_DESCENDANT_LIMIT),
        limit_descendant_size=descendant_size,
        bytes_per_sigop=args.get_int("-bytespersigop", policy.DEFAULT_BYTES_PER_SIGOP),
        check_ratio=min(max(args.get_int("-checkmempool", 0), 0), 1_000_000),
        permit_bare_multisig=args.get_bool("-permitbaremultisig", policy.DEFAULT_PERMIT_BARE_MULTISIG),
        max_datacarrier_bytes=datacarrier if args.get_bool("-datacarrier", True) else None,
    )


def _miner_options(args: ArgsManager, params: ChainParams) -> MinerOptions:
    version = None
    if params.name != "main" and args.is_set("-blockversion"):
        version = args.get_int("-blockversion", 0)
    return MinerOptions(
        max_size=args.get_int("-blockmaxsize", policy.DEFAULT_BLOCK_MAX_SIZE),
        min_fee_rate=_fee(args, "blockmintxfee", policy.DEFAULT_BLOCK_MIN_TX_FEE),
        version=version,
        print_priority=args.get_bool("-printpriority", False),
    )


def _check_reindex_chainstate(args: ArgsManager, filters: tuple[str, ...], *, tx_index: bool) -> None:
    if not args.get_bool("-reindex-chainstate", False):
        return
    in_the_way = {
        "coinstatsindex": args.get_bool("-coinstatsindex", False),
        "blockfilterindex": bool(filters),
        "txindex": tx_index,
    }
    for name, active in in_the_way.items():
        if active:
            raise InitError(
                f"-reindex-chainstate option is not compatible with -{name}. Please temporarily disable {name} while "
                "using -reindex-chainstate, or replace -reindex-chainstate with -reindex to fully rebuild all indexes."
            )


def _check_masternode(args: ArgsManager, params: ChainParams) -> tuple[str, ...]:
    """Check what a masternode must and must not set; return warnings."""
    warnings: tuple[str, ...] = ()
    if not args.get_bool("-llmq-data-recovery", True) and args.get_all("-llmq-qvvec-sync"):
        warnings = ("-llmq-qvvec-sync set but recovery is disabled due to -llmq-data-recovery=0",)
    if not args.is_set("-masternodeblsprivkey"):
        return warnings
    rules: tuple[tuple[Callable[[], bool], str], ...] = (
        (
            lambda: params.require_routable_external_ip and not args.get_bool("-listen", True),
            "Masternode must accept connections from outside, set -listen=1",
        ),
        (
            lambda: not args.get_bool("-txindex", True),
            "Masternode must have transaction index enabled, set -txindex=1",
        ),
        (
            lambda: not args.get_bool("-peerbloomfilters", True),
            "Masternode must have bloom filters enabled, set -peerbloomfilters=1",
        ),
        (lambda: args.get_int("-prune", 0) > 0, "Masternode must have no pruning enabled, set -prune=0"),
        (
            lambda: args.get_int("-maxconnections", 125) < 125,
            "Masternode must be able to handle at least 125 connections, set -maxconnections=125",
        ),
        (
            lambda: args.get_bool("-disablegovernance", False),
            "You can not disable governance validation on a masternode.",
        ),
    )
    for is_broken, text in rules:
        if is_broken():
            raise InitError(text)
    _check_operator_key(args.get("-masternodeblsprivkey", ""))
    return warnings


def _check_operator_key(text: str) -> None:
    from dashcore.crypto.bls import BlsError, BlsSecretKey  # noqa: PLC0415 - few are masternodes

    if text:
        try:
            BlsSecretKey(bytes.fromhex(text))
        except (BlsError, ValueError):
            raise InitError("Invalid masternodeblsprivkey. Please see documentation.") from None

"""Commands about descriptors and backups. Mirrors the descriptor part of wallet/rpc/backup.cpp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dashcore.common import files
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.types import UnixTime
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.jsonio import type_name
from dashcore.rpc.params import get_array, get_bool, get_int, get_object, get_str
from dashcore.script.descriptor import parse_descriptor
from dashcore.script.descriptor_checksum import DescriptorError
from dashcore.script.descriptor_tree import Descriptor
from dashcore.script.provider import FlatProvider
from dashcore.script.standard import extract_destination
from dashcore.wallet.descriptor_manager import DescriptorManager
from dashcore.wallet.hd import coinjoin_mark
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.records import DescriptorRecord, WalletFlag
from dashcore.wallet.rescan import TIMESTAMP_WINDOW_S, RescanBusyError, rescan_from_time, reserve_rescan
from dashcore.wallet.rpc.request import BUSY, bool_or, ensure_unlocked, wallet_of
from dashcore.wallet.wallet import Wallet

_MAX_RANGE = 1_000_000
_MIN_TIMESTAMP = 1


def parse_range(value: Json) -> tuple[int, int]:
    """Read a range of child numbers, both ends inclusive. Source: C++ ParseDescriptorRange."""
    low, high = 0, 0
    if isinstance(value, Sequence) and not isinstance(value, str) and len(value) == 2:
        if not all(type_name(end) == "number" for end in value):
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range must be specified as end or as [begin,end]")
        low, high = get_int(value[0], 64), get_int(value[1], 64)
        if low > high:
            raise RpcError(
                RpcErrorCode.INVALID_PARAMETER, "Range specified as [begin,end] must not have begin after end"
            )
    elif type_name(value) == "number":
        high = get_int(value, 64)
    else:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range must be specified as end or as [begin,end]")
    if low < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range should be greater or equal than 0")
    if high >> 31:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "End of range is too high")
    if high >= low + _MAX_RANGE:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range is too large")
    return low, high


def _timestamp(fields: Mapping[str, Json], now: int) -> int:
    """Read from when on a descriptor may have been used. Source: C++ GetImportTimestamp."""
    if "timestamp" not in fields:
        raise RpcError(RpcErrorCode.TYPE_ERROR, "Missing required timestamp field for key")
    value = fields["timestamp"]
    if type_name(value) == "number":
        return get_int(value, 64)
    if value == "now":
        return now
    raise RpcError(
        RpcErrorCode.TYPE_ERROR,
        f'Expected number or "now" timestamp value for key. got type {type_name(value)}',
    )


@dataclass(slots=True)
class _Import:
    """One descriptor to import, read and checked."""

    descriptor: Descriptor
    keys: FlatProvider
    active: bool
    internal: bool
    label: str
    range_start: int = 0
    range_end: int = 1
    next_index: int = 0


def _read_import(wallet: Wallet, fields: Mapping[str, Json], warnings: list[str]) -> _Import:
    if "desc" not in fields:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Descriptor not found.")
    text = get_str(fields["desc"])
    active = bool_or(fields.get("active"), False)
    internal = bool_or(fields.get("internal"), False)
    label = get_str(fields["label"]) if "label" in fields else ""
    try:
        descriptor, keys = parse_descriptor(text, wallet.network.prefixes, require_checksum=True)
    except DescriptorError as err:
        raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, str(err)) from None
    result = _Import(descriptor, keys, active, internal, label)
    _read_range(wallet, fields, result, warnings)
    if active and not descriptor.is_range:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Active descriptors must be ranged")
    if "range" in fields and "label" in fields:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Ranged descriptors should not have a label")
    if internal and "label" in fields:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Internal addresses should not have a label")
    if active and not descriptor.is_single_type:
        raise RpcError(RpcErrorCode.WALLET_ERROR, "Combo descriptors cannot be set to active")
    _check_keys(wallet, result, warnings)
    return result


def _read_range(wallet: Wallet, fields: Mapping[str, Json], result: _Import, warnings: list[str]) -> None:
    if not result.descriptor.is_range:
        if "range" in fields:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Range should not be specified for an un-ranged descriptor")
        return
    if "range" in fields:
        result.range_start, last = parse_range(fields["range"])
        result.range_end = last + 1
    else:
        warnings.append("Range not given, using default keypool range")
        result.range_end = wallet.options.keypool_size
    result.next_index = result.range_start
    if "next_index" in fields:
        result.next_index = get_int(fields["next_index"], 64)
        if not result.range_start <= result.next_index < result.range_end:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "next_index is out of range")


def _check_keys(wallet: Wallet, result: _Import, warnings: list[str]) -> None:
    watch_only = wallet.has_flag(WalletFlag.DISABLE_PRIVATE_KEYS)
    if watch_only and result.keys.keys:
        raise RpcError(RpcErrorCode.WALLET_ERROR, "Cannot import private keys to a wallet with private keys disabled")
    expansion = result.descriptor.expand(0, result.keys)
    if expansion is None:
        raise RpcError(
            RpcErrorCode.WALLET_ERROR,
            "Cannot expand descriptor. Probably because of hardened derivations without private keys provided",
        )
    private = result.descriptor.expand_private(0, result.keys)
    if watch_only:
        return
    if not result.keys.keys:
        raise RpcError(
            RpcErrorCode.WALLET_ERROR,
            "Cannot import descriptor without private keys to a wallet with private keys enabled",
        )
    if not private.keys or any(key_id not in private.keys for key_id in expansion.provider.origins):
        warnings.append("Not all private keys provided. Some wallet functionality may return unexpected errors")


def _add(wallet: Wallet, wanted: _Import, timestamp: int, warnings: list[str]) -> None:
    record = DescriptorRecord(
        text=wanted.descriptor.to_string(),
        creation_time=UnixTime(timestamp),
        next_index=wanted.next_index,
        range_start=wanted.range_start,
        range_end=wanted.range_end,
    )
    known = wallet.keys.find(wallet.keys.make_manager(wanted.descriptor, record).id)
    if known is not None:
        try:
            known.can_update_to(record)
        except WalletError as err:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, err.message) from None
    try:
        manager = wallet.keys.add_descriptor(wanted.descriptor, record, wanted.keys)
    except WalletError:
        text = wanted.descriptor.to_string()
        raise RpcError(RpcErrorCode.WALLET_ERROR, f"Could not add descriptor '{text}'") from None
    if not wanted.descriptor.is_range and not wanted.internal:
        _label(wallet, manager, wanted.label)
    if wanted.active:
        if wanted.descriptor.output_type is None:
            warnings.append("Unknown output type, cannot set descriptor to active.")
        else:
            wallet.keys.activate(manager, internal=wanted.internal)
    elif wanted.descriptor.output_type is not None:
        wallet.keys.deactivate(manager, internal=wanted.internal)


def _label(wallet: Wallet, manager: DescriptorManager, label: str) -> None:
    scripts = manager.scripts
    destination = extract_destination(scripts[0]) if scripts else None
    if destination is not None:
        wallet.set_address(destination, label, "receive")


def _import_one(wallet: Wallet, fields: Mapping[str, Json], timestamp: int) -> dict[str, Json]:
    """Import one descriptor; what is wrong with it goes into the answer. Source: C++ ProcessDescriptorImport."""
    warnings: list[str] = []
    result: dict[str, Json]
    try:
        _add(wallet, _read_import(wallet, fields, warnings), timestamp, warnings)
        result = {"success": True}
    except RpcError as err:
        result = {"success": False, "error": {"code": err.code, "message": err.message}}
    if warnings:
        result["warnings"] = list(warnings)
    return result


@rpc_command(
    "wallet",
    "importdescriptors",
    "Import descriptors and look through the chain for their transactions. Make a new backup afterwards.",
    args=(
        RpcArg(
            "requests",
            ArgType.ARR,
            "What to import.",
            inner=(
                RpcArg(
                    "",
                    ArgType.OBJ,
                    default=None,
                    inner=(
                        RpcArg("desc", ArgType.STR, "The descriptor, with checksum."),
                        RpcArg("active", ArgType.BOOL, "Make addresses with it from now on.", default=False),
                        RpcArg("range", ArgType.RANGE, "Which child numbers, as end or [begin,end].", default=None),
                        RpcArg("next_index", ArgType.NUM, "The next child number to hand out.", default=None),
                        RpcArg(
                            "timestamp",
                            ArgType.NUM,
                            'From when on it may have been used, or "now".',
                            also="string",
                        ),
                        RpcArg("internal", ArgType.BOOL, "Whether it is for change.", default=False),
                        RpcArg("label", ArgType.STR, "Label of its address.", default=""),
                    ),
                ),
            ),
            oneline='"requests"',
        ),
    ),
    result='[{"success": true|false, "warnings": ["str", ...], "error": {...}}, ...]  (json array)',
    examples=('\'[{"desc": "pkh(...)#...", "timestamp": 1455191478, "internal": true}]\'',),
)
def importdescriptors(context: WalletContext, request: RpcRequest) -> Json:
    """Import descriptors."""
    wallet = wallet_of(context, request, synced=True)
    if not wallet.has_flag(WalletFlag.DESCRIPTORS):
        raise RpcError(RpcErrorCode.WALLET_ERROR, "importdescriptors is not available for non-descriptor wallets")
    requests = [get_object(value) for value in get_array(request.params[0])]
    try:
        with reserve_rescan(wallet):
            return _import_all(wallet, requests)
    except RescanBusyError:
        raise RpcError(RpcErrorCode.WALLET_ERROR, BUSY) from None


def _import_all(wallet: Wallet, requests: Sequence[Mapping[str, Json]]) -> Json:
    results: list[dict[str, Json]] = []
    with wallet.lock:
        ensure_unlocked(wallet)
        tip = wallet.chain.find_block(wallet.store.tip_hash, want_data=False)
        now = int(tip.median_time) if tip else int(wallet.clock.now())
        lowest = int(tip.time) if tip else now
        for fields in requests:
            timestamp = max(_timestamp(fields, now), _MIN_TIMESTAMP)
            results.append(_import_one(wallet, fields, timestamp))
            lowest = min(lowest, timestamp)
    if not any(result["success"] for result in results):
        return list(results)
    scanned = rescan_from_time(wallet, UnixTime(lowest))
    with wallet.lock:
        wallet.reaccept_transactions()
    if wallet.scan.abort:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Rescan aborted by user.")
    if scanned > lowest:
        return [
            result if scanned <= _timestamp(fields, now) or "error" in result else _unscanned(fields, now, scanned)
            for fields, result in zip(requests, results, strict=True)
        ]
    return list(results)


def _unscanned(fields: Mapping[str, Json], now: int, scanned: int) -> dict[str, Json]:
    message = (
        f"Rescan failed for descriptor with timestamp {_timestamp(fields, now)}. There was an error reading a "
        f"block from time {scanned - TIMESTAMP_WINDOW_S - 1}, which is after or within {TIMESTAMP_WINDOW_S} seconds "
        "of key creation, and could contain transactions pertaining to the desc. As a result, transactions "
        "and coins using this desc may not appear in the wallet. This error could be "
        "caused by pruning or data corruption (see dashd log for details) and could "
        "be dealt with by downloading and rescanning the relevant blocks (see -reindex "
        "and -rescan options)."
    )
    return {"success": False, "error": {"code": int(RpcErrorCode.MISC_ERROR), "message": message}}


def _describe(wallet: Wallet, manager: DescriptorManager, *, private: bool) -> tuple[str, Json]:
    text = manager.text(private=private)
    if text is None:
        raise RpcError(RpcErrorCode.WALLET_ERROR, "Can't get descriptor string.")
    entry: dict[str, Json] = {"desc": text}
    words = manager.mnemonic() if private else None
    if words is not None:
        entry["mnemonic"], entry["mnemonicpassphrase"] = words
    internal = wallet.keys.is_internal(manager)
    entry |= {"timestamp": int(manager.creation_time), "active": internal is not None}
    if internal is not None:
        entry["internal"] = internal
    if manager.descriptor.is_range:
        record = manager.record
        mark = coinjoin_mark(wallet.network.ext_coin_type)
        if manager.descriptor.output_type is not None and mark in text:
            entry["coinjoin"] = True
        entry["range"] = [record.range_start, record.range_end - 1]
        entry["next"] = record.next_index
        entry["next_index"] = record.next_index
    return text, entry


@rpc_command(
    "wallet",
    "listdescriptors",
    "List the wallet's descriptors.",
    args=(RpcArg("private", ArgType.BOOL, "Show private keys and mnemonics.", default=False),),
    result="""{  (json object)
  "wallet_name": "str",
  "descriptors": [{
    "desc": "str",  "mnemonic": "str",  "mnemonicpassphrase": "str",  (if private)
    "timestamp": n,  "active": true|false,  "internal": true|false,  "coinjoin": true,
    "range": [n, n],  "next": n,  "next_index": n
  }, ...]
}""",
    examples=("", "true"),
)
def listdescriptors(context: WalletContext, request: RpcRequest) -> Json:
    """List descriptors."""
    wallet = wallet_of(context, request)
    if not wallet.has_flag(WalletFlag.DESCRIPTORS):
        raise RpcError(RpcErrorCode.WALLET_ERROR, "listdescriptors is not available for non-descriptor wallets")
    private = request.params[0] is not None and get_bool(request.params[0])
    if private:
        ensure_unlocked(wallet)
    with wallet.lock:
        entries = [_describe(wallet, manager, private=private) for manager in wallet.keys]
    entries.sort(key=lambda entry: entry[0])
    return {"wallet_name": wallet.name, "descriptors": [entry for _, entry in entries]}


@rpc_command(
    "wallet",
    "backupwallet",
    "Copy the wallet's file safely.",
    args=(RpcArg("destination", ArgType.STR, "A file."),),
    examples=('"backup.dat"',),
)
def backupwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Copy the wallet."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        destination = Path(get_str(request.params[0]))
        if not wallet.db.backup(destination):
            raise RpcError(RpcErrorCode.WALLET_ERROR, f"Error: Wallet backup failed!{files.denial(destination)}")
    return None


COMMANDS = (backupwallet, importdescriptors, listdescriptors)

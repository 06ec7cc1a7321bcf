"""Commands about the wallet's transactions. Mirrors wallet/rpc/transactions.cpp."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dashcore.interfaces.chain import NodeGoneError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.transaction import TxType
from dashcore.primitives.types import BlockHash, Height
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_int, get_str, parse_hash
from dashcore.rpc.tx_json import tx_to_json
from dashcore.script.address import AddressError, decode_destination
from dashcore.script.standard import Destination, extract_destination
from dashcore.util.hashes import display_hash
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.receive import OutputEntry, amounts, debit, is_trusted, mature_credit
from dashcore.wallet.rescan import RescanBusyError, ScanStatus, reserve_rescan, scan_for_transactions
from dashcore.wallet.rpc.request import (
    BUSY,
    bool_or,
    get_txid,
    int_or,
    last_processed_block,
    wallet_of,
)
from dashcore.wallet.transactions import UNKNOWN_HEIGHT, Confirmed, WalletTransaction
from dashcore.wallet.wallet import Wallet

_ANY_DEPTH = -100_000_000
_NO_DEPTH = 1 << 31
_WATCHONLY = RpcArg("include_watchonly", ArgType.BOOL, "Take in addresses that are only watched.", default=None)
_ADDLOCKED = RpcArg("addlocked", ArgType.BOOL, "Count what InstantSend locked too.", default=False)
_IMMATURE = RpcArg("include_immature_coinbase", ArgType.BOOL, "Count rewards that may not be spent yet.", default=False)
_TX_FIELDS = """  "address": "str",  "category": "send|coinjoin|receive|generate|immature|orphan|platform-transfer",
  "amount": n,  "label": "str",  "vout": n,  "fee": n,
  "confirmations": n,  "instantlock": true|false,  "instantlock_internal": true|false,  "chainlock": true|false,
  "generated": true,  "trusted": true|false,
  "blockhash": "hex",  "blockheight": n,  "blockindex": n,  "blocktime": n,
  "txid": "hex",  "walletconflicts": ["hex", ...],  "time": n,  "timereceived": n,  "comment": "str",
  "abandoned": true|false
"""


def _is_platform_transfer(wtx: WalletTransaction) -> bool:
    return wtx.tx.has_extra_payload and wtx.tx.type == TxType.ASSET_UNLOCK


def _state_fields(wallet: Wallet, wtx: WalletTransaction) -> dict[str, Json]:
    """Say what is known of a transaction as a whole. Source: C++ WalletTxToJSON."""
    chain = wallet.chain
    depth = wallet.store.depth(wtx)
    locked = chain.is_instant_send_locked_tx(wtx.txid)
    chain_locked = False
    if depth > 0 and isinstance(wtx.state, Confirmed):
        chain_locked = chain.has_chain_lock(wtx.state.height, wtx.state.block_hash)
    result: dict[str, Json] = {
        "confirmations": depth,
        "instantlock": locked or chain_locked,
        "instantlock_internal": locked,
        "chainlock": chain_locked,
    }
    if wtx.is_coinbase:
        result["generated"] = True
    if _is_platform_transfer(wtx):
        result["platform-transfer"] = True
    if isinstance(wtx.state, Confirmed):
        result |= _block_fields(wallet, wtx.state)
    else:
        result["trusted"] = is_trusted(wallet, wtx)
    result |= {
        "txid": display_hash(wtx.txid),
        "walletconflicts": [display_hash(txid) for txid in wallet.store.conflicts(wtx)],
        "time": int(wtx.time),
        "timereceived": int(wtx.time_received),
    }
    return result | dict(sorted(wtx.comments.items()))


def _block_fields(wallet: Wallet, state: Confirmed) -> dict[str, Json]:
    """Say where a transaction is; what only a node knows is missing while there is none."""
    result: dict[str, Json] = {"blockhash": display_hash(state.block_hash)}
    if state.height != UNKNOWN_HEIGHT:
        result["blockheight"] = int(state.height)
    result["blockindex"] = state.index
    try:
        block = wallet.chain.find_block(state.block_hash, want_data=False)
    except NodeGoneError:
        return result
    return result | {"blocktime": block.time if block else 0}


def _category(wallet: Wallet, wtx: WalletTransaction) -> str:
    if wtx.is_coinbase:
        if wallet.store.depth(wtx) < 1:
            return "orphan"
        return "immature" if wallet.store.blocks_to_maturity(wtx) else "generate"
    return "platform-transfer" if _is_platform_transfer(wtx) else "receive"


def list_transaction(
    wallet: Wallet, wtx: WalletTransaction, *, min_depth: int = 0, full: bool, label: str | None = None
) -> list[Json]:
    """Describe a transaction, one entry per payment. Source: C++ ListTransactions.

    Args:
        wallet: whose it is.
        wtx: the transaction.
        min_depth: less deep ones show no payments received.
        full: with what is known of the transaction as a whole.
        label: only payments received at addresses of that label.
    """
    found = amounts(wallet, wtx)
    common = _state_fields(wallet, wtx) if full else {}
    result: list[Json] = []
    if label is None:
        category = "coinjoin" if wtx.comments.get("DS") == "1" else "send"
        for output in found.sent:
            entry = _payment(wallet, output, category, -output.amount)
            entry["fee"] = JsonAmount(-found.fee)
            result.append(entry | common | {"abandoned": wtx.is_abandoned})
    if found.received and (wallet.store.depth(wtx) >= min_depth or wallet.is_instant_send_locked(wtx)):
        category = _category(wallet, wtx)
        for output in found.received:
            known = None if output.destination is None else wallet.address_book.find(output.destination)
            if label is not None and (known.label if known else "") != label:
                continue
            entry = _payment(wallet, output, category, output.amount)
            result.append(entry | {"abandoned": wtx.is_abandoned} | common)
    return result


def _payment(wallet: Wallet, output: OutputEntry, category: str, amount: int) -> dict[str, Json]:
    entry: dict[str, Json] = {}
    known = None
    if output.destination is not None:
        entry["address"] = wallet.address_of(output.destination)
        known = wallet.address_book.find(output.destination)
    entry |= {"category": category, "amount": JsonAmount(amount)}
    if known is not None:
        entry["label"] = known.label
    entry["vout"] = output.index
    return entry


@dataclass(slots=True)
class _Tally:
    amount: int = 0
    depth: int = _NO_DEPTH
    txids: list[str] = field(default_factory=list)


def _list_received(wallet: Wallet, params: Sequence[Json], *, by_label: bool) -> Json:
    """Sum what each address or label received. Source: C++ ListReceived."""
    include_empty = bool_or(params[2], False)
    only: Destination | None = None
    if not by_label and params[4] is not None and get_str(params[4]):
        try:
            only = decode_destination(get_str(params[4]), wallet.network.prefixes)
        except AddressError:
            raise RpcError(RpcErrorCode.WALLET_ERROR, "address_filter parameter was invalid") from None
    immature = bool_or(params[4 if by_label else 5], False)
    tally = _tally(wallet, int_or(params[0], 1), add_locked=bool_or(params[1], False), immature=immature)
    entries = [
        (destination, entry.label or "", tally.get(destination))
        for destination, entry in wallet.address_book
        if not entry.is_change and only in (None, destination)
    ]
    shown = [(destination, label, item) for destination, label, item in entries if item is not None or include_empty]
    if by_label:
        labels: dict[str, _Tally] = {}
        for _, label, item in shown:
            total = labels.setdefault(label, _Tally())
            if item is not None:
                total.amount += item.amount
                total.depth = min(total.depth, item.depth)
        return [
            {"amount": JsonAmount(total.amount), "confirmations": total.depth % _NO_DEPTH, "label": label}
            for label, total in sorted(labels.items(), key=lambda pair: pair[0].encode())
        ]
    return [
        {
            "address": wallet.address_of(destination),
            "amount": JsonAmount(item.amount if item else 0),
            "confirmations": item.depth % _NO_DEPTH if item else 0,
            "label": label,
            "txids": list(item.txids) if item else [],
        }
        for destination, label, item in shown
    ]


def _tally(wallet: Wallet, min_depth: int, *, add_locked: bool, immature: bool) -> dict[Destination, _Tally]:
    coinbase = not wallet.chain.rpc_enable_deprecated("exclude_coinbase")
    if immature and not coinbase:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER,
            "include_immature_coinbase is incompatible with deprecated exclude_coinbase",
        )
    result: dict[Destination, _Tally] = {}
    for wtx in wallet.store:
        depth = wallet.store.depth(wtx)
        if depth < min_depth and not (add_locked and wallet.is_instant_send_locked(wtx)):
            continue
        if wtx.is_coinbase and (depth < 1 or not coinbase):
            continue
        if wallet.store.blocks_to_maturity(wtx) and not immature:
            continue
        for output in wtx.tx.outputs:
            destination = extract_destination(output.script_pubkey)
            if destination is None or not wallet.is_mine(output.script_pubkey):
                continue
            item = result.setdefault(destination, _Tally())
            item.amount += output.value
            item.depth = min(item.depth, depth)
            item.txids.append(display_hash(wtx.txid))
    return result


@rpc_command(
    "wallet",
    "listreceivedbyaddress",
    "List what each receiving address received.",
    args=(
        RpcArg("minconf", ArgType.NUM, "Least number of confirmations.", default=1),
        _ADDLOCKED,
        RpcArg("include_empty", ArgType.BOOL, "List addresses that received nothing.", default=False),
        _WATCHONLY,
        RpcArg("address_filter", ArgType.STR, "Only this address.", default=None),
        _IMMATURE,
    ),
    result='[{"address": "str", "amount": n, "confirmations": n, "label": "str", "txids": ["hex", ...]}, ...]',
    examples=("", "6 false true"),
)
def listreceivedbyaddress(context: WalletContext, request: RpcRequest) -> Json:
    """List receipts by address."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        return _list_received(wallet, request.params, by_label=False)


@rpc_command(
    "wallet",
    "listreceivedbylabel",
    "List what the addresses of each label received.",
    args=(
        RpcArg("minconf", ArgType.NUM, "Least number of confirmations.", default=1),
        _ADDLOCKED,
        RpcArg("include_empty", ArgType.BOOL, "List labels that received nothing.", default=False),
        _WATCHONLY,
        _IMMATURE,
    ),
    result='[{"amount": n, "confirmations": n, "label": "str"}, ...]',
    examples=("", "6 true"),
)
def listreceivedbylabel(context: WalletContext, request: RpcRequest) -> Json:
    """List receipts by label."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        return _list_received(wallet, request.params, by_label=True)


@rpc_command(
    "wallet",
    "listtransactions",
    "List the most recent transactions, oldest first.",
    args=(
        RpcArg("label|dummy", ArgType.STR, 'Only payments received at that label; "*": all.', default=None),
        RpcArg("count", ArgType.NUM, "How many.", default=10),
        RpcArg("skip", ArgType.NUM, "How many of the most recent to leave out.", default=0),
        _WATCHONLY,
    ),
    result="[{  (json array of objects)\n" + _TX_FIELDS + "}, ...]",
    examples=("", '"*" 20 100'),
)
def listtransactions(context: WalletContext, request: RpcRequest) -> Json:
    """List recent transactions."""
    wallet = wallet_of(context, request, synced=True)
    label: str | None = None
    if request.params[0] is not None and get_str(request.params[0]) != "*":
        label = get_str(request.params[0])
        if not label:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, 'Label argument must be a valid label name or "*".')
    count = int_or(request.params[1], 10)
    skip = int_or(request.params[2], 0)
    if count < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Negative count")
    if skip < 0:
        raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Negative from")
    newest_first: list[Json] = []
    with wallet.lock:
        for wtx in wallet.store.newest_first():
            newest_first += list_transaction(wallet, wtx, full=True, label=label)
            if len(newest_first) >= count + skip:
                break
    return newest_first[skip : skip + count][::-1]


@rpc_command(
    "wallet",
    "listsinceblock",
    "List all transactions since a block, or all there are.",
    args=(
        RpcArg("blockhash", ArgType.STR, "Only transactions after that block.", default=None),
        RpcArg("target_confirmations", ArgType.NUM, "Which block from the top to give as lastblock.", default=1),
        _WATCHONLY,
        RpcArg("include_removed", ArgType.BOOL, "Show what left the chain in a reorganisation.", default=True),
    ),
    result='{"transactions": [{...}, ...], "removed": [{...}, ...], "lastblock": "hex"}  (json object)',
)
def listsinceblock(context: WalletContext, request: RpcRequest) -> Json:
    """List transactions since a block."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        chain, store = wallet.chain, wallet.store
        fork: int | None = None
        block_hash = BlockHash(b"")
        if request.params[0] is not None and get_str(request.params[0]):
            block_hash = BlockHash(parse_hash(request.params[0], "blockhash"))
            common = chain.find_common_ancestor(block_hash, store.tip_hash)
            if common is None:
                raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Block not found")
            fork = common.height
        target = int_or(request.params[1], 1)
        if target < 1:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid parameter")
        include_removed = bool_or(request.params[3], True)
        depth = -1 if fork is None else store.tip_height + 1 - fork
        transactions: list[Json] = []
        for wtx in store:
            if depth == -1 or abs(store.depth(wtx)) < depth:
                transactions += list_transaction(wallet, wtx, full=True)
        result: dict[str, Json] = {"transactions": transactions}
        if include_removed:
            result["removed"] = [] if fork is None else _removed(wallet, block_hash, fork)
        target = min(target, store.tip_height + 1)
        last = chain.find_ancestor_by_height(store.tip_hash, Height(store.tip_height + 1 - target))
        result["lastblock"] = display_hash(last.hash) if last else "0" * 64
        return result


def _removed(wallet: Wallet, block_hash: BlockHash, fork: int) -> list[Json]:
    """Describe the transactions of a branch that left the chain."""
    result: list[Json] = []
    while True:
        found = wallet.chain.find_block(block_hash, want_data=True)
        if found is not None and found.height <= fork:
            return result
        if found is None or found.data is None:
            raise RpcError(RpcErrorCode.INTERNAL_ERROR, "Can't read block from disk")
        for tx in found.data.transactions:
            wtx = wallet.store.find(tx.txid)
            if wtx is not None:
                result += list_transaction(wallet, wtx, min_depth=_ANY_DEPTH, full=True)
        block_hash = found.data.header.prev_hash


@rpc_command(
    "wallet",
    "gettransaction",
    "Show a transaction of the wallet.",
    args=(
        RpcArg("txid", ArgType.STR, "Its id."),
        _WATCHONLY,
        RpcArg("verbose", ArgType.BOOL, "Show it decoded too.", default=False),
    ),
    result='{  (json object)\n  "amount": n,  "fee": n,\n'
    + _TX_FIELDS
    + '  "details": [{...}, ...],  "hex": "hex",  "decoded": {...},  "lastprocessedblock": {...}\n}',
    examples=('"1075db55d416d3ca199f55b6084e2115b9345e16c5cf302fc80e9d5fbf5d48d1"',),
)
def gettransaction(context: WalletContext, request: RpcRequest) -> Json:
    """Show a transaction."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        txid = get_txid(request.params[0])
        verbose = bool_or(request.params[2], False)
        wtx = wallet.store.find(txid)
        if wtx is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid or non-wallet transaction id")
        spent = debit(wallet, wtx.tx)
        fee = wtx.tx.value_out - spent if spent > 0 else 0
        result: dict[str, Json] = {"amount": JsonAmount(mature_credit(wallet, wtx) - spent - fee)}
        if spent > 0:
            result["fee"] = JsonAmount(fee)
        result |= _state_fields(wallet, wtx)
        result["details"] = list_transaction(wallet, wtx, full=False)
        result["hex"] = wtx.tx.serialize().hex()
        if verbose:
            result["decoded"] = tx_to_json(wtx.tx, wallet.network.prefixes, include_hex=False)
        result["lastprocessedblock"] = last_processed_block(wallet)
        return result


@rpc_command(
    "wallet",
    "abandontransaction",
    "Give up a transaction that is neither in a block nor in the mempool, and free the coins it spends.",
    args=(RpcArg("txid", ArgType.STR_HEX, "Its id."),),
    examples=('"1075db55d416d3ca199f55b6084e2115b9345e16c5cf302fc80e9d5fbf5d48d1"',),
)
def abandontransaction(context: WalletContext, request: RpcRequest) -> Json:
    """Give a transaction up."""
    wallet = wallet_of(context, request, synced=True)
    with wallet.lock:
        wtx = wallet.store.find(get_txid(request.params[0]))
        if wtx is None:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Invalid or non-wallet transaction id")
        if not wallet.abandon_transaction(wtx):
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, "Transaction not eligible for abandonment")
    return None


@rpc_command(
    "wallet",
    "rescanblockchain",
    "Look through blocks for transactions of the wallet.",
    args=(
        RpcArg("start_height", ArgType.NUM, "Where to begin.", default=0),
        RpcArg("stop_height", ArgType.NUM, "The last block to look through; left out: the tip.", default=None),
    ),
    result='{"start_height": n, "stop_height": n}  (json object)',
    examples=("100000 120000",),
)
def rescanblockchain(context: WalletContext, request: RpcRequest) -> Json:
    """Look through blocks."""
    wallet = wallet_of(context, request, synced=True)
    try:
        with reserve_rescan(wallet):
            with wallet.lock:
                start, stop = _scan_range(wallet, request.params)
                first = wallet.chain.find_ancestor_by_height(wallet.store.tip_hash, Height(start))
            if first is None:
                raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid start_height")
            result = scan_for_transactions(wallet, first.hash, first.height, stop)
    except RescanBusyError:
        raise RpcError(RpcErrorCode.WALLET_ERROR, BUSY) from None
    if result.status is ScanStatus.FAILURE:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Rescan failed. Potentially corrupted data files.")
    if result.status is ScanStatus.USER_ABORT:
        raise RpcError(RpcErrorCode.MISC_ERROR, "Rescan aborted.")
    return {"start_height": start, "stop_height": result.last_height}


def _scan_range(wallet: Wallet, params: Sequence[Json]) -> tuple[int, Height | None]:
    tip = wallet.store.tip_height
    start = 0
    stop: Height | None = None
    if params[0] is not None:
        start = get_int(params[0])
        if not 0 <= start <= tip:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid start_height")
    if params[1] is not None:
        stop = Height(get_int(params[1]))
        if not 0 <= stop <= tip:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "Invalid stop_height")
        if stop < start:
            raise RpcError(RpcErrorCode.INVALID_PARAMETER, "stop_height must be greater than start_height")
    if not wallet.chain.has_blocks(wallet.store.tip_hash, Height(start), stop):
        raise RpcError(
            RpcErrorCode.MISC_ERROR,
            "Can't rescan beyond pruned data. Use RPC call getblockchaininfo to determine your pruned height.",
        )
    return start, stop


@rpc_command(
    "wallet",
    "abortrescan",
    "Stop a rescan that another command began.",
    result="true|false  (boolean) Whether one ran.",
)
def abortrescan(context: WalletContext, request: RpcRequest) -> Json:
    """Stop a rescan."""
    wallet = wallet_of(context, request)
    if not wallet.scan.is_scanning or wallet.scan.abort:
        return False
    wallet.scan.abort = True
    return True


COMMANDS = (
    abandontransaction,
    abortrescan,
    gettransaction,
    listreceivedbyaddress,
    listreceivedbylabel,
    listsinceblock,
    listtransactions,
    rescanblockchain,
)

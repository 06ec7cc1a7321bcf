"""Commands that hand transactions in. Mirrors the first part of rpc/mempool.cpp."""

from dashcore.consensus.validation import InvalidTxError, TxResult
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.node.broadcast import BroadcastError, TransactionError, broadcast_transaction
from dashcore.node.context import NodeContext
from dashcore.node.mempool.accept import Accepted, PackageVerdict
from dashcore.policy.feerate import FeeRate
from dashcore.policy.policy import MAX_PACKAGE_COUNT
from dashcore.primitives.transaction import Transaction
from dashcore.primitives.types import COIN, Duffs
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_array, get_bool, get_str, parse_amount
from dashcore.rpc.raw_transactions import decode_hex_tx, parse_tx
from dashcore.util.hashes import display_hash

DEFAULT_MAX_FEE_RATE = FeeRate(Duffs(COIN // 10))  # per kB. Source: C++ DEFAULT_MAX_RAW_TX_FEE_RATE
_ERROR_CODES = {
    TransactionError.MEMPOOL_REJECTED: RpcErrorCode.VERIFY_REJECTED,
    TransactionError.ALREADY_IN_CHAIN: RpcErrorCode.VERIFY_ALREADY_IN_CHAIN,
}
_MAX_FEE_RATE = RpcArg(
    "maxfeerate", ArgType.AMOUNT, "Refuse a higher fee rate, in DASH/kB; 0: any will do.", default="0.10"
)


def _parse_max_rate(value: Json) -> FeeRate:
    return DEFAULT_MAX_FEE_RATE if value is None else FeeRate(Duffs(parse_amount(value)))


def transaction_error(error: BroadcastError) -> RpcError:
    """Return what a caller sees of a failed broadcast. Source: C++ JSONRPCTransactionError."""
    return RpcError(_ERROR_CODES.get(error.kind, RpcErrorCode.VERIFY_ERROR), str(error))


@rpc_command(
    "rawtransactions",
    "sendrawtransaction",
    "Hand a transaction in: to the mempool, and from there to peers.",
    args=(
        RpcArg("hexstring", ArgType.STR_HEX, "The transaction."),
        _MAX_FEE_RATE,
        RpcArg("instantsend", ArgType.BOOL, "Ignored.", default=False),
        RpcArg("bypasslimits", ArgType.BOOL, "Let it in whatever its fee.", default=False),
    ),
    result='"hex"    (string) Its id',
    examples=('"signedhex"',),
)
def sendrawtransaction(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    tx = parse_tx(request.params[0], "TX decode failed. Make sure the tx has at least one input.")
    max_fee = _parse_max_rate(request.params[1]).fee(len(tx.serialize()))
    bypass = request.params[3] is not None and get_bool(request.params[3])
    try:
        broadcast_transaction(node, tx, max_fee=max_fee, bypass_limits=bypass)
    except BroadcastError as error:
        raise transaction_error(error) from None
    return display_hash(tx.txid)


def _test(node: NodeContext, transactions: list[Transaction]) -> PackageVerdict:
    if len(transactions) > 1:
        return node.acceptor.test_package(transactions)
    tx = transactions[0]
    try:
        return PackageVerdict(results={tx.txid: node.acceptor.accept(tx, test=True)})
    except InvalidTxError as error:
        return PackageVerdict(results={tx.txid: error})


def _verdict_to_json(verdict: Accepted | InvalidTxError, max_rate: FeeRate) -> dict[str, Json]:
    if isinstance(verdict, InvalidTxError):
        missing = verdict.result is TxResult.MISSING_INPUTS
        return {"allowed": False, "reject-reason": "missing-inputs" if missing else verdict.reason}
    if 0 < max_rate.fee(verdict.size) < verdict.fee:
        return {"allowed": False, "reject-reason": "max-fee-exceeded"}
    return {"allowed": True, "vsize": verdict.size, "fees": {"base": JsonAmount(verdict.fee)}}


@rpc_command(
    "rawtransactions",
    "testmempoolaccept",
    "Say whether the mempool would take transactions; nothing is handed in.\n"
    f"Of several (at most {MAX_PACKAGE_COUNT}) parents come first; if one fails others may stay open.",
    args=(
        RpcArg(
            "rawtxs",
            ArgType.ARR,
            "The transactions.",
            inner=(RpcArg("rawtx", ArgType.STR_HEX, default=None),),
        ),
        _MAX_FEE_RATE,
    ),
    result="""[                             (json array) In the order of the transactions
  {
    "txid" : "hex",             (string) Its id
    "package-error" : "str",    (string, optional) What is wrong with all of them together
    "allowed" : true|false,     (boolean, optional) Whether it would be taken; left out where that stayed open
    "vsize" : n,                (numeric, optional) Size that fee rates go by
    "fees" : {                  (json object, optional) Where it would be taken
      "base" : n                (numeric) Its fee, in DASH
    },
    "reject-reason" : "str"     (string, optional) Why it would not be taken
  }, ...
]""",
    examples=("""'["signedhex"]'""",),
)
def testmempoolaccept(node: NodeContext, request: RpcRequest) -> Json:  # noqa: D103
    texts = get_array(request.params[0])
    if not 1 <= len(texts) <= MAX_PACKAGE_COUNT:
        raise RpcError(
            RpcErrorCode.INVALID_PARAMETER, f"Array must contain between 1 and {MAX_PACKAGE_COUNT} transactions."
        )
    max_rate = _parse_max_rate(request.params[1])
    transactions: list[Transaction] = []
    for text in map(get_str, texts):
        tx = decode_hex_tx(text)
        if tx is None:
            raise RpcError(
                RpcErrorCode.DESERIALIZATION_ERROR,
                f"TX decode failed: {text} Make sure the tx has at least one input.",
            )
        transactions.append(tx)
    verdict = _test(node, transactions)
    shown: list[Json] = []
    is_over = False
    for tx in transactions:
        line: dict[str, Json] = {"txid": display_hash(tx.txid)}
        if verdict.reason and verdict.reason != "transaction failed":
            line["package-error"] = verdict.reason
        found = verdict.results.get(tx.txid)
        if found is not None and not is_over:
            line |= _verdict_to_json(found, max_rate)
            is_over = line.get("reject-reason") == "max-fee-exceeded"
        shown.append(line)
    return shown


COMMANDS = (sendrawtransaction, testmempoolaccept)

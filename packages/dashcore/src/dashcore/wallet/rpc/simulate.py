"""The command that tells what transactions would change. Mirrors simulaterawtransaction of wallet/rpc/wallet.cpp."""

from collections.abc import Sequence

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.primitives.types import Duffs
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import check_object, get_array, get_object
from dashcore.rpc.raw_transactions import parse_tx
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.receive import input_debit
from dashcore.wallet.rpc.request import wallet_of
from dashcore.wallet.wallet import Wallet


@rpc_command(
    "wallet",
    "simulaterawtransaction",
    "Say how the balance would change if transactions were signed and sent.",
    args=(
        RpcArg(
            "rawtxs",
            ArgType.ARR,
            "The transactions.",
            default=None,
            inner=(RpcArg("rawtx", ArgType.STR_HEX, default=None),),
        ),
        RpcArg(
            "options",
            ArgType.OBJ_USER_KEYS,
            "Options.",
            default=None,
            inner=(RpcArg("include_watchonly", ArgType.BOOL, default=None),),
        ),
    ),
    result='{"balance_change": n}  (json object)',
    examples=("'[\"myhex\"]'",),
)
def simulaterawtransaction(context: WalletContext, request: RpcRequest) -> Json:
    """Work out a change of balance."""
    wallet = wallet_of(context, request)
    if request.params[1] is not None:
        check_object(get_object(request.params[1]), {"include_watchonly": "bool"}, allow_null=True, strict=True)
    message = "Transaction hex string decoding failure."
    txs = [parse_tx(value, message) for value in get_array(request.params[0])]
    with wallet.lock:
        return {"balance_change": JsonAmount(_simulate(wallet, txs))}


def _simulate(wallet: Wallet, txs: Sequence[Transaction]) -> int:
    change = 0
    made: dict[OutPoint, int] = {}
    spent: set[OutPoint] = set()
    for tx in txs:
        coins = wallet.chain.find_coins(tuple(txin.prevout for txin in tx.inputs))
        for txin, coin in zip(tx.inputs, coins, strict=True):
            if txin.prevout in spent:
                raise RpcError(
                    RpcErrorCode.INVALID_PARAMETER,
                    "Transaction(s) are spending the same output more than once",
                )
            if txin.prevout in made:
                change -= made.pop(txin.prevout)
            elif coin is None:
                raise RpcError(
                    RpcErrorCode.INVALID_PARAMETER,
                    "One or more transaction inputs are missing or have been spent already",
                )
            else:
                change -= input_debit(wallet, txin)
            spent.add(txin.prevout)
        for index, output in enumerate(tx.outputs):
            value = output.value if wallet.is_mine(output.script_pubkey) else Duffs(0)
            made[OutPoint(tx.txid, index)] = value
            change += value
    return change


COMMANDS = (simulaterawtransaction,)

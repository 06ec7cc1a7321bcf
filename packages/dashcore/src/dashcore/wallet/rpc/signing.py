"""Commands that sign transactions and texts. Mirrors parts of wallet/rpc/spend.cpp and signmessage.cpp."""

from dashcore.crypto.secp256k1 import SigningError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_str
from dashcore.rpc.raw_transactions import (
    PREVTXS_ARG,
    SIGHASH_ARG,
    SIGNED_RESULT,
    parse_prevouts,
    parse_sighash_type,
    parse_tx,
    signed_to_json,
)
from dashcore.script.message import SigningResult, sign_message
from dashcore.script.standard import PKHash, script_for_destination
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.rpc.request import NEEDS_PASSPHRASE, ensure_unlocked, get_destination, wallet_of


@rpc_command(
    "wallet",
    "signrawtransactionwithwallet",
    "Sign the inputs of a transaction that are the wallet's." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("hexstring", ArgType.STR, "The transaction."),
        PREVTXS_ARG,
        SIGHASH_ARG,
    ),
    result=SIGNED_RESULT,
    examples=('"myhex"',),
)
def signrawtransactionwithwallet(context: WalletContext, request: RpcRequest) -> Json:
    """Sign a transaction."""
    wallet = wallet_of(context, request)
    tx = parse_tx(request.params[0], "TX decode failed. Make sure the tx has at least one input.")
    with wallet.lock:
        ensure_unlocked(wallet)
        outpoints = tuple(txin.prevout for txin in tx.inputs)
        found = wallet.chain.find_coins(outpoints)
        coins = {outpoint: coin.output for outpoint, coin in zip(outpoints, found, strict=True) if coin is not None}
        parse_prevouts(request.params[1], None, coins)
        signed, errors = wallet.keys.sign_inputs(tx, coins, parse_sighash_type(request.params[2]))
    return signed_to_json(signed, errors)


@rpc_command(
    "wallet",
    "signmessage",
    "Sign a text with the key of an address." + NEEDS_PASSPHRASE,
    args=(
        RpcArg("address", ArgType.STR, "An address of the wallet."),
        RpcArg("message", ArgType.STR, "The text."),
    ),
    result='"signature"  (string) In base64.',
    examples=('"XwnLY9Tf7Zsef8gMGL2fhWA9ZmMjt4KPwg" "my message"',),
)
def signmessage(context: WalletContext, request: RpcRequest) -> Json:
    """Sign a text."""
    wallet = wallet_of(context, request)
    with wallet.lock:
        ensure_unlocked(wallet)
        destination = get_destination(wallet, request.params[0], "Invalid address")
        if not isinstance(destination, PKHash):
            raise RpcError(RpcErrorCode.TYPE_ERROR, "Address does not refer to key")
        provider = wallet.keys.signing_provider(script_for_destination(destination))
        key = None if provider is None else provider.get_key(destination.hash)
        if key is None:
            raise RpcError(RpcErrorCode.WALLET_ERROR, SigningResult.PRIVATE_KEY_NOT_AVAILABLE.value)
        try:
            return sign_message(key, get_str(request.params[1]))
        except SigningError:
            raise RpcError(RpcErrorCode.INVALID_ADDRESS_OR_KEY, SigningResult.SIGNING_FAILED.value) from None


COMMANDS = (signmessage, signrawtransactionwithwallet)

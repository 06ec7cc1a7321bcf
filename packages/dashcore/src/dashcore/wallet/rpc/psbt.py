"""Commands on partially signed transactions. Mirrors parts of wallet/rpc/spend.cpp."""

from dataclasses import replace

from dashcore.common.external_signer import ExternalSignerError, SigningRefusedError
from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, JsonAmount, RpcArg, RpcRequest, rpc_command
from dashcore.rpc.params import get_object
from dashcore.rpc.psbt_text import PSBT_ARG, parse_psbt, psbt_text
from dashcore.rpc.raw_transactions import CREATE_ARGS, SIGHASH_ARG, construct_transaction, parse_sighash_type
from dashcore.script.psbt import Psbt
from dashcore.script.sighash import SIGHASH_ALL
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.psbt import FillPsbtError, SighashMismatchError, fill_psbt
from dashcore.wallet.rpc.funding import FUND_ARGS, SIZE_ARG, fund, sizes_of_inputs
from dashcore.wallet.rpc.request import NEEDS_PASSPHRASE, bool_or, ensure_unlocked, wallet_of
from dashcore.wallet.wallet import Wallet

_DERIVATIONS_ARG = RpcArg("bip32derivs", ArgType.BOOL, "Tell where keys come from.", default=True)
_INPUTS_ARG, _OUTPUTS_ARG, _LOCK_TIME_ARG = CREATE_ARGS
_INPUT_ARG = replace(_INPUTS_ARG.inner[0], inner=(*_INPUTS_ARG.inner[0].inner, SIZE_ARG))


def fill(
    wallet: Wallet,
    psbt: Psbt,
    *,
    sign: bool,
    hash_type: int = SIGHASH_ALL,
    show_origins: bool = True,
    finalize: bool = True,
) -> bool:
    """As `fill_psbt`, with the lock held meanwhile.

    Raises:
        RpcError: code -22 or -25; -1 where a signer has the keys and cannot be asked.
    """
    with wallet.lock:
        try:
            return fill_psbt(wallet, psbt, sign=sign, hash_type=hash_type, show_origins=show_origins, finalize=finalize)
        except SighashMismatchError as error:
            raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, error.message) from None
        except FillPsbtError as error:
            raise RpcError(RpcErrorCode.VERIFY_ERROR, error.message) from None
        except SigningRefusedError:
            raise RpcError(RpcErrorCode.VERIFY_ERROR, "External signer failed to sign") from None
        except ExternalSignerError as error:
            raise RpcError(RpcErrorCode.MISC_ERROR, str(error)) from None


@rpc_command(
    "wallet",
    "walletprocesspsbt",
    "Fill in what the wallet knows of a partially signed transaction, and sign its own inputs." + NEEDS_PASSPHRASE,
    args=(
        PSBT_ARG,
        RpcArg("sign", ArgType.BOOL, "Sign, besides filling in.", default=True),
        SIGHASH_ARG,
        _DERIVATIONS_ARG,
        RpcArg("finalize", ArgType.BOOL, "Finish the input scripts that lack nothing.", default=True),
    ),
    result="""{                          (json object)
  "psbt" : "str",            (string) The partially signed transaction, in base64
  "complete" : true|false    (boolean) Whether nothing is missing
}""",
    examples=('"psbt"',),
)
def walletprocesspsbt(context: WalletContext, request: RpcRequest) -> Json:
    """Fill in and sign."""
    wallet = wallet_of(context, request, synced=True)
    psbt = parse_psbt(request.params[0])
    hash_type = parse_sighash_type(request.params[2])
    sign, show_origins, finalize = (bool_or(request.params[number], True) for number in (1, 3, 4))
    with wallet.lock:
        if sign:
            ensure_unlocked(wallet)
        complete = fill(wallet, psbt, sign=sign, hash_type=hash_type, show_origins=show_origins, finalize=finalize)
    return {"psbt": psbt_text(psbt), "complete": complete}


@rpc_command(
    "wallet",
    "walletcreatefundedpsbt",
    "Make a partially signed transaction and add inputs of the wallet until it can pay its outputs. What it spends "
    "must be known to the wallet or to the node; of inputs that are not the wallet's the solving data is needed.",
    args=(
        replace(_INPUTS_ARG, default=None, summary="What to spend; more is added as needed.", inner=(_INPUT_ARG,)),
        _OUTPUTS_ARG,
        _LOCK_TIME_ARG,
        RpcArg("options", ArgType.OBJ, "Options.", default=None, inner=FUND_ARGS, oneline="options"),
        _DERIVATIONS_ARG,
    ),
    result="""{                     (json object)
  "psbt" : "str",       (string) The partially signed transaction, in base64
  "fee" : n,            (numeric) What it pays, in DASH
  "changepos" : n       (numeric) Which output is change; -1: none
}""",
    examples=('"[{\\"txid\\":\\"myid\\",\\"vout\\":0}]" "[{\\"data\\":\\"00010203\\"}]"',),
)
def walletcreatefundedpsbt(context: WalletContext, request: RpcRequest) -> Json:
    """Make and fund."""
    wallet = wallet_of(context, request, synced=True)
    inputs, outputs, lock_time, given, derivations = request.params
    options = {} if given is None else get_object(given)
    tx = construct_transaction(inputs, outputs, lock_time, wallet.network.prefixes)
    funded = fund(wallet, tx, sizes_of_inputs(inputs, options), allow_other_inputs=not tx.inputs, override_min_fee=True)
    psbt = Psbt.of(funded.tx)
    fill(wallet, psbt, sign=False, show_origins=bool_or(derivations, True))
    return {"psbt": psbt_text(psbt), "fee": JsonAmount(funded.fee), "changepos": funded.change_position}


COMMANDS = (walletcreatefundedpsbt, walletprocesspsbt)

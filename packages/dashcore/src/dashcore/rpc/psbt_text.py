"""Partially signed transactions as commands take and return them: in base64."""

import base64

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg
from dashcore.rpc.params import get_str
from dashcore.script.psbt import Psbt, PsbtError
from dashcore.script.psbt_read import decode_psbt_text

PSBT_ARG = RpcArg("psbt", ArgType.STR, "The partially signed transaction, in base64.")


def parse_psbt(value: Json) -> Psbt:
    """Read a partially signed transaction.

    Raises:
        RpcError: code -22.
    """
    try:
        return decode_psbt_text(get_str(value))
    except PsbtError as error:
        raise RpcError(RpcErrorCode.DESERIALIZATION_ERROR, f"TX decode failed {error}") from None


def psbt_text(psbt: Psbt) -> str:
    """Show a partially signed transaction."""
    return base64.b64encode(psbt.encode()).decode()

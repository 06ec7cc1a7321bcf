"""Commands that only legacy wallets know; a descriptor wallet refuses them as every release does."""

from dataclasses import replace

from dashcore.interfaces.rpc import RpcError, RpcErrorCode
from dashcore.rpc.command import ArgType, Json, RpcArg, RpcCommand, RpcRequest
from dashcore.wallet.loader import WalletContext
from dashcore.wallet.rpc.request import ensure_unlocked, wallet_of

_FILE = (RpcArg("filename", ArgType.STR, "A file."),)
_LABEL = RpcArg("label", ArgType.STR, "A label.", default="")
_RESCAN = RpcArg("rescan", ArgType.BOOL, "Look through the chain.", default=True)
_ARGS: dict[str, tuple[RpcArg, ...]] = {
    "addmultisigaddress": (
        RpcArg("nrequired", ArgType.NUM, "Signatures needed."),
        RpcArg("keys", ArgType.ARR, "Keys or addresses.", inner=(RpcArg("key", ArgType.STR, default=None),)),
        RpcArg("label", ArgType.STR, "A label.", default=None),
    ),
    "dumphdinfo": (),
    "dumpprivkey": (RpcArg("address", ArgType.STR, "An address."),),
    "dumpwallet": _FILE,
    "importaddress": (
        RpcArg("address", ArgType.STR, "An address or script."),
        _LABEL,
        _RESCAN,
        RpcArg("p2sh", ArgType.BOOL, "Import its script hash too.", default=False),
    ),
    "importelectrumwallet": (*_FILE, RpcArg("index", ArgType.NUM, "Where to begin.", default=0)),
    "importmulti": (
        RpcArg(
            "requests",
            ArgType.ARR,
            "What to import.",
            inner=(RpcArg("", ArgType.OBJ, default=None),),
            oneline='"requests"',
        ),
        RpcArg("options", ArgType.OBJ, "Options.", default=None, oneline='"options"'),
    ),
    "importprivkey": (RpcArg("privkey", ArgType.STR, "A private key."), _LABEL, _RESCAN),
    "importpubkey": (RpcArg("pubkey", ArgType.STR, "A public key."), _LABEL, _RESCAN),
    "importwallet": _FILE,
    "newkeypool": (),
    "sethdseed": (
        RpcArg("newkeypool", ArgType.BOOL, "Make the keypool anew.", default=True),
        RpcArg("seed", ArgType.STR, "A private key.", default=None),
    ),
}


def _refuse(context: WalletContext, request: RpcRequest) -> Json:
    wallet = wallet_of(context, request)
    if request.method == "dumphdinfo":
        ensure_unlocked(wallet)
    raise RpcError(RpcErrorCode.WALLET_ERROR, "Only legacy wallets are supported by this command")


COMMANDS: tuple[RpcCommand[WalletContext], ...] = tuple(
    RpcCommand(
        category="wallet",
        name=name,
        summary="Known to legacy wallets alone; descriptor wallets refuse it.",
        args=tuple(replace(arg, also=arg.also or arg.type.value) for arg in args),  # the refusal comes before types
        result="null  (json null)",
        examples=("",),
        run=_refuse,
    )
    for name, args in _ARGS.items()
)

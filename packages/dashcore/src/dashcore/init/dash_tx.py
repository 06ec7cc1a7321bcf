"""dash-tx: make, change and sign transactions without a node. Mirrors bitcoin-tx.cpp."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashcore.common.args import ArgsManager, Category, Flag
from dashcore.init.tool_args import ToolExitError, chain_params, read_args, run_tool, too_few

if TYPE_CHECKING:
    from dashcore.rpc.tx_edit import TxDraft

_NAME = "dash-tx"
_USAGE = """
Usage:  dash-tx [options] <hex-tx> [commands]  Update hex-encoded dash transaction
or:     dash-tx [options] -create [commands]   Create hex-encoded dash transaction

"""
_OPTIONS: tuple[tuple[str, str, Category], ...] = (
    ("-create", "Begin with an empty transaction", Category.OPTIONS),
    ("-json", "Show the result as JSON", Category.OPTIONS),
    ("-txid", "Show the result's id alone", Category.OPTIONS),
    ("delin=N", "Remove input N", Category.COMMANDS),
    ("delout=N", "Remove output N", Category.COMMANDS),
    ("in=TXID:VOUT(:SEQUENCE_NUMBER)", "Add an input", Category.COMMANDS),
    ("locktime=N", "Set the lock time", Category.COMMANDS),
    ("nversion=N", "Set the version", Category.COMMANDS),
    ("outaddr=VALUE:ADDRESS", "Add an output to an address", Category.COMMANDS),
    ("outdata=[VALUE:]DATA", "Add an output that carries data, hexadecimal", Category.COMMANDS),
    (
        "outmultisig=VALUE:REQUIRED:PUBKEYS:PUBKEY1:PUBKEY2:....[:FLAGS]",
        "Add an output that takes REQUIRED of PUBKEYS signatures; with the flag S behind the hash of its script",
        Category.COMMANDS,
    ),
    (
        "outpubkey=VALUE:PUBKEY[:FLAGS]",
        "Add an output to a public key; with the flag S behind the hash of its script",
        Category.COMMANDS,
    ),
    (
        "outscript=VALUE:SCRIPT[:FLAGS]",
        "Add an output with this script; with the flag S behind its hash",
        Category.COMMANDS,
    ),
    (
        "sign=SIGHASH-FLAGS",
        "Sign what the keys in the register privatekeys can sign of the outputs in the register prevtxs; both as "
        "signrawtransactionwithkey takes them",
        Category.COMMANDS,
    ),
    ("load=NAME:FILENAME", "Load a register from a JSON file", Category.REGISTER_COMMANDS),
    ("set=NAME:JSON-STRING", "Set a register", Category.REGISTER_COMMANDS),
)


def main() -> int:
    """Run the tool."""
    return run_tool(sys.argv, run)


def run(argv: Sequence[str]) -> str:
    """Do what the command line asks for; return what is to be printed.

    Raises:
        ToolExitError: with exit code and message.
    """
    args = read_args(argv, _NAME, _USAGE, _declare)
    if len(argv) < 2:
        raise too_few(args, _NAME, _USAGE)
    from dashcore.rpc.tx_edit import TxDraft, TxEditError  # noqa: PLC0415 - not for -help

    params = chain_params(args)
    words = list(argv[1:])
    while words and words[0].startswith("-") and words[0] != "-":
        words.pop(0)
    draft = TxDraft(params.base58)
    try:
        if not args.get_bool("-create", False):
            _begin(draft, words)
        for word in words:
            draft.apply(word)
    except TxEditError as error:
        raise ToolExitError(1, err=f"error: {error}\n") from None
    return _show(args, draft)


def _declare(args: ArgsManager) -> None:
    for name, summary, category in _OPTIONS:
        args.add_arg(name, summary, Flag.ANY, category)


def _begin(draft: "TxDraft", words: list[str]) -> None:
    """Take the transaction off the words; "-" stands for standard input."""
    from dashcore.rpc.raw_transactions import decode_hex_tx  # noqa: PLC0415 - not for -help
    from dashcore.rpc.tx_edit import TxEditError  # noqa: PLC0415

    if not words:
        raise TxEditError("too few parameters")
    text = words.pop(0)
    tx = decode_hex_tx(sys.stdin.read().strip() if text == "-" else text)
    if tx is None:
        raise TxEditError("invalid transaction encoding")
    draft.load(tx)


def _show(args: ArgsManager, draft: "TxDraft") -> str:
    from dashcore.rpc.client.text import dump, parse  # noqa: PLC0415 - not for -help
    from dashcore.rpc.jsonio import encode_text  # noqa: PLC0415
    from dashcore.rpc.tx_json import tx_to_json  # noqa: PLC0415
    from dashcore.util.hashes import display_hash  # noqa: PLC0415

    tx = draft.finish()
    if args.get_bool("-json", False):
        return dump(parse(encode_text(tx_to_json(tx, draft.prefixes))), 4)
    if args.get_bool("-txid", False):
        return display_hash(tx.txid)
    return tx.serialize().hex()


if __name__ == "__main__":
    sys.exit(main())

"""How fast are signed inputs verified? Our verify_script beside python-bitcoinlib's VerifyScript, on the same inputs.

Both get transactions that are parsed already, and the output that each input spends: what is timed is scripts,
signature digests and signatures. python-bitcoinlib asks OpenSSL for the latter, ours asks libsecp256k1.
"""

import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashcore.primitives.block import Block
from dashcore.primitives.transaction import OutPoint, Transaction
from dashcore.script.checker import TransactionSignatureChecker
from dashcore.script.flags import ScriptFlags
from dashcore.script.interpreter import verify_script
from dashcore.script.script_error import ScriptError
from dashcore.script.sighash import SighashCache

OURS = "dashcore"
THEIRS = "python-bitcoinlib"
FLAGS = (
    ScriptFlags.P2SH
    | ScriptFlags.DERSIG
    | ScriptFlags.NULLDUMMY
    | ScriptFlags.CHECKLOCKTIMEVERIFY
    | ScriptFlags.CHECKSEQUENCEVERIFY
)

_HEAD = struct.Struct("<4sI")  # network and size of a block


class PeerMissingError(Exception):
    """python-bitcoinlib cannot be used here; the text says why."""


@dataclass(frozen=True, slots=True)
class Spend:
    """A transaction and the scripts of the outputs that its inputs spend, in their order."""

    tx: Transaction
    scripts: tuple[bytes, ...]


def read_blocks(path: Path) -> Iterator[Block]:
    """Give the blocks of a block file."""
    data = path.read_bytes()
    at = 0
    while at < len(data):
        _, size = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        if not size:
            return  # the rest was only reserved
        yield Block.deserialize(data[at : at + size])
        at += size


def read_spends(path: Path, most: int) -> list[Spend]:
    """Return plain transactions of a block file, evenly spread, with some `most` inputs at most together.

    Special ones are left out: no peer can read them.
    """
    outputs: dict[OutPoint, bytes] = {}
    spends = []
    for block in read_blocks(path):
        for tx in block.transactions:
            if not tx.is_coinbase and not tx.type:
                spends.append(Spend(tx, tuple(outputs[txin.prevout] for txin in tx.inputs)))
            for number, out in enumerate(tx.outputs):
                outputs[OutPoint(tx.txid, number)] = out.script_pubkey
    step = -(-sum(len(spend.scripts) for spend in spends) // most)
    return spends[::step]


def verify_ours(spends: list[Spend]) -> float:
    """Verify all; return seconds.

    Raises:
        RuntimeError: an input is not valid.
    """
    began = time.perf_counter()
    for spend in spends:
        cache = SighashCache(spend.tx)
        for index, script in enumerate(spend.scripts):
            checker = TransactionSignatureChecker(spend.tx, index, cache)
            if verify_script(spend.tx.inputs[index].script_sig, script, FLAGS, checker) is not ScriptError.OK:
                raise RuntimeError(f"input {index} of {spend.tx} is not valid")
    return time.perf_counter() - began


def make_theirs(spends: list[Spend]) -> Callable[[], float]:
    """Return what verifies all with python-bitcoinlib and returns seconds; its objects are made here.

    Raises:
        PeerMissingError: it is not installed, or finds no OpenSSL.
    """
    try:
        from bitcoin.core import CTransaction  # noqa: PLC0415 - may be missing
        from bitcoin.core.script import CScript  # noqa: PLC0415
        from bitcoin.core.scripteval import SCRIPT_VERIFY_P2SH, VerifyScript  # noqa: PLC0415
    except (ImportError, OSError, AttributeError) as error:
        raise PeerMissingError(str(error)) from error
    jobs = [
        (CTransaction.deserialize(spend.tx.serialize()), [CScript(script) for script in spend.scripts])
        for spend in spends
    ]
    flags = {SCRIPT_VERIFY_P2SH}

    def run() -> float:
        began = time.perf_counter()
        for tx, scripts in jobs:
            for index, script in enumerate(scripts):
                VerifyScript(tx.vin[index].scriptSig, script, tx, index, flags)  # raises where it is not valid
        return time.perf_counter() - began

    return run

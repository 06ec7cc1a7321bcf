"""Partially signed transactions for people: read from wherever they come, and summed up."""

from copy import deepcopy
from dataclasses import dataclass

from dashcore.gui.texts import tr
from dashcore.primitives.transaction import EMPTY_SCRIPT, Transaction, TxIn
from dashcore.primitives.types import Duffs
from dashcore.script.address import KeyPrefixes, encode_destination
from dashcore.script.psbt import MAGIC, Psbt, PsbtError
from dashcore.script.psbt_read import decode_psbt, decode_psbt_text
from dashcore.script.psbt_sign import extract_transaction
from dashcore.script.standard import extract_destination

MAX_FILE_BYTES = 100_000_000  # Source: C++ MAX_FILE_SIZE_PSBT


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """An output. `address`: empty where it pays none."""

    address: str
    value: Duffs


@dataclass(frozen=True, slots=True, kw_only=True)
class PsbtSummary:
    """What it does and how far it is.

    Attributes:
        outputs: in their order.
        fee: None while an input's value is not known.
        inputs: how many there are.
        unsigned: how many of them still lack a signature.
        tx: the signed transaction; None while something is missing.
    """

    outputs: tuple[Paid, ...]
    fee: Duffs | None
    inputs: int
    unsigned: int
    tx: Transaction | None

    @property
    def total(self) -> Duffs:
        """Sum of the outputs."""
        return Duffs(sum(output.value for output in self.outputs))


def read_psbt(data: bytes) -> Psbt:
    """Read one from a file's or the clipboard's bytes: as they are, or in base64.

    Raises:
        PsbtError: it is none.
    """
    if len(data) > MAX_FILE_BYTES:
        raise PsbtError(tr("PSBT file must be smaller than 100 MiB"))
    if data.startswith(MAGIC):
        return decode_psbt(data)
    try:
        text = data.decode("ascii").strip()
    except UnicodeDecodeError:
        raise PsbtError(tr("invalid base64")) from None
    return decode_psbt_text(text)


def begin_psbt(tx: Transaction) -> Psbt:
    """Begin one for a transaction; its signatures are left out."""
    bare = Transaction(
        tuple(TxIn(txin.prevout, EMPTY_SCRIPT, txin.sequence) for txin in tx.inputs),
        tx.outputs,
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=tx.extra_payload,
    )
    return Psbt.of(bare)


def summarise(psbt: Psbt, prefixes: KeyPrefixes) -> PsbtSummary:
    """Sum one up; it stays as it is. Takes a signature's check an input: for worker threads."""
    trial = deepcopy(psbt)
    tx = extract_transaction(trial)
    outputs = []
    for output in psbt.tx.outputs:
        destination = extract_destination(output.script_pubkey)
        address = "" if destination is None else encode_destination(destination, prefixes)
        outputs.append(Paid(address=address, value=output.value))
    spent = [psbt.spent_output(index) for index in range(len(psbt.inputs))]
    known = [output.value for output in spent if output is not None]
    fee = Duffs(sum(known) - psbt.tx.value_out) if len(known) == len(spent) else None
    return PsbtSummary(
        outputs=tuple(outputs),
        fee=fee,
        inputs=len(psbt.inputs),
        unsigned=sum(not found.is_signed for found in trial.inputs),
        tx=tx,
    )

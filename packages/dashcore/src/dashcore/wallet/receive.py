"""What a wallet's transactions are worth to it: credit, debit, change, trust, balances.

Mirrors wallet/receive.cpp. Every function here wants the wallet's lock held.
"""

from dataclasses import dataclass, field

from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import MAX_MONEY, Duffs, TxId
from dashcore.script.script import is_unspendable
from dashcore.script.standard import Destination, extract_destination
from dashcore.wallet.coin_selection import is_denominated
from dashcore.wallet.coinjoin import is_fully_mixed
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.transactions import WalletTransaction
from dashcore.wallet.wallet import Wallet


@dataclass(slots=True)
class Balance:
    """Sums over a wallet's coins. `used`: of addresses spent from before, with AVOID_REUSE only."""

    trusted: int = 0
    untrusted_pending: int = 0
    immature: int = 0
    anonymized: int = 0


@dataclass(frozen=True, slots=True)
class OutputEntry:
    """An output as lists show it. `destination` None: it pays no address."""

    destination: Destination | None
    amount: Duffs
    index: int


@dataclass(slots=True)
class TxAmounts:
    """What a transaction did, for people. Source: C++ CachedTxGetAmounts."""

    received: list[OutputEntry] = field(default_factory=list)
    sent: list[OutputEntry] = field(default_factory=list)
    fee: int = 0


def _in_range(value: int) -> int:
    if not 0 <= value <= MAX_MONEY:
        raise ValueError("value out of range")
    return value


def input_debit(wallet: Wallet, txin: TxIn) -> int:
    """Value of a coin of this wallet that an input spends; else 0."""
    output = wallet.store.find_output(txin.prevout)
    return output.value if output is not None and wallet.is_mine(output.script_pubkey) else 0


def debit(wallet: Wallet, tx: Transaction) -> int:
    """Value of this wallet's coins that a transaction spends."""
    return _in_range(sum(input_debit(wallet, txin) for txin in tx.inputs))


def is_from_me(wallet: Wallet, tx: Transaction) -> bool:
    """Whether it spends coins of this wallet."""
    return debit(wallet, tx) > 0


def output_credit(wallet: Wallet, output: TxOut) -> int:
    """Value of an output that is this wallet's; else 0."""
    return _in_range(output.value) if wallet.is_mine(output.script_pubkey) else 0


def credit(wallet: Wallet, tx: Transaction) -> int:
    """Value of all outputs that are this wallet's."""
    return _in_range(sum(output_credit(wallet, output) for output in tx.outputs))


def mature_credit(wallet: Wallet, wtx: WalletTransaction) -> int:
    """As `credit`; nothing for a reward that may not be spent yet. Source: C++ CachedTxGetCredit."""
    return 0 if wallet.store.blocks_to_maturity(wtx) else credit(wallet, wtx.tx)


def is_change_script(wallet: Wallet, script: bytes) -> bool:
    """Whether a script is this wallet's and nobody was given its address. Source: C++ ScriptIsChange."""
    if not wallet.is_mine(script):
        return False
    destination = extract_destination(script)
    return destination is None or wallet.address_book.find(destination) is None


def change(wallet: Wallet, tx: Transaction) -> int:
    """Value of the outputs that are change."""
    return sum(output.value for output in tx.outputs if is_change_script(wallet, output.script_pubkey))


def available_credit(wallet: Wallet, wtx: WalletTransaction, *, avoid_reuse: bool) -> int:
    """Value of the unspent outputs that are this wallet's and mature. Source: C++ CachedTxGetAvailableCredit."""
    if wallet.store.blocks_to_maturity(wtx):
        return 0
    skip_used = avoid_reuse and wallet.has_flag(WalletFlag.AVOID_REUSE)
    total = 0
    for index in wallet.store.unspent_indexes(wtx):
        output = wtx.tx.outputs[index]
        if not (skip_used and wallet.is_spent_key(output.script_pubkey)):
            total += output.value
    return _in_range(total)


def immature_credit(wallet: Wallet, wtx: WalletTransaction) -> int:
    """Value of a reward in the chain that may not be spent yet."""
    if wallet.store.blocks_to_maturity(wtx) and wallet.store.depth(wtx) > 0:
        return credit(wallet, wtx.tx)
    return 0


def is_trusted(wallet: Wallet, wtx: WalletTransaction, trusted_parents: set[TxId] | None = None) -> bool:
    """Whether its coins may be counted on. Source: C++ CachedTxIsTrusted.

    Args:
        trusted_parents: remembers answers over several calls.
    """
    known = set[TxId]() if trusted_parents is None else trusted_parents
    depth = wallet.store.depth(wtx)
    if depth != 0:
        return depth > 0
    return _is_trusted_change(wallet, wtx, known) or wallet.is_instant_send_locked(wtx)


def _is_trusted_change(wallet: Wallet, wtx: WalletTransaction, known: set[TxId]) -> bool:
    """Whether an unconfirmed transaction is this wallet's own, all it spends too. The node need not be asked."""
    if not wallet.options.spend_zero_conf_change or not wtx.in_mempool or not is_from_me(wallet, wtx.tx):
        return False
    for txin in wtx.tx.inputs:
        parent = wallet.store.find(txin.prevout.txid)
        output = wallet.store.find_output(txin.prevout)
        if parent is None or output is None or not wallet.is_mine(output.script_pubkey):
            return False
        if parent.txid in known:
            continue
        if not is_trusted(wallet, parent, known):
            return False
        known.add(parent.txid)
    return True


def get_balance(wallet: Wallet, *, min_depth: int = 0, avoid_reuse: bool = True, add_locked: bool = False) -> Balance:
    """Sum the coins up. Source: C++ GetBalance."""
    result = Balance()
    trusted_parents: set[TxId] = set()
    for wtx in wallet.store.has_unspent():
        trusted = is_trusted(wallet, wtx, trusted_parents)
        depth = wallet.store.depth(wtx)
        if trusted or (depth == 0 and wtx.in_mempool):
            value = available_credit(wallet, wtx, avoid_reuse=avoid_reuse)
            if not trusted:
                result.untrusted_pending += value
            elif depth >= min_depth or (add_locked and wallet.is_instant_send_locked(wtx)):
                result.trusted += value
        result.immature += immature_credit(wallet, wtx)
        if wallet.options.coinjoin_enabled:
            result.anonymized += _anonymized_credit(wallet, wtx)
    return result


def _anonymized_credit(wallet: Wallet, wtx: WalletTransaction) -> int:
    """Value of the coins mixed often enough. Source: C++ CachedTxGetAvailableCoinJoinCredits."""
    if not any(is_denominated(output.value) for output in wtx.tx.outputs):
        return 0
    if wallet.store.blocks_to_maturity(wtx) or wallet.store.depth(wtx) < 0:
        return 0
    return sum(
        wtx.tx.outputs[index].value
        for index in wallet.store.unspent_indexes(wtx)
        if is_denominated(wtx.tx.outputs[index].value) and is_fully_mixed(wallet, OutPoint(wtx.txid, index))
    )


def amounts(wallet: Wallet, wtx: WalletTransaction) -> TxAmounts:
    """Split a transaction into what came, what went and what it cost. Source: C++ CachedTxGetAmounts."""
    result = TxAmounts()
    spent = debit(wallet, wtx.tx)
    if spent > 0:
        result.fee = spent - wtx.tx.value_out
    for index, output in enumerate(wtx.tx.outputs):
        mine = wallet.is_mine(output.script_pubkey)
        if spent > 0:
            if is_change_script(wallet, output.script_pubkey):
                continue
        elif not mine:
            continue
        destination = extract_destination(output.script_pubkey)
        if destination is None and not is_unspendable(output.script_pubkey):
            wallet.log("CWalletTx::GetAmounts: Unknown transaction type found, txid %s", wtx.txid[::-1].hex())
        entry = OutputEntry(destination, output.value, index)
        if spent > 0:
            result.sent.append(entry)
        if mine:
            result.received.append(entry)
    return result


def address_balances(wallet: Wallet) -> dict[Destination, int]:
    """Value of the trusted coins of each address. Source: C++ GetAddressBalances."""
    balances: dict[Destination, int] = {}
    trusted_parents: set[TxId] = set()
    for wtx in wallet.store:
        if not is_trusted(wallet, wtx, trusted_parents) or wallet.store.blocks_to_maturity(wtx):
            continue
        least = 0 if is_from_me(wallet, wtx.tx) else 1
        if wallet.store.depth(wtx) < least and not wallet.is_instant_send_locked(wtx):
            continue
        for index, output in enumerate(wtx.tx.outputs):
            destination = extract_destination(output.script_pubkey)
            if destination is None or not wallet.is_mine(output.script_pubkey):
                continue
            value = 0 if wallet.store.is_spent(OutPoint(wtx.txid, index)) else output.value
            balances[destination] = balances.get(destination, 0) + value
    return balances


def address_groupings(wallet: Wallet) -> list[set[Destination]]:
    """Addresses that transactions showed to belong together. Source: C++ GetAddressGroupings."""
    groups: dict[Destination, set[Destination]] = {}

    def join(members: set[Destination]) -> None:
        merged = set(members)
        for member in members:
            merged |= groups.get(member, set())
        for member in merged:
            groups[member] = merged

    for wtx in wallet.store:
        inputs = {
            destination
            for txin in wtx.tx.inputs
            if (output := wallet.store.find_output(txin.prevout)) is not None
            and wallet.is_mine(output.script_pubkey)
            and (destination := extract_destination(output.script_pubkey)) is not None
        }
        if inputs:
            inputs |= {
                destination
                for output in wtx.tx.outputs
                if is_change_script(wallet, output.script_pubkey)
                and (destination := extract_destination(output.script_pubkey)) is not None
            }
            join(inputs)
        for output in wtx.tx.outputs:
            destination = extract_destination(output.script_pubkey)
            if destination is not None and wallet.is_mine(output.script_pubkey):
                join({destination})
    unique = {id(group): group for group in groups.values()}
    return list(unique.values())

"""Making a transaction: what it pays, what the fee is, where change goes.

Mirrors wallet/spend.cpp. Every function here wants the wallet's lock held.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from random import Random, SystemRandom

from dashcore.interfaces.wallet import WalletError
from dashcore.primitives.transaction import Transaction, TxIn, TxOut
from dashcore.primitives.types import Duffs, DuffsPerKb, Script
from dashcore.script.standard import Destination, extract_destination, script_for_destination
from dashcore.util.serialize import encode_compact_size
from dashcore.wallet.available import is_dust
from dashcore.wallet.coin_control import CoinControl, CoinType
from dashcore.wallet.coin_selection import Selection, SelectionParams, change_target, fee_for
from dashcore.wallet.fees import FeeChoice, FeeReason, discard_rate, minimum_rate
from dashcore.wallet.options import format_rate_per_byte
from dashcore.wallet.select import select_coins
from dashcore.wallet.wallet import Wallet

MAX_STANDARD_TX_SIZE = 100_000  # bytes
SEQUENCE = 0xFFFFFFFE  # not final, so that the lock time counts
RANDOM_CHANGE_POSITION = -1
_BASE_SIZE = 9  # bytes: version, lock time, number of inputs
_UNKNOWN_CHANGE_INPUT = 113  # bytes of an input whose script the wallet cannot sign
_MAX_TIP_AGE_S = 8 * 60 * 60  # an older tip says nothing about now


@dataclass(frozen=True, slots=True)
class Payment:
    """Whom to pay how much. Source: C++ CRecipient."""

    script: Script
    amount: Duffs
    subtract_fee: bool = False


@dataclass(frozen=True, slots=True)
class Created:
    """A transaction made, with its fee. `change_position` is -1 where there is no change."""

    tx: Transaction
    fee: Duffs
    change_position: int
    choice: FeeChoice


def create_transaction(
    wallet: Wallet,
    payments: Sequence[Payment],
    control: CoinControl,
    *,
    change_position: int = RANDOM_CHANGE_POSITION,
    sign: bool = True,
    payload_size: int = 0,
    rng: Random | None = None,
) -> Created:
    """Choose coins and make a transaction that pays `payments`; nothing is stored or sent.

    Args:
        change_position: where to put the change; else inputs and outputs are ordered by BIP 69.
        payload_size: bytes of an extra payload that will be added.

    Raises:
        WalletError: with the sentence for the user.

    Source: C++ CreateTransaction.
    """
    if not payments:
        raise WalletError("Transaction must have at least one recipient")
    if any(payment.amount < 0 for payment in payments):
        raise WalletError("Transaction amounts must not be negative")
    if wallet.options.avoid_partial_spends:
        control = replace(control, avoid_partial_spends=True)
    builder = _Builder(wallet, payments, change_position, sign, payload_size, rng or SystemRandom())
    first = builder.create(control)
    if first.fee <= 0 or wallet.options.max_aps_fee < 0 or control.avoid_partial_spends:
        return first
    change: Destination | None = control.change
    if first.change_position >= 0:
        change = extract_destination(first.tx.outputs[first.change_position].script_pubkey) or change
    try:
        second = builder.create(replace(control, avoid_partial_spends=True, change=change))
    except WalletError:
        return first
    use_second = second.fee <= first.fee + wallet.options.max_aps_fee
    wallet.log(
        "Fee non-grouped = %d, grouped = %d, using %s",
        first.fee,
        second.fee,
        "grouped" if use_second else "non-grouped",
    )
    return second if use_second else first


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes one transaction, perhaps twice."""

    wallet: Wallet
    payments: Sequence[Payment]
    change_position: int
    sign: bool
    payload_size: int
    rng: Random

    def create(self, control: CoinControl) -> Created:
        """Source: C++ CreateTransactionInternal."""
        wallet = self.wallet
        change_script, keep_change, no_change_reason = self._reserve_change(control)
        try:
            created = self._build(control, change_script, no_change_reason)
        except BaseException:
            keep_change(False)
            raise
        keep_change(True)
        wallet.log(
            'Fee Calculation: Fee:%d Bytes:%d Reason:"%s"',
            created.fee,
            len(created.tx.serialize()),
            created.choice.reason.value,
        )
        return created

    def _reserve_change(self, control: CoinControl) -> tuple[Script, Callable[[bool], None], str]:
        """Pick where change goes; return the script, what ends the reservation, and why there is none."""
        if control.change is not None:
            return script_for_destination(control.change), _keep_nothing, ""
        manager = self.wallet.keys.active(internal=True)
        prefix = "Transaction needs a change address, but we can't generate it. "
        if manager is None:
            return Script(b""), _keep_nothing, prefix + "Error: No addresses available."
        try:
            destination = manager.get_new_destination()
        except WalletError as err:
            return Script(b""), _keep_nothing, prefix + err.message
        index = manager.next_index - 1

        def keep(used: bool) -> None:
            if not used:
                manager.return_destination(index)

        return script_for_destination(destination), keep, ""

    def _params(self, control: CoinControl, rate: DuffsPerKb, change_script: Script) -> SelectionParams:
        wallet = self.wallet
        spend_size = wallet.keys.input_size(change_script) if change_script else -1
        total = sum(payment.amount for payment in self.payments)
        return SelectionParams(
            effective_rate=rate,
            discard_rate=discard_rate(wallet),
            change_output_size=len(TxOut(Duffs(0), change_script).serialize()),
            change_spend_size=_UNKNOWN_CHANGE_INPUT if spend_size < 0 else spend_size,
            min_change=change_target(total // len(self.payments), self.rng),
            subtract_fee=any(payment.subtract_fee for payment in self.payments),
            avoid_partial_spends=control.avoid_partial_spends,
            fully_mixed_only=control.coin_type is CoinType.ONLY_FULLY_MIXED,
            max_fee=wallet.options.max_tx_fee,
        )

    def _choose_rate(self, control: CoinControl) -> FeeChoice:
        choice = minimum_rate(self.wallet, control)
        if control.fee_rate is not None and choice.rate > control.fee_rate:
            raise WalletError(
                f"Fee rate ({format_rate_per_byte(control.fee_rate)}) is lower than the minimum fee rate setting "
                f"({format_rate_per_byte(choice.rate)})"
            )
        if choice.reason is FeeReason.FALLBACK and not self.wallet.options.fallback_fee:
            raise WalletError(
                "Fee estimation failed. Fallbackfee is disabled. Wait a few blocks or enable -fallbackfee."
            )
        return choice

    def _build(self, control: CoinControl, change_script: Script, no_change_reason: str) -> Created:
        wallet = self.wallet
        choice = self._choose_rate(control)
        params = self._params(control, choice.rate, change_script)
        target = self._target(params)
        if target == 0 and not control.selected:
            raise WalletError(
                "Transaction requires one destination of non-0 value, a non-0 feerate, or a pre-selected input"
            )
        selection = select_coins(wallet, target, control, params, self.rng)
        if selection is None:
            raise WalletError(_not_enough(control))
        tx, fee, position = self._assemble(selection, params, change_script, control)
        if not change_script and position >= 0:
            raise WalletError(no_change_reason)
        if self.sign:
            signed = wallet.keys.sign_transaction(tx, {coin.outpoint: coin.output for coin in selection.coins})
            if signed is None:
                raise WalletError("Signing transaction failed")
            tx = signed
        size = len(tx.serialize()) if self.sign else _signed_tx_size(tx, selection, self.payload_size)
        self._check(tx, size, fee)
        return Created(tx, fee, position, choice)

    def _target(self, params: SelectionParams) -> int:
        """Amount the coins must be worth, besides what their own inputs cost."""
        outputs = [TxOut(payment.amount, payment.script) for payment in self.payments]
        dust_rate = self.wallet.chain.relay_dust_fee()
        if any(is_dust(output, dust_rate) for output in outputs):
            raise WalletError("Transaction amount too small")
        target = sum(output.value for output in outputs)
        if params.subtract_fee:
            return target
        size = _BASE_SIZE + len(encode_compact_size(len(outputs)))
        return target + fee_for(params.effective_rate, size + sum(len(output.serialize()) for output in outputs))

    def _check(self, tx: Transaction, size: int, fee: Duffs) -> None:
        """Refuse what the node would not take, or the user would regret."""
        wallet = self.wallet
        if size > MAX_STANDARD_TX_SIZE:
            raise WalletError("Transaction too large")
        if fee > wallet.options.max_tx_fee:
            raise WalletError("Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)")
        if wallet.options.reject_long_chains and not wallet.chain.check_chain_limits(tx):
            raise WalletError("Transaction has too long of a mempool chain")

    def _assemble(
        self,
        selection: Selection,
        params: SelectionParams,
        change_script: Script,
        control: CoinControl,
    ) -> tuple[Transaction, Duffs, int]:
        """Put inputs, outputs and change together so that the fee is right; return the change's place too."""
        change_and_fee = selection.value - sum(payment.amount for payment in self.payments)
        payments = list(self.payments)
        if self.change_position == RANDOM_CHANGE_POSITION:
            payments.sort(key=lambda payment: (payment.amount, payment.script))
        elif self.change_position > len(payments):
            raise WalletError("Transaction change output index out of range")
        inputs = self._inputs(selection)
        lock_time = self._lock_time()
        full = self._ordered(payments, change_script, change_and_fee)
        position = next(i for i, (payment, _) in enumerate(full) if payment is None)
        tx = Transaction(inputs, tuple(output for _, output in full), lock_time=lock_time)
        needed = fee_for(params.effective_rate, _signed_tx_size(tx, selection, self.payload_size))
        change = change_and_fee if params.subtract_fee else change_and_fee - needed
        change_output = TxOut(Duffs(change), change_script)
        if (
            is_dust(change_output, params.discard_rate)
            or change <= params.cost_of_change
            or control.coin_type is CoinType.ONLY_FULLY_MIXED
        ):
            full.pop(position)
            position, change = -1, 0
            tx = Transaction(inputs, tuple(output for _, output in full), lock_time=lock_time)
            needed = fee_for(params.effective_rate, _signed_tx_size(tx, selection, self.payload_size))
        else:
            full[position] = (None, change_output)
        fee = change_and_fee - change
        if not params.subtract_fee:
            if needed > fee:
                raise WalletError("Fee needed > fee paid")
        else:
            full = self._reduce(full, needed + change - change_and_fee)
            fee = needed
        outputs = tuple(output for _, output in full)
        return Transaction(inputs, outputs, lock_time=lock_time), Duffs(fee), position

    def _ordered(
        self, payments: Sequence[Payment], change_script: Script, change: int
    ) -> list[tuple[Payment | None, TxOut]]:
        """Place the change among the payments; the entry of the change has no payment."""
        full: list[tuple[Payment | None, TxOut]] = [
            (payment, TxOut(payment.amount, payment.script)) for payment in payments
        ]
        change_entry = (None, TxOut(Duffs(change), change_script))
        if self.change_position != RANDOM_CHANGE_POSITION:
            full.insert(self.change_position, change_entry)
            return full
        full.append(change_entry)
        full.sort(key=lambda entry: (entry[1].value, entry[1].script_pubkey))
        return full

    def _inputs(self, selection: Selection) -> tuple[TxIn, ...]:
        inputs = [TxIn(coin.outpoint, sequence=SEQUENCE) for coin in selection.coins]
        if self.change_position == RANDOM_CHANGE_POSITION:
            inputs.sort(key=lambda txin: (txin.prevout.txid[::-1], txin.prevout.index))
        else:
            self.rng.shuffle(inputs)
        return tuple(inputs)

    def _reduce(self, full: list[tuple[Payment | None, TxOut]], to_reduce: int) -> list[tuple[Payment | None, TxOut]]:
        """Take the fee off the payments that said so; the first pays the remainder."""
        payers = sum(payment.subtract_fee for payment in self.payments)
        share = abs(to_reduce) // payers * (1 if to_reduce >= 0 else -1)
        remainder = to_reduce - share * payers
        dust_rate = self.wallet.chain.relay_dust_fee()
        result: list[tuple[Payment | None, TxOut]] = []
        first = True
        for payment, output in full:
            if payment is None or not payment.subtract_fee:
                result.append((payment, output))
                continue
            reduced = TxOut(Duffs(output.value - share - (remainder if first else 0)), output.script_pubkey)
            first = False
            if is_dust(reduced, dust_rate):
                raise WalletError(
                    "The transaction amount is too small to pay the fee"
                    if reduced.value < 0
                    else "The transaction amount is too small to send after the fee has been deducted"
                )
            result.append((payment, reduced))
        return result

    def _lock_time(self) -> int:
        """Make mining the transaction below the next block impossible. Source: C++ DiscourageFeeSniping."""
        wallet = self.wallet
        if wallet.chain.is_initial_block_download():
            return 0
        tip = wallet.chain.find_block(wallet.store.tip_hash, want_data=False)
        if tip is None or tip.time < wallet.clock.now() - _MAX_TIP_AGE_S:
            return 0
        lock_time = int(wallet.store.tip_height)
        if self.rng.randrange(10) == 0:
            lock_time = max(0, lock_time - self.rng.randrange(100))
        return lock_time


def _keep_nothing(_used: bool) -> None:
    """End a reservation that was none."""


def _not_enough(control: CoinControl) -> str:
    if control.coin_type is CoinType.ONLY_NONDENOMINATED:
        return "Unable to locate enough non-denominated funds for this transaction."
    if control.coin_type is CoinType.ONLY_FULLY_MIXED:
        return (
            "Unable to locate enough mixed funds for this transaction. CoinJoin uses exact denominated amounts "
            "to send funds, you might simply need to mix some more coins."
        )
    return "Insufficient funds."


def _signed_tx_size(tx: Transaction, selection: Selection, payload_size: int) -> int:
    """Bytes of a transaction once signed. Source: C++ CalculateMaximumSignedTxSize."""
    size = len(tx.serialize()) - sum(len(txin.serialize()) for txin in tx.inputs)
    size += sum(coin.input_size for coin in selection.coins)
    return size + (len(encode_compact_size(payload_size)) + payload_size if payload_size else 0)


def fund_transaction(
    wallet: Wallet,
    tx: Transaction,
    control: CoinControl,
    *,
    change_position: int = RANDOM_CHANGE_POSITION,
    payers: Collection[int] = (),
) -> Created:
    """Add inputs and change to a transaction so that it pays its outputs; its own inputs stay.

    Args:
        tx: outputs wanted, and inputs that must be spent.
        change_position: where to put the change; else inputs and outputs are ordered by BIP 69.
        payers: numbers of the outputs that share the fee.

    Raises:
        WalletError: with the sentence for the user.

    Source: C++ FundTransaction.
    """
    inputs, outputs = list(tx.inputs), list(tx.outputs)
    if change_position == RANDOM_CHANGE_POSITION:
        inputs.sort(key=lambda txin: (txin.prevout.txid[::-1], txin.prevout.index))
        outputs.sort(key=lambda output: (output.value, output.script_pubkey))
    payments = [
        Payment(output.script_pubkey, output.value, position in payers) for position, output in enumerate(outputs)
    ]
    outpoints = tuple(txin.prevout for txin in inputs)
    coins = wallet.chain.find_coins(outpoints)
    selected, external = set(control.selected), dict(control.external)
    for outpoint, coin in zip(outpoints, coins, strict=True):
        output = wallet.store.find_output(outpoint)
        if output is not None and wallet.is_mine(output.script_pubkey):
            selected.add(outpoint)
        elif coin is None:
            raise WalletError("Unable to find UTXO for external input")
        else:
            selected.add(outpoint)
            external[outpoint] = coin.output
    control = replace(control, selected=selected, external=external)
    created = create_transaction(
        wallet,
        payments,
        control,
        change_position=change_position,
        sign=False,
        payload_size=len(tx.extra_payload) if tx.has_extra_payload else 0,
    )
    added = tuple(txin for txin in created.tx.inputs if txin.prevout not in selected)
    funded = Transaction(
        (*inputs, *added),
        created.tx.outputs,
        version=tx.version,
        type=tx.type,
        lock_time=tx.lock_time,
        extra_payload=tx.extra_payload,
    )
    return Created(funded, created.fee, created.change_position, created.choice)

"""Choosing the wallet's coins for a wanted amount, the safest first.

Mirrors GroupOutputs and SelectCoins of wallet/spend.cpp. Every function here wants the
wallet's lock held.
"""

from collections.abc import Sequence
from functools import partial
from random import Random

from dashcore.interfaces.chain import TransactionAncestry
from dashcore.primitives.types import TxId, UnixTime
from dashcore.wallet.available import available_coins
from dashcore.wallet.coin_control import CoinControl, CoinType
from dashcore.wallet.coin_selection import (
    OUTPUT_GROUP_MAX_ENTRIES,
    Candidate,
    Eligibility,
    OutputGroup,
    Selection,
    SelectionParams,
    knapsack,
)
from dashcore.wallet.coinjoin import is_fully_mixed
from dashcore.wallet.sizes import input_size
from dashcore.wallet.wallet import Wallet

_UNLIMITED = 1 << 62


class _MempoolView:
    """What the node says of unconfirmed transactions, asked once for each while coins are chosen."""

    def __init__(self, wallet: Wallet) -> None:
        self._wallet = wallet
        self._ancestries: dict[TxId, TransactionAncestry] = {}
        self._locked: dict[TxId, bool] = {}

    def ancestry(self, txid: TxId) -> TransactionAncestry:
        """How entangled a transaction is."""
        found = self._ancestries.get(txid)
        if found is None:
            found = self._ancestries[txid] = self._wallet.chain.get_transaction_ancestry(txid)
        return found

    def is_locked(self, group: OutputGroup) -> bool:
        """Whether InstantSend locked all coins of a group that is not confirmed."""
        return group.depth < 1 and all(self._is_tx_locked(coin.outpoint.txid) for coin in group.coins)

    def _is_tx_locked(self, txid: TxId) -> bool:
        found = self._locked.get(txid)
        if found is None:
            wtx = self._wallet.store.find(txid)
            found = self._locked[txid] = wtx is not None and self._wallet.is_instant_send_locked(wtx)
        return found


def _group(
    view: _MempoolView, coins: Sequence[Candidate], params: SelectionParams, wanted: Eligibility
) -> list[OutputGroup]:
    """Put coins that are spent together into groups and leave out what may not be spent. Source: C++ GroupOutputs."""
    by_script: dict[bytes, list[OutputGroup]] = {}
    groups: list[OutputGroup] = []
    for coin in coins:
        if not coin.spendable or coin.input_size < 0:
            continue
        ancestors = descendants = 0
        if coin.depth == 0:
            ancestry = view.ancestry(coin.outpoint.txid)
            ancestors, descendants = ancestry.ancestors, ancestry.descendants
        if not params.avoid_partial_spends:
            groups.append(OutputGroup(params))
        else:
            same = by_script.setdefault(coin.output.script_pubkey, [])
            if not same or len(same[-1].coins) >= OUTPUT_GROUP_MAX_ENTRIES:
                same.append(OutputGroup(params))
                groups.append(same[-1])
            else:
                same[-1].add(coin, ancestors, descendants)
                continue
        groups[-1].add(coin, ancestors, descendants)
    incomplete = {id(same[-1]) for same in by_script.values() if len(same) > 1}
    return [
        group
        for group in groups
        if (wanted.include_partial_groups or id(group) not in incomplete)
        and group.is_eligible(wanted, partial(view.is_locked, group))
    ]


def _eligibilities(wallet: Wallet, control: CoinControl) -> list[Eligibility]:
    """Ever weaker conditions, tried in turn. Source: C++ SelectCoins."""
    limits = wallet.chain.get_package_limits()
    ancestors = max(1, limits.ancestor_count)
    descendants = max(1, limits.descendant_count)
    result = [Eligibility(1, 6, 0, 0), Eligibility(1, 1, 0, 0)]
    if not wallet.options.spend_zero_conf_change:
        return result
    result += [
        Eligibility(0, 1, 2, 2),
        Eligibility(0, 1, min(4, ancestors // 3), min(4, descendants // 3)),
        Eligibility(0, 1, ancestors // 2, descendants // 2),
        Eligibility(0, 1, ancestors - 1, descendants - 1, include_partial_groups=True),
    ]
    if control.include_unsafe:
        result.append(Eligibility(0, 0, ancestors - 1, descendants - 1, include_partial_groups=True))
    if not wallet.options.reject_long_chains:
        result.append(Eligibility(0, 1, _UNLIMITED, _UNLIMITED, include_partial_groups=True))
    return result


def _preset(wallet: Wallet, control: CoinControl) -> list[Candidate] | None:
    """Look up the coins that must be spent; None where one cannot be. Source: C++ SelectCoins."""
    result: list[Candidate] = []
    for outpoint in sorted(control.selected):
        wtx = wallet.store.find(outpoint.txid)
        if wtx is not None:
            output = wallet.store.find_output(outpoint)
            if output is None:
                return None
            size = wallet.keys.input_size(output.script_pubkey, max_signature=control.watch_only)
        else:
            output = control.external.get(outpoint)
            if output is None:
                return None
            size = -1
        if size < 0 and control.solving is not None:
            size = input_size(output.script_pubkey, control.solving, max_signature=True)
        if control.coin_type is CoinType.ONLY_FULLY_MIXED and not is_fully_mixed(wallet, outpoint):
            continue
        size = control.input_sizes.get(outpoint, size)
        if size < 0:
            return None
        result.append(
            Candidate(
                outpoint=outpoint,
                output=output,
                depth=0,
                input_size=size,
                spendable=True,
                solvable=True,
                safe=True,
                time=UnixTime(0),
                from_me=False,
            )
        )
    return result


def select_coins(
    wallet: Wallet, target: int, control: CoinControl, params: SelectionParams, rng: Random
) -> Selection | None:
    """Choose coins worth `target` after their own fees; None where there are not enough."""
    preset = _preset(wallet, control)
    if preset is None:
        return None
    worth = sum(
        coin.output.value if params.subtract_fee else coin.effective_value(params.effective_rate) for coin in preset
    )
    result = Selection(target)
    result.add(preset)
    if preset and not control.allow_other_inputs:
        return result if result.value >= target else None
    if worth >= target and preset:
        return result
    chosen = {coin.outpoint for coin in preset}
    coins = [coin for coin in available_coins(wallet, control) if coin.outpoint not in chosen]
    if params.avoid_partial_spends and len(coins) > OUTPUT_GROUP_MAX_ENTRIES:
        rng.shuffle(coins)
    wanted = target - worth
    if not params.subtract_fee and not params.fully_mixed_only:
        wanted += params.change_fee
    view = _MempoolView(wallet)
    for eligibility in _eligibilities(wallet, control):
        found = knapsack(_group(view, coins, params, eligibility), wanted, params, rng)
        if found is not None:
            result.add(found.coins)
            return result
    return None

"""How often a coin was mixed. Mirrors the counting part of wallet/coinjoin.cpp.

Every function here wants the wallet's lock held.
"""

from hashlib import sha256

from dashcore.primitives.transaction import OutPoint
from dashcore.wallet.coin_selection import is_collateral, is_denominated
from dashcore.wallet.wallet import Wallet

MAX_ROUNDS = 16
RANDOM_ROUNDS = 3
_LIMIT = MAX_ROUNDS + RANDOM_ROUNDS
_NOT_IN_WALLET = -1
_NOT_DENOMINATED = -2
_COLLATERAL = -3
_NO_SUCH_OUTPUT = -4


def rounds_of(wallet: Wallet, outpoint: OutPoint, _depth: int = 0) -> int:  # noqa: PLR0911 - one case after another, as C++
    """Return the rounds a coin went through; negative where it cannot have. Source: C++ GetRealOutpointCoinJoinRounds."""
    if _depth >= _LIMIT:
        return _LIMIT - 1
    wtx = wallet.store.find(outpoint.txid)
    if wtx is None:
        return _NOT_IN_WALLET
    if outpoint.index >= len(wtx.tx.outputs):
        return _NO_SUCH_OUTPUT
    value = wtx.tx.outputs[outpoint.index].value
    if is_collateral(value):
        return _COLLATERAL
    if not is_denominated(value):
        return _NOT_DENOMINATED
    if not all(is_denominated(output.value) for output in wtx.tx.outputs):
        return 0
    mine = [
        (txin.prevout, output.value)
        for txin in wtx.tx.inputs
        if (output := wallet.store.find_output(txin.prevout)) is not None and wallet.is_mine(output.script_pubkey)
    ]
    received = sum(output.value for output in wtx.tx.outputs if wallet.is_mine(output.script_pubkey))
    if sum(amount for _, amount in mine) != received:
        return 0
    rounds = [found for prevout, _ in mine if (found := rounds_of(wallet, prevout, _depth + 1)) >= 0]
    if not rounds:
        return 0
    shortest = min(rounds)
    return _LIMIT if shortest >= _LIMIT - 1 else shortest + 1


def is_fully_mixed(wallet: Wallet, outpoint: OutPoint) -> bool:
    """Whether a coin needs no more mixing; some go a few rounds more by chance. Source: C++ IsFullyMixed."""
    rounds = rounds_of(wallet, outpoint)
    wanted = wallet.options.coinjoin_rounds
    if rounds < wanted:
        return False
    if rounds < wanted + RANDOM_ROUNDS:
        return bool(sha256(outpoint.serialize() + wallet.coinjoin_salt).digest()[0] & 1)
    return True

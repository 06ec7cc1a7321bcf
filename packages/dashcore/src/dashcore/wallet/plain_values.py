"""Transactions, coins and addresses of a wallet as the plain values that interfaces carry.

All functions need the wallet's lock, but for `read_coin_control`. Mirrors MakeWalletTx and its like of wallet/interfaces.cpp.
"""

from dashcore.interfaces.wallet import (
    CoinControl,
    WalletAddress,
    WalletCoin,
    WalletError,
    WalletTx,
    WalletTxStatus,
)
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import Duffs
from dashcore.script.address import AddressError, KeyPrefixes, decode_destination
from dashcore.script.standard import Destination, extract_destination, script_for_destination
from dashcore.wallet import coin_control
from dashcore.wallet.address_book import AddressEntry
from dashcore.wallet.receive import change, credit, debit, input_debit, is_trusted
from dashcore.wallet.transactions import Confirmed, WalletTransaction
from dashcore.wallet.wallet import Wallet


def describe_address(wallet: Wallet, destination: Destination, entry: AddressEntry) -> WalletAddress:
    """Describe an entry of the address book."""
    return WalletAddress(
        address=wallet.address_of(destination),
        is_mine=wallet.is_mine(script_for_destination(destination)),
        label=entry.label or "",
        purpose=entry.purpose,
    )


def describe_status(wallet: Wallet, wtx: WalletTransaction) -> WalletTxStatus:
    """Say how sure a transaction is."""
    confirmed = wtx.state if isinstance(wtx.state, Confirmed) else None
    return WalletTxStatus(
        depth=max(-1, wallet.store.depth(wtx)),
        block_height=confirmed.height if confirmed else None,
        blocks_to_maturity=wallet.store.blocks_to_maturity(wtx),
        time_received=wtx.time_received,
        is_trusted=is_trusted(wallet, wtx),
        is_abandoned=wtx.is_abandoned,
        is_coinbase=wtx.is_coinbase,
        is_in_main_chain=confirmed is not None,
        is_in_mempool=wtx.in_mempool,
        is_instant_locked=wallet.is_instant_send_locked(wtx),
        is_chain_locked=confirmed is not None and wallet.chain.has_chain_lock(confirmed.height, confirmed.block_hash),
    )


def describe_transaction(wallet: Wallet, wtx: WalletTransaction) -> WalletTx:
    """Describe a transaction and what it means to the wallet."""
    tx = wtx.tx
    destinations = [extract_destination(output.script_pubkey) for output in tx.outputs]
    return WalletTx(
        tx=tx,
        credit=Duffs(credit(wallet, tx)),
        debit=Duffs(debit(wallet, tx)),
        change=Duffs(change(wallet, tx)),
        time=wtx.time,
        input_is_mine=tuple(input_debit(wallet, txin) > 0 for txin in tx.inputs),
        output_is_mine=tuple(wallet.is_mine(output.script_pubkey) for output in tx.outputs),
        output_addresses=tuple("" if found is None else wallet.address_of(found) for found in destinations),
        comments=dict(wtx.comments),
        order_form=tuple(wtx.order_form),
        status=describe_status(wallet, wtx),
    )


def describe_coin(wallet: Wallet, outpoint: OutPoint) -> WalletCoin | None:
    """Describe an output of one of the wallet's transactions; None if it knows no such output."""
    wtx = wallet.store.find(outpoint.txid)
    if wtx is None or outpoint.index >= len(wtx.tx.outputs):
        return None
    output = wtx.tx.outputs[outpoint.index]
    destination = extract_destination(output.script_pubkey)
    return WalletCoin(
        outpoint=outpoint,
        output=output,
        depth=max(-1, wallet.store.depth(wtx)),
        time=wtx.time,
        address="" if destination is None else wallet.address_of(destination),
        is_locked=wallet.store.is_locked(outpoint),
        is_spent=wallet.store.is_spent(outpoint),
    )


def read_coin_control(wanted: CoinControl, prefixes: KeyPrefixes) -> coin_control.CoinControl:
    """Read what a spender wishes.

    Raises:
        WalletError: the change address is none.
    """
    result = coin_control.CoinControl(
        fee_rate=wanted.fee_rate,
        selected=set(wanted.inputs),
        allow_other_inputs=wanted.allow_other_inputs,
        include_unsafe=wanted.include_unsafe,
        confirm_target=wanted.confirm_target,
    )
    if wanted.change_address:
        try:
            result.change = decode_destination(wanted.change_address, prefixes)
        except AddressError:
            raise WalletError("Change address must be a valid Dash address") from None
    return result

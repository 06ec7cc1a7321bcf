"""WalletLoader (with ChainClient) and Wallet: the real wallet, here and in another process."""

import threading
from pathlib import Path

import pytest

from dashcore.interfaces.wallet import (
    ChangeType,
    CoinControl,
    Recipient,
    RescanStatus,
    SecretText,
    Wallet,
    WalletBalances,
    WalletError,
    WalletLoader,
)
from dashcore.primitives.transaction import OutPoint
from dashcore.primitives.types import Duffs, DuffsPerKb, Height, TxId, UnixTime
from dashcore.script.address import decode_destination
from dashcore.script.psbt import Psbt
from dashcore.script.psbt_read import decode_psbt
from dashcore.script.psbt_sign import extract_transaction
from dashcore.script.standard import script_for_destination
from dashcore.wallet.records import WalletFlag
from dashcore.wallet.testing import WalletRig

DESCRIPTORS = int(WalletFlag.DESCRIPTORS)
NO_TX = TxId(b"\x08" * 32)
COIN = 100_000_000
WAIT_S = 20.0
FREE = CoinControl(
    change_address="", fee_rate=DuffsPerKb(1000), inputs=(), allow_other_inputs=True, include_unsafe=False
)


@pytest.fixture
def wallet(loader: WalletLoader) -> Wallet:
    """An empty descriptor wallet."""
    made, warnings = loader.create_wallet("w", SecretText(""), DESCRIPTORS)
    assert warnings == ()
    return made


def script_of(rig: WalletRig, address: str) -> bytes:
    """The script that pays an address."""
    return script_for_destination(decode_destination(address, rig.network.prefixes))


def fund(rig: WalletRig, wallet: Wallet) -> None:
    """Give the wallet one coin that can be spent, of 500 DASH."""
    mine = script_for_destination(decode_destination(wallet.get_new_destination(""), rig.network.prefixes))
    rig.chain.mine(mine)
    other = type(mine)(b"\x51")
    for _ in range(100):
        rig.chain.mine(other)


def test_loader(rig: WalletRig, loader: WalletLoader) -> None:
    """Make, list, load, refuse; subscribers are told of each wallet."""
    told: list[str] = []
    handler = loader.handle_load_wallet(lambda wallet: told.append(wallet.get_wallet_name()))
    assert loader.get_wallets() == ()
    assert loader.list_wallet_dir() == ()
    assert Path(loader.get_wallet_dir()) == rig.folder / "wallets"
    made, _ = loader.create_wallet("Grüße", SecretText(""), DESCRIPTORS)
    assert made.get_wallet_name() == "Grüße"
    assert [wallet.get_wallet_name() for wallet in loader.get_wallets()] == ["Grüße"]
    assert loader.list_wallet_dir() == ("Grüße",)
    with pytest.raises(WalletError, match="already exists"):
        loader.create_wallet("Grüße", SecretText(""), DESCRIPTORS)
    with pytest.raises(WalletError, match="already loaded"):
        loader.load_wallet("Grüße")
    with pytest.raises(WalletError, match=r"not found|does not exist"):
        loader.load_wallet("gone")
    made.remove()
    assert loader.get_wallets() == ()
    handler.disconnect()
    again, _ = loader.load_wallet("Grüße")
    assert again.get_wallet_name() == "Grüße"
    assert told == ["Grüße"]


def test_chain_client(rig: WalletRig, loader: WalletLoader) -> None:
    """register_rpcs, verify, load, start, set_mock_time, flush and stop, in the node's order; a late start is harmless."""
    rig.chain.commands.clear()
    loader.register_rpcs()
    assert "getbalance" in rig.chain.commands
    assert loader.verify()
    assert loader.load()
    loader.start()
    loader.set_mock_time(UnixTime(1_800_000_000))
    made, _ = loader.create_wallet("w", SecretText(""), DESCRIPTORS)
    made.get_new_destination("later")
    loader.scheduler_mock_forward(60)
    loader.set_mock_time(UnixTime(0))
    loader.flush()
    loader.stop()
    loader.start()
    assert loader.get_wallets() == ()


def test_what_it_is(wallet: Wallet, loader: WalletLoader) -> None:
    """Name and nature."""
    assert wallet.get_wallet_name() == "w"
    assert not wallet.is_crypted()
    assert not wallet.is_legacy()
    assert wallet.hd_enabled()
    assert not wallet.private_keys_disabled()
    assert not wallet.has_external_signer()
    assert not wallet.display_address(wallet.get_new_destination(""))
    assert wallet.can_get_addresses()
    locked, _ = loader.create_wallet("locked", SecretText("hush"), DESCRIPTORS)
    assert locked.is_crypted()
    watching, _ = loader.create_wallet("watching", SecretText(""), DESCRIPTORS | WalletFlag.DISABLE_PRIVATE_KEYS)
    assert watching.private_keys_disabled()
    assert not watching.can_get_addresses()
    with pytest.raises(WalletError):
        watching.get_new_destination("none")


def test_addresses(wallet: Wallet) -> None:
    """get_new_destination, get_addresses, set_address_book."""
    address = wallet.get_new_destination("rent")
    assert [(one.address, one.is_mine, one.label) for one in wallet.get_addresses()] == [(address, True, "rent")]
    assert wallet.set_address_book(address, "Miete", "receive")
    assert [one.label for one in wallet.get_addresses()] == ["Miete"]
    assert not wallet.set_address_book("nonsense", "x", "receive")


def test_backup(wallet: Wallet, tmp_path: Path) -> None:
    """backup_wallet: a file, or False where that cannot be."""
    assert wallet.backup_wallet(str(tmp_path / "copy.dat"))
    assert (tmp_path / "copy.dat").stat().st_size > 0
    assert not wallet.backup_wallet(str(tmp_path / "gone" / "copy.dat"))


def test_pay(rig: WalletRig, wallet: Wallet) -> None:
    """create_transaction and commit_transaction; balances, coins and transactions follow."""
    fund(rig, wallet)
    assert wallet.get_balances().balance == 500 * COIN
    assert wallet.get_available_balance(FREE) == 500 * COIN
    (coin,) = wallet.list_coins()
    assert (coin.depth, coin.output.value) == (101, 500 * COIN)
    recipient = Recipient(script_pubkey=b"\x51", amount=Duffs(10 * COIN), subtract_fee=False)
    created = wallet.create_transaction((recipient,), FREE, sign=True)
    assert created.fee > 0
    assert created.change_position in (0, 1)
    assert [txin.prevout for txin in created.tx.inputs] == [coin.outpoint]
    wallet.commit_transaction(created.tx, "a comment", "someone")
    seen = wallet.get_wallet_tx(created.tx.txid)
    assert seen is not None
    status = seen.status
    assert (seen.tx, seen.debit, status.depth, status.block_height) == (created.tx, 500 * COIN, 0, None)
    assert (status.is_coinbase, status.is_in_mempool, status.is_abandoned) == (False, True, False)
    assert status.is_trusted
    assert seen.input_is_mine == (True,)
    mine = created.change_position
    assert [seen.output_is_mine[mine], seen.output_is_mine[1 - mine]] == [True, False]
    assert seen.output_addresses[mine]
    assert seen.output_addresses[1 - mine] == ""
    assert seen.comments == {"comment": "a comment", "to": "someone"}
    assert wallet.get_tx_status(created.tx.txid) == status
    assert wallet.get_tx_status(NO_TX) is None
    (spent, change, none) = wallet.get_coins((coin.outpoint, OutPoint(created.tx.txid, mine), OutPoint(NO_TX, 0)))
    assert spent is not None
    assert change is not None
    assert none is None
    assert (spent.is_spent, change.is_spent, change.address) == (True, False, seen.output_addresses[mine])
    assert not wallet.transaction_can_be_abandoned(created.tx.txid)
    assert wallet.transaction_can_be_resent(created.tx.txid)
    assert wallet.resend_transaction(created.tx.txid)
    assert not wallet.resend_transaction(NO_TX)
    assert seen.change == 490 * COIN - created.fee
    assert len(wallet.get_wallet_txs()) == 2
    assert wallet.get_wallet_tx(NO_TX) is None
    assert not wallet.abandon_transaction(NO_TX)
    assert not wallet.abandon_transaction(created.tx.txid)
    rig.chain.evict(created.tx)
    assert wallet.transaction_can_be_abandoned(created.tx.txid)
    assert wallet.abandon_transaction(created.tx.txid)
    assert wallet.get_balances().balance == 500 * COIN


def test_refusals(rig: WalletRig, wallet: Wallet) -> None:
    """WalletError crosses as itself, with its sentence."""
    recipient = Recipient(script_pubkey=b"\x51", amount=Duffs(COIN), subtract_fee=True)
    with pytest.raises(WalletError, match="Insufficient funds"):
        wallet.create_transaction((recipient,), FREE, sign=False)
    wrong = CoinControl(
        change_address="nonsense", fee_rate=None, inputs=(), allow_other_inputs=False, include_unsafe=True
    )
    with pytest.raises(WalletError) as caught:
        wallet.create_transaction((recipient,), wrong, sign=False)
    assert caught.value.message == "Change address must be a valid Dash address"
    assert wallet.get_balances() == WalletBalances(
        balance=Duffs(0),
        unconfirmed_balance=Duffs(0),
        immature_balance=Duffs(0),
        watch_only_balance=Duffs(0),
        unconfirmed_watch_only_balance=Duffs(0),
        immature_watch_only_balance=Duffs(0),
    )


def test_locked_coins(rig: WalletRig, wallet: Wallet) -> None:
    """lock_coin, list_locked_coins, unlock_coin; a locked coin is not spent."""
    fund(rig, wallet)
    (coin,) = wallet.list_coins()
    assert wallet.list_locked_coins() == ()
    assert wallet.lock_coin(coin.outpoint, write_to_db=True)
    assert wallet.list_locked_coins() == (coin.outpoint,)
    assert wallet.get_available_balance(FREE) == 0
    assert wallet.unlock_coin(coin.outpoint)
    assert wallet.list_locked_coins() == ()
    assert wallet.lock_coin(OutPoint(NO_TX, 3), write_to_db=False)


def test_subscriptions(rig: WalletRig, loader: WalletLoader, wallet: Wallet) -> None:
    """handle_transaction_changed, handle_show_progress, handle_unload: told until they end."""
    changes: list[tuple[TxId, ChangeType]] = []
    progress: list[tuple[str, int]] = []
    unloaded = threading.Event()
    on_change = wallet.handle_transaction_changed(lambda txid, change: changes.append((txid, change)))
    on_progress = wallet.handle_show_progress(lambda title, percent: progress.append((title, percent)))
    wallet.handle_unload(unloaded.set)
    instant, keypool = threading.Semaphore(0), threading.Semaphore(0)
    heights: list[Height] = []
    others = [
        wallet.handle_instant_lock_received(instant.release),
        wallet.handle_chain_lock_received(heights.append),
        wallet.handle_can_get_addresses_changed(keypool.release),
    ]
    fund(rig, wallet)
    rig.call("keypoolrefill", wallet="w")
    assert keypool.acquire(timeout=WAIT_S)
    local = rig.wallet("w")
    local.on_chain_lock.tell(Height(7))
    assert heights == [7]
    local.notify_transaction_lock(next(iter(local.store)).tx)
    assert instant.acquire(timeout=WAIT_S)
    for handler in others:
        handler.disconnect()
    assert changes[0][1] is ChangeType.NEW
    (told,) = {txid for txid, _ in changes}
    assert wallet.get_wallet_tx(told) is not None
    rig.call("rescanblockchain", wallet="w")
    assert progress[-1][1] == 100
    before = len(progress)
    on_change.disconnect()
    on_progress.disconnect()
    rig.call("rescanblockchain", wallet="w")
    assert len(progress) == before
    wallet.remove()
    assert unloaded.wait(WAIT_S)
    assert loader.get_wallets() == ()


def test_passphrase(wallet: Wallet) -> None:
    """Encrypt, lock, unlock, change; each tells of itself; the recovery phrase is shown while unlocked."""
    changes = threading.Semaphore(0)
    handler = wallet.handle_status_changed(changes.release)
    phrase = wallet.get_mnemonic()
    assert phrase is not None
    assert len(phrase.words.split()) == 12
    assert phrase.words.split()[0] not in repr(phrase)
    assert not wallet.lock()
    assert not wallet.unlock(SecretText("none yet"))
    assert not wallet.encrypt_wallet(SecretText(""))
    assert wallet.encrypt_wallet(SecretText("first"))
    assert changes.acquire(timeout=WAIT_S)
    assert not wallet.encrypt_wallet(SecretText("again"))
    assert (wallet.is_crypted(), wallet.is_locked()) == (True, True)
    assert wallet.get_mnemonic() is None
    assert not wallet.unlock(SecretText("wrong"))
    assert wallet.unlock(SecretText("first"))
    assert not wallet.is_locked()
    assert wallet.get_mnemonic() == phrase
    assert wallet.lock()
    assert wallet.is_locked()
    assert not wallet.change_wallet_passphrase(SecretText("wrong"), SecretText("second"))
    assert wallet.change_wallet_passphrase(SecretText("first"), SecretText("second"))
    assert not wallet.unlock(SecretText("first"))
    assert wallet.unlock(SecretText("second"))
    handler.disconnect()


def test_address_book(wallet: Wallet) -> None:
    """Labels, requests for payment, spendable or not, forgotten; subscribers hear of each change."""
    told: list[tuple[str, str, bool, str, ChangeType]] = []
    handler = wallet.handle_address_book_changed(lambda *entry: told.append(entry))
    mine, other = wallet.get_new_destination("rent"), "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
    assert wallet.set_address_book(other, "shop", "send")
    assert wallet.set_address_book(other, "the shop", "send")
    assert wallet.is_spendable(mine)
    assert not wallet.is_spendable(other)
    assert not wallet.is_spendable("nonsense")
    entry = wallet.get_address(other)
    assert entry is not None
    assert (entry.label, entry.purpose, entry.is_mine) == ("the shop", "send", False)
    assert wallet.get_address("nonsense") is None
    assert wallet.set_address_receive_request(mine, "1", b"ten for\xff rent")
    assert wallet.get_address_receive_requests() == (b"ten for\xff rent",)
    assert wallet.set_address_receive_request(mine, "1", b"")
    assert wallet.get_address_receive_requests() == ()
    assert not wallet.set_address_receive_request("nonsense", "1", b"x")
    assert not wallet.del_address_book(mine)
    assert not wallet.del_address_book("nonsense")
    assert wallet.del_address_book(other)
    assert wallet.get_address(other) is None
    assert told == [
        (mine, "rent", True, "receive", ChangeType.NEW),
        (other, "shop", False, "send", ChangeType.NEW),
        (other, "the shop", False, "send", ChangeType.UPDATED),
        (other, "the shop", False, "send", ChangeType.DELETED),
    ]
    handler.disconnect()


def test_sign_message(wallet: Wallet) -> None:
    """Signed with the key of an own address; refused for others, and while locked."""
    mine = wallet.get_new_destination("")
    assert len(wallet.sign_message("hello", mine)) == 88
    with pytest.raises(WalletError, match="Private key not available"):
        wallet.sign_message("hello", "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9")
    wallet.encrypt_wallet(SecretText("secret"))
    with pytest.raises(WalletError, match="unlock"):
        wallet.sign_message("hello", mine)


def test_fees(wallet: Wallet) -> None:
    """What sizes cost, and the limits set by options."""
    assert wallet.get_required_fee(1000) == 1000
    quote = wallet.get_minimum_fee(500, FREE)
    assert (quote.fee, quote.reason) == (500, "PayTxFee set")
    assert wallet.get_confirm_target() == 6
    assert wallet.get_default_max_tx_fee() == COIN // 10


def test_rescan(rig: WalletRig, wallet: Wallet) -> None:
    """start_rescan ends with a status, from the birth of the keys or from genesis."""
    fund(rig, wallet)
    assert wallet.start_rescan(from_genesis=False) is RescanStatus.SUCCESS
    assert wallet.start_rescan(from_genesis=True) is RescanStatus.SUCCESS
    wallet.abort_rescan()
    assert wallet.get_balances().balance == 500 * COIN
    assert not wallet.have_watch_only()
    assert not wallet.is_locked_coin(OutPoint(NO_TX, 0))


def test_restore(wallet: Wallet, loader: WalletLoader, tmp_path: Path) -> None:
    """A backup becomes a wallet of another name; a missing one is refused."""
    address = wallet.get_new_destination("kept")
    backup = tmp_path / "copy.dat"
    assert wallet.backup_wallet(str(backup))
    with pytest.raises(WalletError, match="Backup file does not exist"):
        loader.restore_wallet(str(tmp_path / "none.dat"), "again")
    wallet.remove()
    restored, _ = loader.restore_wallet(str(backup), "again")
    assert restored.get_wallet_name() == "again"
    assert restored.is_spendable(address)


def test_fill_psbt(rig: WalletRig, wallet: Wallet, loader: WalletLoader) -> None:
    """fill_psbt: filled in without keys, signed with them; what cannot be is refused."""
    fund(rig, wallet)
    recipient = Recipient(script_pubkey=b"\x51", amount=Duffs(10 * COIN), subtract_fee=False)
    created = wallet.create_transaction((recipient,), FREE, sign=False)
    unsigned = Psbt.of(created.tx).encode()
    filled = wallet.fill_psbt(unsigned, False, True)
    assert (filled.complete, filled.signed) == (False, 0)
    (known,) = decode_psbt(filled.psbt).inputs
    assert known.utxo is not None
    assert len(known.derivations) == 1
    (hidden,) = decode_psbt(wallet.fill_psbt(unsigned, False, False).psbt).inputs
    assert not hidden.derivations
    stranger, _ = loader.create_wallet("stranger", SecretText(""), DESCRIPTORS)
    assert stranger.fill_psbt(filled.psbt, True, True).signed == 0
    signed = wallet.fill_psbt(filled.psbt, True, True)
    assert (signed.complete, signed.signed) == (True, 1)
    tx = extract_transaction(decode_psbt(signed.psbt))
    assert tx is not None
    wallet.commit_transaction(tx, "", "")
    assert wallet.get_balances().balance == 490 * COIN - created.fee
    assert wallet.fill_psbt(signed.psbt, True, True).signed == 0
    with pytest.raises(WalletError, match="Invalid PSBT magic bytes"):
        wallet.fill_psbt(b"nonsense", True, True)
    assert wallet.encrypt_wallet(SecretText("hush"))
    assert wallet.fill_psbt(filled.psbt, True, True).signed == 0

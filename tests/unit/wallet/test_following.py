"""How a wallet follows the chain: payments, reorganisations, conflicts, restarts."""

from typing import cast

import pytest

from dashcore.interfaces.rpc import RpcError
from dashcore.interfaces.wallet import ChangeType
from dashcore.primitives.transaction import OutPoint, Transaction, TxIn, TxOut
from dashcore.primitives.types import COIN, Duffs, Script, TxId
from dashcore.script.standard import script_for_destination
from dashcore.wallet.receive import get_balance
from dashcore.wallet.testing import WalletRig
from dashcore.wallet.wallet import Wallet

OTHERS_SCRIPT = Script(b"\x76\xa9\x14" + b"\x07" * 20 + b"\x88\xac")
ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"


def fresh_script(wallet: Wallet) -> Script:
    """A script the wallet can spend."""
    with wallet.lock:
        return script_for_destination(wallet.get_new_destination(""))


def give(rig: WalletRig, wallet: Wallet, coins: int = 1) -> None:
    """Mine mature rewards for a wallet."""
    for _ in range(coins):
        rig.chain.mine(fresh_script(wallet))
    for _ in range(100):
        rig.chain.mine(OTHERS_SCRIPT)


def balances(wallet: Wallet) -> tuple[float, float, float]:
    """Trusted, pending and immature, in DASH."""
    with wallet.lock:
        found = get_balance(wallet)
    return found.trusted / COIN, found.untrusted_pending / COIN, found.immature / COIN


def pay_from_outside(script: Script, value: int, *, salt: int = 0) -> Transaction:
    """A payment by somebody else."""
    prevout = OutPoint(TxId(bytes([9, salt]) + bytes(30)), 0)
    return Transaction((TxIn(prevout),), (TxOut(Duffs(value), script),))


def test_reward_matures(rig: WalletRig) -> None:
    """A reward counts as immature for a hundred blocks."""
    wallet = rig.make("w")
    rig.chain.mine(fresh_script(wallet))
    for _ in range(99):
        rig.chain.mine(OTHERS_SCRIPT)
    assert balances(wallet) == (0, 0, 500)
    rig.chain.mine(OTHERS_SCRIPT)
    assert balances(wallet) == (500, 0, 0)
    rig.chain.disconnect()
    assert balances(wallet) == (0, 0, 500)


def test_payment_through_mempool_and_block(rig: WalletRig) -> None:
    """Others' payments are pending until a block holds them; a reorganisation makes them pending again."""
    wallet = rig.make("w")
    tx = pay_from_outside(fresh_script(wallet), 3 * COIN)
    rig.chain.accept(tx)
    assert balances(wallet) == (0, 3, 0)
    rig.chain.mine(OTHERS_SCRIPT)
    assert balances(wallet) == (3, 0, 0)
    rig.chain.disconnect()
    assert balances(wallet) == (0, 3, 0)
    rig.chain.evict(tx)
    assert balances(wallet) == (0, 0, 0)
    rig.chain.mine(OTHERS_SCRIPT, [tx])
    assert balances(wallet) == (3, 0, 0)


def test_instant_send_makes_a_payment_sure(rig: WalletRig) -> None:
    """A locked payment counts as trusted before any block."""
    wallet = rig.make("w")
    tx = pay_from_outside(fresh_script(wallet), 3 * COIN)
    rig.chain.accept(tx)
    rig.chain.instant_locked.add(tx.txid)
    for subscriber in rig.chain.subscribers:
        subscriber.notify_transaction_lock(tx)
    assert balances(wallet) == (3, 0, 0)


def test_double_spend_in_a_block_frees_nothing_twice(rig: WalletRig) -> None:
    """A payment that conflicts with a block counts for nothing, until the block leaves the chain."""
    wallet = rig.make("w")
    give(rig, wallet)
    txid = cast("str", rig.call("sendtoaddress", ADDRESS, 10))
    rig.call("sendtoaddress", ADDRESS, 20)
    spending = wallet.store.find(TxId(bytes.fromhex(txid)[::-1]))
    assert spending is not None
    rival = Transaction(spending.tx.inputs, (TxOut(Duffs(499 * COIN), fresh_script(wallet)),))
    rig.chain.mine(OTHERS_SCRIPT, [rival])
    assert balances(wallet) == (499, 0, 0)
    shown = cast("dict[str, object]", rig.call("gettransaction", txid))
    assert shown["confirmations"] == -1
    assert shown["walletconflicts"] == [rival.txid[::-1].hex()]
    rig.chain.disconnect(to_mempool=False)
    shown = cast("dict[str, object]", rig.call("gettransaction", txid))
    assert shown["confirmations"] == 0


def test_abandoned_payment_gives_its_coins_back(rig: WalletRig) -> None:
    """What the node refused can be given up; what it holds cannot."""
    wallet = rig.make("w")
    give(rig, wallet)
    rig.chain.refuse = "too-long-mempool-chain"
    txid = rig.call("sendtoaddress", ADDRESS, 10)
    assert balances(wallet) == (0, 0, 0)
    rig.call("abandontransaction", txid)
    assert balances(wallet) == (500, 0, 0)
    assert cast("list[dict[str, object]]", rig.call("listtransactions"))[-1]["abandoned"] is True
    rig.chain.refuse = ""
    held = rig.call("sendtoaddress", ADDRESS, 10)
    with pytest.raises(RpcError, match="not eligible for abandonment"):
        rig.call("abandontransaction", held)


def test_used_address_moves_the_keypool(rig: WalletRig) -> None:
    """A payment to an address far ahead makes that many more, and names those passed over."""
    wallet = rig.make("w")
    manager = wallet.keys.active(internal=False)
    assert manager is not None
    far = Script(manager.scripts[60])
    rig.chain.accept(pay_from_outside(far, COIN))
    assert manager.next_index == 61
    assert manager.record.range_end == 161
    assert len(wallet.address_book) == 61


def test_restart_catches_up(rig: WalletRig) -> None:
    """Blocks that came while the wallet was closed are found, and those that went are forgotten."""
    wallet = rig.make("w")
    script = fresh_script(wallet)
    rig.chain.mine(OTHERS_SCRIPT)
    rig.chain.mine(script)
    rig.chain.flush()
    rig.loader.close()
    rig.chain.disconnect()
    rig.chain.mine(OTHERS_SCRIPT, salt=1)
    rig.chain.mine(OTHERS_SCRIPT, [pay_from_outside(script, 7 * COIN)])
    rig.restart()
    assert balances(rig.wallet("w")) == (7, 0, 0)


def test_wallet_of_another_chain_is_refused(rig: WalletRig) -> None:
    """A wallet that knows another genesis block does not load, unless told to."""
    rig.make("w")
    rig.chain.mine(OTHERS_SCRIPT)
    rig.chain.flush()
    rig.loader.close()
    rig.chain.blocks.clear()
    rig.chain.__post_init__()
    rig.chain.mine(OTHERS_SCRIPT, salt=5)
    with pytest.raises(RuntimeError, match="should not be reused across chains"):
        rig.restart()
    rig.chain.settings["walletcrosschain"] = "1"
    rig.restart()


def test_unreadable_block_fails_the_start(rig: WalletRig) -> None:
    """A wallet that cannot catch up says so."""
    rig.make("w")
    rig.chain.flush()
    rig.loader.close()
    block = rig.chain.mine(OTHERS_SCRIPT)
    rig.chain.unreadable.add(block.hash)
    with pytest.raises(RuntimeError, match="Failed to rescan"):
        rig.restart()


def test_subscribers_hear_once_the_lock_is_free(rig: WalletRig) -> None:
    """A subscriber may call the wallet back."""
    wallet = rig.make("w")
    heard: list[tuple[TxId, ChangeType, float]] = []
    handler = wallet.on_transaction.subscribe(lambda txid, change: heard.append((txid, change, balances(wallet)[1])))
    tx = pay_from_outside(fresh_script(wallet), COIN)
    rig.chain.accept(tx)
    assert heard[0][:2] == (tx.txid, ChangeType.NEW)
    assert heard[0][2] == pytest.approx(1)
    handler.disconnect()
    count = len(heard)
    rig.chain.evict(tx)
    assert len(heard) == count


def test_failing_disk_is_no_half_block(rig: WalletRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a write fails, the file keeps what it had before the block."""
    wallet = rig.make("w")
    script = fresh_script(wallet)
    before = dict(wallet.db.records())
    write = wallet.db.write

    def fail(key: bytes, value: bytes) -> None:
        if key.startswith(b"\x02tx"):
            raise OSError(28, "No space left on device")
        write(key, value)

    monkeypatch.setattr(wallet.db, "write", fail)
    with pytest.raises(OSError, match="No space left"):
        rig.chain.mine(script)
    assert dict(wallet.db.records()) == before


def test_collaterals_are_locked(rig: WalletRig) -> None:
    """A masternode's collateral is not spent by chance."""
    wallet = rig.make("w")
    tx = pay_from_outside(fresh_script(wallet), 1000 * COIN)
    rig.chain.collaterals.add(OutPoint(tx.txid, 0))
    rig.chain.mine(OTHERS_SCRIPT, [tx])
    assert rig.call("listlockunspent") == [{"txid": tx.txid[::-1].hex(), "vout": 0}]
    with pytest.raises(RpcError, match="Insufficient funds"):
        rig.call("sendtoaddress", ADDRESS, 1)

"""The node's own wallets, used by programs that attach; and that only those may who are let to."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, wait_until

import libmultiprocess as mp
from dashcore.consensus.networks import make_regtest_params
from dashcore.interfaces.wallet import CoinControl, Recipient, SecretText, WalletError, WalletLoader
from dashcore.ipc.stubs.init_stubs import InitProxy
from dashcore.primitives.types import Duffs, DuffsPerKb, TxId
from dashcore.script.address import decode_destination
from dashcore.script.standard import script_for_destination
from dashcore.wallet.context import Network

pytestmark = pytest.mark.functional

MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's in these tests
DESCRIPTORS = 1 << 34  # WalletFlag.DESCRIPTORS
COIN = 100_000_000
DOCS = Path(__file__).parents[2] / "docs" / "multiprocess.md"
FREE = CoinControl(
    change_address="", fee_rate=DuffsPerKb(1000), inputs=(), allow_other_inputs=True, include_unsafe=False
)
HANGING = """
import signal, sys, os
import libmultiprocess as mp
from dashcore.ipc.stubs.init_stubs import InitProxy
init = mp.connect(sys.argv[1], InitProxy)
loader = init.get_wallet_loader()
wallets = loader.get_wallets()
kept = [wallet.handle_transaction_changed(lambda txid, change: None) for wallet in wallets]
kept.append(loader.handle_load_wallet(lambda wallet: None))
print("ready", flush=True)
signal.pause()
"""


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with a wallet of 500 DASH, that listens for everybody and for miners."""
    made = Nodes(tmp_path_factory.mktemp("w"))
    started = made.start("-ipcbind=unix", "-ipcbind=unix:miner.sock:allow=mining")
    started.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
    started.rpc.generatetoaddress(1, started.wallet("w").getnewaddress())
    started.rpc.generatetoaddress(100, MINER)
    yield started
    made.close()


def attach(node: Node, name: str = "node.sock") -> InitProxy:
    """Attach."""
    return mp.connect(str(node.net_dir / name), InitProxy)


def loader_of(init: InitProxy) -> WalletLoader:
    """The node's loader."""
    loader = init.get_wallet_loader()
    assert loader is not None
    return loader


def test_pay(node: Node) -> None:
    """A program sees the wallets, makes and sends a payment, and is told of it."""
    script = script_for_destination(decode_destination(MINER, Network.of(make_regtest_params()).prefixes))
    told: list[TxId] = []
    heard = threading.Event()

    def note(txid: TxId, _change: object) -> None:
        told.append(txid)
        heard.set()

    with attach(node) as init:
        loader = loader_of(init)
        (wallet,) = loader.get_wallets()
        assert wallet.get_wallet_name() == "w"
        assert wallet.get_balances().balance == 500 * COIN
        handler = wallet.handle_transaction_changed(note)
        made = wallet.create_transaction(
            (Recipient(script_pubkey=script, amount=Duffs(COIN), subtract_fee=False),), FREE, True
        )
        wallet.commit_transaction(made.tx, "", "")
        assert node.rpc.getrawmempool() == [made.tx.txid[::-1].hex()]
        assert heard.wait(30)
        assert told[0] == made.tx.txid
        handler.disconnect()
        with pytest.raises(WalletError, match="already loaded"):
            loader.load_wallet("w")
        other, _ = loader.create_wallet("x", SecretText("hush-hush"), DESCRIPTORS)
        assert other.is_crypted()
        assert sorted(node.rpc.listwallets()) == ["w", "x"]
        other.remove()
        assert node.rpc.listwallets() == ["w"]
        for refused in (loader.stop, loader.flush, loader.register_rpcs):
            with pytest.raises(mp.RemoteError, match="the node starts and stops its wallets itself"):
                refused()
    node.rpc.generatetoaddress(1, MINER)
    assert node.wallet("w").getbalance() < Decimal(499)


def test_miner_reaches_no_wallet(node: Node) -> None:
    """A socket for miners is one for miners only."""
    with attach(node, "miner.sock") as init:
        assert init.make_mining() is not None
        for word, ask in (("wallet", init.get_wallet_loader), ("chain", init.make_chain), ("echo", init.make_echo)):
            with pytest.raises(mp.RemoteError) as caught:
                ask()
            assert f"permission denied: this address does not allow '{word}' (see -ipcbind)" in str(caught.value)


def test_hung_program(node: Node) -> None:
    """A program that follows the wallets and hangs keeps neither them nor the node waiting."""
    with subprocess.Popen(
        [sys.executable, "-c", HANGING, str(node.net_dir / "node.sock")], stdout=subprocess.PIPE, text=True
    ) as hung:
        try:
            assert hung.stdout is not None
            assert hung.stdout.readline() == "ready\n"
            hung.send_signal(signal.SIGSTOP)
            before = node.wallet("w").getbalance()
            node.rpc.createwallet(wallet_name="y", descriptors=True, load_on_startup=False)
            paid = node.wallet("w").sendtoaddress(node.wallet("y").getnewaddress(), 2)
            node.rpc.generatetoaddress(3, MINER)
            node.rpc.syncwithvalidationinterfacequeue()
            assert node.wallet("y").getbalance() == 2
            assert node.wallet("w").gettransaction(paid)["confirmations"] == 3
            assert node.wallet("w").getbalance() < before
            node.rpc.unloadwallet("y")
            waiting = [peer["waiting"] for peer in node.rpc.getipcinfo()["peers"] if peer["pid"] == hung.pid]
            assert waiting[0] > 0
        finally:
            hung.kill()
    wait_until(lambda: all(peer["pid"] != hung.pid for peer in node.rpc.getipcinfo()["peers"]))


def test_without_wallets(nodes: Nodes) -> None:
    """With -disablewallet there is no loader, which is no error."""
    bare = nodes.start("-disablewallet", "-ipcbind=unix")
    with attach(bare) as init:
        assert init.get_wallet_loader() is None
    bare.stop()


def test_example_of_the_docs(node: Node) -> None:
    """The program of the documentation works as it stands, but for the path."""
    (program,) = re.findall(r"```python\n(.*?node\.sock.*?)```", DOCS.read_text(), re.DOTALL)
    path = "/home/me/.dashcore/regtest/node.sock"
    assert path in program
    done = subprocess.run(
        [sys.executable, "-c", program.replace(path, str(node.net_dir / "node.sock"))],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    height = node.rpc.getblockcount()
    assert done.stdout.startswith(f"{height} BlockInfo(hash=")

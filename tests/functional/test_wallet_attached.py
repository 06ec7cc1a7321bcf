"""dash-wallet on its own: it serves itself, and neither it nor the node minds when the other goes away."""

import re
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from attached import Attached
from framework import Method, Node, Nodes, Result, RpcFailureError, free_port, wait_until

pytestmark = pytest.mark.functional

NOT_CONNECTED = -9
MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's in these tests
NODE_WORDS = ("-ipcbind=unix", "-disablewallet")

MakeWallets = Callable[[Node], Attached]


@pytest.fixture
def make_wallets() -> Iterator[MakeWallets]:
    """Make dash-wallet processes for a node; whatever still runs at the end of the test is ended."""
    made: list[Attached] = []

    def make(node: Node) -> Attached:
        made.append(Attached(node.datadir))
        return made[-1]

    yield make
    for wallets in made:
        wallets.kill()


def with_money(node: Node, wallets: Attached, name: str = "w") -> Decimal:
    """Make a wallet that is loaded at start, with two coins that can be spent; returns its balance."""
    wallets.rpc.createwallet(wallet_name=name, descriptors=True, load_on_startup=True)
    node.rpc.generatetoaddress(2, wallets.wallet(name).getnewaddress())
    node.rpc.generatetoaddress(100, MINER)
    balance: Decimal = wallets.wallet(name).getbalance()
    assert balance == 1000
    return balance


def failure(call: Method, *params: object) -> RpcFailureError:
    """The refusal of a call."""
    with pytest.raises(RpcFailureError) as caught:
        call(*params)
    return caught.value


def wait_for_node(wallets: Attached, node: Node, name: str = "w") -> None:
    """Wait until a wallet has caught up with its node, which has just come."""
    tip = node.rpc.getbestblockhash()

    def is_there() -> bool:
        follows: list[Result] = [
            each["following"] for each in wallets.rpc.getipcinfo()["wallets"] if each["name"] == name
        ]
        return follows == [True]

    wait_until(is_there)
    assert wallets.wallet(name).getbalances()["lastprocessedblock"]["hash"] == tip


def test_earn_and_pay(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """The main job without a wallet in the node: earn, pay, see it confirmed; the node knows no wallet command."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    assert failure(node.rpc.getbalance).message == "Method not found"
    txid = wallets.rpc.sendtoaddress(MINER, "12.5")
    assert node.rpc.getrawmempool() == [txid]
    assert wallets.rpc.gettransaction(txid)["confirmations"] == 0
    node.rpc.generatetoaddress(1, MINER)
    assert wallets.rpc.gettransaction(txid)["confirmations"] == 1
    assert wallets.rpc.listtransactions("*", 1)[0]["blockheight"] == 103

    assert {"getbalance", "help", "stop", "uptime", "getrpcinfo", "echo"} <= {
        line.split()[0] for line in (wallets.rpc.help() + "\necho").splitlines() if line
    }
    assert wallets.rpc.uptime() >= 0
    assert wallets.rpc.echo("a", 1) == ["a", 1]
    assert wallets.rpc.getrpcinfo()["logpath"] == str(node.net_dir / "debug.log")
    info = wallets.rpc.getipcinfo()
    assert info["node"] == {"address": "unix", "connected": True, "connections": 1}
    assert info["wallets"] == [{"name": "w", "following": True}]
    assert info["sandbox"]["mode"] == "on"
    assert failure(wallets.rpc.getblockcount).message == "Method not found"

    done = wallets.cli("-rpcwallet=w", "getwalletinfo")
    assert '"walletname": "w"' in done.stdout, done.stderr
    assert wallets.cli("-rpcuser=me", "-rpcpassword=guess", "getbalance").stderr.startswith(
        "error: Authorization failed: Incorrect rpcuser or rpcpassword"
    )
    assert wallets.cli("-rpccookiefile=.cookie", "getbalance").returncode == 1  # the node's opens nothing here
    cookie = (node.net_dir / ".cookie").read_bytes()
    wallets.stop()
    assert not wallets.cookie.exists()
    assert (node.net_dir / ".cookie").read_bytes() == cookie
    assert (node.net_dir / "settings.json").read_text() == "{\n}\n"
    node.stop()


def test_wallet_restarts(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """The wallet process stops, or is killed, and comes back: it loads what it had and sees what it missed."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    address = wallets.rpc.getnewaddress()
    wallets.process.send_signal(signal.SIGTERM)  # type: ignore[union-attr]  # it was started
    assert wallets.wait() == 0
    assert wallets.stderr() == ""
    node.rpc.generatetoaddress(1, address)
    node.rpc.generatetoaddress(100, MINER)

    wallets.start()
    assert wallets.rpc.listwallets() == ["w"]
    assert wallets.rpc.getbalance() == 1500
    txid = wallets.rpc.sendtoaddress(MINER, 1)
    wallets.kill()
    node.rpc.generatetoaddress(1, MINER)
    wallets.start()
    assert wallets.rpc.gettransaction(txid)["confirmations"] == 1
    assert wallets.rpc.getbalance() == 1499 + wallets.rpc.gettransaction(txid)["fee"]
    wallets.stop()
    node.stop()


def test_node_killed(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """Kill -9 of the node: the wallet goes on with what needs no node, comes back, and its payment is sent again."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    wallets.rpc.encryptwallet("secret")
    node.rpc.gettxoutsetinfo()  # puts the chain on disk
    wallets.rpc.walletpassphrase("secret", 600)
    txid = wallets.rpc.sendtoaddress(MINER, 1)
    pid = wallets.process.pid  # type: ignore[union-attr]  # it was started
    node.kill()

    wait_until(lambda: not wallets.rpc.getipcinfo()["node"]["connected"])
    assert failure(wallets.rpc.sendtoaddress, MINER, 1).code == NOT_CONNECTED
    assert "not connected" in failure(wallets.rpc.rescanblockchain).message
    address = wallets.rpc.getnewaddress()
    assert len(wallets.rpc.listdescriptors()["descriptors"]) > 0
    assert wallets.rpc.getbalance() > 990
    assert {each["txid"] for each in wallets.rpc.listtransactions()} >= {txid}
    assert wallets.rpc.listunspent() != []
    wallets.rpc.walletlock()
    wallets.rpc.walletpassphrase("secret", 600)
    wallets.rpc.createwallet(wallet_name="offline", descriptors=True, load_on_startup=True)
    offline_address = wallets.wallet("offline").getnewaddress()

    node.start(*NODE_WORDS)
    wait_until(lambda: node.rpc.getrawmempool() == [txid])
    node.rpc.generatetoaddress(1, address)
    node.rpc.generatetoaddress(100, MINER)
    wait_for_node(wallets, node)
    got = wallets.wallet("w").gettransaction(txid)
    assert (got["confirmations"], got["amount"]) == (101, -1)
    assert wallets.wallet("w").getbalance() == 1499  # the block that paid to it earned the fee
    assert [each["txid"] for each in wallets.wallet("w").listtransactions("*", 1000)].count(txid) == 1
    wallets.wallet("w").sendtoaddress(offline_address, 2)
    wait_until(lambda: wallets.wallet("offline").getunconfirmedbalance() == 2)
    assert wallets.process is not None
    assert wallets.process.pid == pid
    wallets.stop()
    node.stop()


def test_missed_blocks(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """Blocks that came while the node had no wallet are looked through once it has one again."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    address = wallets.rpc.getnewaddress()
    node.stop()
    node.start("-disablewallet")
    node.rpc.generatetoaddress(1, address)
    node.rpc.generatetoaddress(100, MINER)
    node.stop()
    assert wallets.rpc.getbalance() == 1000
    node.start(*NODE_WORDS)
    wait_for_node(wallets, node)
    assert wallets.rpc.getbalance() == 1500
    wallets.stop()
    node.stop()


def test_reorganised_meanwhile(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """The node comes back with another branch: what was confirmed in the lost one is not, and may be again."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    txid = wallets.rpc.sendtoaddress(MINER, 1)
    (lost,) = node.rpc.generatetoaddress(1, wallets.rpc.getnewaddress())
    assert wallets.rpc.gettransaction(txid)["blockhash"] == lost
    reward = wallets.rpc.listtransactions("*", 1)[0]["txid"]
    node.stop()
    node.start("-disablewallet", "-persistmempool=0")
    node.rpc.invalidateblock(lost)
    for _ in range(3):
        node.rpc.generateblock(MINER, [])
    assert node.rpc.getbestblockhash() != lost
    node.stop()

    node.start(*NODE_WORDS, "-persistmempool=0")
    wait_for_node(wallets, node)
    wait_until(lambda: node.rpc.getrawmempool() == [txid])
    assert wallets.rpc.gettransaction(txid)["confirmations"] == 0
    assert wallets.rpc.gettransaction(reward)["details"][0]["category"] == "orphan"
    (found,) = node.rpc.generatetoaddress(1, MINER)
    assert wallets.rpc.gettransaction(txid)["blockhash"] == found
    assert wallets.rpc.getbalance() == 999 + wallets.rpc.gettransaction(txid)["fee"]
    wallets.stop()
    node.stop()


def test_node_lost_blocks(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """The node comes back with less than it told of: the wallet takes that back, and has no coin twice in the end."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    node.stop()
    saved = node.datadir.with_name("saved")
    folders = ("blocks", "chainstate", "evodb", "llmq")
    for name in folders:
        shutil.copytree(node.net_dir / name, saved / name)
    node.start(*NODE_WORDS)
    wait_for_node(wallets, node)
    node.rpc.generatetoaddress(1, wallets.rpc.getnewaddress())
    node.rpc.generatetoaddress(100, MINER)
    assert wallets.rpc.getbalance() == 1500
    node.kill()
    for name in folders:
        shutil.rmtree(node.net_dir / name)
        shutil.copytree(saved / name, node.net_dir / name)

    node.start(*NODE_WORDS)
    wait_for_node(wallets, node)
    assert wallets.rpc.getbalance() == 1000
    node.rpc.generatetoaddress(1, wallets.rpc.getnewaddress())
    assert wallets.rpc.getbalances()["mine"]["immature"] == 500
    wallets.stop()
    wallets.start()
    assert wallets.rpc.getbalances()["mine"]["immature"] == 500
    assert wallets.rpc.getbalance() == 1000
    wallets.stop()
    node.stop()


def test_node_hangs(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """A node that hangs in mid-call and is then killed: the call ends, its payment is not lost; a stop does not hang."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    node.rpc.gettxoutsetinfo()  # puts the chain on disk
    assert node.process is not None
    node.process.send_signal(signal.SIGSTOP)
    answers: list[object] = []

    def send() -> None:
        try:
            answers.append(wallets.connect().sendtoaddress(MINER, 1))
        except RpcFailureError as error:
            answers.append(error.code)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(wallets.rpc.getrpcinfo()["active_commands"]) == 3)
    node.kill()
    for thread in threads:
        thread.join(10)
    assert len(answers) == 2
    assert all(answer == NOT_CONNECTED or len(str(answer)) == 64 for answer in answers)
    node.start(*NODE_WORDS)
    wait_for_node(wallets, node)
    sent = {answer for answer in answers if answer != NOT_CONNECTED}
    wait_until(lambda: set(node.rpc.getrawmempool()) == sent)
    assert wallets.wallet("w").sendtoaddress(MINER, 1) in node.rpc.getrawmempool()

    node.process.send_signal(signal.SIGSTOP)
    assert wallets.process is not None
    wallets.process.terminate()
    assert wallets.wait(30) == 0
    node.process.send_signal(signal.SIGCONT)
    node.stop()


def test_two_processes(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """Two wallet processes on one node pay each other; neither gets at the other's wallet."""
    node = nodes.start(*NODE_WORDS)
    one, other = make_wallets(node).start(), make_wallets(node).start()
    with_money(node, one, "one")
    other.rpc.createwallet(wallet_name="other", descriptors=True, load_on_startup=True)
    txid = one.rpc.sendtoaddress(other.rpc.getnewaddress(), 3)
    wait_until(lambda: other.rpc.getunconfirmedbalance() == 3)
    node.rpc.generatetoaddress(1, MINER)
    assert other.rpc.getbalance() == 3
    refused = failure(other.rpc.loadwallet, "one")
    assert "is it being used by another instance of Dash Core?" in refused.message
    one.kill()
    other.rpc.loadwallet("one")
    assert other.wallet("one").gettransaction(txid)["confirmations"] == 1
    refusal = one.run("-server", f"-rpcbind=127.0.0.1:{one.rpc_port}", "-wallet=one", "-printtoconsole=0")
    assert refusal.returncode == 1
    assert "is it being used by another instance of Dash Core?" in refusal.stderr
    other.stop()
    node.stop()


def test_served_by_the_node(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """Without -server the node forwards: each wallet to its process; commands of a process that left are gone."""
    node = nodes.start(*NODE_WORDS)
    assert failure(node.rpc.listwallets).message == "Method not found"
    first, second = make_wallets(node), make_wallets(node)
    first.launch("-settings=first.json", serves=False)
    wait_until(lambda: "listwallets" in node.rpc.help())
    node.rpc.createwallet(wallet_name="a", descriptors=True, load_on_startup=True)
    node.rpc.generatetoaddress(1, node.wallet("a").getnewaddress())
    assert not (node.net_dir / f".cookie.wallet.{first.rpc_port}").exists()
    refused = second.run("-printtoconsole=0", "-settings=first.json")
    assert refused.returncode == 1
    assert (
        "first.json. Another dash-wallet probably uses it; -settings=<file> gives this one its own." in refused.stderr
    )
    second.launch("-settings=second.json", "-wallet=b", serves=False)  # there is none yet: skipped
    wait_until(lambda: "Skipping -wallet path that doesn't exist" in second.stderr())
    second.kill()
    node.rpc.createwallet(wallet_name="b", descriptors=True, load_on_startup=False)
    node.rpc.unloadwallet("b")
    second.launch("-settings=second.json", "-wallet=b", serves=False)
    wait_until(lambda: route(node, "b") == "b")
    assert route(node, "a") == "a"
    first.kill()
    wait_until(lambda: failure(node.wallet("a").getwalletinfo).code == -18)
    assert route(node, "b") == "b"
    assert second.process is not None
    second.process.terminate()
    assert second.wait() == 0
    wait_until(lambda: "listwallets" not in node.rpc.help())
    assert failure(node.rpc.listwallets).message == "Method not found"
    node.stop()


def route(node: Node, name: str) -> object:
    """Name of the wallet that answers at a wallet's path; None where none does."""
    try:
        return node.wallet(name).getwalletinfo()["walletname"]
    except RpcFailureError:
        return None


def test_nowallet(nodes: Nodes) -> None:
    """-nowallet where wallets may attach: no process of its own; elsewhere no wallet is loaded, as in dashd."""
    node = nodes.start("-nowallet", "-ipcbind=unix")
    assert failure(node.rpc.listwallets).message == "Method not found"
    node.stop()
    node.start("-nowallet")
    assert node.rpc.listwallets() == []
    node.stop()


def test_without_a_node(nodes: Nodes, make_wallets: MakeWallets) -> None:
    """No node: one clear error, unless it is to wait; then it works, and follows the node once that is there."""
    node = nodes.start(*NODE_WORDS)
    wallets = make_wallets(node).start()
    with_money(node, wallets)
    wallets.stop()
    node.stop()
    refused = wallets.run("-wallet=w", "-printtoconsole=0")
    assert refused.returncode == 1
    assert refused.stderr.count("Error: ") == 1
    assert "Could not connect to dash-node IPC address 'unix'." in refused.stderr

    for words, connect_to in ((("-ipcwait",), "unix"), ((), "auto")):
        wallets.connect_to = connect_to
        wallets.start(*words)
        assert wallets.rpc.listwallets() == ["w"]
        assert wallets.rpc.getnewaddress()
        assert wallets.rpc.getbalances()["mine"]["immature"] == 1000  # how deep they are, nobody knows now
        assert wallets.rpc.listtransactions("*", 1)[0]["confirmations"] == 1
        assert failure(wallets.rpc.sendtoaddress, MINER, 1).code == NOT_CONNECTED
        info = wallets.rpc.getipcinfo()
        assert info["node"]["connected"] is False
        assert "Could not connect" in info["node"]["problem"]
        node.start(*NODE_WORDS)
        wait_for_node(wallets, node)
        assert wallets.rpc.getbalance() == 1000
        assert wallets.rpc.getbalances()["mine"]["immature"] == 0
        wallets.stop()
        node.stop()


def test_over_tls(nodes: Nodes, tmp_path: Path) -> None:
    """From another machine: both keys are told; the wallet serves itself, so that the chain is all it is allowed."""
    port = free_port()
    node = nodes.start(f"-ipcbind=tls:127.0.0.1:{port}:allow=chain", "-disablewallet")
    (tmp_path / "far").mkdir()
    wallets = Attached(tmp_path / "far", f"tls:127.0.0.1:{port}")
    refused = wallets.run("-regtest", "-printtoconsole=0")
    assert refused.returncode == 1
    told = re.search(r"start again with (-ipcauthorize=[0-9a-f]{64})", refused.stderr)
    own = re.search(r"type `dash-cli ipcpair ([0-9a-f]{64})`", refused.stderr)
    assert told is not None
    assert own is not None
    node.rpc.ipcpair(own[1])
    try:
        wallets.start("-regtest", told[1], "-keypool=1")
        wallets.rpc.createwallet(wallet_name="w", descriptors=True, load_on_startup=True)
        node.rpc.generatetoaddress(1, wallets.rpc.getnewaddress())
        assert wallets.rpc.getbalances()["mine"]["immature"] == 500
        wallets.stop()
    finally:
        wallets.kill()
    assert not (tmp_path / "far" / "regtest" / "chainstate").exists()
    node.stop()


def test_bad_words(nodes: Nodes, tmp_path: Path) -> None:
    """Options that are none, or not this program's; another network's node; addresses that let everybody in."""
    node = nodes.start(*NODE_WORDS)
    elsewhere = Attached(tmp_path / "elsewhere", f"unix:{node.net_dir / 'node.sock'}")
    (elsewhere.datadir).mkdir()
    for words, text in (
        (("-bogus",), "Error: Error parsing command line arguments: Invalid parameter -bogus\n"),
        (("-txindex",), "Error: Error parsing command line arguments: Invalid parameter -txindex\n"),
        (("-testnet", "-printtoconsole=0"), "Error: The node is on another chain: its block 0 is "),
        (("-regtest", "-server", "-rpcbind=0.0.0.0:1"), "-rpcallowip must say from which."),
        (("-regtest", "-printtoconsole=0", "-ipcconnect=tcp:127.0.0.1:1"), "Plain TCP is refused"),
    ):
        done = elsewhere.run(*words)
        assert done.returncode == 1, words
        assert text in done.stderr
    done = elsewhere.run("-help")
    assert done.returncode == 0
    assert "-ipcwait" in done.stdout
    assert "-txindex" not in done.stdout
    assert elsewhere.run("-version").stdout.startswith("Dash Core dash-wallet version v23.1.2")
    node.stop()

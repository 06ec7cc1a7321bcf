"""Node and wallet in two processes: what an operator sees of both, and what is left when one of them dies."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from framework import Node, Nodes, RpcFailureError, executable, wait_until
from processes import children, parent_of, pid_of, words_of

pytestmark = pytest.mark.functional

WALLET_ERROR = -4
MINER = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"  # nobody's in these tests: the hash of an empty string's hash
ENDS_WITHIN_S = 15.0


def wallet_pid(node: Node) -> int:
    """Process id of a node's wallet process."""
    (child,) = children(pid_of(node))
    return child


def with_money(node: Node, name: str = "w") -> Decimal:
    """Make a wallet that is loaded at start, with two coins that can be spent; returns its balance."""
    node.rpc.createwallet(wallet_name=name, descriptors=True, load_on_startup=True)
    node.rpc.generatetoaddress(2, node.wallet(name).getnewaddress())
    node.rpc.generatetoaddress(100, MINER)
    balance: Decimal = node.wallet(name).getbalance()
    assert balance == 1000
    return balance


def balances(node: Node, name: str = "w") -> object:
    """What a wallet says it holds."""
    return node.wallet(name).getbalances()["mine"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with its wallet process, for tests that leave both alive."""
    made = Nodes(tmp_path_factory.mktemp("shared"))
    yield made.start("-debug=ipc")
    made.close()


def test_mine_pay_account(shared: Node) -> None:
    """The main job: a wallet in a process of its own earns, pays and accounts for it."""
    child = wallet_pid(shared)
    words = words_of(child)
    assert [Path(words[-3]).name, words[-2]] == ["dash-wallet", "-ipcfd"]
    assert words[-1].isdigit()

    shared.rpc.createwallet("positional", False, False, "", False, True, True)
    with_money(shared, "named")
    rent = shared.wallet("positional").getnewaddress("rent")
    txid = shared.wallet("named").sendtoaddress(rent, "12.5")
    assert shared.rpc.getrawmempool() == [txid]
    assert shared.wallet("positional").getunconfirmedbalance() == Decimal("12.5")
    shared.rpc.generatetoaddress(1, MINER)
    got = shared.wallet("positional").gettransaction(txid)
    assert (got["amount"], got["confirmations"], got["details"][0]["label"]) == (Decimal("12.5"), 1, "rent")
    fee = shared.wallet("named").gettransaction(txid)["fee"]
    assert fee < 0
    assert shared.wallet("named").getbalance() == Decimal("987.5") + fee
    assert shared.wallet("positional").getbalance() == Decimal("12.5")
    assert sorted(shared.rpc.listwallets()) == ["named", "positional"]
    assert wallet_pid(shared) == child


def test_wallet_ignores_ctrl_c(shared: Node) -> None:
    """Ctrl-C is the node's to decide: the wallet process lets it pass."""
    child = wallet_pid(shared)
    os.kill(child, signal.SIGINT)
    assert shared.rpc.listwallets() is not None
    assert wallet_pid(shared) == child


def test_log_of_calls(shared: Node) -> None:
    """-debug=ipc shows requests and answers, with values cut short."""
    shared.rpc.listwalletdir()
    lines = [line for line in shared.debug_log().splitlines() if "[ipc]" in line]
    assert any("IPC client send Init.makeWalletLoader$Params" in line for line in lines)
    assert any("IPC client recv Init.makeWalletLoader$Results" in line for line in lines)
    assert any("IPC server recv request" in line and "Chain.handleRpc$Params" in line for line in lines)
    assert max(map(len, lines)) < 2000


def test_no_secret_in_log(nodes: Nodes) -> None:
    """Passphrases and the RPC password never reach debug.log, not even with every category on."""
    node = nodes.make(conf="rpcuser=someone\nrpcpassword=hush-rpc")
    node.launch("-debug=1")

    def call(*words: str) -> "subprocess.CompletedProcess[str]":
        return node.cli("-rpcwait", *words)

    made = call(
        "-named", "createwallet", "wallet_name=a", "passphrase=hush-one", "descriptors=true", "load_on_startup=true"
    )
    assert made.returncode == 0, made.stderr
    for words in (
        ("-named", "createwallet", "wallet_name=b", "descriptors=true", "load_on_startup=true"),
        ("-rpcwallet=b", "encryptwallet", "hush-two"),
        ("-rpcwallet=a", "walletpassphrase", "hush-one", "100"),
        ("-rpcwallet=a", "walletpassphrasechange", "hush-one", "hush-three"),
    ):
        assert call(*words).returncode == 0
    assert call("-rpcwallet=a", "walletlock").returncode == 0
    assert "incorrect" in call("-rpcwallet=a", "walletpassphrase", "hush-wrong", "100").stderr
    phrase = json.loads(call("-rpcwallet=a", "listdescriptors").stdout)
    assert phrase["wallet_name"] == "a"
    (environment,) = [(Path("/proc") / str(pid) / "cmdline").read_bytes() for pid in children(pid_of(node))]
    assert b"hush" not in environment
    assert call("stop").returncode == 0
    assert node.wait() == 0
    assert [line for line in node.debug_log().splitlines() if "hush-" in line] == []


def test_wallet_killed(nodes: Nodes) -> None:
    """Kill -9 of the wallet process: the node lives, says so, stops cleanly; a restart has every coin."""
    node = nodes.start()
    with_money(node)
    node.wallet("w").sendtoaddress(MINER, 1)
    before = balances(node)
    child = wallet_pid(node)
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: f"pid {child}) was killed by signal 9" in node.debug_log())

    for call in (node.rpc.listwallets, node.wallet("w").getbalance):
        with pytest.raises(RpcFailureError) as caught:
            call()
        assert caught.value.code == WALLET_ERROR
        assert f"pid {child}" in caught.value.message
        assert "signal 9" in caught.value.message
    height = node.rpc.getblockcount()
    node.rpc.generatetoaddress(1, MINER)
    assert node.rpc.getblockcount() == height + 1
    assert node.rpc.getrawmempool() == []
    node.rpc.stop()
    assert node.wait() == 0

    node.start()
    after = balances(node)
    assert after["trusted"] == before["trusted"]  # type: ignore[index]  # an object
    node.stop()


def test_node_killed(nodes: Nodes) -> None:
    """Kill -9 of the node: the wallet process ends by itself, and its files are sound."""
    node = nodes.start()
    with_money(node)
    node.rpc.gettxoutsetinfo()  # puts the chain on disk
    before = balances(node)
    child = wallet_pid(node)
    node.kill()
    wait_until(lambda: parent_of(child) == 0, ENDS_WITHIN_S)

    node.start()
    assert balances(node) == before
    node.stop()


def test_ctrl_c(nodes: Nodes) -> None:
    """SIGINT to the process group, as a terminal sends it: one clean shutdown."""
    node = nodes.make()
    node.start("-disablewallet").stop()  # the directory exists
    with (node.datadir / "stderr.txt").open("wb") as stderr:
        process = subprocess.Popen(
            [executable("dash-node"), f"-datadir={node.datadir}"], stderr=stderr, start_new_session=True
        )
    node.process = process
    wait_until(lambda: "Done loading" in node.debug_log().rpartition("Shutdown: done")[2])
    child = wallet_pid(node)
    os.killpg(process.pid, signal.SIGINT)
    assert node.wait() == 0
    assert node.stderr() == ""
    assert node.debug_log().rpartition("Done loading")[2].count("Shutdown: done") == 1
    assert parent_of(child) == 0


def test_disabled(nodes: Nodes) -> None:
    """-disablewallet: no second process, no wallet command."""
    node = nodes.start("-disablewallet")
    assert children(pid_of(node)) == []
    with pytest.raises(RpcFailureError) as caught:
        node.rpc.getbalance()
    assert caught.value.message == "Method not found"
    node.stop()


def test_nothing_leaks(shared: Node) -> None:
    """Ten wallets opened and closed, ten processes spawned and ended: as many children and descriptors as before."""
    pid = pid_of(shared)
    child = wallet_pid(shared)

    def descriptors() -> list[int]:
        return [len(list((Path("/proc") / str(each) / "fd").iterdir())) for each in (pid, child)]

    shared.rpc.createwallet(wallet_name="again", descriptors=True, load_on_startup=False)
    shared.rpc.unloadwallet("again")
    assert shared.rpc.echoipc("warm") == "warm"
    wait_until(lambda: children(pid) == [child])
    before = descriptors()
    for _ in range(10):
        shared.rpc.loadwallet("again")
        shared.rpc.unloadwallet("again")
    for number in range(5):
        assert shared.rpc.echoipc(f"n{number}") == f"n{number}"
    wait_until(lambda: children(pid) == [child])
    wait_until(lambda: all(now <= then for now, then in zip(descriptors(), before, strict=True)))


def test_no_process_is_left(nodes: Nodes) -> None:
    """Ten starts and stops: none leaves its wallet process behind."""
    node = nodes.make()
    seen: list[int] = []
    for _ in range(10):
        node.start()
        seen.append(wallet_pid(node))
        node.stop()
    assert len(set(seen)) == 10
    assert [pid for pid in seen if parent_of(pid)] == []


@pytest.mark.parametrize("program", ["dash-node", "dashd"])
def test_recorded_balances(nodes: Nodes, shared_dir: Path, program: str) -> None:
    """The private descriptors of two wallets of dashd's, imported over its chain, give exactly its balances."""
    recorded = json.loads((shared_dir / "chains" / "basic.json").read_text())
    node = nodes.start(f"-loadblock={shared_dir / 'chains' / 'basic' / 'blk00000.dat'}", program=program)
    wait_until(lambda: node.rpc.getbestblockhash() == recorded["bestblockhash"])
    for name in ("w", "x"):
        said = recorded[f"wallet_{name}"]
        node.rpc.createwallet(wallet_name=name, blank=True, descriptors=True, load_on_startup=True)
        wallet = node.wallet(name)
        requests = [
            {
                key: each[key]
                for key in ("desc", "timestamp", "active", "internal", "range", "next_index")
                if key in each and not (key == "internal" and not each["active"])
            }
            for each in said["listdescriptors"]["descriptors"]
        ]
        assert [answer["success"] for answer in wallet.importdescriptors(requests)] == [True] * len(requests)
        mine = {key: f"{value:.8f}" for key, value in wallet.getbalances()["mine"].items()}
        assert mine == said["getbalances"]["mine"]
        assert len(wallet.listunspent()) == said["listunspent_count"]
    node.stop()

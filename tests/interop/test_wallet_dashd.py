"""Wallet files go from our node to dashd and back, and both say the same of them.

DASHD_REFERENCE names the dashd to test with.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

pytestmark = [pytest.mark.interop, pytest.mark.timeout(180)]

Result: TypeAlias = Any  # type: ignore[explicit-any]  # tests index into what commands return

PASSPHRASE = "correct horse"  # noqa: S105 - of a test
WALLETS = ("fresh", "imported", "encrypted", "watching")
ADDRESS = "yVg3NBUHNEhgDceqwVUjsZHreC5PBHnUo9"
WIF = "cN9spWsvaxA8taS7DFMxnk1yJD2gaF2PX1npuTpy3vuZFJdwavaw"
START_TIMEOUT_S = 60
OURS = Path(sys.executable)


class Node:
    """A running node of either kind."""

    def __init__(self, program: Path, data_dir: Path, process: "subprocess.Popen[str]") -> None:
        self.program = program
        self.process = process
        self._cli = [str(OURS.with_name("dash-cli")), "-regtest", f"-datadir={data_dir}"]

    def call(self, command: str, *args: object, wallet: str | None = None) -> Result:
        """Call a command.

        Raises:
            AssertionError: it refused; the text says why.
        """
        words = [arg if isinstance(arg, str) else json.dumps(arg) for arg in args]
        route = [] if wallet is None else [f"-rpcwallet={wallet}"]
        done = subprocess.run([*self._cli, *route, command, *words], check=False, capture_output=True, text=True)
        assert done.returncode == 0, f"{self.program.name} {command}: {done.stderr}"
        try:
            return json.loads(done.stdout, parse_float=Decimal)
        except ValueError:
            return done.stdout.strip()


def free_port() -> int:
    """Return a port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(program: Path, data_dir: Path) -> Iterator[Node]:
    """Run a node on a directory until the block ends; its exit status is 0."""
    process = subprocess.Popen(
        [str(program), f"-datadir={data_dir}"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    node = Node(program, data_dir, process)
    try:
        deadline = time.monotonic() + START_TIMEOUT_S
        while True:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            try:
                node.call("getblockcount")
                break
            except AssertionError:
                assert time.monotonic() < deadline, f"{program.name} does not answer"
        yield node
        node.call("stop")
        assert process.wait(START_TIMEOUT_S) == 0
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        if process.stderr is not None:
            process.stderr.close()


@pytest.fixture
def dashd() -> Path:
    """The dashd to compare with."""
    name = os.environ.get("DASHD_REFERENCE")
    if not name:
        pytest.skip("DASHD_REFERENCE names no dashd")
    return Path(name)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data directory whose configuration both read."""
    (tmp_path / "dash.conf").write_text(
        f"regtest=1\n[regtest]\nrpcport={free_port()}\nport={free_port()}\nlisten=0\ndnsseed=0\n"
        "fixedseeds=0\nkeypool=20\nfallbackfee=0.00001\nunsafesqlitesync=1\nmocktime=1417760000\n"
    )
    return tmp_path


def without(entries: list[dict[str, Result]], *names: str) -> list[dict[str, Result]]:
    """The entries less some fields."""
    return [{name: value for name, value in entry.items() if name not in names} for entry in entries]


def unlocked(node: Node, wallet: str) -> None:
    """Unlock a wallet that has a passphrase."""
    if wallet == "encrypted":
        node.call("walletpassphrase", PASSPHRASE, 600, wallet=wallet)


def state(node: Node) -> dict[str, Result]:
    """Everything a node says of the wallets that must not depend on who says it."""
    found: dict[str, Result] = {"tip": node.call("getbestblockhash"), "wallets": sorted(node.call("listwallets"))}
    for wallet in found["wallets"]:
        unlocked(node, wallet)
        one: dict[str, Result] = {"info": node.call("getwalletinfo", wallet=wallet)}
        for name in ("unlocked_until", "keys_left"):  # of this run, not of the file
            one["info"].pop(name, None)
        one["balances"] = node.call("getbalances", wallet=wallet)
        one["public"] = node.call("listdescriptors", wallet=wallet)
        if one["info"]["private_keys_enabled"]:
            one["private"] = node.call("listdescriptors", True, wallet=wallet)
        coins = node.call("listunspent", 0, wallet=wallet)
        one["coins"] = sorted(coins, key=lambda coin: (coin["txid"], coin["vout"]))
        one["transactions"] = node.call("listtransactions", "*", 1000, 0, True, wallet=wallet)
        one["locked"] = node.call("listlockunspent", wallet=wallet)
        one["labels"] = node.call("listlabels", wallet=wallet)
        addresses = {coin["address"] for coin in coins}
        for label in one["labels"]:
            addresses |= set(node.call("getaddressesbylabel", label, wallet=wallet))
        one["addresses"] = [node.call("getaddressinfo", address, wallet=wallet) for address in sorted(addresses)]
        found[wallet] = one
    return found


def fill(node: Node) -> None:
    """Make one wallet of each kind, give them coins, and let each pay."""
    node.call("createwallet", "fresh", False, False, "", False, True, True)
    node.call("createwallet", "imported", False, True, "", False, True, True)
    node.call("createwallet", "encrypted", False, False, PASSPHRASE, True, True, True)
    node.call("createwallet", "watching", True, True, "", False, True, True)
    unlocked(node, "encrypted")
    private = node.call("listdescriptors", True, wallet="fresh")["descriptors"]
    tprv = private[0]["desc"].split("(")[1].split("/")[0]
    texts: list[tuple[str, dict[str, object]]] = [
        (f"pkh({tprv}/7/*)", {"active": True, "range": [0, 19]}),
        (f"pkh({tprv}/8h/*h)", {"active": True, "internal": True, "range": [0, 19]}),
        (f"combo({WIF})", {}),
        (f"sh(multi(1,{tprv}/9,{WIF}))", {"label": "shared"}),
    ]
    requests = []
    for text, options in texts:
        checksum = node.call("getdescriptorinfo", text)["checksum"]
        requests.append({"desc": f"{text}#{checksum}", "timestamp": "now", **options})
    answers = node.call("importdescriptors", requests, wallet="imported")
    assert all(answer["success"] for answer in answers), answers
    watched = node.call("listdescriptors", wallet="fresh")["descriptors"][0]["desc"]
    answers = node.call("importdescriptors", [{"desc": watched, "timestamp": 0, "range": [0, 19]}], wallet="watching")
    assert answers[0]["success"], answers
    payers = ("fresh", "imported", "encrypted")
    for wallet in payers:
        node.call("generatetoaddress", 2, node.call("getnewaddress", f"mined {wallet}", wallet=wallet))
    shared = node.call("getaddressesbylabel", "shared", wallet="imported")
    node.call("generatetoaddress", 1, next(iter(shared)))
    node.call("generatetoaddress", 101, ADDRESS)
    spend(node, payers)
    coin = node.call("listunspent", wallet="fresh")[0]
    node.call("lockunspent", False, [{"txid": coin["txid"], "vout": coin["vout"]}], True, wallet="fresh")


def spend(node: Node, payers: tuple[str, ...] = ("fresh", "imported", "encrypted")) -> None:
    """Let each wallet pay the next one, and confirm that."""
    for wallet, other in zip(payers, (*payers[1:], payers[0]), strict=True):
        unlocked(node, wallet)
        address = node.call("getnewaddress", f"from {wallet} {node.program.name}", wallet=other)
        node.call("sendtoaddress", address, 12.5, "for", "whom", wallet=wallet)
    node.call("generatetoaddress", 1, ADDRESS)


def test_wallets_of_ours_in_dashd_and_back(dashd: Path, data_dir: Path) -> None:
    """Files we made open in dashd and say the same there; after payments there they do again here."""
    ours = OURS.with_name("dash-node")
    with running(ours, data_dir) as node:
        fill(node)
        here = state(node)
    assert here["wallets"] == sorted(WALLETS)
    assert here["imported"]["balances"]["mine"]["trusted"] > 1000
    with running(dashd, data_dir) as node:
        assert state(node) == here
        spend(node)
        there = state(node)
    with running(ours, data_dir) as node:
        assert state(node) == there


def test_wallets_of_dashd_here_and_back(dashd: Path, data_dir: Path) -> None:
    """Files dashd made open here and say the same; after payments here they do again there."""
    ours = OURS.with_name("dash-node")
    with running(dashd, data_dir) as node:
        fill(node)
        there = state(node)
    with running(ours, data_dir) as node:
        assert state(node) == there
        spend(node)
        here = state(node)
    with running(dashd, data_dir) as node:
        assert state(node) == here


def test_partially_signed_transactions_are_the_same(dashd: Path, data_dir: Path) -> None:
    """On the same wallets both make, fill in and sign the same transactions, to the byte."""
    with running(OURS.with_name("dash-node"), data_dir) as node:
        fill(node)
        here = partially_signed(node)
    with running(dashd, data_dir) as node:
        assert partially_signed(node) == here


def partially_signed(node: Node) -> list[Result]:
    """Let wallets fund what leaves nothing to chance, and sign it in each way."""
    unlocked(node, "encrypted")
    answers: list[Result] = []
    for wallet in ("fresh", "imported", "encrypted"):
        coins = sorted(node.call("listunspent", wallet=wallet), key=lambda coin: (coin["txid"], coin["vout"]))
        for coin in coins[:2]:
            chosen = [{"txid": coin["txid"], "vout": coin["vout"]}]
            options = {"changeAddress": ADDRESS, "changePosition": 1, "fee_rate": 7}
            outputs = [{ADDRESS: 1}, {"data": "c0ffee"}]
            made = node.call("walletcreatefundedpsbt", chosen, outputs, 9, options, wallet=wallet)
            answers.append(made)
            for words in ([], [False], [True, "SINGLE|ANYONECANPAY"], [True, "ALL", False], [True, "ALL", True, False]):
                answers.append(node.call("walletprocesspsbt", made["psbt"], *words, wallet=wallet))
            wishes = {
                "inputs": [{**chosen[0], "sequence": 3}],
                "add_to_wallet": False,
                "change_address": ADDRESS,
                "change_position": 0,
                "subtract_fee_from_outputs": [0],
            }
            answers.append(node.call("send", outputs, 3, "economical", None, wishes, wallet=wallet))
            answers.append(node.call("send", {ADDRESS: 2}, None, "unset", 5, wishes | {"psbt": True}, wallet=wallet))
    return answers

"""Blocks go from our node to a real dashd and back, over both transports.

DASHD_REFERENCE names the dashd to test with.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from dashd_node import MOCKTIME, free_port, reference_dashd, running
from dashd_pair import DASHD, OURS, Pair, listening, running_pair
from framework import Nodes, wait_until

from dashcore.node.testing import ANYONE, spend

pytestmark = pytest.mark.interop

TRANSPORTS: Final = ("v1", "v2")
REORGANISED: Final = 30  # blocks
MATURE: Final = 110  # blocks, after which the first rewards can be spent
RECORDED_BLOCKS: Final = 303
STOPPED_AT: Final = 30  # blocks, or a few more


def other(name: str) -> str:
    """Return who is on the other end."""
    return DASHD if name == OURS else OURS


def transport_argument(transport: str) -> str:
    """Return the option that chooses a transport."""
    return f"-v2transport={int(transport == 'v2')}"


@pytest.fixture(params=[(transport, active) for transport in TRANSPORTS for active in (OURS, DASHD)], ids="-".join)
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Pair]:
    """Both, connected over a transport, one way or the other, with coins to spend."""
    transport, active = request.param
    with running_pair(tmp_path, transport_argument(transport), "-debug=cmpctblock") as made:
        made.connect(active)
        for name in (OURS, DASHD):
            (peer,) = made.rpc(name).getpeerinfo()
            assert peer["transport_protocol_type"] == transport
        made.mine(MATURE)
        made.await_sync()
        yield made


def test_relay_and_reorganise(pair: Pair, request: pytest.FixtureRequest) -> None:
    """Tips are relayed both ways, put together from short ids; the longer of two chains wins on either side."""
    check_relay(pair)
    check_reorganisation(pair, request.node.callspec.params["pair"][1])


def check_relay(pair: Pair) -> None:
    """Each learns of the other's blocks by compact block: with all transactions there, and with one to be asked for."""
    for name in (OURS, DASHD) * 2:
        pair.mine(1, name)
        pair.await_sync()
    for name in (OURS, DASHD):
        (peer,) = pair.rpc(name).getpeerinfo()
        assert peer["bip152_hb_to"]
        assert peer["bip152_hb_from"]
    for number, name in enumerate((OURS, DASHD)):
        known, unknown = spend(pair.coin(2 * number + 1)), spend(pair.coin(2 * number + 2))
        pair.ours.rpc.sendrawtransaction(known.serialize().hex())
        pair.await_pools(known)
        pair.rpc(name).generateblock(f"raw({ANYONE.hex()})", [known.serialize().hex(), unknown.serialize().hex()])
        pair.await_sync()
        tip = pair.ours.rpc.getbestblockhash()
        expected = (
            f"reconstructed block {tip} with 1 txn prefilled, 1 txn from mempool (incl at least 0 from extra pool) "
            "and 1 txn requested"
        )
        pair.await_log(other(name), expected)
        pair.await_pools()


def check_reorganisation(pair: Pair, active: str) -> None:
    """Each leaves 30 blocks of its own for 31 of the other."""
    for winner in (OURS, DASHD):
        pair.disconnect()
        fork = pair.ours.rpc.getblockcount()
        pair.mine(REORGANISED + 1, winner)
        pair.pass_time()
        pair.mine(REORGANISED, other(winner))
        tip = pair.rpc(winner).getbestblockhash()
        pair.connect(active)
        pair.await_sync()
        assert pair.ours.rpc.getbestblockhash() == tip
        stale = [each for each in pair.rpc(other(winner)).getchaintips() if each["status"] == "valid-fork"]
        assert REORGANISED in {each["branchlen"] for each in stale}
        assert pair.ours.rpc.getblockcount() == fork + REORGANISED + 1


@pytest.fixture(scope="module")
def recorded(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose chain takes a while to verify."""
    dashd_path = reference_dashd()
    made = tmp_path_factory.mktemp("recorded")
    with running(dashd_path, made, f"-loadblock={shared_dir / 'chains' / 'perf' / 'blk00000.dat'}") as dashd:
        wait_until(lambda: dashd.rpc.getblockcount() == RECORDED_BLOCKS)
    return made


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_ours_syncs_from_dashd(recorded: Path, tmp_path: Path, transport: str) -> None:
    """Killed in the middle of the initial sync, our node goes on where it was, and verifies all of it."""
    port = free_port()
    nodes = Nodes(tmp_path / OURS)
    ours = nodes.make()
    theirs = shutil.copytree(recorded, tmp_path / DASHD)
    words = ("-disablewallet", f"-mocktime={MOCKTIME}", f"-connect=127.0.0.1:{port}", transport_argument(transport))
    try:
        with running(reference_dashd(), theirs, *listening(port), transport_argument(transport)) as dashd:
            ours.start(*words)
            wait_until(lambda: ours.rpc.getblockcount() >= STOPPED_AT)
            reached = ours.rpc.getblockcount()
            ours.kill()
            assert reached < RECORDED_BLOCKS
            ours.start(*words)
            wait_until(lambda: ours.rpc.getbestblockhash() == dashd.rpc.getbestblockhash())
            assert ours.rpc.getpeerinfo()[0]["transport_protocol_type"] == transport
            assert ours.rpc.gettxoutsetinfo()["hash_serialized_2"] == dashd.coins()
        ours.stop()
    finally:
        nodes.close()


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_dashd_syncs_from_ours(recorded: Path, tmp_path: Path, transport: str) -> None:
    """dashd takes its initial sync from our node alone, in two runs."""  # noqa: D403
    theirs = tmp_path / DASHD
    theirs.mkdir()
    nodes = Nodes(tmp_path / OURS)
    shutil.copytree(recorded / "regtest", tmp_path / OURS / "node0" / "regtest")
    ours = nodes.make()
    words = (f"-connect=127.0.0.1:{ours.p2p_port}", transport_argument(transport))
    try:
        ours.start("-disablewallet", f"-mocktime={MOCKTIME}")
        with running(reference_dashd(), theirs, *words) as dashd:
            wait_until(lambda: dashd.rpc.getblockcount() >= STOPPED_AT)
            assert dashd.rpc.getblockcount() < RECORDED_BLOCKS
        with running(reference_dashd(), theirs, *words) as dashd:
            wait_until(lambda: ours.rpc.getbestblockhash() == dashd.rpc.getbestblockhash())
            assert dashd.rpc.getpeerinfo()[0]["transport_protocol_type"] == transport
            assert ours.rpc.gettxoutsetinfo()["hash_serialized_2"] == dashd.coins()
        ours.stop()
    finally:
        nodes.close()

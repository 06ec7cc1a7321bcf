"""Each denial of the sandboxes, tried from inside a process that has one; and that all that should work still does."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import pytest
from framework import Node, Nodes, RpcFailureError, StartFailedError, free_port, wait_until
from processes import children, is_alive, parent_of, pid_of

from dashcore.common.sandbox import Kernel

Outcomes: TypeAlias = dict[str, object]
KERNEL = Kernel.detect()
pytestmark = [
    pytest.mark.functional,
    pytest.mark.skipif(KERNEL.landlock_abi < 6 or not KERNEL.has_filters, reason="needs Landlock 6 and seccomp"),
]
PROBE = Path(__file__).parents[1] / "support" / "sandbox_probe.py"
MINER = "yNah4hAjdbLTD7y3VfKqxyEyxCUNjYdi3z"
PASSPHRASE = "correct horse battery staple"  # noqa: S105 - looked for in the log

CALLS = ("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp", "bpf", "perf_event_open",
         "io_uring_setup", "mount", "unshare", "setns", "keyctl", "userfaultfd", "kexec_load", "finit_module", "chroot",
         "open_by_handle_at")  # fmt: skip
BOTH = {
    "thread": "ok",
    "import": "ok",
    "core limit": 0,
    "read home": "EACCES",
    "read shadow": "EACCES",
    "write etc": "EACCES",
    "memory of parent": "EACCES",
    "environment of parent": "EACCES",
    "chmod": "EPERM",
    "raw socket": "EPERM",
    "terminal": "EPERM",
    **dict.fromkeys(CALLS, "EPERM"),
}
NODE = BOTH | {
    "own folder": "ok",
    "own file": "ok",
    "write anew": "ok",
    "replace own file": "ok",
    "make file": "ok",
    "remove own file": "ok",
    "dump": "ok",
    "read wallet": "EACCES",
    "write wallet": "EACCES",
    "remove wallet": "EACCES",
    "rename wallet": "EACCES",
    "link wallet": "EXDEV",
    "plant wallet": "EACCES",
    "list wallets": "EACCES",
    "ask to read wallet": "EACCES",
    "ask to write wallet": "EACCES",
    "ask to remove wallet": "EACCES",
    "ask to make wallet": "EACCES",
    "ask to read key": "EACCES",
    "ask to write hidden": "EACCES",
    "ask to run": "EACCES",
    "bind rpc port": "ok",
    "bind other port": "EACCES",
    "connect": "ECONNREFUSED",
    "unix socket": "EPERM",
    "run python": "ok",
    "run shell": "EACCES",
}
WALLET = BOTH | {
    "own folder": "ok",
    "log": "ok",
    "read beside": "EACCES",
    "chainstate": "ok",
    "backup at home": "ok",
    "backup hidden": "EACCES",
    "internet socket": "EPERM",
    "datagram socket": "EPERM",
    "unix socket": "EPERM",
    "socket pair": "ok",
    "connect": "EPERM",
    "bind": "EPERM",
    "listen": "EPERM",
    "run python": "EPERM",
    "exec": "EPERM",
    "fork": "EPERM",
    "signal parent": "EPERM",
    "hidden memory": "ok",
    "map memory": "ok",
}


def attempt(kind: str, folder: Path, *words: str) -> Outcomes:
    """Confine a process and return what it could do; `folder` is its home's parent, and hidden, as by default."""
    root = folder / ".hidden"
    (root / "data" / "regtest" / "wallets" / "w").mkdir(parents=True)
    (root / "data" / "regtest" / "wallets" / "n").mkdir()
    (root / "data" / "regtest" / "chainstate").mkdir()
    (root / "data" / "regtest" / "wallets" / "w" / "wallet.dat").write_text("keys")
    (root / "other").write_text("somebody's")
    home = folder / "home"
    home.mkdir()
    (home / ".secret").write_text("key")
    ports = [str(free_port()) for _ in range(3)]
    done = subprocess.run(
        [sys.executable, str(PROBE), kind, str(root / "data"), *ports, *words],
        capture_output=True,
        check=False,
        env={**os.environ, "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    outcomes: Outcomes = json.loads(done.stdout)
    report = outcomes.pop("report")
    assert isinstance(report, dict)
    assert (root / "data" / "regtest" / "wallets" / "w" / "wallet.dat").read_text() == "keys"
    return outcomes | {"full": report["full"], "mode": report["mode"]}


def test_node_from_inside(tmp_path: Path) -> None:
    """A node reaches its own folders and files, its port and its executables; no wallet, no key, nobody else."""
    assert attempt("node", tmp_path) == NODE | {"full": True, "mode": "on"}


def test_listening_node_from_inside(tmp_path: Path) -> None:
    """One that listens at a unix socket has such sockets, and sees names beside its own; the rest is as before."""
    may = {"unix socket": "ok", "list wallets": "ok"}
    expected = NODE | may | {"full": True, "mode": "require"}

    assert attempt("node", tmp_path, "-ipcbind=unix", "-sandbox=require") == expected


def test_wallet_from_inside(tmp_path: Path) -> None:
    """A wallet reaches its files, and has a backup written where people keep theirs; no network, no program."""
    assert attempt("wallet", tmp_path) == WALLET | {"full": True, "mode": "on"}


def test_strict_wallet_from_inside(tmp_path: Path) -> None:
    """With `require` its own directories are all there is."""
    expected = WALLET | {"chainstate": "EACCES", "backup at home": "EACCES", "full": True, "mode": "require"}

    assert attempt("wallet", tmp_path, "-sandbox=require") == expected


def test_wallet_of_another_node(tmp_path: Path) -> None:
    """A parent that says nothing of sandboxes, as a C++ node: all but the files, and the report says so."""
    outcomes = attempt("wallet", tmp_path, "foreign")

    assert outcomes["full"] is False
    for name in ("internet socket", "unix socket", "fork", "exec", "hidden memory", "core limit", *CALLS):
        assert outcomes[name] == WALLET[name], name


def status_of(pid: int) -> dict[str, str]:
    """What the kernel says of a process's confinement."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def log_of(node: Node) -> str:
    return (node.datadir / "regtest" / "debug.log").read_text()


def porters_of(pid: int) -> list[int]:
    """The porters of a process."""
    found = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    own = [child for child in found if parent_of(child) == pid]
    return [child for child in own if Path(f"/proc/{child}/comm").read_text() == "d-porter\n"]


def create(node: Node, name: str = "w", **more: object) -> None:
    node.rpc.createwallet(wallet_name=name, descriptors=True, load_on_startup=True, **more)


@pytest.mark.parametrize("mode", ["on", "require"])
def test_everything_works(nodes: Nodes, tmp_path: Path, mode: str) -> None:
    """Files are replaced, made and removed, wallets used, processes spawned, commands run, in both modes."""
    told = tmp_path / "told"
    words = [f"-{name}=echo {name} %s >> {told}" for name in ("blocknotify", "walletnotify", "shutdownnotify")]
    node = nodes.start(f"-sandbox={mode}", *words)
    net = node.datadir / "regtest"
    pid = pid_of(node)
    (wallet,) = children(pid)
    create(node)
    blocks = node.rpc.generatetoaddress(2, node.wallet("w").getnewaddress())
    assert json.loads((net / "settings.json").read_text()) == {"wallet": ["w"]}
    assert node.rpc.echoipc("hello") == "hello"
    assert Path(node.rpc.savemempool()["filename"]).stat().st_size
    node.rpc.setban("10.0.0.1", "add")
    assert "10.0.0.1" in (net / "banlist.json").read_text()
    assert node.rpc.dumptxoutset("utxo.dat")["coins_written"] == 2
    with pytest.raises(RpcFailureError, match="already exists"):
        node.rpc.dumptxoutset("utxo.dat")
    backup = net / "wallets" / "w.bak"
    node.wallet("w").backupwallet(str(backup))
    node.rpc.restorewallet("again", str(backup))
    node.wallet("again").encryptwallet(PASSPHRASE)
    wait_until(lambda: all(f"blocknotify {block}" in told.read_text() for block in blocks))
    wait_until(lambda: "walletnotify" in told.read_text())
    (net / "debug.log").rename(net / "debug.log.1")
    os.kill(pid, signal.SIGHUP)
    wait_until(lambda: node.rpc.generatetoaddress(1, MINER) and (net / "debug.log").exists())

    for process in (pid, wallet):
        status = status_of(process)
        assert (status["Seccomp"], status["NoNewPrivs"]) == ("2", "1")
        assert int(status["CapEff"], 16) & 1 << 19 == 0  # CAP_SYS_PTRACE
    porters = [*porters_of(pid), *porters_of(wallet)]
    assert len(porters) == 2
    node.stop()
    assert "shutdownnotify" in told.read_text()
    assert not any(is_alive(porter) for porter in porters)
    for name in (".cookie", "dashd.pid", "settings.json.tmp", "mempool.dat.new"):
        assert not (net / name).exists()
    node.start(f"-sandbox={mode}")
    assert sorted(node.rpc.listwallets()) == ["w"]
    assert node.rpc.listbanned()[0]["address"] == "10.0.0.1/32"
    node.stop()


def test_report_in_the_log(nodes: Nodes) -> None:
    """Both processes say what is enforced; `off` is said too, and off."""
    node = nodes.start()
    enforced = rf"files \(Landlock {KERNEL.landlock_abi}\), TCP ports, system calls \(seccomp\), no new privileges, no core dumps"
    assert re.search(rf"Z Sandbox: {enforced}$", log_of(node), re.MULTILINE)
    assert re.search(rf"Z Wallet process: Sandbox: {enforced}, hidden memory$", log_of(node), re.MULTILINE)
    node.stop()

    node.start("-sandbox=off")
    assert "Z Sandbox: off\n" in log_of(node)
    assert "Z Wallet process: Sandbox: off\n" in log_of(node)
    assert status_of(pid_of(node))["Seccomp"] == "0"
    node.stop()


def test_unknown_mode(nodes: Nodes) -> None:
    with pytest.raises(StartFailedError, match=r"Unknown value for -sandbox: 'much'\. Use on, off or require\."):
        nodes.start("-sandbox=much")


def test_missing_directory(nodes: Nodes, tmp_path: Path) -> None:
    with pytest.raises(StartFailedError, match=r'Specified -sandboxallow directory ".*/none" does not exist\.'):
        nodes.start(f"-sandboxallow={tmp_path / 'none'}")


def test_dashd_has_no_sandbox(nodes: Nodes) -> None:
    """One process needs everything: it says that it has no such option, as Dash Core's does."""
    with pytest.raises(StartFailedError, match=r"Invalid parameter -sandbox"):
        nodes.start("-sandbox=require", program="dashd")


def test_backups_elsewhere(nodes: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a home itself and in its folders, but not where programs keep theirs, unless -sandboxallow names it."""
    home, hidden = tmp_path / "home", tmp_path / "home" / ".config"
    hidden.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    node = nodes.start("-unsafesqlitesync=0")
    create(node)
    wallet = node.wallet("w")
    wallet.backupwallet(str(home / "w.bak"))
    wallet.backupwallet(str(home / "w.bak"))  # over the former one
    node.rpc.restorewallet("r", str(home / "w.bak"))
    node.stop()

    node.start("-sandbox=require")
    wallet = node.wallet("w")
    with pytest.raises(RpcFailureError, match=rf"Error: Wallet backup failed! .* -sandboxallow={hidden}"):
        wallet.backupwallet(str(hidden / "w.bak"))
    with pytest.raises(RpcFailureError, match=rf"-sandboxallow={hidden}"):
        create(node, str(hidden / "x"))
    node.stop()

    node.start("-sandbox=require", f"-sandboxallow={hidden}")
    node.wallet("w").backupwallet(str(hidden / "w.bak"))
    create(node, str(hidden / "x"))
    node.stop()


def test_porters_end_with_their_process(nodes: Nodes) -> None:
    """However it ends."""
    node = nodes.start()
    pid = pid_of(node)
    (wallet,) = children(pid)
    porters = [*porters_of(pid), *porters_of(wallet)]
    os.kill(pid, signal.SIGKILL)

    wait_until(lambda: not any(is_alive(process) for process in (wallet, *porters)))


def test_no_secret_in_the_log(nodes: Nodes) -> None:
    """With all categories on: neither passphrase nor mnemonic nor key, of commands that succeed or fail."""
    node = nodes.start("-debug=1", "-loglevel=trace")
    create(node, passphrase=PASSPHRASE)
    wallet = node.wallet("w")
    wallet.walletpassphrase(PASSPHRASE, 60)
    mnemonic = wallet.listdescriptors(True)["descriptors"][0]
    wallet.walletlock()
    wallet.walletpassphrasechange(PASSPHRASE, PASSPHRASE + " 2")
    with pytest.raises(RpcFailureError, match="incorrect"):
        wallet.walletpassphrase(PASSPHRASE + " 3", 60)
    with pytest.raises(RpcFailureError):
        node.rpc.signmessagewithprivkey("cVpF924EspNh8KjYsfhgY96mmxvT6DgdWiTYMtMjuM74hJaU5psW-wrong", "m")
    with pytest.raises(RpcFailureError):
        wallet.call("walletpassphrase", PASSPHRASE, "soon")
    node.stop()

    log = log_of(node)
    assert "method=walletpassphrase" in log
    assert "walletpassphrase" in log
    for secret in (PASSPHRASE, "cVpF924EspNh8", mnemonic["desc"], mnemonic.get("mnemonic") or mnemonic["desc"]):
        assert secret not in log

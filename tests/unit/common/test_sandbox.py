"""What -sandbox asks for, what a machine lacks, and how that is told; where people keep files, and where they do not."""

from pathlib import Path

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.options import setup_server_args
from dashcore.common.sandbox import Kernel, Mode, Policy, SandboxMissingError, SandboxReport, apply, missing_of, places
from dashcore.common.sandbox.landlock import READ, WRITE, Access, Domain, handled_files
from dashcore.common.sandbox.seccomp import Filter
from dashcore.common.sandbox_options import add_sandbox_options
from dashcore.init.confinement import WalletNeeds, read_mode

NOTHING = Filter(denied=frozenset(), families=frozenset(), may_fork=True)
FULL = Kernel(landlock_abi=7, has_filters=True)


def policy(mode: Mode = Mode.REQUIRE, domain: Domain | None = Domain(grants=())) -> Policy:  # noqa: B008 - frozen
    return Policy(mode=mode, domain=domain, filter=NOTHING)


def arguments(*words: str) -> ArgsManager:
    args = ArgsManager(log=lambda _: None, warn=lambda _: None)
    setup_server_args(args)
    add_sandbox_options(args)
    args.parse_parameters(["dash-node", "-regtest", *words])
    args.select_network(args.get_chain_name())
    return args


@pytest.mark.parametrize(
    ("kernel", "domain", "missing"),
    [
        (FULL, Domain(grants=()), ()),
        (Kernel(landlock_abi=4, has_filters=True), Domain(grants=()), ()),
        (
            Kernel(landlock_abi=3, has_filters=True),
            Domain(grants=()),
            ("TCP ports (Landlock 3, needs 4: Linux 6.7)",),
        ),
        (
            Kernel(landlock_abi=0, has_filters=False),
            Domain(grants=()),
            ("files (the kernel has no Landlock)", "system calls (no seccomp filter for this machine)"),
        ),
        (FULL, None, ("files (the folders are not known when this process starts)",)),
    ],
)
def test_missing(kernel: Kernel, domain: Domain | None, missing: tuple[str, ...]) -> None:
    """What a machine lacks is named."""
    assert missing_of(policy(domain=domain), kernel) == missing


def test_require_refuses() -> None:
    """Before anything is given up, with what is missing in the text."""
    with pytest.raises(SandboxMissingError) as caught:
        apply(policy(), Kernel(landlock_abi=0, has_filters=True))

    assert str(caught.value) == "-sandbox=require: not available here: files (the kernel has no Landlock)"


def test_off_does_nothing() -> None:
    """It reports so."""
    report = apply(policy(Mode.OFF))

    assert report == SandboxReport()
    assert report.summary() == "Sandbox: off"
    assert not report.is_full


def test_report() -> None:
    """One line for the log, an object for getipcinfo."""
    report = SandboxReport(
        mode="on", landlock_abi=3, files=True, no_core_dumps=True, missing=("TCP ports",), notes=("something",)
    )

    assert report.summary() == (
        "Sandbox: files (Landlock 3), no core dumps; missing: TCP ports; allowed besides: something"
    )
    assert report.to_dict() == {
        "mode": "on",
        "full": False,
        "landlock_abi": 3,
        "enforced": ["files (Landlock 3)", "no core dumps"],
        "missing": ["TCP ports"],
        "notes": ["something"],
    }
    assert SandboxReport(mode="on").is_full
    assert SandboxReport(mode="require", missing=("x",)).summary() == "Sandbox: nothing enforced; missing: x"


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ((), Mode.ON),
        (("-sandbox",), Mode.ON),
        (("-sandbox=1",), Mode.ON),
        (("-sandbox=on",), Mode.ON),
        (("-sandbox=require",), Mode.REQUIRE),
        (("-sandbox=off",), Mode.OFF),
        (("-sandbox=0",), Mode.OFF),
        (("-nosandbox",), Mode.OFF),
    ],
)
def test_mode(words: tuple[str, ...], mode: Mode) -> None:
    assert read_mode(arguments(*words)) is mode


def test_unknown_mode() -> None:
    """Said with the values there are."""
    with pytest.raises(InitError, match=r"Unknown value for -sandbox: 'strict'\. Use on, off or require\."):
        read_mode(arguments("-sandbox=strict"))


def test_rights_by_version() -> None:
    """Each version adds what it can deny; none means nothing."""
    assert handled_files(0) == 0
    assert not handled_files(1) & Access.REFER
    assert handled_files(2) & Access.REFER
    assert not handled_files(2) & Access.TRUNCATE
    assert handled_files(3) & Access.TRUNCATE
    assert handled_files(5) & Access.IOCTL_DEV
    assert handled_files(99) == handled_files(5)
    assert not (READ | WRITE) & ~handled_files(7)


def test_needs_cross() -> None:
    """What a spawned wallet is told comes out as it went in; no setting that is secret is among it."""
    args = arguments(
        "-datadir=/tmp", "-sandbox=require", "-sandboxallow=/tmp", "-walletnotify=echo '%s' \"%w\"", "-rpcpassword=hush",
        "-mnemonic=zoo zoo",
    )  # fmt: skip
    needs = WalletNeeds.of(args)
    text = needs.to_text()

    assert WalletNeeds.from_text(text) == needs
    assert needs.mode is Mode.REQUIRE
    assert Path("/tmp") in needs.folders  # noqa: S108
    assert needs.commands == {("walletnotify", "echo '%s' \"%w\"")}
    assert "hush" not in text
    assert "zoo" not in text


@pytest.mark.parametrize(
    ("path", "is_theirs"),
    [
        ("/home/u/wallet.bak", True),
        ("/mnt/disk/b", True),
        ("/srv/backups/w.dat", True),
        ("/var/backups/w.dat", True),
        ("/home/u/.ssh/authorized_keys", False),
        ("/home/u/.bashrc", False),
        ("/etc/cron.d/x", False),
        ("/usr/local/bin/x", False),
        ("/var/spool/cron/u", False),
        ("/run/user/1000/x", False),
        ("/proc/self/mem", False),
        ("/x", False),
    ],
)
def test_places_of_people(path: str, is_theirs: bool) -> None:
    """Backups go where people keep files, not where programs look for theirs."""
    assert places.is_of_the_user(Path(path)) is is_theirs


def test_no_hidden_place_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a home, folders that are not hidden; of the system, none."""
    for name in (".ssh", ".dashcore", "Documents"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path))

    found = list(places.of_the_user())

    assert [path.name for path in found if path.parent == tmp_path] == ["Documents"]
    assert not {Path("/"), Path("/etc"), Path("/usr"), Path("/proc"), tmp_path} & set(found)

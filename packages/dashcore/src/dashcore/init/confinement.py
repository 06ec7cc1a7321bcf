"""Which sandbox each executable gets: what dash-node and dash-wallet may still do once they are up.

    confine_node(node)               dash-node; before, `wallet_environment` for the dash-wallet that it starts
    confine_spawned_wallet()         dash-wallet started by a node
    confine_wallet(args, address)    dash-wallet on its own

Each is called before the first thread starts, and returns what is enforced. See docs/multiprocess.md, "Confinement".
"""

import json
import logging
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from dashcore.common import files
from dashcore.common.args import ArgsManager
from dashcore.common.errors import InitError
from dashcore.common.sandbox import Mode, Policy, SandboxReport, apply, places, porter, seccomp
from dashcore.common.sandbox.landlock import READ, WRITE, Access, Domain, Grant
from dashcore.init.settings_for_wallets import without_secrets
from libmultiprocess import TlsAddress, UnixAddress, VsockAddress

_log = logging.getLogger("dash")

Address = UnixAddress | TlsAddress | VsockAddress

_VARIABLE = "DASHCORE_SANDBOX"
_NODE_VARIABLE = "DASHCORE_NODE"
_PRIVATE_FOLDERS = ("blocks", "chainstate", "evodb", "indexes", "llmq")
_KEYS_FOLDER = "ipc"
_OWN_FILES = (
    "anchors.dat",
    "banlist.json",
    "fee_estimates.dat",
    "i2p_private_key",
    "mempool.dat",
    "onion_v3_private_key",
    "peers.dat",
    "peers.dat.bak",
)
_CAPTURE_FOLDER = "message_capture"
_TOR_COOKIES = ("/run/tor/control.authcookie", "/var/lib/tor/control_auth_cookie")
_NODE_COMMANDS = ("alertnotify", "blocknotify", "chainlocknotify", "shutdownnotify", "startupnotify")
_WALLET_COMMANDS = ("instantsendnotify", "walletnotify")
_PROGRAMS = ("signer",)
_SQLITE_HEAD = b"SQLite format 3\0"
_APPLICATION_ID_AT = 68  # byte in an SQLite file
_WALLET_FILE = "wallet.dat"


def read_mode(args: ArgsManager) -> Mode:
    """Read -sandbox.

    Raises:
        InitError: it is none of its values.
    """
    text = args.get("-sandbox", "on")
    try:
        return Mode({"": "on", "1": "on", "0": "off"}.get(text, text))
    except ValueError:
        raise InitError(f"Unknown value for -sandbox: '{text}'. Use on, off or require.") from None


# The node


@dataclass(eq=False, repr=False, kw_only=True)  # made at each start: what it generates takes time
class NodeNeeds:
    """What of a node's sandbox its options decide.

    Attributes:
        scripts: executables it may start.
        sockets: paths of unix sockets to listen at.
        ports: TCP ports to listen at.
        vsock: listens at a vsock address.
        unix_proxy: connects to peers through a proxy at a unix socket.
        reads_interfaces: asks the system for its addresses.
    """

    scripts: tuple[Path, ...] = ()
    sockets: tuple[Path, ...] = ()
    ports: frozenset[int] = frozenset()
    vsock: bool = False
    unix_proxy: bool = False
    reads_interfaces: bool = False


def confine_node(args: ArgsManager, needs: NodeNeeds) -> SandboxReport:
    """Confine dash-node. Its wallet process is another one, so it can open no wallet file.

    Raises:
        InitError: -sandbox is wrong, or requires what this system cannot enforce.
    """
    mode = read_mode(args)
    if mode is Mode.OFF:
        return SandboxReport()
    net_dir = args.data_dir().resolve()
    wallet_dir = _wallet_dir(args)
    folders = [net_dir / name for name in _PRIVATE_FOLDERS]
    if args.is_set("-ipcbind") or (net_dir / _KEYS_FOLDER).is_dir():
        folders.append(net_dir / _KEYS_FOLDER)
    blocks = args.blocks_dir()
    if blocks is not None:
        folders.append(blocks)
    if args.get_bool("-capturemessages", False):
        folders.append(net_dir / _CAPTURE_FOLDER)
    _make_folders(folders)
    resolved = [folder.resolve() for folder in folders]
    domain = Domain(
        grants=(
            *places.interpreter(),
            *places.programs(needs.scripts),
            *(Grant(folder, WRITE | Access.MAKE_SYM) for folder in resolved),
            *(Grant(path.parent, Access.READ_DIR | Access.MAKE_SOCK) for path in needs.sockets),
            *(Grant(Path("/proc"), READ) for _ in needs.sockets[:1]),  # the names of those who connect
            *(Grant(Path(name).absolute(), READ) for name in args.get_all("-loadblock")),
            *(Grant(path, READ) for path in _network_files(args)),
        ),
        bind_ports=needs.ports,
        connect_ports=None,  # peers have any
    )
    calls = seccomp.INTRUSION | seccomp.KERNEL | seccomp.ATTRIBUTES
    families = {socket.AF_INET, socket.AF_INET6}
    if needs.sockets or needs.unix_proxy:
        families.add(socket.AF_UNIX)
    if needs.reads_interfaces:
        families.add(socket.AF_NETLINK)
    if needs.vsock:
        families.add(socket.AF_VSOCK)
    commands = sorted(_commands(args, (*_NODE_COMMANDS, *_PROGRAMS)))
    notes = [f"the command of -{option}, run outside" for option, _ in commands]
    if places.is_within(wallet_dir, resolved):
        notes.append(f"wallet files (-walletdir={wallet_dir} is inside a directory of the node)")
    own = [*_own_files(args), *needs.sockets]
    rules = porter.Rules(
        files=frozenset(os.fspath(path) for path in own),
        may_create=_creates(args, mode, wallet_dir),
        commands=_commands(args, _NODE_COMMANDS),
        programs=_commands(args, _PROGRAMS),
    )
    return _enter(
        Policy(
            mode=mode,
            domain=domain,
            filter=seccomp.Filter(denied=calls, families=frozenset(int(f) for f in families), may_fork=True),
            notes=tuple(notes),
        ),
        rules,
    )


def _network_files(args: ArgsManager) -> Iterator[Path]:
    """Give what a node only reads for the sake of its peers."""
    if args.is_set("-asmap"):
        yield args.abs_path(args.get_path("-asmap") or Path("ip_asn.map"))
    if args.get_bool("-listenonion", True):
        yield from map(Path, _TOR_COOKIES)


def _own_files(args: ArgsManager) -> Iterator[Path]:
    """Give the files outside of its folders that a node writes, with the names they have while being written."""
    net_dir = args.data_dir()
    for name in _OWN_FILES:
        yield net_dir / name
        yield net_dir / f"{name}.new"
    yield args.abs_path(args.get_path("-debuglogfile") or Path("debug.log"))
    yield args.abs_path(args.get_path("-pid") or Path("dashd.pid"))
    cookie = args.get_path("-rpccookiefile") or Path(".cookie")
    yield args.abs_path(cookie)
    yield args.abs_path(Path(f"{cookie}.tmp"))
    for temp in (False, True):
        for backup in (False, True):
            path = args.settings_path(temp=temp, backup=backup)
            if path is not None:
                yield path


def _creates(args: ArgsManager, mode: Mode, wallet_dir: Path) -> Callable[[str], bool]:
    """Return where a node may make a new file (dumptxoutset): not among wallets, and not where programs look for theirs."""
    base, net_dir = args.data_dir_base().resolve(), args.data_dir().resolve()
    allowed = _allowed_dirs(args)

    def may_create(text: str) -> bool:
        path = Path(text)
        if path.name.startswith((_WALLET_FILE, ".")) or (
            wallet_dir != net_dir and places.is_within(path, [wallet_dir])
        ):
            return False
        if places.is_within(path, [base]):
            inner = path.relative_to(base).parts
            return not any(part.startswith(".") for part in inner) and not (path.parent / _WALLET_FILE).exists()
        if places.is_within(path, allowed):
            return True
        return mode is Mode.ON and places.is_of_the_user(path)

    return may_create


# The wallet


@dataclass(repr=False, kw_only=True)
class WalletNeeds:
    """What a wallet process is told before its configuration: all that its sandbox depends on, and no secret.

    Attributes:
        mode: as -sandbox has it.
        folders: where wallets lie, or may.
        data_dir: the data directory, without the network's part.
        files: what it writes besides: the log, and on its own a cookie.
        commands: shell commands, each behind the option that gave it.
        programs: programs that answer, likewise.
        temporary: folder for SQLite's own files.
    """

    mode: Mode
    folders: tuple[Path, ...]
    data_dir: Path
    files: tuple[Path, ...]
    commands: frozenset[tuple[str, str]]
    programs: frozenset[tuple[str, str]]
    temporary: Path

    @classmethod
    def of(cls, args: ArgsManager, more_files: Iterable[Path] = ()) -> Self:
        """Read them from the options.

        Raises:
            InitError: -sandbox is wrong.
        """
        wallet_dir = _wallet_dir(args)
        return cls(
            mode=read_mode(args),
            folders=tuple(dict.fromkeys((wallet_dir, *_wallets_elsewhere(args, wallet_dir), *_allowed_dirs(args)))),
            data_dir=args.data_dir_base().resolve(),
            files=(args.abs_path(args.get_path("-debuglogfile") or Path("debug.log")), *more_files),
            commands=_commands(args, _WALLET_COMMANDS),
            programs=_commands(args, _PROGRAMS),
            temporary=wallet_dir,
        )

    def to_text(self) -> str:
        """Write them for `from_text`."""
        return json.dumps(
            {
                "mode": self.mode.value,
                "folders": [os.fspath(path) for path in self.folders],
                "data_dir": os.fspath(self.data_dir),
                "files": [os.fspath(path) for path in self.files],
                "commands": sorted(self.commands),
                "programs": sorted(self.programs),
                "temporary": os.fspath(self.temporary),
            }
        )

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `to_text` wrote.

        Raises:
            ValueError, KeyError: it is none.
        """
        told = json.loads(text)
        return cls(
            mode=Mode(told["mode"]),
            folders=tuple(Path(path) for path in told["folders"]),
            data_dir=Path(told["data_dir"]),
            files=tuple(Path(path) for path in told["files"]),
            commands=frozenset((option, command) for option, command in told["commands"]),
            programs=frozenset((option, command) for option, command in told["programs"]),
            temporary=Path(told["temporary"]),
        )


@contextmanager
def wallet_environment(args: ArgsManager) -> Iterator[None]:
    """While this lasts, a process started here learns what its sandbox needs to know.

    Raises:
        InitError: -sandbox is wrong.
    """
    os.environ[_VARIABLE] = WalletNeeds.of(args).to_text()
    try:
        yield
    finally:
        del os.environ[_VARIABLE]


@contextmanager
def node_environment(args: ArgsManager) -> Iterator[None]:
    """While this lasts, a dash-node started here learns its settings, secrets aside, before its first thread starts."""
    os.environ[_NODE_VARIABLE] = without_secrets(args.to_json())
    try:
        yield
    finally:
        del os.environ[_NODE_VARIABLE]


def take_node_environment() -> str | None:
    """Return the settings that `node_environment` gave; None of a parent that gave none."""
    return os.environ.pop(_NODE_VARIABLE, None)


def confine_spawned_wallet() -> SandboxReport:
    """Confine a dash-wallet that a node started.

    A node that says nothing of sandboxes (another implementation's) tells no folders either: then all is confined but
    the files.

    Raises:
        SandboxMissingError: the node requires what this system cannot enforce.
    """
    text = os.environ.pop(_VARIABLE, None)
    calls = seccomp.Filter(denied=_WALLET_CALLS | {"bind", "connect", "listen"}, families=frozenset(), may_fork=False)
    if text is None:
        return _enter(Policy(mode=Mode.ON, domain=None, filter=calls, hides_memory=True), None)
    return _confine_wallet(WalletNeeds.from_text(text), calls, frozenset(), frozenset())


def confine_wallet(args: ArgsManager, address: Address) -> SandboxReport:
    """Confine a dash-wallet that somebody started. Its RPC sockets are bound, its cookie is written.

    Args:
        args: its options.
        address: of the node.

    Raises:
        InitError: -sandbox is wrong.
        SandboxMissingError: it requires what this system cannot enforce.
    """
    keys = args.data_dir() / _KEYS_FOLDER
    families, ports = {socket.AF_UNIX}, frozenset[int]()
    if isinstance(address, TlsAddress):
        families, ports = {socket.AF_INET, socket.AF_INET6}, frozenset({address.port})
        _make_folders([keys])
    elif isinstance(address, VsockAddress):
        families = {socket.AF_VSOCK}
    calls = seccomp.Filter(
        denied=_WALLET_CALLS | {"bind"},
        families=frozenset(int(family) for family in families),
        may_fork=False,
    )
    more = [args.settings_path(), args.settings_path(temp=True)]
    cookie = args.get_path("-rpccookiefile")
    if cookie is not None:
        more.append(args.abs_path(cookie))
    needs = WalletNeeds.of(args, [path for path in more if path is not None])
    return _confine_wallet(replace(needs, folders=(*needs.folders, keys)), calls, frozenset(), ports)


_WALLET_CALLS = seccomp.INTRUSION | seccomp.KERNEL | seccomp.ATTRIBUTES | seccomp.PROGRAMS


def _confine_wallet(
    needs: WalletNeeds, calls: seccomp.Filter, listens: frozenset[int], connects: frozenset[int]
) -> SandboxReport:
    if needs.mode is Mode.OFF:
        return SandboxReport()
    folders = list(needs.folders)
    if needs.mode is Mode.ON:
        folders += [needs.data_dir, *places.of_the_user()]
    if needs.temporary.is_dir():
        os.environ["SQLITE_TMPDIR"] = os.fspath(needs.temporary)
    domain = Domain(
        grants=(*places.interpreter(), *places.writable(folders)),
        bind_ports=listens,
        connect_ports=connects,
        keep_signals=True,
    )
    rules = porter.Rules(
        files=frozenset(os.fspath(path) for path in needs.files),
        may_create=(lambda text: places.is_of_the_user(Path(text))) if needs.mode is Mode.ON else lambda _text: False,
        may_overwrite=_is_sqlite if needs.mode is Mode.ON else lambda _found: False,
        may_read=_is_sqlite if needs.mode is Mode.ON else lambda _found: False,
        commands=needs.commands,
        programs=needs.programs,
    )
    notes = [f"the command of -{option}, run outside" for option, _ in sorted(needs.commands | needs.programs)]
    return _enter(Policy(mode=needs.mode, domain=domain, filter=calls, hides_memory=True, notes=tuple(notes)), rules)


def _is_sqlite(found: int) -> bool:
    """Whether an open file is a database, of Dash or still empty."""
    head = os.pread(found, _APPLICATION_ID_AT + 4, 0)
    return not head or head.startswith(_SQLITE_HEAD)


# What both have


def _enter(policy: Policy, rules: porter.Rules | None) -> SandboxReport:
    if rules is not None:
        files.use_porter(porter.start(rules))
    return apply(policy)


def _make_folders(folders: Iterable[Path]) -> None:
    for folder in folders:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            _log.warning("Cannot make %s: %s", folder, error.strerror)


def _wallet_dir(args: ArgsManager) -> Path:
    """Folder of the wallets. Source: C++ GetWalletDir."""
    given = args.get_path("-walletdir")
    inside = args.data_dir() / "wallets"
    path = given if given is not None else inside if inside.is_dir() else args.data_dir()
    return path.resolve()


def _wallets_elsewhere(args: ArgsManager, wallet_dir: Path) -> Iterator[Path]:
    """Give folders outside of the wallets' that hold one: named by -wallet, or by a link."""
    for name in args.get_all("-wallet"):
        path = wallet_dir / name
        if name and path.resolve().is_dir() and not places.is_within(path.resolve(), [wallet_dir]):
            yield path.resolve()
    try:
        with os.scandir(wallet_dir) as entries:
            for entry in entries:
                if entry.is_symlink():
                    target = Path(entry.path).resolve()
                    if target.is_dir() and target != Path("/"):
                        yield target
    except OSError:
        return


def _allowed_dirs(args: ArgsManager) -> list[Path]:
    folders = [Path(text).absolute().resolve() for text in args.get_all("-sandboxallow") if text]
    for folder in folders:
        if not folder.is_dir():
            raise InitError(f'Specified -sandboxallow directory "{folder}" does not exist.')
    return folders


def _commands(args: ArgsManager, options: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset((option, command) for option in options for command in args.get_all(f"-{option}") if command)

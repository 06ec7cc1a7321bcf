"""debug.log has dashd's format and switches."""

import logging
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashcore.common.args import ArgsManager
from dashcore.common.clock import Clock
from dashcore.common.errors import InitError
from dashcore.common.log import DebugLog, log_start
from dashcore.common.options import setup_server_args


@pytest.fixture
def clock() -> Clock:
    """A clock of its own."""
    return Clock()


@pytest.fixture
def log(clock: Clock) -> Iterator[DebugLog]:
    """A log that is closed again."""
    made = DebugLog(clock)
    yield made
    made.close()


def options(tmp_path: Path, *words: str) -> ArgsManager:
    """Read a command line."""
    args = ArgsManager(log=logging.getLogger("dash").info)
    setup_server_args(args)
    args.parse_parameters(["dashd", f"-datadir={tmp_path}", "-printtoconsole=0", *words])
    args.select_network("main")
    return args


def test_lines(tmp_path: Path, log: DebugLog, clock: Clock) -> None:
    """What came before the file opened is there; prefixes tell category and level."""
    args = options(tmp_path, "-debug=net", "-logtimemicros")
    logging.getLogger("dash").info("early")
    log.configure(args)
    assert not list(log.set_categories(args))
    log.start(args)
    logging.getLogger("dash.net").debug("got %d", 1)
    logging.getLogger("dash.rpc").debug("never")
    logging.getLogger("dash.rpc").warning("warned")
    clock.set_mock(1417713337)
    logging.getLogger("dash").error("bad\x1b")

    lines = (tmp_path / "debug.log").read_text().splitlines()
    assert lines[:5] == [""] * 5
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z early", lines[5])
    assert lines[6].endswith("Z [net] got 1")
    assert lines[7].endswith("Z [rpc:warning] warned")
    assert lines[8].endswith("Z (mocktime: 1417713337) [error] bad\\x1b")
    assert stat.S_IMODE((tmp_path / "debug.log").stat().st_mode) & 0o177 == 0


def test_thread_and_place(tmp_path: Path, log: DebugLog) -> None:
    """-logthreadnames and -logsourcelocations."""
    args = options(tmp_path, "-logthreadnames", "-logsourcelocations", "-nologtimestamps")
    log.configure(args)
    log.start(args)
    logging.getLogger("dash").info("here")

    last = (tmp_path / "debug.log").read_text().splitlines()[-1]
    assert re.fullmatch(r"\[      init\] \[test_log\.py:\d+\] \[test_thread_and_place\] here", last)


def test_categories_and_levels(tmp_path: Path, log: DebugLog) -> None:
    """Names of -debug, -debugexclude and -loglevel, and what is said of wrong ones."""
    args = options(tmp_path, "-debug", "-debugexclude=net", "-debugexclude=x", "-loglevel=net:trace", "-loglevel=y")

    assert list(log.set_categories(args)) == ["Unsupported logging category -debugexclude=x."]
    assert list(log.set_levels(args)) == [
        "Unsupported global logging level -loglevel=y. Valid values: info, debug, trace."
    ]
    assert not log.is_enabled("net")
    assert log.is_enabled("ipc")
    assert log.enable_category("net")
    assert logging.getLogger("dash.net").isEnabledFor(5)
    assert not logging.getLogger("dash.ipc").isEnabledFor(5)
    assert log.disable_category("dash")
    assert not log.categories()["llmq"]
    assert not log.enable_category("nothing")


def test_reopen(tmp_path: Path, log: DebugLog) -> None:
    """After SIGHUP lines go to a new file of that name."""
    args = options(tmp_path)
    log.configure(args)
    log.start(args)
    (tmp_path / "debug.log").rename(tmp_path / "old.log")
    log.reopen()
    logging.getLogger("dash").info("new")

    assert "new" in (tmp_path / "debug.log").read_text()


def test_shrink(tmp_path: Path, log: DebugLog) -> None:
    """A log of more than 11 MB keeps its last 10 MB."""
    (tmp_path / "debug.log").write_bytes(b"a" * 2_000_000 + b"b" * 10_000_000)
    args = options(tmp_path)
    log.configure(args)
    log.start(args)

    data = (tmp_path / "debug.log").read_bytes()
    assert data.startswith(b"bbb")
    assert len(data) == 10_000_005


def test_nothing_to_shrink(tmp_path: Path, log: DebugLog) -> None:
    """The first start in a data directory says nothing of it."""
    args = options(tmp_path)
    log.configure(args)
    log.start(args)
    assert "shrink" not in (tmp_path / "debug.log").read_text()


def test_unwritable(tmp_path: Path, log: DebugLog) -> None:
    """The start ends with dashd's error."""
    args = options(tmp_path, "-debuglogfile=no/such/foo.log")
    log.configure(args)
    with pytest.raises(InitError, match=r"Could not open debug log file .*no/such/foo\.log"):
        log.start(args)


def test_no_file(tmp_path: Path, log: DebugLog) -> None:
    """-nodebuglogfile writes none."""
    args = options(tmp_path, "-nodebuglogfile")
    log.configure(args)
    log.start(args)
    logging.getLogger("dash").info("x")
    assert not (tmp_path / "debug.log").exists()


def test_log_start(tmp_path: Path, log: DebugLog) -> None:
    """The paths and the options are logged; a -conf that is not there is a warning."""
    args = options(tmp_path, f"-conf={tmp_path}/x.conf")
    log.configure(args)
    log.start(args)

    assert list(log_start(args)) == [f"The specified config file {tmp_path}/x.conf does not exist"]
    assert f"Using data directory {tmp_path}" in (tmp_path / "debug.log").read_text()


def test_leaves_no_level_behind(log: DebugLog, clock: Clock) -> None:
    """What was switched on ends with the last log there is."""
    category = logging.getLogger("dash.net")
    another = DebugLog(clock)
    assert log.enable_category("net")
    assert category.level != logging.NOTSET

    another.close()
    assert category.level != logging.NOTSET
    log.close()
    assert category.level == logging.NOTSET

"""The user's commands run in a shell, with what happened filled in."""

from pathlib import Path

from dashcore.node import notify


def test_all_commands_run_and_are_waited_for(tmp_path: Path) -> None:
    """As -shutdownnotify; an empty one and a failing one do no harm."""
    first, second = tmp_path / "first", tmp_path / "second"

    notify.run_all("shutdownnotify", [f"touch '{first}'", "", "false", f"touch '{second}'"])

    assert first.exists()
    assert second.exists()


def test_alert_is_quoted(tmp_path: Path) -> None:
    """A message cannot leave its quotes."""
    target = tmp_path / "alert"
    thread = notify.alert(f"echo %s > '{target}'", "it's `bad`; $(touch x)")
    assert thread is not None
    thread.join()

    assert target.read_text(encoding="utf-8") == "its bad; (touch x)\n"

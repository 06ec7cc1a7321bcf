"""Threads say when they start and end, and once, in the log, what they failed of."""

import logging
import sys
import threading

import pytest

from dashcore.common.threads import send_failures_to_log, start_thread


def test_failure_is_logged_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """With the thread's name and the traceback; it does not claim to have come to its end."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    send_failures_to_log()

    def fail() -> None:
        raise RuntimeError("this thread")

    with caplog.at_level(logging.INFO, "dash"):
        start_thread("first", fail).join()
        start_thread("second", lambda: None).join()

    assert [record.getMessage() for record in caplog.records] == [
        "first thread start",
        "Unhandled exception in first",
        "second thread start",
        "second thread exit",
    ]
    assert caplog.text.count("RuntimeError: this thread") == 1

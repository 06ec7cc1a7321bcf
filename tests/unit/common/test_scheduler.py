"""Tasks run in order of time, one at a time, and an error ends none but itself."""

import threading

from dashcore.common.scheduler import Scheduler


def test_tasks_run_in_order() -> None:
    """Equal times keep the order of adding; a later time waits."""
    scheduler = Scheduler()
    seen: list[int] = []
    done = threading.Event()
    scheduler.run_later(lambda: seen.append(3), 0.02)
    scheduler.run_later(lambda: seen.append(1))
    scheduler.run_later(lambda: seen.append(2))
    scheduler.run_later(done.set, 0.03)
    scheduler.start()

    assert done.wait(5)
    scheduler.stop()

    assert seen == [1, 2, 3]


def test_forward_makes_tasks_due() -> None:
    """What mockscheduler does: an hour passes at once, for repeating tasks too."""
    scheduler = Scheduler()
    done = threading.Event()
    runs: list[int] = []
    scheduler.run_every(lambda: runs.append(1), 3600)
    scheduler.run_later(done.set, 3600)
    scheduler.start()

    scheduler.forward(3600)

    assert done.wait(5)
    scheduler.stop()
    assert runs == [1]


def test_failing_task_ends_alone() -> None:
    """The thread goes on."""
    scheduler = Scheduler()
    done = threading.Event()

    def fail() -> None:
        raise RuntimeError("this task")

    scheduler.run_later(fail)
    scheduler.run_later(done.set)
    scheduler.start()

    assert done.wait(5)
    scheduler.stop()


def test_repeating_task_outlives_its_failure() -> None:
    """What fails once is tried again at its next time."""
    scheduler = Scheduler()
    done = threading.Event()
    runs: list[int] = []

    def fail_first() -> None:
        runs.append(1)
        if len(runs) == 1:
            raise RuntimeError("this time")
        done.set()

    scheduler.run_every(fail_first, 0.01)
    scheduler.start()

    assert done.wait(5)
    scheduler.stop()


def test_stop_drops_what_waits() -> None:
    """Stopping twice, or before the start, is fine; nothing runs afterwards."""
    scheduler = Scheduler()
    seen: list[int] = []
    scheduler.run_later(lambda: seen.append(1), 60)
    scheduler.start()
    scheduler.stop()
    scheduler.stop()

    assert seen == []
    assert not scheduler.thread.is_alive()

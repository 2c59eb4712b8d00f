"""The end, wanted or not: nothing is left running, and the next start stands up by itself."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator

import pytest

from house.processes import Known, born, session
from house.supervisor import Supervisor
from tests.house.stack import Stack

pytestmark = [pytest.mark.slow_house, pytest.mark.xdist_group("whole-house")]

PARTS = ("postgresql", "redis", "web", "worker", "beat")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_no_orphan(make_stack: Callable[..., Stack], sign: signal.Signals) -> None:
    stack = make_stack().start()
    stack.ask(sign)
    assert stack.wait() == 0
    assert stack.orphans() == []
    assert not (stack.var / "running.json").exists()


def test_stopped_in_the_middle_of_its_start(make_stack: Callable[..., Stack]) -> None:
    stack = make_stack().begin()
    while not (parts := stack.running().get("parts", {})):
        assert stack.alive
    stack.left = {name: Known(pid, start) for name, (pid, start, _) in parts.items()}
    stack.ask()
    assert stack.wait() == 0
    assert stack.wait_without_orphans() == []


def test_killed_parts_are_named_and_the_next_start_recovers(make_stack: Callable[..., Stack]) -> None:
    """Each part in turn, from the house that recovered from the one before; then the supervisor; then all."""
    stack = make_stack().start()
    for name in PARTS:
        os.kill(stack.left[name].pid, signal.SIGKILL)
        assert stack.wait() == 1, name
        assert f"{name} stopped by itself" in stack.said()
        assert stack.orphans() == []
        stack.start()
        assert stack.status() == 200, name

    assert stack.process is not None
    stack.process.kill()
    stack.process.wait()
    assert stack.wait_without_orphans() == [], "the parts die with the supervisor"
    stack.start()

    everything = [pid for part in stack.left.values() for pid in session(part.pid)]
    for pid in (stack.process.pid, *everything):
        if born(pid):
            os.kill(pid, signal.SIGKILL)
    stack.process.wait()
    stack.start()
    assert stack.status() == 200


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(["sleep", "60"], start_new_session=True)
    yield child
    child.kill()
    child.wait()


@pytest.mark.parametrize("ours", [True, False])
def test_only_what_was_written_down_with_its_start_time_is_ended(
    tmp_path_factory: pytest.TempPathFactory,
    sleeper: subprocess.Popen[bytes],
    ours: bool,
) -> None:
    supervisor = Supervisor(tmp_path_factory.mktemp("leftover"))
    start = born(sleeper.pid) + (0 if ours else 1)
    (supervisor.var / "running.json").write_text(f'{{"parts": {{"web": [{sleeper.pid}, {start}, 15]}}}}')
    assert supervisor.take()
    supervisor.release()
    assert (sleeper.poll() is None) is not ours

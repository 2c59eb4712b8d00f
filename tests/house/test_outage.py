"""PostgreSQL or Redis away: a plain page in the meantime, and back to work without anybody's help."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from house.servers import Servers, plan_servers
from house.supervisor import Part, Supervisor
from tests.house.stack import ADDRESSES, Stack

pytestmark = [pytest.mark.slow_house, pytest.mark.xdist_group("whole-house")]


@pytest.fixture
def elsewhere(ground: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Servers, Supervisor]]:
    """Servers that do not belong to the house, so that it goes on without them."""
    for name in ADDRESSES:
        monkeypatch.delenv(name)
    supervisor = Supervisor(ground / "elsewhere")
    supervisor.take()
    servers = plan_servers(supervisor.var, "local")
    servers.start(supervisor)
    yield servers, supervisor
    supervisor.stop()
    supervisor.release()


def _back(part: Part, supervisor: Supervisor) -> None:
    supervisor.spawn(part)
    supervisor.wait_for(part)


def test_a_server_goes_away_and_comes_back(
    make_stack: Callable[..., Stack],
    elsewhere: tuple[Servers, Supervisor],
) -> None:
    servers, supervisor = elsewhere
    addresses = {name: value for name, value in servers.environment().items() if name in ADDRESSES}
    stack = make_stack(**addresses).start()
    assert stack.status() == 200
    for part in list(supervisor.parts):
        assert part.child is not None
        part.child.send_signal(part.stop_signal)
        part.child.wait()
        status, page = stack.page()
        assert status in (200, 503), part.name  # the sign-in page may do without one of them
        assert "Traceback" not in page
        assert stack.alive
        _back(part, supervisor)
        deadline = time.monotonic() + 15
        while stack.status() != 200:
            assert time.monotonic() < deadline, f"{part.name} is back and the pages are not"
            time.sleep(0.2)
    stack.stop()

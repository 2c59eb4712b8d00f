"""`script/test`: pytest with servers of its own, so that it runs beside `script/run` and beside other tests."""

import os
import signal
import subprocess
from pathlib import Path

from house.places import PYTHON, ROOT, read_json, var
from house.preparation import bring_static
from house.processes import Known, end_session
from house.servers import plan_servers
from house.setup import bring_up_to_date
from house.supervisor import Supervisor
from house.terminal import Trouble, say, speak_aside
from house.vendor import node

SLOTS = 20


def test(arguments: list[str]) -> int:
    """Run all tests, or those of the given paths. What follows `--`, and every option, goes to pytest."""
    speak_aside()
    bring_up_to_date(checks=True)
    supervisor = _take_slot()
    supervisor.listen()
    try:
        servers = plan_servers(supervisor.var, "test")
        servers.start(supervisor)
        environment = {"PLAYWRIGHT_NODEJS_PATH": str(node())} | servers.environment()  # its own needs libatomic
        try:
            bring_static(servers)
        except Trouble as trouble:
            say(str(trouble))
        return _pytest(arguments, environment)
    finally:
        _end_house(supervisor.var)
        supervisor.stop()
        supervisor.release()


def _take_slot() -> Supervisor:
    """The first of var/test, var/test-2, … that no other run has."""
    for number in range(1, SLOTS + 1):
        supervisor = Supervisor(var() / ("test" if number == 1 else f"test-{number}"))
        if supervisor.take():
            _end_house(supervisor.var)
            return supervisor
    raise Trouble(f"{SLOTS} test runs are under way in {var()}: wait for one to end.")


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    given = [argument for argument in arguments if argument != "--"]
    paths = [argument for argument in given if not argument.startswith("-")]
    command = [str(PYTHON), "-m", "pytest", *given]
    if not paths and not any(argument.startswith("-n") for argument in given):
        command += ["-n", str(min(4, max(2, os.cpu_count() or 2)))]
    child = subprocess.Popen(command, cwd=ROOT, env=environment)
    return _wait(child)


def _wait(child: subprocess.Popen[bytes]) -> int:
    """Wait for pytest, which hears Ctrl-C itself; pass a plain kill on to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda _number, _frame: child.send_signal(signal.SIGINT))
    return child.wait()


def _end_house(place: Path) -> None:
    """End the house that browser tests have started, or that a killed run has left."""
    running = read_json(place / "house" / "running.json")
    if "supervisor" in running:
        pid, began = running["supervisor"]
        end_session(Known(pid, began), signal.SIGTERM)

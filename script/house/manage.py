"""`script/manage` and `script/console`: Django's commands with the servers' addresses set."""

import signal
import subprocess
import time

from house.places import PYTHON, ROOT, read_json, var
from house.servers import Servers, plan_servers
from house.setup import bring_up_to_date
from house.supervisor import Supervisor
from house.terminal import Trouble, speak_aside

AS_OWNER = {"migrate", "makemigrations", "sqlmigrate", "flush", "optimizemigration", "squashmigrations"}
PATIENCE = 120


def django(*arguments: str) -> list[str]:
    """The command line for one of Django's commands."""
    return [str(PYTHON), str(ROOT / "manage.py"), *arguments]


def manage(arguments: list[str]) -> int:
    """Run one command; the servers of a stopped house are started for as long as it takes."""
    speak_aside()
    bring_up_to_date()
    supervisor = Supervisor(var())
    deadline = time.monotonic() + PATIENCE
    while not supervisor.take():
        if read_json(var() / "running.json").get("ready"):
            return _run(plan_servers(var(), "local", keep_running=True), arguments)
        if time.monotonic() > deadline:
            raise Trouble(f"Another command has been holding {var()} for {PATIENCE} s.")
        time.sleep(0.1)
    supervisor.listen()
    try:
        servers = plan_servers(var(), "local")
        servers.start(supervisor)
        return _run(servers, arguments)
    finally:
        supervisor.stop()
        supervisor.release()


def _run(servers: Servers, arguments: list[str]) -> int:
    owner = bool(arguments) and arguments[0] in AS_OWNER
    child = subprocess.Popen(django(*arguments), env=servers.environment(owner=owner))
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's own
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            child.terminate()
        signal.signal(signal.SIGINT, before)


def console(arguments: list[str]) -> int:
    """A Python prompt inside Vigie."""
    return manage(["shell", *arguments])

"""`script/run`: everything that Vigie needs, in order, under one supervisor, until Ctrl-C."""

import http.client
import os
import shutil
import time
from functools import partial
from pathlib import Path

from house.kept import is_free
from house.places import PYTHON, ROOT, folder, read_json, var
from house.preparation import SIGN_INS, bring_database, bring_static
from house.processes import pool_of_workers
from house.servers import Servers, plan_servers
from house.setup import bring_up_to_date
from house.supervisor import Part, Stopped, Supervisor
from house.terminal import Trouble, say, step

USUAL_PORT = 8000
LEAST_ROOM = 100_000_000  # bytes


def run(_arguments: list[str]) -> int:
    """Start the house and watch over it until somebody asks for its end."""
    began = time.monotonic()
    supervisor = Supervisor(var())
    if not supervisor.take():
        raise Trouble(_already_running(var()))
    supervisor.listen()
    try:
        port = _port()
        _refuse_full_disk(var(), ROOT)
        bring_up_to_date()
        _start(supervisor, port)
        _greet(supervisor.var, port, time.monotonic() - began)
        supervisor.about["ready"] = True
        supervisor.remember()
        supervisor.watch()
    except (Stopped, KeyboardInterrupt):
        return _stop(supervisor)
    finally:
        supervisor.stop()
        supervisor.release()
    return 0


def _already_running(place: Path) -> str:
    address = read_json(place / "running.json").get("address")
    if address:
        return f"Vigie is running already: {address} (Ctrl-C in its terminal stops it)."
    return f"Another command of Vigie is using {place}. Wait for it, or set VIGIE_VAR to another folder."


def _port() -> int:
    named = os.environ.get("PORT") or str(USUAL_PORT)
    if not named.isdigit() or not 0 < int(named) < 65_536:
        raise Trouble(f"PORT is “{named}”, which is not a port: give a number from 1024 to 65535.")
    if not is_free(int(named)):
        raise Trouble(
            f"Port {named} is taken by another program, or closed to you: choose another, PORT=8080 script/run."
        )
    return int(named)


def _refuse_full_disk(*places: Path) -> None:
    for place in places:
        room = shutil.disk_usage(place).free
        if room < LEAST_ROOM:
            raise Trouble(
                f"The disk is full: {place} has {room // 1_000_000} MB left and Vigie needs 100. Make room first."
            )


def _start(supervisor: Supervisor, port: int) -> None:
    servers = plan_servers(supervisor.var, "local")
    supervisor.about = {"address": f"http://localhost:{port}/"}
    servers.start(supervisor)
    bring_static(servers)
    bring_database(servers)
    parts = own_parts(servers, supervisor, port)
    with step("web, worker and clock"):
        for part in parts:
            supervisor.spawn(part)
        supervisor.wait_for(*parts)


# On one machine one worker of two processes hears every queue, to spare memory; production gives each queue its own.
WORKERS = {"worker": "quick,long,watch"}


def own_parts(servers: Servers, supervisor: Supervisor, port: int) -> list[Part]:
    """Vigie's own programs: what answers browsers, what works in the background, what starts that work by the clock."""
    environment = servers.environment() | {"PORT": str(port)}
    celery = [str(PYTHON), "-m", "celery", "--quiet", "-A", "config.celery"]
    folder(servers.var / "beat")
    worker = [
        "worker",
        f"--pool={pool_of_workers()}",
        "--concurrency=2",
        "--without-gossip",
        "--without-mingle",
        "--loglevel=INFO",
    ]
    beat = ["beat", "--pidfile=", "--loglevel=INFO"]
    web = [str(PYTHON), "-m", "gunicorn", "-c", str(ROOT / "config" / "gunicorn.py"), "config.wsgi"]
    heard = {name: _Mark(supervisor.var / "log" / f"{name}.log") for name in (*WORKERS, "beat")}
    return [
        Part("web", web, lambda: answers_web(port), environment, wave=1),
        *(
            Part(
                name,
                [*celery, *worker, f"--queues={queues}", f"--hostname={name}@%h"],
                partial(heard[name], " ready."),
                environment,
                wave=1,
            )
            for name, queues in WORKERS.items()
        ),
        Part("beat", [*celery, *beat], lambda: heard["beat"]("beat: Starting"), environment, wave=1),
    ]


class _Mark:
    """Whether a log has said something since now."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.before = log.stat().st_size if log.exists() else 0

    def __call__(self, word: str) -> bool:
        if not self.log.exists():
            return False
        with self.log.open(errors="replace") as file:
            file.seek(self.before if self.log.stat().st_size >= self.before else 0)
            return word in file.read()


def answers_web(port: int) -> bool:
    """Whether the web is alive."""
    try:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            line.request("GET", "/")
            return line.getresponse().status < 500
        finally:
            line.close()
    except (OSError, http.client.HTTPException):
        return False


def _greet(place: Path, port: int, seconds: float) -> None:
    say(f"\nVigie is ready after {seconds:.1f} s:  http://localhost:{port}/\n")
    people = place / SIGN_INS
    if people.exists():
        say(people.read_text().rstrip() + "\n")
    say("Ctrl-C stops everything.")


def _stop(supervisor: Supervisor) -> int:
    began = time.monotonic()
    say("\nStopping …")
    supervisor.stop()
    say(f"Stopped after {time.monotonic() - began:.1f} s.")
    return 0

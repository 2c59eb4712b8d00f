"""What the line in the log and the numbers cost each request: a page with them and without, in turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path

import django
from django.conf import settings
from django.test import Client, override_settings

from house.manage import django as command
from house.servers import plan_servers
from house.supervisor import Supervisor
from house.terminal import speak_aside

ROUNDS, REQUESTS = 15, 100
OURS = ("config.logs.", "config.metrics.")
TOKEN = "w5Zk-9tQmX2c_B7rJh4NfUe8YaLd0PvS"  # noqa: S105 (of this measurement)


def milliseconds(client: Client, address: str) -> float:
    """What one request of a round takes of the processor: what waits elsewhere is not ours."""
    ask = partial(client.get, address, headers={"host": "localhost"})
    began = time.process_time()
    for _ in range(REQUESTS):
        ask()
    return (time.process_time() - began) / REQUESTS * 1000


def clients() -> dict[str, Client]:
    """One with the whole chain of middleware, and one without what logs and counts."""
    bare = [name for name in settings.MIDDLEWARE if not name.startswith(OURS)]
    found = {}
    for name, middleware in {"with": settings.MIDDLEWARE, "without": bare}.items():
        with override_settings(MIDDLEWARE=middleware):
            found[name] = Client()
            found[name].get("/health/live", headers={"host": "localhost"})  # makes its chain
    return found


def measure() -> dict[str, object]:
    both = clients()
    figures: dict[str, object] = {"load": round(os.getloadavg()[0], 1)}
    for address in ("/health/live", "/account/login/"):
        took: dict[str, list[float]] = {name: [] for name in both}
        for _ in range(ROUNDS):
            for name, client in both.items():
                took[name].append(milliseconds(client, address))
        middle = {name: statistics.median(times) for name, times in took.items()}
        figures[address] = {
            **{f"ms {name}": round(value, 3) for name, value in middle.items()},
            "ms more": round(middle["with"] - middle["without"], 3),
            "ratio": round(middle["with"] / middle["without"], 2),
        }
    return figures


def main(place: Path) -> None:
    speak_aside()  # only the figures go to the output
    supervisor = Supervisor(place)
    supervisor.take()
    supervisor.listen()
    try:
        servers = plan_servers(place, "test")
        servers.start(supervisor)
        owner = os.environ | servers.environment(owner=True)
        subprocess.run(command("migrate", "--no-input", "--skip-checks", "-v", "0"), env=owner, check=True)
        os.environ.update(servers.environment() | {"VIGIE_METRICS_TOKEN": TOKEN, "VIGIE_LOG_JSON": "1"})
        django.setup()
        print(json.dumps(measure(), indent=2))
    finally:
        supervisor.stop()
        supervisor.release()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-watching-", dir="/var/tmp") as name:
        Path(name).chmod(0o755)
        main(Path(name))

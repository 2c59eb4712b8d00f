"""10,000 small runs under 200 random kills; how soon work comes back after a blow; what a run costs."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

from house.manage import django as manage
from house.servers import plan_servers
from house.supervisor import Supervisor


@contextmanager
def database_in(place: Path) -> Iterator[None]:
    """A PostgreSQL of its own, migrated, for this process and those that it starts."""
    place.chmod(0o755)
    supervisor = Supervisor(place)
    supervisor.take()
    try:
        servers = plan_servers(place, "test")
        servers.start(supervisor)
        migrate = manage("migrate", "--no-input", "--skip-checks", "-v", "0")
        subprocess.run(migrate, env=servers.environment(owner=True), check=True)
        os.environ.update(servers.environment())
        django.setup()
        yield
    finally:
        supervisor.stop()
        supervisor.release()


def measure(place: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """All of it, as figures."""
    from benchmarks._runs import Campaign, costs, workshop_in  # noqa: PLC0415 - Django is set up by now

    with workshop_in(place) as workshop:
        found: dict[str, Any] = {"load before": os.getloadavg(), "milliseconds": costs(workshop, asked.costs)}
        print(json.dumps(found), file=sys.stderr)
        campaign = Campaign(workshop, asked.runs, asked.kills, asked.seed)
        found |= campaign.go()
        print(json.dumps(found), file=sys.stderr)
        return found | campaign.comebacks(asked.blows) | {"load after": os.getloadavg()}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=10_000)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--blows", type=int, default=10, help="of each kind")
    asked.add_argument("--costs", type=int, default=1_000, help="runs to tell what one costs")
    asked.add_argument("--seed", type=int, default=int(time.time()))
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="vigie-runs-") as name, database_in(Path(name)):
        found = measure(Path(name), options)
    print(json.dumps({"seed": options.seed, **found}, indent=2))


if __name__ == "__main__":
    main()

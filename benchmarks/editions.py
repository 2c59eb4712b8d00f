"""A new edition of the places in which every name has changed: what it costs, and its longest statement."""

import csv
import gzip
import io
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection

from house.manage import django as command
from house.servers import plan_servers
from house.supervisor import Supervisor
from house.terminal import speak_aside


class LongestStatement:
    """Times each statement but those that copy, which are in the whole time."""

    def __init__(self) -> None:
        self.seconds, self.words = 0.0, ""

    def __call__(self, execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(statement, *rest)
        finally:
            took = time.perf_counter() - began
            if took > self.seconds:
                self.seconds, self.words = took, " ".join(str(statement).split()[:3])


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, object]]:
    """What came of it, how long it took, and its longest statement."""
    longest, began = LongestStatement(), time.perf_counter()
    with connection.execute_wrapper(longest):
        found = work()
    took = time.perf_counter() - began
    return found, {
        "all of it (s)": round(took, 1),
        "longest statement but for copying (s)": round(longest.seconds, 1),
        "which is": longest.words,
    }


class Somebody:
    """Whoever decides it."""

    pk = 1

    def __str__(self) -> str:
        return "Somebody"


def measure() -> dict[str, object]:
    """As from the web: by the application's role, with the web's limit for a statement."""
    from django.utils import timezone  # noqa: PLC0415 (Django is set up only now)

    from reference.actions import editions  # noqa: PLC0415
    from reference.actions.shipped import load_shipped_lists  # noqa: PLC0415
    from reference.choices import Reach  # noqa: PLC0415
    from reference.models import CodeList  # noqa: PLC0415
    from reference.reports.sheets import compressed_sheet  # noqa: PLC0415

    load_shipped_lists()
    places = CodeList.objects.get(pk="place")
    changed = renamed(gzip.decompress(compressed_sheet(places)).decode())
    receive = partial(
        editions.receive_edition, by=Somebody(), code_list=places, content=changed.encode(), file_name="places.csv",
        name="All anew", source="Measurement", reach=Reach.WHOLE, from_on=timezone.localdate(),
    )  # fmt: skip
    edition, received = timed(receive)
    assert edition.counts["changed"] == places.size, edition.counts
    _, applied = timed(partial(editions.apply_edition, by=Somebody(), edition=edition))
    return {
        "rows that change": edition.counts["changed"],
        "a statement may take (ms)": settings.DATABASES["default"]["OPTIONS"]["options"],
        "handing in": received,
        "putting in force": applied,
        "busy processes a core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
    }


def renamed(sheet: str) -> str:
    """The same list with every name changed."""
    rows, into = csv.DictReader(io.StringIO(sheet)), io.StringIO()
    writer = csv.DictWriter(into, rows.fieldnames or ())
    writer.writeheader()
    for row in rows:
        writer.writerow(row | {name: f"{row[name]} anew" for name in ("fr", "en", "pt")})
    return into.getvalue()


def main(place: Path) -> None:
    """Servers of one's own."""
    speak_aside()
    supervisor = Supervisor(place)
    supervisor.take()
    supervisor.listen()
    try:
        servers = plan_servers(place, "test")
        servers.start(supervisor)
        owner = os.environ | servers.environment(owner=True)
        subprocess.run(command("migrate", "--no-input", "--skip-checks", "-v", "0"), env=owner, check=True)
        os.environ.update(servers.environment())
        django.setup()
        print(json.dumps(measure(), indent=2, ensure_ascii=False))
    finally:
        supervisor.stop()
        supervisor.release()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-editions-") as name:
        Path(name).chmod(0o755)
        main(Path(name))

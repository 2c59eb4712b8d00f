"""Suggestions while typing, over all places and HS codes; the first load of the code lists.

Beside each answer stands its floor: the plainest query that could be asked instead, words that begin so, unranked.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django
from django.db import connection

from house.manage import django as command
from house.servers import plan_servers
from house.supervisor import Supervisor
from house.terminal import speak_aside
from reference.rules.words import plain

TIMES = 15
TYPED = {
    "place": [
        "", "d", "s", "da", "sa", "ma", "st", "dak", "port", "dakar", "SNDKR", "LOS", "dakar senegal", "new york",
        "abijan", "libervile", "rotterdm", "zzzzzz",
    ],
    "hs": ["24", "2402", "cigar", "zigarettes", "medicaments", "of", "other", "zzzzzz"],
    "airport": ["DKR", "ouaga", "international", "blaize"],
    "commodity": ["", "chanvre", "herion", "pangolin"],
    "concealment_detail": ["", "double", "dubble"],
    "country": ["ivory", "guine"],
}  # fmt: skip


def milliseconds(ask: Callable[[], object]) -> list[float]:
    ask()
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)


def measure() -> dict[str, object]:
    """Everything, once Django is set up and its servers are there."""
    django.setup()
    from django.test import RequestFactory  # noqa: PLC0415 (Django is set up only now)

    from reference.actions.shipped import load_shipped_lists  # noqa: PLC0415
    from reference.models import Code, Place  # noqa: PLC0415
    from reference.web.pick import pick  # noqa: PLC0415

    loads = []
    for _ in range(2):
        began = time.perf_counter()
        load_shipped_lists()
        loads.append(time.perf_counter() - began)
    answers = {}
    for code_list, typed in ((code_list, typed) for code_list, words in TYPED.items() for typed in words):
        request = RequestFactory().get("/", {"q": typed})
        found = milliseconds(partial(pick, request, code_list))
        least = milliseconds(partial(plainest, code_list, typed))
        numbers = (statistics.median(found), found[int(len(found) * 0.95)], statistics.median(least))
        rounded = (round(number, 1) for number in numbers)
        answers[f"{code_list}: {typed}"] = dict(zip(("median", "p95", "floor"), rounded, strict=True))
    return {
        "first load (s)": round(loads[0], 1),
        "load of nothing new (s)": round(loads[1], 2),
        "places": Place.objects.count(),
        "codes": Code.objects.count(),
        "busy processes a core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 1),
        "answers (ms)": answers,
        "slowest median (ms)": max(answer["median"] for answer in answers.values()),
    }


def plainest(code_list: str, typed: str) -> None:
    """The floor."""
    table = "reference_place" if code_list == "place" else "reference_code"
    words = [f"% {word}%" for word in plain(typed).split()]
    where = " AND ".join(["code_list_id = %s", *("search LIKE %s" for _ in words)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code, fr FROM {table} WHERE {where} LIMIT 20", [code_list, *words])  # noqa: S608
        cursor.fetchall()


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
        os.environ.update(servers.environment())
        print(json.dumps(measure(), indent=2, ensure_ascii=False))
    finally:
        supervisor.stop()
        supervisor.release()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-pickers-") as name:
        Path(name).chmod(0o755)
        main(Path(name))

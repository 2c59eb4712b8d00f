"""A page of 100 of each list for programs, through the whole stack; its floor: the same rows by hand, as JSON.

Rates come from threads with open connections, in a process beside gunicorn, on the same machine; `live` is their floor.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import django
from django.db import connection

from house.kept import free_port
from house.manage import django as command
from house.places import PYTHON, ROOT
from house.servers import plan_servers
from house.supervisor import Supervisor
from house.terminal import speak_aside

TIMES, SECONDS, THREADS, ACTS, PAGE = 60, 8.0, 8, 5000, 100
FLOORS = {
    "officers": "SELECT id, sign_in_name, family_name, given_names, staff_number, email, language, blocked_reason,"
    " joined_at, updated_at FROM accounts_officer WHERE NOT is_program ORDER BY id LIMIT 101",
    "acts": "SELECT id, at, act, operation, by_id, by_name, by_office_code, role_code, office_code, subject_kind,"
    " subject_id, subject_label, reason, recipients, details, request_id FROM audit_act ORDER BY id DESC LIMIT 101",
    "code-lists/hs/codes": "SELECT code, fr, en, pt, valid_from, valid_until, updated_at FROM reference_code"
    " WHERE code_list_id = 'hs' ORDER BY position, code LIMIT 101",
    "code-lists/place/codes": "SELECT code, fr, en, pt, valid_from, valid_until, updated_at FROM reference_place"
    " WHERE code_list_id = 'place' ORDER BY code LIMIT 101",
}
LISTS = tuple(FLOORS)


def by_hand(address: str) -> bytes:
    """The floor."""
    with connection.cursor() as cursor:
        cursor.execute(FLOORS[address])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return json.dumps({"items": rows}, default=str, ensure_ascii=False).encode()


def prepare() -> str:
    """The demo, the shipped lists, some thousand acts, and a token of somebody who may read all of it."""
    from uuid import uuid4  # noqa: PLC0415 (with what needs Django)

    from django.utils import timezone  # noqa: PLC0415 (Django is set up only now)

    from accounts.actions.demo import load_demo  # noqa: PLC0415
    from accounts.actions.tokens import issue_token, scopes_of  # noqa: PLC0415
    from accounts.acts import DEMO_LOADED  # noqa: PLC0415
    from accounts.models import Office, Officer, Posting  # noqa: PLC0415
    from audit.acts import record  # noqa: PLC0415
    from reference.actions.shipped import load_shipped_lists  # noqa: PLC0415

    load_demo()
    load_shipped_lists()
    top = Office.objects.get(code="WCO")
    for number in range(ACTS):
        record(DEMO_LOADED, by=None, subject=top, office_code=top.code, details={"people": number, "postings": 3})
    reader = Officer.objects.get(sign_in_name="joana.tavares")
    today = timezone.localdate() - timedelta(days=1)
    Posting.objects.create(officer=reader, office=top, role_code="AUDITOR", from_on=today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return issue_token(by=reader, token_id=uuid4(), name="Measure", scopes=scopes_of(reader), days=2).text


def pages(token: str) -> dict[str, object]:
    """Milliseconds in one process: middleware, token, limits, rows, JSON; and by hand, in turns."""
    from django.test import Client  # noqa: PLC0415 (Django is set up only now)

    client = Client(SERVER_NAME="localhost")
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "fr"}
    found: dict[str, object] = {}
    for address in LISTS:
        whole, least, sizes = [], [], []
        for turn in range(TIMES + 3):
            began = time.perf_counter()
            answer = client.get(f"/api/v1/{address}", {"limit": PAGE}, headers=headers)
            between = time.perf_counter()
            by_hand(address)
            after = time.perf_counter()
            assert answer.status_code == 200, answer.content
            assert len(answer.json()["items"]) == PAGE
            if turn >= 3:
                whole.append((between - began) * 1000)
                least.append((after - between) * 1000)
                sizes.append(len(answer.content))
        middle, floor = statistics.median(whole), statistics.median(least)
        found[address] = {
            "median": round(middle, 1),
            "p95": round(sorted(whole)[int(TIMES * 0.95)], 1),
            "floor": round(floor, 2),
            "ratio": round(middle / floor, 1),
            "kB": round(statistics.median(sizes) / 1000, 1),
        }
    return found


def rates(token: str) -> dict[str, object]:
    """Requests a second that gunicorn answers, with as many workers and threads as production has."""
    port = free_port()
    web = [str(PYTHON), "-m", "gunicorn", "-c", str(ROOT / "config" / "gunicorn.py"), "config.wsgi"]
    server = subprocess.Popen(web, env=os.environ | {"PORT": str(port)}, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        found: dict[str, object] = {}
        for address in ("/health/live", *(f"/api/v1/{name}?limit={PAGE}" for name in LISTS)):
            ask = [str(PYTHON), __file__, str(port), address, token]
            done = subprocess.run(ask, capture_output=True, text=True, check=True, env=os.environ)
            found[address] = json.loads(done.stdout)
        return found
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            asked = HTTPConnection("localhost", port, timeout=5)
            asked.request("GET", "/health/live")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("gunicorn does not answer")


def besiege(port: int, address: str, token: str) -> dict[str, float]:
    """Ask with several threads for some seconds, each over a connection that stays open."""
    took: list[float] = []
    failed: list[int] = []
    until = time.monotonic() + SECONDS

    def ask() -> None:
        line = HTTPConnection("localhost", port, timeout=30)
        while time.monotonic() < until:
            began = time.perf_counter()
            line.request("GET", address, headers={"Authorization": f"Bearer {token}"})
            answer = line.getresponse()
            answer.read()
            took.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                failed.append(answer.status)

    threads = [Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    return {
        "a second": round(len(took) / SECONDS, 1),
        "median ms": round(statistics.median(took), 1),
        "p95 ms": round(took[int(len(took) * 0.95)], 1),
        "not 200": len(failed),
    }


def measure() -> dict[str, object]:
    django.setup()
    token = prepare()
    return {
        "load before": round(os.getloadavg()[0], 1),
        "page of 100 (ms)": pages(token),
        f"rate, {THREADS} connections": rates(token),
    }


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
        unlimited = {"VIGIE_DEMO": "true", "VIGIE_API_PER_MINUTE": "10000000"}
        os.environ.update(servers.environment() | unlimited)
        print(json.dumps(measure(), indent=2))
    finally:
        supervisor.stop()
        supervisor.release()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(besiege(int(sys.argv[1]), sys.argv[2], sys.argv[3])))
    else:
        with tempfile.TemporaryDirectory(prefix="vigie-api-", dir="/var/tmp") as name:
            Path(name).chmod(0o755)
            main(Path(name))

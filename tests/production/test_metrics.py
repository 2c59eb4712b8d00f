"""Numbers for whoever watches: only with the token, true across processes, and never of a person."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from django.conf import settings
from django.test import override_settings
from prometheus_client.parser import text_string_to_metric_families

from audit.actions.runs.sweeping import note_beat
from config.metrics import door, house, requests
from house.kept import free_port
from house.places import ROOT
from house.processes import dies_with_parent
from tests.people import sign_in
from tests.trials.by_hand import count

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

TOKEN = "w5Zk-9tQmX2c_B7rJh4NfUe8YaLd0PvS"
RULES = ROOT / "deploy" / "alerts.yml"
COUNTING = {
    "MIDDLEWARE": [
        "config.metrics.requests.CountMiddleware",
        *settings.MIDDLEWARE,
        "config.metrics.requests.DatabaseErrorMiddleware",
    ]
}
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(text: str) -> Samples:
    """Every number of an answer, by its name and labels."""
    found = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, tuple(sorted(sample.labels.items()))): sample.value for sample in found}


def value(found: Samples, name: str, **labels: str) -> float | None:
    """One of them."""
    return found.get((name, tuple(sorted(labels.items()))))


def house_now() -> Samples:
    """What is told of the house, asked anew."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in house.read()
        for sample in family.samples
    }


# --- who may ask -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "brought"),
    [
        ("/metrics", None), ("/metrics", ""), ("/metrics", "Bearer "), ("/metrics", "Bearer wrong"),
        ("/metrics", f"Basic {TOKEN}"), ("/metrics", TOKEN), ("/metrics", f"Bearer {TOKEN} "),
        ("/metrics", f"Bearer {TOKEN[:-1]}"), ("/metrics", "Bearer \xe9"), ("/metrics/", f"Bearer {TOKEN}"),
    ],
)  # fmt: skip
@override_settings(VIGIE_METRICS_TOKEN=TOKEN)
def test_without_the_token_there_is_no_door(path: str, brought: str | None) -> None:
    asked = {"PATH_INFO": path, "REQUEST_METHOD": "GET"} | ({"HTTP_AUTHORIZATION": brought} if brought else {})

    assert door.Door(lambda *_asked: [b"Django"])(asked, print) == [b"Django"]


@override_settings(VIGIE_METRICS_TOKEN="")
def test_without_a_setting_there_is_no_token() -> None:
    assert not door.brings_token({"HTTP_AUTHORIZATION": "Bearer "})
    assert not door.brings_token({})


# --- requests ---------------------------------------------------------------------------------------
@override_settings(**COUNTING)
def test_requests_are_counted_by_page_and_not_by_address(client: Client, people: People) -> None:
    sign_in(client, people.awa)
    before = requests.ANSWERED.labels("unknown", "GET", 404)._value.get()
    for number in range(30):
        client.get(f"/nothing/{number}/")
    client.get(f"/people/{people.awa.pk}/?q=Diop")
    client.generic("BREW", "/")
    told = door.numbers().decode()

    assert requests.ANSWERED.labels("unknown", "GET", 404)._value.get() == before + 30
    assert 'vigie_requests_total{method="OTHER",route="desk"' in told
    for word in ("nothing", "Diop", people.awa.sign_in_name, people.awa.family_name, "BREW"):
        assert word not in told


@override_settings(**COUNTING, ROOT_URLCONF="tests.production.test_logs")
def test_what_the_database_refuses_is_counted(client: Client, people: People) -> None:
    client.raise_request_exception = False
    sign_in(client, people.awa)
    before = requests.DATABASE_ERRORS.labels("refused")._value.get()
    client.get("/torn/Traore/")

    assert requests.DATABASE_ERRORS.labels("refused")._value.get() == before + 1


# --- the house --------------------------------------------------------------------------------------
def test_house_tells_how_it_stands(people: People) -> None:
    note_beat("quick", worker="one@here")
    note_beat("quick", worker="two@here")
    count()
    found = house_now()

    assert value(found, "vigie_server_up", server="postgresql") == 1
    assert value(found, "vigie_server_up", server="redis") == 1
    assert value(found, "vigie_workers", queue="quick") == 2
    assert value(found, "vigie_workers", queue="long") == 0
    assert value(found, "vigie_runs", queue="quick", state="waiting") == 1
    assert 0 <= (value(found, "vigie_worker_heartbeat_age_seconds", queue="quick") or 0) < 60
    assert value(found, "vigie_worker_heartbeat_age_seconds", queue="long") is None, "never heard of"
    assert value(found, "vigie_outbox", outbox="runs") == 1
    assert value(found, "vigie_unsealed") is not None
    assert value(found, "vigie_seals_verified") is None, "never checked"
    assert any(name == "vigie_build" for name, _labels in found)


def test_every_label_comes_from_a_closed_list(people: People) -> None:
    for number in range(5):
        note_beat("quick", worker=f"worker-{number}@host-{number}")
    words = {word for _name, labels in house_now() for _label, word in labels}

    assert words <= {
        "redis", "postgresql", "quick", "long", "waiting", "under way", "failed", "letters", "runs", "unknown",
        "heads of seals by file", "heads of seals by mail",
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("server", "name"), [("postgresql", "DATABASE_URL"), ("redis", "REDIS_URL")])
def test_a_server_that_is_away_is_told(server: str, name: str) -> None:
    scheme, nobody = ("postgres", "/none") if server == "postgresql" else ("redis", "/0")
    ask = "import django; django.setup(); from config.metrics import door; print(door.numbers().decode())"
    ran = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env=os.environ | {name: f"{scheme}://app:nothing@127.0.0.1:{free_port()}{nobody}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    found = samples(ran.stdout)

    assert ran.returncode == 0, ran.stderr
    assert value(found, "vigie_server_up", server=server) == 0
    assert value(found, "vigie_server_up", server="redis" if server == "postgresql" else "postgresql") == 1


# --- several processes --------------------------------------------------------------------------------
@dataclass
class Web:
    """A real gunicorn of two processes."""

    port: int
    var: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path, headers={"Host": "localhost", "Connection": "close", **headers})
        answer = line.getresponse()
        return answer.status, answer.read().decode()

    def numbers(self) -> Samples:
        status, told = self.get("/metrics", Host="web", Authorization=f"Bearer {TOKEN}")
        assert status == 200
        return samples(told)

    def workers(self) -> list[int]:
        ran = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=True)
        return [int(pid) for pid in ran.stdout.split()]


def start(var: Path, port: int) -> Web:
    around = os.environ | {"VIGIE_METRICS_TOKEN": TOKEN, "VIGIE_VAR": str(var), "PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "config/gunicorn.py"), "config.wsgi"]
    ends = dies_with_parent(signal.SIGKILL)
    process = subprocess.Popen(command, cwd=ROOT, env=around, preexec_fn=ends)  # noqa: PLW1509
    web = Web(port, var, process)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if web.get("/health/live")[0] == 200 and len(web.workers()) == 2:
                return web
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn did not start")


@pytest.fixture
def web(db: None, tmp_path: Path) -> Iterator[Web]:
    (tmp_path / "metrics").mkdir()
    (tmp_path / "metrics" / "counter_1.db").write_bytes(b"what a killed start has left")
    web = start(tmp_path, free_port())
    yield web
    web.process.terminate()
    web.process.wait(30)


def test_processes_are_added_up(web: Web) -> None:
    assert not (web.var / "metrics" / "counter_1.db").exists()
    assert web.get("/metrics")[0] == 404
    before = value(web.numbers(), "vigie_requests_total", method="GET", route="health-live", status="200") or 0
    for _ in range(20):
        web.get("/health/live")
    route = {"method": "GET", "route": "health-live", "status": "200"}

    found = web.numbers()
    assert value(found, "vigie_requests_total", **route) == before + 20
    assert value(found, "vigie_requests_under_way") == 0
    assert value(found, "vigie_request_seconds_count", route="health-live") == before + 20
    assert value(found, "vigie_server_up", server="postgresql") == 1

    os.kill(web.workers()[0], signal.SIGKILL)
    deadline = time.monotonic() + 20
    while len(web.workers()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert value(web.numbers(), "vigie_requests_total", **route) == before + 20, "what was counted stays counted"
    assert len(list((web.var / "metrics").glob("gauge_live*"))) <= 3


# --- rules ------------------------------------------------------------------------------------------
def test_rules_ask_for_numbers_that_exist(people: People) -> None:
    rules: list[dict[str, Any]] = [
        rule for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"] for rule in group["rules"]
    ]
    asked = set(re.findall(r"vigie_\w+", " ".join(rule["expr"] for rule in rules)))
    source = "".join(path.read_text("utf-8") for path in (ROOT / "config" / "metrics").glob("*.py"))
    known = set(re.findall(r'"(vigie_\w+)"', source))

    assert {re.sub(r"_(total|bucket)$", "", name) for name in asked} <= known
    told = (ROOT / "docs" / "operations" / "watch.md").read_text("utf-8")
    assert [rule["alert"] for rule in rules if rule["alert"] not in told] == [], "each has a line in docs/operations"

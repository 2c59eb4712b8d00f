"""What leaves for a Sentry server, read by a real receiver; and that nothing leaves where none is named."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest

from house.places import ROOT

ASK = """
import sys, django
django.setup()
import logging
from django.test import Client, override_settings
from django.urls import path

from django.contrib.auth.decorators import login_not_required
from config.urls import urlpatterns as pages

@login_not_required
def broken(request, word):
    reason = "in a local variable: Sekou"
    raise ValueError(f"not a number: '{request.POST['name']}'")

urlpatterns = [path("broken/<str:word>/", broken, name="broken-page"), *pages]
handler500 = "face.web.errors.broken"
with override_settings(ROOT_URLCONF="__main__"):
    Client(raise_request_exception=False).post(
        "/broken/Aminata/?q=Diop", {"name": "Traore", "password": "seven quiet lighthouses"},
        headers={"host": "localhost", "authorization": "Bearer deadbeef", "cookie": "sessionid=cafebabe"},
    )
logging.getLogger("a room").info("breadcrumb about Fatou")
logging.getLogger("a room").error("the file of %s is gone", "Moussa")
if "sentry_sdk" in sys.modules:
    sys.modules["sentry_sdk"].flush(10)
print("sentry_sdk" in sys.modules)
"""
OPENED = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}
TYPED = ("Aminata", "Diop", "Traore", "seven quiet", "deadbeef", "cafebabe", "Fatou", "Moussa", "Sekou", "sessionid")


@pytest.fixture
def receiver() -> Iterator[tuple[int, list[str]]]:
    """Keeps whatever comes."""
    kept: list[str] = []

    class Keep(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.append(OPENED[self.headers["Content-Encoding"]](body).decode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_words: object) -> None:
            """Nothing on the terminal."""

    with HTTPServer(("127.0.0.1", 0), Keep) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, kept
        server.shutdown()


def ask(**environment: str) -> str:
    around = os.environ | {"PYTHONWARNINGS": "ignore", "PYTHONPATH": str(ROOT)} | environment
    ran = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=around, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip().splitlines()[-1]


@pytest.mark.django_db
def test_report_is_made_of_an_allow_list(receiver: tuple[int, list[str]]) -> None:
    port, kept = receiver
    assert ask(SENTRY_DSN=f"http://public@127.0.0.1:{port}/1", VIGIE_VERSION="7") == "True"

    everything = "\n".join(kept)
    events = [json.loads(envelope.splitlines()[2]) for envelope in kept]
    error = next(event for event in events if "exception" in event)
    assert error["exception"]["values"][-1]["type"] == "ValueError"
    assert error["exception"]["values"][-1]["value"] == "not a number: …"
    assert error["release"] == "7"
    assert len(error["tags"]["request"]) == 16
    assert any(event.get("logentry") == {"message": "the file of %s is gone"} for event in events)
    for word in TYPED:
        assert word not in everything, word
    for name in ('request":{', "breadcrumbs", '"vars"', '"user"', "extra", os.uname().nodename + '"'):
        assert name not in everything, name


@pytest.mark.django_db
def test_nothing_is_even_loaded_without_an_address() -> None:
    assert ask(SENTRY_DSN="") == "False"

"""How gunicorn serves Vigie.

Everything is loaded and one page is made before the workers fork: their first visitor waits for nothing, and they
share the memory.
"""

import gc
import io
import logging.config
import os
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.urls import reverse

bind = f"{os.environ.get('VIGIE_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("VIGIE_WEB_WORKERS", "2"))
threads = int(os.environ.get("VIGIE_WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  (gunicorn's heartbeat file)
control_socket_disable = True
errorlog = "-"
accesslog = None
logger_class = "config.logs.gunicorn.HouseLogger"
logging.config.dictConfig(settings.LOGGING)
NUMBERS = settings.VAR / "metrics"  # each process keeps its numbers here (docs/decisions/0018)
if settings.VIGIE_METRICS_TOKEN:  # prometheus_client reads this when it is imported, which nothing has done yet
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(NUMBERS)


def on_starting(_server: Any) -> None:
    """Numbers of an earlier start are nobody's."""
    if settings.VIGIE_METRICS_TOKEN:
        NUMBERS.mkdir(parents=True, exist_ok=True)
        for left in NUMBERS.glob("*.db"):
            left.unlink()


def child_exit(_server: Any, worker: Any) -> None:
    """What a process was doing when it ended is done no more; what it had counted stays counted."""
    if settings.VIGIE_METRICS_TOKEN:
        for left in NUMBERS.glob(f"gauge_live*_{worker.pid}.db"):
            left.unlink(missing_ok=True)


def when_ready(server: Any) -> None:
    """Make the sign-in page once in the master, then let go of every connection: none may cross a fork."""
    visit = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": reverse(settings.LOGIN_URL),
        "SERVER_NAME": settings.ALLOWED_HOSTS[0].removeprefix("."),
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    answer = server.app.wsgi()(visit, _ignore)
    for _ in answer:
        pass
    answer.close()
    connections.close_all()
    caches.close_all()
    gc.collect()
    gc.freeze()


def _ignore(*_status_and_headers: Any) -> None:
    """What the page answers is nobody's yet."""

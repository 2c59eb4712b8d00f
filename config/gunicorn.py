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

"""What a container's health check asks of its own process: `probe.py web`, or `probe.py worker quick`, or `beat`.

Exit code 0: well. The standard library and, for a worker, Celery's own question through Redis to that one worker.
"""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 4
OLDEST_SCHEDULE = 600  # seconds: the clock writes its schedule at least every three minutes


def web() -> bool:
    """Whether gunicorn answers, asked as the reverse proxy would."""
    host = os.environ.get("VIGIE_HOSTS", "localhost").partition(",")[0].strip().removeprefix(".")
    line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=PATIENCE)
    try:
        line.request("GET", "/health/live", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def worker(queue: str) -> bool:
    """Whether this container's worker hears what is sent to it."""
    name = f"{queue}@{os.uname().nodename}"
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "inspect", "ping", "-d", name, "-t", "10"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def beat() -> bool:
    """Whether the clock has written down lately what it has sent."""
    schedule = max(Path(os.environ["VIGIE_VAR"], "beat").glob("schedule*"), key=_written, default=None)
    return schedule is not None and time.time() - _written(schedule) < OLDEST_SCHEDULE


def _written(path: Path) -> float:
    return path.stat().st_mtime


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["web"]:
            well = web()
        case ["worker", queue]:
            well = worker(queue)
        case ["beat"]:
            well = beat()
        case _:
            sys.exit("probe.py web | worker QUEUE | beat")
    sys.exit(0 if well else 1)

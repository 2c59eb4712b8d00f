"""First start, later start, stop, recovery after kill -9, memory."""

import json
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from house.places import ROOT
from house.processes import session
from tests.house.stack import PATIENCE, Stack, environment, proportional_memory

TIMES = 3


def first_start_of_a_fresh_copy(place: Path) -> float:
    """A copy of the checkout without anything made: virtual environment, packages, tables, demo data, all parts."""
    copy = place / "copy"
    made = shutil.ignore_patterns(".venv", "var", "node_modules", "vendor", ".git", "__pycache__", "*.mo", ".*_cache")
    shutil.copytree(ROOT, copy, ignore=made)
    around = environment(place / "first", PORT=str(Stack(place).port))
    began = time.monotonic()
    run = subprocess.Popen([copy / "script" / "run"], env=around, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    for line in run.stdout:
        if "Vigie is ready" in line:
            break
        assert time.monotonic() - began < 3 * PATIENCE
    took = time.monotonic() - began
    run.send_signal(signal.SIGINT)
    run.communicate()
    assert run.returncode == 0
    return took


def measure(place: Path) -> dict[str, float]:
    found = {"first start (packages cached)": first_start_of_a_fresh_copy(place)}
    stack = Stack(place / "later")
    found["first start (packages there)"] = stack.start().seconds
    stops, starts = [], []
    for _ in range(TIMES):
        began = time.monotonic()
        stack.stop()
        stops.append(time.monotonic() - began)
        starts.append(stack.start().seconds)
    found |= {"later start": statistics.median(starts), "stop": statistics.median(stops)}
    for _ in range(50):
        assert stack.status() == 200
    for name in ("web", "worker", "beat", "postgresql", "redis"):
        found[f"memory of {name} (PSS, MB)"] = proportional_memory(stack.left[name])
    assert stack.process is not None
    for pid in (stack.process.pid, *(pid for part in stack.left.values() for pid in session(part.pid))):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    stack.process.wait()
    found["start after kill -9 of all"] = stack.start().seconds
    stack.stop()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vigie-start-") as name:
        Path(name).chmod(0o755)
        print(json.dumps({what: round(value, 2) for what, value in measure(Path(name)).items()}, indent=2))

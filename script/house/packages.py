"""The virtual environment: hashed packages, never left half-made, made by one command at a time."""

import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house.places import PYTHON, ROOT, VENV, fingerprint, read_json, write_json
from house.processes import dies_with_parent
from house.terminal import Trouble, say, step

PRODUCT = ("requirements.txt", "requirements/local.txt")
CHECKS = (*PRODUCT, "requirements/checks.txt")
COMPLETE = VENV / "complete.json"  # written last, removed first: without it the environment is half-made


@contextmanager
def alone() -> Iterator[None]:
    """Let one command at a time change what belongs to the whole checkout."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        deadline: float | None = time.monotonic() + 2
        while not _locked(handle):
            if deadline and time.monotonic() > deadline:
                say("  Another command is setting up this checkout; waiting for it.")
                deadline = None
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _made_by() -> dict[str, str]:
    return {"python": f"{os.path.realpath(sys.executable)} {sys.version}", "place": str(ROOT)}


def _is_complete() -> bool:
    kept = read_json(COMPLETE)
    return PYTHON.exists() and all(kept.get(name) == value for name, value in _made_by().items())


def _missing(wanted: tuple[str, ...]) -> list[str]:
    kept = read_json(COMPLETE).get("files", {})
    return [name for name in wanted if kept.get(name) != fingerprint(ROOT / name)]


def bring_packages(*, checks: bool = False) -> None:
    """Make the virtual environment or bring it up to date; nothing is done when its hashes match."""
    wanted = CHECKS if checks else PRODUCT
    if not _is_complete():
        with step("virtual environment"):
            _make()
    if _missing(wanted):
        with step("packages for the checks" if checks else "packages"):
            _install(wanted)


def _make() -> None:
    if not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
        raise Trouble("Python’s venv module is missing: install the package python3-venv, then start again.")
    if VENV.exists():
        shutil.rmtree(VENV)
    _call([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made")
    write_json(COMPLETE, {**_made_by(), "files": {}})


def _install(wanted: tuple[str, ...]) -> None:
    kept = read_json(COMPLETE)
    COMPLETE.unlink()
    files = [argument for name in wanted for argument in ("-r", str(ROOT / name))]
    plain = ["--no-deps", "--require-hashes", "--no-compile", "--disable-pip-version-check", "--no-input", "-q"]
    _call(
        [str(PYTHON), "-m", "pip", "install", *plain, *files],
        "The packages could not be installed",
    )
    kept["files"] = {**kept.get("files", {}), **{name: fingerprint(ROOT / name) for name in wanted}}
    write_json(COMPLETE, kept)


def _call(command: list[str], trouble: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=dies_with_parent(signal.SIGKILL),
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("WARNING")]
        raise Trouble(f"{trouble}: {' '.join(lines[-2:]) or f'exit code {done.returncode}'}")


def site_packages() -> Path:
    """Where the virtual environment keeps its packages."""
    return VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"

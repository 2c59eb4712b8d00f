"""`script/update`: newer packages within what requirements/*.in and package.json allow, locked again, then set up."""

import os
import subprocess

from house.packages import alone, bring_packages
from house.places import ROOT, VENV
from house.setup import bring_up_to_date
from house.terminal import Trouble, step
from house.vendor import npm

LOCKS = (
    ("requirements/product.in", "requirements.txt"),
    ("requirements/local.in", "requirements/local.txt"),
    ("requirements/checks.in", "requirements/checks.txt"),
)


def update(_arguments: list[str]) -> int:
    """Resolve every list of packages anew, each within the ones before, and write the lock files."""
    with alone():
        bring_packages(checks=True)
        for source, lock in LOCKS:
            with step(lock):
                _resolve(source, lock)
        with step("package-lock.json"):
            npm("update", "--package-lock-only", "--ignore-scripts")
    bring_up_to_date(checks=True)
    return 0


def _resolve(source: str, lock: str) -> None:
    """The lock names versions and hashes and no address: which registry serves them is each machine's own setting."""
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--upgrade", "-q"]
    options += ["--no-emit-index-url", "--no-emit-find-links"]
    command = [str(VENV / "bin" / "uv"), "pip", "compile", *options, source, "-o", lock]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"{source} cannot be resolved: {' '.join(done.stderr.split())}")

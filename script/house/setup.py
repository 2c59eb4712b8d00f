"""`script/setup`: packages, third-party JavaScript, message catalogues."""

import subprocess

from house.catalogues import changed
from house.packages import alone, bring_packages
from house.places import PYTHON, ROOT
from house.terminal import Trouble, step
from house.vendor import bring_vendor


def bring_up_to_date(*, checks: bool = False) -> None:
    """Do what is left to do; nothing, and quickly, when nothing has changed."""
    with alone():
        bring_packages(checks=checks)
        bring_vendor()
        bring_catalogues()


def bring_catalogues() -> None:
    """Compile the message catalogues that changed."""
    if changed(ROOT):
        with step("messages in three languages"):
            command = [str(PYTHON), "-P", str(ROOT / "script" / "house" / "catalogues.py"), str(ROOT)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Trouble(f"A message catalogue cannot be read: {done.stderr.strip().splitlines()[-1]}")


def setup(_arguments: list[str]) -> int:
    """The command."""
    bring_up_to_date()
    return 0

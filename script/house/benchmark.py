"""`script/benchmark`: the measurements in benchmarks/, by name."""

import os
import subprocess

from house.places import PYTHON, ROOT
from house.setup import bring_up_to_date
from house.terminal import Trouble, say, speak_aside


def benchmark(arguments: list[str]) -> int:
    """Run one measurement, or list them. Each prints JSON."""
    known = {path.stem: path for path in sorted((ROOT / "benchmarks").glob("*.py")) if not path.stem.startswith("_")}
    if not arguments:
        for name, path in known.items():
            say(f"{name:16} {path.read_text().lstrip().splitlines()[0].strip(chr(34))}")
        return 0
    if arguments[0] not in known:
        raise Trouble(f"There is no measurement “{arguments[0]}”: choose {', '.join(known)}.")
    speak_aside()
    bring_up_to_date()
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'script'}"}
    return subprocess.run([PYTHON, known[arguments[0]], *arguments[1:]], env=environment, check=False).returncode
